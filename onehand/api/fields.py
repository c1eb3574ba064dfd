"""The kinds of values that requests bear, with their limits. Bodies are strict: no field more, no type bent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from ninja.params.functions import Body
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field

from onehand.cases.access import LARGEST

# PostgreSQL takes no NUL in a text.
_NO_NUL = r"^[^\x00]*$"


class In(Schema):
    """A body. Fields that are not described are refused (S17)."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Empty(In):
    """No fields: the address says it all. The body may be left out."""


# The default of a body that may be left out.
NO_BODY: Any = Body(Empty())


def _text_only(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("must be an ISO 8601 text")
    return value


def _near(value: datetime) -> datetime:
    """Beyond these years arithmetic with time zones ends in an overflow."""
    if not 2000 <= value.year < 2200:
        raise ValueError("must lie between the years 2000 and 2199")
    return value.astimezone(UTC)


def _whole(value: object) -> object:
    """In JSON 7.0 is an integer too (JSON Schema 2020-12, 4.2.3)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[int, Field(ge=1, le=LARGEST), BeforeValidator(_whole)]
Seq = Annotated[int, Field(ge=0, le=LARGEST), BeforeValidator(_whole)]
Text = Annotated[str, Field(max_length=1_000_000, pattern=_NO_NUL)]
Line = Annotated[str, Field(max_length=300, pattern=_NO_NUL)]
Name = Annotated[str, Field(max_length=200, pattern=_NO_NUL)]
# Control characters in an address would only serve to smuggle header lines.
_ADDRESS = r"^[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+$"
Address = Annotated[str, Field(max_length=320, pattern=_ADDRESS, examples=["carla.kern@example.org"])]
Moment = Annotated[
    AwareDatetime,
    Field(strict=False, description="ISO 8601 with zone", examples=["2026-03-09T09:00:00+01:00"]),
    BeforeValidator(_text_only),
    AfterValidator(_near),
]
# A colleague: the handle as in @mentions, or the id.
Colleague = Annotated[str, Field(max_length=60, pattern=_NO_NUL)] | Id
