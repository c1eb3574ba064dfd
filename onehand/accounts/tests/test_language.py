from __future__ import annotations

import pytest
from django.test import RequestFactory

from onehand.accounts.language import COOKIE, chosen


@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [
        ("", "", "de"),
        ("", "en-GB,en;q=0.9,de;q=0.8", "en"),
        ("", "fr-FR, de;q=0.5", "de"),
        ("", "fr,es", "de"),
        ("en", "de", "en"),
        ("xx", "en", "en"),
        ("", ";;,,q=", "de"),
    ],
)
def test_the_person_comes_before_the_browser_and_the_browser_before_the_operator(
    cookie: str, header: str, language: str
) -> None:
    request = RequestFactory().get("/", headers={"accept-language": header})
    if cookie:
        request.COOKIES[COOKIE] = cookie
    assert chosen(request) == language
