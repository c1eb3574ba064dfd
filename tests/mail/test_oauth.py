"""XOAUTH2 as Microsoft 365 and Google want it, against Dovecot and Exim with a local token endpoint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onehand.cases.models import Delivery, Ledger, Outgoing
from onehand.cases.reply import reply
from onehand.channels.email import oauth as tokens
from onehand.channels.email import places
from onehand.channels.email.imap import Folder
from onehand.channels.email.models import Mailbox
from onehand.channels.email.tests.conftest import case_by_mail, mail
from onehand.foundation import jobs
from onehand.team.models import Agent
from tests.mail.conftest import Configure, Fetching
from tests.support.dovecot import Dovecot
from tests.support.exim import Exim
from tests.support.oauth import OAuth
from tests.support.ports import HOST, until

USER = "hilfe@moebelhaus.example"


@pytest.fixture
def client(oauth: OAuth, configure: Configure) -> dict[str, str]:
    """The settings of a registered client, with client credentials."""
    tokens.forget()
    name, secret = oauth.add_client(USER)
    chosen = {
        "token_url": oauth.token_url,
        "client_id": name,
        "client_secret": secret,
        "refresh_token": "",
        "scope": "mail",
    }
    configure(mail_oauth=chosen)
    return chosen


def url(server: Dovecot) -> str:
    return f"imap://{USER.replace('@', '%40')}@{HOST}:{server.port}/INBOX?auth=xoauth2"


def test_a_mailbox_is_read_with_client_credentials(
    oauth: OAuth, oauth_dovecot: Dovecot, client: dict[str, str], fetching: Fetching, ada: Agent
) -> None:
    oauth_dovecot.deliver(USER, mail())
    fetching(url(oauth_dovecot))
    until(lambda: Ledger.objects.count() == 1, lambda: str(list(Mailbox.objects.values())), timeout=20)
    assert oauth.asked[0]["grant_type"] == "client_credentials"
    assert oauth.asked[0]["scope"] == "mail"


def test_a_token_is_kept_until_it_expires_or_is_refused(
    oauth: OAuth, oauth_dovecot: Dovecot, client: dict[str, str]
) -> None:
    place = places.mailbox(url(oauth_dovecot))
    for _ in range(3):
        Folder.open(place).close()
    assert len(oauth.asked) == 1
    oauth.revoke()
    with pytest.raises(Exception, match=r"(?i)auth"):
        Folder.open(place)
    Folder.open(place).close()
    assert len(oauth.asked) == 2
    oauth.lifetime = 30
    tokens.forget()
    tokens.access_token()
    tokens.access_token()
    assert len(oauth.asked) == 4


def test_a_refresh_token_is_used_and_a_refusal_is_told(
    oauth: OAuth, oauth_dovecot: Dovecot, client: dict[str, str], configure: Configure, fetching: Fetching
) -> None:
    configure(mail_oauth=client | {"refresh_token": oauth.refresh_token(USER)})
    Folder.open(places.mailbox(url(oauth_dovecot))).close()
    assert oauth.asked[-1]["grant_type"] == "refresh_token"
    oauth.forget_consent()
    tokens.forget()
    fetching(url(oauth_dovecot))
    until(lambda: Mailbox.objects.filter(error__contains="invalid_grant").exists(), "the refusal")


def test_a_new_refresh_token_is_kept(
    oauth: OAuth, client: dict[str, str], configure: Configure, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from django.conf import settings

    settings.ONEHAND.data.mkdir(parents=True, exist_ok=True)
    first, second = oauth.refresh_token(USER), oauth.refresh_token(USER)
    configure(mail_oauth=client | {"refresh_token": first})
    real = oauth.answer_token

    def rotating(form: dict[str, str]) -> tuple[int, dict[str, object]]:
        status, answer = real(form)
        return status, answer | {"refresh_token": second}

    monkeypatch.setattr(oauth, "answer_token", rotating)
    tokens.access_token()
    tokens.forget()
    tokens.access_token()
    assert [form["refresh_token"] for form in oauth.asked] == [first, second]
    assert (settings.ONEHAND.data / "mail-oauth.json").stat().st_mode & 0o777 == 0o600


def test_a_token_address_without_encryption_is_refused(client: dict[str, str], configure: Configure) -> None:
    configure(mail_oauth=client | {"token_url": "http://login.example.com/token"})
    with pytest.raises(tokens.NoToken, match="https://"):
        tokens.access_token()


@pytest.fixture
def oauth_exim(oauth: OAuth) -> Iterator[Exim]:
    with Exim(oauth=oauth) as server:
        yield server


def test_mail_leaves_with_a_token(
    oauth_exim: Exim, oauth: OAuth, client: dict[str, str], configure: Configure, transactional_db: None, ada: Agent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(oauth_exim.certificate.chain))
    configure(mail_out=f"smtps://{USER.replace('@', '%40')}@{HOST}:{oauth_exim.tls_port}?auth=xoauth2")
    case = case_by_mail()
    outgoing = Outgoing.objects.get(message=reply(case, by=ada, text="Hallo"))
    jobs.run_due()
    outgoing.refresh_from_db()
    assert (outgoing.state, outgoing.error) == (Delivery.ACCEPTED, "")
    oauth_exim.wait_for("carla.kern@example.org", 1)
