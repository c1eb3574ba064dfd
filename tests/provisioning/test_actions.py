"""Each action against the real process: planned, done under a key, read back, done again, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from onehand.actions.contract import Address, Rejected, Who
from onehand.actions.provisioning import Lines
from tests.provisioning.conftest import Act, carried_out
from tests.support.provisioning import Provisioning

TODAY = datetime.now(UTC).date()
NEW = Address("Lindenstraße 12", "10969", "Berlin")
CARLA, MIRA, JONAS, PAUL, PETRA, JULE = "L-5001", "L-5002", "L-5003", "L-5005", "L-5006", "L-5007"


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_customer_is_found_by_confirmed_addresses_and_own_numbers_only(lines: Lines) -> None:
    assert list(lines.find(Who(emails=("mira.novak@kunde.example",)))) == [MIRA]
    assert list(lines.find(Who(numbers=(CARLA, "5001", "20041", "L-9999")))) == [CARLA]
    assert list(lines.find(Who(emails=("sam@example.net", ""), numbers=("../v1/events",)))) == []
    assert lines.version().startswith("Anschlusswerk 1.")


def test_an_activation_shows_its_steps_where_it_hangs_who_moves_it_and_until_when(lines: Lines) -> None:
    activation = next(one for one in lines.read(MIRA).processes if one.kind == "activation")
    assert [one.state for one in activation.stages] == ["done", "done", "stuck", "next", "next"]
    stuck = activation.stages[2]
    assert "Vermittlung 7" in stuck.says.de
    assert "exchange 7" in stuck.says.en
    assert stuck.mover is not None
    assert stuck.mover.de == "Netztechnik"
    assert stuck.until == in_days(1)
    assert (activation.reference, activation.parent, activation.state) == ("30412", "30412", "ordered")


def test_what_only_its_own_department_can_move_is_refused_with_the_cause(lines: Lines) -> None:
    with pytest.raises(Rejected) as no:
        lines.plan("activate", MIRA, {"contract": "30412"})
    assert no.value.code == "hangs"
    assert "Vermittlung 7" in no.value.words.de
    assert no.value.instead is not None
    assert "Netztechnik" in no.value.instead.de


def test_a_block_bars_all_lines_is_read_back_and_is_undone_by_a_decision_only(lines: Lines, act: Act) -> None:
    plan = act("block_account", CARLA)
    assert plan.steps[0].undo is None
    assert plan.lasting is not None
    line = next(one for one in lines.read(CARLA).processes if one.kind == "line")
    assert "Notruf" in line.stages[0].says.de
    assert "emergency" in line.stages[0].says.en
    with pytest.raises(Rejected, match="already_barred"):
        lines.plan("block_account", CARLA, {})
    assert all("Notruf" not in one.stages[0].says.de for one in lines.read(PETRA).processes if one.stages)
    act("release_account", CARLA)
    with pytest.raises(Rejected, match="not_barred"):
        lines.plan("release_account", CARLA, {})


def test_what_a_push_moves_is_activated_and_cannot_be_taken_back(lines: Lines, act: Act) -> None:
    plan = act("activate", JONAS, contract="30415")
    assert plan.lasting is not None
    assert plan.steps[0].undo is None
    activation = next(one for one in lines.read(JONAS).processes if one.kind == "activation")
    assert {one.state for one in activation.stages} == {"done"}
    with pytest.raises(Rejected, match="already_active"):
        lines.plan("activate", JONAS, {"contract": "30415"})


def test_after_a_release_all_that_hung_on_it_are_active(lines: Lines, provisioning: Provisioning) -> None:
    assert provisioning.operate("causes/switch-7/release")["items"] == ["30412", "30413", "30414"]
    for customer in (MIRA, "L-5004", PAUL):
        line = next(one for one in lines.read(customer).processes if one.kind == "line")
        assert line.state == "active"


def test_an_activation_can_hang_at_any_step_that_is_to_come(lines: Lines, provisioning: Provisioning) -> None:
    provisioning.operate("contracts/30412/release")
    provisioning.operate("contracts/30415/release")
    with pytest.raises(AssertionError, match="unknown_step"):
        provisioning.operate("contracts/30415/hang", step="tested", cause="x")


@pytest.mark.parametrize("step", ["line_switched", "modem_registered", "tested"])
def test_the_step_at_which_it_hangs_is_named(provisioning: Provisioning, lines: Lines, step: str) -> None:
    provisioning.operate("contracts/30412/hang", step=step, cause="x", de="Teil fehlt", en="part missing")
    if step != "line_switched":
        provisioning.operate("contracts/30412/release")
    activation = next(one for one in lines.read(MIRA).processes if one.kind == "activation")
    stuck = next(one for one in activation.stages if one.state == "stuck")
    assert stuck.says.en.endswith("part missing")


def test_an_address_is_corrected_in_its_own_copy_and_on_what_is_packed(
    lines: Lines, act: Act, provisioning: Provisioning
) -> None:
    plan = act("correct_address", CARLA, address=NEW)
    assert [step.verb for step in plan.steps] == ["set_address", "set_modem_address"]
    (stays,) = plan.cannot
    assert "Alte Gasse 3" in stays.why.de
    assert "umziehen" in stays.instead.de
    view = lines.read(CARLA)
    assert view.address is not None
    assert view.address.line() == "Carla Kern, Lindenstraße 12, 10969 Berlin"
    (modem,) = provisioning.rows("SELECT * FROM modems WHERE contract = '30411'")
    assert (modem["street"], modem["postcode"]) == ("Lindenstraße 12", "10969")
    for step in reversed(plan.steps):
        assert step.undo is not None
        carried_out(lines, step.undo)
    again = lines.read(CARLA).address
    assert again is not None
    assert again.street == "Alte Gasse 3"


def test_what_is_on_its_way_is_named_with_what_to_do(lines: Lines) -> None:
    plan = lines.plan("correct_address", JONAS, {"address": NEW})
    says = [one.what.de for one in plan.cannot]
    assert says == ["Router R7 (MD-81000415)", "Anschluss Büro 250"]
    assert "Paketdienst" in plan.cannot[0].instead.de


def test_a_device_that_is_sent_off_between_plan_and_step_is_refused(lines: Lines, provisioning: Provisioning) -> None:
    plan = lines.plan("correct_address", CARLA, {"address": NEW})
    provisioning.operate("modems/MD-81000411/state", state="shipped")
    with pytest.raises(Rejected, match="already_shipped"):
        lines.do(plan.steps[1], "key-1")
    assert lines.look(plan.steps[1]) == plan.steps[1].before


def test_an_address_where_nothing_is_delivered_leaves_the_device_and_says_so(lines: Lines) -> None:
    plan = lines.plan("correct_address", CARLA, {"address": Address("Am Hafen 1", "27498", "Helgoland")})
    assert [step.verb for step in plan.steps] == ["set_address"]
    assert any("keine Zustellung" in one.why.de for one in plan.cannot)


def test_the_same_address_again_is_nothing_to_do(lines: Lines) -> None:
    plan = lines.plan("correct_address", PAUL, {"address": Address("Am Bach 2", "80331", "München")})
    assert plan.steps == ()


def test_a_line_test_says_how_the_line_is(lines: Lines, provisioning: Provisioning) -> None:
    (step,) = lines.plan("line_test", CARLA, {"contract": "30411"}).steps
    answer = carried_out(lines, step)
    assert answer["result"] == "ok"
    assert "98 Mbit/s" in answer["says"]["en"]
    provisioning.operate("contracts/30411/line", state="down", cause="Bagger in der Alten Gasse")
    answer = carried_out(lines, step)
    assert (answer["result"], answer["cause"]) == ("down", "Bagger in der Alten Gasse")
    assert len(provisioning.rows("SELECT * FROM tests")) == 2
    line = next(one for one in lines.read(CARLA).processes if one.kind == "line")
    assert line.stages[0].state == "stuck"


def test_a_line_that_is_not_switched_cannot_be_tested(lines: Lines) -> None:
    with pytest.raises(Rejected, match="not_switched"):
        lines.plan("line_test", MIRA, {"contract": "30412"})


def test_a_contract_is_paused_and_the_pause_taken_back(lines: Lines, act: Act) -> None:
    plan = act("pause", PETRA, contract="30416", absence=(in_days(3), in_days(30)))
    line = lines.read(PETRA).processes[0]
    assert "Pause" in line.stages[0].says.de
    assert plan.steps[0].undo is not None
    carried_out(lines, plan.steps[0].undo)
    assert [stage.says.de for stage in lines.read(PETRA).processes[0].stages] == ["Freigeschaltet"]


def test_a_pause_that_replaced_another_is_taken_back_to_that_one(lines: Lines, act: Act) -> None:
    act("pause", PETRA, contract="30416", absence=(in_days(3), in_days(30)))
    plan = act("pause", PETRA, contract="30416", absence=(in_days(4), in_days(40)))
    assert plan.steps[0].undo is not None
    carried_out(lines, plan.steps[0].undo)
    assert lines.look(plan.steps[0]) == {"from": in_days(3).isoformat(), "until": in_days(30).isoformat()}


@pytest.mark.parametrize(
    ("since", "until", "code"), [(-1, 5, "invalid_dates"), (5, 5, "invalid_dates"), (1, 300, "too_long")]
)
def test_a_pause_keeps_to_the_rules(lines: Lines, since: int, until: int, code: str) -> None:
    with pytest.raises(Rejected, match=code):
        lines.plan("pause", PETRA, {"contract": "30416", "absence": (in_days(since), in_days(until))})


def test_a_line_moves_and_the_move_is_taken_back(lines: Lines, act: Act) -> None:
    plan = act("move", CARLA, contract="30411", address=NEW, on=in_days(10))
    assert "Lindenstraße 12" in lines.read(CARLA).processes[0].stages[0].says.de
    assert plan.steps[0].undo is not None
    carried_out(lines, plan.steps[0].undo)


def test_a_move_needs_notice_and_a_place_that_is_served(lines: Lines) -> None:
    with pytest.raises(Rejected, match="too_soon") as no:
        lines.plan("move", CARLA, {"contract": "30411", "address": NEW, "on": in_days(2)})
    assert str(in_days(7).year) in no.value.words.en
    island = Address("Am Hafen 1", "27498", "Helgoland")
    with pytest.raises(Rejected, match="not_served"):
        lines.plan("move", CARLA, {"contract": "30411", "address": island, "on": in_days(20)})
    abroad = Address("Ring 1", "1010", "Wien", country="AT")
    with pytest.raises(Rejected, match="not_served"):
        lines.plan("move", CARLA, {"contract": "30411", "address": abroad, "on": in_days(20)})


def test_a_stick_needs_no_move(lines: Lines, provisioning: Provisioning) -> None:
    with pytest.raises(Rejected, match="not_active"):
        lines.plan("move", MIRA, {"contract": "30412", "address": NEW, "on": in_days(20)})
    provisioning.operate("contracts/30412/release")
    with pytest.raises(Rejected, match="no_site"):
        lines.plan("move", MIRA, {"contract": "30412", "address": NEW, "on": in_days(20)})


def test_a_contract_is_transferred_and_given_back(lines: Lines, act: Act) -> None:
    plan = act("transfer", PETRA, contract="30416", holder="jule.sommer@kunde.example")
    assert "Petra Sommer" in plan.warns[0].de
    assert [one.reference for one in lines.read(JULE).processes if one.kind == "line"] == ["30416"]
    with pytest.raises(Rejected, match="unknown_contract"):
        lines.plan("line_test", PETRA, {"contract": "30416"})
    assert plan.steps[0].undo is not None
    carried_out(lines, plan.steps[0].undo)
    assert lines.read(JULE).processes == ()


def test_a_transfer_needs_a_known_and_other_person(lines: Lines) -> None:
    with pytest.raises(Rejected, match="unknown_holder"):
        lines.plan("transfer", PETRA, {"contract": "30416", "holder": "nobody@kunde.example"})
    with pytest.raises(Rejected, match="same_holder"):
        lines.plan("transfer", PETRA, {"contract": "30416", "holder": PETRA})


def test_a_contract_is_cancelled_and_the_cancellation_taken_back(lines: Lines, act: Act) -> None:
    with pytest.raises(Rejected, match="too_early") as no:
        lines.plan("cancel_contract", PETRA, {"contract": "30416", "on": in_days(1)})
    assert no.value.instead is not None
    plan = act("cancel_contract", PETRA, contract="30416", on=in_days(90))
    assert lines.read(PETRA).processes[0].stages[-1].until == in_days(90)
    assert plan.steps[0].undo is not None
    carried_out(lines, plan.steps[0].undo)


def test_whoever_leaves_need_not_know_the_earliest_day(lines: Lines, act: Act, provisioning: Provisioning) -> None:
    (row,) = provisioning.rows("SELECT earliest_end FROM contracts WHERE number = '30416'")
    plan = act("cancel_contract", PETRA, contract="30416")
    assert plan.steps[0].wish == {"on": row["earliest_end"]}
    assert plan.told is not None
    assert str(date.fromisoformat(row["earliest_end"]).year) in plan.told.de


def test_bank_details_are_changed_and_only_ever_shown_masked(
    lines: Lines, act: Act, provisioning: Provisioning
) -> None:
    plan = act("change_payer", PETRA, contract="30416", holder="Max Sommer", iban="DE02120300000000202051")
    (step,) = plan.steps
    assert step.wish == {"holder": "Max Sommer", "iban": "DE02 … 2051"}
    assert "00000000" not in f"{step.says}{step.wish}{step.before}{plan.told}{plan.warns}"
    assert plan.lasting is not None
    (row,) = provisioning.rows("SELECT payer_iban FROM contracts WHERE number = '30416'")
    assert row["payer_iban"] == "DE02120300000000202051"
    with pytest.raises(Rejected, match="invalid_iban"):
        lines.plan("change_payer", PETRA, {"contract": "30416", "holder": "M", "iban": "DE02120300000000202052"})
    with pytest.raises(Rejected, match="same_payer"):
        lines.plan("change_payer", PETRA, {"contract": "30416", "holder": "Max Sommer", "iban": row["payer_iban"]})


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("activate", {}),
        ("line_test", {}),
        ("pause", {"absence": (in_days(1), in_days(2))}),
        ("move", {"address": NEW, "on": in_days(20)}),
        ("transfer", {"holder": JULE}),
        ("cancel_contract", {"on": in_days(400)}),
        ("change_payer", {"holder": "Sam", "iban": "DE02120300000000202051"}),
    ],
)
def test_an_unknown_and_a_foreign_contract_are_refused_alike(lines: Lines, kind: str, given: dict[str, object]) -> None:
    said = []
    for contract in ("99999", "30416", "../customers/L-5006", "", "30416?x=1", "Ünbekannt"):
        with pytest.raises(Rejected) as no:
            lines.plan(kind, CARLA, {**given, "contract": contract})
        said.append((no.value.code, no.value.words, no.value.instead))
    assert set(said) == {("unknown_contract", said[0][1], None)}


def test_a_contract_that_changed_hands_since_the_plan_is_not_touched(lines: Lines, act: Act) -> None:
    plan = lines.plan("pause", PETRA, {"contract": "30416", "absence": (in_days(3), in_days(30))})
    act("transfer", PETRA, contract="30416", holder=JULE)
    with pytest.raises(Rejected, match="unknown_contract"):
        lines.do(plan.steps[0], "later")
    assert lines.look(plan.steps[0]) == plan.steps[0].before


def test_a_plan_changes_nothing(lines: Lines, provisioning: Provisioning) -> None:
    tables = ("customers", "contracts", "modems", "activation_steps", "tests", "events", "answers")
    before = [provisioning.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608
    lines.plan("correct_address", CARLA, {"address": NEW})
    lines.plan("activate", JONAS, {"contract": "30415"})
    lines.plan("line_test", CARLA, {"contract": "30411"})
    lines.plan("cancel_contract", PETRA, {"contract": "30416", "on": in_days(90)})
    assert [provisioning.rows(f"SELECT * FROM {table}") for table in tables] == before  # noqa: S608


def test_an_order_is_proven_by_its_postcode(lines: Lines) -> None:
    assert lines.prove("30411", "10115") == CARLA
    assert lines.prove("30411", "10969") == ""
    assert lines.prove("99999", "10115") == ""
    assert lines.prove("30412", "20457") == MIRA
