"""What people type who are not signed in, looked at alike wherever it is taken, and how often from one place (S4).

Each look gives the sentence to be shown, or "" where all is well, so that they can be strung together with `or`.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _

from onehand.accounts import limits

LONGEST = 20_000  # characters, as the fields say themselves
LONGEST_NAME = 200


def machine(form: Mapping[str, str]) -> str:
    """The field that no person sees."""
    if form["website"]:
        return _("Please leave the last field empty; it is there to keep machines out. Your text is still here.")
    return ""


def words(form: Mapping[str, str], *, longest: int = LONGEST, needed: bool = True) -> str:
    if needed and not form["text"]:
        return _("Please tell us what it is about.")
    if len(form["text"]) > longest:
        return _("The text is too long. Please shorten it, or send it as an attachment of a mail.")
    return ""


def name(form: Mapping[str, str]) -> str:
    if len(form["name"]) > LONGEST_NAME or not form["name"].isprintable():
        return _("This name cannot be used.")
    return ""


def address(form: Mapping[str, str]) -> str:
    try:
        validate_email(form["email"])
    except ValidationError:
        return _("This is no mail address. Where may the answer go?")
    if form["email"].lower() in settings.ONEHAND.mail_addresses:
        return _("This is our own address. Where may the answer go?")
    return ""


def too_often(request: HttpRequest, what: str, *, most: int) -> str:
    """Counts it; more than `most` of the same kind within an hour from one place are refused."""
    if limits.within(what, limits.origin(request), most=most):
        return ""
    return too_much()


def too_much() -> str:
    mail = settings.ONEHAND.mail_sender
    if not mail:
        return _("Too much was sent from here within an hour. Please try again later.")
    said = _("Too much was sent from here within an hour. Please try again later, or write to %(mail)s.")
    return said % {"mail": mail}
