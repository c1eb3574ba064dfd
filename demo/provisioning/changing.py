"""What clients may change, each under the system's own rules. Every function runs within one change of the database."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from demo.provisioning import activation, reading
from demo.provisioning.database import Database, Row, now, today
from demo.provisioning.errors import No

Body = dict[str, Any]
LEAD = timedelta(days=7)  # a technician needs notice
LONGEST_PAUSE = timedelta(days=180)
NOT_SERVED = frozenset({"27498"})  # an island without our cable


def address_of_customer(db: Database, number: str, body: Body) -> Body:
    row = reading.customer_row(db, number)
    place = _place(body)
    db.run(
        "UPDATE customers SET name = ?, street = ?, postcode = ?, city = ?, country = ?, changed_at = ? "
        "WHERE number = ?",
        str(body.get("name") or row["name"]).strip(), *place, str(body.get("country") or "DE"), now(), number,
    )  # fmt: skip
    return reading.customer(db, number)


def bar(db: Database, number: str, body: Body, *, barred: bool) -> Body:
    """All lines of a customer can call emergency numbers and us, and nothing else; or everything again."""
    row = reading.customer_row(db, number)
    if _customer(body) != number:
        raise No(422, "no_customer", "A change names the customer that it is for.")
    if bool(row["barred"]) == barred:
        code, sentence = ("already_barred", "is barred already") if barred else ("not_barred", "is not barred")
        raise No(409, code, f"The customer {sentence}.")
    db.run("UPDATE customers SET barred = ?, changed_at = ? WHERE number = ?", int(barred), now(), number)
    return reading.customer(db, number)


def address_of_modem(db: Database, serial: str, body: Body) -> Body:
    row = db.row("SELECT * FROM modems WHERE serial = ?", serial)
    if row is None:
        raise No(404, "unknown_modem", "This customer has no such device.")
    contract = reading.contract_row(db, row["contract"], _customer(body))
    if row["state"] != "packed":
        raise No(409, "already_shipped", "The device is already on its way.", serial=serial)
    db.run(
        "UPDATE modems SET name = ?, street = ?, postcode = ?, city = ? WHERE serial = ?",
        str(body.get("name") or row["name"]).strip(), *_place(body, serve=True), serial,
    )  # fmt: skip
    return reading.contract(db, contract["number"])


def activate(db: Database, number: str, body: Body, *, at_once: bool) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    if row["state"] == "active":
        raise No(409, "already_active", "The contract is active already.")
    _living(row)
    activation.push(db, number)
    activation.go_on(db, number, most=None if at_once else 0)
    return reading.contract(db, number)


def test(db: Database, number: str, body: Body, key: str) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    switched = [one for one in activation.steps(db, number) if one["name"] == "line_switched"]
    if switched and switched[0]["state"] != "done":
        raise No(409, "not_switched", "The line is not switched yet, so there is nothing to test.")
    up = row["line_state"] == "up" and not _is_paused(row)
    speed = (97_500, 38_200) if row["kind"] == "dsl" else (41_000, 12_600)
    result = "ok" if up else "paused" if _is_paused(row) else "down"
    down_kbit, up_kbit = speed if up else (0, 0)
    number_of_test = db.insert(
        "tests", contract=number, at=now(), result=result, cause=row["line_cause"], down_kbit=down_kbit,
        up_kbit=up_kbit, key=key,
    )  # fmt: skip
    found = db.row("SELECT * FROM tests WHERE id = ?", number_of_test)
    assert found is not None
    return reading.test(found)


def pause(db: Database, number: str, body: Body) -> Body:
    row = _active(db, number, body)
    since, until = _day(body, "from"), _day(body, "until")
    if since < today() or until <= since:
        raise No(422, "invalid_dates", "A pause begins today or later, and ends after it begins.")
    if until - since > LONGEST_PAUSE:
        raise No(422, "too_long", "A pause lasts at most 180 days.", days=LONGEST_PAUSE.days)
    return _set(db, row, paused_from=since.isoformat(), paused_until=until.isoformat())


def end_pause(db: Database, number: str, body: Body) -> Body:
    return _set(db, reading.contract_row(db, number, _customer(body)), paused_from=None, paused_until=None)


def move(db: Database, number: str, body: Body) -> Body:
    row = _active(db, number, body)
    if row["kind"] == "mobile":
        raise No(409, "no_site", "A mobile contract has no place that could move.")
    on, (street, postcode, city) = _day(body, "on"), _place(body, serve=True)
    if on < today() + LEAD:
        raise No(422, "too_soon", "A move needs notice.", earliest=(today() + LEAD).isoformat())
    return _set(db, row, move_on=on.isoformat(), move_street=street, move_postcode=postcode, move_city=city)


def end_move(db: Database, number: str, body: Body) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    return _set(db, row, move_on=None, move_street=None, move_postcode=None, move_city=None)


def holder(db: Database, number: str, body: Body) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    new = str(body.get("to", ""))
    if db.row("SELECT number FROM customers WHERE number = ?", new) is None:
        raise No(422, "unknown_holder", "The new holder is not known as a customer.")
    return _set(db, row, customer=new)


def end(db: Database, number: str, body: Body) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    on = _day(body, "on")
    if on < max(date.fromisoformat(row["earliest_end"]), today()):
        raise No(422, "too_early", "The contract runs longer than that.", earliest=row["earliest_end"])
    return _set(db, row, ends=on.isoformat())


def stay(db: Database, number: str, body: Body) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    return _set(db, row, ends=None)


def payer(db: Database, number: str, body: Body) -> Body:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    name, iban = str(body.get("holder", "")).strip(), re.sub(r"\s", "", str(body.get("iban", ""))).upper()
    if not name or not _is_iban(iban):
        raise No(422, "invalid_iban", "The account holder or the IBAN is not valid.")
    return _set(db, row, payer_holder=name, payer_iban=iban)


def _set(db: Database, row: Row, **values: Any) -> Body:
    names = ", ".join(f"{name} = ?" for name in values)
    db.run(f"UPDATE contracts SET {names} WHERE number = ?", *values.values(), row["number"])  # noqa: S608
    return reading.contract(db, row["number"])


def _customer(body: Body) -> str:
    """Who asks for it: a write names its customer, so that a contract handed on meanwhile is not touched."""
    number = body.get("customer")
    if not isinstance(number, str) or not number:
        raise No(422, "no_customer", "A change names the customer that it is for.")
    return number


def _active(db: Database, number: str, body: Body) -> Row:
    row = reading.contract_row(db, number, _customer(body))
    _living(row)
    if row["state"] != "active":
        raise No(409, "not_active", "The contract is not active yet.")
    return row


def _living(row: Row) -> None:
    if row["state"] == "ended":
        raise No(409, "ended", "The contract has ended.")


def _is_paused(row: Row) -> bool:
    return bool(row["paused_from"]) and row["paused_from"] <= today().isoformat() < row["paused_until"]


def _place(body: Body, *, serve: bool = False) -> tuple[str, str, str]:
    street, postcode, city = (str(body.get(name) or "").strip() for name in ("street", "postcode", "city"))
    german = (body.get("country") or "DE") == "DE"
    if not street or not city or (german and not re.fullmatch(r"\d{5}", postcode)):
        raise No(422, "invalid_address", "Street, postcode or city is missing or wrong.")
    if serve and (postcode in NOT_SERVED or not german):
        raise No(422, "not_served", "We have no line and no delivery there.", postcode=postcode)
    return street, postcode, city


def _day(body: Body, name: str) -> date:
    try:
        return date.fromisoformat(str(body.get(name)))
    except ValueError:
        raise No(422, "invalid_dates", f"`{name}` is no date.") from None


def _is_iban(text: str) -> bool:
    """ISO 13616: moved round and read as a number it leaves 1 when divided by 97."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text):
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1
