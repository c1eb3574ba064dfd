"""Mail in by IMAP: one thread a mailbox, which goes on where the ledger ends and outlives any outage (R3).

The cursor is (UIDVALIDITY, UID). It moves on only after the mails are durable; the ledger's unique (source, cursor)
makes fetching again harmless. Nothing in the mailbox is changed: no flag is set, none is believed, nothing deleted.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connections
from imapclient.exceptions import LoginError

from onehand.cases import intake
from onehand.cases.intake import Arrival
from onehand.cases.models import Ledger
from onehand.channels.email import authenticate
from onehand.channels.email.imap import Folder
from onehand.channels.email.models import Mailbox
from onehand.channels.email.oauth import NoToken
from onehand.channels.email.places import Place
from onehand.foundation import clock
from onehand.foundation.crashpoints import reached

log = logging.getLogger("onehand.mail")

# A round of IDLE is far below the 29 minutes of RFC 2177, so that each round polls as well: some servers never say
# what is new, and a connection that a firewall has forgotten is noticed.
ROUND = 60.0
BATCH_BYTES = 20 * 1024 * 1024
COUNT_EVERY = timedelta(hours=1).total_seconds()
LONGEST_PAUSE = 300.0


class Fetcher:
    """Fetches one mailbox until `stop` is set."""

    def __init__(self, place: Place, stop: threading.Event, *, round_seconds: float = ROUND) -> None:
        self.place = place
        self.source = place.source[:500]
        self._stop = stop
        self._round = round_seconds
        self._counted = float("-inf")
        self._failures = 0

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.run, name=f"mail-fetch-{self.place.host}", daemon=True)
        thread.start()
        return thread

    def run(self) -> None:
        """Session after session; after a failure a pause of 1, 2, 4 … 300 seconds."""
        while not self._stop.is_set():
            try:
                close_old_connections()
                self._session()
            except Exception as error:
                self._failed(error)
                self._stop.wait(min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 10)))
        connections.close_all()

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        sentence = in_words(error)
        log.warning("mailbox %s: %s", self.place.source, sentence)
        connections.close_all()
        try:
            self.row()
            Mailbox.objects.filter(source=self.source).update(error=sentence[:300])
        except DatabaseError:
            connections.close_all()

    def row(self) -> Mailbox:
        return Mailbox.objects.get_or_create(source=self.source)[0]

    def _session(self) -> None:
        folder = Folder.open(self.place)
        try:
            self._settle_uidvalidity(folder)
            while not self._stop.is_set():
                if time.monotonic() - self._counted >= COUNT_EVERY:
                    self.count_missing(folder)
                self.fetch_new(folder)
                self._all_well()
                self._wait(folder)
                close_old_connections()
        finally:
            folder.close()

    def _all_well(self) -> None:
        self._failures = 0
        Mailbox.objects.filter(source=self.source).update(error="", checked_at=clock.now())

    def _settle_uidvalidity(self, folder: Folder) -> None:
        """A new UIDVALIDITY means new numbers: all is fetched again, and what is known is declared a duplicate."""
        row = self.row()
        if row.uidvalidity != folder.uidvalidity:
            if row.uidvalidity:
                log.warning("mailbox %s has new UIDs and is read from its beginning", self.place.source)
            Mailbox.objects.filter(pk=row.pk).update(uidvalidity=folder.uidvalidity, uid=0)

    def fetch_new(self, folder: Folder) -> int:
        """Take in everything above the cursor; how many mails."""
        taken = 0
        while not self._stop.is_set():
            uids = folder.uids_after(self.row().uid)
            if not uids:
                if folder.has_announced_more():
                    continue
                break
            for batch in batches(uids, folder.sizes(uids)):
                if self._stop.is_set():
                    return taken
                taken += self.take_in(folder, batch)
                reached("fetch.before_cursor")
                self._advance(folder.uidvalidity, batch[-1])
                reached("fetch.after_cursor")
        return taken

    def take_in(self, folder: Folder, uids: Sequence[int]) -> int:
        """Fetch these and give them to the intake. Raises what it raises, and then the cursor stays."""
        mails = folder.raw(uids)
        reached("fetch.fetched")
        arrivals = [
            Arrival(
                source=self.source,
                raw=raw,
                cursor=f"{folder.uidvalidity}:{uid}",
                authentication=authenticate.authentication(raw),
            )
            for uid, raw in mails.items()
        ]
        if arrivals:
            intake.receive_many(arrivals)
        return len(arrivals)

    def _advance(self, uidvalidity: int, uid: int) -> None:
        """Forward only: another process may fetch the same mailbox."""
        Mailbox.objects.filter(source=self.source, uidvalidity=uidvalidity, uid__lt=uid).update(uid=uid)

    def count_missing(self, folder: Folder) -> int:
        """The mailbox minus the ledger; what is missing is fetched. More than 0 afterwards is an alarm."""
        self._counted = time.monotonic()
        left = 0
        for uids in folder.uids_up_to(self.row().uid):
            missing = self._not_in_ledger(folder.uidvalidity, uids)
            for batch in batches(missing, folder.sizes(missing)) if missing else ():
                self.take_in(folder, batch)
            left += len(self._not_in_ledger(folder.uidvalidity, missing))
        Mailbox.objects.filter(source=self.source).update(missing=left)
        if left:
            log.error("mailbox %s: %s mails are not in the ledger", self.place.source, left)
        return left

    def _not_in_ledger(self, uidvalidity: int, uids: Sequence[int]) -> list[int]:
        missing: list[int] = []
        for start in range(0, len(uids), 500):
            wanted = {f"{uidvalidity}:{uid}": uid for uid in uids[start : start + 500]}
            entered = Ledger.objects.filter(source=self.source, cursor__in=wanted).values_list("cursor", flat=True)
            missing += [wanted[cursor] for cursor in sorted(set(wanted) - set(entered), key=wanted.__getitem__)]
        return missing

    def _wait(self, folder: Folder) -> None:
        """Until the server says that something is new, or a round is over, or we shall stop."""
        if not folder.can_idle:
            self._stop.wait(self._round)
            folder.stay()
            return
        end = time.monotonic() + self._round
        folder.begin_idle()
        while not self._stop.is_set() and time.monotonic() < end:
            if folder.something_new(min(1.0, self._round)):
                break
        folder.end_idle()


def batches(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    """At most a batch of the intake and so many bytes at a time; one mail that is larger goes alone.

    Mails that have gone are kept in, so that the cursor moves past them.
    """
    batch: list[int] = []
    total = 0
    for uid in uids:
        size = sizes.get(uid, 0)
        if batch and (len(batch) == intake.BATCH or total + size > BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def in_words(error: Exception) -> str:
    """What is wrong, for the operator; never with a password in it."""
    if isinstance(error, NoToken):
        return str(error)
    if isinstance(error, LoginError):
        return "the server refuses the sign-in: check user and password (or the OAuth settings)"
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    if isinstance(error, OSError):
        return f"no connection ({error.strerror or error})"
    if isinstance(error, DatabaseError):
        return f"mail could not be stored ({type(error).__name__})"
    return f"{type(error).__name__}: {error}"
