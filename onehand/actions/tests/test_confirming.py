"""A link to an address that we knew before: never to one that came up in the mail itself, and worth what they say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import confirming
from onehand.actions.assurance import assurance_of
from onehand.actions.forgetting import forget_runs
from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db
THIEF = "carla.kern@thief.example"


@pytest.fixture
def written(carla: Customer, ada: Agent) -> Case:
    """A concern that came by mail, from an address that we knew for a day."""
    carla.identities.update(created_at=clock.now() - timedelta(days=1))
    return mails.message_of(mails.take(mails.mail("Bitte an die neue Anschrift liefern: Lindenweg 5, Leipzig"))).case


def secret_of(case: Case) -> str:
    url = str(Outgoing.objects.filter(case=case, kind="confirming").latest("pk").buttons[0]["url"])
    return url.rstrip("/").rpartition("/")[2]


def asked(case: Case, ada: Agent) -> str:
    confirming.ask_to_confirm(case, by=ada, action="correct_address")
    return secret_of(case)


def kinds(case: Case) -> list[str]:
    return list(Entry.objects.filter(subject_kind="case", subject_id=case.pk).values_list("kind", flat=True))


def test_yes_counts_for_a_week_and_proves_the_address(written: Case, ada: Agent) -> None:
    secret = asked(written, ada)
    assert assurance_of(written) < Assurance.LINK
    confirming.confirm(secret)
    assert assurance_of(written) == Assurance.LINK
    assert Identity.objects.get(value=mails.CARLA).assurance == Identity.Assurance.PROVED
    assert "wish_confirmed" in kinds(written)
    clock.advance(timedelta(days=7, minutes=1))
    assert assurance_of(written) < Assurance.LINK


def test_no_proves_nothing_and_stands_in_the_timeline(written: Case, ada: Agent) -> None:
    secret = asked(written, ada)
    confirming.deny(secret)
    assert assurance_of(written) < Assurance.LINK
    assert "wish_denied" in kinds(written)
    assert Proof.objects.get().denied_at is not None
    assert Identity.objects.get(value=mails.CARLA).assurance != Identity.Assurance.PROVED
    with pytest.raises(Refused, match="link_over"):
        confirming.confirm(secret)


def test_after_a_no_neither_an_earlier_yes_nor_the_disowned_message_counts(written: Case, ada: Agent) -> None:
    written.customer.identities.update(assurance=Identity.Assurance.SEEN)
    confirming.confirm(asked(written, ada))
    mails.take(mails.answer(written, "Ja, bitte."))
    assert assurance_of(written) == Assurance.LINK
    clock.advance(timedelta(hours=1))
    confirming.deny(asked(written, ada))
    assert assurance_of(written) == Assurance.MAIL
    clock.advance(timedelta(hours=1))
    mails.take(mails.answer(written, "Jetzt schreibe ich selbst."))
    assert assurance_of(written) == Assurance.CONFIRMED


def test_the_mail_says_what_was_asked_can_be_answered_and_holds_no_word_of_the_sender(
    written: Case, ada: Agent
) -> None:
    asked(written, ada)
    mail = Outgoing.objects.get(kind="confirming")
    assert mail.recipient == mails.CARLA
    assert mail.case == written
    assert "Lieferanschrift überall ändern" in mail.text
    assert "antworten Sie einfach auf diese Mail" in mail.text
    for word in ("Lindenweg", written.subject):
        assert word not in mail.text + mail.subject
    written.language = "en"
    written.save()
    asked(written, ada)
    assert "was that you?" in Outgoing.objects.filter(kind="confirming").latest("pk").text


def test_an_address_that_first_wrote_in_this_case_is_not_known(ada: Agent, clock: object) -> None:
    case = mails.message_of(mails.take(mails.mail("Neue Anschrift!", sender=f"Carla Kern <{THIEF}>"))).case
    with pytest.raises(Refused, match="no_known_address"):
        confirming.ask_to_confirm(case, by=ada)
    assert not Outgoing.objects.filter(kind="confirming").exists()
    case.customer.identities.update(assurance=Identity.Assurance.SEEN)
    assert confirming.known_address(case) == THIEF  # it answered a mail of ours: it is theirs, whoever they are


def test_an_address_joined_because_of_this_mail_is_not_known_by_that(written: Case, ada: Agent) -> None:
    for assurance in Identity.Assurance:
        thief = Customer.objects.create(name="Carla Kern")
        Identity.objects.create(
            customer=thief, kind="email", value=f"{assurance}@thief.example", assurance=assurance,
            created_at=clock.now() - timedelta(days=9),
        )  # fmt: skip
        merge(thief, into=written.customer, by=ada, why="Schreibt, sie sei es")
    assert confirming.known_address(written) == mails.CARLA
    written.customer.identities.all().delete()
    assert confirming.known_address(written) == ""


def test_only_the_last_link_counts_and_a_closed_case_sends_none(written: Case, ada: Agent) -> None:
    first, second = asked(written, ada), asked(written, ada)
    assert confirming.proof_of(first) is None
    assert confirming.proof_of(second) is not None
    written.state = "closed"
    written.save()
    with pytest.raises(Refused, match="closed"):
        confirming.ask_to_confirm(written, by=ada)


def test_who_was_split_off_since_confirms_nothing(written: Case, ada: Agent, sam: Customer) -> None:
    secret = asked(written, ada)
    Identity.objects.filter(value=mails.CARLA).update(customer=sam)
    with pytest.raises(Refused, match="link_over"):
        confirming.confirm(secret)
    assert assurance_of(written) < Assurance.LINK


def test_erasure_leaves_no_address_and_no_link(written: Case, ada: Agent) -> None:
    secret = asked(written, ada)
    forget_runs(ids=[written.customer_id])
    row = Proof.objects.values().get()
    assert (row["recipient"], row["note"], row["hashed"]) == ("", "", None)
    assert confirming.proof_of(secret) is None


def test_the_mail_is_no_word_of_theirs(written: Case, ada: Agent) -> None:
    asked(written, ada)
    assert Message.objects.filter(case=written, direction="out", automatic="confirming").count() == 1
