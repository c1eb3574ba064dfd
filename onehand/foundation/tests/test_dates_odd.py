"""Times that do not exist or exist twice, what lies behind, windows, and texts that were made to hurt."""

from __future__ import annotations

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.foundation.dates import When, find

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=BERLIN)


def _one(text: str, now: datetime = NOW, language: str = "de", *, past: bool = False) -> When:
    (found,) = find(text, now=now, language=language, past=past)
    return found


def test_a_time_that_the_clock_change_skips_moves_to_the_first_moment_after_it() -> None:
    now = datetime(2026, 3, 28, 10, 0, tzinfo=BERLIN)
    assert str(_one("morgen um 2:30 Uhr", now).due) == "2026-03-29 03:00:00+02:00"


def test_of_a_time_that_comes_twice_the_earlier_is_meant() -> None:
    now = datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN)
    assert str(_one("tomorrow at 02:30", now, "en").due) == "2026-10-25 02:30:00+02:00"


def test_24_hours_over_the_clock_change_are_24_hours() -> None:
    now = datetime(2026, 3, 28, 10, 0, tzinfo=BERLIN)
    assert str(_one("innerhalb von 24 Stunden", now).due) == "2026-03-29 11:00:00+02:00"


@pytest.mark.parametrize(
    "said", ["am 31. Februar", "am 30.02.2026", "am 31.4.", "on 31 June", "February 30", "2026-02-30"]
)
def test_an_impossible_date_is_found_without_due(said: str) -> None:
    found = _one(said, language="en" if said[0] in "oF" else "de")
    assert found.due is None
    assert not found.vague


@pytest.mark.parametrize(
    "said", ["in 999999 Tagen", "in 99999999999999999999 Tagen", "in 900000 Monaten", "in 999999 Werktagen"]
)
def test_beyond_the_calendar_there_is_no_due(said: str) -> None:
    assert all(one.due is None for one in find(said, now=NOW, language="de"))


def test_the_last_year_of_the_calendar_is_no_error() -> None:
    late = datetime(9990, 12, 31, 23, 0, tzinfo=BERLIN)
    for said in (
        "in 14 Tagen",
        "nächste Woche",
        "am 29. Februar",
        "Ende nächsten Monats",
        "bis 8 Uhr",
        "Freitag",
        "KW 3",
    ):
        find(said, now=late, language="de")


def test_a_time_that_is_past_is_tomorrow() -> None:
    assert str(_one("bis 8 Uhr").due) == "2026-03-03 08:00:00+01:00"


def test_friday_said_on_a_friday_is_the_next_one() -> None:
    friday = datetime(2026, 3, 6, 15, 30, tzinfo=BERLIN)
    assert _one("bis Freitag", friday).due == date(2026, 3, 13)
    assert _one("noch heute, Freitag", friday).due == date(2026, 3, 6)
    assert _one("diese Woche", friday).due == date(2026, 3, 6)


def test_a_window_has_both_ends() -> None:
    found = _one("vom 3. bis 10. April")
    assert (found.since, found.until) == (date(2026, 4, 3), date(2026, 4, 10))
    found = _one("vom 28. bis 3.", datetime(2026, 3, 20, 9, 0, tzinfo=BERLIN))
    assert (found.since, found.until) == (date(2026, 3, 28), date(2026, 4, 3))
    found = _one("from 20 December to 3 January", language="en")
    assert (found.since, found.until) == (date(2026, 12, 20), date(2027, 1, 3))


def test_an_open_window_has_one_end() -> None:
    found = _one("bis Freitag")
    assert (found.since, found.until) == (None, date(2026, 3, 6))
    found = _one("ab Montag")
    assert (found.since, found.until, found.role) == (date(2026, 3, 9), None, "from")


def test_a_date_that_only_names_something_has_a_role() -> None:
    assert _one("Ihr Schreiben vom 3. März").role == "of"


@pytest.mark.parametrize(
    "said", ["gestern", "vor drei Tagen", "seit zwei Wochen", "letzte Woche", "letzten Freitag", "seit Montag"]
)
def test_what_lies_behind_is_left_out(said: str) -> None:
    assert find(said, now=NOW, language="de") == []


def test_with_past_dates_lie_behind() -> None:
    assert _one("am 3. März", past=True).due == date(2025, 3, 3)
    assert _one("gestern", past=True).due == date(2026, 3, 1)
    assert _one("vor drei Tagen", past=True).due == date(2026, 2, 27)
    assert _one("seit Montag", datetime(2026, 3, 5, 9, 0, tzinfo=BERLIN), past=True).since == date(2026, 3, 2)


@pytest.mark.parametrize(
    "said",
    [
        "Guten Morgen", "Guten Abend, Frau Kern", "schönes Wochenende", "3 Stück für 4 Euro", "um 20 Prozent",
        "Fr. Kern",
        "1.500 Euro", "Bestellung 20041", "das Mittel", "am Ende", "ein Paar Schuhe", "der 2. Stock",
        "die zweite Rate", "vier Stühle", "in 3 Teilen", "halb so schlimm",
    ],
)  # fmt: skip
def test_no_time_is_said(said: str) -> None:
    assert find(said, now=NOW, language="de") == []


@pytest.mark.parametrize(
    "said",
    [
        "Good morning",
        "have a nice weekend",
        "you may march on",
        "at 3 High Street",
        "by 5 %",
        "the sun sat",
        "order 20041",
    ],
)
def test_no_time_is_said_in_english(said: str) -> None:
    assert find(said, now=NOW, language="en") == []


@pytest.mark.parametrize(
    "piece",
    [
        "bis ", "7", "a", "?", "am 3. ", "3.", "3. bis ", "15:30 ", "heute ", "3-", "3/", "Ende der ", "12h30", "1.234",
        "in den nächsten ", "one or ", "a week on ", "2026-", "a.", "day after ", "in ", "und ", "Montag oder ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_texts_take_linear_time(piece: str, language: str) -> None:
    def seconds(letters: int) -> float:
        text = (piece * (letters // len(piece) + 1))[:letters]
        began = time.process_time()
        find(text, now=NOW, language=language)
        return time.process_time() - began

    short, long = min(seconds(5_000) for _ in range(3)), min(seconds(40_000) for _ in range(2))
    assert long < 24 * short + 0.1  # 8 times the letters; a quadratic reading would take 64 times as long
