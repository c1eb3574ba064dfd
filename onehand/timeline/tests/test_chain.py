"""An edited, missing or cut-off entry is found; an erased one is not an edited one (S24)."""

from __future__ import annotations

import pytest
from django.db.models import F

from onehand.timeline import chain
from onehand.timeline.kinds import Kind
from onehand.timeline.models import ChainHead, Entry
from onehand.timeline.record import Actor, record, writing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten_entries(db: None) -> None:
    for number in range(1, 11):
        with writing():
            record(
                "case", number, Kind.TAKEN, by=Actor("agent", 1, "Ada Brandt"), audience="customer",
                text="äöü 😀", values={"reason": "krank", "b": 1, "a": [1, None]},
            )  # fmt: skip


def test_an_untouched_chain_holds() -> None:
    assert chain.broken_at() is None


@pytest.mark.parametrize(
    "change",
    [
        {"audience": "agent"},
        {"kind": "noted"},
        {"subject_id": 99},
        {"subject_kind": "agent"},
        {"ref": 5},
        {"actor_name": "Nora Lindt"},
        {"actor_id": 2},
        {"actor_kind": "system"},
        {"text": "anders"},
        {"values": {"reason": "faul"}},
        {"salt": "0" * 32},
        {"digest": "0" * 64},
        {"chain": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_edit_is_found_where_it_was_made(change: dict[str, object]) -> None:
    Entry.objects.filter(seq=4).update(**change)
    assert chain.broken_at() in (4, 5)


def test_a_changed_time_is_found() -> None:
    from datetime import timedelta

    Entry.objects.filter(seq=4).update(at=F("at") + timedelta(seconds=1))
    assert chain.broken_at() == 4


def test_a_gap_is_found() -> None:
    Entry.objects.filter(seq=4).delete()
    assert chain.broken_at() == 4


def test_a_gap_that_was_closed_by_renumbering_is_found() -> None:
    Entry.objects.filter(seq=4).delete()
    for seq in range(5, 11):
        Entry.objects.filter(seq=seq).update(seq=seq - 1)
    assert chain.broken_at() == 4


def test_a_cut_off_end_is_found() -> None:
    Entry.objects.filter(seq__gt=7).delete()
    assert chain.broken_at() == 8


def test_a_cut_off_beginning_is_found() -> None:
    Entry.objects.filter(seq__lt=3).delete()
    assert chain.broken_at() == 1


def test_two_swapped_entries_are_found() -> None:
    Entry.objects.filter(seq=4).update(seq=100)
    Entry.objects.filter(seq=5).update(seq=4)
    Entry.objects.filter(seq=100).update(seq=5)
    assert chain.broken_at() == 4


def test_an_appended_forgery_is_found() -> None:
    entry = Entry.objects.get(seq=10)
    entry.pk = 11
    entry.chain = entry.link(entry.chain)
    entry.save(force_insert=True)
    assert chain.broken_at() is not None


def test_an_edited_head_is_found() -> None:
    ChainHead.objects.update(chain="0" * 64)
    assert chain.broken_at() is not None


def test_erasing_a_person_breaks_nothing() -> None:
    Entry.objects.filter(seq__in=[3, 4, 10]).update(
        actor_kind="", actor_id=None, actor_name="", text="", values={}, salt=""
    )
    assert chain.broken_at() is None
    assert Entry.objects.get(seq=3).erased


def test_erasing_does_not_hide_an_edit_of_the_envelope() -> None:
    Entry.objects.filter(seq=4).update(actor_name="", text="", values={}, salt="", audience="agent")
    assert chain.broken_at() == 4


def test_equal_payloads_have_different_digests() -> None:
    """A digest must not tell who it was once the payload is erased."""
    digests = list(Entry.objects.values_list("digest", flat=True))
    assert len(set(digests)) == len(digests)
