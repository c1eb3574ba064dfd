"""The system's own words, for people."""

from __future__ import annotations

from onehand.actions.words import Words

STEPS = {
    "order_received": Words("Auftrag eingegangen", "Order received"),
    "number_ported": Words("Rufnummer übernommen", "Number ported"),
    "number_assigned": Words("Rufnummer vergeben", "Number assigned"),
    "line_switched": Words("Leitung geschaltet", "Line switched"),
    "modem_registered": Words("Gerät angemeldet", "Device registered"),
    "tested": Words("Geprüft", "Tested"),
}
MOVERS = {
    "orders": Words("Auftragsannahme", "Order desk"),
    "porting": Words("Rufnummernstelle", "Porting desk"),
    "network": Words("Netztechnik", "Network department"),
    "customer": Words("Sie selbst, indem Sie das Gerät anschließen", "You, by plugging in the device"),
    "carrier": Words("Paketdienst", "Carrier"),
}
MODEM_STATES = {
    "packed": Words("Gepackt", "Packed"),
    "shipped": Words("Unterwegs", "On its way"),
    "delivered": Words("Zugestellt", "Delivered"),
}
RESULTS = {
    "ok": Words("Die Leitung ist in Ordnung: {down} Mbit/s ab, {up} Mbit/s auf.",
                "The line is fine: {down} Mbit/s down, {up} Mbit/s up."),
    "down": Words("Die Leitung ist gestört.", "The line is down."),
    "paused": Words("Der Anschluss ist pausiert.", "The line is paused."),
}  # fmt: skip


def step_of(code: str) -> Words:
    return STEPS.get(code) or _as_it_is(code)


def mover_of(code: str) -> Words:
    return MOVERS.get(code) or _as_it_is(code)


def result_of(result: str, down_kbit: int, up_kbit: int) -> Words:
    words = RESULTS.get(result) or _as_it_is(result)
    down, up = round(down_kbit / 1000), round(up_kbit / 1000)
    return Words(words.de.format(down=down, up=up), words.en.format(down=down, up=up))


def _as_it_is(code: str) -> Words:
    """A word that a later version of the system may have."""
    text = code[:60].replace("{", "(").replace("}", ")")
    return Words(text, text)
