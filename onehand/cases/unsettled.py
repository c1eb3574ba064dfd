"""What stands between a case and its closing: open questions, promises that are owed, what still runs (A5).

The customer's word "solved" settles what they asked, and what was only to be said to them: a call, a message, anything
without a kind. What was to be done for them, a refund, a parcel, a letter, an action, stays owed: they may well say
"solved" trusting in it. Such a case waits for it and closes by itself once it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from onehand.cases import questions
from onehand.cases.errors import Refused
from onehand.cases.models import Case, OpenEnd, Promise, Slot
from onehand.cases.promise_state import OPEN, end, open_of
from onehand.foundation import clock, text
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record

THINGS = frozenset({Promise.Kind.REFUND, Promise.Kind.SHIPMENT, Promise.Kind.LETTER, Promise.Kind.ACTION})
_SOLVED = "vom Kunden als gelöst bestätigt", "the customer said that it is solved"
_NAMED = 200  # letters of each text that is named


def guard(case: Case) -> None:
    """Raises Refused: questions_open, promises_open, with the texts. A promise whose message is on its way is not
    owed any more: it is kept when that arrives, and open again when it comes back."""
    still_asked = questions.open_of(case)
    if still_asked:
        raise Refused(
            "questions_open", questions=[one.text for one in still_asked], ids=[one.pk for one in still_asked],
            what=listed([one.text for one in still_asked]),
        )  # fmt: skip
    owed = [promise for promise in open_of(case) if promise.answer_id is None]
    if owed:
        raise Refused(
            "promises_open", promises=[one.text for one in owed], ids=[one.pk for one in owed],
            what=listed([one.text for one in owed]),
        )  # fmt: skip


def guard_open_ends(case: Case) -> None:
    ends = list(case.open_ends.filter(closed_at__isnull=True).values_list("kind", flat=True))
    if ends:
        raise Refused("open_ends", ends=", ".join(ends))


def is_settled(case: Case) -> bool:
    try:
        guard(case)
    except Refused:
        return False
    return True


def listed(texts: Sequence[str]) -> str:
    """For a sentence that names them."""
    shown = "; ".join(f"„{text.one_line(one, _NAMED)}“" for one in texts[:5])
    return shown + (" …" if len(texts) > 5 else "")


def settle(case: Case, *, by: Acts) -> None:
    """The customer's word, inside its transaction: what they asked and what was to be said to them is done with."""
    questions.settle(case)
    for promise in open_of(case):
        if promise.kind not in THINGS and promise.answer_id is None:
            _let_go(promise, by=by)


def _let_go(promise: Promise, *, by: Acts) -> None:
    german, english = _SOLVED
    why = german if promise.case.language == "de" else english
    try:
        end(promise, withdrawn_at=clock.now(), why=why)
    except Refused:  # kept this instant
        return
    record(
        "case", promise.case_id, Kind.PROMISE_WITHDRAWN, by=by, audience="customer", ref=promise.pk,
        values={"text": promise.text, "reason": why, "reason_de": german, "reason_en": english},
    )  # fmt: skip
    for slot in Slot.objects.filter(promise=promise, cancelled_at__isnull=True):
        slot.cancelled_at = clock.now()
        slot.save(update_fields=["cancelled_at"])
        record(
            "case", slot.case_id, Kind.SLOT_CANCELLED, by=by, audience="customer", ref=slot.pk,
            values={"at": slot.since.isoformat()},
        )  # fmt: skip


def still_owed(case: Case) -> list[Promise]:
    """What the customer's word does not end."""
    return [promise for promise in open_of(case) if promise.kind in THINGS]


def still_runs() -> Exists:
    """As `running_ends`, within a query over closures."""
    return Exists(OpenEnd.objects.filter(case=OuterRef("case"), closed_at__isnull=True))


def owes_things() -> Exists:
    return Exists(Promise.objects.filter(OPEN, case=OuterRef("case"), kind__in=[kind.value for kind in THINGS]))


def running_ends(case: Case) -> list[str]:
    """What still runs, in words, in the language of the case."""
    kinds = case.open_ends.filter(closed_at__isnull=True).order_by("pk").values_list("kind", flat=True)[:20]
    german = case.language == "de"
    return [(words[0] if german else words[1]) if (words := _ENDS.get(kind)) else kind for kind in kinds]


_ENDS: dict[str, tuple[str, str]] = {}


def name_end(kind: str, german: str, english: str) -> str:
    """Upper floors say what their open ends are called, so that a page can tell what is waited for."""
    _ENDS[kind] = german, english
    return kind
