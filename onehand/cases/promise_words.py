"""What customers read about promises, in German and English."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case, Promise
from onehand.cases.notice import day_and_time
from onehand.cases.salutation import greeting
from onehand.foundation import clock

_WEEKDAYS = (
    ("montag", "monday"), ("dienstag", "tuesday"), ("mittwoch", "wednesday"), ("donnerstag", "thursday"),
    ("freitag", "friday"), ("samstag", "saturday"), ("sonntag", "sunday"),
)  # fmt: skip
_MONTHS = (
    ("januar", "january"), ("februar", "february"), ("märz", "march"), ("april", "april"), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august", "august"), ("september", "september"), ("oktober", "october"),
    ("november", "november"), ("dezember", "december"),
)  # fmt: skip


def lateness(promise: Promise, due: datetime, *, by_itself: bool = False) -> str:
    """That it is not done in time, honestly, with the new time; `by_itself` when no person writes it."""
    case, language = promise.case, promise.case.language
    late = promise.due <= clock.now()
    text = worded(
        case.customer, language,
        sie="wir hatten Ihnen bis {was} zugesagt: „{text}“. {failed}. Das tut uns leid. Neu sagen wir es bis {new} zu.",
        du="wir hatten dir bis {was} zugesagt: „{text}“. {failed}. Das tut uns leid. Neu sagen wir es bis {new} zu.",
        en="we had promised you by {was}: “{text}”. {failed}, and we are sorry. We now promise it by {new}.",
    ).format(
        was=day_and_time(promise.due, language), new=day_and_time(due, language), text=promise.text.rstrip(". "),
        failed=_FAILED[late][0 if language == "de" else 1],
    )  # fmt: skip
    parts = [greeting(case.customer, language), text, *([_cared_for(case)] if by_itself else ())]
    return "\n\n".join(parts)


_FAILED = {
    True: ("Das haben wir nicht rechtzeitig geschafft", "We did not manage that in time"),
    False: ("Das schaffen wir nicht rechtzeitig", "We will not manage that in time"),
}


def _cared_for(case: Case) -> str:
    hand = case.hand
    if case.language == "de":
        who = hand.display_name if hand is not None else "Unser Team"
        return f"{who} kümmert sich weiter darum. Diese Nachricht wurde automatisch geschrieben."
    who = hand.display_name if hand is not None else "Our team"
    return f"{who} keeps working on it. This message was written automatically."


def withdrawal(promise: Promise, why: str) -> str:
    """That it will not be done, and why."""
    case, language = promise.case, promise.case.language
    text = worded(
        case.customer, language,
        sie="wir hatten Ihnen bis {was} zugesagt: „{text}“. Das können wir nicht halten und nehmen es zurück. "
        "Der Grund: {why}",
        du="wir hatten dir bis {was} zugesagt: „{text}“. Das können wir nicht halten und nehmen es zurück. "
        "Der Grund: {why}",
        en="we had promised you by {was}: “{text}”. We cannot keep this and take it back. The reason: {why}",
    ).format(
        was=day_and_time(promise.due, language), text=promise.text, why=why if why[-1] in ".?…" else f"{why}."
    )  # fmt: skip
    return f"{greeting(case.customer, language)}\n\n{text}"


def with_time(text: str, case: Case, due: datetime) -> str:
    """The text, and a plain sentence with the time where it does not name it."""
    if names_time(text, due):
        return text
    when = day_and_time(due, case.language)
    return f"{text}\n\n{'Neu zugesagt bis' if case.language == 'de' else 'Now promised by'}: {when}."


def names_time(text: str, due: datetime) -> bool:
    """Whether a text names both day and clock of this moment, in German or English."""
    said = " ".join(text.casefold().split())
    local = due.astimezone(ZoneInfo(settings.ONEHAND.time_zone))
    return _names_day(said, local) and _names_clock(said, local)


def _names_day(said: str, local: datetime) -> bool:
    today = clock.now().astimezone(local.tzinfo).date()
    ahead = local.date() - today
    german, english = _MONTHS[local.month - 1]
    day, month = local.day, local.month
    patterns = [
        rf"\b0?{day}\. ?(?:0?{month}\.|{german}\b)", rf"\b0?{day}(?:st|nd|rd|th)?(?: of)? {english}\b",
        rf"\b{english} 0?{day}(?:st|nd|rd|th)?\b", re.escape(local.date().isoformat()),
    ]  # fmt: skip
    if ahead == timedelta(0):
        patterns.append(r"\b(?:heute|today)\b")
    if ahead == timedelta(days=1):
        patterns.append(r"(?<!guten )\b(?:morgen|tomorrow)\b")
    if timedelta(0) < ahead <= timedelta(days=7):
        patterns.append(rf"\b(?:{'|'.join(_WEEKDAYS[local.weekday()])})\b")
    return any(re.search(pattern, said) for pattern in patterns)


def _names_clock(said: str, local: datetime) -> bool:
    hour, minute = local.hour, local.minute
    twelve, half = hour % 12 or 12, "am" if hour < 12 else "pm"
    patterns = [rf"\b0?{hour}[:.]{minute:02}\b", rf"\b{twelve}[:.]{minute:02} ?{half}\b"]
    if not minute:
        patterns += [rf"\b0?{hour} uhr\b", rf"\b{twelve} ?{half}\b"]
    if (hour, minute) == (12, 0):
        patterns.append(r"\b(?:mittags?|noon|midday)\b")
    return any(re.search(pattern, said) for pattern in patterns)
