from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import claims, own, parties, sentences
from onehand.cases.attachments import attach
from onehand.cases.composed import Evidenced
from onehand.cases.errors import NotFound, Refused
from onehand.cases.feed import case_timeline
from onehand.cases.models import Case, Claim, Message, Outgoing
from onehand.cases.recognise import blame
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people.models import Customer
from onehand.team.models import Agent, Team
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

BLAME = "Sie haben die falsche Adresse angegeben."
CORRECTION = "Ich hatte Unrecht: Die Adresse stimmte, der Fehler lag bei uns."


@pytest.fixture
def claim(case: Case, ada: Agent) -> Claim:
    """Ada says that Carla erred, and names Carla's own message."""
    evidence = Evidenced(BLAME, case.messages.get().pk, evidence_text="Hausnummer 12")
    reply(case, by=ada, text=BLAME, claims=[evidence])
    clock.advance(timedelta(minutes=1))
    return Claim.objects.get()


def test_a_claim_stands_with_its_evidence(claim: Claim, case: Case, ada: Agent) -> None:
    assert (claim.text, claim.by, claim.evidence_text) == (BLAME, ada, "Hausnummer 12")
    assert claim.evidence == case.messages.earliest("pk")
    assert claims.of(case) == [claim]
    entry = Entry.objects.get(kind="claim_made")
    assert (entry.audience, entry.ref) == ("agent", claim.pk)


def test_without_evidence_of_this_case_nothing_is_sent(case: Case, ada: Agent, sam: Customer) -> None:
    foreign = mails.message_of(mails.take(mails.mail(sender="Sam <sam@example.net>")))
    held = mails.message_of(
        mails.take(mails.mail("Fremd\n", sender="Eve <eve@example.com>", to=reply_address(case.pk)))
    )
    for evidence in (None, 0, -1, 2**70, foreign.pk, held.pk):
        with pytest.raises(Refused) as refused:
            reply(case, by=ada, text=BLAME, claims=[Evidenced(BLAME, evidence, evidence_text="glaubt mir")])
        assert refused.value.code == "claim_without_evidence"
        assert BLAME in sentences.sentence(refused.value, "de")
    assert not case.messages.filter(direction="out", automatic="").exists()
    assert not Claim.objects.exists()


def test_a_statement_is_no_evidence_of_itself(claim: Claim, ada: Agent) -> None:
    with pytest.raises(Refused):
        claims.made(claim.message, text=BLAME, by=ada, evidence=claim.message_id)


def test_an_attachment_is_evidence_by_its_message(claim: Claim, case: Case, ada: Agent, sam: Customer) -> None:
    first = case.messages.earliest("pk")
    file = attach(first, name="kopie.pdf", type="application/pdf", data=b"x")
    made = claims.made(claim.message, text="Ihre Kopie war unleserlich.", by=ada, attachment=file.pk)
    assert (made.evidence, made.evidence_text) == (first, "kopie.pdf")
    foreign = mails.message_of(mails.take(mails.mail(sender="Sam <sam@example.net>")))
    other = attach(foreign, name="x", type="text/plain", data=b"x")
    for file_pk, message_pk in ((other.pk, None), (2**70, None), (file.pk, foreign.pk)):
        with pytest.raises(Refused):
            claims.made(claim.message, text=BLAME, by=ada, attachment=file_pk, evidence=message_pk)


def test_the_correction_goes_to_the_customer_and_both_stay_visible(
    claim: Claim, case: Case, ada: Agent, carla: Customer
) -> None:
    message = claims.disprove(claim, by=ada, text=CORRECTION)
    claim.refresh_from_db()
    assert (claim.correction, claim.disproved_at) == (message, clock.now())
    mail = Outgoing.objects.get(message=message)
    assert (mail.recipient, mail.cc, mail.automatic, mail.from_name) == (
        "carla.kern@example.org",
        [],
        False,
        "Ada Brandt",
    )
    assert mail.in_reply_to == Outgoing.objects.get(message=claim.message).external_id
    assert mail.external_id == message.external_id
    read = [item.message.text for item in own.own_timeline(case, carla) if item.message is not None]
    assert read[-2:] == [BLAME, CORRECTION]
    entry = Entry.objects.get(kind="claim_disproved")
    assert (entry.audience, entry.ref, entry.actor_name) == ("customer", claim.pk, "Ada Brandt")


def test_everybody_who_heard_it_hears_the_correction_in_a_mail_of_their_own(
    ada: Agent, nora: Agent, sam: Customer
) -> None:
    raw = mails.mail(
        "Guten Tag, wo bleibt mein Schrank?\n", headers={"Cc": "Tom <tom@example.com>, nora@moebelhaus.example"}
    )
    case = mails.case_of(mails.take(raw))
    party = parties.add(case, customer=sam, told=True, by=ada)
    silent = parties.add(case, email="mia@example.org", by=ada)
    evidence = [Evidenced(BLAME, case.messages.filter(direction="in").earliest("pk").pk)]
    reply(case, by=ada, text=BLAME, cc=["tom@example.com"], parties=[party.pk], claims=evidence)
    message = claims.disprove(Claim.objects.get(), by=nora, text=CORRECTION)
    sent = Outgoing.objects.filter(message=message).order_by("pk")
    customer = case.customer.identities.get().value
    assert [mail.recipient for mail in sent] == [customer, "tom@example.com", "sam@example.net"]
    assert all(mail.cc == [] and mail.text == CORRECTION for mail in sent)
    assert len({mail.external_id for mail in sent}) == 3
    # Each is threaded below the very mail this person got, and names no other.
    first = Outgoing.objects.get(message__text=BLAME, kind="reply").external_id
    own_copy = Outgoing.objects.get(message__text=BLAME, kind="party").external_id
    assert [mail.in_reply_to for mail in sent] == [first, first, own_copy]
    assert silent.pk


def test_whoever_joined_later_is_not_told_what_they_never_heard(
    claim: Claim, case: Case, ada: Agent, sam: Customer
) -> None:
    parties.add(case, customer=sam, told=True, by=ada)
    message = claims.disprove(claim, by=ada, text=CORRECTION)
    assert [mail.recipient for mail in message.deliveries.all()] == ["carla.kern@example.org"]


def test_an_answer_to_the_correction_comes_to_this_case(claim: Claim, case: Case, ada: Agent) -> None:
    message = claims.disprove(claim, by=ada, text=CORRECTION)
    raw = mails.mail("Danke.\n", sender="carla.kern@example.org", headers={"In-Reply-To": message.external_id})
    assert mails.take(raw).case == case.pk


def test_a_correction_answers_nothing_and_reopens_nothing(
    claim: Claim, case: Case, ada: Agent, carla: Customer
) -> None:
    from onehand.cases.write import write

    write(case, by=carla, text="Nein.")
    case.refresh_from_db()
    before = (case.state, case.waiting_since, case.answer_due)
    claims.disprove(claim, by=ada, text=CORRECTION)
    case.refresh_from_db()
    assert (case.state, case.waiting_since, case.answer_due) == before


def test_it_is_corrected_once(claim: Claim, case: Case, ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        claims.disprove(claim, by=ada, text="  ")
    assert refused.value.code == "empty"
    stale = Claim.objects.get()
    first = claims.disprove(claim, by=ada, text=CORRECTION, key="k")
    assert claims.disprove(stale, by=ada, text=CORRECTION, key="k") == first
    with pytest.raises(Refused) as refused:
        claims.disprove(stale, by=ada, text=CORRECTION)
    assert refused.value.code == "claim_corrected"
    assert Message.objects.filter(text=CORRECTION).count() == 1


def test_what_was_said_in_the_portal_only_is_corrected_there(case: Case, ada: Agent, carla: Customer) -> None:
    case.messages.update(people={}, identity=None)
    reply(case, by=ada, text=BLAME, claims=[Evidenced(BLAME, case.messages.get().pk)])
    message = claims.disprove(Claim.objects.get(), by=ada, text=CORRECTION)
    assert message.channel == "portal"
    assert not message.deliveries.exists()
    assert message in [item.message for item in case_timeline(case, for_customer=True)]


def test_a_claim_of_a_case_that_is_not_seen_is_not_there(claim: Claim, case: Case, ada: Agent, nora: Agent) -> None:
    case.team = Team.objects.create(name="Nur Ada")
    case.save()
    assert claims.access_claim(ada, claim.pk) == claim
    for agent, pk in ((nora, claim.pk), (ada, 2**70), (ada, 0)):
        with pytest.raises(NotFound):
            claims.access_claim(agent, pk)


def test_a_correction_blames_nobody() -> None:
    assert blame.find(CORRECTION, "de") == []
