from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from onehand.timeline import chain
from onehand.timeline.kinds import BY_CODE, MATTERS, Kind
from onehand.timeline.models import Entry
from onehand.timeline.record import SYSTEM, NotWriting, record, savepoint, verb, writing

pytestmark = pytest.mark.django_db


def note(number: int = 1) -> None:
    record("case", number, Kind.NOTED, by=SYSTEM)


def subjects() -> list[int]:
    return list(Entry.objects.order_by("seq").values_list("subject_id", flat=True))


def test_outside_writing_nothing_can_be_recorded() -> None:
    with pytest.raises(NotWriting):
        note()
    with pytest.raises(NotWriting), savepoint():
        pass
    assert not Entry.objects.exists()


def test_entries_get_their_numbers_in_order_at_the_end() -> None:
    with writing():
        note(1)
        note(2)
        assert not Entry.objects.exists()
    assert list(Entry.objects.order_by("seq").values_list("seq", "subject_id")) == [(1, 1), (2, 2)]


def test_an_error_takes_the_entries_with_it_and_leaves_no_gap() -> None:
    with pytest.raises(RuntimeError), writing():  # noqa: PT012
        note(1)
        raise RuntimeError
    with writing():
        note(2)
    assert list(Entry.objects.values_list("seq", "subject_id")) == [(1, 2)]
    assert chain.broken_at() is None


def test_what_fails_in_a_savepoint_is_undone_alone() -> None:
    with writing():
        note(1)
        with pytest.raises(RuntimeError), savepoint():  # noqa: PT012
            note(2)
            raise RuntimeError
        note(3)
    assert subjects() == [1, 3]
    assert chain.broken_at() is None


def test_a_verb_within_a_verb_is_one_transaction() -> None:
    @verb
    def inner() -> None:
        note(2)

    @verb
    def outer() -> None:
        note(1)
        inner()
        assert not Entry.objects.exists()

    outer()
    assert subjects() == [1, 2]


def test_an_error_of_an_inner_verb_that_is_caught_leaves_no_entry_of_it() -> None:
    @verb
    def inner() -> None:
        note(2)
        raise ValueError

    with pytest.raises(ValueError), writing():  # noqa: PT012
        note(1)
        inner()
    assert subjects() == []


def test_a_failed_verb_leaves_nothing_pending_for_the_next() -> None:
    @verb
    def failing() -> None:
        note(1)
        raise ValueError

    with pytest.raises(ValueError):
        failing()
    with pytest.raises(NotWriting):
        note(2)


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_give_one_chain_without_gaps() -> None:
    def write(number: int) -> None:
        try:
            for turn in range(5):
                with writing():
                    note(number * 10 + turn)
                    note(number * 10 + turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 61))
    assert chain.broken_at() is None


def test_every_kind_has_two_sentences_and_is_found_by_its_code() -> None:
    for kind in Kind:
        assert BY_CODE[kind.code] is kind
        assert kind.sentence("de")
        assert kind.sentence("en")
        assert len(kind.code) <= 30


def test_what_matters_is_what_the_rule_says() -> None:
    """Rule 11: messages, notes, others' replies, handovers, closures; not receipts nor delivery reports."""
    assert {"message_received", "noted", "replied", "handover_accepted", "closed", "taken"} <= MATTERS
    assert not {"receipt_sent", "notice_sent", "delivery", "automatic_received", "assigned"} & MATTERS
