"""Real replies of many mail programs, collected by others; what a person wrote was read off each by hand.

The files are not part of this repository: ONEHAND_TEST_CORPORA names their folder, or it lies beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onehand.foundation.quotes import fold, html_to_text

_ROOT = Path(os.environ.get("ONEHAND_TEST_CORPORA", Path(__file__).parents[5] / "shared" / "corpora")) / "quotes"

pytestmark = pytest.mark.skipif(not _ROOT.is_dir(), reason=f"no corpus of quoted replies at {_ROOT}")


# file: (first words, last words of what the person wrote, words of the quotation or signature that must be gone)
_FILLED = """
email_7:informazioni email_8:Beste email_9:Proin email_10:Etiam email_11:Etiam email_12:Etiam email_13:Etiam
email_14:Etiam email_15:Etiam email_16:Etiam email_17:Etiam email_18:Etiam email_22:Test email_23:Test
email_24:available email_25:Etiam email_26:Etiam email_danish_dash_separator:Oprindelig email_en_multiline_2:Etiam
email_finnish:Thanks email_fr_multiline:Etiam email_french_2:Chris email_french_dash_separator:origine
email_german:Hi email_german_2:Hi email_german_3:Gesendet email_german_outlook:original
email_gmail_split_line_from:Respond email_ios_outlook:Chauffeur email_ios_outlook_fr:Etiam email_italian:Buongiorno
email_msn:Kevin email_norwegian_gmail:skrev email_original_message:revisit email_original_message_2:revisit
email_outlook_split_line_from:Danny email_portuguese:escreveu email_russian:привет
email_tricky_10_special_chars_in_name:Previous email_tricky_12_no_space_after_header:confuse
email_tricky_14_long_quote_header:wrap email_tricky_15_original_message_variations:original
email_tricky_5_mixed_languages:Merci
"""
_TABLE: dict[str, tuple[str, str, str]] = {
    "email-reply-parser/correct_sig.txt": ("this is an email", "-- signature.", "rick"),
    "email-reply-parser/email_1.txt": ("Hi folks", "-Abhishek Kona", "mailing list"),
    "email-reply-parser/email_19.txt": ("On Thursday,", "proper rendering.", "caching"),
    "email-reply-parser/email_2.txt": ("Hi,", 'delete them all individually."', "best way to clear"),
    "email-reply-parser/email_20.txt": ("On Thursday.", "On Thursday.", "parsing"),
    "email-reply-parser/email_21.txt": ("On Thursday:", "id est laborum.", "@"),
    "email-reply-parser/email_2_1.txt": ("Outlook with", "a reply", "Google"),
    "email-reply-parser/email_3.txt": ("Oh thanks.", "-Abhishek Kona", "Russell"),
    "email-reply-parser/email_4.txt": ("Awesome!", "problem with it.", "Loader"),
    "email-reply-parser/email_5.txt": ("One: Here's", "for a while.", "@"),
    "email-reply-parser/email_6.txt": ("I get proper", "torch of pixels", "caching"),
    "email-reply-parser/email_blackberry.txt": ("Here is", "another email", "BlackBerry"),
    "email-reply-parser/email_bullets.txt": ("test 2", "and another", "Joe"),
    "email-reply-parser/email_custom_quote_header.txt": ("Thank you!", "Thank you!", "imdb"),
    "email-reply-parser/email_customer_quote_header_2.txt": ("Thank you", "very much.", "somedude"),
    "email-reply-parser/email_customer_quote_header_3.txt": ("bonjour,", "merci d'avance", "cdt"),
    "email-reply-parser/email_emoji.txt": ("🎉", "🎉", "Pandaland"),
    "email-reply-parser/email_iphone.txt": ("Here is", "another email", "iPhone"),
    "email-reply-parser/email_multi_word_sent_from_my_mobile_device.txt": (
        "Here is",
        "another email",
        "Verizon",
    ),
    "email-reply-parser/email_not_a_signature.txt": ("Dear XXXXX:", "Domain Name Manager", "@"),
    "email-reply-parser/email_not_a_signature_2.txt": ("Hello,", "Thanks!", "@"),
    "email-reply-parser/email_one_is_not_on.txt": ("Thank, this", "when I run...", "lastLocation"),
    "email-reply-parser/email_reply_header.txt": ("This is the latest", "Stranger", "fake email"),
    "email-reply-parser/email_sent_from.txt": ("Hi it can", "words or paragraphs.", "replicate"),
    "email-reply-parser/email_sent_from_my_not_signature.txt": ("Here is", "my mobile phone.", "@"),
    "email-reply-parser/email_thread.txt": ("This is new", "from bellow.", "On Nov 21"),
    "email-reply-parser/email_tricky_11_double_signature.txt": ("Thanks for", "John", "Developer"),
    "email-reply-parser/email_tricky_13_timestamp_variations.txt": ("Here are", "not quote headers.", "@"),
    "email-reply-parser/email_tricky_16_unicode_signatures.txt": ("Thanks for", "Sarah", "Product Manager"),
    "email-reply-parser/email_tricky_17_forward_header.txt": ("See the", "message below.", "treated as"),
    "email-reply-parser/email_tricky_18_inline_reply.txt": ("I think option", "our use case.", "opinion"),
    "email-reply-parser/email_tricky_19_quote_without_header.txt": ("I wanted", "final thoughts.", "angle"),
    "email-reply-parser/email_tricky_1_on_false_positive.txt": ("On the surface", "is great.", "@"),
    "email-reply-parser/email_tricky_20_html_entities.txt": ("The data", "handled correctly.", "Previous"),
    "email-reply-parser/email_tricky_2_url_with_wrote.txt": ("Hi there,", "John", "@"),
    "email-reply-parser/email_tricky_3_code_block.txt": ("Here's the", "as actual signatures.", "@"),
    "email-reply-parser/email_tricky_4_from_in_body.txt": ("I need", "actual message content.", "wrote"),
    "email-reply-parser/email_tricky_6_regards_in_sentence.txt": ("I wanted", "should be visible.", "@"),
    "email-reply-parser/email_tricky_7_multiple_dashes.txt": ("Here is my", "in my content.", "@"),
    "email-reply-parser/email_tricky_8_sent_from_in_content.txt": (
        "The notification",
        "the main server.",
        "@",
    ),
    "email-reply-parser/email_tricky_9_nested_quotes.txt": ("I agree", "points below.", "forwarding"),
    "email-reply-parser/email_unquoted_reply.txt": ("This is my", "reply.", "quote"),
    "email-reply-parser/email_with_regards.txt": ("Hi,", "", "wrote"),
    "email-reply-parser/email_zoho.txt": ("What is", "running a test?", "sucks"),
    "email-reply-parser/sig_no_empty_line.txt": ("this is an", "line above.", "rick"),
    "email_reply_parser/correct_sig.txt": ("this is an", "-- signature.", "rick"),
    "email_reply_parser/email_1_1.txt": ("Hi folks", "-Abhishek Kona", "mailing list"),
    "email_reply_parser/email_1_2.txt": ("Hi,", 'delete them all individually."', "best way to clear"),
    "email_reply_parser/email_1_3.txt": ("Oh thanks.", "-Abhishek Kona", "Russell"),
    "email_reply_parser/email_1_4.txt": ("Awesome!", "problem with it.", "Loader"),
    "email_reply_parser/email_1_5.txt": ("One: Here's", "for a while.", "@"),
    "email_reply_parser/email_1_6.txt": ("I get proper", "as well.", "caching"),
    "email_reply_parser/email_1_7.txt": (":+1:", ":+1:", "prod"),
    "email_reply_parser/email_1_8.txt": ("I will reply", "and under this.", "Tim"),
    "email_reply_parser/email_2_1.txt": ("Outlook with", "a reply", "Google"),
    "email_reply_parser/email_2_2.txt": ("Outlook with", "above line", "comment"),
    "email_reply_parser/email_2_3.txt": ("Outlook with", "above line", "comment"),
    "email_reply_parser/email_BlackBerry.txt": ("Here is", "another email", "BlackBerry"),
    "email_reply_parser/email_bullets.txt": ("test 2", "and another", "Joe"),
    "email_reply_parser/email_iPhone.txt": ("Here is", "another email", "iPhone"),
    "email_reply_parser/email_long_quote.txt": ("Hi folks", "", "mailing list"),
    "email_reply_parser/email_multi_word_sent_from_my_mobile_device.txt": (
        "Here is",
        "another email",
        "Verizon",
    ),
    "email_reply_parser/email_one_is_not_on.txt": ("Thank, this", "when I run...", "lastLocation"),
    "email_reply_parser/email_sent_from_my_not_signature.txt": ("Here is", "my mobile phone.", "@"),
    "email_reply_parser/email_sig_delimiter_in_middle_of_line.txt": ("Hi there!", "kthxbai", "@"),
    "email_reply_parser/greedy_on.txt": ("On your remote", "is not working.", "Plymale"),
    "email_reply_parser/pathological.txt": ("I think you're", "to a computer.", "Sullivan"),
    "quotequail/apple_forward.html": ("test", "blah", "original email"),
    "quotequail/apple_reply.html": ("Foo", "Bar", "important"),
    "quotequail/gmail_forward.html": ("test", "blah", "Some text"),
    "quotequail/gmail_reply.html": ("foo", "bar", "Thanks"),
    "quotequail/ios_mail_reply_unescaped_address.html": ("Sounds good,", "at 2.", "reschedule"),
    # a forwarded mail without own words is the message itself
    "quotequail/mailru_forward.html": ("-------- Пересылаемое", "", "napisał"),
    "quotequail/mailru_forward_unwrapped.html": ("Дорогой Петр,", "", "@"),
    "quotequail/outlook_forward.html": ("Original message", "More text", "How are you"),
    "quotequail/outlook_forward_unwrapped.html": ("Hi Foo,", "John", "@"),
    "quotequail/outlook_forward_unwrapped_top.html": ("Original message", "More text", "@"),
    "quotequail/thunderbird_forward.html": ("-------- Forwarded", "This is a test.", "wrote"),
    "quotequail/thunderbird_forward_unwrapped.html": ("Dear John,", "This is a test.", "@"),
    "quotequail/yahoo_reply_unescaped_address.html": ("Thanks Jane,", "Dan", "Pendant"),
}
for _entry in _FILLED.split():
    _name, _, _gone = _entry.partition(":")
    _TABLE[f"email-reply-parser/{_name}.txt"] = ("Fusce bibendum,", "nec nec nibh.", _gone)


def _folded_right(name: str) -> bool:
    first, last, gone = _TABLE[name]
    text = (_ROOT / name).read_text(encoding="utf-8", errors="replace")
    visible = fold(html_to_text(text) if name.endswith(".html") else text).visible
    return visible.startswith(first) and visible.endswith(last) and gone not in visible


def test_nearly_all_real_replies_are_folded_right(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [name for name in _TABLE if not _folded_right(name)]
    with capsys.disabled():
        print(f"\nquotes: {len(_TABLE) - len(wrong)} of {len(_TABLE)} real replies folded right; wrong: {wrong}")
    assert len(wrong) <= len(_TABLE) * 0.02


def test_the_table_speaks_of_every_file_that_can_be_judged() -> None:
    # these two hold a placeholder instead of the header that their project's own test puts there
    placeholders = {"email_with_date_headers.txt", "email_with_from_headers.txt"}
    files = {f"{file.parent.name}/{file.name}" for file in _ROOT.glob("*/*") if file.name not in placeholders}
    assert files == set(_TABLE)
