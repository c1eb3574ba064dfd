"""How soon a customer is answered, per channel and group, in business time; and who hears of it when not (C6)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onehand.cases import reply, targets
from onehand.cases.calls import log
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Target
from onehand.cases.open import open_case
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people import card
from onehand.people.models import Customer
from onehand.team.models import Agent, Calendar, Team
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


def fresh(case: Case) -> Case:
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def due(case: Case) -> str:
    found = fresh(case).answer_due
    return f"{found.astimezone(BERLIN):%m-%d %H:%M}" if found else ""


def late_entries(case: Case) -> int:
    return Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind="answer_late").count()


def test_without_targets_the_operators_setting_counts(case: Case) -> None:
    assert due(case) == "03-02 17:00"


@pytest.mark.parametrize(
    ("rows", "minutes"),
    [
        ([("", "", 60)], 60),
        ([("", "", 60), ("", "gold", 50)], 50),
        ([("", "", 60), ("", "gold", 50), ("email", "", 40)], 40),
        ([("", "", 60), ("", "gold", 50), ("email", "", 40), ("email", "gold", 30)], 30),
        ([("phone", "gold", 10), ("email", "silver", 20)], 480),
    ],
)
def test_the_most_specific_target_wins(db: None, rows: list[tuple[str, str, int]], minutes: int) -> None:
    for channel, group, span in rows:
        Target.objects.create(channel=channel, group=group, minutes=span)
    assert targets.Targets.load().span("email", "gold") == timedelta(minutes=minutes)
    assert targets.Targets.load().span("form", "gold") == timedelta(minutes=minutes)  # answered by mail


def test_each_way_in_has_its_target(ada: Agent, lena: Agent, carla: Customer) -> None:
    targets.set_target("email", "", 90, by=lena)
    targets.set_target("phone", "", 30, by=lena)
    targets.set_target("portal", "stammkunde", 45, by=lena)
    card.change(carla, by=ada, group="stammkunde")
    assert due(mails.case_of(mails.take(mails.mail()))) == "03-02 10:30"
    opened = open_case(carla, None, subject="x", text="y", channel="phone", language="de", by=ada)
    assert due(opened) == "03-02 09:30"
    opened = open_case(carla, None, subject="x", text="y", channel="portal", language="de", by=carla)
    assert due(opened) == "03-02 09:45"


def test_a_customer_in_bavaria_is_not_answered_on_a_bavarian_holiday(carla: Customer, ada: Agent) -> None:
    clock.set(datetime(2026, 1, 5, 15, tzinfo=BERLIN))
    opened = open_case(carla, None, subject="x", text="y", channel="email", language="de", by=carla)
    assert due(opened) == "01-06 15:00"
    card.change(carla, by=carla, country="DE", state="BY")
    opened = open_case(carla, None, subject="x", text="y", channel="email", language="de", by=carla)
    assert due(opened) == "01-07 15:00"  # Epiphany


def test_the_teams_calendar_counts(case: Case, ada: Agent) -> None:
    hours = {day: [["18:00", "20:00"]] for day in ("mon", "tue", "wed", "thu")}
    calendar = Calendar.objects.create(name="spät", hours=hours)
    case.team = Team.objects.create(name="spät", calendar=calendar)
    case.save()
    reply.reply(case, by=ada, text="Am Freitag.")
    write(fresh(case), by=case.customer, text="Wann genau?")
    assert due(case) == "03-05 20:00"


def test_a_further_word_moves_no_clock_but_a_quicker_channel_does(case: Case, ada: Agent, lena: Agent) -> None:
    clock.advance(timedelta(hours=3))
    write(fresh(case), by=case.customer, text="Und noch etwas.")
    assert due(case) == "03-02 17:00"
    targets.set_target("phone", "", 60, by=lena)
    log(fresh(case), by=ada, direction="in", number="030 901820", reached=True, text="Sie wartet.")
    assert due(case) == "03-02 13:00"
    assert fresh(case).waiting_since == case.waiting_since


def test_leads_set_change_and_drop_targets_and_the_trail_says_so(lena: Agent) -> None:
    first = targets.set_target(" Email ", " Stamm  kunde ", 60, by=lena)
    assert (first.channel, first.group) == ("email", "Stamm kunde")
    assert targets.set_target("email", "Stamm kunde", 30, by=lena).pk == first.pk
    targets.drop_target(first, by=lena)
    targets.drop_target(first, by=lena)
    assert not Target.objects.exists()
    trail = Entry.objects.filter(kind="target_changed", audience="lead", subject_kind="target").order_by("seq")
    assert [entry.values["minutes"] for entry in trail] == [60, 30, None]


@pytest.mark.parametrize(
    ("channel", "minutes", "code"),
    [("e mail", 60, "channel_unknown"), ("ü", 60, "channel_unknown"), ("x" * 21, 60, "channel_unknown"),
     ("email", 0, "minutes_range"), ("email", -1, "minutes_range"), ("email", 10**9, "minutes_range")],
)  # fmt: skip
def test_what_is_no_target_is_refused(lena: Agent, channel: str, minutes: int, code: str) -> None:
    with pytest.raises(Refused) as why:
        targets.set_target(channel, "", minutes, by=lena)
    assert why.value.code == code


def test_only_leads_change_them(ada: Agent, lena: Agent) -> None:
    target = targets.set_target("email", "", 60, by=lena)
    for act in (lambda: targets.set_target("email", "", 5, by=ada), lambda: targets.drop_target(target, by=ada)):
        with pytest.raises(Refused) as why:
            act()
        assert why.value.code == "leads_only"


def test_a_late_answer_is_told_to_the_leads_once(case: Case) -> None:
    clock.advance(timedelta(hours=8) - timedelta(seconds=1))
    assert targets.escalate() == 0
    clock.advance(timedelta(seconds=1))
    assert targets.escalate() == 1
    assert fresh(case).answer_late_at == clock.now()
    assert targets.escalate() == 0
    entry = Entry.objects.get(kind="answer_late")
    assert (entry.audience, entry.subject_id) == ("lead", case.pk)


def test_after_three_days_without_a_worker_each_is_told_once(ada: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "AT_ONCE", 2)
    cases = [mails.case_of(mails.take(mails.mail(sender=f"p{n}@example.org"))) for n in range(5)]
    clock.advance(timedelta(days=3))
    assert targets.escalate() == 5
    assert targets.escalate() == 0
    assert {late_entries(case) for case in cases} == {1}


def test_an_answered_case_is_not_late_and_a_new_waiting_is_told_anew(case: Case, ada: Agent) -> None:
    clock.advance(timedelta(days=1))
    targets.escalate()
    reply.reply(fresh(case), by=ada, text="Am Freitag.")
    clock.advance(timedelta(days=3))
    assert targets.escalate() == 0
    write(fresh(case), by=case.customer, text="Wann genau?")
    assert fresh(case).answer_late_at is None
    clock.advance(timedelta(days=3))
    assert targets.escalate() == 1
    assert late_entries(case) == 2


def test_a_further_word_after_the_target_was_missed_is_not_told_twice(case: Case) -> None:
    stale = fresh(case)
    clock.advance(timedelta(days=1))
    targets.escalate()
    write(stale, by=case.customer, text="Hallo?")
    assert targets.escalate() == 0
    assert late_entries(case) == 1


def test_in_summer_time_the_target_is_eight_hours_on_the_wall_clock(carla: Customer, ada: Agent) -> None:
    clock.set(datetime(2026, 3, 27, 15, tzinfo=BERLIN))  # the Friday before the clock change
    opened = open_case(carla, None, subject="x", text="y", channel="email", language="de", by=carla)
    assert due(opened) == "03-30 15:00"


def test_a_batch_reads_the_targets_once(ada: Agent, lena: Agent) -> None:
    from onehand.cases.ranking import Ranking

    targets.set_target("", "", 60, by=lena)
    ranking = Ranking.now()
    Target.objects.all().delete()
    case = mails.case_of(mails.take(mails.mail()))
    assert ranking.answer_due(clock.now(), case, "email") == clock.now() + timedelta(hours=1)
