from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onehand.foundation import clock, tokens


@pytest.fixture(autouse=True)
def _real_clock() -> Iterator[None]:
    yield
    clock.reset()


@given(st.integers(min_value=0, max_value=2**40 - 1))
def test_a_reply_token_gives_its_number_back_even_when_a_server_folds_case(number: int) -> None:
    token = tokens.reply_token(number)
    assert len(token) == tokens.REPLY_TOKEN_LENGTH == 34
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert tokens.read_reply_token(token) == tokens.read_reply_token(token.upper()) == number


def test_a_reply_token_changed_in_any_letter_is_nobodys() -> None:
    token = tokens.reply_token(12)
    for place in range(len(token)):
        for letter in "abcdefghijklmnopqrstuvwxyz234567":
            if letter != token[place]:
                assert tokens.read_reply_token(token[:place] + letter + token[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "a" * 33, "a" * 34, "a" * 35, "ä" * 34, "1" * 34, "+" * 34, "ſ" * 34])
def test_what_is_no_reply_token_gives_none(text: str) -> None:
    assert tokens.read_reply_token(text) is None


def test_another_installation_makes_other_tokens(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    here = tokens.reply_token(12)
    settings.ONEHAND = SimpleNamespace(data=Path("/"), secret_key="another key")  # type: ignore[attr-defined]
    assert tokens.read_reply_token(here) is None


def test_a_message_token_is_stable_long_and_checked() -> None:
    token = tokens.message_token("12.34")
    assert token == tokens.message_token("12.34")
    assert len(token) >= 26
    assert tokens.is_message_token("12.34", token.upper())
    assert not tokens.is_message_token("12.35", token)


def test_a_sealed_text_opens_only_for_its_purpose() -> None:
    sealed = tokens.seal("portal", "12", "Carla, Kern", "")
    assert tokens.unseal("portal", sealed) == ["12", "Carla, Kern", ""]
    assert tokens.unseal("desk", sealed) is None


def test_a_sealed_text_ends_when_it_expires() -> None:
    clock.set(datetime(2026, 1, 1, tzinfo=UTC))
    sealed = tokens.seal("portal", "12", expires=clock.now() + timedelta(minutes=5))
    assert tokens.unseal("portal", sealed) == ["12"]
    clock.advance(timedelta(minutes=5))
    assert tokens.unseal("portal", sealed) is None


@given(st.text())
def test_a_forged_text_never_opens(text: str) -> None:
    assert tokens.unseal("portal", text) is None


def test_a_sealed_text_cannot_be_changed() -> None:
    body, mac = tokens.seal("portal", "12").split(".")
    other = base64.urlsafe_b64encode(b'[null,"13"]').decode().rstrip("=")
    assert tokens.unseal("portal", f"{other}.{mac}") is None
    assert tokens.unseal("portal", f"{body}.{mac[:-1]}") is None


def test_a_keyed_hash_is_no_plain_hash() -> None:
    assert tokens.keyed_hash(b"mail") == tokens.keyed_hash(b"mail") != tokens.keyed_hash(b"mail ")
    assert len(tokens.keyed_hash(b"")) == 64
