"""What customers read about choosing by a link: on the buttons, on its page, and when it is done."""

from __future__ import annotations

from onehand.actions.kinds import Kind, kind_of
from onehand.actions.models import Run
from onehand.actions.told import filled
from onehand.actions.words import Words, words_of
from onehand.cases.du_or_sie import as_du, worded
from onehand.cases.models import Case
from onehand.cases.salutation import letter

# Stands where an action asks for a reason; colleagues read it.
REASON = "Von der Kundin oder dem Kunden selbst per Link gewählt"
NOT_SURE = Words(
    "Dafür müssen wir sicher sein, dass es von Ihnen kommt. Diese Mail allein genügt nicht.",
    "For this we must be sure that it comes from you. This mail alone is not enough.",
)
SIGN_IN = Words("Eine Antwort auf unsere Mail genügt.", "An answer to our mail is enough.")
NOT_NOW = Words("Das geht bei dieser Bestellung zurzeit nicht.", "This is not possible for this order at present.")
_LABELS = {
    "change_delivery_date": Words("Anderer Termin", "Another date"),
    "hold_delivery": Words("Ich bin verreist", "I am away"),
    "pick_up": Words("Selbst abholen", "Pick it up"),
    "correct_address": Words("Andere Anschrift", "Another address"),
    "cancel": Words("Stornieren", "Cancel"),
}
# On the page, where each is a choice of its own.
_ASKS = {
    "change_delivery_date": Words("An einem anderen Tag liefern", "Deliver on another day"),
    "hold_delivery": Words("Ich bin verreist: erst danach liefern", "I am away: deliver afterwards"),
    "pick_up": Words("Ich hole es selbst ab", "I pick it up myself"),
    "correct_address": Words("An eine andere Anschrift liefern", "Deliver to another address"),
    "cancel": Words("Die Bestellung stornieren", "Cancel the order"),
}


def label(code: str, case: Case) -> str:
    return (_LABELS.get(code) or kind_of(code).title).say(case.language)


def asks(code: str, language: str) -> str:
    return (_ASKS.get(code) or kind_of(code).title).say(language)


def invitation(case: Case) -> str:
    """In the mail, above the buttons."""
    return worded(
        case.customer, case.language,
        sie="Wenn es anders besser passt, wählen Sie unten. Wir zeigen erst, was dann geschieht, und tun nichts, bevor "
        "Sie es bestätigen. Sie können auch einfach auf diese Mail antworten.",
        du="Wenn es anders besser passt, wähl unten. Wir zeigen erst, was dann geschieht, und tun nichts, bevor du es "
        "bestätigst. Du kannst auch einfach auf diese Mail antworten.",
        en="If something else suits you better, choose below. We show first what will happen, and do nothing before "
        "you confirm it. You can also simply reply to this mail.",
    )  # fmt: skip


def order_title(order: str) -> Words:
    number = order.rpartition(":")[2]
    return Words(f"Bestellung {number}", f"Order {number}")


def places(kind: Kind, system: Words, many: int) -> Words:
    """In how many places of a system it is changed."""
    german, english = ("Stelle", "place") if many == 1 else ("Stellen", "places")
    return Words(f"{kind.title.de}: {system.de}, {many} {german}", f"{kind.title.en}: {system.en}, {many} {english}")


def done(case: Case, run: Run, *, told: bool = True) -> str:
    """The mail when it was read back, and not before; with what the systems say of it, unless `told` is false. Raises
    Unfilled where an answer lacks what such a sentence names."""
    language, german = case.language, case.language == "de"
    deed = kind_of(run.kind).deed
    said = worded(
        case.customer, language, sie=f"wir haben {deed.de}, wie Sie es gewählt haben.",
        du=f"wir haben {as_du(deed.de)}, wie du es gewählt hast.", en=f"We have {deed.en}, as you chose.",
    )  # fmt: skip
    sentences = [words_of(one).say(language) for one in run.plan.get("told", ())] if told else []
    if german:
        sentences = [worded(case.customer, language, sie=one, du=as_du(one), en="") for one in sentences]
    left = [
        " ".join(words_of(one[part]).say(language) for part in ("what", "why", "instead"))
        for one in run.plan.get("cannot", ())
    ]
    rest = worded(
        case.customer, language, sie="Wenn etwas nicht stimmt, antworten Sie einfach auf diese Mail.",
        du="Wenn etwas nicht stimmt, antworte einfach auf diese Mail.",
        en="If something is not right, simply reply to this mail.",
    )  # fmt: skip
    return letter(case.customer, language, filled(run, " ".join([said, *sentences])), *left, rest, _hand(case))


def handed_over(case: Case, run: Run) -> str:
    """That it did not go by itself: nothing is said to be done, and who takes care."""
    hand, title = _hand(case), kind_of(run.kind).title
    who = hand or ("Jemand von uns" if case.language == "de" else "One of us")
    said = worded(
        case.customer, case.language,
        sie=f"Sie haben gewählt: {title.de}. Das ging nicht von selbst, und es ist noch nicht erledigt. {who} kümmert "
        "sich darum und meldet sich bei Ihnen.",
        du=f"du hast gewählt: {title.de}. Das ging nicht von selbst, und es ist noch nicht erledigt. {who} kümmert "
        "sich darum und meldet sich bei dir.",
        en=f"You chose: {title.en}. That did not go by itself, and it is not done yet. {who} takes care of it and will "
        "get back to you.",
    )  # fmt: skip
    return letter(case.customer, case.language, said, hand)


def _hand(case: Case) -> str:
    hand = case.hand
    return hand.display_name if hand is not None else ""
