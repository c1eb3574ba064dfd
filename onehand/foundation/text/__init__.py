"""Small rules about written text: language, search words, file names, previews, plain text as HTML."""

from onehand.foundation.text.language import everyday, guess_language
from onehand.foundation.text.names import safe_name
from onehand.foundation.text.plain import one_line, plain_to_html
from onehand.foundation.text.words import search_query, search_words

__all__ = ["everyday", "guess_language", "one_line", "plain_to_html", "safe_name", "search_query", "search_words"]
