"""The token endpoint answers as the big providers do."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.support.oauth import OAuth

USER = "hilfe@moebelhaus.example"


def ask(oauth: OAuth, **form: str) -> dict[str, object]:
    with urlopen(Request(oauth.token_url, urlencode(form).encode()), timeout=5) as answer:
        found: dict[str, object] = json.load(answer)
        return found


def test_a_client_gets_a_token_for_its_mailbox(oauth: OAuth) -> None:
    client, secret = oauth.add_client(USER)
    answer = ask(oauth, grant_type="client_credentials", client_id=client, client_secret=secret, scope="mail")
    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] == 3600
    assert oauth.introspect(str(answer["access_token"]))["username"] == USER
    assert oauth.asked[0]["scope"] == "mail"


def test_a_refresh_token_works_until_consent_ends(oauth: OAuth) -> None:
    client, secret = oauth.add_client("app")
    form = {"client_id": client, "client_secret": secret, "refresh_token": oauth.refresh_token(USER)}
    token = ask(oauth, grant_type="refresh_token", **form)["access_token"]
    assert oauth.introspect(str(token))["username"] == USER
    oauth.forget_consent()
    with pytest.raises(HTTPError, match="400"):
        ask(oauth, grant_type="refresh_token", **form)


def test_a_wrong_secret_gets_nothing(oauth: OAuth) -> None:
    client, _ = oauth.add_client(USER)
    with pytest.raises(HTTPError, match="401"):
        ask(oauth, grant_type="client_credentials", client_id=client, client_secret="falsch")


def test_an_outage_is_over_after_one_request(oauth: OAuth) -> None:
    client, secret = oauth.add_client(USER)
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
    oauth.refuse_next()
    with pytest.raises(HTTPError, match="503"):
        ask(oauth, **form)
    assert ask(oauth, **form)["access_token"]
