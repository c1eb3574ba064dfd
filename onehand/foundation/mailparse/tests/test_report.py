"""Bounces, receipts and complaints."""

from __future__ import annotations

from onehand.foundation.mailparse import Report, parse

DSN = b"""From: MAILER-DAEMON@mx.example
To: hilfe@moebelhaus.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

I'm sorry to have to inform you.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; carla.kern@example.org
Original-Recipient: rfc822;carla@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <carla.kern@example.org>: User
    unknown

Final-Recipient: rfc822; sam@x.test
Action: relayed
Status: 2.0.0
--b
Content-Type: text/rfc822-headers

From: hilfe@moebelhaus.example
Message-ID: <reply-7@moebelhaus.example>
Subject: Tisch
--b--
"""


def test_a_standard_bounce_is_read() -> None:
    mail = parse(DSN)
    assert mail.report == Report(
        kind="delivery",
        action="failed",
        status="5.1.1",
        recipients=("carla.kern@example.org",),
        original_message_id="<reply-7@moebelhaus.example>",
        diagnostic="550 5.1.1 <carla.kern@example.org>: User unknown",
    )
    assert (mail.automatic, mail.text, mail.attachments) == ("bounce", "I'm sorry to have to inform you.", ())


def test_a_returned_mail_names_the_original() -> None:
    raw = DSN.replace(b"text/rfc822-headers", b"message/rfc822").replace(b"Action: failed", b"Action: delayed")
    mail = parse(raw)
    assert mail.report is not None
    assert (mail.report.action, mail.report.original_message_id) == (
        "delayed",
        "<reply-7@moebelhaus.example>",
    )
    assert [part.name for part in mail.attachments] == ["Tisch.eml"]


def test_a_read_receipt_is_a_disposition() -> None:
    raw = b"""From: carla.kern@example.org
Subject: Gelesen: Tisch
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b

Gelesen.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;carla.kern@example.org
Original-Message-ID: <reply-7@moebelhaus.example>
Disposition: manual-action/MDN-sent-manually; displayed
--b--
"""
    mail = parse(raw)
    assert mail.report is not None
    assert (mail.report.kind, mail.report.original_message_id) == (
        "disposition",
        "<reply-7@moebelhaus.example>",
    )
    assert mail.report.diagnostic.endswith("displayed")
    assert mail.automatic == "disposition"


def test_a_complaint_is_feedback() -> None:
    raw = b"""From: fbl@provider.example
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b

This is an abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: <carla.kern@example.org>
--b
Content-Type: message/rfc822

Message-ID: <reply-7@moebelhaus.example>
Subject: x

y
--b--
"""
    mail = parse(raw)
    assert mail.report is not None
    assert (mail.report.kind, mail.report.diagnostic, mail.report.recipients) == (
        "feedback", "abuse", ("carla.kern@example.org",)
    )  # fmt: skip
    assert mail.report.original_message_id == "<reply-7@moebelhaus.example>"
    assert mail.automatic == "feedback"


def _prose(sender: str, subject: str, text: str, more: str = "") -> Report:
    report = parse(f"From: {sender}\nSubject: {subject}\n{more}\n{text}".encode()).report
    assert report is not None
    return report


def test_exims_bounce_is_read() -> None:
    report = _prose(
        "Mail Delivery System <Mailer-Daemon@mx.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n"
        "A message that you sent could not be delivered to one or more of its recipients."
        "\n\n"
        "  carla.kern@example.org\n    host mx.example.org [192.0.2.1]\n"
        "    SMTP error from remote mail server after RCPT TO:<carla.kern@example.org>:\n"
        "    550 5.1.1 unknown user\n\n"
        "------ This is a copy of the message, including all the headers. ------\n\n"
        "From: hilfe@moebelhaus.example\nMessage-ID: <reply-7@moebelhaus.example>\n\nHallo",
        "X-Failed-Recipients: carla.kern@example.org\n",
    )
    assert (report.action, report.status, report.recipients) == (
        "failed",
        "5.1.1",
        ("carla.kern@example.org",),
    )
    assert report.original_message_id == "<reply-7@moebelhaus.example>"


def test_qmails_bounce_is_read() -> None:
    report = _prose(
        "MAILER-DAEMON@mx.example",
        "failure notice",
        "Hi. This is the qmail-send program at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message.\n\n"
        "<carla.kern@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        "--- Below this line is a copy of the message.\n\n"
        "Message-ID: <reply-7@moebelhaus.example>\n\nHallo <sam@x.test>:",
    )
    assert (report.status, report.recipients) == ("5.1.1", ("carla.kern@example.org",))
    assert report.original_message_id == "<reply-7@moebelhaus.example>"


def test_exchanges_bounce_and_a_delay_are_read() -> None:
    german = _prose(
        "Postmaster <postmaster@firma.example>",
        "Unzustellbar: Tisch",
        "Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.\n\n"
        "      carla.kern@example.org on 3/3/2025\n"
        "            550 5.7.1 not allowed\n",
    )
    assert (german.action, german.status, german.recipients) == (
        "failed",
        "5.7.1",
        ("carla.kern@example.org",),
    )
    late = _prose(
        "MAILER-DAEMON@mx.example",
        "Warning: could not send message for past 4 hours",
        "Deferred: 451 4.4.1 Connection timed out\nWarning: message still undelivered, will keep trying\n",
    )
    assert (late.action, late.status) == ("delayed", "4.4.1")


def test_a_human_who_writes_about_bounces_is_no_bounce() -> None:
    mail = parse(
        b"From: carla.kern@example.org\nSubject: Undelivered Mail Returned to Sender\n\n"
        b"My mail could not be delivered to you: 550 5.1.1 <hilfe@moebelhaus.example>"
    )
    assert (mail.report, mail.automatic) == (None, "")
