from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from onehand.foundation import clock
from onehand.foundation.live import presence
from onehand.foundation.live.models import Presence
from onehand.foundation.live.tests.conftest import Live, until

TOPIC = "case:12"


@pytest.fixture
def _still_clock() -> Iterator[None]:
    clock.set(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    yield
    clock.reset()


@pytest.mark.django_db
@pytest.mark.usefixtures("_still_clock")
class TestPresence:
    def test_who_says_so_is_here_for_forty_seconds(self) -> None:
        presence.say(TOPIC, 2, "Nora Lindt", "viewing")
        presence.say(TOPIC, 1, "Ada Brandt", "typing")
        presence.say("case:13", 1, "Ada Brandt", "viewing")
        names = [(each.who_name, each.doing) for each in presence.here(TOPIC)]
        assert names == [("Ada Brandt", "typing"), ("Nora Lindt", "viewing")]
        clock.advance(timedelta(seconds=40))
        assert presence.here(TOPIC) == []

    def test_nothing_is_written_while_nothing_changes(self, django_assert_num_queries: object) -> None:
        presence.say(TOPIC, 1, "Ada Brandt", "viewing")
        clock.advance(timedelta(seconds=19))
        with django_assert_num_queries(1):  # type: ignore[operator]
            presence.say(TOPIC, 1, "Ada Brandt", "viewing")
        clock.advance(timedelta(seconds=2))
        presence.say(TOPIC, 1, "Ada Brandt", "viewing")
        assert Presence.objects.get().until == clock.now() + timedelta(seconds=40)

    def test_what_ended_is_deleted_and_no_history_is_kept(self) -> None:
        presence.say(TOPIC, 1, "Ada Brandt", "viewing")
        presence.say(TOPIC, 1, "Ada Brandt", "typing")
        assert Presence.objects.count() == 1
        clock.advance(timedelta(seconds=41))
        presence.say("case:13", 2, "Nora Lindt", "viewing")
        assert [row.who_id for row in Presence.objects.all()] == [2]
        presence.leave("case:13", 2)
        assert not Presence.objects.exists()

    def test_only_two_things_can_be_done(self) -> None:
        with pytest.raises(ValueError, match="reading"):
            presence.say(TOPIC, 1, "Ada Brandt", "reading")  # type: ignore[arg-type]


def test_who_watches_a_topic_sees_others_come_type_and_go(live: Live) -> None:
    presence.say(TOPIC, 2, "Nora Lindt", "viewing")
    ada = live.listen("ada", query="?topic=case:12")
    elsewhere = live.listen("nora")
    until(lambda: live.app.connected() == 2)

    def seen() -> list[tuple[str, str]]:
        event = ada.next()
        assert event is not None
        assert (event.name, event.id) == ("presence", None)
        assert event.data["topic"] == TOPIC
        return [(one["who_name"], one["doing"]) for one in event.data["here"]]

    assert seen() == [("Nora Lindt", "viewing")]
    presence.say(TOPIC, 2, "Nora Lindt", "typing")
    assert seen() == [("Nora Lindt", "typing")]
    presence.leave(TOPIC, 2)
    assert seen() == []
    live.letters.write("Nora", "no presence before this")
    assert elsewhere.texts(1) == ["no presence before this"]


def test_who_has_gone_without_a_word_disappears_when_the_time_is_over(live: Live) -> None:
    presence.say(TOPIC, 2, "Nora Lindt", "viewing")
    ada = live.listen("ada", query="?topic=case:12")
    assert ada.next() is not None
    clock.advance(timedelta(seconds=41))
    gone = ada.next()
    clock.reset()
    assert gone is not None
    assert gone.data["here"] == []
