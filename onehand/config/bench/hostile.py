"""A megabyte of text of many kinds, each made to keep a recogniser busy."""

from __future__ import annotations

import random
from collections.abc import Iterator

SIZE = 1_000_000

# Each repeated until it is a megabyte.
PIECES = {
    "letters": "a",
    "capitals": "A",
    "digits": "1",
    "blanks": " ",
    "blank lines": "\n",
    "blanks and lines": " \n",
    "tabs": "\t ",
    "full stops": ".",
    "question marks": "?",
    "questions without blanks": "a?",
    "short questions": "Wann? ",
    "exclamations": "!!! ",
    "commas": "wir,",
    "colons": "Bestellnummer:",
    "quote marks": "> ",
    "quoted lines": "> Wann kommt das?\n",
    "deep quotes": ">>>>>>>> a\n",
    "opening quotes": "„wir “",
    "brackets": "((((",
    "dashes": "- ",
    "list": "1. Wann\n",
    "dots and digits": "1.2.",
    "dates": "12.03. ",
    "dates without end": "vom 3. bis ",
    "days": "Montag ",
    "until": "bis spätestens ",
    "until days": "bis zum nächsten Montag ",
    "hours": "um 14 Uhr ",
    "working days": "innerhalb von drei Werktagen ",
    "if and when": "wenn ob wann ",
    "whether": "ich wüsste gern, ob ",
    "subordinate": "dass wir, wenn wir, weil wir, ",
    "promises": "Wir melden uns bis Freitag. ",
    "promises without end": "wir werden Ihnen morgen ",
    "promises in English": "We will send it by Friday. ",
    "will": "we will ",
    "asks": "Bitte senden Sie uns Ihre Bestellnummer. ",
    "asks without end": "bitte teilen Sie uns Ihre ",
    "asks in English": "could you please send your ",
    "numbers": "Bestellnummer 123456 ",
    "long numbers": "1234567890" * 5 + " ",
    "phones": "+49 30 123456 ",
    "phones without end": "+49 (0) 30 / ",
    "slashes": "0/",
    "ibans": "DE89 3704 0044 0532 0130 00 ",
    "nearly ibans": "DE00 ",
    "addresses": "Lindenweg 12, 50667 Köln ",
    "streets": "straße ",
    "postcodes": "50667 ",
    "mail": "a@b.de ",
    "at signs": "a@",
    "absence": "Ich bin vom 3. bis 10. März im Urlaub. ",
    "absences without end": "ich bin im Urlaub vom ",
    "deadline": "Ich brauche es bis zum 3. April. ",
    "devices": "Modell X-1000 ",
    "abbreviations": "z. B. ",
    "initials": "J. ",
    "glued": "kaputt.Bitte",
    "composed": "u\u0308\u0301",
    "wide": "表？",
    "emoji": "👍🏽 ",
    "joined emoji": "👨\u200d👩\u200d👧",
    "right to left": "\u202eשלום\u202c? ",
    "invisible": "\u200b",
    "no-break blanks": "\xa0",
    "null": "\x00",
    "long s": "ſ",
    "dotted capital": "İ",
    "html": "<p>Wann?</p>",
    "address lines": "Lindenweg 12\n50667 Köln\n",
}
_WORDS = (
    "wir ich Sie Ihnen wann ob bis am um 14 Uhr Montag morgen senden rufen bitte Ihre Bestellnummer 123456 ? . , \n -"
)


def texts() -> Iterator[tuple[str, str]]:
    """Name and text."""
    for name, piece in PIECES.items():
        yield name, piece * (SIZE // len(piece))
    for name, alphabet in (
        ("words at random", [f"{word} " for word in _WORDS.split(" ")]),
        ("signs at random", list(".?!,:;-()/@+0123456789 \n>„“'\"aeiouÄß")),
        ("letters at random", list("abcdefghijklmnopqrstuvwxyzäöüß      .?")),
        ("digits at random", list("0123456789 /-+().")),
    ):
        rng = random.Random(name)
        yield name, "".join(rng.choices(alphabet, k=SIZE))[:SIZE]
