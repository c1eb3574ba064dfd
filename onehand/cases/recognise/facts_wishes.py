"""How the customer wants to be reached and addressed: by which way, at which hours, in which language, du or Sie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from onehand.cases.recognise.facts_page import LONGEST, Page, keys_of, squeezed
from onehand.cases.recognise.facts_ways import (
    BELL,
    EMAIL,
    LETTER,
    NEGATED,
    NO_PHONE,
    OTHER_WAY,
    PAST,
    PHONE,
    PREFERRED,
    WANTED,
    WRITTEN,
)
from onehand.cases.recognise.found import Fact

_MOST = 60  # sentences looked at closely
# A pattern is tried only where one of its words stands: most sentences hold none of them.
_GATES = {
    name: keys_of(words)
    for name, words in {
        "address": "duzen duzt duze geduzt siez gesiezt du per beim wert bleib sprechen anrede insist bevorzug lieber "
        "formal stick",
        "language": "englisch deutsch english german",
        "phone": "ruf anruf angerufen -anruf -anrufe -rufen -ruft ruafts telefon -telefon call calling ring rung "
        "phon telephon handy hörer",
        "mail": "mail -mail -mails mailen email post",
        "letter": "brief -brief post -post letter papier paper postalisch",
        "written": "schriftlich schriftform writing",
        "other": "sms --whatsapp --signal chat fax text klingel läut bell knock",
        "reach": "erreich reach contact kontakt melden",
    }.items()
}
KEYS = frozenset().union(*_GATES.values())
_CLAUSE = re.compile(r"[^,;:–—()]+(?:,(?=\d)[^,;:–—()]+)*")
_TIMED = re.compile(
    r"(?:nicht|nur|erst|only|not|n't|never)\s+(?:mehr\s+)?(?:vor|nach|ab|zwischen|von|"
    r"bis|before|after|between|until|from|at(?! work| the office| home)|on|during|am(?! telefon| handy| apparat)|"
    r"in|morgens|abends|vormittags|"
    r"nachmittags|mittags|werktags)\b|(?:n't|n’t|not|never)\s+(?:call|ring|phone|telephone|"
    r"contact)\s+(?:me\s+|us\s+)?(?:before|after|between|until|from|at(?! work| home)|on|during|in "
    r"the)\b|\d{1,2}(?::\d\d)?\s?(?:uhr|[ap]\.?m\b|o'?clock)|(?:mornings|afternoons|"
    r"evenings|weekends|weekdays)\s+only"
)
_ASKING = re.compile(
    r"(?<![a-zäöüß])(?:bitte|bitten|please|pls|kindly|könn(?:en|ten|t)|kannst|möchte|"
    r"würde|wünsche|hätte|lieber|liebsten|bevorzug\w*|gern|gerne|nur|ausschließlich|"
    r"künftig|"
    r"antworten sie|könnt|could|can|would|rather|prefer\w*|like|ease|comfortable|happier|easier|besser|leichter|"
    r"einfacher|mind|understand|keep|answer|reply|write|"
    r"speak|only|wäre|ist mir|dürf\w*|wollen|switch|continue|stick|use)(?![a-zäöüß])"
)
_MINE = re.compile(
    r"(?<![a-zäöüß])(?:when|wenn(?! (?:möglich|es geht|das geht|ihr könnt|sie können))|falls(?! möglich)|"
    r"if(?! (?:possible|you (?:can|could|don|wouldn|would)|at all|that|it))|anleitung|handbuch|webseite|website|seite|"
    r"vertrag|mail war|brief war|manual|instructions|page|lerne|learning|learn|kurs|"
    r"course|buch|book|wurde|war|was|were|got)(?![a-zäöüß])"
)
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern))
    for value, pattern in (
        (
            "sie",
            r"siezen|duz\w*\s+(?:sie\s+)?(?:mich|uns)\s+(?:bitte\s+)?nicht|per sie\b|beim sie\b|"
            r"gesiezt (?:zu )?werden|address(?:ed)? (?:me )?(?:as|with|using) ['\"„“‘]?sie\b|"
            r"mit ['\"„“]?sie['\"“”]? (?:an|angesprochen|anre\w+|angeredet)\b|insist on ['\"„“‘]?sie\b|"
            r"(?:wert auf|bevorzuge|lieber) (?:das |beim )?['\"„“]?sie['\"“”]?(?=\W*\Z)|"
            r"bei(?:m)? ['\"„“]?sie['\"“”]? bleiben|(?:nicht|nie|"
            r"ungern|kein)\s+(?:\w+\s+)?(?:zu\s+)?(?:duzen|geduzt)|verbitte\b.*(?:duzen|geduzt|"
            r"du\b)|"
            r"(?:stick to|use|keep to|prefer|stay with|say|remain with)\s+(?:the\s+)?(?:formal\s+)?['\"„“‘]?sie\b|"
            r"(?:don't|do not|not)\s+(?:\w+\s+){0,2}['\"„“‘]?du\b|kein du\b|du\b.*unangenehm|"
            r"(?:address(?:ed)?|talk(?:ed)? to|speak to|spoken to|treat\w*|use)\s+(?:me\s+|"
            r"us\s+)?(?:\w+\s+){0,3}formal(?:ly)?\b|"
            r"\bsiez(?:t|en sie) (?:mich|uns)",
        ),
        (
            "du",
            r"(?:können|dürf\w*|kann|kannst|könnt|darfst|gern\w*|ruhig|lass\w*|bitte|wollen|"
            r"lieber|einfach|wir)\b.*\bduzen|duz\w*\s+(?:sie\s+|du\s+|ihr\s+)?(?:mich|uns)\b.*(?:ruhig|"
            r"gern|bitte)?|per du\b|"
            r"(?:^|['\"„“‘\s])du['\"“”]? (?:reicht|genügt|passt|geht)\b|(?:du ist|das du)\b.*(?:ok|okay|recht|"
            r"in ordnung|lieber|angenehm|passt)|(?:gern|"
            r"ruhig|lieber|einfach|bitte)\w*\s+['\"„“‘]?du['\"“”]?(?:\s+sagen)?\s*\Z|du zu mir|"
            r"du sagen|sag\w*\s+(?:sie\s+)?(?:ruhig|einfach|bitte|gern|gerne|doch)\s+['\"„“‘]?du\b|"
            r"(?:say|use|call me|address me (?:as|with))\s+(?:the\s+)?(?:informal\s+)?['\"„“‘]?du\b|"
            r"['\"„“‘]?du['\"”’]? (?:is|would be) (?:fine|ok|okay|good|alright)",
        ),
        (
            "language_en",
            r"(?:auf|in) englisch|(?:schreib|antwort|sprech|red)\w*\s.{0,25}\benglisch\b|"
            r"englisch\w*\s+(?:sprechen|schreiben|antworten|weiter)|(?:in|"
            r"to|speak|spoke|speaking|use|using|prefer|write|writing|understand) english|englisch\w* (?:wäre|"
            r"bitte|ist mir|wär|lieber)|english (?:please|would be|is "
            r"(?:better|easier|fine)|preferred|only)",
        ),
        (
            "language_de",
            r"(?:auf|in) deutsch|(?:schreib|antwort|sprech|red)\w*\s.{0,25}\bdeutsch\b|deutsch\w*\s+(?:sprechen|"
            r"schreiben|antworten|weiter)|(?:in|"
            r"to|speak|spoke|speaking|use|using|prefer|write|writing|understand) german|deutsch\w* (?:wäre|bitte|"
            r"ist mir|wär|lieber)|german (?:please|would be|is "
            r"(?:better|easier|fine)|preferred|only)",
        ),
    )
)
_REACH = re.compile(
    r"(?:ruf\w*|anruf\w*|anzurufen|erreich\w*|telefon\w*|klingel\w*|call\w*|ring|phone|"
    r"reach\w*|contact\w*|kontakt\w*|melden sie sich)(?![a-z])"
)
_POLITE = re.compile(
    r"(?<![a-zäöüß])(?:bitte|nur|erst|am besten|lieber|please|only|best|don'?t|don’t|"
    r"never|not)(?![a-zäöüß])"
)
_I_DO = re.compile(
    r"(?<![a-zäöüß])(?:ich|wir|man)\s+(?:kann|konnte|können|konnten|werde|wollte|habe|"
    r"hatte|haben|muss|musste|rufe|soll\w*)\b|(?<!rather )\byou (?:never|didn|haven|don|didn't)|"
    r"\bi (?:called|rang|tried|can't|couldn't|"
    r"could not|cannot|have|had|won't|will|don't)\s|warum|why|wieso|ihre hotline|your "
    r"hotline"
)
_CALL_BACK = re.compile(
    r"\bruf\w*\b.*\bzurück|zurückruf|zurückzurufen|call (?:me |us )?back|ring (?:me "
    r"|us )?back|rückruf"
)
_ONLY_THEN = re.compile(r"(?<![a-zäöüß])(?:nur|erst|nicht|only|not|lieber|liebsten|besten)(?![a-zäöüß])|n['’]t")
_ASKED = re.compile(r"\A\W*(?:wann|warum|wieso|why|when|wer|who)\b")


def find(page: Page) -> list[Fact]:
    found: list[Fact] = []
    spots = page.spots(KEYS)
    for at in sorted(spots)[:_MOST]:
        sentence = page.sentences[at]
        low = page.low[sentence.start : min(sentence.end, sentence.start + 2 * LONGEST)]
        found.extend(_in_sentence(page, sentence.start, low, spots[at]))
    return found


def _open(clause: str, keys: Set[str]) -> Set[str]:
    """The gates that one clause opens, of the keys its sentence holds."""
    here = {key for key in keys if key.removeprefix("-") in clause}
    return {name for name, words in _GATES.items() if not words.isdisjoint(here)} if here else here


def _in_sentence(page: Page, offset: int, low: str, keys: Set[str]) -> Iterator[Fact]:
    found: dict[str, Fact] = {}
    for clause in _CLAUSE.finditer(low.replace("verbitte mir,", "verbitte mir ")):
        here = _open(clause[0], keys)
        value = _value(clause[0], low, here) if here else None
        start = offset + clause.start() + len(clause[0]) - len(clause[0].lstrip(' \t\r\n"„“-*•'))
        end = start + len(page.text[start : offset + clause.end()].rstrip(' \t\r\n.!?"“”-'))
        if value is None or start >= end:
            continue
        value = value or squeezed(page.text[start:end])
        if len(value) <= LONGEST:
            found[value] = Fact("preference", value, start, end)  # said twice, the second time is the wish itself
    yield from found.values()


def _value(clause: str, sentence: str, gates: Set[str]) -> str | None:
    """A word of the fixed list, the empty string for "take the customer's own words", None for no wish at all."""
    for value, rule in _RULES:
        gate = "language" if value.startswith("language") else "address"
        if gate in gates and rule.search(clause) and _wished(value, clause):
            return value
    found = _by_way(clause, sentence, gates)
    if found is None or _I_DO.search(clause) or _ASKED.search(clause):
        return None
    return None if _CALL_BACK.search(clause) and not _ONLY_THEN.search(clause) else found


def _by_way(clause: str, sentence: str, gates: Set[str]) -> str | None:
    if "other" in gates and BELL.search(clause):
        return ""
    timed = gates & {"phone", "reach", "other"} and _REACH.search(clause) and _POLITE.search(clause)
    if timed and _TIMED.search(clause):
        return ""
    if {"mail", "phone"} <= gates and EMAIL.search(clause) and NO_PHONE.search(clause):
        return "email_only"  # "by e-mail and not on the telephone"
    if "phone" in gates and any(word in clause for word in NEGATED) and NO_PHONE.search(clause):
        return "no_phone"
    value = _way(clause, sentence, gates)
    return None if value is not None and PAST.search(clause) else value


def _wished(value: str, clause: str) -> bool:
    if value in ("du", "sie"):
        return True
    return _ASKING.search(clause) is not None and _MINE.search(clause) is None


def _way(clause: str, sentence: str, gates: Set[str]) -> str | None:
    if "phone" in gates and any(word in clause for word in WANTED) and PHONE.search(clause) and " auch " not in clause:
        return "phone"
    if "mail" in gates and EMAIL.search(clause):
        return "email_only"
    if "letter" in gates and LETTER.search(clause) and PREFERRED.search(clause):
        return "letter"
    if "written" in gates and WRITTEN.search(clause):
        return "email_only" if "mail" in sentence or "@" in sentence else ""
    if "other" in gates and OTHER_WAY.search(clause):
        return ""
    return None
