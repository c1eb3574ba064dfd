"""S8: object references guessed. Every route × role, from the resolver; a route that is not in the map fails the run.

Roles: anonymous, another customer, a party who left, an agent without access (the case belongs to a team they are not
in), a former agent. The objects are Carla's: her case, its messages, files, questions, facts, promises, mails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from onehand.accounts.models import Account
from onehand.actions import orders
from onehand.actions.models import Approval, Run
from onehand.actions.models.due_process import Blocking, Recovery
from onehand.actions.models.events import Event
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.cases import facts, parties, promises, slots
from onehand.cases.attachments import attach
from onehand.cases.handover import offer
from onehand.cases.models import Amends, Case, Claim, Outgoing, Question, Target
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.templates import save
from onehand.cases.tests import mails
from onehand.defects import linking, noting
from onehand.defects.models import Defect
from onehand.foundation import clock
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.absence import plan_absence
from onehand.team.models import Agent, Team
from tests.attacks.route_map import DOOR, ELSEWHERE, EXPECTED, GONE, NOTHING, OPEN, OWN
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

# Each role with its column of the map.
ROLES = {"anonymous": 0, "customer": 1, "left": 1, "agent": 2, "former": 3}

# Words of Carla's case that nobody else may read anywhere.
SECRETS = (
    "Schrank beschädigt", "Riss", "carla.kern@example.org", "Carla Kern", "geheim.txt", "Goldlack", "K-4711-X",
    "Turmalin", "4930901820", "30 901820", "Zwillingskern",
)  # fmt: skip


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str


def routes(resolver: URLResolver | None = None, space: str = "", prefix: str = "") -> Iterator[Route]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one, inner, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield Route(f"{space}{one.name or ''}", prefix + str(one.pattern))


def ours() -> list[Route]:
    return [route for route in routes() if not route.pattern.startswith(tuple(f"{one}/" for one in ELSEWHERE))]


@dataclass(frozen=True)
class Things:
    """Carla's objects, which the tested roles must not reach; `keys` by how the names of their routes begin."""

    case: Case
    keys: dict[str, int]

    def path(self, route: Route) -> str:
        kind = route.name.partition(":")[2]
        begins = max((one for one in self.keys if kind.startswith(one)), key=len)
        return (
            "/" + route.pattern.replace("<int:number>", str(self.case.pk)).replace("<int:pk>", str(self.keys[begins]))
            .replace("<str:secret>", "0123456789abcdef0123456789abcdef")
        )  # fmt: skip


@pytest.fixture
def things(ada: Agent, nora: Agent, sam: Customer, case: Case, tmp_path: object) -> Things:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    ada.teams.add(case.team)
    lea = Agent.objects.create(account=Account.objects.for_email("lea@x.example"), display_name="Lea", handle="lea")
    reply(case, by=ada, text="Geheime Antwort")
    held = mails.message_of(
        mails.take(mails.mail("Ich auch\n", sender="Sam <ralf@example.net>", to=reply_address(case.pk)))
    )
    message = case.messages.filter(direction="in", held=False).earliest("pk")
    question = Question.objects.create(case=case, message=message, text="Wann kommt der Goldlack?")
    fact = facts.add(case, kind="order_number", value="K-4711-X", by=ada)
    promise = promises.make(case, text="Turmalin kommt", kind="letter", by=ada)
    slot = slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=case.customer)
    unreadable = mails.mail(
        "--B\n\nx\n" * 3_000, sender="Wer <wer@example.net>", subject="Kaputt", type="multipart/mixed; boundary=B"
    )
    _a_former_party(case, ada)
    twin = merge(Customer.objects.create(name="Zwillingskern"), into=case.customer, by=ada, why="Sieht man")
    found: dict[str, Model] = {
        "": message,
        "held": held,
        "attachment": attach(message, name="geheim.txt", type="text/plain", data=b"geheim"),
        "handover_": offer(case, to=lea, reason="Urlaub", by=ada),
        "outbox": Outgoing.objects.filter(kind="reply").latest("pk"),
        "quarantine": mails.row_of(mails.take(unreadable)),
        "unplaced": Event.objects.create(backend="toy", external_id="e1", kind="returned", at=clock.now()),
        "absence": plan_absence(ada, clock.now(), clock.now() + timedelta(days=1), None, by=ada),
        "customer": case.customer,
        "customer_split": twin,
        "question": question,
        "fact": fact,
        "promise": promise,
        "slot": slot,
        "amends": Amends.objects.create(promise=promise, kind="apology"),
        "claim": Claim.objects.create(case=case, message=message, text="Goldlack", by=ada),
        # A template belongs to the house; what it says in a case belongs to the case.
        "template": save("Gruß", "de", "Hallo", by=ada),
        "template_insertion": save("Vorlage", "de", "Vorlagentext", by=ada),
        "target": Target.objects.create(channel="phone", minutes=60),
        "party": case.parties.get(),
        "defect": _a_defect_of_it(case, ada),
        "run": _a_stuck_run(case, ada),
        "blocking_": _a_blocking(case, ada),
        "recovery_": Recovery.objects.create(case=case, claimed_email="carla.kern@example.org"),
        "work_order": orders.give(case, what="Turmalin", to=ada, due=clock.now() + timedelta(days=1), by=ada),
    }
    return Things(case, {kind: thing.pk for kind, thing in found.items()})


@pytest.fixture(autouse=True)
def _shop(connect: Connect) -> None:
    """A system that knows Carla: what she has there is nobody else's either."""
    connect(Toy(**{"K-4711-X": "open"}))


def _a_stuck_run(case: Case, ada: Agent) -> Run:
    run = Run.objects.create(
        case=case, kind="cancel", agent=ada, state=Run.State.STUCK, arguments={"order": "K-4711-X"}, tell="Turmalin"
    )
    Approval.objects.create(run=run, asked_by=ada, reason="Goldlack")
    return run


def _a_blocking(case: Case, ada: Agent) -> Blocking:
    return Blocking.objects.create(
        case=case, customer=case.customer, reason="Goldlack", evidence="Turmalin", proposer=ada,
        hearing_until=clock.now() + timedelta(days=5), notice=case.messages.earliest("pk"),
    )  # fmt: skip


def _a_defect_of_it(case: Case, ada: Agent) -> Defect:
    one = noting.note(by=ada, owner=ada, what_de="Der Versand hakt.", public=True)
    linking.link(one, case, by=ada)
    return one


def _a_former_party(case: Case, ada: Agent) -> None:
    """Otto took part with all rights, wrote, and left."""
    party = parties.add(case, by=ada, email="otto@example.net", name="Otto", told=True, sees_all=True, decides=True)
    otto = party.customer
    otto.account = Account.objects.for_email("otto@example.net", name="Otto")
    otto.save(update_fields=["account"])
    mails.take(mails.answer(case, "Der Goldlack ist meiner.\n", sender="Otto <otto@example.net>"))
    parties.leave(party, by=ada)
    clock.advance(timedelta(minutes=1))


@pytest.fixture
def reader(nora: Agent, former: Agent, sam: Customer, signed_in: SignedIn) -> Callable[[str], Client]:
    people: dict[str, Agent | Customer] = {"customer": sam, "agent": nora, "former": former}

    def browser(role: str) -> Client:
        if role == "left":
            return signed_in(Customer.objects.get(identities__value="otto@example.net"))
        return signed_in(people[role]) if role in people else Client()

    return browser


def test_every_route_is_in_the_map() -> None:
    names = [route.name for route in ours()]
    assert len(names) == len(set(names))
    assert set(names) == set(EXPECTED)


# What would be good in one form or another.
FORM = {
    "text": "x", "value": "x", "why": "x", "how": "x", "kind": "device", "due": "2026-03-10T10:00",
    "start": "2026-03-03T12:00", "number": "030 901821", "posted_on": "2026-03-02", "salutation": "Graf",
    "action": "cancel", "order": "K-4711-X", "reason": "x", "do": "run", "approved": "1", "seen": "x", "what": "x",
    "purpose": "memory", "into": "1", "other": "1", "word": "nichts", "until": "2026-03-20", "direction": "in",
}  # fmt: skip


def got(status: int, location: str) -> str:
    if status in (302, 303) and location.startswith(("/desk/in/", "/sign-in/")):
        return DOOR
    return {404: NOTHING, 410: GONE}.get(status, OPEN)


def said(case: Case) -> tuple[list[object], ...]:
    """Everything about Carla's case that a stranger's request could change."""
    rows: list[Any] = [
        case.messages,
        case.holdings,
        case.questions,
        case.facts,
        case.promises,
        case.slots,
        case.parties,
        case.drafts,
        case.runs,
        case.proofs,
        case.work_orders,
        Approval.objects.filter(run__case=case),
    ]
    return tuple(list(one.order_by("pk").values()) for one in rows)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_gets_what_the_map_says_and_no_word_of_anothers(
    things: Things, reader: Callable[[str], Client], role: str, method: str
) -> None:
    before, mails_before = said(things.case), Outgoing.objects.filter(case=things.case).count()
    for route in ours():
        browser = reader(role)
        path = things.path(route)
        answer = getattr(browser, method)(path, FORM if method == "post" else {})
        if answer.status_code == 405:
            continue
        expected = EXPECTED[route.name][ROLES[role]]
        seen = got(answer.status_code, answer.headers.get("Location", ""))
        if route.name == "desk:sign_out" or (expected in (OWN, OPEN) and seen == DOOR and "sign" in route.name):
            continue
        assert seen == (OPEN if expected == OWN else expected), (route.name, method, role, answer.status_code)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for word in SECRETS:
            assert word.encode() not in content, (route.name, method, role, word)
    assert said(things.case) == before
    assert Outgoing.objects.filter(case=things.case).count() == mails_before
    card = Customer.objects.get(pk=things.case.customer_id)
    assert (card.salutation, card.forgotten_at, card.merged_into_id) == ("", None, None)


def test_a_lead_without_access_reaches_no_customer_either(things: Things, lena: Agent, signed_in: SignedIn) -> None:
    for route in ours():
        if route.name.startswith(("desk:customer", "desk:promise_", "desk:fact", "desk:slot")):
            for method in ("get", "post"):
                status = getattr(signed_in(lena), method)(things.path(route), FORM).status_code
                assert status in (404, 405), (route.name, method, status)


@pytest.mark.parametrize("number", [0, 987654321, 2**63 - 1, 2**63, 2**70])
def test_no_number_breaks_a_page(things: Things, ada: Agent, carla: Customer, signed_in: SignedIn, number: int) -> None:
    """What does not exist is not found, also beyond what a database can count. A template that ended while somebody
    wrote comes back as a new one, with their words."""
    for route in ours():
        if "<int:" not in route.pattern or route.name == "desk:template":
            continue
        path = "/" + route.pattern.replace("<int:number>", str(number)).replace("<int:pk>", str(number))
        browser = signed_in(ada if route.name.startswith("desk:") else carla)
        for method in ("get", "post"):
            status = getattr(browser, method)(path, FORM).status_code
            assert status in (404, 405), (route.name, method, status)


def test_no_numbers_tell_what_exists(things: Things, reader: Callable[[str], Client]) -> None:
    """What is another's and what does not exist are answered alike."""
    browser = reader("agent")
    for there in ("cases/{}/", "customers/{}/", "promises/{}/telling/"):
        kind = there.partition("/")[0]
        pk = {"cases": things.case.pk, "customers": things.keys["customer"], "promises": things.keys["promise"]}[kind]
        theirs = browser.get("/desk/" + there.format(pk))
        nothing = browser.get("/desk/" + there.format(987654321))
        assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content)


def test_a_consulted_colleague_gets_in(things: Things, nora: Agent, ada: Agent, signed_in: SignedIn) -> None:
    from onehand.cases.note import note

    browser = signed_in(nora)
    assert browser.get(f"/desk/cases/{things.case.pk}/").status_code == 404
    note(things.case, by=ada, text="@nora bitte schau")
    assert browser.get(f"/desk/cases/{things.case.pk}/").status_code == 200
