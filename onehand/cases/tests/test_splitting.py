"""A split after further messages: each case is whose words are in it."""

from __future__ import annotations

import pytest

from onehand.cases import intake
from onehand.cases.models import Case, Party
from onehand.cases.reply import reply
from onehand.cases.tests.mails import mail
from onehand.cases.write import write
from onehand.people.merging import merge, split
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def _mail_from(address: str) -> Case:
    received = intake.receive(
        intake.Arrival(source="test", raw=mail(sender=address, subject="Neues", text="Bitte um Antwort."))
    )
    return Case.objects.select_related("customer").get(pk=received.case or 0)


def test_a_case_opened_while_they_were_one_goes_with_whose_words_are_in_it(
    carla: Customer, sam: Customer, ada: Agent
) -> None:
    row = merge(sam, into=carla, by=ada, why="x")
    theirs, hers = _mail_from("sam@example.net"), _mail_from("carla.kern@example.org")
    assert (theirs.customer, hers.customer) == (carla, carla)
    split(row, by=ada)
    assert Case.objects.get(pk=theirs.pk).customer == sam
    assert Case.objects.get(pk=hers.pk).customer == carla


def test_a_case_from_before_stays_where_it_was(case: Case, carla: Customer, sam: Customer, ada: Agent) -> None:
    row = merge(sam, into=carla, by=ada, why="x")
    write(case, by=sam, text="Auch ich schreibe hier.")
    split(row, by=ada)
    assert Case.objects.get(pk=case.pk).customer == carla


def test_where_both_wrote_the_one_who_leaves_is_a_party(carla: Customer, sam: Customer, ada: Agent) -> None:
    row = merge(sam, into=carla, by=ada, why="x")
    both = _mail_from("sam@example.net")
    reply(both, by=ada, text="Danke.")
    write(both, by=carla, text="Ich ergänze.")
    split(row, by=ada)
    assert Case.objects.get(pk=both.pk).customer == carla
    assert Party.objects.get(case=both).customer == sam
