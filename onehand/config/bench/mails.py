"""The fixed mix of mails that the intake is measured with: seeded, with the shapes that real mail has."""

from __future__ import annotations

import random
from email.message import EmailMessage
from email.policy import SMTP

WORDS_DE = [
    "Schrank",
    "Lieferung",
    "Bestellung",
    "Rechnung",
    "Termin",
    "Woche",
    "Montag",
    "Spedition",
    "Adresse",
    "Gutschrift",
    "Konto",
    "Vertrag",
    "Tisch",
    "Lampe",
    "leider",
    "bitte",
    "noch",
    "nicht",
    "angekommen",
    "wann",
    "kommt",
    "warum",
    "wurde",
    "haben",
    "wir",
    "Ihnen",
    "meine",
    "unsere",
    "seit",
    "gestern",
    "morgen",
    "bereits",
    "zweimal",
    "geschrieben",
    "keine",
    "Antwort",
    "erhalten",
    "falsche",
    "Farbe",
    "beschädigt",
    "defekt",
    "Schraube",
    "fehlt",
    "Anleitung",
    "Montage",
    "Regal",
    "freundliche",
    "Grüße",
    "vielen",
    "Dank",
    "im",
    "Voraus",
    "Rückruf",
    "Nummer",
    "Kunde",
    "Straße",
    "München",
    "Köln",
    "Größe",
    "für",
    "über",
    "möglich",
    "später",
]
WORDS_EN = [
    "order",
    "delivery",
    "invoice",
    "address",
    "refund",
    "broken",
    "missing",
    "late",
    "again",
    "please",
    "when",
    "will",
    "arrive",
    "thank",
    "you",
    "for",
    "your",
    "help",
    "table",
    "lamp",
    "wardrobe",
    "screw",
    "manual",
    "colour",
    "wrong",
    "damaged",
    "phone",
    "number",
    "contract",
    "cancel",
    "change",
    "week",
    "Monday",
    "answer",
    "still",
]
NAMES = [
    "Kern",
    "Weber",
    "Yılmaz",
    "Novak",
    "Okafor",
    "Meier",
    "Schulz",
    "Groß",
    "Jäger",
    "Lang",
    "Vogel",
    "Brandl",
    "Öztürk",
    "Nowak",
    "Peters",
    "Lindner",
]


def sentences(rng: random.Random, words: list[str], count: int) -> str:
    return " ".join(
        " ".join(rng.choice(words) for _ in range(rng.randint(5, 14))).capitalize() + rng.choice(".?.")
        for _ in range(count)
    )


def mails(count: int, seed: int = 7, start: int = 0) -> list[bytes]:
    """`count` raw mails: half plain, a third with HTML beside, some with attachments, quotes and odd charsets."""
    return [_mail(random.Random(f"{seed}-{number}"), number) for number in range(start, start + count)]


def _mail(rng: random.Random, number: int) -> bytes:
    german = rng.random() < 0.75
    words = WORDS_DE if german else WORDS_EN
    name = rng.choice(NAMES)
    mail = EmailMessage()
    mail["From"] = f"{rng.choice('ABCDEFG')}. {name} <kunde{rng.randint(0, 4000)}@kunde{number % 97}.example>"
    mail["To"] = "Hilfe <hilfe@localhost>"
    mail["Subject"] = sentences(rng, words, 1)[:80]
    mail["Date"] = "Mon, 2 Mar 2026 09:00:00 +0100"
    mail["Message-ID"] = f"<bench.{number}.{rng.getrandbits(64):x}@kunde.example>"
    for hop in range(4):
        mail["Received"] = (
            f"from relay{hop}.example (relay{hop}.example [192.0.2.{hop}]) by mx.example id {rng.getrandbits(48):x}"
        )
    text = "\n\n".join(sentences(rng, words, rng.randint(2, 6)) for _ in range(rng.randint(1, 4)))
    if rng.random() < 0.4:
        text += "\n\nAm Montag, 2. März 2026 um 08:00 schrieb Hilfe <hilfe@localhost>:\n" + "\n".join(
            "> " + sentences(rng, words, 1) for _ in range(rng.randint(3, 20))
        )
    text += f"\n\nViele Grüße\n{name}\n\n-- \n{name}, Tel. 0{rng.randint(100, 999)} {rng.randint(10000, 99999)}\n"
    mail.set_content(text, charset="iso-8859-15" if german and "ı" not in text and rng.random() < 0.2 else "utf-8")
    if rng.random() < 0.35:
        paragraphs = "".join(f"<p style='margin:0'>{part}</p>" for part in text.split("\n\n"))
        mail.add_alternative(f"<html><body><div class='x'>{paragraphs}</div></body></html>", subtype="html")
    if rng.random() < 0.15:
        mail.add_attachment(rng.randbytes(rng.randint(20_000, 200_000)), "image", "jpeg", filename=f"Foto {number}.jpg")
    return mail.as_bytes(policy=SMTP)
