"""Bounces without RFC 3464: Exim, qmail, older Exchange and others tell in prose what went wrong."""

from __future__ import annotations

import re

from onehand.foundation.mailparse.addresses import addresses
from onehand.foundation.mailparse.fields import Fields
from onehand.foundation.mailparse.ids import message_id
from onehand.foundation.mailparse.mail import Address, Report
from onehand.foundation.mailparse.params import unfold
from onehand.foundation.mailparse.words import one_line

_SENDER = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|mail delivery (?:sub)?system)\Z", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver(?:ed|able)|mail delivery (?:failed|failure)"
    r"|delivery (?:status notification|failure|has failed|report)"
    r"|failure notice|returned mail|returning message to sender|mail system error"
    r"|could not send message|delivery delayed"
    r"|delayed mail|message delayed|unzustellbar|nicht zugestellt|zustellung (?:fehlgeschlagen|verzögert)"
    r"|non remis|no se pudo entregar|mancata consegna",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"this is the qmail-send program|a message that you sent could not be delivered|could not be delivered to"
    r"|did not reach (?:some or all of )?the (?:intended )?recipients?"
    r"|following addresses had (?:permanent|transient)"
    r"|delivery (?:has failed|to the following recipients? failed)"
    r"|this message was created automatically by mail delivery"
    r"|konnte(?:n)? nicht zugestellt werden|einige oder alle empfänger nicht erreicht"
    r"|i'm afraid i wasn't able to deliver"
    r"|this is the (?:mail|postfix)(?: program| system) at host"
    r"|your message (?:was not delivered|could not be delivered)"
    r"|has not been delivered|wurde nicht zugestellt",
    re.IGNORECASE,
)
_DELAY = re.compile(
    r"\bdelayed\b|warning: (?:could not send|message)|warning message only"
    r"|will (?:be retried|keep trying|continue trying)"
    r"|has not yet been delivered|verzögert|weiterhin versucht",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:\b|#)([45]\.\d{1,3}\.\d{1,3})\b")
_SMTP = re.compile(r"\b([45]\d\d)[ -](?=\S)")
_BRACKETED = re.compile(r"<([^<>\s]{1,250}@[^<>\s]{1,250})>(?=\s*:|\s*$|\.\.\.|,)", re.MULTILINE)
_ALONE = re.compile(r"^[ \t]{0,8}([^\s<>@:;,\"]{1,100}@[^\s<>@:;,\"]{1,200}?)(?=:?[ \t]*$| on )", re.MULTILINE)
_RETURNED_ID = re.compile(r"^[ \t>]{0,8}Message-ID:[ \t]*(?:\n[ \t]+)?(<[^<>\n]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_RETURNED = re.compile(
    r"^-{2,}[ \t]*(?:below this line|this is a copy|original message|unsent message|returned (?:mail|message)"
    r"|the header of the original|ursprüngliche nachricht|body of message)"
    r"|^original message follows|^received: from ",
    re.IGNORECASE | re.MULTILINE,
)
_MAX_PROSE = 20_000  # characters; explanations are short, what follows is the returned mail


def read_bounce(fields: Fields, from_: tuple[Address, ...], subject: str, text: str, original: str) -> Report | None:
    """A delivery report read from prose; None unless both the sender and the words speak for it."""
    failed = [
        entry.address for value in fields.all(b"x-failed-recipients") for entry in addresses(one_line(unfold(value)))
    ]
    prose = text[:_MAX_PROSE]
    returned = _RETURNED.search(prose)
    own = prose[: returned.start()] if returned else prose
    if not failed and not (_by_machine(fields, from_) and (_SUBJECT.search(subject) or _PROSE.search(own))):
        return None
    code = _CODE.search(own)
    smtp = _SMTP.search(own)
    delayed = _DELAY.search(subject) or _DELAY.search(own)
    status = code[1] if code else (f"{smtp[1][0]}.0.0" if smtp else "")
    return Report(
        kind="delivery",
        action="delayed" if delayed and not status.startswith("5") else "failed",
        status=status,
        recipients=tuple(dict.fromkeys(failed or _recipients(own, from_)))[:100],
        original_message_id=original or returned_id(text[:200_000]),
        diagnostic=_diagnostic(own, code or smtp),
    )


def returned_id(text: str) -> str:
    """The Message-ID among headers that are quoted in a text, "" if there is none."""
    match = _RETURNED_ID.search(text)
    return message_id(match[1]) if match else ""


def _by_machine(fields: Fields, from_: tuple[Address, ...]) -> bool:
    if fields.first(b"return-path").strip() == b"<>":
        return True
    return any(_SENDER.match(entry.address.rpartition("@")[0]) or _SENDER.match(entry.name) for entry in from_[:3])


def _recipients(own: str, from_: tuple[Address, ...]) -> list[str]:
    found = _BRACKETED.findall(own) or _ALONE.findall(own)
    senders = {entry.address.lower() for entry in from_}
    return [address for address in found if address.lower() not in senders]


def _diagnostic(own: str, match: re.Match[str] | None) -> str:
    """The line that holds the code."""
    if match is None:
        return ""
    start = own.rfind("\n", 0, match.start()) + 1
    stop = own.find("\n", match.end())
    return own[start : stop if stop >= 0 else len(own)].strip()[:1_000]
