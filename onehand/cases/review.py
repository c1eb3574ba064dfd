"""How a broken promise came about: the steps in order, plainly, without a word about who (C8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onehand.cases.du_or_sie import greeting
from onehand.cases.models import Case, Message, Promise
from onehand.cases.notice import day_and_time
from onehand.cases.promise_state import all_of
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry

_SAYS = {
    "made": ("Wir sagten zu, bis {due}: „{text}“.", "We promised, by {due}: “{text}”."),
    "made_by_default": (
        "Wir sagten zu: „{text}“. Ohne genannte Zeit gilt bei uns: bis {due}.",
        "We promised: “{text}”. Without a time named, that means by {due}.",
    ),
    "late": (
        "Die Zeit war um, und es war nicht getan.",
        "The time was over and it had not been done.",
    ),
    "told": (
        "Wir teilten die Verspätung mit und nannten als neue Zeit: bis {new}.",
        "We told of the delay and named a new time: by {new}.",
    ),
    "told_by_itself": (
        "Unser System teilte die Verspätung mit und nannte als neue Zeit: bis {new}.",
        "Our system told of the delay and named a new time: by {new}.",
    ),
    "renewed": ("Wir nannten eine neue Zeit: bis {new}.", "We named a new time: by {new}."),
    "called_in_vain": ("Wir riefen an und erreichten niemanden.", "We called and reached nobody."),
    "not_arrived": (
        "Unsere Nachricht kam nicht an. Damit war die Zusage wieder offen.",
        "Our message did not arrive. The promise was open again.",
    ),
    "kept_message": ("Unsere Nachricht kam an. Damit war es getan.", "Our message arrived. With that it was done."),
    "kept_call": ("Wir riefen an und sprachen darüber.", "We called and spoke about it."),
    "kept_action": ("Es wurde ausgeführt und geprüft.", "It was done and checked."),
    "kept_letter": ("Der Brief wurde aufgegeben.", "The letter was posted."),
    "kept_event": ("Es traf ein.", "It happened."),
    "withdrawn": (
        "Wir nahmen die Zusage zurück. Der Grund: {why}",
        "We took the promise back. The reason: {why}",
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`code` is for programs; `values` are texts and moments that the sentence names."""

    at: datetime
    code: str
    promise: int
    values: dict[str, Any]

    def sentence(self, language: str) -> str:
        shown = {
            name: day_and_time(value, language) if isinstance(value, datetime) else value
            for name, value in self.values.items()
        }
        return _SAYS[self.code][0 if language == "de" else 1].format(**shown)


def review(case: Case) -> list[Step]:
    """The steps of every promise of this case that was broken on its way, with the renewals of it; oldest first."""
    promises = all_of(case)
    lost = list(
        Entry.objects.filter(subject_kind="case", subject_id=case.pk, kind=Kind.PROMISE_NOT_KEPT.code).order_by("seq")
    )
    renewals = {one.renews_id: one for one in promises if one.renews_id is not None}
    told = _told(promises)
    steps: list[Step] = []
    for first in (one for one in promises if one.renews_id is None):
        chain = [first]
        while chain[-1].pk in renewals:
            chain.append(renewals[chain[-1].pk])
        bounced = [entry for entry in lost if entry.ref in {one.pk for one in chain}]
        if bounced or any(_is_broken(one) for one in chain):
            steps += [step for one in chain for step in _steps(one, renewals.get(one.pk), told)]
            steps += [Step(entry.at, "not_arrived", entry.ref or 0, {}) for entry in bounced]
    return sorted(steps, key=lambda step: step.at)  # stable: what happened at once stays in order


def _is_broken(promise: Promise) -> bool:
    by_a_slip = promise.withdrawn_at is not None and promise.told_id is None
    return promise.late_since is not None or (promise.withdrawn_at is not None and not by_a_slip)


def _told(promises: Sequence[Promise]) -> dict[int, Message]:
    ids = [one.late_told_id for one in promises if one.late_told_id is not None]
    return {message.pk: message for message in Message.objects.filter(pk__in=ids)}


def _steps(promise: Promise, renewal: Promise | None, told: dict[int, Message]) -> Iterator[Step]:
    def step(at: datetime, code: str, **values: Any) -> Step:
        return Step(at, code, promise.pk, values)

    if promise.renews_id is None:
        code = "made_by_default" if promise.by_default else "made"
        yield step(promise.made_at, code, text=promise.text, due=promise.due)
    for call in promise.evidence.get("tried", ()):
        yield step(datetime.fromisoformat(call["at"]), "called_in_vain")
    if promise.late_since is not None:
        yield step(promise.due, "late")
    if promise.renewed_at is not None and renewal is not None:
        notice = told.get(promise.late_told_id) if promise.late_told_id is not None else None
        by_itself = "told_by_itself" if notice is not None and notice.automatic else "told"
        yield step(promise.renewed_at, "renewed" if notice is None else by_itself, new=renewal.due)
    if promise.kept_at is not None:
        yield step(promise.kept_at, f"kept_{promise.evidence.get('kind', 'message')}")
    if promise.withdrawn_at is not None:
        yield step(promise.withdrawn_at, "withdrawn", why=promise.why)


def letter(case: Case) -> str:
    """The chain as a draft for the customer; empty when nothing was broken."""
    steps = review(case)
    if not steps:
        return ""
    lines = "\n".join(f"- {day_and_time(one.at, case.language)}: {one.sentence(case.language)}" for one in steps)
    begin = "so ist es dazu gekommen:" if case.language == "de" else "this is how it came about:"
    return f"{greeting(case.customer, case.language)}\n\n{begin}\n\n{lines}"
