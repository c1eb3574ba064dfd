"""Postal addresses: a street with its number together with a postal code and a place, on one line or on several."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_foreign_address import find_at as foreign_at
from onehand.cases.recognise.facts_page import Page, Token, word_set
from onehand.cases.recognise.facts_streets import HOUSE, street_start
from onehand.cases.recognise.found import Fact

_MOST = 150  # places looked at closely in one message
_BACK = 120

_CODE = re.compile(r"(?:(?:D|DE|A|AT|CH|FL|L|LI)[- ]?)?(?:\d{5}|\d{4})")
_RIVERS = (
    r"Main|Rhein|Rhin|Neckar|Inn|Isar|See|Lech|Saale|Oder|Havel|Spree|Weser|Elbe|Donau|"
    r"Ruhr|Lahn|Mosel|Brenz|Fils|Breisgau|Allgäu|Taunus|"
    r"Harz|Tauber|Weinstraße|Ammersee|Bodensee|Chiemsee|Tirol|Pongau|Pinzgau|Mühlkreis|"
    r"Odenwald|Westerwald|Vogtland|Erzgebirge|Bergstraße|"
    r"Aisch|Ilm|Enz|Rems|Teck|Wörthersee|Attersee|Sand|Mur|Mürz|Salzkammergut|Wald|Berg|"
    r"Ybbs|Leitha|Steinfeld|Glan|Drau|Alb|Oberpfalz|M\.|Rübenberge|Krs\.?|Luhe|Aller|"
    r"Leine|Fulda|Werra|Steige|Höhe|Pegnitz|Nahe|Rur|Sieg|Wupper|Werse|Ems|Hase|Hunte|Ilz|Vils|Rott|Iller|"
    r"Wertach|Murg|Jagst|Kocher|"
    r"Unstrut|Elster|Pleiße|Mulde|Neiße|Nidda|Eder|Bode|Heide|Holstein|Westfalen|Westf\.|Bayern|Niederbayern|Sachsen|"
    r"Thüringen|Eifel|Hunsrück|Rhön|Spessart|Schwarzwald|Krems|Raab|Traun|Steyr|Thaya|March|\w+(?:kreis|viertel|"
    r"land|gau)|Vorarlberg|Burgenland|"
    r"Br\.|Bay\.|Obb\.|OPf\.|Ndb\.|Holst\.|Vogtl\.|Erzgeb\.|Thür\.|Sa\.|Allg\.|OL|NB|Kärnten|Zillertal|Steiermark"
    r"|Tirol|Ried|Wagram|Thurgau|Bern|Aare|Emmental|Oberland|Württemberg|Hessen|Filder"
)
_CITY = re.compile(
    r"(?:(?:Bad|Sankt|St\.|Markt|Groß|Gross|Klein|Alt|Neu|Burg|Hohen|Ober|Unter|Wiener|"
    r"Schwäbisch|Königs|Lutherstadt|Hansestadt|Deutsch|"
    r"Maria|La|Le|Les|San|Santa|Den|Stadt|Freie|Garmisch|Clausthal|Kloster|Schloß|Höhr|Rheda|Porta)\s){0,2}"
    r"[A-ZÄÖÜÉ][\w'’ßäöüéèâ]+(?:-[A-Za-zÄÖÜäöüß]+){0,3}"
    rf"(?:\s?\([A-ZÄÖÜ][\w ./-]{{1,20}}\)|/[A-ZÄÖÜ]\w+|\s(?:am|an der|an den|im|in|in "
    rf"der|ob der|bei|unter|vor der|auf|a\.|a\. ?d\.|i\.|"
    rf"i\. ?d\.|b\.|v\. ?d\.|an d\.|o\. ?d\.)\s?(?:{_RIVERS})(?!\w)|\s(?:Strand|Neustadt|Heide|Moor|Hütte|Land|"
    rf"Bucht|Aue|Vorstadt|Wald|"
    rf"Feld)(?!\w)|\s\d{{1,2}}(?!\d|[.:]))?"
)
_CITY_LOW = re.compile(r"[a-zäöüß][a-zäöüß-]{2,29}(?![\w@.-]*@)")
_NO_CITY = word_set(
    "euro eur uhr stück stk kilometer meter gramm watt volt mal jahre jahren januar "
    "februar märz april mai juni juli august september oktober november "
    "dezember und oder für mit nicht ist war das die der den ein bestellungen kunden "
    "artikel personen prozent tage wochen monate habe haben ich wir"
)
_SEPARATORS = " \t\r\n\u00a0,;/|·•–-*"
_BREAK = re.compile(r"[,;:\n|()!?\"„“*•]|\.\s(?=[A-ZÄÖÜ])(?<!\b[Ss]t\.\s)(?<!\d\.\s)|\s[-–]\s")
_MIDDLE = re.compile(
    r"(?:\d{1,2}\. ?(?:OG|Stock|Etage|Obergeschoss)|EG|DG|UG|Hinterhaus|Vorderhaus|Seitenflügel|"
    r"HH|VH|Zi\.?|Raum|Haus|Aufgang|Block|Top|Tür|Stiege|Wohnung|Whg|Apartment|"
    r"App|OT|Ortsteil|Gebäude|Zimmer|Postfach|c/o|bei|Hof|Büro|Appartement|Eingang|Geschoss|"
    r"Halle|Tor|Rampe|Hinterhof|Rückgebäude|Vordergebäude|Gartenhaus|Erdgeschoss|Dachgeschoss|Souterrain|Parterre|"
    r"Hochparterre|Penthouse|Wohneinheit|WE|Stellplatz|Parzelle|Nebeneingang|Einliegerwohnung|z\. ?Hd\.|Objekt|"
    r"(?:erste|zweite|dritte|vierte|fünfte)[rs]? (?:Stock|Etage|OG)|(?:links|rechts|Mitte)\Z)(?![a-zäöüß])",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?:Postfach|Packstation|Postlagernd|PO Box|Paketshop|Filiale)\s\d[\d ]{0,12}\Z|"
    r"(?<!\w)[A-U](?: ?\d{1,2}, ?|\d )\d{1,2}[a-z]?\Z",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    r"(?<![\w.,])\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? (?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]d|[Bb]oulevard|[Pp]lace|"
    r"[Cc]hemin|[Qq]uai|[Aa]llée|"
    r"[Ii]mpasse|[Rr]oute|[Cc]ours) [\w'’ .-]{2,40}\Z"
)
_OURS = re.compile(
    r"(?<![a-zäöüß])(?:(?:ihre?[rnms]?|eure?[rnms]?|euer|your)\s+(?:\w+\s+){0,2}[\w-]*(?:filiale|"
    r"laden|geschäft|lager|shop|store|branch|warehouse|office|büro|"
    r"showroom|standort|zentrale|werkstatt|markt|niederlassung|ausstellung|station|retourenadresse|"
    r"depot|haus|adresse|anschrift|address|sitz|headquarters)(?![a-zäöüß])[^.!?\n]{0,30}\Z"
    r"|(?:alte|bisherige|frühere|ehemalige|falsche|veraltete|old|former|previous|wrong)[rsnm]?\s+\w*(?:adres"
    r"se|anschrift|address|wohnung|home|flat|house)(?![a-zäöüß])(?:(?!richtig|neu|jetzt|"
    r"sondern|correct|now\b|new\b|right|lautet|stimmt)[^.!?\n]){0,30}\Z"
    r"|(?:filiale|paketshop|paket-shop|abholshop|postfiliale|depot|restaurant|(?<!unser )(?<!mein )hotel|laden"
    r"|store|branch)\s*"
    r"(?:in der|am|an der|in|at|:)?\s*\Z|(?:alt|bisher|früher|vorher|old|formerly)[\s:]+\Z"
    r"|(?:nicht mehr|no longer|not|nicht|statt|instead of)\s+(?:(?:in|an|to|at|der|die|the|am)\s+){0,2}\Z)"
)
# Where the house sits, where somebody else took the parcel, where the customer once lived.
_ELSEWHERE = re.compile(
    r"(?<![a-zäöüß])(?:(?:sitzen|residieren|befinden)\s(?:sie|sich)|sitzt\s(?:ihr|die firma)|impressum|"
    r"(?:als|ihr) absender|"
    r"(?:rücksende|retouren|return)[ -]?(?:adresse|anschrift|address)|"
    r"(?:ich|wir)\s(?:früher\s)?(?:wohnten?|lebten?)|(?:wohnten?|lebten?)\s(?:ich|wir)|used to live|i lived|we lived)"
    r"(?![a-zäöüß])(?:(?!jetzt|nun\b|neu|now\b|\d)[^.!?\n]){0,40}\Z"
)
_GIVEN_THERE = re.compile(r"\s(?:abgegeben|hinterlegt|zugestellt|abgeliefert|ausgeliefert)(?![a-zäöüß])")
_WAS = re.compile(r"(?<![a-zäöüß])(?:wurde|war|ist|hat|haben)(?![a-zäöüß])")
# "von der Feldstr. 9, 44137 Dortmund in den Buchenweg", "…, dort wohne ich nicht mehr": where they lived.
_FROM_THERE = re.compile(r"(?<![a-zäöüß])(?:von|aus)(?:\s(?:der|dem|meiner|unserer|meinem|unserem|alten))*\s\Z")
_MOVING = re.compile(r"(?<![a-zäöüß])(?:\w*gezogen|um\w*zieh\w*|ziehe[nt]?|zogen|zog|\w*umzug|umziehen)(?![a-zäöüß])")
_LEFT = re.compile(
    r"[\s,;()–-]{0,3}(?:(?:dort|da|hier)\s)?(?:wohn\w+|leb\w+|bin|sind|stimmt|ist|gilt)\s[^.!?,;]{0,50}"
    r"(?:nicht mehr|veraltet|falsch|ausgezogen|überholt|aufgelöst|gekündigt|abgemeldet)(?![a-zäöüß])"
    r"|[\s,;()–-]{1,3}(?:das|dies)\s(?:war|ist)\s(?:\w+\s){0,2}(?:alte|frühere|ehemalige|falsche)\s"
)
# What stands before a field of a form: "Straße: Am Anger 14 | PLZ: 06618 | Ort: Naumburg".
_FIELD = re.compile(
    r"(?:PLZ(?:\s?[/,&]\s?(?:Ort|Stadt))?|Postleitzahl|Ort|Wohnort|Stadt)\s?:?\s*\Z|(?<!\w)(?:D|A|CH)\s?-\s*\Z"
)
_CITY_FIELD = re.compile(r"[\s,;]{1,3}(?:Ort|Wohnort|Stadt):\s{0,3}(?=[A-ZÄÖÜ])")
_WENT = re.compile(
    r"(?<![a-zäöüß])(?:ging|gingen|geht|kam|kamen|gegangen|geschickt)\s(?:[a-zäöüß]+\s){0,3}?an\s(?:d\w\w\s)?\Z"
)
_SENT = re.compile(r"[\s,]{0,2}(?:geschickt|gesendet|gesandt|geliefert|adressiert|zugestellt|gegangen)(?![a-zäöüß])")
_BUT = re.compile(r"(?<![a-zäöüß])(?:aber|jedoch|sondern|richtig wäre|korrekt wäre|stattdessen)(?![a-zäöüß])")
_THEIRS = re.compile(
    r"[\s,]{1,2}(?:hat|haben|wurde|war|waren)\s[^.!?,;]{0,30}(?:ihre?\s(?:\w+\s)?)?(?:verkäufer\w*|mitarbeiter\w*"
    r"|kolleg\w+|personal|"
    r"filiale|geschlossen|berater\w*)(?![a-zäöüß])"
)
_HOME = re.compile(
    r"(?<![a-zäöüß])(?:wohne[nt]?|wohnhaft|adresse|anschrift|\w*(?:adresse|anschrift)|"
    r"umgezogen|ziehe[nt]?|zieh|geliefert|liefern|liefert|lieferung an|senden|schicken|"
    r"address|live|moved|moving|deliver|ship|send|wohnung|haus)(?![a-zäöüß])"
)
_CITY_BEHIND = re.compile(r"(?:\s?,\s?|\s+in\s+|\s*\n\s*)(?=[A-ZÄÖÜ])")


def find(page: Page, taken: list[tuple[int, int]]) -> list[Fact]:
    found: list[Fact] = []
    closed, tried = 0, 0
    spans = iter(taken)
    block = next(spans, None)
    for token in page.tokens:
        while block is not None and block[1] <= token.start:
            block = next(spans, None)
        if token.start < closed or tried >= _MOST or (block is not None and block[0] < token.end):
            continue
        span = _german(page, token, closed)
        if span is None:
            span = foreign_at(page, token, closed)
        if span is None:
            span = _without_code(page, token)
        tried += span is not None or _likely(token)
        if span is None:
            continue
        closed = span.end
        if not _not_theirs(page, span):
            found.append(span)
    return found


def _likely(token: Token) -> bool:
    return _CODE.fullmatch(token.text) is not None


def _not_theirs(page: Page, fact: Fact) -> bool:
    first, last = page.sentence(fact.start)
    begin = max(first, fact.start - 80)
    if _OURS.search(page.low, begin, fact.start) or _LEFT.match(page.low, fact.end, fact.end + 90):
        return True
    if _THEIRS.match(page.low, fact.end, fact.end + 70) or _ELSEWHERE.search(page.low, begin, fact.start):
        return True
    if _GIVEN_THERE.match(page.low, fact.end, fact.end + 16) and _WAS.search(page.low, begin, fact.start):
        return True
    went = _WENT.search(page.low, begin, fact.start) or _SENT.match(page.low, fact.end, fact.end + 14)
    if went and _BUT.search(page.low, fact.end, min(last, fact.end + 60)):
        return True
    return _FROM_THERE.search(page.low, begin, fact.start) is not None and bool(_MOVING.search(page.low, begin, last))


def _german(page: Page, token: Token, closed: int) -> Fact | None:
    """ "Hauptstr. 5, 12345 Berlin" and "1010 Wien, Kärntner Straße 12/3"."""
    if not _CODE.fullmatch(token.text):
        return None
    city = _city(page.text, token.end)
    if city is None:
        return None
    lowest = max(closed, token.start - _BACK)
    before = page.text[lowest : token.start]
    for end in _ends(before):
        begin = _street(before[:end], generic=len(token.text) > 4 or "\n" in before[end:])
        if begin is not None:
            return _joined(page, lowest + begin, lowest + end, token.start, city)
    behind = _street_behind(page.text, city)
    if behind is None:
        return None
    value = f"{_line(page.text[token.start : city])}, {_line(page.text[behind[0] : behind[1]])}"
    return Fact("postal_address", value, token.start, behind[1])


def _city(text: str, at: int) -> int | None:
    """Where the place that follows a postal code ends."""
    field = _CITY_FIELD.match(text, at, at + 20)
    start = at if field is None else field.end()
    while start < len(text) and start < at + 3 and text[start] in " \u00a0\t":
        start += 1
    if start == at:
        return None
    if text[start : start + 2].isupper() and text[start + 2 : start + 3] == " " and start - at == 1:
        start += 3  # "3531 CJ Utrecht"
    match = _CITY.match(text, start, start + 60) or _CITY_LOW.match(text, start, start + 40)
    if match is None or match[0].lower() in _NO_CITY:
        return None
    return match.end()


def _ends(before: str) -> list[int]:
    """Where the street with its number may end: directly before the code, or before one further piece ("3. OG")."""
    end = len(before.rstrip(_SEPARATORS))
    field = _FIELD.search(before, max(0, end - 24), end)
    if field is not None:
        end = len(before[: field.start()].rstrip(_SEPARATORS))
    if before[:end].endswith((" in", "\nin")):
        end = len(before[: end - 3].rstrip(_SEPARATORS))
    ends = [end]
    cut = max(before.rfind(",", 0, end), before.rfind("\n", 0, end), before.rfind("/ ", 0, end))
    if cut > 0 and end - cut < 40 and _MIDDLE.match(before[cut + 1 : end].strip()):
        ends.append(len(before[:cut].rstrip(_SEPARATORS)))
    opened = before.rfind("(", max(0, end - 30), end)
    if before[:end].endswith(")") and opened > 0:
        ends.append(len(before[:opened].rstrip(_SEPARATORS)))  # "Bergstr. 17a (Hinterhaus), 69120 …"
    return ends


def _street(before: str, *, generic: bool) -> int | None:
    """Where a street begins that ends, with the number of its house, at the end of `before`."""
    box = _BOX.search(before) or _NUMBER_FIRST.search(before)
    if box is not None:
        return box.start()
    house = HOUSE.search(before, max(0, len(before) - 24))
    if house is None:
        return None
    name = before[: house.start()].rstrip(" \u00a0,")
    if name.lower().endswith((" nr.", " nr")):
        name = name[:-3].rstrip()
    cut = 0
    for match in _BREAK.finditer(name):
        cut = match.end()
    start = street_start(name[cut:], generic=generic)
    if start is None and cut:
        # "Straße des 17. Juni": the full stop was none.
        start = street_start(name, generic=False)
        return start if start is not None and "\n" not in name[start:] else None
    return None if start is None else cut + start


def _street_behind(text: str, city: int) -> tuple[int, int] | None:
    match = re.compile(
        r"\s*(?:,|\n|[-–·|/;])\s*([A-Za-zÄÖÜäöü][^\d,;:\n!?]{1,45}?|Straße des 17\. Juni)\s+(\d[\w/ -]{0,12})"
    ).match(text, city, city + 80)
    if match is None:
        return None
    number = re.compile(r"\d{1,4}(?: ?[a-zA-Z](?![a-zA-Z]))?(?:[-/]\d{1,4}[a-zA-Z]?){0,3}(?![\d\w])").match(
        text, match.start(2)
    )
    if number is None or street_start(match[1], generic=False) != 0:
        return None
    return match.start(1), number.end()


def _joined(page: Page, start: int, end: int, code: int, city: int) -> Fact:
    parts = [page.text[start:end], page.text[end:code].strip(_SEPARATORS), page.text[code:city]]
    parts[1], parts[2] = _FIELD.sub("", parts[1]), _CITY_FIELD.sub(" ", parts[2])
    value = ", ".join(line for line in (_line(part) for part in parts if part != "in") if line)
    return Fact("postal_address", value.replace(", (", " ("), start, city)


def _line(text: str) -> str:
    lines = [" ".join(line.split()).strip(" ,;") for line in text.split("\n")]
    return ", ".join(line for line in lines if line)


def _without_code(page: Page, token: Token) -> Fact | None:
    """ "Ich wohne in der Lindenstr. 12 in Köln": a sure street, a place and a word of living."""
    if len(token.text) > 6 or not re.match(r"\d{1,4}[a-z]?(?:[-/]\d+[a-z]?)?\Z", token.text):
        return None
    behind = _CITY_BEHIND.match(page.text, token.end, token.end + 8)
    if behind is None:
        return None
    lowest = max(0, token.start - 60)
    before = page.text[lowest : token.end]
    last = before[: token.start - lowest].rstrip().rpartition(" ")[2].lower()
    if not last.endswith(
        ("straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "str", "damm", "ring", "ufer", "chaussee")
    ):
        return None
    _, end = page.sentence(token.start)
    first = max(0, token.start - 100)
    city = _CITY.match(page.text, behind.end(), behind.end() + 60)
    begin = _street(before, generic=False)
    if city is None or begin is None or city[0].lower() in _NO_CITY or _MIDDLE.match(city[0]) or city[0].isupper():
        return None
    if not _HOME.search(page.low, first, end):
        return None
    value = f"{_line(before[begin:])}, {_line(city[0])}"
    return Fact("postal_address", value, lowest + begin, city.end())
