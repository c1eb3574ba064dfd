"""Durable storage of bytes under their SHA-256, as files `ab/cd/<key>` in the data folder.

When `put` returns, the bytes survive a power loss: the file is written aside, flushed, renamed into place,
and the folders that changed are flushed too. Equal content is stored once; to store it again is cheap and
safe.

What arrives together may be stored together (`put_together`): one file and a few flushes for a whole batch of
mails. Such a key names the file, the place in it and the length instead of a hash.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

_KEY = re.compile(r"[0-9a-f]{64}")
_PACKED = re.compile(r"pack-([0-9a-f]{24})-([0-9a-f]{1,12})-([0-9a-f]{1,12})")


class Missing(LookupError):
    """No blob is stored under this key."""


def root() -> Path:
    """The folder that holds all blobs."""
    return Path(settings.ONEHAND.data) / "blobs"


def path(key: str) -> Path:
    """Where the blob lies or would lie. Raises Missing for what is no key at all."""
    if not _KEY.fullmatch(key):
        raise Missing(key)
    return root() / key[:2] / key[2:4] / key


def exists(key: str) -> bool:
    """Whether the blob is stored."""
    packed = _PACKED.fullmatch(key)
    try:
        return (_pack(packed[1]) if packed else path(key)).is_file()
    except Missing:
        return False


def get(key: str) -> bytes:
    """The bytes stored under the key. Raises Missing, or OSError if the disk fails."""
    return head(key, -1)


def head(key: str, size: int) -> bytes:
    """The first `size` bytes stored under the key, all if negative. Raises as `get` does."""
    packed = _PACKED.fullmatch(key)
    offset, length = (int(packed[2], 16), int(packed[3], 16)) if packed else (0, -1)
    wanted = length if size < 0 else size if length < 0 else min(size, length)
    try:
        with (_pack(packed[1]) if packed else path(key)).open("rb") as file:
            file.seek(offset)
            data = file.read(wanted)
    except FileNotFoundError:
        raise Missing(key) from None
    if packed and len(data) != wanted:
        raise Missing(key)
    return data


def put(data: bytes) -> str:
    """Store bytes durably and return their key.

    Raises OSError (disk full, input/output error), and then nothing is kept.
    """
    return put_many([data])[0]


def put_many(contents: Sequence[bytes]) -> list[str]:
    """Store several contents durably, flushing each file and each changed folder once; their keys, in order.

    Raises OSError as `put` does; blobs of the batch that were already in place then stay, which harms nobody.
    """
    keys = [hashlib.sha256(data).hexdigest() for data in contents]
    missing = {key: data for key, data in zip(keys, contents, strict=True) if not exists(key)}
    aside: dict[str, Path] = {}
    # A blob that is there already may have been renamed this instant by another thread which has not
    # flushed its folder yet, so its folder is flushed as well before anybody is told that it is durable.
    changed = {path(key).parent for key in keys}
    try:
        if missing:
            changed |= _make_folders({path(key).parent for key in missing})
        for key, data in missing.items():
            aside[key] = _write_aside(data)
        for file in aside.values():
            _flush(file)
        for key, file in aside.items():
            file.replace(path(key))
    except BaseException:
        _remove(aside.values())
        raise
    for folder in sorted(changed):
        _flush(folder)
    return keys


def put_together(contents: Sequence[bytes]) -> list[str]:
    """Store a batch durably in one file; their keys, in order. Raises OSError as `put` does, and keeps nothing then."""
    name = uuid.uuid4().hex[:24]
    folder = _pack(name).parent
    for needed in (folder, root() / "unfinished"):
        needed.mkdir(parents=True, exist_ok=True)
    aside = _write_aside(b"".join(contents))
    try:
        _flush(aside)
        aside.replace(_pack(name))
    except BaseException:
        _remove([aside])
        raise
    for changed in (folder, folder.parent, root()):
        _flush(changed)
    keys, offset = [], 0
    for data in contents:
        keys.append(f"pack-{name}-{offset:x}-{len(data):x}")
        offset += len(data)
    return keys


def _pack(name: str) -> Path:
    return root() / "packs" / name[:2] / name


def remove(key: str) -> None:
    """Delete a blob; nothing happens if it is not there. Whoever calls knows that nobody refers to it.

    Inside a pack its bytes are overwritten, since others lie beside it.
    """
    packed = _PACKED.fullmatch(key)
    if not packed:
        path(key).unlink(missing_ok=True)
        return
    with contextlib.suppress(FileNotFoundError), _pack(packed[1]).open("r+b", buffering=0) as file:
        file.seek(int(packed[2], 16))
        file.write(bytes(int(packed[3], 16)))
        os.fsync(file.fileno())


def sweep_unfinished(older_than_seconds: float = 3600) -> int:
    """Delete what killed processes left half written; returns how many files."""
    limit = time.time() - older_than_seconds
    stale = [file for file in (root() / "unfinished").glob("*") if file.stat().st_mtime < limit]
    _remove(stale)
    return len(stale)


def _make_folders(folders: set[Path]) -> set[Path]:
    """Make the folders; returns those folders whose own entries changed by it."""
    changed = set()
    (root() / "unfinished").mkdir(parents=True, exist_ok=True)
    for folder in folders:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            changed |= {folder.parent, root()}
    return changed


def _write_aside(data: bytes) -> Path:
    file = root() / "unfinished" / uuid.uuid4().hex
    try:
        with file.open("xb", buffering=0) as stream:
            view = memoryview(data)
            while view:
                view = view[stream.write(view) :]
    except BaseException:
        _remove([file])
        raise
    return file


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
