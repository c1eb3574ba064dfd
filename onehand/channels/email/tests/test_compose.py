"""What leaves is a correct mail: one of each field, threads, can be answered, and gives nothing away."""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage

import pytest

from onehand.cases.attachments import attach
from onehand.cases.intake import Arrival, receive
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.reply import reply
from onehand.channels.email.compose import compose
from onehand.channels.email.tests.conftest import Configure, case_by_mail, mail
from onehand.foundation import jobs, tokens
from onehand.foundation.mailparse import parse
from onehand.people import card
from onehand.team.models import Agent

SUPPORT = "hilfe@moebelhaus.example"


@pytest.fixture
def written(ada: Agent) -> Case:
    """Carla's case by mail."""
    return case_by_mail()


def answer(
    case: Case, ada: Agent, text: str = "Guten Tag Frau Kern,\n\nwir tauschen die Tür aus.", **more: object
) -> Outgoing:
    message = reply(case, by=ada, text=text, **more)  # type: ignore[arg-type]
    return Outgoing.objects.get(message=message)


def read(outgoing: Outgoing) -> EmailMessage:
    raw = compose(outgoing).raw
    assert not any(b"\r" in line or len(line) > 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert not parsed.defects
    return parsed


def body(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_reply_has_each_field_once_and_leads_back_to_the_case(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada)
    parsed = read(outgoing)
    for name in (
        "From",
        "To",
        "Date",
        "Message-ID",
        "Subject",
        "Reply-To",
        "In-Reply-To",
        "References",
        "MIME-Version",
    ):
        assert len(parsed.get_all(name, [])) == 1, name
    assert str(parsed["From"]) == f"Ada Brandt · Möbelhaus <{SUPPORT}>"
    assert parsed["To"].addresses[0].addr_spec == "carla.kern@example.org"
    assert parsed["Subject"] == "AW: Schrank"
    assert parsed["Message-ID"] == outgoing.external_id
    assert parsed["In-Reply-To"] == "<1@example.org>"
    assert parsed["References"].split()[-1] == "<1@example.org>"
    assert parsed["Auto-Submitted"] is None
    local = parsed["Reply-To"].addresses[0].username
    assert tokens.read_reply_token(local.partition("+")[2]) == written.pk
    assert len(local) <= 64
    composed = compose(outgoing)
    assert composed.sender == parsed["Reply-To"].addresses[0].addr_spec
    assert composed.recipients == ("carla.kern@example.org",)


def test_a_reply_says_the_same_in_text_and_html_and_quotes_what_it_answers(written: Case, ada: Agent) -> None:
    parsed = read(answer(written, ada))
    for kind in ("plain", "html"):
        content = body(parsed, kind)
        assert "wir tauschen die Tür aus" in content
        assert "der Schrank ist beschädigt" in content
        assert "Ada Brandt" in content
        assert tokens.reply_token(written.pk) not in content
    assert "> Guten Tag, der Schrank ist beschädigt." in body(parsed, "plain")


def test_only_the_answered_message_is_quoted(written: Case, ada: Agent) -> None:
    answer(written, ada, "Erste Antwort: GEHEIM-1")
    token = tokens.reply_token(written.pk)
    second = mail(
        "Danke.\r\n\r\nAm 2. März schrieb Ada:\r\n> Erste Antwort: GEHEIM-1", message_id="<2@example.org>",
        to=f"hilfe+{token}@moebelhaus.example", cc="Sam <sam@example.net>",
    )  # fmt: skip
    assert receive(Arrival(source="test", raw=second)).outcome == "added"
    outgoing = answer(written, ada, "Zweite Antwort", cc=["sam@example.net"])
    parsed = read(outgoing)
    assert parsed["Cc"].addresses[0].addr_spec == "sam@example.net"
    for kind in ("plain", "html"):
        assert "Danke." in body(parsed, kind)
        assert "GEHEIM-1" not in body(parsed, kind)
        assert "beschädigt" not in body(parsed, kind)


def test_the_secret_of_a_case_is_shown_nowhere(written: Case, ada: Agent) -> None:
    address = f"hilfe+{tokens.reply_token(written.pk)}@moebelhaus.example"
    parsed = read(answer(written, ada, f"Schreiben Sie an {address} oder <{address.upper()}>."))
    for kind in ("plain", "html"):
        assert tokens.reply_token(written.pk) not in body(parsed, kind).lower()
        assert SUPPORT in body(parsed, kind)


def test_a_receipt_is_marked_as_automatic_and_bears_no_text_of_its_sender(written: Case) -> None:
    jobs.run_due()
    outgoing = Outgoing.objects.get(kind="receipt")
    parsed = read(outgoing)
    assert parsed["Auto-Submitted"] == "auto-replied"
    assert parsed["X-Auto-Response-Suppress"] == "All"
    assert str(parsed["From"]) == f"Möbelhaus <{SUPPORT}>"
    assert "beschädigt" not in body(parsed, "plain") + body(parsed, "html")
    assert parse(compose(outgoing).raw).automatic


def test_a_mail_without_a_case_is_answered_to_the_support_address(db: None) -> None:
    outgoing = Outgoing.objects.create(
        kind="sign_in", recipient="ada@moebelhaus.example", subject="Anmelden", text="Ihr Link:", language="de",
        external_id="<s1.x@moebelhaus.example>", buttons=[{"label": "Anmelden", "url": "https://x.example/in/abc/"}],
    )  # fmt: skip
    parsed = read(outgoing)
    assert parsed["Reply-To"].addresses[0].addr_spec == SUPPORT
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert parsed["References"] is None
    assert "https://x.example/in/abc/" in body(parsed, "plain")
    assert 'href="https://x.example/in/abc/"' in body(parsed, "html")


def test_long_references_stay_ids(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada)
    ids = [f"<{number}.{'x' * 180}@mail.example.org>" for number in range(40)]
    outgoing.references = " ".join(ids)
    raw = compose(outgoing).raw
    assert b"=?utf-8?" not in raw[raw.index(b"References:") : raw.index(b"MIME-Version")]
    kept = parse(raw).references
    assert kept == (*ids[-14:], "<1@example.org>")


@pytest.mark.parametrize(
    "subject",
    [
        "Antwort\r\nBcc: sam@example.net\r\n\r\nx",
        "ä" * 300,
        "x" * 300,
        "Größe 🪑 " * 30,
        "=?utf-8?q?x?= gefälscht",
        "=?utf-8?q?ascii?=",
        "a\x00b\x0bc\u2028d\ud800",
        "",
    ],
)
def test_no_subject_breaks_a_mail(written: Case, ada: Agent, subject: str) -> None:
    outgoing = answer(written, ada)
    outgoing.subject = subject
    outgoing.from_name = f'Ada "die\r\nBcc: x@y.example\r\n" <Brandt>, Müller {subject}'
    parsed = read(outgoing)
    assert set(parsed.keys()) == {
        "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "MIME-Version",
        "Content-Type",
    }  # fmt: skip
    assert parsed["From"].addresses[0].addr_spec == SUPPORT
    assert len(parsed["From"].addresses) == 1
    raw = compose(outgoing).raw
    assert parse(raw).subject.replace(" ", "")[:20] == _clean(subject or "Möbelhaus").replace(" ", "")[:20]
    head = raw.partition(b"\r\n\r\n")[0]
    assert all(len(word) <= 75 for word in head.split() if word.startswith(b"=?"))


def _clean(subject: str) -> str:
    from onehand.channels.email.headers import clean

    return clean(subject)


def test_attachments_leave_with_their_bytes_and_safe_names(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada)
    assert outgoing.message is not None
    files = [
        ("Rechnung März.pdf", "application/pdf", b"%PDF \x00\xff"),
        ("../../x\r\nBcc: a@b", "text/html", b"<b>"),
        ("mail.eml", "message/rfc822", b"Subject: x\r\n\r\ny"),
        ("seltsam", 'text/plain; name="a\r\nb"', b"."),
        ("n" * 200 + ".txt", "text/plain", b"\r\n.\r\n"),
    ]
    for name, kind, data in files:
        attach(outgoing.message, name=name, type=kind, data=data)
    parsed = read(outgoing)
    parts = list(parsed.iter_attachments())
    assert [part.get_payload(decode=True) for part in parts] == [data for _, _, data in files]
    assert parts[0].get_filename() == "Rechnung März.pdf"
    assert parts[0].get_content_type() == "application/pdf"
    assert parts[2].get_content_type() == "application/octet-stream"
    assert parts[3].get_content_type() == "application/octet-stream"
    for part in parts:
        assert not set(part.get_filename() or "") & set("/\\\r\n")


def test_a_mail_is_the_same_at_each_try(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada)
    assert outgoing.message is not None
    attach(outgoing.message, name="a.txt", type="text/plain", data=b"x")
    assert compose(outgoing) == compose(Outgoing.objects.get(pk=outgoing.pk))


def test_addresses_beyond_ascii_leave_as_such(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada)
    outgoing.recipient = "carla@bücher.example"
    assert compose(outgoing).recipients == ("carla@xn--bcher-kva.example",)
    outgoing.recipient = "jürgen@bücher.example"
    assert compose(outgoing).recipients == ("jürgen@xn--bcher-kva.example",)
    assert "jürgen@xn--bcher-kva.example".encode() in compose(outgoing).raw


def test_an_english_case_is_answered_in_english(written: Case, ada: Agent, configure: Configure) -> None:
    outgoing = answer(written, ada, "Hello")
    german = body(read(outgoing), "plain")
    outgoing.language = "en"
    assert "You can simply reply to this mail" in body(read(outgoing), "plain")
    assert "You can simply reply to this mail" not in german


def test_what_we_send_is_read_back_as_ours(written: Case, ada: Agent) -> None:
    """The answer of a customer who quotes us in full shows only the new words."""
    ours = parse(compose(answer(written, ada)).raw)
    quoted = "\r\n".join(f"> {line}" for line in ours.text.splitlines())
    token = tokens.reply_token(written.pk)
    theirs = mail(
        f"Wunderbar!\r\n\r\nAm 02.03.26 um 10:00 schrieb Ada Brandt:\r\n{quoted}",
        message_id="<3@example.org>", to=f"hilfe+{token}@moebelhaus.example",
    )  # fmt: skip
    received = receive(Arrival(source="test", raw=theirs))
    assert received.case == written.pk
    assert received.message is not None
    assert Message.objects.get(pk=received.message).text.strip() == "Wunderbar!"


def test_nobody_signs_twice(written: Case, ada: Agent) -> None:
    signed = body(read(answer(written, ada, "Guten Tag,\n\nbis morgen.\n\nFreundliche Grüße\nAda Brandt")), "plain")
    assert signed.partition("Sie können")[0].count("Ada Brandt") == 1
    unsigned = body(read(answer(written, ada, "Bis morgen.")), "plain")
    assert unsigned.partition("Sie können")[0].count("Ada Brandt") == 1


def test_the_footer_says_du_to_whoever_wants_it(written: Case, ada: Agent) -> None:
    card.change(written.customer, by=written.customer, form="du")
    mail = read(answer(written, ada, "Hallo Carla"))
    for kind in ("plain", "html"):
        assert "Du kannst einfach auf diese Mail antworten" in body(mail, kind)
        assert "Sie können" not in body(mail, kind)
    assert 'lang="de"' in body(mail, "html")


def test_our_own_text_that_invites_an_answer_is_not_said_twice(written: Case, ada: Agent) -> None:
    outgoing = answer(written, ada, "Guten Tag,\n\nantworten Sie einfach auf diese Mail.")
    assert "Sie können einfach auf diese Mail antworten" in body(read(outgoing), "plain")  # a person wrote it
    outgoing.automatic = True
    assert "Sie können einfach auf diese Mail antworten" not in body(read(outgoing), "plain")
