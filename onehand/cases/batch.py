"""What a batch of mails shares: the staff, who is known, what came before, and what is written at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from onehand.cases.models import Ledger
from onehand.cases.models.intake import UNREAD
from onehand.cases.ranking import Ranking
from onehand.cases.reading import Read
from onehand.cases.receipt import write_receipts
from onehand.cases.reference import names_us
from onehand.foundation.mailparse import Address, Mail
from onehand.foundation.rows import Pen, gathering
from onehand.foundation.search import index
from onehand.people import known
from onehand.people.models import Identity
from onehand.timeline.record import savepoint, undoable


@dataclass(slots=True)
class Batch:
    ranking: Ranking
    identities: dict[str, Identity] | None  # None: ask the database for each
    standing: dict[str, list[Ledger]]  # by content hash: rows that were read before, and those of this batch
    receipts: list[int] = field(default_factory=list)
    documents: list[tuple[int, int, str]] = field(default_factory=list)
    pen: Pen = field(default_factory=Pen)
    careful: bool = False  # write each mail at once, in its own savepoint

    @classmethod
    def of(cls, pending: Sequence[tuple[Ledger, Read]]) -> Batch:
        """Everything that can be asked for the whole batch at once."""
        addresses = [sender_of(read.mail, row) for row, read in pending if read.mail is not None]
        identities = known.find_all("email", [one.address for one in addresses if one is not None])
        hashes = [row.content_hash for row, _ in pending]
        standing: dict[str, list[Ledger]] = {}
        same = Ledger.objects.filter(content_hash__in=hashes).exclude(outcome=Ledger.Outcome.DUPLICATE)
        for row in same.select_related("message").order_by("pk"):
            standing.setdefault(row.content_hash, []).append(row)
        return cls(Ranking.now(), identities, standing)

    def earlier(self, row: Ledger) -> Ledger | None:
        """The row of the same mail that came first. One that a dead process left unread is none: who sends the mail
        again shall not wait until it is recovered."""
        return next((one for one in self.standing.get(row.content_hash, ()) if one.pk < row.pk and _is_read(one)), None)

    def settled(self, row: Ledger) -> None:
        """A row of this batch has its outcome; a later one of the same content is its duplicate."""
        rows = self.standing.get(row.content_hash, [])
        self.standing[row.content_hash] = [row if one.pk == row.pk else one for one in rows]

    @property
    def zone(self) -> ZoneInfo:
        """Of the cases without a team."""
        return self.ranking.business.zone

    @contextmanager
    def one(self, row: Ledger, read: Read) -> Iterator[None]:
        """The frame of one mail. One that opens a new case, as most do, is written together with the others."""
        if not self.careful and _is_plain(row, read):
            with undoable(), gathering(self.pen):
                yield
        else:
            self.pen.flush()
            with savepoint():
                yield

    def undo_to(self, receipts: int, documents: int) -> None:
        """Forget what a failed mail had left to be written."""
        del self.receipts[receipts:]
        del self.documents[documents:]

    def finish(self) -> None:
        """The batch's last words, inside its transaction."""
        self.pen.flush()
        if self.documents:
            index.add(self.documents)
        if self.receipts:
            write_receipts.enqueue(self.receipts)


def _is_plain(row: Ledger, read: Read) -> bool:
    """A mail with a sender that refers to nothing of ours: it can only become a case of its own."""
    mail = read.mail
    if mail is None or read.too_large or mail.report is not None or sender_of(mail, row) is None:
        return False
    return not names_us(mail, row.envelope_to)


def _is_read(row: Ledger) -> bool:
    return row.outcome != Ledger.Outcome.QUARANTINED or row.reason != UNREAD


def sender_of(mail: Mail, row: Ledger) -> Address | None:
    """Who wrote: the From field, else Sender, else the envelope."""
    address = next((one for one in mail.from_ if one.address), None) or mail.sender
    if address is None and row.envelope_from:
        address = Address("", row.envelope_from)
    return address
