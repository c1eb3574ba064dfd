"""Giving a lost account back: whose it is, what proves it, all known addresses asked, a waiting period, and a person.

A spoofed mail gets nowhere: the new address must be proved by a link, everybody at an address known before can say
"that was not me", and where the proof is weak another person than the one who gathered it decides (S15, D10).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from onehand.accounts.models import Account, ApiToken, SignInLink
from onehand.actions import backends, confirming
from onehand.actions.contract import Unreachable, Who
from onehand.actions.due_process import days, recovery_links, recovery_words
from onehand.actions.due_process.lost import REFERENCE
from onehand.actions.due_process.proposing import OPEN_END, written
from onehand.actions.models.due_process import Recovery, RecoveryLink
from onehand.cases.addressing import is_ours
from onehand.cases.choosing import mail_address
from onehand.cases.errors import Refused
from onehand.cases.family import members
from onehand.cases.lock import lock
from onehand.cases.models import OpenEnd
from onehand.cases.notice import write_notice
from onehand.foundation import clock
from onehand.people import known, proof
from onehand.people.errors import PeopleRefused
from onehand.people.merging import merge
from onehand.people.models import Customer, Identity, JoinRequest
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, savepoint, verb

WAIT = 3  # working days in which whoever holds a known address can say no
KIND = "recovery"
_UNDECIDED = (Recovery.State.OPEN, Recovery.State.ANNOUNCED)


def waited(now: Any = None) -> QuerySet[Recovery]:
    """Announced, and nobody has said in time: that was not me. `now` may be the blank of a prepared question."""
    return Recovery.objects.filter(state=Recovery.State.ANNOUNCED, wait_until__lte=clock.now() if now is None else now)


def known_addresses(row: Recovery) -> list[Identity]:
    """Of the account, as they were before this case began; without the one that is to be new."""
    if row.account_of is None:
        return []
    found = Identity.objects.filter(
        customer__in=members(row.account_of), kind="email", created_at__lte=row.case.opened_at
    )
    return [one for one in found.order_by("pk")[:20] if one.pk != row.identity_id and not is_ours(one.value)]


def _is_vouched_for(row: Recovery, address: str) -> bool:
    """Whoever once wrote "my new address is …" would otherwise give themselves the account (D10)."""
    return any(one.value == address and confirming.is_vouched_for(one) for one in known_addresses(row))


def is_strong(row: Recovery) -> bool:
    """A yes from an address known before, or an order with its postcode and somebody who identified them."""
    return row.old_confirmed_at is not None or (row.order_proved_at is not None and bool(row.identified))


def has_proof(row: Recovery) -> bool:
    return row.old_confirmed_at is not None or row.order_proved_at is not None or bool(row.identified)


def gathered_by(row: Recovery) -> set[int]:
    return {one for one in (row.chosen_by_id, row.identified_by_id, row.announced_by_id) if one is not None}


def _begin(row: Recovery, *states: str) -> None:
    lock(row.case)
    row.refresh_from_db()
    if row.state not in (states or _UNDECIDED):
        raise Refused("decided")


@verb
def choose(row: Recovery, customer: Customer, *, by: Agent) -> Recovery:
    """Whose account it is, as the agent found. Raises Refused: decided, same_person."""
    _begin(row, Recovery.State.OPEN)
    person = customer.canonical
    if person.forgotten_at is not None:
        raise Refused("unknown_person")
    if person.pk == row.case.customer.canonical.pk:
        raise Refused("same_person")
    row.account_of, row.chosen_by = person, by
    row.order_proved_at = row.order_failed_at = None
    row.save()
    record("case", row.case_id, Kind.RECOVERY_CHOSEN, by=by, ref=row.pk, values={"name": person.shown_name})
    return row


def check_order(row: Recovery, *, by: Agent) -> bool:
    """Whether order number and postcode, as they were claimed, are of this account. The systems are asked before the
    transaction begins. Raises Refused: decided, no_person, no_order."""
    if row.account_of is None:
        raise Refused("no_person")
    if not (row.claimed_order and row.claimed_postcode and proof.is_possible()):
        raise Refused("no_order")
    number = proof.number_of(order=row.claimed_order, postcode=row.claimed_postcode)
    return _note_order(row, bool(number) and number in _numbers_of(row), by=by)


def _numbers_of(row: Recovery) -> set[str]:
    """Under which numbers the connected systems know the account, by what was known of it before."""
    own = Identity.objects.filter(customer__in=members(row.account_of), kind="customer_number")  # type: ignore[arg-type]
    who = Who(tuple(own.values_list("value", flat=True)), tuple(one.value for one in known_addresses(row)))
    found = set(who.numbers)
    for system in backends.connected():
        try:
            found |= set(backends.asked(system.code, lambda one: one.find(who), patient=False))
        except Unreachable:
            continue
    return found


@verb
def _note_order(row: Recovery, theirs: bool, *, by: Agent) -> bool:
    _begin(row)
    now = clock.now()
    row.order_proved_at, row.order_failed_at = (now, None) if theirs else (None, now)
    row.save()
    german, english = ("stimmen", "they match") if theirs else ("stimmen nicht", "they do not match")
    values = {"what": german, "what_de": german, "what_en": english}
    record("case", row.case_id, Kind.RECOVERY_ORDER, by=by, ref=row.pk, values=values)
    return theirs


@verb
def identify(row: Recovery, *, how: str, by: Agent) -> Recovery:
    """By what somebody on the phone or face to face was identified. Raises Refused: decided, reason_missing."""
    _begin(row)
    note = " ".join(how.split())[:200]
    if not note:
        raise Refused("reason_missing")
    row.identified, row.identified_by = note, by
    row.save()
    record("case", row.case_id, Kind.IDENTIFIED, by=by, ref=row.pk, values={"how": note})
    return row


@verb
def announce(row: Recovery, *, by: Agent) -> Recovery:
    """All known addresses are told and asked, the new one is to be proved, and it waits. Raises Refused: decided,
    no_person, no_address."""
    _begin(row, Recovery.State.OPEN)
    if row.account_of is None:
        raise Refused("no_person")
    if row.identity is None:
        raise Refused("no_address")
    now = clock.now()
    row.state, row.announced_by, row.announced_at = Recovery.State.ANNOUNCED, by, now
    row.wait_until = days.end_of(row.case, WAIT)
    row.save()
    for one in known_addresses(row):
        _ask_known(row, one.value, by)
    _mail(row, RecoveryLink.Purpose.NEW, row.identity.value, recovery_words.to_new(row), by)
    record(
        "case", row.case_id, Kind.RECOVERY_ANNOUNCED, by=by, ref=row.pk, values={"until": row.wait_until.isoformat()}
    )
    return row


def _ask_known(row: Recovery, address: str, by: Agent) -> None:
    """In a mail of its own that belongs to no case of the one who asks: an answer to it is the holder's."""
    _mail(row, RecoveryLink.Purpose.KNOWN, address, recovery_words.to_known(row), by)


def _mail(row: Recovery, purpose: str, address: str, text: str, by: Agent) -> None:
    link = recovery_links.make(row, purpose, address)
    if purpose == RecoveryLink.Purpose.NEW:
        write_notice(
            row.case, recipient=address, text=text, kind=KIND, entry=Kind.NOTICE_SENT, by=by,
            subject=recovery_words.subject(row), buttons=[link], key=f"recovery:{row.pk}:new",
        )  # fmt: skip
        return
    recovery_links.send_apart(row, address, text, link)


@verb
def confirm_new(link: RecoveryLink) -> Recovery:
    """The new address is theirs. It gets them nothing by itself. Raises Refused: link_over."""
    row = _spend(link, "yes")
    row.new_proved_at = clock.now()
    row.save(update_fields=["new_proved_at"])
    if row.identity is not None:
        known.prove(row.identity)
    record("case", row.case_id, Kind.RECOVERY_NEW_PROVED, by=row.case.customer, ref=row.pk)
    return row


@verb
def answer_known(link: RecoveryLink, *, yes: bool) -> Recovery:
    """From an address that we knew: "that was not me" stops it for good. Raises Refused: link_over."""
    row = _spend(link, "yes" if yes else "no")
    now = clock.now()
    by = row.account_of if row.account_of is not None else row.case.customer
    if yes and not _is_vouched_for(row, link.recipient):
        return row  # asked like all others, and a "no" counts; as a proof it is none
    if yes:
        row.old_confirmed_at = now
        row.save(update_fields=["old_confirmed_at"])
        record("case", row.case_id, Kind.RECOVERY_CONFIRMED, by=by, ref=row.pk)
        return row
    row.state, row.stopped_at, row.stopped_from = Recovery.State.STOPPED, now, link.recipient
    _end(row)
    for audience in ("agent", "lead"):
        record("case", row.case_id, Kind.RECOVERY_STOPPED, by=by, audience=audience, ref=row.pk)
    return row


def _spend(link: RecoveryLink, answer: str) -> Recovery:
    row = link.recovery
    lock(row.case)
    row.refresh_from_db()
    recovery_links.spend(link, answer)
    if row.state != Recovery.State.ANNOUNCED:
        raise Refused("link_over")
    return row


@verb
def recover(row: Recovery, *, by: Agent, lost: Iterable[int] = ()) -> Recovery:
    """The account is theirs again under the new address, and whoever was signed in is out. `lost` are identities that
    are in other hands: they lead to it no longer.

    Raises Refused: decided, waiting_period, new_not_proved, no_proof, needs_second.
    """
    _begin(row, Recovery.State.ANNOUNCED)
    _guard(row, by)
    person = row.account_of
    assert person is not None
    person = person.canonical
    why = "Konto zurückgegeben" if row.case.language == "de" else "Account given back"
    claimant = row.case.customer.canonical
    if claimant.pk != person.pk:
        try:
            with savepoint():
                merge(claimant, into=person, by=by, why=f"{why} (Nr. {row.case_id})")
        except PeopleRefused as refused:
            raise Refused("cannot_join", what=refused.code) from None
    _shut_out(person)
    _let_go(row, person, set(lost))
    row.state, row.decided_by = Recovery.State.DONE, by
    _end(row)
    record("case", row.case_id, Kind.RECOVERED, by=by, audience="customer", ref=row.pk)
    _tell(row, recovery_words.done(row), "done", by)
    return row


def _guard(row: Recovery, by: Agent) -> None:
    if row.wait_until is None or row.wait_until > clock.now():
        raise Refused("waiting_period")
    if row.new_proved_at is None:
        raise Refused("new_not_proved")
    if not has_proof(row):
        raise Refused("no_proof")
    if not is_strong(row) and by.pk in gathered_by(row):
        raise Refused("needs_second")


def _let_go(row: Recovery, person: Customer, lost: set[int]) -> None:
    """What is in other hands becomes a stranger's: mails from there begin a case of their own, and the sign-in account
    that bears such an address is no longer this person's."""
    gone = [one for one in known_addresses(row) if one.pk in lost]
    for one in gone:
        stranger = Customer.objects.create(name="", language=row.case.language)
        Identity.objects.filter(pk=one.pk).update(
            customer=stranger, assurance=Identity.Assurance.CLAIMED, verified_at=None
        )
    family = Customer.objects.filter(pk__in=members(person))
    family.filter(account__email__in=[one.value for one in gone]).update(account=None)


def _shut_out(person: Customer) -> None:
    """Sessions, links and pending changes end (S15); the next sign-in goes by the new address."""
    now = clock.now()
    family = members(person)
    JoinRequest.objects.filter(customer__in=family, spent_at__isnull=True).update(spent_at=now)
    for account in Account.objects.filter(customer__in=family, agent__isnull=True):
        account.sign_out_everywhere()
        SignInLink.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
        ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=now)


@verb
def refuse(row: Recovery, *, reason: str, by: Agent) -> Recovery:
    """With the reason told, and that a person can be asked again. Raises Refused: decided, reason_missing."""
    _begin(row, *_UNDECIDED, Recovery.State.STOPPED)
    row.reason = written(reason)
    row.state, row.decided_by = Recovery.State.REFUSED, by
    _end(row)
    record("case", row.case_id, Kind.RECOVERY_REFUSED, by=by, ref=row.pk, values={"reason": row.reason[:300]})
    _tell(row, recovery_words.refused(row), "refused", by)
    return row


def _tell(row: Recovery, text: str, what: str, by: Agent) -> None:
    recipient = row.identity.value if row.identity is not None else mail_address(row.case.customer)
    if recipient:
        write_notice(
            row.case, recipient=recipient, text=text, kind=KIND, entry=Kind.NOTICE_SENT, by=by,
            subject=recovery_words.subject(row), key=f"recovery:{row.pk}:{what}",
        )  # fmt: skip


def _end(row: Recovery) -> None:
    now = clock.now()
    if row.state != Recovery.State.STOPPED:
        row.ended_at = now
    row.save()
    row.links.update(hashed=None)
    if row.state != Recovery.State.STOPPED:  # a person still tells them why
        OpenEnd.objects.filter(
            kind=OPEN_END, reference=REFERENCE.format(row.pk), closed_at__isnull=True
        ).update(closed_at=now)  # fmt: skip
