"""Which mails lie at a path, and what their sources are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onehand.cli.mails import Found, Unread, mails

ENVELOPE = b"From carla@example.org Mon Mar  2 09:00:00 2026\n"


def _mail(number: int) -> bytes:
    return b"From: carla.kern@example.org\nSubject: Nr. %d\n\nHallo\n" % number


MBOX = b"".join(ENVELOPE + _mail(number) + b"\n" for number in (1, 2, 3))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _sources(path: str) -> list[str]:
    return [found.source for found in mails(path)]


def test_a_file_is_one_mail_under_its_path_as_given(here: Path) -> None:
    (here / "a.eml").write_bytes(_mail(1))
    assert list(mails("./a.eml")) == [Found("./a.eml", _mail(1))]


@pytest.mark.parametrize("name", ["a.eml", "a.box", "a.EML"])
def test_eml_and_box_are_one_mail_even_when_they_look_like_an_mbox(name: str, here: Path) -> None:
    (here / name).write_bytes(MBOX)
    assert list(mails(name)) == [Found(name, MBOX)]


@pytest.mark.parametrize("name", ["a.mbox", "archive", "a.txt"])
def test_the_mails_of_an_mbox_are_numbered(name: str, here: Path) -> None:
    (here / name).write_bytes(MBOX)
    assert list(mails(name)) == [Found(f"{name}:{number}", _mail(number)) for number in (1, 2, 3)]


def test_an_mbox_of_one_mail_is_told_by_its_ending(here: Path) -> None:
    for name in ("a.mbox", "a.txt"):
        (here / name).write_bytes(ENVELOPE + _mail(1))
    assert list(mails("a.mbox")) == [Found("a.mbox:1", _mail(1))]
    assert list(mails("a.txt")) == [Found("a.txt", ENVELOPE + _mail(1))]


def test_a_maildir_gives_what_is_delivered(here: Path) -> None:
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (here / "box" / folder).mkdir(parents=True)
        (here / "box" / folder / "1.host:2,S").write_bytes(MBOX)
    (here / "box" / "dovecot.index").write_bytes(b"index")
    assert _sources("box/") == [
        "box/.Sent/cur/1.host:2,S", "box/.Sent/new/1.host:2,S", "box/cur/1.host:2,S", "box/new/1.host:2,S",
    ]  # fmt: skip


def test_a_folder_gives_its_mails_in_order_without_what_lies_beside_them(here: Path) -> None:
    (here / "in" / "b").mkdir(parents=True)
    for name in ("c.eml", "a.txt", "b/1.msg", "b/2"):
        (here / "in" / name).write_bytes(_mail(1))
    (here / "in" / "d.mbox").write_bytes(MBOX)
    for name in ("c.json", "README.md", ".hidden"):
        (here / "in" / name).write_bytes(b"{}")
    assert _sources("in") == [
        "in/a.txt", "in/b/1.msg", "in/b/2", "in/c.eml", "in/d.mbox:1", "in/d.mbox:2", "in/d.mbox:3",
    ]  # fmt: skip


def test_a_folder_that_contains_itself_is_read_once(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.eml").write_bytes(_mail(1))
    (here / "in" / "loop").symlink_to(here / "in")
    assert _sources("in") == ["in/a.eml"]


def test_what_is_not_there_is_said(here: Path) -> None:
    assert list(mails("none")) == [Unread("none", "there is no such file or folder", temporary=False)]
    (here / "dangling.eml").symlink_to(here / "gone")
    (found,) = mails("dangling.eml")
    assert isinstance(found, Unread)


def test_a_name_that_is_no_text_can_be_told(here: Path) -> None:
    (here / "in").mkdir()
    with open(os.fsencode(here / "in") + b"/\xff.eml", "wb") as file:
        file.write(_mail(1))
    (found,) = mails("in")
    assert isinstance(found, Found)
    assert found.told == "in/\ufffd.eml"
