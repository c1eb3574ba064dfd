""" "Me too": somebody affected says so themselves, from the page of a disturbance (F4).

Whoever types an address proves nothing by it. So it always makes a case of its own, never touches one that is there,
tells nobody whether the address is known, and is written by a job so that the answer takes as long for all (S22).
"""

from __future__ import annotations

from onehand.cases.access import own_cases
from onehand.cases.indexing import index_message
from onehand.cases.lock import lock
from onehand.cases.models import Case, Message, State
from onehand.cases.notice import write_notice
from onehand.cases.open import arrived, open_case
from onehand.cases.receipt import address_of, may_be_written
from onehand.cases.write import write
from onehand.defects import fixing, likeness, linking, mails, warned_case
from onehand.defects.models import Defect, Link
from onehand.foundation import clock, jobs, tokens
from onehand.people import known
from onehand.people.models import Customer, Identity
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, verb

LONGEST = 20_000


def by_address(defect: Defect, *, email: str, text: str, language: str) -> None:
    """Let the worker write it down."""
    join_by_address.enqueue(defect.pk, email, text[:LONGEST], language)


@jobs.task(atomic=True)
def join_by_address(pk: int, email: str, text: str, language: str) -> None:
    defect = Defect.objects.filter(pk=pk).first()
    if defect is not None:
        claim(defect, email=email, text=text, language=language)


@verb
def claim(defect: Defect, *, email: str, text: str = "", language: str = "de") -> Case | None:
    """With an address that is only claimed. The same again has no effect; None then."""
    person, identity = known.find_or_make("email", email, language=language)
    said = text.strip()
    key = _key(defect, email, said)
    if Message.objects.filter(key=key).exists() or (not said and linking.concerns(defect, person)):
        return None
    return _begin(defect, person, identity, said, key, channel="form", language=language)


@verb
def join(defect: Defect, *, by: Customer, case: Case | None = None, text: str = "", language: str = "de") -> Case:
    """By somebody who is signed in, or has the link from our mail to `case`. Their own case about it is taken, if there
    is one. When it is said to be fixed, this says: not for me."""
    person, said = by.canonical, text.strip()
    found = case or _own_case(defect, person)
    if found is None:
        key = _key(defect, str(person.pk), said)
        identity = person.identities.filter(kind="email").order_by("pk").first()
        found = _begin(defect, person, identity, said, key, channel="portal", language=person.language or language)
    else:
        lock(found)
        if said:  # a link can be passed on: who has one is not signed in
            write(found, by=person, text=said, channel="portal" if case is None else "form")
        linking.join(defect, found, how=Link.How.ME_TOO, by=person)
    if not defect.is_open:
        link = Link.objects.get(defect=defect, case=found)
        link.told_at = link.told_at or clock.now()
        link.save(update_fields=["told_at"])
        fixing.says(link, works=False)
    return found


def _own_case(defect: Defect, person: Customer) -> Case | None:
    """Linked already, or open and alike; of several the newest."""
    cases = own_cases(person).filter(customer__in=[person, *person.merged.all()])
    theirs = Link.objects.filter(defect=defect, ended_at__isnull=True, case__in=cases).order_by("-pk").first()
    if theirs is not None:
        return theirs.case
    for case in cases.exclude(state=State.CLOSED).select_related("customer").order_by("-touched_at")[:10]:
        if any(one.defect.pk == defect.pk for one in likeness.defects_like(case)):
            return case
    return None


def _key(defect: Defect, who: str, said: str) -> str:
    return f"me-too:{tokens.keyed_hash(chr(0).join((defect.code, who.lower(), said)).encode('utf-8', 'replace'))}"


def _begin(
    defect: Defect, person: Customer, identity: Identity | None, said: str, key: str, *, channel: str, language: str
) -> Case:
    if said:  # they say more, and wait for an answer
        case = open_case(
            person, identity, subject=defect.what(language), text=said, channel=channel, language=language, by=person,
            key=key,
        )  # fmt: skip
        linking.join(defect, case, how=Link.How.ME_TOO, by=person)
        return case
    case = warned_case.quiet(defect, person, channel=channel, by=person, language=language)
    words = "Das betrifft mich auch." if language == "de" else "Me too."
    message = Message.objects.create(
        case=case, direction=Message.Direction.IN, channel=channel, identity=identity, subject=case.subject, text=words,
        at=clock.now(), key=key, size=len(words),
        people={"from": [{"name": person.name, "address": identity.value if identity else ""}]},
    )  # fmt: skip
    arrived(case, message, by=person)
    index_message(message, case=case, sender=person.name)
    linking.join(defect, case, how=Link.How.ME_TOO, by=person)
    if defect.is_open:
        warned_case.wait(defect, case)
    write_noted.enqueue(defect.pk, message.pk)
    return case


@jobs.task(atomic=True)
def write_noted(defect: int, message: int) -> None:
    noted(defect, message)


@verb
def noted(defect_pk: int, message_pk: int) -> Message | None:
    """As a receipt, and under its limits: at most one a day and address, a cap an hour over all (S4)."""
    message = Message.objects.select_related("case__customer__merged_into", "identity").filter(pk=message_pk).first()
    defect = Defect.objects.filter(pk=defect_pk).first()
    if message is None or defect is None or not may_be_written(message):
        return None
    case = message.case
    hand = case.hand
    return write_notice(
        case, recipient=address_of(message), text=mails.noted(defect, case, hand.display_name if hand else ""),
        kind="receipt", entry=Kind.RECEIPT_SENT, by=SYSTEM, in_reply_to=message.external_id,
        buttons=[{"label": _label(case), "url": mails.personal_url(defect, case)}], key=f"receipt:{message.pk}",
    )  # fmt: skip


def _label(case: Case) -> str:
    return "Stand ansehen" if case.language == "de" else "See how it stands"
