"""Actions proposed beside the reply: one key opens the form filled in, and nothing is begun by itself."""

from __future__ import annotations

import re
from html import unescape

import pytest

from onehand.actions import backends
from onehand.actions.models import Run
from onehand.actions.tests.delivering import Delivering
from onehand.cases.models import Case
from onehand.cases.tests import mails
from onehand.people.models import Customer
from onehand.team.models import Agent
from tests.support.browser import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(delayed: Case) -> Case:
    mails.take(mails.answer(delayed, "Ich bin vom 18. bis 25. März verreist.\n"))
    return delayed


def link(page: str) -> str:
    found = re.search(r'href="(/desk/cases/\d+/act/\?action=[^"]+)" data-key="\."', page)
    assert found is not None
    return unescape(found[1])


def test_it_stands_beside_the_reply_with_its_key(away: Case, ada: Agent, signed_in: SignedIn) -> None:
    page = signed_in(ada).get(f"/desk/cases/{away.pk}/").content.decode()
    assert 'id="panel-proposals"' in page
    assert "Lieferung während Abwesenheit anhalten" in page
    assert "abwesend vom 18.3.2026 bis 25.3.2026" in page
    assert link(page).endswith("order=toy%3A20041&absence-from=2026-03-18&absence-to=2026-03-25")


def test_in_english(away: Case, ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    page = browser.get(f"/desk/cases/{away.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "Hold delivery during an absence" in page
    assert "away from 18 March 2026 to 25 March 2026" in page


def test_it_opens_the_form_filled_in_and_begins_nothing(away: Case, ada: Agent, signed_in: SignedIn) -> None:
    browser = signed_in(ada)
    form = browser.get(link(browser.get(f"/desk/cases/{away.pk}/").content.decode())).content.decode()
    assert 'value="2026-03-18"' in form
    assert 'value="2026-03-25"' in form
    assert re.search(r'value="toy:20041"[^>]*selected', form)
    assert "Termin 2026-03-26" in form  # the dry run is there at once
    assert not Run.objects.exists()


def test_it_comes_without_a_reload(away: Case, ada: Agent, signed_in: SignedIn) -> None:
    assert 'id="panel-proposals"' in signed_in(ada).get(f"/desk/cases/{away.pk}/around/").content.decode()


def test_a_bare_order_number_finds_its_system(
    delivering: Delivering, carla: Customer, ada: Agent, signed_in: SignedIn
) -> None:
    delivering.orders["20042"] = "open"  # else there is only one to choose from
    sent = mails.mail("Ich bin vom 18. bis 25. März verreist.\n", subject="Bestellung 20041")
    case = mails.message_of(mails.take(sent)).case
    browser = signed_in(ada)
    form = browser.get(link(browser.get(f"/desk/cases/{case.pk}/").content.decode())).content.decode()
    assert re.search(r'value="toy:20041"[^>]*selected', form)


def test_without_a_system_there_is_none(away: Case, ada: Agent, signed_in: SignedIn) -> None:
    backends.disconnect("toy")
    assert 'id="panel-proposals"' not in signed_in(ada).get(f"/desk/cases/{away.pk}/").content.decode()
