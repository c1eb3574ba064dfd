"""The honest receipt: who owns it, what next, until when; rarely, and never to machines (C4, S4, S5)."""

from __future__ import annotations

import pytest

from onehand.cases import handover, held, reply
from onehand.cases.models import Case, Outgoing
from onehand.cases.on_behalf import open_by_call
from onehand.cases.receipt import receipt, write_receipts
from onehand.cases.tests import mails
from onehand.foundation import jobs
from onehand.people import card
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def receipts() -> list[Outgoing]:
    jobs.run_due()
    return list(Outgoing.objects.filter(kind="receipt").order_by("pk"))


def test_it_names_the_hand_the_case_and_until_when_in_german(ada: Agent) -> None:
    received = mails.take(mails.mail())
    [one] = receipts()
    assert one.recipient == mails.CARLA
    assert one.automatic
    assert one.case_id == received.case
    assert "Ada Brandt kümmert sich um Ihr Anliegen" in one.text
    assert f"(Nr. {received.case})" in one.text
    assert "bis Montag, 2. März, 17:00 Uhr" in one.text


def test_it_speaks_english_to_who_wrote_english(ada: Agent) -> None:
    mails.take(mails.mail("Hello,\n\nwhere is my order? I have been waiting for two weeks.\n"))
    [one] = receipts()
    assert "Ada Brandt takes care of your concern" in one.text
    assert "by Monday, 2 March, 17:00" in one.text
    assert one.language == "en"


def test_in_the_night_it_names_the_next_opening_day(ada: Agent) -> None:
    mails.hours_later(14)
    mails.take(mails.mail())
    assert "Dienstag, 3. März, 17:00 Uhr" in receipts()[0].text


def test_it_holds_no_word_of_the_sender(ada: Agent) -> None:
    """Else anybody could send texts to strangers through us."""
    spam = "Gewinnspiel http://betrug.example jetzt klicken"
    mails.take(mails.mail(f"{spam}\n", subject="Anfrage", sender=f'"{spam}" <{mails.CARLA}>'))
    [one] = receipts()
    for word in ("Gewinnspiel", "betrug", "klicken"):
        assert word not in one.text
        assert word not in one.from_name
        assert word not in str(one.buttons)


def test_its_subject_holds_no_link_of_the_sender(ada: Agent) -> None:
    """The subject is the sender's own; a link in it would travel to whoever was named as sender."""
    mails.take(mails.mail(subject="Gewinn! http://betrug.example klicken"))
    [one] = receipts()
    assert "betrug" not in one.subject


def test_one_address_gets_one_a_day(ada: Agent) -> None:
    for n in range(4):
        mails.take(mails.mail(f"Frage {n}\n"))
    assert len(receipts()) == 1
    mails.hours_later(23.9)
    mails.take(mails.mail("Frage am Tag darauf\n"))
    assert len(receipts()) == 1
    mails.hours_later(0.2)
    mails.take(mails.mail("Frage nach einem Tag\n"))
    assert len(receipts()) == 2


def test_another_address_gets_its_own(ada: Agent) -> None:
    mails.take(mails.mail())
    mails.take(mails.mail(sender=f"Sam <{mails.SAM}>"))
    assert {one.recipient for one in receipts()} == {mails.CARLA, mails.SAM}


def test_the_spelling_of_an_address_gives_no_second_one(ada: Agent) -> None:
    mails.take(mails.mail())
    mails.take(mails.mail("Noch eine\n", sender=mails.CARLA.upper()))
    assert len(receipts()) == 1


def test_all_together_get_no_more_than_the_cap_in_an_hour(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    mails.settings_with(monkeypatch, receipts_per_hour=3)
    for n in range(6):
        mails.take(mails.mail(sender=f"p{n}@example.org"))
    assert len(receipts()) == 3
    mails.hours_later(1.1)
    mails.take(mails.mail(sender="q@example.org"))
    assert len(receipts()) == 4


def test_a_cap_of_nothing_sends_none(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    mails.settings_with(monkeypatch, receipts_per_hour=0)
    mails.take(mails.mail())
    assert receipts() == []


def test_who_was_answered_meanwhile_gets_none(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.")
    assert receipts() == []


def test_it_names_the_hand_of_the_moment_it_is_written(ada: Agent, nora: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    handover.take(case, by=nora, reason="kenne ich")
    assert "Nora Lindt" in receipts()[0].text


def test_the_same_message_gets_one_however_often_the_job_runs(ada: Agent) -> None:
    received = mails.take(mails.mail())
    assert received.message is not None
    jobs.run_due()
    mails.hours_later(48)
    assert receipt(received.message) is None
    write_receipts.call([received.message])
    assert len(receipts()) == 1


def test_a_message_that_is_gone_gets_none(db: None) -> None:
    assert receipt(4_711) is None


def test_automatic_held_and_forged_mail_gets_none(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    assert len(receipts()) == 1
    mails.take(mails.answer(case, sender=mails.SAM))
    mails.take(mails.mail(sender="auto@example.org", headers={"Auto-Submitted": "auto-generated"}))
    mails.take(mails.referring("<m9.aaaaaaaaaaaaaaaaaaaaaaaaaa@moebelhaus.example>", sender="fake@example.org"))
    mails.take(mails.mail(sender="no-reply@example.org"))
    assert [one.recipient for one in receipts()] == [mails.CARLA]


def test_an_answer_in_a_running_case_gets_none(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    receipts()
    reply.reply(case, by=ada, text="Am Freitag.")
    mails.hours_later(48)
    mails.take(mails.answer(case))
    assert len(receipts()) == 1


def test_without_any_agent_there_is_none_that_names_nobody(db: None) -> None:
    mails.take(mails.mail())
    assert receipts() == []


def test_it_stops_no_clock_and_is_no_answer(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    receipts()
    again = Case.objects.get(pk=case.pk)
    assert (again.waiting_since, again.answer_due) == (case.waiting_since, case.answer_due)
    assert Entry.objects.filter(subject_id=case.pk, kind="receipt_sent", audience="customer").count() == 1


def test_a_split_message_gets_the_ordinary_one(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    received = mails.take(mails.answer(case, sender=f"Sam <{mails.SAM}>"))
    held.split_held(mails.message_of(received), by=ada)
    assert [one.recipient for one in receipts()] == [mails.CARLA, mails.SAM]


def test_it_threads_with_the_mail_it_confirms_and_can_be_answered(ada: Agent) -> None:
    received = mails.take(mails.mail(message_id="<her-mail@example.org>"))
    [one] = receipts()
    assert one.in_reply_to == "<her-mail@example.org>"
    assert "<her-mail@example.org>" in one.references
    assert mails.take(mails.referring(one.external_id)).case == received.case


def test_it_says_du_to_who_asked_for_it(ada: Agent) -> None:
    customer = mails.case_of(mails.take(mails.mail())).customer
    card.change(customer, by=customer, form="du")
    [one] = receipts()
    assert one.text.startswith("Hallo,\n\ndeine Nachricht ist angekommen. Ada Brandt kümmert sich um dein Anliegen")
    assert "Du musst nichts wiederholen." in one.text
    assert not any(word in one.text for word in ("Sie ", "Ihr", "Ihnen"))


def test_who_called_gets_it_by_mail_only_where_the_address_has_answered_us(case: Case, ada: Agent) -> None:
    for assurance, count in (("claimed", 0), ("proved", 1)):
        receipts()
        mails.hours_later(48)
        case.customer.identities.update(assurance=assurance)
        open_by_call(text="Die Tür klemmt.", number="030 901820", customer=case.customer, by=ada)
        assert len([one for one in receipts() if "am Telefon" in one.text]) == count
