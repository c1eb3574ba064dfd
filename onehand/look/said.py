"""`{% translate "…" %}` of a plain sentence, which is looked up once in each language.

A page says a hundred such sentences, and Django looks each up anew through lazy strings, which takes longer than to
draw what stands around it. What is filtered, kept in a variable or has a context is left to Django.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language


class Sentence(template.Node):
    """Draws `node` once in each language: it depends on nothing else."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self._node = node
        self._said: dict[str | None, str] = {}

    def render(self, context: Context) -> Any:
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = self._node.render(context)
        return said


def translate(parser: Parser, token: Token) -> template.Node:
    """Takes what Django's tag takes."""
    node = i18n.do_translate(parser, token)
    return Sentence(node) if _is_plain(node) else node


def _is_plain(node: i18n.TranslateNode) -> bool:
    words = node.filter_expression
    literal = isinstance(getattr(words.var, "literal", None), str)
    return literal and not words.filters and not (node.asvar or node.message_context or node.noop)
