"""Whether a campaign may write to somebody (E14)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.api.action_schemas import PermissionOut
from onehand.api.auth import AgentToken
from onehand.cases.permission import SENTENCES, customer_named, permission

router = Router(auth=AgentToken(), tags=["customers"])


class Asked(Schema):
    customer: Annotated[str, Field(min_length=1, max_length=320, pattern=r"^[^\x00]*$")] = Field(
        description="Id or mail address", examples=["carla.kern@example.org"]
    )
    purpose: Literal["sales", "survey"] = "sales"


@router.get("/contact-permission", response=PermissionOut, summary="May they be written to for this purpose?")
def contact_permission(request: HttpRequest, query: Query[Asked]) -> dict[str, Any]:
    """No while a case is open, or without consent. Of which case or team it is nothing is told, and somebody unknown is
    answered like somebody who has not consented: a campaign tool may ask about everybody."""
    found = permission(customer_named(query.customer.strip()), query.purpose)
    german, english = SENTENCES[found.reason]
    return {
        "allowed": found.allowed,
        "reason": found.reason,
        "detail": german if chosen(request) == "de" else english,
        "until": found.until,
    }
