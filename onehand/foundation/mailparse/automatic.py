"""Is this a machine's mail, and what kind? (RFC 3834, and the habits of common programs.)

A human's mail taken for a machine's gets no receipt and reopens nothing, so every rule here needs either
a field made for the purpose or two hints at once. X-Auto-Response-Suppress alone says nothing: Exchange
puts it on ordinary mail.
"""

from __future__ import annotations

import re

from onehand.foundation.mailparse.fields import Fields
from onehand.foundation.mailparse.mail import Address, Report
from onehand.foundation.mailparse.structure import Node

_REPORTED = {"delivery": "bounce", "disposition": "disposition", "feedback": "feedback"}
_VACATION_FIELDS = (b"x-autoreply", b"x-autorespond", b"x-vacation", b"x-auto-reply", b"x-autoresponder",
                    b"x-mail-autoreply", b"x-autoreply-from")  # fmt: skip
_LIST_FIELDS = (
    b"list-id",
    b"list-post",
    b"list-unsubscribe",
    b"list-help",
    b"mailing-list",
    b"x-mailing-list",
)
_PRECEDENCE = {
    "bulk": "bulk",
    "junk": "bulk",
    "list": "list",
    "auto_reply": "auto-reply",
    "auto-reply": "auto-reply",
}
_DAEMON = re.compile(r"(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|mail-delivery(?:-[a-z]+)?)\Z", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"(?:.*[._+-])?(?:no|do[._-]?not|dont|kein(?:e)?|nicht)[._-]?(?:reply|antwort(?:en)?)(?:[._+-].*)?\Z",
    re.IGNORECASE,
)
_NULL_PATH = re.compile(rb"\s*<\s*>\s*\Z")
# A subject that no human types: the mark of a program at the very start, followed by a colon.
_MARKED_SUBJECT = re.compile(
    r"(?:automatische (?:antwort|abwesenheits\w+)|automatic reply|auto(?:matic)?[- ]?(?:reply|response)"
    r"|abwesenheits(?:notiz|nachricht|benachrichtigung|meldung|assistent)"
    r"|out of (?:the )?office(?: auto-?reply| reply)?|réponse automatique|respuesta automática"
    r"|risposta automatica|automatisch antwoord|autosvar|automatiskt? svar"
    r"|autoreply|vacation reply)\s*:",
    re.IGNORECASE,
)
_HINTED_SUBJECT = re.compile(
    r"\b(?:abwesen(?:d|heit)\w*|nicht im (?:büro|haus)|außer haus|out of (?:the )?office|on vacation"
    r"|im urlaub|automatische (?:antwort|eingangsbestätigung)|eingangsbestätigung"
    r"|auto(?:matic)?[- ]?(?:reply|response)"
    r"|currently away|away from (?:my|the) (?:desk|office))\b",
    re.IGNORECASE,
)


def why_automatic(fields: Fields, root: Node, subject: str, from_: tuple[Address, ...], report: Report | None) -> str:
    """Empty for a human's mail, else a stable word for why it is not one; the most telling reason wins."""
    if report is not None:
        return _REPORTED[report.kind]
    if root.type == "multipart/report" or fields.first(b"x-failed-recipients"):
        return "bounce"
    if b"feedback-type" in fields:
        return "feedback"
    return _declared(fields) or _replied(fields, subject) or _listed(fields) or _sent_by(fields, from_)


def _declared(fields: Fields) -> str:
    """Auto-Submitted (RFC 3834 section 5): everything but `no` is automatic."""
    for value in fields.all(b"auto-submitted"):
        word = re.split(rb"[;\s(]", value.strip().lower(), maxsplit=1)[0]
        if word and word != b"no":
            return "vacation" if word == b"auto-replied" else "auto-submitted"
    return ""


def _replied(fields: Fields, subject: str) -> str:
    for name in _VACATION_FIELDS:
        value = fields.first(name).strip().lower()
        if name in fields and value not in (b"no", b"false", b"0"):
            return "vacation"
    if _MARKED_SUBJECT.match(subject):
        return "vacation"
    suppressed = b"x-auto-response-suppress" in fields
    hinted = suppressed or b"x-ms-exchange-inbox-rules-loop" in fields or _null_path(fields)
    if hinted and _HINTED_SUBJECT.search(subject[:500]):
        return "vacation"
    return ""


def _listed(fields: Fields) -> str:
    precedence = _PRECEDENCE.get(fields.token(b"precedence"), "")
    if precedence in ("", "bulk") and any(fields.first(name).strip() for name in _LIST_FIELDS):
        return "list"
    return precedence


def _sent_by(fields: Fields, from_: tuple[Address, ...]) -> str:
    if _null_path(fields):
        return "null-sender"
    for sender in from_[:5]:
        local = sender.address.rpartition("@")[0] or sender.name
        if _DAEMON.match(local):
            return "daemon"
        if sender.address and _NO_REPLY.match(local):
            return "no-reply"
    return ""


def _null_path(fields: Fields) -> bool:
    return bool(_NULL_PATH.match(fields.first(b"return-path"))) if b"return-path" in fields else False
