"""An answer that ends with the question whether it is solved: both are sent, or none."""

from __future__ import annotations

from typing import Unpack

from onehand.cases.closing import ask_solved
from onehand.cases.composed import Composed
from onehand.cases.models import Case, Closure
from onehand.cases.reply import reply
from onehand.team.models import Agent
from onehand.timeline.record import verb


@verb
def reply_and_ask(case: Case, *, by: Agent, text: str, **composed: Unpack[Composed]) -> Closure:
    """`composed` is what `reply` takes. Without text, files and reasons for no answer only the question is sent.

    Raises Outdated and Refused as `reply` and `ask_solved` do; what the reply leaves open is then not sent either.
    """
    if text.strip() or composed.get("files") or composed.get("no_answer"):
        reply(case, by=by, text=text, **composed)
        case.refresh_from_db()
    return ask_solved(case, by=by)
