"""Activation: five named steps, one after the other. One can hang at any of them, with a cause and who moves it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from demo.provisioning.database import Database, Row, now, today
from demo.provisioning.errors import No

# The step, who moves it, and by which day after the order it should be done.
STEPS = {
    "dsl": (("order_received", "orders", 1), ("number_ported", "porting", 5), ("line_switched", "network", 7),
            ("modem_registered", "customer", 8), ("tested", "network", 9)),
    "mobile": (("order_received", "orders", 1), ("number_assigned", "porting", 1), ("line_switched", "network", 2),
               ("modem_registered", "customer", 3), ("tested", "network", 3)),
}  # fmt: skip


def begin(db: Database, contract: str, kind: str) -> None:
    for position, (name, mover, days) in enumerate(STEPS[kind]):
        until = (today() + timedelta(days=days)).isoformat()
        db.insert(
            "activation_steps", contract=contract, position=position, name=name, state="next", until=until, mover=mover
        )


def steps(db: Database, contract: str) -> list[Row]:
    return db.rows("SELECT * FROM activation_steps WHERE contract = ? ORDER BY position", contract)


def go_on(db: Database, contract: str, *, most: int | None = None) -> int:
    """Do the steps that nothing holds up, at most so many; the number that was done."""
    done = 0
    for step in steps(db, contract):
        if step["state"] == "done":
            continue
        if step["cause"] or done == most:
            return done
        db.run(
            "UPDATE activation_steps SET state = 'done', at = ? WHERE contract = ? AND position = ?",
            now(), contract, step["position"],
        )  # fmt: skip
        done += 1
    found = db.row("SELECT * FROM contracts WHERE number = ?", contract)
    if found is not None and found["state"] == "ordered":
        db.run("UPDATE contracts SET state = 'active', line_state = 'up', line_cause = '' WHERE number = ?", contract)
        happened(db, "activated", contract)
    return done


def hanging(db: Database, contract: str) -> Row | None:
    """The step at which it stands still."""
    for step in steps(db, contract):
        if step["state"] != "done":
            return step if step["cause"] else None
    return None


def push(db: Database, contract: str) -> None:
    """Try the step again at which it hangs. Raises No when pushing does not help."""
    step = hanging(db, contract)
    if step is not None and not step["pushable"]:
        raise No(
            409, "hangs", "The activation hangs at a step that only its own department can move.",
            step=step["name"], cause=step["cause"], cause_de=step["cause_de"], cause_en=step["cause_en"],
            mover=step["mover"], until=step["until"],
        )  # fmt: skip
    if step is not None:
        _clear(db, contract, step["position"])


def hang(db: Database, contract: str, order: dict[str, Any]) -> None:
    """An operator's word: it hangs at this step, because of this, until then."""
    step = next((one for one in steps(db, contract) if one["name"] == order.get("step")), None)
    if step is None or step["state"] == "done":
        raise No(422, "unknown_step", "There is no such step that is still to be done.")
    if not order.get("cause"):
        raise No(422, "no_cause", "A step that hangs needs a cause.")
    try:
        until = date.fromisoformat(str(order.get("until", step["until"]))).isoformat()
    except ValueError:
        raise No(422, "invalid_dates", "`until` is no date.") from None
    db.run(
        "UPDATE activation_steps SET cause = ?, cause_de = ?, cause_en = ?, mover = ?, until = ?, pushable = ?, "
        "state = 'stuck', told_late = 0 WHERE contract = ? AND position = ?",
        *(str(order.get(name, "")) for name in ("cause", "de", "en")), str(order.get("mover", step["mover"])), until,
        int(bool(order.get("pushable"))), contract, step["position"],
    )  # fmt: skip
    happened(db, "activation_hangs", contract, step=step["name"], cause=order["cause"])


def release(db: Database, contract: str) -> None:
    """Whatever held it up is gone."""
    step = hanging(db, contract)
    if step is not None:
        _clear(db, contract, step["position"])


def with_cause(db: Database, cause: str) -> list[str]:
    """All contracts that hang because of it."""
    return [one["contract"] for one in db.rows("SELECT contract FROM activation_steps WHERE cause = ?", cause)]


def notice_late(db: Database) -> None:
    """Once for each activation whose present step, or whose last day, is past; again when a new day passes too."""
    for contract in db.rows("SELECT number FROM contracts WHERE state = 'ordered' ORDER BY number"):
        left = [step for step in steps(db, contract["number"]) if step["state"] != "done"]
        overdue = left and min(left[0]["until"], left[-1]["until"]) < today().isoformat()
        if not overdue or left[0]["told_late"]:
            continue
        db.run("UPDATE activation_steps SET told_late = 1 WHERE contract = ?", contract["number"])
        step = left[0]
        happened(
            db, "activation_late", contract["number"], step=step["name"], cause=step["cause"], mover=step["mover"],
            until=step["until"],
        )  # fmt: skip


def happened(db: Database, kind: str, contract: str, **values: Any) -> None:
    found = db.row("SELECT customer FROM contracts WHERE number = ?", contract)
    customer = found["customer"] if found else ""
    db.insert("events", kind=kind, contract=contract, customer=customer, at=now(), data=json.dumps(values))


def _clear(db: Database, contract: str, position: int) -> None:
    db.run(
        "UPDATE activation_steps SET cause = '', cause_de = '', cause_en = '', pushable = 0, state = 'next' "
        "WHERE contract = ? AND position = ?",
        contract,
        position,
    )
