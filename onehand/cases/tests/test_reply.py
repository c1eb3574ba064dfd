from __future__ import annotations

import pytest

from onehand.cases import delivery, drafts, handover, note, reply
from onehand.cases.attachments import File
from onehand.cases.errors import Outdated, Refused
from onehand.cases.feed import last_seq
from onehand.cases.models import Bond, Case, Delivery, Message, Outgoing
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(ada: Agent) -> Case:
    """Carla's case by mail, not answered yet."""
    return mails.case_of(mails.take(mails.mail(message_id="<first@example.org>")))


def test_an_answer_is_a_message_a_mail_and_an_entry(mailed: Case, ada: Agent) -> None:
    message = reply.reply(mailed, by=ada, text="  Am Freitag.  ")
    sent = mails.outgoing_of(mailed)
    assert (message.text, message.direction, message.agent) == ("Am Freitag.", "out", ada)
    assert (sent.recipient, sent.from_name, sent.automatic) == (mails.CARLA, "Ada Brandt", False)
    assert sent.in_reply_to == "<first@example.org>"
    assert sent.references.split()[-1] == "<first@example.org>"
    assert sent.external_id == message.external_id
    told = Entry.objects.filter(subject_id=mailed.pk, kind="replied").get()
    assert (told.audience, told.ref) == ("customer", message.pk)


def test_it_stops_the_clock_and_binds_the_customer(mailed: Case, ada: Agent, nora: Agent) -> None:
    reply.reply(mailed, by=nora, text="Am Freitag.", answers=mails.asked_in(mailed))
    after = Case.objects.get(pk=mailed.pk)
    assert (after.waiting_since, after.answer_due) == (None, None)
    assert after.hand == ada
    assert Bond.objects.get(customer=mailed.customer).agent == nora


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Schrank", "AW: Schrank"),
        ("AW: Schrank", "AW: Schrank"),
        ("Re: Schrank", "Re: Schrank"),
        ("RE: Schrank", "RE: Schrank"),
        ("aw: Schrank", "aw: Schrank"),
        ("Reklamation", "AW: Reklamation"),
    ],
)
def test_the_subject_bears_one_prefix(ada: Agent, subject: str, expected: str) -> None:
    case = mails.case_of(mails.take(mails.mail(subject=subject)))
    assert reply.reply(case, by=ada, text="ok").subject == expected


def test_an_english_case_gets_an_english_prefix(ada: Agent) -> None:
    text = "Hello,\n\nwhere is my order? I have been waiting for two weeks.\n"
    case = mails.case_of(mails.take(mails.mail(text, subject="Order")))
    assert reply.reply(case, by=ada, text="Tomorrow.").subject == "Re: Order"


def test_without_text_nothing_is_sent(mailed: Case, ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        reply.reply(mailed, by=ada, text=" \n\t ")
    assert refused.value.code == "empty"
    assert not Outgoing.objects.exists()


def test_the_same_key_again_is_the_same_answer(mailed: Case, ada: Agent) -> None:
    first = reply.reply(mailed, by=ada, text="Am Freitag.", key="k1")
    again = reply.reply(mailed, by=ada, text="Am Freitag.", key="k1", seen=0)
    assert again == first
    assert Outgoing.objects.count() == 1
    assert Entry.objects.filter(kind="replied").count() == 1


def test_the_key_of_another_case_is_not_taken_for_ours(mailed: Case, ada: Agent) -> None:
    other = mails.case_of(mails.take(mails.mail("Etwas anderes\n")))
    first = reply.reply(mailed, by=ada, text="Am Freitag.", key="k1")
    second = reply.reply(other, by=ada, text="Geheim.", key="k1")
    assert (first.case_id, first.text) == (mailed.pk, "Am Freitag.")
    assert (second.case_id, second.text) == (other.pk, "Geheim.")


# What matters since `seen` (rule 11)


def outdated_by(case: Case, by: Agent, seen: int) -> list[str]:
    with pytest.raises(Outdated) as outdated:
        reply.reply(case, by=by, text="Am Freitag.", seen=seen)
    assert not case.messages.filter(direction="out", automatic="").exclude(agent__handle="nora").exists()
    return [entry.kind for entry in outdated.value.entries]


def test_a_new_message_of_the_customer_holds_it_back(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    mails.take(mails.answer(mailed, "Hat sich erledigt!\n"))
    assert outdated_by(mailed, ada, seen) == ["message_received"]


def test_a_colleagues_note_holds_it_back(mailed: Case, ada: Agent, nora: Agent) -> None:
    seen = last_seq(mailed)
    note.note(mailed, by=nora, text="Achtung, der Kunde ist verreist.")
    assert outdated_by(mailed, ada, seen) == ["noted"]


def test_a_colleagues_answer_holds_it_back(mailed: Case, ada: Agent, nora: Agent) -> None:
    seen = last_seq(mailed)
    reply.reply(mailed, by=nora, text="Schon geklärt.")
    assert outdated_by(mailed, ada, seen) == ["replied"]


def test_a_change_of_hand_holds_it_back(mailed: Case, ada: Agent, nora: Agent) -> None:
    seen = last_seq(mailed)
    handover.take(mailed, by=nora, reason="kenne ich")
    assert outdated_by(mailed, ada, seen) == ["taken"]


def test_a_held_message_holds_it_back(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    mails.take(mails.answer(mailed, sender=mails.SAM))
    assert outdated_by(mailed, ada, seen) == ["message_held"]


def test_a_receipt_a_delivery_report_and_automatic_mail_hold_nothing_back(mailed: Case, ada: Agent) -> None:
    reply.reply(mailed, by=ada, text="Erste Antwort.")
    seen = last_seq(mailed)
    jobs.run_due()
    delivery.delivery_changed(mails.outgoing_of(mailed), Delivery.DELIVERED)
    mails.take(mails.vacation(mails.outgoing_of(mailed)))
    assert last_seq(mailed) > seen
    reply.reply(mailed, by=ada, text="Zweite Antwort.", seen=seen)


def test_ones_own_doing_holds_nothing_back(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    note.note(mailed, by=ada, text="Merke: Freitag.")
    reply.reply(mailed, by=ada, text="Am Freitag.", seen=seen)


def test_what_happens_in_other_cases_holds_nothing_back(mailed: Case, ada: Agent) -> None:
    seen = last_seq(mailed)
    mails.take(mails.mail("Ein anderes Anliegen\n"))
    reply.reply(mailed, by=ada, text="Am Freitag.", seen=seen)


def test_without_seen_nothing_is_held_back(mailed: Case, ada: Agent, nora: Agent) -> None:
    note.note(mailed, by=nora, text="Achtung.")
    reply.reply(mailed, by=ada, text="Am Freitag.")


# Who gets it


def test_it_goes_to_where_the_answered_mail_wants_it(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Reply-To": "Büro Kern <buero@example.org>"})))
    reply.reply(case, by=ada, text="ok")
    assert mails.outgoing_of(case).recipient == "buero@example.org"


@pytest.mark.parametrize(
    "trick",
    ["ada@moebelhaus.example", "ADA@moebelhaus.example", "hilfe@moebelhaus.example", "hilfe+x@moebelhaus.example"],
)
def test_a_reply_to_that_leads_back_to_us_is_not_followed(ada: Agent, trick: str) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Reply-To": trick})))
    reply.reply(case, by=ada, text="ok")
    assert mails.outgoing_of(case).recipient == mails.CARLA


def test_it_goes_to_the_newest_word_not_to_the_first(mailed: Case, ada: Agent) -> None:
    from onehand.people.models import Identity

    Identity.objects.create(customer=mailed.customer, kind="email", value="carla@firma.example")
    mails.take(mails.answer(mailed, sender="carla@firma.example"))
    reply.reply(mailed, by=ada, text="ok")
    assert mails.outgoing_of(mailed).recipient == "carla@firma.example"


def test_held_and_automatic_mail_is_never_what_is_answered(mailed: Case, ada: Agent) -> None:
    mails.take(mails.answer(mailed, sender=mails.SAM))
    mails.take(mails.answer(mailed, headers={"Auto-Submitted": "auto-replied", "Reply-To": "x@evil.example"}))
    reply.reply(mailed, by=ada, text="ok")
    assert mails.outgoing_of(mailed).recipient == mails.CARLA


def test_copies_go_only_to_whom_the_answered_mail_named(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Cc": "Paul <paul@example.org>, nora@example.org"})))
    message = reply.reply(case, by=ada, text="ok", cc=["paul@example.org", "fremd@example.net"])
    assert mails.outgoing_of(case).cc == ["paul@example.org"]
    assert [one["address"] for one in message.people["cc"]] == ["paul@example.org"]


def test_no_copies_are_sent_unasked(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Cc": "paul@example.org"})))
    reply.reply(case, by=ada, text="ok")
    assert mails.outgoing_of(case).cc == []


def test_a_copy_that_was_named_in_an_earlier_mail_only_is_not_allowed(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Cc": "paul@example.org"})))
    mails.take(mails.answer(case))
    reply.reply(case, by=ada, text="ok", cc=["paul@example.org"])
    assert mails.outgoing_of(case).cc == []


def test_who_wrote_in_the_portal_and_has_an_address_is_answered_by_mail(case: Case, ada: Agent) -> None:
    reply.reply(case, by=ada, text="ok")
    assert mails.outgoing_of(case).recipient == mails.CARLA


def test_who_has_no_address_reads_it_in_the_portal(ada: Agent) -> None:
    from onehand.cases.open import open_case

    customer = Customer.objects.create(name="Ohne Mail")
    case = open_case(customer, None, subject="x", text="y", channel="portal", language="de", by=customer)
    message = reply.reply(case, by=ada, text="ok")
    assert message.channel == "portal"
    assert not Outgoing.objects.exists()


def test_a_mail_without_any_sender_cannot_be_answered_and_it_is_said(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(without=["From"])))
    with pytest.raises(Refused) as refused:
        reply.reply(case, by=ada, text="ok")
    assert refused.value.code == "no_address"


# What it does to the case


def test_an_answer_ends_a_waiting_and_reopens_a_closed_case(mailed: Case, ada: Agent) -> None:
    from onehand.cases import closing

    closing.confirm(mailed, by=mailed.customer)
    reply.reply(mailed, by=ada, text="Doch noch etwas.")
    after = Case.objects.get(pk=mailed.pk)
    assert (after.state, after.hand) == ("held", ada)


def test_who_answers_a_case_without_hand_has_it(db: None) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    from onehand.accounts.models import Account

    account = Account.objects.for_email("neu@moebelhaus.example")
    agent = Agent.objects.create(account=account, handle="neu", display_name="Neu")
    reply.reply(case, by=agent, text="ok")
    after = Case.objects.get(pk=case.pk)
    assert (after.state, after.hand) == ("held", agent)


def test_the_draft_is_gone_once_it_is_sent(mailed: Case, ada: Agent, nora: Agent) -> None:
    drafts.save_draft(mailed, text="Am Fr", by=ada)
    drafts.save_draft(mailed, text="Entwurf von Nora", by=nora)
    reply.reply(mailed, by=ada, text="Am Freitag.")
    assert drafts.draft_of(mailed, ada) is None
    assert drafts.draft_of(mailed, nora) is not None


def test_files_go_along(mailed: Case, ada: Agent) -> None:
    from onehand.cases.attachments import content

    message = reply.reply(mailed, by=ada, text="ok", files=[File("plan.pdf", "application/pdf", b"%PDF")])
    attachment = message.attachments.get()
    assert (attachment.name, content(attachment)) == ("plan.pdf", b"%PDF")


def test_references_name_the_conversation_with_the_answered_mail_last(mailed: Case, ada: Agent) -> None:
    reply.reply(mailed, by=ada, text="eins")
    first = mails.outgoing_of(mailed).external_id
    mails.take(mails.answer(mailed, message_id="<second@example.org>"))
    mails.take(mails.answer(mailed, sender=mails.SAM, message_id="<held@example.net>"))
    reply.reply(mailed, by=ada, text="zwei")
    sent = mails.outgoing_of(mailed)
    assert sent.references.split() == ["<first@example.org>", first, "<second@example.org>"]
    assert sent.in_reply_to == "<second@example.org>"


def test_the_customers_word_in_the_portal_is_answered_too(mailed: Case, ada: Agent) -> None:
    write(mailed, by=mailed.customer, text="Noch eine Frage.")
    reply.reply(mailed, by=ada, text="ok")
    assert Message.objects.filter(case=mailed, direction="out", automatic="").count() == 1
