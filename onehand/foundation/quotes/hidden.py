"""What the attributes of a tag say to a reader: is the element hidden, white on white, a quotation?

What a person does not see must not reach previews, search or any recogniser (and no language model).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onehand.foundation.quotes import tags

# A style's value ends at the semicolon; numbers are read with an explicit end, "0.5em" is not "0".
_HIDING = re.compile(
    r"display\s?:\s?none|visibility\s?:\s?(?:hidden|collapse)|mso-hide\s?:\s?all"
    r"|font-size\s?:\s?[01](?:\.0+)?(?:px|pt|em|rem|%)?\s?(?:!important\s?)?(?:;|\Z)"
    r"|opacity\s?:\s?0(?:\.0\d*)?\s?(?:!important\s?)?(?:;|\Z)"
    r"|text-indent\s?:\s?-\d{3,}|(?:left|top)\s?:\s?-\d{3,}|clip\s?:\s?rect\(0"
)
_NO_SIZE = re.compile(r"(?:max-)?(?:height|width)\s?:\s?[01](?:px|pt|em)?\s?(?:!important\s?)?(?:;|\Z)")
_WHITE = re.compile(
    r"(?:^|[;\s])color\s?:\s?"
    r"(?:#fff(?:fff)?|#fefefe|white|rgba?\(\s?255\s?,\s?255\s?,\s?255[^)]{0,12}\)|transparent)"
)
_WHITE_NAMES = frozenset({"#fff", "#ffffff", "#fefefe", "white", "transparent"})
_HIDDEN_ATTRIBUTE = re.compile(r"(?:^|\s)hidden(?:[\s=]|\Z)", re.IGNORECASE)
# Outlook's line above a quoted header, in its colours: the quotation has no other mark.
_OUTLOOK_LINE = re.compile(
    r"border-top\s?:\s?(?:solid\s#(?:e1e1e1|b5c4df|b5c5df)|#(?:e1e1e1|b5c4df)|1(?:\.0)?pt\ssolid)"
)
_CITED = "yahoo_quoted"
_RULE = re.compile(r"\.([a-zA-Z_][\w-]{0,60})\s?\{([^{}]{0,2000})\}")
_STYLE_SHEET = re.compile(r"<style\b[^<>]{0,500}>(.*?)(?:</style|\Z)", re.DOTALL | re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{}]{0,500}\{(?:[^{}]{0,500}\{[^{}]{0,2000}\}){0,200}")
_LONGEST_STYLE = 600


@dataclass(frozen=True, slots=True)
class Traits:
    """`paints`: has a background on which white text may be read. `tight`: a paragraph without space."""

    hides: bool = False
    white: bool = False
    paints: bool = False
    cited: bool = False
    tight: bool = False
    outlook: bool = False
    classes: tuple[str, ...] = ()
    special: bool = False  # one of hides, white, paints, cited


PLAIN = Traits()


def _hides(style: str) -> bool:
    if _HIDING.search(style):
        return True
    return "overflow" in style and "hidden" in style and _NO_SIZE.search(style) is not None


def _paints(style: str) -> bool:
    at = style.find("background")
    if at < 0:
        return False
    value = style[style.find(":", at) + 1 :].split(";", 1)[0].strip()
    return bool(value) and not value.startswith(("#fff", "white", "none", "transparent"))


@lru_cache(maxsize=2_048)
def _traits(source: str) -> Traits:
    found = tags.attributes(source)
    style = found.get("style", "")[:_LONGEST_STYLE].lower()
    names = found.get("class", "")
    colour, ground = found.get("color", ""), found.get("bgcolor", "")
    hides = _hides(style) or ("hidden" in source.lower() and _HIDDEN_ATTRIBUTE.search(source) is not None)
    white = _WHITE.search(style) is not None or colour.lower() in _WHITE_NAMES
    paints = _paints(style) or (bool(ground) and ground.lower() not in _WHITE_NAMES)
    cited = _CITED in names
    return Traits(
        hides=hides,
        white=white,
        paints=paints,
        cited=cited,
        special=hides or white or paints or cited,
        tight="mso" in names.lower() or "margin:0" in style.replace(" ", ""),
        outlook=found.get("id", "") == "divRplyFwdMsg" or _OUTLOOK_LINE.search(style) is not None,
        classes=tuple(names.split()),
    )


def traits(source: str) -> Traits:
    """The traits of a tag with these attributes (its source between name and ">")."""
    return _traits(source) if len(source) <= 1_000 else _traits.__wrapped__(source)


def hidden_classes(html: str) -> frozenset[str]:
    """Classes that the mail's own style sheets hide on every screen (rules inside @media do not count)."""
    if "<style" not in html and "<STYLE" not in html:
        return frozenset()
    found: set[str] = set()
    for sheet in _STYLE_SHEET.finditer(html):
        rules = _MEDIA.sub("", sheet[1][:100_000])
        found.update(rule[1] for rule in _RULE.finditer(rules) if _hides(rule[2].strip().lower()))
    return frozenset(found)
