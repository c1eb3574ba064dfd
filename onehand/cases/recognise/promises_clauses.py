"""A sentence cut into clauses, each with its words and what is said about time in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from onehand.foundation.dates import When

MAIN, CONDITION, THAT, RELATIVE, FRAGMENT = "main", "condition", "that", "relative", "fragment"


@dataclass(slots=True)
class Clause:
    """`start` and `end` are offsets into the sentence; `lead` is what joins it to the clause before."""

    start: int
    end: int
    lead: str
    words: list[str]
    kind: str = MAIN
    whens: list[When] = field(default_factory=list)
    nouns: frozenset[str] = frozenset()  # written with a capital inside the sentence
    known: frozenset[str] = field(init=False)  # the words again, for looking up

    def __post_init__(self) -> None:
        self.known = frozenset(self.words)


@dataclass(frozen=True)
class Joints:
    """How one language joins clauses."""

    coordinators: frozenset[str]
    conditions: frozenset[str]
    that: frozenset[str]
    relatives: frozenset[str]
    cuts: frozenset[str]  # words that begin a clause without a comma before them
    finite: frozenset[str]  # forms that can be the verb of a clause
    closing: frozenset[str]  # auxiliaries that end a German subordinate clause
    negations: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Where a sentence may be cut."""
        return re.compile(r"[,;:()–—]|\s-\s|\b(?:" + "|".join(sorted(self.coordinators | self.cuts)) + r")\b")


_NOT_LATER = frozenset(("später", "länger", "nur"))
_HEADING = 4  # words before a colon
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_CAPITAL = re.compile(r"(?<![^\W\d_])[A-ZÄÖÜ][^\W\d_]*")
_QUOTATION = re.compile(r"[„“»\"][^„“”«»\"]{2,400}[“”«»\"]")


def without_quotations(text: str) -> str:
    """Direct speech blanked, letter by letter, since somebody else said it."""
    if '"' not in text and "„" not in text and "“" not in text and "»" not in text:
        return text
    return _QUOTATION.sub(lambda match: " " * len(match[0]), text)


def clauses(text: str, lower: str, whens: list[When], joints: Joints) -> list[Clause]:
    """Cut at commas and the like and before "und" or "and", but not inside what is said about time.

    `lower` is `text` in lower case, letter for letter.
    """
    found: list[Clause] = []
    start, lead, at_when = 0, "", 0
    for match in joints.pattern.finditer(lower):
        joint = match[0].strip()
        while at_when < len(whens) and whens[at_when].end <= match.start():
            at_when += 1
        if at_when < len(whens) and whens[at_when].start < match.start():
            continue
        if joint == "," and at_when and _closes(lower, whens[at_when - 1], match.start()):
            continue  # "den 12. März, 10 Uhr, reserviert"
        words = _WORD.findall(lower, start, match.start())
        if joint == ":" and len(words) <= _HEADING and at_when < len(whens) and whens[at_when].start <= match.end() + 1:
            continue  # "Versand: morgen"
        if not words and joint in joints.cuts:
            start = match.start()
        elif not words:
            start, lead = match.end(), f"{lead} {joint}".strip()
        elif joint in joints.cuts:
            if len(words) > 1 and _is_joint(joint, words[-1]):
                found.append(Clause(start, match.start(), lead, words))
                start, lead = match.start(), ","
        else:
            found.append(Clause(start, match.start(), lead, words))
            start, lead = match.end(), joint
    words = _WORD.findall(lower, start)
    if words:
        found.append(Clause(start, len(text), lead, words))
    for clause in found:
        if joints.closing:  # German: nouns are told from participles by their capital
            written = _CAPITAL.findall(text, clause.start + (clause.start == 0), clause.end)
            clause.nouns = frozenset(word.lower() for word in written)
        clause.kind = _kind(clause, joints)
    _give(found, whens)
    _attach(found, joints)
    return found


def _closes(lower: str, when: When, comma: int) -> bool:
    return "," in when.text and not lower[when.end : comma].strip()


def _is_joint(word: str, before: str) -> bool:
    """ "the fee that we charged" says which; "I promise that we …" says what."""
    return word != "that" or before in _BEFORE_THAT


_BEFORE_THAT = frozenset(
    """
    advise advised afraid agreed arranged assure assured aware believe certain confirm confirmed confirms decided ensure
    ensured glad guarantee guaranteed guarantees happy her him hope inform informed it know me mean means note noted
    pleased promise promised promises report said say see so sorry sure tell think told understand us word you
    """.split()  # noqa: SIM905 (word lists read better as text)
)


def _kind(clause: Clause, joints: Joints) -> str:
    first = clause.words[0]
    if clause.words[:2] in (["that", "is"], ["that", "means"]):
        return FRAGMENT
    if first == "should" and clause.lead.endswith("and"):
        return MAIN  # "… and should be with you by Thursday"
    if first in joints.conditions and clause.words[:2] != ["because", "of"] and not _in_the_role_of(clause):
        return CONDITION
    if first in joints.that:
        return THAT
    if clause.lead.startswith(",") and _is_relative(clause.words, joints):
        return RELATIVE
    if joints.finite.isdisjoint(clause.words):
        return FRAGMENT
    return MAIN


def _in_the_role_of(clause: Clause) -> bool:
    """ "Als Entschädigung legen wir … bei", "als kleinen Ausgleich": no moment in the past."""
    return clause.words[0] == "als" and not clause.nouns.isdisjoint(clause.words[1:3])


def _is_relative(words: list[str], joints: Joints) -> bool:
    """ "…, die sich bei Ihnen meldet": a pronoun first and, in German, no verb before the last word."""
    first = words[1] if len(words) > 1 and words[0] in _PREPOSITIONS else words[0]
    if first not in joints.relatives or (len(words) > 2 and words[-2] == "zu"):
        return False
    if not joints.closing or words[-1] in joints.closing:
        return True
    return words[-1] in joints.finite and joints.finite.isdisjoint(words[1:-1])


_PREPOSITIONS = frozenset(("in", "mit", "an", "für", "von", "bei", "auf", "of", "for", "with"))


def _give(found: list[Clause], whens: list[When]) -> None:
    at = 0
    for when in whens:
        while at + 1 < len(found) and found[at + 1].start <= when.start:
            at += 1
        if found:
            found[at].whens.append(when)


def _attach(found: list[Clause], joints: Joints) -> None:
    """What a verbless piece says about time belongs to the clause after it at the beginning, else to the one before:
    "Übernächste Woche, am 18. März, findet …", "…, spätestens morgen"."""
    if all(clause.kind in (FRAGMENT, CONDITION) for clause in found):
        return
    waiting: list[When] = []
    before: Clause | None = None
    for clause in found:
        if clause.kind == FRAGMENT and clause.whens and len(found) > 1:
            if not joints.negations.isdisjoint(clause.known) and clause.known.isdisjoint(_NOT_LATER):
                continue  # "Heute schaffe ich es nicht mehr, aber …"
            if before is None:
                waiting += clause.whens
                clause.whens = []
            elif before.kind != CONDITION and clause.lead[0] in ",(–—-":
                before.whens = [*before.whens, *clause.whens]
                clause.whens = []
        elif clause.kind != FRAGMENT:
            if clause.kind != CONDITION:
                clause.whens = [*waiting, *clause.whens]
                waiting = []
            before = clause
    if waiting and before is not None:
        before.whens = [*waiting, *before.whens]
    elif waiting:
        found[-1].whens = waiting + found[-1].whens
