"""Machines' mails are told from humans' (RFC 3834), and humans' are never taken for machines'."""

from __future__ import annotations

import pytest

from onehand.foundation.mailparse import parse


def _why(*fields: str, sender: str = "Carla Kern <carla.kern@example.org>", subject: str = "Tisch") -> str:
    head = "\n".join((f"From: {sender}", f"Subject: {subject}", *fields))
    return parse(f"{head}\n\nHallo\n".encode()).automatic


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["Auto-Submitted: auto-generated"], "auto-submitted"),
        (["Auto-Submitted: auto-replied (vacation)"], "vacation"),
        (["Precedence: bulk"], "bulk"),
        (["Precedence: junk"], "bulk"),
        (["Precedence: list"], "list"),
        (["Precedence: auto_reply"], "auto-reply"),
        (["List-Id: <a.b.c>"], "list"),
        (["List-Unsubscribe: <mailto:x@y.test>"], "list"),
        (["X-Autoreply: yes"], "vacation"),
        (["X-Autorespond: x"], "vacation"),
        (["X-Vacation: x"], "vacation"),
        (["Return-Path: <>"], "null-sender"),
        (["Feedback-Type: abuse"], "feedback"),
    ],
)
def test_fields_made_for_the_purpose_are_believed(fields: list[str], expected: str) -> None:
    assert _why(*fields) == expected


@pytest.mark.parametrize(
    "fields",
    [
        [],
        ["Auto-Submitted: no"],
        ["Auto-Submitted: No "],
        ["X-Auto-Response-Suppress: All"],
        ["X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply"],
        ["Return-Path: <carla.kern@example.org>"],
        ["Precedence: first-class"],
        ["List-Unsubscribe:"],
    ],
)
def test_a_humans_mail_stays_a_humans(fields: list[str]) -> None:
    assert _why(*fields) == ""


@pytest.mark.parametrize(
    "subject",
    [
        "Automatische Antwort: Tisch",
        "Automatic reply: table",
        "Abwesenheitsnotiz: Tisch",
        "Out of Office: table",
    ],
)
def test_subjects_that_only_programs_write_suffice(subject: str) -> None:
    assert _why(subject=subject) == "vacation"


@pytest.mark.parametrize(
    "subject",
    ["Re: Automatische Antwort: Tisch", "Auto: Dachgepäckträger passt nicht", "Ich bin bis Montag im Urlaub"],
)
def test_subjects_that_humans_write_need_a_second_hint(subject: str) -> None:
    assert _why(subject=subject) == ""


def test_a_vague_subject_counts_with_a_second_hint() -> None:
    assert _why("X-Auto-Response-Suppress: All", subject="Abwesenheit bis Montag") == "vacation"


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("MAILER-DAEMON@mx.example", "daemon"),
        ("Postmaster <postmaster@mx.example>", "daemon"),
        ("noreply@shop.example", "no-reply"),
        ("no-reply+4711@shop.example", "no-reply"),
        ("orders.donotreply@shop.example", "no-reply"),
        ("Nora Reply <nora.reply@example.org>", ""),
    ],
)
def test_senders_that_no_human_uses(sender: str, expected: str) -> None:
    assert _why(sender=sender) == expected
