"""The quarantine and the ledger by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case, Ledger
from onehand.foundation import blobs, tokens
from onehand.team.models import Agent

As = Callable[[Agent], ApiClient]

MAIL = b"From: Carla <carla.kern@example.org>\r\nSubject: Hallo\r\nMessage-ID: <1@x>\r\n\r\nWo bleibt er?\r\n"


def _quarantined(raw: bytes = MAIL, number: int = 1) -> Ledger:
    return Ledger.objects.create(
        source=f"test:{number}", content_hash=tokens.keyed_hash(raw), raw=blobs.put(raw), size=len(raw),
        reason="58 kB of nested parts", attempts=1,
    )  # fmt: skip


@pytest.mark.django_db
def test_what_could_not_be_read_is_listed_with_its_reason_and_raw_bytes(ada: Agent, as_agent: As) -> None:
    row, api = _quarantined(), as_agent(ada)
    (item,) = api.get("/quarantine").json["items"]
    assert (item["id"], item["reason"], item["source"]) == (row.pk, "58 kB of nested parts", "test:1")
    raw = api.get(f"/quarantine/{row.pk}/raw")
    assert raw.content == MAIL
    assert raw.headers["Content-Disposition"].startswith("attachment")
    assert raw.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_pages_of_the_quarantine_follow_each_other(ada: Agent, as_agent: As) -> None:
    rows = [_quarantined(MAIL + bytes([65 + n]), n).pk for n in range(5)]
    api = as_agent(ada)
    first = api.get("/quarantine", limit=3).json
    second = api.get("/quarantine", limit=3, cursor=first["next"]).json
    assert [item["id"] for item in first["items"] + second["items"]] == rows[::-1]
    assert second["next"] is None


@pytest.mark.django_db
def test_a_retry_reads_it(ada: Agent, as_agent: As) -> None:
    row, api = _quarantined(), as_agent(ada)
    answer = api.post(f"/quarantine/{row.pk}/retries")
    assert (answer.status, answer.json["outcome"]) == (201, "new_case")
    assert api.get(f"/messages/{answer.json['message']}").json["text"] == "Wo bleibt er?"
    assert api.post(f"/quarantine/{row.pk}/retries").code == "not_found"


@pytest.mark.django_db
def test_it_is_taken_as_it_is_into_a_case_or_by_a_colleague(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    first, second = _quarantined(), _quarantined(MAIL + b"2", 2)
    assert api.post(f"/quarantine/{first.pk}/assignments", {}).code == "agent_or_case"
    into = api.post(f"/quarantine/{first.pk}/assignments", {"case": case.pk})
    assert (into.status, into.json["case"]) == (201, case.pk)
    assert into.json["attachments"][0]["type"] == "message/rfc822"
    taken = api.post(f"/quarantine/{second.pk}/assignments", {"agent": "nora"}).json
    assert api.get(f"/cases/{taken['case']}").json["owner"]["handle"] == "nora"
    assert api.get("/quarantine").json["items"] == []


@pytest.mark.django_db
def test_the_ledger_is_counted_for_leads_only(ada: Agent, lena: Agent, as_agent: As) -> None:
    _quarantined()
    assert as_agent(lena).get("/ledger").json == {
        "accepted": 1, "messages": 0, "quarantined": 1, "duplicates": 0, "erased": 0, "difference": 0,
    }  # fmt: skip
    refused = as_agent(ada).get("/ledger")
    assert (refused.status, refused.code) == (403, "leads_only")
