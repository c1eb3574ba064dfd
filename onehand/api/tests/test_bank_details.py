"""Bank details given by the API are seen by the system that needs them, and found again by nobody."""

from __future__ import annotations

import logging

import pytest

from onehand.actions import asking
from onehand.actions.models import Run
from onehand.actions.models.asking import Asking
from onehand.api.tests.acting import CANCEL, PAYER, everything, no_iban_in, runs_path
from onehand.api.tests.bank import IBAN, OLD, REFUSED, Bank
from onehand.api.tests.client import ApiClient
from onehand.cases.models import Case, Message
from onehand.foundation import jobs
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_bank_details_are_seen_by_the_system_and_by_nobody_else(
    known: Case, api: ApiClient, shop: Bank, caplog: pytest.LogCaptureFixture
) -> None:
    """In no answer, no line of the timeline, no log, no row: not while it runs, not afterwards, not when it fails."""
    caplog.set_level(logging.DEBUG)
    spaced = PAYER | {"arguments": PAYER["arguments"] | {"iban": "de89 3704 0044 0532 0130 00"}}  # type: ignore[operator]
    body = spaced | {"tell": f"Ab jetzt buchen wir von {IBAN} ab.", "reason": f"neu: {IBAN}"}
    answers = [api.post(f"/cases/{known.pk}/dry-runs", spaced, key="d"), api.post(runs_path(known), body, key="k")]
    no_iban_in(everything())
    run = answers[-1].json["id"]
    jobs.run_due()
    answers += [api.get(f"/runs/{run}"), api.get(runs_path(known)), api.post(runs_path(known), body, key="k")]
    assert (shop.iban, answers[2].json["state"]) == (IBAN, "done")
    assert answers[2].json["arguments"]["iban"] == "DE89 … 3000"
    for holder, iban in (("Falsch", OLD), ("Carla", REFUSED), ("Carla", "DE89370400440532013001")):
        given = {"contract": "1", "holder": holder, "iban": iban}
        answers.append(api.post(runs_path(known), {"action": "change_payer", "arguments": given}))
        jobs.run_due()
    assert [one.status for one in answers[-3:]] == [201, 409, 422]
    assert Run.objects.get(pk=answers[-3].json["id"]).why["code"] == "holder"
    free = CANCEL | {"arguments": {"order": "1", "reason": f"zurück auf {IBAN}"}}
    answers += [
        api.post(runs_path(known), free), api.get(runs_path(known)), api.get(f"/cases/{known.pk}/processes"),
        api.get(f"/cases/{known.pk}/timeline"),
    ]  # fmt: skip
    jobs.run_due()
    for one in answers:
        no_iban_in(one.content.decode())
    no_iban_in(caplog.text)
    no_iban_in(everything())
    assert Message.objects.filter(direction="out", text__contains="DE89 … 3000").exists()
    assert Entry.objects.filter(kind="action_done").exists()


def test_what_the_customer_gave_in_the_form_is_used_and_then_deleted(
    known: Case, ada: Agent, api: ApiClient, shop: Bank
) -> None:
    asking.ask_for(known, "change_payer", {"contract": "1"}, ["iban", "holder"], by=ada)
    asking.fill(Asking.objects.get(), {"iban": IBAN, "holder": "Carla Kern"})
    wish = {"action": "change_payer", "arguments": {"contract": "1"}}
    looked = api.post(f"/cases/{known.pk}/dry-runs", wish)
    assert looked.json["missing"] == []
    begun = api.post(runs_path(known), wish, key="form")
    jobs.run_due()
    assert shop.iban == IBAN
    assert asking.values_of(known, "change_payer") == {}
    again = api.post(runs_path(known), wish, key="form")
    assert again.json["id"] == begun.json["id"]
    for answer in (looked, begun, again):
        no_iban_in(answer.content.decode())
    no_iban_in(everything())
