from __future__ import annotations

import errno
import hashlib
import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from onehand.foundation import blobs


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: object) -> Path:
    settings.ONEHAND = SimpleNamespace(data=tmp_path, secret_key="x" * 40)  # type: ignore[attr-defined]
    return tmp_path


def test_a_blob_lies_under_its_hash_and_comes_back() -> None:
    key = blobs.put(b"Guten Tag")
    assert key == hashlib.sha256(b"Guten Tag").hexdigest()
    assert blobs.path(key) == blobs.root() / key[:2] / key[2:4] / key
    assert blobs.exists(key)
    assert blobs.get(key) == b"Guten Tag"


def test_equal_content_is_stored_once_and_twice_in_one_batch_does_no_harm() -> None:
    keys = blobs.put_many([b"a", b"b", b"a", b""])
    assert keys[0] == keys[2]
    assert blobs.put(b"a") == keys[0]
    files = [file for file in blobs.root().rglob("*") if file.is_file()]
    assert sorted(file.name for file in files) == sorted(set(keys))


def test_a_key_that_is_not_there_or_is_no_key_is_missing() -> None:
    assert not blobs.exists("0" * 64)
    assert not blobs.exists("../../etc/passwd")
    for key in ("0" * 64, "../../etc/passwd", "A" * 64, ""):
        with pytest.raises(blobs.Missing):
            blobs.get(key)


def test_a_full_disk_is_told_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        with pytest.raises(OSError, match="No space"):
            blobs.put_many([b"one", b"two"])
    assert not [file for file in blobs.root().rglob("*") if file.is_file()]
    assert blobs.get(blobs.put(b"one")) == b"one"


def test_each_file_is_flushed_before_it_is_in_place_and_its_folder_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    flushed: list[tuple[str, bool]] = []
    key = hashlib.sha256(b"mail").hexdigest()
    real = os.fsync

    def watch(handle: int) -> None:
        flushed.append((os.readlink(f"/proc/self/fd/{handle}"), blobs.exists(key)))
        real(handle)

    monkeypatch.setattr(os, "fsync", watch)
    blobs.put(b"mail")
    file, *folders = flushed
    assert "unfinished" in file[0]
    assert not file[1]
    assert all(in_place for _, in_place in folders)
    assert {str(blobs.path(key).parent), str(blobs.path(key).parent.parent), str(blobs.root())} <= {
        folder for folder, _ in folders
    }


def test_many_threads_may_store_the_same_at_once() -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(blobs.put(b"same" * 1000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert len(keys) == 8


def test_what_a_killed_process_left_half_written_is_swept_away() -> None:
    blobs.put(b"whole")
    stale = blobs.root() / "unfinished" / "stale"
    stale.write_bytes(b"ha")
    assert blobs.sweep_unfinished() == 0
    os.utime(stale, (0, 0))
    assert blobs.sweep_unfinished() == 1
    assert not stale.exists()


def test_a_removed_blob_is_gone_and_removing_again_is_fine() -> None:
    key = blobs.put(b"erased")
    blobs.remove(key)
    blobs.remove(key)
    assert not blobs.exists(key)
