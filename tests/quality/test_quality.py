"""`./test quality`: precision and recall of the recognisers on labelled sentences, and the targets on the unseen third.

`-k known` leaves out the sentences that nobody looks at while developing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.quality.scoring import LANGUAGES, RECOGNISERS, Score, further, load, path, read, score, table

# F1 to reach on the unseen third; "due" is the share of found promises whose due is exactly right.
TARGETS = {
    "questions": 0.92,
    "promises": 0.90,
    "asks": 0.90,
    "facts: numbers": 0.95,
    "facts: addresses, absences": 0.85,
}
DUE = 0.90
# Where the target is not reached yet, by language: the figure must not fall further. The table still says so, and
# the documents name it; nobody may tune on the sentences themselves, so only wider rules bring these up.
SHORT_OF = {
    ("promises", "de"): 0.888,
    ("facts: numbers", "de"): 0.937,
    ("facts: addresses, absences", "de"): 0.848,
}
FURTHER = 0.98  # F1 on the further known sentences
FEWEST = 250  # labelled sentences for each recogniser and language

Rows = list[tuple[str, str, str, Score]]


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest) -> Iterator[Rows]:
    """Collects what the tests measure and prints it as one table, past pytest's capture."""
    measured: Rows = []
    yield measured
    measured.sort(key=lambda row: (row[0], [*TARGETS, row[2]].index(row[2]), row[1]))
    missed = [
        f"{language} {name}: {each.f1:.3f}, target {TARGETS[name]:.2f} not reached"
        for part, language, name, each in measured
        if part == "unseen" and each.f1 < TARGETS.get(name, 0.0)
    ]
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n\n" + table(measured) + "\n" + "\n".join([*missed, _speed()]))
        if os.environ.get("ONEHAND_TEST_QUALITY_MISSES"):
            print("\n".join(miss for part, _, _, s in measured if part == "known" for miss in s.misses))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("recogniser", RECOGNISERS)
@pytest.mark.parametrize("part", ["known", "unseen"])
def test_a_recogniser_finds_what_people_labelled(part: str, recogniser: str, language: str, rows: Rows) -> None:
    scores = score(part, recogniser, language)
    rows.extend((part, language, name, each) for name, each in scores.items())
    if part == "unseen":
        short = [f"{name} {s.f1:.3f}" for name, s in scores.items() if s.f1 < _least(name, language)]
        short += [f"due {s.due:.3f}" for name, s in scores.items() if name == "promises" and s.due < DUE]
        assert not short, f"below the target in {language}: {', '.join(short)}"


def _least(name: str, language: str) -> float:
    return SHORT_OF.get((name, language), TARGETS.get(name, 0.0))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("recogniser", ["promises", "facts", "asks"])
def test_what_the_rules_were_widened_by_stays_read(recogniser: str, language: str) -> None:
    """The further known sentences ("more", "fresh", "wider"): no rule may break what another one mended."""
    totals: dict[str, Score] = {}
    for name in further(recogniser, language):
        for row, each in score("known", name, language, recogniser).items():
            total = totals.setdefault(row, Score())
            total.labels, total.hits, total.found = (
                total.labels + each.labels,
                total.hits + each.hits,
                total.found + each.found,
            )
    totals.pop("facts: others", None)  # not labelled in all of them
    assert totals
    short = [f"{row} {each.f1:.3f}" for row, each in totals.items() if each.f1 < FURTHER]
    assert not short, f"in {language}: {', '.join(short)}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("recogniser", RECOGNISERS)
def test_each_set_is_large_and_a_third_of_it_stays_unseen(recogniser: str, language: str) -> None:
    counts = {
        part: sum(bool(line.strip()) for line in path(part, recogniser, language).read_bytes().splitlines())
        for part in ("known", "unseen")
    }
    everything = sum(counts.values())
    assert everything >= FEWEST
    assert abs(counts["unseen"] / everything - 1 / 3) < 0.05, counts


def _speed() -> str:
    """Microseconds for 600 letters, the best of three rounds over the known sentences."""
    lines = []
    for direction, recogniser in (("in", "questions"), ("out", "promises")):
        samples = [each for language in LANGUAGES for each in load("known", recogniser, language)]
        letters = sum(len(each["text"]) for each in samples)
        best = min(_round(samples) for _ in range(3))
        lines.append(f"{direction:4}{best / letters * 600 * 1e6:6.0f} µs for 600 letters")
    return "\n".join(lines)


def _round(samples: list[dict[str, object]]) -> float:
    begin = time.perf_counter()
    for sample in samples:
        read(sample)
    return time.perf_counter() - begin
