"""Is a mail merely passed on? Then its content is the message, although a program marked it as quoted."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

from onehand.foundation.quotes.signature import is_closing, is_mobile

_PHRASES = frozenset(
    (
        "fyi|for your information|fwd|fw|wg|f.y.i|please see below|see below|pls see below|as discussed"
        "|as requested|please handle|for info|zur info|zur information|z.k|zk|zur kenntnis"
        "|zur kenntnisnahme|z.kts|z. k|z. kts|zki|siehe unten|s. unten|s.u|s. u|su|wie besprochen"
        "|wie telefonisch besprochen|wie gewünscht|weitergeleitet|bitte bearbeiten|bitte um bearbeitung"
        "|bitte um erledigung|bitte erledigen|mit der bitte um bearbeitung|mit der bitte um erledigung"
        "|bitte siehe unten|bitte beachten|zur weiteren bearbeitung|zur bearbeitung"
        "|zur weiteren veranlassung|zwv|zur erledigung|anbei|pour information|pour info|pvi"
        "|para su información|per conoscenza|ter info|til info|for din info|för kännedom|do wiadomości"
        "|pro info"
    ).split("|")
)
_GREETINGS = (
    "hallo",
    "hi",
    "hey",
    "guten tag",
    "guten morgen",
    "guten abend",
    "moin",
    "servus",
    "grüß",
    "liebe",
    "lieber",
    "sehr geehrte",
    "dear",
    "hello",
    "good morning",
    "good afternoon",
    "bonjour",
    "hola",
    "ciao",
    "buongiorno",
)


def is_passing_on(lines: list[str]) -> bool:
    """Do these (stripped) lines say no more than "for your information", greeting and name aside?"""
    said: list[str] = []
    for line in lines[:12]:
        plain = line.strip(" .,:;!-–*_").lower()
        if not plain or is_mobile(line) or (plain.startswith(_GREETINGS) and len(plain.split()) <= 5):
            continue
        if is_closing(line):
            break
        said.append(plain)
    if not said:
        return sum(1 for line in lines if line) <= 12
    return len(said) <= 2 and said[0] in _PHRASES and all(len(line.split()) <= 3 for line in said[1:])
