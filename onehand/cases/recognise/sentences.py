"""Split a text into sentences with offsets; quoted lines are marked, since nothing in them is said now.

Works in two steps, each linear: the lines of a paragraph are joined where a line break falls inside a sentence,
then each of these runs is cut behind its full stops. A full stop behind an abbreviation, an initial or an ordinal
("z. B.", "3. März", "vom 3. bis 10.") ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onehand.cases.recognise.quoted import Line, lines_of


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    start: int
    end: int
    quoted: bool = False


_ABBREVIATIONS = frozenset(
    """
    abb abs abt abzgl adr allg anl apr art aug ausg bd best bestell betr bez bspw btr bzgl bzw ca co dez dgl dipl
    dr dt evtl exkl fa feb febr fr frl ggf ggfs gem geb gesch ggü hr hrn inkl ing inkl insb jan jul jun jr kd kfz
    kto lfd lt ltd max med min mind mio mr mrs ms mrd mtl mär mrz nachm no nov nr okt od oct phil pl plz pos prof
    rd re rech rer resp s sa sep sept sg sog sr st std stdn str stk stv tägl tel telef tsd u urspr v vgl vorm vs
    wg wzgl z zb zt zz zzgl zw zwi approx apt ave dept est esp fig incl inc mon tue tues wed thu thur thurs fri sat
    sun ref rd tbc ext aufg auftr auftrags rechn kunden sdg lief bestellnr artikelnr art-nr best-nr kd-nr
    """.split()  # noqa: SIM905 (word lists read better as text)
)
# These may stand at the end of a sentence as well: there the next word decides.
_EITHER = frozenset(
    ["usw", "etc", "pp", "uhr", "inc", "ltd", "co", "str", "std", "sun", "sat", "st", "no", "min", "max"]
)
_MONTH = re.compile(
    r"(?:jan|feb|mär|mrz|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jän)[a-zä]{0,7}\b", re.IGNORECASE
)
# Words that begin a sentence; behind "am 3." they show that the full stop is one.
_STARTERS = frozenset(
    """
    ab aber also am an auch auf außerdem bei bis bitte da danach dann daher das dazu den der des die dies diese
    dieser dieses du durch ein eine einen er es falls für haben hat hätte ich ihr ihre ihren im in ist ja kann
    können könnten leider mein meine mit nach nein nun ob sie sind so sobald sollte sollten soll um und unser unsere
    unseren vielen vom von vor wann warum was weil welche wenn wer wie wir wird wo wurde würde zu zudem zum zur
    danke freundliche viele beste liebe gern gerne morgen heute eine the we i our you your it please then if when
    what how this that they he she thanks thank best kind after once until as and but
    """.split()  # noqa: SIM905
)
_STOP = re.compile(r"[.!?…。？！]+")
_CLOSERS = frozenset("\"'”“’»«)]*_")
_BLANKS = frozenset(" \t\n\r\xa0\u202f\u2009\u3000")
_LAST_WORD = re.compile(r"[\w&/@:-]*\Z")
_NEXT_WORD = re.compile(r"[\s\"'„“”‚»«(*_]*([^\W\d_]+|\d+)?")
_RANGE = re.compile(r"[ \xa0]?[-–—][ \xa0]?\d|[ \xa0]\((?:Mo|Di|Mi|Do|Fr|Sa|So)")
_LOOK_BACK = 40
_GREETING = re.compile(
    r"(?:guten|schönen|hallo|hi|hey|moin|servus|grüß|gruezi|grüezi|sehr geehrt|liebe[rs]?\b|werte|dear|hello|good"
    r" (?:morning|afternoon|evening)|tag )[^.?!]{0,70}[,!:]?\Z",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:mit )?(?:freundliche|viele|beste|liebe|schöne|herzliche|sonnige)[nr]? (?:grüße|grüßen|gruß|gruss|grüsse)"
    r"|mfg|lg\b|vg\b|gruß|grüße|kind regards|best regards|best wishes|regards|yours |sincerely|many thanks|thanks,"
    r"|danke(?: und|,|!|\Z)|vielen dank(?: im voraus)?[,.!]?\Z)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*•‣·–—+o] |\d{1,2}[.)] |[a-zA-Z]\) |[(]?\d{1,2}\) )")
_JOINING = frozenset(
    """
    ab am an auf aus bei bis da das dass dem den der des die ein eine einem einen einer eines für gegen im in ist
    mit nach ob oder ohne per seit sich sind sowie spätestens über um und unser unsere unserem unseren unter vom von
    vor wenn weil wir ich sie es werden wird zu zum zur zwischen ihr ihre ihrem ihren ihrer bzw nächsten nächste
    kommenden mein meine meinem meinen the a an of to for from by on at in with and or until within before after
    our your my is are will be that this next between we you i
    """.split()  # noqa: SIM905
)
_SHORT = 45  # a line below this that is followed by a capital was ended on purpose


def split(text: str, language: str | None = None) -> list[Sentence]:
    """The sentences in order; `text[s.start:s.end] == s.text`. Blanks between them belong to none.

    `language` "en" lets a capital end the sentence behind any number ("… until the 10. We …").
    """
    found: list[Sentence] = []
    for start, end, quoted in _runs(text):
        found.extend(Sentence(text[a:b], a, b, quoted) for a, b in _cut(text, start, end, language == "en"))
    return found


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Lines that belong together: up to a blank line, a greeting, a list item or another break made on purpose."""
    start = -1
    before: Line | None = None
    for line in lines_of(text):
        if before is not None and (not line.text or _broken(before, line)):
            yield start, before.end, before.quoted
            before = None
        if line.text:
            start = line.start if before is None else start
            before = line
    if before is not None:
        yield start, before.end, before.quoted


def _broken(before: Line, after: Line) -> bool:
    """Was the line break between these two lines meant, or does the sentence run on?"""
    if before.quoted != after.quoted or _ITEM.match(after.text) or before.text[-1] in ":.!?":
        return True
    if _GREETING.match(before.text[:120]) or (len(before.text) < 60 and _CLOSING.match(before.text)):
        return True
    if len(after.text) < 60 and _CLOSING.match(after.text) and after.text[0].isupper():
        return True
    first = after.text[0]
    if first.islower() or before.text[-1] in ",;-–" or _last_word(before.text) in _JOINING:
        return False
    return len(before.text) < _SHORT


def _last_word(line: str) -> str:
    return line[line.rfind(" ", max(0, len(line) - _LOOK_BACK)) + 1 :].lower()


def _cut(text: str, start: int, end: int, english: bool) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        at = stop.end()
        if stop.start() < start:
            continue
        while at < end and text[at] in _CLOSERS:
            at += 1
        if at >= end:
            break
        if not _ends(text, stop, at, end, english):
            continue
        yield start, at
        start = at
        while start < end and text[start] in _BLANKS:
            start += 1
    if start < end:
        yield start, end


def _ends(text: str, stop: re.Match[str], at: int, end: int, english: bool) -> bool:
    """Does the sentence end at these marks, when text goes on at `at`?"""
    marks = stop[0]
    if text[at] not in _BLANKS:
        return _glued(text, stop, at)
    if marks == "." and _RANGE.match(text, at) and text[stop.start() - 1 : stop.start()].isdigit():
        return False  # "vom 14. - 21. März", "16.3. (Montag)"
    following = _NEXT_WORD.match(text, at, min(end, at + 60))
    word = (following[1] or "") if following else ""
    if marks != ".":
        return not (marks[0] in ".…" and word[:1].islower()) and not (
            stop[0][-1] in "!?" and at > stop.end() and word[:1].islower()
        )
    back = text[max(0, stop.start() - _LOOK_BACK) : stop.start()]
    last = _LAST_WORD.search(back)
    token = last[0].lower() if last else ""
    return _ends_after(token, back, word, english)


def _ends_after(token: str, back: str, word: str, english: bool) -> bool:
    """The same for a single full stop behind `token` and before `word`."""
    begins = word[:1].isupper()
    if not token:
        return not word[:1].islower()
    if token.isdigit():
        return _after_number(token, back, word, english)
    if len(token) == 1 and token.isalpha():
        # "z. B.", "J. Kern", but "3 p.m. We".
        return begins and token == "m" and back[-3:-2].lower() in ("a", "p")
    tail = token.rpartition("-")[2].rpartition("/")[2]
    if tail.isdigit() and len(tail) < 3:
        return _after_number(tail, back, word, english)  # "vom 14.-21. März"
    if tail in _EITHER or tail.endswith("str"):
        return begins and word.lower() in _STARTERS
    if tail in _ABBREVIATIONS:
        return False
    return not word[:1].islower() or len(token) > 3


def _after_number(token: str, back: str, word: str, english: bool) -> bool:
    if not word:
        return True
    if len(token) > 2 and not _dotted(back):
        return not word.islower()
    if word[0].islower() or _MONTH.match(word):
        return False
    if word.isdigit():
        return len(word) != 4 and not _dotted(back) and len(token) > 2
    return english or word.lower() in _STARTERS or _dotted(back)


def _dotted(back: str) -> bool:
    """Is the number before the full stop the month of "3.4."?"""
    head = back.rstrip("0123456789")
    return head.endswith(".") and head[-2:-1].isdigit()


def _glued(text: str, stop: re.Match[str], at: int) -> bool:
    """ "kaputt.Bitte helfen": a full stop without a blank behind it."""
    a = stop.start()
    if not (text[at].isupper() and text[at + 1 : at + 2].islower() and text[max(0, a - 3) : a].isalpha()):
        return False
    if stop[0] in ".!" and not text[max(0, a - 3) : a].islower():
        return False
    begin = max(text.rfind(" ", max(0, a - _LOOK_BACK), a), text.rfind("\n", max(0, a - _LOOK_BACK), a))
    token = text[begin + 1 : a].lower()
    return (
        token != "fritz"
        and not any(sign in token for sign in ("@", "/", "www", "=", "."))
        and token not in _ABBREVIATIONS
    )
