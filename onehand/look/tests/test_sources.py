"""What templates, catalogues and the sprite promise each other."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

LOOK = Path(__file__).parent.parent
FACES = [LOOK, LOOK.parent / "desk", LOOK.parent / "portal"]
TEMPLATES = [path for face in FACES for path in (face / "templates").rglob("*.*")]
STATIC = LOOK / "static" / "look"
MSGID = re.compile(r'\{% translate (["\'])(.+?)\1')


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    used = {name for path in TEMPLATES for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())}
    used |= set(re.findall(r': \("([\w-]+)", ', (LOOK / "templatetags" / "look.py").read_text()))
    assert used - drawn == set()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_every_text_of_a_face_has_its_german(face: Path) -> None:
    catalogue = "".join((one / "locale/de/LC_MESSAGES/django.po").read_text() for one in dict.fromkeys([LOOK, face]))
    known = {text.replace('\\"', '"') for text in re.findall(r'^msgid "(.+)"$', catalogue, re.M)}
    used = {text for path in (face / "templates").rglob("*.*") for _, text in MSGID.findall(path.read_text())}
    assert used - known == set()
    assert not re.search(r'^msgstr(\[\d\])? ""\n\n', catalogue.split("\n\n", 1)[1], re.M)


def test_pages_hold_no_inline_script_or_style() -> None:
    for path in TEMPLATES:
        if path.name.startswith(("mail", "_mail")):
            continue
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), path


def test_what_the_desk_loads_weighs_at_most_sixty_kilobytes() -> None:
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    files = [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"), htmx]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 60_000
