"""Prepares what browsers get: translations compiled, static files compressed under a name of their content."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from onehand.config import translations

PACKAGE = Path(__file__).resolve().parent.parent
BUILT = PACKAGE.parent / "static-built"
STAMP = BUILT / "version.txt"


def version() -> str:
    """The name under which the built files are served, so that browsers may keep them for ever; dev when not built."""
    try:
        return STAMP.read_text("ascii").strip()
    except OSError:
        return "dev"


def _digest() -> str:
    sources = sorted(path for path in PACKAGE.rglob("static/**/*") if path.is_file())
    digest = hashlib.sha256()
    for path in sources:
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def is_stale() -> bool:
    """Whether something has changed since it was prepared, as after an upgrade."""
    return version() != _digest() or translations.any_stale(PACKAGE)


def prepare() -> None:
    """Idempotent and quick when nothing has changed."""
    translations.compile_all(PACKAGE)
    wanted = _digest()
    if version() == wanted:
        return
    from django.core.management import call_command

    shutil.rmtree(BUILT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    STAMP.write_text(wanted, "ascii")


def main() -> None:
    """The set-up of ./run and ./test, with a data folder of its own: making the key is the first start's work."""
    import os
    import secrets
    import tempfile

    with tempfile.TemporaryDirectory(prefix="onehand-setup-") as folder:
        os.environ["ONEHAND_DATA"], os.environ["ONEHAND_SECRET_KEY"] = folder, secrets.token_hex(32)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onehand.config.settings")
        import django

        django.setup()
        prepare()


if __name__ == "__main__":
    main()
