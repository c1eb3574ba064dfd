"""The form of one action: its fields with what is known already, and what a form holds as the action's arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from onehand.actions import backends
from onehand.actions.contract import Process
from onehand.actions.kinds import Field, Kind
from onehand.actions.viewing import Read
from onehand.cases.models import Fact
from onehand.foundation.postal import parts_of

ADDRESS_PARTS = ("name", "street", "postcode", "city", "country")
# Which processes a reference may name.
_NAMED = {
    "order": ("order",),
    "contract": ("subscription", "line", "contract"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as the page draws it; `value` is text, or parts by name; `known` says that it was not asked for."""

    name: str
    kind: str
    label: str
    required: bool
    value: Any
    choices: tuple[Choice, ...] = ()
    known: bool = False

    @property
    def is_missing(self) -> bool:
        """Nothing can be seen before it is filled in."""
        return self.required and _is_blank(self.value)


def raw_of(kind: Kind, data: QueryDict) -> dict[str, Any]:
    """What was typed, in the shape that `arguments.read` takes."""
    return {field.name: _raw(field, data) for field in kind.fields}


def _raw(field: Field, data: QueryDict) -> Any:
    name = field.name
    if field.kind == "address":
        return {part: data.get(f"{name}-{part}", "") for part in ADDRESS_PARTS}
    if field.kind == "dates":
        both = [data.get(f"{name}-from", ""), data.get(f"{name}-to", "")]
        return both if any(both) else None
    if field.kind == "lines":
        return [one for one in data.getlist(name) if one]
    return data.get(name, "")


def beginning(kind: Kind, facts: Sequence[Fact], reads: Sequence[Read], given: QueryDict) -> dict[str, Any]:
    """What a form begins with: what the link says, then what the customer told us, then the only order there is."""
    raw = raw_of(kind, given)
    for field in kind.fields:
        if _is_blank(raw[field.name]):
            raw[field.name] = _known(kind, field, facts, reads)
        elif field.kind in _NAMED and ":" not in str(raw[field.name]):  # a number as people say it
            wanted = [f"{code}:{one.reference}" for code, one in _processes(kind, field, reads)]
            raw[field.name] = next((one for one in wanted if one.endswith(f":{raw[field.name]}")), raw[field.name])
    return raw


def _is_blank(value: Any) -> bool:
    return not (any(value.values()) if isinstance(value, Mapping) else value)


def _known(kind: Kind, field: Field, facts: Sequence[Fact], reads: Sequence[Read]) -> Any:
    told = {fact.kind: fact for fact in reversed(facts)}
    if field.kind == "address" and "postal_address" in told:
        return parts_of(told["postal_address"].value)
    if field.kind == "dates" and "absence" in told:
        fact = told["absence"]
        return [fact.since.isoformat() if fact.since else "", fact.until.isoformat() if fact.until else ""]
    if field.kind in _NAMED:
        named = [f"{code}:{one.reference}" for code, one in _processes(kind, field, reads)]
        wanted = told["order_number"].value if field.kind == "order" and "order_number" in told else ""
        same = [one for one in named if wanted and one.partition(":")[2] == wanted]
        return (same or (named if len(named) == 1 else [""]))[0]
    return "" if field.kind != "lines" else []


def _processes(kind: Kind, field: Field, reads: Sequence[Read]) -> list[tuple[str, Process]]:
    """Those of the systems that can do it: a shop's subscription has no line to test."""
    able = {system.code for system in backends.connected() if kind.code in system.kinds()}
    return [
        (read.code, one)
        for read in reads
        if read.code in able
        for one in read.processes
        if one.kind in _NAMED[field.kind]
    ]


def shown(
    kind: Kind, raw: Mapping[str, Any], reads: Sequence[Read], facts: Sequence[Fact], language: str
) -> list[Shown]:
    begun = {field.name: _known(kind, field, facts, reads) for field in kind.fields}
    return [_shown(kind, field, raw, reads, language, known=_is_same(raw, begun, field.name)) for field in kind.fields]


def _is_same(raw: Mapping[str, Any], begun: Mapping[str, Any], name: str) -> bool:
    return not _is_blank(raw.get(name)) and raw.get(name) == begun[name]


def _shown(
    kind: Kind, field: Field, raw: Mapping[str, Any], reads: Sequence[Read], language: str, *, known: bool
) -> Shown:
    value = raw.get(field.name)
    return Shown(
        field.name, field.kind, field.label.say(language), field.required,
        _parts(field, value), tuple(_choices(kind, field, value, raw, reads, language)), known,
    )  # fmt: skip


def _parts(field: Field, value: Any) -> Any:
    if field.kind == "address":
        return {part: (value or {}).get(part, "") for part in ADDRESS_PARTS}
    if field.kind == "dates":
        since, until = value or ("", "")
        return {"from": since, "to": until}
    return "" if field.kind == "iban" else value  # bank details are never written back into a page


def _choices(
    kind: Kind, field: Field, value: Any, raw: Mapping[str, Any], reads: Sequence[Read], language: str
) -> list[Choice]:
    if field.kind == "choice":
        return [Choice(code, words.say(language), code == value) for code, words in field.choices]
    if field.kind in _NAMED:
        return [
            Choice(f"{code}:{one.reference}", one.title.say(language), f"{code}:{one.reference}" == value)
            for code, one in _processes(kind, field, reads)
        ]
    if field.kind in ("lines", "line"):
        wanted = raw.get("order") or raw.get("contract") or ""
        return [
            Choice(line.reference, f"{line.quantity} × {line.name}", line.reference in (value or ()))
            for read in reads
            for one in read.processes
            if f"{read.code}:{one.reference}" == wanted
            for line in one.lines
        ]
    return []
