"""The steps of a macro as rows of a form: one row a step, one row a line of the card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from onehand.cases.steps import MOST
from onehand.people.card import LINES

KINDS = ("wait", "ask_solved", "answer_questions", "note", "card")
_SPARE = 1  # empty rows below those that are filled
_MOST_ROWS = MOST + len(LINES)


@dataclass(frozen=True, slots=True)
class Row:
    """`words` is what is waited for, the text of a note, or the value of a line of the card."""

    do: str = ""
    days: str = ""
    line: str = ""
    words: str = ""


def kind_in_words(do: str) -> str:
    return {
        "wait": _("wait"),
        "ask_solved": _("ask whether it is solved"),
        "answer_questions": _("count all questions as answered"),
        "note": _("leave a note"),
        "card": _("change the card"),
    }.get(do, do)


def rows_of(steps: Iterable[Mapping[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for step in steps:
        do = str(step.get("do", ""))
        if do == "card":
            rows += [Row(do, line=name, words=str(value)) for name, value in step.get("lines", {}).items()]
        else:
            rows.append(Row(do, days=str(step.get("days", "")), words=str(step.get("what") or step.get("text") or "")))
    return rows


def typed_rows(post: QueryDict) -> list[Row]:
    """As they were typed, rows without a step left out."""
    fields = (post.getlist(name) for name in ("do", "days", "line", "words"))
    rows = [Row(*(value.strip() for value in row)) for row in islice(zip_longest(*fields, fillvalue=""), _MOST_ROWS)]
    return [row for row in rows if row.do]


def shown_rows(rows: Sequence[Row], *, spare: int = _SPARE) -> list[Row]:
    return [*rows, *[Row()] * spare]


def steps_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """What the verb takes; all lines of the card are one step, at the place of the first."""
    steps: list[dict[str, Any]] = []
    lines: dict[str, str] = {}
    for row in rows:
        if row.do == "card":
            if not lines:
                steps.append({"do": "card", "lines": lines})
            lines[row.line] = row.words
        else:
            steps.append(_step(row))
    return steps


def _step(row: Row) -> dict[str, Any]:
    if row.do == "wait":
        days = int(row.days) if row.days.isdecimal() and len(row.days) < 6 else 0
        return {"do": "wait", "days": days, "what": row.words}
    if row.do == "note":
        return {"do": "note", "text": row.words}
    return {"do": row.do}
