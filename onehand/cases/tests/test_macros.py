from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from onehand.cases import macros, questions, sentences, templates
from onehand.cases.errors import Outdated, Refused
from onehand.cases.models import Case, Message, Outgoing, State, Template
from onehand.cases.tests import mails
from onehand.cases.write import write
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

WAIT = {"do": "wait", "days": 7, "what": "Antwort zu {{ nummer }}"}
NOTE = {"do": "note", "text": "Makro für {{ name }} benutzt"}
ASK = {"do": "ask_solved"}
ANSWER = {"do": "answer_questions"}


def _macro(ada: Agent, *steps: dict[str, Any], text: str = "{{ anrede }}\n\nvielen Dank.") -> Template:
    return templates.save("Makro", "de", text, by=ada, steps=steps)


def _sent(case: Case) -> list[Message]:
    return list(case.messages.filter(direction=Message.Direction.OUT, automatic="").order_by("pk"))


@pytest.fixture
def asked(carla: Customer, ada: Agent) -> Case:
    """A case with one open question."""
    case = mails.case_of(mails.take(mails.mail("Guten Tag,\n\nwann kommt mein Schrank?\n")))
    if not questions.open_of(case):
        questions.add(case, message=case.messages.get(), text="wann kommt mein Schrank?", by=ada)
    return Case.objects.get(pk=case.pk)


def test_text_and_steps_are_one(case: Case, ada: Agent) -> None:
    message = macros.run(_macro(ada, WAIT, NOTE), case, by=ada, key="k")
    case.refresh_from_db()
    assert message.text == "Guten Tag Carla Kern,\n\nvielen Dank."
    assert (case.state, case.wait_for) == (State.WAITING, f"Antwort zu {case.pk}")
    assert case.wait_until == clock.now() + timedelta(days=7)
    assert case.messages.get(direction="note").text == "Makro für Carla Kern benutzt"
    assert Outgoing.objects.filter(kind="reply").count() == 1


def test_the_same_key_again_does_nothing_more(case: Case, ada: Agent) -> None:
    macro = _macro(ada, NOTE)
    first = macros.run(macro, case, by=ada, key="k")
    assert macros.run(macro, case, by=ada, key="k", text="anders").pk == first.pk
    assert case.messages.filter(direction="note").count() == 1
    assert len(_sent(case)) == 1


def test_what_its_writer_changed_is_sent(case: Case, ada: Agent) -> None:
    assert macros.run(_macro(ada), case, by=ada, text="Mein Text.").text == "Mein Text."


def test_questions_are_answered_by_it(asked: Case, ada: Agent) -> None:
    message = macros.run(_macro(ada, ANSWER, ASK), asked, by=ada)
    asked.refresh_from_db()
    assert questions.open_of(asked) == []
    assert asked.questions.get().answer_id == message.pk
    assert asked.state == State.ASKED


def test_all_or_nothing(asked: Case, ada: Agent) -> None:
    """The question whether it is solved is refused while something is unanswered: then nothing was sent either."""
    before = Entry.objects.count()
    macro = _macro(ada, NOTE, ASK)
    saved = Entry.objects.count() - before
    with pytest.raises(Refused) as refused:
        macros.run(macro, asked, by=ada)
    assert refused.value.code == "questions_open"
    assert _sent(asked) == []
    assert not asked.messages.filter(direction="note").exists()
    assert not Outgoing.objects.filter(kind__in=["reply", "question"]).exists()
    assert Entry.objects.count() == before + saved


def test_a_gap_is_not_sent(case: Case, ada: Agent) -> None:
    macro = _macro(ada, text="Bestellung {{ bestellnummer }}")
    for text in (None, "noch immer [Bestellnummer?]"):
        with pytest.raises(Refused) as refused:
            macros.run(macro, case, by=ada, text=text)
        assert refused.value.code == "gap"
        assert "[Bestellnummer?]" in sentences.sentence(refused.value, "de")
    assert macros.run(macro, case, by=ada, text="Bestellung 20041").text == "Bestellung 20041"


def test_a_gap_in_a_step_is_not_said_either(case: Case, ada: Agent) -> None:
    macro = _macro(ada, {"do": "wait", "days": 1, "what": "Bestellung {{ bestellnummer }}"})
    with pytest.raises(Refused) as refused:
        macros.run(macro, case, by=ada)
    assert refused.value.code == "gap"
    assert _sent(case) == []


def test_an_untrue_macro_does_nothing_whatever_its_text(case: Case, ada: Agent) -> None:
    macro = templates.save("Erstattet", "de", "Der Betrag wurde erstattet.", by=ada, claims="action", steps=[NOTE])
    for text in (None, "Der Betrag kommt."):
        with pytest.raises(Refused) as refused:
            macros.run(macro, case, by=ada, text=text)
        assert refused.value.code == "claim_untrue"
    assert _sent(case) == []


def test_it_does_not_overtake_what_the_customer_wrote(case: Case, ada: Agent, carla: Customer) -> None:
    seen = Entry.objects.latest("seq").seq
    write(case, by=carla, text="Noch etwas.")
    with pytest.raises(Outdated):
        macros.run(_macro(ada, NOTE), case, by=ada, seen=seen)
    assert not case.messages.filter(direction="note").exists()


def test_the_card_is_changed_with_its_source(case: Case, ada: Agent, carla: Customer) -> None:
    macro = _macro(ada, {"do": "card", "lines": {"no_phone": True}})
    message = macros.run(macro, case, by=ada)
    carla.refresh_from_db()
    assert carla.no_phone
    assert carla.sources["no_phone"]["message"] == message.pk


def test_a_macro_that_ended_does_nothing(case: Case, ada: Agent) -> None:
    macro = _macro(ada)
    templates.end(macro, by=ada)
    with pytest.raises(Refused) as refused:
        macros.run(macro, case, by=ada)
    assert refused.value.code == "template_over"


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([{"do": "refund"}], "step_unknown"),
        ([{}], "step_unknown"),
        (["wait"], "step_unknown"),
        ([{"do": "wait"}], "step_wrong"),
        ([{"do": "wait", "days": 0, "what": "x"}], "step_wrong"),
        ([{"do": "wait", "days": True, "what": "x"}], "step_wrong"),
        ([{"do": "wait", "days": 366, "what": "x"}], "step_wrong"),
        ([{"do": "wait", "days": 3, "what": " "}], "step_wrong"),
        ([{"do": "note", "text": 7}], "step_wrong"),
        ([{"do": "note", "text": "{{ schuhgröße }}"}], "placeholder_unknown"),
        ([{"do": "card", "lines": {"shoe": 3}}], "step_wrong"),
        ([{"do": "card", "lines": {"form": "ihr"}}], "step_wrong"),
        ([{"do": "card"}], "step_wrong"),
        ([WAIT, ASK], "steps_conflict"),
        ([ASK, ASK], "steps_conflict"),
        ([NOTE] * 11, "step_wrong"),
        ({"do": "wait"}, "step_wrong"),
    ],
)
def test_steps_that_would_fail_are_not_saved(ada: Agent, steps: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        templates.save("Makro", "de", "Danke.", by=ada, steps=steps)
    assert refused.value.code == code
    assert sentences.sentence(refused.value, "en") != code


def test_only_what_a_step_needs_is_kept(ada: Agent) -> None:
    macro = _macro(ada, {"do": "ask_solved", "evil": "x"}, {**NOTE, "by": 1})
    assert macro.steps == [ASK, NOTE]
