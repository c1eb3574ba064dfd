"""S11: who was forgotten is nowhere: in no row, page, answer, feed, search or archive, not even in the cases and
histories of others. And no verb of the memory writes a personal word into a log."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps

from onehand.api.tests.client import ApiClient
from onehand.cases import calls, claims, facts, lateness, parties, promises, questions, slots, templates, timers
from onehand.cases.checking import check
from onehand.cases.exporting import export
from onehand.cases.feed import case_timeline
from onehand.cases.join_mail import ask_by_mail
from onehand.cases.models import Case, Message, Promise
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock, jobs
from onehand.foundation.search import index
from onehand.people import card, consent
from onehand.people.forgetting import forget
from onehand.people.joining import ask_join, by_call_code, call_code, confirm_join
from onehand.people.known import find_or_make
from onehand.people.merging import keep_apart, merge, split
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.chain import broken_at
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db

# Of Carla, in forms in which they could stand.
SEEDS = (
    "carla", "kern", "zitronenfalter", "901820", "pfauenauge", "471199", "ringstra", "schwalbenschwanz", "kaisermantel",
)  # fmt: skip
TEXT = (
    "Guten Tag,\nmeine Bestellnummer ist 471199, meine Nummer 030 901820, ich wohne Ringstraße 5, 20095 Hamburg.\n"
    "Wann kommt der Zitronenfalter?\n"
)


@pytest.fixture
def others(ada: Agent, sam: Customer) -> Case:
    """Sam's case, in which Carla takes part."""
    return mails.case_of(mails.take(mails.mail("Wann kommt mein Tisch?\n", sender=f"Sam Fremd <{mails.SAM}>")))


@pytest.fixture
def life(carla: Customer, ada: Agent, nora: Agent, sam: Customer, others: Case) -> Case:
    """All that the memory of a case leaves of a person, in own cases and in those of others."""
    case = mails.case_of(mails.take(mails.mail(TEXT, subject="Zitronenfalter")))
    for fact in case.facts.all():
        facts.confirm(fact, by=ada, beside=True)
    card.change(carla, by=carla, salutation="Frau", form="du", group="pfauenauge")
    consent.give(carla, "memory", by=ada, how="pfauenauge")
    promises.make(case, text="Carla Kern bekommt den Zitronenfalter", due=clock.now() + timedelta(hours=3), by=ada)
    slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=carla)
    calls.log(case, by=ada, direction="in", number="030 901820", reached=True, text="Carla sagte kaisermantel.")
    reply(case, by=ada, text="Guten Tag Carla Kern, schwalbenschwanz.", answers=mails.asked_in(case))
    claims.made(
        Message.objects.filter(case=case, direction="out").latest("pk"), text="Carla irrte", by=ada,
        evidence=case.messages.earliest("pk").pk,
    )  # fmt: skip
    _in_the_cases_of_others(carla, ada, sam, others)
    _in_the_histories_of_others(carla, ada, nora, sam)
    sam.refresh_from_db()
    by_call_code(call_code(carla), number="030 901820", by=ada)
    ask_join(sam, value="carla.kern@example.org")
    ask_by_mail(carla, address="ck.kern@work.example")
    jobs.run_due()
    return case


def _in_the_cases_of_others(carla: Customer, ada: Agent, sam: Customer, others: Case) -> None:
    party = parties.add(others, by=ada, customer=carla, told=True, channel="email")
    clock.advance(timedelta(minutes=1))
    write(others, by=carla, text="Ich bin auch dabei, kaisermantel.")
    reply(others, by=ada, text="An beide", parties=[party.pk])
    mails.take(mails.answer(others, "Mit Kopie.\n", sender=f"Sam <{mails.SAM}>", headers={"Cc": mails.CARLA}))
    reply(others, by=ada, text="Noch einmal an beide", cc=[mails.CARLA])


def _in_the_histories_of_others(carla: Customer, ada: Agent, nora: Agent, sam: Customer) -> None:
    split(merge(sam, into=carla, by=ada, why="Carla ist Sam", reasons=[{"code": "name", "value": "Carla"}]), by=ada)
    keep_apart(carla, sam, by=nora, why="Carla ist nicht Sam")
    clock.advance(timedelta(minutes=1))


def traces() -> list[str]:
    """Every text of every row of every table in which a seed still stands."""
    found: list[str] = []
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.values_list(*names).iterator():
            values = dict(zip(names, row, strict=True))
            for name, value in values.items():
                hits = [seed for seed in SEEDS if seed in str(value).lower()]
                found += [f"{model.__name__}.{name}: {seed} in {str(value)[:120]}" for seed in hits]
    return found


def test_the_seeds_are_there_before(life: Case) -> None:
    assert len({trace.split(":")[0] for trace in traces()}) >= 15
    assert index.places("zitronenfalter")


def test_nothing_of_them_is_left_in_any_row(life: Case, carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    jobs.run_due()
    left = traces()
    assert left == [], "\n".join(left)
    assert broken_at() is None


def test_no_page_answer_feed_or_archive_tells_of_them(
    life: Case, others: Case, carla: Customer, sam: Customer, ada: Agent, signed_in: SignedIn,
    as_agent: Callable[[Agent], ApiClient], as_customer: Callable[[Customer], ApiClient],
) -> None:  # fmt: skip
    forget(carla, by=ada)
    jobs.run_due()
    desk, api = signed_in(ada), as_agent(ada)
    read = {}
    for case in (life, others):
        for there in ("", "timeline/", "around/", "folded/", "preview/", "call/", "templates/", "parties/"):
            read[f"/desk/cases/{case.pk}/{there}"] = desk.get(f"/desk/cases/{case.pk}/{there}").content.decode()
        for there in ("", "/timeline", "/questions", "/facts", "/promises", "/parties", "/messages"):
            read[f"/cases/{case.pk}{there}"] = json.dumps(api.get(f"/cases/{case.pk}{there}").json, ensure_ascii=False)
        read[f"feed {case.pk}"] = " ".join(str(item.entry.values) + item.entry.text for item in case_timeline(case))
    for path in ("/desk/", "/desk/cases/", "/desk/promises/?whose=all", "/desk/outbox/", f"/desk/customers/{sam.pk}/",
                 f"/desk/customers/{sam.pk}/likely/", f"/desk/customers/{carla.pk}/"):  # fmt: skip
        read[path] = desk.get(path).content.decode()
    for word in ("zitronenfalter", "carla", "471199", "901820"):
        read[f"search {word}"] = desk.get(f"/desk/search.json?q={word}").content.decode().replace(word, "")
        assert not index.places(word)
    browser = signed_in(sam)
    for path in ("/my/", f"/my/{others.pk}/", "/my/card/"):
        read[path] = browser.get(path).content.decode()
    read["my timeline"] = json.dumps(as_customer(sam).get(f"/my/cases/{others.pk}/timeline").json, ensure_ascii=False)
    read["archive"] = _unzipped(export(sam, by=ada, internal=True))
    left = [(path, seed) for path, text in read.items() for seed in SEEDS if seed in text.lower()]
    assert left == []


def _unzipped(data: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_no_verb_writes_a_personal_word_into_a_log(
    ada: Agent, nora: Agent, sam: Customer, carla: Customer, caplog: pytest.LogCaptureFixture, signed_in: SignedIn
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # off unless somebody debugs
    case = mails.case_of(mails.take(mails.mail(TEXT, subject="Zitronenfalter")))
    other, _ = find_or_make("email", "carla@kern.example", name="Carla Kern")
    facts.confirm(case.facts.earliest("pk"), by=ada)
    questions.add(case, message=case.messages.get(), text="Wo ist Zitronenfalter?", by=ada)
    check(case, "Carla Kern, wir schicken den Zitronenfalter morgen. Wie lautet Ihre Bestellnummer?", by=ada)
    made = promises.make(case, text="Zitronenfalter", by=ada)
    slots.book(case, start=clock.now() + timedelta(days=1, hours=1), number="030 901820", by=carla)
    slots.send_offer(case, by=ada)
    calls.log(case, by=ada, direction="in", number="030 901820", reached=True, text="Zitronenfalter")
    card.change(carla, by=ada, salutation="Frau", group="pfauenauge")
    consent.give(carla, "memory", by=ada, how="Carla sagte es")
    split(merge(other, into=carla, by=ada, why="Carla"), by=ada)
    confirm_join(ask_join(carla, value="ck.kern@work.example").secret, by=carla)
    ask_by_mail(carla, address="carla.kern@work.example")
    parties.add(case, by=ada, email="p@kern.example", name="Paul Kern", told=True)
    templates.render(templates.save("Zitronenfalter", "de", "Guten Tag {{name}}", by=ada), case, ada)
    clock.advance(timedelta(days=9))
    timers.fire()
    for promise in Promise.objects.filter(pk=made.pk, kept_at=None, renewed_at=None, withdrawn_at=None):
        lateness.tell(promise, by=ada)
    desk = signed_in(ada)
    for there in ("", "timeline/", "around/", "call/"):
        desk.get(f"/desk/cases/{case.pk}/{there}")
    desk.post(f"/desk/cases/{case.pk}/reply/", {"text": "Carla, ich rufe Sie morgen an. Zitronenfalter"})
    signed_in(carla).get("/my/card/export/")
    forget(carla, by=ada)
    jobs.run_due()
    said = caplog.text.lower()
    assert [seed for seed in SEEDS if seed in said] == []
