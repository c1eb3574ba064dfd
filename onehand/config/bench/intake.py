"""Part: mails a second through the door, against the standard library merely parsing the same mails, in turns."""

from __future__ import annotations

import email
import email.policy
import json
import sys
import time

CHUNK = 50


def parse_with_standard_library(raw: bytes) -> None:
    """Bodies and attachments, as somebody would who wants to read the mail."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is not None:
        body.get_content()
    for attachment in message.iter_attachments():
        attachment.get_content()
    str(message["from"]), str(message["subject"])


def main() -> None:
    import django

    django.setup()
    from onehand.cases import intake
    from onehand.config.bench.mails import mails

    count, start = int(sys.argv[1]), int(sys.argv[2])
    raws = mails(count, start=start)
    parsing = taking = 0.0
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
    print(json.dumps({"parse_ms": parsing * 1000 / count, "take_ms": taking * 1000 / count, "ratio": parsing / taking}))


if __name__ == "__main__":
    main()
