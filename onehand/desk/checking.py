"""The check of a text before it is sent: what it answers, promises, keeps, asks again and claims, each to be confirmed.

What stands in the form belongs to the reply and is posted with it. A choice of the writer outlives further typing: a
box that stands as it was proposed follows the next proposal, one that was changed stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from onehand.cases import checking, fact_kinds
from onehand.cases.access import access_case
from onehand.cases.checking import AskGuess, Check, PromiseGuess
from onehand.cases.composed import Evidenced, Said
from onehand.cases.models import Case, Message, Promise
from onehand.cases.speaking import speaker
from onehand.desk.beside import no_call
from onehand.desk.entrance import for_agents
from onehand.desk.fact_words import in_words
from onehand.desk.language import reading_language
from onehand.desk.moments import moment
from onehand.desk.promises import local_field
from onehand.foundation.text import one_line, safe_name
from onehand.team.models import Agent

MOST = 50  # of each kind of choice in one form
_EVIDENCE = 40  # messages to choose from


@dataclass(frozen=True, slots=True)
class Answer:
    pk: int
    text: str
    likely: bool
    ticked: bool
    seen: bool
    why: str  # told instead of an answer


@dataclass(frozen=True, slots=True)
class Promised:
    """`guess` is the proposed time as the field holds it; `at` the chosen one; `no_call` what the card says against a
    call then."""

    text: str
    kind: str
    needs: str
    at: datetime
    due: str
    guess: str
    due_text: str
    by_default: bool
    outside: bool
    misses: str
    ticked: bool
    seen: bool
    start: int
    end: int
    no_call: str = ""


@dataclass(frozen=True, slots=True)
class Keeps:
    pk: int
    text: str
    due: datetime
    likely: bool
    ticked: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """`value` is what is known already, "" when nothing is."""

    label: str
    value: str
    text: str  # the words that ask for it
    instead: str  # what can stand there, in the customer's language


@dataclass(frozen=True, slots=True)
class Claim:
    text: str
    evidence: str  # as the field holds it
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    answers: Sequence[Answer] = ()
    promises: Sequence[Promised] = ()
    keeps: Sequence[Keeps] = ()
    asks: Sequence[Ask] = ()
    claims: Sequence[Claim] = ()
    gaps: Sequence[str] = ()
    proofs: Sequence[tuple[str, str]] = ()
    anyway: bool = False

    @property
    def left_open(self) -> list[Answer]:
        return [one for one in self.answers if not one.ticked and not one.why]

    @property
    def unseen(self) -> bool:
        """Whether it would make a promise that its writer has not looked at."""
        return any(not one.seen for one in self.promises)

    @property
    def holds(self) -> bool:
        """Whether sending it now would be asked about."""
        unproved = any(not one.evidence for one in self.claims)
        return bool(self.left_open or self.asks or self.gaps or unproved)

    @property
    def anything(self) -> bool:
        return bool(self.answers or self.promises or self.keeps or self.asks or self.claims or self.gaps)

    @property
    def load(self) -> dict[str, Any]:
        """For `reply`: what its writer saw and left ticked."""
        return {
            "answers": [one.pk for one in self.answers if one.ticked and one.seen],
            "no_answer": {one.pk: one.why for one in self.answers if one.why and not one.ticked},
            "promises": [_said(one) for one in self.promises if one.ticked],
            "keeps": [one.pk for one in self.keeps if one.ticked and one.seen],
            "claims": [_evidenced(one) for one in self.claims if one.evidence],
            "strict": True,
            "leave_open": self.anyway,
            "ask_anyway": self.anyway,
        }


def _said(one: Promised) -> Said:
    return Said(
        text=one.text, due=one.at, kind=one.kind, needs=one.needs, due_text=one.due_text,
        by_default=one.by_default and one.due == one.guess, start=one.start, end=one.end,
    )  # fmt: skip


def _evidenced(one: Claim) -> Evidenced:
    """The field says m and a message's key, or a and an attachment's."""
    key = int(one.evidence[1:]) if one.evidence[1:].isdecimal() and len(one.evidence) < 20 else None
    if one.evidence[0] == "a":
        return Evidenced(one.text, attachment=key, evidence_text=one.words)
    return Evidenced(one.text, evidence=key, evidence_text=one.words)


@require_POST
@for_agents
def draft_check(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The choices below the text, drawn anew while it is written."""
    found = draft_of(access_case(agent, number), agent, request.POST)
    return render(request, "desk/_check.html", {"draft": found})


def draft_of(case: Case, agent: Agent, post: QueryDict, *, sending: bool = False) -> Draft:
    """What the text does, with the choices that came along; when it is being sent they are taken as they stand."""
    text = post.get("text", "")
    if not text.strip():
        return Draft()
    found = checking.check(case, text, by=agent)
    claims = _claims(found, post)
    return Draft(
        answers=_answers(found, post, sending=sending),
        promises=_promises(found, post, case),
        keeps=_keeps(found, post, sending=sending),
        asks=[_ask(one, text, case) for one in found.asks if one.known is not None],
        claims=claims,
        gaps=found.gaps,
        proofs=_proofs(case) if claims else (),
        anyway="anyway" in post,
    )


def _numbers(post: QueryDict, name: str) -> set[int]:
    return {int(one) for one in post.getlist(name)[:MOST] if one.isdecimal() and len(one) < 19}


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Of one kind, as they came: which were shown, which of them proposed as ticked, which are ticked."""

    shown: set[int]
    proposed: set[int]
    ticked: set[int]
    sending: bool

    def is_ticked(self, pk: int, likely: bool) -> bool:
        """As it is proposed now, unless the writer had changed the box or sends it as it stands."""
        changed = (pk in self.ticked) != (pk in self.proposed)
        return pk in self.ticked if pk in self.shown and (self.sending or changed) else likely


def _answers(found: Check, post: QueryDict, *, sending: bool) -> list[Answer]:
    boxes = _Boxes(_numbers(post, "asked"), _numbers(post, "likely"), _numbers(post, "answers"), sending)
    lines = []
    for guess in found.answers:
        pk, why = guess.question.pk, post.get(f"why-{guess.question.pk}", "").strip()[:300]
        ticked = boxes.is_ticked(pk, guess.likely) and not why
        lines.append(Answer(pk, guess.question.text, guess.likely, ticked, pk in boxes.shown, why))
    return lines


def _keeps(found: Check, post: QueryDict, *, sending: bool) -> list[Keeps]:
    boxes = _Boxes(_numbers(post, "owed"), _numbers(post, "keeps-likely"), _numbers(post, "keeps"), sending)
    chosen = _numbers(post, "keep")  # by the button beside the promise
    lines = []
    for guess in found.keeps:
        one = guess.promise
        likely = guess.likely or one.pk in chosen
        lines.append(Keeps(one.pk, one.text, one.due, likely, boxes.is_ticked(one.pk, likely), one.pk in boxes.shown))
    return lines


def _promises(found: Check, post: QueryDict, case: Case) -> list[Promised]:
    before = _before(post)
    lines = [_promised(guess, before.get(_same(guess.text))) for guess in found.promises[:MOST]]
    calls = Promise.Evidence.CALL
    return [replace(one, no_call=no_call(case, one.at)) if one.needs == calls else one for one in lines]


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _before(post: QueryDict) -> dict[str, Mapping[str, Any]]:
    """The promises of the form as it came, by their words."""
    names = ("text", "due", "guess", "kind", "needs")
    columns = [post.getlist(f"promise-{name}")[:MOST] for name in names]
    ticked = _numbers(post, "promise")
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
    return {_same(row["text"]): row | {"ticked": index in ticked} for index, row in enumerate(rows)}


def _promised(guess: PromiseGuess, before: Mapping[str, Any] | None) -> Promised:
    proposed = local_field(guess.due)
    line = Promised(
        text=guess.text, kind=guess.kind, needs=guess.needs, at=guess.due, due=proposed, guess=proposed,
        due_text=guess.due_text, by_default=guess.by_default, outside=guess.outside_hours,
        misses=in_words(guess.misses_deadline, reading_language()) if guess.misses_deadline else "",
        ticked=True, seen=before is not None, start=guess.start, end=guess.end,
    )  # fmt: skip
    if before is None:
        return line
    chosen = moment(before["due"]) if before["due"] != before["guess"] else None
    if chosen is not None:
        line = replace(line, at=chosen, due=before["due"], outside=False, misses="")
    return replace(
        line, ticked=before["ticked"],
        kind=before["kind"] if before["kind"] in Promise.Kind.values else line.kind,
        needs=before["needs"] if before["needs"] in Promise.Evidence.values else line.needs,
    )  # fmt: skip


def _ask(one: AskGuess, text: str, case: Case) -> Ask:
    value = in_words(one.known, case.language) if one.known else ""
    name, asks = fact_kinds.in_words(one.kind, case.language), text[one.start : one.end]
    return Ask(
        label=fact_kinds.in_words(one.kind, reading_language()), value=value, text=asks,
        instead=f"{name[:1].upper()}{name[1:]}: {value}{'.' if asks.endswith(('.', '?', '!')) else ''}",
    )  # fmt: skip


def _claims(found: Check, post: QueryDict) -> list[Claim]:
    columns = (post.getlist(f"claim-{name}")[:MOST] for name in ("text", "evidence", "words"))
    before = {
        _same(text): (evidence[:200], words.strip()[:300]) for text, evidence, words in zip(*columns, strict=False)
    }
    return [Claim(one.text, *before.get(_same(one.text), ("", ""))) for one in found.claims[:MOST]]


def _proofs(case: Case) -> list[tuple[str, str]]:
    """What in the case can show that a customer erred: its messages and their files."""
    rows = case.messages.filter(automatic="", held=False).select_related("agent", "identity__customer")
    found: list[tuple[str, str]] = []
    for message in rows.prefetch_related("attachments").order_by("-pk")[:_EVIDENCE]:
        found.append((f"m{message.pk}", _words(message)))
        found += [(f"a{one.pk}", f"{safe_name(one.name)[:60]} · {speaker(message)}") for one in _files(message)]
    return found


def _files(message: Message) -> list[Any]:
    return [one for one in message.attachments.all() if not one.inline][:10]


def _words(message: Message) -> str:
    return f"{speaker(message)}: {one_line(message.text, 60)}"
