"""`onehand recognise`: what a text on stdin asks, promises, tells and asks for. Needs no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from onehand.cases.recognise import Fact, Promise, Recognised, recognise
from onehand.cli.failure import REFUSED, WRONG_USE, Failure
from onehand.cli.printing import print_json

_DIRECTIONS = ("in", "out")
_LANGUAGES = ("de", "en")
_KEYS = frozenset(("text", "direction", "now", "lang"))


class _Wrong(Exception):
    """One sentence on what is wrong with the input."""


def run(arguments: argparse.Namespace) -> int:
    """Exit 1 when a line could not be read (the others are answered), 2 for a wrong argument."""
    if arguments.jsonl:
        return _lines(arguments)
    if arguments.direction is None:
        raise Failure("--direction in or out is needed (or --jsonl)", WRONG_USE)
    try:
        answer = _answer(_stdin(), arguments.direction, arguments.now, arguments.lang)
    except _Wrong as wrong:
        raise Failure(str(wrong), WRONG_USE) from wrong
    if arguments.json:
        print_json(answer)
    else:
        _print(answer)
    return 0


def _lines(arguments: argparse.Namespace) -> int:
    """Each line answered by one line; one that cannot be read by its error, here and on stderr."""
    bad = 0
    for number, line in enumerate(_input_lines(), 1):
        if not line.strip():
            continue
        try:
            print_json(_of_line(line, arguments), indent=None)
        except _Wrong as wrong:
            bad += 1
            print(f"onehand: line {number}: {wrong}", file=sys.stderr)
            print_json({"line": number, "error": str(wrong)}, indent=None)
    return REFUSED if bad else 0


def _of_line(line: str, arguments: argparse.Namespace) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Wrong("this is no JSON") from error
    if not isinstance(asked, dict):
        raise _Wrong('this is no JSON object such as {"text": "…", "direction": "in"}')
    for key in _KEYS & asked.keys():
        if asked[key] is not None and not isinstance(asked[key], str):
            raise _Wrong(f"{key} is {json.dumps(asked[key])[:40]}, not a text")
    if asked.get("text") is None:
        raise _Wrong("text is missing")
    direction = asked.get("direction") or arguments.direction
    return _answer(asked["text"], direction, asked.get("now") or arguments.now, asked.get("lang") or arguments.lang)


def _answer(text: str, direction: str | None, now: str | None, language: str | None) -> dict[str, Any]:
    if direction not in _DIRECTIONS:
        raise _Wrong(f"direction is {direction!r}, not in or out" if direction else "direction is missing")
    if language is not None and language not in _LANGUAGES:
        raise _Wrong(f"lang is {language!r}, not de or en")
    return as_data(recognise(text, direction=direction, now=_moment(now), language=language))


def _moment(now: str | None) -> datetime:
    """In the zone that it bears; one without in ONEHAND_TIME_ZONE."""
    if not now:
        return datetime.now(_zone()).replace(microsecond=0)
    try:
        found = datetime.fromisoformat(now.strip())
    except ValueError as error:
        raise _Wrong(f"now is {now[:40]!r}, not a moment such as 2026-03-02T09:00:00+01:00") from error
    if not 1900 <= found.year <= 9000:
        raise _Wrong(f"now is {now[:40]!r}, not a moment between the years 1900 and 9000")
    if found.tzinfo is None:
        return found.replace(tzinfo=_zone())
    here = found.astimezone(_zone())
    # The offset of our own zone means our zone, so that the next change of clocks is known.
    return here if here.utcoffset() == found.utcoffset() else found


def _zone() -> ZoneInfo:
    name = os.environ.get("ONEHAND_TIME_ZONE", "") or "Europe/Berlin"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _Wrong(f"ONEHAND_TIME_ZONE is {name!r}, not a time zone such as Europe/Berlin") from error


def _stdin() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def _input_lines() -> Iterable[str]:
    """One after the other, so that a program may ask and wait for each answer."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace")


def as_data(found: Recognised) -> dict[str, Any]:
    """As documented: `start` and `end` are offsets in characters, `due` is a moment with zone, a date or null."""
    return {
        "language": found.language,
        "questions": [{"text": one.text, "start": one.start, "end": one.end} for one in found.questions],
        "promises": [_promise(one) for one in found.promises],
        "facts": [_fact(one) for one in found.facts],
        "asks": [{"kind": one.kind, "start": one.start, "end": one.end} for one in found.asks],
    }


def _promise(one: Promise) -> dict[str, Any]:
    span = {"text": one.text, "start": one.start, "end": one.end}
    return span | {"due": _iso(one.due), "due_text": one.due_text, "kind": one.kind}


def _fact(one: Fact) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": one.kind, "value": one.value, "start": one.start, "end": one.end}
    times = {"from": one.since, "to": one.until, "due": one.due}
    return data | {key: _iso(value) for key, value in times.items() if value is not None}


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _print(answer: dict[str, Any]) -> None:
    for name in ("questions", "promises", "facts", "asks"):
        for one in answer[name]:
            said = {key: value for key, value in one.items() if key not in ("start", "end") and value}
            print(
                f"{name[:-1]}: "
                + "; ".join(f"{key} {json.dumps(value, ensure_ascii=False)}" for key, value in said.items())
            )
