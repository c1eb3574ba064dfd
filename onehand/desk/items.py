"""The timeline of a case as the desk's templates show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from onehand.cases import remarks, speaking, telling
from onehand.cases.feed import FeedItem
from onehand.cases.models import Handover, Ledger, Message
from onehand.cases.note import MENTION
from onehand.cases.speaking import File
from onehand.desk.marking import marked
from onehand.desk.memory import Memory, PromiseLine, Proposal
from onehand.foundation.prepared import Prepared
from onehand.timeline.kinds import MATTERS, Kind
from onehand.timeline.models import Entry

_CHECKS: Prepared[tuple[int | None, dict[str, Any]]] = Prepared(
    lambda blank: Ledger.objects.filter(message__pk__in=blank("ids")).values_list("message_id", "authentication")
)
# Told by what stands at the message itself: its delivery, what is underlined in it, what is proposed below it.
_UNTOLD = frozenset(
    {"delivery", "question_found", "question_added", "fact_confirmed", "fact_dismissed", "promise_reminded"}
)


@dataclass(frozen=True, slots=True)
class Words:
    """A message; `html` and `raw` only say whether there is such a thing."""

    pk: int
    direction: str
    channel: str
    automatic: str
    held: bool
    remark: str
    text: str
    quoted: str
    signature: str
    html: bool
    raw: bool
    subject: str
    delivery: str
    people: Mapping[str, Any]
    size: int


@dataclass(frozen=True, slots=True)
class Item:
    seq: int
    kind: str
    at: datetime
    sentence: str
    actor: str
    matters: bool
    message: Words | None = None
    name: str = ""
    attachments: list[File] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    handover: Handover | None = None
    error: str = ""
    marked: SafeString | str = ""  # the text with what was found in it, when anything was
    proposals: Sequence[Proposal] = ()
    promised: Sequence[PromiseLine] = ()
    version: str = ""  # changes with everything that is drawn here


_NOTHING = Memory()


def items_of(feed: Sequence[FeedItem], language: str, memory: Memory = _NOTHING) -> list[Item]:
    """Two queries at most, whatever the length."""
    shown = {promise.pk for promises in memory.promised.values() for promise in promises}
    told = [one for one in feed if not _is_untold(one.entry, shown)]
    checks = _authentication(told)
    handovers = _handovers(told)
    return [_item(one, language, checks, handovers, memory) for one in told]


def _is_untold(entry: Entry, shown: set[int]) -> bool:
    return entry.kind in _UNTOLD or (entry.kind == Kind.PROMISED.code and entry.ref in shown)


def _item(
    one: FeedItem,
    language: str,
    checks: Mapping[int, dict[str, Any]],
    handovers: Mapping[int, Handover],
    memory: Memory,
) -> Item:
    entry, message = one.entry, one.message
    if message is None:
        return Item(
            seq=entry.seq, kind=entry.kind, at=entry.at, sentence=telling.sentence(entry, language),
            actor=entry.actor_name, matters=entry.kind in MATTERS,
            handover=handovers.get(entry.ref or 0) if _is_handover(entry) else None,
        )  # fmt: skip
    said = remarks.in_words(message.remark, checks.get(message.pk), language)
    spans = memory.spans.get(message.pk)
    return Item(
        seq=entry.seq, kind=entry.kind, at=message.at, sentence="", actor=entry.actor_name,
        matters=entry.kind in MATTERS, message=words_of(message), name=speaking.speaker(message),
        attachments=speaking.files(message), remarks=said, mentions=_mentions(message), error=_error(message),
        marked=marked(message.text, spans) if spans else "", proposals=memory.proposals.get(message.pk, ()),
        promised=memory.promised.get(message.pk, ()),
        version=f"{message.delivery}{message.held}{memory.version(message.pk)}",
    )  # fmt: skip


def words_of(message: Message) -> Words:
    return Words(
        pk=message.pk, direction=message.direction, channel=message.channel, automatic=message.automatic,
        held=message.held, remark="", text=message.text, quoted=message.quoted, signature=message.signature,
        html=message.has_html, raw=bool(message.raw), subject=message.subject, delivery=message.delivery,
        people=message.people or {}, size=message.size,
    )  # fmt: skip


def _mentions(message: Message) -> list[str]:
    return MENTION.findall(message.text) if message.direction == Message.Direction.NOTE else []


def _error(message: Message) -> str:
    return next((one.error for one in message.deliveries.all() if one.state in ("bounced", "uncertain")), "")


def _is_handover(entry: Entry) -> bool:
    return entry.kind.startswith("handover_")


def _handovers(feed: Sequence[FeedItem]) -> dict[int, Handover]:
    ids = {one.entry.ref for one in feed if _is_handover(one.entry) and one.entry.ref is not None}
    return Handover.objects.select_related("giver", "receiver").in_bulk(ids) if ids else {}


def _authentication(feed: Sequence[FeedItem]) -> dict[int, dict[str, Any]]:
    ids = [one.message.pk for one in feed if one.message is not None and one.message.raw]
    if not ids:
        return {}
    return {message: checks for message, checks in _CHECKS.rows(ids=ids) if message is not None}
