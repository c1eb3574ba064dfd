"""What a person newly wrote in a mail, apart from what was quoted and signed; and HTML as readable text.

Line-based and linear in time: a hostile text of a megabyte takes less than a second.
"""

from onehand.foundation.quotes.details import fold_html
from onehand.foundation.quotes.folding import Folded, fold
from onehand.foundation.quotes.markup import html_to_text

__all__ = ["Folded", "fold", "fold_html", "html_to_text"]
