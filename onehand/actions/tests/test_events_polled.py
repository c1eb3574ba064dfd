"""Systems are asked for what happened: each event once, none lost by a crash, a silence or one that is broken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions.contract import Unreachable
from onehand.actions.events import intake, polling
from onehand.actions.models.events import Cursor, Event
from onehand.actions.tests.telling import Telling, event, sent
from onehand.foundation import clock
from onehand.people.models import Customer

pytestmark = pytest.mark.django_db


def _crash(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_polling_takes_each_event_once_and_remembers_where_it_was(telling: Telling, carla: Customer) -> None:
    telling.told = [event(id="a"), event("returned", id="b", ago=4)]
    assert polling.poll("toy") == 2
    assert Cursor.objects.get(backend="toy").position == "2"
    assert polling.poll("toy") == 0
    telling.told.append(event("activated", "30412", id="c"))
    assert polling.poll("toy") == 1
    assert len(sent()) == 3


def test_a_crash_between_asking_and_writing_loses_nothing(
    telling: Telling, carla: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling.told = [event(id="a")]
    with monkeypatch.context() as patched:
        patched.setattr(Cursor, "save", _crash)
        with pytest.raises(KeyboardInterrupt):
            polling.poll("toy")
    assert not Event.objects.exists()
    assert not sent()
    assert polling.poll("toy") == 1
    assert len(sent()) == 1


def test_a_silent_system_is_no_error_and_asked_again(telling: Telling, carla: Customer) -> None:
    telling.told, telling.down = [event()], True
    assert polling.poll("toy") == 0
    with pytest.raises(Unreachable):
        telling.happened("")
    telling.down = False
    clock.advance(timedelta(minutes=1))
    assert polling.poll("toy") == 1


def test_who_read_on_meanwhile_wins(telling: Telling, carla: Customer) -> None:
    one = event(id="a")
    Cursor.objects.create(backend="toy", position="5")
    assert intake.take("toy", [(one, intake.meant("toy", one))], since="", until="1") == []
    assert Cursor.objects.get().position == "5"


def test_an_event_that_nobody_can_deal_with_holds_up_no_other(
    telling: Telling, carla: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake._follow

    def broken(one: Event, customer: Customer) -> None:
        if one.reference == "bad":
            raise ValueError("a mistake of ours")
        real(one, customer)

    monkeypatch.setattr(intake, "_follow", broken)
    telling.told = [event(reference="bad", id="\x00a\ud800"), event(id="b", ago=4)]
    assert polling.poll("toy") == 2
    assert sorted(Event.objects.values_list("outcome", flat=True)) == ["told", "unplaced"]
