"""What a person reads, and what hangs on the mail."""

from __future__ import annotations

import base64
import binascii

import pytest

from onehand.foundation.mailparse import Mail, parse

JPEG = base64.b64encode(b"\xff\xd8\xff picture").decode()


def mail(kind: str, *parts: str, head: str = "") -> Mail:
    """A multipart mail of a kind; each part is written from its header on."""
    body = "".join(f"--b1\n{part}\n" for part in parts)
    top = f"From: carla.kern@example.org\nSubject: Tisch\n{head}Content-Type: {kind}; boundary=b1\n\n"
    return parse(f"{top}{body}--b1--\n".encode())


def text(words: str, subtype: str = "plain", more: str = "") -> str:
    return f"Content-Type: text/{subtype}; charset=utf-8\n{more}\n{words}\n"


def picture(more: str = "Content-Disposition: attachment; filename=tisch.jpg\n") -> str:
    return f"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n{more}\n{JPEG}"


def test_of_alternatives_the_plain_text_is_read_and_the_html_kept() -> None:
    found = mail("multipart/alternative", text("Hallo"), text("<p>Hallo</p>", "html"))
    assert (found.text.strip(), found.html.strip(), found.attachments) == ("Hallo", "<p>Hallo</p>", ())


def test_an_empty_plain_alternative_gives_way_to_the_html() -> None:
    found = mail("multipart/alternative", text(" \n"), text("<p>Hallo</p>", "html"))
    assert found.text.strip() == "Hallo"


def test_a_mail_of_html_alone_has_text() -> None:
    found = parse(b"Content-Type: text/html; charset=utf-8\n\n<p>Gr\xc3\xbc\xc3\x9fe</p>")
    assert (found.text.strip(), found.html) == ("Grüße", "<p>Grüße</p>")


def test_html_without_declared_charset_names_its_own() -> None:
    found = parse('Content-Type: text/html\n\n<meta charset="koi8-r"><p>Привет</p>'.encode("koi8-r"))
    assert "Привет" in found.html


def test_several_inline_texts_are_joined_around_an_attachment() -> None:
    found = mail("multipart/mixed", text("Anfang"), picture(), text("Ende"))
    assert found.text.split() == ["Anfang", "Ende"]
    assert [(part.name, part.type, part.data[:3]) for part in found.attachments] == [
        ("tisch.jpg", "image/jpeg", b"\xff\xd8\xff")
    ]


def test_a_footer_beside_alternatives_is_in_text_and_html() -> None:
    inner = "Content-Type: multipart/alternative; boundary=b2\n\n"
    inner += f"--b2\n{text('Hallo')}--b2\n{text('<p>Hallo</p>', 'html')}--b2--"
    found = mail("multipart/mixed", inner, text("-- Liste <x>"))
    assert "-- Liste <x>" in found.text
    assert "-- Liste &lt;x&gt;" in found.html


def test_text_and_html_side_by_side_that_say_the_same_are_shown_once() -> None:
    found = mail("multipart/mixed", text("Der Tisch wackelt sehr"), text("<b>Der Tisch wackelt sehr</b>", "html"))
    assert found.text.split() == ["Der", "Tisch", "wackelt", "sehr"]


@pytest.mark.parametrize(
    "more",
    [
        "Content-Disposition: attachment\n",
        "Content-Disposition: inline; filename=a.txt\n",
        'Content-Type: text/plain; name="a.txt"\n',
    ],
)
def test_a_named_or_attached_text_is_an_attachment(more: str) -> None:
    found = mail("multipart/mixed", text("Hallo"), f"{more}\nanhang")
    assert found.text.strip() == "Hallo"
    assert [part.data for part in found.attachments] == [b"anhang"]


def test_a_picture_shown_by_the_html_is_inline() -> None:
    shown = picture("Content-ID: <p1@x>\nContent-Disposition: attachment; filename=a.jpg\n")
    found = mail("multipart/related", text('<img src="cid:p1@x">', "html"), shown, picture())
    assert [(part.inline, part.content_id) for part in found.attachments] == [(True, "p1@x"), (False, "")]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("Content-Disposition: attachment; filename*=utf-8''K%C3%BCche.pdf\n", "Küche.pdf"),
        (
            "Content-Disposition: attachment; filename*0*=utf-8''K%C3; filename*1*=%BCche; filename*2=.pdf\n",
            "Küche.pdf",
        ),
        ('Content-Disposition: attachment; filename="=?utf-8?Q?K=C3=BCche?=.pdf"\n', "Küche.pdf"),
        ('Content-Disposition: attachment; filename="Küche.pdf"\n', "Küche.pdf"),
        ("Content-Disposition: attachment; filename=Meine Küche.pdf\n", "Meine Küche.pdf"),
        ('Content-Disposition: attachment; filename="a;b.pdf"\n', "a;b.pdf"),
        ("Content-Disposition: attachment\nContent-Type: application/pdf; name=Plan.pdf\n", "Plan.pdf"),
        ("Content-Disposition: attachment; filename=x.pdf; filename*=utf-8''K%C3%BCche.pdf\n", "Küche.pdf"),
        ("Content-Disposition: attachment\n", ""),
    ],
)
def test_a_file_name_is_read_however_it_is_written(fields: str, name: str) -> None:
    found = mail("multipart/mixed", text("Hallo"), f"{fields}\ndata")
    assert found.attachments[0].name == name


def test_an_attached_mail_is_one_attachment_with_its_source_bytes() -> None:
    source = "Subject: =?utf-8?Q?Ger=C3=BCst?=\nContent-Type: multipart/mixed; boundary=in\n\n--in\n\nx\n--in--"
    found = mail("multipart/mixed", text("Hallo"), f"Content-Type: message/rfc822\n\n{source}")
    assert found.text.strip() == "Hallo"
    assert [(part.name, part.type, part.data) for part in found.attachments] == [
        ("Gerüst.eml", "message/rfc822", source.encode())
    ]


def test_an_invitation_is_kept_and_its_method_told() -> None:
    invite = "Content-Type: text/calendar; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"
    found = mail("multipart/alternative", text("Hallo"), invite)
    assert found.calendar == ("REQUEST",)
    assert [part.name for part in found.attachments] == ["invite.ics"]


def test_uuencoded_files_leave_the_text() -> None:
    lines = b"".join(binascii.b2a_uu(b"Lieferschein 4711 " * 2) for _ in range(2))
    raw = b"Subject: x\n\nAnbei:\nbegin 644 schein.txt\n" + lines + b"`\nend\nGru\xc3\x9f\n"
    found = parse(raw)
    assert found.text.split() == ["Anbei:", "Gruß"]
    assert [(part.name, part.type, part.data) for part in found.attachments] == [
        ("schein.txt", "text/plain", b"Lieferschein 4711 " * 4)
    ]


def test_a_sentence_with_begin_is_no_file() -> None:
    words = "begin 100 anything that is prose\nand goes on here, quite lengthy and with lower case.\nend\n"
    assert parse(f"Subject: x\n\n{words}".encode()).text == words


def test_a_signature_is_kept_and_named() -> None:
    signature = "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----"
    found = mail("multipart/signed", text("Hallo"), signature)
    assert (found.protection, found.text.strip()) == ("signed", "Hallo")
    assert [part.name for part in found.attachments] == ["signature.asc"]


def test_an_encrypted_mail_is_kept_and_says_so() -> None:
    control = "Content-Type: application/pgp-encrypted\n\nVersion: 1"
    found = mail(
        "multipart/encrypted",
        control,
        "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----",
    )
    assert (found.protection, found.text) == ("encrypted", "")
    assert len(found.attachments) == 2
    assert "protection:encrypted" in found.remarks


def test_an_encrypted_smime_mail_is_kept() -> None:
    found = parse(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nxx")
    assert (found.protection, found.text, found.attachments[0].name) == ("encrypted", "", "smime.p7m")


def test_pgp_within_the_text_becomes_an_attachment() -> None:
    found = parse(b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n")
    assert (found.protection, found.text) == ("encrypted", "")
    assert found.attachments[0].data.startswith(b"-----BEGIN PGP")


def _der(tag: int, *content: bytes) -> bytes:
    data = b"".join(content)
    return bytes((tag, 0x82)) + len(data).to_bytes(2, "big") + data


def test_an_opaque_signature_is_opened() -> None:
    inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße aus Outlook\r\n".encode()
    data_oid, signed_oid = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    content = _der(0x30, data_oid, _der(0xA0, _der(0x04, inner)))
    cms = _der(0x30, signed_oid, _der(0xA0, _der(0x30, b"\x02\x01\x01", b"\x31\x00", content, b"\x31\x00")))
    head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
    found = parse(head + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(cms))
    assert (found.text, found.protection) == ("Grüße aus Outlook\n", "signed")
    assert [part.data for part in found.attachments] == [cms]
    for cut in range(0, len(cms), 3):
        parse(head + b"\n" + cms[:cut])
