"""How German agents ask a customer for something."""

from __future__ import annotations

import re

from onehand.cases.recognise import questions_de
from onehand.cases.recognise.asks_de_idle import (
    GENERIC,
    IDLE_QUESTION,
    NO_ASK,
    NOT_NEEDED,
)
from onehand.cases.recognise.asks_de_kinds import NOUNS
from onehand.cases.recognise.asks_de_words import BEFORE_ORDER, GIVE, NEED, ORDER, ORDER_WORDS, REQUESTS, STAFF
from onehand.cases.recognise.asks_kinds import Cues, beginnings, sorted_out
from onehand.cases.recognise.questions_plain import any_in, fold_pattern

_REST = re.compile(
    fold_pattern(
        r"(?:,| und| sowie|, sowie) (?:seit wann|wann|wie|was|wo|ob|warum|welche\w*|woher)(?!\w)[^,]{4,80}"
        r"|(?:,(?= [\w ]{4,50}(?:,| und | sowie ))| und| sowie|, sowie) (?:den|die|das|eine?n?|ihre?n?|deine?n?)"
        r"(?!\w)[^,]{4,80}"
    )
)
_THANKS = re.compile(
    r"(?<!\w)(?:(?:vielen|besten|herzlichen|lieben|schoenen|tausend) )?(?:danke?|merci)(?!\w)(?: im voraus)?"
    r"(?:,? (?:\w+ )?(?:fuer|dass)(?!\w)[^,;:.!]*)?[,;:.!]? ?"
)
# What to do some day is no ask of today, unless it goes to us: "Sollten Sie die Nummer einmal verlegen, hilft …".
_SOME_DAY = re.compile(
    r"(?:falls|sollten?|sofern|wenn)(?!\w)[^,]{0,100}(?<!\w)(?:wieder|einmal|kuenftig|spaeter|jemals|irgendwann|erneut"
    r"|verleg\w+|verlier\w+|verloren|vergess\w+|aender\w*|in zukunft)(?!\w)"
)
# Given to somebody or something else: a form, an app, the driver.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:auf|in|im|unter|ueber|bei|beim|ins|am)(?: [\w-]+){0,3}? \w*(?:seite|portal|app|kundenkonto|profil|feld"
    r"|maske|suche|shop|browser|einstellungen|login|automaten?|anmeldung|formular|konto|terminal)(?!\w)"
    r"|(?<!\w)(?:bei|im|als|auf|in)(?: (?:der|jeder|jedem|ihrer|allen|dem|einer|einem))? (?:\w*ueberweisung\w*"
    r"|verwendungszweck"
    r"|betreff|\w*zahlungen)(?!\w)"
    r"|(?<!\w)(?:dem|der|den) (?:fahrer|boten|zusteller\w*|techniker\w*|monteur|kollegen|kollegin|paketshop|haendler"
    r"|finanzamt|bank|polizei|versicherung|hersteller)(?!\w)|(?<!\w)(?:geben|tippen) sie [\w ]{3,80} ein(?!\w)"
)
_TO_US = Cues(r"uns|mir|hoch|hochladen|hochzuladen|zurueck|retour|antwort\w*|rueckmail|an diese")
# "Ihre Bestellnummer bitte.", "Bitte noch die IBAN."
_BARE = re.compile(
    r"(?:\A|[:,;–-] )(?:(?:noch|nur|und|jetzt|dann|kurz|dazu|zuletzt|zuerst|zunaechst|vorab) )*(?:bitte (?:noch "
    r"|auch |nur )"
    r"?(?!\w+ sie(?!\w))[\w /-]{3,50}(?<!en)|[\w /-]{3,50},? bitte(?: noch)?)[.!]?\Z"
)
_ABSENT = Cues(r"(?:uns|mir) (?:liegt|liegen) (?!.*(?:mehr|nötig|brauch|erforderlich))(?:[\w-]+ ){1,6}?nicht vor")
# What we have not got, or what is wrong with it: the kind that is named is asked for.
_LACKING = Cues(
    r"(?:uns|mir) (?:liegt|liegen)(?: (?:leider|noch|bisher|derzeit|aktuell|jedoch|aber|hier"
    r"|bislang))* kein\w* [\w-]+(?! (?:mehr|brauch))",
    r"(?:liegt|liegen) (?:uns|mir)(?: (?:leider|noch|bisher|derzeit|aktuell|jedoch|aber|hier|bislang"
    r"|dazu))* kein\w* [\w-]+",
    r"(?:haben|habe|finden|finde) (?:wir|ich)(?: (?:leider|noch|bisher|derzeit|aktuell|jedoch|aber|hier"
    r"|bislang))* kein\w* [\w-]+ von ihnen",
    r"(?:wir|ich) (?:haben|habe|finden|finde)(?: (?:leider|noch|bisher|derzeit|aktuell|jedoch|aber|hier"
    r"|bislang))* kein\w* [\w-]+ von ihnen",
    r"(?:ist|sind)(?: (?:bei uns|leider|noch|bisher|derzeit|aktuell|bislang))* kein\w* [\w-]+ (?:hinterlegt"
    r"|eingetragen|gespeichert|vermerkt)",
)
# "Bitte prüfen Sie Ihre IBAN."
_CHECK = Cues(
    r"(?:über)?prüfen sie (?:bitte |doch |noch |einmal |kurz |daher )*(?:sie|ob|ihre?n?|die|den|das)",
    r"(?:über)?prüf(?:e|st du) (?:bitte |doch |noch |einmal |kurz |mal )*(?:sie|ob|deine?n?|die|den|das)",
)
_CHECKED = (
    "iban",
    "email",
    "phone",
    "postal_address",
    "order_number",
    "customer_number",
    "serial_number",
    "tracking_number",
)
# "Zur Legitimation bitte Kundennummer und Geburtsdatum."
_FOR_IT = re.compile(
    r"(?:zur|zum|fuer|dazu|dafuer|hierzu|hierfuer)(?!\w)[\w -]{0,40} bitte (?:noch |kurz |nur "
    r"|auch )?(?!\w+ (?:sie|du)(?!\w))[\w /,-]{3,60}(?<!en)[.!]?\Z"
)
_TAIL = re.compile(
    fold_pattern(
        r"(?:(?:,| -|;|:) (?:und )?(?:dann|damit|danach|anschliessend|so dass|sodass)(?!\w)"
        r"|(?:,| -|;|:| und) (?:ich|wir) (?:schick|send|prüf|kann|können|frag|meld|ruf|werd|kümmer|leit|veranlass"
        r"|find|schau|versuch|mach|gehe|sorg|erstatt|bearbeit)\w*)[^?]*\Z"
    )
)
_HEAD = re.compile(
    fold_pattern(
        r"(?:damit|um|zur|für|zum|wegen|bei|laut|da|weil|zu|anhand"
        r"|leider)(?!\w)[^,:]{1,160}, "
    )
)
# What may mean a thing named in the sentence before; "sie" is mostly the customer.
_BACK = re.compile(
    fold_pattern(
        r"\A(?:und )?(?:die|den|das) (?:bräuchte|brauche|brauchen|benötige|müsste|hätte|bräuchten|benötigen)(?!\w)"
        r"|(?<!\w)(?:sie sie|wie (?:können|kann) (?:wir|ich) sie (?:\w+ ){0,2}erreichen|diese[nsr]?|ihn|jene"
        r"|letztere|dies|davon|die neue|neue|richtige|korrekte|die nummer"
        r"|sie(?= (?:bitte )?(?:nach|mit|an|uns|mir|noch|lauten|lautet|ein)(?!\w))|wie lautet sie|das noch|es)(?!\w)"
    )
)
WHICH = re.compile(
    r"(?<!\w)(?:welche[rsnm]? (?:davon|von (?:diesen|ihnen|beiden)|der beiden)|um welche[rsn]? (?:geht|handelt|davon)"
    r"|welche nummer (?:hat|traegt) (?:sie|er|es|die|der|das|diese\w?)(?= ?[?,.]))"
)
_OWN_CONTENT = re.compile(fold_pattern(r", (?:ob|dass|in |an |auf |mit |zu |bis |seit |wann|wo|wie|was|wer|welche)"))
_OWN = re.compile(
    r"(?:und |aber |oder )?(?:ab |bis |seit |von |um |an |in |mit )?(?:wann|wo|warum|wieso|welche\w*|wer|was"
    r"|wie (?!lautet|ist die|ist sie|ist das))"
)
_STRONG_NEED = Cues(
    rf"{STAFF} (?:brauch|benötig|bräucht)(?:en|ten|te|t)",
    rf"(?:brauch|benötig|bräucht)(?:en|ten|te|t) {STAFF}",
    r"(?:brauch|benötig|bräucht)\w* (?:ich|wir)",
    r"(?:ich|wir)(?: \w+){0,2}? (?:brauch|benötig|bräucht)\w*",
    r"(?:fehlt|fehlen)(?: (?:nur|jetzt|lediglich|leider|aber))* (?:uns|mir|noch)",
    r"(?:uns|mir)(?: (?:noch|jetzt|nur|leider|aber))* (?:fehlt|fehlen)",
    r"(?:hilfreich|gut|wichtig|interessant|nützlich|schön) (?:zu (?:wissen|erfahren)|wäre|wären)",
    r"(?:ich|wir|würden?|möchten?|müssten?|muss|müssen)(?: (?:ich|wir|gerne?|noch|nur|dazu|würden?|möchten?|müssten?"
    r"|muss|müssen|kurz|dafür|vorher|zuvor))* (?:wissen|erfahren),? (?:ob|wann|wie|was|wo|welche\w*|seit|wer|warum)",
    r"(?:warte|warten)(?: (?:ich|wir|noch|nur|jetzt|derzeit|aktuell|weiterhin))* auf (?:ihr|dein|die|den"
    r"|das)\w*(?! (?:antwort|rückmeldung|lieferung|ware|freigabe|techniker))",
)


# How words begin, in four letters, without one of which the costly patterns need not be tried.
_NEED_WORDS = frozenset(
    """
    brau beno brae gebr verm fehl erfo noet notw hilf helf huel nuet vonn waer auss steh lieg ange haet mues muss
    wuer moec darf duer wart ohne soba weit wich inte ents unen unab vorl wenn fall
    """.split()  # noqa: SIM905
)
_QUESTION_WORDS = frozenset(
    """
    ob wann waru wies wesh welc wie wo wohi was wer wiss ausk habe koen sind darf duer ist gibt pass
    """.split()  # noqa: SIM905
)
_RELEVANT = _NEED_WORDS.union(_QUESTION_WORDS, *(words for words, _ in REQUESTS))
# Without which a sentence that ends in a full stop is no question.
_INDIRECT_WORDS = (
    "wissen",
    "wuesst",
    "auskunft",
    "frage",
    "frag",
    "mitteil",
    "unklar",
    "klaer",
    "neugierig",
    "erfahr",
    "interess",
)
_TAIL_WORDS = (
    " dann",
    " damit",
    " danach",
    " anschliessend",
    " so dass",
    " sodass",
    " ich",
    " wir",
)


def points_back(plain_text: str) -> bool:
    if WHICH.search(plain_text):
        return True
    if _OWN.match(plain_text) or _OWN_CONTENT.search(plain_text):
        return False
    return bool(_BACK.search(plain_text))


def asked(plain_text: str) -> list[str]:
    """The kinds asked for, "other" for a thing without a kind of its own; empty if nothing is asked."""
    question = "?" in plain_text
    if question:
        if questions_de.is_tag(plain_text) or IDLE_QUESTION.search(plain_text):
            return []
        return NOUNS.asked(plain_text.split("?")[0]) or ["other"]
    begun = beginnings(plain_text)
    if _RELEVANT.isdisjoint(begun) and not any_in(ORDER_WORDS, plain_text):
        return []
    text = _body(plain_text, begun)
    request, need = _requests(text, begun), _needs(text, begun)
    if (request or need) and any_in(_TAIL_WORDS, text):
        text = _TAIL.sub("", text)
        request, need = request and _requests(text, begun), need and _needs(text, begun)
    if not request and not need:
        return _bare(plain_text, text) or _unmarked(plain_text, text, begun)
    if _meant_for_others(plain_text, text, need):
        return []
    if NOT_NEEDED.search(_asking_part(plain_text)) and not _ABSENT.search(plain_text):
        return []
    kinds = NOUNS.asked(text)
    if not kinds:
        return ["other"] if _wants_other(text, request) else _to_check(plain_text)
    if request and NO_ASK.search(text) and not need:
        return _to_check(plain_text)
    return _with_rest(kinds, text)


def _bare(plain_text: str, text: str) -> list[str]:
    """What is named without a verb of asking."""
    if "bitte" in plain_text and (_BARE.search(text) or _FOR_IT.match(plain_text)) and not NOT_NEEDED.search(text):
        return sorted_out(NOUNS.mentioned(text))
    if "kein" in plain_text and _LACKING.search(plain_text):
        return sorted_out(NOUNS.mentioned(plain_text))
    return _to_check(plain_text)


def _to_check(plain_text: str) -> list[str]:
    if "pruef" not in plain_text or not _CHECK.search(plain_text):
        return []
    named = [kind for kind in NOUNS.mentioned(plain_text) if kind in _CHECKED]
    return named[:1] or (["other"] if ", ob " in plain_text else [])


def _asking_part(plain_text: str) -> str:
    """What is denied in one clause may be ordered in the next: "Wir finden nichts, bitte nennen Sie uns …"."""
    if "," not in plain_text or " nicht" not in plain_text:
        return plain_text
    asking = [
        clause for clause in plain_text.split(", ") if "bitte" in clause and _requests(clause, beginnings(clause))
    ]
    return ", ".join(asking) or plain_text


def _meant_for_others(plain_text: str, text: str, need: bool) -> bool:
    some_day = _SOME_DAY.match(plain_text)
    if some_day:
        return not _TO_US.search(plain_text[some_day.end() :])
    return not need and bool(_ELSEWHERE.search(text)) and not _TO_US.search(text)


def _body(plain_text: str, begun: set[str]) -> str:
    """Without thanks and without a purpose or a reason that opens the sentence."""
    text = plain_text
    if "dank" in text or "merci" in text:
        text = _THANKS.sub("", text, count=1)
    head = _HEAD.match(text)
    if head and not _needs(head[0], begun) and not _requests(head[0], begun):
        text = text[head.end() :]
    return text


def _requests(text: str, begun: set[str]) -> bool:
    """`begun`: the beginnings of its words, or of more."""
    if any_in(ORDER_WORDS, text) and _orders(text):
        return True
    return any(not words.isdisjoint(begun) and pattern.search(text) for words, pattern in REQUESTS)


def _orders(text: str) -> bool:
    for found in ORDER.finditer(text):
        start = text.rfind(" ", 0, found.start()) + 1  # of the verb that ends in this n
        if not text.startswith(GIVE, start):
            continue
        before = f" {text[:start]}"
        if not start or before.endswith(BEFORE_ORDER):
            return True
        if found[1] and not before.endswith((" wir ", " ich ")):
            return True
    return False


def _needs(text: str, begun: set[str]) -> bool:
    return not _NEED_WORDS.isdisjoint(begun) and bool(NEED.search(text))


def _unmarked(plain_text: str, text: str, begun: set[str]) -> list[str]:
    """A question without its mark."""
    stated = plain_text.endswith((".", "!", ":"))
    if _QUESTION_WORDS.isdisjoint(begun) or (stated and not any_in(_INDIRECT_WORDS, plain_text)):
        return []
    if not questions_de.asks(plain_text):
        return []
    if any(pattern.search(plain_text) for pattern in (IDLE_QUESTION, NO_ASK, NOT_NEEDED)):
        return []
    return NOUNS.asked(text) or ["other"]


def _wants_other(text: str, request: bool) -> bool:
    return not NO_ASK.search(text) and not GENERIC.search(text) and (request or bool(_STRONG_NEED.search(text)))


def _with_rest(kinds: list[str], text: str) -> list[str]:
    rest = next(
        (r for r in _REST.finditer(text) if not NOUNS.mentioned(r[0]) and not _requests(r[0], beginnings(r[0]))),
        None,
    )
    return [*kinds, "other"] if rest else kinds
