"""The board of promises: what is late, at risk, due today, and what was kept, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from onehand.cases import promise_board
from onehand.cases.last_words import name_the_nameless
from onehand.cases.models import Promise
from onehand.cases.promise_board import GROUPS, Row
from onehand.desk.context import is_part, page
from onehand.desk.entrance import for_agents
from onehand.desk.memory import LEVELS
from onehand.look import words
from onehand.team.models import Agent

PAGE = 30


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Everything a row shows, times in words, so that the same row is drawn once (look/kept)."""

    pk: int
    number: int
    url: str
    preview_url: str
    telling_url: str
    text: str
    name: str
    subject: str
    hand: str
    state: str
    level: str
    due: datetime
    when: str
    evidence: str


@require_safe
@for_agents
def board(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Late ones first; `mine` are those of the reader's own cases."""
    group = request.GET.get("group", "")
    mine = request.GET.get("whose", "mine") != "all"
    if group not in GROUPS:
        groups = [(one, _rows_of(agent, one, mine)) for one in ("late", "at_risk", "today")]
        following = ""
    else:
        found = promise_board.page(agent, group, mine=mine, cursor=request.GET.get("cursor", ""), size=PAGE)
        groups, following = [(group, (promise_rows(found.rows), ""))], found.next
    shown = _without_twice([(name, rows, more) for name, (rows, more) in groups])
    context = {
        "here": "promises", "group": group if group in GROUPS else "", "whose": "mine" if mine else "all",
        "others": not mine,
        "groups": shown, "next": following, "first": not request.GET.get("cursor"), "fragment": is_part(request),
    }  # fmt: skip
    return page(request, agent, "desk/_promises.html" if is_part(request) else "desk/promises.html", context)


def _rows_of(agent: Agent, group: str, mine: bool) -> tuple[list[PromiseRow], str]:
    found = promise_board.page(agent, group, mine=mine, size=PAGE)
    return promise_rows(found.rows), found.next


def _without_twice(groups: Sequence[tuple[str, list[PromiseRow], str]]) -> list[tuple[str, list[PromiseRow], str]]:
    """What is at risk today stands there only."""
    seen: set[int] = set()
    shown = []
    for name, rows, more in groups:
        fresh = [row for row in rows if row.pk not in seen]
        seen |= {row.pk for row in rows}
        if fresh:
            shown.append((name, fresh, more))
    return shown


def owed_rows(agent: Agent, size: int = 20) -> list[PromiseRow]:
    """What is late and due today in the agent's own cases, for the first page."""
    late = promise_board.page(agent, "late", mine=True, size=size).rows
    today = promise_board.page(agent, "today", mine=True, size=size).rows
    return promise_rows([*late, *today], reverse("desk:today"))


def promise_rows(rows: Sequence[Row], back: str = "") -> list[PromiseRow]:
    """`back` is where to go on after a new time was told."""
    if not rows:
        return []
    name_the_nameless([row.promise.case for row in rows])
    base, board = reverse("desk:cases"), reverse("desk:board")
    after = urlencode({"back": back or board})
    return [_row(row, f"{base}{row.promise.case_id}/", f"{board}{row.promise.pk}/telling/?{after}") for row in rows]


def _row(row: Row, url: str, telling_url: str) -> PromiseRow:
    """Beside what is late stand the words that tell it, beside the rest its case."""
    promise, case = row.promise, row.promise.case
    at = promise.kept_at if row.state == "kept" and promise.kept_at else promise.due
    return PromiseRow(
        pk=promise.pk, number=case.pk, url=f"{url}#p{promise.pk}", telling_url=telling_url,
        preview_url=telling_url if row.state in ("late", "at_risk") else f"{url}preview/", text=promise.text,
        name=case.customer.name, subject=case.subject, hand=case.hand.display_name if case.hand else "",
        state=row.state, level=LEVELS.get(row.state, ""), due=at,
        when=words.relative(at) if row.state in ("late", "kept") else words.calendar_time(at),
        evidence=evidence_in_words(promise) if row.state == "kept" else "",
    )  # fmt: skip


def evidence_in_words(promise: Promise) -> str:
    """What kept it."""
    proof = promise.evidence if isinstance(promise.evidence, dict) else {}
    kind = proof.get("kind", "")
    if kind == Promise.Evidence.LETTER and proof.get("posted_on"):
        return _("letter posted on %(day)s") % {"day": _day(str(proof["posted_on"]))}
    return {
        Promise.Evidence.MESSAGE.value: _("message delivered"),
        Promise.Evidence.CALL.value: _("call made"),
        Promise.Evidence.ACTION.value: _("done and checked"),
        Promise.Evidence.LETTER.value: _("letter posted"),
        Promise.Evidence.EVENT.value: _("it arrived"),
    }.get(str(kind), "")


def _day(given: str) -> str:
    try:
        return date_format(date.fromisoformat(given), pgettext("date format", "j M Y"))
    except ValueError:
        return given
