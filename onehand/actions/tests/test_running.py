"""Actions from the wish to the read-back: nothing twice, nothing half done unseen, nothing said before it is true."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import assurance, carrying, mandates, orders, planning, running, undoing, viewing
from onehand.actions.kinds import Assurance
from onehand.actions.models import Run, RunStep
from onehand.actions.proving import Provers
from onehand.actions.tests.fixtures import Connect
from onehand.actions.tests.toy import Toy
from onehand.cases import closing, reply, verified
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Ledger, Message, OpenEnd
from onehand.cases.note import note
from onehand.cases.tests import mails
from onehand.foundation import clock, jobs
from onehand.people import proof
from onehand.people.errors import PeopleRefused
from onehand.people.models import Customer
from onehand.team.models import Agent, Calendar, Mandate, Team
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

CANCEL = {"order": "1", "reason": "Doppelt bestellt"}
NEW = {"street": "Lindenweg 5", "postcode": "04229", "city": "Leipzig"}


def code(work: object) -> str:
    with pytest.raises(Refused) as refused:
        work()  # type: ignore[operator]
    return refused.value.code


def kinds(case: Case) -> list[str]:
    return list(Entry.objects.filter(subject_id=case.pk).order_by("seq").values_list("kind", flat=True))


def begun(case: Case, ada: Agent, **more: object) -> Run:
    return running.start(case, "cancel", CANCEL, by=ada, **more)  # type: ignore[arg-type]


def after(run: Run) -> Run:
    jobs.run_due()
    return Run.objects.get(pk=run.pk)


def test_a_dry_run_shows_what_would_be_done_and_changes_nothing(known: Case, ada: Agent, toy: Toy) -> None:
    seen = planning.preview(known, "cancel", CANCEL, by=ada)
    assert seen.possible
    assert [(system, step.target, dict(step.wish)) for system, step in seen.steps] == [
        ("toy", "1", {"state": "cancelled"})
    ]
    assert toy.orders == {"1": "open"}
    assert not Run.objects.exists()


def test_what_was_done_is_read_back_and_then_told_and_only_then(known: Case, ada: Agent, toy: Toy) -> None:
    run = begun(known, ada, tell="Ihre Bestellung ist storniert.")
    assert not Message.objects.filter(case=known, direction="out", automatic="").exists()
    assert verified.verified(known) == []
    run = after(run)
    assert run.state == Run.State.DONE
    assert toy.orders == {"1": "cancelled"}
    step = run.steps.get()
    assert (step.state, step.seen) == (RunStep.State.DONE, {"state": "cancelled"})
    assert Message.objects.filter(case=known, direction="out", text="Ihre Bestellung ist storniert.").count() == 1
    assert [one.kind for one in verified.verified(known)] == ["cancel"]
    assert [kind for kind in kinds(known) if "action" in kind] == ["action_started", "action_done"]


def test_a_case_does_not_close_while_something_runs(known: Case, ada: Agent, toy: Toy) -> None:
    run = begun(known, ada)
    with pytest.raises(Refused) as refused:
        closing.close_without_asking(known, by=ada, reason="Werbung")
    assert refused.value.code in ("open_ends", "can_be_asked", "questions_open")
    assert OpenEnd.objects.filter(case=known, closed_at__isnull=True).count() == 1
    after(run)
    assert not OpenEnd.objects.filter(case=known, closed_at__isnull=True).exists()


def test_the_same_key_begins_it_once(known: Case, ada: Agent, toy: Toy) -> None:
    assert begun(known, ada, key="k").pk == begun(known, ada, key="k").pk
    jobs.run_due()
    assert sum(toy.done.values()) == 1


def test_when_the_live_data_say_something_else_by_now_nothing_is_begun(known: Case, ada: Agent, toy: Toy) -> None:
    seen = planning.preview(known, "cancel", CANCEL, by=ada)
    toy.orders["1"] = "held"
    assert code(lambda: begun(known, ada, digest=seen.digest)) == "plan_changed"
    assert begun(known, ada, digest=planning.preview(known, "cancel", CANCEL, by=ada).digest).pk


def test_what_a_system_refuses_is_said_with_what_can_be_done_instead(known: Case, ada: Agent, toy: Toy) -> None:
    toy.shipped.add("1")
    seen = planning.preview(known, "cancel", CANCEL, by=ada)
    assert [(no.code, no.instead is not None) for no in seen.refused] == [("already_shipped", True)]
    assert code(lambda: begun(known, ada)) == "impossible"


def test_what_is_missing_and_what_is_wrong_is_named_by_field(known: Case, ada: Agent, toy: Toy) -> None:
    assert planning.preview(known, "cancel", {"order": "1"}, by=ada).missing == ("reason",)
    with pytest.raises(Refused) as refused:
        planning.preview(known, "correct_address", {"address": {**NEW, "postcode": "123"}}, by=ada)
    assert refused.value.values["fields"] == {"address": "postcode"}
    assert code(lambda: planning.preview(known, "fly", {}, by=ada)) == "unknown_action"


def test_an_order_that_nobody_knows_is_unknown(known: Case, ada: Agent, toy: Toy) -> None:
    seen = planning.preview(known, "cancel", {**CANCEL, "order": "99"}, by=ada)
    assert [no.code for no in seen.refused] == ["unknown_order"]


def test_a_bare_mail_moves_no_address(ada: Agent, toy: Toy) -> None:
    case = mails.case_of(mails.take(mails.mail()))
    assert code(lambda: running.start(case, "correct_address", {"address": NEW}, by=ada)) == "needs_proof"
    assurance.vouch(case, how="Ausweis gesehen", by=ada)
    assert after(running.start(case, "correct_address", {"address": NEW}, by=ada)).state == Run.State.DONE
    assert toy.address == "Lindenweg 5, 04229 Leipzig"


def test_who_was_identified_is_so_for_half_a_day(known: Case) -> None:
    assert assurance.assurance_of(known) == Assurance.PROOF
    clock.advance(timedelta(hours=13))
    assert assurance.assurance_of(known) < Assurance.PROOF


def test_a_lost_answer_is_looked_up_and_the_deed_is_not_done_twice(known: Case, ada: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=5000)
    toy.lose_answers = 1
    run = after(running.start(known, "goodwill", {"amount": "20", "reason": "Warten"}, by=ada))
    assert run.state == Run.State.DONE
    assert list(toy.credits.values()) == [2000]
    assert list(toy.done.values()) == [1]


def test_a_lost_request_is_sent_again_under_the_same_key(known: Case, ada: Agent, toy: Toy) -> None:
    toy.lose_requests = 1
    run = after(begun(known, ada))
    assert run.state == Run.State.RUNNING
    clock.advance(timedelta(minutes=1))
    run = after(run)
    assert run.state == Run.State.DONE
    assert run.steps.get().tries == 2


def test_a_system_that_says_yes_and_does_nothing_is_found_out(known: Case, ada: Agent, toy: Toy) -> None:
    toy.ignores = True
    run = after(begun(known, ada, tell="Storniert."))
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "differs")
    assert not Message.objects.filter(case=known, direction="out", automatic="").exists()
    assert verified.verified(known) == []
    assert "action_stuck" in kinds(known)
    toy.ignores = False
    assert after(running.again(run, by=ada)).state == Run.State.DONE


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(known: Case, ada: Agent, toy: Toy) -> None:
    run = begun(known, ada)
    toy.orders["1"] = "delivered"
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "changed")
    assert toy.orders["1"] == "delivered"
    assert after(running.drop(run, by=ada, why="Ist schon da")).state == Run.State.DROPPED


def test_a_silent_system_makes_it_wait_in_sight_and_it_goes_on_by_itself(known: Case, ada: Agent, toy: Toy) -> None:
    toy.down = True
    run = begun(known, ada)
    assert run.state == Run.State.WAITING
    run = after(run)
    assert run.why["code"] == "silent"
    jobs.run_due()
    assert kinds(known).count("action_waits") == 1
    toy.down = False
    clock.advance(timedelta(minutes=1))
    run = after(run)
    assert (run.state, toy.orders["1"]) == (Run.State.DONE, "cancelled")


def test_two_runs_on_one_order_go_one_after_the_other(known: Case, ada: Agent, toy: Toy) -> None:
    one, two = begun(known, ada), begun(known, ada)
    jobs.run_due()
    clock.advance(timedelta(seconds=5))
    jobs.run_due()
    assert {Run.objects.get(pk=run.pk).state for run in (one, two)} == {Run.State.DONE}
    assert sum(toy.done.values()) == 1  # the second one found it as wished


def test_a_later_run_waits_for_an_earlier_one_on_the_same(known: Case, ada: Agent, toy: Toy) -> None:
    one, two = begun(known, ada), begun(known, ada)
    assert one.pk < two.pk
    with pytest.raises(jobs.Again):
        carrying.carry_out.func(two.pk)


def test_what_goes_beyond_the_mandate_needs_somebody_else(known: Case, ada: Agent, lena: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=1000)
    give = {"amount": "20,00", "reason": "Drei Wochen ohne Tür"}
    assert code(lambda: running.start(known, "goodwill", give, by=ada)) == "needs_reason"
    assert code(lambda: running.start(known, "goodwill", give, by=ada, reason="Bitte")) == "nobody_may"
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=5000)
    run = running.start(known, "goodwill", give, by=ada, reason="Drei Wochen ohne Tür")
    assert after(run).state == Run.State.ASKED
    assert [one.pk for one in mandates.approvers(run)] == [lena.pk]
    assert code(lambda: running.approve(run, by=ada)) == "own_run"
    assert after(running.approve(run, by=lena)).state == Run.State.DONE
    assert code(lambda: running.refuse(run, by=lena, answer="nein")) == "decided"
    assert list(toy.credits.values()) == [2000]


def test_an_approver_says_why_not(known: Case, ada: Agent, lena: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=5000)
    run = running.start(known, "goodwill", {"amount": "20", "reason": "x"}, by=ada, reason="Bitte")
    assert code(lambda: running.refuse(run, by=lena, answer=" ")) == "reason_missing"
    assert after(running.refuse(run, by=lena, answer="Schon zweimal gegeben")).state == Run.State.REFUSED
    assert not toy.credits


def test_a_limit_is_not_spent_in_slices(known: Case, ada: Agent, lena: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=3000)
    Mandate.objects.create(agent=lena, action_kind="goodwill", limit=9000)
    states = [
        running.start(known, "goodwill", {"amount": "10", "reason": "x"}, by=ada, reason="Scheibe").state
        for _ in range(5)
    ]
    assert states == ["running"] * 3 + ["asked"] * 2
    jobs.run_due()
    assert sum(toy.credits.values()) == 3000


def test_everywhere_at_once_and_what_could_not_be_changed(known: Case, ada: Agent, toy: Toy, connect: Connect) -> None:
    other = connect(Toy("other"))
    toy.shipped.add("7")
    run = after(running.start(known, "correct_address", {"address": NEW}, by=ada))
    assert run.state == Run.State.DONE
    assert toy.address == other.address == "Lindenweg 5, 04229 Leipzig"
    assert {step.backend for step in run.steps.all()} == {"toy", "other"}
    assert run.plan["cannot"][0]["instead"]["de"] == "Beim Zusteller umleiten."


def test_nothing_ships_until_the_address_is_read_back_everywhere(known: Case, ada: Agent, toy: Toy) -> None:
    from onehand.actions import interlocks
    from onehand.actions.kinds import kind_of

    toy.ignores = True
    run = after(running.start(known, "correct_address", {"address": NEW}, by=ada))
    assert run.state == Run.State.STUCK
    assert [one.code for one in interlocks.check(known, kind_of("resend"), [])] == ["address_open"]
    toy.ignores = False
    assert after(running.again(run, by=ada)).state == Run.State.DONE
    assert interlocks.check(known, kind_of("resend"), []) == []


def test_what_can_be_taken_back_is_read_back_too(known: Case, ada: Agent, toy: Toy) -> None:
    run = after(begun(known, ada))
    assert undoing.undoable(run)
    back = after(undoing.undo(run, by=ada))
    assert (back.state, toy.orders["1"]) == (Run.State.DONE, "open")
    assert verified.verified(known) == []
    assert code(lambda: undoing.undo(run, by=ada)) == "cannot_undo"


def test_what_lasts_cannot_be_taken_back_and_says_so_before(known: Case, ada: Agent, toy: Toy) -> None:
    Mandate.objects.create(agent=ada, action_kind="goodwill", limit=3000)
    run = after(running.start(known, "goodwill", {"amount": "10", "reason": "x"}, by=ada))
    assert run.plan["lasting"]["de"] == "Gutschriften bleiben."
    assert code(lambda: undoing.undo(run, by=ada)) == "cannot_undo"


def test_a_work_order_is_done_when_somebody_has_seen_it(known: Case, ada: Agent, nora: Agent) -> None:
    order = orders.give(
        known, what="Bohrer nachliefern", to=nora, due=clock.now() + timedelta(days=2), by=ada
    )  # fmt: skip
    assert code(lambda: orders.done(order, seen=" ", by=nora)) == "reason_missing"
    orders.done(order, seen="Unterschrift vom 4. März liegt vor", by=nora)
    assert code(lambda: orders.done(order, seen="noch einmal", by=nora)) == "decided"
    assert not OpenEnd.objects.filter(case=known, closed_at__isnull=True).exists()


def test_a_mail_that_failed_its_authentication_confirms_nothing(ada: Agent) -> None:
    target = mails.case_of(mails.take(mails.mail()))
    assert assurance.assurance_of(target) == Assurance.MAIL
    reply.reply(target, by=ada, text="Am Freitag.", answers=mails.asked_in(target))
    jobs.run_due()
    message = mails.message_of(mails.take(mails.answer(target)))
    assert assurance.assurance_of(target) == Assurance.CONFIRMED
    Ledger.objects.filter(message=message).update(authentication={"dmarc": "fail (p=reject)"})
    assert assurance.assurance_of(target) == Assurance.MAIL


def test_what_a_silent_system_said_last_is_shown_with_since_when(known: Case, toy: Toy) -> None:
    viewing.forget()
    assert [one.reference for one in viewing.read_all(known.customer)[0].processes] == ["1"]
    toy.down = True
    toy.orders["1"] = "unseen"
    since = clock.now()
    clock.advance(timedelta(minutes=5))
    read = viewing.read_all(known.customer)[0]
    assert [one.state for one in read.processes] == ["open"]
    assert read.at is not None
    assert read.at <= since <= read.down_since  # type: ignore[operator]


def test_a_run_under_a_silent_system_can_be_given_up_and_what_is_unknown_stays_in_sight(
    known: Case, ada: Agent, toy: Toy
) -> None:
    run = begun(known, ada)
    assert code(lambda: running.drop(run, by=ada, why="Doch nicht")) == "running"
    toy.lose_requests = 1
    run = after(run)
    assert run.state == Run.State.RUNNING
    run = running.drop(run, by=ada, why="Doch nicht")
    assert (run.state, run.steps.get().state) == (Run.State.DROPPED, RunStep.State.STUCK)
    clock.advance(timedelta(minutes=2))
    assert after(run).state == Run.State.DROPPED
    assert toy.orders == {"1": "open"}


def test_a_work_order_is_for_somebody_who_sees_the_case(known: Case, ada: Agent, nora: Agent) -> None:
    known.team = Team.objects.create(name="Lager", calendar=Calendar.default())
    known.save(update_fields=["team"])
    due = clock.now() + timedelta(days=2)
    assert code(lambda: orders.give(known, what="x", to=nora, due=due, by=ada)) == "sees_it_not"
    note(known, by=ada, text="@nora kannst du das?")  # whoever is asked for advice sees it
    assert orders.give(known, what="x", to=nora, due=due, by=ada).agent == nora


def test_after_the_silence_nothing_says_that_it_is_silent(known: Case, ada: Agent, toy: Toy) -> None:
    toy.lose_requests = 1
    run = after(begun(known, ada))
    assert run.is_silent
    clock.advance(timedelta(minutes=2))
    run = after(run)
    assert (run.state, run.is_silent) == (Run.State.DONE, False)


def test_what_was_sealed_under_another_key_stands_for_a_person(known: Case, ada: Agent, toy: Toy) -> None:
    toy.down = True
    run = begun(known, ada)
    Run.objects.filter(pk=run.pk).update(sealed="sealed elsewhere")
    toy.down = False
    run = after(run)
    assert (run.state, run.why["code"]) == (Run.State.STUCK, "lost")


def test_order_and_postcode_are_checked_by_the_connected_systems(
    carla: Customer, toy: Toy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toy, "prove", lambda order, postcode: "K1" if (order, postcode) == ("1", "10115") else "")
    proof.register(one := Provers())
    try:
        assert proof.by_order(carla, order="1", postcode="10115", by=carla).value == "K1"
        with pytest.raises(PeopleRefused):
            proof.by_order(carla, order="1", postcode="10117", by=carla)
    finally:
        proof.unregister(one)
