"""Whether leaving is as easy as joining: the steps and the time of concluding, changing and ending a contract (D11).

Steps are counted in the catalogue: what somebody has to say, to prove and to confirm. The time is measured over what
was really done, everybody together. It holds for whole months that are over, and for no group of fewer than five
people, so that nothing about one of them can be found out by subtracting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from onehand.actions import backends
from onehand.actions.kinds import Assurance, Kind, known
from onehand.actions.models import Run
from onehand.actions.sentences import LEVELS
from onehand.actions.words import Words
from onehand.cases.models import Message
from onehand.foundation import clock

FEWEST = 5  # people in a group of which a figure is told
MONTHS = 12
MOST = 20_000

# Which actions of the catalogue conclude a contract, change it and end it; a company's own kinds are added here.
ACTS: dict[str, tuple[str, ...]] = {
    "conclude": ("conclude_contract", "activate"),
    "change": ("change_payer", "pause", "move", "transfer"),
    "cancel": ("cancel_contract",),
}
TITLES: Mapping[str, Words] = {
    "conclude": Words("Abschließen", "Concluding"),
    "change": Words("Ändern", "Changing"),
    "cancel": Words("Kündigen", "Cancelling"),
}
CONFIRM = Words("Ansehen, was geschehen wird, und bestätigen", "Look at what will happen, and confirm")
DAY = Words("Tag", "Day")
APPROVAL = Words("Jemand anderes stimmt zu", "Somebody else approves")


@dataclass(frozen=True, slots=True)
class Steps:
    """What one kind of action takes: `says` is each step in words."""

    kind: Kind
    says: tuple[Words, ...]

    @property
    def count(self) -> int:
        return len(self.says)


@dataclass(frozen=True, slots=True)
class Act:
    """`minutes` from the wish to the read-back, the median; None where too few people have done it."""

    code: str
    title: Words
    actions: tuple[Steps, ...]
    minutes: int | None = None

    @property
    def steps(self) -> int | None:
        """Of the longest one; of concluding, the shortest: that is what the others are measured by."""
        counts = [one.count for one in self.actions]
        return (min(counts) if self.code == "conclude" else max(counts)) if counts else None


@dataclass(frozen=True, slots=True)
class Comparison:
    acts: tuple[Act, ...]

    def _of(self, code: str) -> Act:
        return next(one for one in self.acts if one.code == code)

    def difference(self, code: str = "cancel") -> int | None:
        """How many steps more than concluding; None where one of both is not there."""
        act, joining = self._of(code).steps, self._of("conclude").steps
        return act - joining if act is not None and joining is not None else None

    def longer(self, code: str = "cancel") -> int | None:
        """How many minutes more than concluding."""
        act, joining = self._of(code).minutes, self._of("conclude").minutes
        return act - joining if act is not None and joining is not None else None

    def sentence(self, code: str = "cancel") -> Words:
        more = self.difference(code)
        de, en = TITLES[code].de, TITLES[code].en
        if more is None:
            return Words(f"{de} und Abschließen lassen sich hier nicht vergleichen.",
                         f"{en} and concluding cannot be compared here.")  # fmt: skip
        if more == 0:
            return Words(f"{de} braucht genauso viele Schritte wie Abschließen.",
                         f"{en} takes as many steps as concluding.")  # fmt: skip
        count, than = abs(more), ("mehr", "more") if more > 0 else ("weniger", "fewer")
        return Words(f"{de} braucht {count} {'Schritt' if count == 1 else 'Schritte'} {than[0]} als Abschließen.",
                     f"{en} takes {count} {'step' if count == 1 else 'steps'} {than[1]} than concluding.")  # fmt: skip


def steps_of(kind: Kind) -> Steps:
    asked = [DAY if field.kind == "date" else field.label for field in kind.fields if field.required]
    level = LEVELS[kind.assurance]
    proof = [Words(level.de.rstrip("."), level.en.rstrip("."))] if kind.assurance > Assurance.MAIL else []
    approval = [APPROVAL] if kind.mandate else []
    return Steps(kind, (*asked, *proof, CONFIRM, *approval))


def compare(*, timed: bool = True) -> Comparison:
    """Of what the connected systems can do. With `timed` also how long it took."""
    able = {code for one in backends.connected() for code in one.kinds()}
    there = {kind.code: kind for kind in known() if kind.code in able}
    return Comparison(
        tuple(
            Act(
                code, TITLES[code], tuple(steps_of(there[one]) for one in codes if one in there),
                _minutes(codes) if timed else None,
            )
            for code, codes in ACTS.items()
        )
    )  # fmt: skip


def _minutes(kinds: Sequence[str]) -> int | None:
    """The wish is the last word of the customer before it was begun; where there is none, the beginning."""
    since, until = _months()
    words = Message.objects.filter(
        case=OuterRef("case"), direction=Message.Direction.IN, automatic="", at__lte=OuterRef("created_at")
    )
    done = Run.objects.filter(
        kind__in=kinds, state=Run.State.DONE, undoes__isnull=True, ended_at__gte=since, ended_at__lt=until
    ).annotate(wished_at=Subquery(words.order_by("-at").values("at")[:1]))
    # Who did it is only looked at for how many different people it was.
    rows = list(done.values_list("wished_at", "created_at", "ended_at", "agent_id", "customer_id")[:MOST])
    people = {(agent, customer) for *_, agent, customer in rows} - {(None, None)}
    if len(people) < FEWEST:
        return None
    spans = [ended - (wished or created) for wished, created, ended, *_ in rows if ended is not None]
    return round(median(span.total_seconds() for span in spans) / 60)


def _months() -> tuple[datetime, datetime]:
    """The twelve calendar months before this one."""
    first = timezone.localtime(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.replace(year=first.year - 1), first
