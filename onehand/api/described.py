"""The API's own description (OpenAPI): ninja's, with the problems, tokens and keys that all operations share."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from onehand.api.problems import MEDIA_TYPE

_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457. `code` is stable, `detail` one sentence in the language of Accept-Language.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}, "description": "Of 422: what does not fit, and where"},
        "refused": {
            "type": "array",
            "items": {"type": "object"},
            "description": "Of 409 impossible: what the systems say no to, with `code`, `detail` and `instead`",
        },
        "needs": {"type": "string", "description": "Of 409 needs_proof: confirmed, link or proof"},
        "entries": {
            "type": "array",
            "items": {"type": "object"},
            "description": "Of 409 outdated: what has come since",
        },
    },
}
_STATUSES = {
    400: "The request cannot be read",
    401: "A valid token is missing",
    403: "Not with this token",
    404: "No such thing, or not for you",
    409: "Something has happened meanwhile, or the state does not allow it",
    410: "Its bytes are gone",
    413: "Too large",
    422: "The request does not fit, or its Idempotency-Key came with another body",
    503: "Not possible right now, try again",
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key and body again has no second effect and gets the first answer, for a day",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


class _Encoder(NinjaJSONEncoder):
    """Times to the microsecond: a client sends them back to be compared, as with `known` of a draft."""

    def default(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat().replace("+00:00", "Z")
        return super().default(value)


class StrictParser(Parser):
    """JSON that can be stored: half of a surrogate pair is no character and no database takes it."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = super().parse_body(request)
        # Parsed and written again, escapes such as \\ud800 show themselves by what cannot be encoded.
        json.dumps(body, ensure_ascii=False).encode()
        return body


class Renderer(JSONRenderer):
    encoder_class = _Encoder


class DescribedAPI(NinjaAPI):
    """Operation ids are the functions' names, short and stable for generated clients."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        name: str = operation.view_func.__name__
        return name

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _share(method, operation)
        return schema


def _share(method: str, operation: dict[str, Any]) -> None:
    for status, description in _STATUSES.items():
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"].setdefault(status, {"description": description, "content": content})
    if method == "post":
        operation["parameters"].append(_KEY)
