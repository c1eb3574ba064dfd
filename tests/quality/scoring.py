"""Compares what the recognisers find with what people labelled.

A found item matches a label if their spans overlap and, where there is one, the kind is the same; a fact must also have
the same value (blanks do not count twice), an absence its days, a deadline its due. Each label matches one found item.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from onehand.cases.recognise import recognise
from onehand.cases.recognise.found import Ask, Fact, Promise, Question, Recognised

LABELS = Path(__file__).parent / "labels"
RECOGNISERS = ("questions", "promises", "facts", "asks")
LANGUAGES = ("de", "en")
NUMBERS = frozenset(
    (
        "order_number",
        "customer_number",
        "invoice_number",
        "tracking_number",
        "serial_number",
        "iban",
        "phone",
        "email",
    )
)
PLACES = frozenset(("postal_address", "absence"))
# The rows of facts: each with the kinds it counts.
GROUPS: dict[str, Callable[[str], bool]] = {
    "facts: numbers": NUMBERS.__contains__,
    "facts: addresses, absences": PLACES.__contains__,
    "facts: others": lambda kind: kind not in NUMBERS | PLACES,
}


@dataclass(frozen=True, slots=True)
class Item:
    start: int
    end: int
    kind: str = ""
    same: tuple[str, ...] = ()  # what must be equal besides the kind
    due: str | None = None


@dataclass(slots=True)
class Score:
    sentences: int = 0
    labels: int = 0
    hits: int = 0
    found: int = 0
    due_right: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else float(not self.labels)

    @property
    def recall(self) -> float:
        return self.hits / self.labels if self.labels else float(not self.found)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def due(self) -> float:
        """Of the promises found, those with exactly the labelled due."""
        return self.due_right / self.hits if self.hits else 0.0


def path(part: str, recogniser: str, language: str) -> Path:
    return LABELS / part / f"{recogniser}.{language}.jsonl"


def load(part: str, recogniser: str, language: str) -> list[dict[str, Any]]:
    lines = path(part, recogniser, language).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def further(recogniser: str, language: str) -> list[str]:
    """The names of the sets of known sentences that came later, as `load` takes them."""
    ending = f"_{recogniser}.{language}.jsonl"
    return [each.name.removesuffix(f".{language}.jsonl") for each in sorted((LABELS / "known").glob(f"*{ending}"))]


def read(sample: dict[str, Any]) -> Recognised:
    return recognise(
        sample["text"],
        direction=sample["direction"],
        now=_at_home(datetime.fromisoformat(sample["now"])),
        language=sample["lang"],
    )


def _at_home(now: datetime) -> datetime:
    """The labels were written for Berlin; an offset alone does not say when the clocks change."""
    local = now.astimezone(ZoneInfo("Europe/Berlin"))
    return local if local.utcoffset() == now.utcoffset() else now


def score(part: str, name: str, language: str, recogniser: str = "") -> dict[str, Score]:
    """By row of the table: one for each recogniser, three for the facts; `recogniser` if the set has another name."""
    scores: dict[str, Score] = {}
    recogniser = recogniser or name
    for sample in load(part, name, language):
        labels = labelled(sample, recogniser)
        found = [item(each) for each in getattr(read(sample), recogniser)]
        for row, counts in _rows(recogniser).items():
            into = scores.setdefault(row, Score())
            into.sentences += 1
            _count(into, sample, [x for x in labels if counts(x.kind)], [x for x in found if counts(x.kind)])
    return scores


def _rows(recogniser: str) -> dict[str, Callable[[str], bool]]:
    return GROUPS if recogniser == "facts" else {recogniser: lambda _: True}


def _count(into: Score, sample: dict[str, Any], labels: list[Item], found: list[Item]) -> None:
    pairs = matched(labels, found)
    into.labels += len(labels)
    into.found += len(found)
    into.hits += len(pairs)
    into.due_right += sum(labels[a].due == found[b].due for a, b in pairs)
    text = sample["text"]
    hit_labels, hit_found = {a for a, _ in pairs}, {b for _, b in pairs}
    into.misses += [_line("missed", sample, text, x) for i, x in enumerate(labels) if i not in hit_labels]
    into.misses += [_line("wrongly", sample, text, x) for i, x in enumerate(found) if i not in hit_found]
    into.misses += [
        f"{sample['id']} due {found[b].due} instead of {labels[a].due}: {text[labels[a].start : labels[a].end]!r}"
        for a, b in pairs
        if labels[a].due != found[b].due
    ]


def _line(what: str, sample: dict[str, Any], text: str, x: Item) -> str:
    return f"{sample['id']} {what} {' '.join((x.kind, *x.same))}: {text[x.start : x.end]!r}"


def matched(labels: list[Item], found: list[Item]) -> list[tuple[int, int]]:
    """Pairs of places in both lists, one to one; the widest overlap is taken first."""
    pairs = [
        (min(label.end, other.end) - max(label.start, other.start), a, b)
        for a, label in enumerate(labels)
        for b, other in enumerate(found)
        if label.start < other.end and other.start < label.end and label.kind == other.kind and label.same == other.same
    ]
    taken: list[tuple[int, int]] = []
    for _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if all(a != x and b != y for x, y in taken):
            taken.append((a, b))
    return taken


def labelled(sample: dict[str, Any], recogniser: str) -> list[Item]:
    """Where a label's words stand twice, the second label means the second place."""
    seen: dict[tuple[str, str], int] = {}
    return [_labelled(sample["text"], each, seen) for each in sample[recogniser]]


def _labelled(text: str, label: str | dict[str, Any], seen: dict[tuple[str, str], int]) -> Item:
    fields: dict[str, Any] = {"text": label} if isinstance(label, str) else label
    words, kind = fields["text"], fields.get("kind", "")
    start = text.find(words, seen.get((words, kind), 0))
    if start < 0:
        start = text.index(words)  # a ValueError names a label that is not in its text
    seen[(words, kind)] = start + 1
    end = start + len(words)
    if "value" in fields:
        same = _same(kind, fields["value"], fields.get("from"), fields.get("to"), fields.get("due"))
        return Item(start, end, kind, same)
    return Item(start, end, kind, due=moment(fields.get("due")))


def item(found: Question | Promise | Fact | Ask) -> Item:
    if isinstance(found, Fact):
        same = _same(found.kind, found.value, found.since, found.until, found.due)
        return Item(found.start, found.end, found.kind, same)
    if isinstance(found, Promise):
        return Item(found.start, found.end, due=moment(found.due))
    return Item(found.start, found.end, found.kind if isinstance(found, Ask) else "")


def _same(kind: str, value: str, since: object, until: object, due: object) -> tuple[str, ...]:
    if kind == "absence":
        return (str(moment(since)), str(moment(until)))
    if kind == "deadline":
        return (str(moment(due)),)
    return (" ".join(value.split()),)


def moment(when: object) -> str | None:
    """One way of writing a day or an instant, so that +01:00 and Z compare."""
    if when is None:
        return None
    if isinstance(when, str):
        when = datetime.fromisoformat(when) if "T" in when else date.fromisoformat(when)
    if isinstance(when, datetime):
        return f"{when.timestamp():.0f}"
    return str(when)


def table(rows: Iterable[tuple[str, str, str, Score]]) -> str:
    """The rows (part, language, name, score) as text."""
    head = (
        f"{'part':8}{'':4}{'recogniser':28}{'texts':>6}{'labels':>8}{'precision':>11}{'recall':>8}{'F1':>7}{'due':>7}"
    )
    lines = [head, "─" * len(head)]
    for part, language, name, s in rows:
        due = f"{s.due:7.3f}" if name == "promises" else ""
        lines.append(
            f"{part:8}{language:4}{name:28}{s.sentences:6}{s.labels:8}{s.precision:11.3f}{s.recall:8.3f}{s.f1:7.3f}{due}"
        )
    return "\n".join(lines)
