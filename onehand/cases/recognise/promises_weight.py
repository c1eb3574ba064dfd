"""What a clause weighs as a commitment, and what stood before it in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

Weight = int
NONE, WEAK, STRONG = 0, 1, 2  # weak: counts only when nothing stronger in its sentence does


@dataclass(slots=True)
class Context:
    before: str = ""  # the sentence up to this clause, in lower case
    first: bool = False  # the clause before had "ich" or "wir" as its subject
    ours: bool = False  # … or one of our people or things
    passive: bool = False  # … and was a passive
    owed: bool = False  # … and was a commitment
