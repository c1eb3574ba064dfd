"""The entry point of `onehand`: hands the command line what lies above it, since imports run downward only."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from onehand.cli import main as face
from onehand.cli import upward


def _module(name: str) -> ModuleType:
    """Loaded when a command needs it, so that small commands start quickly."""
    return importlib.import_module(f"onehand.config.{name}")


def main() -> int:
    upward.provide(_module)
    return face.main()


if __name__ == "__main__":
    sys.exit(main())
