"""What each kind of event means, and what customers read of it: the fact, who takes care, and that they can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onehand.actions.words import Words
from onehand.cases.du_or_sie import greeting, worded
from onehand.cases.models import Case, Promise

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """`family`: of which only the newest counts. `told`: the customer hears of it. `good`: it is then asked whether it
    works for them. `keeps`: the kind of promise of which it is the evidence. `same` names the values that make it
    another piece of news when they change ("at" is its day)."""

    family: str
    says: Words
    told: Words | None = None
    good: bool = False
    keeps: str = ""
    same: tuple[str, ...] = ()


NEWS: Mapping[str, News] = {
    "shipment_delayed": News(
        "delivery", Words("Lieferung {ref} verspätet sich", "Delivery {ref} is late"),
        Words("Ihre Lieferung {ref} kommt später als vorgesehen{new}. Das tut uns leid.",
              "your delivery {ref} comes later than planned{new}. We are sorry."),
        same=("planned", "expected"),
    ),
    "delivery_failed": News(
        "delivery", Words("Lieferung {ref} konnte nicht zugestellt werden", "Delivery {ref} could not be handed over"),
        Words("Ihre Lieferung {ref} konnte nicht zugestellt werden{why}.",
              "your delivery {ref} could not be handed over{why}."),
        same=("at",),
    ),
    "returned": News(
        "delivery", Words("Sendung {ref} ist zurückgekommen", "Parcel {ref} came back"),
        Words("Die Sendung {ref} ist zu uns zurückgekommen.", "the parcel {ref} has come back to us."),
    ),
    "out_of_stock": News(
        "stock", Words("Ware zu {ref} ist nicht vorrätig", "Goods for {ref} are out of stock"),
        Words("Von Ihrer Bestellung {ref} ist gerade nicht alles vorrätig.",
              "not everything of your order {ref} is in stock at the moment."),
    ),
    "activation_late": News(
        "activation", Words("Freischaltung {ref} ist überfällig", "Activation {ref} is overdue"),
        Words("Ihr Anschluss {ref} sollte schon freigeschaltet sein und ist es noch nicht. Es liegt nicht an Ihnen.",
              "your line {ref} should be active by now and is not yet. It is not your fault."),
        same=("until",),
    ),
    "activation_hangs": News(
        "activation", Words("Freischaltung {ref} hängt", "Activation {ref} hangs"),
        Words("Bei der Freischaltung Ihres Anschlusses {ref} geht es gerade nicht weiter. Es liegt nicht an Ihnen.",
              "the activation of your line {ref} does not go on at the moment. It is not your fault."),
        same=("step", "cause"),
    ),
    "line_down": News(
        "line", Words("Anschluss {ref} ist gestört", "Line {ref} is down"),
        Words("Ihr Anschluss {ref} ist gestört. Wir haben es bemerkt.",
              "your line {ref} is down. We have noticed."),
    ),
    "activated": News(
        "activation", Words("Anschluss {ref} ist freigeschaltet", "Line {ref} is active"),
        Words("Ihr Anschluss {ref} ist seit {at} freigeschaltet. Funktioniert er bei Ihnen?",
              "your line {ref} has been active since {at}. Does it work for you?"),
        good=True, keeps=Promise.Kind.ACTION,
    ),
    "line_fixed": News(
        "line", Words("Anschluss {ref} geht wieder", "Line {ref} works again"),
        Words("Ihr Anschluss {ref} geht seit {at} wieder. Funktioniert er bei Ihnen?",
              "your line {ref} has worked again since {at}. Does it work for you?"),
        good=True, keeps=Promise.Kind.ACTION,
    ),
    # Remembered, so that a later one is seen to be a delay.
    "shipment_expected": News("estimate", Words("Lieferung {ref} hat einen Termin", "Delivery {ref} has a date")),
    "shipment_sent": News("delivery", Words("Lieferung {ref} ist unterwegs", "Delivery {ref} is on its way")),
    "delivered": News("delivery", Words("Lieferung {ref} ist zugestellt", "Delivery {ref} was handed over"),
                      keeps=Promise.Kind.SHIPMENT),
    "refunded": News("money", Words("Erstattung zu {ref} ist ausgezahlt", "Refund for {ref} was paid"),
                     keeps=Promise.Kind.REFUND),
}  # fmt: skip
TECHNICAL = frozenset({"activation", "line"})
_WHY = {
    "nobody_there": Words(", weil niemand angetroffen wurde", ", because nobody was met"),
    "address": Words(", weil die Anschrift so nicht gefunden wurde", ", because the address was not found"),
}
# "Ihr" to "dein": only where the sentence is about what is theirs.
_DU = (("Ihres ", "deines "), ("Ihrer ", "deiner "), ("Ihren ", "deinen "), ("Ihre ", "deine "), ("Ihr ", "dein "),
       ("bei Ihnen", "bei dir"), ("an Ihnen", "an dir"))  # fmt: skip


def of(kind: str) -> News:
    """A kind that a later version of a system may have is noted under its own name."""
    plain = kind.replace("_", " ").replace("{", "(").replace("}", ")")
    return NEWS.get(kind) or News(f"other {kind}", Words(f"{plain}: {{ref}}", f"{plain}: {{ref}}"))


def family_of(kind: str) -> tuple[str, ...]:
    family = of(kind).family
    return tuple(code for code, news in NEWS.items() if news.family == family) or (kind,)


def title(kind: str, reference: str) -> Words:
    """One line for the timeline, and the subject of a case that begins with it."""
    says = of(kind).says
    return Words(says.de.format(ref=reference), says.en.format(ref=reference))


def mail(case: Case, kind: str, reference: str, values: Mapping[str, str], *, at: str, hand: str) -> str:
    """The whole text. `at` is when it happened, in words; `hand` is "" while nobody has it."""
    who, language, news = case.customer, case.language, of(kind)
    assert news.told is not None
    fill = {
        "ref": reference, "at": at, "new": _new_day(values, language),
        "why": _WHY[values["reason"]].say(language) if values.get("reason") in _WHY else "",
    }  # fmt: skip
    english = news.told.en.format(**fill)
    german = news.told.de.format(**fill)
    said = worded(who, language, sie=german, du=_du(german), en=english[0].upper() + english[1:])
    return "\n\n".join((greeting(who, language), " ".join(said.split()), _next(case, news, hand), hand)).strip()


def _du(german: str) -> str:
    for sie, du in _DU:
        german = german.replace(sie, du)
    return german[0].upper() + german[1:]


def _new_day(values: Mapping[str, str], language: str) -> str:
    day = values.get("expected") or values.get("planned")
    if not day:
        return ""
    on = date.fromisoformat(day)
    return (
        f", jetzt am {on.day}.{on.month}.{on.year}"
        if language == "de"
        else (f", now on {on.day} {_MONTHS[on.month - 1]} {on.year}")
    )


def _next(case: Case, news: News, hand: str) -> str:
    who, language = case.customer, case.language
    if news.good:
        return worded(
            who, language,
            sie="Wenn nicht, antworten Sie einfach auf diese Mail, dann geht es sofort weiter.",
            du="Wenn nicht, antworte einfach auf diese Mail, dann geht es sofort weiter.",
            en="If not, simply reply to this mail, and we go on at once.",
        )  # fmt: skip
    if language != "de":
        care = f"{hand} takes care of it" if hand else "We take care of it"
    else:
        care = f"{hand} kümmert sich darum" if hand else "Wir kümmern uns darum"
    if news.family in TECHNICAL:
        return worded(
            who, language,
            sie=f"{care}. Wenn es erledigt ist, sagen wir es Ihnen. Sie können einfach auf diese Mail antworten.",
            du=f"{care}. Wenn es erledigt ist, sagen wir es dir. Du kannst einfach auf diese Mail antworten.",
            en=f"{care}. When it is done we will tell you. You can simply reply to this mail.",
        )  # fmt: skip
    return worded(
        who, language,
        sie=f"{care}. Wenn Sie verreist sind, ein anderer Tag besser passt oder Sie etwas anderes möchten, antworten "
        "Sie einfach auf diese Mail.",
        du=f"{care}. Wenn du verreist bist, ein anderer Tag besser passt oder du etwas anderes möchtest, antworte "
        "einfach auf diese Mail.",
        en=f"{care}. If you are away, another day suits you better or you would like something else, simply reply to "
        "this mail.",
    )  # fmt: skip


def works_labels(language: str) -> tuple[str, str]:
    return ("Es funktioniert", "Es funktioniert nicht") if language == "de" else ("It works", "It does not work")
