"""The customer hears of a lateness from us first, honestly, with a new time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import lateness, promises
from onehand.cases.models import Case, Message, Outgoing, Promise
from onehand.cases.tests.test_promises import code_of, entries, fresh
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent
from onehand.timeline.record import SYSTEM

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 3, 3, 15, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def late(case: Case, ada: Agent) -> Promise:
    """Since Tuesday, three o'clock; it is four."""
    promise = promises.make(case, text="Ich schreibe Ihnen bis Dienstag, 15 Uhr.", kind="message", due=TUESDAY, by=ada)
    clock.set(TUESDAY + timedelta(hours=1))
    return fresh(promise)


def test_the_draft_says_what_was_promised_that_it_failed_and_the_new_time(late: Promise) -> None:
    assert lateness.draft_for(late) == (
        "Guten Tag Carla Kern,\n\nwir hatten Ihnen bis Dienstag, 3. März, 15:00 Uhr zugesagt: "
        "„Ich schreibe Ihnen bis Dienstag, 15 Uhr“. Das haben wir nicht rechtzeitig geschafft. Das tut uns leid. "
        "Neu sagen wir es bis Donnerstag, 5. März, 16:00 Uhr zu."
    )


def test_before_it_is_late_the_draft_says_that_it_will_be(case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Ich melde mich.", due=TUESDAY, by=ada)
    assert "Das schaffen wir nicht rechtzeitig." in lateness.draft_for(promise)


def test_in_english_and_with_du(late: Promise) -> None:
    late.case.customer.form = "du"
    assert "wir hatten dir bis" in lateness.draft_for(late)
    late.case.language = "en"
    assert "We did not manage that in time, and we are sorry." in lateness.draft_for(late)
    assert "!" not in lateness.draft_for(late)


def test_the_owner_sends_it_with_one_key(late: Promise, ada: Agent) -> None:
    renewed = lateness.tell(late, by=ada)
    sent = Outgoing.objects.get(kind="reply")
    assert not sent.automatic
    assert sent.from_name == "Ada Brandt"
    assert (renewed.renews, renewed.by_default, renewed.by) == (late, True, ada)
    old = fresh(late)
    assert (old.due, old.late_told_id, old.told_id) == (TUESDAY, sent.message_id, sent.message_id)
    assert promises.state_of(old) == "renewed"
    [entry] = entries(late.case, "lateness_told")
    assert datetime.fromisoformat(entry.values["was"]) == TUESDAY
    assert datetime.fromisoformat(entry.values["due"]) == renewed.due


def test_in_own_words_the_new_time_is_named_too(late: Promise, ada: Agent) -> None:
    due = TUESDAY + timedelta(days=2)
    renewed = lateness.tell(late, by=ada, text="Das Teil fehlt noch.", due=due)
    assert Outgoing.objects.get(kind="reply").text == (
        "Das Teil fehlt noch.\n\nNeu zugesagt bis: Donnerstag, 5. März, 15:00 Uhr."
    )
    assert (renewed.due, renewed.by_default) == (due, False)


def test_by_itself_it_is_marked_and_names_who_goes_on(late: Promise) -> None:
    renewed = lateness.tell(late, by=SYSTEM)
    sent = Outgoing.objects.select_related("message").get(kind="late")
    assert sent.automatic
    assert sent.message is not None
    assert sent.message.automatic == "late"
    assert sent.text.endswith("Ada Brandt kümmert sich weiter darum. Diese Nachricht wurde automatisch geschrieben.")
    assert (renewed.by, renewed.by_default) == (None, True)
    assert renewed.tell_at


def test_it_stops_no_clock(late: Promise, ada: Agent) -> None:
    before = Case.objects.get(pk=late.case_id)
    assert before.waiting_since
    renewed = lateness.tell(late, by=SYSTEM)
    lateness.tell(renewed, by=ada)
    after = Case.objects.get(pk=late.case_id)
    assert (after.waiting_since, after.answer_due) == (before.waiting_since, before.answer_due)


def test_the_draft_as_it_is_answers_nothing_own_words_may(late: Promise, ada: Agent) -> None:
    renewed = lateness.tell(late, by=ada, text=f"{lateness.draft_for(late)}\n")
    assert Case.objects.get(pk=late.case_id).waiting_since
    lateness.tell(renewed, by=ada, text="Die Tür ist gestern angekommen, am Montag schreibe ich Ihnen den Termin.")
    assert Case.objects.get(pk=late.case_id).waiting_since is None


def test_nobody_is_told_twice_of_the_same_lateness(late: Promise, ada: Agent) -> None:
    stale = fresh(late)
    lateness.tell(late, by=ada)
    assert code_of(lambda: lateness.tell(stale, by=ada)) == "promise_over"
    assert code_of(lambda: lateness.tell(stale, by=SYSTEM)) == "promise_over"
    assert Outgoing.objects.filter(kind__in=["late", "reply"]).count() == 1


def test_the_system_tells_of_nothing_that_is_not_late(case: Case, ada: Agent) -> None:
    promise = promises.make(case, text="Ich melde mich.", due=TUESDAY, by=ada)
    assert code_of(lambda: lateness.tell(promise, by=SYSTEM)) == "not_late"


def test_without_an_address_it_is_told_in_the_portal(late: Promise) -> None:
    Identity.objects.all().delete()
    Message.objects.update(people={})
    lateness.tell(late, by=SYSTEM)
    told = fresh(late).late_told
    assert told is not None
    assert (told.channel, told.automatic) == ("portal", "late")
    assert not Outgoing.objects.filter(kind="late").exists()
    assert [entry.ref for entry in entries(late.case, "notice_sent")] == [told.pk]


def test_after_three_times_by_itself_a_person_is_needed(late: Promise, ada: Agent) -> None:
    promise = late
    for _ in range(lateness.MOST_BY_ITSELF):
        assert lateness.may_tell_by_itself(promise)
        promise = lateness.tell(promise, by=SYSTEM)
        clock.set(promise.due)
    assert not lateness.may_tell_by_itself(promise)
    by_a_person = lateness.tell(promise, by=ada)
    assert lateness.may_tell_by_itself(by_a_person)
