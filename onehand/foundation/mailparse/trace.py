"""A mail without the marks of its way, to tell a second copy from another mail."""

from __future__ import annotations

import re

# What mail servers and mailboxes add on the way (RFC 5321 section 4.4, RFC 8601, RFC 8617, mbox formats).
# DKIM-Signature stays: it is the sender's.
_TRACE = re.compile(
    rb"^(?:received|x-received|received-spf|return-path|delivered-to|x-delivered-to|x-original-to|envelope-to"
    rb"|delivery-date|x-apparently-to|x-forwarded-(?:to|for)|authentication-results|arc-[!-9;-~]+|x-spam[!-9;-~]*"
    rb"|x-envelope-[!-9;-~]+|x-virus-[!-9;-~]+|x-gm-[!-9;-~]+|x-google-smtp-source|x-rspamd-[!-9;-~]+"
    rb"|x-uid|x-uidl|x-status|status|x-keywords|x-mozilla-[!-9;-~]+|content-length|lines)[ \t]*:"
    rb"[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_ENVELOPE = re.compile(rb"\A(?:From [^\n]*\n)")
_BLANK = re.compile(rb"\n\n|\A\n")


def trace_free(raw: bytes) -> bytes:
    """The mail with LF line ends, without trace fields, mbox envelope line and trailing blank lines.

    Two deliveries of one mail give the same bytes. Only the top header block is looked at.
    """
    data = raw.replace(b"\r\n", b"\n") if b"\r\n" in raw else raw
    match = _BLANK.search(data)
    end = match.start() + 1 if match else len(data)
    head = data[:end] if match else data + b"\n"
    head = _TRACE.sub(b"", _ENVELOPE.sub(b"", head))
    return (head + data[end:]).rstrip(b"\n") + b"\n"
