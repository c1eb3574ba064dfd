"""A POST with an Idempotency-Key has its effect once, also when two come at once (R14)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from django.db import connection

from onehand.api.models import StoredAnswer
from onehand.api.tests.client import Answer, ApiClient
from onehand.cases.models import Case, Outgoing
from onehand.team.models import Agent
from onehand.timeline.chain import broken_at

As = Callable[[Agent], ApiClient]

REPLY = {"kind": "reply", "text": "Wir schicken eine neue Tür."}


@pytest.mark.django_db
def test_the_same_request_again_gets_the_first_answer(case: Case, ada: Agent, as_agent: As) -> None:
    api, path = as_agent(ada), f"/cases/{case.pk}/messages"
    first = api.post(path, REPLY, key="k-1")
    again = api.post(path, REPLY, key="k-1")
    assert (first.status, again.status) == (201, 201)
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Outgoing.objects.filter(kind="reply").count() == 1
    assert broken_at() is None


@pytest.mark.django_db
def test_another_key_or_none_is_another_request(case: Case, ada: Agent, as_agent: As) -> None:
    api, path = as_agent(ada), f"/cases/{case.pk}/messages"
    for key in ("a", "b", None, None):
        api.post(path, REPLY, key=key)
    assert Outgoing.objects.filter(kind="reply").count() == 4


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused(case: Case, ada: Agent, as_agent: As) -> None:
    api, path = as_agent(ada), f"/cases/{case.pk}/messages"
    api.post(path, REPLY, key="k")
    answer = api.post(path, REPLY | {"text": "Anders."}, key="k")
    assert (answer.status, answer.code) == (422, "key_reused")


@pytest.mark.django_db
def test_keys_of_two_accounts_and_two_addresses_do_not_meet(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    path = f"/cases/{case.pk}/messages"
    note = {"kind": "note", "text": "gesehen"}
    ids = {as_agent(agent).post(path, note, key="k").json["id"] for agent in (ada, nora)}
    assert len(ids) == 2
    assert as_agent(ada).post(f"/cases/{case.pk}/closure", {}, key="k").status == 201


@pytest.mark.django_db
def test_a_refused_request_leaves_nothing_and_may_succeed_later(
    case: Case, ada: Agent, nora: Agent, as_agent: As
) -> None:
    path = f"/cases/{case.pk}/handovers"
    body = {"to": "nora", "reason": "Urlaub"}
    assert as_agent(nora).post(path, body, key="k").status == 403
    assert as_agent(ada).post(path, {"to": "nora", "reason": " "}, key="k").code == "reason_missing"
    assert not StoredAnswer.objects.exists()
    assert as_agent(ada).post(path, body, key="k").status == 201


@pytest.mark.django_db
def test_a_key_opens_no_door(case: Case, ada: Agent, as_agent: As, anonymous: ApiClient) -> None:
    path = f"/cases/{case.pk}/messages"
    as_agent(ada).post(path, REPLY, key="k")
    assert anonymous.post(path, REPLY, key="k").code == "unauthorized"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "ä", "x" * 256, "a b"])
def test_a_key_that_is_no_key_is_told_so(key: str, case: Case, ada: Agent, as_agent: As) -> None:
    assert as_agent(ada).post(f"/cases/{case.pk}/messages", REPLY, key=key).code == "key_unusable"


@pytest.mark.django_db
def test_answers_are_forgotten_after_a_day(case: Case, ada: Agent, as_agent: As, clock: ModuleType) -> None:
    api, path = as_agent(ada), f"/cases/{case.pk}/messages"
    api.post(path, REPLY, key="old")
    clock.advance(timedelta(days=1, minutes=1))
    api.post(path, REPLY, key="new")
    assert [stored.key for stored in StoredAnswer.objects.all()] == ["new"]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_has_an_effect(case: Case, ada: Agent, as_agent: As) -> None:
    path, answers = f"/cases/{case.pk}/messages", list[Answer]()
    clients = [as_agent(ada) for _ in range(6)]
    start = threading.Barrier(len(clients))

    def send(api: ApiClient) -> None:
        start.wait()
        answers.append(api.post(path, REPLY, key="k"))
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert Outgoing.objects.filter(kind="reply").count() == 1
    assert broken_at() is None
