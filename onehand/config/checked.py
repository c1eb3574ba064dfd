"""Checks each setting: what is wrong is told with the setting's name and the nearest value that would do."""

from __future__ import annotations

import difflib
import os
import re
import secrets
import zoneinfo
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import urlsplit

from onehand.config.known import BACKEND_GROUP, BACKENDS, KNOWN, LANGUAGES, SettingError, Settings, data_folder

# A back-end of one's own that is not installed as an entry point.
CLASS = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


class Checked:
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
            promise_default_hours=self._number("PROMISE_DEFAULT_HOURS", 16, 1),
            promise_tell_after=self._number_or_off("PROMISE_TELL_AFTER", 60, 0),
            amends_cents=self._number("AMENDS_CENTS", 1000, 0),
            backends=self._backends(),
            shop_url=self._shop_url(),
            lines_url=self._lines_url(),
            events_secret=self._events_secret(),
            remedies=self._remedies(),
            hearing_days=self._number("HEARING_DAYS", 5, 3, 20),
            appeal_days=self._number("APPEAL_DAYS", 3, 1, 10),
            permission_hook=self._permission_hook(),
            permission_hook_secret=self._text("PERMISSION_HOOK_SECRET", ""),
            permission_hook_internal=self._switch("PERMISSION_HOOK_INTERNAL", False),
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

    def _number(self, name: str, default: int, least: int, most: int | None = None) -> int:
        value = self._text(name, str(default))
        if not value.isdecimal():
            raise self._refuse(name, value, f"must be a whole number, such as {default}.")
        if int(value) < least:
            raise self._refuse(name, value, f"is too small; the least is {least}.")
        if most is not None and int(value) > most:
            raise self._refuse(name, value, f"is too large; the most is {most}.")
        return int(value)

    def _number_or_off(self, name: str, default: int, least: int) -> int | None:
        value = self._text(name, str(default)).lower()
        if value != "off" and not value.isdecimal():
            raise self._refuse(name, value, f"must be a whole number, such as {default}, or off.")
        return None if value == "off" else self._number(name, default, least)

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

    def _remedies(self) -> dict[str, str]:
        found = {}
        for pair in self._list("REMEDIES"):
            process, _, action = (part.strip() for part in pair.partition("="))
            if not (process.isidentifier() and action.isidentifier()):
                raise self._refuse("REMEDIES", pair, "must be a kind of process, = and an action: activation=activate.")
            found[process] = action
        return found

    def _mailboxes(self) -> tuple[str, ...]:
        mailboxes = self._list("MAIL_IN")
        for mailbox in mailboxes:
            self._check_url("MAIL_IN", mailbox, ("imap", "imaps"))
            if not urlsplit(mailbox).username:
                raise self._refuse("MAIL_IN", mailbox, "names no user; write imaps://user:password@host/folder.")
        return mailboxes

    def _backends(self) -> tuple[str, ...]:
        chosen = tuple(dict.fromkeys(self._list("BACKENDS")))
        installed = {one.name for one in entry_points(group=BACKEND_GROUP)} if set(chosen) - set(BACKENDS) else set()
        known = (*BACKENDS, *sorted(installed))
        for name in chosen:
            if name not in known and not CLASS.fullmatch(name):
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
                raise self._refuse("BACKENDS", name, f"is no back-end; the nearest is {(near or ['shop'])[0]!r}.")
        return chosen

    def _shop_url(self) -> str:
        value = self._url("SHOP_URL", "", ("http", "https"))
        if value:
            parts = urlsplit(value)
            if not parts.username or not parts.path.strip("/"):
                raise self._refuse(
                    "SHOP_URL",
                    value,
                    f"names no user or no database; write {parts.scheme}://user:password@host:port/database.",
                )
        return value

    def _lines_url(self) -> str:
        value = self._url("LINES_URL", "", ("http", "https"))
        if value and not urlsplit(value).username:
            scheme = urlsplit(value).scheme
            raise self._refuse("LINES_URL", value, f"names no token; write {scheme}://token@host:port.")
        return value

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

    def _events_secret(self) -> str:
        value = self._text("EVENTS_SECRET", "")
        if value and len(value) < 24:
            raise SettingError(f"ONEHAND_EVENTS_SECRET has {len(value)} characters; at least 24 are needed.")
        return value

    def _permission_hook(self) -> str:
        internal = self._switch("PERMISSION_HOOK_INTERNAL", False)
        value = self._url("PERMISSION_HOOK", "", ("https", "http") if internal else ("https",))
        if value and urlsplit(value).username:
            raise self._refuse("PERMISSION_HOOK", value, "must name no user; these webhooks are signed.")
        if value and len(self._text("PERMISSION_HOOK_SECRET", "")) < 24:
            raise SettingError("ONEHAND_PERMISSION_HOOK needs a PERMISSION_HOOK_SECRET of at least 24 characters.")
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
