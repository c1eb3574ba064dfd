"""A forgotten customer's cases: their number stays, nothing else of the person (GDPR art. 17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onehand.cases.forgetting_elsewhere import unname
from onehand.cases.models import (
    Attachment,
    Bond,
    Call,
    Case,
    Claim,
    Closure,
    Draft,
    Fact,
    Handover,
    Holding,
    Ledger,
    Message,
    OpenEnd,
    Outgoing,
    Party,
    Promise,
    Question,
    Slot,
    SlotOffer,
    State,
)
from onehand.foundation import blobs, clock, jobs
from onehand.foundation.search import index
from onehand.timeline.erasing import erase_actor, erase_entries

ERASED = "erased"
_BATCH = 500


def forget_cases(*, ids: Sequence[int], values: Sequence[str], **_signal: Any) -> None:
    """Inside the erasure's transaction. `ids`: the customer and all merged into them, `values`: their addresses."""
    cases = list(Case.objects.filter(customer__in=ids).values_list("pk", flat=True))
    elsewhere = _spoken_elsewhere(ids, cases)
    messages = _messages(cases, elsewhere)
    keys = _blob_keys(messages, values) | (unname(ids, values, messages) - {""})
    for start in range(0, len(messages), _BATCH):
        _blank_messages(messages[start : start + _BATCH])
    _blank_ledger(messages, values)
    _blank_cases(cases)
    _remove_memory(ids, cases)
    _forget_in_others(ids, elsewhere)
    for start in range(0, len(cases), _BATCH):
        erase_entries("case", cases[start : start + _BATCH])
    index.remove(messages)
    index.purge()
    if keys:
        remove_blobs.enqueue(sorted(keys))


def _spoken_elsewhere(ids: Sequence[int], cases: Sequence[int]) -> list[tuple[int, int]]:
    """(message, case) of what they said in the cases of others."""
    said = Message.objects.filter(identity__customer__in=ids).exclude(case__in=cases)
    return list(said.values_list("pk", "case_id"))


def _messages(cases: Sequence[int], elsewhere: Iterable[tuple[int, int]]) -> list[int]:
    own = Message.objects.filter(case__in=cases).values_list("pk", flat=True)
    return sorted({*own, *(message for message, _ in elsewhere)})


def _blob_keys(messages: Sequence[int], values: Sequence[str]) -> set[str]:
    """Everything that lies under a key because of them; what others refer to as well is kept by the job."""
    keys: set[str] = set()
    for start in range(0, len(messages), _BATCH):
        some = messages[start : start + _BATCH]
        keys |= set(Message.objects.filter(pk__in=some).values_list("raw", flat=True))
        keys |= set(Attachment.objects.filter(message__in=some).values_list("blob", flat=True))
        keys |= set(Outgoing.objects.filter(message__in=some).values_list("raw", flat=True))
        keys |= set(Ledger.objects.filter(message__in=some).values_list("raw", flat=True))
    keys |= set(_unread(values).values_list("raw", flat=True))
    keys |= set(Outgoing.objects.filter(recipient__in=values).values_list("raw", flat=True))
    return keys - {""}


def _unread(values: Sequence[str]) -> Any:
    """Their mails in quarantine: nobody has read them, but the envelope says whose they are."""
    return Ledger.objects.filter(outcome=Ledger.Outcome.QUARANTINED, envelope_from__in=list(values))


def _blank_messages(some: Sequence[int]) -> None:
    Attachment.objects.filter(message__in=some).delete()
    Call.objects.filter(message__in=some).update(number="")
    Outgoing.objects.filter(message__in=some).update(**_NO_MAIL)
    Message.objects.filter(pk__in=some).update(
        subject="", text="", quoted="", signature="", has_html=False, raw="", size=0, people={}, external_id="",
        in_reply_to="", remark=ERASED, has_attachments=False, key=None, identity=None,
    )  # fmt: skip


_NO_MAIL = {
    "recipient": "", "cc": [], "subject": "", "text": "", "buttons": [], "error": "", "raw": "", "references": "",
    "in_reply_to": "",
}  # fmt: skip


def _blank_ledger(messages: Sequence[int], values: Sequence[str]) -> None:
    gone: dict[str, Any] = {
        "outcome": Ledger.Outcome.ERASED, "reason": ERASED, "message": None, "raw": "", "size": 0,
        "envelope_from": None, "envelope_to": [], "authentication": {},
    }  # fmt: skip
    _unread(values).update(**gone)
    for start in range(0, len(messages), _BATCH):
        some = messages[start : start + _BATCH]
        Ledger.objects.filter(message__in=some, outcome=Ledger.Outcome.MESSAGE).update(**gone)
        # A duplicate stays counted as one, without a trace of whose.
        Ledger.objects.filter(message__in=some).update(**{k: v for k, v in gone.items() if k != "outcome"})
    Outgoing.objects.filter(recipient__in=list(values)).update(**_NO_MAIL)


def _blank_cases(cases: Sequence[int]) -> None:
    now = clock.now()
    for start in range(0, len(cases), _BATCH):
        some = Case.objects.filter(pk__in=cases[start : start + _BATCH])
        some.exclude(state=State.CLOSED).update(state=State.CLOSED, closed_at=now)
        some.update(
            subject="", wait_for="", wait_until=None, waiting_since=None, answer_due=None, answer_late_at=None,
            public=False,
        )  # fmt: skip
        Holding.objects.filter(case__in=some, until__isnull=True).update(until=now)
        Handover.objects.filter(case__in=some).update(reason="", summary="", refusal="")
        Handover.objects.filter(case__in=some, accepted_at=None, refused_at=None, withdrawn_at=None).update(
            withdrawn_at=now
        )
        Closure.objects.filter(case__in=some).update(reason="")


def _remove_memory(ids: Sequence[int], cases: Sequence[int]) -> None:
    for start in range(0, len(cases), _BATCH):
        some = cases[start : start + _BATCH]
        for model in (Draft, Question, Fact, Claim, Slot, SlotOffer, Promise, OpenEnd, Party):
            model.objects.filter(case__in=some).delete()
    Fact.objects.filter(customer__in=ids).delete()
    Slot.objects.filter(customer__in=ids).delete()
    SlotOffer.objects.filter(customer__in=ids).delete()
    Bond.objects.filter(customer__in=ids).delete()


def _forget_in_others(ids: Sequence[int], elsewhere: Sequence[tuple[int, int]]) -> None:
    """In cases of others: they are no party any more, what they said is gone, and the case goes on."""
    joined = Party.objects.filter(customer__in=ids)
    others = {*joined.values_list("case_id", flat=True), *(case for _, case in elsewhere)}
    for model in (Question, Fact):
        model.objects.filter(message__in=[message for message, _ in elsewhere]).delete()
    joined.delete()
    if others:
        erase_actor("customer", ids, subject_kind="case", ids=sorted(others))


@jobs.task(max_tries=5)
def remove_blobs(keys: list[str]) -> None:
    """After the commit: an erasure that was rolled back must not have cost any bytes. Shared content stays."""
    for key in set(keys) - _referred(keys):
        blobs.remove(key)


def _referred(keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for model in (Message, Outgoing, Ledger):
        found |= set(model.objects.filter(raw__in=keys).values_list("raw", flat=True))
    return found | set(Attachment.objects.filter(blob__in=keys).values_list("blob", flat=True))
