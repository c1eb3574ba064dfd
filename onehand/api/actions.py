"""What can be done in the connected systems, and what it would do: the catalogue and the dry run."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from onehand.accounts.language import chosen
from onehand.actions import assurance, planning, proposals
from onehand.actions.kinds import Assurance, known
from onehand.api.action_data import action_data, preview_data, proof_data, proposal_data
from onehand.api.action_schemas import Actions, PreviewOut, ProofOut, Proposals
from onehand.api.auth import AgentToken, agent_of
from onehand.api.fields import In
from onehand.api.idempotency import unhurried
from onehand.cases.access import access_case

router = Router(auth=AgentToken(), tags=["actions"], by_alias=True)

Action = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$", examples=["cancel"])]
Arguments = Annotated[
    dict[str, Any],
    Field(
        max_length=50, examples=[{"order": "20041", "reason": "ordered twice"}], description="By the names of fields"
    ),
]


class DryRunIn(In):
    action: Action
    arguments: Arguments = {}


class ProofIn(In):
    how: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = Field(
        description="By what the person was identified", examples=["customer number and birthday, on the phone"]
    )


@router.get("/actions", response=Actions, summary="What can be done")
def list_actions(request: HttpRequest) -> dict[str, Any]:
    """The catalogue; `systems` of each action names those that can do it."""
    return {"items": [action_data(kind, chosen(request)) for kind in known()], "next": None}


@router.get("/cases/{int:number}/proposals", response=Proposals, summary="What could be done, by what they wrote")
def list_proposals(request: HttpRequest, number: int) -> dict[str, Any]:
    """Proposed by an absence, an address, a day or a wish in the customer's words; `arguments` are those of a run.
    Nothing is begun by itself."""
    case = access_case(agent_of(request), number)
    language = chosen(request)
    return {"items": [proposal_data(one, language) for one in proposals.of(case)], "next": None}


@router.post("/cases/{int:number}/dry-runs", response={200: PreviewOut}, summary="What an action would do")
@unhurried
def dry_run(request: HttpRequest, number: int, body: DryRunIn) -> Status[Any]:
    """Reads the systems live and changes nothing."""
    agent = agent_of(request)
    case = access_case(agent, number)
    seen = planning.preview(case, body.action, body.arguments, by=agent)
    return Status(200, preview_data(seen, chosen(request)))


@router.post("/cases/{int:number}/proofs", response={201: ProofOut}, summary="I identified the person")
def vouch_for(request: HttpRequest, number: int, body: ProofIn) -> Status[Any]:
    """Counts in this case for half a day, for actions that need more than a message."""
    agent = agent_of(request)
    proof = assurance.vouch(access_case(agent, number), how=body.how, by=agent)
    return Status(201, proof_data(proof, Assurance(proof.level).name.lower()))
