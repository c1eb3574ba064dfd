"""What the customer reads when something is still needed: what it is, what for, and why not to mail it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from onehand.actions.kinds import Field, Kind
from onehand.actions.words import Words
from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time
from onehand.cases.salutation import letter


def subject(case: Case) -> str:
    company = settings.ONEHAND.company
    if case.language == "de":
        return f"Was uns noch fehlt (Anliegen Nr. {case.pk} bei {company})"
    return f"What we still need (concern no. {case.pk} at {company})"


def mail(case: Case, kind: Kind, fields: Sequence[Field], *, until: datetime) -> str:
    who, language = case.customer, case.language
    names, end = listed(fields, language), day_and_time(until, language)
    return letter(
        who, language,
        worded(
            who, language,
            sie=f"in Ihrem Anliegen Nr. {case.pk} geht es um: {kind.title.de}. Dafür fehlt uns noch: {names}.",
            du=f"in deinem Anliegen Nr. {case.pk} geht es um: {kind.title.de}. Dafür fehlt uns noch: {names}.",
            en=f"your concern no. {case.pk} is about: {kind.title.en}. For this we still need: {names}.",
        ),
        worded(
            who, language,
            sie="Bitte tragen Sie es in das geschützte Formular hinter dem Knopf ein und schreiben Sie es nicht in "
            f"eine Mail. Es steht bis {end} offen, wird verschlüsselt aufbewahrt, nur dafür benutzt und danach "
            "gelöscht.",
            du="Bitte trag es in das geschützte Formular hinter dem Knopf ein und schreib es nicht in eine Mail. Es "
            f"steht bis {end} offen, wird verschlüsselt aufbewahrt, nur dafür benutzt und danach gelöscht.",
            en="Please fill in the protected form behind the button instead of writing it into a mail. It is open "
            f"until {end}, is kept encrypted, used for this only, and deleted afterwards.",
        ),
        worded(
            who, language,
            sie="Wenn Sie Fragen dazu haben, antworten Sie einfach auf diese Mail.",
            du="Wenn du Fragen dazu hast, antworte einfach auf diese Mail.",
            en="If you have questions about it, simply reply to this mail.",
        ),
        case.hand.display_name if case.hand else "",
    )  # fmt: skip


# Labels that only make sense inside the desk's form.
_ALONE = {"on": Words("Datum", "Date")}


def called(field: Field, language: str) -> str:
    return _ALONE.get(field.name, field.label).say(language)


def listed(fields: Sequence[Field], language: str) -> str:
    return ", ".join(called(one, language) for one in fields)


def label(case: Case) -> str:
    return "Zum geschützten Formular" if case.language == "de" else "To the protected form"
