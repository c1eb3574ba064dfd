from __future__ import annotations

import pytest

from onehand.cases.attachments import File
from onehand.cases.errors import Refused
from onehand.cases.models import Case
from onehand.cases.write import write
from onehand.people.models import Customer
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_customer_writes_into_the_own_case_and_waits_from_the_first_open_word(case: Case, carla: Customer) -> None:
    since = case.waiting_since
    message = write(case, by=carla, text="  Noch etwas. ")
    after = Case.objects.get(pk=case.pk)
    assert (message.text, message.direction) == ("Noch etwas.", "in")
    assert after.waiting_since == since


def test_after_an_answer_the_clock_starts_anew(case: Case, carla: Customer, ada: Agent) -> None:
    from onehand.cases import reply
    from onehand.cases.tests.mails import hours_later
    from onehand.foundation import clock

    reply.reply(case, by=ada, text="ok")
    hours_later(5)
    write(Case.objects.get(pk=case.pk), by=carla, text="Noch etwas.")
    after = Case.objects.get(pk=case.pk)
    assert after.waiting_since == clock.now()
    assert after.touched_at == clock.now()


def test_nothing_at_all_is_refused_but_a_file_alone_is_not(case: Case, carla: Customer) -> None:
    with pytest.raises(Refused):
        write(case, by=carla, text="  ")
    message = write(case, by=carla, text="", files=[File("bild.png", "image/png", b"png")])
    assert message.attachments.get().name == "bild.png"


def test_the_same_key_again_is_the_same_message(case: Case, carla: Customer) -> None:
    first = write(case, by=carla, text="einmal", key="w1")
    assert write(case, by=carla, text="einmal", key="w1") == first
    assert case.messages.filter(text="einmal").count() == 1


def test_a_text_without_end_is_cut(case: Case, carla: Customer) -> None:
    assert len(write(case, by=carla, text="x" * 2_000_000).text) == 1_000_000
