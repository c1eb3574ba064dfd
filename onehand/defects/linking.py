"""Which cases a defect has caused: a person says so, the customer does, or a suggestion is taken up. Or not this."""

from __future__ import annotations

from onehand.cases.errors import Refused
from onehand.cases.family import members
from onehand.cases.lock import lock
from onehand.cases.models import Case
from onehand.defects import learning
from onehand.defects.models import Defect, Link, NotThis
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb


@verb
def link(defect: Defect, case: Case, *, by: Agent, how: str = Link.How.AGENT) -> Link:
    """Linked twice it is linked once."""
    lock(case)
    return join(defect, case, how=how, by=by)


def join(defect: Defect, case: Case, *, how: str, by: Acts) -> Link:
    """Inside the caller's transaction, under the case's lock."""
    agent = by if isinstance(by, Agent) else None
    found, made = Link.objects.get_or_create(defect=defect, case=case, defaults={"how": how, "agent": agent})
    if not made and found.ended_at is None:
        return found
    if not made:
        found.ended_at, found.how, found.agent, found.at = None, how, agent, clock.now()
        found.save(update_fields=["ended_at", "how", "agent", "at"])
    NotThis.objects.filter(defect=defect, case=case).delete()
    kind = Kind.DEFECT_ME_TOO if how == Link.How.ME_TOO else Kind.DEFECT_LINKED
    record("case", case.pk, kind, by=by, audience="customer", ref=defect.pk, values=what(defect))
    learning.soon(defect)
    return found


@verb
def unlink(defect: Defect, case: Case, *, by: Agent) -> Link:
    """It was something else, and is not suggested again. Raises Refused: not_linked."""
    lock(case)
    found = Link.objects.filter(defect=defect, case=case, ended_at__isnull=True).first()
    if found is None:
        raise Refused("not_linked")
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    NotThis.objects.get_or_create(defect=defect, case=case, defaults={"agent": by})
    record("case", case.pk, Kind.DEFECT_UNLINKED, by=by, ref=defect.pk, values=what(defect))
    learning.soon(defect)
    return found


@verb
def not_this(defect: Defect, case: Case, *, by: Agent) -> NotThis:
    """A suggestion was wrong; remembered."""
    lock(case)
    found, made = NotThis.objects.get_or_create(defect=defect, case=case, defaults={"agent": by})
    if made:
        record("case", case.pk, Kind.DEFECT_UNLINKED, by=by, ref=defect.pk, values=what(defect))
    return found


def concerns(defect: Defect, customer: Customer) -> bool:
    return Link.objects.filter(defect=defect, ended_at__isnull=True, case__customer__in=members(customer)).exists()


def what(defect: Defect) -> dict[str, str]:
    return {"what": defect.what("de"), "what_de": defect.what("de"), "what_en": defect.what("en")}
