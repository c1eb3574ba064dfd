"""`onehand intake`, `show`, `ledger`, `quarantine` and `reparse` as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onehand.cases.intake import Arrival, Received, receive_many
from onehand.cli import intake
from onehand.cli.main import main
from onehand.cli.tests.shell import Shell

MAIL = (
    b"From: Carla Kern <carla.kern@example.org>\r\nTo: hilfe@moebelhaus.example\r\nSubject: Schrank\r\n"
    b"Message-ID: <1@example.org>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    + "Die linke Tür hat einen Riss.\r\n\r\n-- \r\nCarla Kern\r\n".encode()
)


def test_a_mail_is_taken_in_shown_and_counted_as_the_contract_says(shell: Shell) -> None:
    (shell.folder / "a.eml").write_bytes(MAIL)
    (shell.folder / "b.eml").write_bytes(b"Received: by x\r\n" + MAIL)
    taken = shell("intake", "a.eml", "b.eml", "-", "--json", stdin=b"Subject: nobody\r\n\r\nHallo")
    assert (taken.code, taken.err) == (0, "")
    assert [list(line) for line in taken.lines] == [["source", "outcome", "case", "message", "automatic", "reason"]] * 3
    first, second, third = taken.lines
    assert (first["source"], first["outcome"], first["automatic"]) == ("a.eml", "new_case", False)
    assert (second["outcome"], second["message"]) == ("duplicate", first["message"])
    assert (third["source"], third["outcome"]) == ("-", "new_case")

    ledger = shell("ledger", "--json")
    assert ledger.json == {
        "accepted": 3, "messages": 2, "quarantined": 0, "duplicates": 1, "erased": 0, "difference": 0,
    }  # fmt: skip

    message = shell("show", "message", str(first["message"]), "--json").json
    assert message["from"] == [{"name": "Carla Kern", "address": "carla.kern@example.org"}]
    assert message["to"] == [{"name": "", "address": "hilfe@moebelhaus.example"}]
    assert (message["text"], message["date"]) == ("Die linke Tür hat einen Riss.", "2026-03-02T09:00:00+01:00")
    wanted = {
        "id", "from", "to", "cc", "reply_to", "subject", "date", "text", "full_text", "quoted", "signature",
        "html_safe", "attachments", "automatic", "authentication",
    }  # fmt: skip
    assert wanted <= set(message)

    several = shell("show", "message", str(third["message"]), "999", str(first["message"]), "--jsonl")
    assert several.code == 1
    assert [line["id"] for line in several.lines] == [third["message"], 999, first["message"]]
    assert "error" in several.lines[1]

    case = shell("show", "case", str(first["case"]), "--json").json
    assert (case["number"], case["owner"]["handle"]) == (first["case"], "ada")
    assert [entry["message"]["id"] for entry in case["timeline"] if entry["message"]] == [first["message"]]
    assert case["timeline"][0]["sentence"] == "Case opened"
    assert shell("show", "case", "999").code == 1


def test_a_path_that_is_not_there_is_told_and_the_others_are_taken_in(shell: Shell) -> None:
    (shell.folder / "a.eml").write_bytes(MAIL)
    taken = shell("intake", "none.eml", "a.eml", "--json")
    assert taken.code == 2
    assert "none.eml: there is no such file or folder" in taken.err
    assert [line["source"] for line in taken.lines] == ["a.eml"]


@pytest.mark.django_db
def test_a_temporary_fault_leaves_one_mail_out_and_says_75(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.eml").write_bytes(MAIL.replace(b"<1@", b"<%d@" % number))

    def full_for_the_second(arrivals: list[Arrival]) -> list[Received]:
        if any(arrival.source.endswith("1.eml") for arrival in arrivals):
            raise OSError(28, "No space left on device")
        return receive_many(arrivals)

    monkeypatch.setattr(intake, "receive_many", full_for_the_second)
    assert main(["intake", str(tmp_path), "--json"]) == 75
    told = capsys.readouterr()
    assert [json.loads(line)["source"][-5:] for line in told.out.splitlines()] == ["0.eml", "2.eml"]
    assert "1.eml: not taken in: [Errno 28]" in told.err


@pytest.mark.django_db
def test_memory_stays_bounded_by_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mbox").write_bytes(b"From a@b Mon Mar  2 09:00:00 2026\nSubject: x\n\ny\n\n" * 120)
    sizes: list[int] = []

    def counted(arrivals: list[Arrival]) -> list[Received]:
        sizes.append(len(arrivals))
        return []

    monkeypatch.setattr(intake, "receive_many", counted)
    assert main(["intake", str(tmp_path / "a.mbox")]) == 0
    assert sizes == [50, 50, 20]


@pytest.mark.django_db
def test_what_is_in_quarantine_is_listed_tried_again_and_given_to_somebody(capsys: pytest.CaptureFixture[str]) -> None:
    from onehand.cases.models import Ledger
    from onehand.foundation import blobs, tokens

    assert main(["user", "add", "ada", "--email", "ada@x.example", "--role", "agent"]) == 0
    rows = [
        Ledger.objects.create(
            source=f"x:{number}", content_hash=tokens.keyed_hash(raw), raw=blobs.put(raw), size=9, reason="broken"
        )
        for number, raw in enumerate((MAIL, MAIL.replace(b"<1@", b"<2@")))
    ]
    capsys.readouterr()
    assert main(["quarantine", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["items"]
    assert [(item["id"], item["reason"]) for item in listed] == [(rows[1].pk, "broken"), (rows[0].pk, "broken")]
    assert main(["quarantine", "retry", str(rows[0].pk), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "new_case"
    assert main(["quarantine", "assign", str(rows[1].pk), "--agent", "ada"]) == 0
    assert main(["quarantine", "assign", str(rows[1].pk), "--agent", "ada"]) == 1
    assert main(["quarantine", "retry", str(rows[1].pk)]) == 1
    assert main(["ledger"]) == 0
    assert main(["reparse", "--all", "--json"]) in (0, 1)


@pytest.mark.django_db
def test_reparse_reads_anew_what_has_raw_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from onehand.cases.models import Message

    (tmp_path / "a.eml").write_bytes(MAIL)
    assert main(["intake", str(tmp_path / "a.eml")]) == 0
    message = Message.objects.get(direction="in")
    Message.objects.update(subject="old", text="old")
    capsys.readouterr()
    assert main(["reparse", str(message.pk), "999", "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out) == {"read": 1, "left": 1}
    assert "there is no message 999" in told.err
    message.refresh_from_db()
    assert (message.subject, message.text) == ("Schrank", "Die linke Tür hat einen Riss.")
