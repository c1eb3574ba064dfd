"""How often a page asks the database: a fixed number, however much there is (DESIGN, rule 14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from onehand.cases import note
from onehand.cases.models import Case
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db

SignedIn = Callable[[Agent], Client]
MOST = {"/desk/": 18, "/desk/cases/?view=all": 11, "/desk/cases/{case}/": 23, "/desk/customers/{customer}/": 18}


@pytest.mark.parametrize("path", MOST)
@pytest.mark.parametrize("more", [0, 12])
def test_pages_ask_little(
    path: str,
    more: int,
    ada: Agent,
    carla: Customer,
    case: Case,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(more):
        Case.objects.create(customer=carla, channel="email", subject=f"Fall {number}")
        note.note(case, by=ada, text=f"Notiz {number}")
    browser = signed_in(ada)
    with django_assert_max_num_queries(MOST[path]):  # type: ignore[attr-defined]
        assert browser.get(path.format(case=case.pk, customer=carla.pk)).status_code == 200
