"""Shared by the parser's tests: the corpora's place, and mails written in one line."""

from __future__ import annotations

import importlib
import os
import re
import sys
import types
from pathlib import Path

import pytest

try:
    importlib.import_module("onehand.foundation.quotes")
except ImportError:  # the parser can be tested before its neighbour is there
    stub = types.ModuleType("onehand.foundation.quotes")
    stub.html_to_text = lambda html: re.sub(r"<[^>]*>", "", html)  # type: ignore[attr-defined]
    sys.modules["onehand.foundation.quotes"] = stub
    import onehand.foundation

    onehand.foundation.quotes = stub  # type: ignore[attr-defined]


def corpora() -> Path | None:
    """Where the real mails lie, None if they are not on this machine."""
    given = os.environ.get("ONEHAND_TEST_CORPORA")
    beside = Path(__file__).resolve().parents[4].parent / "shared" / "corpora"
    for place in ([Path(given)] if given else []) + [beside]:
        if place.is_dir():
            return place
    return None


@pytest.fixture(scope="session")
def corpus() -> Path:
    place = corpora()
    if place is None:
        pytest.skip("corpora of real mails are not on this machine (ONEHAND_TEST_CORPORA)")
    return place
