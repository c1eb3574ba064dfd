"""The demo's story Konto gesperrt: an account is suspected, and nobody is blocked without being heard; and somebody
who lost theirs is helped by a person."""

from __future__ import annotations

from onehand.actions.due_process import lost, proposing
from onehand.cases import reference
from onehand.config.demo_telling import Days, at, give_to, known_case, mail
from onehand.foundation import jobs
from onehand.team.models import Agent

RITA = "rita.blum@kunde.example"
PAUL = "paul.meier@kunde.example"


def tell(ada: Agent, nora: Agent) -> None:
    """Nora proposed it and cannot decide; Rita has answered, so that Ada or Lena can."""
    days = Days.now()
    with at(days.at(3, 9, 20)):
        case = mail(
            RITA, "Rita Blum", "14 Verträge?",
            "Guten Tag,\n\nich habe Rechnungen über 14 Verträge bekommen, bestellt habe ich nur einen. Was ist da "
            "los?\n\nRita Blum\n",
        )  # fmt: skip
        case = give_to(case, nora)
    with at(days.at(2, 11, 5)):
        blocking = proposing.propose(
            case.customer,
            reason="Von Ihrem Kundenkonto wurden an einem Tag 14 Verträge auf fremde Namen bestellt. Solange unklar "
            "ist, von wem, entstehen anderen Menschen Rechnungen.",
            evidence="14 Vertragsanträge vom selben Tag, alle aus der Anmeldung mit Ihrer Mailadresse.",
            by=nora, about=case,
        )  # fmt: skip
        heard = give_to(known_case(blocking.case_id), nora)
        jobs.run_due()
    with at(days.at(1, 8, 40)):
        mail(
            RITA, "Rita Blum", "Re: Ihr Kundenkonto",
            "Guten Tag,\n\ndas war ich nicht. Mein Postfach war eine Woche lang in fremden Händen, ich habe Anzeige "
            "erstattet und das Passwort geändert. Bitte sperren Sie mich nicht, ich brauche den Anschluss.\n\n"
            "Rita Blum\n",
            to=reference.reply_address(heard.pk),
        )  # fmt: skip
    with at(days.at(1, 15, 30)):
        found = lost.ask(
            email="paul.meier@neupost.example", name="Paul Meier", claimed_email=PAUL, language="de",
            words="Mein altes Postfach ist gekündigt, ich komme nicht mehr in mein Kundenkonto.", order="30414",
            postcode="80331", key="demo",
        )  # fmt: skip
        give_to(known_case(found.pk), ada)
