"""Orders, contracts, papers and what is done with them, in the reader's language. Takes whatever has the attributes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language, gettext_lazy

register = template.Library()

ICONS = {"done": "done", "now": "half", "next": "wait", "stuck": "late", "dropped": "close"}
PAPERS = {"invoice": gettext_lazy("Invoice"), "credit_note": gettext_lazy("Credit note")}
# Which actions fit which kind of process; whatever is about the person stands on the page for all actions.
FITTING = {
    "order": ("cancel", "hold_delivery", "change_delivery_date", "express", "return", "resend", "exchange", "refund"),
    "subscription": ("pause", "change_payer", "transfer", "cancel_contract"),
    "line": ("line_test", "activate", "pause", "move", "transfer", "cancel_contract"),
    "contract": ("line_test", "activate", "pause", "move", "transfer", "cancel_contract"),
    "activation": ("activate",),
}


@register.filter
def words(said: Any) -> str:
    """One sentence of two languages; nothing for None."""
    return str(said.say(get_language() or "de")) if said else ""


@register.filter
def amount(money: Any) -> str:
    return str(money.text(get_language() or "de")) if money else ""


@register.filter
def plain_day(at: date | None) -> str:
    """A day that bears no time of day: 24.12.2026, 24 Dec 2026."""
    if at is None:
        return ""
    return f"{at:%d.%m.%Y}" if (get_language() or "de").startswith("de") else f"{at.day} {at:%b %Y}"


@register.filter
def first_of(processes: list[Any], named: set[str]) -> list[Any]:
    """What the case is about stands first; a parcel stands beside its order only while it is on its way."""
    shown = [
        one
        for one in processes
        if one.kind != "shipment" or not one.parent or any(stage.state in ("stuck", "now") for stage in one.stages)
    ]
    return sorted(shown, key=lambda one: one.reference not in named)


@register.filter
def stage_now(process: Any) -> Any:
    """Where it stands: the step that hangs, else the one that is being done, else the last that was done."""
    for state in ("stuck", "now"):
        found = next((one for one in process.stages if one.state == state), None)
        if found is not None:
            return found
    return next((one for one in reversed(process.stages) if one.state == "done"), None)


@register.filter
def stage_before(process: Any) -> Any:
    """What was done last, while something is being done: the step that is now is named by what it is to become."""
    if not any(stage.state in ("stuck", "now") for stage in process.stages):
        return None
    return next((one for one in reversed(process.stages) if one.state == "done"), None)


@register.filter
def expected_of(process: Any, expectations: Any) -> Any:
    """The milestones of a process; none where nothing is expected of it any more."""
    return (expectations or {}).get(process, ())


@register.filter
def dated(milestones: Any) -> list[Any]:
    """What was missed, what is ahead by default, and the end: a day that the system names stands at its step anyway."""
    ahead = [one for one in milestones if one.state != "reached" and one.until is not None]
    return [one for one in ahead if one.is_missed or not one.by_system or one is ahead[-1]]


@register.filter
def is_missed(milestones: Any) -> bool:
    return any(one.is_missed and not one.theirs for one in milestones)


@register.filter
def stage_icon(state: str) -> str:
    return ICONS.get(state, "wait")


@register.filter
def paper_word(kind: str) -> str:
    return str(PAPERS.get(kind, kind.replace("_", " ")))


@register.filter
def acts(process: Any, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what is offered, what fits this process."""
    return [(code, name) for code, name in offered if code in FITTING.get(process.kind, ())]


@register.filter
def reference_name(process: Any) -> str:
    """The field of an action's form that names such a process."""
    return "order" if process.kind == "order" else "contract"
