"""The words of signatures: devices, greetings at the end, contact data, disclaimers."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re

# "Sent from my iPhone": how such a line begins (lower-case) ...
SENT_FROM = (
    "sent from",
    "sent via",
    "sent with",
    "sent using",
    "sent on the go",
    "get outlook for",
    "gesendet von",
    "gesendet mit",
    "gesendet aus",
    "gesendet über",
    "gesendet via",
    "gesendet vom",
    "von meinem",
    "von meiner",
    "vom iphone",
    "von unterwegs",
    "von outlook",
    "von yahoo",
    "von samsung",
    "von windows",
    "laden sie outlook",
    "diese nachricht wurde von meinem",
    "diese e-mail wurde von meinem",
    "verschickt mit",
    "mit meinem",
    "holen sie sich outlook",
    "outlook für",
    "outlook for",
    "yahoo mail",
    "envoyé de",
    "envoyé depuis",
    "envoyé à partir",
    "envoyé avec",
    "obtenir outlook",
    "obtenez outlook",
    "télécharger outlook",
    "enviado desde",
    "enviado con",
    "obtener outlook",
    "inviato da",
    "inviato con",
    "scarica outlook",
    "ottieni outlook",
    "verzonden vanaf",
    "verzonden met",
    "verstuurd vanaf",
    "verstuurd met",
    "download outlook",
    "enviado do",
    "enviado da",
    "enviado a partir",
    "obter o outlook",
    "wysłane z",
    "wysłano z",
    "pobierz program outlook",
    "odesláno z",
    "odesláno ze",
    "získejte outlook",
    "sendt fra",
    "sendt med",
    "hent outlook",
    "skickat från",
    "skickat via",
    "hämta outlook",
    "lähetetty",
    "hanki outlook",
    "отправлено с",
    "отправлено из",
    "получите outlook",
    "iphone'umdan gönderildi",
    "ipad'imden gönderildi",
    "iphone-omról küldve",
    "az iphone-omról küldve",
    "trimis de pe",
    "iphoneから送信",
    "ipadから送信",
    "从我的",
    "發自我的",
    "发自我的",
    "나의 iphone",
    "내 iphone",
)
# ... and what it speaks of.
DEVICES = (
    "iphon|ipad|ipod|android|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|oppo|blackberry|outlook"
    "|yahoo|gmx|web.de|proton|windows|nokia|sony|xperia|htc|motorola|pixel|oneplus|telekom|t-online"
    "|vodafone|verizon|at&t|o2 |aol|gmail|spark|typeapp|bluemail|blue mail|k-9|k9|aquamail|aqua mail"
    "|edison|mobil|phone|handy|tablet|gerät|device|thunderbird|mailbox|nine|wiko|téléphone|telefon"
    "|móvil|mobiel|smartfon|handset|mac|app|superhuman|canary|airmail|mailspring|fairphone"
    "|nothing phone|freenet|1&1|ionos|posteo|mailbird|tutanota|tuta|zoho|hotmail|windows-mail|surface"
    "|laptop|puhelin|телефон|apple watch|watch|macbook|torch|line"
).split("|")
POSSESSIVES = frozenset("my meinem meiner mon ma mein mi mijn mio dal meu minha mojego mého mého min mitt".split())

# A line that closes a letter: what follows its name is contact data.
CLOSINGS = (
    "mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit freundlichem gruss"
    "|mit freundlichen gruessen|freundliche grüße|freundliche grüsse|freundlichen gruß"
    "|freundlicher gruß|freundlichst|viele grüße|viele grüsse|vielen dank und viele grüße|liebe grüße"
    "|liebe grüsse|liebe gruesse|lieben gruß|lieber gruß|beste grüße|beste grüsse|besten gruß"
    "|schöne grüße|schönen gruß|herzliche grüße|herzliche grüsse|herzlichst|herzlichen gruß"
    "|mit besten grüßen|mit lieben grüßen|mit herzlichen grüßen|mit vielen grüßen|viele liebe grüße"
    "|ganz liebe grüße|sonnige grüße|freundlich grüßt|freundlich grüsst|hochachtungsvoll|gruß|gruss"
    "|grüße|grüsse|mfg|vg|lg|bg|i. a.|i.a.|mit bestem gruß|mit sonnigen grüßen|dankend|danke und gruß"
    "|danke und viele grüße|danke und liebe grüße|kind regards|best regards|regards|warm regards"
    "|kindest regards|warmest regards|with kind regards|with best regards|best wishes|yours sincerely"
    "|sincerely|sincerely yours|yours faithfully|yours truly|many thanks and regards|cheers|best"
    "|all the best|thanks and regards|thanks & regards|thank you and best regards|respectfully"
    "|cordially|take care|cordialement|bien cordialement|bien à vous|salutations|meilleures salutations"
    "|saludos|un saludo|saludos cordiales|atentamente|cordiali saluti|distinti saluti|saluti"
    "|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|groeten|atenciosamente"
    "|cumprimentos|pozdrawiam|z poważaniem|s pozdravem|med venlig hilsen|venlig hilsen|mvh|hilsen"
    "|med vänliga hälsningar|vänliga hälsningar|hälsningar|med vennlig hilsen|vennlig hilsen"
    "|ystävällisin terveisin|terveisin|с уважением|saygılarımla|üdvözlettel|cu stimă"
).split("|")

CONTACT = re.compile(
    r"(?:^|\W)(?:tel|telefon|fon|phone|mobil|mobile|handy|fax|telefax|cell|e-?mail|mail|web|internet|www|homepage|t|m|f)"
    r"\s?[.:]+\s?[+(\d\w]|\+\d[\d /()-]{6,20}|\(?0\d{2,5}\)?[ /-]+\d{3}|\bwww\.\w|https?://|[\w.-]{1,64}@[\w-]{1,64}\."
    r"|\b(?:gmbh|e\.k\.|ohg|gbr|kgaa|ug \(haftungsbeschränkt\)|ltd|llc|inc|s\.a\.r\.l"
    r"|geschäftsführer|amtsgericht|handelsregister|hrb|hra|ust-?id|ust\.-id|steuernummer"
    r"|registergericht|sitz der gesellschaft"
    r"|vorstand|aufsichtsrat)\b"
    r"|^\s?(?:[a-z]{1,2}-)?\d{4,5}\s+[a-zäöü][\w-]{2,}|(?:straße|strasse|str\.|weg|platz|allee|gasse)\s\d{1,4}",
    re.IGNORECASE,
)
DISCLAIMERS = (
    "diese e-mail enthält vertrauliche|diese e-mail kann vertrauliche"
    "|diese nachricht enthält vertrauliche|diese e-mail ist vertraulich|diese nachricht ist vertraulich"
    "|der inhalt dieser e-mail|diese mail enthält vertrauliche|dieses e-mail enthält|dieses e-mail ist"
    "|die in dieser e-mail|die informationen in dieser e-mail|vertraulichkeitshinweis"
    "|bitte denken sie an die umwelt|bitte prüfen sie, ob diese|denken sie an die umwelt"
    "|think before you print|please consider the environment|this e-mail and any attachments"
    "|this email and any attachments|this e-mail is confidential|this email is confidential"
    "|this message is confidential|this message contains confidential|the information contained in"
    "|the information in this e|this e-mail contains|this email contains|this e-mail may contain"
    "|this email may contain|confidentiality notice|confidentiality note|disclaimer:"
    "|if you are not the intended recipient|ce message et toutes|ce message est confidentiel"
    "|ce courriel|este mensaje y|este correo|este e-mail|questo messaggio|le informazioni contenute"
    "|dit bericht is|de informatie in dit|virenfrei|virus-free|diese e-mail wurde von avast"
    "|diese e-mail wurde von antivirus|this email has been checked for viruses|do you yahoo!?"
).split("|")
# A number below the name that belongs to the concern, not to the person's signature.
CONCERN = re.compile(
    r"bestell|auftrag|kunden-?(?:nr|num)|rechnung|order|invoice|customer (?:no|num|id)|ticket|vorgang|sendung|tracking"
    r"|retoure|artikel|serien-?n|serial|anlage|attach",
    re.IGNORECASE,
)
LIST_FOOTERS = (
    "mailing list",
    "mailman/listinfo",
    "unsubscribe",
    "to post to this group",
    "groups.google.com",
)
