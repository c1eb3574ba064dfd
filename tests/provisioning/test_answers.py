"""Whatever an answer looks like, what comes of it is a value or a defined error, never a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from onehand.actions.contract import BackendError, Step, Unclear, Unreachable, View, Who
from onehand.actions.provisioning import Lines
from onehand.actions.words import Words
from tests.support.provisioning import Provisioning

JUNK: tuple[Any, ...] = (None, True, -1, 1.5, "", "x" * 5000, "2026-02-30", [], {}, [[]], {"de": 1}, "\x00")
STEP = Step("pause_line", "30411", Words("", ""), {"from": None, "until": None}, {"from": "a", "until": "b"},
            {"customer": "L-5001", "put": {}})  # fmt: skip


def spoiled(data: Any) -> Iterator[Any]:
    """The same with one thing in it missing or replaced."""
    yield from JUNK
    if isinstance(data, dict):
        for name, value in data.items():
            yield {other: one for other, one in data.items() if other != name}
            yield from ({**data, name: junk} for junk in spoiled(value))
    elif isinstance(data, list) and data:
        yield from ([junk, *data[1:]] for junk in spoiled(data[0]))


def recorded(lines: Lines, path: str) -> Any:
    return json.loads(lines._client._exchange("GET", path, {}, None, False)[1])


@pytest.fixture
def answering(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> Any:
    """From now on every request is answered with this; a recording, changed."""

    def answer(data: Any, status: int = 200) -> None:
        raw = json.dumps(data).encode()
        monkeypatch.setattr(lines._client, "_exchange", lambda *_: (status, raw))

    return answer


def test_a_spoiled_customer(provisioning: Provisioning, lines: Lines, answering: Any) -> None:
    known, tried = recorded(lines, "/v1/customers/L-5002"), 0
    for data in spoiled(known):
        answering(data)
        tried += 1
        with suppress(BackendError):
            assert isinstance(lines.read("L-5002"), View)
    assert tried > 300


def test_somebody_else_than_was_asked_for_is_no_answer(lines: Lines, answering: Any) -> None:
    customer, contract = recorded(lines, "/v1/customers/L-5006"), recorded(lines, "/v1/contracts/30416")
    answering(customer)
    with pytest.raises(Unreachable):
        lines.read("L-5001")
    answering(contract)
    with pytest.raises(Unreachable):
        lines.look(STEP)


@pytest.mark.parametrize("path", ["/v1/events", "/v1/contracts/30411/tests", "/v1/", "/v1/customers?email=x"])
def test_other_spoiled_answers(lines: Lines, answering: Any, path: str) -> None:
    from onehand.actions.provisioning import answers

    read = {"/v1/events": answers.events, "/v1/": answers.version}.get(path, answers.tests)
    for data in spoiled(recorded(lines, path)):
        answering(data)
        with suppress(BackendError):
            lines._client.get(path, read)


def test_a_spoiled_answer_to_a_change_is_unclear(lines: Lines, answering: Any) -> None:
    contract = recorded(lines, "/v1/contracts/30411")
    for data in spoiled(contract):
        answering(data)
        with suppress(Unclear):
            lines.do(STEP, "key")


@pytest.mark.parametrize("status", [100, 204, 302, 400, 404, 409, 418, 422, 429, 500, 502, 599])
def test_a_spoiled_refusal(lines: Lines, answering: Any, status: int) -> None:
    values = {"earliest": "2026-01-01", "step": "x", "cause_de": "y", "mover": "z"}
    for code in ("too_soon", "hangs", "not_served", "a code of tomorrow"):
        for data in spoiled({"error": {"code": code, "sentence": "No.", "values": values}}):
            answering(data, status)
            with pytest.raises(BackendError):
                lines.do(STEP, "key")
            for read in (lines.version, lambda: lines.happened(""), lambda: lines.find(Who(emails=("a@b.example",)))):
                with pytest.raises(Unreachable):
                    read()
