"""The contract by itself: no database, no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from onehand.actions import kinds, rows
from onehand.actions.contract import Backend, Plan, Rejected, Step, does, looks, plans
from onehand.actions.kinds import Field, Kind
from onehand.actions.words import Words


class _Parcels:
    """No back-end by itself."""

    @plans("cancel")
    def plan_cancel(self, _customer: str, _given: Mapping[str, Any]) -> Plan:
        return Plan(())

    @does("stop")
    def do_stop(self, _step: Step, _key: str) -> dict[str, Any]:
        return {"by": "parcels"}


class _Shop(_Parcels, Backend):
    code, title = "mixed", Words("Laden", "Shop")

    @looks("stop")
    def look_stop(self, _step: Step) -> dict[str, Any]:
        return {"by": "shop"}


class _Branch(_Shop):
    @does("stop")
    def do_in_branch(self, _step: Step, _key: str) -> dict[str, Any]:
        return {"by": "branch"}


STEP = Step("stop", "1", Words("Anhalten", "Stop"), {"state": "a"}, {"state": "b"}, within=60)


def test_what_a_class_without_the_base_contributes_counts_too() -> None:
    assert _Shop().kinds() == {"cancel"}
    assert (_Shop().do(STEP, "k"), _Shop().look(STEP)) == ({"by": "parcels"}, {"by": "shop"})


def test_the_nearest_class_counts() -> None:
    assert _Branch().do(STEP, "k") == {"by": "branch"}
    assert _Shop().do(STEP, "k") == {"by": "parcels"}


def test_two_things_under_one_name_are_refused() -> None:
    class Other:
        @does("throw")
        def do_stop(self, _step: Step, _key: str) -> dict[str, Any]:
            return {"by": "other"}

    with pytest.raises(TypeError, match="do_stop"):
        type("Mixed", (_Parcels, Other, Backend), {"code": "x", "title": Words("x", "x")})


def test_a_refusal_says_itself_in_words() -> None:
    assert str(Rejected("sold_out", Words("Ausverkauft.", "Sold out."))) == "sold_out: Sold out."


def test_a_step_with_time_survives_being_written_down() -> None:
    assert rows.step_of(rows.step_data(STEP)) == STEP


@pytest.fixture
def own() -> Iterator[str]:
    kinds.register(Kind("test_wrap", Words("Einpacken", "Wrap"), (), Words("eingepackt", "wrapped it")))
    yield "test_wrap"
    kinds._kinds.pop("test_wrap")
    kinds._further.pop("test_wrap", None)


def test_a_back_end_adds_fields_to_a_kind_that_others_do_as_well(own: str) -> None:
    paper = Field("paper", "choice", Words("Papier", "Paper"), False, (("red", Words("rot", "red")),))
    kinds.widen(own, paper)
    kinds.widen(own, paper)  # the same again
    assert [field.name for field in kinds.kind_of(own).fields] == ["paper"]
    assert next(one for one in kinds.known() if one.code == own).fields == (paper,)
    kinds.register(Kind("test_wrap", Words("Einpacken", "Wrap"), (), Words("eingepackt", "wrapped it")))


def test_an_added_field_is_never_required_and_never_another_of_that_name(own: str) -> None:
    with pytest.raises(ValueError):
        kinds.widen(own, Field("paper", "text", Words("Papier", "Paper")))
    with pytest.raises(ValueError):
        kinds.widen("cancel", Field("reason", "date", Words("Grund", "Reason"), required=False))
    with pytest.raises(KeyError):
        kinds.widen("no_such_kind", Field("x", "text", Words("x", "x"), required=False))
    assert kinds.kind_of(own).fields == ()
