"""A link that is over, was answered, or never was leads on, whatever it was for."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

NEVER = "x" * 43


@pytest.mark.parametrize(
    ("path", "way_on"),
    [
        ("asked", "dann schicken wir ein neues Formular"),
        ("callback", "kann dasselbe für Sie tun"),
        ("choice", "kann dasselbe für Sie tun"),
        ("confirm", "fragt mit einem neuen Link noch einmal nach"),
        ("hearing", "kann dasselbe für Sie tun"),
        ("me-too", 'class="button primary" href="/status/"'),
        ("recovery", 'class="button primary" href="/lost/"'),
        ("solved", "kann dasselbe für Sie tun"),
    ],
)
def test_it_says_what_that_means_and_what_to_do_now(path: str, way_on: str) -> None:
    answer = Client(headers={"accept-language": "de"}).get(f"/{path}/{NEVER}/")
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Dieser Link gilt nicht mehr" in page
    assert way_on in page
    assert "Uns schreiben" in page
    # A link for signing in is no help here.
    assert "Neuen Link senden" not in page
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
