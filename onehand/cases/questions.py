"""What the customer asked: open until a sent answer is linked, or they are told why there is none (C3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onehand.cases.errors import Refused
from onehand.cases.lock import lock
from onehand.cases.models import Case, Closure, Delivery, Message, Question, State
from onehand.cases.recognise import found as shapes
from onehand.cases.reopening import reopen_by_answer
from onehand.cases.targets import due_for, start_clock
from onehand.foundation import clock, text
from onehand.foundation.prepared import Prepared
from onehand.foundation.rows import insert
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

LONGEST = 500
_TOLD = 200  # letters of a question in the timeline


def open_of(case: Case) -> list[Question]:
    """In the order in which they were asked."""
    return _OPEN.rows(case=case.pk)


_OPEN: Prepared[Question] = Prepared(
    lambda blank: Question.objects.filter(case=blank("case"), ended_at__isnull=True).order_by("pk")
)


def found(message: Message, items: Sequence[shapes.Question]) -> list[Question]:
    """Questions recognised in a message, inside the transaction of the intake; the same words are one question."""
    once = {" ".join(item.text.split()).casefold(): item for item in reversed(items)}
    rows = [
        insert(Question(
            case=message.case, message=message, text=text.one_line(item.text, LONGEST), start=item.start, end=item.end,
            asked_at=message.at,
        ))
        for item in sorted(once.values(), key=lambda one: one.start)
    ]  # fmt: skip
    if rows:
        # One entry for all: they came with one message, and say nothing that it does not say.
        said = " · ".join(row.text for row in rows[:10])
        record(
            "case", message.case_id, Kind.QUESTION_FOUND, by=SYSTEM, ref=message.pk,
            values={"text": text.one_line(said, _TOLD)},
        )  # fmt: skip
    return rows


@verb
def add(case: Case, *, message: Message, text: str, by: Agent) -> Question:
    """A person saw a question that was not recognised. Raises Refused: not_of_this_case, empty."""
    lock(case)
    if message.case_id != case.pk or message.direction != Message.Direction.IN or message.held:
        raise Refused("not_of_this_case")
    asked = _line(text)
    if not asked:
        raise Refused("empty")
    start = max(message.text.find(text.strip()), 0)
    question = Question.objects.create(
        case=case, message=message, text=asked, asked_at=message.at, found_by=by,
        start=start, end=start + len(text.strip()) if text.strip() in message.text else start,
    )  # fmt: skip
    _note(question, Kind.QUESTION_ADDED, by)
    return question


def _line(given: str) -> str:
    return text.one_line(given, LONGEST)


@verb
def misread(question: Question, *, by: Agent) -> Question:
    """It asks nothing. Raises Refused: question_over."""
    lock(question.case)
    if not _end(question, Question.Ended.MISREAD):
        raise Refused("question_over")
    _note(question, Kind.QUESTION_MISREAD, by)
    return question


@verb
def reopen(question: Question, *, by: Acts) -> Question:
    """It still wants its answer. Raises Refused: question_open."""
    lock(question.case)
    ended = Question.objects.filter(pk=question.pk, ended_at__isnull=False)
    if not ended.update(ended_at=None, ended="", answer=None, why=""):
        raise Refused("question_open")
    question.refresh_from_db()
    _note(question, Kind.QUESTION_REOPENED, by)
    return question


@verb
def no_answer(question: Question, *, why: str, by: Agent) -> Message:
    """Tell the customer why there is none; the message that tells it. Raises Refused: reason_missing, question_over,
    and what `reply` says."""
    from onehand.cases.reply import reply

    if not why.strip():
        raise Refused("reason_missing")
    if not Question.objects.filter(pk=question.pk, ended_at__isnull=True).exists():
        raise Refused("question_over")
    message = reply(question.case, by=by, text="", no_answer={question.pk: why})
    question.refresh_from_db()
    return message


def chosen(case: Case, ids: Iterable[int], among: Sequence[Question]) -> list[Question]:
    """The questions of these ids which are still open; `among` are the open ones of the case.

    Raises Refused("not_of_this_case") for any other case's. One that was ended meanwhile is left out.
    """
    wanted = dict.fromkeys(ids)
    by_id = {question.pk: question for question in among}
    others = [pk for pk in wanted if pk not in by_id]
    if others and Question.objects.filter(case=case.pk, pk__in=_storable(others)).count() != len(others):
        raise Refused("not_of_this_case")
    return [by_id[pk] for pk in wanted if pk in by_id]


def _storable(ids: Iterable[int]) -> list[int]:
    return [pk for pk in ids if 0 < pk < 2**63]


def answered_by(questions: Iterable[Question], message: Message, *, by: Acts) -> list[Question]:
    """Link a sent message as their answer, inside its transaction; those that were still open."""
    ended = [one for one in questions if _end(one, Question.Ended.ANSWERED, answer=message)]
    for question in ended:
        _note(question, Kind.QUESTION_ANSWERED, by)
    return ended


def told_why_not(questions: Iterable[Question], message: Message, why: Mapping[int, str], *, by: Acts) -> None:
    """The message says why there is no answer."""
    for question in questions:
        reason = _line(why[question.pk])[:300]
        if _end(question, Question.Ended.NO_ANSWER, answer=message, why=reason):
            _note(question, Kind.QUESTION_NO_ANSWER, by, reason=reason)


def settle(case: Case) -> None:
    """The customer said that all is solved, which the timeline tells: nothing they asked wants an answer any more."""
    for question in open_of(case):
        _end(question, Question.Ended.SETTLED)


@verb
def undelivered(message: Message) -> list[Question]:
    """The message did not reach the customer: what it answered is open again, the clock of the answer runs from when
    it was asked, and a case that was to be closed over it is with its hand again, unless the customer has said that it
    is solved. Copies for other parties say nothing of that."""
    own = message.deliveries.exclude(kind="party")
    if own.exists() and not own.filter(state=Delivery.BOUNCED).exists():
        return []
    case = message.case
    lock(case)
    if case.closures.filter(undone_at__isnull=True, how=Closure.How.CUSTOMER).exists():
        return []
    lost = Question.objects.filter(answer=message, ended__in=[Question.Ended.ANSWERED, Question.Ended.NO_ANSWER])
    questions = [reopen(question, by=SYSTEM) for question in lost.select_related("case").order_by("pk")]
    if questions and case.state in (State.ASKED, State.CLOSED):
        reopen_by_answer(case, by=SYSTEM)
    if questions and case.waiting_since is None:
        asked = min(question.asked_at for question in questions)
        case.save(update_fields=start_clock(case, asked, due_for(case, asked, case.channel)))
    return questions


def _end(question: Question, how: Question.Ended, *, answer: Message | None = None, why: str = "") -> bool:
    """Whether it was open until now."""
    now = clock.now()
    standing = Question.objects.filter(pk=question.pk, ended_at__isnull=True)
    if not standing.update(ended_at=now, ended=how, answer=answer, why=why):
        return False
    question.ended_at, question.ended, question.answer, question.why = now, how, answer, why
    return True


def _note(question: Question, kind: Kind, by: Acts, **values: str) -> None:
    values["text"] = text.one_line(question.text, _TOLD)
    record("case", question.case_id, kind, by=by, ref=question.pk, values=values)
