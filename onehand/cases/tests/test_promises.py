"""What we say we will do: made, renewed, withdrawn, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import closing, promises
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Fact, Message, Outgoing, Promise, Slot
from onehand.cases.promise_shown import promises_data
from onehand.cases.reply import reply
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 15, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def promise(case: Case, ada: Agent) -> Promise:
    return promises.make(case, text="Ich schreibe Ihnen bis Freitag, 15 Uhr.", kind="message", due=FRIDAY, by=ada)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def entries(case: Case, kind: str) -> list[Entry]:
    return list(Entry.objects.filter(subject_id=case.pk, subject_kind="case", kind=kind).order_by("seq"))


def fresh(promise: Promise) -> Promise:
    return Promise.objects.select_related("case").get(pk=promise.pk)


def test_the_customer_reads_what_is_promised_and_until_when(promise: Promise) -> None:
    [entry] = entries(promise.case, "promised")
    assert entry.audience == "customer"
    assert entry.ref == promise.pk
    assert datetime.fromisoformat(entry.values["due"]) == FRIDAY
    assert entry.values["text"] == "Ich schreibe Ihnen bis Freitag, 15 Uhr."


def test_every_promise_has_a_due_time_and_its_timers(case: Case, ada: Agent) -> None:
    made = promises.make(case, text="Ich kümmere mich.", by=ada)
    assert made.by_default
    assert made.due == datetime(2026, 3, 3, 17, tzinfo=ZoneInfo("Europe/Berlin"))
    assert made.remind_at is not None
    assert made.risk_at is not None
    assert made.tell_at is not None
    assert made.remind_at < made.risk_at < made.due < made.tell_at


@pytest.mark.parametrize(
    ("kind", "needs"),
    [
        ("callback", "call"), ("message", "message"), ("refund", "action"), ("action", "action"),
        ("shipment", "event"), ("letter", "letter"), ("other", "message"),
    ],
)  # fmt: skip
def test_its_kind_says_what_counts_as_evidence(case: Case, ada: Agent, kind: str, needs: str) -> None:
    assert promises.make(case, text="x", kind=kind, by=ada).needs == needs


def test_another_evidence_may_be_named_when_it_is_made(case: Case, ada: Agent) -> None:
    assert promises.make(case, text="x", kind="refund", needs="letter", by=ada).needs == "letter"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "  \n "}, "empty"),
        ({"due": FRIDAY - timedelta(days=7)}, "due_past"),
        ({"due": date(2026, 3, 1)}, "due_past"),
        ({"due": date(9999, 1, 1)}, "due_far"),
        ({"kind": "miracle"}, "promise_kind"),
        ({"needs": "tick"}, "promise_kind"),
    ],
)
def test_what_cannot_be_promised(case: Case, ada: Agent, given: dict[str, object], code: str) -> None:
    assert code_of(lambda: promises.make(case, **{"text": "x", "by": ada, **given})) == code  # type: ignore[arg-type]
    assert not Promise.objects.exists()


def test_a_long_text_is_kept_to_five_hundred_letters(case: Case, ada: Agent) -> None:
    assert len(promises.make(case, text="wort " * 20_000, by=ada).text) <= 500


def test_in_a_closed_case_nothing_is_promised_by_hand(case: Case, ada: Agent) -> None:
    closing.close_without_asking(case, by=ada, reason="erledigt")
    assert code_of(lambda: promises.make(case, text="x", by=ada)) == "closed"


def test_what_misses_the_customers_own_deadline_says_so_at_once(case: Case, ada: Agent) -> None:
    deadline = Fact.objects.create(
        case=case, customer=case.customer, kind="deadline", value="Umzug", due=FRIDAY - timedelta(hours=1)
    )
    promise = promises.make(case, text="x", due=FRIDAY, by=ada)
    assert promises.misses(promise) == deadline
    [entry] = entries(case, "deadline_missed")
    assert datetime.fromisoformat(entry.values["deadline"]) == deadline.due


def test_open_ones_come_by_due_time_and_all_in_order(case: Case, ada: Agent, promise: Promise) -> None:
    sooner = promises.make(case, text="Ich prüfe das.", due=FRIDAY - timedelta(days=2), by=ada)
    assert promises.open_of(case) == [sooner, promise]
    assert promises.all_of(case) == [promise, sooner]


def test_its_state_is_computed(promise: Promise) -> None:
    assert promises.state_of(promise) == "open"
    clock.set(FRIDAY - timedelta(minutes=30))
    assert promises.state_of(promise) == "at_risk"
    clock.set(FRIDAY)
    assert promises.state_of(promise) == "late"


def test_renewed_the_customer_is_told_and_the_old_time_stays_visible(promise: Promise, ada: Agent) -> None:
    later = FRIDAY + timedelta(days=3)
    renewed = promises.renew(promise, due=later, text="Das Teil kommt erst am Montag.", by=ada, why="Lieferant")
    old = fresh(promise)
    assert (old.due, promises.state_of(old), old.why) == (FRIDAY, "renewed", "Lieferant")
    assert (renewed.renews, renewed.due, renewed.needs) == (promise, later, "message")
    assert old.told == renewed.message == Message.objects.filter(direction="out").latest("pk")
    [entry] = entries(promise.case, "promise_renewed")
    assert datetime.fromisoformat(entry.values["was"]) == FRIDAY
    assert datetime.fromisoformat(entry.values["due"]) == later
    assert promises.open_of(promise.case) == [renewed]
    shown = promises_data(promises.all_of(promise.case), clock.now())
    assert [(one["state"], one["renewed_by"]) for one in shown] == [("renewed", renewed.pk), ("open", None)]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("Es dauert länger.", True),
        ("Guten Morgen, es dauert länger.", True),
        ("Es wird Montag.", True),  # the clock is not named
        ("Ich schreibe am Montag um 15 Uhr.", False),
        ("Ich schreibe am 9. März um 15:00 Uhr.", False),
        ("Ich schreibe am 9.3. um 15.00 Uhr.", False),
        ("I will write on March 9 at 3 pm.", False),
    ],
)
def test_the_new_time_is_in_the_message_in_any_case(promise: Promise, ada: Agent, text: str, added: bool) -> None:
    promises.renew(promise, due=FRIDAY + timedelta(days=3), text=text, by=ada)
    sent = Outgoing.objects.get(kind="reply").text
    assert sent.startswith(text)
    assert ("Neu zugesagt bis: Montag, 9. März, 15:00 Uhr." in sent) is added


def test_a_renewal_needs_words_and_a_time_to_come(promise: Promise, ada: Agent) -> None:
    later = FRIDAY + timedelta(days=3)
    assert code_of(lambda: promises.renew(promise, due=later, text=" ", by=ada)) == "empty"
    past = clock.now() - timedelta(hours=1)
    assert code_of(lambda: promises.renew(promise, due=past, text="x", by=ada)) == "due_past"
    assert not Outgoing.objects.filter(kind="reply").exists()
    assert fresh(promise).is_open


def test_withdrawn_the_customer_reads_the_reason(promise: Promise, ada: Agent) -> None:
    promises.withdraw(promise, why="Der Hersteller liefert das Teil nicht mehr", by=ada)
    sent = Outgoing.objects.get(kind="reply")
    assert "Der Grund: Der Hersteller liefert das Teil nicht mehr." in sent.text
    assert "!" not in sent.text
    after = fresh(promise)
    assert promises.state_of(after) == "withdrawn"
    assert after.told_id == sent.message_id
    [entry] = entries(promise.case, "promise_withdrawn")
    assert (entry.audience, entry.values["reason"]) == ("customer", "Der Hersteller liefert das Teil nicht mehr")


def test_without_a_reason_nothing_is_withdrawn(promise: Promise, ada: Agent) -> None:
    assert code_of(lambda: promises.withdraw(promise, why="  ", by=ada)) == "reason_missing"


def test_what_cannot_be_told_is_not_withdrawn(ada: Agent) -> None:
    from onehand.cases.tests import mails

    case = mails.case_of(mails.take(mails.mail()))
    promise = promises.make(case, text="x", by=ada)
    Message.objects.update(people={}, identity=None)
    assert code_of(lambda: promises.withdraw(promise, why="geht nicht", by=ada)) == "no_address"
    assert fresh(promise).is_open


def test_whoever_asked_du_reads_du(promise: Promise, ada: Agent) -> None:
    customer = promise.case.customer
    customer.form = "du"
    customer.save()
    promises.withdraw(fresh(promise), why="Kein Teil", by=ada)
    text = Outgoing.objects.get(kind="reply").text
    assert text.startswith("Hallo Carla,")
    assert "wir hatten dir" in text


def test_english_cases_are_told_in_english(promise: Promise, ada: Agent) -> None:
    Case.objects.update(language="en")
    promises.withdraw(fresh(promise), why="No spare part", by=ada)
    assert "We cannot keep this and take it back. The reason: No spare part." in Outgoing.objects.get(kind="reply").text


def test_a_withdrawal_answers_nothing_so_the_clock_runs_on(promise: Promise, ada: Agent) -> None:
    before = Case.objects.get(pk=promise.case_id)
    assert before.waiting_since
    clock.advance(timedelta(hours=1))
    promises.withdraw(promise, why="Kein Teil", by=ada)
    after = Case.objects.get(pk=promise.case_id)
    assert (after.waiting_since, after.answer_due) == (before.waiting_since, before.answer_due)


def test_a_slip_is_taken_back_by_who_made_it_within_ten_minutes(promise: Promise, ada: Agent, nora: Agent) -> None:
    assert code_of(lambda: promises.take_back(promise, by=nora)) == "not_yours"
    clock.advance(timedelta(minutes=10))
    promises.take_back(promise, by=ada)
    assert promises.state_of(fresh(promise)) == "withdrawn"
    assert not Outgoing.objects.filter(kind="reply").exists()


def test_later_or_once_told_it_is_not_taken_back(promise: Promise, case: Case, ada: Agent) -> None:
    said = promises.make(case, text="x", by=ada, message=reply(case, by=ada, text="Ich melde mich."))
    assert code_of(lambda: promises.take_back(said, by=ada)) == "promise_told"
    clock.advance(timedelta(minutes=11))
    assert code_of(lambda: promises.take_back(promise, by=ada)) == "too_late"


def test_what_is_over_stays_over(promise: Promise, ada: Agent) -> None:
    stale = fresh(promise)
    promises.withdraw(promise, why="Kein Teil", by=ada)
    later = FRIDAY + timedelta(days=3)
    assert code_of(lambda: promises.renew(stale, due=later, text="x", by=ada)) == "promise_over"
    assert code_of(lambda: promises.withdraw(stale, why="x", by=ada)) == "promise_over"
    assert code_of(lambda: promises.take_back(stale, by=ada)) == "promise_over"
    assert Outgoing.objects.filter(kind="reply").count() == 1


def test_a_form_that_names_no_kind_means_any(case: Case, ada: Agent) -> None:
    assert promises.make(case, text="x", kind="", by=ada).kind == "other"


def test_a_callback_that_was_agreed_is_not_taken_back(case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Wir rufen an.", kind="callback", by=ada)
    Slot.objects.create(
        case=case, customer=case.customer, agent=ada, promise=promise, number="+4930123456", booked_by="agent",
        since=clock.now(), until=promise.due,
    )  # fmt: skip
    assert code_of(lambda: promises.take_back(promise, by=ada)) == "promise_told"


def test_the_company_promises_too(case: Case) -> None:
    assert promises.make(case, text="x", by=SYSTEM).by is None
