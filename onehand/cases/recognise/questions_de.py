"""How German customers ask."""

from __future__ import annotations

from onehand.cases.recognise.questions_de_direct import asks_directly
from onehand.cases.recognise.questions_de_idle import is_heading, is_tag, means_nothing
from onehand.cases.recognise.questions_de_indirect import asks_indirectly

__all__ = ["asks", "is_tag", "means_nothing"]


def asks(plain_text: str) -> bool:
    """No question mark, but does the sentence want an answer?"""
    if is_heading(plain_text):
        return False
    return asks_directly(plain_text) or asks_indirectly(plain_text)
