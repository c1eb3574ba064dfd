"""Pages through uvicorn: lists, cases, customers, promises, search, the check of a draft and the portal, on a data
folder of a given size."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from onehand.config.bench import measure
from onehand.config.bench.texts import DRAFTS

QUERIES_RARE = ("100017", "100031", "100533", "100777", "101009")
QUERIES_COMMON = ("schrank", "rechnung", "bitte", "lieferung montag", "refund")
Answer = tuple[float, int, bytes]
Asks = Callable[[], tuple[str, Answer]]


def pages(data: Path, *, rounds: int, **settings: str) -> dict[str, list[float]]:
    """Milliseconds of each request by kind of page, on the filled data folder."""
    env = measure.environment(data, **settings)
    known = json.loads(measure.part("session", env))
    rng = random.Random(3)
    with measure.node(data, web_only=True, **settings) as node:
        browser = measure.Browser(node.port, known["session"])
        times: dict[str, list[float]] = {}
        for kind, ask in {**_desk(browser, known, rng), **_portal(node.port, known, rng)}.items():
            for _ in range(10):  # caches as a working day has them
                _time(ask)
            times[kind] = [_time(ask) for _ in range(rounds)]
        return times


def _desk(browser: measure.Browser, known: Mapping[str, Any], rng: random.Random) -> dict[str, Asks]:
    cases, customers = known["cases"], known["cases"] * 2 // 3
    open_from = cases - max(200, cases * 3 // 100) + 1

    def customer() -> int:
        """Not one who stands behind another: there the page only leads on."""
        pk = rng.randint(1, customers)
        return pk - 1 if pk % 200 == 0 else pk

    paths: dict[str, Callable[[], str]] = {
        "list": lambda: "/desk/cases/?view=all",
        "case": lambda: f"/desk/cases/{rng.randint(1, cases)}/",
        "open case": lambda: f"/desk/cases/{rng.randint(open_from, cases)}/",
        "customer": lambda: f"/desk/customers/{customer()}/",
        "likely twins": lambda: f"/desk/customers/{customer()}/likely/",
        "likely twins by a common number": lambda: f"/desk/customers/{rng.choice(known['common'] or [1])}/likely/",
        "first": lambda: "/desk/",
        "own promises": lambda: "/desk/promises/",
        "promises of today": lambda: "/desk/promises/?group=today&whose=all",
        "late promises": lambda: "/desk/promises/?group=late&whose=all",
        "promises at risk": lambda: "/desk/promises/?group=at_risk&whose=all",
        "kept promises": lambda: "/desk/promises/?group=kept&whose=all",
        "own kept promises": lambda: "/desk/promises/?group=kept",
        "search, rare": lambda: f"/desk/search/?q={rng.choice(QUERIES_RARE)}",
        "search, common": lambda: f"/desk/search/?q={rng.choice(QUERIES_COMMON).replace(' ', '+')}",
    }
    asks = {kind: _getting(browser, path) for kind, path in paths.items()}

    def check() -> tuple[str, Answer]:
        path = f"/desk/cases/{rng.randint(open_from, cases)}/draft-check/"
        return path, browser.post(path, {"text": rng.choice(DRAFTS)})

    return asks | {"draft check": check}


def _getting(browser: measure.Browser, path: Callable[[], str]) -> Asks:
    def ask() -> tuple[str, Answer]:
        chosen = path()
        return chosen, browser.get(chosen)

    return ask


def _portal(port: int, known: Mapping[str, Any], rng: random.Random) -> dict[str, Asks]:
    """Each customer in a browser of their own."""
    people = [(measure.Browser(port, one["session"]), one["case"]) for one in known["portals"]]

    def card() -> tuple[str, Answer]:
        browser, _ = rng.choice(people)
        return "/my/card/", browser.get("/my/card/")

    def case() -> tuple[str, Answer]:
        browser, number = rng.choice(people)
        return f"/my/{number}/", browser.get(f"/my/{number}/")

    return {"portal: my card": card, "portal: my case": case}


def _time(ask: Asks) -> float:
    path, (milliseconds, status, _) = ask()
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return milliseconds
