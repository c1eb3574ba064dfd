"""The shop's environment and its template database: each is made once and kept until what made it changes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from database import CONFIGURATION, NAME, note_the_day

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements.lock"
# What the template database is made from; with another content it is made anew.
MAKERS = (LOCK, HERE / "story.py", HERE / "fill.py", HERE / "environment.py")
MODULES = (
    "sale_complaint", "sale_subscription", "stock_package_shipping", "account_payment_sepa", "account_invoice_stock",
)  # fmt: skip


def folder() -> Path:
    """ONEHAND_SHOP_VENV, or .venv-shop beside the repository's other environment."""
    given = os.environ.get("ONEHAND_SHOP_VENV", "").strip()
    return Path(given).expanduser().resolve() if given else HERE.parent.parent / ".venv-shop"


def venv_python() -> Path:
    return folder() / "bin" / "python"


def template() -> Path:
    """The template database, made with its environment if that has not happened yet: in two minutes, else at once."""
    kept = folder() / f"shop-{_key(*MAKERS)}.sqlite"
    stamp = folder() / ".ready"
    if kept.exists() and stamp.exists() and stamp.read_text() == _key(LOCK):
        return kept
    with _alone():
        if not stamp.exists() or stamp.read_text() != _key(LOCK):
            _make_environment(stamp)
        if not kept.exists():
            _make_template(kept)
    return kept


@contextmanager
def _alone() -> Iterator[None]:
    """Of several processes that start at once, one makes it and the others wait."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_environment(stamp: Path) -> None:
    sys.stderr.write(f"Preparing the shop's environment in {folder()} (only this once) …\n")
    subprocess.run([sys.executable, "-m", "venv", folder()], check=True, stdout=sys.stderr)
    subprocess.run(
        [venv_python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", LOCK],
        check=True, stdout=sys.stderr,
    )  # fmt: skip
    stamp.write_text(_key(LOCK))


def _make_template(kept: Path) -> None:
    sys.stderr.write("Preparing the shop's database (only this once) …\n")
    with tempfile.TemporaryDirectory(dir=folder(), prefix="making-") as name:
        work = Path(name)
        configuration = work / "trytond.conf"
        configuration.write_text(CONFIGURATION.format(folder=work))
        made = work / f"{NAME}.sqlite"
        made.touch(mode=0o600)
        password = work / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore",
            "TRYTONPASSFILE": str(password),
        }  # fmt: skip
        admin = [
            folder() / "bin" / "trytond-admin", "-c", configuration, "-d", NAME, "--all",
            "--email", "admin@moebelhaus.example", "-u", *MODULES, "--activate-dependencies",
        ]  # fmt: skip
        fill = [venv_python(), HERE / "fill.py", configuration, NAME]
        for command in (admin, fill):
            subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        note_the_day(made)
        for old in folder().glob("shop-*.sqlite"):
            old.unlink()
        shutil.move(made, kept)


def _key(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
