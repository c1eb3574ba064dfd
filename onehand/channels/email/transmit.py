"""One mail over SMTP, with the answer that matters: has the next server taken it, or can nobody know? (R4)"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onehand.channels.email import oauth
from onehand.channels.email.compose import Composed
from onehand.channels.email.places import Place

CONNECT_TIMEOUT = 30.0
# RFC 5321, 4.5.3.2: a server may take ten minutes over the final dot.
ANSWER_TIMEOUT = 600.0
# They ask for a sign-in (RFC 4954, 6): our setting is to blame, not the mail.
OURS = (530, 535)

How = Literal["accepted", "deferred", "refused", "uncertain"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """deferred: certainly not taken, try later. refused: certainly not taken, for good. uncertain: nobody knows.

    `answer` is the server's sentence or what went wrong; with accepted, which copies were refused.
    """

    how: How
    answer: str = ""


class _Ended(Exception):
    def __init__(self, how: How, answer: str) -> None:
        super().__init__(answer)
        self.outcome = Outcome(how, answer)


def transmit(
    mail: Composed, place: Place, *, before_dot: Callable[[], bool], patient: bool = True, helo: str = ""
) -> Outcome:
    """Hand the mail over. `before_dot` is called when all but the final dot is out; unless it says True, none follows.

    `patient`: a temporary refusal of a copy defers the whole mail; otherwise it goes without that copy. Raises what
    `before_dot` raises, nothing else.
    """
    client: smtplib.SMTP | None = None
    try:
        client = _connect(place, helo)
        refused = _envelope(client, mail, patient)
        return _text(client, mail.raw, before_dot, refused)
    except _Ended as ended:
        return ended.outcome
    except oauth.NoToken as error:
        return Outcome("deferred", str(error))
    except ssl.SSLError as error:
        return Outcome("deferred", f"no safe connection to {place.host}: {error.reason or error}")
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("deferred", _told(error, place))
    finally:
        if client is not None:
            _hang_up(client)


def sign_in(place: Place, *, helo: str) -> None:
    """Connect and sign in, for the check. Raises OSError, smtplib.SMTPException, oauth.NoToken."""
    try:
        _hang_up(_connect(place, helo))
    except _Ended as ended:
        raise smtplib.SMTPException(ended.outcome.answer) from ended


def _connect(place: Place, helo: str) -> smtplib.SMTP:
    name = helo or None
    client: smtplib.SMTP
    if place.tls == "implicit":
        client = smtplib.SMTP_SSL(local_hostname=name, timeout=CONNECT_TIMEOUT, context=place.context())
    else:
        client = smtplib.SMTP(local_hostname=name, timeout=CONNECT_TIMEOUT)
    try:
        # smtplib verifies the certificate for this name, which its connect() does not note.
        client._host = place.host  # type: ignore[attr-defined]
        code, answer = client.connect(place.host, place.port)
        if code != 220:
            raise _Ended("deferred", _line(code, answer))
        client.ehlo_or_helo_if_needed()
        if place.tls in ("offered", "required"):
            _encrypt(client, place)
        if place.user:
            _sign_in(client, place)
        if client.sock is not None:
            client.sock.settimeout(ANSWER_TIMEOUT)
        return client
    except BaseException:
        _hang_up(client)
        raise


def _encrypt(client: smtplib.SMTP, place: Place) -> None:
    if client.has_extn("starttls"):
        client.starttls(context=place.context())
        client.ehlo_or_helo_if_needed()
    elif place.tls == "required":
        raise _Ended("deferred", f"{place.host} offers no encryption (STARTTLS)")


def _sign_in(client: smtplib.SMTP, place: Place) -> None:
    """A refused sign-in is our own fault, not the mail's: it is deferred until somebody mends the setting."""
    try:
        if place.auth == "xoauth2":
            token = oauth.access_token()
            client.auth(
                "XOAUTH2", lambda challenge=None: oauth.initial_response(place.user, token) if challenge is None else ""
            )
        else:
            client.login(place.user, place.password)
    except smtplib.SMTPException as error:
        oauth.forget()
        raise _Ended("deferred", f"the sign-in at {place.host} failed: {_told(error, place)}") from error


def _envelope(client: smtplib.SMTP, mail: Composed, patient: bool) -> list[str]:
    """MAIL and RCPT; the copies that are refused for good. Ends the try when the first recipient is not taken."""
    options = [f"SIZE={len(mail.raw)}"] if client.has_extn("size") else []
    if not all(address.isascii() for address in mail.recipients):
        if not client.has_extn("smtputf8"):
            raise _Ended("refused", "the mail server cannot send to addresses with letters outside of ASCII")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    _require(client.mail(mail.sender, options))
    refused: list[str] = []
    for position, recipient in enumerate(mail.recipients):
        code, answer = client.rcpt(recipient)
        if code in (250, 251):
            continue
        if position == 0 or code == 421 or (400 <= code < 500 and patient):
            _require((code, answer))
        refused.append(f"{recipient}: {_line(code, answer)}")
    return refused


def _text(client: smtplib.SMTP, raw: bytes, before_dot: Callable[[], bool], refused: list[str]) -> Outcome:
    code, answer = client.docmd("DATA")
    if code != 354:
        _require((code, answer))
    client.send(_dotted(raw))
    if not before_dot():
        raise _Ended("deferred", "the try was given up before the mail was complete")
    try:
        client.send(b".\r\n")
        code, answer = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("uncertain", f"the connection broke after the whole mail had been sent ({type(error).__name__})")
    if 200 <= code < 300:
        return Outcome("accepted", "; ".join(refused))
    if not 400 <= code < 600:
        return Outcome(
            "uncertain", f"no answer that SMTP knows after the whole mail had been sent: {_line(code, answer)}"
        )
    return Outcome("deferred" if code < 500 or code in OURS else "refused", _line(code, answer))


def _dotted(raw: bytes) -> bytes:
    """RFC 5321, 4.5.2, for a mail whose lines end in CRLF, as ours do."""
    text = raw.replace(b"\r\n.", b"\r\n..")
    text = b"." + text if text.startswith(b".") else text
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _require(reply: tuple[int, bytes]) -> None:
    """Go on after 2xx only. What is neither 4xx nor 5xx is no SMTP and is tried again."""
    code, answer = reply
    if 200 <= code < 300:
        return
    raise _Ended("refused" if 500 <= code < 600 and code not in OURS else "deferred", _line(code, answer))


def _line(code: int, answer: bytes) -> str:
    return " ".join(f"{code} {answer.decode('utf-8', 'replace')}".split())[:400]


def _told(error: Exception, place: Place) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        return _line(error.smtp_code, answer if isinstance(answer, bytes) else str(answer).encode())
    if isinstance(error, TimeoutError):
        return f"{place.host} does not answer in time"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{place.host} has broken the connection"
    return f"no connection to {place.host}:{place.port} ({getattr(error, 'strerror', None) or error})"


def _hang_up(client: smtplib.SMTP) -> None:
    """Say goodbye without waiting for long; what has been answered counts, whatever comes now."""
    try:
        if client.sock is not None:
            client.sock.settimeout(2)
            client.docmd("QUIT")
    except (OSError, smtplib.SMTPException):
        pass
    client.close()
