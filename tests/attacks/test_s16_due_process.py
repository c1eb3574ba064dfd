"""S8, S16, S22, S4: the links of hearings, appeals and lost accounts. Looking changes nothing; each is kept as a hash,
ends, writes once, and serves nobody else's case. The page for lost accounts tells nobody who is a customer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from onehand.actions.due_process import appealing, deciding, lost, recovering, timers
from onehand.actions.due_process.tests.barring import fresh, worked
from onehand.actions.models.due_process import Appeal, Blocking, HearingLink, Recovery, RecoveryLink
from onehand.cases.models import Message, Outgoing
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import known
from onehand.people.models import Customer, Identity
from onehand.team.models import Agent
from tests.attacks.test_s16_memory_links import LOOKS
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db
NEW = "carla.neu@example.org"
OLD = "carla.kern@example.org"


def path_of(mail: Outgoing) -> str:
    return re.sub(r"^https?://[^/]+", "", str(mail.buttons[0]["url"]))


@pytest.fixture
def hearing(blocking: Blocking) -> str:
    return path_of(Outgoing.objects.filter(kind="due_process").latest("pk"))


@pytest.fixture
def appeal(blocking: Blocking, nora: Agent) -> str:
    clock.set(blocking.hearing_until)
    timers.fire()
    deciding.decide(fresh(blocking), blocks=True, reason="Belegt.", by=nora)
    worked()
    return path_of(Outgoing.objects.filter(kind="due_process").latest("pk"))


@pytest.fixture
def recovery(carla: Customer, ada: Agent, nora: Agent) -> Recovery:
    known.prove(carla.identities.get())
    carla.identities.update(created_at=clock.now() - timedelta(days=90))
    case = lost.ask(email=NEW, words="Postfach weg.", language="de", key="k", claimed_email=OLD)
    row = Recovery.objects.select_related("case__customer").get(case=case)
    recovering.choose(row, carla, by=ada)
    return recovering.announce(row, by=ada)


def state() -> list[object]:
    return [list(one.objects.order_by("pk").values()) for one in (Blocking, HearingLink, Appeal, Recovery, RecoveryLink,
                                                                  Message)]  # fmt: skip


def test_scanners_write_and_confirm_nothing(hearing: str, recovery: Recovery) -> None:
    paths = [hearing, *(path_of(one) for one in Outgoing.objects.filter(kind="recovery"))]
    before = state()
    for path in paths:
        for method, headers in LOOKS * 2:
            answer = getattr(Client(), method)(path, headers=headers)
            assert answer.headers.get("Cache-Control") == "no-store"
            getattr(Client(), method)(f"{path}?answer=no&text=x", headers=headers)
    assert state() == before


def test_a_link_writes_once_and_says_so(hearing: str, blocking: Blocking) -> None:
    assert Client().post(hearing, {"text": " "}).status_code == 422
    assert Client().post(hearing, {"text": "Das war ich nicht."}).status_code == 200
    assert Client().post(hearing, {"text": "Noch einmal."}).status_code == 409
    said = Message.objects.filter(case=blocking.case, direction="in").values_list("text", flat=True)
    assert list(said) == ["Das war ich nicht."]


def test_an_appeal_is_made_once_by_its_own_link_only(hearing: str, appeal: str, blocking: Blocking) -> None:
    assert Client().post(hearing, {"text": "x"}).status_code == 410  # over with the decision
    assert Client().post(appeal, {"text": "Falsch."}).status_code == 200
    assert Client().post(appeal, {"text": "Falsch."}).status_code == 410
    assert Appeal.objects.count() == 1
    assert fresh(blocking).state == "appealed"


@pytest.mark.parametrize("kind", ["hearing", "recovery"])
def test_forged_secrets_open_nothing(kind: str, hearing: str, recovery: Recovery) -> None:
    before = state()
    for secret in ("0" * 43, "x" * 5000, "%00", "..%2F..", HearingLink.objects.latest("pk").hashed):
        for method in ("get", "post"):
            assert getattr(Client(), method)(f"/{kind}/{secret}/", {"answer": "yes", "text": "x"}).status_code in (
                404, 410,
            )  # fmt: skip
    # A secret of one kind is none of the other.
    for one in (hearing, *(path_of(each) for each in Outgoing.objects.filter(kind="recovery"))):
        other = one.replace("/hearing/", "/recovery/") if "/hearing/" in one else one.replace("/recovery/", "/hearing/")
        assert Client().post(other, {"answer": "yes", "text": "x"}).status_code == 410
    assert state() == before


def test_links_end(hearing: str, recovery: Recovery) -> None:
    clock.advance(timedelta(days=31))
    for path in (hearing, *(path_of(one) for one in Outgoing.objects.filter(kind="recovery"))):
        assert Client().get(path).status_code == 410
        assert Client().post(path, {"text": "x", "answer": "yes"}).status_code == 410


def test_secrets_stand_nowhere_in_the_clear(hearing: str, recovery: Recovery) -> None:
    secrets = [one.rstrip("/").rpartition("/")[2] for one in (
        hearing, *(path_of(each) for each in Outgoing.objects.filter(kind="recovery")))]  # fmt: skip
    kept = [
        *HearingLink.objects.values_list("hashed", flat=True),
        *RecoveryLink.objects.values_list("hashed", flat=True),
    ]
    assert len(kept) >= 3
    assert not set(secrets) & set(kept)


def test_another_customer_reaches_neither_page_nor_appeal(
    appeal: str, blocking: Blocking, sam: Customer, carla: Customer, signed_in: SignedIn
) -> None:
    number = blocking.case_id
    browser = signed_in(sam)
    assert browser.get(f"/my/{number}/").status_code == 404
    assert browser.post(f"/my/{number}/appeal/", {"text": "x"}).status_code == 404
    assert not Appeal.objects.exists()
    mine = signed_in(carla)
    assert "Belegt." in mine.get(f"/my/{number}/").content.decode()
    assert mine.post(f"/my/{number}/appeal/", {"text": "Falsch.", "key": "k"}).status_code == 303
    assert mine.post(f"/my/{number}/appeal/", {"text": "Falsch.", "key": "k"}).status_code == 409


def test_the_same_is_said_whoever_is_a_customer(carla: Customer, ada: Agent) -> None:
    """S22: body, status and way on; and nothing of what was claimed comes back."""
    seen: list[tuple[int, str, str]] = []
    for old in (OLD, "niemand@example.org"):
        browser = Client()
        form = {"email": "neu@example.org", "name": "Wer", "old": old, "text": f"Hilfe {len(seen)}", "key": old}
        answer = browser.post("/lost/", form)
        page = browser.get(answer.headers["Location"]).content.decode()
        seen.append((answer.status_code, answer.headers["Location"], re.sub(r'value="[^"]{40,}"', "", page)))
        assert old not in page
    assert seen[0] == seen[1]
    assert not Outgoing.objects.filter(recipient=OLD).exists()


def test_the_page_is_no_way_to_flood_a_stranger(carla: Customer, ada: Agent) -> None:
    """S4: so many from one place, fewer to one address, at most one receipt a day."""
    codes = [
        Client().post("/lost/", {"email": OLD, "name": "x", "text": f"Hilfe {turn}", "key": str(turn)}).status_code
        for turn in range(10)
    ]
    worked()
    assert codes.count(303) == 2
    assert set(codes) == {303, 429}
    assert Outgoing.objects.filter(recipient=OLD).count() <= 1
    page = Client().post("/lost/", {"email": OLD, "name": "x", "text": "y"}).content.decode()
    assert "kein Mensch" in page


def test_bad_input_is_said_and_opens_nothing(ada: Agent) -> None:
    good = {"email": "neu@example.org", "name": "x", "text": "y"}
    for wrong in ({"email": "nein"}, {"text": " "}, {"name": "x\ny"}, {"website": "spam"}, {"email": mails.SUPPORT}):
        assert Client().post("/lost/", good | wrong).status_code == 422
    assert not Recovery.objects.exists()


def test_no_mail_recovers_anything(recovery: Recovery, carla: Customer, nora: Agent) -> None:
    """S2, S15: words under her name, from wherever, prove neither the old address nor the new one."""
    case = recovery.case
    for sender in (f"Carla Kern <{OLD}>", f"Carla Kern <{NEW}>", "Onehand <hilfe@moebelhaus.example>"):
        mails.take(mails.answer(case, "Ja, ich bin es, bitte freigeben.", sender=sender))
    assert recovery.wait_until is not None
    clock.set(recovery.wait_until + timedelta(minutes=1))
    timers.fire()
    recovery.refresh_from_db()
    assert (recovery.new_proved_at, recovery.old_confirmed_at) == (None, None)
    with pytest.raises(Exception, match="new_not_proved"):
        recovering.recover(recovery, by=nora)
    assert Identity.objects.get(value=NEW).customer.canonical != carla


def test_whoever_has_the_link_of_the_hearing_does_not_get_the_account(hearing: str, carla: Customer) -> None:
    browser = Client()
    browser.get(hearing)
    browser.post(hearing, {"text": "x"})
    assert "_auth_user_id" not in browser.session
    assert browser.get("/my/").status_code == 303


def test_an_appeal_after_its_time_is_still_heard_by_a_reply(appeal: str, blocking: Blocking) -> None:
    clock.advance(timedelta(days=40))
    assert Client().get(appeal).status_code == 410
    mails.take(mails.answer(blocking.case, "Ich war im Krankenhaus. Das ist falsch."))
    timers.fire()
    assert Appeal.objects.get().message.text.startswith("Ich war im Krankenhaus")
    assert appealing.is_open(HearingLink.objects.latest("pk")) is False
