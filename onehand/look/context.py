"""What every page may say: whose service this is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def company(_request: HttpRequest) -> dict[str, str]:
    """The company's name as customers read it."""
    return {"company": settings.ONEHAND.company}
