"""Filters for the outgoing mail's two bodies, which say the same in HTML and in text."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from onehand.look.templatetags.look import prose

register = template.Library()


@register.filter
def paragraphs(text: str) -> list[str]:
    """A plain text cut at its blank lines."""
    plain = str(text or "").replace("\r\n", "\n").strip()
    return [part for part in re.split(r"\n(?:[ \t]*\n)+", plain) if part.strip()]


@register.filter
def signs(text: str, name: str) -> bool:
    """Whether the text ends with this name already: nobody signs twice."""
    last = [line.strip(" -–—,.*") for line in str(text or "").strip().splitlines()[-3:]]
    return bool(name) and name.strip().lower() in (line.lower() for line in last)


@register.filter
def mail_lines(text: str) -> SafeString:
    """Escaped text whose line ends become <br>, since mail programs ignore white-space rules."""
    return mark_safe(prose(str(text or "").strip()).replace("\n", "<br>"))  # noqa: S308 prose escapes


@register.filter
def quoted(text: str) -> str:
    """The text with '> ' before each line (RFC 3676, 4.5)."""
    return "\n".join(f"> {line}".rstrip() for line in str(text or "").strip().splitlines())
