"""Where the retailer's data lies, and the data itself, read once."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.retail.records import State, load

JSON = dict[str, Any]


def _folder() -> Path | None:
    given = os.environ.get("ONEHAND_TEST_CORPORA")
    beside = Path(__file__).resolve().parents[3] / "shared" / "corpora"
    for place in ([Path(given)] if given else []) + [beside]:
        if (place / "retail-tau-bench" / "orders.json").is_file():
            return place / "retail-tau-bench"
    return None


@pytest.fixture(scope="session")
def folder() -> Path:
    found = _folder()
    if found is None:
        pytest.skip("the retailer's data is not on this machine (ONEHAND_TEST_CORPORA)")
    return found


@pytest.fixture(scope="session")
def state(folder: Path) -> State:
    return load(folder)


@pytest.fixture(scope="session")
def data(folder: Path) -> dict[str, JSON]:
    """The JSON files themselves: users, orders, products."""
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("users", "orders", "products")}


@pytest.fixture(scope="session")
def tasks(folder: Path) -> list[JSON]:
    """The training tasks, or those of the file that ONEHAND_TEST_RETAIL_TASKS names."""
    other = os.environ.get("ONEHAND_TEST_RETAIL_TASKS")
    path = Path(other) if other else folder / "tasks_train.json"
    return list(json.loads(path.read_text("utf-8")))
