"""The nouns by which a German draft names what it asks for."""

from __future__ import annotations

import re

from onehand.cases.recognise.asks_de_frames import FRAMES, LOOSE
from onehand.cases.recognise.asks_kinds import Cues, Nouns

_NR = r"(?:nummern?|nr|no|code|kennung|kennzahl|kennzeichen|zeichen|referenz|id)"
_GEN = r"(?:ihrer|deiner|der|ihres|deines|des|zu ihrer|zu deiner|von ihrer|dieser|dieses|auf der|von der|einer|vom|zum)"
# The kind, pieces of words of which one must occur, and the nouns themselves; the first kind that takes a place
# keeps it.
_NOUNS: tuple[tuple[str, str, str], ...] = (
    (
        "date_of_birth",
        "geb|wie alt| welt|alter",
        r"geburts(?:datum|tag|tage|daten|jahr)|geb\.-? ?dat\w*|geboren|wie alt (?:sind sie|bist du|ist (?:das|ihr|die"
        r"|der|dein) \w*(?:kind|person|sohn|tochter|mitreisende|versicherte))|zur welt (?:kam|gekommen|kommen)"
        r"|genaue[ns]? alter",
    ),
    (
        "email",
        "mail|elektron",
        r"wohin [\w ,]*(?:mailen|e-?mail)|welche (?:\w+ )?adresse [\w ,]*(?:mailen|per e-?mail|per mail)"
        r"|(?<!an diese )(?<!an unsere )(?<!an folgende )(?:e-?mail|mail)-?(?:adressen?|anschrift|kontakt|konto"
        r"|account)|elektronisch\w* (?:adresse|anschrift"
        r"|erreich\w*)"
        r"|(?:welche|ihre|deine|andere|gültige|richtige|neue|aktuelle|private) (?:e-?mail|mail)(?=\?|\.|!|\Z)"
        r"|(?:eine?|ihre?|deine?|die|welcher?|andere|gültige|richtige|neue|aktuelle|private) (?:e-?mail"
        r"|mail)(?= (?:an|unter|lautet|für|ist|da|hier|bei|verwend\w*|nutz\w*|benutz\w*|hinterlegt|melden|registriert"
        r"|soll\w*|darf|dürfen|haben|stattdessen|angemeldet|angeben|nennen|durch\w*)(?!\w)| ?,)",
    ),
    (
        "order_number",
        "best|auftrag|buch|reserv|order|ticket|vorgang|fall|kauf",
        rf"(?:bestell|auftrags|buchungs|reservierungs|order|ticket|bestätigungs|vorgangs|bestellbestätigungs|kauf"
        rf"|fall)(?:ungs)?[ -]?{_NR}|(?:nummer|kennung|referenz) {_GEN} (?:\w+ )?(?:bestellung|auftrags|auftrag"
        rf"|buchung|reservierung|order|bestellbestätigung|auftragsbestätigung|buchungsbestätigung)"
        r"|(?:um |zu |auf |für )?welche[rnms]? (?:ihrer |deiner )?(?:\w+ )?(?:bestellung(?:en)?|auftrag|buchung"
        r"|reservierung|kauf|einkauf)|best\.?-?nr|bestellung nr|welcher? (?:der|ihrer) (?:\w+ )?bestellungen",
    ),
    (
        "customer_number",
        "kund|kd|vertrag|mitglied|versicher|polic|debitor|mandant|nutzer|teilnehmer|partner|abo|mieter|patient|"
        "bonus|karte|konto|benutzer|treue|vorteils",
        rf"(?:kunden|kd|vertrags|mitglieds|mitglieder|vertragskonto|versicherungsschein|versicherungs|bausparvertrags"
        rf"|versicherten|policen|debitoren|mandanten|nutzer|benutzer|teilnehmer|partner|buchungskonto|abo|abonnenten"
        rf"|mieter|mietvertrags|treuekarten|vorteils|vorteilskarten|kundenkarten"
        rf"|patienten|kundenkonto|bonuskarten|karten)(?:konto)?[ .-]{{0,2}}{_NR}"
        rf"|nummer {_GEN} (?:\w+ )?(?:\w*vertrage?s|\w*vertrag|kundenkontos"
        r"|kundenkarte|mitgliedschaft|police|abos|mitgliedsausweis(?:es)?|versicherung|kundenausweis(?:es)?)",
    ),
    (
        "invoice_number",
        "rechn|beleg|faktur|rg| re|abrechn",
        rf"(?:rechnungs|beleg|rechn|re|rg|fakturen?|abrechnungs)[ .-]{{0,2}}{_NR}|nummer {_GEN} (?:\w+ )?"
        rf"(?:\w*rechnung|faktura|abrechnung)|rechnung nr|(?:handelt es sich|geht es) (?:hier |dabei )?um (?:die|eine"
        rf"|ihre) (?:\w+ )?rechnung|(?:um|auf|zu|für)? ?welche[rn]? (?:ihrer |der |unserer )?"
        rf"(?:\w+ )?(?:\w*rechnung(?:en)?|faktura)(?![sa]\w)"
        r"|welche nummer (?:hat|trägt|steht auf|ist auf) (?:die|der|ihre\w*|dieser?|jene\w*) (?:\w*rechnung|faktura)",
    ),
    (
        "tracking_number",
        "sendung|paket|track|fracht|retour|dhl|dpd|gls|hermes|ups|liefer|identif|versand|ruecksend|post|paeckchen"
        "|aufgabe|einschreib",
        rf"(?:sendungs|paket|tracking|track|track and trace|sendungsverfolgungs|frachtbrief|retouren|retour|paketschein"
        rf"|dhl|dpd|gls|hermes|ups|einlieferungs|identifikations|versand|rücksende|rücksendungs|lieferschein|aufgabe"
        rf"|einschreiben?|päckchen|post)(?:verfolgungs)?[ -]?{_NR}|sendungsverfolgung"
        rf"|(?:nummer|code) {_GEN} (?:\w+ )?(?:pakete?s?|sendung|retoure|rücksendung|päckchens?|paketschein\w*"
        rf"|einlieferungs\w*|einschreibens?|versandlabel\w*)"
        r"|(?:um )?welche[srnm]? (?:\w+ ){0,2}?(?:pakete?n?|sendung(?:en)?|päckchen)",
    ),
    (
        "serial_number",
        "seri|geraet|fabrik|herstell|zaehler|maschine|chassis|gestell|inventar|rahmen|s/n| sn|imei| fin |nummer|ident",
        rf"(?:serien|seriennummern|geräte|fabrik|fabrikations|herstellungs|zähler|maschinen|chassis|fahrgestell"
        rf"|inventar|rahmen|fahrzeug-?ident(?:ifizierungs|ifikations)?|geräteident)[ -]?{_NR}"
        rf"|s/n|sn(?!\w)|imei\w*|serial(?:s|number| number)?|fin"
        rf"|nummer,? (?:auf dem|vom|am|des|ihres|auf der|auf ihrem|unter dem|unter der|von der|die auf der|die auf dem"
        rf"|die am|die unter dem) (?:\w+ )?(?:\w*typenschild\w*|\w*aufkleber\w*|gerätes?|gerät|zählers?|unterseite"
        rf"|rückseite|gehäuse\w*|rahmen\w*|strichcode\w*|barcode\w*|boden|batteriefach\w*)",
    ),
    (
        "iban",
        "iban|bank|konto|bic|wohin",
        r"iban|bankverbindung\w*|kontoverbindung\w*|konto(?:nummer|nr|daten|angaben|details)|bank(?:daten|konto"
        r"|angaben|leitzahl)\w*|(?:auf |an |von )?(?:welches|welchem|ein anderes|ein|ihr|dein) (?:\w+ )?"
        r"konto(?!\w)(?! (?:an|ein|er|lösch|schliess|bei|haben sie bei uns))|bic(?!\w)"
        r"|wohin [\w ,]*(?:überweis|auszahl|überwies|erstatt|gutschr|rückzahl|ausbezahl|zurückzahl)\w*"
        r"|wohin (?:darf|soll|dürfen|sollen|kann|können) (?:ich|wir)? ?(?:das geld|den betrag|ihnen das geld"
        r"|die erstattung|die gutschrift|das guthaben|die rückzahlung)",
    ),
    (
        "phone",
        "telef| tel|ruf|handy|mobil|festnetz|durchwahl|fax|kontakt|whatsapp|nummer|erreich|anschluss|natel",
        rf"(?:\w*telefon|tel|ruf|handy|mobil|mobilfunk|rückruf|festnetz|durchwahl|fax|kontakt|natel"
        rf"|whatsapp)[ .-]{{0,2}}(?:{_NR}|durchwahl)|durchwahl|handynr|telefonisch (?:am besten |tagsüber |gut "
        rf"|besser )?(?:\w+ )?(?:erreich\w*|kontaktier\w*|sprech\w*|zu erreichen)|telefonische\w* erreichbarkeit"
        r"|(?:unter |auf |über )?welche[rnm]? (?:\w+ )?(?:nummer|anschluss|apparat|leitung|telefon"
        r"|festnetz)(?: [\w ,'-]*(?:erreich"
        r"|anruf|anklingel|ruf|telefon|sprech|kontaktier|melde|anläut|durchklingel|anwähl|sms|simse)\w*)"
        r"|nummer,? (?:für"
        r"|unter|auf|wo|an|mit) (?:den|einen|der|welcher|die) (?:\w+ ){0,5}?(?:rückruf\w*|erreich\w*|anruf\w*"
        r"|anklingel\w*|sprech\w*|rückfragen)|nummer,? (?:für rückfragen|für den fahrer|zum zurückrufen|zum anrufen"
        r"|wo (?:\w+ ){1,4}anrufen)"
        r"|wie (?:erreiche|erreichen|erreicht|kann|können) (?:ich|wir|der|die|sie|unser)[\w ]* (?:telefonisch|tagsüber"
        r"|am besten anrufen|am telefon|anrufen|ans telefon)",
    ),
    (
        "photo",
        "foto|bild|aufnahme|screenshot|schnappschuss|video|scan|ablicht|knips|film",
        r"(?:\w*foto|\w*bild|(?<!wieder)\w*aufnahme)(?:s|er|ern|n|es)?(?!\w)|screenshots?|bildschirmfotos?"
        r"|fotografier\w*|fotografie|abfotografier\w*|abbildung\w*|schnappschuss|schnappschüsse|(?:\w*video)"
        r"(?:s|aufnahme)?|scan vom schaden|ablichtung des schadens|\w*knips\w*|bildmaterial|filmen sie",
    ),
    (
        "postal_address",
        "anschrift|adresse|wohn|postleit|plz|hausnummer|strasse|stockwerk|wo |wohin| leb|lieferort",
        r"(?<!an diese )(?<!an unsere )(?<!an folgende )(?:post|liefer|rechnungs|wohn|melde|versand|privat|heimat"
        r"|rücksende|haus|zustell|anliefer"
        r"|abhol|empfänger|firmen|ziel|umzugs|kontakt)?-?(?:anschrift|adresse)n?(?!\w)|wohnsitz|wohnort|wohnhaft"
        r"|lieferort|einsatzort|montageort|postleitzahl|plz(?!\w)"
        r"|(?<!wann )(?<!lange )wohnen sie|hausnummer|strasse(?=,? (?:und|hausnummer|ort|plz|nr))|stockwerk und"
        r"|wo (?:sie |du )?(?:\w+ )?(?:wohn|leb)(?!ung|zimm)\w*|(?:wohin|wo) (?:soll|sollen|darf|dürfen|können|kann"
        r"|möchten|wird|muss|lassen|hin soll\w*)(?! [\w ]*(?:über(?:weisen|wiesen)))[\w ,/-]*?(?:send|schick|liefer"
        r"|zustell|gehen|bringen|zukommen|versand|hingeliefert|zugestellt|aufgebaut|montier|geschickt|abgehol|abhol"
        r"|post|kommen|hin|abgeben|ablad|ablegen|aufstell|fahren)\w*|wohin (?:geht|kommt|sendet|schickt"
        r"|liefern) (?!ihre reise"
        r"|die reise)",
    ),
    *FRAMES,
)
# "Nummer" alone: what kind of one, told by its neighbours.
_NUMBER_OF = (
    ("invoice_number", r"rechnung|faktur"),
    ("order_number", r"bestell|auftrag|gekauft|gebucht|buchung"),
    (
        "tracking_number",
        r"paket|sendung|retoure|versand|dhl|dpd|gls|hermes|ups(?!\w)|einlieferung|einschreiben",
    ),
    (
        "phone",
        r"erreich|anruf|ruf|klingel|telefon|handy|fahrer|festnetz|sprech|durchkommen|abhebt|abgenommen",
    ),
    (
        "serial_number",
        r"geraet|typenschild|aufkleber|unterseite|rueckseite|maschine|sn(?!\w)|s/n|gehaeuse|eingepraegt"
        r"|eingestanzt|eingraviert|strichcode|barcode",
    ),
    (
        "customer_number",
        r"kunde|vertrag|konto|mitglied|gefuehrt|angemeldet|ausweis|karte|police",
    ),
)
NOUNS = Nouns(
    tuple((kind, tuple(stems.split("|")), Cues(noun)) for kind, stems, noun in _NOUNS),
    re.compile(r"(?<![\w-])(?:nummer|nr|kennung)(?!\w)"),
    tuple((kind, re.compile(rf"(?<!\w)(?:\w*(?:{about}))")) for kind, about in _NUMBER_OF),
    tuple((kind, Cues(about)) for kind, about in LOOSE),
)
