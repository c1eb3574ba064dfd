"""Payloads are erased, envelopes stay: the chain still verifies, and what a person said or was called is gone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from onehand.timeline.models import Entry


def erase_entries(subject_kind: str, ids: Sequence[int]) -> int:
    """Erase the payloads of all entries of these subjects; how many."""
    return _erase(Entry.objects.filter(subject_kind=subject_kind, subject_id__in=list(ids)))


def erase_actor(kind: str, actors: Sequence[int], *, subject_kind: str, ids: Sequence[int]) -> int:
    """Erase the payloads of what these actors did with these subjects; how many."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id__in=list(ids))
    return _erase(entries.filter(actor_kind=kind, actor_id__in=list(actors)))


def erase_told(kinds: Sequence[str], refs: Sequence[int], *, subject_kind: str, ids: Sequence[int]) -> int:
    """Erase the payloads of what was told of these rows in the histories of these subjects; how many."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id__in=list(ids))
    return _erase(entries.filter(kind__in=list(kinds), ref__in=list(refs)))


def _erase(entries: QuerySet[Entry]) -> int:
    return entries.exclude(salt="").update(actor_kind="", actor_id=None, actor_name="", text="", values={}, salt="")
