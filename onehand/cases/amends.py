"""A broken promise proposes a remedy within mandate, before the customer demands it (C8)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from onehand.cases import promises
from onehand.cases.du_or_sie import worded
from onehand.cases.errors import Refused
from onehand.cases.models import Amends, Case, Message, Promise
from onehand.foundation import clock
from onehand.foundation.money import Money
from onehand.foundation.prepared import Prepared
from onehand.team.models import Agent, Mandate
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, verb

APOLOGY, VOUCHER = "apology", "voucher"
MANDATE = "goodwill"  # the kind of action whose limit counts


@dataclass(frozen=True, slots=True)
class Offered:
    """`sentence` belongs into the reply; `promise` is what we owe by it, None for an apology."""

    amends: Amends
    sentence: str
    promise: Promise | None


def propose(promise: Promise) -> list[Amends]:
    """Inside the transaction in which it becomes late. What is proposed in this case already is not proposed twice."""
    undecided = {one.kind for one in open_in(promise.case)}
    cents = min(settings.ONEHAND.amends_cents, _mandate(promise.case.hand))
    kinds = {APOLOGY: 0} | ({VOUCHER: cents} if cents else {})
    rows = [
        Amends(promise=promise, kind=kind, cents=cents)
        for kind, cents in kinds.items()
        if kind not in undecided
    ]  # fmt: skip
    Amends.objects.bulk_create(rows, ignore_conflicts=True)
    return proposed(promise)


def _mandate(agent: Agent | None) -> int:
    """In cents."""
    found = Mandate.objects.filter(agent=agent, action_kind=MANDATE).first() if agent is not None else None
    return found.limit if found is not None else 0


def proposed(promise: Promise) -> list[Amends]:
    """What may still be offered for this promise."""
    return [one for one in open_in(promise.case) if one.promise_id == promise.pk]


def open_in(case: Case) -> list[Amends]:
    """What may still be offered in this case, also for promises that were renewed since."""
    return _OPEN.rows(case=case.pk)


_OPEN: Prepared[Amends] = Prepared(
    lambda blank: (
        Amends.objects.filter(promise__case=blank("case"), offered_at__isnull=True, dropped_at__isnull=True)
        .select_related("promise", "promise__case", "promise__case__customer")
        .order_by("pk")
    )
)


@verb
def offer(amends: Amends, *, by: Agent, message: Message | None = None) -> Offered:
    """Offer it: a sentence for the reply, and a promise that we owe. `message` is the reply that said it, if sent.

    Raises Refused: beyond_mandate, amends_over, closed.
    """
    case = amends.promise.case
    limit = _mandate(by)
    if amends.cents > limit:
        raise Refused("beyond_mandate", limit=str(Money(limit, amends.currency)))
    _decide(amends, offered_at=clock.now(), offered_by=by, message=message)
    promise = None
    if amends.kind != APOLOGY:
        promise = promises.make(case, text=name(amends), kind=Promise.Kind.ACTION, by=by, message=message)
    both = {f"what_{language}": name(amends, language) for language in ("de", "en")}
    record("case", case.pk, Kind.AMENDS_OFFERED, by=by, ref=amends.promise_id, values={"what": name(amends), **both})
    return Offered(amends, sentence(amends), promise)


@verb
def drop(amends: Amends, *, why: str, by: Agent) -> Amends:
    """Raises Refused: reason_missing, amends_over."""
    reason = " ".join(why.split())[:300]
    if not reason:
        raise Refused("reason_missing")
    _decide(amends, dropped_at=clock.now(), why=reason)
    record("case", amends.promise.case_id, Kind.AMENDS_DROPPED, by=by, ref=amends.promise_id, values={"reason": reason})
    return amends


def _decide(amends: Amends, **changes: object) -> None:
    """The conditional update is the guard against two who decide at once."""
    undecided = Amends.objects.filter(pk=amends.pk, offered_at__isnull=True, dropped_at__isnull=True)
    if not undecided.update(**changes):
        raise Refused("amends_over")
    for field, value in changes.items():
        setattr(amends, field, value)


def name(amends: Amends, language: str = "") -> str:
    """In the customer's language, if none is named: "Gutschein über 10,00 €"."""
    language = language or amends.promise.case.language
    if amends.kind == APOLOGY:
        return "Entschuldigung" if language == "de" else "Apology"
    worth = Money(amends.cents, amends.currency).text(language)
    return f"Gutschein über {worth}" if language == "de" else f"Voucher of {worth}"


def sentence(amends: Amends) -> str:
    """What the customer reads of it."""
    case = amends.promise.case
    if amends.kind == APOLOGY:
        return worded(
            case.customer, case.language,
            sie="Bitte entschuldigen Sie, dass wir unsere Zusage nicht gehalten haben.",
            du="Bitte entschuldige, dass wir unsere Zusage nicht gehalten haben.",
            en="We apologise for not keeping our promise.",
        )  # fmt: skip
    return worded(
        case.customer, case.language,
        sie="Als Ausgleich für die Verspätung erhalten Sie von uns einen Gutschein über {worth}.",
        du="Als Ausgleich für die Verspätung erhältst du von uns einen Gutschein über {worth}.",
        en="To make up for the delay you receive a voucher of {worth} from us.",
    ).format(worth=Money(amends.cents, amends.currency).text(case.language))  # fmt: skip
