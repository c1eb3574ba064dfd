"""Whom the shop knows can be told what happens to their orders, even if they have never written to us."""

from __future__ import annotations

from onehand.actions.contract import Who
from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA


def test_the_shop_gives_the_mail_address_of_its_customers(shop: Shop) -> None:
    found = shop.email(CARLA)
    assert "@" in found
    assert list(shop.find(Who(emails=(found,)))) == [CARLA]
    assert shop.email("no-such-customer") == ""
