"""What people write, by language and direction: normal messages of about 600 letters, put together from sentences as
they come in by mail and go out as answers, and drafts of about 2,000 letters."""

from __future__ import annotations

import random

LENGTH = 600
_GREETINGS = {
    ("de", "in"): ("Sehr geehrte Damen und Herren,", "Guten Tag,", "Hallo liebes Team,", "Moin,"),
    ("en", "in"): ("Dear Sir or Madam,", "Hello,", "Hi there,", "Good morning,"),
    ("de", "out"): ("Guten Tag Frau {name},", "Sehr geehrter Herr {name},", "Hallo {name},"),
    ("en", "out"): ("Dear Mr {name},", "Hello {name},", "Dear Ms {name},"),
}
_CLOSINGS = {
    "de": ("Mit freundlichen Grüßen\n{name}", "Viele Grüße\n{name}", "Vielen Dank im Voraus\n{name}"),
    "en": ("Kind regards\n{name}", "Best wishes,\n{name}", "Many thanks\n{name}"),
}
_SENTENCES = {
    ("de", "in"): (
        "ich habe am {day}.{month}. bei Ihnen einen Kleiderschrank bestellt und leider ist nur eines von drei Paketen"
        " angekommen.",
        "Meine Bestellnummer lautet {number}, die Rechnung trägt die Nummer RE-{number}.",
        "Können Sie mir bitte sagen, wann die restlichen Teile geliefert werden?",
        "Ich habe bereits zweimal angerufen, aber niemand konnte mir weiterhelfen.",
        "Vom {day}.{month}. bis zum 28.{month}. bin ich im Urlaub, danach können Sie wieder liefern.",
        "Sie erreichen mich tagsüber unter 0221 / 4{number}.",
        "Wie kann es sein, dass eine Rückerstattung drei Wochen dauert?",
        "Unsere neue Anschrift lautet Lindenweg {day}, 50667 Köln.",
        "Außerdem fehlt in der Lieferung die Tüte mit den Schrauben, ohne die ich nichts aufbauen kann.",
        "Ich brauche den Tisch spätestens bis zum {day}.{month}., da wir dann Gäste haben.",
        "Bitte schreiben Sie mir nur per Mail, ich kann bei der Arbeit nicht telefonieren.",
        "Der Fahrer hat das Paket einfach vor der Haustür abgestellt, obwohl es geregnet hat.",
        "Ich wüsste außerdem gern, ob ich die Farbe noch ändern kann.",
        "Die Lampe flackert seit gestern und wird nach einer Stunde sehr heiß.",
        "Falls das nicht möglich ist, möchte ich vom Kauf zurücktreten.",
    ),
    ("en", "in"): (
        "I ordered a wardrobe from you on {day} May and only one of three parcels has arrived so far.",
        "My order number is {number} and the invoice says INV-{number}.",
        "Could you please tell me when the remaining parts will be delivered?",
        "I have already called twice, but nobody was able to help me.",
        "I will be away from {day} to 28 June, so please do not deliver during that time.",
        "You can reach me on +44 20 7946 0{day} during the day.",
        "How come a refund takes three weeks?",
        "Our new address is 12 Station Road, London SW1A 1AA.",
        "The bag with the screws is missing as well, and I cannot build anything without it.",
        "I need the table by {day} June at the latest because we are having guests.",
        "Please only contact me by email since I cannot take calls at work.",
        "The driver simply left the parcel in the rain in front of our house.",
        "I would also like to know whether I can still change the colour.",
        "The lamp has been flickering since yesterday and gets very hot after an hour.",
        "If that is not possible, I would like to cancel the order.",
    ),
    ("de", "out"): (
        "vielen Dank für Ihre Nachricht und bitte entschuldigen Sie, dass Sie so lange warten mussten.",
        "Wir haben bei der Spedition nachgefragt: Die beiden fehlenden Pakete liegen noch im Lager in Kassel.",
        "Ich schicke Ihnen die fehlenden Schrauben bis {weekday} zu.",
        "Den Betrag von {day},90 Euro erstatten wir Ihnen innerhalb von fünf Werktagen.",
        "Wir rufen Sie morgen zwischen 14 und 16 Uhr an, um einen neuen Termin zu vereinbaren.",
        "Können Sie uns bitte noch Ihre Bestellnummer und ein Foto des Schadens senden?",
        "Die Rechnung finden Sie im Anhang dieser Nachricht.",
        "Sobald die Ware bei uns eingetroffen ist, melden wir uns noch am selben Tag bei Ihnen.",
        "Die Farbe lässt sich leider nicht mehr ändern, da der Schrank schon gefertigt wird.",
        "Bitte teilen Sie uns Ihre Telefonnummer mit, damit der Fahrer Sie erreichen kann.",
        "Falls Sie noch Fragen haben, antworten Sie einfach auf diese Nachricht.",
        "Am {day}.{month}. erhalten Sie von uns eine Bestätigung mit der Sendungsnummer.",
        "Das Ersatzteil ist vorrätig und wird von unserem Lager verschickt.",
    ),
    ("en", "out"): (
        "thank you for your message, and please accept our apologies that you had to wait so long.",
        "We have asked the carrier: the two missing parcels are still in the depot in Leeds.",
        "I will send you the missing screws by {weekday}.",
        "We will refund the amount of {day}.90 euros within five working days.",
        "We will call you tomorrow between 2 and 4 pm to arrange a new date.",
        "Could you please send us your order number and a photo of the damage?",
        "You will find the invoice attached to this message.",
        "As soon as the goods have arrived, we will get back to you on the same day.",
        "Unfortunately the colour cannot be changed any more, since the wardrobe is already being made.",
        "Please let us know your phone number so that the driver can reach you.",
        "If you have any further questions, simply reply to this message.",
        "On {day} June you will receive a confirmation with the tracking number.",
        "The spare part is in stock and will be sent from our warehouse.",
    ),
}
_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}
_NAMES = ("Kern", "Weber", "Novak", "Okafor", "Lindner", "Peters", "Jäger")


def messages(language: str, direction: str, count: int, *, seed: int = 5, length: int = LENGTH) -> list[str]:
    """`count` different messages of about `length` letters."""
    rng = random.Random(f"{seed}-{language}-{direction}")
    return [_message(rng, language, direction, length) for _ in range(count)]


def _message(rng: random.Random, language: str, direction: str, length: int) -> str:
    known = {
        "name": rng.choice(_NAMES), "day": rng.randint(10, 27), "month": rng.randint(1, 12),
        "number": rng.randint(100_000, 999_999), "weekday": rng.choice(_WEEKDAYS[language]),
    }  # fmt: skip
    sentences = list(_SENTENCES[language, direction])
    first, others = sentences[0], sentences[1:]
    rng.shuffle(others)
    text = f"{rng.choice(_GREETINGS[language, direction])}\n\n{first}"
    closing = rng.choice(_CLOSINGS[language])
    while len(text) + len(closing) < length:
        if not others:
            others = sentences[1:]
        text += rng.choice((" ", " ", "\n\n")) + others.pop()
    return f"{text}\n\n{closing}".format(**known)


DRAFTS = tuple(messages("de", "out", 12, seed=8, length=1950))
