"""What a link's reader sees before choosing: what goes now and what does not, and what would happen. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onehand.actions import backends, planning
from onehand.actions.assurance import assurance_of
from onehand.actions.choices import words
from onehand.actions.contract import Of, Who
from onehand.actions.hiding import hidden
from onehand.actions.kinds import Assurance, Kind, kind_of
from onehand.actions.models.choices import Choice
from onehand.actions.planning import No, Preview
from onehand.actions.who import who_of
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.foundation import clock

_FIXED = frozenset({"order", "reason"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; or `why` it cannot be now, and what can be done `instead`."""

    kind: Kind
    why: Words | None = None
    instead: Words | None = None


def kind_in(choice: Choice, code: str) -> Kind:
    """Raises Refused "unknown_action" for what this link does not offer."""
    if code not in choice.kinds:
        raise Refused("unknown_action", what=code[:60])
    return kind_of(code)


def asked_of(kind: Kind) -> tuple[str, ...]:
    """The fields that the customer fills in."""
    return tuple(field.name for field in kind.fields if field.required and field.name not in _FIXED)


def whole(choice: Choice, kind: Kind, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with what the link stands for: the order is never its reader's to name."""
    names, asked = {field.name for field in kind.fields}, asked_of(kind)
    fixed = {"order": choice.order, "reason": words.REASON}
    return {
        **{name: value for name, value in raw.items() if name in asked},
        **{name: value for name, value in fixed.items() if name in names},
    }


def look(choice: Choice, code: str, raw: Mapping[str, Any]) -> Preview:
    """The dry run. Raises Refused: unknown_action, arguments."""
    kind = kind_in(choice, code)
    return planning.preview(choice.case, code, whole(choice, kind, raw), assured=Assurance(choice.level))


def options(choice: Choice) -> list[Option]:
    """Each is tried with a plausible day or address against the live systems, all at the same time."""
    kinds = [kind_of(code) for code in choice.kinds]
    level = max(assurance_of(choice.case), Assurance(choice.level))
    who = who_of(choice.case.customer)
    with ThreadPoolExecutor(max_workers=max(1, len(kinds))) as pool:
        return list(pool.map(lambda kind: _option(choice, kind, who, level), kinds))


def _option(choice: Choice, kind: Kind, who: Who, level: Assurance) -> Option:
    if level < kind.assurance:
        return Option(kind, words.NOT_SURE, words.SIGN_IN)
    refused, silent, able = planning.tried(kind, who, whole(choice, kind, _plausible(kind)))
    closing = [no for no in refused if _closes(no, kind)]
    if able or silent or (refused and not closing):
        return Option(kind)
    if closing:
        return Option(kind, hidden(closing[0].words), hidden(closing[0].instead))
    return Option(kind, words.NOT_NOW)


def _closes(no: No, kind: Kind) -> bool:
    """It was tried with a day or address of ours. Where something is filled in, only a no to the order itself closes
    it; where nothing is, there is nothing that could be chosen otherwise."""
    return no.of == Of.ORDER or not asked_of(kind)


def _plausible(kind: Kind) -> dict[str, Any]:
    today = clock.now().date()
    values: dict[str, Any] = {
        "date": _working(today + timedelta(days=10)).isoformat(),
        "dates": [today.isoformat(), (today + timedelta(days=60)).isoformat()],
        "address": {"street": "Hauptstraße 1", "postcode": "10115", "city": "Berlin", "country": "DE"},
    }
    return {field.name: values[field.kind] for field in kind.fields if field.kind in values}


def _working(day: date) -> date:
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A dry run as customers read it. `no`: why it does not go, and what to do instead; `later`: something is left for
    a person afterwards, such as giving money back."""

    steps: tuple[Words, ...]
    cannot: tuple[tuple[Words, Words, Words], ...]
    no: tuple[tuple[Words, Words | None], ...]
    silent: bool
    lasting: Words | None
    later: bool
    digest: str

    @property
    def possible(self) -> bool:
        return not self.no and (bool(self.steps) or self.silent)


def shown(seen: Preview) -> Shown:
    plans = [part.plan for part in seen.parts]
    no = [(one.words, one.instead) for one in seen.refused]
    if seen.needs is not None:
        no.append((words.NOT_SURE, words.SIGN_IN))
    found = Shown(
        steps=_steps(seen), silent=bool(seen.silent), no=tuple(no), digest=seen.digest,
        cannot=tuple((one.what, one.why, one.instead) for plan in plans for one in plan.cannot),
        lasting=next((plan.lasting for plan in plans if plan.lasting), None), later=any(plan.warns for plan in plans),
    )  # fmt: skip
    return hidden(found)


def _steps(seen: Preview) -> tuple[Words, ...]:
    """Of an order its steps; an address stands in many places, of which the link need not tell."""
    if any(field.name == "order" for field in seen.kind.fields):
        return tuple(step.says for _, step in seen.steps)
    titles = {one.code: one.title for one in backends.connected()}
    counted = Counter(code for code, _ in seen.steps)
    known = [(titles[code], many) for code, many in counted.items() if code in titles]
    return tuple(words.places(seen.kind, title, many) for title, many in known)
