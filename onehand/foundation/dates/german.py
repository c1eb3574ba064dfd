"""The German words of time. Symbols are those of `grammar`."""

from __future__ import annotations

from onehand.foundation.dates.lexicon import Lexicon, read

_SOURCE = """
REL 0: heute | heut | heutigen | heutiger | heutige | taggleich | tagesaktuell | im laufe des tages
  | im verlauf des tages | im verlaufe des tages | laufe des tages | ende des tages | tagesende | ende dieses tages
  | über den tag | im tagesverlauf | im laufe dieses tages | ende des heutigen tages | ende des arbeitstages
  | ende des heutigen arbeitstages
REL 1: morgen | morgigen | morgiger | morgige | folgetag | darauffolgenden tag | ende des morgigen tages
REL 2: übermorgen | uebermorgen | übermorgigen
REL 3: überübermorgen
PAST 0: gestern | vorgestern | gestrigen | vorgestrigen | neulich | kürzlich | letztens
WD 0: montag | montags
WD 1: dienstag | dienstags
WD 2: mittwoch | mittwochs
WD 3: donnerstag | donnerstags
WD 4: freitag | freitags
WD 5: samstag | sonnabend | samstags
WD 6: sonntag | sonntags
WDS 0: mo
WDS 1: di
WDS 2: mi
WDS 3: do
WDS 4: fr
WDS 5: sa
WDS 6: so
MONTH 1: januar | jänner | jan | jän | januars
MONTH 2: februar | feb | febr | feber
MONTH 3: märz | mär | mrz | maerz
MONTH 4: april | apr | aprils
MONTH 5: mai
MONTH 6: juni | jun | juno
MONTH 7: juli | jul | julei
MONTH 8: august | aug
MONTH 9: september | sep | sept
MONTH 10: oktober | okt
MONTH 11: november | nov
MONTH 12: dezember | dez
MOD 0: diese | dieser | dieses | diesen | diesem | laufende | laufenden | laufender | aktuellen | aktuelle | jetzigen
MOD 1: nächste | nächster | nächsten | nächstes | nächstem | naechste | naechsten | naechster | folgende | folgenden
  | folgender | darauffolgenden | darauffolgende | nächstfolgenden | nächst
MOD 2: übernächste | übernächster | übernächsten | übernächstes | uebernaechste | uebernaechsten
MOD 9: kommende | kommender | kommenden | kommendes | kommendem
MOD -1: letzte | letzter | letzten | letztes | letztem | vergangene | vergangenen | vergangener | vorige | vorigen
  | voriger | vorletzten | vorletzte
EDGE begin: anfang | beginn | anfangs
EDGE mid: mitte
EDGE end: ende | ablauf | schluss
UNIT minute: minute
UNIT hour: stunde | std | h
UNIT day: tag | tages | tags | kalendertag | kalendertages
UNIT workday: werktag | werktages | werktags | arbeitstag | arbeitstages | bankarbeitstag | geschäftstag
  | geschäftstages | wochentag
UNIT week: woche | kalenderwoche | arbeitswoche
UNIT month: monat | monats | kalendermonat | kalendermonats | monates
UNIT quarter: quartal | quartals | vierteljahr
UNIT year: jahr | jahres | jahrs | kalenderjahr | kalenderjahres
UNITS minute: minuten | min | mins
UNITS hour: stunden | stdn | stündchen
UNITS day: tage | tagen | kalendertage | kalendertagen
UNITS workday: werktage | werktagen | arbeitstage | arbeitstagen | bankarbeitstage | bankarbeitstagen | banktage
  | banktagen | geschäftstage | geschäftstagen | bankwerktagen | wochentagen | wochentage
UNITS week: wochen | arbeitswochen | kalenderwochen
UNITS month: monate | monaten
UNITS year: jahre | jahren
PERIOD week-end: wochenende
PERIOD week-begin: wochenanfang | wochenbeginn | wochenstart
PERIOD week-mid: wochenmitte
PERIOD week-late: wochenschluss | zweiten wochenhälfte | zweite wochenhälfte | zweiten hälfte der woche
PERIOD week-half: ersten wochenhälfte | erste wochenhälfte | ersten hälfte der woche
PERIOD week-next: folgewoche
PERIOD month-next: folgemonat | folgemonats
PERIOD month-end: monatsende | monatsultimo | ultimo
PERIOD month-begin: monatsanfang | monatsbeginn
PERIOD month-mid: monatsmitte
PERIOD year-end: jahresende | jahresschluss
PERIOD quarter-end: quartalsende
HALFOF 2: zweiten hälfte | zweite hälfte
HALFOF 1: ersten hälfte | erste hälfte
SPAN 15m: viertelstunde
SPAN 45m: dreiviertelstunde
SPAN 30m: halbstündchen
SPAN 7d: wochenfrist
SPAN 1mo: monatsfrist
SPAN 1y: jahresfrist
SPAN 6mo: halben jahr | halbes jahr | halbjahres
SPAN 24h: tagesfrist
KW 0: kw
PART morning: morgens | frühmorgens | früh morgens | früher morgen
PART early: früh | frühs
PART forenoon: vormittag | vormittags
PART afternoon: nachmittag | nachmittags | spätnachmittag | nachmittages | frühen nachmittag | späten nachmittag
PART evening: abend | abends | feierabends | vorabend
PART night: nacht | nachts
PART eod: feierabend | geschäftsschluss | büroschluss | dienstschluss | ladenschluss | dienstende | arbeitsende
  | arbeitsschluss | geschäftsende | betriebsschluss | ende der geschäftszeit | ende der geschäftszeiten
  | ende unserer geschäftszeiten | ende der bürozeit
NOON 0: mittag | mittags | mittagszeit
MIDNIGHT 0: mitternacht
UHR 0: uhr
PM 0: pm
HALF 0: halb
HALVES 0: halben | halbe
QUARTER 15: viertel
QUARTER 45: dreiviertel
NUM 0: null
ONE 1: ein | eine | einer | einem | einen | eines | eins
NUM 2: zwei | zwo | zweien | zweier
NUM 3: drei | dreier | dreien
NUM 4: vier
NUM 5: fünf | fuenf
NUM 6: sechs
NUM 7: sieben
NUM 8: acht
NUM 9: neun
NUM 10: zehn
NUM 11: elf
NUM 12: zwölf | zwoelf
NUM 13: dreizehn
NUM 14: vierzehn
NUM 15: fünfzehn
NUM 16: sechzehn
NUM 17: siebzehn
NUM 18: achtzehn
NUM 19: neunzehn
NUM 20: zwanzig
NUM 21: einundzwanzig
NUM 24: vierundzwanzig
NUM 25: fünfundzwanzig
NUM 28: achtundzwanzig
NUM 30: dreißig | dreissig
NUM 36: sechsunddreißig
NUM 40: vierzig
NUM 45: fünfundvierzig
NUM 48: achtundvierzig
NUM 60: sechzig
NUM 72: zweiundsiebzig
NUM 90: neunzig
NUM 100: hundert
FRAC 1.5: anderthalb | eineinhalb | einundeinhalb | einundeinhalben
FRAC 2.5: zweieinhalb
FRAC 3.5: dreieinhalb
FRAC 4.5: viereinhalb
FEW 0: paar | einigen | einige | wenigen | wenige | mehreren | allernächsten | etlichen
ORDW 1: ersten | erster
ORDW 2: zweiten
ORDW 3: dritten
ORDW 4: vierten
ORDW 5: fünften
ORDW 6: sechsten
ORDW 7: siebten | siebenten
ORDW 8: achten
ORDW 9: neunten
ORDW 10: zehnten
ORDW 11: elften
ORDW 12: zwölften
ORDW 13: dreizehnten
ORDW 14: vierzehnten
ORDW 15: fünfzehnten
ORDW 16: sechzehnten
ORDW 17: siebzehnten
ORDW 18: achtzehnten
ORDW 19: neunzehnten
ORDW 20: zwanzigsten
ORDW 21: einundzwanzigsten
ORDW 22: zweiundzwanzigsten
ORDW 23: dreiundzwanzigsten
ORDW 24: vierundzwanzigsten
ORDW 25: fünfundzwanzigsten
ORDW 26: sechsundzwanzigsten
ORDW 27: siebenundzwanzigsten
ORDW 28: achtundzwanzigsten
ORDW 29: neunundzwanzigsten
ORDW 30: dreißigsten
ORDW 31: einunddreißigsten
FEAST 12-24: heiligabend | heilig abend | weihnachten | weihnachtsfest
FEAST 12-31: silvester
FEAST years: zwischen den jahren
FEAST 12-24w: weihnachtstage | weihnachtstagen | weihnachtsfeiertage | weihnachtsfeiertagen
FEAST e0w: osterwochenende | ostertage | ostertagen | osterfeiertage | osterfeiertagen
FEAST e49w: pfingstwochenende | pfingsttage | pfingsttagen
FEAST 1-1: neujahr
FEAST 12-6: nikolaus
FEAST 5-1: tag der arbeit
FEAST 10-3: tag der deutschen einheit
FEAST e0: ostern | ostersonntag
FEAST e1: ostermontag
FEAST e-2: karfreitag
FEAST e-3: gründonnerstag
FEAST e39: himmelfahrt
FEAST e49: pfingsten
FEAST e50: pfingstmontag
VAGUE 0: selben tag | gleichen tag | selbigen tag | bald | baldigst | baldmöglichst | alsbald | zeitnah | zeitnahe
  | demnächst | umgehend | umgehende | unverzüglich | schnellstmöglich | schnellstens | raschestmöglich | raschest
  | sofort | gleich | kurzfristig | in kürze | binnen kürze | binnen kurzem | in bälde | nächstens
  | so schnell wie möglich | so bald wie möglich | sobald wie möglich | so schnell es geht | so rasch wie möglich
  | so zeitnah wie möglich | so früh wie möglich | möglichst bald | möglichst schnell | möglichst rasch
  | möglichst zeitnah | rasch | nächster zeit | absehbarer zeit | nächsten zeit | frühestmöglich | ehestmöglich
  | ehebaldigst | ehestens | später | irgendwann | im neuen jahr | zu gegebener zeit | rechtzeitig | zügig
ON 0: am
AN 0: an | auf | für
ZUM 0: zum | zur
AT 0: um | gegen
BIS 0: bis | bis einschließlich | bis einschliesslich | bis inklusive | bis inkl | bis inkl. | bis einschl.
  | bis und mit
VON 0: von | vom | ab
SINCE 0: seit
AND 0: und
OR 0: oder | bzw | beziehungsweise | und/oder
IN 0: in | im | in gut
WITHIN 0: innerhalb | binnen | während | innert
AFTER 0: nach
BEFORE 0: vor
LATEST 0: spätestens | spaetestens | allerspätestens | längstens | maximal | höchstens | max | bis spätestens
  | nicht später als | bis zu | bis allerspätestens
EARLIEST 0: frühestens | frühstens | nicht vor
ABOUT 0: ca . | ca | etwa | circa | zirka | ungefähr | rund | voraussichtlich | vermutlich | wahrscheinlich | spät
  | genau | punkt | pünktlich | zirca | jeweils | erst | schon | dann | exakt | kurz | knapp | ungefaehr
  | direkt | bereits
NOCH 0: noch
BETWEEN 0: zwischen
COURSE 0: laufe | lauf | verlauf | verlaufe | im laufe | im verlauf
ART 0: der | die | das | den | dem | des
ALSO 0: also | das heißt | sprich
OVER 0: über | übers | ueber
WHOLE 0: ganzen | ganze | gesamten | gesamte | kompletten | komplette
"""

_DAY_PARTS = {
    "früh": "morning",
    "morgen": "morning",
    "vormittag": "forenoon",
    "mittag": "noon",
    "nachmittag": "afternoon",
    "abend": "evening",
    "nacht": "night",
}


def _lexicon() -> Lexicon:
    """Adds "Donnerstagnachmittag", "zweite Märzhälfte" and their kin."""
    lexicon = read("de", _SOURCE)
    months = [(name, value) for name, (symbol, value) in lexicon.words.items() if symbol == "MONTH"]
    for ordinal, half in (("ersten", 1), ("erste", 1), ("zweiten", 2), ("zweite", 2)):
        halves = [((ordinal, f"{name}hälfte"), ("MONTHHALF", f"{value}-{half}")) for name, value in months]
        lexicon.phrases.setdefault(ordinal, []).extend(halves)
    for day, (symbol, value) in list(lexicon.words.items()):
        if symbol == "WD":
            for part, name in _DAY_PARTS.items():
                for ending in ("", "s"):
                    lexicon.words[f"{day}{part}{ending}"] = ("WDPART", f"{value}-{name}")
    return lexicon


GERMAN = _lexicon()
