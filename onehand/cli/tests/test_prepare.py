"""Any command on an empty ONEHAND_DATA migrates it and makes its key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from onehand.cli import prepare
from onehand.cli.tests.shell import Shell


def test_two_commands_at_once_prepare_an_empty_folder_that_only_its_owner_may_read(fresh_shell: Shell) -> None:
    both = [fresh_shell.start("ledger", "--json") for _ in range(2)]
    outcomes = [(process.communicate(timeout=120), process.returncode) for process in both]
    assert [code for _, code in outcomes] == [0, 0], outcomes
    assert all(b'"difference": 0' in out for (out, _), _ in outcomes)
    for name in ("onehand.sqlite3", "secret.key"):
        assert stat.S_IMODE((fresh_shell.data / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh_shell.data.stat().st_mode) == 0o700


def test_nothing_is_printed_to_stdout_but_the_answer(fresh_shell: Shell) -> None:
    assert fresh_shell("ledger", "--json").json["accepted"] == 0


@pytest.mark.django_db
def test_a_prepared_database_has_nothing_pending() -> None:
    assert not prepare._pending()


@pytest.mark.django_db
def test_a_migration_that_was_not_applied_is_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [*prepare._known(), ("cases", "9999_from_tomorrow")]
    monkeypatch.setattr(prepare, "_known", lambda: known)
    assert prepare._pending()


def test_a_wrong_setting_is_named_with_the_nearest_right_one(shell: Shell) -> None:
    wrong = shell("ledger", ONEHAND_LANGAUGE="de")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Did you mean ONEHAND_LANGUAGE?" in wrong.err
    assert "Traceback" not in wrong.err


def test_help_answers_without_a_data_folder(fresh_shell: Shell, tmp_path: Path) -> None:
    told = fresh_shell("--help")
    assert told.code == 0
    names = ["serve", "work", "demo", "check", "intake", "show", "ledger", "quarantine", "reparse", "bench", "user"]
    for name in names:
        assert f"\n    {name}" in told.out
    assert not fresh_shell.data.exists()


def test_a_wrong_word_is_refused(fresh_shell: Shell) -> None:
    for words in (("shwo",), ("show", "case", "x"), ("ledger", "--jsno"), (), ("reparse",), ("user", "add", "x")):
        wrong = fresh_shell(*words)
        assert (wrong.code, wrong.out) == (2, ""), words
    assert not fresh_shell.data.exists()
