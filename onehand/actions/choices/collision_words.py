"""What is said of an absence that meets the day of a delivery."""

from __future__ import annotations

from datetime import date

from onehand.actions.choices.words import invitation, order_title
from onehand.actions.words import Words, on_day
from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case, Fact
from onehand.cases.salutation import letter


def span(fact: Fact) -> Words:
    """From when to when, as it stands in the middle of a sentence."""
    since, until = fact.since, fact.until
    if since is not None and until is not None:
        return Words(f"vom {on_day(since).de} bis {on_day(until).de}", f"from {on_day(since).en} to {on_day(until).en}")
    if until is not None:
        return Words(f"bis {on_day(until).de}", f"until {on_day(until).en}")
    if since is not None:
        return Words(f"ab {on_day(since).de}", f"from {on_day(since).en}")
    return Words("zurzeit", "at present")


def title(order: str) -> Words:
    of = order_title(order)
    return Words(f"{of.de}: Liefertermin während der Abwesenheit", f"{of.en}: delivery during the absence")


def entry(order: str, day: date, fact: Fact) -> Words:
    of, when, away = order_title(order), on_day(day), span(fact)
    return Words(f"{of.de} am {when.de}, abwesend {away.de}", f"{of.en} on {when.en}, away {away.en}")


def you_are_away(case: Case, fact: Fact) -> str:
    away = span(fact)
    return worded(
        case.customer, case.language,
        sie=f"Sie hatten uns gesagt, dass Sie {away.de} nicht da sind. Das fällt zusammen.",
        du=f"Du hattest uns gesagt, dass du {away.de} nicht da bist. Das fällt zusammen.",
        en=f"You had told us that you are away {away.en}. The two meet.",
    )  # fmt: skip


def mail(case: Case, fact: Fact, order: str, day: date, *, choosable: bool) -> str:
    of, when, away, hand = order_title(order), on_day(day), span(fact), case.hand
    said = worded(
        case.customer, case.language,
        sie=f"Sie haben uns gesagt, dass Sie {away.de} nicht da sind. Ihre {of.de} ist für den {when.de} geplant.",
        du=f"du hast uns gesagt, dass du {away.de} nicht da bist. Deine {of.de} ist für den {when.de} geplant.",
        en=f"You told us that you are away {away.en}. Your {of.en[0].lower()}{of.en[1:]} is planned for {when.en}.",
    )  # fmt: skip
    answer = invitation(case) if choosable else worded(
        case.customer, case.language,
        sie="Antworten Sie einfach auf diese Mail, wie es Ihnen besser passt.",
        du="Antworte einfach auf diese Mail, wie es dir besser passt.",
        en="Simply reply to this mail what suits you better.",
    )  # fmt: skip
    return letter(case.customer, case.language, said, answer, hand.display_name if hand else "")
