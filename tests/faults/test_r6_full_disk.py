"""R6: a full or failing disk: no false acknowledgement, nothing half there, and recovery by itself."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from onehand.cases import intake, ledger, taking
from onehand.cases.intake import Arrival
from onehand.cases.models import Ledger
from onehand.cases.tests import mails
from onehand.foundation import blobs
from onehand.team.models import Agent

ROOT = Path(__file__).resolve().parents[2]


class Disk:
    """Fails the writing or flushing of blobs until told otherwise; everything else of the system is real."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._true_fsync, self._true_write = os.fsync, blobs._write_aside
        self.fault: tuple[str, int] | None = None
        monkeypatch.setattr(os, "fsync", self._fsync)
        monkeypatch.setattr(blobs, "_write_aside", self._write)

    def _fail(self, at: str) -> None:
        if self.fault is not None and self.fault[0] == at:
            raise OSError(self.fault[1], os.strerror(self.fault[1]))

    def _fsync(self, handle: int) -> None:
        self._fail("flush")
        self._true_fsync(handle)

    def _write(self, data: bytes) -> Path:
        self._fail("write")
        return self._true_write(data)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


FAULTS = [
    ("write", errno.ENOSPC),
    ("write", errno.EIO),
    ("write", errno.EDQUOT),
    ("flush", errno.ENOSPC),
    ("flush", errno.EIO),
]


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}-{errno.errorcode[fault[1]]}")
def test_what_is_not_durable_is_not_acknowledged_and_comes_in_later(
    disk: Disk, ada: Agent, fault: tuple[str, int]
) -> None:
    raw = mails.mail()
    mails.take(mails.mail("vorher\n"))
    disk.fault = fault
    for _ in range(3):
        with pytest.raises(OSError, match=os.strerror(fault[1])):
            mails.take(raw)
    assert ledger.counts()["accepted"] == 1
    disk.fault = None
    assert mails.take(raw).outcome == "new_case"
    assert ledger.counts() == {
        "accepted": 2, "messages": 2, "quarantined": 0, "duplicates": 0, "erased": 0, "difference": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_batch_of_which_one_cannot_be_stored_is_not_acknowledged_at_all(disk: Disk, ada: Agent) -> None:
    arrivals = [Arrival(source="s", raw=mails.mail(f"Frage {n}\n")) for n in range(5)]
    disk.fault = ("flush", errno.ENOSPC)
    with pytest.raises(OSError, match="No space"):
        intake.receive_many(arrivals)
    assert not Ledger.objects.exists()
    assert not list((blobs.root() / "unfinished").glob("*")), "half-written files stay behind"
    disk.fault = None
    assert {one.outcome for one in intake.receive_many(arrivals)} == {"new_case"}


@pytest.mark.django_db
def test_a_database_that_cannot_be_written_gives_no_acknowledgement_and_the_retry_is_taken_in(
    ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = mails.mail()
    true_take = taking.take_in

    def full(*args: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(intake, "take_in", full)
    with pytest.raises(OperationalError):
        mails.take(raw)
    monkeypatch.setattr(intake, "take_in", true_take)
    received = mails.take(raw)
    assert received.outcome == "new_case"
    mails.hours_later(1)
    intake.recover()
    counts = ledger.counts()
    assert (counts["messages"], counts["duplicates"], counts["quarantined"], counts["difference"]) == (1, 1, 0, 0)


@pytest.mark.django_db
def test_what_became_durable_before_the_database_failed_is_read_without_anybody_sending_it_again(
    ada: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_take = taking.take_in

    def full(*args: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(intake, "take_in", full)
    with pytest.raises(OperationalError):
        mails.take(mails.mail())
    mails.hours_later(1)
    intake.recover()
    assert Ledger.objects.get().reason == "unread"
    monkeypatch.setattr(intake, "take_in", true_take)
    intake.recover()
    assert Ledger.objects.get().outcome == "message"


# A really full disk: a file system of two megabytes, for the whole data folder.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A mounted tmpfs; only root may mount, and not in every container."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a file system cannot be mounted here (needs root)")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def onehand(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
    return subprocess.run(
        [sys.executable, "-m", "onehand.config.command", *words], cwd=ROOT,
        env=plain | {"ONEHAND_DATA": str(data), "ONEHAND_MAIL_ADDRESS": mails.SUPPORT},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def counted(data: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(onehand(data, "ledger", "--json").stdout)
    return counts


@pytest.fixture
def fill(small_disk: Path) -> Callable[[int], Path]:
    """Leave only so many bytes free."""

    def leave(free: int) -> Path:
        ballast = small_disk / "ballast"
        size = shutil.disk_usage(small_disk).free - free
        with ballast.open("wb") as file:
            file.write(b"x" * max(size, 0))
        return ballast

    return leave


@pytest.mark.parametrize("free", [0, 40_000])
def test_on_a_full_disk_the_command_says_75_and_later_takes_everything_in(
    small_disk: Path, fill: Callable[[int], Path], tmp_path: Path, free: int
) -> None:
    data = small_disk / "data"
    assert onehand(data, "user", "add", "ada", "--email", "ada@x.example", "--role", "agent").returncode == 0
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.eml").write_bytes(mails.mail(f"Frage {number}\n" + "x" * 30_000, subject=f"F{number}"))
    ballast = fill(free)
    full = onehand(data, "intake", str(folder), "--json")
    assert full.returncode == 75, full.stderr
    told = [json.loads(line) for line in full.stdout.splitlines()]
    assert len(told) < 3
    assert "Traceback" not in full.stderr
    ballast.unlink()
    after = onehand(data, "intake", str(folder), "--json")
    assert after.returncode == 0, after.stderr
    counts = counted(data)
    assert counts["difference"] == 0
    assert counts["accepted"] >= 3
    subjects = {
        json.loads(line)["subject"]
        for line in onehand(data, "show", "message", *_messages(after.stdout), "--jsonl").stdout.splitlines()
    }
    assert subjects == {"F0", "F1", "F2"}


def _messages(told: str) -> list[str]:
    return [str(json.loads(line)["message"]) for line in told.splitlines() if json.loads(line)["message"]]
