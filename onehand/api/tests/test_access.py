"""Every operation with every role: anonymous, customers, agents without access, former agents (S8)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from onehand.accounts import tokens
from onehand.actions.models import Run, WorkOrder
from onehand.actions.models.due_process import Blocking
from onehand.api.app import Route, routes
from onehand.api.tests.client import ApiClient
from onehand.cases import parties
from onehand.cases.attachments import attach
from onehand.cases.handover import offer
from onehand.cases.leaving import leave
from onehand.cases.models import Case, Fact, Question, Slot
from onehand.cases.promises import make
from onehand.defects import noting
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from onehand.timeline.record import SYSTEM

As = Callable[[Agent], ApiClient]
AsCustomer = Callable[[Customer], ApiClient]

# Of what each operation with an address that names a thing is about, and a body that would be good.
BODIES: dict[str, Any] = {
    "write_message": {"kind": "note", "text": "x"},
    "offer_handover": {"to": "nora", "reason": "x"},
    "refuse_assignment": {"reason": "x"},
    "take_case": {"reason": "x"},
    "wait": {"until": "2026-04-01T09:00:00Z", "what": "x"},
    "keep_draft": {"text": "x"},
    "be_present": {"doing": "viewing"},
    "write_mine": {"text": "x"},
    "assign_quarantined": {"agent": "nora"},
    "place_event": {"case": 1},
    "set_event_aside": {"reason": "x"},
    "close_case": {"without_asking": True, "reason": "x"},
    "note_question": {"message": 1, "text": "x"},
    "refuse_question": {"reason": "x"},
    "note_fact": {"kind": "device", "value": "x"},
    "check_draft": {"text": "x"},
    "make_promise": {"text": "x"},
    "renew_promise": {"due": "2026-04-01", "text": "x"},
    "withdraw_promise": {"reason": "x"},
    "post_letter": {"posted_on": "2026-03-02"},
    "log_call": {"direction": "in", "text": "x"},
    "book_slot": {"since": "2026-03-03T10:00:00Z", "number": "030 901820"},
    "cancel_slot": {"reason": "x"},
    "add_party": {"email": "p@example.org"},
    "change_party": {"told": True},
    "join_customers": {"customer": 1, "reason": "x"},
    "dry_run": {"action": "cancel"},
    "start_run": {"action": "cancel"},
    "decide_run": {"approved": True},
    "give_up_run": {"reason": "x"},
    "vouch_for": {"how": "x"},
    "give_work_order": {"what": "x", "to": "nora", "due": "2026-04-01T09:00:00Z"},
    "complete_work_order": {"seen": "x"},
    "withdraw_work_order": {"reason": "x"},
    "propose_block": {"reason": "x", "evidence": "x"},
    "decide_block": {"block": False, "reason": "x"},
    "withdraw_block": {"reason": "x"},
    "ask_provisional": {"reason": "x"},
    "answer_provisional": {"agreed": False, "reason": "x"},
    "decide_appeal": {"upheld": False, "reason": "x"},
    "lift_block": {"reason": "x"},
    "appeal_mine": {"text": "x"},
    "note_defect": {"what_de": "x", "department": "x"},
    "expect_repair": {"expected_at": "2026-04-01T09:00:00Z"},
    "fix_defect": {"done_de": "x"},
    "link_case": {"case": 1},
    "not_this_case": {"case": 1},
    "warn_next": {"number": 1},
}
# What an agent without access to the case may still do: these are about nobody's case.
ABOUT_NOBODY = {
    "openapi", "list_cases", "open_case", "find_customers", "me", "list_agents", "list_absences", "add_absence",
    "list_consults", "list_quarantine", "count_ledger", "my_cases", "open_my_case",
    "list_actions", "my_processes", "contact_permission", "list_events", "compare_leaving",
    # Defects are the company's; of their cases each sees those they see anyway (test_defects).
    "list_defects", "note_defect", "one_defect", "expect_repair", "fix_defect", "reopen_defect", "list_defect_cases",
    "suggest_cases", "see_warning", "warn_next",
}  # fmt: skip


def _path(route: Route, ids: dict[str, int]) -> str:
    def fill(match: re.Match[str]) -> str:
        before = route.path[: match.start()].rstrip("/").rpartition("/")[2]
        return str(ids[before])

    return re.sub(r"\{[^}]+\}", fill, route.path)


@pytest.fixture
def ids(case: Case, nora: Agent, lena: Agent, ada: Agent) -> dict[str, int]:
    """Things of Carla's case, which is in a team that nobody else belongs to. The offer is to Lena."""
    case.team = Team.objects.create(name="Küchen")
    case.save()
    attachment = attach(case.messages.get(), name="a.txt", type="text/plain", data=b"a")
    handover = offer(case, to=lena, reason="x", by=ada)
    question = Question.objects.create(case=case, message=case.messages.get(), text="Wann?")
    fact = Fact.objects.create(case=case, customer=case.customer, kind="device", value="x")
    promise = make(case, text="x", kind="letter", due=None, by=ada)
    slot = Slot.objects.create(
        case=case, customer=case.customer, agent=ada, number="+4930901820", since=promise.due,
        until=promise.due + timedelta(minutes=30), booked_by="agent",
    )  # fmt: skip
    party = parties.add(case, by=ada, email="p@example.org", name="P")
    run = Run.objects.create(case=case, kind="cancel", agent=ada, state=Run.State.STUCK)
    order = WorkOrder.objects.create(case=case, what="x", agent=ada, asked_by=ada, due=promise.due)
    other = Customer.objects.create(name="Zwilling")
    merged = merge(other, into=case.customer, by=ada, why="x")
    return {
        "questions": question.pk, "facts": fact.pk, "promises": promise.pk, "callbacks": slot.pk,
        "parties": party.pk, "merges": merged.pk, "runs": run.pk, "work-orders": order.pk,
        "blockings": Blocking.objects.create(
            case=case, customer=case.customer, proposer=ada, hearing_until=promise.due
        ).pk,
        "cases": case.pk, "messages": case.messages.get().pk, "attachments": attachment.pk, "handovers": handover.pk,
        "customers": case.customer_id, "absences": 1, "quarantine": 1, "events": 1,
        "defects": noting.note(by=ada, owner=ada, what_de="x").pk,
    }  # fmt: skip


def test_each_operation_says_who_may_use_it() -> None:
    assert {route.who for route in routes()} == {"anyone", "agent", "lead", "customer", "signed"}
    assert [route.name for route in routes() if route.who == "anyone"] == ["openapi"]
    assert [route.name for route in routes() if route.who == "signed"] == ["tell_event"]
    assert len({(route.method, route.path) for route in routes()}) == len(routes())


@pytest.mark.django_db
@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.method} {route.path}")
def test_nobody_reaches_what_is_not_theirs(
    route: Route,
    ids: dict[str, int],
    nora: Agent,
    carla: Customer,
    sam: Customer,
    former: Agent,
    anonymous: ApiClient,
    as_agent: As,
    as_customer: AsCustomer,
) -> None:
    path, body = _path(route, ids), BODIES.get(route.name)
    if route.who == "anyone":
        assert anonymous.send(route.method, path, body).status == 200
        return
    if route.who == "signed":  # no token opens it, whoever's it is; see tests/attacks/test_s20_webhooks.py
        for client in (anonymous, as_agent(nora), as_customer(sam)):
            answer = client.send(route.method, path, body)
            assert (answer.status, answer.code) == (403, "events_closed")
        return
    for client in (anonymous, ApiClient("onehand_wrong")):
        answer = client.send(route.method, path, body)
        assert (answer.status, answer.code) == (401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert as_agent(former).send(route.method, path, body).status in (401, 403)
    others = {"customer": [as_agent(nora)]}.get(route.who, [as_customer(carla), as_customer(sam)])
    for client in others:
        assert client.send(route.method, path, body).status == 403
    if route.name in ABOUT_NOBODY:
        return
    stranger = as_customer(sam) if route.who == "customer" else as_agent(nora)
    answer = stranger.send(route.method, path, body)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.django_db
def test_who_leaves_is_out_at_once(ada: Agent, nora: Agent, case: Case, as_agent: As) -> None:
    api = as_agent(ada)
    assert api.get("/me").status == 200
    leave(ada, by=SYSTEM)
    assert api.get("/me").code == "unauthorized"
    assert as_agent(nora).get(f"/cases/{case.pk}").json["owner"]["handle"] == "nora"


@pytest.mark.django_db
def test_a_revoked_token_is_no_token(ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    tokens.revoke(ada.account.api_tokens.get())
    assert api.get("/me").code == "unauthorized"


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "bearer \x00", "Token x", ""])
def test_a_header_that_bears_no_token_is_told_so(header: str, anonymous: ApiClient) -> None:
    answer = anonymous.client.get("/api/v1/me", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorized"
