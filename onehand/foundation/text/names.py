"""File names that strangers sent, made safe to show and to put into Content-Disposition."""

from __future__ import annotations

import unicodedata

_LONGEST = 120
_LONGEST_EXTENSION = 16
# Windows and shells give these a meaning; a quote or semicolon would end the header's parameter.
_FORBIDDEN = str.maketrans(
    {**dict.fromkeys('<>:"|?*;`$%', "_"), "\u2044": "_", "\u2215": "_", "\uff0f": "_", "\uff3c": "_"}
)


def _kept(char: str) -> bool:
    # Cc control (NUL, CR, LF), Cf format (zero-width, bidi), Cs surrogates, Co private, Zl and Zp separators
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > _LONGEST_EXTENSION:
        return name[:_LONGEST].rstrip(" .")
    return stem[: _LONGEST - len(extension) - 1].rstrip(" .") + "." + extension


def safe_name(name: str) -> str:
    """The last part of a path without control, bidi and zero-width characters and without leading dots.

    At most 120 characters with the extension kept; "attachment" when nothing is left.
    """
    if not name.isascii() or not name.isprintable():
        name = "".join(filter(_kept, unicodedata.normalize("NFC", name[:4_000])))
    name = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    name = " ".join(name.translate(_FORBIDDEN).split()).lstrip(". ").rstrip(" .")
    if not name.strip("_. -"):
        return "attachment"
    return _shortened(name)
