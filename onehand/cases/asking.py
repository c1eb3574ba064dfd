"""An answer that ends with the question whether it is solved: both are sent, or none."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.attachments import File
from onehand.cases.closing import ask_solved
from onehand.cases.models import Case, Closure
from onehand.cases.reply import reply
from onehand.team.models import Agent
from onehand.timeline.record import verb


@verb
def reply_and_ask(
    case: Case,
    *,
    by: Agent,
    text: str,
    seen: int | None = None,
    key: str | None = None,
    cc: Sequence[str] = (),
    files: Sequence[File] = (),
) -> Closure:
    """Without text and files only the question. Raises Outdated and Refused as `reply` and `ask_solved` do."""
    if text.strip() or files:
        reply(case, by=by, text=text, seen=seen, key=key, cc=cc, files=files)
        case.refresh_from_db()
    return ask_solved(case, by=by)
