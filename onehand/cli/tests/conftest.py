"""A shell with an empty data folder, and one whose database stands already."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path

import pytest

from onehand.cli import upward
from onehand.cli.tests.shell import Shell


@pytest.fixture(autouse=True)
def _wired() -> None:
    """As the entry point does it, for commands that run in the test's own process."""
    upward.provide(lambda name: importlib.import_module(f"onehand.config.{name}"))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated data folder, made once and copied for each test: migrating takes seconds."""
    folder = tmp_path_factory.mktemp("prepared")
    shell = Shell(folder / "data", folder)
    assert shell("user", "add", "ada", "--email", "ada@moebelhaus.example", "--role", "agent").code == 0
    return folder / "data"


@pytest.fixture
def shell(prepared: Path, tmp_path: Path) -> Shell:
    """Ada is on the team; nothing else is there."""
    shutil.copytree(prepared, tmp_path / "onehand")
    return Shell(tmp_path / "onehand", tmp_path)


@pytest.fixture
def fresh_shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "fresh", tmp_path)
