"""What is missing is asked for once, by a form behind a link; bank details are sealed, masked, deleted after use."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.actions import asking
from onehand.actions.assurance import FOLLOWED, assurance_of
from onehand.actions.forgetting import forget_runs
from onehand.actions.kinds import Assurance
from onehand.actions.models import Proof
from onehand.actions.models.asking import Asking
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Outgoing
from onehand.foundation import clock
from onehand.people.models import Identity
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db
IBAN = "DE89370400440532013000"
GIVEN = {"contract": "toy:1"}


def secret_of(case: Case) -> str:
    url = str(Outgoing.objects.filter(case=case, kind="asking").latest("pk").buttons[0]["url"])
    return url.rstrip("/").rpartition("/")[2]


def asked(case: Case, ada: Agent) -> Asking:
    asking.ask_for(case, "change_payer", GIVEN, ["iban", "holder"], by=ada)
    row = asking.asking_of(secret_of(case))
    assert row is not None
    return row


def test_the_mail_says_what_is_needed_and_what_for(case: Case, ada: Agent) -> None:
    asked(case, ada)
    mail = Outgoing.objects.get(kind="asking")
    assert mail.recipient == "carla.kern@example.org"
    for words in ("Bankverbindung", "Kontoinhaber", "Lastschrift ändern", "antworten Sie einfach auf diese Mail"):
        assert words in mail.text
    assert case.subject not in mail.text + mail.subject


def test_it_is_asked_once(case: Case, ada: Agent) -> None:
    asked(case, ada)
    with pytest.raises(Refused, match="already_asked"):
        asking.ask_for(case, "change_payer", GIVEN, ["iban"], by=ada)
    assert Outgoing.objects.filter(kind="asking").count() == 1
    clock.advance(timedelta(days=14, minutes=1))
    asked(case, ada)


@pytest.mark.parametrize(
    ("code", "given", "names", "refusal"),
    [
        ("change_payer", {"iban": IBAN}, ["iban"], "nothing_to_ask"),  # it is known: nobody is asked again
        ("refund", {}, ["amount"], "nothing_to_ask"),  # how much is not for the customer to say
        ("refund", {}, ["nonsense"], "nothing_to_ask"),
        ("nonsense", {}, ["iban"], "unknown_action"),
    ],
)
def test_what_cannot_be_asked(
    case: Case, ada: Agent, code: str, given: dict[str, str], names: list[str], refusal: str
) -> None:
    with pytest.raises(Refused, match=refusal):
        asking.ask_for(case, code, given, names, by=ada)
    assert not Outgoing.objects.filter(kind="asking").exists()


def test_a_closed_case_and_one_without_an_address_ask_nobody(case: Case, ada: Agent) -> None:
    case.customer.identities.all().delete()
    with pytest.raises(Refused, match="no_address"):
        asked(case, ada)
    case.state = "closed"
    case.save()
    with pytest.raises(Refused, match="closed"):
        asked(case, ada)


def test_what_is_given_is_sealed_and_told_by_its_ends(case: Case, ada: Agent) -> None:
    row = asking.fill(asked(case, ada), {"iban": "DE89 3704 0044 0532 0130 00", "holder": "Carla Kern"})
    assert row.shown == {"iban": "DE89 … 3000", "holder": "Carla Kern"}
    assert IBAN not in str(list(Asking.objects.values()))
    assert asking.values_of(case, "change_payer") == {"iban": IBAN, "holder": "Carla Kern"}
    assert asking.values_of(case, "refund") == {}  # given for one purpose
    entry = Entry.objects.get(kind="given_by_form")
    assert "DE89 … 3000" in str(entry.values)
    assert IBAN not in str(entry.values)


def by_bare_mail(case: Case) -> None:
    case.messages.update(channel="email")
    case.customer.identities.update(created_at=clock.now() - timedelta(days=9))


def test_a_form_that_went_to_a_known_address_is_their_answer(case: Case, ada: Agent) -> None:
    by_bare_mail(case)
    row = asked(case, ada)
    assert assurance_of(case) == Assurance.MAIL
    asking.fill(row, {"iban": IBAN, "holder": "Carla Kern"})
    assert assurance_of(case) == Assurance.CONFIRMED
    clock.advance(FOLLOWED)
    assert assurance_of(case) == Assurance.MAIL


def test_a_form_proves_nothing_after_that_was_not_me(case: Case, ada: Agent) -> None:
    by_bare_mail(case)
    row = asked(case, ada)
    Proof.objects.create(
        case=case, level=Assurance.LINK, how="link", denied_at=clock.now(), until=clock.now() + FOLLOWED
    )
    asking.fill(row, {"iban": IBAN, "holder": "Carla Kern"})
    assert assurance_of(case) == Assurance.MAIL


def test_a_form_to_an_address_that_nobody_knew_proves_nothing(case: Case, ada: Agent) -> None:
    """Whoever writes under a new address gets the form there, and has proved nothing but that."""
    by_bare_mail(case)
    case.customer.identities.update(created_at=clock.now() + timedelta(minutes=1), assurance=Identity.Assurance.CLAIMED)
    asking.fill(asked(case, ada), {"iban": IBAN, "holder": "Carla Kern"})
    assert assurance_of(case) == Assurance.MAIL


def test_a_wrong_iban_and_what_is_missing_are_named_at_once(case: Case, ada: Agent) -> None:
    row = asked(case, ada)
    with pytest.raises(Refused) as refused:
        asking.fill(row, {"iban": "DE00 1234", "holder": " "})
    assert refused.value.values["fields"] == {"iban": "iban", "holder": "missing"}
    assert asking.values_of(case, "change_payer") == {}


def test_it_is_filled_once(case: Case, ada: Agent) -> None:
    row = asked(case, ada)
    asking.fill(row, {"iban": IBAN, "holder": "Carla Kern"})
    with pytest.raises(Refused, match="link_over"):
        asking.fill(row, {"iban": "AT611904300234573201", "holder": "Sam"})
    assert asking.values_of(case, "change_payer")["iban"] == IBAN


def test_after_use_nothing_is_left_but_its_ends(case: Case, ada: Agent) -> None:
    asking.fill(asked(case, ada), {"iban": IBAN, "holder": "Carla Kern"})
    asking.spend(case, "change_payer")
    row = Asking.objects.get()
    assert (row.sealed, row.shown["iban"]) == ("", "DE89 … 3000")
    assert asking.values_of(case, "change_payer") == {}


def test_what_nobody_used_is_deleted_after_two_weeks(case: Case, ada: Agent) -> None:
    secret = secret_of(asked(case, ada).case)
    row = asking.asking_of(secret)
    assert row is not None
    asking.fill(row, {"iban": IBAN, "holder": "Carla Kern"})
    clock.advance(timedelta(days=14, minutes=1))
    assert asking.values_of(case, "change_payer") == {}  # also before the schedule has run
    asking.expire_given.call()
    row.refresh_from_db()
    assert (row.sealed, row.shown, row.hashed) == ("", {}, None)
    assert asking.asking_of(secret) is None


def test_erasure_empties_it(case: Case, ada: Agent) -> None:
    asking.fill(asked(case, ada), {"iban": IBAN, "holder": "Carla Kern"})
    forget_runs(ids=[case.customer_id])
    row = Asking.objects.get()
    assert (row.sealed, row.shown, row.recipient, row.hashed) == ("", {}, "", None)


def test_any_field_that_they_can_say_is_asked_and_shown(case: Case, ada: Agent) -> None:
    asking.ask_for(case, "move", {}, ["address", "on"], by=ada)
    row = asking.asking_of(secret_of(case))
    assert row is not None
    asking.fill(
        row, {"address": {"street": "Weg 1", "postcode": "10115", "city": "Berlin"}, "on": "2026-04-01"}
    )  # fmt: skip
    row.refresh_from_db()
    assert row.shown == {"address": "Weg 1, 10115 Berlin", "on": "2026-04-01"}
    assert asking.values_of(case, "move")["on"] == "2026-04-01"


def test_the_mail_greets_by_name_says_in_its_subject_what_it_is_about_and_bears_the_hands_name(
    case: Case, ada: Agent
) -> None:
    asked(case, ada)
    mail = Outgoing.objects.get(kind="asking")
    assert mail.subject.startswith(f"Was uns noch fehlt (Anliegen Nr. {case.pk} bei ")
    assert mail.text.startswith("Guten Tag Carla Kern,\n\nin Ihrem Anliegen")
    assert mail.text.endswith("Ada Brandt")
