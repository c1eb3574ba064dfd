"""A form behind a link, for what an action still needs (D9): without signing in, for this alone, filled in once. Bank
details travel from the browser to the server and never back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onehand.actions import asking
from onehand.actions.asking_words import called
from onehand.actions.kinds import Field, Kind
from onehand.actions.models.asking import Asking
from onehand.actions.sentences import fields_of
from onehand.cases.errors import Refused
from onehand.cases.notice import day_and_time
from onehand.cases.sentences import sentence
from onehand.portal.entrance import SeeOther, page, person_of, reading_language, speaking_to
from onehand.portal.over import over
from onehand.portal.signing_in import unreferred

ADDRESS_PARTS = ("name", "street", "postcode", "city", "country")


@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, secret: str) -> HttpResponse:
    row = asking.asking_of(secret)
    try:
        form = asking.form_of(row) if row is not None else None
    except Refused:  # of a system that is no longer connected
        form = None
    if row is None or form is None:
        return over(request, "asked")
    with speaking_to(row.case.customer):
        return unreferred(_answer(request, row, form))


def _answer(request: HttpRequest, row: Asking, form: Kind) -> HttpResponse:
    if request.method != "POST" or row.filled_at is not None:
        return _show(request, row, form)
    raw = raw_of(form.fields, request.POST)
    try:
        asking.fill(row, raw)
    except Refused as why:
        if why.code == "link_over":
            return SeeOther(request.path)  # filled in at the same moment: it shows what was given
        return _show(request, row, form, raw, why)
    return SeeOther(request.path)


def raw_of(fields: Sequence[Field], data: QueryDict) -> dict[str, Any]:
    """What was typed, as `arguments.read` takes it."""
    return {field.name: _raw(field, data) for field in fields}


def _raw(field: Field, data: QueryDict) -> Any:
    if field.kind == "address":
        return {part: data.get(f"{field.name}-{part}", "") for part in ADDRESS_PARTS}
    if field.kind == "dates":
        both = [data.get(f"{field.name}-from", ""), data.get(f"{field.name}-to", "")]
        return both if any(both) else None
    return data.get(field.name, "")


def _show(
    request: HttpRequest, row: Asking, form: Kind, raw: Mapping[str, Any] | None = None, why: Refused | None = None
) -> HttpResponse:
    language = reading_language()
    wrong = fields_of(why, language) if why is not None else {}
    context = {
        "number": row.case_id,
        "title": form.title.say(language),
        "filled_at": row.filled_at,
        "given": [(called(field, language), row.shown.get(field.name, "")) for field in form.fields],
        "fields": [field_of(field, (raw or {}).get(field.name), wrong, language) for field in form.fields],
        "problem": sentence(why, language) if why is not None else "",
        "until": day_and_time(row.expires_at, language),
        **person_of(row.case),
    }
    return page(request, "portal/asked.html", context, status=422 if why is not None else 200)


def _countries(typed: str) -> list[tuple[str, str]]:
    """By name, since nobody knows codes; one that is not among them and was typed stays."""
    named = [
        ("DE", _("Germany")), ("AT", _("Austria")), ("CH", _("Switzerland")), ("LI", _("Liechtenstein")),
        ("LU", _("Luxembourg")), ("BE", _("Belgium")), ("NL", _("Netherlands")), ("DK", _("Denmark")),
        ("PL", _("Poland")), ("CZ", _("Czechia")), ("FR", _("France")), ("IT", _("Italy")),
    ]  # fmt: skip
    code = typed.strip().upper()
    return named if not code or code in dict(named) else [*named, (code, code)]


def field_of(field: Field, typed: Any, wrong: Mapping[str, tuple[str, str]], language: str) -> dict[str, Any]:
    if field.kind == "iban":
        typed = ""  # bank details are never written back into a page
    if field.kind == "dates":
        typed = dict(zip(("from", "to"), typed or ("", ""), strict=True))
    return {
        "name": field.name,
        "kind": field.kind,
        "label": called(field, language),
        "value": typed or ("" if field.kind != "address" else {}),
        "choices": [(code, words.say(language)) for code, words in field.choices],
        "countries": _countries((typed or {}).get("country", "")) if field.kind == "address" else (),
        "wrong": wrong.get(field.name, ("", ""))[1],
    }
