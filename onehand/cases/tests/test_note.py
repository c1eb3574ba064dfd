"""A note consults a colleague inside the case; the customer never sees it and is not moved (A3)."""

from __future__ import annotations

import pytest

from onehand.cases import note
from onehand.cases.errors import Refused
from onehand.cases.feed import case_timeline
from onehand.cases.models import Case, Consult, Outgoing
from onehand.foundation import jobs
from onehand.team.models import Agent, Team
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_a_mention_consults_and_the_hand_stays(case: Case, ada: Agent, nora: Agent) -> None:
    message = note.note(case, by=ada, text="@nora weißt du, ob die Spedition samstags fährt?")
    consult = Consult.objects.get()
    assert (consult.agent, consult.asker, consult.note) == (nora, ada, message)
    assert Case.objects.get(pk=case.pk).hand == ada
    kinds = list(Entry.objects.filter(subject_id=case.pk).order_by("-seq").values_list("kind", flat=True)[:2])
    assert kinds == ["consulted", "noted"]


def test_the_colleagues_next_note_answers_it(case: Case, ada: Agent, nora: Agent) -> None:
    note.note(case, by=ada, text="@nora?")
    answer = note.note(case, by=nora, text="Ja, fährt sie.")
    consult = Consult.objects.get()
    assert (consult.answer, consult.answered_at) == (answer, answer.at)
    assert Entry.objects.filter(subject_id=case.pk, kind="consult_answered").count() == 1


def test_somebody_elses_note_answers_nothing(case: Case, ada: Agent, nora: Agent, lena: Agent) -> None:
    note.note(case, by=ada, text="@nora?")
    note.note(case, by=lena, text="Ich sehe es auch.")
    assert Consult.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@nora", {"nora"}),
        ("@NORA, bitte", {"nora"}),
        ("Frag @nora und @lena!", {"nora", "lena"}),
        ("@nora @nora", {"nora"}),
        ("(@nora)", {"nora"}),
        ("mail an nora@nora.example", set()),
        ("a@nora", set()),
        ("@@nora", set()),
        ("@ada selbst", set()),
        ("@unbekannt", set()),
        ("@frida ist nicht mehr da", set()),
    ],
)
def test_whom_a_text_mentions(
    case: Case, ada: Agent, nora: Agent, lena: Agent, former: Agent, text: str, handles: set[str]
) -> None:
    assert {agent.handle for agent in note.mentioned(text, ada)} == handles


def test_a_mention_opens_the_case_to_the_colleague(case: Case, ada: Agent, nora: Agent) -> None:
    from onehand.cases.access import visible_to

    team = Team.objects.create(name="Verkauf")
    Case.objects.filter(pk=case.pk).update(team=team)
    assert not visible_to(nora).filter(pk=case.pk).exists()
    note.note(case, by=ada, text="@nora?")
    assert visible_to(nora).filter(pk=case.pk).exists()


def test_a_note_without_text_is_refused(case: Case, ada: Agent) -> None:
    with pytest.raises(Refused):
        note.note(case, by=ada, text="   ")


def test_the_same_key_again_is_the_same_note(case: Case, ada: Agent, nora: Agent) -> None:
    first = note.note(case, by=ada, text="@nora?", key="n1")
    assert note.note(case, by=ada, text="@nora?", key="n1") == first
    assert Consult.objects.count() == 1


def test_no_note_reaches_a_customer(case: Case, ada: Agent, nora: Agent) -> None:
    jobs.run_due()
    before = Outgoing.objects.count()
    note.note(case, by=ada, text="@nora interne Vermutung")
    note.note(case, by=nora, text="interne Antwort")
    jobs.run_due()
    assert Outgoing.objects.count() == before
    for item in case_timeline(case, for_customer=True):
        assert item.entry.kind not in ("noted", "consulted", "consult_answered")
        assert item.message is None or item.message.direction != "note"


def test_a_note_neither_stops_nor_starts_the_clock_of_an_answer(case: Case, ada: Agent) -> None:
    before = Case.objects.get(pk=case.pk)
    note.note(case, by=ada, text="Ich kümmere mich.")
    after = Case.objects.get(pk=case.pk)
    assert (after.waiting_since, after.answer_due, after.state) == (
        before.waiting_since,
        before.answer_due,
        before.state,
    )
