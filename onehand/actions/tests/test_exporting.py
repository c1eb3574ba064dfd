"""What was done for somebody is among what they take along."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from onehand.actions import assurance, running
from onehand.actions.tests.toy import Toy
from onehand.cases.exporting import export
from onehand.cases.models import Case, Party
from onehand.foundation import jobs
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def told(person: Customer, case: Case) -> dict[str, Any]:
    archive = zipfile.ZipFile(io.BytesIO(export(person, by=person)))
    found: dict[str, Any] = json.loads(archive.read(f"cases/{case.pk}/case.json"))
    return found


@pytest.fixture
def acted(case: Case, ada: Agent, toy: Toy) -> Case:
    assurance.vouch(case, how="Kundennummer am Telefon", by=ada)
    running.start(case, "cancel", {"order": "1", "reason": "DE89370400440532013000 zurück"}, by=ada)
    jobs.run_due()
    return case


def test_actions_with_their_steps_and_how_somebody_was_recognised(acted: Case, carla: Customer) -> None:
    found = told(carla, acted)
    [run], [proof] = found["actions"], found["proofs"]
    assert (run["action"], run["title"], run["state"]) == ("cancel", "Bestellung stornieren", "done")
    [step] = run["steps"]
    assert step["says"] == "Bestellung 1 stornieren"
    assert step["read_back_at"]
    assert proof["note"] == "Kundennummer am Telefon"
    assert "532013000" not in json.dumps(found)


def test_who_only_joined_the_case_gets_none_of_it(acted: Case, sam: Customer) -> None:
    Party.objects.create(case=acted, customer=sam)
    found = told(sam, acted)
    assert (found["actions"], found["proofs"]) == ([], [])
