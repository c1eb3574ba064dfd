"""Which further cases a defect may have caused, and which known defect a case may be: with the reasons, for a person.

Two things tell: the same step of a process at which both fail, and the rare words that both use. Computed by rules and
the search index alone, so the same on every look, offline and quick. Only suggestions: somebody links, or says no.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onehand.cases.access import visible_to
from onehand.cases.failing import Step
from onehand.cases.models import Case, State
from onehand.defects import hanging
from onehand.defects.access import step_of
from onehand.defects.learning import first_words, terms
from onehand.defects.models import Defect, Link, NotThis
from onehand.foundation.search import index
from onehand.team.models import Agent

STEP_WEIGHS = 3.0
ENOUGH = 1.0  # weight of the shared words
LEAST_WORDS = 2
PROBED = 8  # words by which cases are looked for
LOOKED_AT = 60  # cases whose words are compared
SHOWN = 20
DEFECTS = 100  # open defects that a case is compared with


@dataclass(frozen=True, slots=True)
class Likely:
    """`words` are shared ones as the customer wrote them; `step` says that both fail at the same step."""

    defect: Defect
    case: Case
    weight: float
    words: tuple[str, ...]
    step: bool


def cases_like(defect: Defect, agent: Agent) -> list[Likely]:
    """Open cases that this agent may see, the likeliest first."""
    if not defect.is_open:
        return []
    at_step = hanging.cases_at(step_of(defect))
    numbers = list(dict.fromkeys([*at_step[:LOOKED_AT], *_bearing(defect)]))
    known = {
        *Link.objects.filter(defect=defect, case__in=numbers, ended_at__isnull=True).values_list("case_id", flat=True),
        *NotThis.objects.filter(defect=defect, case__in=numbers).values_list("case_id", flat=True),
    }
    rest = [number for number in numbers if number not in known][:LOOKED_AT]
    cases = list(
        visible_to(agent).filter(pk__in=rest).exclude(state=State.CLOSED).select_related("customer").order_by("pk")
    )
    said = first_words([case.pk for case in cases])
    failing = set(at_step)
    found = [_likely(defect, case, terms(said[case.pk]), case.pk in failing) for case in cases]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.weight, one.case.pk))[:SHOWN]


def defects_like(case: Case) -> list[Likely]:
    """Known defects that this case may be, the likeliest first. Nothing is asked of any system."""
    known = [
        *Link.objects.filter(case=case, ended_at__isnull=True).values_list("defect_id", flat=True),
        *NotThis.objects.filter(case=case).values_list("defect_id", flat=True),
    ]
    defects = list(
        Defect.objects.exclude(state=Defect.State.FIXED).exclude(pk__in=known).select_related("owner")
        .order_by("-opened_at", "-pk")[:DEFECTS]
    )  # fmt: skip
    if not defects:
        return []
    steps = hanging.of_cases([case.pk]).get(case.pk, ())
    said = terms(first_words([case.pk])[case.pk])
    found = [_likely(defect, case, said, _fails_alike(defect, steps)) for defect in defects]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.weight, one.defect.pk))[:3]


def _fails_alike(defect: Defect, steps: Sequence[Step]) -> bool:
    return any(step_of(defect).matches(one) for one in steps)


def _likely(defect: Defect, case: Case, said: dict[str, str], same_step: bool) -> Likely | None:
    shared = sorted((-weight, word) for word, weight in defect.words.items() if word in said)
    weight = -sum(one for one, _ in shared)
    enough = len(shared) >= LEAST_WORDS and weight >= ENOUGH
    if not same_step and not enough:
        return None
    words = tuple(said[word] for _, word in shared[:6])
    return Likely(defect, case, weight + (STEP_WEIGHS if same_step else 0), words, same_step)


def _bearing(defect: Defect) -> list[int]:
    """Cases in which its telling words stand, the most telling ones first."""
    weights: dict[int, float] = defaultdict(float)
    for word, weight in sorted(defect.words.items(), key=lambda one: (-one[1], one[0]))[:PROBED]:
        for place in {place for _, place in index.bearing(word)}:
            weights[place] += weight
    ordered = sorted(weights, key=lambda place: (-weights[place], -place))
    return ordered[: 3 * LOOKED_AT]
