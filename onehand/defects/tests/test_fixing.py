"""When it is repaired each of the affected is told once and asked; who says no opens it again, for all to see."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from onehand.cases import closing
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Closure, Message, Outgoing, Question, State
from onehand.defects import fixing, linking, telling
from onehand.defects.models import Defect, Link, Telling
from onehand.defects.tests.conftest import asks, person
from onehand.foundation import jobs
from onehand.people import card
from onehand.people.forgetting import forget
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def told(case: Case) -> list[Outgoing]:
    return list(Outgoing.objects.filter(case=case, kind="notice").order_by("pk"))


def linked(defect: Defect, ada: Agent, *names: str) -> list[Case]:
    cases = [asks(person(name)) for name in names]
    for case in cases:
        linking.link(defect, case, by=ada)
    jobs.run_due()
    return cases


def fixed(defect: Defect, ada: Agent) -> None:
    fixing.fix(defect, by=ada, done_de="Vermittlung 7 ist umgestellt.", done_en="Exchange 7 was switched over.")
    jobs.run_due()


def click(mail: Outgoing, answer: str) -> None:
    (url,) = [one["url"] for one in mail.buttons if one["url"].endswith(f"answer={answer}")]
    path = re.sub(r"^https?://[^/]+", "", url)
    assert Client().post(path, {"answer": answer}).status_code in (200, 303)


def test_each_is_told_once_by_a_mail_that_asks(defect: Defect, ada: Agent) -> None:
    cases = linked(defect, ada, "Mira", "Paul", "Jonas")
    fixed(defect, ada)
    for case in cases:
        (mail,) = told(case)
        assert mail.recipient == case.customer.identities.get().value
        assert "„Neue Surfsticks werden nicht freigeschaltet“" in mail.text
        assert "Vermittlung 7 ist umgestellt." in mail.text
        assert [one["label"] for one in mail.buttons] == ["Es funktioniert", "Es funktioniert nicht"]
    for one in Telling.objects.all():
        telling.tell(one.pk)
    telling.spread.enqueue(defect.pk)
    jobs.run_due()
    assert [len(told(case)) for case in cases] == [1, 1, 1]
    assert defect.state == Defect.State.FIXED
    assert set(Telling.objects.values_list("outcome", flat=True)) == {"written"}


def test_who_says_no_opens_case_and_defect_again(defect: Defect, ada: Agent) -> None:
    mira, paul = linked(defect, ada, "Mira", "Paul")
    fixed(defect, ada)
    click(told(mira)[0], "yes")
    click(told(paul)[0], "no")
    defect.refresh_from_db()
    assert defect.state == Defect.State.REOPENED
    assert dict(Link.objects.values_list("case", "works")) == {mira.pk: True, paul.pk: False}
    paul.refresh_from_db()
    assert paul.state == State.HELD
    assert Entry.objects.filter(subject_kind="defect", kind="defect_not_for_all").count() == 1
    # Repaired again, only who still waits for it hears of it.
    fixed(defect, ada)
    assert (len(told(mira)), len(told(paul))) == (1, 2)
    click(told(paul)[1], "yes")
    defect.refresh_from_db()
    assert defect.state == Defect.State.FIXED
    assert Link.objects.get(case=paul).works is True


def test_a_question_that_is_open_stays_open_beside_the_one_whether_it_works(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    Question.objects.create(case=case, message=case.messages.earliest("pk"), text="Wann?")
    fixed(defect, ada)
    case.refresh_from_db()
    assert case.state == State.HELD
    assert len(told(case)[0].buttons) == 2
    assert Closure.objects.get(case=case, undone_at__isnull=True).silence_until is None
    click(told(case)[0], "yes")
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_who_said_solved_before_is_told_and_not_asked(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    closing.confirm(case, by=case.customer)
    fixed(defect, ada)
    (mail,) = told(case)
    assert not [one for one in mail.buttons if "answer=" in one["url"]]
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_a_case_that_silence_closed_is_asked_again(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    closing.close_without_asking(case, by=ada, reason="Keine Antwort")
    fixed(defect, ada)
    case.refresh_from_db()
    assert case.hand == ada
    assert case.state != State.CLOSED
    click(told(case)[0], "no")
    defect.refresh_from_db()
    assert defect.state == Defect.State.REOPENED


def test_who_wishes_to_be_called_is_told_by_the_hand(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    case.customer.identities.create(kind="phone", value="+493012345")
    card.change(case.customer, by=ada, preferred_channel="phone")
    fixed(defect, ada)
    assert told(case) == []
    assert Telling.objects.get().outcome == "by_hand"
    assert Entry.objects.filter(subject_id=case.pk, kind="defect_untold").count() == 1


def test_who_was_erased_hears_nothing(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    forget(case.customer, by=ada)
    fixed(defect, ada)
    assert told(case) == []
    assert not Message.objects.filter(case=case, automatic="fixed").exists()


def test_a_case_that_was_something_else_is_not_told(defect: Defect, ada: Agent) -> None:
    (case,) = linked(defect, ada, "Mira")
    linking.unlink(defect, case, by=ada)
    fixed(defect, ada)
    assert told(case) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [({}, "done_missing"), ({"done_de": " "}, "done_missing"), ({"done_de": "x" * 501}, "defect_too_long"),
     ({"done_de": "x", "evidence": "y" * 301}, "defect_too_long")],
)  # fmt: skip
def test_what_was_done_is_said(defect: Defect, ada: Agent, said: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as why:
        fixing.fix(defect, by=ada, **said)
    assert why.value.code == code
    assert Telling.objects.count() == 0


def test_only_who_answers_for_it_says_so(defect: Defect, ada: Agent, nora: Agent, lena: Agent) -> None:
    with pytest.raises(Refused) as why:
        fixing.fix(defect, by=nora, done_de="x")
    assert why.value.code == "not_the_defects_owner"
    fixing.fix(defect, by=lena, done_de="x")
    with pytest.raises(Refused) as why:
        fixing.fix(defect, by=ada, done_de="x")
    assert why.value.code == "defect_fixed"
    fixing.open_again(defect, by=ada)
    assert defect.state == Defect.State.REOPENED
    with pytest.raises(Refused):
        fixing.open_again(defect, by=ada)


def test_in_english_and_with_du(defect: Defect, ada: Agent) -> None:
    english = asks(person("Mira", "en"), "My stick does not work.")
    german = asks(person("Paul"))
    card.change(german.customer, by=ada, form="du")
    for case in (english, german):
        linking.link(defect, case, by=ada)
    fixed(defect, ada)
    assert "“New sticks are not activated”" in told(english)[0].text
    assert "Exchange 7 was switched over." in told(english)[0].text
    assert "bei dir" in told(german)[0].text
    assert "Sie " not in told(german)[0].text
