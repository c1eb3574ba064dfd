from __future__ import annotations

import time

from onehand.look.templatetags import look, look_mail


def test_text_of_strangers_is_escaped_and_its_addresses_become_links() -> None:
    made = look.prose("<b>siehe</b> https://versand.example/a?b=1&c=2.")
    assert made == (
        "&lt;b&gt;siehe&lt;/b&gt; "
        '<a href="https://versand.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">'
        "https://versand.example/a?b=1&amp;c=2</a>."
    )


def test_no_other_scheme_becomes_a_link() -> None:
    assert "<a" not in look.prose("javascript:alert(1) data:text/html,x mailto:a@b.example")


def test_a_megabyte_of_hostile_text_takes_no_time() -> None:
    begun = time.perf_counter()
    look.prose("http://" * 150_000)
    look.prose("https://a" + ")" * 1_000_000)
    assert time.perf_counter() - begun < 2


def test_initials_are_the_first_and_the_last_name() -> None:
    assert look.initials("Ada Brandt") == "AB"
    assert look.initials("Özlem Nur Yılmaz") == "ÖY"
    assert look.initials("hilfe@moebelhaus.example") == "HE"
    assert look.initials("") == "?"


def test_the_two_bodies_of_a_mail_are_cut_alike() -> None:
    assert look_mail.paragraphs("Eins\r\nzwei\r\n\r\n\r\ndrei") == ["Eins\nzwei", "drei"]
    assert look_mail.mail_lines("a\n<b>") == "a<br>&lt;b&gt;"
    assert look_mail.quoted("a\n\nb") == "> a\n>\n> b"
