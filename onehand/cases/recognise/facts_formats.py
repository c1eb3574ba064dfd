"""Numbers that are known by their own shape or check digit: IBAN, shipments, "RE-2026-0815"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onehand.cases.recognise.facts_page import Page, Token
from onehand.cases.recognise.found import Fact

# ISO 13616 lengths of the countries from which payments come here (SEPA and its neighbours).
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BY": 28, "CH": 21, "CY": 28, "CZ": 24,
    "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18,
    "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22,
    "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip
_IBAN_START = re.compile(r"[A-Za-z]{2}\d\d")
_COUNTRY_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} \d\d (?=\d{4})")
_IBAN_BODY = re.compile(r"[A-Za-z0-9]+(?:[ \u00a0\u202f.\t-]{1,2}[A-Za-z0-9]+)*")
_OURS = re.compile(
    r"(?<![a-zäöüß])(?:ihr|ihre[srnm]?|eure?[srnm]?|euer|your)\s+(?:\w+\s+)?(?:konto|"
    r"iban|account|bank\w*)[\s:]*[^.!?]{0,20}\Z"
)

_SHAPES = re.compile(
    r"1Z[0-9A-Z]{16}|JJ?D[0-9]{16,20}|0034\d{16}|[A-Z]{2}\d{9}[A-Z]{2}|TBA\d{12}|H\d{19}", re.IGNORECASE
)
_UPS_PARTS = re.compile(r"1Z(?: ?[0-9A-Z]{1,4}){4,10}")
_DHL_PARTS = re.compile(r"00 ?34(?: ?\d){16}(?!\d)")
_USPS_PARTS = re.compile(r"9[1-5]\d\d(?: ?\d{4}){4} ?\d{2}(?!\d)")
_S10_PARTS = re.compile(r"[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?![A-Za-z0-9])")
_PREFIXES = {
    "re": "invoice_number", "rg": "invoice_number", "inv": "invoice_number", "rnr": "invoice_number",
    "ord": "order_number", "order": "order_number", "ab": "order_number", "best": "order_number", "po": "order_number",
    "so": "order_number", "au": "order_number", "be": "order_number", "kd": "customer_number",
    "kdnr": "customer_number", "kn": "customer_number", "cust": "customer_number", "sn": "serial_number",
}  # fmt: skip
_PREFIXED = re.compile(r"([A-Za-z]{2,5})[-/_](?=(?:[-/]?\d){4,})[0-9/-]+\Z")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def find_ibans(page: Page) -> list[tuple[Fact | None, int, int]]:
    """Each IBAN masked, with its span; None instead of the fact where the checksum is wrong or the account is ours."""
    found: list[tuple[Fact | None, int, int]] = []
    closed = 0
    for token in page.tokens:
        if token.start < closed:
            continue
        start = token.start
        if len(token.text) == 2 and _COUNTRY_BEFORE.match(page.text, max(0, start - 3)):
            start -= 3  # "DE 89 3704 …"
        elif not _IBAN_START.match(token.text):
            continue
        country = page.text[start : start + 2].upper()
        length = _LENGTHS.get(country)
        if length is None:
            continue
        compact, end = _collect(page.text, start, length)
        written = page.text[start:end]
        mixed = written != written.upper() and written != written.lower()
        if mixed or len(compact) < length - 4 or sum(sign.isdigit() for sign in compact) < 8:
            continue
        closed = end
        fact = None
        if _valid(compact) and not _ours(page, start):
            fact = Fact("iban", f"{compact[:4]} •••• {compact[-4:]}", start, end)
        found.append((fact, start, end))
    return found


def _valid(compact: str) -> bool:
    from stdnum import iban  # only now: its tables are read on import, and most messages hold no account

    return iban.is_valid(compact, check_country=False)


def _collect(text: str, start: int, length: int) -> tuple[str, int]:
    """So many letters and digits from `start`, blanks between them left out, and where they end."""
    body = _IBAN_BODY.match(text, start, start + length * 2)
    signs: list[str] = []
    end = start
    for at, sign in _signs(body[0] if body else "", start):
        signs.append(sign)
        end = at + 1
        if len(signs) == length:
            break
    following = text[end : end + 1]
    if following.isascii() and following.isalnum():
        signs.append(following)  # longer than an IBAN of this country: the checksum will fail
    return "".join(signs).upper(), end


def _signs(body: str, start: int) -> Iterator[tuple[int, str]]:
    for at, sign in enumerate(body, start):
        if sign.isalnum():
            yield at, sign


def _ours(page: Page, start: int) -> bool:
    return _OURS.search(page.low, max(0, start - 60), start) is not None


def tracking_at(text: str, token: Token) -> tuple[int, int] | None:
    """The span of a shipment's number whose shape needs no word before it."""
    if len(token.text) >= 12 and _SHAPES.fullmatch(token.text) and is_tracking(token.text):
        return token.start, token.end
    parts: re.Match[str] | None = None
    if token.text[:2].upper() == "1Z":
        parts = _UPS_PARTS.match(text, token.start, token.start + 32)
    elif token.text[:2] == "00":
        parts = _DHL_PARTS.match(text, token.start, token.start + 40)
    elif token.text[0] == "9" and len(token.text) in (4, 22):
        parts = _USPS_PARTS.match(text, token.start, token.start + 30)
    elif token.text[:2].isalpha() or (len(token.text) in (3, 9) and token.text.isdigit()):
        begin = token.start - 3 if token.text.isdigit() else token.start
        parts = _S10_PARTS.match(text, max(0, begin), token.start + 20)
    if parts is not None and is_tracking("".join(parts[0].split())):
        return parts.start(), parts.end()
    return None


def is_tracking(text: str) -> bool:
    """Does the number have the shape, and where it has one the check digit, of a carrier's number?"""
    compact = "".join(text.split()).upper()
    if len(compact) == 13 and compact[:2].isalpha() and compact[11:].isalpha():
        return compact[2:11].isdigit() and _s10_check(compact[2:11])
    if compact.startswith("1Z"):
        return len(compact) == 18 and sum(sign.isdigit() for sign in compact) >= 8
    if compact.startswith(("JD", "JJD", "TBA", "H")) and compact.lstrip("JDTBAH").isdigit():
        return len(compact) >= 14
    return compact.isdigit() and len(compact) in (10, 11, 12, 14, 16, 18, 20, 22)


def _s10_check(digits: str) -> bool:
    """UPU S10: the last digit of the nine."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=False))
    check = 11 - total % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(check, check)


def by_prefix(text: str) -> str | None:
    match = _PREFIXED.match(text)
    return _PREFIXES.get(match[1].lower()) if match else None


def looks_like_serial(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= 2
