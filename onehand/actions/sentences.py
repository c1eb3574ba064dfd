"""The plain sentence for each code with which an action is refused, and for each field that does not fit."""

from __future__ import annotations

from onehand.actions.kinds import Assurance
from onehand.actions.words import Words
from onehand.cases.errors import Refused

SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_action": ("Eine Aktion „{what}“ gibt es nicht.", "There is no action “{what}”."),
    "not_by_itself": (
        "Das geschieht nur durch eine Entscheidung nach einer Anhörung.",
        "This is done only by a decision after a hearing.",
    ),
    "evidence_missing": ("Worauf stützt sich das? Bitte nennen Sie es.", "What is it based on? Please say so."),
    "hearing_days": (
        "Eine Anhörung dauert {least} bis {most} Arbeitstage.",
        "A hearing lasts {least} to {most} working days.",
    ),
    "already_proposed": (
        "Für dieses Konto läuft schon ein solches Verfahren.",
        "There is such a process for this account already.",
    ),
    "nobody_decides": (
        "Niemand anderes sieht dieses Anliegen und könnte entscheiden.",
        "Nobody else sees this case and could decide it.",
    ),
    "own_proposal": (
        "Über den eigenen Vorschlag entscheidet jemand anderes.",
        "Somebody else decides on one's own proposal.",
    ),
    "hearing_open": (
        "Die Anhörung läuft noch, und es ist keine Antwort da.",
        "The hearing still runs, and there is no answer yet.",
    ),
    "not_told": (
        "Die Anhörung ist nicht zugestellt. Ohne sie wird nichts gesperrt.",
        "The notice was not delivered. Without it nothing is blocked.",
    ),
    "provisional_once": (
        "Eine vorläufige Sperre gibt es in einem Verfahren nur einmal.",
        "A provisional block is possible only once in a process.",
    ),
    "needs_second": ("Dazu braucht es eine zweite Person.", "This takes a second person."),
    "not_blocked": ("Das Konto ist nicht gesperrt.", "The account is not blocked."),
    "appealed": ("Der Einspruch ist schon eingelegt.", "The appeal was made already."),
    "took_part": (
        "Wer am Verfahren beteiligt war, entscheidet nicht über den Einspruch.",
        "Whoever had a part in it does not decide on the appeal.",
    ),
    "corrected_missing": (
        "Was war falsch, und wie wird es richtiggestellt? Bitte nennen Sie es.",
        "What was wrong, and how is it put right? Please say so.",
    ),
    "unknown_person": ("Diese Person gibt es nicht mehr.", "There is no such person any more."),
    "same_person": (
        "Das ist die Person, die jetzt schreibt. Gesucht ist die, der das Konto gehört.",
        "This is whoever writes now. Wanted is the one whose account it is.",
    ),
    "no_person": ("Erst feststellen, um wessen Konto es geht.", "First find out whose account it is."),
    "no_order": (
        "Es wurden keine Bestellnummer und Postleitzahl genannt, oder kein System kann sie prüfen.",
        "No order number and postcode were given, or no system can check them.",
    ),
    "waiting_period": ("Die Wartezeit läuft noch.", "The waiting period still runs."),
    "new_not_proved": ("Die neue Adresse ist noch nicht bestätigt.", "The new address is not confirmed yet."),
    "no_proof": ("Es gibt noch keinen Beleg, wer es ist.", "There is no proof yet of who it is."),
    "cannot_join": ("Die Konten lassen sich nicht verbinden.", "The accounts cannot be joined."),
    "arguments": ("In den Angaben stimmt noch etwas nicht.", "Please check what was given."),
    "missing": ("Es fehlen noch Angaben.", "Something is still missing."),
    "impossible": ("Das geht so nicht: {words.de}", "This cannot be done: {words.en}"),
    "needs_proof": (
        "Dafür muss erst sicherer sein, dass die Kundin oder der Kunde es selbst wünscht.",
        "For this it must first be surer that the customers themselves want it.",
    ),
    "being_done": (
        "Genau das hat in diesem Anliegen gerade schon jemand begonnen; es steht unter „Aktionen“.",
        "Somebody has begun this very thing in this case a moment ago; it stands under “Actions”.",
    ),
    "plan_changed": (
        "In den Systemen steht inzwischen etwas anderes. Es wurde nichts begonnen; bitte die neue Vorschau ansehen.",
        "The systems say something else by now. Please look at the new preview. Nothing was begun.",
    ),
    "plan_renewed": (
        "In den Systemen steht inzwischen etwas anderes. Der Plan im Anliegen ist jetzt neu: bitte ansehen und dann "
        "noch einmal entscheiden. Es wurde nichts begonnen.",
        "The systems say something else by now. The plan in the case is a new one: please look at it and decide again. "
        "Nothing was begun.",
    ),
    "needs_reason": (
        "Das geht über Ihren Rahmen hinaus. Nennen Sie bitte den Grund, dann entscheidet jemand anderes.",
        "This is beyond your mandate. Please give the reason, then somebody else decides.",
    ),
    "sees_it_not": (
        "Diese Person sieht das Anliegen nicht. Fragen Sie sie erst in einer Notiz mit @Name um Rat.",
        "This person does not see the case. First ask them for advice in a note with @name.",
    ),
    "nobody_may": (
        "Niemand, der dieses Anliegen sieht, darf so viel geben. Es wurde nichts begonnen.",
        "Nobody who sees this case may give that much. Nothing was begun.",
    ),
    "own_run": ("Über die eigene Bitte entscheidet jemand anderes.", "Somebody else decides on one's own request."),
    "decided": ("Darüber ist schon entschieden.", "This is already decided."),
    "running": ("Das geht nur, solange es steht oder wartet.", "This can only be done while it is stuck or waits."),
    "link_over": ("Dieser Link gilt nicht mehr.", "This link no longer works."),
    "already_asked": (
        "Danach ist schon gefragt; die Antwort steht noch aus.",
        "This was asked already; the answer is still to come.",
    ),
    "nothing_to_ask": (
        "Davon fehlt nichts, wonach gefragt werden könnte.",
        "Nothing of this is missing that could be asked for.",
    ),
    "no_known_address": (
        "Es gibt keine Adresse, die wir schon vor diesem Anliegen kannten.",
        "There is no address that we knew before this case.",
    ),
    "customer_or_case": (
        "Bitte genau eines nennen: eine Kundin oder einen Kunden, oder ein Anliegen.",
        "Please name exactly one: a customer, or a case.",
    ),
    "cannot_undo": ("Das lässt sich nicht zurücknehmen.", "This cannot be taken back."),
}

# What is wrong with one field, by the codes of `arguments.read`.
FIELDS: dict[str, Words] = {
    "missing": Words("Das fehlt noch.", "This is still missing."),
    "unknown": Words("Diese Angabe gehört nicht zu dieser Aktion.", "This action takes no such field."),
    "text": Words("Das lässt sich nicht lesen.", "This cannot be read."),
    "too_long": Words("Das ist zu lang, höchstens 1000 Zeichen.", "This is too long, at most 1000 characters."),
    "choice": Words("Bitte eine der Möglichkeiten wählen.", "Please choose one of the possibilities."),
    "lines": Words("Bitte die Positionen nennen.", "Please name the items."),
    "address": Words(
        "Die Anschrift braucht Straße, Postleitzahl und Ort.", "The address needs street, postcode and city."
    ),
    "postcode": Words("Diese Postleitzahl gibt es so nicht.", "This is no postcode of that country."),
    "date": Words("Das ist kein Datum, etwa 2026-03-12.", "This is no date, such as 2026-03-12."),
    "dates": Words("Bitte den ersten und den letzten Tag nennen.", "Please give the first and the last day."),
    "dates_order": Words("Der letzte Tag liegt vor dem ersten.", "The last day lies before the first."),
    "money": Words("Das ist kein Betrag, etwa 12,50.", "This is no amount, such as 12.50."),
    "iban": Words("Diese IBAN stimmt nicht. Bitte noch einmal nachsehen.", "This IBAN is not right. Please check it."),
}

LEVELS: dict[Assurance, Words] = {
    Assurance.MAIL: Words("Eine Nachricht genügt.", "A message will do."),
    Assurance.CONFIRMED: Words(
        "Der Wunsch muss von einer bestätigten Adresse kommen.", "The wish must come from a confirmed address."
    ),
    Assurance.LINK: Words(
        "Es braucht die Anmeldung oder einen Link an eine bekannte Adresse.",
        "It takes signing in, or a link to a known address.",
    ),
    Assurance.PROOF: Words(
        "Es braucht Bestellnummer und Postleitzahl, oder jemand stellt fest, wer es ist.",
        "It takes order number and postcode, or somebody who identifies the person.",
    ),
}


def of_field(code: str, language: str) -> str:
    """What is wrong with a field, in one sentence."""
    return FIELDS.get(code, FIELDS["text"]).say(language)


def fields_of(refused: Refused, language: str) -> dict[str, tuple[str, str]]:
    """Of a refusal for its arguments: code and sentence by field; empty for others."""
    fields = refused.values.get("fields")
    codes: dict[str, str] = {}
    if isinstance(fields, dict):
        codes = {str(name): str(code) for name, code in fields.items()}
    elif isinstance(fields, list):
        codes = {str(name): "missing" for name in fields}
    return {name: (code, of_field(code, language)) for name, code in codes.items()}
