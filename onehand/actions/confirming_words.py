"""What the customer reads when we make sure that a wish is theirs. No word of whoever wrote stands in the mail: it
may be a stranger's (S4)."""

from __future__ import annotations

from datetime import datetime

from onehand.actions.kinds import Kind
from onehand.cases.du_or_sie import greeting, worded
from onehand.cases.models import Case, Message
from onehand.cases.notice import day_and_time


def asked(case: Case, action: Kind | None, language: str, *, before: datetime) -> str:
    """What was asked in this case until we wrote, in one sentence."""
    said = case.messages.filter(direction=Message.Direction.IN, automatic="", held=False, at__lte=before)
    at = day_and_time(said.order_by("-pk").values_list("at", flat=True).first() or case.opened_at, language)
    if language == "de":
        what = f"und gebeten: {action.title.de}" if action else "mit einem Wunsch, der sicher von Ihnen kommen muss"
        return worded(
            case.customer, language, en="",
            sie=f"Am {at} hat uns jemand unter Ihrem Namen geschrieben (Anliegen Nr. {case.pk}) {what}.",
            du=f"Am {at} hat uns jemand unter deinem Namen geschrieben (Anliegen Nr. {case.pk}) "
            f"{what.replace('Ihnen', 'dir')}.",
        )  # fmt: skip
    what = f"asked: {action.title.en}" if action else "asked for something that must surely come from you"
    return f"On {at} somebody wrote to us under your name (concern no. {case.pk}) and {what}."


def mail(case: Case, action: Kind | None, *, at: datetime, until: datetime) -> str:
    who, language = case.customer, case.language
    end, sentence = day_and_time(until, language), asked(case, action, language, before=at)
    return "\n\n".join((
        greeting(who, language),
        sentence[0].lower() + sentence[1:] if language == "de" else sentence,
        worded(
            who, language,
            sie="Damit niemand in Ihrem Namen etwas ändert, fragen wir an dieser Adresse nach: Waren Sie das? Beide "
            f"Antworten stehen hinter dem Knopf unten, bis {end}. Vorher ändern wir nichts.",
            du="Damit niemand in deinem Namen etwas ändert, fragen wir an dieser Adresse nach: Warst du das? Beide "
            f"Antworten stehen hinter dem Knopf unten, bis {end}. Vorher ändern wir nichts.",
            en="So that nobody changes anything in your name, we ask at this address: was that you? Both answers are "
            f"behind the button below, until {end}. We change nothing before that.",
        ),
        worded(
            who, language,
            sie="Wenn Sie Fragen haben, antworten Sie einfach auf diese Mail.",
            du="Wenn du Fragen hast, antworte einfach auf diese Mail.",
            en="If you have questions, simply reply to this mail.",
        ),
    ))  # fmt: skip


def label(case: Case) -> str:
    return worded(case.customer, case.language, sie="Waren Sie das?", du="Warst du das?", en="Was that you?")
