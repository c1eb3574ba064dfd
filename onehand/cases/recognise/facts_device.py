"""The customer's devices: a product's name, or a maker's with a model; not one only wanted, or that wrote the mail."""

from __future__ import annotations

import re

from onehand.cases.recognise.facts_page import Page, squeezed, word_set
from onehand.cases.recognise.found import Fact

_MOST = 100

# Names that mean one product even without a model behind them, and names that need one.
_PRODUCTS = (
    r"fritz!?\s?(?:box|repeater|powerline|fon|wlan repeater|dect)|speedport|easybox|"
    r"vodafone station|connect ?box|homestation|"
    r"digitalisierungsbox|sky q(?: box| mini)?|magenta ?tv(?: box| stick| one)?|virgin "
    r"(?:media )?hub|bt (?:smart|home) hub|"
    r"iphone|ipad|macbook|imac|mac mini|mac studio|apple watch|apple tv|airpods?|homepod|"
    r"galaxy (?:tab|watch|buds|book|note|fold|z flip|z fold|[asxmzj]\d{1,3}[a-z]?\+?)|"
    r"google pixel|pixel \d|nest (?:learning thermostat|hub|mini|protect|cam|thermostat)|fairphone|oneplus|redmi|poco|"
    r"thinkpad|ideapad|yoga|latitude|inspiron|xps|vostro|optiplex|elitebook|probook|"
    r"pavilion|envy|spectre|zenbook|vivobook|chromebook|surface (?:pro|laptop|go|book)|"
    r"laserjet|officejet|deskjet|envy|pixma|ecotank|workforce|playstation|ps[45]|xbox|"
    r"nintendo switch|switch oled|steam deck|"
    r"echo (?:dot|show|studio|spot|plus|pop|input|flex)|fire ?tv(?: stick| cube)?|fire "
    r"hd|kindle|tolino|chromecast|roku|"
    r"sonos|roomba|braava|thermomix|tm[56]|kobold|airfryer|nespresso|senseo|dolce gusto|"
    r"magnifica|dyson|gopro|fitbit|garmin|"
    r"hue bridge|ring (?:video )?doorbell|instax|winix|ecotec|vitodens|stihl|gardena|"
    r"(?:archer|nighthawk|automower|diskstation)(?= [a-z]*\d)"
)
_MAKERS = (
    r"samsung|apple|google|huawei|xiaomi|motorola|nokia|sony|lg|philips|panasonic|sharp|"
    r"tcl|hisense|grundig|loewe|metz|toshiba|lenovo|dell|hp|"
    r"acer|asus|msi|microsoft|medion|canon|epson|brother|kyocera|lexmark|xerox|oki|ricoh|"
    r"nikon|fujifilm|olympus|leica|bosch|siemens|miele|aeg|"
    r"bauknecht|neff|gaggenau|liebherr|gorenje|beko|electrolux|whirlpool|indesit|hotpoint|"
    r"zanussi|candy|hoover|haier|smeg|v-zug|constructa|privileg|"
    r"amica|exquisit|jura|saeco|krups|melitta|de['’ ]?longhi|longhi|kitchenaid|kenwood|braun|tefal|"
    r"rowenta|severin|wmf|bissell|shark|kärcher|makita|dewalt|"
    r"metabo|hilti|festool|einhell|ryobi|black ?& ?decker|husqvarna|vaillant|viessmann|"
    r"buderus|junkers|wolf|weishaupt|worcester|netgear|tp-?link|avm|"
    r"d-link|zyxel|synology|qnap|ubiquiti|logitech|jbl|bose|teufel|marantz|denon|yamaha|"
    r"technics|sennheiser|beats|garmin|tomtom|withings|oral-b|"
    r"remington|vorwerk|amazon|telekom|o2|vodafone|wahl|babyliss|tado|netatmo|eve|bowers|"
    r"harman|kodak|polaroid|benq|eizo|viewsonic|aoc|"
    r"ikea|stihl|gardena|nespresso|ninja|russell hobbs|morphy richards|ge|maytag|frigidaire|"
    r"kenmore|ring|arlo|eufy|anker|roborock|irobot|ecovacs|dreame|"
    r"cube|haibike|ktm|segway|ninebot|worx|al-ko|honda|sabo|bora|quooker|grohe|stiebel eltron|daikin|mitsubishi|"
    r"fujitsu|"
    r"graef|sage|breville|cuisinart|magimix|cosori|gira|nuki|reolink|hikvision|technisat|humax|pioneer|onkyo|klipsch|"
    r"marshall|jabra|razer|corsair|steelseries|framework|oculus|kobo|pocketbook|remarkable|wacom|dji|insta360|"
    r"sigma|polti|"
    r"scheppach|parkside|silvercrest|realme|oppo|honor|kettler|peloton|ideal|baxi|"
    r"glow-?worm|rational|zebra|dymo|fellowes|sodastream|weber|rommelsbacher|clatronic|bomann|unold|bartscher"
)
_NAME = re.compile(rf"(?:(?P<product>{_PRODUCTS})|(?P<maker>{_MAKERS}))(?![a-zäöüß])")
_WORD = re.compile(r"[a-zäöü]+")
_FIRST = frozenset(
    word[0]
    for name in re.sub(r"\([^()]*\)|\[[^]]*\]|\\d.*?(?=\|)", " ", f"{_PRODUCTS}|{_MAKERS}").replace("?", " ").split("|")
    if (word := _WORD.match(name))
) | word_set(
    "archer nighthawk automower diskstation fritz fritzbox easybox connectbox magentatv apple galaxy google nest "
    "pixel surface "
    "echo firetv ps xbox o oral tp delonghi longhi black d"
)
_NOUN = (
    r"fernseher|tv|(?:wasch|spül|geschirrspül|kaffee|espresso|näh|bohr|brot|küchen|eis)maschine|(?:wäsche)?trockner|"
    r"geschirrspüler|\w*kühlschrank|kühl-?gefrier-?kombi\w*|gefrier(?:schrank|truhe)|backofen|herd|\w*kochfeld|"
    r"mikrowelle|"
    r"\w*vollautomat|\w*staubsauger|\w*sauger|\w*drucker|laptop|notebook|tablet|handy|smartphone|smartwatch|"
    r"router|monitor|"
    r"bildschirm|\w*kamera|soundbar|\w*lautsprecher|kopfhörer|heizung|\w*therme|\w*heizkessel|wärmepumpe|akkuschrauber|"
    r"\w*säge|rasenmäher|mähroboter|hochdruckreiniger|beamer|projektor|receiver|mixer|wasserkocher|scanner|plotter|"
    r"klimaanlage|luftreiniger|luftentfeuchter|dampfgarer|dunstabzugshaube|verstärker|plattenspieler|"
    r"washing machine|dishwasher|fridge(?:[- ]freezer)?|freezer|(?:tumble )?dryer|oven|hob|microwave|cooker|"
    r"printer|television|telly|speaker|headphones|soundbar|vacuum(?: cleaner)?|camera|boiler|drill|kettle|toaster|"
    r"(?:coffee|espresso|sewing) machine|lawn ?mower|mower|strimmer|chainsaw|projector|heat pump|dehumidifier|"
    r"thermostat|"
    r"scanner|turntable|amplifier|e-?bike|scooter|treadmill|phone|laptop|watch"
)
_SERIES = (
    r"iphone|ipad|macbook|imac|airpods|playstation|xbox|pro|max|plus|mini|ultra|air|"
    r"se|fe|ax|lte|cable|gen|generation|detect|absolute|"
    r"animal|smart|serie|series|lite|edition|touch|oled|qled|nanocell|"
    r"paperwhite|oasis|scribe|dot|show|hub|stick|slim|digital|one|neo|entry|typ|type|"
    r"w|hybrid|fon|wlan|x|s|e|edge|note|book|carbon|nano|"
    r"laserjet|officejet|deskjet|color|envy|pixma|eos|ecotank|workforce|expression|xps|"
    r"latitude|inspiron|vostro|precision|thinkpad|ideapad|legion|yoga|"
    r"thinkcentre|thinkbook|elitebook|probook|pavilion|omen|spectre|zbook|aspire|swift|"
    r"nitro|zenbook|vivobook|rog|tuf|surface|bravia|viera|ambilight|galaxy|"
    r"pixel|watch|tab|ecotec|eloblock|aroTHERM|vitodens|vitocal|logamax|compact|beam|"
    r"arc|move|roam|play|ray|five|era|sub|magnifica|dinamica|eletta|"
    r"artisan|kompressor|archer|deco|nighthawk|orbi|diskstation|quietcomfort|soundlink|"
    r"fire|echo|kindle|nest|learning|thermostat|series|silentio|comfort|"
    r"perfect|exclusiv|exclusive|premium|active|advanced|classic|home|station|cruiser|"
    r"lumix|alpha|coolpix|powershot|cybershot|roomba|v2|v3|evo|evolve|duo|xl|"
    r"titan|excellence|ecodry|lavatherm|lavamat|softcare|avantgarde|hometec|therm|box|"
    r"mega|sport|flip|fold|buds|earbuds|moto|razr|titanium|multi"
).lower()
_MODEL_DIGITS = r"(?:[a-z]{1,6}[.-])?[a-z]{0,6}\d(?:[\w+/]|\.(?=\w))*(?:-[\w+/]+)*|[a-z]+-[a-z]*\d[\w-]*"
_COUNTED = (
    r"(?!\s?(?:uhr|tagen?|days?|wochen?|weeks?|monaten?|months?|jahren?|years?|mal|times|"
    r"euro|eur|€|stunden?|hours?|minuten|minutes|prozent|%|stück|stk|"
    r"kg|cm|x\s|personen|geräte|pm|am\b)(?![a-z]))(?![:,]\d|\.\s?\d|€|%)"
)
_MODEL = re.compile(
    rf"[\s\u00a0]+(?:(?:in|mit)[\s]+)?(?:(?P<digits>(?:{_MODEL_DIGITS})(?![\w])){_COUNTED}|"
    rf"(?P<series>{_SERIES})(?![\wäöüß])(?!-[a-zäöü]{{3}}))"
)
_CODE = re.compile(
    r" (?P<digits>(?:[A-Z][A-Za-z]{1,4} \d|[A-Z] \d\d)(?:[\w+/-]|\.(?=\w))*)(?P<series>)(?![\w%€]|"
    r"[:,]\d)"
)  # "Miele WWD 320"
_NOUN_BEHIND = re.compile(rf"(?:-|\s)(?:{_NOUN})(?![\wäöüß])")
# "Worcester Bosch Greenstar 4000": one or two names nobody listed, if a model with figures follows.
_UNKNOWN = re.compile(
    r"(?:[ \u00a0-](?!(?:Bestell|Auftrag|Rechnung|Kunden|Serien|Serial|Order|Nr|Nummer|Model|Invoice|Fehler|Error|No\b|"
    r"Typ\b|App|Filiale|Store|Shop|Support|Hotline|Software|Update))[A-ZÄÖÜ][A-Za-zäöüß'’]{2,}){1,2}"
    rf"(?=[ \u00a0](?i:{_MODEL_DIGITS})(?!\w))"
)
# "a Fronius Primo 5.0", "mein Wechselrichter Fronius Primo 5.0": a maker nobody listed, told by its place in the words.
_CODED = re.compile(
    rf"(?<!\w)(?:(?i:my|our|an?|the|this)|(?i:mein\w*|unser\w*|der|die|das|dem|den|eine?[rnm]?) (?i:{_NOUN}|"
    rf"wechselrichter|"
    r"e-?bike|roller|rasentraktor|kompressor|generator|verstärker|keyboard|mischpult|mikrofon|grill|ofen)|"
    r"(?i:[,(] ein[e]?))\s((?:(?!(?:Order|Invoice|Room|Flat|Unit|Gate|Platform|Error|Code|Version|Firmware|"
    r"Windows|Android|"
    r"Article|Item|Model|Part|Voucher|Form|Fault|Route|Bus|Train|Flight|Highway|Section|Ref|Reference|Number|Customer|"
    r"Account|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|"
    r"July|August|"
    r"September|October|November|December|Serial|Nummer|Nr|Typ|Fehler|Visa|IBAN|Flug|Zug|Line|Covid|Class)\b)"
    r"[A-Z][\w'’-]+ ){1,3})\Z"
)
_CODE_SHAPE = re.compile(r"(?=[^a-z]*\d)(?:[A-Za-z]+-?\d[\w-]*|\d+[A-Z]\w*|\d\.\d)")
_COMMON = frozenset(("ring", "wolf", "cube", "eve", "sharp", "marshall"))  # "Max-Planck-Ring 12" is none
_PLAIN_DIGITS = re.compile(r"(?:19|20)\d\d|\d{5,}")
_WANTED = re.compile(
    r"(?<![a-zäöüß])(?:in stock|available|availability|verfügbar|vorrätig|lieferbar|"
    r"auf lager|führen sie|führt ihr|haben sie|habt ihr|hätten sie|verkaufen sie|do "
    r"you (?:have|sell|stock|offer)|"
    r"recommend\w*|empfehl\w*|wants?|would like to (?:buy|order|get)|(?:möchte|möchten|"
    r"will|wollen|würde|würden)\s(?:[^.!?]{0,60}\s)?(?:kaufen|bestellen|anschaffen|erwerben)|"
    r"interessier\w*|interested in|thinking of|considering|überlege\w*|was kostet|how "
    r"much (?:is|does)|price of|preis (?:für|von|des|der)|cheaper|billiger|"
    r"bring out|angebot|advert|prospekt|nachbar\w*|neighbou?r'?s?|kompatibel|should "
    r"i (?:get|buy)|lohnt sich|compatible|"
    r"ist besser|looking for|suche (?:ein|nach)\w*|looking to buy|planning to buy|going "
    r"to buy)(?![a-zäöüß])"
)
_OWN = re.compile(
    r"(?<![a-zäöüß])(?:mein|meine[mnrs]?|unser|unser[em]*[mnrs]?|my|our)\s+(?:[\w-]+,?\s+){0,2}(?:(?:a|"
    r"an|eine?r?)\s+)?\Z"
)
_FOR_LATER = re.compile(r"(?<![a-zäöüß])(?:wants?|wünscht|will|möchte|needs|braucht)(?![a-zäöüß])")
_POINTED = re.compile(
    r"(?<![a-zäöüß])(?:mein|meine[mnrs]?|unser|unser[ems]*[mnr]?|my|our|der|die|das|"
    r"dem|den|the|dieses|this|eine?[mnr]?|a|an)\s+(?:[\w-]+\s+){0,1}\Z"
)
_SENT_FROM = re.compile(
    r"(?:sent from|gesendet von|von meinem|von mein[em]*|get outlook for)\s(?:my |meinem "
    r"|mein )?\Z"
)
# Series that name a device by themselves behind their maker.
_DISTINCT = word_set(
    "dinamica eletta primadonna rivelia magnifica artisan vitocal vitodens lavatherm lavamat bravia viera powershot "
    "coolpix lumix archer deco orbi nighthawk diskstation quietcomfort soundlink automower thinkpad ideapad"
)
_NEEDS_POINTER = word_set("yoga envy latitude precision spectre pavilion inspiron poco xps switch")


def find(page: Page, taken: list[tuple[int, int]]) -> list[Fact]:
    found: list[Fact] = []
    at = 0
    spans = sorted(taken)
    for match in _names(page):
        if match.start() < at or not page.said(match.start()):
            continue
        end = _end(page, match, spans)
        if end is None or _not_owned(page, match.start(), end):
            continue
        at = max(at, end)
        start = _begin(page, match.start())
        found.append(Fact("device", squeezed(page.text[start:end]), start, end))
    return [*found, *_by_code(page, spans + [(fact.start, fact.end) for fact in found])]


def _by_code(page: Page, spans: list[tuple[int, int]]) -> list[Fact]:
    """Devices of makers nobody listed, told by the code of the model."""
    found: list[Fact] = []
    for token in page.tokens[:_MOST]:
        if not _CODE_SHAPE.fullmatch(token.text) or any(a < token.end and token.start < b for a, b in spans):
            continue
        lowest = max(0, token.start - 70)
        word = page.text[lowest : token.start - 1].rpartition(" ")[2]
        if not word[:1].isupper():
            continue
        name = _CODED.search(page.text[lowest : token.start])
        if name is None:
            continue
        start = lowest + name.start(1)
        if not any(a < token.end and start < b for a, b in spans) and not _not_owned(page, start, token.end):
            found.append(Fact("device", squeezed(page.text[start : token.end]), start, token.end))
    return found


def _begin(page: Page, start: int) -> int:
    """ "De'Longhi": the maker's name is looked up by its longer part."""
    if page.low.startswith("longhi", start) and page.low[max(0, start - 3) : start] in ("de'", "de’", "de "):
        return start - 3
    return start


def _names(page: Page) -> list[re.Match[str]]:
    """Names of products and makers in the order of the text. Words are looked up in a set first, since trying a
    pattern of three hundred names at every letter costs more than all else."""
    found = []
    for word in _FIRST & page.words:
        at = page.low.find(word)
        tried = 0
        while at >= 0 and tried < _MOST:
            tried += 1
            before = page.low[at - 1] if at else " "
            if (
                not before.isalnum()
                and before not in ("@./_-" if word in _COMMON else "@./_")
                and (match := _NAME.match(page.low, at))
            ):
                found.append(match)
            at = page.low.find(word, at + 1)
    return sorted(found, key=lambda match: match.start())[:_MOST]


def _end(page: Page, name: re.Match[str], taken: list[tuple[int, int]]) -> int | None:
    """Where the model behind the name ends; None for a maker alone, or a common word written small."""
    end, models, series = name.end(), 0, 0
    noun = _NOUN_BEHIND.match(page.low, end)
    if noun is not None:
        end = noun.end()
    elif (unknown := _UNKNOWN.match(page.text, end, end + 60)) is not None and not _model(page, end, taken):
        end = unknown.end()
    for _ in range(5):
        match = _model(page, end, taken)
        if match is None:
            break
        end = match.end()
        models += match["digits"] is not None
        series += bool(match["series"])
    if models:
        kind = _NOUN_BEHIND.match(page.low, end)
        if kind is not None and noun is None and page.text[end + 1 : end + 2].isupper():
            return kind.end()  # "Bosch Serie 6 Waschmaschine"
        return end
    if name["product"] in _NEEDS_POINTER and not (noun or series):
        return None
    known = name["product"] is not None or series > 0
    if known and not _DISTINCT.isdisjoint(page.low[name.end() : end].split()):
        return end
    small = page.text[name.start()].islower() and not page.text[name.start() + 1 : name.start() + 2].isupper()
    if known and not (small and name["product"] is None):
        return end if name["maker"] is None or series > 1 or _long(page, name.end(), end) else None
    if known and name["product"] not in _NEEDS_POINTER:
        return end
    return end if noun is not None and _POINTED.search(page.low, max(0, name.start() - 40), name.start()) else None


def _long(page: Page, start: int, end: int) -> bool:
    """A series by itself ("Samsung Galaxy") names no device; "Vaillant ecoTEC plus" does."""
    return len(page.text[start:end].split()) > 1


def _model(page: Page, end: int, taken: list[tuple[int, int]]) -> re.Match[str] | None:
    match = _MODEL.match(page.low, end, end + 40)
    if match is None:
        match = _CODE.match(page.text, end, end + 40)
    if match is None or "\n" in match[0]:
        return None
    if match["digits"] is not None and _PLAIN_DIGITS.fullmatch(match["digits"]):
        return None
    if any(start < match.end() and match.start() < last for start, last in taken):
        return None
    return match


def _not_owned(page: Page, start: int, end: int) -> bool:
    first, last = page.sentence(start)
    before = page.low[max(first, start - 50) : start]
    line = page.low[max(0, start - 30) : start]
    if _SENT_FROM.search(line) and not page.low[end : end + 30].strip().startswith(("aus kann", "kann")):
        return "gesendet" in page.low[end : end + 20] or "sent from" in line or "gesendet" in line or "outlook" in line
    if _OWN.search(before) and not _FOR_LATER.search(before):
        return False
    return _WANTED.search(page.low, first, last) is not None
