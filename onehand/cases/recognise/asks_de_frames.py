"""What a German draft asks for without a noun of its own: when somebody is there, what is preferred, how urgent it is.

Each: the kind, pieces of words of which one must occur, and the patterns.
"""

from __future__ import annotations

_YOU = r"(?:sie|du|ihr)"
# What a thing is needed for, with a day of its own.
_EVENT = (
    r"(?:\w*hochzeit|\w*feier|\w*fest|\w*flug|party|abreise|anreise|umzug|einzug|auszug|messe|veranstaltung"
    r"|taufe|\w*prüfung|premiere|eröffnung|jubiläum|konzert|turnier|\w*beginn|\w*start|\w*anfang|trauung|konfirmation"
    r"|kommunion|beerdigung|wettkampf|aufführung|ausstellung|abgabe|geburtstag|event|vorstellung|einschulung"
    r"|übergabe|rennen|\w*(?:redaktions|anmelde|abgabe|druck|einsende|annahme)schluss)"
)
_DEVICE = (
    r"(?:\w*(?:gerät|modell|handy|smartphone|telefon|router|drucker|rechner|computer|laptop|tablet|fernseher"
    r"|betriebssystem|browser|fahrzeug|heizung|therme|kessel|maschine|kühlschrank|version|hardware|kamera|konsole"
    r"|modem|fritzbox|notebook|system|fahrrad|bike|hersteller|software|automat|sauger|anlage|zähler|mäher|roboter"
    r"|pumpe|thermostat|boiler|uhr|headset|kopfhörer|lautsprecher|trockner|schrank|steuerung|scanner|monitor"
    r"|bildschirm|mikrowelle|backofen|kochfeld|roller|motorrad|wallbox|wechselrichter|drohne|säge|bohrer|schrauber"
    r"|hörgerät|receiver|tastatur|hub|verstärker|grill|\w+phone)|auto|wagen|typ|box|pc|mac|rad|marke|bauart|ausführung"
    r"|variante|herd|ofen|tv|iphone|ipad|baujahr|fabrikat)"
)
_CHANNEL = (
    r"(?:telefonisch|telefon|anruf|brief|post|e-?mails?|mails?|sms|schriftlich|papier|digital|whatsapp|briefpost"
    r"|anrufen|schreiben|elektronisch|fax|kurznachricht)"
)
# "lieber eine Gutschrift": a choice of what is done, not of how.
_REMEDY = (
    r"(?:gutschrift|gutschein|ersatz\w*|umtausch|austausch|erstattung|rückzahlung|nachlieferung|reparatur|stornierung"
    r"|neulieferung|rückerstattung|geld zurück|warten|stornieren|umtauschen|zurückgeben|behalten)"
)
_AWAY = (
    r"(?:verreist|abwesend|anwesend|ortsabwesend|anzutreffen|unterwegs|daheim|zu ?hause|vor ort|nicht erreichbar"
    r"|wieder erreichbar|wieder zurück|zugegen|nicht da|wieder da|nicht im haus|ausser haus|im lande?|auf reisen"
    r"|ausser landes|im ausland)"
)
_GONE = r"(?:zurück|weg|fort|heim|erreichbar|verfügbar|im haus|in der wohnung|im büro|da)"
FRAMES: tuple[tuple[str, str, str], ...] = (
    (
        "absence",
        "verreis|urlaub|ferien|reise|kur|wesen|haus|daheim|vor ort|anzutreff|unterwegs| da | da?| da,| da.|erreichbar|"
        "wieder|zurueck|fort| weg|jemand|niemand|bleib|wohnung|welchen tagen",
        rf"verreis\w*|(?:im|in|in den|in die|auf|aus den|aus dem) (?:urlaub|ferien|\w*reisen?|kur)(?!\w)|\w*abwesen\w*"
        rf"|{_AWAY[3:-1]}|zurück aus|weg sind"
        rf"|(?:sind|seid|bist|wären|werden|wirst|ob|wann|kommen|kommt|kommst) {_YOU} (?:\w+ ){{0,6}}?{_GONE}"
        rf"(?=(?: sind| bist| sein| wären| seid| kommen)?(?: ?[,?.!]| und|\Z))"
        rf"|(?:jemand|jemanden|niemand|wer) (?:\w+ ){{0,4}}(?:da|öffnen|aufmachen|zu ?hause|daheim|entgegennehmen"
        rf"|in der wohnung"
        rf"|anwesend|aufsperren|einlassen)(?!\w)|urlaub(?:s\w*)?(?!\w)"
        rf"|tage, an denen|an welchen tagen (?:\w+ ){{0,3}}(?:passt|geht|ginge|klappt) (?:\w+ ){{0,2}}nicht"
        rf"|(?:fahren|fliegen|reisen|gehen) {_YOU} (?:\w+ ){{0,5}}?(?:weg|fort|los|in (?:den"
        rf" urlaub|die ferien))|wie lange (?:bleib\w*|sind|bist) {_YOU} (?:\w+ ){{0,3}}?(?:in|im|auf|dort|weg|fort|am"
        rf"|an)(?!\w)|(?:sind|wären|werden|bist|wärst|wirst) {_YOU} (?:\w+ ){{0,5}}da(?= ?[,?.]| sein)"
        rf"|{_YOU} (?:\w+ ){{0,4}}(?:nicht )?da (?:sind|bist|sein|wären)",
    ),
    (
        "deadline",
        "wann|welchem|welchen tag|bestimmten|spaet|frist|stichtag|deadline|genug|rechtzeitig|eilig|eilt|draengt"
        "|dringend|schnell|"
        "termin|zeitdruck|reicht|genueg|letzt|tag|zeitlich|warten",
        rf"bis (?:wann|zu welchem (?:tag|datum|termin|zeitpunkt)|(?:wie)?lange)|(?:für|auf|an) welche[nm] (?:tag|termin"
        rf"|datum|zeitpunkt) (?:brauch|benötig|muss|müss|soll)\w*|\w*spätesten?s?|spätestmöglich\w*|letztmöglich\w*"
        rf"|allerletzte\w*|letzte[rn]? (?:möglicher? )?(?:tag|termin)|(?:früh|schnell|bald) genug"
        rf"|rechtzeitig|\w*fristen|\w*frist|\w*stichtag|deadline|wie (?:eilig|dringend|schnell (?:brauch|benötig"
        rf"|muss|müsst)\w*)|(?:eilt|drängt) (?:es|die|das|der)|wie lange (?:kann|können|könnten) (?:\w+ )?"
        rf"(?:warten|sich)"
        rf"|(?:ab |zu |bis )?wann (?:genau |denn |spätestens )?(?:brauchen|benötigen|brauchst|benötigst) {_YOU}"
        rf"|(?:ab |zu |bis )?wann (?:denn |genau )?(?:muss|müssen|müsste|müssten|soll|sollte) (?!(?:der|ihr|die"
        rf"|das) (?:\w*vertrag|tarif|\w*abo|police"
        rf"|mitgliedschaft|anschluss))[\w ,]*(?:fertig|stehen"
        rf"|da sein|bei ihnen|bei dir|geliefert|vorliegen|ankommen|eintreffen|erledigt|laufen|funktionieren|da)(?!\w)"
        rf"|zu (?:wann|welchem (?:datum|tag|termin|zeitpunkt))(?! (?:\w+ ){{1,4}}(?:kündigen|wechseln|umziehen"
        rf"|ausziehen"
        rf"|einziehen|enden|beginnen|starten))|\w*termin,? (?:zu dem|bis zu dem|an dem)|abgabetermin"
        rf"|fixtermin|wunschtermin für die lieferung"
        rf"|(?:zu|bis zu|bis|an) einem (?:bestimmten|gewissen|festen) (?:datum|tag|termin|zeitpunkt|stichtag)"
        rf"|zeitdruck|zeitlich\w* vorgaben?|(?:terminlich|zeitlich)\w* (?:spielraum|grenze|rahmen|druck)"
        rf"|wann (?:genau |denn )?(?:ist|findet|geht|beginnt|startet|steht|haben {_YOU}|feiern {_YOU}|steigt"
        rf"|heiraten {_YOU}|ziehen {_YOU})"
        rf" (?:denn |nun |eigentlich |genau )?(?:(?:die|der|das|ihre?|deine?|euer|eure) )?(?:\w+ ){{0,2}}{_EVENT}"
        rf"|wann (?:heiraten|feiern|fliegen|reisen) {_YOU}|(?:an welchem tag|wann) (?:ist"
        rf"|findet) (?:\w+ ){{1,3}}{_EVENT}"
        rf"|(?:reicht|genügt) (?:es )?(?:ihnen |dir )?(?:\w+ ){{0,4}}(?:nächste woche|bis|wenn)",
    ),
    (
        "device",
        "welche|was fuer|modell|typ|betriebssystem|software|firmware|version|hersteller|marke|nutzen|mac|android|"
        "iphone|windows|browser|bezeichnung|ios|heisst|lautet|fabrikat|baujahr",
        rf"(?:welche[snrm]?|was (?:ist das |haben sie |ist es )?(?:denn )?für (?:ein|eine|einen|einem|'n|n)"
        rf"|um welche[snr]?"
        rf"|mit welchem|auf welchem|an welchem)(?: \w+){{0,2}}? {_DEVICE}(?!nummer)"
        rf"|"
        rf"(?:(?:geräte|router|drucker|handy|maschinen)-?)?(?:modell(?:s|bezeichnung|nummer|namen?|reihe)?|typ(?! von)"
        rf"|gerätetyp\w*|gerätebezeichnung|typenbezeichnung|typbezeichnung|produktbezeichnung"
        rf"|betriebssystem(?:s|version)?|softwareversion|softwarestand|firmware\w*|artikelbezeichnung"
        rf"|app-?version|browser(?:version)?|(?<!vom )(?<!beim )(?<!zum )(?<!an den )(?<!durch den )hersteller"
        rf"|marke|fabrikat)(?!\w)|nutzen sie (?:ein\w* |das |die )?(?:mac"
        rf"|windows|android|iphone|apple|\w+-?app)|mac oder|(?:android|iphone|ios|windows) oder|(?:heisst"
        rf"|lautet|nennt sich) (?:denn )?(?:ihr|das|der|dein|ihre|die) {_DEVICE}",
    ),
    (
        "preference",
        "lieb|bevorzug|vorzieh|ziehen|duz|siez| du | du?| sie?|per |sprache|deutsch|englisch| oder |weg|kanal|"
        "wie |duerf|angenehm|wunsch|tageszeit|uhrzeit|wann |anruf|recht",
        rf"lieber(?! (?:\w+ ){{0,3}}{_REMEDY} (?:hätten|möchten|wollen|nehmen|wünschen))|am liebsten|bevorzug\w*"
        rf"|vorzieh\w*|ziehen sie [\w ,]*vor(?!\w)|duzen|siezen|duze|sieze|beim (?:du"
        rf"|sie)"
        rf"|per (?:du|sie)(?= |\?)|das du(?!\w)|vornamen (?:ansprechen|anreden)|(?:in|auf) welcher sprache"
        rf"|welche sprache"
        rf"|deutsch oder|englisch oder|auf (?:deutsch|englisch)"
        rf"|(?:per |als |auf |einen |eine |in |über )?{_CHANNEL}(?: \w+)? oder (?:doch |nur |\w+ ){{0,3}}?(?:per "
        rf"|als |auf "
        rf"|einen |eine |in )?{_CHANNEL}"
        rf"|(?:telefonisch|anrufen|anruf|schreiben|per \w+|melden) [\w ]{{0,20}}oder [\w ]{{0,20}}?{_CHANNEL}"
        rf"|wenn wir (?:sie|dich|ihnen|dir) (?:\w+ ){{0,4}}?(?:anrufen|duzen|schreiben|kontaktieren|siezen|ansprechen)"
        rf"|(?:auf|über|welchen?) (?:welche[mnr] )?(?:weg|kanal|kontaktweg|kommunikationsweg|versandweg)\w*"
        rf"|(?:ob wir|dürfen wir|darf ich|dürfte ich|können wir|sollen wir|kann ich) (?:sie|dich|ihnen|dir) (?:\w+ )"
        rf"{{0,4}}?(?:anrufen|telefonisch|kontaktieren|per \w+|duzen|schreiben|zurückrufen)"
        rf"|(?:tageszeit|uhrzeit|wann|zeiten) (?:\w+ ){{0,4}}?(?:anrufen|zurückrufen|telefonieren|anruf|rückruf)"
        rf"|wie (?:hören|hörst|erfahren) {_YOU} |wie (?:möchten|wollen|sollen|dürfen|sollten|möchtest|wünschen|hätten"
        rf"|willst|darf|soll) (?:sie|wir|ich|du)[\w ,]*(?:kontaktier|erreich|informier|benachrichtig|angesprochen|anred"
        rf"|anspre|hören|verständig|auf dem laufenden|in verbindung|angeschrieben|angeredet|melden|anschreiben"
        rf"|nennen)\w*|wunschtermin|ist (?:es )?(?:ihnen|dir) [\w ,]*(?:lieber|angenehmer|recht(?= oder))|angenehmer"
        rf"|(?:sollen|dürfen|können|soll) (?:wir|ich) [\w ,]*per (?:e-?mail|mail|post|brief|sms|telefon|whatsapp)",
    ),
)

# What a question or a request is about when it names none of the above.
LOOSE: tuple[tuple[str, str], ...] = (
    (
        "iban",
        r"(?:auf|an|von|über) (?:welches|welchem|welche) \w*(?:konto|bank)\w*|wohin [\w ,]*(?:geld|betrag|guthaben)"
        r"|(?:überweis|auszahl|abbuch|einzieh|erstatt|geld|lastschrift|buchen|gutschreib)[\w ,]* \w*konto"
        r"|(?:dasselbe|selbe|gleiche|anderes|demselben|anderen) \w*konto",
    ),
    ("date_of_birth", r"wie alt (?:sind|ist|bist|seid|waren?) (?!das gerät|die anlage|das haus)\w+"),
    (
        "email",
        r"(?:sollen|soll|dürfen|ist|lautet|stimmt|oder) [^?]{0,60}@\S*|(?:an|unter|auf) (?:welche|welcher) mail\w*"
        r"|mail (?:\w+ ){0,3}(?:erhalten|bekommen|empfangen) sie",
    ),
    ("photo", r"\w*filmen|\w*video\w*|ablichten|zeigen sie (?:uns|mir)|optisch\w*|sehen lassen"),
    (
        "deadline",
        r"(?:ist|wäre|käme|reicht|genügt|langt) (?:[\w.-]+ ){0,6}?(?:zu spät|noch recht|zu knapp|ausreichend|früh genug"
        r"|rechtzeitig)|(?:reicht|genügt|langt) (?:es|das|ihnen|dir)(?: \w+){0,3},? wenn|(?:brauchen|benötigen"
        r"|brauchst)"
        rf" {_YOU} (?:\w+ ){{0,5}}?(?:noch |schon )?(?:vor|bis|bereits)|(?:muss|müssen|soll) (?:\w+ ){{1,6}}?(?:vor"
        rf"|bis)"
        r" (?:\w+ ){1,4}?(?:fertig|da|vorliegen|ankommen|stehen)|in eile|eilt|wie lange (?:haben|hat|darf|kann|dürfen)"
        rf"|wann (?:\w+ ){{0,3}}?{_EVENT}|wie viel zeit",
    ),
    (
        "absence",
        r"\w*urlaub\w*|\w*ferien\w*|verreis\w*|auf reisen|\w*geschäftsreise|dienstreise|abwesen\w*|zu ?hause|daheim"
        r"|anwesen\w*|niemand|wegfahren"
        rf"|fort|unterwegs|(?:sind|bist|wären) {_YOU} (?:\w+ ){{0,5}}(?:da|weg)|jemand (?:\w+ ){{0,4}}(?:da|öffnet"
        rf"|aufmacht)",
    ),
    (
        "preference",
        rf"{_CHANNEL}[\w ,]{{0,40}} oder [\w ,]{{0,30}}?(?:{_CHANNEL}|pdf|datei|portal)|du sagen|beim (?:du|sie)"
        rf"|(?:wäre|ist) (?:es )?(?:ihnen|dir) (?:[\w-]+ ){{1,4}}(?:recht|genehm|lieb|angenehm)"
        r"|(?:dürfen|können|sollen|darf|soll|kann) (?:wir|ich) (?:sie|ihnen|dich|dir) (?:[\w-]+ ){0,4}?(?:anrufen"
        r"|kontaktieren|anschreiben|sms|mails?|e-?mails|whatsapp|nachrichten|newsletter)|(?:ansprache|anrede)"
        r"|wie (?:wir|ich) (?:sie|dich|ihnen) (?:\w+ )?(?:ansprechen|anreden|nennen|kontaktieren|informieren"
        r"|benachrichtigen)"
        r"|rufen wir (?:sie|dich) (?:\w+ )?an|schreiben wir (?:ihnen|dir|sie)",
    ),
    (
        "device",
        rf"was (?:\w+ ){{0,3}}für (?:ein|einen|eine) {_DEVICE}|(?:ist|handelt es sich bei) (?:es|das|ihr|ihre|dein"
        rf"|deine|ihrem)(?: \w+)? (?:um )?(?:ein|eine"
        rf"|einen) {_DEVICE}"
        rf"|(?:mit|auf|an) (?:einem|welchem|was für einem) {_DEVICE}",
    ),
    (
        "order_number",
        r"(?:ist das|handelt|geht es|es geht|meinen|betrifft|sprechen|beziehen|bezieht|worauf|worum|gehört"
        r"|welche der) [\w ,]{0,60}?(?:bestellung|auftrag"
        r"|buchung)"
        r"(?! (?:stornier|ändern|lösch))",
    ),
    (
        "postal_address",
        r"wohin (?:denn |genau )?(?:soll|sollen|darf|dürfen|kann|können|geht|gehen|muss|möchten|wollen|damit)"
        r"|(?:in|an) welche[rnm]? (?:strasse|haus|ort|stadt|stockwerk|etage|wohnung)|umgezogen|(?:ihre?|neue|welche"
        r"|die|deine) (?:\w+ )?(?:strasse|hausnummer|postleitzahl)|wo (?:genau )?(?:ist|liegt|befindet)"
        r" (?:sich )?(?:die|der|das|ihre?) (?:\w+ )?(?:baustelle|wohnung|haus|grundstück|objekt|büro|lager|praxis)",
    ),
    (
        "invoice_number",
        r"(?:ist das|handelt|geht es|es geht|meinen|betrifft|sprechen|beziehen|bezieht|worauf"
        r"|worum) [\w ,]{0,60}?\w*rechnung(?:en)?"
        r"|\w*rechnungen,? [\w ,]{0,20}?welche",
    ),
    ("phone", r"(?:anrufen|zurückrufen|telefonisch erreich\w*|erreich\w*) [\w ]*(?:nummer|unter)"),
    ("tracking_number", r"\w*(?:einlieferungs|aufgabe|paket|versand|sendungs|retouren)(?:beleg|schein|quittung)\w*"),
)
