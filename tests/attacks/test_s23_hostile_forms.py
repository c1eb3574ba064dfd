"""S23: whatever stands in a form, each page answers: no field of any form breaks it, on either database."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onehand.cases import slots
from onehand.cases.models import Case
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.attacks.test_s8_routes import FORM, Things, ours
from tests.attacks.test_s8_routes import things as things
from tests.support.browser import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

MORE = """pk id case kind text value name subject email who role channel language key cc parties answers keeps keep
    promise promise-text promise-due promise-kind promise-needs promise-guess claim-text claim-evidence claim-words
    templates macro seen needs since to quiet_from quiet_until country state form group line address order postcode q
    with message posted_on reached other number agent from until cursor before steps claims amount unit do days back
    next was whose what reason answer cancel""".split()  # noqa: SIM905
HOSTILE = {
    "nul": "a\x00b",
    "control": "\x01\x1b\x7f\x85",
    "empty": "",
    "blanks": " \u2003\n",
    "wide digits": "１２３",
    "other digits": "٣",
    "huge number": "9" * 400,
    "negative": "-1",
    "huge": "ä" * 200_000,
    "first moment": "0001-01-01T00:00:00+23:59",
    "last moment": "9999-12-31T23:59:59-23:59",
    "no day": "2026-02-31T10:00",
    "skipped": "2026-03-29T02:30",
    "doubled": "2026-10-25T02:30",
    "noncharacter": "\uffff\U0010ffff",
    "nan": "nan",
    "infinite": "1e999",
}


TIMES = ("first moment", "last moment", "doubled")
QUERIES = ("nul", "wide digits", "huge number")


def posts(browser: Client, things: Things, name: str, begins: str) -> None:
    value = HOSTILE[name]
    form = dict.fromkeys((*FORM, *MORE), value)
    times = FORM | {"text": value, "due": value, "start": value, "until": value, "quiet_from": value}
    for route in ours():
        if not route.name.startswith(begins) or route.name.endswith((":sign_out", ":search", "sent")):
            continue
        path = things.path(route)
        for given in (form, times) if name in TIMES else (form,):
            assert browser.post(path, given).status_code < 500, (route.name, given)
        if name in QUERIES:
            assert browser.get(path, form).status_code < 500, route.name


@pytest.mark.parametrize("name", HOSTILE)
def test_no_field_breaks_a_page_of_the_desk(things: Things, ada: Agent, signed_in: SignedIn, name: str) -> None:
    posts(signed_in(ada), things, name, "desk:")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_field_breaks_a_page_of_the_portal(things: Things, carla: Customer, signed_in: SignedIn, name: str) -> None:
    posts(signed_in(carla), things, name, "portal:")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_field_breaks_a_link(things: Things, case: Case, ada: Agent, name: str) -> None:
    path = re.sub(r"^https?://[^/]+", "", slots.offer(case, by=ada))
    for form in (dict.fromkeys(FORM, HOSTILE[name]), FORM | {"start": HOSTILE[name]}, FORM | {"number": HOSTILE[name]}):
        assert Client().post(path, form).status_code < 500
