"""Reads the settings: `ONEHAND_*` in the environment or one `onehand.toml`. A typing error is refused, not ignored."""

from __future__ import annotations

import difflib
import os
import secrets
import sqlite3
import tomllib
import zoneinfo
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingError(Exception):
    """A setting that cannot be used: names the setting, what is wrong and what would be right."""


# Each setting with one sentence; docs/settings.md is checked against this table.
KNOWN: Mapping[str, str] = {
    "DATA": "Folder for database, blobs, key and outbox. Default: ./data",
    "DATABASE_URL": "sqlite:///PATH or postgresql://user:password@host:port/name. Default: SQLite in the data folder",
    "SECRET_KEY": "Key for tokens and sessions, at least 32 characters. Default: made once in the data folder",
    "LISTEN": "Address and port of the web server. Default: 127.0.0.1:8000",
    "PUBLIC_URL": "The address under which browsers reach this server. Default: http:// and LISTEN",
    "LANGUAGE": "Language where nothing else is known: de or en. Default: de",
    "TIME_ZONE": "Time zone of the business. Default: Europe/Berlin",
    "COMPANY": "The company's name as customers read it. Default: Onehand Demo",
    "COUNTRY": "Country of the default business calendar, ISO 3166. Default: DE",
    "STATE": "State of the default business calendar (public holidays), such as BE or BY. Default: none",
    "MAIL_ADDRESS": "The support addresses, comma-separated; the first one is the sender. Default: hilfe@localhost",
    "MAIL_LISTEN": "Where mail is accepted: smtp://host:port or lmtp://host:port; empty for none. Default: smtp://127.0.0.1:2525",
    "MAIL_IN": "Mailboxes to fetch, comma-separated: imaps://user:password@host/folder",
    "MAIL_OUT": "Server for outgoing mail: smtp(s)://user:password@host:port. Empty keeps mail in the local outbox",
    "MAIL_MAX_BYTES": "Largest mail that becomes a message, in bytes. Default: 52428800",
    "MAIL_AUTHSERV": "Name (authserv-id) of your own mail server whose Authentication-Results are believed",
    "MAIL_CHECK": "Check DKIM, SPF and DMARC ourselves by DNS: on or off. Default: off",
    "MAIL_OAUTH_TOKEN_URL": "Token address for mailboxes with auth=xoauth2",
    "MAIL_OAUTH_CLIENT_ID": "Client id for mailboxes with auth=xoauth2",
    "MAIL_OAUTH_CLIENT_SECRET": "Client secret for mailboxes with auth=xoauth2",
    "MAIL_OAUTH_REFRESH_TOKEN": "Refresh token for mailboxes with auth=xoauth2; without it client credentials are used",
    "MAIL_OAUTH_SCOPE": "Scope asked for at the token address",
    "RECEIPTS_PER_HOUR": "Most receipts sent within an hour, over all addresses. Default: 500",
    "SILENCE_DAYS": "Days after which an unanswered 'is it solved?' closes the case. Default: 7",
    "RESPONSE_HOURS": "Response target for mail, in business hours. Default: 8",
    "ALLOWED_HOSTS": "Further host names under which browsers may reach this server, comma-separated",
    "DEBUG": "Show errors in the browser (development only): on or off. Default: off",
    # Only for the fault tests: the process kills itself when it reaches this point.
    "CRASH_AT": "For fault tests only: name of the point at which the process kills itself",
}
LANGUAGES = ("de", "en")
DEMO = {"COMPANY": "Möbelhaus Morgenstern", "MAIL_ADDRESS": "hilfe@moebelhaus.example"}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. Times in seconds or as named, sizes in bytes."""

    data: Path
    database_url: str
    secret_key: str
    listen_host: str
    listen_port: int
    public_url: str
    language: str
    time_zone: str
    company: str
    country: str
    state: str
    mail_addresses: tuple[str, ...]
    # Nobody has said which addresses are ours (the demo): the local listener then takes mail to any.
    mail_any: bool
    mail_listen: str
    mail_in: tuple[str, ...]
    mail_out: str
    mail_max_bytes: int
    mail_authserv: str
    mail_check: bool
    mail_oauth: Mapping[str, str]
    receipts_per_hour: int
    silence_days: int
    response_hours: int
    allowed_hosts: tuple[str, ...]
    debug: bool

    @property
    def mail_sender(self) -> str:
        """The address that outgoing mail bears."""
        return self.mail_addresses[0]

    @property
    def mail_domains(self) -> frozenset[str]:
        return frozenset(address.rpartition("@")[2] for address in self.mail_addresses)


def read(environ: Mapping[str, str], folder: Path) -> Settings:
    """Settings from `environ`, `folder/onehand.toml` and the data folder's `onehand.toml`, the first one wins.

    Raises SettingError.
    """
    given = _from_toml(folder / "onehand.toml") | _from_environment(environ)
    chosen_by_operator = "MAIL_ADDRESS" in given
    given = _from_toml(data_folder(given, folder) / "onehand.toml") | given
    return _Checked(given, folder).settings(mail_any=not chosen_by_operator)


def data_folder(given: Mapping[str, str], folder: Path) -> Path:
    """Where the data lies; `given` holds settings without their prefix."""
    return Path(given.get("DATA", "").strip() or folder / "data").expanduser().resolve()


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
        if name == key or name == "VENV" or name.startswith("TEST_"):
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


class _Checked:
    """Turns the given texts into values, each with its own check."""

    def __init__(self, given: Mapping[str, str], folder: Path) -> None:
        self.given = given
        self.folder = folder

    def settings(self, *, mail_any: bool) -> Settings:
        data = data_folder(self.given, self.folder)
        host, port = self._address("LISTEN", "127.0.0.1:8000")
        shown_host = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
        return Settings(
            data=data,
            database_url=self._database(data),
            secret_key=self._secret(data),
            listen_host=host,
            listen_port=port,
            public_url=self._url("PUBLIC_URL", f"http://{shown_host}:{port}", ("http", "https")).rstrip("/"),
            language=self._choice("LANGUAGE", LANGUAGES, "de"),
            time_zone=self._time_zone(),
            company=self._text("COMPANY", "Onehand Demo"),
            country=self._text("COUNTRY", "DE").upper(),
            state=self._text("STATE", "").upper(),
            mail_addresses=self._mail_addresses(),
            mail_any=mail_any,
            mail_listen=self._url("MAIL_LISTEN", "smtp://127.0.0.1:2525", ("smtp", "lmtp")),
            mail_in=self._mailboxes(),
            mail_out=self._url("MAIL_OUT", "", ("smtp", "smtps")),
            mail_max_bytes=self._number("MAIL_MAX_BYTES", 50 * 1024 * 1024, 1024),
            mail_authserv=self._text("MAIL_AUTHSERV", "").lower(),
            mail_check=self._switch("MAIL_CHECK", False),
            mail_oauth={
                name.removeprefix("MAIL_OAUTH_").lower(): self._text(name, "")
                for name in KNOWN
                if name.startswith("MAIL_OAUTH_")
            },
            receipts_per_hour=self._number("RECEIPTS_PER_HOUR", 500, 0),
            silence_days=self._number("SILENCE_DAYS", 7, 1),
            response_hours=self._number("RESPONSE_HOURS", 8, 1),
            allowed_hosts=self._list("ALLOWED_HOSTS"),
            debug=self._switch("DEBUG", False),
        )

    def _text(self, name: str, default: str) -> str:
        return self.given.get(name, default).strip()

    def _list(self, name: str, default: str = "") -> tuple[str, ...]:
        return tuple(part.strip() for part in self._text(name, default).split(",") if part.strip())

    def _refuse(self, name: str, value: str, problem: str) -> SettingError:
        shown = value if "@" not in value or "://" not in value else "…@" + value.rpartition("@")[2]
        return SettingError(f"ONEHAND_{name}={shown!r}: {problem}")

    def _choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self._text(name, default).lower()
        if value not in choices:
            near = difflib.get_close_matches(value, choices, n=1, cutoff=0.0)
            raise self._refuse(name, value, f"must be one of {', '.join(choices)}; the nearest is {near[0]!r}.")
        return value

    def _switch(self, name: str, default: bool) -> bool:
        value = self._text(name, "on" if default else "off").lower()
        if value in ("on", "1", "true", "yes"):
            return True
        if value in ("off", "0", "false", "no", ""):
            return False
        raise self._refuse(name, value, "must be on or off.")

    def _number(self, name: str, default: int, least: int) -> int:
        value = self._text(name, str(default))
        if not value.isdecimal():
            raise self._refuse(name, value, f"must be a whole number, such as {default}.")
        if int(value) < least:
            raise self._refuse(name, value, f"is too small; the least is {least}.")
        return int(value)

    def _address(self, name: str, default: str) -> tuple[str, int]:
        value = self._text(name, default)
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise self._refuse(name, value, f"must be host:port with a port from 1 to 65535, such as {default}.")
        return host.strip("[]"), int(port)

    def _url(self, name: str, default: str, schemes: tuple[str, ...]) -> str:
        value = self._text(name, default)
        if value:
            self._check_url(name, value, schemes)
        return value

    def _check_url(self, name: str, value: str, schemes: tuple[str, ...]) -> None:
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError as error:
            raise self._refuse(name, value, f"is not a valid address ({error}).") from error
        if parts.scheme not in schemes:
            near = difflib.get_close_matches(parts.scheme, schemes, n=1, cutoff=0.0)
            example = (near or list(schemes))[0]
            raise self._refuse(
                name, value, f"must begin with {' or '.join(s + '://' for s in schemes)}; the nearest is {example}://."
            )
        if not parts.hostname:
            raise self._refuse(name, value, f"names no host; write {parts.scheme}://host.")

    def _mailboxes(self) -> tuple[str, ...]:
        mailboxes = self._list("MAIL_IN")
        for mailbox in mailboxes:
            self._check_url("MAIL_IN", mailbox, ("imap", "imaps"))
            if not urlsplit(mailbox).username:
                raise self._refuse("MAIL_IN", mailbox, "names no user; write imaps://user:password@host/folder.")
        return mailboxes

    def _mail_addresses(self) -> tuple[str, ...]:
        addresses = tuple(address.lower() for address in self._list("MAIL_ADDRESS", "hilfe@localhost"))
        for address in addresses:
            local, at, domain = address.partition("@")
            if not (local and at and domain) or " " in address:
                raise self._refuse("MAIL_ADDRESS", address, "is not a mail address, such as hilfe@example.org.")
            # The reply token needs 35 characters beside the local part (RFC 5321: at most 64).
            if len(local) > 29:
                raise self._refuse(
                    "MAIL_ADDRESS",
                    address,
                    "has a local part over 29 characters, which leaves no room for the reply token.",
                )
        if not addresses:
            raise self._refuse("MAIL_ADDRESS", "", "names no address, such as hilfe@example.org.")
        return addresses

    def _time_zone(self) -> str:
        value = self._text("TIME_ZONE", "Europe/Berlin")
        known = zoneinfo.available_timezones()
        if value not in known:
            near = difflib.get_close_matches(value, known, n=1, cutoff=0.0)
            raise self._refuse(
                "TIME_ZONE", value, f"is not a time zone; the nearest is {near[0] if near else 'Europe/Berlin'!r}."
            )
        return value

    def _database(self, data: Path) -> str:
        value = self._text("DATABASE_URL", "")
        if not value:
            return f"sqlite:///{data / 'onehand.sqlite3'}"
        scheme = value.partition("://")[0]
        if scheme not in ("sqlite", "postgresql"):
            near = difflib.get_close_matches(scheme, ("sqlite", "postgresql"), n=1, cutoff=0.0)
            raise self._refuse(
                "DATABASE_URL",
                value,
                f"must begin with sqlite:/// or postgresql://; the nearest is {(near or ['sqlite'])[0]}://.",
            )
        return value

    def _secret(self, data: Path) -> str:
        value = self._text("SECRET_KEY", "")
        if value:
            if len(value) < 32:
                raise SettingError(f"ONEHAND_SECRET_KEY has {len(value)} characters; at least 32 are needed.")
            return value
        return _key_in(data)


def _key_in(data: Path) -> str:
    """The key of this data folder, made at its first use (mode 600)."""
    path = data / "secret.key"
    try:
        return path.read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        pass
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = data / f".secret.key.{os.getpid()}"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(partial, path)  # of two processes that start at once, the first one's key stays
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    except OSError as error:
        raise SettingError(f"ONEHAND_DATA={str(data)!r}: the folder cannot be written ({error.strerror}).") from error
    return path.read_text("ascii").strip()
