"""When the customer is away. Only that, never why: "im Krankenhaus" leaves no more than the days."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_days import away, joined
from onehand.cases.recognise.facts_page import LONGEST, Page, speaks_of_time
from onehand.cases.recognise.found import Fact
from onehand.cases.recognise.sentences import Sentence
from onehand.foundation.dates import When

_MOST = 60  # sentences looked at closely
_LONGEST = 200  # days: what is longer ("dieses Jahr") is no absence anybody plans around
_SHORT = 50  # letters of a sentence that may hold nothing but dates
_CUT_BEHIND_DATE = re.compile(r"\d\.\Z")  # "… vom 9. bis 13.3. | Urlaub." may have been cut there

_TRIGGERS = (
    "urlaub", "ferien", "verreis", "reise", "nicht", "niemand", "abwesend", "auswärts", "unterwegs", "weg", "fort",
    "ausland", "krankenhaus", "klinik", "kur", "reha", "haus", "geschlossen", "besetzt", "zurück", "wieder", "bin",
    "sind", "away", "leave", "holiday", "vacation", "office", "travel", "abroad", "n't ", "not ", "n’t ",
    "unavailable", "nobody", "no one", "closed", "out", "reach", "leav", "fly", "com", "return", "i'm in", "i am in",
    "we're in", "we are in", "hospital", "back", "ooo", "keiner", "kein", "unreachable", "trip", "off work",
)  # fmt: skip
_HEALTH = r"krankenhaus|spital|klinik|kur|reha|hospital|clinic|operation|surgery|krank\w*|arzt\w*|sick|rehab|op"
_ABSENT = re.compile(
    r"(?<![a-zäöüß])(?:\w*urlaub\w*|(?:\w*ferien)|verreis(?:t|e|en)|abwesend|abwesenheit|"
    r"auswärts|unterwegs|(?:außer|ausser|aus dem)\s*haus(?:e)?|weg|fort|(?:dienst|geschäfts|"
    r"urlaubs|rund|welt|auslands|hochzeits|fern)?reisen?|"
    r"verhindert|(?:i['’]m|am|we['’]re|are|be) out(?= (?:until|till|from|all|on|for|"
    r"tomorrow|next|this))|leav(?:e|ing) for|fly(?:ing)? (?:to|out)|com(?:e|ing) back "
    r"(?:on|from)|return(?:ing)? (?:on|home)|erreich(?:en|t) (?:sie|ihr) (?:mich|uns)\s+(?:\w+\s+){0,2}nicht"
    r"|(?:\w+n['’]t|not) (?:be able to )?(?:reach|contact) (?:me|us)|(?:bin|sind)\b.{0,40}\b(?:wieder\s+(?:z"
    r"u "
    r"?hause|da|daheim|erreichbar|"
    r"zurück|im büro|im haus|anwesend|vor ort)|zurück)|wieder\s+(?:\w+\s+)?(?:zu ?hause|"
    r"erreichbar)|(?:i['’]m|am|be|are|we['’]re) back|"
    r"im ausland|geschlossen|nicht besetzt|unbesetzt|(?:nicht|nie|kaum|niemand|keiner|keine|keinen|"
    r"schlecht|schwer)\s+(?:(?:\w+\s+){0,3}?)(?:da|dort|zu ?hause|zuhause|daheim|erreichbar|"
    r"zu erreichen|erreichen|anwesend|vor ort|am platz|"
    r"in der stadt|im büro|im haus|im hause|im lande?|verfügbar|annehmen|entgegennehmen|"
    r"empfangen|aufmachen|öffnen|zur verfügung|zugegen|hier)|kann (?:ich|leider|da|das "
    r"paket|es|die \w+)?\s*(?:\w+\s+){0,2}nicht(?=\W*\Z|[,.;])|"
    r"kann\s+(?:ich|leider|da)\s+(?:\w+\s+){0,2}nicht(?=\s*[,.;]|\Z)|"
    rf"(?:im|in der|in einer|auf|zur|in)\s+(?:{_HEALTH})|\w*seminar|messe|montage|"
    r"away|(?:on|taking)\s+(?:\w+\s+){0,2}(?:leave|holidays?|vacation|hols|honeymoon)|"
    r"out of (?:the )?(?:office|town|country|house|home)|travell?ing|abroad|unavailable|"
    r"unreachable|not available|overseas|"
    r"(?:\w+n['’]t|not|never)\s+(?:(?:be|going to be|able to be|really|be able to)\s+)?(?:at "
    r"home|home|in|there|here|around|available|reachable|reached|present|in the office|"
    r"about)(?![a-z])|can(?:no|'|’)t (?:be|make|receive|accept|take)\b|cannot be|"
    rf"(?:nobody|no one|no-one|noone)\b.{{0,30}}?\b(?:home|in|there|here|at the|around)|"
    rf"closed|ooo|in (?:the )?(?:{_HEALTH})|\w+ trip|off work|(?:am|are|i['’]m|we['’]re|"
    rf"be) off)(?![a-zäöüß])"
)
_PLACE = re.compile(
    r"(?:\b(?:sind|bin)\s+(?:wir|ich)|\b(?:[Ww]ir|[Ii]ch)\s+(?:sind|bin|fahren|fahre|"
    r"fliegen|fliege))\s+(?:[\w.]+\s+){0,7}?(?:(?:auf|in|an|nach)\s+(?:der\s+|die\s+|"
    r"den\s+)?[A-ZÄÖÜ]\w+|(?:am|im) (?:Meer|\w+see|Harz|Schwarzwald|Allgäu|Gebirge|Süden|"
    r"Norden|Osten|Westen))|"
    r"\b(?:[Ii]['’]?m|[Ii] am|[Ww]e['’]re|[Ww]e are|[Ii]['’]ll be|[Ww]e['’]ll be|will "
    r"be|[Aa]m)\s+in\s+(?:the\s+)?[A-Z]\w+"
)
_THERE = (
    "bin",
    "sind",
    "fahre",
    "fliege",
    "'m in",
    "’m in",
    " am in",
    "'re in",
    "’re in",
    "are in",
    "'ll be in",
    "will be in",
)
_AT_HOME = re.compile(
    r"(?:auf|in|an|im|am)\s+(?:der\s+|die\s+|den\s+)?(?:Ordnung|Kontakt|Besitz|Verzug|"
    r"Rente|Ihre[rnm]?|Sorge|Haft|Arbeit|Eile|Not|Frage|Lage|Wartung|Bezug|Hause|Anwesenheit|"
    r"Büro|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b|in (?:January|"
    r"February|March|April|May|June|July|August|September|October|November|December|"
    r"Time|Order|Need|Touch)"
)
_ME = re.compile(
    r"(?<![a-zäöüß])(?:ich|wir|mich|mir|me|uns|man|mein\w*|unser\w*|niemand|keiner|i|we|i'm|"
    r"i’m|i'll|i’ll|we're|we’re|we'll|we’ll|my|our|nobody|no one|no-one|am|bin|us)(?![a-zäöüß'’])"
)
_THEM = re.compile(
    r"(?<![a-zäöüß])(?:ihr|ihre|ihrem|ihren|ihrer|euer|eure[mnr]?|your|he|she|they|he'd|"
    r"she'd|they'd|he'll|she'll|er|sie sind|sie waren|seien sie|sind sie|they're|you "
    r"are|you're|are you|kollege\w*|kollegin|technician|engineer|techniker|shop|filiale|"
    r"hotline|laden)(?![a-zäöüß'’])"
)
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
_HERE = re.compile(r"(?:hier|da|dort)\Z")
_BE = re.compile(r"(?<![a-zäöüß])(?:bin|sind|ist|niemand|keiner|keine|werde|werden)(?![a-zäöüß])")
_CLAUSE_END = re.compile(
    r"[;:!?]|,\s(?=(?:und|aber|also|denn|sonst|bitte|daher|deshalb|so|but|please|and|"
    r"because|schreiben|rufen|kindly|otherwise|danach|then|when|wann)\b)"
)


def find(page: Page) -> list[Fact]:
    if not any(trigger in page.low for trigger in _TRIGGERS):
        return []
    found: list[Fact] = []
    tried = 0
    for at, sentence in enumerate(page.sentences):
        low = page.low[sentence.start : min(sentence.end, sentence.start + 2 * LONGEST)]
        if not any(trigger in low for trigger in _TRIGGERS) or not _timely(page, at, low):
            continue
        match = _absent(page, sentence, low)
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


def _timely(page: Page, at: int, low: str) -> bool:
    """Is a day named in this sentence, or in a short one behind it?"""
    if speaks_of_time(low) or (at and len(low) <= _SHORT and _CUT_BEHIND_DATE.search(page.sentences[at - 1].text)):
        return True
    return (
        at + 1 < len(page.sentences)
        and len(page.sentences[at + 1].text) <= _SHORT
        and speaks_of_time(page.sentences[at + 1].text.lower())
    )


def _absent(page: Page, sentence: Sentence, low: str) -> tuple[int, int] | None:
    """Where in the sentence the customer says to be away, if now and of themselves."""
    there = any(word in low for word in _THERE)
    place = _PLACE.search(page.text, sentence.start, sentence.start + len(low)) if there else None
    spans = [match.span() for match in _ABSENT.finditer(low)]
    if place is not None and not _AT_HOME.search(place[0]):
        spans.append((place.start() - sentence.start, place.end() - sentence.start))
    for start, end in spans:
        first, last = _clause(low, start, end)
        clause = low[first:last]
        if _PAST.search(clause) or _MAYBE.search(low, 0, start) or low.rstrip().endswith("?"):
            continue
        if _HERE.search(low[start:end]) and not (_BE.search(clause) or _bare(low)):
            continue
        if low[start:end] in ("weg", "fort") and page.text[sentence.start + start].isupper():
            continue
        if _THEM.search(clause) or not (_ME.search(clause) or _bare(low)):
            continue
        return start, end
    return None


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
            r"(?<![a-zäöüß])(?:sie|es|er|das|der|die|you|it|he|she|they|is|are|ist|hat|haben|"
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


def _dated(page: Page, sentence: Sentence, low: str, absent: tuple[int, int]) -> Fact | None:
    first, last = _clause(low, *absent)
    whens = [
        when
        for when in page.whens(sentence)
        if (when.due or when.since)
        and not _OFTEN.search(when.text.lower())
        and not low[when.start : when.end].startswith("spätestens")
    ]
    near = [when for when in whens if first <= when.start < last]
    chosen = near or whens
    if len(chosen) < 2 or not joined(low, chosen[0], chosen[1]):
        chosen = [when for when in chosen if when.role != "of"]
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
    if absent is not None and not re.search(_HEALTH, low[absent[0] : absent[1]]):
        start, end = min(start, absent[0]), max(end, absent[1])
    value = f"{since or '..'}/{until or '..'}"
    return Fact("absence", value, sentence.start + start, sentence.start + end, since=since, until=until)
