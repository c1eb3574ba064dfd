"""What the case remembers, as its page shows it: questions, facts, promises, and where in the messages they stand."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from onehand.cases import amends, claims, fact_kinds, known_facts, parties
from onehand.cases.family import members
from onehand.cases.models import Case, Claim, Fact, Promise, Question, Slot
from onehand.cases.promise_state import all_of, state_of
from onehand.desk.fact_words import in_words as value_in_words
from onehand.desk.language import reading_language
from onehand.desk.marking import Span
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared

LEVELS = {"late": "late", "at_risk": "risk", "open": "owed", "kept": "done"}
# In the order in which they are offered for writing down.
SHOWN_KINDS = (
    "order_number", "customer_number", "invoice_number", "tracking_number", "serial_number", "phone", "email",
    "postal_address", "iban", "absence", "deadline", "device", "preference", "other",
)  # fmt: skip
_SHOWN_PAST = 8  # ended promises beside the case; the timeline has them all
_RANK = {"late": 0, "at_risk": 1, "open": 2}

_QUESTIONS: Prepared[Question] = Prepared(
    lambda blank: Question.objects.filter(case=blank("case")).order_by("pk")[:300]
)
_SLOTS: Prepared[Slot] = Prepared(
    lambda blank: (
        Slot.objects.filter(case=blank("case"), cancelled_at__isnull=True)
        .select_related("agent")
        .order_by("since")[:20]
    )
)


@dataclass(frozen=True, slots=True)
class FactLine:
    """`told` is where it was said: the message of this case, or the number of another one."""

    pk: int
    kind: str
    label: str
    value: str
    insert: str
    at: datetime
    message: int | None
    other_case: int | None
    by: str
    by_customer: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    pk: int
    label: str
    value: str
    known: str  # what stands against it: "ersetzen?"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """`was` is the due time of the promise that this one renewed."""

    pk: int
    text: str
    kind: str
    due: datetime
    due_text: str
    by_default: bool
    state: str
    level: str
    needs: str
    by: str
    message: int | None
    answered: bool  # a message that shall keep it is on its way
    late_told: bool
    tell_at: datetime | None
    why: str
    kept_at: datetime | None
    was: datetime | None
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """Amends that may be offered; `pk` is that of the row."""

    pk: int
    name: str
    promise: str


@dataclass(frozen=True, slots=True)
class PartyLine:
    """`told`: gets the answers unless the writer leaves them out; `can_be_told` by a mail or in the portal."""

    pk: int
    name: str
    role: str
    told: bool
    can_be_told: bool


@dataclass(frozen=True, slots=True)
class Memory:
    """`version` of a message changes with everything that is drawn in it. `family` are the ids of the customer and of
    all who were merged into them."""

    family: list[int] = field(default_factory=list)
    questions: Sequence[Question] = ()
    facts: Sequence[FactLine] = ()
    promises: Sequence[PromiseLine] = ()
    past: Sequence[PromiseLine] = ()
    parties: Sequence[PartyLine] = ()
    amends: Sequence[Remedy] = ()
    broken: bool = False  # a promise was late, whatever became of it
    claims: Sequence[Claim] = ()
    spans: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    proposals: Mapping[int, Sequence[Proposal]] = field(default_factory=dict)
    promised: Mapping[int, Sequence[PromiseLine]] = field(default_factory=dict)

    @property
    def late(self) -> Sequence[PromiseLine]:
        return [one for one in self.promises if one.state == "late"]

    def version(self, message: int) -> str:
        parts = [f"{one.name}{one.shape}" for one in self.spans.get(message, ())]
        parts += [f"{one.pk}{one.known}" for one in self.proposals.get(message, ())]
        parts += [f"{one.pk}{one.state}" for one in self.promised.get(message, ())]
        return f"{zlib.crc32('-'.join(parts).encode()):x}" if parts else ""


def memory_of(case: Case, kinds: Collection[str] | None = None) -> Memory:
    """Five queries, and one more each for slots, amends and claims where there may be some. `kinds` are those of all
    entries of the case, if known: what cannot be there is not asked for."""
    questions = _QUESTIONS.rows(case=case.pk) if _any(kinds, "question_") else []
    family = members(case.customer)
    standing = known_facts.standing(case, family)
    rows, now = all_of(case) if _any(kinds, "promise") else [], clock.now()
    promises = promise_lines(case, rows, now)
    broken = any(one.late_since is not None or state_of(one, now) == "late" for one in rows)
    open_ones = [one for one in promises if one.state in _RANK]
    return Memory(
        family=family,
        questions=[one for one in questions if one.ended_at is None],
        facts=fact_lines(known_facts.known_among(standing, case), case),
        promises=sorted(open_ones, key=lambda one: (_RANK[one.state], one.due)),
        past=[one for one in reversed(promises) if one.state not in _RANK][:_SHOWN_PAST],
        parties=_parties(case),
        amends=[Remedy(one.pk, amends.name(one), one.promise.text) for one in amends.open_in(case)] if broken else [],
        broken=broken,
        claims=claims.of(case) if _any(kinds, "claim_") else [],
        spans=_spans(questions, standing, case),
        proposals=_proposals(standing, case),
        promised=_by_message(promises),
    )


def _any(kinds: Collection[str] | None, beginning: str) -> bool:
    return kinds is None or any(kind.startswith(beginning) for kind in kinds)


def _parties(case: Case) -> list[PartyLine]:
    language = reading_language()
    return [
        PartyLine(
            one.pk, one.customer.name or f"#{one.customer_id}", parties.role_in_words(one.role, language), one.told,
            one.channel not in ("phone", "letter"),
        )
        for one in parties.of(case)
    ]  # fmt: skip


def fact_lines(facts: Iterable[Fact], case: Case) -> list[FactLine]:
    language = reading_language()
    return [
        FactLine(
            pk=fact.pk, kind=fact.kind, label=kind_label(fact.kind), value=value_in_words(fact, language),
            insert=value_in_words(fact, case.language), at=fact.at,
            message=fact.message_id if fact.case_id == case.pk else None,
            other_case=fact.case_id if fact.case_id != case.pk else None,
            by=fact.confirmed_by.display_name if fact.confirmed_by else "", by_customer=fact.by_customer,
        )
        for fact in facts
    ]  # fmt: skip


def kind_label(kind: str) -> str:
    words = fact_kinds.in_words(kind, reading_language())
    return words[:1].upper() + words[1:]


def _spans(questions: Sequence[Question], facts: Sequence[Fact], case: Case) -> dict[int, list[Span]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for one in questions:
        if one.end > one.start and one.ended != Question.Ended.MISREAD:
            shape, title = ("question over", _("answered")) if one.ended_at else ("question", _("Open question"))
            spans[one.message_id].append(Span(one.start, one.end, shape, title, f"q{one.pk}"))
    for fact in facts:
        if fact.case_id == case.pk and fact.message_id is not None and fact.end > fact.start:
            label = kind_label(fact.kind)
            shape = "fact known" if fact.confirmed_at else "fact"
            title = _("%(what)s, remembered") % {"what": label} if fact.confirmed_at else label
            spans[fact.message_id].append(Span(fact.start, fact.end, shape, title, f"f{fact.pk}"))
    return spans


def _proposals(standing: Sequence[Fact], case: Case) -> dict[int, tuple[Proposal, ...]]:
    """Tuples, by which what is drawn of them is kept (look/kept)."""
    language = reading_language()
    found: dict[int, list[Proposal]] = defaultdict(list)
    for fact in reversed(standing):  # they come newest first
        if fact.confirmed_at is None and fact.message_id is not None and fact.case_id == case.pk:
            known = known_facts.contradicts(fact, standing)
            found[fact.message_id].append(
                Proposal(
                    fact.pk, kind_label(fact.kind), value_in_words(fact, language),
                    value_in_words(known, language) if known else "",
                )
            )  # fmt: skip
    return {message: tuple(proposals) for message, proposals in found.items()}


def _by_message(promises: Sequence[PromiseLine]) -> dict[int, list[PromiseLine]]:
    found: dict[int, list[PromiseLine]] = defaultdict(list)
    for one in promises:
        if one.message is not None:
            found[one.message].append(one)
    return found


def promise_lines(case: Case, promises: Sequence[Promise], now: datetime) -> list[PromiseLine]:
    by_pk = {one.pk: one for one in promises}
    slots = _slots_of(case) if any(one.kind == Promise.Kind.CALLBACK and one.is_open for one in promises) else {}
    return [_line(one, by_pk, slots.get(one.pk), now) for one in promises]


def _slots_of(case: Case) -> dict[int, Slot]:
    return {one.promise_id: one for one in _SLOTS.rows(case=case.pk) if one.promise_id is not None}


def _line(one: Promise, by_pk: Mapping[int, Promise], slot: Slot | None, now: datetime) -> PromiseLine:
    state = state_of(one, now)
    before = by_pk.get(one.renews_id or 0)
    return PromiseLine(
        pk=one.pk, text=one.text, kind=one.kind, due=one.due, due_text=one.due_text, by_default=one.by_default,
        state=state, level=LEVELS.get(state, ""), needs=one.needs, by=one.by.display_name if one.by else "",
        message=one.message_id, answered=one.answer_id is not None, late_told=one.late_told_id is not None,
        tell_at=one.tell_at, why=one.why, kept_at=one.kept_at, was=before.due if before else None, slot=slot,
    )  # fmt: skip
