"""Which of the times in a promise says when it is due."""

from __future__ import annotations

import re
from datetime import date, datetime

from onehand.cases.recognise.promises_clauses import CONDITION, FRAGMENT, Clause
from onehand.foundation.dates import When

_KEEPING = re.compile(r"\b(?:extend\w*|keep|kept|hold|held|reserved?|pause|suspend|freeze|stay|remain|valid)\b")
# "Ab Montag …, dafür sorgen wir": the time stands in what is seen to.
_SEEN_TO = re.compile(r"\b(?:dafür sorg|sorg\w* (?:ich|wir) |make sure of (?:that|it)|see to (?:that|it))")
# "der Flug am 12. Dezember": the day of something else.
_OF_EVENT = re.compile(
    r"\b(?:flug|reise|fahrt|schreiben|rechnung|bestellung|abfahrt|buchung|flight|trip|order|invoice|letter|booking|stay)"
    r" (?:am|vom|zum|im|of|on|from)?\b *\w{0,3}\Z"
)
_THEN = frozenset(("dann", "danach", "anschließend", "then", "afterwards"))
_UNTIL = ("until", "till", "'til", "up until")


def due_of(core: list[Clause], beside: list[Clause], lower: str, language: str) -> tuple[date | datetime | None, str]:
    """The due and its words. What stands in a condition is another's time; the most precise of several counts."""
    whens = [when for clause in core if clause.kind != CONDITION for when in clause.whens if when.role != "of"]
    if not whens:
        whens = [when for clause in beside if clause.kind == FRAGMENT for when in clause.whens if when.role != "of"]
    if not whens:
        whens = [
            when
            for clause in beside
            if clause.lead.endswith(("and", "und")) and clause.start > core[-1].start
            for when in clause.whens
        ]
    if not whens:
        # "…, on 11 March to be precise"
        whens = [
            clause.whens[0]
            for clause in beside
            if clause.lead.endswith((",", "–", "-", "(")) and clause.kind != CONDITION and clause.start > core[-1].start
            if clause.whens and not lower[clause.start : clause.whens[0].start].strip(" ,(")
        ]
    if not whens and any(clause.known & _THEN or _after_that(clause) for clause in core):
        # "Bis Donnerstag weiß ich mehr und gebe Ihnen dann Bescheid."
        whens = [when for clause in beside if clause.kind != CONDITION for when in clause.whens if when.role != "of"]
    if language == "en" and _KEEPING.search(lower):
        # "extended until Friday" is no moment by which something is done.
        whens = [when for when in whens if not when.text.lower().startswith(_UNTIL)]
    if not whens and _SEEN_TO.search(lower):
        whens = [when for clause in beside for when in clause.whens if clause.kind != CONDITION]
    if len(whens) > 1:
        whens = [when for when in whens if not _OF_EVENT.search(lower[: when.start + 3])] or whens
    if not whens:
        return None, ""
    firm = [when for when in whens if when.due is not None]
    if not firm:
        firm_less = next((when for when in whens if not when.vague), whens[0])
        return None, firm_less.text
    best = firm[0]
    for when in firm[1:]:
        if when.role == "clock" and best.role != "clock" and not isinstance(best.due, datetime):
            return _together(best, when)
        if best.role == "clock" and when.role != "clock" and not isinstance(when.due, datetime):
            return _together(when, best)
        if _narrower(best, when):
            best = when
    return best.due, best.text


def _after_that(clause: Clause) -> bool:
    """ "Tomorrow I'm meeting the planner, and after that I'll call you." """
    return clause.words[:2] == ["after", "that"]


def _together(day: When, clock: When) -> tuple[date | datetime | None, str]:
    """ "Diesen Donnerstag …, und zwar zwischen 16 und 19 Uhr"."""
    if isinstance(clock.due, datetime) and day.due is not None and not isinstance(day.due, datetime):
        moved = datetime.combine(day.due, clock.due.time(), tzinfo=clock.due.tzinfo)
        return moved, f"{day.text} {clock.text}"
    return day.due, day.text


def _narrower(one: When, two: When) -> bool:
    """Is `two` the more precise, or the later bound that is said with "spätestens"?"""
    if (
        two.text.lower().startswith(("spätestens", "bis spätestens", "no later", "at the latest"))
        or "at the latest" in two.text.lower()
    ):
        return True
    window = isinstance(one.since, date) and isinstance(one.until, date) and one.since != one.until
    if window and two.due is not None and not isinstance(one.due, datetime):
        day = two.due.date() if isinstance(two.due, datetime) else two.due
        since = one.since.date() if isinstance(one.since, datetime) else one.since
        return since is not None and one.due is not None and since <= day <= one.due
    if isinstance(two.due, datetime) and one.due is not None and not isinstance(one.due, datetime):
        return two.due.date() == one.due
    return False
