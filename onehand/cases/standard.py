"""Templates to begin with, in German and English; every team changes them to its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onehand.cases import templates
from onehand.cases.models import Template
from onehand.timeline.record import Acts, verb


@dataclass(frozen=True, slots=True)
class Standard:
    name: str
    language: str
    text: str
    claims: str = ""
    steps: tuple[dict[str, Any], ...] = ()


_BYE_DE, _BYE_EN = "Freundliche Grüße\n{{ absender }}, {{ firma }}", "Kind regards\n{{ sender }}, {{ company }}"


def _german(name: str, *paragraphs: str, claims: str = "", steps: tuple[dict[str, Any], ...] = ()) -> Standard:
    return Standard(name, "de", "\n\n".join(("{{ anrede }}", *paragraphs, _BYE_DE)), claims, steps)


def _english(name: str, *paragraphs: str, claims: str = "", steps: tuple[dict[str, Any], ...] = ()) -> Standard:
    return Standard(name, "en", "\n\n".join(("{{ greeting }}", *paragraphs, _BYE_EN)), claims, steps)


_TEMPLATES = (
    _german(
        "Zwischenstand",
        "[[Ihr|dein]] Anliegen ist nicht vergessen: Ich kläre es noch und melde mich bis {{ zusage.bis }} wieder.",
        "[[Sie müssen|Du musst]] nichts weiter tun.",
    ),
    _german(
        "Rückruf anbieten",
        "am schnellsten lässt sich das am Telefon klären. [[Passt Ihnen|Passt dir]] ein Rückruf unter "
        "{{ telefonnummer }}? [[Schreiben Sie|Schreib]] mir einfach, wann.",
    ),
    _german(
        "Foto erbitten",
        "das tut mir leid. Damit ich den Schaden beurteilen kann, [[schicken Sie|schick]] mir bitte zwei Fotos: eines "
        "vom ganzen Stück und eines aus der Nähe. Eine Antwort auf diese Mail genügt.",
    ),
    _german(
        "Lieferung verzögert sich",
        "die Lieferung zu [[Ihrer|deiner]] Bestellung {{ bestellnummer }} verzögert sich leider, und das tut uns leid.",
        "Der neue Termin: {{ zusage.bis }}. Wenn er nicht passt, [[antworten Sie|antworte]] einfach auf diese Mail.",
    ),
    _german(
        "Unterlagen verschickt",
        "die Unterlagen zu [[Ihrem|deinem]] Anliegen Nr. {{ nummer }} habe ich [[Ihnen|dir]] geschickt. Falls etwas "
        "fehlt oder nicht lesbar ist, [[sagen Sie|sag]] mir bitte Bescheid.",
        claims=Template.Claims.MESSAGE,
    ),
    _german(
        "Erstattung ausgeführt",
        "der Betrag zu [[Ihrer|deiner]] Bestellung {{ bestellnummer }} wurde erstattet. Je nach Bank dauert es einige "
        "Tage, bis er auf dem Konto zu sehen ist.",
        claims=Template.Claims.ACTION,
    ),
    _german(
        "Auf Antwort warten",
        "vielen Dank. Sobald [[Ihre|deine]] Antwort da ist, geht es weiter; bis dahin liegt alles bereit.",
        steps=({"do": "wait", "days": 7, "what": "Antwort der Kundschaft"},),
    ),
    _german(
        "Alles beantwortet?",
        "ich hoffe, damit ist alles beantwortet. Wenn noch etwas offen ist, [[antworten Sie|antworte]] einfach.",
        steps=({"do": "answer_questions"}, {"do": "ask_solved"}),
    ),
    _english(
        "Where we are",
        "your concern is not forgotten: I am still looking into it and will get back to you by {{ promise.due }}.",
        "There is nothing else you need to do.",
    ),
    _english(
        "Offer a call",
        "the quickest way to settle this is by phone. May I call you on {{ phone_number }}? Just tell me when it suits "
        "you.",
    ),
    _english(
        "Ask for photos",
        "I am sorry about this. So that I can see the damage, please send me two photos: one of the whole piece and "
        "one from close up. A reply to this mail is enough.",
    ),
    _english(
        "Delivery is delayed",
        "the delivery for your order {{ order_number }} is delayed, and we are sorry about it.",
        "The new date: {{ promise.due }}. If it does not suit you, simply reply to this mail.",
    ),
    _english(
        "Documents sent",
        "I have sent you the documents for your concern no. {{ case_number }}. If anything is missing or hard to read, "
        "please let me know.",
        claims=Template.Claims.MESSAGE,
    ),
    _english(
        "Refund made",
        "the amount for your order {{ order_number }} has been refunded. Depending on your bank it takes some days to "
        "appear on your account.",
        claims=Template.Claims.ACTION,
    ),
    _english(
        "Wait for the answer",
        "thank you. As soon as your answer is here we go on; everything is prepared until then.",
        steps=({"do": "wait", "days": 7, "what": "the customer's answer"},),
    ),
    _english(
        "Everything answered?",
        "I hope this answers everything. If anything is still open, simply reply.",
        steps=({"do": "answer_questions"}, {"do": "ask_solved"}),
    ),
)


def standard_templates() -> tuple[Standard, ...]:
    return _TEMPLATES


@verb
def load_standard(*, by: Acts) -> list[Template]:
    """Save those whose name is free in their language; the ones that were made."""
    taken = {(one.name, one.language) for one in templates.standing()}
    return [
        templates.save(one.name, one.language, one.text, by=by, claims=one.claims, steps=one.steps)
        for one in standard_templates()
        if (one.name, one.language) not in taken
    ]
