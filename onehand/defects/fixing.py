"""It is repaired: each of the affected is told once and asked whether it works. Who says no opens it again."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.defects import evidence as seen_by_systems
from onehand.defects import telling
from onehand.defects.access import guard_owner
from onehand.defects.models import Defect, Link, Telling
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb

LONGEST = 500


@verb
def fix(defect: Defect, *, by: Agent, done_de: str = "", done_en: str = "", evidence: str = "") -> Defect:
    """`done_…` says what was done, to the affected too; `evidence` what was seen afterwards, for colleagues. What the
    systems show at this moment is kept beside it: it may contradict, for they can be behind, and refuses nothing.

    Raises Refused: defect_fixed, done_missing, defect_too_long, not_the_defects_owner.
    """
    _lock(defect)
    guard_owner(defect, by)
    if not defect.is_open:
        raise Refused("defect_fixed")
    german, english, seen = (" ".join(one.split()) for one in (done_de, done_en, evidence))
    if not german and not english:
        raise Refused("done_missing")
    if max(len(german), len(english)) > LONGEST or len(seen) > 300:
        raise Refused("defect_too_long", most=300 if len(seen) > 300 else LONGEST)
    defect.done_de, defect.done_en, defect.evidence = german, english, seen
    defect.shown = seen_by_systems.of(defect).counts() if defect.step else {}
    defect.state, defect.fixed_at = Defect.State.FIXED, clock.now()
    defect.turn += 1
    defect.save(update_fields=["state", "fixed_at", "done_de", "done_en", "evidence", "shown", "turn"])
    record("defect", defect.pk, Kind.DEFECT_FIXED, by=by, ref=defect.pk, values=_both("done", german, english))
    # Told before and content, or silent: they are left in peace when it is repaired for somebody else.
    affected = defect.links.filter(Q(told_at__isnull=True) | Q(works=False), ended_at__isnull=True).exclude(works=True)
    telling.plan(defect, Telling.Kind.FIXED, affected)
    affected.update(works=None, works_at=None)
    return defect


@verb
def open_again(defect: Defect, *, by: Agent) -> Defect:
    """Somebody here saw that it is not repaired. Raises Refused: defect_not_fixed, not_the_defects_owner."""
    _lock(defect)
    guard_owner(defect, by)
    if defect.is_open:
        raise Refused("defect_not_fixed")
    not_for_all(defect, by=by, who=by.display_name)
    return defect


def answered(*, case: Case, solved: bool, **_signal: Any) -> None:
    """The customer's word on whether it works, inside its transaction and under the case's lock. It counts for what
    they were told is fixed."""
    for link in Link.objects.filter(case=case, ended_at__isnull=True, told_at__isnull=False):
        says(link, works=solved)


def says(link: Link, *, works: bool) -> None:
    """Inside the caller's transaction."""
    if link.works == works:
        return
    link.works, link.works_at = works, clock.now()
    link.save(update_fields=["works", "works_at"])
    if not works:
        defect = Defect.objects.select_for_update(no_key=True).get(pk=link.defect_id)
        if not defect.is_open:
            not_for_all(defect, by=SYSTEM, who="")


def not_for_all(defect: Defect, *, by: Acts, who: str) -> None:
    """`who` is "" for a customer: the entry stays when they are erased."""
    defect.state = Defect.State.REOPENED
    if defect.expected_at is not None and defect.expected_at <= clock.now():
        defect.expected_at = None  # the old word is over
    defect.save(update_fields=["state", "expected_at"])
    names = {"who": who or "jemand Betroffenes", "who_de": who or "jemand Betroffenes", "who_en": who or "a customer"}
    record("defect", defect.pk, Kind.DEFECT_NOT_FOR_ALL, by=by, ref=defect.pk, values=names)


def _lock(defect: Defect) -> None:
    defect.refresh_from_db(from_queryset=Defect.objects.select_for_update(of=("self",), no_key=True))


def _both(name: str, german: str, english: str) -> dict[str, str]:
    return {name: german or english, f"{name}_de": german or english, f"{name}_en": english or german}
