"""A customer is forgotten: in every table, blob and index, and again after a restore."""

from __future__ import annotations

from email.message import EmailMessage
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from onehand.api.models import StoredAnswer
from onehand.cases import calls, intake, ledger
from onehand.cases.models import Case, Fact, Message, Party, Promise, Question
from onehand.cases.reply import reply
from onehand.cases.tests.mails import SUPPORT
from onehand.cases.write import write
from onehand.foundation import blobs, jobs
from onehand.foundation.search import index
from onehand.people import card, consent, journal
from onehand.people.errors import PeopleRefused
from onehand.people.forgetting import forget, replay
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.chain import broken_at

pytestmark = pytest.mark.django_db

# Words that occur nowhere but in what Carla is, says, or is told.
SEEDS = (
    "carlas-geheimnis",
    "zitronenfalter",
    "carla.kern",
    "carla kern",
    "pfauenauge",
    "schwalbenschwanz",
    "4930901820",
)


@pytest.fixture
def life(carla: Customer, ada: Agent, clock: ModuleType) -> list[Case]:
    """Everything that a person leaves behind."""
    raw = EmailMessage()
    raw["From"], raw["To"] = "Carla Kern <carla.kern@example.org>", SUPPORT
    raw["Subject"], raw["Message-ID"] = "zitronenfalter", "<1@example.org>"
    raw.set_content("carlas-geheimnis, Bestellung 20041. Wann kommt er?")
    raw.add_attachment(b"pfauenauge", maintype="text", subtype="plain", filename="pfauenauge.txt")
    received = intake.receive(intake.Arrival(source="test", raw=bytes(raw)))
    case = Case.objects.select_related("customer", "team").get(pk=received.case or 0)
    reply(case, by=ada, text="Guten Tag Carla Kern, schwalbenschwanz bis morgen.")
    write(case, by=carla, text="Noch einmal carlas-geheimnis")
    calls.log(case, by=ada, direction="in", number="030 901820", reached=True, text="zitronenfalter am Telefon")
    card.change(carla, by=carla, salutation="Frau", form="du")
    consent.give(carla, "memory", by=carla, how="zitronenfalter")
    jobs.run_due()
    return [case]


def _traces() -> list[str]:
    """Every text of every row of every table in which a seed still stands."""
    found: list[str] = []
    for model in apps.get_models():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.values_list(*names).iterator():
            said = " ".join(str(part) for part in row).lower()
            found += [f"{model.__name__}: {seed} in {said[:200]}" for seed in SEEDS if seed in said]
    return found


def test_the_seeds_are_there_before(life: list[Case]) -> None:
    """Or the next test could not fail."""
    assert len({trace.split(":")[0] for trace in _traces()}) >= 6
    assert index.places("zitronenfalter")


def test_nothing_of_the_person_is_left_in_any_table(life: list[Case], carla: Customer, ada: Agent) -> None:
    StoredAnswer.objects.create(
        account=ada.account, key="1", path="/api/v1/cases", fingerprint="", body="carla.kern@example.org"
    )
    forget(carla, by=ada)
    jobs.run_due()
    assert _traces() == []
    assert [one.body for one in StoredAnswer.objects.all()] == ["{}"]  # still no second effect
    for model in (Question, Fact, Promise, Identity):
        assert not model.objects.exists()


def test_the_bytes_are_gone_too(life: list[Case], carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    jobs.run_due()
    left = [file for file in blobs.root().rglob("*") if file.is_file()]
    assert not [file for file in left for seed in SEEDS if seed.encode() in file.read_bytes().lower()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 keeps deleted words until it is optimised")
def test_the_search_index_holds_no_word_of_theirs(life: list[Case], carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    assert not index.places("zitronenfalter")
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM search_document_data")
        blocks = b"".join(row[0] for row in cursor.fetchall() if row[0])
    assert b"zitronenfalt" not in blocks


def test_chain_and_ledger_hold(life: list[Case], carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    counted = ledger.counts()
    assert (counted["difference"], counted["erased"]) == (0, 1)
    assert broken_at() is None


def test_the_number_stays_and_the_case_is_closed(life: list[Case], carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    case = Case.objects.get(pk=life[0].pk)
    assert (case.subject, case.state, case.hand) == ("", "closed", None)


def test_all_who_were_merged_go_too(life: list[Case], carla: Customer, sam: Customer, ada: Agent) -> None:
    merge(carla, into=sam, by=ada, why="one person")
    forget(carla, by=ada)
    assert Customer.objects.filter(forgotten_at__isnull=True).count() == 0
    assert _traces() == []


def test_what_they_said_in_the_case_of_another_goes_and_the_case_goes_on(case: Case, sam: Customer, ada: Agent) -> None:
    Party.objects.create(case=case, customer=sam)
    said = write(case, by=sam, text="carlas-geheimnis")
    forget(sam, by=ada)
    case.refresh_from_db()
    assert Message.objects.get(pk=said.pk).text == ""
    assert (case.state, case.subject, case.parties.count()) == ("held", "Schrank beschädigt", 0)
    assert broken_at() is None


def test_nobody_is_forgotten_twice_and_accounts_of_agents_stay(carla: Customer, ada: Agent) -> None:
    carla.account = ada.account
    carla.save()
    forget(carla, by=ada)
    with pytest.raises(PeopleRefused, match="forgotten"):
        forget(Customer.objects.get(pk=carla.pk), by=ada)
    ada.account.refresh_from_db()


def test_after_a_restore_the_person_is_forgotten_again(life: list[Case], carla: Customer, ada: Agent) -> None:
    """The journal lies beside the database: what a copy from before knows is erased once more."""
    forget(carla, by=ada)
    Customer.objects.filter(pk=carla.pk).update(forgotten_at=None, name="Carla Kern")
    Identity.objects.create(customer=carla, kind="email", value="carla.kern@example.org")
    assert replay() == 1
    jobs.run_due()
    assert _traces() == []
    assert replay() == 0


def test_a_key_that_a_restored_database_gives_to_somebody_else_is_spared(carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    made = Customer.objects.get(pk=carla.pk).created_at
    Customer.objects.filter(pk=carla.pk).update(forgotten_at=None, name="Jemand", created_at=made.replace(year=2025))
    assert replay() == 0


def test_the_journal_names_nobody_and_bears_a_torn_line(carla: Customer, ada: Agent) -> None:
    forget(carla, by=ada)
    with journal.place().open("ab") as file:
        file.write(b'{"at": "2026-')
    assert b"carla" not in journal.place().read_bytes().lower()
    assert journal.standing() == []
    assert journal.place().parent == settings.ONEHAND.data
