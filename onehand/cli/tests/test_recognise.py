"""`onehand recognise` on stdin, without a database."""

from __future__ import annotations

import json
from typing import Any

from onehand.cli.tests.shell import Shell

NOW = "2026-03-02T09:00:00+01:00"


def test_a_text_is_answered_without_making_a_database(fresh_shell: Shell) -> None:
    done = fresh_shell(
        "recognise",
        "--direction",
        "out",
        "--now",
        NOW,
        "--json",
        stdin=b"Wir melden uns bis Freitag bei Ihnen.",
    )
    assert done.code == 0
    assert done.json == {
        "language": "de",
        "questions": [],
        "promises": [
            {
                "text": "Wir melden uns bis Freitag bei Ihnen.",
                "start": 0,
                "end": 37,
                "due": "2026-03-06",
                "due_text": "bis Freitag",
                "kind": "message",
            }
        ],
        "facts": [],
        "asks": [],
    }
    assert not fresh_shell.data.exists()


def test_a_moment_bears_its_zone_over_the_clock_change(fresh_shell: Shell) -> None:
    words = ("recognise", "--direction", "out", "--now", "2026-03-28T10:00:00+01:00", "--json")
    done = fresh_shell(*words, stdin=b"Wir melden uns innerhalb von 24 Stunden bei Ihnen.")
    assert done.json["promises"][0]["due"] == "2026-03-29T11:00:00+02:00"


def _lines(shell: Shell, *lines: Any) -> Any:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return shell("recognise", "--jsonl", stdin=given.encode())


def test_lines_are_answered_in_order_and_a_bad_one_stops_no_other(fresh_shell: Shell) -> None:
    absent = {"text": "Ich bin vom 3. bis 10. verreist.", "direction": "in", "now": NOW, "lang": "de"}
    late = {"text": "We will call you tomorrow at 3 pm.", "direction": "out", "now": NOW, "lang": "en"}
    done = _lines(fresh_shell, absent, "nope", {"text": "x", "direction": "up"}, absent | {"now": "gestern"}, late)
    assert done.code == 1
    first, *bad, last = done.lines
    assert [first["facts"][0][key] for key in ("kind", "from", "to")] == ["absence", "2026-03-03", "2026-03-10"]
    assert [one["line"] for one in bad] == [2, 3, 4]
    assert last["promises"][0]["due"] == "2026-03-03T15:00:00+01:00"
    for sentence in ("line 2: this is no JSON", "line 3: direction is 'up'", "line 4: now is 'gestern'"):
        assert sentence in done.err


def test_a_missing_direction_and_a_wrong_now_are_wrong_use(fresh_shell: Shell) -> None:
    assert "--direction" in fresh_shell("recognise", "--json", stdin=b"x").err
    done = fresh_shell("recognise", "--direction", "in", "--now", "soon", stdin=b"x")
    assert done.code == 2
    assert "now is 'soon'" in done.err


def test_people_get_a_line_for_each(fresh_shell: Shell) -> None:
    done = fresh_shell("recognise", "--direction", "in", "--now", NOW, stdin=b"Wann kommt mein Schrank?")
    assert done.out == 'question: text "Wann kommt mein Schrank?"\n'
