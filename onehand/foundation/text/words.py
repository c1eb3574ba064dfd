"""Words for the full-text index and for a query, normalised alike so that both engines find the same.

Müller, Mueller and Muller become one word; beside each word stand its German and English stem. Only letters
and digits come out, so the words are safe inside an FTS5 MATCH and a PostgreSQL tsquery.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_LONGEST_TEXT = 20_000  # characters of a document that are indexed
_LONGEST_WORD = 60
_LONGEST_JOINED = 40
_MOST_QUERY_WORDS = 12

_german = Stemmer.Stemmer("german", 0)
_english = Stemmer.Stemmer("english", 0)

_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "œ": "o", "ı": "i", "ł": "l"})
# Words tied by - . / _ may be one number: "A-20041", "2024/118", "R.4711".
_TIED = re.compile(r"[^\W_]+(?:[-./_]+[^\W_]+)*")
_PLAIN = re.compile(r"[^\W_]+")


def _folded(word: str) -> str:
    """A lower-case word without umlauts and accents; "ae", "oe", "ue" count as umlauts too."""
    word = word.translate(_UMLAUTS)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if c.isalnum())
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")[:_LONGEST_WORD]


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, ...]:
    """The folded word, its German and its English stem, each once; cached, since stemming is the cost."""
    folded = _folded(word)
    if len(folded) < 3 or not folded.isascii() or not folded.isalpha():
        return (folded,) if folded else ()
    forms = (folded, _german.stemWord(folded), _english.stemWord(folded))
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=16_384)
def _tied_forms(tied: str) -> tuple[str, ...]:
    """Forms of words tied by a hyphen, dot or slash, and the whole written as one word."""
    parts = _PLAIN.findall(tied)
    forms = [form for part in parts for form in _forms(part)]
    joined = "".join(parts)
    if len(joined) <= _LONGEST_JOINED:
        forms.extend(_forms(joined))
    return tuple(dict.fromkeys(forms))


def _lowered(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower() if not text.isascii() else text.lower()


def search_words(text: str) -> str:
    """The words of a text (its first 20,000 characters) as the index wants them, each once."""
    found: dict[str, None] = {}
    for tied in dict.fromkeys(_TIED.findall(_lowered(text[:_LONGEST_TEXT]))):
        forms = _forms(tied) if tied.isalnum() else _tied_forms(tied[:300])
        for form in forms:
            found[form] = None
    return " ".join(found)


def _alternatives(words: tuple[str, ...]) -> list[str]:
    """A word as prefix first, then its stems; a single letter is no prefix (it would match too much)."""
    found: dict[str, None] = {}
    for word in words:
        forms = _forms(word)
        for position, form in enumerate(forms):
            found[form + "*" if position == 0 and len(form) > 1 else form] = None
    return list(found)


def _of_tied(tied: str) -> list[list[str]]:
    parts = _PLAIN.findall(tied)
    joined = "".join(parts)
    numbered = any(char.isdigit() for char in joined)
    if len(joined) <= _LONGEST_JOINED and (numbered or min(map(len, parts)) == 1):
        # "A-20041" is also found where only 20041 was written, "E-Mail" where Email was written.
        longest = max(parts, key=lambda part: (any(char.isdigit() for char in part), len(part)))
        return [_alternatives((joined, longest))]
    return [_alternatives((part,)) for part in parts]


def search_query(q: str) -> list[list[str]]:
    """What somebody typed, as words with alternatives: every word must match by one of its alternatives.

    An alternative ending in "*" stands for every word that begins so.
    """
    words: list[list[str]] = []
    for tied in dict.fromkeys(_TIED.findall(_lowered(q[:500]))):
        words.extend([_alternatives((tied,))] if tied.isalnum() else _of_tied(tied))
    return [word for word in words if word][:_MOST_QUERY_WORDS]
