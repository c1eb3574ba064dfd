"""What a defect is recognised by: the rare words of its own description, and those that several customers used for it.

No word of one customer alone is kept: what fewer than three of them say is theirs (names, numbers, streets).
"""

# ruff: noqa: SIM905 (a list of words reads better as text)
from __future__ import annotations

import math
import re
from collections import defaultdict

from onehand.cases.models import Message
from onehand.defects.models import Defect, Link
from onehand.foundation import jobs, text
from onehand.foundation.search import index

SAID_BY = 3  # customers who use a word for it
MOST = 30  # words a defect is recognised by
SAMPLE = 60  # linked cases whose words are looked at
LONGEST = 4_000  # characters of a text
SHORTEST = 4  # letters of a word that tells anything
LEAST = 0.25  # weight of a word that is rare enough
FEW = 200  # messages: of fewer nothing can be said about what is common
# What stands in every letter, whatever it is about.
_COURTESY = frozenset(
    """
    freundliche freundlich besten beste viele grüßen geehrte damen herren guten vielen herzliche hallo
    moin team hilfe bitte danke dank problem anliegen kunde kundin kundendienst mail nummer seit gestern
    heute morgen woche wochen tage tagen schon immer noch wann warum wieder lange kind best regards
    sincerely hello dear customer number days week weeks yesterday today tomorrow still again since long
    when help please thank thanks concern issue company neue neuen neuer neues neu geht gehen kommt kommen
    macht machen worden wurden werden keine keinen geworden funktioniert funktionieren works working work
    does doing going done have been being first once nicht mehr mein meine sondern
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")


def terms(said: str) -> dict[str, str]:
    """The telling words of a text: as the index knows each, and as it was written. In order, each once."""
    found: dict[str, str] = {}
    for word in _WORD.findall(said[:LONGEST]):
        plain = word.lower()
        if len(plain) < SHORTEST or plain in _COURTESY or text.everyday(plain):
            continue
        forms = text.search_words(plain).split()
        if forms:
            found.setdefault(forms[1] if len(forms) > 1 else forms[0], word)
    return found


def soon(defect: Defect) -> None:
    """Inside the transaction of whatever changed; many at once are one."""
    jobs.once(learn, f"defect words: {defect.pk}").enqueue(defect.pk)


@jobs.task(atomic=True)
def learn(pk: int) -> None:
    defect = Defect.objects.filter(pk=pk).first()
    if defect is not None:
        defect.words = weighed(defect)
        defect.save(update_fields=["words"])


def weighed(defect: Defect) -> dict[str, float]:
    """Rare words count, words that are everywhere do not: what the index holds decides."""
    own = terms(" ".join((defect.title, defect.what_de, defect.what_en, defect.note_de, defect.note_en)))
    candidates = [*own, *(word for word in _shared(defect) if word not in own)][: 3 * MOST]
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    among = max(min(newest, index.NEWEST), FEW)
    weights = {word: _weight(len(index.bearing(word)), among) for word in candidates}
    kept = sorted((-weight, word) for word, weight in weights.items() if weight >= LEAST)
    return {word: round(-weight, 3) for weight, word in kept[:MOST]}


def _weight(bearing: int, among: int) -> float:
    return math.log((among + 2) / (bearing + 1)) / math.log(among + 2)


def _shared(defect: Defect) -> list[str]:
    """What at least `SAID_BY` customers said, the most common first."""
    newest = Link.objects.filter(defect=defect, ended_at__isnull=True).exclude(how=Link.How.WARNED).order_by("-pk")
    customers = dict(newest.values_list("case_id", "case__customer_id")[:SAMPLE])
    said_by: dict[str, set[int]] = defaultdict(set)
    for number, said in first_words(list(customers)).items():
        for word in terms(said):
            said_by[word].add(customers[number])
    often = sorted((-len(who), word) for word, who in said_by.items() if len(who) >= SAID_BY)
    return [word for _, word in often]


def first_words(numbers: list[int]) -> dict[int, str]:
    """Subject and words of what came in, of each case; a customer's own and no automatic ones."""
    found: dict[int, str] = dict.fromkeys(numbers, "")
    said = Message.objects.filter(case__in=numbers, direction=Message.Direction.IN, automatic="", held=False).order_by(
        "pk"
    )
    for number, subject, words in said.values_list("case_id", "subject", "text")[: 10 * max(len(numbers), 1)]:
        if len(found[number]) < LONGEST:
            found[number] += f"{subject}\n{words[:LONGEST]}\n"
    return found
