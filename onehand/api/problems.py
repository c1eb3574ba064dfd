"""Every error within /api/ is a problem (RFC 9457): status, a stable `code`, one plain sentence in `detail`."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder

from onehand.accounts.language import chosen
from onehand.actions import sentences as action_sentences
from onehand.actions.kinds import Assurance
from onehand.api.action_data import sentences_of
from onehand.api.auth import Forbidden
from onehand.api.entries import entry_data
from onehand.cases.errors import NotFound, Outdated, Refused
from onehand.cases.feed import told
from onehand.cases.sentences import sentence as case_sentence
from onehand.foundation import blobs
from onehand.people.errors import PeopleRefused
from onehand.people.sentences import sentence as people_sentence
from onehand.team.absence import AbsenceRefused
from onehand.team.sentences import sentence as team_sentence

log = logging.getLogger("onehand.api")

MEDIA_TYPE = "application/problem+json"

# What the request itself lacks; everything else that a verb refuses is a conflict with the state of things.
_UNPROCESSABLE = frozenset(
    {
        "empty",
        "reason_missing",
        "evidence_missing",
        "hearing_days",
        "corrected_missing",
        "until_past",
        "no_address",
        "ends_before_it_begins",
        "stand_in_unavailable",
        "due_past",
        "due_far",
        "promise_kind",
        "fact_kind",
        "fact_value",
        "fact_too_long",
        "number_unusable",
        "not_of_this_case",
        "party_role",
        "party_address",
        "party_channel_unknown",
        "posted_in_future",
        "title_missing",
        "what_missing",
        "owner_missing",
        "done_missing",
        "defect_too_long",
        "expected_past",
        "expected_far",
        "unknown_action",
        "arguments",
        "missing",
        "needs_reason",
    }
)
_FORBIDDEN = frozenset({"not_yours", "not_offered_to_you", "own_run", "not_the_defects_owner"})

_SENTENCES = {
    "not_found": ("Das gibt es nicht, oder es ist nicht für Sie.", "There is no such thing, or it is not for you."),
    "method_not_allowed": ("Diese Methode gibt es hier nicht.", "This method does not exist here."),
    "unauthorized": ("Es fehlt ein gültiges Token.", "A valid token is missing."),
    "not_an_agent": ("Dieses Token gehört niemandem aus dem Team.", "This token belongs to nobody on the team."),
    "not_a_customer": ("Dieses Token gehört keiner Kundin und keinem Kunden.", "This token belongs to no customer."),
    "events_closed": (
        "Ereignisse werden nicht angenommen: ONEHAND_EVENTS_SECRET ist nicht gesetzt.",
        "Events are not taken: ONEHAND_EVENTS_SECRET is not set.",
    ),
    "leads_only": ("Das sehen nur Leitung und Verwaltung.", "Only leads and admins see this."),
    "invalid": ("Die Anfrage passt nicht zur Beschreibung.", "The request does not fit the description."),
    "bad_request": ("Die Anfrage lässt sich nicht lesen.", "The request cannot be read."),
    "too_large": ("Die Anfrage ist zu groß.", "The request is too large."),
    "key_reused": (
        "Unter diesem Idempotency-Key kam schon eine andere Anfrage.",
        "Another request came under this Idempotency-Key before.",
    ),
    "key_unusable": (
        "Ein Idempotency-Key hat 1 bis 255 sichtbare ASCII-Zeichen.",
        "An Idempotency-Key has 1 to 255 visible ASCII characters.",
    ),
    "replies_only": (
        "Nur eine Antwort beantwortet Fragen oder sagt etwas zu; eine Notiz liest die Kundschaft nicht.",
        "Only a reply answers questions, promises or keeps a promise; customers do not read notes.",
    ),
    "agent_or_case": (
        "Nennen Sie entweder eine Person aus dem Team oder ein Anliegen.",
        "Name either somebody of the team or a case.",
    ),
    "blob_missing": ("Die Bytes dazu fehlen im Speicher.", "Its bytes are missing from the store."),
    "busy": ("Gerade nicht möglich. Bitte noch einmal versuchen.", "Not possible right now. Please try again."),
    "internal": ("Hier ist etwas schiefgegangen; es ist vermerkt.", "Something went wrong here; it has been noted."),
}  # fmt: skip


class Unprocessable(Exception):
    """The request is well formed but cannot be carried out so; 422 with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def problem(request: HttpRequest, status: int, code: str, detail: str = "", **more: Any) -> HttpResponse:
    """A problem document; `detail` is found by the code unless given."""
    german, english = _SENTENCES.get(code, ("", ""))
    body = {
        "type": f"urn:onehand:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail or (german if chosen(request) == "de" else english),
        **more,
    }
    response = HttpResponse(json.dumps(body, cls=NinjaJSONEncoder), status=status, content_type=MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    detail = case_sentence(error, chosen(request))
    if isinstance(error, Outdated):
        items = [entry_data(item, chosen(request)) for item in told(error.entries)]
        return problem(request, 409, error.code, detail, entries=items)
    if error.code == "needs_proof":
        detail = f"{detail} {action_sentences.LEVELS[_level(error)].say(chosen(request))}"
    return problem(request, _status(error.code), error.code, detail, **_more(error, chosen(request)))


def _more(error: Refused, language: str) -> dict[str, Any]:
    """Of a refused action: which fields do not fit, what the systems say no to, how sure it must be."""
    if error.code in ("arguments", "missing"):
        fields = action_sentences.fields_of(error, language)
        return {
            "errors": [
                {"at": f"body.arguments.{name}"[:120], "message": message, "kind": code}
                for name, (code, message) in sorted(fields.items())[:50]
            ]
        }
    if error.code == "impossible":
        return {"refused": sentences_of(cast("list[dict[str, Any]]", error.values["no"]), language)}
    if error.code == "needs_proof":
        return {"needs": _level(error).name.lower()}
    return {}


def _level(error: Refused) -> Assurance:
    return Assurance(cast("int", error.values["level"]))


def people_refused(request: HttpRequest, error: PeopleRefused) -> HttpResponse:
    return problem(request, _status(error.code), error.code, people_sentence(error, chosen(request)))


def absence_refused(request: HttpRequest, error: AbsenceRefused) -> HttpResponse:
    code = str(error)
    return problem(request, _status(code), code, team_sentence(code, chosen(request)))


def _status(code: str) -> int:
    if code in _UNPROCESSABLE:
        return 422
    return 403 if code in _FORBIDDEN else 409


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"at": _place(one["loc"]), "message": one["msg"], "kind": one["type"]} for one in error.errors[:20]]
    return problem(request, 422, "invalid", errors=errors)


def _place(location: Sequence[str | int]) -> str:
    """Where it is, such as body.text; ninja also names the handler's parameter, which is nobody's business."""
    return ".".join(str(part) for place, part in enumerate(location) if place != 1)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    code = {400: "bad_request", 404: "not_found"}.get(error.status_code, "bad_request")
    return problem(request, error.status_code, code)


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s: %s", request.method, type(error).__name__, exc_info=error)
    return problem(request, 500, "internal")


E = TypeVar("E", bound=Exception)


def register(api: NinjaAPI) -> None:
    """Let the API answer each error as a problem."""

    def on(kind: type[E], answer: Callable[[HttpRequest, E], HttpResponse]) -> None:
        api.add_exception_handler(kind, cast("Any", answer))

    on(NotFound, lambda request, _: problem(request, 404, "not_found"))
    on(Http404, lambda request, _: problem(request, 404, "not_found"))
    on(Refused, refused)
    on(PeopleRefused, people_refused)
    on(AbsenceRefused, absence_refused)
    on(AuthenticationError, lambda request, _: problem(request, 401, "unauthorized"))
    on(Forbidden, lambda request, error: problem(request, 403, error.code))
    on(Unprocessable, lambda request, error: problem(request, 422, error.code))
    on(ValidationError, _invalid)
    on(HttpError, _http_error)
    on(RequestDataTooBig, lambda request, _: problem(request, 413, "too_large"))
    on(blobs.Missing, lambda request, _: problem(request, 410, "blob_missing"))
    on(OperationalError, lambda request, _: problem(request, 503, "busy"))
    on(Exception, _unexpected)
