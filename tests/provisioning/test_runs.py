"""The provisioning system under the engine: a run is done when the system shows it, whatever happens on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import planning, running, undoing, viewing
from onehand.actions.models import Run, RunStep
from onehand.actions.provisioning import Lines, client
from onehand.actions.tests.fixtures import Connect
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.people.models import Identity
from onehand.team.models import Agent
from tests.support.provisioning import Provisioning

pytestmark = pytest.mark.django_db

NEW = {"street": "Lindenstraße 12", "postcode": "10969", "city": "Berlin"}
NOW = timedelta(minutes=1)


@pytest.fixture
def known(known: Case, lines: Lines, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Carla's case; she is identified, and L-5001 in the provisioning system."""
    Identity.objects.create(customer=known.customer, kind="customer_number", value="L-5001")
    monkeypatch.setattr(client, "READ", 0.8)
    connect(lines)
    return known


def after(run: Run) -> Run:
    clock.advance(NOW)
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def street(provisioning: Provisioning) -> list[str]:
    rows = provisioning.rows("SELECT street FROM customers WHERE number = 'L-5001'")
    return [row["street"] for row in rows + provisioning.rows("SELECT street FROM modems WHERE contract = '30411'")]


def test_an_address_is_corrected_and_taken_back(known: Case, ada: Agent, provisioning: Provisioning) -> None:
    run = after(running.start(known, "correct_address", {"address": NEW}, by=ada))
    assert run.state == Run.State.DONE
    assert street(provisioning) == ["Lindenstraße 12"] * 2
    assert run.plan["cannot"]
    back = after(undoing.undo(run, by=ada))
    assert back.state == Run.State.DONE
    assert street(provisioning) == ["Alte Gasse 3"] * 2


@pytest.mark.parametrize("mode", ["slow", "lost", "cut", "garbage", "foreign", "error", "busy"])
def test_a_write_with_a_lost_answer_ends_done_and_once(
    known: Case, ada: Agent, provisioning: Provisioning, mode: str
) -> None:
    run = running.start(known, "line_test", {"contract": "lines:30411"}, by=ada)
    provisioning.fault(mode, on="write", seconds=1.6)
    run = after(run)
    for _ in range(3):
        run = after(run) if run.state == Run.State.RUNNING else run
    assert run.state == Run.State.DONE
    assert len(provisioning.rows("SELECT * FROM tests")) == 1


def test_while_the_system_is_down_it_waits_and_then_goes_on(
    known: Case, ada: Agent, provisioning: Provisioning
) -> None:
    run = running.start(known, "correct_address", {"address": NEW}, by=ada)
    provisioning.kill()
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.RUNNING, "silent")
    (read,) = viewing.read_all(known.customer)
    assert read.down_since is not None
    later = running.start(known, "line_test", {"contract": "30411"}, by=ada)
    assert later.state == Run.State.WAITING
    provisioning.start()
    assert after(run).state == Run.State.DONE
    assert after(later).state == Run.State.DONE


def test_what_somebody_else_changed_meanwhile_stands_for_a_person(
    known: Case, ada: Agent, provisioning: Provisioning
) -> None:
    run = running.start(known, "correct_address", {"address": NEW}, by=ada)
    provisioning.operate("modems/MD-81000411/state", state="shipped")
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "already_shipped")
    assert [row.state for row in run.steps.order_by("position")] == [RunStep.State.DONE, RunStep.State.STUCK]


def test_bank_details_are_nowhere_in_the_open(known: Case, ada: Agent, provisioning: Provisioning) -> None:
    given = {"contract": "30411", "holder": "Carla Kern", "iban": "DE02 1203 0000 0000 2020 51"}
    run = after(running.start(known, "change_payer", given, by=ada))
    assert run.state == Run.State.DONE
    kept = [run.arguments, run.plan, run.why, *run.steps.values_list("content", "says", "answer", "seen")]
    assert "12030000" not in "".join(str(kept).split())
    (row,) = provisioning.rows("SELECT payer_iban FROM contracts WHERE number = '30411'")
    assert row["payer_iban"] == "DE02120300000000202051"


def test_somebody_elses_contract_is_unknown_in_the_case(known: Case, ada: Agent) -> None:
    for contract in ("30416", "99999"):
        seen = planning.preview(known, "line_test", {"contract": contract}, by=ada)
        assert [no.code for no in seen.refused] == ["unknown_contract"]
