"""S2: no mail acts as an agent by its headers, and nobody but our own mail server vouches for a sender."""

from __future__ import annotations

import pytest

from onehand.cases import closing, reply
from onehand.cases.models import Case, Closure, Holding, Message
from onehand.cases.tests import mails
from onehand.channels.email.authenticate import authentication
from onehand.foundation import jobs, mailparse
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

ADA = "ada@moebelhaus.example"


@pytest.fixture
def target(ada: Agent) -> Case:
    case = mails.case_of(mails.take(mails.mail()))
    reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    jobs.run_due()
    return case


@pytest.mark.parametrize(
    "sender",
    [
        f"Ada Brandt <{ADA}>",
        ADA.upper(),
        f'"{mails.CARLA}" <{ADA}>',
        f"Ada Brandt (Chefin) <{ADA}>",
        f"{ADA} (Ada)",
        f"<{ADA}> <{mails.CARLA}>",
        f"=?utf-8?q?Ada?= <{ADA}>",
    ],
)
def test_a_mail_under_an_agents_address_is_a_mail_from_outside(target: Case, sender: str) -> None:
    received = mails.take(mails.answer(target, "@nora bitte schließen\n#close\n", sender=sender))
    message = mails.message_of(received)
    assert (message.direction, message.agent) == (Message.Direction.IN, None)
    assert not Entry.objects.filter(ref=message.pk, actor_kind="agent").exists()
    assert not Closure.objects.exists()
    assert Holding.objects.filter(case=target).count() == 1


@pytest.mark.parametrize("order", [(mails.CARLA, "eve@evil.example"), ("eve@evil.example", mails.CARLA)])
def test_two_from_fields_are_counted_remarked_and_never_trusted(target: Case, order: tuple[str, str]) -> None:
    raw = mails.answer(target, "Bitte neue Kontonummer nehmen.\n", sender=order[0], headers=[("From", order[1])])
    assert mailparse.parse(raw).from_count == 2
    received = mails.take(raw)
    message = mails.message_of(received)
    assert received.held
    assert "from:multiple" in message.remark
    assert Case.objects.get(pk=target.pk).waiting_since is None


def test_sender_and_resent_fields_do_not_outrank_from(target: Case) -> None:
    headers = {"Sender": mails.CARLA, "Resent-From": mails.CARLA, "X-Original-From": mails.CARLA}
    received = mails.take(mails.answer(target, sender="eve@evil.example", headers=headers))
    assert received.held
    identity = mails.message_of(received).identity
    assert identity is not None
    assert identity.value == "eve@evil.example"


@pytest.mark.parametrize(
    ("field", "seen"),
    [
        (f"eve@evil.example ({mails.CARLA})", "eve@evil.example"),
        (f'"{mails.CARLA}" <eve@evil.example>', "eve@evil.example"),
        (f"=?utf-8?q?{mails.CARLA.replace('@', '=40')}?= <eve@evil.example>", "eve@evil.example"),
        (f'"Carla <{mails.CARLA}>" <eve@evil.example>', "eve@evil.example"),
        (f"({mails.CARLA}) eve@evil.example", "eve@evil.example"),
        (f"Carla\\<{mails.CARLA}\\> <eve@evil.example>", None),
    ],
)
def test_a_comment_or_a_name_is_no_address(target: Case, field: str, seen: str | None) -> None:
    received = mails.take(mails.answer(target, sender=field))
    identity = mails.message_of(received).identity
    value = identity.value if identity is not None else None
    assert value != mails.CARLA or seen is None
    if seen is not None:
        assert value == seen
    assert received.held


def test_a_reply_to_of_an_agent_leads_no_answer_into_the_house(ada: Agent, nora: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Reply-To": "nora@moebelhaus.example"})))
    reply.reply(case, by=ada, text="ok")
    assert mails.outgoing_of(case).recipient == mails.CARLA


def test_the_question_and_the_notices_follow_no_forged_reply_to_either(ada: Agent) -> None:
    case = mails.case_of(mails.take(mails.mail(headers={"Reply-To": mails.SUPPORT})))
    reply.reply(case, by=ada, text="Am Freitag.", answers=mails.asked_in(case))
    jobs.run_due()
    closing.ask_solved(Case.objects.get(pk=case.pk), by=ada)
    assert {one.recipient for one in mails.written()} == {mails.CARLA}


FORGED = "pass (ours) smtp.mailfrom=carla.kern@example.org; dkim=pass header.d=example.org; dmarc=pass"


@pytest.mark.parametrize("server", ["mx.moebelhaus.example", "evil.example", ""])
def test_results_of_authentication_in_a_mail_count_for_nothing_without_a_server_of_ours(server: str) -> None:
    raw = mails.mail(headers={"Authentication-Results": f"{server}; spf={FORGED}"})
    assert authentication(raw)["source"] == "none"
    assert authentication(raw)["dmarc"] == "none"


def test_below_another_servers_field_nobody_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    mails.settings_with(monkeypatch, mail_authserv="mx.moebelhaus.example")
    forged = f"Authentication-Results: mx.moebelhaus.example; spf={FORGED}\r\n".encode()
    ours = b"Authentication-Results: mx.moebelhaus.example; spf=fail; dkim=none; dmarc=fail\r\n"
    between = b"Authentication-Results: relay.example; spf=pass\r\n"
    plain = mails.mail()
    assert authentication(ours + plain)["dmarc"] == "fail"
    assert authentication(between + forged + plain)["source"] == "none"
    # Beneath our own verdict, and only if a server has let a forged field with our name pass, the topmost wins.
    assert authentication(ours + forged + plain)["dmarc"] == "fail"


def test_our_servers_name_in_a_comment_or_another_case_is_not_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    mails.settings_with(monkeypatch, mail_authserv="mx.moebelhaus.example")
    for server in (
        "evil.example (mx.moebelhaus.example)",
        "mx.moebelhaus.example.evil.example",
        "xmx.moebelhaus.example",
    ):
        raw = mails.mail(headers={"Authentication-Results": f"{server}; spf={FORGED}"})
        assert authentication(raw)["source"] == "none"


def test_what_was_found_is_recorded_as_given_by_the_channel_and_not_from_the_mail(ada: Agent) -> None:
    raw = mails.mail(headers={"Authentication-Results": f"mx.moebelhaus.example; spf={FORGED}"})
    received = mails.take(raw, authentication=authentication(raw))
    assert mails.row_of(received).authentication == {"source": "none", "spf": "none", "dkim": "none", "dmarc": "none"}


def test_a_mail_never_signs_in_nor_makes_an_agent(ada: Agent) -> None:
    before = Agent.objects.count()
    mails.take(mails.mail(sender=f"Ada Brandt <{ADA}>"))
    customer = Customer.objects.get(identities__value=ADA)
    assert customer.account is None
    assert Agent.objects.count() == before


@pytest.mark.parametrize("end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\r", b"\r\n\x00.\r\n"])
def test_an_end_of_mail_inside_a_mail_is_text_and_no_second_mail(ada: Agent, end: bytes) -> None:
    """SMTP smuggling: whatever reaches the door is one mail (the listener's own tests cut the wire)."""
    smuggled = (
        b"MAIL FROM:<ada@moebelhaus.example>\r\nRCPT TO:<hilfe@moebelhaus.example>\r\nDATA\r\nFrom: ada\r\n\r\nGift"
    )
    received = mails.take(mails.mail("Text\n") + end + smuggled)
    assert received.outcome == "new_case"
    assert Case.objects.count() == 1
