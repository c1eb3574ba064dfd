"""What a reply carries beside its text, as its writer confirmed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from onehand.cases.attachments import File


@dataclass(frozen=True, slots=True)
class Said:
    """A promise in the reply. `due` is aware; `needs` is what will keep it (blank: as its kind does)."""

    text: str
    due: datetime
    kind: str
    needs: str = ""
    due_text: str = ""
    by_default: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A statement that the customer erred (C9), with the message of the case that shows it,
    or a file of one; `evidence_text` says where to look."""

    text: str
    evidence: int | None = None
    attachment: int | None = None
    evidence_text: str = ""


class Composed(TypedDict, total=False):
    """What `reply` takes beside case, agent and text."""

    seen: int | None
    key: str | None
    cc: Sequence[str]
    files: Sequence[File]
    answers: Sequence[int]
    no_answer: Mapping[int, str] | None
    promises: Sequence[Said]
    keeps: Sequence[int]
    claims: Sequence[Evidenced]
    parties: Sequence[int]
    templates: Sequence[int]
    strict: bool
    leave_open: bool
    ask_anyway: bool
