from __future__ import annotations

import pytest

from onehand.cases import intake, ledger
from onehand.cases.intake import Arrival
from onehand.cases.models import Case, Ledger, Message
from onehand.cases.tests import mails
from onehand.foundation import blobs
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline import chain
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_case_with_its_hand_its_customer_and_its_words(ada: Agent) -> None:
    received = mails.take(mails.mail(subject="Schrank Bestellung 20041"))
    case, message = mails.case_of(received), mails.message_of(received)
    assert received.outcome == "new_case"
    assert case.hand == ada
    assert (case.subject, case.state, case.language) == ("Schrank Bestellung 20041", "held", "de")
    assert case.customer.name == "Carla Kern"
    assert message.identity is not None
    assert message.identity.value == mails.CARLA
    assert "wann kommt mein Schrank?" in message.text
    assert case.waiting_since is not None
    assert case.answer_due is not None


def test_the_raw_bytes_are_kept_as_they_came(ada: Agent) -> None:
    raw = mails.mail()
    received = mails.take(raw)
    assert blobs.get(mails.message_of(received).raw) == raw
    assert blobs.get(mails.row_of(received).raw) == raw
    assert mails.row_of(received).size == len(raw)


def test_an_english_mail_makes_an_english_case(ada: Agent) -> None:
    received = mails.take(mails.mail("Hello,\n\nwhere is my order? I have been waiting for two weeks.\n"))
    assert mails.case_of(received).language == "en"


def test_a_second_mail_of_the_same_person_with_the_same_subject_is_a_case_of_its_own(ada: Agent) -> None:
    first, second = mails.take(mails.mail()), mails.take(mails.mail("Noch etwas: und der Tisch?\n"))
    assert second.outcome == "new_case"
    assert first.case != second.case
    assert Customer.objects.count() == 1


def test_without_any_agent_the_case_is_new_and_nothing_is_lost(db: None) -> None:
    received = mails.take(mails.mail())
    case = mails.case_of(received)
    assert (case.state, case.hand) == ("new", None)
    assert ledger.counts()["difference"] == 0


@pytest.mark.parametrize("missing", ["Message-ID", "Date", "From", "Subject", "To", "Content-Type"])
def test_a_mail_without_a_header_field_becomes_a_message_all_the_same(ada: Agent, missing: str) -> None:
    received = mails.take(mails.mail(without=[missing]))
    assert received.outcome == "new_case"
    assert "Schrank" in mails.message_of(received).text


def test_a_mail_without_any_sender_has_a_nameless_customer_and_no_identity(ada: Agent) -> None:
    received = mails.take(mails.mail(without=["From"]))
    message = mails.message_of(received)
    assert message.identity is None
    assert mails.case_of(received).hand == ada


def test_without_a_from_field_the_envelope_says_who_wrote(ada: Agent) -> None:
    received = mails.take(mails.mail(without=["From"]), envelope_from="carla.kern@example.org")
    identity = mails.message_of(received).identity
    assert identity is not None
    assert identity.value == mails.CARLA


@pytest.mark.parametrize("raw", [b"", b"\n", b"\r\n\r\n", b"\x00\x00\x00", b"no headers at all", b"From: x"])
def test_even_scraps_are_entered_and_never_lost(ada: Agent, raw: bytes) -> None:
    received = mails.take(raw)
    assert received.outcome in ("new_case", "quarantined")
    counts = ledger.counts()
    assert (counts["accepted"], counts["difference"]) == (1, 0)


def test_an_unusable_date_is_remarked_and_not_invented(ada: Agent) -> None:
    received = mails.take(mails.mail(without=["Date"], headers={"Date": "Thu, 45 Foo 20x6 99:99"}))
    message = mails.message_of(received)
    assert message.sent_at is None
    assert "date:invalid" in message.remark


def test_subject_and_sender_longer_than_any_column_are_kept(ada: Agent) -> None:
    received = mails.take(mails.mail(subject="Schrank " * 600, sender=f"{'Carla ' * 90}<{mails.CARLA}>"))
    assert received.outcome == "new_case"
    assert len(mails.message_of(received).subject) > 3_000
    assert len(mails.case_of(received).subject) <= 300


def test_a_mail_with_nul_bytes_in_text_and_subject_is_taken_in(ada: Agent) -> None:
    """PostgreSQL refuses NUL in text."""
    received = mails.take(mails.mail("vor\x00nach\n", subject="Frage\x00n", sender="A\x00b <a\x00b@example.org>"))
    assert received.outcome == "new_case"


def test_lone_surrogates_and_bytes_of_no_charset_are_taken_in(ada: Agent) -> None:
    raw = mails.mail("x\n").replace(b"x\r\n", b"Gr\xfc\xdfe \xff\xfe \xed\xa0\x80\r\n")
    received = mails.take(raw)
    assert received.outcome == "new_case"
    assert mails.message_of(received).text


def test_a_batch_answers_in_the_order_of_its_arrivals(ada: Agent) -> None:
    arrivals = [Arrival(source=f"s{n}", raw=mails.mail(f"Frage {n}\n")) for n in range(7)]
    answers = intake.receive_many(arrivals)
    assert [one.source for one in answers] == [f"s{n}" for n in range(7)]
    assert [f"Frage {n}" for n in range(7)] == [mails.message_of(one).text.strip() for one in answers]


def test_a_batch_of_one_new_person_makes_one_customer(ada: Agent) -> None:
    raws = [mails.mail(f"Frage {n}\n", sender="Neu <neu@example.org>") for n in range(5)]
    intake.receive_many([Arrival(source="s", raw=raw) for raw in raws])
    assert Customer.objects.count() == 1
    assert Case.objects.count() == 5


def test_a_batch_spreads_its_cases_over_the_agents(ada: Agent, nora: Agent) -> None:
    answers = intake.receive_many([Arrival(source="s", raw=mails.mail(sender=f"p{n}@example.org")) for n in range(6)])
    hands = [mails.case_of(one).hand for one in answers]
    assert hands.count(ada) == hands.count(nora) == 3


def test_a_mail_that_makes_the_reading_fail_stays_in_quarantine_and_stops_nobody(
    ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onehand.cases import taking

    true_write = taking._write

    def failing(case: Case, *rest: object, **more: object) -> Message:
        if "Gift" in case.subject:
            raise RuntimeError("poison")
        return true_write(case, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "_write", failing)
    raws = [mails.mail("a\n"), mails.mail("b\n", subject="Gift", sender="gift@example.org"), mails.mail("c\n")]
    answers = intake.receive_many([Arrival(source="s", raw=raw) for raw in raws])
    assert [one.outcome for one in answers] == ["new_case", "quarantined", "new_case"]
    assert answers[1].reason == "error while reading: RuntimeError"
    assert Case.objects.count() == 2
    assert not Customer.objects.filter(identities__value="gift@example.org").exists()
    assert ledger.counts()["difference"] == 0
    assert chain.broken_at() is None


def test_after_a_failed_mail_of_a_new_person_the_next_one_of_theirs_is_taken_in(
    ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onehand.cases import taking

    true_write = taking._write

    def failing(case: Case, *rest: object, **more: object) -> Message:
        if "Gift" in case.subject:
            raise RuntimeError("poison")
        return true_write(case, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "_write", failing)
    raws = [mails.mail("b\n", subject="Gift", sender="neu@example.org"), mails.mail("c\n", sender="neu@example.org")]
    answers = intake.receive_many([Arrival(source="s", raw=raw) for raw in raws])
    assert [one.outcome for one in answers] == ["quarantined", "new_case"]


def test_the_same_place_of_a_mailbox_is_entered_once(ada: Agent) -> None:
    raw = mails.mail()
    first = mails.take(raw, source="imap://box", cursor="7:12")
    again = mails.take(raw, source="imap://box", cursor="7:12")
    assert (again.case, again.message, again.row) == (first.case, first.message, first.row)
    assert Ledger.objects.count() == 1


def test_the_same_number_after_a_new_uidvalidity_is_another_place(ada: Agent) -> None:
    mails.take(mails.mail(), source="imap://box", cursor="7:12")
    mails.take(mails.mail("Etwas anderes.\n"), source="imap://box", cursor="8:12")
    assert Ledger.objects.count() == 2


def test_attachments_are_listed_with_name_size_and_digests(ada: Agent) -> None:
    from onehand.cases.attachments import content

    received = mails.take(mails.with_attachment("liste.csv", "a;b"))
    attachment = mails.message_of(received).attachments.get()
    assert (attachment.name, attachment.type) == ("liste.csv", "text/csv")
    assert content(attachment).strip() == b"a;b"
    assert len(attachment.sha256) == 64
    assert attachment.size == len(content(attachment))


def test_what_happened_stands_in_the_timeline_of_the_case(ada: Agent) -> None:
    received = mails.take(mails.mail())
    kinds = Entry.objects.filter(subject_kind="case", subject_id=mails.case_of(received).pk).values_list(
        "kind", flat=True
    )
    assert list(kinds.order_by("seq")) == ["case_opened", "assigned", "message_received", "question_found"]
