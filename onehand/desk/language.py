"""The language in which the reader's page is."""

from __future__ import annotations

from django.utils.translation import get_language


def reading_language() -> str:
    return "en" if (get_language() or "de").startswith("en") else "de"
