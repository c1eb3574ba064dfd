"""The words that say somebody is away, in groups; a group is tried only where one of its letters' runs stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onehand.cases.recognise.facts_page import key_of

HEALTH = r"krankenhaus|spital|klinik|kur|reha|hospital|clinic|operation|surgery|krank\w*|arzt\w*|sick|rehab|op"
_FIRST = r"(?<![a-zäöüß])"
_LAST = r"(?![a-zäöüß])"
_IN = (
    r"in(?=\s*(?:[,.;!)]|\Z)|\s+(?:on|until|till|this|next|tomorrow|today|from|all|mon|tue|wed|thu|fri|sat|sun|between|"
    r"for|before|at|and|so|but|either|again|the (?:office|house|country|flat|shop|building|area|uk|city|studio)))"
)
_PRESENT_EN = (
    rf"(?:at home|home|{_IN}|there|here|around|about|available|reachable|contactable|reached|present|on site|on duty|"
    r"in (?:the office|town|london|the country)|at (?:my|our|the) (?:desk|house|flat|office|shop|property|address)|"
    r"get(?:ting)? (?:back|home)|back|answering|receive|accept|take (?:in|deliver\w*|parcels|it)|open up)"
)
_PRESENT_DE = (
    r"(?:da|dort|zu ?hause|zuhause|daheim|erreichbar|anzutreffen|anwesend|zu (?:erreichen|sprechen)|erreichen|vor ort|"
    r"am (?:platz|arbeitsplatz|schreibtisch)|in der (?:stadt|wohnung|firma|gegend)|im (?:büro|hause?|lande?|dienst|"
    r"betrieb|laden|geschäft|einsatz)|in (?:deutschland|der nähe|berlin|wien)|verfügbar|greifbar|annehmen|"
    r"anzunehmen|entgegennehmen|entgegen|empfangen|aufmachen|öffnen|zur verfügung|zugegen|hier|abnehmen|abholen)"
)
_EVENTS_EN = (
    r"(?:funeral|wedding|conference|trade (?:show|fair)|festival|fair|exhibition|course|retreat|congress|summit|"
    r"reunion|camp|convention|workshop|training\w*|seminar|business|duty|manoeuvres|tour|cruise|cruising|"
    r"sabbatical|exchange|residency|expedition|pilgrimage|break|getaway|trip|secondment|placement|vacation|"
    r"holidays?|hols|honeymoon|leave|jury (?:duty|service)|camping\w*|boat|ship)"
)
_EVENTS_DE = (
    r"(?:\w*messe|montage|\w*seminar|\w*tagung|\w*kongress|\w*konferenz|\w*lehrgang|\w*fortbildung|\w*schulung|"
    r"\w*fahrt|\w*hochzeit|\w*beerdigung|\w*begräbnis|\w*trauerfeier|\w*freizeit|\w*workshop|\w*lager|achse|see|tour|"
    r"\w*tournee|\w*reisen?|\w*trip|wanderschaft|pilgerweg|jakobsweg|geschäftstermin\w*|auszeit|festival|retreat|"
    r"\w*semester|auslandseinsatz|einsatz|manöver|exkursion|safari|trekking\w*)"
)
_KIN_EN = (
    r"(?:in-?laws|parents|mum|mother|mom|dad|father|sister|brother|son|daughter|gran\w*|aunt\w*|uncle|cousins?|"
    r"friends?|family|folks|girlfriend|boyfriend|partner|fiancée?|place in|cottage|cabin|caravan|second home)"
)
_KIN_DE = (
    r"(?:meine[rnm]?|unsere[rnm]?|den|der|dem)\s+(?:\w+e[nr]\s+)?(?:\w*eltern|mutter|vater|schwester|bruder|tochter|"
    r"sohn|oma|opa|tante|onkel|freund\w*|familie|kindern|enkel\w*|verwandt\w*|geschwister\w*|lebensgefährt\w*|"
    r"partner\w*)"
)

Group = re.Pattern[str]


_BY_KEY: dict[str, list[int]] = {}
_GROUPS: list[Group] = []


def _group(gates: str, *patterns: str) -> None:
    """`gates`: the beginnings of words, "-" before endings; one of them must stand in the sentence."""
    for gate in gates.split():
        for key in key_of(gate):
            _BY_KEY.setdefault(key, []).append(len(_GROUPS))
    _GROUPS.append(re.compile(rf"{_FIRST}(?:{'|'.join(patterns)}){_LAST}"))


_group(
    "verbring spend",
    r"verbringe[n]?|(?:am|are|be|i['’]m|we['’]re) spending|(?:will|shall|ll) spend",
)
_group("-urlaub -urlaubs", r"\w*urlaub\w*|urlaube?n?")
_group("-ferie -ferien flitterwoch", r"\w*ferien?|flitterwochen")
_group(
    "reis verreis -reise -reisen",
    r"verreis(?:t|e|en)|(?:dienst|geschäfts|urlaubs|rund|welt|auslands|hochzeits|fern|bus)?reisen?",
)
_group(
    "abwes ausgeflogen auswärts unterwegs weg fort verhindert ausland außer ausser haus hause landes",
    r"abwesend|abwesenheit\w*|ausgeflogen|auswärts|unterwegs|weg|fort|verhindert|(?:im|ins) ausland|"
    r"(?:außer|ausser|aus dem)\s*(?:haus(?:e)?|landes)",
)
_group(
    "geschlossen besetzt unbesetzt zu dicht schließe schließt betriebsruhe",
    r"geschlossen|nicht besetzt|unbesetzt|betriebsruhe|"
    r"(?:ist|sind|haben|hat|bleibt|bleiben|machen|macht|mache)\s(?:[^,;!?]{0,50}\s)?(?:zu|dicht)(?=\s*(?:[,.;!)]|\Z|\s"
    r"und\s))|schließ(?:t|en) (?:wir|unser\w*)",
)
_group("sabbat elternzeit auszeit betriebsruh", r"sabbatical|sabbatjahr|elternzeit|auszeit|betriebsruhe")
_group(
    "nicht nie kaum kein schlecht schwer niemand nichts keine",
    r"(?:nicht|nie|kaum|niemand\w*|keiner|keine|keinen|schlecht|schwer)\s+(?:(?:\w+\s+){0,3}?)"
    rf"{_PRESENT_DE}",
    r"(?:keiner|niemand),? (?:der|die)",
    r"(?:bei uns|hier|bei mir)\s+(?:ist|sind)\s[^,;!?]{0,40}(?:keiner|niemand)",
    r"(?:hier|da|bei uns|bei mir|vor ort|im haus|zu ?hause|daheim)\s+(?:\w+\s+)?(?:keiner|niemand)",
    r"erreich(?:en|t) (?:sie|ihr) (?:mich|uns)\s+(?:\w+\s+){0,2}nicht",
    r"kann (?:ich|leider|da|das paket|es|die \w+)?\s*(?:\w+\s+){0,2}nicht(?=\W*\Z|[,.;])",
    r"(?:können|kann)\s(?:wir|ich|man)\s(?:[^,.;!?]{0,40}\s)?(?:nichts|nicht|"
    r"keine?n?)\s(?:[^,.;!?]{0,30}\s)?(?:annehmen|"
    r"entgegennehmen|empfangen|öffnen)",
)
_group(
    "zurück wieder heim hause erreichbar",
    r"(?:bin|sind|ist|komme|kommen|kehre|kehren|fliege|fliegen|fahre|fahren)\s(?:[^;!?]{0,50}\s)?(?:wieder\s+"
    rf"(?:\w+\s+)?{_PRESENT_DE}|zurück|heim|nach hause)",
    r"wieder\s+(?:\w+\s+)?(?:zu ?hause|daheim|erreichbar|zurück|im lande?|im dienst|im büro)",
    rf"wieder (?:jemand|wer|einer) {_PRESENT_DE}",
    r"zurück (?:bin|sind|komme|kommen|kehre|kehren)",
)
_group(
    "-messe montage -seminar -tagung -kongress -konferenz -lehrgang fortbildung -schulung -fahrt -hochzeit -beerdigung "
    "-begräbnis trauerfeier -freizeit -workshop -lager achse see tour -tournee trip -trip wander weg jakobs "
    "pilger -termin auszeit festival "
    "-semester -einsatz manöver exkursion safari trekking -reise -reisen beim zum retreat",
    rf"(?:auf|zu|zur|zum|beim|im|in|bei|an|am)\s+(?:(?:einer|einem|eine|einen|der|dem|die|den|meiner|meinem|unserer)"
    rf"\s+)?{_EVENTS_DE}",
    r"(?:beim|zum) \w*(?:fahren|wandern|segeln|tauchen|surfen|klettern|zelten|campen|camping|angeln|radeln|laufen)",
)
_group(
    "notar anwalt zahnarzt steuerberater gericht friseur tüv standesamt finanzamt amt termin",
    r"(?:beim|bei der|auf dem|im|vor|bei einem|beim) (?:notar|anwalt|zahnarzt|steuerberater|gericht|friseur|tüv"
    r"|standesamt|finanzamt|amt|termin)",
)
_group(
    "segeln wandern campen zelten tauchen surfen skifahren klettern radeln angeln rudern paddeln pilgern",
    r"(?:bin|sind|gehe|gehen|fahre|fahren) (?:ich|wir)? ?(?:\w+ )?(?:segeln|wandern|campen|zelten|tauchen|surfen"
    r"|skifahren|klettern|"
    r"radeln|angeln|rudern|paddeln|pilgern)",
    r"(?:ich|wir) (?:bin|sind|gehe|gehen|fahre|fahren) (?:[\w.]+ ){0,6}?(?:segeln|wandern|campen|zelten|tauchen"
    r"|surfen|skifahren|"
    r"klettern|radeln|angeln|rudern|paddeln|pilgern)",
)
_group("weile halte", r"(?:ver)?weile[nt]?|halten? (?:wir uns|ich mich)|(?:ich halte mich|wir halten uns)")
_group(
    "leer empty unoccupied vacant unattended unstaffed unmanned",
    r"(?:steht|ist|stehen)\s(?:[^,;!?]{0,30}\s)?leer",
    r"(?:is|are|be|lies|stands|left) (?:\w+ )?(?:empty|unoccupied|vacant|unattended|unstaffed|unmanned)",
)
_group(
    "zug flieger auto flugzeug train plane road",
    r"sitzen? (?:ich|wir)\s(?:[^,;!?]{0,20}\s)?im (?:zug|flieger|auto|flugzeug)|on (?:the|a) (?:train|plane|road)",
)
_group(
    "walking skiing hiking sailing touring cycling backpacking trekking cruising snowboarding surfing diving fishing "
    "holidaying motoring driving",
    r"(?:be|are|am|i['’]m|we['’]re) (?:\w+ )?(?:walking|skiing|hiking|sailing|touring|cycling|backpacking|trekking|"
    r"cruising|snowboarding|surfing|diving|fishing|holidaying|motoring|driving (?:to|through|around|up|down))",
)
_group(
    "krank spital klinik kur reha hospital clinic operation surgery arzt sick rehab op",
    rf"(?:im|in der|in einer|auf|zur|in|in the)\s+(?:{HEALTH})",
    r"(?:eine|meine)\s+(?:kur|reha)",
)
_group(
    "away overseas abroad travel unavail unreach ooo",
    r"away|overseas|abroad|travell?ing|unavailable|unreachable|ooo",
)
_group(
    "leave leavi fly flying holiday vacation hols honeymoon depart jet",
    r"(?:on|taking|having|take)\s+(?:\w+\s+){0,2}(?:leave|holidays?|vacation|hols|honeymoon)",
    r"(?:annual|my|our|parental|paid) leave|leav(?:e|ing) (?:for|on)|fly(?:ing)? (?:to|out|off)|depart(?:ing)?|"
    r"jetting off",
    r"(?:my|our) (?:\w+ )?(?:holidays?|vacation|hols|honeymoon)(?= (?:is|are|runs?|starts?|lasts?|from))",
)
_group(
    "off",
    r"(?:have|having|got|take|taking)\s(?:[\w-]+ ){1,3}off",
)
_group(
    "out off gone shut shuts closed closing",
    r"out of (?:the )?(?:office|town|country|house|home|station|state|area|city|reach|contact)",
    r"(?:i['’]m|am|we['’]re|are|be|both|all) (?:out|off|gone)(?= (?:until|till|from|all|on|for|tomorrow|next|this|"
    r"today|between|over|to|camping|work|with|again)|\s*(?:[,.;!]|\Z))",
    r"off (?:work|sailing|camping|hiking|skiing|travelling)|closed|shuts?|closing",
    r"(?:are|am|we['’]re) gone",
)
_group(
    "not don won can isn aren doesn couldn wouldn shan dont never nobody no noone cannot wont cant none",
    rf"(?:\w+n['’]?t|not|never|cannot|cant|wont)\s+(?:(?:be|going to be|able to be|really|be able to|actually|both|all|"
    rf"even|get)\s+){{0,3}}{_PRESENT_EN}",
    r"can(?:no|['’]|’)t (?:be|make|receive|accept|take)|cannot (?:be|make|receive|accept|take)",
    r"(?:\w+n['’]t|not) (?:be able to )?(?:reach|contact) (?:me|us)|not available",
    r"(?:won['’]t|isn['’]t|not|will) be (?:anyone|anybody|a soul|no one|nobody|no-one)",
    r"(?:nobody|no one|no-one|noone|none of us)\b.{0,40}?\b(?:home|in|there|here|at the|around|on site|on the premises|"
    r"to (?:sign|let|open|answer|receive|take|accept))",
    r"no(?:body|-? ?one) (?:can|will|could) (?:sign|take|receive|let|open|accept)",
)
_group(
    "back home return again",
    r"(?:i['’]m|am|be|are|we['’]re) back(?! (?:to|in touch|with|at you))",
    r"(?:get|come|coming|getting|fly|flying|travel|head|heading) (?:back|home)(?! (?:to|in touch|with|at) (?:you|"
    r"this))",
    r"(?:home|in|here|there|around) again",
    r"return(?:ing)?(?: home)? (?:on|from|only on)|(?:i|we) return|back (?:home|in the (?:office|country)|from)",
)
_group(
    "funeral wedding conference trade fair exhibition course retreat congress summit reunion camp convention workshop "
    "training seminar business duty tour cruis sabbatical exchange residency expedition pilgrimage break getaway trip "
    "secondment placement festival jury boat ship manoeuvres",
    rf"(?:at|on|attending|for)\s+(?:(?:a|an|the|my|our)\s+)?(?:[\w-]+\s+){{0,2}}{_EVENTS_EN}",
    r"(?:taking|having|doing)\s+(?:(?:a|an|the|my|our)\s+)?(?:[\w-]+\s+)?(?:break|sabbatical|cruise|tour)|\w+ trip",
)
_group(
    "law laws inlaws parents mum mother mom dad father sister brother son daughter gran aunt uncle cousin friend "
    "family place grandparents "
    "folks partner fianc cottage cabin caravan home",
    rf"(?:at|with|visiting|staying (?:at|with)|to see) (?:my|our|some|his|her)?\s?(?:[\w-]+ )?{_KIN_EN}(?:['’]s?)?",
)
_group(
    "-eltern mutter vater schwester bruder tochter sohn oma opa tante onkel freund familie kindern enkel verwandt "
    "geschwister lebensgef partner besuch",
    rf"(?:bei|zu|mit) (?:{_KIN_DE})|bei freunden|zu besuch|auf besuch|auf familienbesuch|besuche[n]? (?:wir|ich)",
)


KEYS = frozenset(_BY_KEY)


def groups_of(keys: Iterable[str]) -> list[Group]:
    """The patterns that may match in a sentence with these keys."""
    return [_GROUPS[at] for at in sorted({at for key in keys for at in _BY_KEY[key]})]


# Too weak alone: any of these needs "bin", "sind", "am", "are" or "be" before it in its clause.
NEEDS_BEING = re.compile(
    r"(?:at|on|attending|for|with|visiting|staying|bei|zu|auf|im|in|an|am|beim|zum|zur|mit|off|to|vor)\s"
)
BEING = re.compile(
    r"(?<![a-zäöüß])(?:bin|sind|fahre|fahren|fliege|fliegen|reise|reisen|weile\w*|am|are|be|is|ist|'m|'re|"
    r"visiting|staying|"
    r"i'm|we're|i’m|we’re|gehe|gehen|liege|liegen|lebe|leben|wohne|wohnen|bleibe|bleiben|übernachte|befinde|"
    r"befinden|werde|werden|sein|lie|lying|muss|müssen|mache|machen|nehme|nehmen|going|off|go|have|has|got"
    r"|attending|out)(?![a-zäöüß])"
)
_PLACE_DE = re.compile(
    r"(?:\b(?:sind|bin|weile|weilen|fahren?|fliegen?|reisen?)\s+(?:wir|ich|mir)|\b(?:[Ww]ir|[Ii]ch|"
    r"[Mm]ir)\s+(?:sind|bin|"
    r"fahren|fahre|fliegen|fliege|reisen?|weilen?)|\b[Hh]alten? (?:wir uns|ich mich))\s+(?:[\w.,/–-]+\s+){0,9}?(?:"
    r"(?:auf|in|an|nach|bei)\s+(?:der\s+|die\s+|den\s+)?[A-ZÄÖÜ]\w+|"
    r"(?:am|im)\s+(?!(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Wochenende|Sonnabend)[A-ZÄÖÜ]\w+)|"
    r"\b(?:[Ii]ch|[Ww]ir)\s+(?:[\w.,/–-]+\s+){0,7}?(?:in|auf|nach)\s+(?:der\s+|die\s+|den\s+)?[A-ZÄÖÜ]\w+\s+(?:bin"
    r"|sind|"
    r"weilen?|fliegen?|reisen?|fahren?)\b"
)
_PLACE_EN = re.compile(
    r"\b(?:[Ii]['’]?m|[Ii] am|[Ww]e['’]re|[Ww]e are|[Ii]['’]ll be|[Ww]e['’]ll be|will be|shall be|[Aa]m)\s+"
    r"(?:(?:both|all|just|still|also|up|down|over|off|out|back|away|staying|probably)\s+){0,2}(?:in|on|to)\s+(?:the\s+|"
    r"(?:my|our) \w+ in\s+)?[A-Z]\w+"
)
# By language: what must stand in the sentence, and the pattern.
PLACES = {
    "de": (("bin", "sind", "fahre", "fliege", "halte", "weile", "reise"), _PLACE_DE),
    "en": (("'m ", "’m ", " am ", "'re ", "’re ", "are ", " be "), _PLACE_EN),
}
AT_HOME = re.compile(
    r"(?:auf|in|an|im|am|bei|nach|on|to)\s+(?:der\s+|die\s+|den\s+|the\s+)?(?:Ordnung|Kontakt|Besitz|Verzug|Ihnen|Euch|"
    r"Rente|Ihre[rnm]?|Sorge|Haft|Arbeit|Eile|Not|Frage|Lage|Wartung|Bezug|Hause|Anwesenheit|Recht|Bilde|Klaren|"
    r"Büro|Stadt|Filiale|Werkstatt|Baustelle|Laden|Geschäft|Wohnung|Haus|Garten|Apparat|Telefon|Handy|Vertrag|Ort|Stande|Stand|Umzug|"
    r"Vormittag|Nachmittag|Abend|Mittag|Morgen|Tag|Ende|Anfang|Moment|Prinzip|Zweifel|Grunde|Homeoffice|Home|"
    r"Monat|Woche|Jahr|Wochenende|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Jänner|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b|(?:in|on|to) (?:the )?(?:January|"
    r"February|March|April|May|June|July|August|September|October|November|December|"
    r"Time|Order|Need|Touch|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
