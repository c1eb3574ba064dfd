"""Documents cannot rot: what they list is what the program knows."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from onehand.cli import arguments
from onehand.config.environment import KNOWN

ROOT = Path(__file__).resolve().parents[3]


def test_every_setting_is_documented_and_no_other() -> None:
    listed = re.findall(
        r"^\| `ONEHAND_(\w+)` \| (.+) \|$", (ROOT / "docs/settings.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(listed) == dict(KNOWN)


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs/operate.md").read_text("utf-8")
    subparsers = next(one for one in arguments.parser()._actions if isinstance(one, argparse._SubParsersAction))
    commands = list(subparsers.choices)
    assert len(commands) > 8
    assert [command for command in commands if f"`onehand {command}" not in told] == []


def test_no_document_or_script_leads_into_nowhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_test_that_the_stories_name_exists() -> None:
    for path in re.findall(r"`((?:tests|onehand)/[\w/.]+)`", (ROOT / "docs/stories.md").read_text("utf-8")):
        assert (ROOT / path).exists(), path
