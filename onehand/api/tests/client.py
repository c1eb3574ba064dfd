"""The API as a program uses it: JSON in, JSON out, a bearer token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

PREFIX = "/api/v1"


@dataclass
class Answer:
    """Status, headers and the body, read as JSON where it is JSON (`json`) and as bytes (`content`)."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    json: Any

    @property
    def code(self) -> str:
        """The stable code of a problem."""
        assert self.headers["Content-Type"] == "application/problem+json", self.content
        return str(self.json["code"])


@dataclass
class ApiClient:
    """`token` "" asks without one. Paths begin behind /api/v1."""

    token: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: Any) -> Answer:
        return self.send("GET", path, query=query)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Answer:
        return self.send("POST", path, body, key=key)

    def put(self, path: str, body: Any = None) -> Answer:
        return self.send("PUT", path, body)

    def patch(self, path: str, body: Any = None) -> Answer:
        return self.send("PATCH", path, body)

    def delete(self, path: str) -> Answer:
        return self.send("DELETE", path)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Answer:
        headers = {"accept-language": self.language}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if key is not None:
            headers["idempotency-key"] = key
        response = self.client.generic(
            method, PREFIX + path, b"" if body is None else self.encode(body), "application/json",
            headers=headers, query_params=dict(query or {}) or None,
        )  # fmt: skip
        content = response.content
        is_json = "json" in response.headers.get("Content-Type", "") and bool(content)
        return Answer(response.status_code, response.headers, content, response.json() if is_json else None)

    @staticmethod
    def encode(body: Any) -> bytes:
        import json

        return body if isinstance(body, bytes) else json.dumps(body).encode()
