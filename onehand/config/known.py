"""The settings there are: each with its sentence, and what they become once they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


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
    "PROMISE_DEFAULT_HOURS": "When a promise without a time is due, in business hours. Default: 16",
    "PROMISE_TELL_AFTER": "Business minutes until a customer is told of a late promise by itself, or off. Default: 60",
    "AMENDS_CENTS": "Most that is proposed as a voucher for a broken promise, in cents; 0 for none. Default: 1000",
    "BACKENDS": "Back-end systems, comma-separated: shop, lines, an entry point's name, or module:Class. Default: none",
    "SHOP_URL": "The Tryton of the back-end shop: http(s)://user:password@host:port/name. Default: the demo's own",
    "LINES_URL": "The provisioning system of the back-end lines: http(s)://token@host:port. Default: the demo's own",
    "EVENTS_SECRET": "Key for signed events that systems post, at least 24 characters. Default: none are taken",
    "REMEDIES": "Actions that a missed milestone begins, where they cost nothing: activation=activate. Default: none",
    "HEARING_DAYS": "Working days of a hearing before an account is blocked, where nobody chooses: 3 to 20. Default: 5",
    "APPEAL_DAYS": "Working days within which an appeal is decided, 1 to 10. Default: 3",
    "PERMISSION_HOOK": "Where campaign tools are told whom they may write to: https://host/path. Default: nowhere",
    "PERMISSION_HOOK_SECRET": "Key under which these webhooks are signed, at least 24 characters",
    "PERMISSION_HOOK_INTERNAL": "Whether it may lead to a private address, also by http://: on or off. Default: off",
    "ALLOWED_HOSTS": "Further host names under which browsers may reach this server, comma-separated",
    "DEBUG": "Show errors in the browser (development only): on or off. Default: off",
    # Only for the fault tests: the process kills itself when it reaches this point.
    "CRASH_AT": "For fault tests only: name of the point at which the process kills itself",
}
LANGUAGES = ("de", "en")
# The back-ends that come with Onehand, and the group of entry points in which others are found.
BACKENDS = ("shop", "lines")
BACKEND_GROUP = "onehand.backends"
# In the demo the customer is told of a late promise by a person, so that newcomers see it.
DEMO = {
    "COMPANY": "Möbelhaus Morgenstern",
    "MAIL_ADDRESS": "hilfe@moebelhaus.example",
    "PROMISE_TELL_AFTER": "off",
    "BACKENDS": "shop,lines",
}


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
    promise_default_hours: int
    promise_tell_after: int | None  # business minutes; None: only a person tells
    amends_cents: int
    backends: tuple[str, ...]
    shop_url: str
    lines_url: str
    events_secret: str  # "": no posted event is taken
    remedies: Mapping[str, str]  # kind of process: action
    hearing_days: int
    appeal_days: int
    permission_hook: str
    permission_hook_secret: str
    permission_hook_internal: bool
    allowed_hosts: tuple[str, ...]
    debug: bool

    @property
    def mail_sender(self) -> str:
        """The address that outgoing mail bears."""
        return self.mail_addresses[0]

    @property
    def mail_domains(self) -> frozenset[str]:
        return frozenset(address.rpartition("@")[2] for address in self.mail_addresses)


def data_folder(given: Mapping[str, str], folder: Path) -> Path:
    """Where the data lies; `given` holds settings without their prefix."""
    return Path(given.get("DATA", "").strip() or folder / "data").expanduser().resolve()
