"""What happened in a case, from its beginning on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.api.auth import AgentToken, agent_of
from onehand.api.entries import entry_data
from onehand.api.fields import Seq
from onehand.api.pages import Cursor, Limit, number_of
from onehand.api.schemas import Timeline
from onehand.cases.access import access_case
from onehand.cases.feed_page import TimelinePage, timeline_page

router = Router(auth=AgentToken(), tags=["cases"], by_alias=True)


class After(Schema):
    after: Seq = Field(0, description="Only entries with a greater id: what is new since then")
    cursor: Cursor = ""
    limit: Limit = 200

    @property
    def position(self) -> int:
        return max(self.after, number_of(self.cursor) or 0)


def timeline_data(page: TimelinePage, language: str, *, for_customer: bool = False) -> dict[str, Any]:
    items = [entry_data(item, language, for_customer=for_customer) for item in page.items]
    return {"items": items, "next": str(page.next) if page.next is not None else None}


@router.get("/cases/{int:number}/timeline", response=Timeline, summary="The timeline of a case")
def case_timeline(request: HttpRequest, number: int, query: Query[After]) -> dict[str, Any]:
    """Oldest first, with the messages embedded."""
    case = access_case(agent_of(request), number)
    return timeline_data(timeline_page(case, after=query.position, size=query.limit), chosen(request))
