"""The dry run: what an action would do in every connected system, by reading them live. It changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from onehand.actions import arguments, asking, backends, deadlines, interlocks, mandates, rows, shaped
from onehand.actions.assurance import assurance_of
from onehand.actions.contract import Of, Plan, Rejected, Step, Unreachable, Who
from onehand.actions.kinds import Assurance, Kind, kind_of
from onehand.actions.who import who_of
from onehand.actions.words import Words
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.foundation.money import Mixed, Money
from onehand.team.models import Agent

# A reference that names its system: "shop:20017".
REFERENCES = ("order", "contract", "line")
_MIXED = Words(
    "Es kostet in verschiedenen Währungen. Bitte einzeln für jedes System beginnen.",
    "It costs in different currencies. Please begin it for each system alone.",
)
UNKNOWN = frozenset({"unknown_order", "unknown_contract"})


@dataclass(frozen=True, slots=True)
class Part:
    """What one system would do for one of its customers."""

    backend: str
    customer: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class No:
    """A refusal of one system, or of a rule of the house (`backend` is "")."""

    backend: str
    code: str
    words: Words
    instead: Words | None = None
    of: Of | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """`silent` are systems that did not answer; `needs` is the assurance that is lacking, None if there is enough;
    `limit` is what the agent may still give away in this case, None where the action costs nothing."""

    kind: Kind
    given: Mapping[str, Any]
    parts: tuple[Part, ...] = ()
    refused: tuple[No, ...] = ()
    silent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    needs: Assurance | None = None
    cost: Money | None = None
    limit: Money | None = None
    digest: str = ""
    steps: tuple[tuple[str, Step], ...] = field(default=())

    @property
    def needs_approval(self) -> bool:
        return self.cost is not None and self.limit is not None and self.limit < self.cost

    @property
    def possible(self) -> bool:
        """Whether it could be started now, at once or for approval; a silent system makes it wait."""
        return not (self.refused or self.missing or self.needs is not None) and bool(self.steps or self.silent)


def preview(
    case: Case, code: str, raw: Mapping[str, Any], *, by: Agent | None = None, assured: Assurance = Assurance.MAIL
) -> Preview:
    """What the customer gave in a protected form counts where `raw` does not name it. `assured` is what is proven for
    this wish alone, such as by the link that was followed.

    Raises Refused: unknown_action, arguments (only for what is wrong; what is missing is named in the preview).
    """
    try:
        kind = kind_of(code)
    except KeyError:
        raise Refused("unknown_action", what=code[:60]) from None
    named = {name: value for name, value in raw.items() if value not in ("", None, [])}
    given = arguments.read(kind, asking.values_of(case, code) | named, partly=True)
    missing = [one.name for one in kind.fields if one.required and one.name not in given]
    level = max(assurance_of(case), assured)
    needs = kind.assurance if level < kind.assurance else None
    if missing:
        return Preview(kind, given, missing=tuple(missing), needs=needs)
    found = _ask_all(kind, who_of(case.customer), given)
    return _summed(case, kind, given, found, needs, by)


def tried(kind: Kind, who: Who, raw: Mapping[str, Any]) -> tuple[list[No], list[str], bool]:
    """Whether the systems could do it: what they refuse, which are silent, and whether any would do something. Reads
    no database of ours, so that several may be tried at once. Raises Refused: arguments."""
    found = _ask_all(kind, who, arguments.read(kind, raw, partly=True))
    return found.refused, found.silent, any(part.plan.steps or part.plan.missing for part in found.parts)


@dataclass(slots=True)
class _Found:
    parts: list[Part] = field(default_factory=list)
    refused: list[No] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def _ask_all(kind: Kind, who: Who, given: Mapping[str, Any]) -> _Found:
    """All systems that can do it, at the same time: the slowest one sets the pace, not their sum."""
    codes = _concerned(kind, given)
    found = _Found()
    if not codes:
        return found
    with ThreadPoolExecutor(max_workers=len(codes)) as pool:
        for one in pool.map(lambda code: _ask(code, kind, who, _for(code, given)), codes):
            found.parts += one.parts
            found.refused += one.refused
            found.silent += one.silent
    # An order that is not known here may be another system's, also that of a silent one; only when nobody knows it is
    # it unknown.
    if found.parts or found.silent:
        found.refused = [no for no in found.refused if no.code not in UNKNOWN]
    elif len(found.refused) > 1 and all(no.code in UNKNOWN for no in found.refused):
        found.refused = found.refused[:1]
    return found


def _concerned(kind: Kind, given: Mapping[str, Any]) -> list[str]:
    named = {str(given[name]).partition(":")[0] for name in REFERENCES if ":" in str(given.get(name, ""))}
    able = [one.code for one in backends.connected() if kind.code in one.kinds()]
    return [code for code in able if code in named] if named & set(able) else able


def _for(code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as this system knows them: without its own name before a reference."""

    def bare(value: Any) -> Any:
        if isinstance(value, str):
            return value.removeprefix(f"{code}:")
        return tuple(bare(one) for one in value) if isinstance(value, tuple) else value

    return {name: bare(value) for name, value in given.items()}


def _ask(code: str, kind: Kind, who: Who, given: Mapping[str, Any]) -> _Found:
    found = _Found()
    try:
        numbers = backends.asked(code, lambda one: list(one.find(who)))
        for number in numbers:
            try:
                plan = backends.asked(code, lambda one, number=number: shaped.plan(one.plan(kind.code, number, given)))  # type: ignore[misc]
            except Rejected as no:
                found.refused.append(No(code, no.code, no.words, no.instead, no.of))
            else:
                found.parts.append(Part(code, number, plan))
    except Unreachable:
        found.silent.append(code)
        found.parts.clear()
    return found


def _summed(
    case: Case, kind: Kind, given: Mapping[str, Any], found: _Found, needs: Assurance | None, by: Agent | None
) -> Preview:
    parts = tuple(part for part in found.parts if part.plan.steps or part.plan.cannot or part.plan.missing)
    parts = deadlines.warned(case, parts)
    steps = tuple((part.backend, step) for part in parts for step in part.plan.steps)
    refused = [*found.refused, *(No("", no.code, no.words, no.instead) for no in interlocks.check(case, kind, parts))]
    missing = tuple(dict.fromkeys(name for part in parts for name in part.plan.missing))
    if not (steps or refused or missing or found.silent):
        refused.append(_nothing(parts))
    try:
        cost = _cost(parts) if kind.mandate else None
    except Mixed:
        refused.append(No("", "mixed_currencies", _MIXED))
        cost = None
    return Preview(
        kind, given, parts, tuple(refused), tuple(found.silent), missing, needs, cost,
        mandates.left(case, kind.code, by, cost.currency) if cost is not None else None,
        rows.digest([[code, rows.step_data(step)] for code, step in steps]), steps,
    )  # fmt: skip


def _cost(parts: tuple[Part, ...]) -> Money | None:
    costs = [part.plan.cost for part in parts if part.plan.cost is not None]
    total = costs[0] if costs else None
    for one in costs[1:]:
        total = one + total if total is not None else one
    return total


def _nothing(parts: tuple[Part, ...]) -> No:
    if parts:
        return No("", "nothing_to_do", Words("Daran lässt sich nichts mehr ändern.", "Nothing of this can be changed."))
    return No(
        "",
        "not_a_customer",
        Words(
            "In den verbundenen Systemen ist dazu nichts bekannt.",
            "The connected systems know nothing that this could be done to.",
        ),
        Words(
            "Kundennummer oder E-Mail-Adresse prüfen, oder einen Arbeitsauftrag geben.",
            "Check the customer number or e-mail address, or give a work order.",
        ),
    )
