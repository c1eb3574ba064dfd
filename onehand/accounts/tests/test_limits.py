from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest
from django.test import RequestFactory

from onehand.accounts.limits import origin, within
from onehand.accounts.models import SignInAsked

pytestmark = pytest.mark.django_db


def test_somebody_may_do_it_so_often_in_an_hour_and_others_too(clock: ModuleType) -> None:
    assert [within("form", "1.2.3.4", most=3) for _ in range(5)] == [True] * 3 + [False] * 2
    assert within("form", "1.2.3.5", most=3)
    assert within("other", "1.2.3.4", most=3)
    clock.advance(timedelta(hours=1, seconds=1))
    assert within("form", "1.2.3.4", most=3)


def test_nothing_personal_is_kept(clock: ModuleType) -> None:
    within("form", "carla@example.org", most=3)
    assert "carla" not in SignInAsked.objects.get().address


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_a_household_of_ipv6_is_one_origin(address: str, counted_as: str) -> None:
    request = RequestFactory().get("/")
    request.META["REMOTE_ADDR"] = address
    assert origin(request) == counted_as
