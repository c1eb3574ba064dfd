"""A defect is noted, and its words are changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Field

from onehand.cases.errors import Refused
from onehand.defects import learning
from onehand.defects.access import guard_owner
from onehand.defects.expecting import guard_time
from onehand.defects.models import Defect
from onehand.foundation import text
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

SUBJECT = "defect"
# What may be written by a person; who owns it, when it is repaired and its state have rules of their own.
WRITTEN = ("title", "what_de", "what_en", "note_de", "note_en", "department", "backend", "kind", "step", "cause")


@verb
def note(
    *, by: Agent, owner: Agent | None = None, expected_at: Any = None, public: bool = False, **said: str
) -> Defect:
    """`said` are the fields of WRITTEN. Raises Refused: title_missing, what_missing, owner_missing, defect_too_long,
    colleague_unavailable, expected_past, expected_far."""
    defect = Defect(owner=owner, expected_at=expected_at, public=public, opened_by=by)
    _write(defect, said)
    if expected_at is not None:
        guard_time(expected_at)
    defect.save()
    record(SUBJECT, defect.pk, Kind.DEFECT_NOTED, by=by, ref=defect.pk, values={"title": defect.title})
    learning.soon(defect)
    return defect


@verb
def change(defect: Defect, *, by: Agent, owner: Agent | None = None, public: bool | None = None, **said: str) -> Defect:
    """Without `owner` and `public` these stay. A department that is given without an owner takes it over.

    Raises Refused as `note` does, and not_the_defects_owner."""
    _lock(defect)
    guard_owner(defect, by)
    if owner is not None:
        defect.owner = owner
    elif said.get("department", "").strip() and said["department"].strip() != defect.department:
        defect.owner = None
    defect.public = defect.public if public is None else public
    _write(defect, said)
    defect.save()
    record(SUBJECT, defect.pk, Kind.DEFECT_CHANGED, by=by, ref=defect.pk, values={"title": defect.title})
    learning.soon(defect)
    return defect


def _lock(defect: Defect) -> None:
    defect.refresh_from_db(from_queryset=Defect.objects.select_for_update(of=("self",), no_key=True))


def _write(defect: Defect, said: Mapping[str, str]) -> None:
    for name, value in said.items():
        if name not in WRITTEN:
            raise TypeError(f"{name} is not written by a person")
        plain = " ".join(value.split())
        field: Field[Any, Any] = Defect._meta.get_field(name)  # type: ignore[assignment]
        if field.max_length is not None and len(plain) > field.max_length:
            raise Refused("defect_too_long", most=field.max_length)
        setattr(defect, name, plain)
    if not defect.title:
        defect.title = text.one_line(defect.what_de or defect.what_en, 200)
    _guard(defect)


def _guard(defect: Defect) -> None:
    if not defect.title:
        raise Refused("title_missing")
    if not defect.what_de and not defect.what_en:
        raise Refused("what_missing")
    if defect.owner is None and not defect.department:
        raise Refused("owner_missing")
    if defect.owner is not None and not defect.owner.active:
        raise Refused("colleague_unavailable")
