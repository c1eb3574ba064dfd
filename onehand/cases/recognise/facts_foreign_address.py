"""British, Irish, American and other addresses that begin with the number and end with the postal code."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_page import Page, Token, word_set
from onehand.cases.recognise.found import Fact

_BACK = 160
_MOST_WORDS = 20

_POSTCODE = re.compile(
    r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![A-Za-z\d])",
    re.IGNORECASE,
)
_LOOKS_LIKE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\d[A-Za-z]{2}|[A-Za-z\d]{4})?")
_ZIP = re.compile(r"\d{4,6}(?:-\d{4})?")
_STATE = re.compile(
    r"(?:,\s?|\s)(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|"
    r"O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|"
    r"NSW|VIC|QLD|TAS|ACT|Alabama|Arizona|California|Colorado|Connecticut|Florida|Georgia|"
    r"Illinois|Indiana|Massachusetts|Maryland|Michigan|"
    r"Minnesota|New Jersey|New York|North Carolina|Ohio|Oregon|Pennsylvania|Tennessee|"
    r"Texas|Virginia|Washington|Wisconsin|D\.C\.),?\s*\Z"
)
# "14/2 Park Street, Kolkata 700016", "71 Queen Street, Auckland 1010": all but the code is as everywhere.
_PLAIN = re.compile(
    r"(?<![\w.,])\d{1,4}[a-zA-Z]?(?:[-/]\d{1,4})? (?:[A-Z][\w'’.]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|"
    r"Drive|Close|"
    r"Crescent|Court|Square|Terrace|Place|Gardens|Grove|Way|Hill|Parade|Boulevard|Highway|Marg|Nagar|"
    r"Quay)\.?(?:,\s?|\n)"
    r"(?:(?!Suite|Apt|Unit|Flat|Floor|No\b)[A-Z][\w'’-]+,? ){1,3}(?:[-–] )?\Z"
)
_LOW_STATE = re.compile(
    r"[a-z],? (?:al|ak|az|ca|co|ct|fl|ga|il|ky|la|ma|md|mi|mn|mo|nc|nj|nv|ny|oh|pa|sc|tn|tx|ut|va|wa|wi) \Z"
)
_CITY_ALONE = re.compile(
    r"(?P<name>(?:\s[a-z'’A-Z]+){1,3}?\s(?:"
    r"street|st|road|rd|avenue|ave|lane|ln|drive|close|crescent|"
    r"terrace|gardens|grove|walk|mews|parade|boulevard|square|way))\s(?!(?:north|south|east|west|"
    r"[nsew])\b)(?=[a-z]{3})",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r",\s?(?:India|Singapore|South Africa|New Zealand|Pakistan|Kenya|Nigeria)\b")
_PIECE = re.compile(r"[^\s,]+|,|\n")
_NUMBER = re.compile(r"#?\d{1,5}[A-Za-z]?(?:[-–/]\d{1,4}[A-Za-z]?)?\Z|\d{1,3}(?:st|nd|rd|th)\Z")
_UNIT = re.compile(
    r"(?:flat|apt\.?|apartment|unit|suite|plot|shop|lot|penthouse|room|p\.?o\.?|floor|level|studio|maisonette|"
    r"block|c/o)\Z",
    re.IGNORECASE,
)
_TYPE = re.compile(
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|crescent|cres|court|ct|"
    r"square|sq|terrace|place|pl|gardens|gdns|grove|way|walk|hill|"
    r"mews|row|parade|boulevard|blvd|highway|hwy|parkway|pkwy|circle|rise|view|park|"
    r"quay|wharf|green|yard|rue|avenue|trail|alley|broadway|drove)\.?\Z",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:cottages?|house|farm|farmhouse|lodge|barn|manor|hall|court|villa|mill|rectory|vicarage|grange|forge|stables?|"
    r"chapel|croft|bungalow|gables|oaks|elms|willows|granary|smithy|schoolhouse|brewery|priory|annexe?|gatehouse|"
    r"paddocks?|orchard|nook|haven|works|mansions?|tower|studios?|church|inn|laurels|hollies|beeches|firs|dairy)\Z",
    re.IGNORECASE,
)
_SMALL = word_set("of upon on the and le de la du des in under by st y les el")
_PROSE = word_set("i my our is it's its at to from order invoice dear hello hi thanks regards please address the")
_LOW = re.compile(
    r"(?<![\w.,])\d{1,5}[a-z]? (?:[a-z'’-]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|"
    r"ln|drive|dr|close|crescent|court|square|terrace|place|gardens|"
    r"grove|way|hill|mews)\b[,.]?\s[a-z' ,.\n-]{0,50}\Z"
)


def find_at(page: Page, token: Token, closed: int) -> Fact | None:
    """The address that ends with a postal code at this token; `closed` is where the one before ended."""
    end = _code_end(page.text, token)
    if end is None:
        return None
    lowest = max(closed, token.start - _BACK)
    start = _start(page.text, lowest, token.start)
    if start is None:
        low = _LOW.search(page.low, lowest, token.start)
        if low is None:
            return None
        start = low.start()
    country = _COUNTRY.match(page.text, end)
    end = country.end() if country is not None else end
    lines = [" ".join(line.split()).strip(" ,;") for line in page.text[start:end].split("\n")]
    value = ", ".join(line for line in lines if line)
    if "," not in value and (street := _CITY_ALONE.match(value, value.find(" "))) is not None:
        value = f"{value[: street.end() - 1]}, {value[street.end() :]}"  # "118 kings road brighton BN1 2FA"
    return Fact("postal_address", value, start, end)


def _code_end(text: str, token: Token) -> int | None:
    if _LOOKS_LIKE.fullmatch(token.text):
        match = _POSTCODE.match(text, token.start)
        return match.end() if match is not None else None
    if not _ZIP.fullmatch(token.text):
        return None
    if not text[max(0, token.start - 3) : token.start].strip(" -–\n"):
        return None
    before = text[max(0, token.start - 90) : token.start]
    if _PLAIN.search(before) and not (len(token.text) == 4 and token.text[:2] in ("19", "20")):
        return token.end
    if len(token.text) == 5 and _LOW_STATE.search(before):
        return token.end
    if _STATE.search(before) or (len(token.text) == 6 and _COUNTRY.match(text, token.end)):
        return token.end
    return None


def _start(text: str, lowest: int, end: int) -> int | None:
    """Go back over the words an address is made of; begin at the first number or "Flat" among them."""
    run: list[re.Match[str]] = []
    pieces = list(_PIECE.finditer(text, lowest, end))
    for piece in reversed(pieces):
        if len(run) > _MOST_WORDS or not _belongs(piece[0], run):
            break
        run.append(piece)
    run.reverse()
    for at, piece in enumerate(run[:-1]):
        if _UNIT.match(piece[0]) and len(run) - at > 3:
            return piece.start()
        if _NUMBER.match(piece[0]) and _names_street(run[at + 1][0]) and _enough(run, at):
            return piece.start()
    return _named_house(run)


def _belongs(word: str, run: list[re.Match[str]]) -> bool:
    if word in (",", "-", "–"):
        return True
    if word == "\n":
        return not (run and run[-1][0] == "\n")
    if word[-1] in ":;!?" or (word[-1] == "." and (len(word) > 5 or word[:-1].isdigit())):
        return False
    return word[:1].isupper() or _NUMBER.match(word) is not None or word in _SMALL


def _names_street(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _SMALL


def _enough(run: list[re.Match[str]], at: int) -> bool:
    words = [piece[0] for piece in run[at + 1 :] if piece[0] not in (",", "\n")]
    return len(words) >= 2 and words[0].lower() not in _PROSE - {"the"}


def _named_house(run: list[re.Match[str]]) -> int | None:
    """ "Rose Cottage, Mill Lane, Bath BA1 2AB"."""
    kinds = [at for at, piece in enumerate(run) if _TYPE.match(piece[0]) and at]
    if not kinds:
        return None
    begin = _segment(run, kinds[0])
    if begin > 1:
        before = _segment(run, begin - 2)
        named = run[before : begin - 1]
        if any(_HOUSE.match(piece[0]) for piece in named) or (named and named[0][0] == "The"):
            begin = before
    words = [piece[0].lower() for piece in run[begin : kinds[0]]]
    if not words or any(word in _PROSE - {"the"} for word in words):
        return None
    return run[begin].start()


def _segment(run: list[re.Match[str]], at: int) -> int:
    """The index of the first word of the piece between commas that holds `at`."""
    while at and run[at - 1][0] not in (",", "\n"):
        at -= 1
    return at
