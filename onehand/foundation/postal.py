"""A postal address in one line or several, taken apart."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:(?P<name>[^,\n\d]+)[,\n] *)?(?P<street>[^,\n]*\d[^,\n]*)[,\n] *(?P<postcode>\d{4,5}) +(?P<city>[^,\n]+)"
)


def parts_of(text: str) -> dict[str, str]:
    """name, street, postcode, city and country; the country alone where it cannot be told apart."""
    found = _ADDRESS.fullmatch(text.strip())
    return {**(found.groupdict("") if found else {}), "country": "DE"}
