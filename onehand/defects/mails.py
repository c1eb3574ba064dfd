"""What the affected read: that it is repaired, that it takes until another day, that it may hit them next."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from onehand.cases.du_or_sie import worded
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time
from onehand.cases.salutation import letter
from onehand.defects.models import Defect, Telling
from onehand.foundation import clock, tokens
from onehand.people.models import Customer

PURPOSE = "me-too"
VALID = timedelta(days=90)  # of a personal link


def quoted(defect: Defect, language: str) -> str:
    """As a part of a sentence."""
    what = defect.what(language).rstrip(" .!")
    return f"„{what}“" if language == "de" else f"“{what}”"


def in_a_line(defect: Defect, kind: str) -> tuple[str, str]:
    """What is to be told, for the hand; German and English."""
    german, english = quoted(defect, "de"), quoted(defect, "en")
    if kind == Telling.Kind.FIXED:
        return f"{german} ist behoben. Funktioniert es?", f"{english} is repaired. Does it work?"
    if kind == Telling.Kind.EXPECTED and defect.expected_at is not None:
        until_de, until_en = (day_and_time(defect.expected_at, language) for language in ("de", "en"))
        return (
            f"{german} ist voraussichtlich bis {until_de} behoben",
            f"{english} is expected to be repaired by {until_en}",
        )
    return german, english


def text(kind: str, defect: Defect, case: Case, *, hand: str, about: str, asks: bool) -> str:
    who, language = case.customer, case.language
    if kind == Telling.Kind.FIXED:
        said = _fixed(defect, who, language, asks=asks)
    elif kind == Telling.Kind.EXPECTED:
        said = _expected(defect, who, language)
    else:
        said = warning(defect, who, language, about)
    return letter(who, language, said, hand)


def _fixed(defect: Defect, who: Customer, language: str, *, asks: bool) -> str:
    what, done = quoted(defect, language), defect.done(language)
    done = f"{done.rstrip('.')}. " if done else ""
    first = worded(
        who, language,
        sie=f"die Störung {what}, die auch Sie betraf, ist behoben. {done}",
        du=f"die Störung {what}, die auch dich betraf, ist behoben. {done}",
        en=f"the disturbance {what}, which affected you too, is repaired. {done}",
    )  # fmt: skip
    if not asks:
        return first + worded(
            who, language, sie="Wenn doch noch etwas nicht geht, antworten Sie einfach auf diese Mail.",
            du="Wenn doch noch etwas nicht geht, antworte einfach auf diese Mail.",
            en="If anything still does not work, simply reply to this mail.",
        )  # fmt: skip
    return first + worded(
        who, language,
        sie="Funktioniert es jetzt bei Ihnen?\n\nWenn nicht, sagen Sie es mit einem Klick oder antworten Sie einfach "
        "auf diese Mail. Dann geht es sofort weiter.",
        du="Funktioniert es jetzt bei dir?\n\nWenn nicht, sag es mit einem Klick oder antworte einfach auf diese Mail. "
        "Dann geht es sofort weiter.",
        en="Does it work for you now?\n\nIf not, say so with one click, or simply reply to this mail. We then go on at "
        "once.",
    )  # fmt: skip


def _expected(defect: Defect, who: Customer, language: str) -> str:
    assert defect.expected_at is not None
    what, until = quoted(defect, language), day_and_time(defect.expected_at, language)
    return worded(
        who, language,
        sie=f"zur Störung {what} gibt es einen neuen Stand: Wir rechnen damit, dass sie bis {until} behoben ist. "
        "Sobald es so weit ist, sagen wir es Ihnen. Sie müssen nichts tun und können auf diese Mail einfach antworten.",
        du=f"zur Störung {what} gibt es einen neuen Stand: Wir rechnen damit, dass sie bis {until} behoben ist. "
        "Sobald es so weit ist, sagen wir es dir. Du musst nichts tun und kannst auf diese Mail einfach antworten.",
        en=f"there is news of the disturbance {what}: we expect it to be repaired by {until}. As soon as it is, we "
        "will tell you. There is nothing you need to do, and you can simply reply to this mail.",
    )  # fmt: skip


def warning(defect: Defect, who: Customer, language: str, about: str) -> str:
    """Quietly: what may be felt, that nothing is to be done, and when it is over."""
    what, until = quoted(defect, language), _until(defect, who, language)
    ref = f" {about}" if about else ""
    return worded(
        who, language,
        sie=f"eine Störung, die wir kennen, betrifft auch Ihren Vorgang{ref}: {what}. Es liegt nicht an Ihnen, und Sie "
        f"müssen nichts tun. {until}Sobald sie behoben ist, sagen wir es Ihnen. Wenn Sie etwas brauchen, antworten Sie "
        "einfach auf diese Mail.",
        du=f"eine Störung, die wir kennen, betrifft auch deinen Vorgang{ref}: {what}. Es liegt nicht an dir, und du "
        f"musst nichts tun. {until}Sobald sie behoben ist, sagen wir es dir. Wenn du etwas brauchst, antworte einfach "
        "auf diese Mail.",
        en=f"a disturbance that we know of affects you too{f' ({about})' if about else ''}: {what}. It is not your "
        f"fault, and there is nothing you need to do. {until}As soon as it is repaired, we will tell you. If you need "
        "anything, simply reply to this mail.",
    )  # fmt: skip


def noted(defect: Defect, case: Case, hand: str) -> str:
    """After "me too" without own words. It bears nothing that was typed (S4)."""
    who, language = case.customer, case.language
    what, until = quoted(defect, language), _until(defect, who, language)
    said = worded(
        who, language,
        sie=f"wir haben notiert, dass die Störung {what} Sie auch betrifft (Nr. {case.pk}). {until}Sobald sie behoben "
        "ist, sagen wir es Ihnen und fragen, ob es bei Ihnen funktioniert. Wenn Sie bis dahin etwas brauchen, "
        "antworten Sie einfach auf diese Mail.",
        du=f"wir haben notiert, dass die Störung {what} dich auch betrifft (Nr. {case.pk}). {until}Sobald sie behoben "
        "ist, sagen wir es dir und fragen, ob es bei dir funktioniert. Wenn du bis dahin etwas brauchst, antworte "
        "einfach auf diese Mail.",
        en=f"we have noted that the disturbance {what} affects you too (no. {case.pk}). {until}As soon as it is "
        "repaired, we will tell you and ask whether it works for you. If you need anything until then, simply reply "
        "to this mail.",
    )  # fmt: skip
    return letter(who, language, said, hand)


def _until(defect: Defect, who: Customer, language: str) -> str:
    if defect.expected_at is None or not defect.is_open:
        return ""
    until = day_and_time(defect.expected_at, language)
    return worded(
        who, language, sie=f"Voraussichtlich ist sie bis {until} behoben. ",
        du=f"Voraussichtlich ist sie bis {until} behoben. ", en=f"We expect it to be repaired by {until}. ",
    )  # fmt: skip


def buttons(telling: Telling, case: Case) -> list[dict[str, str]]:
    """Where a mail that asks nothing leads: what is known of it, in plain words."""
    label = "Stand ansehen" if case.language == "de" else "See how it stands"
    return [{"label": label, "url": personal_url(telling.defect, case)}]


def public_url(defect: Defect) -> str:
    return f"{settings.ONEHAND.public_url}/defects/{defect.code}/"


def personal_url(defect: Defect, case: Case) -> str:
    """The same page for whoever has this mail: they need not type who they are."""
    secret = tokens.seal(PURPOSE, defect.code, str(case.pk), expires=clock.now() + VALID)
    return f"{settings.ONEHAND.public_url}/me-too/{secret}/"
