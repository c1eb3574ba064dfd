"""Questions and facts are recognised in what a person writes, in the same transaction. They only propose (rule 9)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onehand.cases import facts, questions
from onehand.cases.models import Message
from onehand.cases.recognise import recognise
from onehand.cases.recognise.found import Fact, Recognised
from onehand.cases.zone import zone_of
from onehand.foundation.rows import is_pending, update
from onehand.foundation.text import guess_language

log = logging.getLogger("onehand.recognise")

LOOKED_AT = 100_000  # letters of a message
_NUMBERS = frozenset({"order_number", "customer_number", "invoice_number", "tracking_number", "serial_number"})
MOST = 50  # of each kind in one message
# A mail may lie for a while on its way; a Date further off says nothing of when it was written.
_ON_ITS_WAY = timedelta(days=3)


def read(message: Message, *, zone: ZoneInfo | None = None, unheard: bool = False) -> None:
    """Write the questions and facts of a person's incoming message. `zone` when the caller has it at hand; `unheard`
    when nothing can be known of its sender yet.

    Whatever a text provokes must not stop its intake: a recogniser that fails is a remark of the message.
    """
    if message.automatic or message.held or message.direction != Message.Direction.IN or not message.text.strip():
        return
    zone = zone or zone_of(message.case)
    try:
        seen = _recognised(message, zone)
    except Exception as error:  # the type only: the content is the customer's
        log.error("recognising in message %s failed: %s", message.pk, type(error).__name__)
        _remark(message, "recognise:failed")
        return
    if len(seen.questions) > MOST or len(seen.facts) > MOST:
        _remark(message, "questions:more")
    questions.found(message, seen.questions[:MOST])
    facts.propose(message, seen.facts[:MOST], zone=zone, unheard=unheard)


def _recognised(message: Message, zone: ZoneInfo) -> Recognised:
    text, written = message.text[:LOOKED_AT], _written_at(message).astimezone(zone)
    language = guess_language(text, default=message.case.language)
    seen = recognise(text, direction="in", now=written, language=language)
    named = _in_subject(message, written, language)
    return replace(seen, facts=(*seen.facts, *named)) if named else seen


def _in_subject(message: Message, written: datetime, language: str) -> list[Fact]:
    """Order numbers and their like often stand in the subject line only. It has no place in the text: they stand at
    its very beginning, with no letter of it."""
    if message.channel != "email" or message.in_reply_to or message.subject.strip() != message.case.subject:
        return []  # only of the mail that opened the case
    if not any(letter.isdecimal() for letter in message.subject):
        return []
    seen = recognise(message.subject[:300], direction="in", now=written, language=language)
    return [replace(fact, start=0, end=0) for fact in seen.facts if fact.kind in _NUMBERS]


def _written_at(message: Message) -> datetime:
    """What "tomorrow" counts from."""
    claimed = message.sent_at
    return claimed if claimed is not None and message.at - _ON_ITS_WAY <= claimed <= message.at else message.at


def _remark(message: Message, code: str) -> None:
    message.remark = ", ".join(part for part in (message.remark, code) if part)[:300]
    if not is_pending(message):
        update(message, ["remark"])
