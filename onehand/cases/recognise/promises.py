"""What a draft promises: commitments in it, each with the moment it is due and what is promised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onehand.cases.recognise import promises_de, promises_en
from onehand.cases.recognise.found import Promise
from onehand.cases.recognise.promises_clauses import FRAGMENT, RELATIVE, THAT, Clause, clauses, without_quotations
from onehand.cases.recognise.promises_due import due_of
from onehand.cases.recognise.promises_kind import kind_of
from onehand.cases.recognise.promises_weight import NONE, STRONG, WEAK, Context
from onehand.cases.recognise.sentences import Sentence
from onehand.foundation import dates
from onehand.foundation.dates import When

_LONGEST = 1_500  # letters of a sentence that are looked at; nobody promises later in one
_MOST = 200  # promises of one message: nobody keeps more
_TAG = re.compile(
    r"(?:,|-|–|\.)?\s*(?:okay|ok|o\.k\.|ja|oder|in ordnung|einverstanden|recht so|gut|gell|nicht wahr"
    r"|passt das|passt|alright|all right|right|yes|fine"
    r"|deal|is that ok(?:ay)?|does that work|is that alright|sound good|if that's ok(?:ay)?)\s*(?:für sie"
    r"|so|for you|with you)?\s*\?+\s*\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_FIGURE = re.compile(r"\d")
_WE = frozenset(("ich", "wir", "i", "we", "i'll", "we'll", "i'm", "we're", "i've", "we've"))
_YOU = frozenset(("sie", "du", "you"))
_THEE = frozenset(("ihnen", "dir", "euch", "sie", "dich"))


@dataclass(slots=True)
class _Group:
    """Clauses that make one promise: those that commit us, and the others beside them."""

    core: list[Clause]
    beside: list[Clause]
    due: date | datetime | None = None
    due_text: str = ""
    own: bool = True  # begins with a subject of its own
    lead_in: bool = False  # "Leave it with me and …": what follows says what


def find(text: str, sentences: Sequence[Sentence], now: datetime, language: str) -> list[Promise]:
    """All promises in the sentences that are not quoted. `due` is in the zone of `now`."""
    found: list[Promise] = []
    for sentence in sentences:
        if len(found) >= _MOST:
            break
        if not sentence.quoted and len(sentence.text) > 3:
            found.extend(_in_sentence(text, sentence, now, language))
    return found


def _in_sentence(text: str, sentence: Sentence, now: datetime, language: str) -> list[Promise]:
    said = without_quotations(sentence.text[:_LONGEST])
    if said.rstrip().endswith("?"):
        tagless = _TAG.sub("", said)
        if tagless == said:
            return []
        said = tagless
    said = said.replace("İ", "I")  # the one letter that grows in lower case
    lower = said.lower().replace("’", "'")
    rules = promises_en if language == "en" else promises_de
    if instead := rules.NOT_BUT.search(lower):
        start, end = instead.span()
        blank = " " * (end - start)
        said, lower = said[:start] + blank + said[end:], lower[:start] + blank + lower[end:]
    words = set(_WORD.findall(lower))
    timed = _FIGURE.search(lower) is not None or dates.may_find(words, language)
    if timed:
        if rules.CUES.isdisjoint(words) and not (words & _WE or words & _THEE or rules.NOMINAL.search(lower)):
            return []
    elif rules.UNTIMED.isdisjoint(words) or (words.isdisjoint(rules.AHEAD) and rules.IMPERATIVE.match(lower)):
        return []  # "Es tut mir leid, dass niemand kam", "Bitte schicken Sie …"
    whens = dates.find(said, now=now, language=language) if timed else []
    parts = clauses(said, lower, whens, rules.JOINTS)
    groups = _groups(parts, lower, whens, language)
    return [_promise(sentence, group, len(groups) == 1, text) for group in groups]


def _groups(parts: list[Clause], lower: str, whens: list[When], language: str) -> list[_Group]:
    rules = promises_en if language == "en" else promises_de
    timeless = _without(lower, whens)
    context = Context()
    weights: list[int] = []
    for clause in parts:
        text = timeless[clause.start : clause.end].strip()
        weight = rules.weigh(clause, text, context)
        weights.append(weight)
        context.before = lower[: clause.end]
        context.first = bool(clause.known & _WE) or (context.first and not clause.known & _YOU)
        context.passive = weight != NONE and bool(clause.known & frozenset(("wird", "werden")))
        context.owed = weight != NONE
    if rules.IN_CASE.search(lower) and not any(when.due for when in whens):
        return []
    return _joined(parts, weights, lower, language)


def _without(lower: str, whens: list[When]) -> str:
    """What is said about time blanked, so that the month of May is no verb."""
    for when in whens:
        if not when.vague:
            lower = lower[: when.start] + " " * (when.end - when.start) + lower[when.end :]
    return lower


def _joined(parts: list[Clause], weights: list[int], lower: str, language: str) -> list[_Group]:
    groups: list[_Group] = []
    waiting: list[Clause] = []
    enough = STRONG if STRONG in weights else WEAK
    for clause, weight in zip(parts, weights, strict=True):
        if weight < enough:
            clause.kind = FRAGMENT if weight == WEAK else clause.kind  # what it says about time still counts
            (groups[-1].beside if groups else waiting).append(clause)
            continue
        groups.append(_Group([clause], waiting, own=_own_subject(clause, lower, language)))
        waiting = []
    for group in groups:
        group.due, group.due_text = due_of(group.core, group.beside, lower, language)
        _placed(group, lower, language)
    return _merged(groups)


def _placed(group: _Group, lower: str, language: str) -> None:
    rules = promises_en if language == "en" else promises_de
    said = lower[group.core[0].start : group.core[-1].end]
    group.lead_in = group.due is None and rules.LEAD_IN.match(said) is not None


def _merged(groups: list[_Group]) -> list[_Group]:
    """Neighbours with the same due, or of which one has none and shares its subject, are one promise."""
    merged: list[_Group] = []
    for group in groups:
        if merged and _same(merged[-1], group):
            last = merged[-1]
            last.core += group.core
            last.beside += group.beside
            if last.due is None:
                last.due, last.due_text = group.due, group.due_text or last.due_text
            continue
        merged.append(group)
    return merged


def _same(one: _Group, two: _Group) -> bool:
    if one.due is not None and two.due is not None:
        return one.due == two.due
    if (one.due is None and two.due is None) or one.lead_in:
        return True
    return not two.own


def _own_subject(clause: Clause, lower: str, language: str) -> bool:
    """Does the clause have a subject of its own, or that of the one before?"""
    if clause.kind in (THAT, RELATIVE):
        return False
    rules = promises_en if language == "en" else promises_de
    if clause.lead and rules.REFERS.match(lower[clause.start : clause.end]):
        return False
    if not clause.lead or clause.lead[0] in ";:":
        return True
    return not rules.SAME_THING.search(lower, clause.start, clause.end) and rules.own_subject(clause)


def _promise(sentence: Sentence, group: _Group, alone: bool, text: str) -> Promise:
    if alone:
        start, end = sentence.start, sentence.end
    else:
        start = sentence.start + min(clause.start for clause in [*group.core, *group.beside])
        end = sentence.start + max(clause.end for clause in [*group.core, *group.beside])
    while start < end and text[start] in " \t\n\r,;:-–—\xa0":
        start += 1
    while end > start and text[end - 1] in " \t\n\r,;:-–—\xa0":
        end -= 1
    said = text[start:end]
    return Promise(said, start, end, group.due, group.due_text, kind_of(said.lower()))
