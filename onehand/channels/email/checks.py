"""What `onehand check` says about mail: can we be answered, do the servers let us in, and what to do if not."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator

from django.conf import settings

from onehand.channels.contract import Finding
from onehand.channels.email import places, transmit
from onehand.channels.email.fetch import in_words
from onehand.channels.email.imap import Folder
from onehand.channels.email.oauth import NoToken
from onehand.channels.email.places import Place, PlaceError

# The local part without its marks: "no-reply", "No_Reply.shop", "donotreply", "nicht-antworten", "keineantwort" …
_NO_REPLY = re.compile(
    r"no+t?repl(?:y|ies)|donotrepl|dontrepl|do-?not-?answer|noanswer|noresponse|nichtantwort|nichtbeantwort"
    r"|keineantwort|bittenichtantworten|antwortnicht|unmonitored|nepasrepondre|noresponder|nonrispondere"
)


def check() -> list[Finding]:
    """All findings about mail. Asks the configured servers, each within about half a minute."""
    return [*no_reply(), *answers_arrive(), *mailboxes_open(), *mail_leaves()]


def is_no_reply(address: str) -> bool:
    """Whether an address tells people that nobody reads what they answer."""
    return bool(_NO_REPLY.search(re.sub(r"[^a-z]", "", address.lower().rpartition("@")[0])))


def no_reply() -> Iterator[Finding]:
    """Every mail of ours can be answered: an address that says otherwise is refused."""
    for address in settings.ONEHAND.mail_addresses:
        if is_no_reply(address):
            yield Finding(
                "ONEHAND_MAIL_ADDRESS",
                "error",
                f"{address} is a no-reply address: customers could not answer.",
                "Name an address that people may write to, such as hilfe@" + address.rpartition("@")[2] + ".",
            )


def answers_arrive() -> Iterator[Finding]:
    """The answers to our mail must come in somewhere, by the address with its +token."""
    config = settings.ONEHAND
    sender = config.mail_sender
    if not config.mail_listen and not config.mail_in:
        yield Finding(
            "ONEHAND_MAIL_IN",
            "error",
            f"Nobody would receive the answers to {sender}: no mailbox is fetched, nothing listens.",
            "Set ONEHAND_MAIL_IN to the mailbox of this address, or ONEHAND_MAIL_LISTEN for your server to deliver to.",
        )
        return
    if not config.mail_out:
        return
    domain = sender.rpartition("@")[2]
    if domain == "localhost" or "." not in domain:
        yield Finding(
            "ONEHAND_MAIL_ADDRESS",
            "error",
            f"Mail leaves with the sender {sender}, which nobody outside can answer.",
            "Set ONEHAND_MAIL_ADDRESS to the address under which customers reach you.",
        )
    elif not config.mail_listen and not any(_serves(place, sender) for place in _mailboxes()):
        yield Finding(
            "ONEHAND_MAIL_IN",
            "warning",
            f"No mailbox bears the name of the sender {sender}.",
            f"See that answers to {sender} arrive in one of the fetched mailboxes, also with a +mark before the @ "
            "(plus addressing): send one to try.",
        )
    elif config.mail_listen and not config.mail_in and places.is_loopback(places.listener(config.mail_listen).host):
        yield Finding(
            "ONEHAND_MAIL_LISTEN",
            "warning",
            f"Answers to {sender} are expected at {config.mail_listen}, from this machine only.",
            "See that the mail server of this machine delivers the address there, also with a +mark before the @.",
        )


def _serves(place: Place, address: str) -> bool:
    """Whether this mailbox is, by its name, the one of the address."""
    user, local = place.user.lower(), address.rpartition("@")[0]
    return user == address if "@" in user else user == local


def _mailboxes() -> list[Place]:
    found = []
    for url in settings.ONEHAND.mail_in:
        try:
            found.append(places.mailbox(url))
        except PlaceError:
            continue  # mailboxes_open tells it
    return found


def mailboxes_open() -> Iterator[Finding]:
    """Each mailbox lets us in."""
    for url in settings.ONEHAND.mail_in:
        try:
            place = places.mailbox(url)
        except PlaceError as error:
            yield Finding("ONEHAND_MAIL_IN", "error", str(error), "Write imaps://user:password@host/folder.")
            continue
        try:
            folder = Folder.open(place)
        except Exception as error:
            yield Finding(
                place.source,
                "error",
                f"The mailbox cannot be read: {in_words(error)}.",
                "Check host, user and password; for Microsoft 365 and Google add ?auth=xoauth2 "
                "and the ONEHAND_MAIL_OAUTH settings.",
            )
            continue
        idle = (
            "new mail arrives at once" if folder.can_idle else "the server has no IDLE: new mail is seen once a minute"
        )
        folder.close()
        yield Finding(place.source, "ok", f"The mailbox can be read; {idle}.")


def mail_leaves() -> Iterator[Finding]:
    """The server for outgoing mail takes us in."""
    config = settings.ONEHAND
    if not config.mail_out:
        yield Finding("ONEHAND_MAIL_OUT", "ok", "Mail stays in the local outbox: no server for outgoing mail is set.")
        return
    try:
        place = places.relay(config.mail_out)
    except PlaceError as error:
        yield Finding("ONEHAND_MAIL_OUT", "error", str(error), "Write smtps://user:password@host or smtp://host.")
        return
    try:
        transmit.sign_in(place, helo=config.mail_sender.rpartition("@")[2])
    except (OSError, smtplib.SMTPException, NoToken) as error:
        yield Finding(
            place.source,
            "error",
            f"Mail cannot leave: {error}.",
            "Check host, port, user and password, and whether the server's certificate is valid for this host.",
        )
        return
    yield Finding(place.source, "ok", "The server for outgoing mail lets us in.")
