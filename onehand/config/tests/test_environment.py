"""Settings: a typing error is refused with the nearest name, a bad value with its problem."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from onehand.config.environment import KNOWN, SettingError, Settings, read, set_for_demo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def settings(folder: Path, **given: str) -> Settings:
    return read({f"ONEHAND_{name}": value for name, value in given.items()}, folder)


def refusal(folder: Path, **given: str) -> str:
    with pytest.raises(SettingError) as error:
        settings(folder, **given)
    return str(error.value)


def test_nothing_is_mandatory(folder: Path) -> None:
    chosen = settings(folder)
    assert chosen.data == folder / "data"
    assert chosen.database_url == f"sqlite:///{folder}/data/onehand.sqlite3"
    assert (chosen.listen_host, chosen.listen_port, chosen.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert (chosen.language, chosen.time_zone, chosen.mail_listen) == ("de", "Europe/Berlin", "smtp://127.0.0.1:2525")
    assert (chosen.mail_out, chosen.mail_in) == ("", ())


def test_the_key_is_made_once_and_belongs_to_nobody_else(folder: Path) -> None:
    first = settings(folder).secret_key
    assert settings(folder).secret_key == first
    assert len(first) >= 32
    assert (folder / "data" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert settings(folder, DATA=str(folder / "other")).secret_key != first


@pytest.mark.parametrize(
    ("typo", "near"),
    [
        ("MAIL_ADRESS", "ONEHAND_MAIL_ADDRESS"),
        ("MAILADDRESS", "ONEHAND_MAIL_ADDRESS"),
        ("DATABASEURL", "ONEHAND_DATABASE_URL"),
        ("DATABASE_URI", "ONEHAND_DATABASE_URL"),
        ("LISTN", "ONEHAND_LISTEN"),
        ("TIMEZONE", "ONEHAND_TIME_ZONE"),
        ("SECRET", "ONEHAND_SECRET_KEY"),
        ("SECRET_KEY_FIEL", "ONEHAND_SECRET_KEY"),
        ("data", "ONEHAND_DATA"),
    ],
)
def test_a_typing_error_is_refused_with_the_nearest_name(folder: Path, typo: str, near: str) -> None:
    told = refusal(folder, **{typo: "x"})
    assert f"ONEHAND_{typo} is not a setting" in told
    if typo != "data":
        assert f"Did you mean {near}?" in told


def test_what_is_near_to_nothing_is_told_where_to_look(folder: Path) -> None:
    assert "docs/settings.md" in refusal(folder, QWXZ="1")


def test_a_span_may_be_off(folder: Path) -> None:
    assert settings(folder).promise_tell_after == 60
    assert settings(folder, PROMISE_TELL_AFTER="0").promise_tell_after == 0
    assert settings(folder, PROMISE_TELL_AFTER="Off").promise_tell_after is None


def test_what_is_not_ours_is_not_looked_at(folder: Path) -> None:
    read({"ONEHANDS": "x", "PATH": "/bin", "onehand_data": "/x"}, folder)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("LISTEN", "8000", "must be host:port"),
        ("LISTEN", "localhost:http", "must be host:port"),
        ("LISTEN", "localhost:0", "must be host:port"),
        ("LISTEN", "localhost:70000", "port from 1 to 65535"),
        ("PUBLIC_URL", "help.example.org", "must begin with http:// or https://"),
        ("PUBLIC_URL", "htps://help.example.org", "the nearest is https://"),
        ("PUBLIC_URL", "https://", "names no host"),
        ("PUBLIC_URL", "https://x:port", "is not a valid address"),
        ("LANGUAGE", "german", "must be one of de, en"),
        ("LANGUAGE", "fr", "the nearest is"),
        ("TIME_ZONE", "Europe/Berln", "the nearest is 'Europe/Berlin'"),
        ("MAIL_ADDRESS", "hilfe", "is not a mail address"),
        ("MAIL_ADDRESS", "hilfe@", "is not a mail address"),
        ("MAIL_ADDRESS", ",", "names no address"),
        ("MAIL_ADDRESS", "x" * 30 + "@example.org", "leaves no room for the reply token"),
        ("MAIL_LISTEN", "http://localhost:25", "must begin with smtp:// or lmtp://"),
        ("MAIL_IN", "imap.example.org", "must begin with imap:// or imaps://"),
        ("MAIL_IN", "imaps://imap.example.org/INBOX", "names no user"),
        ("MAIL_OUT", "mail.example.org:587", "must begin with smtp:// or smtps://"),
        ("MAIL_MAX_BYTES", "50 MB", "must be a whole number"),
        ("MAIL_MAX_BYTES", "-1", "must be a whole number"),
        ("MAIL_MAX_BYTES", "1", "is too small; the least is 1024"),
        ("MAIL_CHECK", "vielleicht", "must be on or off"),
        ("RECEIPTS_PER_HOUR", "many", "must be a whole number"),
        ("SILENCE_DAYS", "0", "is too small"),
        ("RESPONSE_HOURS", "0", "is too small"),
        ("PROMISE_DEFAULT_HOURS", "0", "is too small"),
        ("PROMISE_TELL_AFTER", "soon", "must be a whole number, such as 60, or off"),
        ("AMENDS_CENTS", "10 EUR", "must be a whole number"),
        ("HEARING_DAYS", "2", "is too small; the least is 3"),
        ("HEARING_DAYS", "21", "is too large; the most is 20"),
        ("HEARING_DAYS", "a week", "must be a whole number, such as 5"),
        ("APPEAL_DAYS", "0", "is too small; the least is 1"),
        ("APPEAL_DAYS", "11", "is too large; the most is 10"),
        ("DEBUG", "2", "must be on or off"),
        ("DATABASE_URL", "mysql://x/y", "must begin with sqlite:/// or postgresql://"),
        ("DATABASE_URL", "postgres://x/y", "the nearest is postgresql://"),
        ("SECRET_KEY", "short", "at least 32 are needed"),
        ("EVENTS_SECRET", "short", "at least 24 are needed"),
    ],
)
def test_a_bad_value_is_refused_with_its_name_and_problem(folder: Path, name: str, value: str, problem: str) -> None:
    told = refusal(folder, **{name: value})
    assert f"ONEHAND_{name}" in told
    assert problem in told


def test_a_password_is_not_shown_in_the_refusal(folder: Path) -> None:
    for name, value in (
        ("MAIL_OUT", "smtpp://ada:geheim123@mail.example.org"),
        ("MAIL_IN", "pop3://ada:geheim123@mail.example.org"),
        ("DATABASE_URL", "mysql://ada:geheim123@db/x"),
    ):
        assert "geheim123" not in refusal(folder, **{name: value})
    assert "kurz" not in refusal(folder, SECRET_KEY="kurz")


def test_a_secret_can_come_from_a_file(folder: Path) -> None:
    (folder / "key").write_text("k" * 40 + "\n")
    (folder / "out").write_text("smtps://ada:pw@mail.example.org\n")
    chosen = settings(folder, SECRET_KEY_FILE=str(folder / "key"), MAIL_OUT_FILE=str(folder / "out"))
    assert chosen.secret_key == "k" * 40
    assert chosen.mail_out == "smtps://ada:pw@mail.example.org"


def test_a_file_that_cannot_be_read_is_told_by_name(folder: Path) -> None:
    told = refusal(folder, SECRET_KEY_FILE=str(folder / "missing"))
    assert "ONEHAND_SECRET_KEY_FILE" in told
    assert "cannot be read" in told
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in refusal(folder, SECRET_KEY_FILE=str(folder / "binary"))


def test_onehand_toml_is_read_and_the_environment_wins(folder: Path) -> None:
    (folder / "onehand.toml").write_text(
        'company = "Möbelhaus"\nsilence_days = 3\nmail_check = true\n'
        'mail_address = ["hilfe@a.example", "service@b.example"]\nONEHAND_LANGUAGE = "en"\n'
    )
    chosen = settings(folder, SILENCE_DAYS="5")
    assert (chosen.company, chosen.silence_days, chosen.mail_check, chosen.language) == ("Möbelhaus", 5, True, "en")
    assert chosen.mail_addresses == ("hilfe@a.example", "service@b.example")
    assert chosen.mail_sender == "hilfe@a.example"
    assert chosen.mail_domains == {"a.example", "b.example"}


def test_a_typing_error_in_onehand_toml_is_refused_with_file_and_nearest_name(folder: Path) -> None:
    (folder / "onehand.toml").write_text('mail_adress = "x@y.example"\n')
    told = refusal(folder)
    assert "onehand.toml: mail_adress" in told
    assert "ONEHAND_MAIL_ADDRESS" in told


def test_a_broken_onehand_toml_is_refused(folder: Path) -> None:
    (folder / "onehand.toml").write_text("company = \n")
    assert "cannot be read as TOML" in refusal(folder)


def test_the_data_folders_toml_is_read_last(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "onehand.toml").write_text('company = "aus Daten"\nlanguage = "en"\n')
    (folder / "onehand.toml").write_text('company = "aus Ordner"\n')
    chosen = settings(folder)
    assert (chosen.company, chosen.language) == ("aus Ordner", "en")


def test_the_demos_settings_are_written_into_a_fresh_data_folder_only(folder: Path) -> None:
    set_for_demo({}, folder)
    assert settings(folder).mail_sender == "hilfe@moebelhaus.example"
    other = folder / "other"
    other.mkdir()
    (other / "onehand.sqlite3").touch()
    set_for_demo({"ONEHAND_DATA": str(other)}, folder)
    assert not (other / "onehand.toml").exists()


def test_an_unwritable_data_folder_is_told_by_name(folder: Path) -> None:
    (folder / "file").write_text("")
    told = refusal(folder, DATA=str(folder / "file" / "data"))
    assert "ONEHAND_DATA" in told
    assert "cannot be written" in told


def test_an_empty_setting_of_a_list_is_none(folder: Path) -> None:
    assert settings(folder, MAIL_IN="", ALLOWED_HOSTS=" , ").mail_in == ()


def test_every_address_given_is_lower_case(folder: Path) -> None:
    assert settings(folder, MAIL_ADDRESS="Hilfe@Moebelhaus.Example").mail_sender == "hilfe@moebelhaus.example"


def test_the_public_address_has_no_slash_at_its_end_and_names_no_wildcard(folder: Path) -> None:
    assert settings(folder, PUBLIC_URL="https://help.example.org/").public_url == "https://help.example.org"
    assert settings(folder, LISTEN="0.0.0.0:9000").public_url == "http://127.0.0.1:9000"


def test_every_setting_is_described_and_used(folder: Path) -> None:
    assert all(sentence.strip() for sentence in KNOWN.values())
    assert len(dataclasses.fields(Settings)) >= len(KNOWN) - 8


HOOK = "https://campaigns.example/hook"


def test_a_permission_hook_is_signed_and_goes_by_https(folder: Path) -> None:
    key = "k" * 24
    assert settings(folder, PERMISSION_HOOK=HOOK, PERMISSION_HOOK_SECRET=key).permission_hook == HOOK
    assert "at least 24" in refusal(folder, PERMISSION_HOOK=HOOK, PERMISSION_HOOK_SECRET="short")
    assert "https://" in refusal(folder, PERMISSION_HOOK="http://campaigns.example/", PERMISSION_HOOK_SECRET=key)
    assert "no user" in refusal(folder, PERMISSION_HOOK="https://u:p@campaigns.example/", PERMISSION_HOOK_SECRET=key)
    inside = {"PERMISSION_HOOK": "http://10.0.0.7/", "PERMISSION_HOOK_SECRET": key, "PERMISSION_HOOK_INTERNAL": "on"}
    assert settings(folder, **inside).permission_hook_internal
