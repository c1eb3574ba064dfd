"""The words by which mail programs introduce quotations, in the languages customers write in."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

# "X wrote": the verb that makes a line an attribution, lower-case.
WROTE = (
    "wrote",
    "writes",
    "schrieb",
    "schrieben",
    "geschrieben",
    "a écrit",
    "a ecrit",
    "écrit",
    "escribió",
    "escribio",
    "va escriure",
    "ha scritto",
    "scrive",
    "escreveu",
    "schreef",
    "geschreven",
    "napisał",
    "napisał(a)",
    "napisała",
    "napisal",
    "pisze",
    "napisao",
    "napisao je",
    "napisala",
    "napisala je",
    "napsal",
    "napsal(a)",
    "napsala",
    "napísal",
    "napísal(a)",
    "skrev",
    "kirjoitti",
    "написал",
    "написал(а)",
    "написала",
    "пишет",
    "писал",
    "писал(а)",
    "написав",
    "yazdı",
    "yazdi",
    "írta",
    "irta",
    "a scris",
    "さんは書きました",
    "のメール",
    "写道",
    "寫道",
    "撰写",
    "작성",
    "έγραψε",
)
# These introduce a quotation only when ">" follows.
SAID = ("said", "sagte", "meinte", "fragte", "asked")
# With these a verb-less look is enough: the first word(s) of an attribution, before its date.
OPENERS = frozenset(
    "on am le el il in op em w dnia dne den på pe den. la a a(z) la. em. в 在 on. от vào dia dňa tarihinde"
    " am. vom".split()
)
# A pronoun of the writer makes it a sentence ("Am 3. März schrieb ich Ihnen:").
SENTENCE = frozenset(
    "ich wir mir uns i we me us je j'ai nous yo nosotros io noi ik wij jag jeg vi ja ihnen dir euch".split()
)
MONTHS_AND_DAYS = """
    jan feb mär mar apr mai may jun jul aug sep okt oct nov dez dec mon die tue mit wed don thu fre
    fri sam sat son sun lun mer jeu ven dim mié jue vie sáb dom gio sab seg ter qua qui sex mo di mi
    do fr sa so po út st čt pá so ne pn wt śr czw pt sob niedz ma ti ke to pe la su man tir ons tor
    fre lør søn mån tis lör sön пн вт ср чт пт сб вс pzt sal çar per cum cmt paz h k sze cs p szo v
    janv févr juil août déc gen mag giu lug ago set ott dic ene
    """.split()

FROM, DATE, TO, CC, SUBJECT, OTHER = "from", "date", "to", "cc", "subject", "other"

_HEADER_WORDS = {
    FROM: (
        "from|von|de|da|van|fra|från|lähettäjä|od|nadawca|odesílatel|от|от кого|отправитель|kimden"
        "|gönderen|feladó|de la|expediteur|expéditeur|mittente|remitente|remetente|afzender|absender"
        "|sender|差出人|送信者|发件人|寄件者|寄件人|보낸 사람|보낸사람|від|von/from|from/von"
    ),
    DATE: (
        "date|sent|datum|gesendet|gesendet am|gesendet um|envoyé|envoyé le|envoyé |date d'envoi|enviado"
        "|enviado el|enviado em|enviada em|enviada|fecha|data|inviato|inviato il|verzonden|verzonden op"
        "|sendt|dato|skickat|skickat den|lähetetty|päivämäärä|päiväys|wysłano|wysłane|data wysłania"
        "|odesláno|отправлено|дата|дата отправки|gönderildi|tarih|gönderme tarihi|elküldve|küldve|dátum"
        "|trimis|data trimiterii|日時|送信日時|日付|发送时间"
        "|发送日期|日期|寄件日期|時間|时间|보낸 날짜|날짜|message du"
        "|надіслано|geschickt|erstellt|zeit"
    ),
    TO: (
        "to|an|à|a|para|aan|til|till|vastaanottaja|do|komu|adresat|pro|кому|kime|alıcı|címzett|către"
        "|catre|宛先|收件人|收件者|받는 사람"
        "|받는사람|empfänger|recipient|recipients|destinataire|destinatario"
        "|destinatário|per|i|to/an"
    ),
    CC: (
        "cc|bcc|kopie|kopie (cc)|copie à|copie|copia|cópia|kopia|kopi|kópia|копия|bilgi|másolat|抄送|副本"
        "|참조|blindkopie|dw|kopio|vk"
    ),
    SUBJECT: (
        "subject|betreff|betrifft|objet|oggetto|asunto|assunto|onderwerp|emne|ämne|aihe|otsikko|temat"
        "|předmět|predmet|тема|konu|tárgy|subiect|件名|主题|主旨|題名|제목|sujet|thema|re|subject/betreff"
    ),
    OTHER: (
        "reply-to|antwort an|antwort-an|répondre à|rispondi a|priority|wichtigkeit|priorität|importance"
        "|vertraulichkeit|sensitivity|anlagen|anlage|attachments|pièces jointes|allegati|bijlagen"
        "|organization|organisation|message-id|references|in-reply-to|cc an|resent-from|list-id"
        "|responder a|categories|kategorien"
    ),
}
HEADERS: dict[str, str] = {word.strip(): kind for kind, words in _HEADER_WORDS.items() for word in words.split("|")}

# "----- Original Message -----": a line of dashes around one of these.
ORIGINAL = (
    "original message|original-nachricht|originalnachricht|ursprüngliche nachricht"
    "|urspruengliche nachricht|original mail|originalmail|ursprüngliche mail|ursprüngliche e-mail"
    "|original email|original e-mail|antwortnachricht|reply message|message d'origine|message d’origine"
    "|message original|message initial|mensaje original|messaggio originale|mensagem original"
    "|oorspronkelijk bericht|oorspronkelijke bericht|oprindelig meddelelse|oprindelig besked"
    "|original meddelelse|opprinnelig melding|opprinnelig beskjed|ursprungligt meddelande"
    "|originalmeddelande|ursprungligt mail|alkuperäinen viesti|wiadomość oryginalna"
    "|oryginalna wiadomość|původní zpráva|původní e-mail|исходное сообщение|оригинальное сообщение"
    "|orijinal mesaj|özgün ileti|orijinal ileti|eredeti üzenet|mesaj original|mesajul original|元のメッセージ"
    "|原始邮件|原始郵件|原邮件|원본 메시지|원본 메일|originele bericht|mensaje inicial"
).split("|")
FORWARDED = (
    "forwarded message|forwarded by|begin forwarded message|weitergeleitete nachricht"
    "|weitergeleitete mail|weitergeleitete e-mail|anfang der weitergeleiteten|weitergeleitet von"
    "|ende der weitergeleiteten|message transféré|message réexpédié|début du message"
    "|début du message réexpédié|transféré par|mensaje reenviado|inicio del mensaje|messaggio inoltrato"
    "|inizio messaggio inoltrato|messaggio reinoltrato|mensagem encaminhada|mensagem reencaminhada"
    "|início da mensagem|doorgestuurd bericht|begin doorgestuurd bericht|videresendt meddelelse"
    "|videresendt besked|start på videresendt|videresendt melding|vidarebefordrat meddelande"
    "|vidarebefordrat brev|välitetty viesti|edelleenlähetetty|wiadomość przekazana|przekazana wiadomość"
    "|treść przekazanej|přeposlaná zpráva|přeposlaný|пересылаемое сообщение|пересланное сообщение"
    "|начало переадресованного|iletilmiş mesaj|iletilen mesaj|yönlendirilen|továbbított levél"
    "|továbbított üzenet|mesaj redirecționat|mesaj redirectionat"
    "|転送されたメッセージ|転送メッセージ|转发邮件|转发的邮件|轉寄郵件"
    "|전달된 메시지|전달 메시지|forwarded mail|forwarded email|fwd message"
).split("|")

REPLY_ABOVE = (
    ("oberhalb dieser zeile", "antwort"),
    ("über dieser zeile", "antwort"),
    ("above this line", "reply"),
    ("above this line", "respond"),
    ("au-dessus de cette ligne", "répon"),
    ("encima de esta línea", "respond"),
    ("sopra questa riga", "rispo"),
    ("boven deze lijn", "antwoord"),
    ("boven deze regel", "antwoord"),
)
