"""At which step processes fail just now, for whoever groups them: what systems told of it, and runs that stand.

Read from what is here already; no system is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from onehand.actions.events import news
from onehand.actions.kinds import kind_of
from onehand.actions.models import Run, RunStep
from onehand.actions.models.events import Event
from onehand.actions.provisioning.vocabulary import STEPS
from onehand.cases.failing import Check, Hit, Step
from onehand.foundation import clock
from onehand.people.models import Identity

# Events that say that a process stands still; which step is in their values.
HANGS = ("activation_hangs", "activation_late", "line_down")
LATELY = timedelta(days=60)
MOST = 2_000
TESTS = frozenset({"line_test"})  # kinds that change nothing: their answer says how it is
_TOLD = (Event.Outcome.TOLD, Event.Outcome.KNOWN)


class Failing:
    """The source that `config/wiring.py` hands to the register of defects."""

    def of_cases(self, numbers: Sequence[int]) -> Mapping[int, Sequence[Step]]:
        found: dict[int, list[Step]] = defaultdict(list)
        for event in _still(Event.objects.filter(case__in=numbers, kind__in=HANGS).order_by("-at", "-pk")[:MOST]):
            assert event.case_id is not None
            found[event.case_id].append(_step(event))
        stuck = RunStep.objects.filter(run__case__in=numbers, run__state=Run.State.STUCK, state=RunStep.State.STUCK)
        for step in stuck.select_related("run").order_by("pk")[:MOST]:
            found[step.run.case_id].append(Step(step.backend, step.run.kind, step.verb))
        return {number: list(dict.fromkeys(steps)) for number, steps in found.items()}

    def cases_at(self, step: Step) -> Sequence[int]:
        numbers = [event.case_id for event in _events_at(step) if event.case_id is not None]
        stuck = RunStep.objects.filter(
            run__state=Run.State.STUCK, state=RunStep.State.STUCK, run__kind=step.kind, backend=step.backend,
            verb=step.step,
        )  # fmt: skip
        if not step.cause:
            numbers += stuck.order_by("-pk").values_list("run__case", flat=True)[:MOST]
        return list(dict.fromkeys(numbers))

    def hit_at(self, step: Step) -> Sequence[Hit]:
        """Of events, since a run is always somebody's who is in a case."""
        events = sorted(_events_at(step), key=lambda event: event.pk)
        by_number = dict(
            Identity.objects.filter(
                kind="customer_number", value__in={event.customer_number for event in events} - {""}
            ).values_list("value", "customer_id")
        )  # fmt: skip
        found = []
        for event in events:
            customer = event.case.customer_id if event.case is not None else by_number.get(event.customer_number)
            if customer is not None:
                found.append(Hit(customer, event.reference))
        return found

    def told_good(self, number: int, since: datetime) -> bool:
        good = [kind for kind, one in news.NEWS.items() if one.good]
        return Event.objects.filter(case=number, kind__in=good, outcome__in=_TOLD, received_at__gt=since).exists()

    def checks(self, step: Step, numbers: Sequence[int], since: datetime) -> Sequence[Check]:
        found = [*_told_to_go_on(step, numbers, since), *_run_and_read_back(step, numbers, since)]
        return sorted(found, key=lambda one: one.at)

    def in_words(self, step: Step, language: str) -> str:
        title = _TITLES.get(step.kind)
        said = title[0 if language == "de" else 1] if title else ""
        if not said:
            try:
                said = kind_of(step.kind).title.say(language)
            except KeyError:
                return ""
        words = STEPS.get(step.step)
        where = words.say(language) if words is not None else step.step.replace("_", " ")
        return f"{said}: {where}" + (f" ({step.cause})" if step.cause else "")


_TITLES = {"activation": ("Freischaltung", "Activation"), "line": ("Anschluss", "Line")}


def _step(event: Event) -> Step:
    return Step(
        event.backend, news.of(event.kind).family, str(event.values.get("step") or event.kind),
        str(event.values.get("cause", "")),
    )  # fmt: skip


def _told_to_go_on(step: Step, numbers: Sequence[int], since: datetime) -> list[Check]:
    """The system said of it that it is done, such as activated or repaired."""
    good = [kind for kind, one in news.NEWS.items() if one.good and one.family == step.kind]
    events = Event.objects.filter(backend=step.backend, case__in=numbers, kind__in=good, at__gte=since)
    found = []
    for event in events.exclude(outcome=Event.Outcome.ERASED).order_by("-at", "-pk")[:MOST]:
        assert event.case_id is not None
        says = news.title(event.kind, event.reference)
        found.append(Check(event.case_id, event.at, True, says.de, says.en))
    return found


def _run_and_read_back(step: Step, numbers: Sequence[int], since: datetime) -> list[Check]:
    """Tests of theirs in the same system with their result, and the very step when it was done after all."""
    steps = RunStep.objects.filter(run__case__in=numbers, state=RunStep.State.DONE, seen_at__gte=since)
    same = Q(run__kind=step.kind, verb=step.step)
    rows = steps.filter(same | Q(run__kind__in=TESTS), backend=step.backend).select_related("run")
    found = []
    for one in rows.order_by("-seen_at", "-pk")[:MOST]:
        assert one.seen_at is not None
        answer = one.answer if isinstance(one.answer, dict) else {}
        is_test = one.run.kind in TESTS
        says = (answer.get("says") if is_test else None) or one.says
        good = answer.get("result") == "ok" if is_test else True
        found.append(Check(one.run.case_id, one.seen_at, good, str(says.get("de", "")), str(says.get("en", ""))))
    return found


def _events_at(step: Step) -> list[Event]:
    """The newest of each process that still hangs there, newest first."""
    kinds = [kind for kind in HANGS if news.of(kind).family == step.kind]
    told = Event.objects.filter(backend=step.backend, kind__in=kinds, at__gte=clock.now() - LATELY)
    rows = told.exclude(outcome=Event.Outcome.ERASED).select_related("case").order_by("-at", "-pk")[:MOST]
    return [event for event in _still(rows) if step.matches(_step(event))]


def _still(events: Iterable[Event]) -> list[Event]:
    """The newest of each process that names where it hangs, unless it was told since that it goes on."""
    newest: dict[tuple[str, str, str], Event] = {}
    for event in events:
        if event.values.get("step") or event.kind == "line_down":  # that it is late as well changes nothing
            newest.setdefault((event.backend, event.reference, news.of(event.kind).family), event)
    if not newest:
        return []
    families = {kind: news.of(kind).family for kind in news.NEWS}
    kinds = [kind for kind, one in families.items() if kind not in HANGS and one in {key[2] for key in newest}]
    last: dict[tuple[str, str, str], tuple[datetime, int]] = {}
    rows = Event.objects.filter(reference__in={one for _, one, _ in newest}, kind__in=kinds)
    for pk, backend, reference, kind, at in rows.values_list("pk", "backend", "reference", "kind", "at"):
        key = (backend, reference, families[kind])
        last[key] = max(last.get(key, (at, pk)), (at, pk))
    return [event for key, event in newest.items() if key not in last or last[key] < (event.at, event.pk)]
