"""The plain sentence for each code of `Refused`, in German and English."""

from __future__ import annotations

from collections.abc import Mapping

from onehand.cases.errors import Refused

SENTENCES: dict[str, tuple[str, str]] = {
    "outdated": (
        "Inzwischen ist etwas dazugekommen. Bitte lesen Sie es; Ihr Text ist gesichert.",
        "Something has come in meanwhile. Please read it; your text is saved.",
    ),
    "empty": ("Es fehlt noch der Text.", "The text is still missing."),
    "files_too_big": (
        "Die Dateien sind zusammen größer als {most} MB, mehr trägt eine Mail nicht. Bitte weniger auf einmal.",
        "Together the files are larger than {most} MB, more than a mail carries. Please send fewer at once.",
    ),
    "files_too_many": (
        "Das sind zu viele Dateien. Bitte höchstens {most} auf einmal.",
        "These are too many files. Please send at most {most} at once.",
    ),
    "closed": ("Das Anliegen ist geschlossen.", "The case is closed."),
    "not_closed": ("Das Anliegen ist nicht geschlossen.", "The case is not closed."),
    "not_yours": ("Das kann nur, wer die Hand hat.", "Only whoever has the hand can do this."),
    "not_offered_to_you": (
        "Diese Übergabe ist jemand anderem angeboten.",
        "This handover is offered to somebody else.",
    ),
    "handover_open": ("Es ist schon eine Übergabe angeboten.", "A handover is already offered."),
    "handover_over": ("Diese Übergabe ist schon entschieden.", "This handover is already decided."),
    "already_hand": ("Diese Person hat die Hand schon.", "This person already has the hand."),
    "colleague_unavailable": ("Diese Person ist nicht mehr im Team.", "This person is no longer on the team."),
    "reason_missing": ("Bitte nennen Sie den Grund.", "Please give the reason."),
    "no_address": ("Es gibt keine Adresse, an die geantwortet werden kann.", "There is no address to reply to."),
    "open_ends": ("Es läuft noch etwas: {ends}.", "Something is still running: {ends}."),
    "not_asked": ("Es wurde nicht gefragt, ob es gelöst ist.", "Nobody asked whether it is solved."),
    "can_be_asked": (
        "Diese Person hat selbst geschrieben und kann gefragt werden, ob es gelöst ist. Nennen Sie sonst den Grund.",
        "This person wrote and can be asked whether it is solved. Otherwise give the reason.",
    ),
    "not_held": ("Über diese Nachricht ist schon entschieden.", "This message is already decided."),
    "until_past": ("Der Zeitpunkt liegt in der Vergangenheit.", "The time lies in the past."),
    "nobody": ("Es gibt niemanden, der übernehmen kann.", "There is nobody who can take it."),
    "draft_elsewhere": (
        "Dieser Entwurf wurde in einem anderen Fenster weitergeschrieben.",
        "This draft was continued in another window.",
    ),
    "not_waiting": ("Das Anliegen wartet nicht.", "The case is not waiting."),
    "until_missing": ("Bitte nennen Sie, bis wann.", "Please say until when."),
    "not_sendable": ("Diese Mail ist unterwegs oder schon angekommen.", "This mail is on its way or has arrived."),
    "not_quarantined": ("Das liegt nicht mehr in der Quarantäne.", "This is no longer in quarantine."),
    "still_unreadable": ("Es lässt sich weiterhin nicht lesen: {reason}", "It still cannot be read: {reason}"),
    "promises_unseen": (
        "Im Text steht eine Zusage. Bitte sehen Sie sie unten an und senden Sie dann noch einmal.",
        "There is a promise in the text. Please look at it below and send again.",
    ),
    "due_past": ("Der zugesagte Zeitpunkt liegt in der Vergangenheit.", "The promised time lies in the past."),
    "due_far": ("Der zugesagte Zeitpunkt liegt zu weit in der Zukunft.", "The promised time is too far away."),
    "promise_kind": ("Diese Art von Zusage gibt es nicht.", "There is no such kind of promise."),
    "promise_over": ("Diese Zusage steht nicht mehr offen.", "This promise is no longer open."),
    "promise_told": (
        "Diese Zusage kennt die Kundschaft schon. Sie lässt sich erneuern oder mit Grund zurücknehmen.",
        "The customer already knows this promise. It can be renewed, or withdrawn with a reason.",
    ),
    "not_late": ("Diese Zusage ist nicht überfällig.", "This promise is not late."),
    "too_late": ("Dafür ist es zu spät.", "It is too late for that."),
    "evidence_kind": (
        "Für diese Zusage zählt ein anderer Nachweis.",
        "This promise needs other evidence.",
    ),
    "evidence_foreign": ("Der Nachweis gehört zu einem anderen Anliegen.", "The evidence belongs to another case."),
    "evidence_early": (
        "Der Nachweis ist älter als die Zusage.",
        "The evidence is older than the promise.",
    ),
    "evidence_future": ("Der Nachweis liegt in der Zukunft.", "The evidence lies in the future."),
    "evidence_automatic": (
        "Eine automatische Nachricht oder eine Nachricht über Verspätung hält keine Zusage.",
        "An automatic message or one about lateness keeps no promise.",
    ),
    "beyond_mandate": (
        "Das geht über Ihren Rahmen von {limit} hinaus. Das kann, wer einen größeren hat.",
        "This is beyond your mandate of {limit}. Somebody with a larger one may do it.",
    ),
    "amends_over": ("Über diesen Ausgleich ist schon entschieden.", "These amends are already decided."),
    "number_unusable": (
        "Das ist keine Telefonnummer, die wir anrufen können. Bitte mit Vorwahl angeben.",
        "This is no phone number that we can call. Please give it with its area code.",
    ),
    "slot_gone": (
        "Diese Zeit ist nicht mehr frei. Bitte eine andere wählen.",
        "This time is no longer free. Please choose another one.",
    ),
    "slot_exists": (
        "Es ist schon ein Rückruf vereinbart. Er lässt sich ändern oder absagen.",
        "A callback is already agreed. It can be changed or cancelled.",
    ),
    "slot_over": ("Dieser Rückruf liegt schon hinter uns.", "This callback is already over."),
    "offer_over": (
        "Dieser Link gilt nicht mehr. Eine Antwort auf unsere Mail genügt.",
        "This link no longer works. Simply reply to our mail.",
    ),
    "no_phone": ("Diese Person möchte nicht angerufen werden.", "This person asked not to be called."),
    "quiet_hours": (
        "Diese Person hat bis {until} Uhr Ruhezeit.",
        "This person keeps quiet hours until {until}.",
    ),
    "call_not_agreed": (
        "Ein Anruf ist noch nicht vereinbart. Bieten Sie zuerst Zeiten an.",
        "No call has been agreed yet. Please offer times first.",
    ),
    "several_callers": (
        "Unter dieser Nummer kennen wir mehrere. Bitte wählen Sie, wer anruft.",
        "Several people share this number. Please choose who is calling.",
    ),
    "leads_only": ("Das kann nur eine Leitung.", "Only a lead can do this."),
    "channel_unknown": ("Diesen Weg gibt es nicht.", "There is no such channel."),
    "minutes_range": (
        "Die Antwortzeit liegt zwischen 1 und {most} Minuten Geschäftszeit.",
        "A response target lies between 1 and {most} business minutes.",
    ),
    "until_far": ("Der Zeitpunkt liegt zu weit in der Zukunft.", "The time is too far away."),
    "not_of_this_case": ("Das gehört zu einem anderen Anliegen.", "This belongs to another case."),
    "questions_open": ("Noch unbeantwortet: {what}", "Not answered yet: {what}"),
    "promises_open": ("Noch zugesagt: {what}", "Still promised: {what}"),
    "question_over": ("Diese Frage ist nicht mehr offen.", "This question is no longer open."),
    "question_open": ("Diese Frage ist noch offen.", "This question is still open."),
    "asks_known": ("Das wissen wir schon: {what}", "We know this already: {what}"),
    "gap": ("Im Text fehlt noch etwas: {what}", "Something is still missing in the text: {what}"),
    "fact_kind": ("Diese Art von Merkposten gibt es nicht.", "There is no such kind of fact."),
    "fact_value": ("Das ist so nicht gültig. Bitte prüfen.", "This is not valid. Please check."),
    "fact_too_long": ("Das ist zu lang, höchstens {most} Zeichen.", "This is too long, at most {most} characters."),
    "fact_over": ("Dieser Merkposten gilt nicht mehr.", "This fact no longer holds."),
    "contradicts": ("Bisher gilt: {known}. Ersetzen?", "So far it is: {known}. Replace it?"),
    "party_not_told": ("{person} bekommt die Antworten nicht.", "{person} does not get the answers."),
    "party_channel": (
        "{person} ist von hier aus nicht per Mail zu erreichen. Bitte sagen Sie es selbst.",
        "{person} cannot be reached by mail from here. Please tell them yourself.",
    ),
    "claim_without_evidence": (
        "Hier steht, dass sich die Kundin oder der Kunde geirrt hat. Bitte nennen Sie den Beleg: {what}",
        "This says that the customer erred. Please name the evidence: {what}",
    ),
    "claim_corrected": ("Das ist schon richtiggestellt.", "This is already corrected."),
    "template_exists": (
        "Eine Vorlage „{name}“ gibt es in dieser Sprache schon.",
        "There is already a template “{name}” in this language.",
    ),
    "template_language": (
        "Vorlagen gibt es auf Deutsch und auf Englisch.",
        "Templates are written in German or in English.",
    ),
    "template_long": ("Das ist zu lang, höchstens {most} Zeichen.", "This is too long, at most {most} characters."),
    "template_over": ("Diese Vorlage gibt es nicht mehr.", "This template is no longer in use."),
    "template_gone": ("Eine der Vorlagen gibt es nicht.", "One of the templates does not exist."),
    "placeholder_unknown": (
        "Den Platzhalter „{name}“ gibt es nicht. Gemeint ist vielleicht „{known}“.",
        "There is no placeholder “{name}”. Perhaps “{known}” is meant.",
    ),
    "placeholder_broken": (
        "Bei „{mark}“ fehlt die andere Hälfte eines Platzhalters.",
        "At “{mark}” the other half of a placeholder is missing.",
    ),
    "claims_missing": (
        "Die Vorlage sagt, dass schon etwas geschehen ist: „{says}“. Bitte angeben, was es belegt.",
        "The template says that something has happened: “{says}”. Please choose what proves it.",
    ),
    "claims_unknown": ("Diesen Beleg gibt es nicht.", "There is no such proof."),
    "claim_untrue": (
        "„{name}“ passt noch nicht: Was sie sagt, ist in diesem Anliegen nicht belegt („{says}“).",
        "“{name}” does not fit yet: what it says is not proved in this case (“{says}”).",
    ),
    "step_unknown": ("Diesen Schritt gibt es nicht: {step}", "There is no such step: {step}"),
    "step_wrong": (
        "In diesem Schritt fehlt oder stört etwas: {step}",
        "Something is missing or wrong in this step: {step}",
    ),
    "steps_conflict": (
        "Diese Schritte passen nicht zusammen: Warten und fragen, ob es gelöst ist, geht nur einzeln.",
        "These steps do not fit together: waiting and asking whether it is solved exclude each other.",
    ),
    "card_refused": ("Die Karte lässt sich so nicht ändern.", "The card cannot be changed like this."),
    "party_role": ("Diese Rolle gibt es nicht.", "There is no such role."),
    "party_channel_unknown": ("Diesen Weg gibt es nicht.", "There is no such channel."),
    "party_address": ("Das ist keine gültige Mailadresse.", "This is not a valid mail address."),
    "party_ours": ("Diese Adresse gehört zu uns.", "This address is one of ours."),
    "party_is_customer": ("Das ist schon die Kundin oder der Kunde.", "This is the customer already."),
    "party_already": ("{person} ist schon beteiligt.", "{person} already takes part."),
    "party_forgotten": ("Diese Person wurde gelöscht.", "This person was erased."),
    "party_over": ("Diese Person ist nicht mehr beteiligt.", "This person is no longer part of it."),
    "parties_many": ("Mehr als {most} Beteiligte gehen nicht.", "There cannot be more than {most} parties."),
}


def add(more: Mapping[str, tuple[str, str]]) -> None:
    """The floors above say their refusals in the same place. Raises ValueError for a code that says something else."""
    for code, said in more.items():
        if SENTENCES.setdefault(code, said) != said:
            raise ValueError(f"{code!r} already has a sentence")


def sentence(refused: Refused, language: str) -> str:
    """One plain sentence for a person."""
    german, english = SENTENCES.get(refused.code, (refused.code, refused.code))
    return (german if language == "de" else english).format(**refused.values)
