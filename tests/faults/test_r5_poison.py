"""R5: a mail that provokes the reader is kept with reason and raw bytes, and the next mail is taken in at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from onehand.cases import intake, ledger, quarantine
from onehand.cases.intake import Arrival
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.foundation import blobs
from onehand.team.models import Agent

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

# "Within a minute" is the promise; here everything of one poison and the next mail may take so many seconds.
PATIENCE = 20


def _header(name: str, value: str) -> bytes:
    return mails.mail(without=[name], headers={name: value})


POISON: dict[str, Callable[[], bytes]] = {
    "nested multiparts": lambda: mails.nested(),
    "50,000 parts": lambda: mails.many_parts(50_000),
    "a header of a megabyte": lambda: _header("X-Long", "x" * 1_000_000),
    "100,000 header fields": lambda: b"X: y\r\n" * 100_000 + mails.mail(),
    "100,000 recipients": lambda: _header("To", ", ".join(f"p{n}@example.org" for n in range(100_000))),
    "nested comments": lambda: _header("From", "(" * 50_000 + "x@example.org"),
    "nested groups": lambda: _header("To", "a:" * 50_000),
    "50,000 references": lambda: _header("References", " ".join(f"<{n}@moebelhaus.example>" for n in range(50_000))),
    "a bracketed Message-ID": lambda: _header("Message-ID", "<[x]@y>"),
    "an unknown charset": lambda: mails.mail(type="text/plain; charset=klingon"),
    "an encoded line end in an address": lambda: _header("From", "=?utf-8?q?a=0D=0ABcc=3A_x?= <a@example.org>"),
    "encoded words without end": lambda: _header("Subject", "=?utf-8?b?" * 20_000),
    "a boundary in itself": lambda: mails.mail("--B\n--B--\n" * 20_000, type="multipart/mixed; boundary=B"),
    "a boundary of nothing": lambda: mails.mail("--\n--\n--\n" * 10_000, type='multipart/mixed; boundary=""'),
    "forwarded in forwarded": lambda: mails.mail("Content-Type: message/rfc822\n\n" * 2_000, type="message/rfc822"),
    "broken base64": lambda: mails.mail("!" * 100_000, headers={"Content-Transfer-Encoding": "base64"}),
    "bytes of zero": lambda: b"\x00" * 500_000,
    "random bytes": lambda: bytes((n * 7919) % 256 for n in range(500_000)),
    "surrogates and noncharacters": lambda: mails.mail("\ufffe\uffff\udcff x\n"),
    "a line of a megabyte": lambda: mails.mail("x" * 1_000_000),
    "a date in the year 99999": lambda: _header("Date", "Mon, 2 Mar 99999 09:00:00 +9999"),
    "a date before all time": lambda: _header("Date", "Mon, 1 Jan 0001 00:00:00 +2359"),
}  # fmt: skip


@pytest.mark.parametrize("name", POISON)
def test_a_poison_is_kept_and_the_next_mail_is_taken_in_at_once(ada: Agent, name: str) -> None:
    raw = POISON[name]()
    began = time.monotonic()
    received = mails.take(raw)
    following = mails.take(mails.mail("Die nächste Mail.\n", sender=f"Sam <{mails.SAM}>"))
    assert time.monotonic() - began < PATIENCE
    assert received.outcome in ("new_case", "quarantined")
    if received.outcome == "quarantined":
        row = mails.row_of(received)
        assert row.reason
        assert blobs.get(row.raw) == raw
        assert quarantine.retry(row, by=ada).outcome in ("quarantined", "new_case")
    assert following.outcome == "new_case"
    assert ledger.counts()["difference"] == 0


def test_all_poisons_in_one_batch_spare_the_good_mails_between_them(ada: Agent) -> None:
    raws: list[bytes] = []
    for number, make in enumerate(POISON.values()):
        raws += [make(), mails.mail(f"Gute Mail {number}\n", sender=f"p{number}@example.org")]
    began = time.monotonic()
    answers = intake.receive_many([Arrival(source="s", raw=raw) for raw in raws])
    assert time.monotonic() - began < 60
    assert {one.outcome for one in answers[1::2]} == {"new_case"}
    assert {one.outcome for one in answers[::2]} <= {"new_case", "quarantined"}
    counts = ledger.counts()
    assert (counts["accepted"], counts["difference"]) == (len(raws), 0)


def test_every_message_that_poison_became_can_be_looked_at(ada: Agent) -> None:
    """A salvaged mail must not break the page it is shown on."""
    from onehand.cases.feed import case_timeline
    from onehand.cases.shown import case_data, message_data

    for make in POISON.values():
        mails.take(make())
    for case in Case.objects.all():
        case_data(case)
        for item in case_timeline(case):
            if item.message is not None:
                message_data(item.message)
