"""Numbers of orders, customers, invoices, shipments and devices, told apart by the words around them."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_cues import (
    AND,
    BEHIND,
    GLUE,
    LOOSE_NUMBER,
    NEED_NUMBER,
    NOT_MINE,
    TO_COLON,
    Cue,
    first_cue,
    last_cue,
)
from onehand.cases.recognise.facts_formats import by_prefix, is_tracking, looks_like_serial, tracking_at
from onehand.cases.recognise.facts_page import Page, Token, squeezed, word_set
from onehand.cases.recognise.found import Fact

KINDS = frozenset(["order_number", "customer_number", "invoice_number", "tracking_number", "serial_number"])
_BEFORE = 90
_BEHIND = 70
_MONTHS = (
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|"
    r"january|february|march|may|june|july|october|december|jahr|seit|since|in|anno|baujahr|year)"
)
_DATE_SHAPE = re.compile(r"\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?|(?:19|20)\d\d-\d\d-\d\d|\d\d?[/.](?:19|20)\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
# What makes the digits a price, a time or an amount.
_UNIT = re.compile(
    r"(?:[,.]\d{1,2}(?!\d)|,-|\.-|[,.]\d{3}[,.]\d\d)?\s?(?:€|\$|£|eur\b|euros?\b|chf\b|"
    r"franken\b|usd\b|gbp\b|pounds?\b|dollars?\b|"
    r"uhr\b|[ap]\.?m\b|%|prozent\b|percent\b|stück\b|stk\b|pieces\b|pcs\b|kg\b|cm\b|"
    r"mm\b|watt\b|volt\b|v\b|w\b|kwh\b|gb\b|mb\b|tage?n?\b|"
    r"days?\b|wochen?\b|weeks?\b|monate?n?\b|months?\b|jahren?\b|years?\b|minuten\b|"
    r"minutes\b|stunden\b|hours\b|h\b|mal\b|times\b|st\b|nd\b|rd\b|th\b|"
    r"artikeln?\b|items\b|stühlen?\b|chairs\b|schränken?\b|flaschen\b|bottles\b|teilen?\b|"
    r"personen\b|people\b)|[,]\d\d(?!\d)"
)
_MONEY_BEFORE = re.compile(r"(?:€|\$|£|eur|euro|chf|usd|gbp)\s?\Z")
_GROUPS = re.compile(r"\d{1,4}(?:[ \u00a0\u202f]\d{2,6}){1,6}(?![\d\w]|[.,:]\d)")
_MORE = re.compile(
    r"(?:(?:[ \u00a0\u202f]\d{3,6}){1,4}|(?:[ \u00a0\u202f]\d\d){2,4})(?![\d\w]"
    r"|[-/.,:]\d)"
)  # "21/553 098", "C-55 0912"
_LETTERS_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,4}(?: |[-/]\s)\Z")
_NO_PREFIX = word_set("NR NO ID SN N IST IS DIE DER MIT KD RG INV UPS DHL DPD GLS IBAN PO IMEI")
_ORDERED = re.compile(
    r"(?<![a-zäöüß])(?:(?:vor)?bestellt\w*|bestelle|geordert|gekauft|ordered|bought|"
    r"purchased|order)(?![a-zäöüß])"
)
_NUMBER_WORD = re.compile(r"\b(?:nr|nummer|no|number|id|code)\b")
_OWN_NUMBER = re.compile(r"[^.!?\d\n]{0,24}[: ][\s\"]*\d")
# "Any news on BX-20931? I ordered it …"
_CODE = re.compile(r"[A-Z]{1,5}[-/_]?\d{4,}(?:[-/]\d+)?")
_NEWS = re.compile(
    r"(?:news on|news about|update on|status of|status (?:von|zu)|about|regarding|re|concerning|chasing|wegen|"
    r"bezüglich|"
    r"betrifft|betreff|neues (?:zu|von)|zu|bleibt|geht es um|geht um|for)[\s:]*\Z"
)
_INSTEAD = re.compile(
    r"(?:nicht|not)\s((?:[a-zäöüß.-]+\s){0,2})[^\s.!?]*\d[^\s!?]*\s(?:sondern|but)\s(?:die\s|der\s|auf\s)?\Z"
)  # "nicht 4711, sondern"
# "Kundennummer (laut letzter Rechnung): 4455".
_ASIDE = re.compile(r"\s?\([^()\d]{0,40}\)(?=[\s:=-]*\Z)")
_ORDERED_UNDER = re.compile(r"(?<![a-zäöüß])(?:unter|under)\s\Z")
_HASH = re.compile(r"(?:\A|[\s(\[:,;])#\s?\Z")


def find(page: Page, taken: list[tuple[int, int]]) -> list[Fact]:
    """The numbers outside what is taken already, each of one kind only; also those of kinds that are no facts."""
    found: list[Fact] = []
    closed = 0
    before: tuple[str, Token] | None = None
    ahead = iter(taken)
    block = next(ahead, None)
    for token in page.tokens:
        while block is not None and block[1] <= token.start:
            block = next(ahead, None)
        if token.start < closed or (block is not None and block[0] < token.end):
            continue
        fact = _read(page, token, before)
        if fact is None:
            continue
        closed = fact.end
        before = (fact.kind, token)
        found.append(fact)
    return found


def _read(page: Page, token: Token, before: tuple[str, Token] | None) -> Fact | None:
    tracked = tracking_at(page.text, token)
    if tracked is not None:
        return _fact("tracking_number", page, tracked[0], tracked[1])
    if _ruled_out(page, token):
        return None
    cued = _cued(page, token)
    if cued == ("other", False):
        cued = _prefixed(token) or cued  # "Reklamation zu AB-44718-1"
    if cued is None:
        cued = _in_a_row(page, token, before) or _cued_behind(page, token) or _bare(page, token)
    if cued is None:
        return None
    kind, strong = cued
    start, end = _extent(page, token, kind, strong)
    if not _fits(kind, page.text[start:end], strong):
        return None
    return _fact(kind, page, start, end)


def _fact(kind: str, page: Page, start: int, end: int) -> Fact:
    return Fact(kind, squeezed(page.text[start:end]), start, end)


def _ruled_out(page: Page, token: Token) -> bool:
    """Prices, dates, times, amounts, and tokens too long or too short to be a number of ours."""
    length = token.end - token.start
    if length < 3 and not _GROUPS.match(page.text, token.start):
        return True
    if length > 40 or _DATE_SHAPE.fullmatch(token.text):
        return True
    if token.text.isdigit() or token.text.replace(".", "").isdigit():
        behind = page.low[token.end : token.end + 14]
        if _UNIT.match(behind) or _MONEY_BEFORE.search(page.low, max(0, token.start - 6), token.start):
            return True
    before = page.text[token.start - 1 : token.start]
    after = page.text[token.end : token.end + 2]
    return before in ("@", "+") or after[:1] == "@" or (before == "," and token.text.isdigit() and length < 3)


def _cued(page: Page, token: Token) -> tuple[str, bool] | None:
    """The nearest word on the left that names a kind, if nothing but filling stands between."""
    left = page.low[max(0, token.start - _BEFORE) : token.start]
    letters = _LETTERS_BEFORE.search(page.text, max(0, token.start - 6), token.start)
    if letters and letters[0].strip(" -/") not in _NO_PREFIX:
        left = left[: -len(letters[0])]
    if left.rstrip(" :=-").endswith(")"):
        left = _ASIDE.sub("", left)
    instead = _INSTEAD.search(left) if "sondern" in left[-25:] or " but " in left[-12:] else None
    if instead is not None:
        left = left[: instead.start()] + instead[1]
    cue = last_cue(left)
    if cue is None:
        return ("order_number", True) if _loosely_ordered(page, token, left) else None
    between = left[cue.end :]
    strong = cue.number or "#" in between
    if not GLUE.fullmatch(between) and not (cue.number and TO_COLON.fullmatch(between)):
        return _loose(page, token, left, cue)
    strong = strong or _NUMBER_WORD.search(between) is not None
    if (not strong and cue.word in NEED_NUMBER) or NOT_MINE.search(left, 0, cue.start):
        return "other", False
    return cue.kind, strong


def _loose(page: Page, token: Token, left: str, cue: Cue) -> tuple[str, bool] | None:
    """ "Bestellung eines Schranks, Nummer 20041": the word is in the same sentence, "Nummer" before the digits."""
    if not LOOSE_NUMBER.search(left, max(0, len(left) - 26)):
        return None
    start, _ = page.sentence(token.start)
    if token.start - len(left) + cue.start >= start and cue.kind in KINDS and cue.kind != "serial_number":
        return cue.kind, True
    return ("order_number", True) if _loosely_ordered(page, token, left) else None


def _loosely_ordered(page: Page, token: Token, left: str) -> bool:
    under = len(token.text) > 4 and _ORDERED_UNDER.search(left, max(0, len(left) - 8))
    if not under and not LOOSE_NUMBER.search(left, max(0, len(left) - 26)):
        return False
    start, end = page.sentence(token.start)
    return _ORDERED.search(page.low, start, end) is not None


def _in_a_row(page: Page, token: Token, before: tuple[str, Token] | None) -> tuple[str, bool] | None:
    """ "Bestellungen 20041 und 20042": what the one before is, this is too."""
    if before is None or not 0 <= token.start - before[1].end < 30 or before[0] not in KINDS:
        return None
    between = page.low[before[1].end : token.start]
    alike = abs(len(token.text) - len(before[1].text)) <= 2 and len(token.text) >= 4
    if alike and AND.fullmatch(between) and token.text[:1].isdigit() == before[1].text[:1].isdigit():
        return before[0], True
    return None


def _cued_behind(page: Page, token: Token) -> tuple[str, bool] | None:
    """ "20041 ist meine Bestellnummer", "558812 (Kundennummer)": but not "20041, Kundennummer 558812"."""
    lead = BEHIND.match(page.low, token.end, token.end + _BEHIND)
    if lead is None or _YEAR.fullmatch(token.text):
        return None
    cue = first_cue(page.low, lead.end())
    if cue is None or not cue.number or _OWN_NUMBER.match(page.low, cue.end, cue.end + 40):
        return None
    return cue.kind, True


def _bare(page: Page, token: Token) -> tuple[str, bool] | None:
    """No word near: "RE-2026-0815" and "#10442" speak for themselves."""
    prefixed = _prefixed(token)
    if prefixed is not None:
        return prefixed
    if len(token.text) < 4:
        return None
    if _HASH.search(page.low, max(0, token.start - 3), token.start):
        return ("order_number", True) if sum(sign.isdigit() for sign in token.text) >= 4 else None
    if _CODE.fullmatch(token.text) and _NEWS.search(page.low, max(0, token.start - 30), token.start):
        around = page.low[max(0, token.start - 160) : token.end + 160]
        return ("order_number", True) if _ORDERED.search(around) else None
    return None


def _prefixed(token: Token) -> tuple[str, bool] | None:
    kind = by_prefix(token.text)
    return (kind, True) if kind is not None else None


def _extent(page: Page, token: Token, kind: str, strong: bool) -> tuple[int, int]:
    """Start and end with the groups that blanks part ("884 213 77") and a prefix of letters ("AB 20041")."""
    start, end = token.start, token.end
    groups = _GROUPS.match(page.text, start) if kind in KINDS else None
    if groups and _grouped(groups[0]) and (strong or len(groups[0]) > 8):
        end = groups.end()
    letters = _LETTERS_BEFORE.search(page.text, max(0, start - 6), start) if kind in KINDS else None
    if letters and letters[0].strip(" -/") not in _NO_PREFIX and (strong or len(letters[0]) == 2):
        start = letters.start()
    if strong and kind in KINDS and end == token.end and (start < token.start or not token.text.isdigit()):
        more = _MORE.match(page.text, end)
        end = more.end() if more and not _UNIT.match(page.low, more.end()) else end
    return start, end


def _grouped(text: str) -> bool:
    parts = text.split()
    return len("".join(parts)) >= 6 and (len(parts) > 2 or len(parts[1]) > 2)


def _fits(kind: str, text: str, strong: bool) -> bool:
    if kind not in KINDS:
        return True
    digits = sum(sign.isdigit() for sign in text)
    letters = sum(sign.isalpha() for sign in text)
    if kind == "tracking_number":
        return is_tracking(text) if not strong else len(text) >= 7 and digits >= 5
    if kind == "serial_number":
        return len(text) >= 4 and looks_like_serial(text)
    if not strong:
        return digits >= 4 and letters <= digits + 2 and not _YEAR.fullmatch(text)
    return digits >= 2 and len(text) >= 3
