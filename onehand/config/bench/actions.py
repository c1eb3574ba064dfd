"""Acting in the demo's real systems through a node of its own: plans, runs until they are read back, twenty at once.

Each round begins with the shop's data as on the first day. The clock runs from the request until the answer for a plan,
and until the run is done, read back and recorded for a run.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onehand.config import lines, shop
from onehand.config.bench import measure

ADDRESS = {"street": "Neuer Weg 5", "postcode": "10115", "city": "Berlin", "name": "Carla Kern", "country": "DE"}
SYSTEMS = "shop,lines"
TOGETHER = 20
ENOUGH = 60.0  # seconds for one run


@dataclass(slots=True)
class Times:
    """Milliseconds of the plan and of the run, a round each."""

    plans: list[float]
    runs: list[float]


@dataclass(slots=True)
class Together:
    """Of twenty begun at once: seconds until all had ended, how many were begun and how many wait for an approval, what
    the shop credited in cents, and whether they were done in the order in which they were begun."""

    seconds: float
    begun: int
    asked: int
    credited: int
    limit: int
    in_order: bool


def actions(*, rounds: int) -> tuple[dict[str, Times], Together]:
    with measure.data_folder() as data, contextlib.ExitStack() as beside:
        env = measure.environment(data, ONEHAND_BACKENDS=SYSTEMS)
        measure.part("prepare", env)
        world = json.loads(measure.part("acting", env, str(rounds + 1)))
        beside.enter_context(shop.program(data / "shop"))
        beside.enter_context(lines.program(_with_token(data / "lines")))
        node = beside.enter_context(measure.node(data, ONEHAND_BACKENDS=SYSTEMS))
        api = _Api(node.port, world["token"])
        _until(lambda: all(one["silent_since"] is None for one in _processes(api, world["cases"]["carla"][0])))
        first_day = _kept(data / "shop" / "shop.sqlite")
        found: dict[str, Times] = {}
        for turn in range(rounds + 1):
            for name, who, body in _wishes():
                times = found.setdefault(name, Times([], []))
                plan, run = _measured(api, world["cases"][who][turn], body)
                if turn:  # the first round warms the systems
                    times.plans.append(plan)
                    times.runs.append(run)
            _restore(first_day, data / "shop" / "shop.sqlite")
        return found, _together(node.port, world, data / "shop" / "shop.sqlite")


def _wishes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    def wish(action: str, **arguments: Any) -> dict[str, Any]:
        return {"action": action, "arguments": arguments}

    away = {"from": _day(3).isoformat(), "to": _day(9).isoformat()}
    yield "hold delivery", "carla", wish("hold_delivery", order="shop:20041", absence=away)
    yield "change delivery date", "carla", wish("change_delivery_date", order="shop:20041", on=_day(20).isoformat())
    yield "express", "carla", wish("express", order="shop:20094")
    yield "refund", "carla", wish("refund", order="shop:20029", amount="10,00", reason="x")
    yield "goodwill", "carla", wish("goodwill", amount="5,00", reason="x")
    yield "return", "carla", wish("return", order="shop:20029", reason="x")
    yield "resend", "carla", wish("resend", order="shop:20036")
    yield (
        "exchange",
        "jonas",
        wish("exchange", order="shop:20051", line="LAMPE-LUMEN", product="REGAL-FJORD"),
    )
    yield "correct address, two systems", "carla", wish("correct_address", address=ADDRESS)
    yield "cancel", "karim", wish("cancel", order="shop:20093", reason="x")


def _measured(api: _Api, case: int, body: dict[str, Any]) -> tuple[float, float]:
    plan, _ = api.post(f"/cases/{case}/dry-runs", body)
    spent, run = api.post(f"/cases/{case}/runs", body)
    begun = time.perf_counter() - spent / 1000
    state = _ended(api, run["id"])
    if state != "done":
        raise RuntimeError(f"{body['action']}: {state}")
    return plan, (time.perf_counter() - begun) * 1000


def _ended(api: _Api, run: int) -> str:
    """The state in which it ended or stands for a person."""
    end = time.monotonic() + ENOUGH
    while time.monotonic() < end:
        state = str(api.get(f"/runs/{run}")["state"])
        if state not in ("running", "waiting"):
            return state
        time.sleep(0.01)
    raise RuntimeError(f"run {run} does not end")


def _together(port: int, world: dict[str, Any], database: Path) -> Together:
    body = {"action": "goodwill", "arguments": {"amount": "1,00", "reason": "x"}, "reason": "Bitte"}
    runs: list[dict[str, Any]] = []
    gate = threading.Barrier(TOGETHER)

    def begin() -> None:
        api = _Api(port, world["limited"])
        gate.wait()
        runs.append(api.post(f"/cases/{world['together']}/runs", body)[1])

    threads = [threading.Thread(target=begin) for _ in range(TOGETHER)]
    since = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    api = _Api(port, world["limited"])
    begun = sorted(run["id"] for run in runs if run["state"] != "asked")
    states = [_ended(api, number) for number in begun]
    seconds = time.perf_counter() - since
    ends = [str(api.get(f"/runs/{number}")["ended_at"]) for number in begun]
    return Together(
        seconds, states.count("done"), sum(run["state"] == "asked" for run in runs), _credited(database),
        int(world["limit"]), ends == sorted(ends),
    )  # fmt: skip


def _credited(database: Path) -> int:
    """Straight from the shop's database."""
    query = "SELECT sum(total_amount_cache) FROM account_invoice WHERE reference LIKE 'onehand:%' AND state = 'posted'"
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        return round(-100 * float(connection.execute(query).fetchone()[0] or 0))


class _Api:
    """One connection; answers as data."""

    def __init__(self, port: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ENOUGH)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        return self._ask("GET", path, None)[1]

    def post(self, path: str, body: dict[str, Any]) -> tuple[float, Any]:
        """Milliseconds and the answer."""
        return self._ask("POST", path, json.dumps(body))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[float, Any]:
        since = time.perf_counter()
        self._connection.request(method, f"/api/v1{path}", body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        spent = (time.perf_counter() - since) * 1000
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return spent, json.loads(content)


def _processes(api: _Api, case: int) -> list[dict[str, Any]]:
    return list(api.get(f"/cases/{case}/processes")["systems"])


def _until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + ENOUGH
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError("the demo's systems do not answer")
        time.sleep(0.2)


def _day(ahead: int) -> date:
    """So many days from today, and no Sunday."""
    found = date.today() + timedelta(days=ahead)
    return found + timedelta(days=1) if found.weekday() == 6 else found


def _with_token(place: Path) -> Path:
    lines.token(place)
    return place


def _kept(database: Path) -> Path:
    kept = database.with_name("first-day.sqlite")
    _restore(database, kept)
    return kept


def _restore(source: Path, target: Path) -> None:
    """Beneath the running server: it holds no data between two requests."""
    opened = sqlite3.connect
    with (
        contextlib.closing(opened(source, timeout=20)) as here,
        contextlib.closing(opened(target, timeout=20)) as there,
    ):
        here.backup(there)
