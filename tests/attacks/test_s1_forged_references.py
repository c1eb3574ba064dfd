"""S1: a guessed reference must not bring a word into somebody's case, nor a mail to anybody.

Elsewhere a guessed Message-ID with the sender of an agent had the text relayed to the customer.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.cases import reply
from onehand.cases.models import Case, Message, Outgoing
from onehand.cases.reference import message_id, reply_address
from onehand.cases.tests import mails
from onehand.foundation import jobs, tokens
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

DOMAIN = "moebelhaus.example"
SECRET_WORDS = "Bitte überweisen Sie auf dieses Konto.\n"


@pytest.fixture
def target(ada: Agent) -> Case:
    """Carla's case with an answer of Ada's: what an attacker wants to write into."""
    case = mails.case_of(mails.take(mails.mail()))
    jobs.run_due()
    reply.reply(case, by=ada, text="Am Freitag.")
    jobs.run_due()
    return case


@pytest.fixture
def other(ada: Agent) -> Case:
    """A case of the attacker's own, with a true token and a true Message-ID."""
    case = mails.case_of(mails.take(mails.mail("Meine eigene Frage\n", sender=f"Sam <{mails.SAM}>")))
    jobs.run_due()
    reply.reply(case, by=ada, text="Guten Tag, Sam.")
    jobs.run_due()
    return case


def altered(text: str, position: int) -> str:
    """The text with one character changed to another letter of the same alphabet."""
    char = "b" if text[position] != "b" else "c"
    return text[:position] + char + text[position + 1 :]


def token_of(case: Case) -> str:
    return tokens.reply_token(case.pk)


def sent_id(case: Case) -> str:
    return mails.outgoing_of(case).external_id


FORGERIES: dict[str, Callable[[Case, Case], dict[str, str]]] = {
    "the case's number as a Message-ID": lambda target, _: {"References": f"<{target.pk}@{DOMAIN}>"},
    "a legacy id with number and thread": lambda target, _: {"In-Reply-To": f"<reply-{target.pk}-1-abc@{DOMAIN}>"},
    "our form of id with an empty mark": lambda target, _: {"References": f"<m{target.pk}.@{DOMAIN}>"},
    "our form of id with a guessed mark": lambda target, _: {"References": f"<m{target.pk}.{'a' * 26}@{DOMAIN}>"},
    "the mark altered by one character": lambda target, _: {
        "References": altered(sent_id(target), sent_id(target).index("@") - 1)
    },
    "the seed altered, the mark kept": lambda target, _: {"References": sent_id(target).replace("<m", "<m9")},
    "the mark of another mail on this one's seed": lambda target, other: {
        "References": "<" + sent_id(target)[1:].partition(".")[0] + "." + sent_id(other).partition(".")[2]
    },
    "the case's token inside a Message-ID": lambda target, _: {"References": f"<{token_of(target)}@{DOMAIN}>"},
    "a true mark of an id that was never sent": lambda _target, _other: {"References": message_id("m999999")},
    "the token altered at its number": lambda target, _: {"To": f"hilfe+{altered(token_of(target), 7)}@{DOMAIN}"},
    "the token altered at its end": lambda target, _: {"To": f"hilfe+{altered(token_of(target), 33)}@{DOMAIN}"},
    "the token cut by one character": lambda target, _: {"To": f"hilfe+{token_of(target)[:-1]}@{DOMAIN}"},
    "the token with one character more": lambda target, _: {"To": f"hilfe+{token_of(target)}a@{DOMAIN}"},
    "a guessed token": lambda _target, _other: {"To": f"hilfe+{'a' * 34}@{DOMAIN}"},
    "the token of a case that does not exist": lambda _target, _other: {
        "To": f"hilfe+{tokens.reply_token(999_999)}@{DOMAIN}"
    },
    "the token beside a true reference of another case": lambda target, other: {
        "To": reply_address(target.pk), "References": sent_id(other),
    },
    "the own token beside the target's Message-ID": lambda target, other: {
        "To": reply_address(other.pk), "References": sent_id(target),
    },
    "two tokens": lambda target, other: {"To": f"{reply_address(other.pk)}, {reply_address(target.pk)}"},
    "two Message-IDs": lambda target, other: {"References": f"{sent_id(other)} {sent_id(target)}"},
    "the second token in Delivered-To": lambda target, other: {
        "To": reply_address(other.pk), "Delivered-To": reply_address(target.pk),
    },
}  # fmt: skip

SENDERS = {
    "the customer": f"Carla Kern <{mails.CARLA}>",
    "an agent": "Ada Brandt <ada@moebelhaus.example>",
    "a stranger": "Eve <eve@evil.example>",
}


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_reference_is_a_case_of_its_own_and_nobody_gets_a_mail(
    target: Case, other: Case, forgery: str, sender: str
) -> None:
    headers = FORGERIES[forgery](target, other)
    mails_before, entries_before = Outgoing.objects.count(), Entry.objects.filter(subject_id=target.pk).count()
    words_before = {case.pk: case.messages.count() for case in (target, other)}
    to = headers.pop("To", mails.SUPPORT)
    received = mails.take(mails.mail(SECRET_WORDS, sender=SENDERS[sender], to=to, headers=headers))
    jobs.run_due()
    assert received.outcome == "new_case"
    assert received.case not in (target.pk, other.pk)
    assert Outgoing.objects.count() == mails_before
    assert {case.pk: case.messages.count() for case in (target, other)} == words_before
    assert Entry.objects.filter(subject_id=target.pk).count() == entries_before
    assert not Outgoing.objects.filter(text__contains="überweisen").exists()


def test_a_foreign_true_token_with_an_agents_sender_is_held_and_relayed_to_nobody(target: Case) -> None:
    before = Outgoing.objects.count()
    raw = mails.answer(target, SECRET_WORDS, sender="Ada Brandt <ada@moebelhaus.example>")
    received = mails.take(raw)
    jobs.run_due()
    message = mails.message_of(received)
    assert received.held
    assert (message.direction, message.agent) == (Message.Direction.IN, None)
    assert Outgoing.objects.count() == before


def test_a_held_word_does_not_travel_with_the_next_answer(target: Case, ada: Agent) -> None:
    mails.take(mails.answer(target, SECRET_WORDS, sender="Eve <eve@evil.example>", message_id="<eve@evil.example>"))
    reply.reply(target, by=ada, text="Noch eine Antwort.")
    sent = mails.outgoing_of(target)
    assert "überweisen" not in sent.text
    assert "evil" not in f"{sent.references}{sent.recipient}{sent.cc}"


def test_a_token_is_at_least_128_bit_and_survives_case_folding() -> None:
    token = tokens.reply_token(1)
    assert len(token) == 34
    assert tokens.read_reply_token(token.upper()) == 1
    # Each of the 26 characters behind the number carries the MAC; changing any of them breaks it.
    assert all(tokens.read_reply_token(altered(token, position)) is None for position in range(34))


def test_another_installations_secret_makes_other_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    token = tokens.reply_token(1)
    mails.settings_with(monkeypatch, secret_key="x" * 40)
    assert tokens.read_reply_token(token) is None
