"""What a verb of this floor says when it cannot do what was asked."""

from __future__ import annotations


class PeopleRefused(Exception):
    """Says by its code why; faces tell it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
