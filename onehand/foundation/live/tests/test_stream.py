from __future__ import annotations

import time

from onehand.foundation.live.tests.conftest import Live, until


def test_what_is_written_reaches_its_reader_within_a_third_of_a_second(live: Live) -> None:
    ada = live.listen("ada")
    assert ada.status == 200
    assert ada.answer.getheader("content-type") == "text/event-stream; charset=utf-8"
    assert ada.answer.getheader("cache-control") == "no-store"
    assert ada.answer.getheader("x-accel-buffering") == "no"
    until(lambda: live.app.connected() == 1)
    live.letters.write("Ada", "warm up")
    ada.next()
    written = time.monotonic()
    live.letters.write("Ada", "Grüße\naus Köln")
    event = ada.next()
    assert time.monotonic() - written < 0.3
    assert event is not None
    assert (event.id, event.name) == ("2", "entry")
    assert event.data == {"to": "Ada", "text": "Grüße\naus Köln"}


def test_nobody_gets_what_is_for_another(live: Live) -> None:
    ada, nora = live.listen("ada"), live.listen("nora")
    until(lambda: live.app.connected() == 2)
    live.letters.write("Nora", "for Nora")
    live.letters.write("Ada", "for Ada")
    live.letters.write("all", "for all")
    assert ada.texts(2) == ["for Ada", "for all"]
    assert nora.texts(2) == ["for Nora", "for all"]


def test_who_comes_back_gets_what_was_missed_in_order_and_once(live: Live) -> None:
    for number in range(1, 451):
        live.letters.write("Ada" if number % 2 else "Nora", str(number))
    ada = live.listen("ada", Last_Event_ID="100")
    assert ada.texts(175) == [str(number) for number in range(101, 451, 2)]
    live.letters.write("Ada", "new")
    assert ada.texts(1) == ["new"]
    again = live.listen("ada", query="?after=448")
    assert again.texts(2) == ["449", "new"]


def test_nothing_is_lost_or_doubled_when_readers_come_while_much_is_written(live: Live) -> None:
    listeners = []
    for number in range(1, 201):
        live.letters.write("all", str(number))
        if number % 20 == 0:
            after = number - 15
            listeners.append((after, live.listen("ada", query=f"?after={after}")))
    for after, browser in listeners:
        assert browser.texts(200 - after) == [str(number) for number in range(after + 1, 201)]


def test_who_missed_too_much_or_comes_from_another_feed_is_told_to_load_anew(live: Live) -> None:
    live.letters.write("Ada", "one")
    from_the_future = live.listen("ada", Last_Event_ID="999")
    event = from_the_future.next()
    assert event is not None
    assert event.name == "reload"
    live.letters.write("Ada", "two")
    assert from_the_future.texts(1) == ["two"]


def test_one_question_for_all_connections_of_a_reader(live: Live) -> None:
    browsers = [live.listen("ada") for _ in range(10)]
    until(lambda: live.app.connected() == 10)
    live.letters.asked = 0
    live.letters.write("Ada", "x")
    for browser in browsers:
        assert browser.texts(1) == ["x"]
    assert live.letters.asked == 1


def test_a_closed_page_is_noticed(live: Live) -> None:
    ada = live.listen("ada")
    until(lambda: live.app.connected() == 1)
    ada.close()
    until(lambda: live.app.connected() == 0)
