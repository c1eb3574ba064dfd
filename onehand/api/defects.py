"""The register of defects: what makes customers contact the company, which cases it caused, who is told of what.

Nothing here is about who works on it; a defect's owner is a name.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from onehand.api.auth import AgentToken, agent_of
from onehand.api.colleagues import colleague
from onehand.api.data import agent_data
from onehand.api.fields import Colleague, Id, In, Line, Moment
from onehand.api.pages import Cursor, Limit, newest_first
from onehand.api.schemas import AgentOut
from onehand.cases.access import access_case
from onehand.defects import evidence as seen_by_systems
from onehand.defects import expecting, fixing, likeness, linking, loss, mails, noting, register, warning
from onehand.defects.access import access_defect, defects_for, links_for, may_speak
from onehand.defects.models import Defect, Link, Telling

router = Router(auth=AgentToken(), tags=["defects"])

Sentence = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
State = Literal["open", "fixed", "reopened"]


class StepBody(In):
    """Where the process fails, in the words of the system; without a cause every cause is meant."""

    backend: Code = Field(examples=["lines"])
    kind: Code = Field(examples=["activation"])
    step: Code = Field(examples=["line_switched"])
    cause: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""


class DefectIn(In):
    title: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = Field("", description="For colleagues")
    what_de: Sentence = Field("", description="What customers notice; one language at least")
    what_en: Sentence = ""
    note_de: Sentence = Field("", description="What they can do until then")
    note_en: Sentence = ""
    owner: Colleague | None = Field(None, description="Who takes care of it: handle or id; or a department")
    department: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    expected_at: Moment | None = None
    public: bool = Field(False, description="On the status page")
    fails_at: StepBody | None = None


class ExpectationIn(In):
    expected_at: Moment


class FixIn(In):
    done_de: Sentence = Field("", description="What was done, said to the affected; one language at least")
    done_en: Sentence = ""
    evidence: Line = Field("", description="What was seen afterwards; for colleagues")


class CaseIn(In):
    case: Id


class WarningIn(In):
    number: Annotated[int, Field(ge=0, le=100_000)] = Field(description="How many were shown; others by now: 409")


class StepOut(Schema):
    backend: str
    kind: str
    step: str
    cause: str


class DefectOut(Schema):
    id: int
    title: str
    what_de: str
    what_en: str
    note_de: str
    note_en: str
    state: State = Field(description="reopened: it was fixed, and somebody affected said that it does not work")
    owner: AgentOut | None
    department: str
    public: bool
    url: str = Field(description='Its page for customers, with "me too"')
    fails_at: StepOut | None
    opened_at: datetime
    expected_at: datetime | None
    fixed_at: datetime | None
    done_de: str
    done_en: str
    evidence: str
    affected: int = Field(description="Customers")
    lost_hours: float = Field(description="Time that passed for them, together")
    works: int = Field(description="Cases whose customer said that it works")
    does_not_work: int


class WeekOut(Schema):
    begins: str = Field(examples=["2026-03-02"])
    contacts: int


class ShownOut(Schema):
    """Read, not said: what the connected systems show. All 0 where no step is known."""

    hanging: int = Field(description="Customers whose process fails at this step, whether they asked or not")
    well: int = Field(description="Affected cases whose process was tested or read as working, lastly")
    badly: int = Field(description="Affected cases whose last test says that it does not work")


class DefectDetail(DefectOut):
    shown: ShownOut = Field(description="What the systems show now")
    shown_when_fixed: ShownOut | None = Field(description="What they showed when it was last said to be repaired")
    weeks: list[WeekOut] = Field(description="What the affected wrote or said because of it, week by week")
    to_tell: int = Field(description="Who is still to be told of the last news")
    may_speak: bool = Field(description="Whether you may tell the affected")


class Defects(Schema):
    items: list[DefectOut]
    next: str | None


class LinkedCase(Schema):
    case: int
    how: Literal["agent", "suggestion", "me_too", "warned"]
    at: datetime
    told_at: datetime | None = Field(description="That it is fixed")
    works: bool | None = Field(description="The customer's word")


class LinkedCases(Schema):
    items: list[LinkedCase]
    next: str | None


class Suggestion(Schema):
    defect: int
    case: int
    same_step: bool
    words: list[str] = Field(description="Rare words that both use")


class Suggestions(Schema):
    items: list[Suggestion]
    next: str | None = None


class WarningOut(Schema):
    number: int
    text: str = Field(description="What each reads, without the greeting")


class Page(Schema):
    cursor: Cursor = ""
    limit: Limit = 50


class Which(Schema):
    state: State | None = None
    cursor: Cursor = ""
    limit: Limit = 50


def _data(defects: list[Defect]) -> list[dict[str, Any]]:
    costs = loss.costs(defects)
    return [_one(defect, costs.get(defect.pk, loss.Cost())) for defect in defects]


def _one(defect: Defect, cost: loss.Cost) -> dict[str, Any]:
    names = (
        "title", "what_de", "what_en", "note_de", "note_en", "state", "department", "public", "opened_at",
        "expected_at", "fixed_at", "done_de", "done_en", "evidence",
    )  # fmt: skip
    step = {name: getattr(defect, name) for name in ("backend", "kind", "step", "cause")}
    return {
        "id": defect.pk, **{name: getattr(defect, name) for name in names},
        "owner": agent_data(defect.owner) if defect.owner is not None else None, "url": mails.public_url(defect),
        "fails_at": step if defect.step else None, "affected": cost.affected,
        "lost_hours": round(cost.lost.total_seconds() / 3600, 1), "works": cost.works, "does_not_work": cost.not_fixed,
    }  # fmt: skip


def _detail(request: HttpRequest, defect: Defect) -> dict[str, Any]:
    weeks = [{"begins": week.begins.isoformat(), "contacts": week.contacts} for week in loss.weeks(defect)]
    return {
        **_data([defect])[0], "shown": seen_by_systems.of(defect).counts(), "shown_when_fixed": defect.shown or None,
        "weeks": weeks, "to_tell": register.untold(defect),
        "may_speak": may_speak(defect, agent_of(request)),
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    return {
        "case": link.case_id, "how": link.how, "at": link.at, "told_at": link.told_at, "works": link.works,
    }  # fmt: skip


@router.get("/defects", response=Defects, summary="The register of defects")
def list_defects(request: HttpRequest, query: Query[Which]) -> dict[str, Any]:
    rows = defects_for(agent_of(request))
    if query.state:
        rows = rows.filter(state=query.state)
    found, following = newest_first(rows, query.cursor, query.limit)
    return {"items": _data(list(found)), "next": following}


@router.post("/defects", response={201: DefectDetail}, summary="Note a defect")
def note_defect(request: HttpRequest, body: DefectIn) -> Status[Any]:
    given = body.dict(exclude={"owner", "expected_at", "public", "fails_at"})
    made = noting.note(
        by=agent_of(request), owner=colleague(body.owner) if body.owner is not None else None,
        expected_at=body.expected_at, public=body.public, **given, **(body.fails_at.dict() if body.fails_at else {}),
    )  # fmt: skip
    return Status(201, _detail(request, made))


@router.get("/defects/{int:id}", response=DefectDetail, summary="One defect")
def one_defect(request: HttpRequest, id: int) -> dict[str, Any]:
    return _detail(request, access_defect(agent_of(request), id))


@router.post("/defects/{int:id}/expectation", response={201: DefectDetail}, summary="Expect the repair at a new time")
def expect_repair(request: HttpRequest, id: int, body: ExpectationIn) -> Status[Any]:
    """All who wait for it are told, once each. By its owner or a lead."""
    agent = agent_of(request)
    defect = expecting.expect(access_defect(agent, id), body.expected_at, by=agent)
    return Status(201, _detail(request, defect))


@router.post("/defects/{int:id}/fix", response={201: DefectDetail}, summary="It is repaired")
def fix_defect(request: HttpRequest, id: int, body: FixIn) -> Status[Any]:
    """Each of the affected is told once, in their channel, and asked whether it works. By its owner or a lead."""
    agent = agent_of(request)
    fixed = fixing.fix(
        access_defect(agent, id), by=agent, done_de=body.done_de, done_en=body.done_en, evidence=body.evidence
    )
    return Status(201, _detail(request, fixed))


@router.delete("/defects/{int:id}/fix", response=DefectDetail, summary="It is not repaired")
def reopen_defect(request: HttpRequest, id: int) -> dict[str, Any]:
    agent = agent_of(request)
    return _detail(request, fixing.open_again(access_defect(agent, id), by=agent))


@router.get("/defects/{int:id}/cases", response=LinkedCases, summary="The cases that it caused")
def list_defect_cases(request: HttpRequest, id: int, query: Query[Page]) -> dict[str, Any]:
    """Those that you may see."""
    agent = agent_of(request)
    links, following = newest_first(links_for(agent, access_defect(agent, id)), query.cursor, query.limit)
    return {"items": [_link(link) for link in links], "next": following}


@router.post("/defects/{int:id}/cases", response={201: LinkedCase}, summary="Link a case")
def link_case(request: HttpRequest, id: int, body: CaseIn) -> Status[Any]:
    """Linked twice it is linked once."""
    agent = agent_of(request)
    return Status(201, _link(linking.link(access_defect(agent, id), access_case(agent, body.case), by=agent)))


@router.post("/defects/{int:id}/not-these", response={201: Suggestion}, summary="A suggested case is something else")
def not_this_case(request: HttpRequest, id: int, body: CaseIn) -> Status[Any]:
    """It is not suggested again; a link is taken back."""
    agent = agent_of(request)
    defect, case = access_defect(agent, id), access_case(agent, body.case)
    if Link.objects.filter(defect=defect, case=case, ended_at__isnull=True).exists():
        linking.unlink(defect, case, by=agent)
    linking.not_this(defect, case, by=agent)
    return Status(201, {"defect": defect.pk, "case": case.pk, "same_step": False, "words": []})


@router.get("/defects/{int:id}/suggestions", response=Suggestions, summary="Cases that may belong to it")
def suggest_cases(request: HttpRequest, id: int) -> dict[str, Any]:
    agent = agent_of(request)
    return {"items": [_suggested(one) for one in likeness.cases_like(access_defect(agent, id), agent)]}


@router.get("/cases/{int:number}/defects", response=Suggestions, summary="Defects that a case may be")
def suggest_defects(request: HttpRequest, number: int) -> dict[str, Any]:
    return {"items": [_suggested(one) for one in likeness.defects_like(access_case(agent_of(request), number))]}


def _suggested(one: likeness.Likely) -> dict[str, Any]:
    return {"defect": one.defect.pk, "case": one.case.pk, "same_step": one.step, "words": list(one.words)}


@router.get("/defects/{int:id}/warning", response=WarningOut, summary="Who would be warned, and of what")
def see_warning(request: HttpRequest, id: int) -> dict[str, Any]:
    defect = access_defect(agent_of(request), id)
    return {"number": len(warning.hit_next(defect)), "text": warning.preview(defect, "de")}


@router.post("/defects/{int:id}/warning", response={201: WarningOut}, summary="Warn who is hit next")
def warn_next(request: HttpRequest, id: int, body: WarningIn) -> Status[Any]:
    """Each once, and never again for this defect. By its owner or a lead."""
    agent = agent_of(request)
    defect = access_defect(agent, id)
    warned: list[Telling] = warning.warn(defect, by=agent, number=body.number)
    return Status(201, {"number": len(warned), "text": warning.preview(defect, "de")})
