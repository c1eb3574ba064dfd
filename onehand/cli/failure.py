"""What ends a command: one sentence for the person at the shell, and the exit code."""

from __future__ import annotations

REFUSED = 1  # the guard of a verb said no, or there is no such thing
WRONG_USE = 2  # a wrong argument or setting
TEMPORARY = 75  # EX_TEMPFAIL of sysexits.h


class Failure(Exception):
    def __init__(self, sentence: str, code: int = REFUSED) -> None:
        super().__init__(sentence)
        self.code = code
