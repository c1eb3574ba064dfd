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


def greeting(customer: Customer, language: str) -> str:
    return worded(customer, language, sie="Guten Tag,", du="Hallo,", en="Hello,")
