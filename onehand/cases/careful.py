"""What a reply is held back for before it is sent, when its writer can still be asked (B4, C3, C9)."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.checking import Check, check
from onehand.cases.composed import Evidenced
from onehand.cases.errors import Refused
from onehand.cases.fact_kinds import in_words
from onehand.cases.honouring import Burden
from onehand.cases.models import Case
from onehand.cases.unsettled import listed
from onehand.team.models import Agent


def guard(case: Case, text: str, load: Burden, *, by: Agent, leave_open: bool, ask_anyway: bool) -> None:
    """Raises Refused: gap, claim_without_evidence, asks_known, questions_open; the last two may be overridden."""
    seen = check(case, text, by=by)
    if seen.gaps:
        raise Refused("gap", gaps=seen.gaps, what=", ".join(seen.gaps))
    _guard_claims(seen, load.claims)
    if not ask_anyway:
        _guard_asks(seen, case.language)
    if load.left_open and not leave_open:
        texts = [question.text for question in load.left_open]
        raise Refused(
            "questions_open", questions=texts, ids=[question.pk for question in load.left_open], what=listed(texts)
        )


def _guard_claims(seen: Check, claims: Sequence[Evidenced]) -> None:
    backed = [_line(claim.text) for claim in claims]
    bare = [one.text for one in seen.claims if not any(_same(_line(one.text), claim) for claim in backed)]
    if bare:
        raise Refused("claim_without_evidence", claims=bare, what=listed(bare))


def _line(given: str) -> str:
    return " ".join(given.split()).casefold()


def _same(found: str, named: str) -> bool:
    """Its writer may have named a part of the sentence, or more of it."""
    return bool(named) and (found in named or named in found)


def _guard_asks(seen: Check, language: str) -> None:
    known = [(one.kind, one.known.value) for one in seen.asks if one.known is not None]
    if known:
        what = ", ".join(f"{in_words(kind, language)}: {value}" for kind, value in dict.fromkeys(known))
        raise Refused("asks_known", asks=[{"kind": kind, "value": value} for kind, value in known], what=what)
