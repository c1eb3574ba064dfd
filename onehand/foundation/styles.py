"""Style attributes cut down to declarations that neither load, cover, move nor execute anything."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re
from functools import lru_cache

_PROPERTIES = frozenset(
    """
    background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width
    border-collapse border-color border-left border-left-color border-left-style border-left-width
    border-radius border-right border-right-color border-right-style border-right-width border-spacing
    border-style border-top border-top-color border-top-style border-top-width border-width caption-side
    color direction display empty-cells font font-family font-size font-style font-variant font-weight
    height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right
    margin-top max-height max-width min-height min-width opacity overflow overflow-wrap padding
    padding-bottom padding-left padding-right padding-top table-layout text-align text-decoration
    text-indent text-transform unicode-bidi vertical-align visibility white-space width word-break
    word-spacing word-wrap
    """.split()
)
# No bracket but of a colour, so no url(), image-set(), var(), attr(), expression().
_VALUE = re.compile(r"(?:[a-z0-9#%.,+ !'\"-]|rgba?\([0-9.,%/ ]{1,40}\)|hsla?\([0-9.,%/ a-z]{1,40}\)){1,300}\Z")
_ONE_COLOUR = re.compile(r"(?:#[0-9a-f]{3,8}|[a-z]{3,30}|rgba?\([0-9.,%/ ]{1,40}\))(?: *!important)?\Z")
_LONGEST = 4_000  # characters of a style attribute; a longer one is no person's
# A backslash writes any character by its number, a comment hides the middle of a word.
_SUSPICIOUS = ("\\", "/*", "@", "<", ">", "&", "\x00")


def _declaration(text: str) -> str:
    name, colon, value = text.partition(":")
    name, value = name.strip(), " ".join(value.split())
    if not colon or not value:
        return ""
    if name == "background" and _ONE_COLOUR.match(value):
        name = "background-color"
    if name not in _PROPERTIES or not _VALUE.match(value):
        return ""
    if value.startswith("-") and not name.startswith(("font", "letter", "word")):
        return ""
    if name.startswith("margin") and "-" in value:
        return ""
    return f"{name}:{value}"


@lru_cache(maxsize=1_024)
def safe_style(style: str) -> str:
    """The harmless declarations of a style attribute, "" when there are none or it tries tricks."""
    if len(style) > _LONGEST or any(trick in style for trick in _SUSPICIOUS):
        return ""
    kept = (_declaration(part) for part in style.lower().split(";"))
    return ";".join(filter(None, kept))
