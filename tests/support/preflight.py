"""Are the Debian packages there that the tests need? As root install them, else say the command.

Runs before anything is installed: it uses the standard library alone and is started as a file.

    python3 tests/support/preflight.py [--check] [unit|e2e|faults|bench|quality …]

Exit 0 when everything is there (or was installed), 1 when something is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PARTS = ("unit", "e2e", "faults", "bench", "quality")
POLICY = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True)
class Need:
    """One Debian package, and the programs or files (glob patterns) that show it is there."""

    package: str
    signs: tuple[str, ...]
    parts: frozenset[str]

    @property
    def met(self) -> bool:
        return all(map(_exists, self.signs))


def _need(package: str, *signs: str, parts: Iterable[str]) -> Need:
    return Need(package, signs, frozenset(parts))


NEEDS = (
    _need("dovecot-imapd", "dovecot", "/usr/lib/dovecot/imap", parts=("unit", "e2e", "faults")),
    _need("dovecot-lmtpd", "/usr/lib/dovecot/lmtp", parts=("unit", "e2e", "faults")),
    _need("exim4-daemon-light", "exim4", parts=("unit", "e2e", "faults")),
    _need(
        "postgresql",
        "/usr/lib/postgresql/*/bin/postgres",
        "/usr/lib/postgresql/*/bin/pg_dump",
        parts=("unit", "e2e", "faults", "bench"),
    ),
    _need("chromium", "chromium", parts=("unit", "e2e")),
    # Without any font the browser draws nothing.
    _need("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", parts=("unit", "e2e")),
    _need("util-linux", "setpriv", parts=PARTS),
)


def _exists(sign: str) -> bool:
    if sign.startswith("/"):
        return any(Path("/").glob(sign[1:]))
    return shutil.which(sign, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is not None


def missing(parts: Iterable[str] = PARTS) -> list[str]:
    """Names of the Debian packages that these parts of the tests need and that are not there."""
    wanted = frozenset(parts)
    return [need.package for need in NEEDS if need.parts & wanted and not need.met]


def command(packages: Iterable[str]) -> str:
    """The command that installs them."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Install by apt-get, without starting the servers the packages bring. True when it worked."""
    # Debian starts a packaged server at once unless this file says no (101); one that is there already rules.
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        done = subprocess.run(
            ["sh", "-c", command(packages)],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdout=sys.stderr,
            check=False,
        )
    finally:
        if ours:
            POLICY.unlink(missing_ok=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    parts = [argument for argument in arguments if argument in PARTS] or list(PARTS)
    if unknown := [argument for argument in arguments if argument not in (*PARTS, "--check")]:
        print(f"unknown: {' '.join(unknown)}; known are {' '.join(PARTS)} --check", file=sys.stderr)
        return 2
    packages = missing(parts)
    if not packages:
        return 0
    print(f"The tests need Debian packages that are missing: {', '.join(packages)}", file=sys.stderr)
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None and "--check" not in arguments
    if may_install and install(packages) and not (packages := missing(parts)):
        return 0
    print(f"Run as root:\n  {command(packages)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
