"""The vocabulary of the timeline: each kind with a German and an English sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Sentence:
    """`{actor}` and the entry's values are filled in when the sentence is shown."""

    de: str
    en: str
    # Rule 11: only what matters holds back a reply that was composed without knowing it.
    matters: bool = False


class Kind(Enum):
    CASE_OPENED = Sentence("Anliegen eröffnet", "Case opened")
    MESSAGE_RECEIVED = Sentence("{actor} hat geschrieben", "{actor} wrote", matters=True)
    MESSAGE_HELD = Sentence(
        "Nachricht einer anderen Person zurückgehalten", "Message from somebody else held back", matters=True
    )
    MESSAGE_RELEASED = Sentence(
        "{actor} hat die Nachricht ins Anliegen aufgenommen", "{actor} took the message into the case", matters=True
    )
    MESSAGE_SPLIT = Sentence(
        "{actor} hat die Nachricht als eigenes Anliegen abgetrennt: Nr. {case}",
        "{actor} split the message off as case {case}",
    )
    AUTOMATIC_RECEIVED = Sentence("Automatische Nachricht eingegangen", "Automatic mail arrived")
    REPLIED = Sentence("{actor} hat geantwortet", "{actor} replied", matters=True)
    NOTED = Sentence("{actor} hat notiert", "{actor} noted", matters=True)
    RECEIPT_SENT = Sentence("Eingangsbestätigung geschrieben", "Receipt written")
    NOTICE_SENT = Sentence("Hinweis an {recipient} geschrieben", "Notice written to {recipient}")
    DELIVERY = Sentence("Zustellung: {state}", "Delivery: {state}")
    ASSIGNED = Sentence("{hand} ist die Hand: {reason}", "{hand} is the hand: {reason}")
    ASSIGNMENT_REFUSED = Sentence(
        "{actor} konnte es nicht übernehmen: {reason}", "{actor} could not take it: {reason}", matters=True
    )
    TAKEN = Sentence("{actor} hat übernommen: {reason}", "{actor} took over: {reason}", matters=True)
    HANDOVER_OFFERED = Sentence(
        "{actor} bietet {receiver} die Übergabe an: {reason}", "{actor} offers {receiver} the handover: {reason}"
    )
    HANDOVER_ACCEPTED = Sentence("{actor} hat von {giver} übernommen", "{actor} took over from {giver}", matters=True)
    HANDOVER_REFUSED = Sentence(
        "{actor} hat die Übergabe abgelehnt: {reason}", "{actor} declined the handover: {reason}"
    )
    HANDOVER_WITHDRAWN = Sentence("{actor} hat das Angebot zurückgezogen", "{actor} withdrew the offer")
    CONSULTED = Sentence("{actor} fragt {colleague} um Rat", "{actor} consults {colleague}")
    CONSULT_ANSWERED = Sentence("{actor} hat die Rückfrage beantwortet", "{actor} answered the consult")
    STOOD_IN = Sentence("{hand} vertritt {away} bis {until}", "{hand} stands in for {away} until {until}", matters=True)
    CAME_BACK = Sentence(
        "{hand} ist zurück und hat wieder die Hand", "{hand} is back and has the hand again", matters=True
    )
    WAITING = Sentence("Wartet bis {until}: {what}", "Waits until {until}: {what}")
    WAITING_ENDED = Sentence("Warten beendet", "Waiting ended")
    ASKED_SOLVED = Sentence("{actor} hat gefragt, ob es gelöst ist", "{actor} asked whether it is solved", matters=True)
    CONFIRMED = Sentence("{actor} sagt: gelöst", "{actor} says: solved", matters=True)
    NOT_SOLVED = Sentence("{actor} sagt: noch nicht gelöst", "{actor} says: not solved yet", matters=True)
    CLOSED_BY_SILENCE = Sentence(
        "Geschlossen, da bis {until} keine Antwort kam", "Closed, since no answer came until {until}", matters=True
    )
    CLOSED = Sentence("{actor} hat geschlossen: {reason}", "{actor} closed: {reason}", matters=True)
    REOPENED = Sentence("Wieder geöffnet", "Reopened", matters=True)
    SUBJECT_CHANGED = Sentence("{actor} hat den Betreff geändert", "{actor} changed the subject")
    ABSENCE_PLANNED = Sentence("{actor} hat eine Abwesenheit eingetragen", "{actor} planned an absence")
    ABSENCE_ENDED = Sentence("{actor} hat eine Abwesenheit beendet", "{actor} ended an absence")
    QUARANTINE_RETRIED = Sentence("{actor} hat es erneut versucht", "{actor} tried again")
    QUARANTINE_ASSIGNED = Sentence("{actor} hat es {hand} zugewiesen", "{actor} assigned it to {hand}")
    QUESTION_FOUND = Sentence("Frage erkannt: {text}", "Question found: {text}")
    QUESTION_ADDED = Sentence("{actor} hat eine Frage festgehalten: {text}", "{actor} noted a question: {text}")
    QUESTION_ANSWERED = Sentence("Beantwortet: {text}", "Answered: {text}")
    QUESTION_NO_ANSWER = Sentence(
        "Ohne Antwort, der Grund ist gesagt: {text} ({reason})", "No answer, the reason was told: {text} ({reason})"
    )
    QUESTION_MISREAD = Sentence("{actor}: keine Frage: {text}", "{actor}: no question: {text}")
    QUESTION_REOPENED = Sentence("Wieder offen: {text}", "Open again: {text}")
    FACT_CONFIRMED = Sentence("{actor} hat sich gemerkt: {what}", "{actor} remembered: {what}")
    FACT_DISMISSED = Sentence("{actor} hat verworfen: {what}", "{actor} dismissed: {what}")
    FACT_REPLACED = Sentence("{actor} hat ersetzt: {what}", "{actor} replaced: {what}")
    FACT_ERASED = Sentence("{actor} hat einen Merkposten gelöscht", "{actor} erased a fact")
    FACT_EXPIRED = Sentence("Nicht mehr gemerkt: {what}", "No longer remembered: {what}")
    DEADLINE_MISSED = Sentence(
        "Verfehlt den Termin der Kundschaft ({deadline}): {what}", "Misses the customer's deadline ({deadline}): {what}"
    )
    PROMISED = Sentence("Zugesagt bis {due}: {text}", "Promised by {due}: {text}")
    PROMISE_KEPT = Sentence("Zusage gehalten: {text}", "Promise kept: {text}")
    PROMISE_NOT_KEPT = Sentence(
        "Doch nicht zugestellt, Zusage wieder offen: {text}",
        "Not delivered after all, promise open again: {text}",
        matters=True,
    )
    PROMISE_RENEWED = Sentence(
        "Zusage erneuert, jetzt bis {due}, zuvor bis {was}: {text}",
        "Promise renewed, now by {due}, before by {was}: {text}",
    )
    PROMISE_WITHDRAWN = Sentence("Zusage zurückgenommen: {text} ({reason})", "Promise withdrawn: {text} ({reason})")
    PROMISE_REMINDED = Sentence("Bald fällig: {text}", "Due soon: {text}")
    PROMISE_AT_RISK = Sentence("Zusage gefährdet: {text}", "Promise at risk: {text}")
    PROMISE_LATE = Sentence("Zusage überfällig: {text}", "Promise late: {text}")
    LATENESS_TOLD = Sentence("Verspätung mitgeteilt: {text}", "Lateness told: {text}")
    AMENDS_OFFERED = Sentence("{actor} hat Ausgleich angeboten: {what}", "{actor} offered amends: {what}")
    AMENDS_DROPPED = Sentence("{actor} bietet keinen Ausgleich an: {reason}", "{actor} offers no amends: {reason}")
    CLAIM_MADE = Sentence("{actor} hat einen Beleg angegeben: {text}", "{actor} named evidence: {text}")
    CLAIM_DISPROVED = Sentence("Richtiggestellt: {text}", "Corrected: {text}")
    CALLED = Sentence("{actor} hat angerufen", "{actor} called", matters=True)
    CALL_TAKEN = Sentence("{actor} hat telefoniert", "{actor} was on the phone", matters=True)
    SLOT_OFFERED = Sentence("{actor} hat Rückrufzeiten angeboten", "{actor} offered times for a callback")
    SLOT_BOOKED = Sentence("Rückruf vereinbart: {at}", "Callback agreed: {at}", matters=True)
    SLOT_CANCELLED = Sentence("Rückruf abgesagt: {at}", "Callback cancelled: {at}", matters=True)
    PARTY_ADDED = Sentence("{actor} hat {person} aufgenommen: {role}", "{actor} added {person}: {role}")
    PARTY_CHANGED = Sentence("{actor} hat {person} geändert: {role}", "{actor} changed {person}: {role}")
    PARTY_LEFT = Sentence("{person} ist nicht mehr beteiligt", "{person} is no longer part of it")
    CUSTOMER_MERGED = Sentence("{actor} hat {one} mit {other} verbunden", "{actor} joined {one} with {other}")
    CUSTOMER_SPLIT = Sentence("{actor} hat {one} von {other} getrennt", "{actor} split {one} from {other}")
    CUSTOMERS_APART = Sentence("{actor}: {one} und {other} sind zwei", "{actor}: {one} and {other} are two")
    IDENTITY_ADDED = Sentence("Neue Kennung: {value}", "New identity: {value}")
    IDENTITY_PROVED = Sentence("Kennung bestätigt: {value}", "Identity confirmed: {value}")
    CARD_CHANGED = Sentence("{actor} hat die Karte geändert: {what}", "{actor} changed the card: {what}")
    WENT_ON = Sentence(
        "{failed} war nicht zu erreichen. Dieselbe Nachricht geht an {recipient}",
        "{failed} could not be reached. The same message goes to {recipient}",
    )
    NOT_REACHED = Sentence(
        "Nicht angekommen, und es gibt keine weitere Adresse: {recipient}",
        "It did not arrive, and there is no further address: {recipient}",
    )
    CONSENT_GIVEN = Sentence("{actor} hat eingewilligt: {purpose}", "{actor} consented: {purpose}")
    CONSENT_WITHDRAWN = Sentence("{actor} hat die Einwilligung widerrufen: {purpose}", "{actor} withdrew: {purpose}")
    EXPORTED = Sentence("Auskunft erstellt", "Export made")
    FORGOTTEN = Sentence("Kundendaten gelöscht", "Customer erased")
    ANSWER_LATE = Sentence("Antwort überfällig seit {due}", "Answer late since {due}")
    ACTION_STARTED = Sentence("{actor} hat begonnen: {what}", "{actor} began: {what}")
    ACTION_WAITS = Sentence("{what}: ein System antwortet nicht", "{what}: a system does not answer")
    ACTION_WORKS = Sentence("{what}: das System arbeitet noch daran", "{what}: the system is still working on it")
    ACTION_DONE = Sentence("Erledigt und nachgelesen: {what}", "Done and read back: {what}", matters=True)
    ACTION_STUCK = Sentence("Bitte ansehen: {what}. {why}", "Please look: {what}. {why}", matters=True)
    ACTION_DROPPED = Sentence("{actor} hat aufgegeben: {what} ({reason})", "{actor} gave up: {what} ({reason})")
    ACTION_UNDOING = Sentence("{actor} nimmt zurück: {what}", "{actor} takes back: {what}")
    ACTION_UNDONE = Sentence("Zurückgenommen und nachgelesen: {what}", "Taken back and read back: {what}", matters=True)
    ACTION_UNTOLD = Sentence("Noch nicht mitgeteilt: {what}", "Not told yet: {what}", matters=True)
    APPROVAL_ASKED = Sentence(
        "{actor} bittet um Zustimmung: {what} ({reason})", "{actor} asks for approval: {what} ({reason})"
    )
    PLAN_CHANGED = Sentence(
        "Die Systeme sagen inzwischen etwas anderes, der Plan ist neu: {what}",
        "The systems say something else by now, the plan is new: {what}",
    )
    APPROVAL_GIVEN = Sentence("{actor} hat zugestimmt: {what}", "{actor} approved: {what}", matters=True)
    APPROVAL_REFUSED = Sentence(
        "{actor} hat abgelehnt: {what} ({reason})", "{actor} declined: {what} ({reason})", matters=True
    )
    IDENTIFIED = Sentence("{actor} hat die Person erkannt: {how}", "{actor} identified the person: {how}")
    CONFIRMATION_ASKED = Sentence(
        "{actor} hat gefragt, ob der Wunsch von der Kundschaft selbst kommt", "{actor} asked whether the wish is theirs"
    )
    WISH_CONFIRMED = Sentence("{actor} sagt: Ja, das war ich", "{actor} says: yes, that was me")
    WISH_DENIED = Sentence(
        "{actor} sagt: Das war ich nicht. Bitte nichts davon ausführen.",
        "{actor} says: that was not me. Please do nothing of it.",
        matters=True,
    )
    ASKED_FOR = Sentence("{actor} hat durch ein Formular gebeten um: {what}", "{actor} asked by a form for: {what}")
    GIVEN_BY_FORM = Sentence("{actor} hat angegeben: {what}", "{actor} gave: {what}", matters=True)
    CHOICE_MADE = Sentence("{actor} hat per Link gewählt: {what}", "{actor} chose by a link: {what}", matters=True)
    COLLISION_SEEN = Sentence(
        "Lieferung und Abwesenheit treffen zusammen: {what}",
        "A delivery meets an absence: {what}",
        matters=True,
    )
    WORK_ORDERED = Sentence("Arbeitsauftrag an {who} bis {due}: {what}", "Work order to {who} by {due}: {what}")
    WORK_DONE = Sentence("Arbeitsauftrag erledigt: {what} ({seen})", "Work order done: {what} ({seen})", matters=True)
    WORK_DROPPED = Sentence("Arbeitsauftrag aufgegeben: {what} ({reason})", "Work order given up: {what} ({reason})")
    EVENT_PLACED = Sentence("{actor} hat ein Ereignis zugeordnet: {what}", "{actor} placed an event: {what}")
    EVENT_ASIDE = Sentence(
        "{actor} hat ein Ereignis beiseitegelegt: {what} ({reason})", "{actor} set an event aside: {what} ({reason})"
    )
    HAPPENED = Sentence("Ereignis: {what}", "Event: {what}", matters=True)
    DEFECT_NOTED = Sentence("{actor} hat eine defekte Stelle festgehalten: {title}", "{actor} noted a defect: {title}")
    DEFECT_CHANGED = Sentence("{actor} hat die defekte Stelle geändert: {title}", "{actor} changed the defect: {title}")
    DEFECT_LINKED = Sentence(
        "Gehört zu einer bekannten Störung: {what}", "Belongs to a known disturbance: {what}", matters=True
    )
    DEFECT_UNLINKED = Sentence(
        "{actor}: Gehört nicht zu der Störung: {what}", "{actor}: does not belong to the disturbance: {what}"
    )
    DEFECT_ME_TOO = Sentence("{actor} sagt: Das betrifft mich auch: {what}", "{actor} says: me too: {what}")
    DEFECT_EXPECTED = Sentence(
        "{actor} erwartet die Behebung jetzt bis {due}", "{actor} now expects the repair by {due}"
    )
    DEFECT_FIXED = Sentence("{actor} sagt: behoben. {done}", "{actor} says: repaired. {done}")
    DEFECT_NOT_FOR_ALL = Sentence(
        "Nicht bei allen behoben: {who} sagt, es funktioniert nicht",
        "Not repaired for all: {who} says that it does not work",
    )
    DEFECT_WARNED = Sentence(
        "{actor} hat vorgewarnt, wen es als Nächstes trifft: {number}", "{actor} warned who is hit next: {number}"
    )
    DEFECT_UNTOLD = Sentence(
        "Bitte selbst mitteilen, die Mail ist hier nicht der Weg: {what}",
        "Please tell them yourself, mail is not their channel: {what}",
        matters=True,
    )
    BLOCK_PROPOSED = Sentence(
        "{actor} erwägt eine Sperre des Kundenkontos; Anhörung bis {until}",
        "{actor} considers to block the account; hearing until {until}",
        matters=True,
    )
    BLOCK_CASE = Sentence("{actor} hat eine Sperre vorgeschlagen: Nr. {case}", "{actor} proposed a block: no. {case}")
    BLOCK_WITHDRAWN = Sentence(
        "{actor} hat den Vorschlag zurückgezogen: {reason}", "{actor} withdrew the proposal: {reason}"
    )
    HEARING_OVER = Sentence(
        "Die Anhörung ist vorbei; entschieden wird bis {until}", "The hearing is over; the decision comes by {until}"
    )
    HEARING_UNTOLD = Sentence(
        "Die Anhörung ist nicht zugestellt; ohne sie wird nichts gesperrt",
        "The notice was not delivered; without it nothing is blocked",
        matters=True,
    )
    PROVISIONAL_ASKED = Sentence(
        "{actor} bittet um eine vorläufige Sperre: {reason}", "{actor} asks for a provisional block: {reason}"
    )
    PROVISIONAL_AGREED = Sentence(
        "{actor} hat der vorläufigen Sperre zugestimmt, höchstens bis {until}",
        "{actor} agreed to the provisional block, until {until} at most",
        matters=True,
    )
    PROVISIONAL_REFUSED = Sentence(
        "{actor} hat die vorläufige Sperre abgelehnt: {reason}", "{actor} declined the provisional block: {reason}"
    )
    PROVISIONAL_OVER = Sentence("Die vorläufige Sperre endet", "The provisional block ends", matters=True)
    BLOCK_DECIDED = Sentence("{actor} hat entschieden: {what}", "{actor} decided: {what}", matters=True)
    BLOCK_LAPSED = Sentence(
        "Nicht rechtzeitig entschieden: Es wird nicht gesperrt", "Not decided in time: it is not blocked", matters=True
    )
    BLOCK_NOT_DONE = Sentence("Noch nicht ausgeführt: {what}", "Not carried out yet: {what}", matters=True)
    BLOCK_AGAIN = Sentence("{actor} lässt es noch einmal ausführen", "{actor} has it carried out again")
    BLOCK_LIFTED = Sentence("{actor} hebt die Sperre auf", "{actor} lifts the block", matters=True)
    APPEALED = Sentence("{actor} hat Einspruch eingelegt", "{actor} appealed", matters=True)
    APPEAL_LATE = Sentence("Über den Einspruch ist nicht rechtzeitig entschieden", "The appeal was not decided in time")
    APPEAL_NOBODY = Sentence(
        "Alle, die hier entscheiden könnten, waren beteiligt: Für den Einspruch fehlt eine unbeteiligte Person",
        "Everybody who could decide had a part in it: the appeal needs somebody who had none",
        matters=True,
    )
    APPEAL_DECIDED = Sentence(
        "{actor} hat über den Einspruch entschieden: {what}", "{actor} decided on the appeal: {what}", matters=True
    )
    RECOVERY_ASKED = Sentence("Jemand kommt nicht mehr in ein Konto", "Somebody cannot get into an account any more")
    RECOVERY_CHOSEN = Sentence("{actor}: Es geht um das Konto von {name}", "{actor}: it is about the account of {name}")
    RECOVERY_ORDER = Sentence("Bestellnummer und Postleitzahl: {what}", "Order number and postcode: {what}")
    RECOVERY_ANNOUNCED = Sentence(
        "{actor} hat alle bekannten Adressen gefragt; Wartezeit bis {until}",
        "{actor} asked all known addresses; it waits until {until}",
    )
    RECOVERY_NEW_PROVED = Sentence("Die neue Adresse ist bestätigt", "The new address is confirmed", matters=True)
    RECOVERY_CONFIRMED = Sentence(
        "Von einer bekannten Adresse: Ja, das war ich", "From a known address: yes, that was me", matters=True
    )
    RECOVERY_STOPPED = Sentence(
        "Von einer bekannten Adresse: Das war ich nicht. Es ist gestoppt.",
        "From a known address: that was not me. It is stopped.",
        matters=True,
    )
    RECOVERY_WAITED = Sentence("Die Wartezeit ist vorbei", "The waiting period is over")
    RECOVERED = Sentence("{actor} hat das Konto zurückgegeben", "{actor} gave the account back", matters=True)
    RECOVERY_REFUSED = Sentence(
        "{actor} gibt das Konto nicht heraus: {reason}", "{actor} does not give the account out: {reason}", matters=True
    )
    TEMPLATE_CHANGED = Sentence("{actor} hat die Vorlage {name} geändert", "{actor} changed the template {name}")
    TARGET_CHANGED = Sentence("{actor} hat eine Antwortzeit geändert", "{actor} changed a response target")
    AGENT_CHANGED = Sentence("{actor} hat einen Zugang geändert", "{actor} changed an access")

    @property
    def code(self) -> str:
        return self.name.lower()

    def sentence(self, language: str) -> str:
        return self.value.de if language == "de" else self.value.en


BY_CODE = {kind.code: kind for kind in Kind}
MATTERS = frozenset(kind.code for kind in Kind if kind.value.matters)
