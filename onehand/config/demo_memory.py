"""The demo's stories of memory, questions and promises: what a newcomer sees here and in no ticket system.

Möbelhaus: one customer, three contacts by three channels, a late promise, an open question. Notebook: the customer's
own deadline, and a plan that misses it. Kopien: several parties, each with their confirmation, and a statement that
was wrong and is put right. Kiosk: being known, with consent.
"""

from __future__ import annotations

from datetime import datetime

from onehand.cases import calls, closing, facts, note, parties, promises, reference
from onehand.cases.claims import disprove
from onehand.cases.composed import Evidenced, Said
from onehand.cases.feed import last_seq
from onehand.cases.known_facts import proposed
from onehand.cases.models import Case
from onehand.cases.questions import open_of
from onehand.cases.reply import reply
from onehand.cases.write import write
from onehand.config.demo_telling import Days, answer, at, give_to, known_case, mail
from onehand.foundation import jobs
from onehand.people import card, consent
from onehand.team.models import Agent

CARLA = "carla.kern@kunde.example"
KARIM = "karim.aydin@kunde.example"
JONAS = "jonas.weber@kunde.example"
SOMMER = "petra.sommer@kunde.example"


def tell(ada: Agent, nora: Agent) -> None:
    days = Days.now()
    _moebelhaus(ada, days)
    _notebook(nora, days)
    _kopien(nora, days)
    _kiosk(ada, days)
    jobs.run_due()


def _keep_all(case: Case, agent: Agent) -> None:
    """Confirm what was recognised, as one does in passing."""
    for fact in proposed(case):
        facts.confirm(fact, by=agent, replace=True)


def _moebelhaus(ada: Agent, days: Days) -> None:
    """By mail, by phone, by the portal; the promise of the first day is late, the question of today is open."""
    with at(days.at(2, 9, 12)):
        case = mail(
            CARLA, "Carla Kern", "Schrank Bestellung 20041",
            "Guten Tag,\n\nin der Bestätigung zu meiner Bestellung 20041 stand KW 9. Wann kommt denn nun mein "
            "Schrank?\n\nViele Grüße\nCarla Kern\n",
        )  # fmt: skip
        case = give_to(case, ada)
        _keep_all(case, ada)
    with at(days.at(2, 9, 40)):
        due = days.at(1, 15)
        said = Said(
            "Ich rufe die Spedition an und melde mich bis morgen 15 Uhr.", due, "message", due_text="bis morgen 15 Uhr"
        )
        case = answer(
            case, ada,
            "Guten Tag Frau Kern,\n\nder Hersteller liefert den Schrank später als zugesagt. Das tut mir leid. "
            f"{said.text} Sie können auf diese Mail einfach antworten.\n\nFreundliche Grüße\nAda Brandt",
            promises=[said],
        )  # fmt: skip
    with at(days.at(1, 11, 5)):
        calls.log(
            case, by=ada, direction="in", number="030 901820", reached=True, answered=True,
            text="Fragt nach dem Stand. „Ich bin nächste Woche verreist, da ist niemand zu Hause. Bitte rufen Sie mich "
            "nicht an, lieber per Mail.“",
        )  # fmt: skip
        _keep_all(case, ada)
        note.note(case, by=ada, text="@nora weißt du, ob die Spedition auch samstags fährt?")
    sent = case.messages.filter(direction="out", automatic="").latest("pk")
    mail(
        CARLA, "Carla Kern", "Re: AW: Schrank Bestellung 20041",
        "Guten Tag Frau Brandt,\n\ngestern um 15 Uhr habe ich nichts von Ihnen gehört. Ich brauche den Schrank "
        f"spätestens bis zum {_written(days.ahead(24))}, dann zieht meine Mutter ein.\n\nCarla Kern\n\n"
        "Am Montag schrieb Ada Brandt <hilfe@moebelhaus.example>:\n\n> Guten Tag Frau Kern,\n> ich melde mich\n",
        to=reference.reply_address(case.pk), answers=sent.external_id,
    )  # fmt: skip
    person = known_case(case.pk).customer
    write(known_case(case.pk), by=person, text="Ein Termin am Samstag wäre mir auch recht.")


def _written(day: datetime) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _notebook(nora: Agent, days: Days) -> None:
    """The customer's deadline is a fact; the plan that misses it says so at once."""
    with at(days.at(1, 10, 20)):
        case = mail(
            JONAS, "Jonas Weber", "Höhenverstellbarer Tisch, Bestellung 20057",
            "Hallo,\n\nich brauche den Tisch aus Bestellung 20057 spätestens zum Projektstart am "
            f"{_written(days.ahead(6))}. Meine neue Anschrift ist Lindenstraße 12, 10969 Berlin. Klappt das?\n\n"
            "Jonas Weber\n",
        )  # fmt: skip
        case = give_to(case, nora)
        _keep_all(case, nora)
    with at(days.at(1, 10, 50)):
        due = days.ahead(8, 12)
        said = Said(
            f"Der Tisch ist bis zum {_written(days.ahead(8))} mittags bei Ihnen.",
            due,
            "shipment",
            due_text=f"bis zum {_written(days.ahead(8))} mittags",
        )
        answer(
            case, nora,
            f"Guten Tag Herr Weber,\n\ndie neue Anschrift ist notiert. {said.text}\n\nFreundliche Grüße\nNora Lindt",
            promises=[said],
        )  # fmt: skip


def _kopien(nora: Agent, days: Days) -> None:
    """Mother and two children come of age; a statement that they erred is put right to all who heard it."""
    with at(days.at(3, 14, 5)):
        case = mail(
            SOMMER, "Petra Sommer", "Abbuchung von anderen Konten",
            "Guten Tag,\n\nfür unsere Kinder, die nun volljährig sind, soll künftig von deren Konten abgebucht werden. "
            "Die Unterlagen habe ich mit der Post geschickt. Sind sie angekommen?\n\nPetra Sommer\n",
        )  # fmt: skip
        case = give_to(case, nora)
        evidence = case.messages.filter(direction="in").latest("pk")
        for name in ("Jule", "Max"):
            parties.add(
                case, by=nora, email=f"{name.lower()}.sommer@kunde.example", name=f"{name} Sommer", role="of_age",
                told=True,
            )  # fmt: skip
    with at(days.at(3, 15, 30)):
        told = [one.pk for one in parties.to_be_told(case)]
        claim = "Ihre Kopien waren leider unleserlich."
        reply(
            case, by=nora, seen=last_seq(case), parties=told, answers=[one.pk for one in open_of(case)],
            text=f"Guten Tag Frau Sommer,\n\ndie Unterlagen sind angekommen. {claim} Bitte senden Sie sie noch "
            "einmal.\n\nNora Lindt", claims=[Evidenced(claim, evidence.pk)],
        )  # fmt: skip
        jobs.run_due()
    with at(days.at(1, 9, 30)):
        wrong = case.claims.get()
        disprove(
            wrong, by=nora,
            text="Guten Tag,\n\nwir haben nachgesehen: Die Kopien waren in Ordnung, unser Scanner war es nicht. "
            "Sie müssen nichts noch einmal schicken. Bitte entschuldigen Sie.\n\nNora Lindt",
        )  # fmt: skip
        due = days.ahead(3)
        promises.make(
            known_case(case.pk), text="Schriftliche Bestätigung an alle drei per Post", kind="letter", due=due, by=nora
        )
        jobs.run_due()


def _kiosk(ada: Agent, days: Days) -> None:
    """A regular who wants to be known and not to be rung up: the new concern begins with what was said before."""
    with at(days.at(3, 11, 15)):
        case = mail(
            KARIM, "Karim Aydın", "Öl für die Tischplatte",
            "Hallo Ada,\n\nwelches Öl war das noch für meine Tischplatte Linde LX 200? Du kannst mich ruhig duzen. "
            "Bitte nur per Mail, keine Anrufe.\n\nKarim\n",
        )  # fmt: skip
        case = give_to(case, ada)
        person = case.customer
        consent.give(person, "memory", by=person, how="portal")
        card.change(
            person,
            by=person,
            form="du",
            no_phone=True,
            preferred_channel="email",
            quiet_from="20:00",
            quiet_until="09:00",
        )
        _keep_all(case, ada)
        facts.add(case, kind="preference", value="Leinöl ohne Duft, die 500-ml-Dose", by=ada)
        case = answer(
            case, ada, "Hallo Karim,\n\ndas war das Leinöl ohne Duft, die 500-ml-Dose.\n\nAda", answers=open_of(case),
        )  # fmt: skip
        closing.confirm(known_case(case.pk), by=known_case(case.pk).customer)
    mail(
        KARIM, "Karim Aydın", "Noch einmal wie immer",
        "Hallo,\n\nbitte noch einmal das Übliche für den Tisch. Habt ihr es da?\n\nKarim\n",
    )  # fmt: skip
