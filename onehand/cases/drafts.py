"""What an agent is writing is kept while they write, and never overwrites what they wrote in another window (A6)."""

from __future__ import annotations

from datetime import datetime

from onehand.cases.errors import Refused
from onehand.cases.models import Case, Draft
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared
from onehand.team.models import Agent

_DRAFT: Prepared[Draft] = Prepared(
    lambda blank: Draft.objects.filter(case=blank("case"), agent=blank("agent"), kind=blank("kind"))
)


def draft_of(case: Case, agent: Agent, kind: str = "reply") -> Draft | None:
    return _DRAFT.first(case=case.pk, agent=agent.pk, kind=kind)


def save_draft(
    case: Case, *, text: str, by: Agent, kind: str = "reply", seen: int | None = None, known: datetime | None = None
) -> Draft | None:
    """Keep the text; an empty one ends the draft. `known` is the draft's time that this window last saw: raises
    Refused("draft_elsewhere") when another window went on since."""
    standing = draft_of(case, by, kind)
    if standing is not None and known is not None and standing.at > known and standing.text != text:
        raise Refused("draft_elsewhere")
    if not text.strip():
        Draft.objects.filter(case=case, agent=by, kind=kind).delete()
        return None
    draft, _ = Draft.objects.update_or_create(
        case=case, agent=by, kind=kind, defaults={"text": text, "seen": seen, "at": clock.now()}
    )
    return draft
