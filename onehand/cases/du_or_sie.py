"""Every sentence that a customer reads: in their language, and in German as they want to be addressed (B5)."""

from __future__ import annotations

from onehand.people.models import Customer


def says_du(customer: Customer) -> bool:
    """Du only where somebody said so; everybody else is addressed with Sie."""
    return customer.canonical.form == "du"


def worded(customer: Customer, language: str, *, sie: str, du: str, en: str) -> str:
    if language != "de":
        return en
    return du if says_du(customer) else sie


def catalogue(customer: Customer | None, language: str) -> str:
    """Whose sentences a page or mail speaks to them: de_DU holds only those that differ from de."""
    return "de-du" if language == "de" and customer is not None and says_du(customer) else language


def greeting(customer: Customer, language: str) -> str:
    return worded(customer, language, sie="Guten Tag,", du="Hallo,", en="Hello,")


# Longer words first where one begins another; "Ihr" only where it stands before what is theirs.
_THEIRS = (
    ("Ihres ", "deines "), ("Ihrer ", "deiner "), ("Ihren ", "deinen "), ("Ihrem ", "deinem "), ("Ihre ", "deine "),
    ("Ihr ", "dein "), ("Ihnen", "dir"),
)  # fmt: skip


def as_du(german: str) -> str:
    """A sentence about what is theirs, written with Sie, as whoever wants Du reads it; verbs are left as they are."""
    for sie, du in _THEIRS:
        german = german.replace(sie, du)
    return german
