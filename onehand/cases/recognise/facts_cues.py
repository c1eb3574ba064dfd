"""The words that say of which kind the number behind them is, and what may stand between the two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onehand.cases.recognise.facts_page import word_set

# Words after which a number is of another kind than those we keep. "case" is our own number, not the customer's.
_OTHER = """
    artikel art produkt item product sku model modell typ type plz postleitzahl code zip haus zimmer raum room
    konto account bankleitzahl blz bic sort gutschein voucher coupon rabatt promo discount ticket fall vorgang
    case steuer ust uid vat tax hrb hra pin ean gtin isbn seite seiten page version firmware vertrag vertrags
    contract police policen policy fehler error filiale filialen filial lager store reklamation beschwerde
    complaint retoure retouren rücksende return rma aktenzeichen az ausweis mitglied mitglieds membership
    personal tür door flat apartment gleis etage stock jahr year zähler meter mandat gläubiger referenz
    reference ref transaktion transaktions transaction kapitel absatz paragraph punkt flug flight pos position
    schritt step kredit card karte karten upgrade teile part bauteil ersatzteil größe size farb color colour
    nachbar neighbour neighbor katalog catalogue saison season episode staffel
"""
_KINDS = {
    "order_number": """
        bestell bestellung bestellungs bestellungen best auftrag aufträge auftrags auftrages auftr aufg order
        orders nachbestellung vorbestellung neubestellung hauptbestellung onlinebestellung onlinebestell
        teilbestellung webbestellung bestellbestätigung auftragsbestätigung bestellbestätigungs
        auftragsbestätigungs orderbestätigung internetbestellung onlineauftrag onlineauftrags po booking buchung
        buchungs kauf kaufs purchase webshopbestellung
    """,
    "customer_number": """
        kunde kunden kundin kundinnen kundenkonto kundenkonten kd customer customers client
    """
    "debitoren cust kundenkennung",
    "invoice_number": """
        rechnung rechnungs rechnungen rechn rg re invoice invoices inv bill bills faktura schlussrechnung
        teilrechnung endrechnung abschlagsrechnung monatsrechnung jahresrechnung stromrechnung handyrechnung
        telefonrechnung mobilfunkrechnung gasrechnung jahresabrechnung abrechnung abrechnungs abschlussrechnung
        sammelrechnung
    """,
    "tracking_number": """
        sendung sendungs sendungen sendungsverfolgung sendungsverfolgungs sdg paket pakets pakete päckchen
        päckchens tracking trackings trace parcel package shipment consignment waybill awb frachtbrief
        frachtbriefs identcode leitcode lieferverfolgung einlieferungs einlieferung dhl ups dpd hermes gls fedex
        evri usps paketverfolgung paketverfolgungs nachverfolgung nachverfolgungs verfolgung verfolgungs
        paketschein paketscheins
    """,
    "serial_number": """
        serien serial ser sn imei geräte gerät fabrikations fabrik fabr fertigungs maschinen device produktions
        herstellungs
        fahrgestell rahmen chassis frame
    """,
    "other": _OTHER,
    "phone": """
        büro privat geschäfts dienst arbeits praxis kontakt notfall telefon tel mobil mobiltelefon handy fax
        phone mobile cell ruf hotline whatsapp
    """
    "landline festnetz service rückruf",
}
STEMS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# Only with "Nr." or the like behind them are these words a cue: they mean too much else.
NEED_NUMBER = word_set(
    "best po kauf kaufs purchase kd client cust rg re ser rechn gerät geräte fabr fertigungs fabrik "
    "produktions herstellungs fahrgestell rahmen chassis frame maschinen device sdg aufg trace "
    "booking buchung buchungs art fall pos code service ruf stock personal part page "
    "card jahr year case return type abrechnung"
)
_TAILS = ("nummern", "nummer", "number", "nrn", "nr", "kennung", "kennzeichen", "code", "no", "id", "ident")
_ALWAYS = frozenset(["serial", "imei"])
_PARTS = frozenset(["serial_number"])
_EITHER = frozenset(["ref", "reference", "referenz", "code", "confirmation"])  # "order ref." is of the order
_NUMBER = re.compile(
    r"[-./ ]{0,3}(?:id[- ]?)?(?:(?:s?nummern?|nrn?|num|numbers?|numbered|nos?|ids?|codes?|kennung|"
    r"kennzeichen|zeichen|ref(?:erence|erenz)?(?:nummer|"
    r" number| no)?|confirmation|bestätigung(?:snummer)?)(?![a-zäöüß])|[#№]|n°)\.?"
)
_WORD = r"[a-zäöüß]"
_WORDS = re.compile(r"[a-zäöüß]+")
_SN = re.compile(r"(?<![a-z])s\s?/\s?n(?![a-z])")


_BANK = re.compile(r"bank|sort code|iban|transfer|refund|building society|barclays|lloyds|hsbc|natwest|payee|credit")


class Cue(NamedTuple):
    """A word that names a kind: where it stands, and whether "Nr." or the like belongs to it."""

    kind: str
    word: str
    start: int
    end: int
    number: bool


def last_cue(left: str) -> Cue | None:
    """The one nearest to the end of the text."""
    serial = _SN.search(left)
    cue = None
    for match in reversed(list(_WORDS.finditer(left))):
        if serial is not None and match.start() <= serial.end():
            return Cue("serial_number", "s/n", serial.start(), serial.end(), True)
        if cue is not None:
            before = cue_of(left, match)
            return before if before is not None and before.number and before.end >= cue.end else cue
        cue = cue_of(left, match)
        if cue is not None and cue.word in NEED_NUMBER and not cue.number and cue.kind in _PARTS:
            cue = None  # "Seriennummer hinten am Gerät: …"
        elif cue is not None and cue.word not in _EITHER:
            return cue
    return cue


def cue_of(text: str, word: re.Match[str]) -> Cue | None:
    name = word[0]
    kind = STEMS.get(name)
    if kind is not None:
        number = _NUMBER.match(text, word.end())
        end = number.end() if number is not None else word.end()
        if name == "bill" and text[: word.start()].rstrip().endswith(("way", "airway")):
            kind = "tracking_number"
        if name == "account" and (
            text[: word.start()].endswith(("customer ", "client ")) or (number is not None and not _BANK.search(text))
        ):
            kind = "customer_number"
        return Cue(kind, name, word.start(), end, number is not None or name in _ALWAYS)
    kind, stem = _tailed(name)
    return Cue(kind, stem, word.start(), word.end(), True) if kind is not None else None


@lru_cache(4096)
def _tailed(name: str) -> tuple[str | None, str]:
    """The kind that "bestellnummer" or "kundenkennung" names, and its stem."""
    for tail in _TAILS if name.endswith(_TAILS) else ():
        if name.endswith(tail):
            stem = name[: -len(tail)]
            # "Cupertino" and "Madrid" end in "no" and "id" by chance.
            other = "other" if len(stem) > 3 and len(tail) > 3 else None
            kind = STEMS.get(stem) or STEMS.get(stem.removesuffix("s")) or other
            if kind is not None:
                return kind, stem
    return None, name


def first_cue(text: str, start: int) -> Cue | None:
    """The one that begins exactly here."""
    word = _WORDS.match(text, start, start + 40)
    return cue_of(text, word) if word is not None else None


_DATE = (
    r"\d{1,2}\.\s?(?:\d{1,2}\.|(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]*)(?:\s?\d{2,4})?|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:,? \d{4})?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d"
)
_GLUE_WORDS = (
    r"lautet|lauten|ist|sind|war|wäre|is|are|was|were|die|der|das|den|dem|mit|with|the|"
    r"my|meine[rnm]?|unsere[rnm]?|our|trägt|"
    r"hat|has|having|folgende[rnm]?|following|vom|from|dated|of|placed|on|am|unter|under|bei|ihnen|euch|lt|laut|gemäß|"
    r"bestätigung|verfolgung|bestätigungsnummer|confirmation|link|gestern|letzte[rn]?|"
    r"woche|heute|reads|says|sagt|zeigt|heißt|quote|zu|zum|zur|for|to|yesterday|also|"
    r"nämlich|jedenfalls|übrigens|wohl|auch|lief|läuft|went|through|placed|made|geführt|müsste|should|be|sein|"
    r"i think|i believe|"
    r"glaube|ich|by|the way|as|als|in question|concerned|"
    r"nummer|nr|no|number|num|hier|here|steht|dhl|ups|dpd|hermes|gls|fedex|evri|royal "
    r"mail|paket|parcel|via|über|per|mein|"
    r"bitte|please|neue|new|alte|old|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|last|code|id|kennung|weiterhin|noch|still|s"
)
GLUE = re.compile(rf"(?:[\s:;,.?#()\[\]=\-–—\"'„“”‚‘’*»«>|/_`]|(?:{_DATE})(?!\d)|(?:{_GLUE_WORDS})(?!{_WORD}))*+")
# "Ich habe den Schrank mit der Nummer 20041 bestellt": which number it is says another word of the sentence.
# "Seriennummer des Akkus: …": behind a number's full name other words may follow up to the colon.
TO_COLON = re.compile(r"[^.!?\d\n:;,]{1,45}(?::|\s(?:lautet|ist|is|reads)|,?\s(?:bei mir|nämlich|und zwar))[\s\"„“*]*")
LOOSE_NUMBER = re.compile(
    r"(?<![a-zäöüß])(?:nummer|nr|no\.?|number|#|ref)\.?[\s.:#\"„“(]*(?:(?:lautet|ist|is|war|was)[\s:\"„]*)?\Z"
)
AND = re.compile(
    r"[\s)\"“”']*(?:,|;|/|\+|&|und|and|sowie|plus|bzw\.?|oder|or|as well as)(?:\s+(?:auch|also|die|der|the))?[\s(\"„“]*"
    r"(?:(?:nr|no|nummer|number)\b\.?)?\s*#?\s*\Z"
)
BEHIND = re.compile(
    rf"[\"“”']?\s*(?:[(,–—=:-]\s*|\. (?:i think |i believe |i guess |ich glaube,? |ich "
    rf"denke,? )?(?=das|that))?(?:(?:ist|lautet|is|was|war|wäre|das ist|dies ist|that's|"
    rf"that is|this is|being)\s+)?"
    rf"(?:(?:nämlich|übrigens|also)\s+)?(?:(?:meine|die|unsere|my|the|our|als|as|eure|ihre|your|our)\s+)?(?={_WORD})"
)
NOT_MINE = re.compile(
    r"(?<![a-zäöüß])(?:nicht|not|statt|anstatt|instead of|rather than|z\. ?b\.|zum beispiel|"
    r"e\.g\.|for example|beispielsweise|"
    r"beginnt mit|endet (?:auf|mit)|starts? with|starting with|ends? (?:with|in)|ending (?:in|with)|etwa so|format|wie)"
    r"[\s:(\"„]*(?:(?:die|der|the|unsere?|um|for|meine?r?|my)\s+)*\Z"
)
