"""What the parser hands on: plain values, no behaviour, nothing of the mail's syntax left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


class Unreadable(Exception):
    """Nothing sensible can be shown of this mail.

    reason: short stable code, such as "too-many-parts". sentence: plain English for a person.
    """

    def __init__(self, reason: str, sentence: str = "") -> None:
        self.reason = reason
        self.sentence = sentence or "The mail could not be read."
        super().__init__(f"{reason}: {self.sentence}")


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox. As given, upper and lower case included; address is "" if none was given."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """An attachment with decoded bytes (for message/*: the attached mail's source bytes).

    inline: the part is shown inside the body, by a cid: reference or as a picture with disposition inline.
    content_id: without angle brackets. name: as given, for showing safely elsewhere.
    """

    name: str
    type: str
    data: bytes
    inline: bool
    content_id: str


@dataclass(frozen=True, slots=True)
class Report:
    """A machine's report on an earlier mail: RFC 3464 delivery, RFC 8098 disposition, RFC 5965 feedback."""

    kind: str  # delivery | disposition | feedback
    action: str  # failed | delayed | delivered | relayed | expanded | ""
    status: str  # enhanced status code such as "5.1.1", or ""
    recipients: tuple[str, ...]
    original_message_id: str  # with angle brackets, or ""
    diagnostic: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as a person would read it. Ids carry angle brackets; line ends in text and html are LF."""

    from_: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    sender: Address | None
    from_count: int  # number of From fields: more than one is a forgery or a fault
    subject: str
    date: datetime | None  # aware, in the zone the sender wrote
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    delivered_to: tuple[str, ...]
    text: str
    html: str  # unsanitised
    attachments: tuple[Part, ...]
    automatic: str  # "" for a human's mail, else why
    report: Report | None
    protection: str  # "", "signed", "encrypted", "signed+encrypted"
    calendar: tuple[str, ...]  # METHOD of each calendar part
    authentication_results: tuple[str, ...]  # topmost first
    remarks: tuple[str, ...]  # what had to be salvaged, as stable codes
