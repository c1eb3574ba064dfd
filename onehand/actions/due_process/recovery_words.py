"""What is written when an account was lost. No word of whoever asks stands in a mail to somebody else (S4)."""

from __future__ import annotations

from django.conf import settings

from onehand.actions.models.due_process import Recovery, RecoveryLink
from onehand.cases.notice import day_and_time


def _say(row: Recovery, de: str, en: str) -> str:
    """Nobody knows for sure who reads it: it is in Sie, and greets nobody by name."""
    return de if row.case.language == "de" else en


def _hello(row: Recovery) -> str:
    return _say(row, "Guten Tag,", "Hello,")


def subject(row: Recovery) -> str:
    company = settings.ONEHAND.company
    return _say(row, f"Zugang zum Kundenkonto bei {company}", f"Access to the account at {company}")


def label(row: Recovery, purpose: str) -> str:
    if purpose == RecoveryLink.Purpose.NEW:
        return _say(row, "Das ist meine Adresse", "This is my address")
    return _say(row, "Waren Sie das?", "Was that you?")


def _until(row: Recovery) -> str:
    return day_and_time(row.wait_until, row.case.language) if row.wait_until is not None else ""


def to_known(row: Recovery) -> str:
    until = _until(row)
    return "\n\n".join((
        _hello(row),
        _say(
            row,
            "jemand sagt uns, in das Kundenkonto zu dieser Mailadresse nicht mehr hineinzukommen, und möchte es "
            "künftig unter einer anderen Adresse nutzen.",
            "somebody tells us that they cannot get into the account of this mail address any more, and wants to use "
            "it under another address from now on.",
        ),
        _say(
            row,
            f"Waren Sie das nicht? Dann sagen Sie es mit einem Klick, bis {until}: Es ist sofort gestoppt. Vorher "
            "geschieht nichts. Waren Sie es selbst, sagen Sie das ebenso; dann geht es leichter.",
            f"If that was not you, say so by one click, until {until}: it is stopped at once. Nothing happens before. "
            "If it was you, say that too; it makes it easier.",
        ),
        _say(row, "Wenn Sie Fragen haben, antworten Sie auf diese Mail.", "If you have questions, reply to this mail."),
    ))  # fmt: skip


def to_new(row: Recovery) -> str:
    until = _until(row)
    return "\n\n".join((
        _hello(row),
        _say(
            row,
            "wir prüfen, ob das Kundenkonto Ihres ist. Bitte bestätigen Sie mit dem Knopf unten, dass diese Adresse "
            "Ihnen gehört.",
            "we are finding out whether the account is yours. Please confirm by the button below that this address is "
            "yours.",
        ),
        _say(
            row,
            f"Alle Adressen, die wir zu dem Konto kennen, haben wir gefragt und warten bis {until}. Danach entscheidet "
            "ein Mensch, und wir schreiben Ihnen.",
            f"We have asked all addresses that we know of the account, and wait until {until}. Then a person decides, "
            "and we write to you.",
        ),
    ))  # fmt: skip


def done(row: Recovery) -> str:
    return "\n\n".join((
        _hello(row),
        _say(
            row,
            "das Kundenkonto gehört wieder Ihnen, unter dieser Adresse. Wer angemeldet war, ist abgemeldet. Melden Sie "
            "sich einfach mit dieser Adresse an; ein Passwort brauchen Sie nicht.",
            "the account is yours again, under this address. Whoever was signed in is signed out. Simply sign in with "
            "this address; you need no password.",
        ),
        _say(
            row, "Wenn etwas nicht stimmt, antworten Sie auf diese Mail.", "If something is wrong, reply to this mail."
        ),
    ))  # fmt: skip


def refused(row: Recovery) -> str:
    return "\n\n".join((
        _hello(row),
        _say(row, "wir können das Kundenkonto so nicht herausgeben.", "we cannot give the account out like this."),
        row.reason,
        _say(
            row,
            "Das hat ein Mensch entschieden. Antworten Sie auf diese Mail, wenn Sie es anders belegen können oder "
            "jemand anderes darauf sehen soll.",
            "A person decided this. Reply to this mail if you can prove it otherwise, or want somebody else to look "
            "at it.",
        ),
    ))  # fmt: skip
