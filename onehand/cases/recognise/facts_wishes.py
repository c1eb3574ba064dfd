"""How the customer wants to be reached and addressed: by which way, at which hours, in which language, du or Sie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from onehand.cases.recognise.facts_page import LONGEST, Page, squeezed
from onehand.cases.recognise.found import Fact

_MOST = 60  # sentences looked at closely
# A pattern is tried only where one of its words stands: most sentences hold none of them.
_GATES = {
    "address": (
        "duz",
        "siez",
        "per du",
        "per sie",
        "das du",
        "du sagen",
        "du zu",
        "du ist",
        " du",
        "beim sie",
        "sie bleiben",
        "stick to",
        "kein du",
        "formal",
    ),
    "language": ("englisch", "deutsch", "english", "german"),
    "phone": ("ruf", "telefon", "call", "ring ", " ring", "ringing", " rung", "phon", "handy"),
    "mail": ("mail", "e-post"),
    "letter": ("brief", "post", "letter", "papier", "paper"),
    "written": ("schriftlich", "schriftform", "writing"),
    "other": ("sms", "whatsapp", "signal", "chat", "fax", "text", "klingel", "läut", "bell", "knock"),
    "reach": ("erreich", "reach", "contact", "kontakt", "melden sie sich"),
}
Gates = Mapping[str, tuple[str, ...]]
_CLAUSE = re.compile(r"[^,;:–—()]+(?:,(?=\d)[^,;:–—()]+)*")
_W = r"(?:[\wäöüß'’-]+\s+)"
_TIMED = re.compile(
    r"(?:nicht|nur|erst|only|not|n't|never)\s+(?:mehr\s+)?(?:vor|nach|ab|zwischen|von|"
    r"bis|before|after|between|until|from|at(?! work| the office| home)|on|during|am|in|morgens|abends|vormittags|"
    r"nachmittags|mittags|werktags)\b|(?:n't|n’t|not|never)\s+(?:call|ring|phone|telephone|"
    r"contact)\s+(?:me\s+|us\s+)?(?:before|after|between|until|from|at(?! work| home)|on|during|in "
    r"the)\b|\d{1,2}(?::\d\d)?\s?(?:uhr|[ap]\.?m\b|o'?clock)|(?:mornings|afternoons|"
    r"evenings|weekends|weekdays)\s+only"
)
_ASKING = re.compile(
    r"(?<![a-zäöüß])(?:bitte|bitten|please|pls|kindly|könn(?:en|ten|t)|kannst|möchte|"
    r"würde|wünsche|hätte|lieber|liebsten|bevorzug\w*|gern|gerne|nur|ausschließlich|"
    r"künftig|"
    r"antworten sie|könnt|could|can|would|rather|prefer\w*|like|keep|answer|reply|write|"
    r"speak|only|wäre|ist mir|dürf\w*|wollen|switch|continue|stick|use)(?![a-zäöüß])"
)
_MINE = re.compile(
    r"(?<![a-zäöüß])(?:when|wenn|falls|if|anleitung|handbuch|webseite|website|seite|"
    r"vertrag|mail war|brief war|manual|instructions|page|lerne|learning|learn|kurs|"
    r"course|buch|book|wurde|war|was|were|got)(?![a-zäöüß])"
)
_ONLY = (
    r"(?:nur|ausschließlich|lediglich|lieber|am liebsten|liebsten|am besten|besten|bevorzugt|"
    r"bevorzuge|vorzugsweise|einzig|allein|stets|immer|künftig|zukünftig|möglichst|gern|"
    r"gerne|bitte|generell|grundsätzlich)"
)
_MAIL = r"(?:e-?mails?|mails?|e-post)"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern))
    for value, pattern in (
        (
            "sie",
            r"siezen|duz\w*\s+(?:sie\s+)?(?:mich|uns)\s+(?:bitte\s+)?nicht|per sie\b|beim sie\b|"
            r"bei(?:m)? ['\"„“]?sie['\"“”]? bleiben|(?:nicht|nie|"
            r"ungern|kein)\s+(?:\w+\s+)?(?:zu\s+)?(?:duzen|geduzt)|verbitte\b.*(?:duzen|geduzt|"
            r"du\b)|"
            r"(?:stick to|use|keep to|prefer|stay with|say|remain with)\s+(?:the\s+)?(?:formal\s+)?['\"„“‘]?sie\b|"
            r"(?:don't|do not|not)\s+(?:\w+\s+){0,2}['\"„“‘]?du\b|kein du\b|du\b.*unangenehm",
        ),
        (
            "du",
            r"(?:können|dürf\w*|kann|kannst|könnt|darfst|gern\w*|ruhig|lass\w*|bitte|wollen|"
            r"lieber|einfach|wir)\b.*\bduzen|duz\w*\s+(?:sie\s+|du\s+|ihr\s+)?(?:mich|uns)\b.*(?:ruhig|"
            r"gern|bitte)?|per du\b|"
            r"(?:du ist|das du)\b.*(?:ok|okay|recht|in ordnung|lieber|angenehm|passt)|(?:gern|"
            r"ruhig|lieber|einfach|bitte)\w*\s+['\"„“‘]?du['\"“”]?(?:\s+sagen)?\s*\Z|du zu mir|"
            r"du sagen|sag\w*\s+(?:sie\s+)?(?:ruhig|einfach|bitte|gern|gerne|doch)\s+['\"„“‘]?du\b|"
            r"(?:say|use|call me|address me (?:as|with))\s+(?:the\s+)?(?:informal\s+)?['\"„“‘]?du\b|"
            r"['\"„“‘]?du['\"”’]? (?:is|would be) (?:fine|ok|okay|good|alright)",
        ),
        (
            "language_en",
            r"(?:auf|in) englisch|englisch\w*\s+(?:sprechen|schreiben|antworten|weiter)|(?:in|"
            r"to|speak|spoke|speaking|use|using|prefer) english|english (?:please|would be|is "
            r"(?:better|easier|fine)|preferred|only)",
        ),
        (
            "language_de",
            r"(?:auf|in) deutsch|deutsch\w*\s+(?:sprechen|schreiben|antworten|weiter)|(?:in|"
            r"to|speak|spoke|speaking|use|using|prefer) german|german (?:please|would be|is "
            r"(?:better|easier|fine)|preferred|only)",
        ),
    )
)
_NO_PHONE = re.compile(
    r"(?:bitte|mich|uns|mir|nochmals|sie|wünsche|,)\s+(?:\w+\s+){0,3}?(?:nicht|niemals|"
    r"keinesfalls|nie|auf keinen fall)\s+(?:\w+\s+){0,3}?(?:anrufen|anzurufen|telefonieren|"
    r"angerufen werden|durchklingeln|telefonisch)|"
    r"\A\W*(?:nicht|niemals|auf keinen fall)\s+(?:\w+\s+){0,2}(?:anrufen|telefonieren|telefonisch)|"
    r"\bruf(?:en|t)?\s+(?:sie\s+|ihr\s+)?(?:mich|uns|hier)?\b.*\b(?:nicht|nie|niemals)\b.*\ban\b|"
    r"(?:keine|ohne|auf|von|keinerlei|nie)\s+(?:weiteren?\s+|mehr\s+|telefonischen?\s+)?(?:telefon|werbe)?"
    r"(?:anrufe|telefonate)n?\b|"
    r"(?:telefonisch|per telefon)\s+(?:\w+\s+){0,2}(?:nicht|ungern|nie|keinesfalls)\b|"
    r"(?:möchte|will|wünsche|mag)\w*\s+(?:\w+\s+){0,3}(?:nicht|keinen?)\s+(?:\w+\s+){0,2}(?:angerufen|"
    r"anruf\w*|telefon\w*)|telefonier\w*\s+(?:\w+\s+){0,2}(?:nicht|ungern)|"
    r"(?:please |pls )?(?:don'?t|don’t|do not|never|not to|rather not|rather you didn'?t|"
    r"prefer not to|avoid|without|stop|refrain from)\s+(?:ever\s+)?(?:call(?:ing)?|ring(?:ing)?|"
    r"phon(?:e|ing)|telephon(?:e|ing)|"
    r"(?:be|being|get|getting)\s+(?:called|rung|phoned|telephoned))\b|"
    r"\bno (?:more )?(?:phone |telephone |further )?(?:calls?|phoning|telephone)\b|(?:not|"
    r"n't|n’t|never)\s+(?:wish|want|like|prefer|be|to be)\s*(?:to\s+)?(?:be\s+)?(?:call(?:ed|"
    r"s)?|phoned|telephoned|rung|contacted (?:by|over the) (?:tele)?phone)"
)
_EMAIL = re.compile(
    rf"(?<![a-zäöüß]){_ONLY}\s+{_W}{{0,4}}?(?:per|via|über|auf|mit|mittels|als|eine|an)\s+{_MAIL}\b|"
    rf"(?:per|via|über)\s+{_MAIL}\s+{_W}{{0,4}}?(?:am (?:besten|liebsten)|lieber|besser|"
    rf"genügt|reicht|bevorzugt|ausschließlich|bitte)|"
    rf"\bnur\s+{_MAIL}\b|bevorzug\w*\s+{_W}{{0,3}}?{_MAIL}\b|{_MAIL}\s+(?:ist|wäre)\s+(?:mir\s+)?(?:am "
    rf"liebsten|lieber|am "
    rf"besten|besser)|\bkontaktieren sie mich\b.*\bper {_MAIL}|antworten sie\b.*\bper "
    rf"{_MAIL}|"
    rf"\b(?:only|just|exclusively|solely|always)\s+{_W}{{0,4}}?(?:(?:by|via|through|per|"
    rf"over|in)\s+)?e-?mails?\b|e-?mails?\s+(?:me\s+)?(?:only|please\Z|rather than|instead "
    rf"of|preferred|is (?:best|better|easiest|preferred)|would be (?:best|better|easier)|"
    rf"works best)|"
    rf"(?:prefer\w*|rather|best|better|easiest|easier|stick to|please (?:use|contact "
    rf"me|reply|answer|respond|get back to me|reach me))\s+{_W}{{0,6}}?(?:by|via|through|"
    rf"over|in|to|with|an)?\s*e-?mails?\b(?!\s+address)"
)
_LETTER = re.compile(
    r"(?:per|als|einen?|mit der|über die|auf dem|in)\s+(?:gewöhnliche[rn]?\s+)?(?:brief|"
    r"post|postweg|papierform|papier)\b|postalisch|brieflich|"
    r"(?:by|via|through the|in the)\s+(?:royal |snail |ordinary |regular )?(?:post|letter)\b|"
    r"\bby mail\b|(?:proper|real|paper)\s+letter|on paper|\bletters? (?:only|please|"
    r"rather|instead)"
)
_PREFERRED = re.compile(
    r"(?<![a-zäöüß])(?:nur|ausschließlich|lieber|liebsten|besten|bevorzug\w*|vorzugsweise|"
    r"künftig|zukünftig|immer|stets|grundsätzlich|only|prefer\w*|rather|best|exclusively|"
    r"always|in future|want it all|insist|antwort\w*|correspond\w*|kontakt\w*|"
    r"kommunikation|answer|reply|contact|schriftverkehr|schreiben sie mir|write to me)(?![a-zäöüß])"
)
_PAST = re.compile(
    r"(?<![a-zäöüß])(?:geschickt|gesendet|bekommen|erhalten|geschrieben|kam|gekommen|"
    r"verschickt|sent|received|arrived|came|wrote|got|had|hatte|wurde)(?![a-zäöüß])"
)
_PHONE = re.compile(
    rf"(?:nur|ausschließlich|lieber|liebsten|besten|bevorzugt|vorzugsweise|möglichst|"
    rf"gern|gerne|bevorzuge)\s+{_W}{{0,4}}?(?:telefonisch|per telefon|am telefon|telefonier\w*|"
    rf"anruf\w*|einen (?:rück)?anruf|handy)|telefonisch\s+{_W}{{0,4}}?(?:am (?:besten|"
    rf"liebsten)|lieber|besser)|"
    rf"ruf\w*\s+(?:sie\s+)?(?:mich|uns)\s+{_W}{{0,2}}?(?:lieber|am besten|am liebsten)|"
    rf"telefonat\w*\s.*(?:lieber|liebsten)|"
    rf"(?:lieber|liebsten)\s.*telefonat|bitte\s+(?:per telefon|telefonisch)|"
    rf"telefonier\w*\s+(?:\w+\s+)?(?:lieber|am liebsten|gern)|\b(?:am besten|lieber|am liebsten)\s+(?:ruf\w*|anrufen)|"
    rf"(?:prefer\w*|rather|best|better|only|easiest|easier)\s+{_W}{{0,6}}?(?:by|via|over "
    rf"the|on the|a|to)\s+(?:tele)?(?:phone|ring)\b|(?:prefer\w*|rather have|best)\s+{_W}{{0,4}}?(?:phone "
    rf"|telephone )?calls?\b|(?:by|on the|over the)\s+(?:tele)?phone\s+(?:only|please|"
    rf"is best|rather|instead)|"
    r"(?:phone|call|ring)\s+(?:me\s+)?(?:rather than|instead of)\s+(?:e-?mail|writ)"
)
_WRITTEN = re.compile(
    rf"(?:nur|ausschließlich|lieber|bitte|am liebsten|lediglich)\s+{_W}{{0,3}}?(?:schriftlich|"
    rf"in schriftform)|(?:only|please|prefer|rather)\s+{_W}{{0,5}}?in writing\b|in writing "
    rf"only"
)
_BELL = re.compile(
    r"(?:bitte|please)\b.*\b(?:klingel\w*|läut\w*|ring the (?:door)?bell|knock|bell)\b|"
    r"(?:nicht|don't|do not)\s+(?:klingeln|läuten|ring the)"
)
_OTHER_WAY = re.compile(
    r"\btexts? only\b|"
    rf"(?:nur|lieber|am liebsten|am besten|ausschließlich|bitte)\s+{_W}{{0,3}}?(?:per|"
    rf"via|über)\s+(?:sms|whatsapp|signal|chat|fax)|(?:only|prefer\w*|best|please)\s+{_W}{{0,4}}?(?:by|"
    rf"via|on|over)\s+(?:sms|text(?: message)?|whatsapp|signal|chat|fax)\b|(?:please "
    rf")?text me (?:instead|only|rather)"
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
    r"hatte|haben|muss|musste|rufe|soll\w*)\b|\byou (?:never|didn|haven|don|didn't)|"
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
    gates = _open(page.low, _GATES)
    found: list[Fact] = []
    tried = 0
    for sentence in page.sentences if gates else ():
        low = page.low[sentence.start : min(sentence.end, sentence.start + 2 * LONGEST)]
        here = _open(low, gates)
        if not here:
            continue
        tried += 1
        if tried > _MOST:
            break
        found.extend(_in_sentence(page, sentence.start, low, here))
    return found


def _open(low: str, gates: Gates) -> Gates:
    return {name: words for name, words in gates.items() if any(word in low for word in words)}


def _in_sentence(page: Page, offset: int, low: str, gates: Gates) -> Iterator[Fact]:
    seen = set()
    for clause in _CLAUSE.finditer(low.replace("verbitte mir,", "verbitte mir ")):
        here = _open(clause[0], gates)
        value = _value(clause[0], low, here.keys()) if here else None
        start = offset + clause.start() + len(clause[0]) - len(clause[0].lstrip(' \t\r\n"„“-*•'))
        end = start + len(page.text[start : offset + clause.end()].rstrip(' \t\r\n.!?"“”-'))
        if value is None or start >= end:
            continue
        value = value or squeezed(page.text[start:end])
        if value not in seen and len(value) <= LONGEST:
            seen.add(value)
            yield Fact("preference", value, start, end)


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
    if "other" in gates and _BELL.search(clause):
        return ""
    timed = gates & {"phone", "reach", "other"} and _REACH.search(clause) and _POLITE.search(clause)
    if timed and _TIMED.search(clause):
        return ""
    if "phone" in gates and _NO_PHONE.search(clause):
        return "no_phone"
    value = _way(clause, sentence, gates)
    return None if value is not None and _PAST.search(clause) else value


def _wished(value: str, clause: str) -> bool:
    if value in ("du", "sie"):
        return True
    return _ASKING.search(clause) is not None and _MINE.search(clause) is None


def _way(clause: str, sentence: str, gates: Set[str]) -> str | None:
    if "phone" in gates and _PHONE.search(clause) and " auch " not in clause:
        return "phone"
    if "mail" in gates and _EMAIL.search(clause):
        return "email_only"
    if "letter" in gates and _LETTER.search(clause) and _PREFERRED.search(clause):
        return "letter"
    if "written" in gates and _WRITTEN.search(clause):
        return "email_only" if "mail" in sentence or "@" in sentence else ""
    if "other" in gates and _OTHER_WAY.search(clause):
        return ""
    return None
