"""What the system answers when it says no: a stable code, one sentence, and values that a client may show."""

from __future__ import annotations

from typing import Any


class No(Exception):
    def __init__(self, status: int, code: str, sentence: str, **values: Any) -> None:
        super().__init__(code)
        self.status = status
        self.data = {"error": {"code": code, "sentence": sentence, "values": values}}


def unknown_contract() -> No:
    """The same for one that does not exist and one that is somebody else's."""
    return No(404, "unknown_contract", "This customer has no such contract.")
