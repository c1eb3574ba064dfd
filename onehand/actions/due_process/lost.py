"""Somebody cannot get into their account any more: a case with a person, opened without signing in.

Nothing of what is claimed is looked up here, so that the page tells nobody who is a customer (S22).
"""

from __future__ import annotations

from onehand.actions.due_process.proposing import OPEN_END
from onehand.actions.hiding import hidden
from onehand.actions.models.due_process import Recovery
from onehand.cases.errors import Refused
from onehand.cases.models import Case, OpenEnd
from onehand.cases.open import open_case
from onehand.foundation import text, tokens
from onehand.people import known
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, record, verb

REFERENCE = "recovery:{}"


@verb
def ask(
    *, email: str, words: str, language: str, key: str, name: str = "", claimed_email: str = "", order: str = "",
    postcode: str = "",
) -> Case:  # fmt: skip
    """`email` is where they can be reached now, `claimed_email` the address that they have lost.

    Raises Refused: no_address, empty."""
    if not email.strip():
        raise Refused("no_address")
    found = known.find("email", email)
    person, identity = known.find_or_make("email", email, name="" if found else name[:200], language=language)
    subject = "Kein Zugang mehr zum Kundenkonto" if language == "de" else "Locked out of the account"
    bound = tokens.keyed_hash(chr(0).join((key[:100], email.lower(), words)).encode("utf-8", "replace"))
    case = open_case(
        person, identity, subject=subject, text=words, channel="form", language=language, by=person,
        key=f"lost:{bound}" if key else None,
    )  # fmt: skip
    row, made = Recovery.objects.get_or_create(
        case=case,
        defaults={
            "claimed_email": known.normalised("email", claimed_email)[:320], "identity": identity,
            "claimed_order": hidden(text.one_line(order, 60)), "claimed_postcode": text.one_line(postcode, 20),
        },
    )  # fmt: skip
    if made:
        OpenEnd.objects.create(case=case, kind=OPEN_END, reference=REFERENCE.format(row.pk))
        record("case", case.pk, Kind.RECOVERY_ASKED, by=SYSTEM, ref=row.pk)
    return case
