"""A system that is slow, silent, broken, of another version, or that loses its answer: never a crash, never a guess."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

import pytest

from onehand.actions.contract import Rejected, Unclear, Unreachable, Who
from onehand.actions.provisioning import Lines, client
from tests.support.ports import HOST, free_port, within
from tests.support.provisioning import Provisioning

READS: list[Callable[[Lines], Any]] = [
    lambda lines: lines.version(),
    lambda lines: lines.find(Who(emails=("carla.kern@kunde.example",))),
    lambda lines: lines.read("L-5001"),
    lambda lines: lines.happened(""),
    lambda lines: lines.prove("30411", "10115"),
    lambda lines: lines.plan("line_test", "L-5001", {"contract": "30411"}),
]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "READ", 0.8)


@pytest.mark.parametrize("mode", ["slow", "error", "busy", "lost", "cut", "garbage", "foreign", "huge", "trickle"])
def test_a_read_that_fails_is_unreachable(provisioning: Provisioning, lines: Lines, mode: str) -> None:
    for read in READS:
        provisioning.fault(mode, seconds=0.1 if mode == "trickle" else 1.6)
        with within(2, mode), pytest.raises(Unreachable):
            read(lines)
        provisioning.fault("none")
        read(lines)


@pytest.mark.parametrize("mode", ["slow", "lost", "cut", "garbage", "foreign", "huge"])
def test_a_change_whose_answer_is_lost_is_unclear_and_under_its_key_done_once(
    provisioning: Provisioning, lines: Lines, mode: str
) -> None:
    (step,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    provisioning.fault(mode, on="write", seconds=1.6)
    with pytest.raises(Unclear):
        lines.do(step, "same-key")
    provisioning.fault("none")
    first = lines.do(step, "same-key")
    assert lines.do(step, "same-key") == first
    assert len(provisioning.rows("SELECT * FROM tests")) == 1


@pytest.mark.parametrize("mode", ["error", "busy"])
def test_an_error_of_theirs_is_unclear_since_nobody_knows(provisioning: Provisioning, lines: Lines, mode: str) -> None:
    (step,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    provisioning.fault(mode, on="write")
    with pytest.raises(Unclear):
        lines.do(step, "key")
    assert provisioning.rows("SELECT * FROM tests") == []
    lines.do(step, "key")


def test_a_refusal_in_another_versions_words_was_not_done(provisioning: Provisioning, lines: Lines) -> None:
    (step,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    provisioning.fault("foreign", on="write")
    with pytest.raises(Unreachable):
        lines.do(dataclasses.replace(step, target="99999"), "key")


def test_nobody_at_the_door(provisioning: Provisioning) -> None:
    nowhere = Lines(f"http://{HOST}:{free_port()}", "x")
    with within(4, "refused"), pytest.raises(Unreachable, match="cannot be connected"):
        nowhere.version()
    strange = Lines(provisioning.url, "wrong-token")
    with pytest.raises(Unreachable, match="401"):
        strange.read("L-5001")


def test_a_change_that_could_not_be_sent_was_not_done(provisioning: Provisioning, lines: Lines) -> None:
    (step,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    provisioning.kill()
    with pytest.raises(Unreachable):
        lines.do(step, "key")
    with pytest.raises(Unreachable):
        lines.look(dataclasses.replace(step, key="key"))
    provisioning.start()
    lines.do(step, "key")
    assert len(provisioning.rows("SELECT * FROM tests")) == 1


def test_a_key_survives_the_death_of_the_system(provisioning: Provisioning, lines: Lines) -> None:
    (step,) = lines.plan("activate", "L-5003", {"contract": "30415"}).steps
    first = lines.do(step, "key")
    provisioning.kill()
    provisioning.start()
    assert lines.do(step, "key") == first
    assert len(provisioning.rows("SELECT * FROM events WHERE kind = 'activated'")) == 1


def test_a_key_is_good_for_one_request_only(lines: Lines) -> None:
    (test,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    (other,) = lines.plan("line_test", "L-5006", {"contract": "30416"}).steps
    lines.do(test, "key")
    with pytest.raises(Rejected, match="key_used"):
        lines.do(other, "key")


def test_twenty_at_once_under_one_key_are_done_once(provisioning: Provisioning, lines: Lines) -> None:
    (step,) = lines.plan("line_test", "L-5001", {"contract": "30411"}).steps
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: json.dumps(lines.do(step, "key"), sort_keys=True), range(20)))
    assert len(set(answers)) == 1
    assert len(provisioning.rows("SELECT * FROM tests")) == 1


def test_a_refusal_is_repeated_under_its_key(provisioning: Provisioning) -> None:
    """In the same bytes, also when meanwhile it would be allowed."""
    first = _raw(provisioning, "POST", "/v1/contracts/30412/activation", {"customer": "L-5002"}, "k")
    provisioning.operate("contracts/30412/release")
    assert first[0] == 409
    assert _raw(provisioning, "POST", "/v1/contracts/30412/activation", {"customer": "L-5002"}, "k") == first


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/contracts/30411/tests", b"[1, 2]", 400),
        ("POST", "/v1/contracts/30411/tests", b"{", 400),
        ("POST", "/v1/contracts/30411/tests", b"\xff\xfe", 400),
        ("POST", "/v1/contracts/30411/tests", b"{}", 422),
        ("PUT", "/v1/contracts/30411/pause", b'{"customer": "L-5001", "from": 7}', 422),
        ("PUT", "/v1/contracts/30411/move", b'{"customer": {"$ne": ""}, "on": null}', 422),
        ("GET", "/v1/events?after=x", b"", 422),
        ("GET", "/v1/nothing", b"", 404),
        ("PATCH", "/v1/events", b"", 501),
        ("GET", "/v1/contracts/%27%20OR%201=1", b"", 404),
    ],
)
def test_bad_requests_get_a_code_and_a_sentence(
    provisioning: Provisioning, method: str, path: str, body: bytes, status: int
) -> None:
    answered, raw = _raw(provisioning, method, path, body, "key")
    assert answered == status
    if status != 501:
        error = json.loads(raw)["error"]
        assert error["code"]
        assert error["sentence"].endswith(".")


def test_operators_words_need_the_operators_token(provisioning: Provisioning) -> None:
    assert _raw(provisioning, "POST", "/operator/causes/switch-7/release", {}, "key")[0] == 401
    assert _raw(provisioning, "POST", "/faults", {"mode": "error"}, "key")[0] == 401


def _raw(
    provisioning: Provisioning, method: str, path: str, body: bytes | dict[str, Any], key: str
) -> tuple[int, bytes]:
    connection = HTTPConnection(HOST, provisioning.port, timeout=5)
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(
        method, path, sent, {"Authorization": f"Bearer {provisioning.token}", "Idempotency-Key": key}
    )  # fmt: skip
    answer = connection.getresponse()
    return answer.status, answer.read()
