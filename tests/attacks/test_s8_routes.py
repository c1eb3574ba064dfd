"""S8: object references guessed. Every route × role, from the resolver; a route that is not in the map fails the run.

Roles: anonymous, another customer, an agent without access (the case belongs to a team they are not in), a former
agent. The objects are Carla's: her case, its messages, files, handover, mails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from onehand.accounts.models import Account
from onehand.cases.attachments import attach
from onehand.cases.handover import offer
from onehand.cases.models import Attachment, Case, Handover, Ledger, Message, Outgoing
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.absence import plan_absence
from onehand.team.models import Absence, Agent, Team
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

DOOR = "door"  # led to where one signs in
NOTHING = "nothing"  # not found, as if it did not exist
OPEN = "open"  # for everybody, holds nothing of anybody
OWN = "own"  # shows or changes only what is the reader's own
GONE = "gone"  # a secret that is none

ROLES = ("anonymous", "customer", "agent", "former")

# What each role gets: anonymous, other customer, agent without access, former agent.
OF_THE_CASE = (DOOR, NOTHING, NOTHING, NOTHING)
OF_THE_DESK = (DOOR, NOTHING, OWN, NOTHING)
OF_THE_CUSTOMER = (DOOR, NOTHING, NOTHING, NOTHING)
FOR_ALL = (OPEN, OPEN, OPEN, OPEN)
SECRET = (GONE, GONE, GONE, GONE)

EXPECTED: dict[str, tuple[str, str, str, str]] = {
    "desk:today": OF_THE_DESK,
    "desk:sign_in": FOR_ALL,
    "desk:sign_out": FOR_ALL,
    "desk:cases": OF_THE_DESK,
    "desk:new_case": OF_THE_DESK,
    "desk:case": OF_THE_CASE,
    "desk:timeline": OF_THE_CASE,
    "desk:preview": OF_THE_CASE,
    "desk:reply": OF_THE_CASE,
    "desk:note": OF_THE_CASE,
    "desk:solved_question": OF_THE_CASE,
    "desk:draft": OF_THE_CASE,
    "desk:presence": OF_THE_CASE,
    "desk:handovers": OF_THE_CASE,
    "desk:assignment_refusal": OF_THE_CASE,
    "desk:taking": OF_THE_CASE,
    "desk:waiting": OF_THE_CASE,
    "desk:waiting_end": OF_THE_CASE,
    "desk:closure": OF_THE_CASE,
    "desk:reopening": OF_THE_CASE,
    "desk:handover_acceptance": OF_THE_CASE,
    "desk:handover_refusal": OF_THE_CASE,
    "desk:handover_withdrawal": OF_THE_CASE,
    "desk:held_acceptance": OF_THE_CASE,
    "desk:held_split": OF_THE_CASE,
    "desk:message_html": OF_THE_CASE,
    "desk:message_raw": OF_THE_CASE,
    "desk:attachment": OF_THE_CASE,
    "desk:customer": OF_THE_CASE,
    "desk:search": OF_THE_DESK,
    "desk:search_json": OF_THE_DESK,
    # Whose an unreadable mail is nobody knows yet: every active agent may rescue it.
    "desk:quarantine": OF_THE_DESK,
    "desk:quarantine_item": OF_THE_DESK,
    "desk:quarantine_raw": OF_THE_DESK,
    "desk:quarantine_retry": OF_THE_DESK,
    "desk:quarantine_assignment": OF_THE_DESK,
    "desk:outbox": OF_THE_DESK,
    "desk:outbox_item": OF_THE_CASE,
    "desk:outbox_html": OF_THE_CASE,
    "desk:outbox_sending": OF_THE_CASE,
    "desk:team": OF_THE_DESK,
    "desk:own_settings": OF_THE_DESK,
    "desk:absences": OF_THE_DESK,
    "desk:absence_end": OF_THE_CASE,
    "portal:home": FOR_ALL,
    "portal:sent": FOR_ALL,
    "portal:sign_in": FOR_ALL,
    "portal:sign_in_door": FOR_ALL,
    "portal:sign_in_confirm": SECRET,
    "portal:sign_out": FOR_ALL,
    "portal:my_cases": (DOOR, OWN, NOTHING, NOTHING),
    "portal:my_case": OF_THE_CUSTOMER,
    "portal:messages": OF_THE_CUSTOMER,
    "portal:closure": OF_THE_CUSTOMER,
    "portal:objection": OF_THE_CUSTOMER,
    "portal:attachment": OF_THE_CUSTOMER,
    "portal:solved": SECRET,
    "set_language": FOR_ALL,
    "health": FOR_ALL,
    "metrics": FOR_ALL,
    "security_txt": FOR_ALL,
    "robots_txt": FOR_ALL,
}
# These have a map of their own beside the API.
ELSEWHERE = ("api",)

# Words of Carla's case that nobody else may read anywhere.
SECRETS = ("Schrank beschädigt", "Riss", "carla.kern@example.org", "Carla Kern", "geheim.txt")


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
    """Carla's objects, which the tested roles must not reach."""

    case: Case
    message: Message
    held: Message
    file: Attachment
    handover: Handover
    mail: Outgoing
    row: Ledger
    absence: Absence

    def path(self, route: Route) -> str:
        kind = route.name.partition(":")[2]
        pk: int = self.message.pk
        for word, thing in (
            ("held", self.held), ("attachment", self.file), ("handover_", self.handover), ("outbox", self.mail),
            ("quarantine", self.row), ("absence", self.absence), ("customer", self.case.customer),
        ):  # fmt: skip
            if kind.startswith(word):
                pk = thing.pk
        return (
            "/" + route.pattern.replace("<int:number>", str(self.case.pk)).replace("<int:pk>", str(pk))
            .replace("<str:secret>", "0123456789abcdef0123456789abcdef")
        )  # fmt: skip


@pytest.fixture
def things(ada: Agent, nora: Agent, case: Case, tmp_path: object) -> Things:
    case.team = Team.objects.create(name="Buchhaltung")
    case.save()
    ada.teams.add(case.team)
    lea = Agent.objects.create(account=Account.objects.for_email("lea@x.example"), display_name="Lea", handle="lea")
    reply(case, by=ada, text="Geheime Antwort")
    held = mails.take(mails.mail("Ich auch\n", sender="Sam <ralf@example.net>", to=reply_address(case.pk)))
    message = case.messages.filter(direction="in", held=False).earliest("pk")
    since = clock.now()
    unreadable = mails.mail(
        "--B\n\nx\n" * 3_000, sender="Wer <wer@example.net>", subject="Kaputt", type="multipart/mixed; boundary=B"
    )
    return Things(
        case=case,
        message=message,
        held=mails.message_of(held),
        file=attach(message, name="geheim.txt", type="text/plain", data=b"geheim"),
        handover=offer(case, to=lea, reason="Urlaub", by=ada),
        mail=Outgoing.objects.get(kind="reply"),
        row=mails.row_of(mails.take(unreadable)),
        absence=plan_absence(ada, since, since + timedelta(days=1), None, by=ada),
    )


@pytest.fixture
def reader(nora: Agent, former: Agent, sam: Customer, signed_in: SignedIn) -> Callable[[str], Client]:
    people: dict[str, Agent | Customer] = {"customer": sam, "agent": nora, "former": former}
    return lambda role: signed_in(people[role]) if role in people else Client()


def test_every_route_is_in_the_map() -> None:
    names = [route.name for route in ours()]
    assert len(names) == len(set(names))
    assert set(names) == set(EXPECTED)


def got(status: int, location: str) -> str:
    if status in (302, 303) and location.startswith(("/desk/in/", "/sign-in/")):
        return DOOR
    return {404: NOTHING, 410: GONE}.get(status, OPEN)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_role_gets_what_the_map_says_and_no_word_of_anothers(
    things: Things, reader: Callable[[str], Client], role: str, method: str
) -> None:
    for route in ours():
        browser = reader(role)
        path = things.path(route)
        answer = getattr(browser, method)(path, {"text": "x"} if method == "post" else {})
        if answer.status_code == 405:
            continue
        expected = EXPECTED[route.name][ROLES.index(role)]
        seen = got(answer.status_code, answer.headers.get("Location", ""))
        if route.name == "desk:sign_out" or (expected in (OWN, OPEN) and seen == DOOR and "sign" in route.name):
            continue
        assert seen == (OPEN if expected == OWN else expected), (route.name, method, role, answer.status_code)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        for word in SECRETS:
            assert word.encode() not in content, (route.name, method, role, word)
    things.case.refresh_from_db()
    assert things.case.hand is not None
    assert things.case.hand.handle == "ada"
    assert things.case.messages.filter(text="x").count() == 0


def test_no_numbers_tell_what_exists(things: Things, reader: Callable[[str], Client]) -> None:
    """What is another's and what does not exist are answered alike."""
    browser = reader("agent")
    theirs = browser.get(f"/desk/cases/{things.case.pk}/")
    nothing = browser.get("/desk/cases/987654321/")
    assert (theirs.status_code, theirs.content) == (nothing.status_code, nothing.content)


def test_a_consulted_colleague_gets_in(things: Things, nora: Agent, ada: Agent, signed_in: SignedIn) -> None:
    from onehand.cases.note import note

    browser = signed_in(nora)
    assert browser.get(f"/desk/cases/{things.case.pk}/").status_code == 404
    note(things.case, by=ada, text="@nora bitte schau")
    assert browser.get(f"/desk/cases/{things.case.pk}/").status_code == 200
