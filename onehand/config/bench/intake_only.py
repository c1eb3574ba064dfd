"""Part: mails a second through the door, nothing else."""

from __future__ import annotations

import json
import sys
import time

CHUNK = 50


def main() -> None:
    import django

    django.setup()
    from onehand.cases import intake
    from onehand.config.bench.mails import mails

    count, start = int(sys.argv[1]), int(sys.argv[2])
    raws = mails(count, start=start)
    begun = time.perf_counter()
    for begin in range(0, count, CHUNK):
        chunk = raws[begin : begin + CHUNK]
        intake.receive_many(
            [intake.Arrival(source=f"bench:{start + begin + n}", raw=raw) for n, raw in enumerate(chunk)]
        )
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "per_second": count / seconds}))


if __name__ == "__main__":
    main()
