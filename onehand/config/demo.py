"""The demo: a furniture shop on a working day, told through the same verbs and the same mail door as in real life."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings
from django.db import transaction

from onehand.accounts.models import Account
from onehand.cases import closing, handover, intake, note, reference, reply, waiting
from onehand.cases.models import Case
from onehand.foundation import clock, jobs
from onehand.people import known
from onehand.team.models import Agent, Calendar, Skill, Team
from onehand.timeline.models import Entry

AGENTS = (
    ("ada", "Ada Brandt", "agent", ("lang:de", "lang:en")),
    ("nora", "Nora Lindt", "agent", ("lang:de",)),
    ("lena", "Lena Vogt", "lead", ("lang:de", "lang:en")),
)
CARLA = "carla.kern@kunde.example"


def is_loaded() -> bool:
    return Account.objects.filter(email=_address("ada")).exists()


def people() -> list[tuple[str, Account, str]]:
    """Who can sign in: label, account, and desk or portal."""
    labels = {"ada": "Ada (agent)", "nora": "Nora (agent)", "lena": "Lena (lead)"}
    found = [(labels[handle], Account.objects.get(email=_address(handle)), "desk") for handle, *_ in AGENTS]
    return [*found, ("Carla (customer)", Account.objects.get(email=CARLA), "portal")]


def load() -> bool:
    """Load the demo once; False when it is there already."""
    if is_loaded():
        return False
    with transaction.atomic():
        staff = _staff()
        _carla()
    _stories(staff)
    return True


def _address(handle: str) -> str:
    return f"{handle}@{settings.ONEHAND.mail_sender.rpartition('@')[2]}"


def _staff() -> dict[str, Agent]:
    calendar = Calendar.default()
    team, _ = Team.objects.get_or_create(name="Kundendienst", defaults={"calendar": calendar})
    staff = {}
    for handle, name, role, skills in AGENTS:
        account = Account.objects.for_email(_address(handle), name=name)
        agent = Agent.objects.create(account=account, display_name=name, handle=handle, role=role, calendar=calendar)
        agent.teams.add(team)
        agent.skills.set([Skill.objects.get_or_create(name=skill)[0] for skill in skills])
        staff[handle] = agent
    return staff


def _carla() -> None:
    account = Account.objects.for_email(CARLA, name="Carla Kern")
    customer, identity = known.find_or_make("email", CARLA, name="Carla Kern", language="de")
    customer.account = account
    customer.save(update_fields=["account"])
    known.prove(identity)


def _mail(sender: str, name: str, subject: str, text: str, *, to: str = "", answers: str = "", html: str = "") -> Case:
    """A mail through the same door as every other; the case it came to."""
    mail = EmailMessage()
    mail["From"] = f"{name} <{sender}>"
    mail["To"] = to or settings.ONEHAND.mail_sender
    mail["Subject"] = subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<demo-{hashlib.sha256(text.encode()).hexdigest()[:20]}@kunde.example>"
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    received = intake.receive(intake.Arrival(source="demo", raw=bytes(mail)))
    jobs.run_due()  # the receipt comes before the answer, as in real life
    return Case.objects.select_related("customer", "team").get(pk=received.case or 0)


def _seen(case: Case) -> int:
    newest = Entry.objects.filter(subject_kind="case", subject_id=case.pk).order_by("-seq").first()
    return newest.seq if newest else 0


def _give_to(case: Case, agent: Agent) -> Case:
    if case.hand != agent:
        handover.take(case, by=agent, reason="Demo")
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def _answer(case: Case, agent: Agent, text: str) -> Case:
    reply.reply(case, by=agent, text=text, seen=_seen(case))
    return Case.objects.select_related("customer", "team").get(pk=case.pk)


def _stories(staff: dict[str, Agent]) -> None:
    ada, nora = staff["ada"], staff["nora"]
    _wardrobe(ada)
    _invoice(nora)
    _sofa(ada, nora)
    _lamp(ada)
    _shelf(nora)
    _mattress(ada)
    _table()
    _newsletter()


def _wardrobe(ada: Agent) -> None:
    """Möbelhaus: a delay notice that can be answered, and the answer joins the same case and hand."""
    case = _mail(
        CARLA, "Carla Kern", "Schrank Bestellung 20041",
        "Guten Tag,\n\nwann kommt denn nun mein Schrank (Bestellung 20041)? In der Bestätigung stand KW 9.\n\n"
        "Viele Grüße\nCarla Kern\n",
    )  # fmt: skip
    case = _give_to(case, ada)
    case = _answer(
        case, ada,
        "Guten Tag Frau Kern,\n\nleider kommt der Schrank später als zugesagt: Der Hersteller liefert erst in zwei "
        "Wochen. Das tut mir leid. Sie können auf diese Mail einfach antworten, wenn ein Termin nicht passt.\n\n"
        "Freundliche Grüße\nAda Brandt",
    )  # fmt: skip
    sent = case.messages.filter(direction="out", automatic="").latest("pk")
    _mail(
        CARLA, "Carla Kern", "Re: AW: Schrank Bestellung 20041 -- Termin",
        "Guten Tag Frau Brandt,\n\nvom 3. bis 10. bin ich verreist, da wäre niemand zu Hause. Geht es danach?\n\n"
        "Carla Kern\n\n"
        "Am Montag, 2. März 2026 um 09:40 Uhr schrieb Ada Brandt <hilfe@moebelhaus.example>:\n\n"
        "> Guten Tag Frau Kern,\n> leider kommt der Schrank später als "
        "zugesagt\n",
        to=reference.reply_address(case.pk), answers=sent.external_id,
    )  # fmt: skip
    note.note(case, by=ada, text="@nora weißt du, ob die Spedition auch samstags fährt?")


def _invoice(nora: Agent) -> None:
    case = _mail(
        "jonas.weber@kunde.example", "Jonas Weber", "Gutschrift verstehe ich nicht",
        "Hallo,\n\nich habe eine Gutschrift über 49,90 € bekommen, aber nichts zurückgeschickt. Was bedeutet das?\n\n"
        "Gruß\nJonas Weber\n\n--\nJonas Weber | Projektbüro Nord\n",
    )  # fmt: skip
    _give_to(case, nora)


def _sofa(ada: Agent, nora: Agent) -> None:
    case = _mail(
        "oe.yilmaz@kunde.example", "Özlem Yılmaz", "Reklamation Sofa: Naht offen",
        "Sehr geehrte Damen und Herren,\n\nan meinem neuen Sofa geht an der linken Seite die Naht auf. Bilder kann ich "
        "schicken. Was soll ich tun?\n\nMit freundlichen Grüßen\nÖzlem Yılmaz\n",
    )  # fmt: skip
    case = _give_to(case, nora)
    case = _answer(
        case, nora, "Guten Tag Frau Yılmaz,\n\ndanke, Bilder genügen uns. Antworten Sie einfach damit.\n\nNora Lindt"
    )
    handover.offer(
        case, to=ada, reason="Reklamation, Ada kennt den Hersteller",
        summary="Naht am Sofa offen, Bilder sind erbeten. Kundin möchte wissen, ob getauscht wird.", by=nora,
    )  # fmt: skip


def _lamp(ada: Agent) -> None:
    case = _mail(
        "mira.novak@kunde.example", "Mira Novak", "Lamp arrived without a plug",
        "Hello,\n\nthe floor lamp I ordered arrived today, but there is no plug on the cable. Is that normal?\n\n"
        "Best regards\nMira Novak\n",
    )  # fmt: skip
    case = _give_to(case, ada)
    case = _answer(
        case,
        ada,
        "Hello Ms Novak,\n\nno, it should have one. A new cable is on its way today.\n\nKind regards\nAda Brandt",
    )
    closing.ask_solved(case, by=ada)


def _shelf(nora: Agent) -> None:
    case = _mail(
        "sam.okafor@kunde.example", "Sam Okafor", "Regal wackelt",
        "Hallo, das Regal wackelt trotz Wandbefestigung. Gibt es ein Ersatzteil?\n\nSam Okafor\n",
    )  # fmt: skip
    case = _give_to(case, nora)
    case = _answer(
        case, nora, "Guten Tag,\n\ndas Ersatzteil ist bestellt. Ich melde mich, sobald es hier ist.\n\nNora Lindt"
    )
    waiting.wait(case, until=clock.now() + timedelta(days=3), what="Ersatzteil vom Hersteller", by=nora)


def _mattress(ada: Agent) -> None:
    case = _mail(
        CARLA, "Carla Kern", "Matratze: andere Größe",
        "Guten Tag, ich hätte die Matratze gern in 160 statt 140 cm. Ist das noch möglich?\n\nCarla Kern\n",
    )  # fmt: skip
    case = _give_to(case, ada)
    case = _answer(case, ada, "Guten Tag Frau Kern,\n\nja, die Bestellung ist geändert auf 160 cm.\n\nAda Brandt")
    closing.ask_solved(case, by=ada)
    closing.confirm(Case.objects.select_related("customer").get(pk=case.pk), by=case.customer)


def _table() -> None:
    _mail(
        "paul.meier@kunde.example", "Paul Meier", "Esstisch ausziehbar?",
        "Hallo,\n\nist der Tisch „Linde“ auch ausziehbar lieferbar, und passt er durch eine 78er Tür?\n\nPaul Meier",
        html="<p>Hallo,</p><p>ist der Tisch <b>„Linde“</b> auch ausziehbar lieferbar, und passt er durch eine Tür von "
        "78&nbsp;cm?</p><p>Paul Meier</p><img src='https://zaehler.example/p.gif' alt=''>",
    )  # fmt: skip


def _newsletter() -> None:
    mail = EmailMessage()
    mail["From"] = "Holzhandel Nord <news@holzhandel.example>"
    mail["To"] = settings.ONEHAND.mail_sender
    mail["Subject"] = "Unsere Angebote im Frühjahr"
    mail["Precedence"] = "bulk"
    mail["Message-ID"] = "<demo-news-1@holzhandel.example>"
    mail.set_content("Eiche, Buche, Esche: alles da.\n")
    intake.receive(intake.Arrival(source="demo", raw=bytes(mail)))
