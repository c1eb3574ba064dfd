from __future__ import annotations

import gettext
import io
from pathlib import Path

from onehand.config import translations

PACKAGE = Path(translations.__file__).resolve().parent.parent

PO = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#: x.html
msgid "Case"
msgstr "Anliegen"

msgid "long"
"er"
msgstr ""
"läng"
"er"

msgctxt "verb"
msgid "Close"
msgstr "Schließen"

msgid "one case"
msgid_plural "%(count)s cases"
msgstr[0] "ein Anliegen"
msgstr[1] "%(count)s Anliegen"

#, fuzzy
msgid "unsure"
msgstr "unsicher"

msgid "open"
msgstr ""
"""


def catalogue() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(translations.catalogue(translations.read(PO))))


def test_the_compiled_catalogue_is_what_gettext_reads() -> None:
    german = catalogue()
    assert german.gettext("Case") == "Anliegen"
    assert german.gettext("longer") == "länger"
    assert german.pgettext("verb", "Close") == "Schließen"


def test_fuzzy_and_missing_ones_stay_english() -> None:
    german = catalogue()
    assert german.gettext("unsure") == "unsure"
    assert german.gettext("open") == "open"


def test_a_stale_catalogue_is_compiled_once(tmp_path: Path) -> None:
    po = tmp_path / "app" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, "utf-8")
    assert translations.compile_all(tmp_path) == 1
    assert translations.compile_all(tmp_path) == 0


def test_every_catalogue_of_the_house_can_be_read() -> None:
    for po in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"):
        messages = translations.read(po.read_text("utf-8"))
        gettext.GNUTranslations(io.BytesIO(translations.catalogue(messages)))
