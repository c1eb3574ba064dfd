"""The refusals that several actions share, in one wording each."""

from __future__ import annotations

from onehand.actions.contract import Rejected
from onehand.actions.words import Words
from onehand.foundation.money import Money


def already_shipped() -> Rejected:
    return Rejected(
        "already_shipped",
        Words("Die Ware ist schon dem Versand übergeben.", "The goods have been handed over to the carrier already."),
        Words("Nach der Ankunft eine Rücksendung anlegen oder den Versand um eine Umleitung bitten.",
              "Set up a return after they have arrived, or ask the carrier to redirect them."),
    )  # fmt: skip


def cancelled_already() -> Rejected:
    return Rejected(
        "already_cancelled",
        Words("Diese Bestellung ist schon storniert.", "This order has been cancelled already."),
    )


def not_delivered() -> Rejected:
    return Rejected(
        "not_delivered",
        Words("Von dieser Bestellung ist noch nichts geliefert.", "Nothing of this order has been delivered so far."),
        Words("Was noch nicht übergeben ist, kann storniert werden.", "What is not yet handed over can be cancelled."),
    )


def returned_already() -> Rejected:
    return Rejected(
        "already_returned",
        Words("Für diese Positionen gibt es schon eine Rücksendung.", "There is a return for these items already."),
    )


def unknown_line() -> Rejected:
    return Rejected("unknown_line", Words("Diese Position gehört nicht zur Bestellung.", "The order has no such item."))


def out_of_stock(name: str) -> Rejected:
    return Rejected(
        "out_of_stock",
        Words(f"„{name}“ ist zurzeit nicht am Lager.", f"“{name}” is out of stock at present."),
        Words("Ein anderes Produkt anbieten oder den Betrag erstatten.", "Offer another product, or refund."),
    )


def no_invoice() -> Rejected:
    return Rejected(
        "not_invoiced",
        Words("Zu dieser Bestellung gibt es keine gestellte Rechnung.", "There is no posted invoice for this order."),
        Words("Was nicht berechnet ist, braucht keine Erstattung.", "What was not invoiced needs no refund."),
    )


def more_than_invoiced(left: Money) -> Rejected:
    return Rejected(
        "more_than_invoiced",
        Words(f"Es können höchstens noch {left.text('de')} erstattet werden.",
              f"At most {left.text('en')} can still be refunded."),
        Words("Einen kleineren Betrag wählen.", "Choose a smaller amount."),
    )  # fmt: skip
