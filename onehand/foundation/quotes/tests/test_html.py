"""HTML mails as text, and HTML mails with their quotation folded away."""

from __future__ import annotations

import pytest

from onehand.foundation.quotes import fold, fold_html, html_to_text
from onehand.foundation.sanitise import safe_html

_GMAIL = (
    '<div dir="ltr">Ja, gerne.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
    "Am Di., 5. März 2024 um 14:03 Uhr schrieb Ada &lt;<a href='mailto:hilfe@moebelhaus.example'>"
    "hilfe@moebelhaus.example</a>&gt;:<br></div><blockquote class='gmail_quote'>Passt Freitag?</blockquote></div>"
)
_OUTLOOK = (
    '<div class="WordSection1"><p class="MsoNormal">Ja, gerne.<o:p></o:p></p>'
    '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div>'
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
    '<p class="MsoNormal"><b>Von:</b> Ada &lt;hilfe@moebelhaus.example&gt;<br><b>Gesendet:</b> Dienstag, 5. März 2024 '
    "14:03<br><b>An:</b> Carla Kern<br><b>Betreff:</b> Termin<o:p></o:p></p></div></div>"
    '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Passt Freitag?<o:p></o:p></p></div>'
)
_OUTLOOK_WEB = (
    '<div>Ja, gerne.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
    '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>Von:</b> Ada &lt;hilfe@moebelhaus.example&gt;<br>'
    "<b>Gesendet:</b> Dienstag, 5. März 2024 14:03<br><b>An:</b> Carla Kern<br><b>Betreff:</b> Termin</font>"
    "<div>&nbsp;</div></div><div>Passt Freitag?</div>"
)
_YAHOO = (
    '<div>Ja, gerne.</div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div><div>Am Dienstag, 5. März 2024 '
    "um 14:03:22 MEZ hat Ada &lt;hilfe@moebelhaus.example&gt; Folgendes geschrieben:</div><div><br></div>"
    "<div>Passt Freitag?</div></div></div>"
)
_THUNDERBIRD = (
    '<p>Ja, gerne.</p><div class="moz-cite-prefix">Am 05.03.24 um 14:03 schrieb Ada:<br></div>'
    '<blockquote type="cite"><p>Passt Freitag?</p></blockquote>'
)
_APPLE = (
    '<div>Ja, gerne.<br><div><br><blockquote type="cite"><div>Am 05.03.2024 um 14:03 schrieb Ada '
    "&lt;hilfe@moebelhaus.example&gt;:</div><br><div>Passt Freitag?</div></blockquote></div><br></div>"
)
_CLIENTS = {
    "gmail": _GMAIL,
    "outlook": _OUTLOOK,
    "outlook on the web": _OUTLOOK_WEB,
    "yahoo": _YAHOO,
    "thunderbird": _THUNDERBIRD,
    "apple mail": _APPLE,
}


@pytest.mark.parametrize("client", _CLIENTS)
def test_the_text_of_an_html_reply_folds_like_a_plain_one(client: str) -> None:
    folded = fold(html_to_text(_CLIENTS[client]))
    assert folded.visible == "Ja, gerne."
    assert "Passt Freitag?" in folded.quoted


@pytest.mark.parametrize("client", _CLIENTS)
def test_the_quotation_of_a_sanitised_reply_is_put_into_details(client: str) -> None:
    page = fold_html(safe_html(_CLIENTS[client]), "Früherer Verlauf")
    before, details, quoted = page.partition('<details class="quoted"><summary>Früherer Verlauf</summary>')
    assert details
    assert "Ja, gerne." in before
    assert "Passt Freitag?" not in before
    assert "Passt Freitag?" in quoted.partition("</details>")[0]
    assert safe_html(page.replace("details", "x").replace("summary", "y"))  # still well formed


@pytest.mark.parametrize(
    "page",
    [
        "<p>Nur eigene Worte.</p>",
        "<blockquote>Nur ein Zitat.</blockquote>",
        "<p>Text<blockquote>Frage</blockquote>und danach eine Antwort</p>",
        "<ul><li>Ja<li>Am 05.03.2024 um 14:03 schrieb Ada &lt;a@b.example&gt;:<li>Frage</ul>",
        "",
    ],
)
def test_html_with_nothing_to_fold_is_left_as_it_is(page: str) -> None:
    safe = safe_html(page)
    assert fold_html(safe, "…") == safe


def test_the_summary_is_escaped() -> None:
    assert "<summary>&lt;b&gt;</summary>" in fold_html(safe_html(_GMAIL), "<b>")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("a   b\n c", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n\n  - c"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ol><li><p>a</p></li></ol>", "1. a"),
        ("<table><tr><td>Tisch</td><td>2</td></tr><tr><td>Stuhl<td>4</table>", "Tisch  2\nStuhl  4"),
        ("<table><tr><td><p>Tisch</p></td><td><p>2</p></td></tr></table>", "Tisch  2"),
        ("<a href='https://a.example/x'>hier</a>", "hier <https://a.example/x>"),
        ("<a href='https://a.example/'>https://a.example</a>", "https://a.example"),
        ("<a href='https://www.a.example/'>www.a.example</a>", "www.a.example"),
        ("<a href='mailto:a@b.example?subject=x'>a@b.example</a>", "a@b.example"),
        ("<a href='mailto:a@b.example'>Ada</a>", "Ada <a@b.example>"),
        ("<a href='javascript:x()'>klick</a>", "klick"),
        ("<a href='#top'>oben</a>", "oben"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\n\nc"),
        ("&lt;b&gt; &amp; &uuml; &#8364; &nbsp;x", "<b> & ü € x"),
        ("a\u200bb\u00adc\u202ed", "abcd"),
        ("<script>x</script><style>y</style><title>z</title>a<!-- c --><!--[if mso]>m<![endif]-->", "a"),
        ("<head><meta name=x><title>t</title></head><body>a</body>", "a"),
        ("Jane <jane@b.example> schrieb", "Jane <jane@b.example> schrieb"),
        ("1 < 2 und 3 > 2", "1 < 2 und 3 > 2"),
        ("<img alt='😀'>", "😀"),
        ("<img alt='Logo'>", ""),
        ("<a href='https://a.example'><img alt='Sendung verfolgen'></a>", "Sendung verfolgen <https://a.example>"),
        ("<p>a<hr>b", "a\n________________________________\nb"),
        ("a</p>b", "a\nb"),
        ("<b>a</b><i>b</i>", "ab"),
        ('<img alt="a > b">x<img alt="<3">y', "xy"),
        ("<svg><text>s</text></svg><object>o</object>a", "a"),
        ("<P>A</P><DIV>B</DIV>", "A\nB"),
        ("", ""),
    ],
)
def test_html_reads_like_what_is_shown(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>CANARY</div>",
        "<div style='display : none !important'>CANARY</div>",
        "<div style='DISPLAY:NONE'>CANARY</div>",
        "<span style='font-size:0'>CANARY</span>",
        "<span style='color:red;font-size:0px;line-height:1'>CANARY</span>",
        "<span style='font-size:1px'>CANARY</span>",
        "<div style='visibility:hidden'>CANARY</div>",
        "<div style='opacity:0'>CANARY</div>",
        "<div style='mso-hide:all'>CANARY</div>",
        "<div style='max-height:0;overflow:hidden'>CANARY</div>",
        "<div style='height:0px;overflow:hidden'>CANARY</div>",
        "<div style='position:absolute;left:-9999px'>CANARY</div>",
        "<div style='text-indent:-9999px'>CANARY</div>",
        "<div hidden>CANARY</div>",
        "<font color='#ffffff'>CANARY</font>",
        "<span style='color:#fff'>CANARY</span>",
        "<span style='color: White'>CANARY</span>",
        "<span style='color:rgb(255, 255, 255)'>CANARY</span>",
        "<style>.x{display:none}</style><p class='x'>CANARY</p>",
        "<style>.a,.x { color:red; display : none }</style><p class='y x'>CANARY</p>",
        "<div style='display:none'><div><p>CANARY</div></div>",
        "<div style='display:none'><span><b>a</b></span>CANARY</div>",
        "<span style='display:none'><span>a</span>CANARY</span>",
        "<template>CANARY</template>",
        "<noscript>CANARY</noscript>",
        "<textarea>CANARY</textarea>",
    ],
)
def test_what_nobody_sees_is_not_in_the_text(hidden: str) -> None:
    assert html_to_text(f"<p>vorher</p>{hidden}<p>nachher</p>").split() == ["vorher", "nachher"]


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='display:block'>WORT</div>",
        "<div style='font-size:10px'>WORT</div>",
        "<div style='font-size:0.9em'>WORT</div>",
        "<div style='opacity:0.9'>WORT</div>",
        "<td bgcolor='#007700'><a style='color:#ffffff'>WORT</a></td>",
        "<a style='background:#07f;color:#fff'>WORT</a>",
        "<div style='background-color:#fff'>WORT</div>",
        "<style>@media (max-width:600px){.x{display:none}}</style><p class='x'>WORT</p>",
        "<div style='height:0'>WORT</div>",
        "<p class='hidden-phone'>WORT</p>",
        "<div title='display:none'>WORT</div>",
    ],
)
def test_what_everybody_sees_is_in_the_text(shown: str) -> None:
    assert html_to_text(f"<p>vorher</p>{shown}<p>nachher</p>").split() == ["vorher", "WORT", "nachher"]


def test_a_mail_with_too_many_tags_is_cut_visibly() -> None:
    assert html_to_text("<p>x</p>" * 40_000).endswith("[…]")
