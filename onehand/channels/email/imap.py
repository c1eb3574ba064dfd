"""A signed-in IMAP connection with its folder open, and the few things asked of it (RFC 3501, 2177)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from onehand.channels.email import oauth
from onehand.channels.email.places import Place

# Python's imaplib gives up on an answer line of a million bytes, which 140,000 UIDs fill.
WINDOW = 50_000
_SIZES_AT_ONCE = 500


class Folder:
    """An open folder. `uidvalidity` and `uidnext` are as of its opening."""

    def __init__(self, client: Any, uidvalidity: int, uidnext: int) -> None:
        self._client = client
        self.uidvalidity = uidvalidity
        self.uidnext = uidnext
        self.can_idle: bool = client.has_capability("IDLE")

    @classmethod
    def open(cls, place: Place) -> Folder:
        """Connect, sign in, open. Raises OSError, IMAPClient's errors (LoginError among them), oauth.NoToken."""
        implicit = place.tls == "implicit"
        build: Any = IMAPClient
        client = build(
            place.host,
            port=place.port,
            ssl=implicit,
            ssl_context=place.context() if implicit else None,
            timeout=SocketTimeout(connect=20, read=120),
        )
        try:
            if place.tls == "required" or (place.tls == "offered" and client.has_capability("STARTTLS")):
                client.starttls(place.context())
            _sign_in(client, place)
            status = client.select_folder(place.folder)
            return cls(client, int(status[b"UIDVALIDITY"]), int(status.get(b"UIDNEXT", 1)))
        except BaseException:
            _hang_up(client)
            raise

    def close(self) -> None:
        _hang_up(self._client)

    def uids_after(self, uid: int) -> list[int]:
        """UIDs above this one, ascending: all, or those of the first window that holds any."""
        first = uid + 1
        while first + WINDOW <= self.uidnext:
            found = self._search(first, str(first + WINDOW - 1))
            if found:
                return found
            first += WINDOW
        return self._search(first, "*")

    def uids_up_to(self, uid: int) -> Iterator[list[int]]:
        """All UIDs up to this one, in windows, ascending."""
        for first in range(1, uid + 1, WINDOW):
            yield self._search(first, str(min(first + WINDOW - 1, uid)))

    def _search(self, first: int, last: str) -> list[int]:
        # "n:*" names the last mail even if its UID is below n (RFC 3501, 6.4.8).
        return sorted(uid for uid in map(int, self._client.search(["UID", f"{first}:{last}"])) if uid >= first)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes of each of these mails; those that have gone meanwhile are left out."""
        found: dict[int, int] = {}
        for start in range(0, len(uids), _SIZES_AT_ONCE):
            answer = self._client.fetch(list(uids[start : start + _SIZES_AT_ONCE]), ["RFC822.SIZE"])
            found |= {int(uid): int(item[b"RFC822.SIZE"]) for uid, item in answer.items() if b"RFC822.SIZE" in item}
        return found

    def raw(self, uids: Sequence[int]) -> dict[int, bytes]:
        r"""The bytes of each of these mails, without setting \Seen; those that have gone are left out."""
        answer = self._client.fetch(list(uids), ["BODY.PEEK[]"])
        return {int(uid): item[b"BODY[]"] for uid, item in sorted(answer.items()) if item.get(b"BODY[]") is not None}

    def has_announced_more(self) -> bool:
        """Whether a count of mails has come along with other answers since this was last asked.

        A server tells of each new mail once. What it says at the end of a SEARCH that did not yet find the mail would
        be missing in IDLE; IMAPClient shows it only for NOOP and IDLE.
        """
        _, told = self._client._imap.response("EXISTS")
        return any(told)

    def begin_idle(self) -> None:
        self._client.idle()

    def something_new(self, seconds: float) -> bool:
        """During IDLE: wait so long for the server to say anything. A broken connection counts as well."""
        began = time.monotonic()
        answer = self._client.idle_check(timeout=seconds)
        # IMAPClient is silent about an end of the connection and returns at once.
        return bool(answer) or time.monotonic() - began < seconds / 2

    def end_idle(self) -> None:
        self._client.idle_done()

    def stay(self) -> None:
        """Keep the connection, and let the server say what is new."""
        self._client.noop()


def _sign_in(client: Any, place: Place) -> None:
    if place.auth == "password":
        client.login(place.user, place.password)
        return
    token = oauth.access_token()
    try:
        if client.has_capability("AUTH=XOAUTH2"):
            client.oauth2_login(place.user, token)
        else:
            client.oauthbearer_login(place.user, token)
    except LoginError:
        oauth.forget()
        raise


def _hang_up(client: Any) -> None:
    try:
        client.shutdown()
    except Exception:
        return  # it is gone already
