"""The demo's people: the same as Onehand's, in a system that knows less, or something else, of them."""

from __future__ import annotations

from datetime import date, timedelta

from demo.provisioning import activation
from demo.provisioning.database import Database, now, today

SWITCH = {
    "step": "line_switched", "cause": "switch-7", "mover": "network",
    "de": "Die Freischaltung neuer SIM-Karten hängt in der Vermittlung 7",
    "en": "Switching on new SIM cards hangs in exchange 7",
}  # fmt: skip
MODEM = {
    "step": "modem_registered", "cause": "no_answer", "mover": "orders", "pushable": True,
    "de": "Der Router hat sich nicht gemeldet", "en": "The router has not answered",
}  # fmt: skip

# number, mail address, name, street, postcode, city: as this system has them, which need not be right.
CUSTOMERS = (
    ("L-5001", "carla.kern@kunde.example", "Carla Kern", "Alte Gasse 3", "10115", "Berlin"),
    ("L-5002", "mira.novak@kunde.example", "Mira Novak", "Hafenstraße 21", "20457", "Hamburg"),
    ("L-5003", "jonas.weber@kunde.example", "Jonas Weber", "Kastanienallee 8", "10435", "Berlin"),
    ("L-5004", "sam.okafor@kunde.example", "Sam Okafor", "Rosenweg 14", "50667", "Köln"),
    ("L-5005", "paul.meier@kunde.example", "Paul Meier", "Am Bach 2", "80331", "München"),
    ("L-5006", "petra.sommer@kunde.example", "Petra Sommer", "Ringstraße 40", "04109", "Leipzig"),
    ("L-5007", "jule.sommer@kunde.example", "Jule Sommer", "Ringstraße 40", "04109", "Leipzig"),
    ("L-5008", "karim.aydin@kunde.example", "Karim Aydın", "Marktplatz 1", "60311", "Frankfurt am Main"),
    ("L-5009", "rita.blum@kunde.example", "Rita Blum", "Weidenweg 7", "01099", "Dresden"),
)
# number, customer, product, kind, days since it was ordered, active, phone
CONTRACTS = (
    ("30411", "L-5001", "Zuhause 100", "dsl", 400, True, "+493090182000"),
    ("30412", "L-5002", "Surfstick 10 GB", "mobile", 8, False, "+4915156780012"),
    ("30413", "L-5004", "Surfstick 10 GB", "mobile", 7, False, "+4915156780013"),
    ("30414", "L-5005", "Surfstick 5 GB", "mobile", 6, False, "+4915156780014"),
    ("30415", "L-5003", "Büro 250", "dsl", 9, False, "+493090182057"),
    ("30416", "L-5006", "Zuhause 50", "dsl", 900, True, "+4934190182001"),
    ("30417", "L-5008", "Zuhause 50", "dsl", 60, True, "+496990182001"),
    ("30418", "L-5009", "Zuhause 100", "dsl", 200, True, "+4935190182001"),
)
# serial, contract, kind, state
MODEMS = (
    ("MD-81000411", "30411", "Router R5", "packed"),  # a replacement that is about to go to the old address
    ("SIM-8949020412", "30412", "Surfstick", "delivered"),
    ("SIM-8949020413", "30413", "Surfstick", "delivered"),
    ("SIM-8949020414", "30414", "Surfstick", "shipped"),
    ("MD-81000415", "30415", "Router R7", "shipped"),
    ("MD-81000416", "30416", "Router R5", "delivered"),
)
YEAR = timedelta(days=365)


def load(db: Database) -> None:
    """Once: what is there is left alone."""
    with db.change():
        if db.row("SELECT number FROM customers LIMIT 1") is not None:
            return
        for number, email, name, street, postcode, city in CUSTOMERS:
            db.insert("customers", number=number, email=email, name=name, street=street, postcode=postcode, city=city,
                      changed_at=now())  # fmt: skip
        for row in CONTRACTS:
            _contract(db, *row)
        for serial, contract, kind, state in MODEMS:
            _modem(db, serial, contract, kind, state)
        _stories(db)


def _contract(
    db: Database, number: str, customer: str, product: str, kind: str, days: int, active: bool, phone: str
) -> None:
    place = db.row("SELECT street, postcode, city FROM customers WHERE number = ?", customer) or {}
    site = {f"site_{name}": value for name, value in place.items()} if kind == "dsl" else {}
    placed = today() - timedelta(days=days)
    end = placed + YEAR
    while end < today() + timedelta(days=30):
        end += timedelta(days=30)
    db.insert(
        "contracts", number=number, customer=customer, product=product, kind=kind,
        state="active" if active else "ordered", phone=phone, placed=placed.isoformat(), earliest_end=end.isoformat(),
        payer_holder=(db.row("SELECT name FROM customers WHERE number = ?", customer) or {}).get("name", ""),
        payer_iban="DE89370400440532013000", line_state="up" if active else "down", **site,
    )  # fmt: skip
    if not active:
        activation.begin(db, number, kind)
        _date_back(db, number, days)


def _date_back(db: Database, contract: str, days: int) -> None:
    for step in activation.steps(db, contract):
        until = (date.fromisoformat(step["until"]) - timedelta(days=days)).isoformat()
        db.run("UPDATE activation_steps SET until = ? WHERE contract = ? AND position = ?", until, contract,
               step["position"])  # fmt: skip


def _modem(db: Database, serial: str, contract: str, kind: str, state: str) -> None:
    to = db.row(
        "SELECT name, street, postcode, city FROM customers c JOIN contracts k ON k.customer = c.number "
        "WHERE k.number = ?", contract,
    )  # fmt: skip
    db.insert("modems", serial=serial, contract=contract, kind=kind, state=state, **(to or {}))


def _stories(db: Database) -> None:
    """Three Surfsticks that wait for one exchange, and a router that only needs a push."""
    soon = (today() + timedelta(days=1)).isoformat()
    for number in ("30412", "30413", "30414"):
        activation.go_on(db, number, most=2)
        activation.hang(db, number, {**SWITCH, "until": soon})
    activation.go_on(db, "30415", most=3)
    activation.hang(db, "30415", {**MODEM, "until": soon})
