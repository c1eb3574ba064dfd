"""The demo's provisioning system beside the node, and the back-end "lines": that one, or the operator's own."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from onehand.actions.provisioning import Lines
from onehand.config.beside import HOST, Program, port
from onehand.config.known import Settings

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "demo" / "provisioning" / "__main__.py"


def backend(chosen: Settings) -> Lines:
    if chosen.lines_url:
        parts = urlsplit(chosen.lines_url)
        return Lines(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", unquote(parts.username or ""))
    place = folder(chosen)
    return Lines(f"http://{HOST}:{_port(place)}", token(place))


def folder(chosen: Settings) -> Path:
    return chosen.data / "lines"


def wanted(chosen: Settings) -> bool:
    """Whether the demo's own system is meant, and is there to be started."""
    return "lines" in chosen.backends and not chosen.lines_url and PROGRAM.exists()


def beside(chosen: Settings) -> Program:
    return program(folder(chosen))


def program(place: Path) -> Program:
    def command(number: int) -> list[str | Path]:
        return [
            sys.executable, "-m", "demo.provisioning", "--host", HOST, "--port", str(number), "--database",
            place / "lines.sqlite3", "--token-file", place / "token", "--with", str(os.getpid()),
        ]  # fmt: skip

    return Program("provisioning system", place, command, place=ROOT)


def _port(place: Path) -> int:
    """Chosen when the back-end is connected, since that is before the program is started."""
    known = place / "port"
    if not known.exists():
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return port(known)
    return int(known.read_text("ascii"))


def token(place: Path) -> str:
    """Ours and the operators', made once."""
    known = place / "token"
    if not known.exists():
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(known, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(f"{secrets.token_urlsafe(24)}\n{secrets.token_urlsafe(24)}\n")
    return known.read_text("ascii").split()[0]
