"""A lost account: nothing by a bare claim, everybody known is asked, and a weak proof takes a second person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.accounts import signin
from onehand.accounts.models import SignInLink
from onehand.actions.due_process import lost, recovering, recovery_links, timers
from onehand.actions.due_process.tests.barring import Barring, kinds, mails_of, worked
from onehand.actions.models.due_process import Recovery, RecoveryLink
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.cases.signin_mail import send_link
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import known, proof
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db
NEW = "carla.neu@example.org"
OLD = "carla.kern@example.org"
State = Recovery.State


@pytest.fixture
def recovery(carla: Customer, ada: Agent, nora: Agent, barring: Barring) -> Recovery:
    known.prove(carla.identities.get())
    carla.identities.update(created_at=clock.now() - timedelta(days=90))
    case = lost.ask(
        email=NEW, words="Mein altes Postfach gibt es nicht mehr.", language="de", key="k", name="Carla Kern",
        claimed_email=OLD, order="1", postcode="10115",
    )  # fmt: skip
    return Recovery.objects.select_related("case__customer").get(case=case)


def link(recovery: Recovery, purpose: str) -> RecoveryLink:
    address = NEW if purpose == "new" else OLD
    mail = Outgoing.objects.filter(kind="recovery", recipient=address).earliest("pk")
    found = recovery_links.link_of(str(mail.buttons[0]["url"]).rstrip("/").rpartition("/")[2])
    assert found is not None
    return found


def announced(recovery: Recovery, carla: Customer, ada: Agent) -> Recovery:
    recovering.choose(recovery, carla, by=ada)
    recovering.announce(recovery, by=ada)
    return recovery


def waited(recovery: Recovery) -> Recovery:
    assert recovery.wait_until is not None
    clock.set(recovery.wait_until + timedelta(minutes=1))
    timers.fire()
    return recovery


def test_the_page_looks_nothing_up_and_opens_one_case_with_a_hand(recovery: Recovery, carla: Customer) -> None:
    assert recovery.account_of is None
    assert recovery.case.customer.canonical != carla
    assert recovery.case.hand is not None
    again = lost.ask(
        email=NEW, words="Mein altes Postfach gibt es nicht mehr.", language="de", key="k", claimed_email=OLD
    )
    assert again == recovery.case
    assert Recovery.objects.count() == 1


def test_known_addresses_are_asked_and_see_no_word_of_whoever_asks(
    recovery: Recovery, carla: Customer, ada: Agent
) -> None:
    announced(recovery, carla, ada)
    mail = Outgoing.objects.get(kind="recovery", recipient=OLD)
    assert mail.case is None
    for word in (NEW, "Postfach", "Carla"):
        assert word not in mail.text + mail.subject
    assert "Waren Sie das nicht?" in mail.text
    assert recovery.wait_until is not None
    assert recovery.wait_until > clock.now() + timedelta(days=3)


def test_that_was_not_me_stops_it_for_good(recovery: Recovery, carla: Customer, ada: Agent, nora: Agent) -> None:
    announced(recovery, carla, ada)
    recovering.confirm_new(link(recovery, "new"))
    recovering.identify(recovery, how="Stimme am Telefon", by=ada)
    recovering.answer_known(link(recovery, "known"), yes=False)
    recovery.refresh_from_db()
    assert recovery.state == State.STOPPED
    assert "recovery_stopped" in kinds(recovery.case, audience="lead")
    waited(recovery)
    for who in (ada, nora):
        with pytest.raises(Refused, match="decided"):
            recovering.recover(recovery, by=who)
    assert known.find("email", NEW).customer.canonical != carla  # type: ignore[union-attr]
    recovering.refuse(recovery, reason="Die Inhaberin sagt, dass sie es nicht war.", by=nora)
    assert "nicht war" in mails_of(recovery.case)[-1].text


def test_before_the_time_without_the_new_address_or_a_proof_nothing_is_given(
    recovery: Recovery, carla: Customer, ada: Agent, nora: Agent
) -> None:
    with pytest.raises(Refused, match="no_person"):
        recovering.announce(recovery, by=ada)
    with pytest.raises(Refused, match="decided"):
        recovering.recover(recovery, by=nora)
    announced(recovery, carla, ada)
    with pytest.raises(Refused, match="waiting_period"):
        recovering.recover(recovery, by=nora)
    waited(recovery)
    with pytest.raises(Refused, match="new_not_proved"):
        recovering.recover(recovery, by=nora)
    recovering.confirm_new(link(recovery, "new"))
    with pytest.raises(Refused, match="no_proof"):
        recovering.recover(recovery, by=nora)


def test_a_weak_proof_takes_another_person(recovery: Recovery, carla: Customer, ada: Agent, nora: Agent) -> None:
    announced(recovery, carla, ada)
    recovering.confirm_new(link(recovery, "new"))
    recovering.identify(recovery, how="Name und Anschrift am Telefon", by=ada)
    waited(recovery)
    with pytest.raises(Refused, match="needs_second"):
        recovering.recover(recovery, by=ada)
    recovering.recover(recovery, by=nora)
    recovery.refresh_from_db()
    assert recovery.state == State.DONE
    assert known.find("email", NEW).customer.canonical == carla  # type: ignore[union-attr]
    assert not recovery.case.open_ends.filter(closed_at__isnull=True).exists()
    with pytest.raises(Refused, match="decided"):
        recovering.recover(recovery, by=nora)


def test_given_back_the_old_sessions_and_links_end_and_lost_addresses_lead_nowhere(
    recovery: Recovery, carla: Customer, ada: Agent
) -> None:
    assert carla.account is not None
    signin.make_link(carla.account, purpose="portal")
    generation = carla.account.generation
    announced(recovery, carla, ada)
    recovering.confirm_new(link(recovery, "new"))
    recovering.answer_known(link(recovery, "known"), yes=True)
    waited(recovery)
    old = Identity.objects.get(value=OLD)
    recovering.recover(recovery, by=ada, lost=[old.pk, 999_999])  # the proof is strong: one person will do
    was = carla.account
    was.refresh_from_db()
    assert was.generation > generation
    assert not SignInLink.objects.filter(account=was, used_at__isnull=True).exists()
    old.refresh_from_db()
    assert old.customer.canonical != carla
    assert old.assurance == Identity.Assurance.CLAIMED
    worked()
    send_link.func(NEW, "portal")
    carla.refresh_from_db()
    assert SignInLink.objects.latest("pk").account == carla.account != was
    send_link.func(OLD, "portal")
    carla.refresh_from_db()
    assert SignInLink.objects.latest("pk").account == was != carla.account
    assert Customer.objects.get(account=was) == old.customer


def test_each_link_answers_once_and_forged_ones_never(recovery: Recovery, carla: Customer, ada: Agent) -> None:
    announced(recovery, carla, ada)
    found = link(recovery, "known")
    recovering.answer_known(found, yes=True)
    with pytest.raises(Refused, match="link_over"):
        recovering.answer_known(found, yes=False)
    for secret in ("", "x" * 43, "x" * 5000, "\x00", "é"):
        assert recovery_links.link_of(secret) is None


def test_order_and_postcode_are_checked_on_the_account_and_are_half_a_proof(
    recovery: Recovery, carla: Customer, ada: Agent
) -> None:
    class Knows:
        def customer_number(self, order: str, postcode: str) -> str:
            return "K1" if (order, postcode) == ("1", "10115") else ""

    prover = Knows()
    proof.register(prover)
    try:
        with pytest.raises(Refused, match="no_person"):
            recovering.check_order(recovery, by=ada)
        recovering.choose(recovery, carla, by=ada)
        assert recovering.check_order(recovery, by=ada)
        assert not recovering.is_strong(recovery)
        recovering.identify(recovery, how="Geburtstag", by=ada)
        assert recovering.is_strong(recovery)
        recovery.claimed_postcode = "99999"
        recovery.save()
        assert not recovering.check_order(recovery, by=ada)
    finally:
        proof.unregister(prover)


def test_the_order_of_somebody_else_proves_nothing(recovery: Recovery, sam: Customer, ada: Agent) -> None:
    class Knows:
        def customer_number(self, _order: str, _postcode: str) -> str:
            return "K1"  # Carla's

    prover = Knows()
    proof.register(prover)
    try:
        recovering.choose(recovery, sam, by=ada)
        assert not recovering.check_order(recovery, by=ada)
    finally:
        proof.unregister(prover)


def test_a_spoofed_mail_that_asks_for_a_new_address_gets_nothing(
    carla: Customer, ada: Agent, nora: Agent, case: Case
) -> None:
    """S2, S15: under her name, from her address or another, into a case of hers or a new one."""
    known.prove(carla.identities.get())
    wish = "Meine neue Mailadresse ist dieb@thief.example. Bitte ändern Sie das, alles Weitere dorthin."
    for raw in (
        mails.mail(wish), mails.mail(wish, sender="Carla Kern <dieb@thief.example>"),
        mails.answer(case, wish, sender="Carla Kern <dieb@thief.example>"),
    ):  # fmt: skip
        mails.take(raw)
        worked()
    assert known.find("email", "dieb@thief.example").customer.canonical != carla  # type: ignore[union-attr]
    assert list(carla.identities.values_list("value", flat=True)) == [OLD]
    assert not Recovery.objects.exists()
    thiefs = Case.objects.filter(customer__identities__value="dieb@thief.example").first()
    assert thiefs is not None
    send_link.func("dieb@thief.example", "portal")
    assert SignInLink.objects.latest("pk").account != carla.account


def test_an_answer_from_the_new_address_does_not_confirm_the_old(
    recovery: Recovery, carla: Customer, ada: Agent, nora: Agent
) -> None:
    announced(recovery, carla, ada)
    mails.take(mails.answer(recovery.case, "Ja, ich war das!", sender=f"Carla Kern <{NEW}>"))
    waited(recovery)
    with pytest.raises(Refused, match="new_not_proved"):
        recovering.recover(recovery, by=nora)


def test_the_end_of_the_waiting_period_is_noticed_once(recovery: Recovery, carla: Customer, ada: Agent) -> None:
    announced(recovery, carla, ada)
    assert recovery.wait_until is not None
    clock.set(recovery.wait_until + timedelta(days=3))
    assert timers.fire()["waited"] == 1
    assert timers.fire()["waited"] == 0


def test_an_erased_person_leaves_no_words(recovery: Recovery, carla: Customer, ada: Agent) -> None:
    from onehand.people.forgetting import forget

    announced(recovery, carla, ada)
    forget(carla, by=ada)
    recovery.refresh_from_db()
    assert (recovery.claimed_email, recovery.claimed_order, recovery.account_of) == ("", "", None)
    assert not RecoveryLink.objects.exclude(recipient="").exists()
