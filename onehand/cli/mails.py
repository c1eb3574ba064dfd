"""Finds the mails in files, mbox files, Maildirs and folders, one at a time and in a fixed order."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from onehand.foundation.mailparse import split_mbox

STDIN = "-"
# In a folder these lie beside mails (descriptions, expected results) and are none themselves.
_NO_MAILS = frozenset(
    {".json", ".xml", ".md", ".csv", ".yaml", ".yml", ".toml", ".py", ".html", ".pdf", ".png", ".jpg", ".zip", ".gz"}
)
# How much of a file is looked at to tell an mbox from a mail: a second separator comes soon in a real mbox.
_LOOKED_AT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A mail and its source: the path as given, in a folder or mbox with the file or number after it."""

    source: str
    raw: bytes

    @property
    def told(self) -> str:
        """The source as text that can be stored: a path may hold bytes that are none."""
        return self.source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why; `temporary` if another try may succeed."""

    source: str
    problem: str
    temporary: bool


def mails(path: str) -> Iterator[Found | Unread]:
    """The mails at a path. Memory: one mail at a time."""
    if path == STDIN:
        yield Found(STDIN, sys.stdin.buffer.read())
        return
    place = Path(path)
    if not place.exists():
        yield Unread(path, "there is no such file or folder", temporary=False)
    elif place.is_dir():
        yield from _folder(place, path.rstrip("/") or path)
    else:
        yield from _file(place, path)


def _folder(place: Path, source: str) -> Iterator[Found | Unread]:
    try:
        names = sorted(os.listdir(place))
    except OSError as error:
        yield Unread(source, error.strerror or str(error), temporary=True)
        return
    maildir = {"cur", "new"} <= set(names)
    for name in names:
        inner, shown = place / name, f"{source}/{name}"
        if inner.is_dir():
            # What lies in a Maildir's tmp is not yet delivered.
            if not (maildir and name == "tmp") and not inner.is_symlink():
                yield from _folder(inner, shown)
        elif place.name in ("cur", "new"):
            yield from _one(inner, shown)
        elif not maildir and not name.startswith(".") and inner.suffix.lower() not in _NO_MAILS:
            yield from _file(inner, shown)


def _file(place: Path, source: str) -> Iterator[Found | Unread]:
    try:
        is_mbox = _is_mbox(place)
    except OSError as error:
        yield Unread(source, error.strerror or str(error), temporary=True)
        return
    yield from _mbox(place, source) if is_mbox else _one(place, source)


def _is_mbox(place: Path) -> bool:
    ending = place.suffix.lower()
    if ending in (".eml", ".box"):  # one mail by contract, even when it starts with an envelope line
        return False
    with place.open("rb") as stream:
        if stream.read(5) != b"From ":
            return False
        if ending == ".mbox":
            return True
        stream.seek(0)
        return len(list(islice(split_mbox(io.BytesIO(stream.read(_LOOKED_AT))), 2))) > 1


def _mbox(place: Path, source: str) -> Iterator[Found | Unread]:
    number = 0
    try:
        with place.open("rb") as stream:
            for raw in split_mbox(stream):
                number += 1
                yield Found(f"{source}:{number}", raw)
    except OSError as error:
        yield Unread(f"{source}:{number + 1}", error.strerror or str(error), temporary=True)


def _one(place: Path, source: str) -> Iterator[Found | Unread]:
    try:
        yield Found(source, place.read_bytes())
    except OSError as error:
        yield Unread(source, error.strerror or str(error), temporary=True)
