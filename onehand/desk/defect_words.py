"""The register in words and as a curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from onehand.defects.loss import Week

WIDTH, HEIGHT, BASE = 480, 96, 84
_BAR = 28


def span_in_words(span: timedelta) -> str:
    """Customers' time, in hours, or in days where it is many."""
    hours = int(span.total_seconds() // 3600)
    if hours >= 72:
        return _("%(n)d days") % {"n": round(hours / 24)}
    if hours:
        return _("%(n)d h") % {"n": hours}
    return _("%(n)d min") % {"n": int(span.total_seconds() // 60)}


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    week: Week


def curve(weeks: Sequence[Week]) -> list[Bar]:
    """Bars for a drawing of WIDTH by HEIGHT; the table beside it says the same."""
    most = max((week.contacts for week in weeks), default=0) or 1
    step = WIDTH // max(len(weeks), 1)
    bars = []
    for place, week in enumerate(weeks):
        height = round((BASE - 12) * week.contacts / most)
        bars.append(Bar(place * step + (step - _BAR) // 2, BASE - height, _BAR, height, week))
    return bars
