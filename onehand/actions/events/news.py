"""What each kind of event means, and what customers read of it: the fact, who takes care, and that they can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from onehand.actions.choices.words import invitation
from onehand.actions.courses.defined import DEFINITIONS
from onehand.actions.words import Words, on_day
from onehand.cases.du_or_sie import as_du, worded
from onehand.cases.models import Case, Promise
from onehand.cases.salutation import letter


@dataclass(frozen=True, slots=True)
class News:
    """`family`: of which only the newest counts. `told`: the customer hears of it. `good`: it is then asked whether it
    works for them (`answers`: in which words). `keeps`: the kind of promise of which it is the evidence. `same` names
    the values that make it another piece of news when they change ("at" is its day). `alike`: kinds that tell a
    customer as much, so that within a day of one of them nobody is told again."""

    family: str
    says: Words
    told: Words | None = None
    good: bool = False
    answers: tuple[Words, Words] | None = None
    keeps: str = ""
    same: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()

    @property
    def choices(self) -> bool:
        """Whether the customer may want it otherwise: a delivery that is not as it was to be."""
        return self.told is not None and not self.good and self.family in ("delivery", "stock")


def _behind(family: str, your: str, thing: Words) -> News:
    """A milestone of `thing` that was missed; `your` is the German word for it being theirs."""
    return News(
        family,
        Words(f"{thing.de} {{ref}} ist nicht so weit wie erwartet",
              f"{thing.en.capitalize()} {{ref}} is not as far as expected"),
        Words(f"{your} {thing.de} {{ref}} sollte bis {{until}} {{what}} sein und ist es noch nicht. Das tut uns leid.",
              f"your {thing.en} {{ref}} should have been {{what}} by {{until}} and is not yet. We are sorry."),
        same=("until", "step"),
    )  # fmt: skip


_MISSED: Mapping[str, News] = {
    "order_missed": _behind("delivery", "Ihre", Words("Bestellung", "order")),
    "return_missed": _behind("return", "Ihre", Words("Rücksendung", "return")),
    "refund_missed": replace(
        _behind("money", "Ihre", Words("Erstattung", "refund")),
        says=Words("Erstattung zu {ref} ist nicht rechtzeitig ausgezahlt", "Refund for {ref} was not paid in time"),
        told=Words(
            "Ihre Erstattung zu {ref} sollte bis {until} {what} sein und ist es noch nicht. Das tut uns leid.",
            "your refund for {ref} should have been {what} by {until} and is not yet. We are sorry.",
        ),
    ),
    # Of an activation it is not said which step of a technician's is late, but that it is not the customer's fault.
    "activation_missed": replace(
        _behind("activation", "Ihre", Words("Freischaltung", "activation")),
        told=Words(
            "die Freischaltung von {ref} sollte bis {until} weiter sein und ist es noch nicht. Es liegt nicht an "
            "Ihnen.",
            "the activation of {ref} should be further by {until} and is not yet. It is not your fault.",
        ),
    ),
    "contract_missed": _behind("contract", "Ihr", Words("Vertrag", "contract")),
}


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
        Words("die Sendung {ref} ist zu uns zurückgekommen.", "the parcel {ref} has come back to us."),
    ),
    "out_of_stock": News(
        "stock", Words("Ware zu {ref} ist nicht vorrätig", "Goods for {ref} are out of stock"),
        Words("von Ihrer Bestellung {ref} ist gerade nicht alles vorrätig.",
              "not everything of your order {ref} is in stock at the moment."),
    ),
    "activation_late": News(
        "activation", Words("Freischaltung {ref} ist überfällig", "Activation {ref} is overdue"),
        Words("Ihr Anschluss {ref} sollte schon freigeschaltet sein und ist es noch nicht. Es liegt nicht an Ihnen.",
              "your line {ref} should be active by now and is not yet. It is not your fault."),
        same=("until",), alike=("activation_hangs",),
    ),
    "activation_hangs": News(
        "activation", Words("Freischaltung {ref} hängt", "Activation {ref} hangs"),
        Words("bei der Freischaltung Ihres Anschlusses {ref} geht es gerade nicht weiter. Es liegt nicht an Ihnen.",
              "the activation of your line {ref} does not go on at the moment. It is not your fault."),
        same=("step", "cause"), alike=("activation_late",),
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
    "order_placed": News("order", Words("Bestellung {ref} ist eingegangen", "Order {ref} has come in")),
    # Remembered, so that a later one is seen to be a delay.
    "shipment_expected": News("estimate", Words("Lieferung {ref} hat einen Termin", "Delivery {ref} has a date")),
    "shipment_sent": News("delivery", Words("Lieferung {ref} ist unterwegs", "Delivery {ref} is on its way")),
    "delivered": News("delivery", Words("Lieferung {ref} ist zugestellt", "Delivery {ref} was handed over"),
                      keeps=Promise.Kind.SHIPMENT),
    "refunded": News(
        "money", Words("Erstattung zu {ref} ist ausgezahlt", "Refund for {ref} was paid"),
        Words("Ihre Erstattung zu {ref} ist seit {at} ausgezahlt. Ist das Geld bei Ihnen angekommen?",
              "your refund for {ref} was paid out on {at}. Has the money reached you?"),
        good=True, keeps=Promise.Kind.REFUND,
        answers=(Words("Ist angekommen", "It has arrived"), Words("Ist nicht angekommen", "It has not arrived")),
    ),
    # What we conclude ourselves from an expected course (`courses/following.py`).
    **_MISSED,
    "course_theirs": News(
        "own step", Words("{ref} wartet länger als erwartet auf die Kundin oder den Kunden",
                          "{ref} waits for the customer longer than expected"),
    ),
    "course_unseen": News(
        "unseen", Words("{ref} ist im System nicht zu sehen; ob es wie erwartet weiterging, ist nicht bekannt",
                        "{ref} is not shown by its system; whether it went on as expected is not known"),
    ),
}  # fmt: skip
OURS = frozenset({*_MISSED, "course_theirs", "course_unseen"})
TECHNICAL = frozenset({"activation", "line"})
_NO_PARCEL = frozenset({"money", "return", "contract"})
_WHY = {
    "nobody_there": Words(", weil niemand angetroffen wurde", ", because nobody was met"),
    "address": Words(", weil die Anschrift so nicht gefunden wurde", ", because the address was not found"),
}


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


def mail(
    case: Case, kind: str, reference: str, values: Mapping[str, str], *, at: str, hand: str, away: str = "",
    choosable: bool = False,
) -> str:  # fmt: skip
    """The whole text. `at` is when it happened, in words; `hand` is "" while nobody has it; `away` says what we know of
    an absence; `choosable`: there are choices below it."""
    who, language, news = case.customer, case.language, of(kind)
    said = told(case, kind, reference, values, at=at, language=language)
    return letter(who, language, " ".join([*said.split(), away]), _next(case, news, hand, choosable), hand)


def told(case: Case, kind: str, reference: str, values: Mapping[str, str], *, at: str, language: str) -> str:
    """What happened, as its customer reads it, as it stands after a greeting."""
    news = of(kind)
    assert news.told is not None
    fill = {
        "ref": reference, "at": at, "new": _new_day(values, language), **_missed(values, language),
        "why": _WHY[values["reason"]].say(language) if values.get("reason") in _WHY else "",
    }  # fmt: skip
    german = news.told.de.format(**fill)
    return worded(case.customer, language, sie=german, du=as_du(german), en=news.told.en.format(**fill))


def _missed(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Until when something should have happened, and what: for a milestone that was missed."""
    step = next((
        one.says for each in DEFINITIONS.values() for one in each.milestones if one.code == values.get("step")
    ), None)  # fmt: skip
    what = step.say(language) if step is not None else ("so weit" if language == "de" else "this far")
    until = values.get("until", "")
    return {"what": what, "until": on_day(date.fromisoformat(until)).say(language) if until else ""}


def _new_day(values: Mapping[str, str], language: str) -> str:
    day = values.get("expected") or values.get("planned")
    if not day:
        return ""
    on = on_day(date.fromisoformat(day))
    return f", jetzt am {on.de}" if language == "de" else f", now on {on.en}"


def _next(case: Case, news: News, hand: str, choosable: bool) -> str:
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
    if news.family in TECHNICAL | _NO_PARCEL:
        return worded(
            who, language,
            sie=f"{care}. Wenn es erledigt ist, sagen wir es Ihnen. Sie können einfach auf diese Mail antworten.",
            du=f"{care}. Wenn es erledigt ist, sagen wir es dir. Du kannst einfach auf diese Mail antworten.",
            en=f"{care}. When it is done we will tell you. You can simply reply to this mail.",
        )  # fmt: skip
    if choosable:
        return f"{care}. {invitation(case)}"
    return worded(
        who, language,
        sie=f"{care}. Wenn Sie verreist sind, ein anderer Tag besser passt oder Sie etwas anderes möchten, antworten "
        "Sie einfach auf diese Mail.",
        du=f"{care}. Wenn du verreist bist, ein anderer Tag besser passt oder du etwas anderes möchtest, antworte "
        "einfach auf diese Mail.",
        en=f"{care}. If you are away, another day suits you better or you would like something else, simply reply to "
        "this mail.",
    )  # fmt: skip


def answered(kind: str, buttons: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    """The two answers to the question whether it works, in the words of what is told."""
    own = of(kind).answers
    if own is None or len(buttons) != len(own):
        return buttons
    return [{**button, "label": words.say(language)} for button, words in zip(buttons, own, strict=True)]
