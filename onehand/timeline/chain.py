"""Checks the chain: an edited, missing or cut-off entry is found (S24)."""

from __future__ import annotations

from onehand.timeline.models import START, ChainHead, Entry


def broken_at() -> int | None:
    """The seq of the first entry that does not fit, or None when the whole chain holds."""
    previous, expected = START, 1
    for entry in Entry.objects.order_by("seq").iterator(2000):
        fits = entry.seq == expected and entry.chain == entry.link(previous)
        if not fits or (not entry.erased and entry.digest != entry.payload_digest()):
            return expected
        previous, expected = entry.chain, entry.seq + 1
    head = ChainHead.objects.get(pk=1)
    return None if (head.seq, head.chain) == (expected - 1, previous) else expected
