"""What the system tells: each event once, after a cursor, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from onehand.actions.provisioning import Lines
from tests.support.ports import until
from tests.support.provisioning import Provisioning


def test_events_follow_their_cursor(provisioning: Provisioning, lines: Lines) -> None:
    first, cursor = lines.happened("")
    assert {one.kind for one in first} >= {"activation_hangs"}
    assert lines.happened(cursor) == ([], cursor)
    provisioning.operate("causes/switch-7/release")
    then, after = lines.happened(cursor)
    assert [(one.kind, one.reference, one.customer) for one in then] == [
        ("activated", "30412", "L-5002"),
        ("activated", "30413", "L-5004"),
        ("activated", "30414", "L-5005"),
    ]
    assert then[0].at.tzinfo is not None
    again, _ = lines.happened(cursor)
    assert again == then
    assert lines.happened(after) == ([], after)


def test_a_system_that_was_begun_anew_is_read_from_its_beginning(provisioning: Provisioning, lines: Lines) -> None:
    first, cursor = lines.happened("")
    provisioning.stop()
    for path in provisioning.folder.glob("lines.sqlite3*"):
        path.unlink()
    provisioning.start()
    again, after = lines.happened(cursor)
    assert len(again) == len(first)
    assert not {one.id for one in again} & {one.id for one in first}
    assert lines.happened(after)[0] == []


def test_an_activation_is_late_once_for_each_day_that_was_named(provisioning: Provisioning, lines: Lines) -> None:
    _, cursor = lines.happened("")
    yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    order = {"step": "line_switched", "cause": "switch-9", "mover": "network", "until": yesterday}
    provisioning.operate("contracts/30412/hang", **order)
    events, cursor = lines.happened(cursor)
    assert [(one.kind, one.reference) for one in events] == [
        ("activation_hangs", "30412"),
        ("activation_late", "30412"),
    ]
    assert events[1].values["step"] == "line_switched"
    assert events[1].values["cause"] == "switch-9"
    assert lines.happened(cursor)[0] == []


def test_a_line_that_fails_and_is_mended_is_told(provisioning: Provisioning, lines: Lines) -> None:
    _, cursor = lines.happened("")
    for state in ("down", "down", "up", "up"):
        provisioning.operate("contracts/30411/line", state=state, cause="Bagger")
    events, _ = lines.happened(cursor)
    assert [one.kind for one in events] == ["line_down", "line_fixed"]


def test_many_events_come_in_pages(provisioning: Provisioning, lines: Lines) -> None:
    _, cursor = lines.happened("")
    for _ in range(130):
        provisioning.operate("contracts/30411/line", state="down", cause="Bagger")
        provisioning.operate("contracts/30411/line", state="up")
    events, _ = lines.happened(cursor)
    assert len(events) == 260
    assert len({one.id for one in events}) == 260


def test_with_a_pace_an_activation_goes_step_by_step() -> None:
    with Provisioning(pace=0.05) as slow:
        lines = slow.backend()
        slow.operate("contracts/30412/release")
        until(lambda: lines.read("L-5002").processes[0].state == "active", "the activation")
        told = [one for one in lines.happened("")[0] if one.kind == "activated"]
        assert [one.reference for one in told] == ["30412"]
