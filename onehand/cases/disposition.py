"""Headers for foreign bytes: what is no raster picture is saved, never shown; nothing in it runs (S6, S7)."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from onehand.cases.html import is_picture
from onehand.cases.models import Attachment
from onehand.foundation import text

_NOTHING = "default-src 'none'; sandbox"
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Its own document: the page's styles stay outside, links open new tabs, the colours are paper's.
DOCUMENT = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    '<meta name="color-scheme" content="light"><base target="_blank"><style>'
    "body{margin:12px;background:#fff;color:#111;font:14px/1.5 ui-sans-serif,system-ui,sans-serif;"
    "overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{max-width:100%}blockquote{margin:0 0 0 8px;padding-left:8px;"
    "border-left:2px solid #ccc}</style></head><body>{body}</body></html>"
)


def headers_of(attachment: Attachment) -> dict[str, str]:
    """Content-Type, Content-Disposition and policy of an attachment's bytes."""
    if is_picture(attachment):
        return {
            **_COMMON,
            "Content-Type": attachment.type.lower(),
            "Content-Disposition": disposition("inline", attachment.name),
            "Content-Security-Policy": _NOTHING,
        }
    return {**as_attachment(attachment.name), "Content-Type": "application/octet-stream"}


def as_attachment(name: str) -> dict[str, str]:
    return {
        **_COMMON,
        "Content-Disposition": disposition("attachment", name),
        "Content-Security-Policy": _NOTHING,
    }


def disposition(kind: str, name: str) -> str:
    """A Content-Disposition value with both forms of the name (RFC 6266, 4.3)."""
    safe = text.safe_name(name)
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode("ascii")
    plain = "".join(char for char in plain if char.isprintable() and char not in '"\\%').strip()
    plain = f"attachment{plain}" if not plain or plain.startswith(".") else plain
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def frame_policy(*, remote: bool) -> dict[str, str]:
    """For a mail's HTML in a frame: no scripts, no forms, no requests; `remote` lets pictures come from outside."""
    images = "'self' data: https: http:" if remote else "'self' data:"
    policy = (
        f"default-src 'none'; img-src {images}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
    )
    return {**_COMMON, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
