"""Who hangs at the same step and has not asked is warned once, quietly, when the owner says so."""

from __future__ import annotations

import pytest

from onehand.actions.events import intake
from onehand.cases import closing
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing, State
from onehand.defects import fixing, telling, warning
from onehand.defects.models import Defect, Link, Telling
from onehand.defects.tests.conftest import person
from onehand.defects.tests.test_fixing import click, told
from onehand.defects.tests.test_likeness import hangs, numbered
from onehand.foundation import jobs
from onehand.people.forgetting import forget
from onehand.people.merging import merge
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(ada: Agent) -> Customer:
    """Hangs there, and has no open case: the one in which it was told was closed."""
    mira = numbered(person("Mira"), "L-1")
    case = intake.happened("lines", hangs("30412", "L-1")).case
    assert case is not None
    closing.close_without_asking(case, by=ada, reason="Keine Antwort")
    jobs.run_due()
    return mira


def test_the_owner_sees_who_and_what_and_warns_once(defect: Defect, silent: Customer, ada: Agent) -> None:
    assert [(one.customer, one.about) for one in warning.hit_next(defect)] == [(silent, "30412")]
    assert "müssen nichts tun" in warning.preview(defect, "de")
    before = set(Outgoing.objects.values_list("pk", flat=True))
    warning.warn(defect, by=ada, number=1)
    jobs.run_due()
    (mail,) = Outgoing.objects.exclude(pk__in=before)
    assert (mail.recipient, mail.kind) == ("mira@example.org", "notice")
    assert "30412" in mail.text
    link = Link.objects.select_related("case").get()
    assert (link.how, link.case.state, link.case.hand) == ("warned", State.WAITING, ada)
    assert link.case.waiting_since is None
    assert warning.hit_next(defect) == []
    with pytest.raises(Refused) as why:
        warning.warn(defect, by=ada, number=1)
    assert why.value.code == "nobody_to_warn"
    for one in Telling.objects.all():
        assert telling.tell(one.pk) is None
    # And is told when it is over, like everybody.
    fixing.fix(defect, by=ada, done_de="Umgestellt.")
    jobs.run_due()
    click(told(link.case)[-1], "yes")
    assert Link.objects.get().works is True


def test_who_asks_already_is_not_warned(defect: Defect, ada: Agent) -> None:
    numbered(person("Mira"), "L-1")
    intake.happened("lines", hangs("30412", "L-1"))
    assert warning.hit_next(defect) == []


def test_another_number_than_was_seen_warns_nobody(defect: Defect, silent: Customer, ada: Agent) -> None:
    with pytest.raises(Refused) as why:
        warning.warn(defect, by=ada, number=5)
    assert why.value.code == "warning_changed"
    assert Telling.objects.count() == 0


def test_only_who_answers_for_it_warns(defect: Defect, silent: Customer, nora: Agent) -> None:
    with pytest.raises(Refused) as why:
        warning.warn(defect, by=nora, number=1)
    assert why.value.code == "not_the_defects_owner"


def test_a_twin_is_not_warned_again_after_a_merge(defect: Defect, silent: Customer, ada: Agent) -> None:
    warning.warn(defect, by=ada, number=1)
    jobs.run_due()
    Case.objects.update(state=State.CLOSED)
    Link.objects.all().delete()
    root = person("Wurzel")
    merge(Customer.objects.get(pk=silent.pk), into=root, by=ada, why="Sieht man")
    assert warning.hit_next(defect) == []


def test_who_was_erased_meanwhile_is_not_warned(defect: Defect, silent: Customer, ada: Agent) -> None:
    warning.warn(defect, by=ada, number=1)
    forget(silent, by=ada)
    before = Outgoing.objects.count()
    jobs.run_due()
    assert Outgoing.objects.count() == before
    assert not Link.objects.exists()
