"""Where a person's words end and the signature begins."""

from __future__ import annotations

import re

from onehand.foundation.quotes.signing import (
    CLOSINGS,
    CONCERN,
    CONTACT,
    DEVICES,
    DISCLAIMERS,
    LIST_FOOTERS,
    POSSESSIVES,
    SENT_FROM,
)

_DASHES = frozenset("-_—–=*~")
_AROUND = " *_-–—.<>[(\t"
_STRONG = frozenset({"--", "- --", "-- --"})
_LONE_DASHES = frozenset({"—", "–", "——", "––", "---", "__"})
_CLOSINGS = tuple(sorted(CLOSINGS, key=len, reverse=True))
_DISCLAIMERS = tuple(DISCLAIMERS)
_POSTSCRIPT = re.compile(r"p\.? ?p?\.?s\b[.:]?", re.IGNORECASE)
_LINK = re.compile(r"\s?[<(\[]?(?:https?://|mailto:)\S{1,500}")
_SENTENCE_MARK = re.compile(r"[,;?]\s?|\.\s")
_EXCUSES = ("excuse", "typo", "brevity", "tippfehler", "entschuldig", "kürze", "smartphone", "excus", "pardon")
# These begin sentences too: they need a word for "sent" as well.
_AMBIGUOUS = ("von ", "vom ", "mit meinem", "yahoo mail", "outlook ", "laden sie")
_BEGINNINGS = frozenset(known[:3] for known in SENT_FROM)
_ENDINGS = frozenset(known[:2] for known in CLOSINGS)
_FINE_PRINT = frozenset(known[:3] for known in DISCLAIMERS)
_LOOKED_AT = 60  # lines from the end of a text in which a signature is sought
_LONGEST_LINE = 300
_SENTENCE_WORDS = 7


def is_mobile(line: str) -> bool:
    """ "Sent from my iPhone", "Gesendet von Outlook für Android<https://…>" and the like."""
    if not 8 <= len(line) <= 700 or line.lstrip(_AROUND)[:3].lower() not in _BEGINNINGS:
        return False
    plain = _LINK.sub("", line).strip(_AROUND)
    said, _, added = _SENTENCE_MARK.sub("\n", plain, count=1).lower().partition("\n")
    if len(plain) > 100 or not said.startswith(SENT_FROM):
        return False
    known = any(device in said for device in DEVICES)
    if added and not (known and any(word in added for word in _EXCUSES)):
        return False
    if said.startswith(_AMBIGUOUS) and not _says_sent(said):
        return False
    words = said.split()
    if known or "unterwegs" in said:
        return len(words) <= 15
    if plain[0].islower() or line.rstrip().endswith((".", "!", "?", ":")):
        return False
    return len(words) <= 8 and ("sent" in words[0] or not POSSESSIVES.isdisjoint(words))


def _says_sent(lower: str) -> bool:
    return any(
        word in lower
        for word in ("gesendet", "geschickt", "verschickt", "gesandt", "versendet", "sent", "beziehen", "herunter")
    )


def is_closing(line: str) -> bool:
    """ "Mit freundlichen Grüßen", "LG Carla": a short line that ends a letter."""
    if not line or len(line) > 60 or line.lstrip(" *_-–")[:2].lower() not in _ENDINGS:
        return False
    lower = line.lower().strip(" ,.!*_-–")
    if not lower.startswith(_CLOSINGS):
        return False
    closing = next(known for known in _CLOSINGS if lower.startswith(known))
    rest = lower[len(closing) :]
    return not rest or (not rest[0].isalnum() and len(rest.split()) <= 5 and not rest.endswith("?"))


def is_disclaimer(line: str) -> bool:
    plain = line.lstrip("*_ \t-•#>(")
    return plain[:3].lower() in _FINE_PRINT and plain.lower().startswith(_DISCLAIMERS)


def _is_contact(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and CONTACT.search(line) is not None


def _is_address(line: str) -> bool:
    """A bare address of a page is something to look at, not contact data."""
    return line.startswith(("http://", "https://", "<http")) and " " not in line


def _is_sentence(line: str) -> bool:
    return line.endswith((".", "!", "?", "…")) and len(line.split()) >= _SENTENCE_WORDS and not _is_contact(line)


def _is_list_footer(lines: list[str]) -> bool:
    return any(footer in line.lower() for line in lines[:8] for footer in LIST_FOOTERS)


def _after_disclaimer(lines: list[str]) -> list[str]:
    """The lines before the first disclaimer: what follows it is fine print, whatever it says."""
    for at, line in enumerate(lines):
        if is_disclaimer(line):
            return lines[:at]
    return lines


def _is_signed(delimiter: str, lines: list[str]) -> bool:
    """Do the lines below a delimiter look like a signature?"""
    tail = [line for line in lines if line]
    if not tail:
        return True
    if _POSTSCRIPT.match(tail[0]):
        return False
    own = _after_disclaimer(tail)
    contact = any(_is_contact(line) for line in tail)
    if delimiter in _STRONG:
        return len(own) <= (30 if contact else 12) and all(len(line) <= _LONGEST_LINE for line in own)
    if _is_list_footer(tail):
        return len(tail) <= 15
    if len(own) > 14 or any(_is_sentence(line) or len(line) > 120 for line in own):
        return False
    if contact or len(own) < len(tail):
        return True
    most = 8 if delimiter in _LONE_DASHES else 3
    return len(own) <= most and all(len(line) <= 50 and not line.endswith((".", "?", ":")) for line in own)


def _delimiter(line: str) -> str:
    """The delimiter a line is, or ""."""
    if line in _STRONG or line in _LONE_DASHES:
        return line
    return line if len(line) >= 3 and not line.strip("-_—–=*~") else ""


def delimited(lines: list[str], *, last: bool) -> int | None:
    """The line where a signature below "--" (or, in the last text of a mail, a weaker delimiter) begins."""
    for at in range(max(0, len(lines) - _LOOKED_AT), len(lines)):
        delimiter = _delimiter(lines[at]) if lines[at][:1] in _DASHES else ""
        if delimiter and (last or delimiter in _STRONG) and _is_signed(delimiter, lines[at + 1 :]):
            return at
    return None


def mobile(lines: list[str]) -> int | None:
    """The line "Sent from my …", if there is one."""
    for at, line in enumerate(lines):
        if line and (line[:3].lower() in _BEGINNINGS or line[0] in _AROUND) and is_mobile(line):
            return at
    return None


def _contact_start(lines: list[str], first: int) -> int | None:
    """From which line on, at or after `first`, there is nothing but contact data and fine print."""
    start = first
    for at in range(first, len(lines)):
        if is_disclaimer(lines[at]):
            break
        own = _is_sentence(lines[at]) or _POSTSCRIPT.match(lines[at]) or CONCERN.search(lines[at])
        if own or is_closing(lines[at]):
            start = at + 1
    rest = [line for line in lines[start:] if line]
    if not rest or len(rest) > 40 or all(_is_address(line) for line in rest):
        return None
    if len(_after_disclaimer(rest)) < len(rest) or any(_is_contact(line) for line in rest):
        return start
    return None


def closed(lines: list[str]) -> int | None:
    """The line where contact data begins below a closing and the name, which both stay."""
    for at in range(len(lines) - 1, max(-1, len(lines) - _LOOKED_AT), -1):
        if lines[at] and len(lines[at]) <= 60 and is_closing(lines[at]):
            return _contact_start(lines, _after_name(lines, at))
    for at in range(max(0, len(lines) - _LOOKED_AT), len(lines)):
        if is_disclaimer(lines[at]) and any(lines[:at]):
            return at
    return None


def _after_name(lines: list[str], closing: int) -> int:
    """The line after the name that follows a closing (blank lines between do not matter)."""
    at = closing + 1
    while at < len(lines) and not lines[at]:
        at += 1
    if at < len(lines) and len(lines[at]) <= 60 and not _is_contact(lines[at]) and not is_disclaimer(lines[at]):
        return at + 1
    return closing + 1
