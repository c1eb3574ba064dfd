"""The test that others hand their back-end finds each way in which one can break the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onehand.actions import backends, conformance
from onehand.actions.conformance import Trial, faults
from onehand.actions.contract import Backend, Of, Plan, Rejected, Step, Unclear, Unreachable, Who, does, plans
from onehand.actions.tests.delivering import Delivering
from onehand.actions.tests.toy import CARLA, Toy
from onehand.actions.words import Words
from onehand.foundation.money import Money

WHO = Who(emails=(CARLA,))
TRIALS = [
    Trial("cancel", "K1", {"order": "1", "reason": "x"}),
    Trial("goodwill", "K1", {"amount": Money(500), "reason": "x"}),
    Trial("cancel", "K1", {"order": "77", "reason": "x"}, refused="unknown_order"),
]


class Once(Toy):
    """A toy that answers the same key as before, as a real system does."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, Any] = {}

    def do(self, step: Step, key: str) -> Mapping[str, Any]:
        if key not in self._answers:
            self._answers[key] = super().do(step, key)
        self._up()
        return dict(self._answers[key])


def silence(toy: Toy) -> Callable[[], Any]:
    @contextmanager
    def off() -> Iterator[None]:
        toy.down = True
        yield
        toy.down = False

    return off


def test_one_that_keeps_it_has_no_faults() -> None:
    toy = Once()
    assert faults(toy, WHO, TRIALS, silence=silence(toy)) == []
    assert toy.orders == {"1": "open"}  # taken back


def test_a_plan_that_changes_something() -> None:
    class Eager(Once):
        def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
            found = super().plan(kind, customer, given)
            self.orders["1"] = "touched"
            return found

    assert any("planning changed something" in fault for fault in faults(Eager(), WHO, TRIALS[:1]))


def test_the_same_key_twice() -> None:
    class Twice(Toy):
        def _credit(self, step: Step, key: str) -> dict[str, Any]:
            self.credits[key] = self.credits.get(key, 0) + 500
            self.orders[f"credit {len(self.orders)}"] = "booked"
            return {"credit": len(self.orders)}

    found = faults(Twice(), WHO, TRIALS[1:2])
    assert any("the same key again changes something" in fault for fault in found)
    assert any("the same key again is answered otherwise" in fault for fault in found)


def test_yes_without_a_deed() -> None:
    toy = Once()
    toy.ignores = True
    assert any("looking does not show the wish" in fault for fault in faults(toy, WHO, TRIALS[:1]))


def test_what_cannot_be_written_down_or_was_never_wished() -> None:
    def shaped(**change: Any) -> list[str]:
        class Shaped(Once):
            def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
                found = super().plan(kind, customer, given)
                return replace(found, steps=(replace(found.steps[0], **change),))

        return faults(Shaped(), WHO, TRIALS[:1])

    assert any("must be JSON" in fault for fault in shaped(arguments={"amount": Money(1)}))
    assert any("becomes another one" in fault for fault in shaped(arguments={"days": (1, 2)}))
    assert any("the same names" in fault for fault in shaped(wish={"other": "x"}))
    assert any("is so already" in fault for fault in shaped(wish={"state": "open"}))
    assert any("both languages" in fault for fault in shaped(says=Words("nur Deutsch", "")))
    assert any("does not say so" in fault for fault in shaped(undo=None))


def test_refusals_that_are_others_or_none() -> None:
    toy = Once()
    assert any("refused (unknown_order" in fault for fault in faults(toy, WHO, [Trial("cancel", "K1", {"order": "9"})]))
    late = Trial("cancel", "K1", {"order": "9"}, refused="already_shipped")
    assert any("instead of 'already_shipped'" in fault for fault in faults(toy, WHO, [late]))
    never = Trial("cancel", "K1", {"order": "1"}, refused="already_shipped")
    assert any("and was planned" in fault for fault in faults(toy, WHO, [never]))


class Dated(Delivering):
    """Delivers on the 20th at the earliest, and says of what it hangs on what it is told to."""

    code_of_its_own, of = "tour_full", None

    def _plan_day(self, customer: str, given: Mapping[str, Any]) -> Plan:
        if given["on"] < date(2026, 3, 20):
            raise Rejected(self.code_of_its_own, Words("Nicht vor dem 20.", "Not before the 20th."), of=self.of)
        return super()._plan_day(customer, given)


@pytest.mark.parametrize(
    ("code", "of", "fault"),
    [
        ("tour_full", None, "does not say whether it hangs on the order"),
        ("tour_full", Of.VALUE, ""),
        ("date_not_possible", None, ""),  # one that is shared says it by its code
        ("tour_full", Of.ORDER, "hangs on the order, and with another 'on' it is planned"),
    ],
)
def test_a_refusal_says_what_it_hangs_on(code: str, of: Of | None, fault: str) -> None:
    class Own(Dated):
        pass

    Own.code_of_its_own, Own.of = code, of  # type: ignore[assignment]
    trial = Trial("change_delivery_date", "K1", {"order": "20041", "on": date(2026, 3, 18)}, refused=code)
    found = faults(Own(), WHO, [trial])
    assert {fault in one for one in found} == ({True} if fault else set())


def test_a_refusal_of_a_value_where_none_is_chosen() -> None:
    class Own(Once):
        def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
            raise Rejected("not_today", Words("Heute nicht.", "Not today."), of=Of.VALUE)

    found = faults(Own(), WHO, [Trial("activate", "K1", {"contract": "1"}, refused="not_today")])
    assert ["there is nothing to choose" in one for one in found] == [True]


@pytest.mark.parametrize("error", [KeyError("state"), Unclear("?"), None])
def test_silence_that_is_no_silence(error: Exception | None) -> None:
    class Loud(Once):
        def read(self, customer: str) -> Any:
            if self.down:
                self.down = False
                try:
                    return super().read(customer) if error is None else self._raise()
                finally:
                    self.down = True
            return super().read(customer)

        def _raise(self) -> None:
            assert error is not None
            raise error

    toy = Loud()
    assert any(fault.startswith("read('K1'): ") for fault in faults(toy, WHO, TRIALS[:1], silence=silence(toy)))


def test_a_class_with_half_an_action_or_an_unknown_kind() -> None:
    class Half(Backend):
        code, title = "not a name", Words("x", "x")

        @plans("no_such_kind")
        def plan_it(self, _customer: str, _given: Mapping[str, Any]) -> Plan:
            return Plan(())

        @does("push")
        def push(self, _step: Step, _key: str) -> dict[str, Any]:
            return {}

    found = " ".join(conformance.of_class(Half()))
    assert "plain name" in found
    assert "'no_such_kind'" in found
    assert "'push' needs both" in found


def test_one_that_finds_everybody() -> None:
    class Anybody(Once):
        def find(self, who: Who) -> list[str]:
            return ["K1"]

    found = " ".join(conformance.reading(Anybody(), WHO))
    assert "whom nobody knows" in found
    assert "of whom nothing is proven" in found


def test_what_a_back_end_breaks_with_is_silence_or_unclear(toy: Toy) -> None:
    def breaks(_one: Backend) -> None:
        raise KeyError("state")

    with pytest.raises(Unreachable):
        backends.asked("toy", breaks)
    assert backends.health("toy").down_since is not None
    with pytest.raises(Unclear):
        backends.asked("toy", breaks, sends=True)
