"""Part: how long recognising takes, of normal messages and of a megabyte that somebody made to hurt.

In time of the processor, since nothing is waited for: other work on the machine is not counted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from onehand.config.bench import hostile, measure, texts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
PAIRS = tuple((language, direction) for language in ("de", "en") for direction in ("in", "out"))


def normal(count: int) -> dict[str, dict[str, float]]:
    """Milliseconds of a message by direction and language, its language guessed as well."""
    from onehand.cases.recognise import recognise

    found = {}
    for language, direction in PAIRS:
        messages = texts.messages(language, direction, count)
        for text in messages[:50]:
            recognise(text, direction=direction, now=NOW)
        times, items = [], 0
        for text in messages:
            begun = time.process_time()
            seen = recognise(text, direction=direction, now=NOW)
            times.append((time.process_time() - begun) * 1000)
            items += len(seen.questions) + len(seen.facts) + len(seen.promises) + len(seen.asks)
        found[f"{direction}, {language}"] = {
            "letters": sum(map(len, messages)) / count, "found": items / count,
            "median": measure.median(times), "p95": measure.percentile(times, 0.95),
        }  # fmt: skip
    return found


def worst() -> dict[str, float]:
    """Seconds for each kind of text, reader and language."""
    from onehand.cases.recognise import blame, recognise

    readers: dict[str, Callable[[str, str], object]] = {
        "in": lambda text, language: recognise(text, direction="in", now=NOW, language=language),
        "out": lambda text, language: recognise(text, direction="out", now=NOW, language=language),
        "claims": blame.find,
    }
    found: dict[str, float] = {}
    for name, text in hostile.texts():
        for language in ("de", "en"):
            for reader, read in readers.items():
                begun = time.process_time()
                read(text, language)
                found[f"{name} ({reader}, {language})"] = time.process_time() - begun
    return found


def main() -> None:
    import django

    django.setup()
    print(json.dumps({"normal": normal(int(sys.argv[1])), "worst": worst()}))


if __name__ == "__main__":
    main()
