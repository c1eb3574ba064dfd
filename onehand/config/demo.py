"""The demo: a furniture shop on a working day, told through the same verbs and the same mail door as in real life."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from django.conf import settings
from django.db import transaction

from onehand.accounts.models import Account
from onehand.cases import closing, handover, intake, waiting
from onehand.cases.composed import Said
from onehand.cases.models import Case
from onehand.cases.questions import open_of
from onehand.cases.standard import load_standard
from onehand.config import demo_defects, demo_due_process, demo_memory
from onehand.config.demo_telling import answer, give_to, mail
from onehand.foundation import clock
from onehand.people import known
from onehand.team.models import Agent, Calendar, Skill, Team
from onehand.team.staff import grant
from onehand.timeline.record import SYSTEM

AGENTS = (
    ("ada", "Ada Brandt", "agent", ("lang:de", "lang:en")),
    ("nora", "Nora Lindt", "agent", ("lang:de",)),
    ("lena", "Lena Vogt", "lead", ("lang:de", "lang:en")),
)
CARLA = demo_memory.CARLA


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
        load_standard(by=SYSTEM)
    _stories(staff)
    demo_memory.tell(staff["ada"], staff["nora"])
    demo_defects.tell(staff["ada"], staff["nora"])
    demo_due_process.tell(staff["ada"], staff["nora"])
    return True


# What they may give away alone in one case, in cents.
MANDATES: dict[str, dict[str, int]] = {
    "agent": {"goodwill": 2_000, "express": 2_000, "resend": 10_000, "refund": 5_000},
    "lead": {"goodwill": 20_000, "express": 20_000, "resend": 100_000, "refund": 100_000},
    "admin": {},
}


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
        for kind, cents in MANDATES[role].items():
            grant(agent, kind, cents, by=SYSTEM)
        staff[handle] = agent
    return staff


def _carla() -> None:
    account = Account.objects.for_email(CARLA, name="Carla Kern")
    customer, identity = known.find_or_make("email", CARLA, name="Carla Kern", language="de")
    customer.account = account
    customer.save(update_fields=["account"])
    known.prove(identity)


def _stories(staff: dict[str, Agent]) -> None:
    ada, nora = staff["ada"], staff["nora"]
    _invoice(nora)
    _sofa(ada, nora)
    _lamp(ada)
    _shelf(nora)
    _mattress(ada)
    _table()
    _newsletter()


def _invoice(nora: Agent) -> None:
    case = mail(
        "jonas.weber@kunde.example", "Jonas Weber", "Gutschrift verstehe ich nicht",
        "Hallo,\n\nich habe eine Gutschrift über 49,90 € bekommen, aber nichts zurückgeschickt. Was bedeutet das?\n\n"
        "Gruß\nJonas Weber\n\n--\nJonas Weber | Projektbüro Nord\n",
    )  # fmt: skip
    give_to(case, nora)


def _sofa(ada: Agent, nora: Agent) -> None:
    case = mail(
        "oe.yilmaz@kunde.example", "Özlem Yılmaz", "Reklamation Sofa: Naht offen",
        "Sehr geehrte Damen und Herren,\n\nan meinem neuen Sofa geht an der linken Seite die Naht auf. Bilder kann ich "
        "schicken. Was soll ich tun?\n\nMit freundlichen Grüßen\nÖzlem Yılmaz\n",
    )  # fmt: skip
    case = give_to(case, nora)
    case = answer(
        case, nora, "Guten Tag Frau Yılmaz,\n\ndanke, Bilder genügen uns. Antworten Sie einfach damit.\n\nNora Lindt",
        answers=open_of(case),
    )  # fmt: skip
    handover.offer(
        case, to=ada, reason="Reklamation, Ada kennt den Hersteller",
        summary="Naht am Sofa offen, Bilder sind erbeten. Kundin möchte wissen, ob getauscht wird.", by=nora,
    )  # fmt: skip


def _lamp(ada: Agent) -> None:
    case = mail(
        "mira.novak@kunde.example", "Mira Novak", "Lamp arrived without a plug",
        "Hello,\n\nthe floor lamp I ordered arrived today, but there is no plug on the cable. Is that normal?\n\n"
        "Best regards\nMira Novak\n",
    )  # fmt: skip
    case = give_to(case, ada)
    case = answer(
        case,
        ada,
        "Hello Ms Novak,\n\nno, it should have one. A new cable is on its way today.\n\nKind regards\nAda Brandt",
        answers=open_of(case),
    )
    closing.ask_solved(case, by=ada)


def _shelf(nora: Agent) -> None:
    soon = clock.now() + timedelta(days=3)
    case = mail(
        "sam.okafor@kunde.example", "Sam Okafor", "Regal wackelt",
        "Hallo, das Regal wackelt trotz Wandbefestigung. Gibt es ein Ersatzteil?\n\nSam Okafor\n",
    )  # fmt: skip
    case = give_to(case, nora)
    case = answer(
        case, nora, "Guten Tag,\n\ndas Ersatzteil ist bestellt. Ich melde mich, sobald es hier ist.\n\nNora Lindt",
        answers=open_of(case), promises=[Said("Ich melde mich, sobald es hier ist.", soon, "message")],
    )  # fmt: skip
    waiting.wait(case, until=soon, what="Ersatzteil vom Hersteller", by=nora)


def _mattress(ada: Agent) -> None:
    case = mail(
        CARLA, "Carla Kern", "Matratze: andere Größe",
        "Guten Tag, ich hätte die Matratze gern in 160 statt 140 cm. Ist das noch möglich?\n\nCarla Kern\n",
    )  # fmt: skip
    case = give_to(case, ada)
    case = answer(
        case, ada, "Guten Tag Frau Kern,\n\nja, die Bestellung ist geändert auf 160 cm.\n\nAda Brandt",
        answers=open_of(case),
    )  # fmt: skip
    closing.ask_solved(case, by=ada)
    closing.confirm(Case.objects.select_related("customer").get(pk=case.pk), by=case.customer)


def _table() -> None:
    mail(
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
