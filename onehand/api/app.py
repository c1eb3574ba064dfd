"""Puts the API together: its routers, its errors, and what every operation does alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation

import onehand
from onehand.api import (
    actions,
    attachments,
    blockings,
    callbacks,
    cases,
    closures,
    contact_permission,
    customers,
    defects,
    drafts,
    events,
    handovers,
    leaving,
    memory,
    merges,
    messages,
    my,
    my_processes,
    parties,
    problems,
    processes,
    promises,
    quarantine,
    runs,
    staff,
    timeline,
    work_orders,
)  # fmt: skip
from onehand.api.described import DescribedAPI, Renderer, StrictParser
from onehand.api.idempotency import Run, idempotent

api = DescribedAPI(
    title="Onehand",
    version=onehand.__version__,
    description=(
        "Customer service in which every concern has one hand. Lists are `items` and `next`; errors are problems "
        "(RFC 9457); every POST honours `Idempotency-Key`; fields and filters that are not described are refused."
    ),
    urls_namespace="api",
    docs_url=None,
    renderer=Renderer(),
    parser=StrictParser(),
)
for module in (
    cases, timeline, messages, attachments, handovers, closures, drafts, memory, promises, callbacks, parties,
    processes, actions, runs, blockings, work_orders, customers, contact_permission, merges, staff, quarantine, my,
    my_processes, events, defects, leaving,
):  # fmt: skip
    api.add_router("", module.router)
api.add_router("", blockings.mine)
problems.register(api)


@dataclass(frozen=True, slots=True)
class Route:
    """An operation and who may use it: anyone, agent, lead (and admin), or customer. `path` is the template."""

    method: str
    path: str
    who: str
    name: str


def _operations() -> Iterator[tuple[str, Operation]]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                yield path, operation


def routes() -> list[Route]:
    """Every operation of the API; the attack test goes through them with every role (S8)."""
    found = [Route("GET", "/openapi.json", "anyone", "openapi")]
    for path, operation in _operations():
        who = {getattr(auth, "who", "anyone") for auth in operation.auth_callbacks} or {"anyone"}
        found += [
            Route(method, path, "|".join(sorted(who)), operation.view_func.__name__) for method in operation.methods
        ]
    return found


def _only_described(operation: Operation, run: Run) -> Run:
    """Refuses query parameters that the operation does not describe (S17)."""
    described = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", {})
    }

    def guarded(request: HttpRequest, **path: Any) -> HttpResponseBase:
        unknown = sorted(set(request.GET) - described)
        if unknown:
            errors = [
                {"at": f"query.{name[:50]}", "message": "is not described here", "kind": "extra_forbidden"}
                for name in unknown[:5]
            ]
            return problems.problem(request, 422, "invalid", errors=errors)
        return run(request, **path)

    return guarded


def guard() -> None:
    """Give every operation what all have alike. Called once, when the addresses are made."""
    for _, operation in _operations():
        slow = getattr(operation.view_func, "unhurried", False)
        operation.run = _only_described(operation, idempotent(operation.run, unhurried=slow))  # type: ignore[method-assign]
