"""When the customer is away. Only that, never why: "im Krankenhaus" leaves no more than the days."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_away_words import (
    AT_HOME,
    BEING,
    HEALTH,
    KEYS,
    NEEDS_BEING,
    PLACES,
    Group,
    groups_of,
)
from onehand.cases.recognise.facts_days import LENGTH, away, joined
from onehand.cases.recognise.facts_page import LONGEST, Page
from onehand.cases.recognise.facts_spans import own_whens
from onehand.cases.recognise.found import Fact
from onehand.cases.recognise.questions_plain import any_in
from onehand.cases.recognise.sentences import Sentence
from onehand.foundation.dates import When

_MOST = 60  # sentences looked at closely
_LONGEST = 200  # days: what is longer ("dieses Jahr") is no absence anybody plans around
_SHORT = 50  # letters of a sentence that may hold nothing but dates
_CUT_BEHIND_DATE = re.compile(r"\d\.\Z")  # "… vom 9. bis 13.3. | Urlaub." may have been cut there

_ME = re.compile(
    r"(?<![a-zäöüß])(?:ich|wir|mich|mir|me|uns|man|mein\w*|unser\w*|niemand|keiner|jemand|mir|i|we|i'm|"
    r"i’m|i'll|i’ll|we're|we’re|we'll|we’ll|my|our|nobody|no one|no-one|am|bin|us)(?![a-zäöüß'’])"
)
_THEM = re.compile(
    r"(?<![a-zäöüß])(?:ihr|ihre|ihrem|ihren|ihrer|euer|eure[mnr]?|your|"
    r"sie sind|sie waren|seien sie|sind sie|they're|you "
    r"are|you're|are you)(?![a-zäöüß'’])"
)
_THIRD = re.compile(
    r"(?<![a-zäöüß])(?:he|she|they|he'd|she'd|they'd|he'll|she'll|er|kollege\w*|kollegin|technician|"
    r"engineer|techniker|shop|filiale|hotline|laden)(?![a-zäöüß'’])"
)
_NEIGHBOUR = re.compile(
    r"(?<![a-zäöüß])(?:nachbar(?:in|n|s)?|neighbou?rs?)\s(?:ist|sind|is|are|fährt|verreist|bleibt)(?![a-zäöüß])"
)
_OWN = re.compile(
    r"(?<![a-zäöüß])(?:unser\w*|mein\w*|my|our|(?:die|das|der|the)\s+(?:\w*praxis|\w*werkstatt|\w*kanzlei|\w*büro|"
    r"\w*betrieb|\w*atelier|hausmeister\w*|\w*schule|kita|kindergarten|surgery|practice|workshop|"
    r"caretaker|janitor|concierge|school|pub|café|restaurant|farm|depot|hof|lager|warehouse|studio|"
    r"whole (?:family|team)|entire family|house|flat|haus|"
    r"wohnung|ganze familie))(?![a-zäöüß])"
)
_ASKS = re.compile(r"\W*(?:wann|wer|was|wo|sind sie|ist ihr|when|who|what|are you|is your|will you|why|warum)\b")
_PAST = re.compile(
    r"(?<![a-zäöüß])(?:war|waren|wäre|hatte|hatten|hätte|hätten|gewesen|gezogen|gefahren|"
    r"geflogen|gereist|gekommen|umgezogen|gegangen|gesessen|geworden|bestellt|gekauft|"
    r"erhalten|bekommen|geschrieben|angerufen|was|were|had|been|"
    r"blieb)(?![a-zäöüß])"
)
_MAYBE = re.compile(
    r"(?<![a-zäöüß])(?:wenn|falls|sollte|würde|ob|whether|if|in case|angenommen|suppose|"
    r"vielleicht|maybe|might|warum|why|was passiert|what happens)(?![a-zäöüß])"
)
_OFTEN = re.compile(
    r"(?:mon|diens|donners|frei|sams|sonn)tags\Z|mittwochs\Z|(?:mon|tues|wednes|thurs|fri|satur|sun)days\Z"
)
_WHY = re.compile(rf"(?<![a-zäöüß])(?:{HEALTH})(?![a-zäöüß])")
_ARRIVES = re.compile(r"\san\W*(?:\Z|und\b)")  # "Wir reisen am 5. Juni an."
# "Für den Urlaub im Juli brauche ich …": what it is for.
# "Die Reise vom 9. bis 20. März möchte ich stornieren."
_CALLED_OFF = re.compile(
    r"(?<![a-zäöüß])(?:stornier\w*|abzusagen|absagen|umbuchen|umzubuchen|verschieben|cancel"
    r"|rebook|postpone)(?![a-zäöüß])"
)
_FOR = re.compile(r"(?<![a-zäöüß])(?:für|for)(?:\s(?:den|die|das|meinen?|unseren?|the|my|our|\w+en))?\s\Z")
_WISHED = re.compile(
    r"(?<![a-zäöüß])(?:wünsch\w*|genieß\w*|wish|enjoy)\s(?:ich |wir )?(?:ihnen|dir|euch|sie|you|your)(?![a-zäöüß])"
)
_HERE = re.compile(r"(?:hier|da|dort)\Z")
_BE = re.compile(r"(?<![a-zäöüß])(?:bin|sind|ist|niemand|keiner|keine|werde|werden)(?![a-zäöüß])")
_CLAUSE_END = re.compile(
    r"[;:!?]|\s(?=(?:but|aber|otherwise)\b)|,\s(?=(?:und|aber|also|denn|sonst|bitte|daher|deshalb|so|but|please|and|"
    r"because|weil|since|i['’]m|we['’]re|i['’]ll|we['’]ll|(?:i|we) (?:am|are|will|shall)|(?:ich|wir) (?:bin|sind)|"
    r"(?:da|dort|dann) (?:bin|sind)|schreiben|rufen|kindly|otherwise|danach|then|when|wann)\b)"
)


__all__ = ["KEYS", "find"]


def find(page: Page) -> list[Fact]:
    found: list[Fact] = []
    tried, last = 0, -1
    spots = page.spots(KEYS)
    for at in sorted(near for one in page.timely for near in (one - 1, one, one + 1)):
        if at == last or not 0 <= at < len(page.sentences) or not _timely(page, at):
            continue
        last, sentence = at, page.sentences[at]
        low = page.low[sentence.start : min(sentence.end, sentence.start + 2 * LONGEST)]
        match = _absent(page, sentence, low, groups_of(spots.get(at, ())))
        if match is None:
            continue
        tried += 1
        if tried > _MOST:
            break
        fact = _dated(page, sentence, low, match)
        if fact is None and at and len(low) <= _SHORT and _CUT_BEHIND_DATE.search(page.sentences[at - 1].text):
            fact = _dated(page, page.sentences[at - 1], page.sentences[at - 1].text.lower(), (0, 0))
        if fact is None and at + 1 < len(page.sentences):
            fact = _beside(page, page.sentences[at + 1])
        if fact is not None:
            found.append(fact)
    return found


def _timely(page: Page, at: int) -> bool:
    """Is a day named in this sentence, or in a short one beside it?"""
    if at in page.timely:
        return True
    if at - 1 in page.timely and len(page.sentences[at].text) <= _SHORT:
        return _CUT_BEHIND_DATE.search(page.sentences[at - 1].text) is not None
    return at + 1 in page.timely and len(page.sentences[at + 1].text) <= _SHORT


def _absent(page: Page, sentence: Sentence, low: str, groups: list[Group]) -> tuple[int, int] | None:
    """Where in the sentence the customer says to be away, if now and of themselves."""
    spans = [
        match.span()
        for pattern in groups
        for match in pattern.finditer(low)
        if not NEEDS_BEING.match(match[0]) or BEING.search(low)
    ]
    cues, pattern = PLACES[page.language]
    if any_in(cues, low):
        place = pattern.search(page.text, sentence.start, sentence.start + len(low))
        if place is not None and not any(found.end() == len(place[0]) for found in AT_HOME.finditer(place[0])):
            spans.append((place.start() - sentence.start, place.end() - sentence.start))
    return next((span for span in sorted(spans) if _is_meant(page, sentence, low, span)), None)


def _is_meant(page: Page, sentence: Sentence, low: str, span: tuple[int, int]) -> bool:
    start, end = span
    first, last = _clause(low, start, end)
    clause = low[first:last]
    if _PAST.search(clause) or _MAYBE.search(low, 0, start) or _asked(low, end):
        return False
    if _CALLED_OFF.search(clause) or _NEIGHBOUR.search(clause):
        return False
    if "reise" in low[start:end] and _ARRIVES.search(low, start, last):
        return False
    if _FOR.search(low, 0, start) or _WISHED.search(low, 0, end):
        return False
    if _HERE.search(low[start:end]) and not (_BE.search(clause) or _bare(clause)):
        return False
    if low[start:end] in ("weg", "fort") and page.text[sentence.start + start].isupper():
        return False
    if _THEM.search(clause) or (_THIRD.search(clause) and not _OWN.search(low, 0, start)):
        return False
    return _ME.search(clause) is not None or _bare(clause) or (_OWN.search(low, 0, end) is not None)


def _asked(low: str, end: int) -> bool:
    """ "I'm away until Friday, can you wait?" asks something else."""
    return low.rstrip().endswith("?") and ("," not in low[end:] or _ASKS.match(low) is not None)


def _clause(low: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(low)
    for cut in _CLAUSE_END.finditer(low):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            last = cut.start()
            break
    return first, last


def _bare(low: str) -> bool:
    """ "Bis Freitag im Urlaub.", "Out of the office Monday and Tuesday.": no subject at all."""
    return (
        re.search(
            r"(?<![a-zäöüß])(?:sie|es|er|das|der|die|you|it|he|she|they|is|are|ist|hat|haben|account|contract|"
            r"konto|vertrag|"
            r"wird)(?![a-zäöüß])",
            low,
        )
        is None
        and len(low) < 90
    )


def _beside(page: Page, sentence: Sentence) -> Fact | None:
    """ "Ich bin verreist. Vom 3. bis 10. März." """
    if len(sentence.text) > _SHORT:
        return None
    whens = page.whens(sentence)
    rest = sentence.text
    for when in whens:
        rest = rest.replace(when.text, "")
    if not whens or len(rest.strip(" .,;()-–und")) > 6:
        return None
    return _fact(page, sentence, sentence.text.lower(), whens, None)


_AGAIN = re.compile(r"[^.,;]{0,20}\b(?:wieder|zurück|back|again)\b")
_LEAVES = re.compile(r"(?:i|we|ich|wir)?\s?(?:leav(?:e|ing)|depart\w*|fly\w*|fliegen?|reisen?|fahren?|jetting)\b")


def _dated(page: Page, sentence: Sentence, low: str, absent: tuple[int, int]) -> Fact | None:
    first, last = _clause(low, *absent)
    whens = [
        when
        for when in page.whens(sentence)
        if (when.due or when.since)
        and not _OFTEN.search(when.text.lower())
        and not low[when.start : when.end].startswith("spätestens")
    ]
    if whens and all(when.role == "clock" for when in whens):
        return None  # "before six I'm at work" is every day
    whens = own_whens(low, whens, page.now.date())
    if any(when.since is None and when.until for when in whens):
        # "Bis Sonntag auf Amrum, ab Montag wieder im Dienst"
        whens = [when for when in whens if when.role != "from" or not _AGAIN.match(low, when.end)]
    near = [when for when in whens if first <= when.start < last]
    chosen = near or whens
    if len(chosen) < 2 or not joined(low, chosen[0], chosen[1]):
        chosen = [when for when in chosen if when.role != "of"]
    leaves = absent[1] and _LEAVES.match(low, absent[0]) and not LENGTH.search(low)
    if len(chosen) == 1 and chosen[0].since == chosen[0].until and leaves:
        return None  # that they leave that day says nothing of how long
    return _fact(page, sentence, low, chosen, absent) if chosen else None


def _fact(page: Page, sentence: Sentence, low: str, whens: list[When], absent: tuple[int, int] | None) -> Fact | None:
    today = page.now.date()
    since, until, used = away(low, whens, today)
    if since is None and until is None:
        return None
    if since is not None and until is not None and (until - since).days > _LONGEST:
        return None
    if until is not None and (until < today or (since is not None and until < since)):
        return None
    start, end = used[0].start, used[-1].end
    if absent is not None:
        first, last = min(start, absent[0]), max(end, absent[1])
        if not _WHY.search(low[first:last]):
            start, end = first, last
    value = f"{since or '..'}/{until or '..'}"
    return Fact("absence", value, sentence.start + start, sentence.start + end, since=since, until=until)
