"""A run under an `Idempotency-Key`: begun once, whatever breaks off, and with no transaction held open."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from onehand.actions.models import Run
from onehand.api.models import StoredAnswer
from onehand.api.tests.acting import CANCEL, GIVE, As, runs_path
from onehand.api.tests.bank import Bank
from onehand.api.tests.client import Answer, ApiClient
from onehand.cases.models import Case
from onehand.foundation import jobs
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_the_same_key_begins_one_run_and_gets_the_first_answer(known: Case, api: ApiClient, shop: Bank) -> None:
    first = api.post(runs_path(known), CANCEL, key="k")
    jobs.run_due()
    again = api.post(runs_path(known), CANCEL, key="k")
    assert (again.status, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Run.objects.count() == 1
    assert sum(shop.done.values()) == 1
    assert api.post(runs_path(known), GIVE, key="k").code == "key_reused"
    assert api.post(runs_path(known), CANCEL, key="ü").code == "key_unusable"


def test_two_agents_with_the_same_key_do_not_meet(
    known: Case, nora: Agent, api: ApiClient, as_agent: As, shop: Bank
) -> None:
    ids = {client.post(runs_path(known), CANCEL, key="k").json["id"] for client in (api, as_agent(nora))}
    assert len(ids) == 2


def test_after_a_crash_between_effect_and_answer_the_key_still_holds(known: Case, api: ApiClient, shop: Bank) -> None:
    first = api.post(runs_path(known), CANCEL, key="k").json["id"]
    StoredAnswer.objects.update(status=0, body="", content_type="")  # the claim, as a crash leaves it
    assert api.post(runs_path(known), GIVE, key="k").code == "key_reused"
    assert api.post(runs_path(known), CANCEL, key="k").json["id"] == first
    assert StoredAnswer.objects.get().status == 201


def test_a_refused_run_leaves_no_claim(known: Case, api: ApiClient, shop: Bank) -> None:
    shop.shipped.add("1")
    assert api.post(runs_path(known), CANCEL, key="k").code == "impossible"
    assert not StoredAnswer.objects.exists()
    shop.shipped.clear()
    assert api.post(runs_path(known), CANCEL, key="k").status == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["runs", "dry-runs"])
def test_no_transaction_is_held_open_while_a_system_is_asked(
    path: str, known: Case, api: ApiClient, shop: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked in threads of their own: what the requesting thread holds is looked at where it waits for them."""
    from onehand.actions import planning

    held: list[bool] = []
    ask = planning._ask_all

    def watched(*given: Any) -> Any:
        held.append(connection.in_atomic_block)
        return ask(*given)

    monkeypatch.setattr(planning, "_ask_all", watched)
    assert api.post(f"/cases/{known.pk}/{path}", CANCEL, key="k").status in (200, 201)
    assert held == [False]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_under_one_key_one_begins(known: Case, ada: Agent, as_agent: As, shop: Bank) -> None:
    clients, answers = [as_agent(ada) for _ in range(5)], list[Answer]()
    start = threading.Barrier(len(clients))

    def send(client: ApiClient) -> None:
        start.wait()
        answers.append(client.post(runs_path(known), CANCEL, key="k"))
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Run.objects.count() == 1
