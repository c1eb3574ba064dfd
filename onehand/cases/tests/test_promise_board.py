"""The board of promises shows what is owed, to those who may see it, with the same few queries for any number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onehand.cases import evidence, promise_board, promises
from onehand.cases.models import Case
from onehand.cases.tests.test_evidence import call
from onehand.foundation import clock
from onehand.team.models import Agent, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(case: Case, ada: Agent) -> Case:
    """At half past four on Tuesday: one late, one at risk, one due on Thursday, one kept."""
    now = clock.now()
    promises.make(case, text="late", due=now + timedelta(hours=30), by=ada)
    promises.make(case, text="at risk", due=now + timedelta(hours=32), by=ada)
    promises.make(case, text="tomorrow", due=now + timedelta(hours=72), by=ada)
    promises.make(case, text="kept", kind="callback", due=now + timedelta(hours=32), by=ada)
    clock.advance(timedelta(hours=31, minutes=30))
    evidence.by_call(call(case, ada))
    return case


def shown(agent: Agent, group: str, **more: object) -> list[tuple[str, str]]:
    found = promise_board.page(agent, group, **more)  # type: ignore[arg-type]
    return [(row.promise.text, row.state) for row in found.rows]


def test_each_group_shows_its_own(four: Case, ada: Agent) -> None:
    assert shown(ada, "late") == [("late", "late")]
    assert shown(ada, "at_risk") == [("at risk", "at_risk")]
    assert shown(ada, "today") == [("at risk", "at_risk")]
    assert shown(ada, "kept") == [("kept", "kept")]
    with pytest.raises(KeyError):
        promise_board.page(ada, "everything")


def test_what_a_colleague_may_not_see_is_not_on_the_board(four: Case, ada: Agent, nora: Agent, admin: Agent) -> None:
    assert shown(nora, "late")
    Case.objects.update(team=Team.objects.create(name="anderes"))
    assert shown(nora, "late") == []
    assert shown(ada, "late")
    assert shown(admin, "late")


def test_a_former_colleague_sees_nothing(four: Case, former: Agent) -> None:
    assert shown(former, "late") == []


def test_mine_are_those_of_cases_in_my_hand(four: Case, ada: Agent, nora: Agent) -> None:
    assert shown(ada, "late", mine=True)
    assert shown(nora, "late", mine=True) == []


@pytest.mark.parametrize("group", ["late", "kept"])
def test_page_after_page_shows_each_once(case: Case, ada: Agent, group: str) -> None:
    due = clock.now() + timedelta(hours=1)
    for number in range(7):
        promises.make(case, text=str(number), kind="callback", due=due, by=ada)
    if group == "kept":
        evidence.by_call(call(case, ada), promises=[one.pk for one in promises.open_of(case)])
    clock.advance(timedelta(hours=2))
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        found = promise_board.page(ada, group, cursor=cursor, size=2)
        seen += [row.promise.text for row in found.rows]
        cursor = found.next
    assert cursor == ""
    assert sorted(seen) == [str(number) for number in range(7)]


def test_an_unreadable_cursor_begins_at_the_start(four: Case, ada: Agent) -> None:
    for cursor in ("x", "1", "9" * 50, "99999999999999999999-1"):
        assert shown(ada, "late", cursor=cursor) == [("late", "late")]


def test_any_number_of_rows_needs_the_same_queries(four: Case, ada: Agent) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            for row in promise_board.page(ada, "late").rows:
                assert row.promise.case.hand == ada
                assert row.promise.case.customer.shown_name
        return len(queries)

    promise_board.page(ada, "late")
    few = asked()
    for number in range(10):
        promises.make(four, text=str(number), due=clock.now() + timedelta(minutes=1), by=ada)
    clock.advance(timedelta(minutes=2))
    assert asked() == few == 2


@pytest.mark.parametrize("group", ["late", "at_risk", "today", "kept"])
def test_a_page_reads_an_index_in_its_order(four: Case, ada: Agent, group: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the planner of PostgreSQL reads small tables whole")
    with CaptureQueriesContext(connection) as queries:
        promise_board.page(ada, group)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = " ".join(str(line) for line in cursor.fetchall())
    assert ("promise_kept" if group == "kept" else "promise_open_due") in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan
