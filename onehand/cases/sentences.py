"""The plain sentence for each code of `Refused`, in German and English."""

from __future__ import annotations

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
}


def sentence(refused: Refused, language: str) -> str:
    """One plain sentence for a person."""
    german, english = SENTENCES.get(refused.code, (refused.code, refused.code))
    return (german if language == "de" else english).format(**refused.values)
