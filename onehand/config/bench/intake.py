"""Part: mails a second through the door, against the standard library merely parsing the same mails, in turns."""

from __future__ import annotations

import email
import email.policy
import json
import sys
import time
from typing import Any

CHUNK = 50
_READS = "recognise_in"  # as the door calls it


def parse_with_standard_library(raw: bytes) -> None:
    """Bodies and attachments, as somebody would who wants to read the mail."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is not None:
        body.get_content()
    for attachment in message.iter_attachments():
        attachment.get_content()
    str(message["from"]), str(message["subject"])


class Recognition:
    """Stands in for the door's recogniser, which does its work inside, and counts its time."""

    def __init__(self) -> None:
        from onehand.cases import taking

        self.seconds, self.read = 0.0, getattr(taking, _READS)
        setattr(taking, _READS, self)

    def __call__(self, *args: Any, **named: Any) -> None:
        begun = time.perf_counter()
        self.read(*args, **named)
        self.seconds += time.perf_counter() - begun


def main() -> None:
    import django

    django.setup()
    from onehand.cases import intake, recognise
    from onehand.config.bench.mails import mails

    recognise.get_ready()  # as a node has done by itself some seconds after its start
    count, start = int(sys.argv[1]), int(sys.argv[2])
    raws = mails(count, start=start)
    parsing = taking = 0.0
    recognition = Recognition()
    for begin in range(0, len(raws), CHUNK):
        chunk = raws[begin : begin + CHUNK]
        clock = time.perf_counter()
        for raw in chunk:
            parse_with_standard_library(raw)
        parsing += time.perf_counter() - clock
        clock = time.perf_counter()
        done = intake.receive_many(
            [intake.Arrival(source=f"bench:{start + begin + n}", raw=raw) for n, raw in enumerate(chunk)]
        )
        taking += time.perf_counter() - clock
        assert all(one.outcome == "new_case" for one in done), done
    print(
        json.dumps(
            {
                "parse_ms": parsing * 1000 / count,
                "take_ms": taking * 1000 / count,
                "recognise_ms": recognition.seconds * 1000 / count,
                "ratio": parsing / taking,
            }
        )
    )


if __name__ == "__main__":
    main()
