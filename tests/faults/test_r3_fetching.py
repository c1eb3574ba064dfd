"""R3: whatever happens to connection and mailbox, mailbox minus ledger ends at 0."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from onehand.cases import intake
from onehand.cases.intake import Arrival, Received
from onehand.cases.models import Ledger, Message
from onehand.channels.email import places
from onehand.channels.email.fetch import Fetcher, batches
from onehand.channels.email.imap import Folder
from onehand.channels.email.models import Mailbox
from onehand.channels.email.start import health
from onehand.channels.email.tests.conftest import change_settings, mail
from onehand.team.models import Agent
from tests.mail.conftest import hand_over
from tests.support.dovecot import Dovecot
from tests.support.ports import until
from tests.support.wire import Wire

Fetch = Callable[[], Fetcher]


def numbered(*numbers: int, size: int = 1) -> list[bytes]:
    return [mail(f"Nummer {number} " + "x" * size, message_id=f"<{number}@example.org>") for number in numbers]


def outcomes() -> dict[str, int]:
    rows = list(Ledger.objects.values_list("outcome", flat=True))
    return {outcome: rows.count(outcome) for outcome in sorted(set(rows))}


def reached(expected: dict[str, int]) -> None:
    until(lambda: outcomes() == expected, lambda: f"{expected}, have {outcomes()}", timeout=30)


@pytest.fixture
def wire(dovecot: Dovecot) -> Iterator[Wire]:
    with Wire(dovecot.port) as between:
        yield between


@pytest.fixture
def fetch(transactional_db: None, ada: Agent, dovecot: Dovecot, wire: Wire) -> Iterator[Fetch]:
    """Fetch the mailbox through the wire, until the test ends."""
    stop, threads = threading.Event(), []

    def start() -> Fetcher:
        fetcher = Fetcher(places.mailbox(dovecot.url("hilfe").replace(str(dovecot.port), str(wire.port))), stop)
        threads.append(fetcher.start())
        return fetcher

    yield start
    stop.set()
    for thread in threads:
        thread.join(30)


def test_a_connection_cut_in_the_middle_of_a_mail_loses_and_doubles_nothing(
    dovecot: Dovecot, wire: Wire, fetch: Fetch
) -> None:
    dovecot.deliver("hilfe", *numbered(*range(40), size=20_000))
    wire.cut_after(300_000)
    fetch()
    reached({"message": 40})
    assert wire.connections >= 2
    assert Message.objects.filter(direction="in").count() == 40


def test_flags_of_other_programs_are_not_believed(dovecot: Dovecot, fetch: Fetch) -> None:
    dovecot.deliver("hilfe", *numbered(1, 2, 3))
    dovecot.mark_seen("hilfe")
    fetch()
    reached({"message": 3})


def test_deleted_mails_leave_no_gap(dovecot: Dovecot, fetch: Fetch) -> None:
    dovecot.deliver("hilfe", *numbered(*range(6)))
    dovecot.expunge("hilfe", [1, 4, 6])
    fetch()
    reached({"message": 3})
    hand_over(dovecot, "hilfe", *numbered(7))
    reached({"message": 4})


def test_a_new_uidvalidity_reads_all_again_and_declares_the_duplicates(dovecot: Dovecot, fetch: Fetch) -> None:
    dovecot.deliver("hilfe", *numbered(1, 2, 3))
    fetcher = fetch()
    reached({"message": 3})
    changed = dovecot.change_uidvalidity("hilfe")
    dovecot.deliver("hilfe", *numbered(4))
    reached({"duplicate": 3, "message": 4})
    until(lambda: (fetcher.row().uidvalidity, fetcher.row().uid) == (changed, 4), "the new cursor")


def test_an_outage_is_waited_for_and_told(
    dovecot: Dovecot, wire: Wire, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetcher = fetch()
    dovecot.deliver("hilfe", *numbered(1))
    reached({"message": 1})
    change_settings(
        monkeypatch, mail_in=(dovecot.url("hilfe").replace(str(dovecot.port), str(wire.port)),), mail_listen=""
    )
    until(lambda: [part.ok for part in health()] == [True], "health")
    wire.cut()
    until(lambda: fetcher.row().error, "the error to be told")
    assert [(part.ok, part.sentence) for part in health()] == [(False, fetcher.row().error)]
    dovecot.deliver("hilfe", *numbered(2))
    wire.mend()
    reached({"message": 2})
    until(lambda: [part.ok for part in health()] == [True], "health")


def test_a_server_that_is_killed_is_found_again(dovecot: Dovecot, fetch: Fetch) -> None:
    fetch()
    dovecot.deliver("hilfe", *numbered(1))
    reached({"message": 1})
    dovecot.kill()
    dovecot.deliver("hilfe", *numbered(2))
    dovecot.start()
    reached({"message": 2})


def test_what_cannot_be_stored_stays_in_the_mailbox_until_it_can(
    dovecot: Dovecot, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, full = intake.receive_many, threading.Event()
    full.set()

    def receive_many(arrivals: Sequence[Arrival]) -> list[Received]:
        if full.is_set():
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(arrivals)

    monkeypatch.setattr(intake, "receive_many", receive_many)
    dovecot.deliver("hilfe", *numbered(1, 2))
    fetcher = fetch()
    until(lambda: "No space left" in fetcher.row().error, "the error to be told")
    assert fetcher.row().uid == 0
    full.clear()
    reached({"message": 2})
    until(lambda: fetcher.row().error == "", "the error to go")


def test_fetching_again_after_a_death_before_the_cursor_enters_nothing_twice(
    dovecot: Dovecot, transactional_db: None, ada: Agent
) -> None:
    dovecot.deliver("hilfe", *numbered(1, 2, 3))
    place = places.mailbox(dovecot.url("hilfe"))
    for _ in range(2):
        fetcher = Fetcher(place, threading.Event())
        folder = Folder.open(place)
        assert fetcher.take_in(folder, folder.uids_after(0)) == 3
        folder.close()
    assert outcomes() == {"message": 3}


def test_what_is_missing_in_the_ledger_is_counted_fetched_and_otherwise_an_alarm(
    dovecot: Dovecot, transactional_db: None, ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver("hilfe", *numbered(*range(10)))
    place = places.mailbox(dovecot.url("hilfe"))
    fetcher = Fetcher(place, threading.Event())
    folder = Folder.open(place)
    fetcher._settle_uidvalidity(folder)
    assert fetcher.fetch_new(folder) == 10
    assert fetcher.count_missing(folder) == 0
    Ledger.objects.filter(pk__in=list(Ledger.objects.values_list("pk", flat=True)[2:5])).delete()
    with monkeypatch.context() as patch:
        patch.setattr(Fetcher, "take_in", lambda *_: 0)
        assert fetcher.count_missing(folder) == 3
    assert Mailbox.objects.get().missing == 3
    change_settings(monkeypatch, mail_in=(dovecot.url("hilfe"),), mail_listen="")
    assert [part.sentence for part in health()] == ["3 mails of the mailbox are not in the ledger"]
    assert fetcher.count_missing(folder) == 0
    assert Mailbox.objects.get().missing == 0
    assert Ledger.objects.count() == 10
    folder.close()


def test_batches_are_bounded_in_number_and_bytes() -> None:
    sizes = dict.fromkeys(range(1, 121), 1) | {60: 30_000_000, 61: 15_000_000, 62: 15_000_000}
    made = list(batches(range(1, 121), sizes))
    assert [uid for batch in made for uid in batch] == list(range(1, 121))
    assert max(len(batch) for batch in made) == 50
    assert [60] in made
    assert all(sum(sizes[uid] for uid in batch) <= 20 * 1024 * 1024 for batch in made if batch != [60])
