"""S16: the links of callbacks, of joined addresses and of solved cases. Looking changes and consumes nothing; each is
kept as a hash or not at all, ends, counts once, and serves nobody but whom it was made for. A caller's six digits."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from onehand.cases import closing, parties, slots
from onehand.cases.join_mail import ask_by_mail
from onehand.cases.models import Case, Outgoing, Promise, Slot
from onehand.cases.reply import reply
from onehand.cases.write import write
from onehand.foundation import clock, jobs
from onehand.people import proof
from onehand.people.errors import PeopleRefused
from onehand.people.joining import by_call_code, call_code
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity, JoinRequest
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

KINDS = ("callback", "join", "solved")
NUMBER = "030 901820"
# Mail scanners and browsers that look ahead.
LOOKS: list[tuple[str, dict[str, str]]] = [
    ("get", {}),
    ("head", {}),
    ("get", {"sec-purpose": "prefetch;prerender", "purpose": "prefetch"}),
    ("get", {"user-agent": "Mozilla/5.0 (compatible; SafeLinks)"}),
    ("options", {}),
    ("get", {"x-moz": "prefetch"}),
]


def local(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)


def secret_of(path: str) -> str:
    return path.partition("?")[0].rstrip("/").rpartition("/")[2]


@pytest.fixture
def paths(case: Case, ada: Agent, carla: Customer) -> dict[str, str]:
    reply(case, by=ada, text="Die Tür kommt.")
    closing.ask_solved(case, by=ada)
    ask_by_mail(carla, address="ck@work.example")
    found = {one.kind: local(one.buttons[0]["url"]) for one in Outgoing.objects.exclude(buttons=[])}
    return {"callback": local(slots.offer(case, by=ada)), "join": found["join"], "solved": found["question"]}


def rows() -> list[Any]:
    """Everything that is kept but what a visit itself leaves (sessions)."""
    models = [one for one in apps.get_models() if one._meta.label != "sessions.Session"]
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("kind", KINDS)
def test_looking_changes_nothing_however_one_looks(
    paths: dict[str, str], kind: str, carla: Customer, signed_in: SignedIn
) -> None:
    before = rows()
    for browser in (Client(), signed_in(carla)):
        before_too = rows()
        for method, headers in LOOKS:
            getattr(browser, method)(paths[kind], headers=headers)
        assert rows() == before_too
    assert len(before) == len(rows())
    assert not Slot.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_no_secret_is_kept_in_the_open(paths: dict[str, str], kind: str) -> None:
    """Only the mail itself bears it, which is erased with its case."""
    secret = secret_of(paths[kind])
    assert len(secret) >= 40
    for model in apps.get_models():
        if model is not Outgoing:
            assert secret not in str(list(model._default_manager.values())), model


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_site_learns_it_and_no_cache_keeps_it(paths: dict[str, str], kind: str, carla: Customer) -> None:
    answer = Client().get(paths[kind])
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert answer["Cache-Control"] == "no-store"
    for address in re.findall(r'(?:src|href)="(https?:[^"]+)"', answer.content.decode()):
        assert secret_of(paths[kind]) not in address


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "a" * 5_000, "..%2f", "ä", "%ed%a0%80"])
def test_a_guessed_one_is_gone(paths: dict[str, str], kind: str, secret: str) -> None:
    room = paths[kind].partition("?")[0].rstrip("/").rpartition("/")[0]
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"{room}/{secret}/").status_code in (404, 410)


@pytest.mark.parametrize(("kind", "days"), [("callback", 14), ("join", 1), ("solved", 60)])
def test_each_ends(paths: dict[str, str], kind: str, days: int, carla: Customer, signed_in: SignedIn) -> None:
    clock.advance(timedelta(days=days, seconds=1))
    for browser in (Client(), signed_in(carla)):
        assert browser.get(paths[kind]).status_code in (404, 410)
        form = {"start": "2026-04-20T10:00:00+02:00", "number": NUMBER, "answer": "solved"}
        assert browser.post(paths[kind], form).status_code in (404, 410)
    assert not Slot.objects.exists()
    assert not Identity.objects.filter(value="ck@work.example").exists()


def test_a_secret_of_one_kind_is_none_of_another(paths: dict[str, str]) -> None:
    for room in ("callback", "my/addresses", "solved", "in"):
        for kind, path in paths.items():
            if room not in path:
                assert Client().get(f"/{room}/{secret_of(path)}/").status_code in (404, 410), (room, kind)


def test_the_callback_link_books_once_and_leads_to_nothing_else(paths: dict[str, str], case: Case) -> None:
    browser = Client()
    page = browser.get(paths["callback"]).content.decode()
    times = re.findall(r'name="start" value="([^"]+)"', page)
    for start in times[:3]:
        Client().post(paths["callback"], {"start": start, "number": NUMBER})
    assert Slot.objects.filter(cancelled_at=None).count() == 1
    assert Promise.objects.filter(withdrawn_at=None).count() == 1
    assert browser.get("/my/").status_code in (302, 303)
    for word in ("Riss", "Die Tür kommt", "carla.kern"):
        assert word not in page + browser.get(paths["callback"]).content.decode()


def test_the_join_link_in_a_strangers_session_joins_nobody(
    paths: dict[str, str], carla: Customer, sam: Customer, signed_in: SignedIn
) -> None:
    for browser in (signed_in(sam), Client()):
        answer = browser.post(paths["join"])
        assert "ck@work.example" not in answer.content.decode()
    assert not Identity.objects.filter(value="ck@work.example").exists()
    assert signed_in(carla).post(paths["join"]).status_code == 303
    assert signed_in(carla).post(paths["join"]).status_code == 404


def test_a_join_link_is_of_no_use_to_a_forgotten_customer(
    paths: dict[str, str], carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    from onehand.people.forgetting import forget

    browser = signed_in(carla)
    forget(carla, by=ada)
    assert browser.post(paths["join"]).status_code in (303, 404)
    assert not Identity.objects.exists()
    assert not JoinRequest.objects.exists()


def test_the_link_of_the_solved_question_goes_to_who_may_decide(
    case: Case, ada: Agent, sam: Customer, carla: Customer
) -> None:
    """A party without that right has written last; the two buttons would let them speak for the customer."""
    parties.add(case, by=ada, customer=sam)
    clock.advance(timedelta(minutes=1))
    write(case, by=sam, text="Von mir aus fertig.")
    reply(case, by=ada, text="Gut.")
    closing.ask_solved(case, by=ada)
    assert {one.recipient for one in Outgoing.objects.filter(kind="question")} == {"carla.kern@example.org"}


def test_the_answer_is_the_same_whoever_has_an_address(carla: Customer, sam: Customer, signed_in: SignedIn) -> None:
    """S22: a customer learns of nobody that they are one; a mail goes out either way."""
    pages = []
    for address in ("sam@example.net", "nobody@example.org", "ada@moebelhaus.example"):
        browser = signed_in(carla)
        answer = browser.post("/my/addresses/", {"address": address})
        page = browser.get("/my/card/").content.decode().replace(address, "ADDRESS")
        pages.append((answer.status_code, re.sub(r'value="\w{64}"', "", page)))
    assert pages[0] == pages[1] == pages[2]
    mails = Outgoing.objects.filter(kind="join").order_by("pk")
    assert len(mails) == 3
    assert len({(one.subject, one.text) for one in mails}) == 1
    for mail in mails:
        for word in ("Carla", "Sam", "carla.kern"):
            assert word not in mail.text + mail.subject + mail.from_name


def test_a_thousand_requests_are_few_mails(carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn) -> None:
    """S4: one address is not flooded from many accounts, many addresses not from one."""
    browser = signed_in(carla)
    for number in range(1_000):
        browser.post("/my/addresses/", {"address": f"v{number}@example.org"})
    assert Outgoing.objects.filter(kind="join").count() == 5
    for number in range(30):
        person = Customer.objects.create(name=f"k{number}")
        for _ in range(3):
            try:
                ask_by_mail(person, address="victim@example.org")
            except PeopleRefused as why:
                assert why.code == "asked_too_often"  # noqa: PT017
    jobs.run_due()
    assert Outgoing.objects.filter(recipient="victim@example.org").count() == 5


def test_a_link_cannot_be_used_to_flood_its_customer(case: Case, ada: Agent) -> None:
    """S4: booked, changed and called off again and again; each of it is a mail."""
    path = local(slots.offer(case, by=ada))
    times = re.findall(r'name="start" value="([^"]+)"', Client().get(path).content.decode())
    for number in range(200):
        Client().post(path, {"start": times[number % 8], "number": NUMBER})
        Client().post(path, {"cancel": "1"})
    assert Outgoing.objects.filter(kind="callback").count() <= 30


def test_a_codes_digits_are_not_to_be_guessed(carla: Customer, ada: Agent, signed_in: SignedIn) -> None:
    """An agent who tries all is stopped for a while; only a keyed hash is kept, and looking up spends nothing."""
    code = call_code(carla)
    assert code not in str(list(JoinRequest.objects.values()))
    browser = signed_in(ada)
    wrong = [f"{number:06d}" for number in range(100) if f"{number:06d}" != code][:60]
    for one in wrong:
        browser.post("/desk/cases/new/", {"q": one})
    answer = browser.post("/desk/cases/new/", {"q": code})
    assert "caller=" not in answer.headers.get("Location", "")
    clock.advance(timedelta(minutes=14))
    assert by_call_code(code, number="", by=ada) == carla


def test_a_code_is_heard_once_and_by_one(carla: Customer, ada: Agent, nora: Agent, signed_in: SignedIn) -> None:
    code = call_code(carla)
    first = signed_in(ada).post("/desk/cases/new/", {"q": code, "number": NUMBER})
    assert "caller=" in first["Location"]
    assert "caller=" not in signed_in(nora).post("/desk/cases/new/", {"q": code}).headers.get("Location", "")
    # What Ada heard opens nothing for Nora.
    stolen = signed_in(nora).get(first["Location"])
    for word in ("Carla Kern", "carla.kern@example.org"):
        assert word not in stolen.content.decode()


class Shop:
    def __init__(self) -> None:
        self.asked = 0

    def customer_number(self, order: str, postcode: str) -> str:
        self.asked += 1
        return "K-1" if (order, postcode) == ("20041", "10115") else ""


def test_a_postcode_is_not_to_be_guessed(carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn) -> None:
    shop = Shop()
    proof.register(shop)
    try:
        browser = signed_in(sam)
        for postcode in range(10_090, 10_130):
            browser.post("/my/card/orders/", {"order": "20041", "postcode": str(postcode)})
    finally:
        proof.unregister(shop)
    assert shop.asked <= 10
    assert not Identity.objects.filter(kind="customer_number").exists()


def test_a_link_of_a_merged_customer_still_serves_the_one_person(
    paths: dict[str, str], carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    merge(carla, into=sam, by=ada, why="Dieselbe Person")
    assert Client().get(paths["callback"]).status_code == 200
    assert signed_in(carla).post(paths["join"]).status_code == 303
    assert Identity.objects.get(value="ck@work.example").customer.canonical == sam
