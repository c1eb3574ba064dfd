from __future__ import annotations

import http.client
import time

import pytest

from onehand.foundation.live.tests.conftest import Live, until


def test_nobody_listens_without_a_session(live: Live) -> None:
    assert live.listen("").status == 401
    assert live.listen("forged").status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_gets_nothing(live: Live, headers: dict[str, str]) -> None:
    assert live.listen("ada", **headers).status == 403


def test_a_page_of_the_own_site_is_served(live: Live) -> None:
    own = f"http://127.0.0.1:{live.port}"
    assert live.listen("ada", Origin=own, Sec_Fetch_Site="same-origin").status == 200


def test_a_session_that_ends_ends_its_streams_within_five_seconds_and_no_other(live: Live) -> None:
    ada, nora = live.listen("ada"), live.listen("nora")
    until(lambda: live.app.connected() == 2)
    revoked = time.monotonic()
    del live.letters.sessions["ada"]
    assert ada.next() is None
    assert time.monotonic() - revoked < 5
    live.letters.write("all", "still here")
    assert nora.texts(1) == ["still here"]
    assert live.listen("ada").status == 401


def test_a_session_that_becomes_another_readers_is_ended(live: Live) -> None:
    ada = live.listen("ada")
    until(lambda: live.app.connected() == 1)
    live.letters.sessions["ada"] = "Sam"
    assert ada.next() is None


def test_a_topic_is_watched_only_by_who_may(live: Live) -> None:
    assert live.listen("ada", query="?topic=case:12").status == 200
    assert live.listen("sam", query="?topic=case:12").status == 403
    assert live.listen("ada", query="?topic=case:13").status == 403
    assert live.listen("ada", query="?topic=../x").status == 400
    assert live.listen("ada", query="?" + "&".join(f"topic=case:{n}" for n in range(6))).status == 400


def test_only_reading_is_possible_and_one_reader_has_a_limit(live: Live) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=10)
    connection.request("POST", "/live", headers={"Cookie": "session=ada"})
    assert connection.getresponse().status == 405
    connection.close()
    answers = [live.listen("ada").status for _ in range(41)]
    assert answers == [200] * 40 + [429]
