"""Subscriptions paused and ended, in the real shop."""

from __future__ import annotations

from onehand.actions.tryton.backend import Shop
from onehand.foundation import clock
from tests.erp.steps import CARLA, KARIM, carry_out, day, process, refusal, take_back


def test_a_contract_is_paused_and_resumed(shop: Shop) -> None:
    plan = shop.plan("pause", KARIM, {"contract": "A-3001", "absence": (day(0), day(40))})
    carry_out(shop, plan)
    stages = process(shop, KARIM, "A-3001", "subscription").stages
    following = next(stage for stage in stages if stage.state == "next")
    assert following.until is not None
    assert following.until > day(40)
    take_back(shop, plan)


def test_a_contract_is_ended_and_the_end_is_taken_back(shop: Shop) -> None:
    plan = shop.plan("cancel_contract", KARIM, {"contract": "A-3001", "on": day(31)})
    carry_out(shop, plan)
    assert process(shop, KARIM, "A-3001", "subscription").expected == day(31)
    assert refusal(shop, "cancel_contract", KARIM, contract="A-3001", on=day(31)).code == "already_cancelled"
    take_back(shop, plan)
    assert process(shop, KARIM, "A-3001", "subscription").expected is None


def test_whoever_leaves_and_names_no_day_leaves_today(shop: Shop) -> None:
    plan = shop.plan("cancel_contract", KARIM, {"contract": "A-3001"})
    assert set(plan.steps[0].wish["end"].values()) == {clock.now().date().isoformat()}


def test_a_pause_in_which_nothing_is_due_and_an_end_in_the_past_are_refused(shop: Shop) -> None:
    assert refusal(shop, "pause", KARIM, contract="A-3001", absence=(day(-9), day(-5))).code == "date_not_possible"
    assert refusal(shop, "pause", KARIM, contract="A-3001", absence=(day(0), day(0))).code == "not_in_absence"
    assert refusal(shop, "cancel_contract", KARIM, contract="A-3001", on=day(-9)).code == "date_not_possible"


def test_another_customers_contract_is_as_unknown_as_one_that_never_was(shop: Shop) -> None:
    others = refusal(shop, "pause", CARLA, contract="A-3001", absence=(day(0), day(40)))
    none = refusal(shop, "pause", CARLA, contract="A-9999", absence=(day(0), day(40)))
    assert (others.code, others.words) == (none.code, none.words) == ("unknown_contract", none.words)


def test_another_account_is_debited_from_now_on(shop: Shop) -> None:
    given = {"contract": "A-3001", "holder": "Leyla Aydın", "iban": "DE89370400440532013000"}
    plan = shop.plan("change_payer", KARIM, given)
    assert plan.lasting is not None
    assert "3704" not in str([(step.says, step.before, step.wish) for step in plan.steps])
    carry_out(shop, plan, "first")
    again = shop.plan("change_payer", KARIM, {**given, "holder": "Karim Aydın", "iban": "DE02120300000000202051"})
    assert again.steps[0].before == {"holder": "Leyla Aydın", "iban": "DE89 … 3000"}
    carry_out(shop, again, "second")
    assert refusal(shop, "change_payer", KARIM, **{**given, "holder": "Karim Aydın",
                   "iban": "DE02120300000000202051"}).code == "nothing_to_do"  # fmt: skip
