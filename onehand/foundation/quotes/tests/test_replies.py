"""Made-up replies of many mail programs and languages: only what the person wrote stays visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from onehand.foundation.quotes import fold


def _replies() -> list[tuple[str, str, str]]:
    text = (Path(__file__).parent / "replies.txt").read_text(encoding="utf-8")
    replies: list[tuple[str, str, str]] = []
    for part in text.split("\n@@@ ")[1:]:
        name, _, body = part.partition("\n")
        if name == "visible":
            replies[-1] = (*replies[-1][:2], body.rstrip("\n"))
        else:
            replies.append((name, body, ""))
    return replies


@pytest.mark.parametrize(("name", "mail", "visible"), _replies(), ids=[name for name, _, _ in _replies()])
def test_only_the_new_words_are_visible(name: str, mail: str, visible: str) -> None:
    assert fold(mail).visible == visible


@pytest.mark.parametrize(("name", "mail", "visible"), _replies(), ids=[name for name, _, _ in _replies()])
def test_no_word_of_a_mail_is_lost(name: str, mail: str, visible: str) -> None:
    folded = fold(mail)
    parts = "\n".join((folded.visible, folded.quoted, folded.signature)).split()
    assert sorted(parts) == sorted(mail.split())


@pytest.mark.parametrize(("name", "mail", "visible"), _replies(), ids=[name for name, _, _ in _replies()])
def test_line_ends_of_the_network_make_no_difference(name: str, mail: str, visible: str) -> None:
    assert fold(mail.replace("\n", "\r\n")).visible == visible
