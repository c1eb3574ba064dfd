"""Sentences of templates are looked up once in each language."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from onehand.look.said import Sentence


def of(source: str) -> Template:
    return Template("{% load i18n look %}" + source)


def test_each_language_says_its_own_however_often_it_is_drawn() -> None:
    sentence = of('{% translate "Menu" %} {% translate "closed" %}')
    said = []
    for language in ("de", "en", "de", "en"):
        with translation.override(language):
            said.append(sentence.render(Context()))
    assert said == ["Menü geschlossen", "Menu closed"] * 2


def test_what_was_looked_up_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = of('{% translate "closed" %}')
    with translation.override("de"):
        sentence.render(Context())
        monkeypatch.setattr("django.templatetags.i18n.TranslateNode.render", lambda *_: "anew")
        assert sentence.render(Context()) == "geschlossen"
    with translation.override("en"):
        assert sentence.render(Context()) == "anew"


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% translate word %}", "geschlossen|<i>"),
        ('{% translate "closed"|upper %}', "GESCHLOSSEN|GESCHLOSSEN"),
        ('{% translate "closed" as kept %}{{ kept }}{{ word }}', "geschlossenclosed|geschlossen<i>"),
        ('{% translate "closed" noop %}', "closed|closed"),
    ],
)
def test_what_differs_is_left_to_django(source: str, drawn: str) -> None:
    template = of(source)
    assert not any(isinstance(node, Sentence) for node in template.nodelist)
    with translation.override("de"):
        said = "|".join(template.render(Context({"word": word}, autoescape=False)) for word in ("closed", "<i>"))
    assert said == drawn


def test_percent_and_markup_of_the_template_stay_as_they_are() -> None:
    with translation.override("en"):
        assert of('{% translate "100 % <b>sure</b>" %}').render(Context()) == "100 % <b>sure</b>"
