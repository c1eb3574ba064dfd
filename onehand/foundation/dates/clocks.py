"""Times of day: "15.30 Uhr", "halb vier", "3pm", "half past three", "zwischen 8 und 12 Uhr", "noon"."""

from __future__ import annotations

from typing import NamedTuple

from onehand.foundation.dates.item import Clock, Item, Scan

_SEPARATORS = frozenset(("BIS", "DASH", "AND", "OR", "SLASH"))
_BARE_PREFIX_DE = frozenset(("um", "gegen"))
_BARE_PREFIX_EN = frozenset(("at", "around", "@", "by", "until", "till", "before", "no later than"))
_BEHIND_BARE = frozenset(
    ("COMMA", "DOT", "END", "CLOSE", "AND", "OR", "ON", "REL", "WD", "WDPART", "PART", "IN", "BIS", "LATEST", "NOCH",
     "ABOUT", "DASH", "MOD")
)  # fmt: skip
_BEHIND_BARE_WORDS = frozenset("we i our you your he she they the if so with when and or for ! ? ; :".split())  # noqa: SIM905
_COUNTED = frozenset(
    "euro eur prozent cent mal stück kg km cm mm m % € $ grad personen points items people pm am uhr".split()  # noqa: SIM905
)
_OVER = frozenset(("ABOUT", "ART", "LATEST", "NOCH", "COMMA"))


class Read(NamedTuple):
    clock: Clock
    last: int
    marked: bool  # "Uhr", "pm", a colon: cannot be another number
    sure: bool
    half: str  # am or pm


def clock_at(scan: Scan, at: int) -> Item | None:
    first = _operand(scan, at)
    if first is None:
        return None
    ranged = _range(scan, at, first)
    if ranged is not None:
        return ranged
    if not first.marked and not _bare(scan, at, first.last):
        return None
    if scan.symbol(at) == "NOON" and scan.symbol(scan.back(at, _OVER)) == "AFTER":
        return Item("part", at, first.last, part="afternoon")
    return Item("clock", at, first.last, clock=first.clock, sure=first.sure)


def _operand(scan: Scan, at: int) -> Read | None:
    token = scan.tokens[at]
    if token.symbol == "NOON":
        return Read((12, 0), at + 1, True, True, "")
    if token.symbol == "MIDNIGHT":
        return Read((24, 0), at + 1, True, True, "")
    if token.symbol in ("CLOCK", "DOTTED"):
        hour, minute = token.numbers
        if minute > 59 or hour > 24 or len(token.word.replace(":", ".").rpartition(".")[2]) < 2:
            return None
        literal = token.word[0] == "0" or (scan.german and token.symbol == "CLOCK")
        return _marked(scan, at + 1, hour, minute, token.symbol == "CLOCK", literal)
    if token.symbol == "HALF":
        return _half(scan, at)
    if token.symbol == "QUARTER":
        return _quarter(scan, at)
    if token.symbol in ("NUM", "ONE") and 0 <= int(token.value) <= 24:
        if (
            token.symbol == "NUM"
            and scan.symbol(at + 1) in ("PASTHOUR", "AFTER")
            and int(token.value) in (5, 10, 20, 25)
        ):
            past = _spoken(scan, at + 2, int(token.value))
            if past is not None and (scan.symbol(at + 1) == "PASTHOUR" or scan.symbol(at - 1) in ("AT", "BIS")):
                return past
        return _marked(scan, at + 1, int(token.value), 0, False, token.word[0] == "0")
    return None


def _marked(scan: Scan, here: int, hour: int, minute: int, marked: bool, zero: bool) -> Read | None:
    """What may stand behind the figures: "Uhr", "Uhr 30", "h", "pm"."""
    sure = zero or hour > 12 or hour == 0 or hour >= 7
    half = ""
    if scan.symbol(here) == "UHR" or (scan.tokens[here].word == "h" and _is_clock_h(scan, here)):
        marked = True
        here += 1
        if not minute and _are_minutes(scan, here):
            minute, here = int(scan.tokens[here].value), here + 1
    behind = scan.tokens[here]
    if behind.symbol in ("AM", "PM") or (behind.word == "am" and scan.german and scan.adjacent(here)):
        if hour > 12:
            return Read((hour, minute), here + 1, True, True, "")
        half = "pm" if behind.symbol == "PM" else "am"
        hour = hour % 12 + (12 if half == "pm" else 0)
        return Read((hour, minute), here + 1, True, True, half)
    return Read((hour, minute), here, marked, sure, half)


def _are_minutes(scan: Scan, at: int) -> bool:
    """The 30 of "15 Uhr 30"."""
    token = scan.tokens[at]
    if token.symbol != "NUM" or len(token.word) != 2 or not token.word.isdigit() or int(token.value) > 59:
        return False
    return scan.symbol(at + 1) not in ("UNIT", "UNITS", "DOT", "MONTH")


def _is_clock_h(scan: Scan, here: int) -> bool:
    before = scan.symbol(scan.back(here - 1, _OVER))
    return (
        before not in ("IN", "WITHIN", "VON", "MOD", "AFTER") or scan.tokens[scan.back(here - 1, _OVER)].word == "von"
    )


def _spoken(scan: Scan, at: int, minutes: int) -> Read | None:
    """The hour of "half past three" with its minutes, which may be negative."""
    hour = scan.tokens[at]
    if hour.symbol == "NOON":
        total = 12 * 60 + minutes
        return Read(divmod(total, 60), at + 1, True, True, "")
    if hour.symbol not in ("NUM", "ONE") or not 1 <= int(hour.value) <= 24:
        return None
    read = _marked(scan, at + 1, int(hour.value), 0, True, False)
    if read is None:
        return None
    total = read.clock[0] * 60 + minutes
    return Read(divmod(total % 1440, 60), read.last, True, read.sure and total >= 420, read.half)


def _half(scan: Scan, at: int) -> Read | None:
    if scan.symbol(at + 1) == "PASTHOUR":
        return _spoken(scan, at + 2, 30)
    if scan.symbol(at + 1) in ("NUM", "ONE") and int(scan.tokens[at + 1].value) <= 12:
        if scan.symbol(at + 2) in ("UNIT", "UNITS"):
            return None
        return _spoken(scan, at + 1, -30 if scan.german else 30)
    return None


def _quarter(scan: Scan, at: int) -> Read | None:
    minutes = int(scan.tokens[at].value)
    behind = scan.tokens[at + 1]
    if behind.symbol in ("PASTHOUR", "AFTER"):
        return _spoken(scan, at + 2, minutes)
    if behind.symbol == "BEFORE" or behind.word == "to":
        return _spoken(scan, at + 2, -minutes)
    if scan.german and behind.symbol == "NUM" and scan.symbol(at + 2) not in ("UNIT", "UNITS"):
        return _spoken(scan, at + 1, minutes - 60)
    return None


def _range(scan: Scan, at: int, first: Read) -> Item | None:
    if scan.symbol(first.last) not in _SEPARATORS:
        return None
    here = first.last + 1
    while scan.symbol(here) in ("ABOUT", "LATEST", "AT", "ZUM") and here < first.last + 3:
        here += 1
    second = _operand(scan, here)
    if second is None:
        return None
    between = scan.symbol(scan.back(at, _OVER)) in ("BETWEEN", "VON")
    both_spoken = scan.symbol(first.last) == "AND" and not between
    if both_spoken or not (first.marked or second.marked or (between and _free(scan, second.last))):
        return None
    start, end = _resolved(first, second)
    return Item("clock", at, second.last, clock=end, clock_from=start, sure=True)


def _resolved(first: Read, second: Read) -> tuple[Clock, Clock]:
    """ "2-4" is in the afternoon, "10-2" goes past noon, "2 and 4 pm" are both pm."""
    start, end = first.clock, second.clock
    if not second.sure and 1 <= end[0] <= 6:
        end = (end[0] + 12, end[1])
    fits = start[0] + 12 <= end[0] if second.half in ("", "pm") else end[0] > start[0] + 12
    if not first.sure and 1 <= start[0] <= 6 and fits:
        start = (start[0] + 12, start[1])
    if second.half == "pm" and not first.half and start[0] < 12 and start[0] + 12 <= end[0] and start[0] < 8:
        start = (start[0] + 12, start[1])
    if end <= start and end[0] < 12:
        end = (end[0] + 12, end[1])
    return start, end


def _bare(scan: Scan, at: int, last: int) -> bool:
    """May a number without "Uhr" be an hour here? Only behind "um", "gegen", "at", "by"."""
    here = scan.back(at, _OVER - {"COMMA"})
    word = scan.tokens[here].word if here >= 0 else ""
    if scan.symbol(at) == "ONE" and scan.tokens[at].word not in ("eins", "one"):
        return False  # "wir kümmern uns um eine …"
    if scan.symbol(at) == "DOTTED":
        return word in _BARE_PREFIX_DE | _BARE_PREFIX_EN or scan.symbol(here) in ("BIS", "AT", "VON", "LATEST")
    return word in (_BARE_PREFIX_DE if scan.german else _BARE_PREFIX_EN) and _free(scan, last)


def _free(scan: Scan, here: int) -> bool:
    """Does nothing follow that the number could count?"""
    token = scan.tokens[here]
    if token.word in _COUNTED or (token.symbol == "DOT" and scan.symbol(here + 1) in ("MONTH", "NUM")):
        return False
    if token.symbol in _BEHIND_BARE or token.word in _BEHIND_BARE_WORDS:
        return True
    return scan.german and token.symbol == "" and not token.capital
