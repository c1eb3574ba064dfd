"""Access is part of the look-up (rule 2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.cases import access, held, note
from onehand.cases.errors import NotFound
from onehand.cases.models import Case, Outgoing
from onehand.cases.on_behalf import open_on_behalf
from onehand.cases.tests import mails
from onehand.people.models import Customer
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_off(case: Case) -> Case:
    """Carla's case belongs to a team in which only Ada, its hand, may look."""
    case.team = Team.objects.create(name="Verkauf")
    case.save(update_fields=["team"])
    return case


def unseen(look: Callable[[], object]) -> None:
    with pytest.raises(NotFound):
        look()


def test_a_case_without_a_team_is_seen_by_every_agent(case: Case, nora: Agent) -> None:
    assert access.access_case(nora, case.pk) == case


def test_a_teams_case_is_seen_by_its_members_and_its_hand_only(
    closed_off: Case, ada: Agent, nora: Agent, lena: Agent
) -> None:
    assert access.access_case(ada, closed_off.pk) == closed_off
    unseen(lambda: access.access_case(nora, closed_off.pk))
    unseen(lambda: access.access_case(lena, closed_off.pk))
    assert closed_off.team is not None
    nora.teams.add(closed_off.team)
    assert access.access_case(nora, closed_off.pk) == closed_off


def test_an_admin_sees_all(closed_off: Case, admin: Agent) -> None:
    assert access.access_case(admin, closed_off.pk) == closed_off


def test_a_former_hand_sees_it_no_more(closed_off: Case, ada: Agent, nora: Agent) -> None:
    from onehand.cases import handover

    handover.take(closed_off, by=nora, reason="x")
    unseen(lambda: access.access_case(ada, closed_off.pk))


def test_a_former_agent_and_a_disabled_account_see_nothing(case: Case, ada: Agent, former: Agent) -> None:
    unseen(lambda: access.access_case(former, case.pk))
    ada.account.is_active = False
    unseen(lambda: access.access_case(ada, case.pk))


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30, 4_711])
def test_no_number_but_a_visible_one_gives_a_case(case: Case, ada: Agent, carla: Customer, number: int) -> None:
    unseen(lambda: access.access_case(ada, number))
    unseen(lambda: access.access_own_case(carla, number))


@pytest.mark.parametrize("pk", [-1, 0, 4_711, 2**63, 10**30])
def test_no_id_but_a_visible_one_gives_anything(case: Case, ada: Agent, carla: Customer, pk: int) -> None:
    for look in (
        access.access_message, access.access_attachment, access.access_handover, access.access_outgoing,
        access.access_quarantined,
    ):  # fmt: skip
        unseen(lambda look=look: look(ada, pk))  # type: ignore[misc]
    unseen(lambda: access.access_own_attachment(carla, pk))


def test_a_message_and_its_attachment_are_seen_with_their_case_only(closed_off: Case, ada: Agent, nora: Agent) -> None:
    raw = mails.with_attachment("liste.csv")
    from onehand.cases.reference import reply_address

    message = mails.message_of(mails.take(raw, envelope_to=(reply_address(closed_off.pk),)))
    attachment = message.attachments.get()
    assert access.access_message(ada, message.pk) == message
    assert access.access_attachment(ada, attachment.pk) == attachment
    unseen(lambda: access.access_message(nora, message.pk))
    unseen(lambda: access.access_attachment(nora, attachment.pk))


def test_a_mail_of_the_outbox_is_seen_with_its_case_only(closed_off: Case, ada: Agent, nora: Agent) -> None:
    from onehand.cases import reply

    reply.reply(closed_off, by=ada, text="ok")
    outgoing = Outgoing.objects.get(kind="reply")
    assert access.access_outgoing(ada, outgoing.pk) == outgoing
    unseen(lambda: access.access_outgoing(nora, outgoing.pk))


def test_a_sign_in_mail_is_seen_by_admins_only(ada: Agent, lena: Agent, admin: Agent) -> None:
    outgoing = Outgoing.objects.create(kind="sign_in", recipient="x@example.org", external_id="<s@x>")
    assert access.access_outgoing(admin, outgoing.pk) == outgoing
    unseen(lambda: access.access_outgoing(ada, outgoing.pk))
    unseen(lambda: access.access_outgoing(lena, outgoing.pk))


def test_a_customer_sees_the_own_cases_only(case: Case, carla: Customer, sam: Customer) -> None:
    assert access.access_own_case(carla, case.pk) == case
    unseen(lambda: access.access_own_case(sam, case.pk))


def test_after_a_merge_the_cases_of_both_are_seen_by_the_one_who_stays(
    case: Case, carla: Customer, sam: Customer, ada: Agent
) -> None:
    other = open_on_behalf(email=mails.SAM, name="", subject="x", text="Sams", channel="phone", by=ada)
    Customer.objects.filter(pk=sam.pk).update(merged_into=carla)
    assert set(access.own_cases(carla)) == {case, other}
    assert set(access.own_cases(Customer.objects.get(pk=sam.pk))) == {case, other}


def test_a_held_sender_sees_nothing_until_an_agent_has_taken_them_in(case: Case, ada: Agent) -> None:
    received = mails.take(mails.answer(case, sender=f"Sam <{mails.SAM}>"))
    stranger = Customer.objects.get(identities__value=mails.SAM)
    unseen(lambda: access.access_own_case(stranger, case.pk))
    held.accept_held(mails.message_of(received), by=ada)
    assert access.access_own_case(stranger, case.pk) == case


def test_attachments_of_notes_held_and_automatic_mail_are_not_a_customers(
    case: Case, carla: Customer, ada: Agent
) -> None:
    from onehand.cases.attachments import attach

    internal = note.note(case, by=ada, text="intern")
    by_stranger = mails.message_of(mails.take(mails.answer(case, sender=mails.SAM)))
    by_machine = mails.message_of(mails.take(mails.answer(case, headers={"Auto-Submitted": "auto-replied"})))
    for message in (internal, by_stranger, by_machine):
        attachment = attach(message, name="x.txt", type="text/plain", data=str(message.pk).encode())
        unseen(lambda attachment=attachment: access.access_own_attachment(carla, attachment.pk))  # type: ignore[misc]
    own = mails.message_of(mails.take(mails.answer(case)))
    attachment = attach(own, name="x.txt", type="text/plain", data=b"own")
    assert access.access_own_attachment(carla, attachment.pk) == attachment


def test_a_case_appears_once_however_many_reasons_there_are_to_see_it(case: Case, ada: Agent, nora: Agent) -> None:
    for _ in range(3):
        note.note(case, by=ada, text="@nora?")
    assert list(access.visible_to(nora)) == [case]
