"""The plain sentence for each code of `PeopleRefused`, in German and English."""

from __future__ import annotations

from onehand.people.errors import PeopleRefused

SENTENCES: dict[str, tuple[str, str]] = {
    "same": ("Das ist schon dieselbe Person.", "These are already one person."),
    "forgotten": (
        "Diese Person wurde gelöscht; mit ihr lässt sich nichts mehr verbinden.",
        "This person was erased; nothing can be joined with them any more.",
    ),
    "merged_elsewhere": (
        "Diese Person ist inzwischen mit jemand anderem verbunden. Bitte sehen Sie neu nach.",
        "This person has been joined with somebody else meanwhile. Please look again.",
    ),
    "not_merged": ("Diese Verbindung ist schon getrennt.", "These were already split."),
    "reason_missing": ("Bitte nennen Sie den Grund.", "Please give the reason."),
    "line_unknown": ("Diese Zeile gibt es auf der Karte nicht.", "The card has no such line."),
    "value_unusable": ("Dieser Wert passt hier nicht.", "This value does not fit here."),
    "quiet_incomplete": (
        "Ruhezeiten brauchen Anfang und Ende, und beide sind verschieden.",
        "Quiet hours need a beginning and an end, and the two differ.",
    ),
    "purpose_unknown": ("Diesen Zweck gibt es nicht.", "There is no such purpose."),
    "value_missing": ("Es fehlt die Adresse oder Nummer.", "The address or number is missing."),
    "already_yours": ("Diese Kennung gehört schon zu Ihnen.", "This is already yours."),
    "proof_over": (
        "Dieser Link oder Code gilt nicht mehr. Bitte fordern Sie einen neuen an.",
        "This link or code no longer works. Please ask for a new one.",
    ),
    "proof_foreign": (
        "Bitte melden Sie sich zuerst mit der Adresse an, unter der Sie darum gebeten haben.",
        "Please sign in first with the address under which you asked for it.",
    ),
    "asked_too_often": (
        "Das waren sehr viele Anfragen. Bitte versuchen Sie es in einer Stunde wieder.",
        "That was asked very often. Please try again in an hour.",
    ),
}


def sentence(why: PeopleRefused, language: str) -> str:
    de, en = SENTENCES[why.code]
    return de if language == "de" else en
