"""How German agents ask a customer for something."""

from __future__ import annotations

import re

from onehand.cases.recognise import questions_de
from onehand.cases.recognise.asks_de_idle import GENERIC, IDLE_QUESTION, NO_ASK, NOT_NEEDED
from onehand.cases.recognise.asks_de_kinds import NOUNS
from onehand.cases.recognise.asks_kinds import Cues, sorted_out
from onehand.cases.recognise.questions_plain import any_in, fold_pattern

_GIVE = (
    r"(?:send|übersend|zusend|einsend|nachsend|schick|mail|fax|nenn|teil|gib|geb|übermittel|übermittl|lass|reich|lad"
    r"|leg|füg|häng|verrat|sag|schreib|beschreib|schilder|erläuter|erklär"
    r"|bestätig|hinterlass|hinterleg|ergänz|trag|füll|unterschreib|unterzeichn|fotografier|mach|nimm|nehm|notier"
    r"|knips"
    r"|überlass|stell|führ|such|les|ruf|halt|bring|besorg|buchstabier|wiederhol|informier|skizzier|tipp|"
    r"whatsapp|sms|antwort|meld|prüf|schau|gehen|miss|mess|vermerk|dokumentier|leit|weis|präzisier|konkretisier|wähl"
    r"|entscheid|überprüf)"
)
_GIVEN = (
    r"(?:(?:zu|ein|nach|über|mit|hoch|bei|an|zurück|zusammen)?-?(?:ge)?(?:zu)?(?:senden|schicken|mailen|faxen|nennen"
    r"|teilen|geben|übermitteln|lassen|reichen|laden|legen|fügen|hängen|stellen)|mitteilen|mitzuteilen|angeben"
    r"|anzugeben"
    r"|durchgeben|verraten|sagen|schreiben|beschreiben|schildern|erläutern|erklären|bestätigen|hinterlassen|ergänzen"
    r"|eintragen|nachtragen|ausfüllen|auszufüllen|unterschreiben|unterzeichnen|fotografieren|machen|aufnehmen"
    r"|anfertigen|notieren"
    r"|überlassen|buchstabieren|vorlegen|vorzulegen|nachweisen|hochladen|nachreichen|einreichen|beilegen|beifügen"
    r"|anhängen|mitschicken|mitsenden|weiterleiten|bereithalten|wiederholen|vervollständigen|überprüfen"
    r"|zusammenstellen|präzisieren|benennen|erfahren|bekommen|haben|zukommen|informieren|aufschreiben|vorbeibringen"
    r"|mitbringen|retournieren|antworten)"
)
# "(Bitte) senden Sie", where the verb of an order may stand; before "uns" or "mir" also further inside.
_ORDER = Cues(
    rf"{_GIVE}\w*n(?: ?'?s'?| sie)(?!\w)(?! (?:sich|an der|wieder|dazu)(?!\w))( (?:uns|mir|bitte|doch bitte|einfach))?"
)
_ORDER_WORDS = ("n sie", "'s", "n s'", "ns ")
_BEFORE_ORDER = (
    *(f"{mark} " for mark in ".,;:!?)-–"),
    *(f" {word} " for word in ("bitte", "dann", "einfach", "und", "gern", "gerne", "auch", "doch", "danach")),
    " am besten ",
)
# Requests: "gib mir mal", "Bitte IBAN angeben", "Ich bitte um Zusendung".
_REQUEST = Cues(
    r"(?:bitte |dann |einfach |und )?(?:gib|schick|schicke|sende|send|nenn|nenne|sag|sage|schreib|schreibe|teil"
    r"|teile|lad|lade|mach|verrat|verrate|lass|häng|fotografier|mail) (?:mir|uns|mal|doch|bitte|einfach|kurz|es|noch"
    r"|ein|eine|die|den|das|deine?)",
    rf"bitte(?: [\w/.,'-]+){{1,14}}? {_GIVEN}",
    r"(?:und|oder|,) (?:nennen|schicken|senden|geben|schreiben|teilen|mailen|sagen|übermitteln) (?:uns|mir|sie mir)",
    r"(?:bitte|bitten|bittet|ersuche|ersuchen|erbitte|erbitten|bäte|bäten)(?: (?:ich|wir|sie|dich|euch|daher|noch"
    r"|deshalb|freundlich|höflich|nochmals?|hiermit|ausserdem|auch|dazu|dafür|hierzu|hierfür"
    r"|zunächst))* um(?! (?:\w+ )?(?:geduld|verständnis|entschuldigung|verzeihung|nachsicht|beachtung|etwas"
    r"|ein wenig|ein bisschen|kenntnisnahme|vertrauen|diskretion|rücksicht))",
    r"(?:bitte|bitten|ersuchen|ersuche)(?: (?:ich|wir|sie|dich|euch|daher|noch|deshalb|freundlich|höflich|nochmals?"
    r"|hiermit|darum))*,? .{0,120}?(?:zu \w+|\w+zu(?:geben|senden|schicken|teilen|reichen|laden|fügen|legen|füllen"
    r"|stellen))",
    r"(?:möchte|möchten|würde|würden|muss|müssen|darf|dürfen|dürfte|dürften|wollte|wollten)(?: [\w-]+){0,8}? bitten",
    r"um (?!etwas geduld|geduld|ihr verständnis|verständnis|entschuldigung)(?:[\w-]+ ){1,8}?(?:bitten?|gebeten"
    r"|ersucht?e?n?)",
    r"(?:muss|müssen|müsste|müssten|möchte|möchten|darf|dürfen|dürfte|würde|würden|wollte)(?: \w+){0,5}? nach"
    r"(?: [\w-]+){1,8}? (?:fragen|erkundigen)",
    rf"(?:wenn|falls|sobald|sofern) (?:sie|du) (?:uns|mir)?(?: [\w/'-]+){{1,14}}? (?:{_GIVEN}|könnten|würden|haben"
    rf"|könntest|schickst|sendest|nennst|gibst)",
    rf"(?:müssten|müssen|sollten|können|könnten|dürfen|würden|mögen|möchten|wollen) sie (?:uns"
    rf"|mir)(?: [\w/'-]+){{1,14}}? {_GIVEN}",
    rf"(?:sie|du) (?:müssten|müssen|sollten|können|könnten|müsstest|könntest|kannst|brauchen nur)(?: bitte| dazu"
    rf"| dafür| nur| noch)* (?:uns|mir)(?: [\w/'-]+){{1,14}}? {_GIVEN}",
)
# "benötigen wir noch", "mir fehlt", "wäre hilfreich".
_NEED = Cues(
    r"(?:ist|sind) (?:für (?:uns|mich)|noch) (?:[\w-]+ ){1,5}(?:wichtig|interessant|entscheidend)",
    r"(?:brauch|bräucht|brauchat|benötig)e? (?:i|ma|mir|mer)",
    r"(?:sobald|wenn|falls) (?:uns|mir) (?:ihr\w*|dein\w*|die|der|das|ein\w*) [\w ]{3,60}(?:vorliegt|vorliegen"
    r"|vorläge)",
    r"ohne (?:die |ihre |eine |angabe |nennung )+[\w-]+(?: \w+){0,3}? (?:kann|können|kommen|geht|lässt|ist)",
    r"(?:brauch|benötig|bräucht|benöt)(?:e|en|ten|te|t)?(?: \w+)?? (?:ich|wir|die kollegen|der techniker"
    r"|unser\w* \w+|die werkstatt|der hersteller)",
    r"(?:ich|wir|der hersteller|die versicherung|der kundendienst|unsere technik|die technik|die fachabteilung"
    r"|unser techniker|die buchhaltung|das lager)(?: \w+){0,4}? (?:brauch|benötig|bräucht|vermiss)(?:e|en|ten|te|t"
    r"|end)?",
    r"(?:wird|werden|würde|würden|wäre|wären|ist|sind)(?: [\w/.-]+){0,6}? (?:benötigt|gebraucht|erforderlich"
    r"|notwendig|nötig|hilfreich|nützlich|vonnöten)",
    r"(?:würde|würden|wäre|wären)(?: [\w/.-]+){0,6}? (?:praktisch|wichtig|gut|prima|toll|ideal|super|interessant"
    r"|lieb|nett|fein|klasse)",
    r"(?:würde|würden)(?: [\w/.-]+){0,6}? (?:erleichtern|helfen|weiterhelfen|beschleunigen|genügen|reichen|ausreichen"
    r"|weiterbringen)",
    r"(?:benötigt|gebraucht|erforderlich|hilfreich|notwendig|nötig) (?:wird|werden|würde|wäre|wären|ist|sind)",
    r"(?:fehlt|fehlen|fehlte|fehlten)(?: (?:uns|mir|noch|nur|leider|aber|allerdings|dafür|lediglich|jetzt|hier|dazu"
    r"|nun|in|im|auf|ihr\w*|der|die|das|antrag|formular|bestellung|eine|ein))*",
    r"(?:hilft|helfen|hülfe|würde\w* [\w ,]*helfen|weiterhelfen|vermisse|vermissen|ausstehend|steht noch aus"
    r"|stehen noch aus|liegt uns (?:leider )?noch nicht vor|liegen uns (?:leider )?noch nicht vor|auf ihre"
    r"|angewiesen)",
    r"(?:ich|wir) (?:hätte|hätten|müsste|müssten|würde|würden|möchte|möchten|muss|müssen|darf|dürfen|warte"
    r"|warten)(?: \w+){0,4}? (?:gern|gerne|wissen|fragen|erfragen|auf|bitten|erfahren|noch)",
)
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
    r"|(?<!\w)(?:dem|der|den) (?:fahrer|boten|zusteller\w*|techniker\w*|monteur|kollegen|kollegin|paketshop|haendler"
    r"|finanzamt|bank|polizei|versicherung|hersteller)(?!\w)"
)
_TO_US = Cues(r"uns|mir|hoch|hochladen|hochzuladen|antwort\w*|rueckmail|an diese")
# "Ihre Bestellnummer bitte.", "Bitte noch die IBAN."
_BARE = re.compile(
    r"(?:\A|[:,;–-] )(?:(?:noch|nur|und|jetzt|dann|kurz|dazu|zuletzt|zuerst|zunaechst|vorab) )*(?:bitte (?:noch "
    r"|auch |nur )"
    r"?(?!\w+ sie(?!\w))[\w /-]{3,50}(?<!en)|[\w /-]{3,50},? bitte(?: noch)?)[.!]?\Z"
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
        r"|leider)(?!\w)[^,]{1,160}, "
    )
)
# What may mean a thing named in the sentence before; "sie" is mostly the customer.
_BACK = re.compile(
    fold_pattern(
        r"(?<!\w)(?:diese[nsr]?|ihn|jene|letztere|dies|davon|die neue|neue|richtige|korrekte|die nummer"
        r"|sie(?= (?:bitte )?(?:nach|mit|an|uns|mir|noch|lauten|lautet|ein)(?!\w))|wie lautet sie|das noch|es)(?!\w)"
    )
)
_OWN_CONTENT = re.compile(fold_pattern(r", (?:ob|dass|in |an |auf |mit |zu |bis |seit |wann|wo|wie|was|wer|welche)"))
_OWN = re.compile(
    r"(?:und |aber |oder )?(?:ab |bis |seit |von |um |an |in |mit )?(?:wann|wo|warum|wieso|welche\w*|wer|was"
    r"|wie (?!lautet|ist die|ist sie|ist das))"
)
_STRONG_NEED = Cues(
    r"(?:brauch|benötig|bräucht)\w* (?:ich|wir)",
    r"(?:ich|wir)(?: \w+){0,2}? (?:brauch|benötig|bräucht)\w*",
    r"(?:fehlt|fehlen)(?: (?:nur|jetzt|lediglich|leider|aber))* (?:uns|mir|noch)",
    r"(?:uns|mir) (?:fehlt|fehlen)",
    r"(?:warte|warten)(?: (?:ich|wir|noch|nur|jetzt|derzeit|aktuell|weiterhin))* auf (?:ihr|dein|die|den"
    r"|das)\w*(?! (?:antwort|rückmeldung|lieferung|ware|freigabe|techniker))",
)


# Pieces of words without which the costly patterns need not be tried.
_REQUEST_WORDS = """
    bitt ersuch erbit baet gib schick send nenn sag schreib teil lad mach mail verrat lass haeng foto wenn falls sobald
    sofern gebet fragen erkundig
    """.split()  # noqa: SIM905 (word lists read better as text)
_MODALS = ("muess", "koenn", "soll", "duerf", "wuerd", "moeg", "moecht", "woll", "kann", "brauchen nur")
_NEED_WORDS = """
    brauch benoet braeucht vermiss fehl erforder noetig notwend hilf helf huelf nuetz vonnoeten prakt wichtig gut prima
    toll ideal super interess ausstehend steh lieg angewiesen haett muess wuerd moecht muss darf duerf wart ohne vorl
    """.split()  # noqa: SIM905
_UNMARKED_WORDS = (
    *(" ob ", "wann", "warum", "wieso", "weshalb", "welche", "wie ", "wo ", "wohin", "was ", "wer ", "wissen"),
    *("auskunft", "haben sie", "koennen sie", "sind sie", "darf ich", "duerfen wir", "ist ihr", "gibt es", "passt"),
)
_TAIL_WORDS = (" dann", " damit", " danach", " anschliessend", " so dass", " sodass", " ich", " wir")


def points_back(plain_text: str) -> bool:
    if _OWN.match(plain_text) or _OWN_CONTENT.search(plain_text):
        return False
    return bool(_BACK.search(plain_text))


def asked(plain_text: str) -> list[str]:
    """The kinds asked for, "other" for a thing without a kind of its own; empty if nothing is asked."""
    question = "?" in plain_text
    if question:
        if questions_de.is_tag(plain_text) or IDLE_QUESTION.search(plain_text):
            return []
        return sorted_out(NOUNS.mentioned(plain_text.split("?")[0])) or ["other"]
    text = _body(plain_text)
    request, need = _requests(text), _needs(text)
    if (request or need) and any_in(_TAIL_WORDS, text):
        text = _TAIL.sub("", text)
        request, need = request and _requests(text), need and _needs(text)
    if not request and not need:
        if "bitte" in text and _BARE.search(text) and not NOT_NEEDED.search(text):
            return sorted_out(NOUNS.mentioned(text))
        return _unmarked(plain_text, text)
    if _meant_for_others(plain_text, text, need):
        return []
    if NOT_NEEDED.search(plain_text):
        return []
    kinds = sorted_out(NOUNS.mentioned(text))
    if not kinds:
        return ["other"] if _wants_other(text, request) else []
    if request and NO_ASK.search(text) and not need:
        return []
    return _with_rest(kinds, text)


def _meant_for_others(plain_text: str, text: str, need: bool) -> bool:
    some_day = _SOME_DAY.match(plain_text)
    if some_day:
        return not _TO_US.search(plain_text[some_day.end() :])
    return not need and bool(_ELSEWHERE.search(text)) and not _TO_US.search(text)


def _body(plain_text: str) -> str:
    """Without thanks and without a purpose or a reason that opens the sentence."""
    text = plain_text
    if "dank" in text or "merci" in text:
        text = _THANKS.sub("", text, count=1)
    head = _HEAD.match(text)
    if head and not _needs(head[0]) and not _requests(head[0]):
        text = text[head.end() :]
    return text


def _requests(text: str) -> bool:
    if any_in(_ORDER_WORDS, text) and _orders(text):
        return True
    if not any_in(_REQUEST_WORDS, text) and not (any_in((" uns", " mir"), text) and any_in(_MODALS, text)):
        return False
    return bool(_REQUEST.search(text))


def _orders(text: str) -> bool:
    for found in _ORDER.finditer(text):
        before = f" {text[: found.start()]}"
        if not found.start() or before.endswith(_BEFORE_ORDER):
            return True
        if found[1] and not before.endswith((" wir ", " ich ")):
            return True
    return False


def _needs(text: str) -> bool:
    return any_in(_NEED_WORDS, text) and bool(_NEED.search(text))


def _unmarked(plain_text: str, text: str) -> list[str]:
    """A question without its mark."""
    if not any_in(_UNMARKED_WORDS, plain_text) or not questions_de.asks(plain_text):
        return []
    if any(pattern.search(plain_text) for pattern in (IDLE_QUESTION, NO_ASK, NOT_NEEDED)):
        return []
    return sorted_out(NOUNS.mentioned(text)) or ["other"]


def _wants_other(text: str, request: bool) -> bool:
    return not NO_ASK.search(text) and not GENERIC.search(text) and (request or bool(_STRONG_NEED.search(text)))


def _with_rest(kinds: list[str], text: str) -> list[str]:
    rest = next((r for r in _REST.finditer(text) if not NOUNS.mentioned(r[0]) and not _requests(r[0])), None)
    return [*kinds, "other"] if rest else kinds
