"""Reads the settings: `ONEHAND_*` in the environment or one `onehand.toml`. A typing error is refused, not ignored."""

from __future__ import annotations

import difflib
import sqlite3
import tomllib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from onehand.config.checked import Checked
from onehand.config.known import DEMO, KNOWN, SettingError, Settings, data_folder

__all__ = ["DEMO", "KNOWN", "SettingError", "Settings", "data_folder", "read", "set_for_demo"]


def read(environ: Mapping[str, str], folder: Path) -> Settings:
    """Settings from `environ`, `folder/onehand.toml` and the data folder's `onehand.toml`, the first one wins.

    Raises SettingError.
    """
    given = _from_toml(folder / "onehand.toml") | _from_environment(environ)
    chosen_by_operator = "MAIL_ADDRESS" in given
    given = _from_toml(data_folder(given, folder) / "onehand.toml") | given
    return Checked(given, folder).settings(mail_any=not chosen_by_operator)


def _from_toml(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read as TOML: {error}") from error
    values = {}
    for key, value in table.items():
        name = key.upper().removeprefix("ONEHAND_")
        _require_known(name, f"{path.name}: {key}")
        if isinstance(value, list):
            value = ",".join(str(item) for item in value)
        elif isinstance(value, bool):
            value = "on" if value else "off"
        values[name] = str(value)
    return values


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    values = {}
    for key, value in environ.items():
        name = key.removeprefix("ONEHAND_")
        # What the scripts and tests of a checkout are told is no setting of the program.
        if name == key or name in ("VENV", "SHOP_VENV") or name.startswith("TEST_"):
            continue
        from_file = name.removesuffix("_FILE")
        if name != from_file and from_file in KNOWN:
            try:
                values[from_file] = Path(value).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise SettingError(f"{key}: the file {value} cannot be read ({error}).") from error
            continue
        _require_known(name, key)
        values[name] = value
    return values


def _require_known(name: str, shown: str) -> None:
    if name in KNOWN:
        return
    near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.5)
    hint = f" Did you mean ONEHAND_{near[0]}?" if near else " Known settings are listed in docs/settings.md."
    raise SettingError(f"{shown} is not a setting of Onehand.{hint}")


def set_for_demo(environ: Mapping[str, str], folder: Path) -> Path:
    """Give a fresh data folder the demo's company and address, unless the operator has set some; the data folder.

    They lie in the data folder, so that every later command on it knows the same.
    """
    given = _from_toml(folder / "onehand.toml") | _from_environment(environ)
    data = data_folder(given, folder)
    lines = [f'{name.lower()} = "{value}"' for name, value in DEMO.items() if name not in given]
    if lines and not (data / "onehand.toml").exists() and _is_unused(data / "onehand.sqlite3"):
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / "onehand.toml").write_text("\n".join(["# Written with the demo.", *lines, ""]), "utf-8")
    return data


def _is_unused(database: Path) -> bool:
    """Whether nobody has an account yet: then nothing depends on the company's address."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM accounts_account LIMIT 1").fetchone() is None
    except sqlite3.Error:
        return False
