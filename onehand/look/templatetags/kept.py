"""`{% kept "template" name=value … %}`: an include that is drawn once for the same values.

The template sees the named values and nothing else of the page, so what it draws follows from them, from its name and
from the language, by which it is kept. What differs from page to page but only stands somewhere in the text goes
behind the word `late`: `{% kept "template" name=value late key=key %}`. There the template gets a stand-in, and the
escaped value is put in each time; the security token of forms is always such a value.

A kept template must not ask the clock (`ago` without its words) or the request.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

KEPT = 2048  # pieces in each process; most are rows of lists, of a kilobyte
_CSRF = "csrf_token"
# Nobody outside can write it, so nothing that was typed is ever taken for a stand-in.
_SECRET = secrets.token_hex(16)


def _stand_in(name: str) -> str:
    return f"{_SECRET}-{name}-"


class KeptNode(template.Node):
    def __init__(self, name: str, values: Mapping[str, FilterExpression], late: Mapping[str, FilterExpression]) -> None:
        self.name, self.values, self.late = name, values, late
        self._late_names = tuple(late)

    def render(self, context: Context) -> SafeString:
        # The type belongs to the key: a text marked as safe HTML equals the same text that is not.
        values = tuple([(name, type(value), value) for name, value in self._resolved(context)])
        html = _drawn(self.name, get_language(), values, self._late_names)
        if _SECRET in html:
            for name, expression in self.late.items():
                html = html.replace(_stand_in(name), conditional_escape(expression.resolve(context)))
            html = html.replace(_stand_in(_CSRF), conditional_escape(context.get(_CSRF) or ""))
        return mark_safe(html)  # noqa: S308 a template drew it, what was put in is escaped

    def _resolved(self, context: Context) -> list[tuple[str, Hashable]]:
        return [(name, expression.resolve(context)) for name, expression in self.values.items()]


@lru_cache(maxsize=KEPT)
def _drawn(
    name: str, _language: str | None, values: tuple[tuple[str, type, Hashable], ...], late: tuple[str, ...]
) -> str:
    given: dict[str, Any] = {key: value for key, _, value in values}
    given |= {key: _stand_in(key) for key in (*late, _CSRF)}
    return Engine.get_default().get_template(name).render(Context(given))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """An include that is drawn once for the same values, see above."""
    _, name, *bits = token.split_contents()
    at = bits.index("late") if "late" in bits else len(bits)
    values, late = bits[:at], bits[at + 1 :]
    node = KeptNode(name.strip("\"'"), token_kwargs(values, parser), token_kwargs(late, parser))
    if values or late:
        raise template.TemplateSyntaxError("kept takes a template's name, name=value pairs, and late name=value pairs")
    return node
