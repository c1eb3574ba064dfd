"""What a reply does to the ledgers: questions it answers, promises it makes and keeps, claims it backs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onehand.cases import questions
from onehand.cases.composed import Evidenced, Said
from onehand.cases.du_or_sie import greeting, worded
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Message, Promise, Question
from onehand.team.models import Agent


@dataclass(frozen=True, slots=True)
class Burden:
    """Chosen rows of this very case; nothing is written yet."""

    open: list[Question]  # all that are open before it is sent
    answers: list[Question]
    unanswered: list[Question]  # the customer is told why
    why: Mapping[int, str]
    keeps: list[Promise]
    promises: Sequence[Said] = ()
    claims: Sequence[Evidenced] = field(default_factory=tuple)

    @property
    def left_open(self) -> list[Question]:
        ended = {question.pk for question in (*self.answers, *self.unanswered)}
        return [question for question in self.open if question.pk not in ended]

    def is_real_answer(self, case: Case) -> bool:
        """Clocks stop for nothing but a real answer (C6): words that leave all that was asked unanswered, and promise
        and keep nothing, are none. A case in which nothing was asked is answered by any words."""
        since = case.waiting_since
        waits = [question for question in self.open if since is None or question.asked_at >= since]
        return not waits or bool(self.answers or self.unanswered or self.keeps or self.promises)


def burden(
    case: Case,
    *,
    answers: Sequence[int],
    no_answer: Mapping[int, str],
    promises: Sequence[Said],
    keeps: Sequence[int],
    claims: Sequence[Evidenced],
) -> Burden:
    """Raises Refused: not_of_this_case, reason_missing."""
    still_open = questions.open_of(case)
    answered = questions.chosen(case, answers, still_open)
    told = [one for one in questions.chosen(case, no_answer, still_open) if one not in answered]
    if not all(why.strip() for why in no_answer.values()):
        raise Refused("reason_missing")
    kept = _kept(case, keeps) if keeps else []
    return Burden(still_open, answered, told, dict(no_answer), kept, promises, claims)


def _kept(case: Case, ids: Sequence[int]) -> list[Promise]:
    """Of these promises those still open. Raises Refused("not_of_this_case") for any other case's."""
    wanted = [pk for pk in dict.fromkeys(ids) if 0 < pk < 2**63]
    rows = list(Promise.objects.filter(case=case.pk, pk__in=wanted).order_by("pk"))
    if len(rows) != len(set(ids)):
        raise Refused("not_of_this_case")
    return [promise for promise in rows if promise.is_open]


def with_reasons(text: str, told: Sequence[Question], why: Mapping[int, str], case: Case) -> str:
    """The text, and why there is no answer to these questions, unless the text says so itself."""
    who, language = case.customer, case.language
    lines = [] if text.strip() or not told else [greeting(who, language)]
    for question in told:
        reason = why[question.pk].strip()
        if reason in text:
            continue
        line = worded(
            who, language, sie="zu Ihrer Frage „{asked}“: {why}", du="zu deiner Frage „{asked}“: {why}",
            en="on your question “{asked}”: {why}",
        )  # fmt: skip
        lines.append(line.format(asked=question.text, why=reason))
    return "\n\n".join(part for part in (text.strip(), *lines) if part)


def honour(load: Burden, message: Message, *, by: Agent) -> None:
    """Write all of it, inside the transaction that sends the message."""
    questions.answered_by(load.answers, message, by=by)
    questions.told_why_not(load.unanswered, message, load.why, by=by)
    _promise(load, message, by)
    if load.claims:
        _claim(load.claims, message, by)


def _promise(load: Burden, message: Message, by: Agent) -> None:
    from onehand.cases import promises

    for promise in load.keeps:
        promises.keep_by_message(promise, message)
    for said in load.promises:
        promises.make(
            message.case, text=said.text, kind=said.kind, due=said.due, needs=said.needs or None, message=message,
            by_default=said.by_default, due_text=said.due_text, start=said.start, end=said.end, by=by,
        )  # fmt: skip


def _claim(claims: Sequence[Evidenced], message: Message, by: Agent) -> None:
    from onehand.cases.claims import made

    for claim in claims:
        made(
            message, text=claim.text, evidence=claim.evidence, attachment=claim.attachment,
            evidence_text=claim.evidence_text, by=by,
        )  # fmt: skip
