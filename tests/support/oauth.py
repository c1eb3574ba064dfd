"""A token endpoint with introspection, as Microsoft 365 and Google have, for XOAUTH2 and OAUTHBEARER."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.ports import HOST


@dataclass(slots=True)
class Grant:
    """One token given out: for whom, and whether it still counts."""

    user: str
    token: str
    active: bool = True


class OAuth:
    """Issues tokens by RFC 6749 (client_credentials 4.4, refresh_token 6), answers introspection (RFC 7662).

    Clients identify themselves in the body or by HTTP Basic. `asked` holds the form of every token request.
    """

    def __init__(self, *, lifetime: int = 3600) -> None:
        self.lifetime = lifetime
        self.asked: list[dict[str, str]] = []
        self.grants: list[Grant] = []
        self._clients: dict[str, tuple[str, str]] = {}
        self._refresh: dict[str, str] = {}
        self._refusals: list[tuple[int, str]] = []
        self._server = _Server((HOST, 0), _Handler)
        self._server.oauth = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def token_url(self) -> str:
        return f"http://{HOST}:{self.port}/token"

    @property
    def introspection_url(self) -> str:
        return f"http://{HOST}:{self.port}/introspect"

    def add_client(self, user: str, *, client_id: str = "onehand", secret: str = "geheim") -> tuple[str, str]:
        """Register a client whose tokens open the mailbox of `user`. Returns (client id, secret)."""
        self._clients[client_id] = (secret, user)
        return client_id, secret

    def refresh_token(self, user: str) -> str:
        """A refresh token as after a person's consent; it may be used again and again."""
        token = secrets.token_urlsafe(24)
        self._refresh[token] = user
        return token

    def issue(self, user: str) -> str:
        """An access token straight away, without a request."""
        grant = Grant(user, secrets.token_urlsafe(24))
        self.grants.append(grant)
        return grant.token

    def revoke(self, token: str | None = None) -> None:
        """End one access token, or all of them: the next sign-in with it fails."""
        for grant in self.grants:
            if token in (None, grant.token):
                grant.active = False

    def forget_consent(self) -> None:
        """Void all refresh tokens: requests with them are answered `invalid_grant`."""
        self._refresh.clear()

    def refuse_next(self, error: str = "temporarily_unavailable", *, status: int = 503) -> None:
        """Answer the next token request with this error instead."""
        self._refusals.append((status, error))

    def answer_token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Status and JSON for one token request."""
        self.asked.append(form)
        if self._refusals:
            status, error = self._refusals.pop(0)
            return status, {"error": error}
        secret, user = self._clients.get(form.get("client_id", ""), ("", ""))
        if not secret or not secrets.compare_digest(secret, form.get("client_secret", "")):
            return 401, {"error": "invalid_client"}
        match form.get("grant_type"):
            case "client_credentials":
                pass
            case "refresh_token":
                user = self._refresh.get(form.get("refresh_token", ""), "")
            case _:
                return 400, {"error": "unsupported_grant_type"}
        if not user:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": self.issue(user), "token_type": "Bearer", "expires_in": self.lifetime}

    def introspect(self, token: str) -> dict[str, Any]:
        """What RFC 7662 says of that token."""
        for grant in self.grants:
            if grant.active and secrets.compare_digest(grant.token, token):
                return {"active": True, "username": grant.user, "expires_in": self.lifetime}
        return {"active": False}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    oauth: OAuth


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Introspection by a query with token and username, as Exim's ${readsocket} can ask."""
        query = _single(urlsplit(self.path).query)
        found = self.server.oauth.introspect(query.get("token", ""))
        self._send(200, found if found.get("username") == query.get("username") else {"active": False})

    def do_POST(self) -> None:
        form = _single(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            client, _, secret = base64.b64decode(encoded).decode().partition(":")
            form |= {"client_id": unquote(client), "client_secret": unquote(secret)}
        match urlsplit(self.path).path:
            case "/token":
                self._send(*self.server.oauth.answer_token(form))
            case "/introspect":
                self._send(200, self.server.oauth.introspect(form.get("token", "")))
            case _:
                self._send(404, {"error": "not_found"})

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _single(query: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
