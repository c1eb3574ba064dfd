"""What customers read about callbacks, in German and English, with Du where they asked for it."""

from __future__ import annotations

from onehand.cases.du_or_sie import greeting, worded
from onehand.cases.models import Case, Slot
from onehand.cases.notice import day_and_time
from onehand.cases.phone_number import readable


def promised(slot: Slot) -> str:
    """The promise, as it stands in the list of promises."""
    when = day_and_time(slot.since, slot.case.language)
    return f"Rückruf am {when}" if slot.case.language == "de" else f"Callback on {when}"


def agreed(slot: Slot, *, was: Slot | None, by_link: bool) -> str:
    """`was` is the callback that this one replaces; `by_link`: they came by a link and keep it for changing."""
    case, who = slot.case, slot.customer
    when, number = day_and_time(slot.since, case.language), readable(slot.number)
    return "\n\n".join((
        greeting(who, case.language),
        worded(
            who, case.language,
            sie=f"{slot.agent.display_name} ruft Sie am {when} unter {number} an. "
            f"Es geht um Ihr Anliegen „{case.subject}“ (Nr. {case.pk}); Sie müssen nichts wiederholen.",
            du=f"{slot.agent.display_name} ruft dich am {when} unter {number} an. "
            f"Es geht um dein Anliegen „{case.subject}“ (Nr. {case.pk}); du musst nichts wiederholen.",
            en=f"{slot.agent.display_name} will call you on {when} at {number}. "
            f"It is about your concern “{case.subject}” (no. {case.pk}); you need not repeat anything.",
        ),
        *([_instead(was)] if was is not None else []),
        _changeable(slot, by_link),
    ))  # fmt: skip


def _instead(was: Slot) -> str:
    when = day_and_time(was.since, was.case.language)
    return (
        f"Der Rückruf am {when} entfällt dafür."
        if was.case.language == "de"
        else f"The callback on {when} is dropped in its place."
    )


def _changeable(slot: Slot, by_link: bool) -> str:
    language = slot.case.language
    if not by_link:
        return worded(
            slot.customer, language,
            sie="Die Zeit liegt als Kalenderdatei bei. Ändern oder absagen können Sie mit dem Knopf unten.",
            du="Die Zeit liegt als Kalenderdatei bei. Ändern oder absagen kannst du mit dem Knopf unten.",
            en="The time is enclosed as a calendar file. You can change or cancel it with the button below.",
        )  # fmt: skip
    return worded(
        slot.customer, language,
        sie="Die Zeit liegt als Kalenderdatei bei. Ändern oder absagen können Sie mit demselben Link wie bisher.",
        du="Die Zeit liegt als Kalenderdatei bei. Ändern oder absagen kannst du mit demselben Link wie bisher.",
        en="The time is enclosed as a calendar file. You can change or cancel it with the same link as before.",
    )  # fmt: skip


def change_label(case: Case) -> str:
    return "Ändern oder absagen" if case.language == "de" else "Change or cancel"


def offered(case: Case, hand: str) -> str:
    who = case.customer
    return "\n\n".join((
        greeting(who, case.language),
        worded(
            who, case.language,
            sie=f"{hand} möchte mit Ihnen über Ihr Anliegen „{case.subject}“ (Nr. {case.pk}) sprechen. "
            "Wann passt es Ihnen? Wir rufen nur an, wenn Sie eine Zeit wählen.",
            du=f"{hand} möchte mit dir über dein Anliegen „{case.subject}“ (Nr. {case.pk}) sprechen. "
            "Wann passt es dir? Wir rufen nur an, wenn du eine Zeit wählst.",
            en=f"{hand} would like to talk with you about your concern “{case.subject}” (no. {case.pk}). "
            "When does it suit you? We only call if you choose a time.",
        ),
        _or_answer(case),
    ))  # fmt: skip


def not_reached(case: Case, hand: str) -> str:
    who = case.customer
    return "\n\n".join((
        greeting(who, case.language),
        worded(
            who, case.language,
            sie=f"{hand} hat gerade versucht, Sie zu Ihrem Anliegen „{case.subject}“ (Nr. {case.pk}) anzurufen, und "
            "Sie nicht erreicht. Wann passt es Ihnen besser?",
            du=f"{hand} hat gerade versucht, dich zu deinem Anliegen „{case.subject}“ (Nr. {case.pk}) anzurufen, und "
            "dich nicht erreicht. Wann passt es dir besser?",
            en=f"{hand} has just tried to call you about your concern “{case.subject}” (no. {case.pk}) and did not "
            "reach you. When would suit you better?",
        ),
        _or_answer(case),
    ))  # fmt: skip


def called_off(slot: Slot, why: str) -> str:
    """By us; the reason is told, and new times are offered."""
    case, who, reason = slot.case, slot.customer, why if why[-1] in ".!?…" else f"{why}."
    when = day_and_time(slot.since, case.language)
    return "\n\n".join((
        greeting(who, case.language),
        worded(
            who, case.language,
            sie=f"den Rückruf am {when} müssen wir absagen. Das tut uns leid. Der Grund: {reason}",
            du=f"den Rückruf am {when} müssen wir absagen. Das tut uns leid. Der Grund: {reason}",
            en=f"we have to call off the callback on {when}, and we are sorry. The reason: {reason}",
        ),
        worded(
            who, case.language, sie="Bitte wählen Sie eine andere Zeit, wenn Sie möchten.",
            du="Wähle gern eine andere Zeit.", en="Please choose another time if you like.",
        ),
    ))  # fmt: skip


def _or_answer(case: Case) -> str:
    return worded(
        case.customer, case.language,
        sie="Wenn Sie lieber schreiben, antworten Sie einfach auf diese Mail.",
        du="Wenn du lieber schreibst, antworte einfach auf diese Mail.",
        en="If you prefer to write, simply reply to this mail.",
    )  # fmt: skip


def choose_label(case: Case) -> str:
    return "Zeit wählen" if case.language == "de" else "Choose a time"
