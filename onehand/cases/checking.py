"""A draft is read before it is sent: what it answers, promises, asks again, claims, and what it leaves out (B4, C3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onehand.cases import due as dues
from onehand.cases import known_facts, nearness, questions
from onehand.cases.errors import Refused
from onehand.cases.gaps import gaps_in
from onehand.cases.models import Case, Fact, Promise, Question
from onehand.cases.promise_state import open_of
from onehand.cases.promises import needs_of
from onehand.cases.recognise import found, recognise
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.foundation.text import guess_language
from onehand.people.models import Identity
from onehand.team.hours import BusinessHours
from onehand.team.models import Agent

LOOKED_AT = 100_000  # letters of a draft
_KEEPS = 0.34  # of a promise's words that come again
_IDENTITIES = {"email": "email", "phone": "phone", "postal_address": "postal"}


@dataclass(frozen=True, slots=True)
class AnswerGuess:
    question: Question
    likely: bool


@dataclass(frozen=True, slots=True)
class PromiseGuess:
    """`due` is in UTC; `misses_deadline` is the customer's own time that it comes too late for (B8)."""

    text: str
    start: int
    end: int
    kind: str
    due: datetime
    due_text: str
    by_default: bool
    needs: str
    outside_hours: bool
    misses_deadline: Fact | None


@dataclass(frozen=True, slots=True)
class KeepGuess:
    """A promise that stands and could be kept by this message."""

    promise: Promise
    likely: bool


@dataclass(frozen=True, slots=True)
class AskGuess:
    """`known` is what we were told already; of an address under which they write it is a fact without a key."""

    kind: str
    start: int
    end: int
    known: Fact | None


@dataclass(frozen=True, slots=True)
class ClaimGuess:
    """It says that the customer erred, which wants its evidence (C9)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Check:
    answers: list[AnswerGuess]
    promises: list[PromiseGuess]
    keeps: list[KeepGuess]
    asks: list[AskGuess]
    claims: list[ClaimGuess]
    gaps: list[str]


def check(case: Case, text: str, *, by: Agent, now: datetime | None = None) -> Check:  # noqa: ARG001 (as every door)
    """Read the first 100,000 letters. Five queries, and one more where an address is asked for that no fact tells."""
    text, now = text[:LOOKED_AT], now or clock.now()
    hours = dues.hours_for(case)
    language = guess_language(text, default=case.language)
    seen = recognise(text, direction="out", now=now.astimezone(hours.zone), language=language)
    facts = known_facts.standing(case)
    draft = nearness.take_apart(text, seen)
    return Check(
        answers=_answers(questions.open_of(case), draft),
        promises=[_promise(one, case, hours, facts, now) for one in seen.promises],
        keeps=[_keep(one, draft) for one in open_of(case) if _by_message(one)],
        asks=_asks(seen.asks, facts, case),
        claims=_claims(text, language),
        gaps=gaps_in(text),
    )


def _answers(standing: Sequence[Question], draft: nearness.Draft) -> list[AnswerGuess]:
    likely = nearness.answered([question.text for question in standing], draft)
    return [AnswerGuess(question, guess) for question, guess in zip(standing, likely, strict=True)]


def _promise(
    one: found.Promise, case: Case, hours: BusinessHours, facts: Sequence[Fact], now: datetime
) -> PromiseGuess:
    try:
        due, by_default = dues.as_due(one.due, case, now, due_text=one.due_text, hours=hours)
    except Refused:  # too far away to be meant: who sends it names a time
        due, by_default = dues.as_due(None, case, now, hours=hours)
    return PromiseGuess(
        text=one.text, start=one.start, end=one.end, kind=one.kind, due=due, due_text=one.due_text,
        by_default=by_default, needs=needs_of(one.kind), outside_hours=dues.outside(due, hours),
        misses_deadline=_missed(case, due, facts, now),
    )  # fmt: skip


def _missed(case: Case, due: datetime, facts: Sequence[Fact], now: datetime) -> Fact | None:
    deadlines = [
        fact for fact in facts
        if fact.kind == "deadline" and fact.due is not None and now < fact.due < due
        and (fact.case_id == case.pk or fact.confirmed_at is not None)
    ]  # fmt: skip
    return min(deadlines, key=lambda fact: fact.due or due, default=None)


def _by_message(promise: Promise) -> bool:
    """Whether a message keeps it, and none is on its way to do so."""
    return promise.needs == Promise.Evidence.MESSAGE and promise.answer_id is None


def _keep(promise: Promise, draft: nearness.Draft) -> KeepGuess:
    """The promised words, or, where only words were promised, any of substance."""
    likely = nearness.share(promise.text, draft) >= _KEEPS
    if promise.kind == Promise.Kind.MESSAGE:
        likely = likely or draft.substance >= nearness.ENOUGH
    return KeepGuess(promise, likely)


def _asks(asks: Sequence[found.Ask], facts: Sequence[Fact], case: Case) -> list[AskGuess]:
    told: dict[str, Fact] = {}
    for fact in sorted(known_facts.known_among(facts, case), key=lambda one: one.case_id != case.pk):
        told.setdefault(fact.kind, fact)  # the newest of this case, else of another
    for fact in facts:  # what they wrote here was said, even if nobody has confirmed it yet
        if fact.confirmed_at is None and fact.case_id == case.pk:
            told.setdefault(fact.kind, fact)
    missing = {_IDENTITIES[ask.kind] for ask in asks if ask.kind in _IDENTITIES and ask.kind not in told}
    if missing:
        told = _by_identity(case, missing) | told
    return [AskGuess(ask.kind, ask.start, ask.end, told.get(ask.kind)) for ask in asks]


def _by_identity(case: Case, kinds: set[str]) -> dict[str, Fact]:
    root = case.customer.canonical
    names = {identity: fact for fact, identity in _IDENTITIES.items()}
    return {
        names[row.kind]: Fact(case=case, customer=root, kind=names[row.kind], value=row.display or row.value)
        for row in _REACHED_BY.rows(customer=root.pk, kinds=sorted(kinds))
    }


_REACHED_BY: Prepared[Identity] = Prepared(
    lambda blank: Identity.objects.filter(customer=blank("customer"), kind__in=blank("kinds")).order_by("-pk")[:20]
)


def _claims(text: str, language: str) -> list[ClaimGuess]:
    from onehand.cases.recognise import blame  # with its rules, see there

    return [ClaimGuess(one.text, one.start, one.end) for one in blame.find(text, language)]
