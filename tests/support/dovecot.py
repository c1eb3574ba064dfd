"""A real IMAP server: Dovecot 2.3 as Debian 12 packs it, in a private folder, for any user name."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from imapclient import IMAPClient
from imapclient.imap_utf7 import encode as folder_name

from tests.support.certificate import Certificate, make_certificate
from tests.support.oauth import OAuth
from tests.support.ports import HOST, free_port, greets, is_listening
from tests.support.process import Part, Process, find_binary, server_account, server_folder

CONFIG = """
protocols = imap lmtp
listen = {host}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 200
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
{passdbs}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
service anvil {{
  chroot =
  # No growing delay after wrong passwords: the tests give some on purpose.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
"""

PASSWORD = """
passdb {{
  driver = static
  args = password={password}
}}
"""

TOKENS = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth.conf
}}
"""

INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""

_counter = itertools.count(1)


class Dovecot(Part):
    """IMAP with IDLE on `port` (plain, STARTTLS) and `tls_port`, LMTP on `lmtp_port`; a Maildir per user.

    Every user name exists, with `password`. With `oauth`, tokens of that server sign in too (XOAUTH2 and
    OAUTHBEARER). Mail can be delivered while the server is down.
    """

    def __init__(self, *, password: str = "geheim", oauth: OAuth | None = None) -> None:
        self.password = password
        self.oauth = oauth
        self.account = server_account()
        self.folder = server_folder(self.account, "imap")
        self.certificate: Certificate = make_certificate(self.folder, self.account)
        self.port, self.tls_port, self.lmtp_port = free_port(), free_port(), free_port()
        self._make(self.folder / "mail")
        self._configure()
        self.process = Process(
            [find_binary("dovecot"), "-F", "-c", self.folder / "dovecot.conf"],
            self.account,
            self.folder / "log",
        )

    def _configure(self) -> None:
        passdbs = PASSWORD.format(password=self.password)
        if self.oauth is not None:
            passdbs = TOKENS.format(folder=self.folder) + passdbs
            (self.folder / "oauth.conf").write_text(INTROSPECTION.format(url=self.oauth.introspection_url))
        (self.folder / "dovecot.conf").write_text(
            CONFIG.format(
                host=HOST, folder=self.folder, user=self.account.name, group=self.account.group,
                uid=self.account.uid, gid=self.account.gid, port=self.port, tls_port=self.tls_port,
                lmtp_port=self.lmtp_port, certificate=self.certificate.chain, key=self.certificate.key,
                passdbs=passdbs, mechanisms="plain login" + (" xoauth2 oauthbearer" if self.oauth else ""),
            )
        )  # fmt: skip

    def start(self) -> None:
        """Start, or start again on the same ports with the same mail."""
        self.process.start(lambda: greets(self.port, b"* OK") and is_listening(self.tls_port))

    def stop(self) -> None:
        """End it properly: clients are told BYE."""
        self.process.stop()

    def kill(self) -> None:
        """Cut every connection in the middle. Mail stays; `start()` brings it back."""
        self.process.kill()

    # Ending properly takes Dovecot one to five seconds; its folder goes anyway.
    end = kill

    @property
    def log(self) -> str:
        return self.process.log.read_text("utf-8", "replace")

    def url(self, user: str, folder: str = "INBOX", *, tls: bool = False, password: str | None = None) -> str:
        """`imap://user:password@127.0.0.1:port/INBOX`, percent-encoded; imaps:// with `tls`."""
        scheme, port = ("imaps", self.tls_port) if tls else ("imap", self.port)
        secret = quote(self.password if password is None else password, safe="")
        return f"{scheme}://{quote(user, safe='')}:{secret}@{HOST}:{port}/{quote(folder, safe='')}"

    @contextmanager
    def client(self, user: str, folder: str | None = "INBOX") -> Iterator[Any]:
        """A signed-in IMAPClient with the folder selected, as another mail program of the same user."""
        with IMAPClient(HOST, port=self.port, ssl=False, timeout=20) as client:
            client.login(user, self.password)
            if folder is not None:
                client.select_folder(folder)
            yield client

    def deliver(self, user: str, *raws: bytes, folder: str = "INBOX") -> None:
        """Put raw mails into the user's Maildir, byte for byte as given; works while the server is down."""
        maildir = self._maildir(user, folder)
        for raw in raws:
            name = f"{time.time_ns() // 10**9}.M{next(_counter)}P{self.port}.test"
            arriving = maildir / "tmp" / name
            arriving.write_bytes(raw)
            self.account.give(arriving)
            arriving.rename(maildir / "new" / name)

    def messages(self, user: str, folder: str = "INBOX") -> dict[int, tuple[frozenset[str], bytes]]:
        """What the server shows: UID -> (flags such as "\\\\Seen", raw bytes)."""
        with self.client(user, folder) as client:
            found = client.fetch(client.search(), ["FLAGS", "BODY.PEEK[]"])
        return {
            uid: (frozenset(flag.decode() for flag in item[b"FLAGS"]), item[b"BODY[]"])
            for uid, item in sorted(found.items())
        }

    def mark_seen(self, user: str, uids: Iterable[int] | None = None, folder: str = "INBOX") -> None:
        r"""Set \Seen on these UIDs, or on all, as a colleague's mail program does."""
        with self.client(user, folder) as client:
            chosen = client.search() if uids is None else list(uids)
            if chosen:
                client.add_flags(chosen, [b"\\Seen"])

    def expunge(self, user: str, uids: Iterable[int] | None = None, folder: str = "INBOX") -> None:
        """Delete these UIDs, or all, for good."""
        with self.client(user, folder) as client:
            chosen = client.search() if uids is None else list(uids)
            if chosen:
                client.delete_messages(chosen)
                client.expunge()

    def uidvalidity(self, user: str, folder: str = "INBOX") -> int:
        """The folder's UIDVALIDITY (RFC 9051, 2.3.1.1)."""
        with self.client(user, None) as client:
            return int(client.folder_status(folder, [b"UIDVALIDITY"])[b"UIDVALIDITY"])

    def change_uidvalidity(self, user: str, folder: str = "INBOX") -> int:
        """Give the folder a new UIDVALIDITY and number its mail afresh, as after a restore from backup.

        Returns the new value. The server is restarted, so open connections break.
        """
        changed = self.uidvalidity(user, folder) + 1
        self.kill()
        maildir = self._maildir(user, folder)
        for stale in maildir.glob("dovecot.index*"):
            stale.unlink()
        uids = maildir / "dovecot-uidlist"
        uids.write_text(f"3 V{changed} N1\n")
        self.account.give(uids)
        self.start()
        return changed

    def empty(self, user: str) -> None:
        """Remove all the user's mail and folders."""
        shutil.rmtree(self.folder / "mail" / user.lower(), ignore_errors=True)

    def _maildir(self, user: str, folder: str) -> Path:
        home = self.folder / "mail" / user.lower()
        maildir = home if folder == "INBOX" else home / ("." + folder_name(folder).decode())
        self._make(home, maildir, *(maildir / part for part in ("cur", "new", "tmp")))
        return maildir

    def _make(self, *folders: Path) -> None:
        for folder in folders:
            folder.mkdir(mode=0o700, exist_ok=True)
            self.account.give(folder)
