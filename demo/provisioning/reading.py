"""What clients may read, as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from demo.provisioning import activation
from demo.provisioning.database import Database, Row
from demo.provisioning.errors import No, unknown_contract

PAGE = 100


def customer_row(db: Database, number: str) -> Row:
    found = db.row("SELECT * FROM customers WHERE number = ?", number)
    if found is None:
        raise No(404, "unknown_customer", "There is no such customer.")
    return found


def contract_row(db: Database, number: str, customer: str = "") -> Row:
    found = db.row("SELECT * FROM contracts WHERE number = ?", number)
    if found is None or (customer and found["customer"] != customer):
        raise unknown_contract()
    return found


def customers(db: Database, email: str) -> dict[str, Any]:
    rows = db.rows("SELECT number FROM customers WHERE email = ? ORDER BY number", email.strip().lower())
    return {"items": [row["number"] for row in rows] if email.strip() else []}


def customer(db: Database, number: str) -> dict[str, Any]:
    row = customer_row(db, number)
    contracts = db.rows("SELECT number FROM contracts WHERE customer = ? ORDER BY placed, number", number)
    return {
        "number": row["number"],
        "name": row["name"],
        "email": row["email"],
        "address": _address(row),
        "changed_at": row["changed_at"],
        "barred": bool(row["barred"]),
        "contracts": [contract(db, one["number"]) for one in contracts],
    }


def contract(db: Database, number: str) -> dict[str, Any]:
    row = contract_row(db, number)
    paused = {"from": row["paused_from"], "until": row["paused_until"]} if row["paused_from"] else None
    return {
        "number": row["number"],
        "customer": row["customer"],
        "product": row["product"],
        "kind": row["kind"],
        "state": row["state"],
        "phone": row["phone"],
        "line": {"state": row["line_state"], "cause": row["line_cause"]},
        "site": _site(row, "site"),
        "placed": row["placed"],
        "earliest_end": row["earliest_end"],
        "ends": row["ends"],
        "pause": paused,
        "move": {"on": row["move_on"], **(_site(row, "move") or {})} if row["move_on"] else None,
        "payer": {"holder": row["payer_holder"], "iban": masked(row["payer_iban"])},
        "modems": [_modem(one) for one in db.rows("SELECT * FROM modems WHERE contract = ? ORDER BY serial", number)],
        "activation": [_step(one) for one in activation.steps(db, number)],
    }


def tests(db: Database, number: str, key: str) -> dict[str, Any]:
    """The newest first; with `key` only the one that was made under it."""
    sql = "SELECT * FROM tests WHERE contract = ? AND (? = '' OR key = ?) ORDER BY id DESC LIMIT 20"
    return {"items": [test(row) for row in db.rows(sql, number, key, key)]}


def test(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "contract", "at", "result", "cause", "down_kbit", "up_kbit")}


def events(db: Database, after: str, limit: str) -> dict[str, Any]:
    """After a cursor; one of another database begins from the beginning."""
    known = re.fullmatch(r"([0-9a-f]{8})-(\d{1,15})", after)
    if (after and known is None) or not re.fullmatch(r"\d{0,6}", limit):
        raise No(422, "invalid_cursor", "`after` is no cursor of ours, or `limit` no number.")
    ours = db.name()
    last = int(known[2]) if known is not None and known[1] == ours else 0
    many = max(1, min(int(limit or PAGE), PAGE))
    with db.change():
        activation.notice_late(db)
    rows = db.rows("SELECT * FROM events WHERE id > ? ORDER BY id LIMIT ?", last, many)
    items = [{**{name: row[name] for name in ("kind", "contract", "customer", "at")},
              "id": f"{ours}-{row['id']}", "values": json.loads(row["data"])} for row in rows]  # fmt: skip
    return {"items": items, "next": items[-1]["id"] if items else f"{ours}-{last}"}


def masked(iban: str) -> str:
    """Enough to know one's own account, too little to use it."""
    return f"{iban[:4]} … {iban[-4:]}" if iban else ""


def _address(row: Row) -> dict[str, str]:
    return {name: row[name] for name in ("name", "street", "postcode", "city", "country")}


def _site(row: Row, of: str) -> dict[str, str] | None:
    """A mobile contract has none."""
    return {name: row[f"{of}_{name}"] for name in ("street", "postcode", "city")} if row[f"{of}_street"] else None


def _modem(row: Row) -> dict[str, Any]:
    to = {name: row[name] for name in ("name", "street", "postcode", "city")}
    return {"serial": row["serial"], "kind": row["kind"], "state": row["state"], "to": to}


def _step(row: Row) -> dict[str, Any]:
    cause = {"code": row["cause"], "de": row["cause_de"], "en": row["cause_en"]} if row["cause"] else None
    return {
        **{name: row[name] for name in ("name", "state", "at", "until", "mover")},
        "cause": cause,
        "pushable": bool(row["pushable"]),
    }
