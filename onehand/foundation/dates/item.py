"""What the grammar has read at one place, before neighbours are joined and days are reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onehand.foundation.dates.tokens import Token

Clock = tuple[int, int]
NO_MOD = 99  # "Freitag", where "nächsten Freitag" has 1, "kommenden" 9, "diesen" 0, "letzten" -1


@dataclass(slots=True)
class Item:
    """Tokens `first` up to `last` (not with it).

    `kind` is day, weekday, week, period, clock, span, part, vague or past. A day has a `rank`: a written date (2)
    says more than "morgen" (1), that more than a weekday (0).
    """

    kind: str
    first: int
    last: int
    day: date | None = None
    since: date | None = None
    rank: int = 0
    weekday: int = -1
    mod: int = NO_MOD
    clock: Clock | None = None
    clock_from: Clock | None = None
    sure: bool = True  # of the clock: 15:30 or "3 pm", not "um drei"
    part: str = ""
    unit: str = ""
    count: float = 0
    moment: datetime | None = None
    bad: bool = False  # an impossible date


@dataclass(frozen=True, slots=True)
class Scan:
    """The tokens of one text and what the reckoning starts from."""

    tokens: list[Token]
    now: datetime
    today: date
    past: bool
    german: bool

    def back(self, at: int, over: frozenset[str]) -> int:
        """The nearest token before `at` whose symbol is not among `over`; -1 at the beginning. Looks at six."""
        here = at - 1
        while here >= 0 and at - here <= 6 and self.tokens[here].symbol in over:
            here -= 1
        return here

    def symbol(self, at: int) -> str:
        return self.tokens[at].symbol if at >= 0 else ""

    def adjacent(self, at: int) -> bool:
        """Do tokens `at - 1` and `at` touch?"""
        return at > 0 and self.tokens[at - 1].end == self.tokens[at].start
