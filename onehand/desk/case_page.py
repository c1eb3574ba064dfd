"""The case page: the conversation, the composer, and what is known beside it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onehand.cases import sentences
from onehand.cases.access import access_case
from onehand.cases.errors import Outdated, Refused
from onehand.cases.feed import FeedItem, case_timeline, last_seq, newest
from onehand.cases.models import Case
from onehand.desk import beside
from onehand.desk.context import LIVE, page
from onehand.desk.entrance import for_agents
from onehand.desk.items import Item, items_of
from onehand.desk.language import reading_language
from onehand.desk.memory import memory_of
from onehand.desk.others import placed
from onehand.foundation.live.reached import reached
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.models import Entry

SIZE = 100
LARGEST = 2**63 - 1
_OPEN_ENDS = ("questions_open", "promises_open")

# What is missing or wrong in the form itself; everything else is a conflict with what the case is now.
_INCOMPLETE = frozenset(
    {
        "empty",
        "reason_missing",
        "until_past",
        "until_missing",
        "no_address",
        "colleague_unavailable",
        "files_too_big",
        "files_too_many",
        "fact_kind",
        "fact_value",
        "fact_too_long",
        "promise_kind",
        "due_past",
        "due_far",
        "due_missing",
        "number_unusable",
        "evidence_future",
        "evidence_early",
    }
)


def status_of(why: Refused) -> int:
    return 422 if why.code in _INCOMPLETE else 409


@require_safe
@for_agents
def case(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    return show(request, agent, access_case(agent, number))


@require_safe
@for_agents
def timeline(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The conversation alone, for scripts that bring it up to date."""
    found = access_case(agent, number)
    feed, seen = newest(found, SIZE)
    items = items_of(feed, reading_language(), memory_of(found, _kinds(feed)))
    return render(request, "desk/_timeline.html", {"case_url": beside.url_of(found), "lines": items, "seen": seen})


@require_safe
@for_agents
def around(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What stands around the conversation and the text that is being written, for scripts that bring it up to date."""
    found = access_case(agent, number)
    feed, seen = newest(found, SIZE)
    kinds = _kinds(feed)
    memory = memory_of(found, kinds)
    context = beside.about(request, agent, found, reading_language(), feed, whole=kinds is not None, memory=memory)
    context |= {"seen": seen, "key": uuid.uuid4().hex, "form": {}}
    return render(request, "desk/_around.html", context)


def _kinds(feed: Sequence[FeedItem]) -> set[str] | None:
    """Of all entries of the case, if these are all: a conversation begins with the case's opening."""
    if not feed or feed[0].entry.kind != Kind.CASE_OPENED.code:
        return None
    return {one.entry.kind for one in feed}


def show(
    request: HttpRequest,
    agent: Agent,
    case: Case,
    *,
    status: int = 200,
    problem: str = "",
    kept: Mapping[str, str] | None = None,
    outdated: Sequence[Item] = (),
    open_ends: str = "",
    composed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page. `kept` is what was typed in a form that was refused: kind, text and its other fields; `composed` what
    else came with a refused text; `open_ends` says what still stands in the way, questions or promises."""
    language, after = reading_language(), reached()
    before = _before(request)
    if before is None:
        feed, seen = newest(case, SIZE)
    else:
        # Before the conversation is read: what comes in between counts as not seen.
        seen = last_seq(case)
        feed = case_timeline(case, before=before, size=SIZE)
    older = _older(case, feed)
    whole = older is None and before is None
    memory = memory_of(case, _kinds(feed) if whole else None)
    about = beside.about(request, agent, case, language, feed, whole=whole, memory=memory)
    items = items_of(feed, language, memory)
    context: dict[str, Any] = {
        **about,
        "items": items,
        "lines": placed(items, about["others"]) if before is None else items,
        "seen": seen,
        "older": older,
        "problem": problem,
        "open_ends": open_ends,
        "form": kept or {},
    }
    context["composer"] = beside.composer(
        agent, case, context["recipients"], seen=seen, kept=kept or {}, outdated=outdated
    ) | (dict(composed) if composed else _chosen(request))
    context["key"] = context["composer"]["key"]
    live_url = f"{LIVE}?topic=case:{case.pk}" + (f"&after={after}" if after else "")
    return page(
        request, agent, "desk/case.html", context, status=status, live_url=live_url, absences=context["absences"]
    )


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """What a link chose for the text to be written: the promise that it shall keep, the template in it."""
    found = {name: request.GET.get(name, "") for name in ("keep", "template", "macro")}
    keep, template, macro = (int(one) if one.isdecimal() and len(one) < 19 else None for one in found.values())
    return {"keep": keep, "templates": [template] if template else [], "macro": macro, "draft": None, "parties": None}


def _before(request: HttpRequest) -> int | None:
    given = request.GET.get("before", "")
    return int(given) if given.isdecimal() and 0 < int(given[:20]) <= LARGEST and len(given) < 20 else None


def _older(case: Case, feed: Sequence[FeedItem]) -> int | None:
    """The seq before which there is more; a conversation begins with the case's opening."""
    if not feed or feed[0].entry.kind == Kind.CASE_OPENED.code:
        return None
    first = feed[0].entry.seq
    earlier = Entry.objects.filter(subject_kind="case", subject_id=case.pk, seq__lt=first)
    return first if earlier.exists() else None


def refused(
    request: HttpRequest,
    agent: Agent,
    number: int,
    why: Refused,
    kept: Mapping[str, str] | None = None,
    composed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The same page with the reason as a sentence and everything that was typed."""
    case = access_case(agent, number)
    language = reading_language()
    outdated: list[Item] = []
    if isinstance(why, Outdated):
        outdated = _new_since(case, why, language)
    return show(
        request, agent, case, status=status_of(why), problem=sentences.sentence(why, language), kept=kept,
        outdated=outdated, open_ends=why.code if why.code in _OPEN_ENDS else "", composed=composed,
    )  # fmt: skip


def _new_since(case: Case, why: Outdated, language: str) -> list[Item]:
    seqs = {entry.seq for entry in why.entries}
    feed = case_timeline(case, after=min(seqs) - 1, size=500) if seqs else []
    return [item for item in items_of(feed, language) if item.seq in seqs]
