"""What a fact says, as people read it; the words are everybody's."""

from __future__ import annotations

from onehand.look.fact_words import in_words

__all__ = ["in_words"]
