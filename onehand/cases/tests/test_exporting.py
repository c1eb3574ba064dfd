"""All that is held about a customer, for the customer."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from onehand.cases.exporting import export
from onehand.cases.models import Case, Party
from onehand.cases.note import note
from onehand.cases.reply import reply
from onehand.people import card
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def _read(data: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_archive_holds_card_cases_and_words(case: Case, carla: Customer, ada: Agent) -> None:
    card.change(carla, by=carla, form="du")
    reply(case, by=ada, text="Wir tauschen die Tür.")
    files = _read(export(carla, by=carla))
    about = json.loads(files["customer.json"])
    assert about["identities"][0]["value"] == "carla.kern@example.org"
    assert {line["line"]: line["value"] for line in about["customers"][0]["card"]}["form"] == "du"
    told = json.loads(files[f"cases/{case.pk}/case.json"])
    assert [one["text"] for one in told["messages"]] == ["Die linke Tür hat einen Riss.", "Wir tauschen die Tür."]


def test_notes_of_colleagues_come_only_when_a_person_asks_for_them(case: Case, carla: Customer, ada: Agent) -> None:
    note(case, by=ada, text="intern")
    assert "intern" not in "".join(_read(export(carla, by=carla)).values())
    assert "intern" in "".join(_read(export(carla, by=ada, internal=True)).values())


def test_who_joined_later_gets_what_they_may_read(case: Case, sam: Customer, ada: Agent) -> None:
    Party.objects.create(case=case, customer=sam)
    assert "Riss" not in "".join(_read(export(sam, by=sam)).values())
