from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path

import pytest

from onehand.foundation.sqlite import queue
from onehand.foundation.sqlite.tests.test_turns import begin, commit, connect


@pytest.mark.django_db
def test_a_web_write_beside_a_burst_of_batches_waits_at_most_a_tenth_of_a_second(tmp_path: Path) -> None:
    """Batches of 50 rows, each row with the work of a mail, which give way when somebody waits."""
    first = connect(tmp_path, 20)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE letters (id integer PRIMARY KEY, text varchar)")
    first.close()
    over = threading.Event()
    batches: list[int] = []

    def burst() -> None:
        database = connect(tmp_path, 20)
        while not over.is_set():
            begin(database)
            taken_in = 0
            with database.cursor() as cursor:
                while taken_in < 50 and not (taken_in and queue.waiting()):
                    busy_until = time.perf_counter() + 0.004
                    while time.perf_counter() < busy_until:
                        pass
                    cursor.execute("INSERT INTO letters (text) VALUES (%s)", ["x" * 2000])
                    taken_in += 1
            commit(database)
            batches.append(taken_in)
        database.close()

    writer = threading.Thread(target=burst)
    writer.start()
    web = connect(tmp_path, 20)
    waited = []
    for _ in range(60):
        before = time.perf_counter()
        begin(web)
        with web.cursor() as cursor:
            cursor.execute("INSERT INTO letters (text) VALUES ('web')")
        commit(web)
        waited.append(time.perf_counter() - before)
        over.wait(0.02)
    over.set()
    writer.join()
    web.close()
    p95 = statistics.quantiles(waited, n=20)[-1]
    print(f"web write beside a burst: median {statistics.median(waited):.3f} s, p95 {p95:.3f} s")
    assert p95 <= 0.1
    assert sum(batches) > 50
