"""Pages through uvicorn: list, case, customer and search, on a data folder of a given size."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from onehand.config.bench import measure

QUERIES_RARE = ("100017", "100031", "100533", "100777", "101009")
QUERIES_COMMON = ("schrank", "rechnung", "bitte", "lieferung montag", "refund")


def pages(data: Path, *, rounds: int, **settings: str) -> dict[str, list[float]]:
    """Milliseconds of each request by kind of page, on the filled data folder."""
    env = measure.environment(data, **settings)
    known = json.loads(measure.part("session", env))
    rng = random.Random(3)
    with measure.node(data, web_only=True, **settings) as node:
        browser = measure.Browser(node.port, known["session"])
        paths: dict[str, Callable[[], str]] = {
            "list": lambda: "/desk/cases/?view=all",
            "case": lambda: f"/desk/cases/{rng.randint(1, known['cases'])}/",
            "customer": lambda: f"/desk/customers/{rng.randint(1, known['cases'] * 2 // 3)}/",
            "search, rare": lambda: f"/desk/search/?q={rng.choice(QUERIES_RARE)}",
            "search, common": lambda: f"/desk/search/?q={rng.choice(QUERIES_COMMON).replace(' ', '+')}",
        }
        times: dict[str, list[float]] = {}
        for kind, path in paths.items():
            for _ in range(10):  # caches as a working day has them
                _answer(browser, path())
            times[kind] = [_answer(browser, path()) for _ in range(rounds)]
        return times


def _answer(browser: measure.Browser, path: str) -> float:
    milliseconds, status, _ = browser.get(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return milliseconds
