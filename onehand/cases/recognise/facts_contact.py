"""Telephone numbers and mail addresses under which the customer can be reached; not those of our own house."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onehand.cases.recognise.facts_page import Page, Token
from onehand.cases.recognise.found import Fact

_MOST = 40  # parsing one costs a tenth of a millisecond; nobody has more telephones
_MOST_MAILS = 200

_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,18}(?![A-Za-z0-9@]"
    r")"
)
_GAP = r"(?:[ \u00a0\u202f]{0,2}[-–/().]{1,2}[ \u00a0\u202f]{0,2}\(?|[ \u00a0\u202f]\(?)?"
_NUMBER = re.compile(rf"[+(]{{0,2}}\d{_GAP}(?:\d{{1,13}}{_GAP}){{1,9}}")
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.(?:\d{4}|\d\d)?\b|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}")
_CUE = re.compile(
    r"(?:tel(?:efon)?(?:isch)?|mobil(?:nummer|telefon)?|handy(?:nummer)?|rufnummer|festnetz|"
    r"phone|mobile|cell|number|nummer|nr|"
    r"erreichbar|erreichen|whatsapp|anrufen?|call|ring|reach me|landline|text me|unter|"
    r"rückruf|privat|dienstlich|durchwahl|fon|tel\.|☎|📞|📱|[mtp]:)"
)
# The house's own numbers, numbers that only were called, and numbers no longer in use.
_OURS = re.compile(
    r"(?<![a-zäöüß])(?:(?:ihre?[srnm]?|eure?[rnm]?|your|the)\s+(?:[\w-]+\s+){0,3}(?:\w*(?:hotline|"
    r"rufnummer|servicenummer|nummer|service|"
    r"support|kundendienst|kundenservice|helpline|number|(?<!land)line|telefon|call ?cent(?:er|"
    r"re)|büro|filiale|shop|store|office|team|adresse|address|"
    r"mailadresse|form|e-?mail|mail|postfach|impressum|website|webseite)\w*)|\w*hotline|"
    r"servicenummer|helpline|call ?cent(?:er|re)|fax(?:nummer)?|f)"
    r"(?![a-zäöüß])(?:(?!\b(?:can|kann|takes|nimmt)\b)[^.!?\n()]){0,30}\Z"
)
_OLD = re.compile(
    r"(?<![a-zäöüß])(?:alte?[rsn]?|bisherige[rsn]?|frühere[rsn]?|ehemalige[rsn]?|old|"
    r"previous|former|nicht mehr|no longer|not|nicht)(?![a-zäöüß])\s*(?:[\w-]+\s+){0,3}[\w-]*[:\s(]*\Z"
)
_CALLED = re.compile(
    r"(?<![a-zäöüß])(?:angerufen|rief|schrieb|probiert|versucht|gewählt|telefoniert|"
    r"geschrieben|geschickt|gesendet|gesandt|gemailt|kontaktiert|called|rang|phoned|"
    r"dialled|dialed|tried|wrote|written|emailed|mailed|sent|contacted|rung)(?![a-zäöüß])"
)
_BY_ME = re.compile(
    r"(?<![a-zäöüß])(?:(?:ich|wir)\s+(?:habe|haben|hatte|hatten|bin|schrieb|rief)|(?:habe|"
    r"haben|hatte|hatten)\s+(?:ich|wir)|(?:i|we)(?:'ve|\s+have|\s+had)?(?:\s+(?:already|"
    r"also|twice|just|even|then|now))*\s+(?:called|rang|phoned|dialled|dialed|tried|"
    r"wrote|written|emailed|mailed|sent|contacted|rung))(?![a-zäöüß])"
)
_ME = re.compile(r"(?<![a-zäöüß])(?:mich|mir|uns|meine[rnm]?|me|us|my)(?![a-zäöüß])")
_STRANGER = re.compile(
    r"(?<![a-zäöüß])(?:anruf|anrufe|call|calls|mail|e-mail|email|mails|nachricht|sms|"
    r"message|messages|brief|spam)\s+(?:von|from|der nummer|by)\s[^.!?\n]{0,40}\Z|(?<![a-zäöüß])(?:from|"
    r"von)\s+(?:the |der )?(?:number|nummer)?\s*\Z"
)
_UNANSWERED = re.compile(
    r"(?<![a-zäöüß])(?:erreich\w*\s+(?:ich|wir)\s|(?:kann|konnte|können|konnten|habe|"
    r"haben)\b.{0,60}\b(?:niemanden?|keinen?|sie|euch)\b"
    r".{0,40}\bnicht err?eich\w*|(?:hebt|geht|nimmt|ging|nahm)\b(?! (?:mein|meine|unser|unsere|my"
    r"|our)\b).{0,40}\b(?:ab|ran|dran)|"
    r"besetzt|warteschleife|niemand|keiner|"
    r"(?:no one|nobody|never)\s+(?:ever\s+)?(?:answer|pick)\w*|engaged|on hold|voicemail "
    r"is full|get through)(?![a-zäöüß])"
)
_STRANGER_BEHIND = re.compile(
    r"\s(?:hat|haben|ruft|has|have|keeps?|called|rang)\s(?:\w+\s)?(?:mich|uns|me|us|"
    r"called|rung|calling|ringing)\b"
)
_NO_ONE = re.compile(
    r"no-?_?reply|donotreply|nicht-?antworten|mailer-daemon|postmaster|example@|beispiel@|"
    r"@(?:your|ihr|euer)[a-z]*shop"
)
_COUNTRIES = (
    ("CH", ("schweiz", "zürich", "switzerland", "winterthur", "basel", "bern ", "luzern", " ch-")),
    ("AT", ("österreich", " wien", "austria", "vienna", "salzburg", "graz", " linz", "innsbruck", " a-")),
)
_REGIONS = {"de": ("DE", "AT", "CH"), "en": ("GB", "US", "DE", "IE", "CH", "AT")}
# Kept by Ofcom for drama and examples; elsewhere these figures would be a valid number of another country.
_OFCOM_EXAMPLES = re.compile(r"(?:07700 ?900|01632 ?960|03069 ?990)\s?\d{3}(?!\d)")
_GERMAN_MOBILE = re.compile(r"\(?01[567]\d")
_NANP = re.compile(r"\(?[2-9]\d\d\)?[ .-]{0,2}[2-9]\d\d[ .-]\d{4}")


def find_emails(page: Page) -> list[tuple[Fact | None, int, int]]:
    """Each address with its span; None instead of the fact where it is not the customer's."""
    found: list[tuple[Fact | None, int, int]] = []
    at = page.text.find("@")
    tried = 0
    while at >= 0 and tried < _MOST_MAILS:
        tried += 1
        local = at > 0 and (page.text[at - 1].isalnum() or page.text[at - 1] in "_+-")
        domain = _DOMAIN.match(page.text, at + 1, at + 200) if local else None
        if domain is not None and page.said(at):
            start, end = _start(page.text, max(0, at - 64), at), domain.end()
            value = page.text[start:end]
            fact = None if _not_mine(page, start, end, value) else Fact("email", value, start, end)
            found.append((fact, start, end))
        at = page.text.find("@", at + 1)
    return found


def _start(text: str, lowest: int, at: int) -> int:
    start = at
    while start > lowest and (text[start - 1].isalnum() or text[start - 1] in "._%+-"):
        start -= 1
    while text[start] in ".-%+":
        start += 1
    return start


def _not_mine(page: Page, start: int, end: int, value: str) -> bool:
    if _NO_ONE.search(value.lower()):
        return True
    return _foreign(page, start, end)


def _foreign(page: Page, start: int, end: int) -> bool:
    """Is it said to be the house's own, a stranger's, an old one, or one the customer has only tried?"""
    first, last = page.sentence(start)
    before = page.low[max(first, start - 90) : start]
    if _OURS.search(before) or _OLD.search(before) or _STRANGER.search(before):
        return True
    around = page.low[first : max(last, end)]
    if _STRANGER_BEHIND.match(page.low, end, end + 40):
        return True
    if _UNANSWERED.search(around) and not _ME.search(before):
        return before.rstrip().endswith((" unter", "unter", " on", " at", "der", "nummer", "number"))
    if not _CALLED.search(around):
        return False
    return _BY_ME.search(around) is not None and not _ME.search(before)


# Free and shared-cost numbers are those of houses, not of people.
_SERVICE = re.compile(r"(?:0|\+49|0049)[\s(/-]{0,2}(?:800|180\d?|900|137|138|700)(?!\d{7})[\s)/-]?\d")


def find_phones(page: Page, taken: list[tuple[int, int]]) -> list[Fact]:
    """E.164 numbers outside of what is taken already."""
    found: list[Fact] = []
    closed, tried = 0, 0
    for token in page.tokens:
        if token.start < closed or tried >= _MOST or not _may_begin(page, token):
            continue
        candidate = _candidate(page, token, taken)
        if candidate is None:
            continue
        tried += 1
        start, end = candidate
        number = _parsed(page, start, end)
        if number is None:
            closed = end if page.text[start] == "+" else closed
            continue
        closed = end
        if _SERVICE.match(page.text, start) and not _ME.search(page.low, max(0, start - 40), start):
            continue
        if not _foreign(page, start, end):
            found.append(Fact("phone", number, start, end))
    return found


def _may_begin(page: Page, token: Token) -> bool:
    sign = page.text[token.start - 1 : token.start]
    if sign in (" ", "/", "-") and page.text[token.start - 2 : token.start - 1].isdigit():
        return False  # the middle of a longer number
    return token.text[0] == "0" or sign in ("+", "(") or (token.text[0] in "23456789" and page.language == "en")


def _candidate(page: Page, token: Token, taken: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    start = token.start
    while start > token.start - 2 and page.text[start - 1 : start] in ("+", "("):
        start -= 1
    match = _NUMBER.match(page.text, start, start + 34)
    if match is None:
        return None
    limit = min((first for first, last in taken if last > start), default=match.end())
    text = page.text[start : min(match.end(), limit)].rstrip(" \u00a0\u202f-–/(.")
    text = _balanced(text)
    end = start + len(text)
    digits = sum(sign.isdigit() for sign in text)
    after = page.text[end : end + 1]
    if not 7 <= digits <= 16 or after.isalnum() or _DATE.match(page.text, start, end) or _decimal(page.text, end):
        return None
    return start, end


def _balanced(text: str) -> str:
    """Without a closing bracket that belongs to the words around."""
    if text.count(")") > text.count("("):
        return text.rstrip(")")
    return text


def _decimal(text: str, end: int) -> bool:
    return text[end : end + 1] in (",", "@", "€", "%") and text[end + 1 : end + 2].isdigit()


def _parsed(page: Page, start: int, end: int) -> str | None:
    import phonenumbers  # only now: it takes memory, and most messages hold no number

    text = page.text[start:end]
    if text.startswith("(0)"):
        text = "0" + text[3:]
    possible = None
    if page.language == "en" and _OFCOM_EXAMPLES.match(text):
        return "+44" + "".join(sign for sign in text if sign.isdigit())[1:]
    for region in _regions(page, text):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            possible = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            if not text.isdigit() or len(text) > 9:
                return possible
            break
        if possible is None and phonenumbers.is_possible_number(number):
            possible = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # Numbers of ranges kept for films and examples are not valid, and seven figures may be anything; but so near to a
    # word like "Tel." they are meant.
    first, last = page.sentence(start)
    near = page.low[max(first, start - 60) : start] + page.low[end : min(last, end + 40)]
    return possible if _CUE.search(near) else None


def _regions(page: Page, text: str) -> tuple[str, ...]:
    if text.startswith("+"):
        return ("DE",)
    if not text.startswith(("0", "(0")):
        return ("US",) if _NANP.fullmatch(text) else ()
    regions = _REGIONS.get(page.language, _REGIONS["de"])
    for region, places in _COUNTRIES:
        if any(place in page.low for place in places):
            return (region, *regions)
    if page.language == "de" and _GERMAN_MOBILE.match(text):
        return ("DE",)  # one figure short it would be valid in Vienna
    return regions
