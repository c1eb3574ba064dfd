"""The expected course beside an order: until when; what was missed in shape, word and colour, also for customers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.courses import looking
from onehand.actions.models.courses import Course
from onehand.actions.tests.stepping import Stepping, in_days
from onehand.cases.models import Case
from onehand.foundation import clock
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


def page(signed_in: SignedIn, who: object, path: str) -> str:
    return " ".join(signed_in(who).get(path).content.decode().split())  # type: ignore[arg-type]


def test_the_desk_begins_the_course_and_shows_until_when(
    stepping: Stepping, case: Case, ada: Agent, signed_in: SignedIn
) -> None:
    stepping.order(done="reserved", until=in_days(3))
    shown = page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    assert "Erwarteter Verlauf" in shown
    assert f"zugestellt bis {in_days(3):%d.%m.%Y}" in shown
    assert "überfällig" not in shown
    assert Course.objects.get().customer == case.customer


def test_what_was_missed_is_marked_for_hand_and_customer(
    stepping: Stepping, case: Case, ada: Agent, signed_in: SignedIn
) -> None:
    case.customer.identities.update(assurance="proved")
    stepping.order(done="reserved", until=in_days(1))
    page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    clock.advance(timedelta(days=5))
    looking.due()
    shown = page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    assert 'class="mark level-late"' in shown
    assert "überfällig" in shown
    mine = page(signed_in, case.customer, "/my/orders/")
    assert "später als erwartet" in mine
    assert "überfällig" in mine


def test_a_silent_system_leaves_the_page_standing(
    stepping: Stepping, case: Case, ada: Agent, signed_in: SignedIn
) -> None:
    stepping.order(until=in_days(1))
    page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    stepping.down = True
    assert "antwortet nicht seit" in page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")


def test_looking_again_asks_the_database_only_whether_something_is_new(
    stepping: Stepping, case: Case, ada: Agent, signed_in: SignedIn
) -> None:
    for number in range(5):
        stepping.order(str(20041 + number), until=in_days(3))
    page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    before = list(Course.objects.order_by("pk").values_list("pk", "seen_at"))
    clock.advance(timedelta(minutes=1))
    page(signed_in, ada, f"/desk/cases/{case.pk}/processes/")
    assert list(Course.objects.order_by("pk").values_list("pk", "seen_at")) == before
