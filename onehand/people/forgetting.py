"""A customer is forgotten (GDPR art. 17): in every table, blob and index, and again after a restore."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from onehand.accounts.models import Account
from onehand.foundation import clock, jobs
from onehand.people import journal
from onehand.people.errors import PeopleRefused
from onehand.people.models import Apart, Consent, Customer, Identity, JoinRequest, Merge
from onehand.people.signals import customer_forgotten
from onehand.timeline.erasing import erase_entries, erase_told
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM, Acts, record, verb


@verb
def forget(customer: Customer, *, by: Acts) -> None:
    """Erase this person and all merged into them. What must stay (that a case was, its number) says nothing of them.

    Raises PeopleRefused: forgotten.
    """
    pk = customer.canonical.pk
    locked = Customer.objects.select_for_update(no_key=True).filter(Q(pk=pk) | Q(merged_into=pk))
    list(locked.order_by("pk").values_list("pk"))  # in the order in which merges lock too
    root = Customer.objects.get(pk=pk)
    if root.forgotten_at is not None:
        raise PeopleRefused("forgotten")
    family = [root, *root.merged.select_for_update(no_key=True)]
    ids = [one.pk for one in family]
    values = list(Identity.objects.filter(customer__in=ids).values_list("value", flat=True))
    accounts = [one.account_id for one in family if one.account_id is not None]
    journal.append(family)
    # Upper floors first: they still know the identities by which they find what is to go.
    customer_forgotten.send(Customer, customer=root, ids=ids, values=values)
    for one in family:
        _blank(one)
    Identity.objects.filter(customer__in=ids).delete()
    Consent.objects.filter(customer__in=ids).delete()
    JoinRequest.objects.filter(Q(customer__in=ids) | Q(value__in=values)).delete()
    _forget_pairs(ids)
    _forget_accounts(accounts)
    _forget_jobs(values)
    erase_entries("customer", ids)
    record("customer", root.pk, Kind.FORGOTTEN, by=SYSTEM if by.actor.kind == "customer" else by, audience="lead")


def _forget_pairs(ids: list[int]) -> None:
    """With whom they were one, or are not, is told in the histories of those others too."""
    apart = Apart.objects.filter(Q(low__in=ids) | Q(high__in=ids))
    merges = Merge.objects.filter(Q(customer__in=ids) | Q(into__in=ids))
    for kinds, rows in (
        (("customers_apart",), list(apart.values_list("pk", "low", "high"))),
        (("customer_merged", "customer_split"), list(merges.values_list("pk", "customer", "into"))),
    ):
        people = sorted({one for _pk, *pair in rows for one in pair})
        erase_told(kinds, [row[0] for row in rows], subject_kind="customer", ids=people)
    apart.delete()
    merges.update(why="", reasons=[], split_why="")


def _blank(customer: Customer) -> None:
    empty = Customer()
    kept = {"id", "merged_into", "created_at", "forgotten_at"}
    for field in Customer._meta.concrete_fields:
        if field.name not in kept:
            setattr(customer, field.attname, getattr(empty, field.attname))
    customer.forgotten_at = clock.now()
    customer.save()


def _forget_accounts(ids: list[int]) -> None:
    """Sessions end with the account. One that is an agent's too stays theirs."""
    for account in Account.objects.filter(pk__in=ids):
        account.sign_out_everywhere()
        if not hasattr(account, "agent"):
            account.delete()


def _forget_jobs(values: list[str]) -> None:
    """Jobs that name an address: what they should do is nobody's wish any more."""
    for value in values:
        jobs.forget(value)


@jobs.every(timedelta(days=1), name="erase again what was restored")
@jobs.task()
def replay_daily() -> None:
    replay()


def replay() -> int:
    """Forget again whom the journal says was forgotten; how many. Also called when a node starts."""
    again = [one for one in journal.standing() if one.merged_into_id is None]
    behind = [one for one in journal.standing() if one.merged_into_id is not None]
    for one in [*again, *behind]:
        if not Customer.objects.get(pk=one.pk).forgotten_at:
            forget(one if one in again else one.canonical, by=SYSTEM)
    return len(again) + len(behind)
