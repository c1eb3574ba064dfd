"""Real mails: how much of what other people expected of them is met, and that none is refused."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onehand.foundation.mailparse import Address, Mail, parse

# Below the measured share by little, so that a loss is seen. What is missing is meant: the expected data
# take text and files out of attached mails, give up at a broken header line, or drop 8-bit letters.
FLOORS = {
    "subject": 0.96, "from": 0.96, "to": 0.95, "cc": 1.0, "reply_to": 1.0, "date": 0.98, "text": 0.87,
    "attachments": 0.89,
}  # fmt: skip


def _people(expected: Any) -> list[tuple[str, str]]:
    entries = [expected] if isinstance(expected, dict) else expected or []
    return [(entry["name"].strip(), entry["address"].lower()) for entry in entries]


def _found(people: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(entry.name, entry.address.lower()) for entry in people]


def _same_date(mail: Mail, expected: str) -> bool:
    date = datetime.fromisoformat(expected)
    if date.year == 1900:
        return mail.date is None
    return mail.date == (date if date.tzinfo else date.replace(tzinfo=UTC))


def _met(mail: Mail, expected: dict[str, Any]) -> dict[str, bool]:
    files = [
        (file["filename"], file["content_type"], file["payload"]["size"], file["payload"]["md5"])
        for file in expected["attachments"]
    ]
    parts = [(part.name, part.type, len(part.data), hashlib.md5(part.data).hexdigest()) for part in mail.attachments]
    senders = _people(expected["from_values"])
    return {
        "subject": mail.subject.split() == expected["subject"].split(),
        "from": _found(mail.from_)[: len(senders) or None] == senders,
        "to": _found(mail.to) == _people(expected["to_values"]),
        "cc": _found(mail.cc) == _people(expected["cc_values"]),
        "reply_to": _found(mail.reply_to) == _people(expected["reply_to_values"]),
        "date": _same_date(mail, expected["date"]),
        "text": mail.text.split() == expected["text"].split() or (not expected["text"] and bool(mail.html)),
        "attachments": sorted(parts) == sorted(files),
    }


def test_mails_with_expected_values_are_read_as_expected(corpus: Path) -> None:
    met: Counter[str] = Counter()
    files = sorted((corpus / "mails-imap_tools").glob("*.json"))
    for file in files:
        mail = parse(file.with_suffix(".eml").read_bytes())
        met.update(_met(mail, json.loads(file.read_text("utf-8"))))
    shares = {what: met[what] / len(files) for what in FLOORS}
    print(f"\n{len(files)} mails:", ", ".join(f"{what} {share:.1%}" for what, share in shares.items()))
    assert {what for what, share in shares.items() if share < FLOORS[what]} == set()


@pytest.mark.parametrize("folder", ["mails-mime4j", "mails-spamassassin"])
def test_every_real_mail_is_readable_and_fit_for_a_database(corpus: Path, folder: str) -> None:
    for file in sorted((corpus / folder).iterdir()):
        if file.suffix not in (".eml", ".msg"):
            continue
        mail = parse(file.read_bytes())
        words = (mail.text, mail.html, mail.subject, *(part.name for part in mail.attachments))
        for text in words:
            text.encode("utf-8")
            assert "\x00" not in text, file.name
