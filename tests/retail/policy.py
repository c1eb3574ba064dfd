"""The retailer's policy: each operation either makes the state that follows, or is refused with the rule's reason.

The sentences of policy.md stand above the rules that hold them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onehand.actions.contract import Of, Rejected
from onehand.actions.words import Words
from onehand.foundation.money import Money
from tests.retail.records import Order, Payment, Place, State, Swap, User, Variant

PENDING, MODIFIED, DELIVERED, CANCELLED = "pending", "pending (items modifed)", "delivered", "cancelled"
RETURNING, EXCHANGING = "return requested", "exchange requested"
REASONS = ("no longer needed", "ordered by mistake")

_NO = {
    "unknown_order": Words("Diese Bestellung gibt es hier nicht.", "There is no such order here."),
    "unknown_customer": Words("Diese Kundennummer gibt es hier nicht.", "There is no such customer here."),
    "once_only": Words("Das geht bei einer Bestellung nur einmal und ist schon geschehen.",
                       "This can be done only once for an order, and has been done."),
    "unknown_reason": Words("Ein Grund gilt: nicht mehr gebraucht, oder versehentlich bestellt.",
                            "The reason is either: no longer needed, or ordered by mistake."),
    "whole_order_only": Words("Storniert wird nur die ganze Bestellung.", "Only a whole order can be cancelled."),
    "no_items": Words("Es ist keine Position genannt.", "No item is named."),
    "not_in_order": Words("Das ist nicht in dieser Bestellung, oder nicht so oft.",
                          "This is not in the order, or not as often."),
    "unmatched_items": Words("Zu jeder Position gehört genau eine neue.", "Each item needs exactly one new item."),
    "unknown_item": Words("Diesen Artikel gibt es nicht.", "There is no such item."),
    "other_product": Words("Getauscht wird nur innerhalb desselben Produkts.",
                           "Only another item of the same product is possible."),
    "not_available": Words("Dieser Artikel ist nicht lieferbar.", "This item is not available."),
    "same_item": Words("Das ist derselbe Artikel; getauscht wird gegen eine andere Ausführung.",
                       "This is the same item; a different option is needed."),
    "unknown_method": Words("Dieses Zahlungsmittel ist hier nicht hinterlegt.",
                            "This payment method is not in the profile."),
    "same_method": Words("Damit ist die Bestellung schon bezahlt.", "The order is paid by this method already."),
    "refund_elsewhere": Words("Erstattet wird auf das ursprüngliche Zahlungsmittel oder eine Geschenkkarte.",
                              "A refund goes to the original payment method or to a gift card."),
    "invalid_address": Words("Straße, Ort, Bundesstaat, Land oder Postleitzahl fehlt.",
                             "Street, city, state, country or zip code is missing."),
}  # fmt: skip
_INSTEAD = {
    "once_only": Words("Einen Arbeitsauftrag an einen Menschen geben.", "Give a work order to a person."),
    "not_available": Words("Eine lieferbare Ausführung wählen.", "Choose an option that is available."),
    "balance_too_low": Words("Ein anderes Zahlungsmittel nehmen.", "Take another payment method."),
    "whole_order_only": Words("Einzelnes nach der Lieferung zurückgeben.", "Return single items after delivery."),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """`like_for_like` lets an item be swapped for itself, which policy.md forbids and some of its own tasks do."""

    like_for_like: bool = False

    # "An order can only be cancelled if its status is 'pending' … the reason (either 'no longer needed' or 'ordered by
    # mistake') … the total will be refunded via the original payment method immediately if it is gift card."
    def cancel(self, state: State, customer: str, order_id: str, reason: str, items: Sequence[str] = ()) -> State:
        user, order = _own(state, customer, order_id)
        _pending(order)
        if items and Counter(items) != Counter(one.item for one in order.items):
            raise no("whole_order_only")
        if reason not in REASONS:
            raise no("unknown_reason")
        refunds = []
        for method, paid in order.paid().items():
            refunds.append(Payment("refund", paid, method))
            user = user.credited(method, paid)
        payments = (*order.payments, *refunds)
        return state.having(replace(order, status=CANCELLED, reason=reason, payments=payments), user)

    # "For a pending order, you can take actions to modify its shipping address …"; "modify order tools can only be
    # called once".
    def readdress(self, state: State, customer: str, order_id: str, to: Place) -> State:
        _, order = _own(state, customer, order_id)
        _pending(order)
        _complete(to)
        if order.readdressed:
            raise no("once_only")
        return state.having(replace(order, address=to, readdressed=True))

    def move_profile(self, state: State, customer: str, to: Place) -> State:
        user = _user(state, customer)
        _complete(to)
        return state.having(replace(user, address=to))

    # "The user can only choose a single payment method different from the original payment method. If … gift card, it
    # must have enough balance to cover the total amount." The original one "will be refunded".
    def repay(self, state: State, customer: str, order_id: str, method_id: str) -> State:
        user, order = _own(state, customer, order_id)
        _pending(order)
        paid = order.paid()
        if len(order.payments) != 1 or len(paid) != 1:
            raise no("once_only")
        ((old, total),) = paid.items()
        if user.method(method_id) is None:
            raise no("unknown_method")
        if method_id == old:
            raise no("same_method")
        _covers(user, method_id, total)
        user = user.credited(method_id, -total).credited(old, total)
        payments = (*order.payments, Payment("payment", total, method_id), Payment("refund", total, old))
        return state.having(replace(order, payments=payments), user)

    # "This action can only be called once, and will change the order status … each item can be modified to an available
    # new item of the same product but of different product option."
    def change_items(
        self, state: State, customer: str, order_id: str, old: Sequence[str], new: Sequence[str], method_id: str
    ) -> State:
        user, order = _own(state, customer, order_id)
        _pending(order)
        items, difference = self._swapped(state, order, old, new)
        if user.method(method_id) is None:
            raise no("unknown_method")
        _covers(user, method_id, difference)
        payments = order.payments
        if difference:
            kind = "payment" if difference > 0 else "refund"
            payments = (*payments, Payment(kind, abs(difference), method_id))
        return state.having(
            replace(order, status=MODIFIED, items=items, payments=payments), user.credited(method_id, -difference)
        )

    # "An order can only be returned if its status is 'delivered' … The refund must either go to the original payment
    # method, or an existing gift card."
    def take_back(self, state: State, customer: str, order_id: str, items: Sequence[str], method_id: str) -> State:
        user, order = _own(state, customer, order_id)
        _delivered(order)
        _in_order(order, items)
        method = user.method(method_id)
        if method is None:
            raise no("unknown_method")
        if method_id not in order.paid() and method.source != "gift_card":
            raise no("refund_elsewhere")
        return state.having(replace(order, status=RETURNING, returned=tuple(items), method=method_id))

    # "For a delivered order, each item can be exchanged to an available new item of the same product but of different
    # product option … If the user provides a gift card, it must have enough balance to cover the price difference."
    def exchange(
        self, state: State, customer: str, order_id: str, old: Sequence[str], new: Sequence[str], method_id: str
    ) -> State:
        user, order = _own(state, customer, order_id)
        _delivered(order)
        _, difference = self._swapped(state, order, old, new)
        if user.method(method_id) is None:
            raise no("unknown_method")
        _covers(user, method_id, difference)
        swaps = tuple(Swap(one, other) for one, other in zip(old, new, strict=True))
        return state.having(
            replace(order, status=EXCHANGING, swaps=swaps, method=method_id, difference=difference)
        )  # fmt: skip

    def _swapped(
        self, state: State, order: Order, old: Sequence[str], new: Sequence[str]
    ) -> tuple[tuple[Variant, ...], int]:
        """The items afterwards, and what they cost more, in cents."""
        _in_order(order, old)
        if len(old) != len(new):
            raise no("unmatched_items")
        items, difference = list(order.items), 0
        for one, other in zip(old, new, strict=True):
            # Not one that was just put there: an item may be swapped for another that is also in the order.
            place = next(at for at, item in enumerate(items) if item.item == one and item is order.items[at])
            variant = state.variants.get(other)
            if variant is None:
                raise no("unknown_item")
            if variant.product != items[place].product:
                raise no("other_product")
            if not variant.available:
                raise no("not_available")
            if other == one and not self.like_for_like:
                raise no("same_item")
            difference += variant.cents - items[place].cents
            items[place] = replace(variant)
        return tuple(items), difference


def no(code: str) -> Rejected:
    return Rejected(code, _NO[code], _INSTEAD.get(code), of=Of.ORDER if code == "once_only" else None)


def _user(state: State, customer: str) -> User:
    user = state.users.get(customer)
    if user is None:
        raise no("unknown_customer")
    return user


def _own(state: State, customer: str, order_id: str) -> tuple[User, Order]:
    """Somebody else's order is as unknown as one that does not exist."""
    user, order = _user(state, customer), state.orders.get(order_id)
    if order is None or order.user != customer:
        raise no("unknown_order")
    return user, order


def _pending(order: Order) -> None:
    if order.status == MODIFIED:
        raise no("once_only")
    if order.status != PENDING:
        raise Rejected("not_pending", _is(order, "ausstehend", "pending"), of=Of.ORDER)


def _delivered(order: Order) -> None:
    if order.status in (RETURNING, EXCHANGING):
        raise no("once_only")
    if order.status != DELIVERED:
        raise Rejected("not_delivered", _is(order, "geliefert", "delivered"))


def _is(order: Order, de: str, en: str) -> Words:
    return Words(
        f"Das geht nur, solange eine Bestellung „{de}“ ist; diese ist „{order.status}“.",
        f"This is only possible while an order is “{en}”; this one is “{order.status}”.",
    )


def _complete(to: Place) -> None:
    """Only the second line may be empty."""
    if not all((to.address1, to.city, to.state, to.country, to.zip)):
        raise no("invalid_address")


def _in_order(order: Order, items: Sequence[str]) -> None:
    if not items:
        raise no("no_items")
    if Counter(items) - Counter(one.item for one in order.items):
        raise no("not_in_order")


def _covers(user: User, method_id: str, amount: int) -> None:
    method = user.method(method_id)
    if method is not None and method.balance is not None and method.balance < amount:
        has, needed = Money(method.balance, "USD"), Money(amount, "USD")
        raise Rejected(
            "balance_too_low",
            Words(
                f"Auf der Geschenkkarte sind {has.text('de')}, nötig sind {needed.text('de')}.",
                f"The gift card holds {has.text('en')}; {needed.text('en')} are needed.",
            ),
            _INSTEAD["balance_too_low"],
        )
