"""Which back-ends are connected, and where the demo's shop is found."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onehand.actions import backends
from onehand.actions.contract import Backend, Unreachable, Who
from onehand.actions.tryton.backend import Shop
from onehand.actions.words import Words
from onehand.config import lines, shop
from onehand.config.connecting import connect_backends
from onehand.config.environment import SettingError, Settings, read


class Toy(Backend):
    code, title = "toy", Words("Spiel", "Toy")


NOT_ONE = dict


def settings(folder: Path, **given: str) -> Settings:
    return read({f"ONEHAND_{name}": value for name, value in given.items()}, folder)


def refusal(folder: Path, **given: str) -> str:
    with pytest.raises(SettingError) as error:
        settings(folder, **given)
    return str(error.value)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    known = backends.connected()
    yield
    backends.disconnect(*(one.code for one in backends.connected()))
    backends.connect(known)


def test_no_back_end_is_connected_unless_one_is_named(tmp_path: Path) -> None:
    assert settings(tmp_path).backends == ()


def test_a_typing_error_in_a_back_ends_name_is_refused_with_the_nearest(tmp_path: Path) -> None:
    assert "'shop'" in refusal(tmp_path, BACKENDS="shpo")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://a:b@host/x", "https://"),
        ("http://127.0.0.1:8000/shop", "no user"),
        ("http://onehand:geheim@127.0.0.1:8000/", "no database"),
    ],
)
def test_the_shops_address_is_checked_and_its_password_not_shown(tmp_path: Path, url: str, told: str) -> None:
    said = refusal(tmp_path, SHOP_URL=url)
    assert told in said
    assert "geheim" not in said


def test_a_back_end_is_connected_by_its_class(tmp_path: Path) -> None:
    connect_backends(settings(tmp_path, BACKENDS=f"shop, {__name__}:Toy"))
    assert {one.code for one in backends.connected()} >= {"shop", "toy"}


@pytest.mark.parametrize("name", [f"{__name__}:NOT_ONE", f"{__name__}:Missing", "no.such.module:Toy"])
def test_what_cannot_be_loaded_is_told_at_the_start(tmp_path: Path, name: str) -> None:
    chosen = settings(tmp_path, BACKENDS=name)
    with pytest.raises(SettingError, match="ONEHAND_BACKENDS"):
        connect_backends(chosen)


def test_where_the_shops_environment_lies_is_no_setting_of_the_program(tmp_path: Path) -> None:
    assert settings(tmp_path, SHOP_VENV="/anywhere").backends == ()


def test_the_demos_shop_is_unreachable_until_it_is_set_up(tmp_path: Path) -> None:
    chosen = settings(tmp_path, BACKENDS="shop", DATA=str(tmp_path))
    made = shop.backend(chosen)
    assert isinstance(made, Shop)
    with pytest.raises(Unreachable, match="not set up"):
        made.read("K-1001")


def test_the_demos_shop_is_started_only_when_it_is_meant(tmp_path: Path) -> None:
    assert shop.wanted(settings(tmp_path, BACKENDS="shop"))
    assert not shop.wanted(settings(tmp_path))
    assert not shop.wanted(settings(tmp_path, BACKENDS="shop", SHOP_URL="http://a:b@127.0.0.1:9/x"))


STANDING = "import sys, time; print(*sys.argv[1:], flush=True); time.sleep(60)"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for the shop's program, whose installation takes minutes; tests/erp starts the real one."""
    path = tmp_path / "program.py"
    path.write_text(STANDING)
    monkeypatch.setattr(shop, "PROGRAM", path)
    return path


def test_the_shop_starts_beside_without_being_waited_for_and_ends_with_it(program: Path, tmp_path: Path) -> None:
    chosen = settings(tmp_path, BACKENDS="shop", DATA=str(tmp_path))
    begun = time.monotonic()
    with shop.beside(chosen) as beside:
        assert time.monotonic() - begun < 2
        process: Any = beside._process
        assert process.poll() is None
        port = (shop.folder(chosen) / "port").read_text().strip()
    assert process.poll() is not None
    with shop.beside(chosen):
        assert (shop.folder(chosen) / "port").read_text().strip() == port


def test_the_real_program_refuses_what_it_does_not_know() -> None:
    done = subprocess.run(
        [sys.executable, shop.PROGRAM, "sell"], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 2
    assert "invalid choice" in done.stderr


def test_the_demos_lines_are_started_beside_and_answer(tmp_path: Path) -> None:
    chosen = settings(tmp_path, BACKENDS="lines", DATA=str(tmp_path))
    made = lines.backend(chosen)
    with lines.beside(chosen):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                assert made.find(Who(emails=("mira.novak@kunde.example",))) == ["L-5002"]
                break
            except Unreachable:
                time.sleep(0.1)
        else:
            pytest.fail((lines.folder(chosen) / "log").read_text())
    with pytest.raises(Unreachable):
        made.find(Who(emails=("mira.novak@kunde.example",)))
    assert (lines.folder(chosen) / "token").stat().st_mode & 0o777 == 0o600


def test_the_lines_address_is_checked_and_its_token_not_shown(tmp_path: Path) -> None:
    assert "no token" in refusal(tmp_path, LINES_URL="http://127.0.0.1:8041")
    assert not lines.wanted(settings(tmp_path, BACKENDS="lines", LINES_URL="http://geheim@127.0.0.1:8041"))
    assert lines.wanted(settings(tmp_path, BACKENDS="lines"))
