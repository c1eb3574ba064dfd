"""What is said of an absence that meets a parcel on its way: the truth, and what can be done all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from onehand.actions.choices.carried import Parcel
from onehand.actions.choices.collision_words import span
from onehand.actions.choices.words import order_title
from onehand.actions.words import Words, on_day
from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case, Fact
from onehand.cases.salutation import letter


def entry(said: Words) -> Words:
    """For its hand: what stands in the way of the proposal that they may expect."""
    return Words(
        f"{said.de}; schon beim Zusteller, von uns nicht mehr zu ändern",
        f"{said.en}; with the carrier already, not ours to change any more",
    )


def buttons(case: Case, parcels: Sequence[Parcel]) -> list[dict[str, str]]:
    """To the carrier's own pages: what can be chosen there is carried out there."""
    label = worded(
        case.customer, case.language, sie="Beim Zusteller umleiten", du="Beim Zusteller umleiten",
        en="Redirect it with the carrier",
    )  # fmt: skip
    return [{"label": label, "url": one.link} for one in parcels if one.link]


def mail(case: Case, fact: Fact, order: str, day: date, parcels: Sequence[Parcel]) -> str:
    of, when, away, hand = order_title(order), on_day(day), span(fact), case.hand
    which = Words(_which(one.title.de for one in parcels), _which(one.title.en for one in parcels))
    said = worded(
        case.customer, case.language,
        sie=f"Sie haben uns gesagt, dass Sie {away.de} nicht da sind. Ihre {of.de} ist für den {when.de} geplant und "
        f"schon beim Zusteller{which.de}. Wir selbst können daran nichts mehr ändern.",
        du=f"du hast uns gesagt, dass du {away.de} nicht da bist. Deine {of.de} ist für den {when.de} geplant und "
        f"schon beim Zusteller{which.de}. Wir selbst können daran nichts mehr ändern.",
        en=f"you told us that you are away {away.en}. Your {of.en[0].lower()}{of.en[1:]} is planned for {when.en} and "
        f"with the carrier already{which.en}. We ourselves cannot change it any more.",
    )  # fmt: skip
    name = hand.display_name if hand is not None else ""
    return letter(case.customer, case.language, said, "\n".join(_ways(case, parcels, name)), name)


def _which(titles: Iterable[str]) -> str:
    found = ", ".join(one for one in titles if one)
    return f" ({found})" if found else ""


def _ways(case: Case, parcels: Sequence[Parcel], hand: str) -> list[str]:
    who, language = case.customer, case.language
    ways = [worded(who, language, sie="Was jetzt noch geht:", du="Was jetzt noch geht:", en="What can still be done:")]
    if any(one.link for one in parcels):
        ways.append(worded(
            who, language, sie="- Sie leiten es beim Zusteller um, auf seiner Seite unter dem Link unten.",
            du="- Du leitest es beim Zusteller um, auf seiner Seite unter dem Link unten.",
            en="- You redirect it with the carrier, on its page by the link below.",
        ))  # fmt: skip
    elif parcels:
        ways.append(worded(
            who, language, sie="- Sie leiten es mit der Nummer oben beim Zusteller um, wenn er das anbietet.",
            du="- Du leitest es mit der Nummer oben beim Zusteller um, wenn er das anbietet.",
            en="- You redirect it with the carrier by the number above, if the carrier offers that.",
        ))  # fmt: skip
    caller = hand or ("jemand von uns" if language == "de" else "one of us")
    return [*ways, *worded(
        who, language,
        sie="- Jemand aus der Nachbarschaft nimmt es für Sie an.\n"
        f"- Oder Sie antworten auf diese Mail: Dann ruft {caller} für Sie beim Zusteller an.",
        du="- Jemand aus der Nachbarschaft nimmt es für dich an.\n"
        f"- Oder du antwortest auf diese Mail: Dann ruft {caller} für dich beim Zusteller an.",
        en="- Somebody in the neighbourhood takes it in for you.\n"
        f"- Or you reply to this mail: then {caller} calls the carrier for you.",
    ).split("\n")]  # fmt: skip


def in_mail(case: Case, fact: Fact, parcels: Sequence[Parcel]) -> str:
    """In the mail about a delay, after what has happened."""
    away = span(fact)
    which = Words(_which(one.title.de for one in parcels), _which(one.title.en for one in parcels))
    return worded(
        case.customer, case.language,
        sie=f"Sie hatten uns gesagt, dass Sie {away.de} nicht da sind. Das fällt zusammen, und das Paket ist schon "
        f"beim Zusteller{which.de}: Wir selbst können daran nichts mehr ändern. Vielleicht nimmt es jemand aus der "
        "Nachbarschaft an, oder Sie leiten es beim Zusteller um.",
        du=f"Du hattest uns gesagt, dass du {away.de} nicht da bist. Das fällt zusammen, und das Paket ist schon beim "
        f"Zusteller{which.de}: Wir selbst können daran nichts mehr ändern. Vielleicht nimmt es jemand aus der "
        "Nachbarschaft an, oder du leitest es beim Zusteller um.",
        en=f"You had told us that you are away {away.en}. The two meet, and the parcel is with the carrier already"
        f"{which.en}: we ourselves cannot change it any more. Perhaps somebody in the neighbourhood takes it in, or "
        "you redirect it with the carrier.",
    )  # fmt: skip
