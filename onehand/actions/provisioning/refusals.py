"""What the system says no with, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onehand.actions.contract import Rejected
from onehand.actions.provisioning.vocabulary import mover_of, step_of
from onehand.actions.words import Words, on_day

_WORDS = {
    "unknown_contract": Words("Diesen Vertrag gibt es hier nicht.", "There is no such contract here."),
    "unknown_customer": Words("Diese Kundennummer gibt es hier nicht.", "There is no such customer number here."),
    "unknown_modem": Words("Dieses Gerät gibt es hier nicht.", "There is no such device here."),
    "unknown_holder": Words(
        "Die neue Inhaberin oder der neue Inhaber ist hier nicht bekannt.", "The new holder is not known here."
    ),
    "same_holder": Words("Der Vertrag gehört dieser Person schon.", "The contract is this person's already."),
    "already_active": Words("Der Anschluss ist schon freigeschaltet.", "The line is active already."),
    "already_shipped": Words("Das Gerät ist schon unterwegs.", "The device is already on its way."),
    "ended": Words("Der Vertrag ist beendet.", "The contract has ended."),
    "not_active": Words("Der Anschluss ist noch nicht freigeschaltet.", "The line is not active yet."),
    "not_switched": Words(
        "Die Leitung ist noch nicht geschaltet, da gibt es nichts zu prüfen.",
        "The line is not switched yet, so there is nothing to test.",
    ),
    "invalid_dates": Words(
        "Beginn und Ende passen nicht: Beginn ab heute, Ende danach.",
        "Beginning and end do not fit: begin today or later, end after that.",
    ),
    "too_long": Words("Eine Pause dauert höchstens 180 Tage.", "A pause lasts at most 180 days."),
    "no_site": Words("Ein Mobilfunkvertrag muss nicht umziehen.", "A mobile contract needs no move."),
    "invalid_address": Words("Straße, Postleitzahl oder Ort stimmt nicht.", "Street, postcode or city is wrong."),
    "not_served": Words("Dort haben wir keine Leitung und keine Zustellung.", "We have no line and no delivery there."),
    "same_payer": Words(
        "Diese Bankverbindung ist dort schon hinterlegt, soweit sie lesbar ist.",
        "These bank details are there already, as far as they can be read.",
    ),
    "already_barred": Words("Die Anschlüsse sind schon gesperrt.", "The lines are barred already."),
    "not_barred": Words("Die Anschlüsse sind nicht gesperrt.", "The lines are not barred."),
    "invalid_iban": Words("Kontoinhaber oder IBAN stimmt nicht.", "The account holder or the IBAN is wrong."),
}
_INSTEAD = {
    "unknown_holder": Words("Die Person erst dort als Kundin anlegen.", "Enter the person there as a customer first."),
    "not_active": Words("Erst freischalten.", "Activate it first."),
    "no_site": Words("Nur die Anschrift ändern.", "Just change the address."),
    "not_switched": Words("Ansehen, wo die Freischaltung steht.", "See where the activation stands."),
    "not_served": Words("Den Vertrag kündigen oder pausieren.", "Cancel or pause the contract."),
}


def refusal(code: str, sentence: str = "", values: Mapping[str, Any] | None = None) -> Rejected:
    """In our words if we know the code, else in the system's own sentence."""
    values = values or {}
    if code in ("too_soon", "too_early"):
        return _too_early(code, str(values.get("earliest", "")))
    if code == "hangs":
        return _hangs(values)
    theirs = sentence[:300] or code[:60]
    words = _WORDS.get(code) or Words(f"Das Anschluss-System lehnt ab: {theirs}", f"The line system refuses: {theirs}")
    return Rejected(code[:60], words, _INSTEAD.get(code))


def _too_early(code: str, earliest: str) -> Rejected:
    try:
        when = on_day(date.fromisoformat(earliest))
    except ValueError:
        when = Words("später", "later")
    if code == "too_soon":
        words = Words(f"Ein Umzug geht frühestens am {when.de}.", f"A move is possible on {when.en} at the earliest.")
    else:
        words = Words(f"Der Vertrag läuft bis {when.de}.", f"The contract runs until {when.en}.")
    return Rejected(code, words, Words(f"Den {when.de} nehmen.", f"Take {when.en}."))


def _hangs(values: Mapping[str, Any]) -> Rejected:
    step, mover = step_of(str(values.get("step", ""))), mover_of(str(values.get("mover", "")))
    de, en = str(values.get("cause_de") or "unbekannt")[:200], str(values.get("cause_en") or "unknown")[:200]
    return Rejected(
        "hangs",
        Words(f"Die Freischaltung hängt bei „{step.de}“: {de}.", f"The activation hangs at “{step.en}”: {en}."),
        Words(f"Das löst: {mover.de}. Dort nachfragen.", f"This is for {mover.en} to move. Ask there."),
    )
