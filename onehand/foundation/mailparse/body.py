"""What a person reads and what hangs on it: text, HTML and attachments from the tree of parts."""

from __future__ import annotations

import html as html_entities
import re
from dataclasses import dataclass, field, replace

from onehand.foundation.mailparse import cms, protection, tnef
from onehand.foundation.mailparse.charset import decode, decode_header, whole
from onehand.foundation.mailparse.limits import MAX_NAME
from onehand.foundation.mailparse.mail import Part
from onehand.foundation.mailparse.params import disposition
from onehand.foundation.mailparse.structure import Node, Reader
from onehand.foundation.mailparse.transfer import undo
from onehand.foundation.mailparse.uuencode import extract
from onehand.foundation.mailparse.words import header_text, one_line

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_METHOD = re.compile(rb"^METHOD:[ \t]*([A-Za-z-]{1,40})", re.IGNORECASE | re.MULTILINE)
_CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)
_REPORT_PARTS = frozenset({
    "message/delivery-status", "message/global-delivery-status", "message/disposition-notification",
    "message/global-disposition-notification", "message/feedback-report", "text/rfc822-headers",
    "message/global-headers",
})  # fmt: skip
_TAG = re.compile(r"<[^<>]*>")
_SHOWN = frozenset({"text/plain", "text/html"})
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_OTHER_FORMS = frozenset({"text/x-amp-html", "text/watch-html"})  # always beside an ordinary alternative
_MAX_OPENED = 3
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(slots=True)
class Block:
    """One piece of the body, as plain text, HTML or both (alternatives of the same)."""

    plain: str | None = None
    html: str | None = None


@dataclass(slots=True)
class Body:
    """Everything found on a walk through the parts."""

    reader: Reader
    hint: str
    remarks: list[str] = field(default_factory=list)
    attachments: list[Part] = field(default_factory=list)
    calendar: list[str] = field(default_factory=list)
    protection: set[str] = field(default_factory=set)
    machine: list[tuple[str, bytes]] = field(default_factory=list)  # parts of a report meant for programs
    spare: list[Block] = field(default_factory=list)  # winmail.dat's body, shown if there is no other
    opened: int = 0  # signatures opened, one within the other

    def decoded(self, node: Node) -> bytes:
        return undo(self.reader.body(node), node.fields.token(b"content-transfer-encoding"))


def gather(body: Body, node: Node) -> list[Block]:
    """The blocks of a part in reading order; attachments are collected on the way. Depth is bounded."""
    if not node.multipart:
        return _leaf(body, node)
    if node.type == "multipart/encrypted":
        body.protection.add("encrypted")
    elif node.type == "multipart/signed":
        body.protection.add("signed")
    if node.type == "multipart/alternative":
        return _alternative(body, node)
    blocks = [block for child in node.children for block in gather(body, child)]
    if node.type == "multipart/report" and not blocks:
        texts = [decode(data)[0] for _, data in body.machine]
        return [Block(plain=_clean(join(texts)))] if texts else []
    if node.type == "multipart/mixed" and len(blocks) == 2 and _says_the_same(body, *blocks):
        return [Block(blocks[0].plain, blocks[1].html)]
    return blocks


def _alternative(body: Body, node: Node) -> list[Block]:
    """Plain text from the first alternative that has some, HTML from the last; attachments are kept."""
    plain: str | None = None
    html: str | None = None
    for child in node.children:
        blocks = gather(body, child)
        texts = [block.plain for block in blocks if block.plain is not None]
        if plain is None and texts and "".join(texts).strip():
            plain = join(texts)
        if any(block.html is not None for block in blocks):
            html = joined_html(blocks)
    return [Block(plain, html)] if plain is not None or html is not None else []


def _leaf(body: Body, node: Node) -> list[Block]:
    word, params = disposition(node.fields.first(b"content-disposition"), body.hint)
    name = _file_name(node, params)
    if node.type in _SHOWN and word != "attachment" and not name:
        return _text(body, node)
    if node.type in _REPORT_PARTS and word != "attachment" and not name:
        body.machine.append((node.type, body.decoded(node)))
        return []
    if node.type in _ENRICHED and not name:
        return [Block(plain=_untagged(_text(body, node)))]
    if node.type in _OTHER_FORMS and not name:
        return []
    data = body.decoded(node)
    if (node.type in _TNEF or name.lower() == "winmail.dat") and _unpacked(body, data):
        return []
    inner = _opened(body, data) if protection.is_smime(node.type) else None
    body.protection |= protection.of_part(node.type, node.params, name, inner is not None)
    if node.type == "text/calendar":
        method = node.params.get("method", "") or (_METHOD.search(data) or [b"", b""])[1].decode("ascii")
        body.calendar.append(method.upper())
        name = name or "invite.ics"
    if node.type.startswith("message/") and not name:
        name = _attached_subject(data)
    body.attachments.append(Part(name, node.type, data, _pictured(word, node), _content_id(node)))
    return inner or []


def _pictured(word: str, node: Node) -> bool:
    return word == "inline" and node.type.startswith("image/")


def _file_name(node: Node, params: dict[str, str]) -> str:
    name = params.get("filename") or node.params.get("name") or params.get("name") or ""
    return name.strip()[:MAX_NAME]


def _content_id(node: Node) -> str:
    return one_line(node.fields.text(b"content-id")).strip("<> ")


def _text(body: Body, node: Node) -> list[Block]:
    data = body.decoded(node)
    if node.type == "text/plain" and (b"\nbegin" in data or data.startswith(b"begin")):
        data, files = extract(data)
        for file in files:
            name = decode_header(file.name, body.hint)
            body.attachments.append(Part(name, tnef.type_for(name), file.data, False, ""))
    declared = node.params.get("charset", "")
    if not declared and node.type == "text/html":
        match = _META_CHARSET.search(data[:4_096])
        declared = match[1].decode("ascii") if match else ""
    text, remark = decode(data, declared)
    if remark:
        body.remarks.append(remark)
    text = _clean(text)
    return [Block(html=text)] if node.type == "text/html" else [Block(plain=text)]


def _clean(text: str) -> str:
    """LF line ends, no byte order mark, no NUL (databases refuse it)."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "") if "\x00" in text else text


def _untagged(blocks: list[Block]) -> str:
    return re.sub(r"</?[A-Za-z-]{1,60}>", "", blocks[0].plain or "").replace("<<", "<") if blocks else ""


def _unpacked(body: Body, data: bytes) -> bool:
    """winmail.dat opened: its files join the attachments; False if it is no TNEF after all."""
    found = tnef.unpack(data)
    if found is None:
        body.remarks.append("tnef:damaged")
        return False
    body.attachments += found.files
    if found.text or found.html:
        body.spare.append(Block(found.text or None, found.html or None))
    return True


def _opened(body: Body, data: bytes) -> list[Block] | None:
    """The blocks inside an opaque signature, None if it cannot be opened."""
    content = cms.signed_content(data) if body.opened < _MAX_OPENED else None
    if content is None:
        return None
    outer = body.reader
    body.opened += 1
    body.reader = Reader(content)
    blocks = gather(body, body.reader.root)
    body.remarks += body.reader.remarks
    body.reader = outer
    return blocks


def _attached_subject(data: bytes) -> str:
    """A name for an attached mail without one: its subject."""
    match = re.search(rb"^Subject:([^\n]*(?:\n[ \t][^\n]*)*)", data[:20_000], re.IGNORECASE | re.MULTILINE)
    if match is None:
        return ""
    subject = header_text(match[1]).strip()[:150]
    return f"{subject}.eml" if subject else ""


def _says_the_same(body: Body, first: Block, second: Block) -> bool:
    """Senders that put a text and its HTML side by side instead of in multipart/alternative."""
    if first.plain is None or first.html is not None or second.html is None or second.plain is not None:
        return False
    plain = set(re.findall(r"\w+", first.plain[:20_000]))
    rich = set(re.findall(r"\w+", html_to_text(body, second.html[:60_000])))
    return len(plain & rich) >= 0.8 * max(1, min(len(plain), len(rich)))


def html_to_text(body: Body, html: str) -> str:
    """HTML as text; if the reader of HTML fails, bare of its tags, since the mail must still be shown."""
    from onehand.foundation import quotes

    try:
        return _clean(whole(quotes.html_to_text(html)))
    except Exception:  # hostile HTML must not keep the mail from being taken in (FAULTS R5)
        body.remarks.append("html:no-text")
        return _clean(whole(html_entities.unescape(_TAG.sub(" ", html))))


def join(texts: list[str]) -> str:
    """Texts after one another, each starting on a line of its own."""
    if len(texts) == 1:
        return texts[0]
    return "".join(text if text.endswith("\n") or not text or index == len(texts) - 1 else f"{text}\n"
                   for index, text in enumerate(texts))  # fmt: skip


def full_text(body: Body, blocks: list[Block]) -> str:
    """All that a person would read, from plain text where there is some, else from HTML."""
    texts = []
    for block in blocks:
        if block.plain is not None and (block.html is None or block.plain.strip()):
            texts.append(block.plain)
        elif block.html is not None:
            texts.append(html_to_text(body, block.html))
    return join(texts) if texts else ""


def joined_html(blocks: list[Block]) -> str:
    """The HTML of all blocks; text between HTML pieces is carried along, or it would be lost in that view."""
    if not any(block.html is not None for block in blocks):
        return ""
    pieces = []
    for block in blocks:
        if block.html is not None:
            pieces.append(block.html)
        elif block.plain and block.plain.strip():
            escaped = html_entities.escape(block.plain, quote=False)
            pieces.append(f'<div style="white-space: pre-wrap">{escaped}</div>')
    return "\n".join(pieces)


def mark_shown(parts: list[Part], html: str) -> tuple[Part, ...]:
    """Parts that the HTML shows by cid: become inline."""
    if not html or not any(part.content_id for part in parts):
        return tuple(parts)
    shown = {match.lower() for match in _CID.findall(html)}
    return tuple(
        replace(part, inline=True) if part.content_id and part.content_id.lower() in shown else part for part in parts
    )
