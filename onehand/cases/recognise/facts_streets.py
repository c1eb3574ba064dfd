"""Where the name of a street begins, read backwards from the number of the house (German, Austrian, Swiss forms)."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_page import word_set

HOUSE = re.compile(
    r"(?<![\d,])(?<!\d\.)\d{1,4}(?:\s?[a-zA-Z](?![a-zA-Z])|\s1/[234](?!\d))?(?:\s?[-–/+]\s?(?:(?:Top|Stiege|"
    r"Tür|Whg\.?)\s?)?(?:\d{1,4}\s?[a-zA-Z]?|[IVX]{1,4})(?![a-zA-Z])){0,3}\Z"
)
_TYPES = (
    "straße|strasse|str|weg|platz|pl|allee|gasse|gass|ring|damm|ufer|markt|hof|berg|chaussee|"
    "pfad|steig|stieg|park|promenade|"
    "kai|graben|wall|zeile|winkel|anger|brücke|steg|gürtel|lände|twiete|redder|kamp|"
    "stiege|terrasse|siedlung|garten|gärten|bogen"
)
_TYPE = re.compile(rf"(?:{_TYPES})\.?\Z", re.IGNORECASE)
_SUFFIX = re.compile(
    rf"[\w.'’-]{{2,}}(?:{_TYPES}|tal|tor|wiesen?|feld|felde|äcker|acker|holz|busch|heide|"
    rf"bruch|grund|hang|höhe|bach|au|eck|ecke|see|burg|"
    r"mühle|halde|rain|matte|matt|hausen|dorf|wies|loh|born|brunnen|schanze|hude|deich|"
    r"koppel|straat|laan|plein|gracht|gade|gatan|vej|diek|stegel|plan|leite|gut|pfort|pforte)\.?\Z",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:straße|strasse|str\.?|weg|platz|allee|gasse|chaussee|promenade|damm|ufer|ring|"
    r"stieg|steig|pfad)\Z",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?<![\w-])(?:(?:straße|strasse|str\.|platz|allee|weg|ring|ufer|brücke|park)\s+(?-i:der|"
    r"des|am|zum|zur|vom|von|an|im|auf)\s"
    r"|(?:rue|avenue|av\.|chemin|ch\.|route|place|boulevard|quai|via|viale|piazza|corso|"
    r"vicolo|impasse|ruelle)\s)[\w.'’ -]{2,40}\Z",
    re.IGNORECASE,
)
_ADJECTIVES = word_set(
    "alte alter altes alten neue neuer neuen große grosse großer grosser großen kleine "
    "kleiner kleinen obere oberer oberen untere unterer unteren "
    "lange langer langen kurze hohe hoher hohen innere innerer äußere äussere breite "
    "breiter vordere hintere mittlere erste zweite dritte "
    "schöne schöner grüne grüner weiße weisse rote roter schwarze st. sankt rechte "
    "linke nördliche südliche westliche östliche"
)
# "Hof Eichenbusch 1", "Gut Neuhof 3"; "Eppendorfer Landstr.": a town's name belongs to a street of that town only.
_ESTATES = frozenset(
    ("Hof", "Gut", "Schloss", "Schloß", "Burg", "Forsthaus", "Villa", "Kloster", "Weiler", "Gehöft", "Alm")
)
_FROM_TOWN = re.compile(r"[A-ZÄÖÜ][\w-]+er")
_SMALL_TOWN = re.compile(r"(?!hinter|unter|über|immer|oder|aber|hier|leider|unser|euer|wieder|lieber)[a-zäöüß-]{3,}er")
_LONG = re.compile(r"(?:Land|Heer|Haupt|Bundes|Ring|Ufer)(?:str|weg|wehr)")
_AT = word_set("am im zum zur beim vorm hinterm überm ans unterm")
_BEFORE_ARTICLE = word_set("an auf in unter hinter vor bei zu über neben ob zwischen")
_ARTICLES = word_set("der den dem die")
_NO_NAME = word_set(
    "adresse anschrift lieferadresse lieferanschrift rechnungsadresse versandadresse "
    "postadresse an in ich wir und oder die der das den ist lautet "
    "jetzt neu wohnhaft wohnort bitte nach bei von herr herrn frau familie firma ab "
    "seit hausnummer nr nummer nein ja hallo meine unsere mein "
    "straße/nr zimmer etage stock artikel bestellung rechnung kundennummer tel telefon "
    "seite ca über gmbh ag kg ltd mbh dort hier uhr haus wohnung objekt gebäude lager "
    "filiale zi werk praxis atelier studio betrieb hotel gasthof pension werkstatt standort niederlassung baustelle "
    "neubau "
    "ferienwohnung ferienhaus garage zentrale hauptsitz büro kanzlei laden geschäft whg top stiege tür block "
    "halle tor rampe eingang aufgang raum app apartment appartement wohneinheit we box stellplatz parzelle"
)


def street_start(segment: str, *, generic: bool) -> int | None:
    """The offset in `segment` (ending before the house number) where the street's name begins.

    With `generic` any capital word may be a street ("Broadway 5, 12345 Berlin"), else the name must look like one.
    """
    of = _OF.search(segment)
    if of is not None:
        return of.start()
    words = [(match[0], match.start()) for match in re.finditer(r"\S+", segment)]
    if not words or _plain(words[-1][0]) in _NO_NAME:
        return None
    first = _first_word(words, generic)
    if first is None:
        return None
    return words[_with_preposition(words, first)][1]


def _first_word(words: list[tuple[str, int]], generic: bool) -> int | None:
    last = len(words) - 1
    name = words[last][0]
    if _TYPE.fullmatch(name):
        first = _capitals_before(words, last, 3)
        if first == last and last and _SMALL_TOWN.fullmatch(words[last - 1][0]):
            return last - 1
        alone = generic and not last and name[:1].isupper() and len(name) > 4  # "Promenade 7"
        return first if first < last or alone or _led_by_preposition(words, last) else None
    if _SUFFIX.fullmatch(name) and (name[:1].isupper() or _SURE.search(name)):
        before = words[last - 1][0] if last else ""
        named = (
            _plain(before) in _ADJECTIVES or before in _ESTATES or (_FROM_TOWN.fullmatch(before) and _LONG.match(name))
        )
        return last - 1 if named else last
    if not name[:1].isupper():
        return None
    if _led_by_preposition(words, last):
        return last
    return _capitals_before(words, last, 2) if generic and len(name) > 2 else None


def _plain(word: str) -> str:
    return word.lower().strip('.:,;"„“(')


def _capitals_before(words: list[tuple[str, int]], last: int, most: int) -> int:
    first = last
    while first and last - first < most:
        word = words[first - 1][0]
        ended = word[-1] in ".!?:" and len(word) > 4 and not word.lower().endswith("st.")
        if (
            not (word[:1].isupper() or _plain(word) in _ADJECTIVES)
            or ended
            or _plain(word) in _NO_NAME
            or _plain(word) in _AT | _BEFORE_ARTICLE | _ARTICLES
        ):
            break
        first -= 1
    return first


def _led_by_preposition(words: list[tuple[str, int]], at: int) -> bool:
    """ "Am Alten Markt", "Unter den Linden", "im Winkel"."""
    first = _capitals_before(words, at, 2)
    return _with_preposition(words, first) < first


def _with_preposition(words: list[tuple[str, int]], first: int) -> int:
    """The index of a preposition that belongs to the name, else `first`."""
    name_first = first
    while name_first and _plain(words[name_first - 1][0]) in _ADJECTIVES:
        name_first -= 1
    if not name_first:
        return first
    before = words[name_first - 1][0]
    sure = _SURE.search(words[-1][0]) is not None
    if _plain(before) in _AT and (before[:1].isupper() or not sure):
        return name_first - 1
    if before in _ARTICLES and name_first > 1 and _plain(words[name_first - 2][0]) in _BEFORE_ARTICLE:
        preposition = words[name_first - 2][0]
        if preposition[:1].isupper() and not (sure and preposition == "In"):
            return name_first - 2
        return name_first - 2 if not sure and preposition != "in" else first
    return first
