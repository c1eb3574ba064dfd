"""Template tags of the looks: icons, times in words, states and levels as shape + word + colour, prose."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from onehand.foundation import uploads
from onehand.look import words
from onehand.look.said import translate

register = template.Library()
register.tag(translate)

LEVELS = {
    "owed": ("owed", gettext_lazy("owed")),
    "risk": ("risk", gettext_lazy("at risk")),
    "late": ("late", gettext_lazy("late")),
    "done": ("done", gettext_lazy("done")),
}
STATES = {
    "new": ("new", gettext_lazy("new")),
    "held": ("half", gettext_lazy("in hand")),
    "waiting": ("wait", gettext_lazy("waiting")),
    "asked": ("ask", gettext_lazy("solved?")),
    "closed": ("solved", gettext_lazy("closed")),
}
DELIVERIES = {
    "queued": ("clock", "", gettext_lazy("being sent")),
    "sending": ("clock", "", gettext_lazy("being sent")),
    "accepted": ("sent", "", gettext_lazy("sent")),
    "delivered": ("solved", "done", gettext_lazy("delivered")),
    "deferred": ("clock", "risk", gettext_lazy("delayed, is tried again")),
    "bounced": ("late", "late", gettext_lazy("not delivered")),
    "uncertain": ("risk", "risk", gettext_lazy("uncertain, please check")),
    "outbox": ("outbox", "", gettext_lazy("kept here")),
}
CHANNELS = {
    "email": ("mail", gettext_lazy("mail")),
    "mail": ("mail", gettext_lazy("mail")),
    "portal": ("window", gettext_lazy("portal")),
    "web": ("window", gettext_lazy("contact page")),
    "form": ("window", gettext_lazy("contact page")),
    "api": ("window", gettext_lazy("interface")),
    "phone": ("phone", gettext_lazy("phone")),
    "chat": ("chat", gettext_lazy("chat")),
    "letter": ("letter", gettext_lazy("letter")),
    "visit": ("user", gettext_lazy("in person")),
}
# RFC 3463: subject, or subject and detail, of a status code.
STATUS = re.compile(r"\b[45]\.(\d{1,3})\.(\d{1,3})\b")
UNDELIVERED = {
    "0": gettext_lazy("The recipient's mail server did not take it."),
    "1": gettext_lazy("There is no such address."),
    "1.8": gettext_lazy("The recipient's mail server does not trust our address."),
    "2": gettext_lazy("The mailbox takes no mail at the moment."),
    "2.2": gettext_lazy("The mailbox is full."),
    "2.3": gettext_lazy("The mail is too large for this mailbox."),
    "3.4": gettext_lazy("The mail is too large for the recipient's mail server."),
    "4": gettext_lazy("The recipient's mail server cannot be reached."),
    "7": gettext_lazy("The recipient's mail server refuses our mail."),
}
ASSURANCES = {
    "claimed": ("owed", gettext_lazy("claimed")),
    "seen": ("eye", gettext_lazy("seen")),
    "proved": ("done", gettext_lazy("proved")),
}
# Linear on any text: one class, no nesting.
ADDRESS = re.compile(r"https?://[^\s<>\"'`]{1,2000}")
TRAILING = ".,;:!?)]}»“”’"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An own icon by name; decorative unless it has a label."""
    return _icon(name, str(label))


# A list draws hundreds of few kinds of icons and marks: each is put together once.
@lru_cache(maxsize=1024)
def _icon(name: str, label: str) -> SafeString:
    href = f"{static('look/icons.svg')}#{name}"
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" width="16" height="16" {}><use href="{}"/></svg>', named, href)


@lru_cache(maxsize=4096)
def _mark(shape: str, word: str, kind: str, usual: str = "") -> SafeString:
    """Shape and word in one; nothing without a word. `usual` is the ordinary word when another one stands there."""
    if not word:
        return mark_safe("")
    title = format_html(' title="{}"', usual) if usual else ""
    return format_html('<span class="mark {}"{}>{}{}</span>', kind, title, _icon(shape, ""), word)


@register.simple_tag
def upload_megabytes() -> int:
    """How much a form may bring along."""
    return uploads.MEGABYTES


@register.simple_tag
def ago(at: datetime | None, said: str = "") -> str:
    """A time in words, exact in its title and for machines; nothing for None. `said`: the words, if known."""
    if at is None:
        return ""
    moment_of_it, full = at.isoformat(timespec="seconds"), escape(words.exact(at))
    return mark_safe(  # noqa: S308 the words are escaped
        f'<time datetime="{moment_of_it}" title="{full}">{escape(said or words.relative(at))}</time>'
    )


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in words: '2 h 10', '3 days'; nothing for None."""
    return words.span(length) if length is not None else ""


@register.filter
def day(at: datetime | None) -> str:
    """A local date in the reader's language; nothing for None."""
    return words.day(at) if at is not None else ""


@register.filter
def moment(at: datetime | None) -> str:
    """A local date and time in the reader's language; nothing for None."""
    return words.moment(at) if at is not None else ""


@register.filter
def initials(name: str) -> str:
    """At most two capitals of a name: first and last word."""
    parts = [part for part in re.split(r"[\s\-_.@]+", str(name or "")) if part[:1].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


@register.filter
def first_name(name: str) -> str:
    """The first word of a name."""
    return str(name or "").split(" ")[0]


@register.filter
def prose(text: str) -> SafeString:
    """Plain text made safe, with its web addresses as links; line breaks stay (white-space: pre-wrap)."""
    out, end, text = [], 0, str(text or "")
    for found in ADDRESS.finditer(text):
        address = found.group().rstrip(TRAILING)
        out += [
            escape(text[end : found.start()]),
            format_html('<a href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>', address),
        ]
        end = found.start() + len(address)
    return mark_safe("".join([*out, escape(text[end:])]))  # noqa: S308 every part is escaped above


@register.simple_tag
def state(name: str) -> SafeString:
    """The state of a case as shape and word."""
    shape, word = STATES.get(str(name), ("event", str(name)))
    return _mark(shape, str(word), f"state-{name}")


@register.simple_tag
def level(name: str, word: str = "") -> SafeString:
    """How much is owed (owed, risk, late, done) as shape, word and colour; `word` replaces the usual one."""
    shape, usual = LEVELS.get(str(name), ("", ""))
    return _mark(shape, str(word or usual), f"level-{name}", str(usual) if word else "")


@register.simple_tag
def delivery(name: str) -> SafeString:
    """How far an outgoing message has come; empty for none."""
    shape, colour, word = DELIVERIES.get(str(name), ("", "", ""))
    return _mark(shape, str(word), f"delivery level-{colour}" if colour else "delivery")


@register.filter
def undelivered(error: str) -> str:
    """Why a mail did not arrive: words for the status code (RFC 3463), then the server's own answer."""
    code = STATUS.search(str(error or ""))
    if code is None:
        return str(error or "")
    subject, detail = code[1], code[2]
    why = UNDELIVERED.get(f"{subject}.{detail}") or UNDELIVERED.get(subject) or UNDELIVERED["0"]
    return f"{why} ({error})"


@register.simple_tag
def assurance(name: str) -> SafeString:
    """How surely an identity belongs to its customer."""
    shape, word = ASSURANCES.get(str(name), ("event", str(name)))
    return _mark(shape, str(word), "level-done" if name == "proved" else "plain")


@register.simple_tag
def channel(name: str) -> SafeString:
    """The icon of a channel with its name as label."""
    shape, word = CHANNELS.get(str(name), ("chat", str(name)))
    return icon(shape, str(word))


@register.filter
def channel_word(name: str) -> str:
    """The name of a channel in the reader's language."""
    return str(CHANNELS.get(str(name), ("", gettext("message")))[1])


@register.simple_tag
def avatar(name: str, side: str = "") -> SafeString:
    """Initials on a tone; the name itself stands beside it, so it is hidden from screen readers."""
    tone = side or "plain"
    return format_html('<span class="avatar {}" aria-hidden="true">{}</span>', tone, initials(name))
