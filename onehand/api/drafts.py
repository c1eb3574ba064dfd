"""What an agent is writing, and who is on a case now."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import In, Moment, Seq, Text
from onehand.cases.access import access_case
from onehand.cases.drafts import draft_of, save_draft
from onehand.cases.models import Draft
from onehand.foundation.live import presence

router = Router(auth=AgentToken(), tags=["working together"])
Kind = Literal["reply", "note"]


class DraftKind(Schema):
    kind: Kind = "reply"


class DraftIn(In):
    text: Text = Field(description="An empty one ends the draft")
    kind: Kind = "reply"
    seen: Seq | None = Field(None, description="The last timeline entry known to the writer")
    known: Moment | None = Field(
        None, description="`at` of the draft this window last saw; 409 if another went on since"
    )


class DraftOut(Schema):
    kind: Kind
    text: str
    seen: int | None
    at: datetime | None


class PresenceIn(In):
    doing: Literal["viewing", "typing", "gone"]


class HereOut(Schema):
    id: int
    name: str
    doing: Literal["viewing", "typing"]


class PresenceOut(Schema):
    here: list[HereOut] = Field(description="The others who are on the case now")


def _draft_data(draft: Draft | None, kind: str) -> dict[str, Any]:
    if draft is None:
        return {"kind": kind, "text": "", "seen": None, "at": None}
    return {"kind": kind, "text": draft.text, "seen": draft.seen, "at": draft.at}


@router.get("/cases/{int:number}/draft", response=DraftOut, summary="My draft")
def my_draft(request: HttpRequest, number: int, query: Query[DraftKind]) -> dict[str, Any]:
    agent = agent_of(request)
    return _draft_data(draft_of(access_case(agent, number), agent, query.kind), query.kind)


@router.put("/cases/{int:number}/draft", response=DraftOut, summary="Keep my draft")
def keep_draft(request: HttpRequest, number: int, body: DraftIn) -> dict[str, Any]:
    agent = agent_of(request)
    case = access_case(agent, number)
    draft = save_draft(case, text=body.text, by=agent, kind=body.kind, seen=body.seen, known=body.known)
    return _draft_data(draft, body.kind)


@router.post("/cases/{int:number}/presence", response={201: PresenceOut}, summary="Say that I am on the case")
def be_present(request: HttpRequest, number: int, body: PresenceIn) -> Status[Any]:
    """Holds for 40 seconds; nothing of it is kept."""
    agent = agent_of(request)
    topic = f"case:{access_case(agent, number).pk}"
    if body.doing == "gone":
        presence.leave(topic, agent.pk)
    else:
        presence.say(topic, agent.pk, agent.display_name, body.doing)
    others = [one for one in presence.here(topic) if one.who_id != agent.pk]
    return Status(201, {"here": [{"id": one.who_id, "name": one.who_name, "doing": one.doing} for one in others]})
