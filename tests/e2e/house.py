"""A whole house as ./run starts it, on free ports and a data folder of its own, and what people do at its doors."""

from __future__ import annotations

import os
import re
import smtplib
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.beside import Beside
from tests.support.chromium import Requests, Theme, new_context
from tests.support.ports import free_port, until

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = "hilfe@moebelhaus.example"
LINK = re.compile(r"^\s+(\w+) \((\w+)\)\s+(http\S+)$", re.MULTILINE)


@dataclass(slots=True)
class House:
    url: str
    smtp: int
    data: Path
    links: dict[str, str]
    browser: Browser
    settings: dict[str, str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    watches: list[Requests] = field(default_factory=list)
    beside: Beside | None = None

    def person(self, *, language: str = "de-DE", theme: Theme = "light", phone: bool = False) -> Page:
        """Somebody with a browser of their own, not signed in."""
        context = new_context(self.browser, base_url=self.url, language=language, theme=theme, phone=phone)
        self.contexts.append(context)
        self.watches.append(Requests(context))
        return context.new_page()

    def signed_in(self, name: str, *, language: str = "de-DE", theme: Theme = "light", phone: bool = False) -> Page:
        """Ada, Nora, Lena or Carla, by a fresh link as the command line prints it."""
        page = self.person(language=language, theme=theme, phone=phone)
        page.goto(self.link(name))
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(re.compile(r"/(desk|my)/"))
        return page

    def link(self, name: str) -> str:
        return self.links.pop(name, "") or self.make_link(name)

    def make_link(self, name: str) -> str:
        script = (
            "import django; django.setup()\n"
            "from onehand.accounts import signin\n"
            "from onehand.config import demo\n"
            f"print(*[signin.make_link(a, purpose=p) for l, a, p in demo.people() if l.startswith({name!r})])"
        )
        return self.python(script).strip()

    def python(self, script: str) -> str:
        """Run a script beside the node, as the operator's command line does."""
        if self.beside is None:
            self.beside = Beside(environment(self.data, self.url, self.smtp, **self.settings), ROOT)
        return self.beside.run(script)

    def mail(
        self, sender: str, name: str, subject: str, text: str, *, to: str = SUPPORT, answers: str = "", html: str = ""
    ) -> str:
        """A mail program sends a mail to the intake; its Message-ID."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{name} <{sender}>", to, subject
        mail["Message-ID"] = make_msgid(domain="kunde.example")
        if answers:
            mail["In-Reply-To"] = mail["References"] = answers
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=30) as server:
            server.send_message(mail, from_addr=sender, to_addrs=[to])
        return str(mail["Message-ID"])

    def sent_to(self, recipient: str, *, kind: str = "", count: int = 1) -> list[dict[str, str]]:
        """What lies in the local outbox for an address, newest last: subject, text, reply_to, message_id, buttons."""
        script = (
            "import django, json; django.setup()\n"
            "from onehand.cases.models import Outgoing\n"
            "from onehand.cases.reference import reply_address\n"
            f"found = Outgoing.objects.filter(recipient={recipient!r}, state='outbox').order_by('pk')\n"
            f"found = found.filter(kind={kind!r}) if {kind!r} else found\n"
            "print(json.dumps([dict(kind=o.kind, subject=o.subject, text=o.text, message_id=o.external_id,\n"
            "  reply_to=reply_address(o.case_id) if o.case_id else '', buttons=json.dumps(o.buttons)) for o in found]))"
        )
        found: list[dict[str, str]] = []

        def enough() -> bool:
            import json

            found[:] = json.loads(self.python(script))
            return len(found) >= count

        until(enough, f"{count} mails of kind {kind!r} to {recipient}", timeout=20)
        return found

    def assert_at_home(self) -> None:
        for watch in self.watches:
            watch.assert_at_home(self.url)


def environment(data: Path, url: str, smtp: int, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEHAND_")}
    return kept | {
        "ONEHAND_DATA": str(data),
        "ONEHAND_LISTEN": url.removeprefix("http://"),
        "ONEHAND_MAIL_LISTEN": f"smtp://127.0.0.1:{smtp}",
        "DJANGO_SETTINGS_MODULE": "onehand.config.settings",
        # The shop takes a minute to be made; the stories that need it say so.
        "ONEHAND_BACKENDS": "lines",
        **more,
    }


@contextmanager
def house(browser: Browser, data: Path, **settings: str) -> Iterator[House]:
    """The house with its demo, until the end of the block."""
    port, smtp = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "onehand.config.run"], env=environment(data, url, smtp, **settings), cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(iter(process.stdout.readline, "")) if process.stdout else None)
    reader.daemon = True
    reader.start()
    one: House | None = None
    try:
        until(
            lambda: any("Ctrl-C" in line for line in said) or process.poll() is not None,
            "the house to start",
            timeout=180,
        )
        if process.poll() is not None:
            raise RuntimeError("the house did not start:\n" + "".join(said))
        links = {name: link for name, _, link in LINK.findall("".join(said))}
        one = House(url, smtp, data, links, browser, settings)
        yield one
        for context in one.contexts:
            context.close()
    finally:
        if one is not None and one.beside is not None:
            one.beside.stop()
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
