"""Pieces of pages that are drawn once for the same values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

import onehand
from onehand.look.templatetags import kept

PACKAGE = Path(onehand.__file__).parent


@pytest.fixture(autouse=True)
def _piece(settings: object, tmp_path: Path) -> object:
    """A template of the test's own, and nothing kept from before."""
    from django.template.engine import Engine

    (tmp_path / "piece.html").write_text(
        '{% load i18n %}<b>{{ name }}</b> {% translate "closed" %} <i>{{ key }}</i> {% csrf_token %}{{ outer }}'
    )
    engine = Engine.get_default()
    loaders = engine.template_loaders
    engine.dirs.append(str(tmp_path))
    engine.template_loaders = engine.get_template_loaders(["django.template.loaders.filesystem.Loader"])
    kept._drawn.cache_clear()
    yield
    engine.dirs.remove(str(tmp_path))
    engine.template_loaders = loaders
    kept._drawn.cache_clear()


def drawn(source: str, **values: object) -> str:
    return Template("{% load kept %}" + source).render(Context(values))


PIECE = '{% kept "piece.html" name=name late key=key %}'


def test_the_same_values_are_drawn_once_and_late_ones_are_put_in_each_time() -> None:
    first = drawn(PIECE, name="Carla", key="k1", csrf_token="t1")
    second = drawn(PIECE, name="Carla", key="k2", csrf_token="t2")
    assert "<b>Carla</b>" in first
    assert "<i>k1</i>" in first
    assert 'value="t1"' in first
    assert second == first.replace("k1", "k2").replace('value="t1"', 'value="t2"')
    assert kept._drawn.cache_info().misses == 1


def test_other_values_and_other_languages_are_drawn_anew() -> None:
    with translation.override("de"):
        german = drawn(PIECE, name="Carla", key="k")
    with translation.override("en"):
        english = drawn(PIECE, name="Carla", key="k")
        other = drawn(PIECE, name="Sam", key="k")
    assert german != english != other


def test_nothing_else_of_the_page_is_seen() -> None:
    assert "secret" not in drawn(PIECE, name="Carla", key="k", outer="secret")


def test_everything_is_escaped_also_what_comes_late() -> None:
    page = drawn(PIECE, name="<script>a", key="<script>b", csrf_token="<script>c")
    assert "<script>" not in page


def test_a_text_marked_as_safe_does_not_make_the_same_text_safe() -> None:
    assert "<b><u></b>" in drawn(PIECE, name=mark_safe("<u>"), key="")
    assert "<b>&lt;u&gt;</b>" in drawn(PIECE, name="<u>", key="")


def test_what_is_typed_is_never_taken_for_a_stand_in() -> None:
    assert "<b>key</b>" in drawn(PIECE, name="key", key="x")


def test_values_without_a_name_are_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn('{% kept "piece.html" name %}')


def kept_templates() -> list[Path]:
    names = set()
    for path in PACKAGE.rglob("templates/**/*.html"):
        names |= set(re.findall(r'{% kept "([^"]+)"', path.read_text()))
    return [found for name in sorted(names) for found in PACKAGE.rglob(f"templates/{name}")]


@pytest.mark.parametrize("path", kept_templates(), ids=lambda path: path.name)
def test_no_kept_template_asks_the_clock_or_the_request(path: Path) -> None:
    source = path.read_text()
    for ago in re.findall(r"{% ago ([^%]*)%}", source):
        assert len(ago.split()) == 2, "a kept template gets the words of a time"
    assert not re.search(r"{% now |\brequest\b|\bmessages\b|\bperms\b|\buser\b", source)
