"""The timeline of a case page by page, from its beginning on, for programs that want all of it."""

from __future__ import annotations

from dataclasses import dataclass

from onehand.cases.feed import FeedItem, case_timeline
from onehand.cases.models import Case
from onehand.timeline.models import Entry


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`next` is the seq after which the following page begins, None at the end."""

    items: list[FeedItem]
    next: int | None


def timeline_page(case: Case, *, after: int = 0, size: int = 200, for_customer: bool = False) -> TimelinePage:
    """Oldest first. A page may hold fewer than `size` items although more follow: some entries are not shown."""
    entries = Entry.objects.filter(subject_kind="case", subject_id=case.pk, seq__gt=after).order_by("seq")
    seqs = list(entries.values_list("seq", flat=True)[: size + 1])
    more = len(seqs) > size
    before = seqs[size] if more else None
    items = case_timeline(case, for_customer=for_customer, after=after, before=before, size=size)
    return TimelinePage(items, seqs[size - 1] if more else None)
