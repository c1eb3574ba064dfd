"""The plain sentence for each reason with which a verb of this room says no."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "not_yours": ("Das kann nur die Person selbst oder eine Leitung.", "Only the person or a lead can do this."),
    "ends_before_it_begins": (
        "Das Ende muss nach dem Anfang und in der Zukunft liegen.",
        "The end must come after the beginning and lie ahead.",
    ),
    "stand_in_unavailable": ("Diese Vertretung ist nicht möglich.", "This stand-in is not possible."),
    "handle_unusable": (
        "Der Name darf Kleinbuchstaben, Ziffern, - und _ enthalten, höchstens 60, und nicht me, none oder all sein.",
        "The name may hold lower-case letters, digits, - and _, at most 60, and must not be me, none or all.",
    ),
    "email_unusable": ("Das ist keine Mailadresse.", "This is not a mail address."),
    "role_unknown": ("Die Rolle ist agent, lead oder admin.", "The role is agent, lead or admin."),
    "handle_taken": ("Diesen Namen hat schon jemand.", "Somebody has this name already."),
    "email_taken": (
        "Diese Adresse gehört schon jemandem aus dem Team.",
        "Somebody on the team has this address already.",
    ),
    "limit_unusable": (
        "Der Betrag muss zwischen 0 und 21.474.836 Euro liegen.",
        "The amount must lie between 0 and 21,474,836 euros.",
    ),
    "already_disabled": ("Dieser Zugang ist schon gesperrt.", "This access is disabled already."),
}


def sentence(code: str, language: str) -> str:
    """One plain sentence for a person."""
    german, english = SENTENCES.get(code, (code, code))
    return german if language == "de" else english
