"""The kinds of action that Onehand knows by itself: their names, what they need, and what they demand (D1).

A back-end plans those that it can do; one with a need of its own adds a kind by `register`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from onehand.actions.words import Words


class Assurance(IntEnum):
    """How sure it is that the customer wants it (D10)."""

    MAIL = 0  # a bare message will do
    CONFIRMED = 1  # from an address that is confirmed as theirs, and whose sender was authenticated
    LINK = 2  # a link sent to a known address was followed, or they are signed in
    PROOF = 3  # more than that: order number and postcode, or a person who identified them


@dataclass(frozen=True, slots=True)
class Field:
    """What an action needs. `kind` is text, order, line, lines, address, date, dates, money, iban, product, choice or
    customer; the values it is read into are named in `arguments.py`."""

    name: str
    kind: str
    label: Words
    required: bool = True
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of action. `mandate`: it gives money away, so an agent's limit holds. `deed` completes "Wir haben …" /
    "We have …" for the customer."""

    code: str
    title: Words
    fields: tuple[Field, ...]
    deed: Words
    assurance: Assurance = Assurance.MAIL
    mandate: bool = False
    # The process that alone may begin it; "" for what agents begin from the catalogue.
    only_by: str = ""
    # It presses for money, or cuts somebody off: not while they dispute a claim (D14).
    presses: bool = False


DUE_PROCESS = "due_process"
ORDER = Field("order", "order", Words("Bestellung", "Order"))
CONTRACT = Field("contract", "contract", Words("Vertrag", "Contract"))
LINES = Field("lines", "lines", Words("Positionen", "Items"), required=False)
REASON = Field("reason", "text", Words("Grund", "Reason"))
AMOUNT = Field("amount", "money", Words("Betrag", "Amount"))
ADDRESS = Field("address", "address", Words("Anschrift", "Address"))
IBAN = Field("iban", "iban", Words("Bankverbindung", "Bank details"))
ON = Field("on", "date", Words("Am", "On"))
# Leaving asks for no more than it must: without a day it is the earliest one (D11).
END = Field("on", "date", Words("Zum (sonst so früh wie möglich)", "On (else as early as possible)"), required=False)

STANDARD: tuple[Kind, ...] = (
    Kind("correct_address", Words("Lieferanschrift überall ändern", "Correct the delivery address everywhere"),
         (ADDRESS,), Words("Ihre Anschrift geändert", "changed your address"), Assurance.LINK),
    Kind("hold_delivery", Words("Lieferung während Abwesenheit anhalten", "Hold delivery during an absence"),
         (ORDER, Field("absence", "dates", Words("Abwesend", "Absent"))),
         Words("die Lieferung bis nach Ihrer Abwesenheit angehalten", "held the delivery until after your absence")),
    Kind("change_delivery_date", Words("Liefertermin ändern", "Change the delivery date"),
         (ORDER, ON), Words("den Liefertermin geändert", "changed the delivery date")),
    Kind("pick_up", Words("Selbst abholen", "Pick it up"), (ORDER,),
         Words("Ihre Bestellung zur Abholung vorgemerkt", "set your order aside to be picked up")),
    Kind("resend", Words("Erneut senden", "Send again"), (ORDER, LINES),
         Words("die Sendung erneut auf den Weg gegeben", "sent it again"), mandate=True),
    Kind("express", Words("Express senden", "Send by express"), (ORDER,),
         Words("auf Expressversand umgestellt", "changed to express delivery"), mandate=True),
    Kind("cancel", Words("Bestellung stornieren", "Cancel the order"), (ORDER, LINES, REASON),
         Words("Ihre Bestellung storniert", "cancelled your order"), Assurance.CONFIRMED),
    Kind("return", Words("Rücksendung mit Etikett", "Return with label"), (ORDER, LINES, REASON),
         Words("Ihre Rücksendung angelegt", "set up your return")),
    Kind("refund", Words("Erstatten", "Refund"), (ORDER, AMOUNT, REASON, Field(
        "iban", "iban", Words("Bankverbindung", "Bank details"), required=False)),
         Words("die Erstattung gebucht", "booked your refund"), Assurance.CONFIRMED, mandate=True),
    Kind("goodwill", Words("Gutschrift aus Kulanz", "Goodwill credit"), (AMOUNT, REASON),
         Words("Ihnen etwas gutgeschrieben", "given you a credit"), mandate=True),
    Kind("exchange", Words("Umtauschen", "Exchange"), (
        ORDER, Field("line", "line", Words("Position", "Item")), Field("product", "product", Words("Gegen", "For"))),
         Words("den Umtausch angelegt", "set up your exchange")),
    Kind("change_payer", Words("Zahlende Person und Lastschrift ändern", "Change payer and direct debit"),
         (CONTRACT, Field("holder", "text", Words("Kontoinhaber", "Account holder")), IBAN),
         Words("die Bankverbindung geändert", "changed the bank details"), Assurance.PROOF),
    Kind("activate", Words("Anschluss freischalten", "Activate the line"), (CONTRACT,),
         Words("Ihren Anschluss freigeschaltet", "activated your line")),
    Kind("line_test", Words("Leitung prüfen", "Test the line"), (CONTRACT,),
         Words("Ihre Leitung geprüft", "tested your line")),
    Kind("pause", Words("Vertrag pausieren", "Pause the contract"),
         (CONTRACT, Field("absence", "dates", Words("Zeitraum", "Period"))),
         Words("Ihren Vertrag pausiert", "paused your contract"), Assurance.CONFIRMED),
    Kind("move", Words("Umzug", "Move house"), (CONTRACT, ADDRESS, ON),
         Words("Ihren Umzug eingetragen", "entered your move"), Assurance.LINK),
    Kind("transfer", Words("Auf andere Person übertragen", "Transfer to another holder"),
         (CONTRACT, Field("holder", "customer", Words("Neue Inhaberin oder neuer Inhaber", "New holder"))),
         Words("den Vertrag übertragen", "transferred the contract"), Assurance.PROOF),
    Kind("cancel_contract", Words("Vertrag kündigen", "Cancel the contract"), (CONTRACT, END),
         Words("Ihren Vertrag gekündigt", "cancelled your contract"), Assurance.CONFIRMED),
    # Taken back when the dispute is settled.
    Kind("hold_dunning", Words("Strittige Rechnung anhalten (kein Einzug, keine Mahnung)",
                               "Hold a disputed invoice (no collection, no dunning)"),
         (Field("invoice", "text", Words("Rechnung", "Invoice")), REASON),
         Words("Ihre Rechnung bis zur Klärung angehalten", "put your invoice on hold until this is settled")),
    # Nobody asks for these; only a decision after a hearing begins them (D10).
    Kind("block_account", Words("Kundenkonto sperren", "Block the account"), (),
         Words("Ihr Kundenkonto gesperrt", "blocked your account"), only_by=DUE_PROCESS, presses=True),
    Kind("release_account", Words("Kundenkonto freigeben", "Release the account"), (),
         Words("Ihr Kundenkonto freigegeben", "released your account"), only_by=DUE_PROCESS),
)  # fmt: skip

_kinds: dict[str, Kind] = {kind.code: kind for kind in STANDARD}
_further: dict[str, tuple[Field, ...]] = {}


def register(kind: Kind) -> None:
    """Add a kind of a back-end's own; the same again changes nothing. Raises ValueError for another of that code."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"another kind of action is called {kind.code!r}")


def widen(code: str, *fields: Field) -> None:
    """Add fields that one back-end wants of a kind that others do as well; the same again changes nothing.

    They are never required, for the others do without: a back-end that cannot names them in `Plan.missing`.
    Raises KeyError, and ValueError for a required field or another one of that name.
    """
    kind, further = _kinds[code], _further.get(code, ())
    for field in fields:
        taken = {one.name: one for one in (*kind.fields, *further)}
        if field.required or taken.get(field.name, field) != field:
            raise ValueError(f"the field {field.name!r} of {code!r} is required, or there is another one")
        further = further if field.name in taken else (*further, field)
    _further[code] = further


def kind_of(code: str) -> Kind:
    """With the fields that were added. Raises KeyError."""
    return replace(_kinds[code], fields=(*_kinds[code].fields, *_further.get(code, ())))


def known() -> tuple[Kind, ...]:
    return tuple(map(kind_of, _kinds))
