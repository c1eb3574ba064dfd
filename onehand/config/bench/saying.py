"""What the generated messages say: a question in every second letter of a customer, a fact in every second, and a
promise in every fourth answer. All of it follows from the numbers of message and case, so it is drawn anew for each
table."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

_MASK = 2**64 - 1

QUESTIONS = (
    "Wann kommt der Schrank an?",
    "Können Sie mir sagen, wo das Paket gerade ist?",
    "Ist die Gutschrift schon unterwegs?",
    "Warum wurde der Betrag zweimal abgebucht?",
    "Kann ich die Farbe noch ändern?",
    "Bis wann muss ich die Lampe zurückschicken?",
    "Was kostet eine zweite Anfahrt der Spedition?",
    "Gibt es die Anleitung auch auf Deutsch?",
    "Würden Sie mir die fehlende Schraube schicken?",
    "Ich wüsste gern, ob der Termin am Montag bleibt.",
)
# Kind and sentence; the share of a kind is how often it stands here.
FACTS = (
    ("order_number", "Meine Bestellnummer ist {}."),
    ("phone", "Sie erreichen mich unter {}."),
    ("order_number", "Es geht um die Bestellung {}."),
    ("postal_address", "Meine Anschrift ist {}."),
    ("customer_number", "Meine Kundennummer lautet {}."),
    ("order_number", "Die Bestellnummer lautet {}."),
    ("deadline", "Ich brauche es bis {}."),
    ("device", "Es geht um {}."),
    ("order_number", "Die Nummer der Bestellung ist {}."),
    ("absence", "Ich bin {} im Urlaub."),
    ("preference", "{}"),
    ("order_number", "Bestellnummer: {}."),
    ("invoice_number", "Auf der Rechnung steht {}."),
    ("phone", "Meine Nummer ist {}."),
    ("iban", "Bitte erstatten Sie auf {}."),
    ("order_number", "Es ist die Bestellung {}."),
    ("serial_number", "Die Seriennummer ist {}."),
    ("postal_address", "Ich wohne jetzt in {}."),
)
# Kind, what counts as evidence, the sentence, and how its time was said.
PROMISES = (
    ("message", "message", "Wir melden uns bis Freitag mit dem Ergebnis bei Ihnen.", "bis Freitag"),
    (
        "refund",
        "action",
        "Wir erstatten Ihnen den Betrag innerhalb von drei Werktagen.",
        "innerhalb von drei Werktagen",
    ),
    ("callback", "call", "Wir rufen Sie morgen um 14 Uhr zurück.", "morgen um 14 Uhr"),
    ("shipment", "event", "Wir senden Ihnen das Ersatzteil diese Woche zu.", "diese Woche"),
    ("message", "message", "Ich frage bei der Spedition nach und schreibe Ihnen bis morgen.", "bis morgen"),
    ("action", "action", "Wir ändern Ihre Lieferadresse noch heute.", "noch heute"),
    ("letter", "letter", "Wir schicken Ihnen die Rechnung bis Montag per Post.", "bis Montag"),
    ("other", "message", "Wir prüfen den Schaden bis Mittwoch.", "bis Mittwoch"),
)
WISHES = (
    ("no_phone", "Bitte rufen Sie mich nicht an."),
    ("email_only", "Bitte nur per Mail."),
    ("phone", "Am besten erreichen Sie mich telefonisch."),
    ("du", "Wir können uns gern duzen."),
)
DEVICES = ("das Regal Lund 3", "die Lampe Nord", "den Schrank Fjell", "den Tisch Berg 160")
STREETS = ("Lindenweg", "Hauptstraße", "Am Markt", "Gartenstraße", "Schulweg")
CITIES = ("50667 Köln", "10115 Berlin", "80331 München", "20095 Hamburg")
# Numbers of a shop or a neighbour's house that so many customers name that they tell nothing.
COMMON_PHONES = ("+4980055512345", "+4930555000111", "+4940555000222")


class Fact(NamedTuple):
    """`start` and `end` are where its words stand in the message's text."""

    kind: str
    value: str
    start: int
    end: int
    since: date | None = None
    until: date | None = None
    due: datetime | None = None


class Said(NamedTuple):
    """`text` are the sentences with which the message begins; `promise` is a number into PROMISES, -1 for none."""

    text: str = ""
    question: str = ""
    fact: Fact | None = None
    promise: int = -1


NOTHING = Said()


def draw(number: int, what: int) -> int:
    """An even and repeatable number from 0 to 65535 for a row."""
    mixed = ((number + what * 7_919_999) * 0x9E3779B97F4A7C15) & _MASK
    return ((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9 & _MASK) >> 48


def incoming(message: int, case: int, position: int, customer: int, at: datetime, ahead: datetime | None) -> Said:
    """A customer's letter. `ahead` is a moment to come that open cases speak of."""
    question = QUESTIONS[draw(message, 2) % len(QUESTIONS)] if draw(message, 1) & 1 else ""
    if not draw(message, 3) & 1:
        return Said(question, question) if question else NOTHING
    kind, sentence = FACTS[(draw(case, 4) + position * 3) % len(FACTS)]
    value, shown, since, until, due = _value(kind, message, customer, at, ahead)
    before = f"{question} {sentence.partition('{}')[0]}" if question else sentence.partition("{}")[0]
    fact = Fact(kind, value, len(before), len(before) + len(shown), since, until, due)
    return Said(f"{question} {sentence.format(shown)}".lstrip(), question, fact)


def outgoing(message: int, *, one_of: int) -> Said:
    """An answer; one of so many promises something."""
    if draw(message, 5) % one_of:
        return NOTHING
    promise = draw(message, 6) % len(PROMISES)
    return Said(PROMISES[promise][2], promise=promise)


def household(customer: int) -> int:
    """Two of twenty live together: they share telephone and post box."""
    return customer - 1 if customer % 20 == 1 else customer


def phone_of(customer: int) -> str:
    home = household(customer)
    return COMMON_PHONES[home % len(COMMON_PHONES)] if home % 100 == 7 else f"+4930{20_000_000 + home}"


def address_of(customer: int) -> str:
    home = household(customer)
    return f"{STREETS[home % len(STREETS)]} {home // 5 % 900 + 1}, {CITIES[home // 7 % len(CITIES)]}"


Value = tuple[str, str, date | None, date | None, datetime | None]


def _value(kind: str, message: int, customer: int, at: datetime, ahead: datetime | None) -> Value:
    """The value, the words in which it was said, and the times it speaks of."""
    if kind == "preference":
        wish, words = WISHES[message % len(WISHES)]
        return wish, words, None, None, None
    if kind == "absence":
        since = (ahead or at + timedelta(days=2)).date()
        until = since + timedelta(days=10)
        words = f"vom {since:%d.%m.} bis {until:%d.%m.%Y}"
        return words, words, since, until, None
    if kind == "deadline":
        due = (ahead or at + timedelta(days=4)).replace(hour=17, minute=0, second=0, microsecond=0)
        return f"{due:%d.%m.%Y}", f"{due:%d.%m.%Y}", None, None, due
    value = _plain_value(kind, message, customer)
    return value, value, None, None, None


def _plain_value(kind: str, message: int, customer: int) -> str:
    if kind == "phone":
        return phone_of(customer)
    if kind == "postal_address":
        return address_of(customer)
    if kind == "customer_number":
        return f"K-{40_000_000 + customer}"
    if kind == "iban":
        return f"DE{10 + household(customer) % 89} •••• {household(customer) % 10_000:04d}"
    if kind == "device":
        return DEVICES[message % len(DEVICES)]
    if kind == "order_number" and household(customer) != customer:
        return f"B-{7_000_000 + household(customer)}"  # of what two ordered together
    letter = {"order_number": "B", "invoice_number": "R", "serial_number": "SN"}[kind]
    return f"{letter}-{7_000_000 + (customer if customer % 20 == 0 and letter == 'B' else 2_000_000 + message)}"
