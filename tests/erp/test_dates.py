"""Another day, a hold during an absence, express: in the real shop."""

from __future__ import annotations

from datetime import timedelta

from onehand.actions.tryton.backend import Shop
from tests.erp.steps import CARLA, JONAS, PAUL, carry_out, day, process, refusal, shipment_of, take_back


def test_the_delivery_date_of_an_order_is_changed_and_back_again(shop: Shop) -> None:
    before = shipment_of(shop, CARLA, "20041").expected
    plan = shop.plan("change_delivery_date", CARLA, {"order": "20041", "on": day(15)})
    carry_out(shop, plan)
    assert shipment_of(shop, CARLA, "20041").expected == day(15)
    assert process(shop, CARLA, "20041").expected == day(15)
    take_back(shop, plan)
    assert shipment_of(shop, CARLA, "20041").expected == before


def test_a_quotation_gets_its_wished_date_in_the_order(shop: Shop) -> None:
    carry_out(shop, shop.plan("change_delivery_date", CARLA, {"order": "20098", "on": day(30)}))
    assert process(shop, CARLA, "20098").expected == day(30)


def test_a_delivery_is_held_until_after_the_absence(shop: Shop) -> None:
    planned = shipment_of(shop, CARLA, "20041").expected
    assert planned is not None
    absence = (planned - timedelta(days=1), planned + timedelta(days=7))
    plan = shop.plan("hold_delivery", CARLA, {"order": "20041", "absence": absence})
    carry_out(shop, plan)
    after = shipment_of(shop, CARLA, "20041").expected
    assert after is not None
    assert after > absence[1]
    assert after.weekday() != 6
    take_back(shop, plan)


def test_an_absence_at_another_time_holds_nothing(shop: Shop) -> None:
    absence = (day(100), day(110))
    assert refusal(shop, "hold_delivery", CARLA, order="20041", absence=absence).code == "not_in_absence"


def test_days_on_which_nobody_delivers_are_refused(shop: Shop) -> None:
    sunday = next(day for day in (day(20) + timedelta(days=n) for n in range(7)) if day.weekday() == 6)
    for wrong in (day(-3), day(800), sunday):
        assert refusal(shop, "change_delivery_date", CARLA, order="20041", on=wrong).code == "date_not_possible"


def test_what_is_on_its_way_or_delivered_keeps_its_date(shop: Shop) -> None:
    for order in ("20036", "20029"):
        assert refusal(shop, "change_delivery_date", CARLA, order=order, on=day(9)).code == "already_shipped"
        assert refusal(shop, "express", CARLA, order=order).code == "already_shipped"


def test_an_order_is_changed_to_express_at_the_carriers_price(shop: Shop) -> None:
    plan = shop.plan("express", JONAS, {"order": "20057"})
    assert str(plan.cost) == "14.90 EUR"
    carry_out(shop, plan)
    take_back(shop, plan)


def test_an_order_waits_to_be_picked_up_and_is_delivered_after_all(shop: Shop) -> None:
    plan = shop.plan("pick_up", JONAS, {"order": "20057"})
    assert plan.cost is None
    assert [step.wish for step in plan.steps] == [{"carrier": "Selbstabholung"}]
    carry_out(shop, plan)
    assert shop.plan("pick_up", JONAS, {"order": "20057"}).steps == ()
    take_back(shop, plan)
    assert refusal(shop, "pick_up", CARLA, order="20098").code == "not_confirmed"


def test_a_quotation_has_nothing_to_send_by_express(shop: Shop) -> None:
    assert refusal(shop, "express", CARLA, order="20098").code == "not_confirmed"


def test_another_customers_order_is_as_unknown_as_one_that_never_was(shop: Shop) -> None:
    others = refusal(shop, "change_delivery_date", PAUL, order="20041", on=day(9))
    none = refusal(shop, "change_delivery_date", PAUL, order="99999", on=day(9))
    assert (others.code, others.words) == (none.code, none.words) == ("unknown_order", none.words)
