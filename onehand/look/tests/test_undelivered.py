"""Why a mail did not arrive, in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from onehand.look.templatetags.look import undelivered


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("550 5.1.1 no such user", "Diese Adresse gibt es nicht. (550 5.1.1 no such user)"),
        ("552 5.2.2 over quota", "Das Postfach ist voll. (552 5.2.2 over quota)"),
        ("5.0.0", "Der Mailserver der Gegenseite hat sie nicht angenommen. (5.0.0)"),
        ("the connection broke", "the connection broke"),
        ("", ""),
    ],
)
def test_a_status_code_is_told_in_words(error: str, sentence: str) -> None:
    with translation.override("de"):
        assert undelivered(error) == sentence
