"""`onehand check` refuses what would make customers unheard, and says what to do."""

from __future__ import annotations

from onehand.cli.tests.shell import Shell


def test_a_no_reply_address_is_refused_with_advice(shell: Shell) -> None:
    refused = shell("check", ONEHAND_MAIL_ADDRESS="no-reply@moebelhaus.example")
    assert refused.code == 1
    assert "no-reply@moebelhaus.example is a no-reply address" in refused.out
    assert "→" in refused.out
    assert "refused: put right what is named above" in refused.out


def test_the_settings_as_they_come_are_all_right(shell: Shell) -> None:
    right = shell("check")
    assert (right.code, right.out.splitlines()[-1]) == (0, "all right")


def test_a_house_without_anybody_is_warned_of(fresh_shell: Shell) -> None:
    assert "there is no active agent" in fresh_shell("check").out
