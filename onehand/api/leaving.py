"""Leaving beside joining: the steps and the time of concluding, changing and cancelling a contract."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.api.auth import AgentToken
from onehand.insight import leaving

router = Router(auth=AgentToken(), tags=["actions"])


class StepsOut(Schema):
    action: str
    title: str
    steps: int
    asked: list[str] = Field(description="Each step in words")


class ActOut(Schema):
    act: Literal["conclude", "change", "cancel"]
    title: str
    actions: list[StepsOut] = Field(description="What the connected systems can do of it")
    steps: int | None = Field(description="Of the longest one; of concluding, the shortest")
    more_steps: int | None = Field(description="Than concluding; null where it cannot be compared")
    median_minutes: int | None = Field(
        description="From the wish to the read-back, everybody together, over twelve whole months; null for fewer than "
        "five people"
    )
    sentence: str


class Leaving(Schema):
    items: list[ActOut]
    next: str | None = None


@router.get("/leaving", response=Leaving, summary="Whether leaving is as easy as joining")
def compare_leaving(request: HttpRequest) -> dict[str, Any]:
    language, found = chosen(request), leaving.compare()
    return {
        "items": [
            {
                "act": act.code,
                "title": act.title.say(language),
                "actions": [
                    {
                        "action": one.kind.code,
                        "title": one.kind.title.say(language),
                        "steps": one.count,
                        "asked": [step.say(language) for step in one.says],
                    }
                    for one in act.actions
                ],
                "steps": act.steps,
                "more_steps": found.difference(act.code),
                "median_minutes": act.minutes,
                "sentence": found.sentence(act.code).say(language) if act.code != "conclude" else "",
            }
            for act in found.acts
        ]
    }
