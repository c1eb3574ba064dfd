"""Words and figures of a text as symbols for the grammar."""

from __future__ import annotations

import re
from typing import NamedTuple

from onehand.foundation.dates.lexicon import WORD, Lexicon, Value


class Token(NamedTuple):
    symbol: str
    value: Value
    start: int
    end: int
    word: str  # lower-case, as written
    capital: bool = False
    numbers: tuple[int, ...] = ()  # of a written date (year, month, day; 0 is "not said") or clock (hour, minute)


# A blank before the token is read with it, so that most blanks are no place of their own to try.
_TOKEN = re.compile(
    r"\s?(?:(?P<ampm>[aApP]\.[ \xa0]?[mM](?:\.|(?!\w)))"
    r"|(?P<isotime>(?<=\d)T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d\d:?\d\d)?)"
    r"|(?P<word>" + WORD + r")"
    r"|(?P<mark>[^\w\s])"
    r"|(?P<iso>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d))"
    r"|(?P<dmy>\d{1,2}\.[ \xa0]?\d{1,2}\.(?:[ \xa0]?\d{4}(?!\d)|\d{2}(?!\d))?(?!\d|\.\d))"
    r"|(?P<thousands>\d{1,3}(?:[.,]\d{3})+(?!\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}h\d{2}(?!\d))"
    r"|(?P<slash>\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/]))"
    r"|(?P<dot>\d{1,2}\.\d{1,2}(?!\.?\d))"
    r"|(?P<decimal>\d{1,4},\d{1,2}(?!\d))"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ten|ter|tes|te|sten)(?![^\W_]))"
    r"|(?P<number>\d+))"
)
_DIGITS = re.compile(r"\d+")
_MARKS = {",": "COMMA", ".": "DOT", "-": "DASH", "–": "DASH", "—": "DASH", "(": "OPEN", ")": "CLOSE", "/": "SLASH"}
_MOST_DIGITS = 6  # no date and no span has more
_UNKNOWN: tuple[str, Value] = ("", 0)
_new = tuple.__new__  # without the looking at names that Token(…) does: most of a text is words
END = Token("END", 0, 0, 0, "")


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """All tokens, phrases of several words joined into one, and four `END`s so that the grammar may look ahead."""
    known, begins = lexicon.words.get, lexicon.phrases
    curly = "’" in text
    plain: list[Token] = []
    joins = False
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "word":
            plain.append(_token(match, lexicon))
            continue
        said = match["word"]
        word = said.lower()
        if curly:
            word = word.replace("’", "'")
        symbol, value = known(word) or (known(word[:-1]) if word[-1] == "'" else None) or _UNKNOWN
        end = match.end()
        plain.append(_new(Token, (symbol, value, end - len(said), end, word, said[0].isupper(), ())))
        joins = joins or word in begins
    found = _joined(plain, lexicon) if joins else plain
    found += (END, END, END, END)
    return found


def _token(match: re.Match[str], lexicon: Lexicon) -> Token:
    kind = match.lastgroup or ""
    text = match[kind]
    start, end = match.span(kind)
    if kind == "mark":
        symbol, value = lexicon.words.get(text) or (_MARKS.get(text, "MARK"), 0)
        return _new(Token, (symbol, value, start, end, text, False, ()))
    if kind == "number":
        return Token("NUM", int(text) if len(text) <= _MOST_DIGITS else -1, start, end, text)
    return _figures(kind, text, start, end)


def _figures(kind: str, text: str, start: int, end: int) -> Token:
    numbers = tuple(int(digits) for digits in _DIGITS.findall(text))
    lower = text.lower()
    if kind == "ampm":
        return Token("AM" if lower[0] == "a" else "PM", 0, start, end, lower)
    if kind == "ordinal":
        return Token("ORD", numbers[0], start, end, lower)
    if kind == "decimal":
        return Token("FRAC", float(text.replace(",", ".")), start, end, lower)
    if kind in ("clock", "isotime"):
        return Token("CLOCK", 0, start, end, lower, False, numbers[:2])
    if kind == "iso":
        return Token("DATE", "iso", start, end, lower, False, numbers)
    if kind == "dmy":
        return _dotted(text, numbers, start, end)
    return Token({"slash": "SLASHED", "dot": "DOTTED"}.get(kind, "MARK"), 0, start, end, lower, False, numbers)


def _dotted(text: str, numbers: tuple[int, ...], start: int, end: int) -> Token:
    """ "3.4." and "3.4.2026" are days; "15.30." is a clock before the full stop of its sentence."""
    if len(numbers) == 2 and (numbers[1] > 12 or numbers[0] > 31) and " " not in text:
        return Token("DOTTED", 0, start, end - 1, text[:-1], False, numbers)
    year = numbers[2] if len(numbers) > 2 else 0
    return Token("DATE", "dmy", start, end, text, False, (year, numbers[1], numbers[0]))


def _joined(plain: list[Token], lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    phrases = lexicon.phrases
    behind = 0  # the token behind the last phrase
    for at, token in enumerate(plain):
        if at < behind:
            continue
        if token.word in phrases:
            for words, (symbol, value) in phrases[token.word]:
                last = at + len(words)
                if last <= len(plain) and plain[at + 1].word == words[1] and _follow(plain, at, words):
                    token = Token(symbol, value, token.start, plain[last - 1].end, " ".join(words), token.capital)
                    behind = last
                    break
        found.append(token)
    return found


def _follow(plain: list[Token], at: int, words: tuple[str, ...]) -> bool:
    return all(plain[at + n].word == word for n, word in enumerate(words))
