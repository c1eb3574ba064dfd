from __future__ import annotations

import threading

from onehand.foundation.sqlite.queue import FairQueue


def stand_in_line(queue: FairQueue, names: list[str], order: list[str]) -> list[threading.Thread]:
    """Threads that stand in line one after the other and note when their turn came."""

    def wait(name: str) -> None:
        queue.take(None)
        order.append(name)
        queue.give_back()

    threads = []
    for place, name in enumerate(names, start=1):
        thread = threading.Thread(target=wait, args=(name,))
        thread.start()
        threads.append(thread)
        while queue.waiting() < place:
            thread.join(0.001)
    return threads


def test_writers_come_in_the_order_in_which_they_asked() -> None:
    queue, order = FairQueue(), list[str]()
    queue.take(None)
    names = ["Carla", "Ada", "Nora", "Sam", "Lena"]
    threads = stand_in_line(queue, names, order)
    queue.give_back()
    for thread in threads:
        thread.join()
    assert order == names
    assert queue.waiting() == 0


def test_who_gives_back_and_asks_again_stands_behind_those_who_waited() -> None:
    queue, order = FairQueue(), list[str]()
    queue.take(None)
    threads = stand_in_line(queue, ["web"], order)
    queue.give_back()
    queue.take(None)
    order.append("burst")
    queue.give_back()
    threads[0].join()
    assert order == ["web", "burst"]


def test_patience_ends_without_a_trace_in_the_line() -> None:
    queue = FairQueue()
    assert queue.take(None)
    assert not queue.take(0.01)
    assert queue.waiting() == 0
    queue.give_back()
    assert queue.take(0.01)
