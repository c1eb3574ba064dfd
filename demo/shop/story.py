"""What the shop "Möbelhaus Morgenstern" sells, whom it knows, and what was ordered; days are counted from today.

Names, mail addresses and order numbers are those of Onehand's demo, so that its cases and the shop agree.
"""

from __future__ import annotations

from dataclasses import dataclass

COMPANY = "Möbelhaus Morgenstern"
STANDARD, EXPRESS, PICK_UP = "Spedition Morgenstern", "Express", "Selbstabholung"
EXPRESS_PRICE = "14.90"
LEAD = 3  # days from an order until its goods arrive


@dataclass(frozen=True)
class Product:
    code: str
    name: str
    price: str
    stock: int


@dataclass(frozen=True)
class Customer:
    code: str
    name: str
    emails: tuple[str, ...]
    street: str
    postcode: str
    city: str
    country: str = "DE"


@dataclass(frozen=True)
class Order:
    """`state` is quotation, waiting, packed (handed over to the carrier) or delivered; `due` is the planned day of
    the delivery; `invoice` is order (with the confirmation) or shipment; `paid` if the invoice is."""

    number: str
    customer: str
    lines: tuple[tuple[str, int], ...]
    placed: int
    due: int
    state: str
    invoice: str = "shipment"
    paid: bool = False
    tracking: str = ""
    # A price reduction granted later, as a credit note, and paid out.
    credit: str = ""
    # The day that was promised with the order, if the delivery is planned for another one.
    promised: int | None = None


PRODUCTS = (
    Product("SCHRANK-BIRKE", "Kleiderschrank „Birke“, drei Türen", "899.00", 4),
    Product("TISCH-NORD", "Höhenverstellbarer Tisch „Nord“", "549.00", 5),
    Product("SOFA-ELSTER", "Sofa „Elster“, Dreisitzer", "1299.00", 3),
    Product("LAMPE-LUMEN", "Stehlampe „Lumen“", "129.90", 14),
    Product("REGAL-FJORD", "Regal „Fjord“", "179.00", 8),
    Product("MATRATZE-140", "Matratze „Wolke“ 140 × 200", "329.00", 5),
    Product("MATRATZE-160", "Matratze „Wolke“ 160 × 200", "379.00", 5),
    Product("TISCH-LINDE", "Esstisch „Linde“ LX 200", "749.00", 2),
    Product("OEL-LEIN", "Leinöl ohne Duft, 500 ml", "18.90", 60),
    # Ordered by one, on stock for none.
    Product("STUHL-TAKT", "Bürostuhl „Takt“", "249.00", 0),
)
CARE = Product("ABO-PFLEGE", "Holzpflege-Abo", "9.90", 0)

CUSTOMERS = (
    Customer("K-1001", "Carla Kern", ("carla.kern@kunde.example", "carla.kern@example.org"), "Gartenweg 7",
             "14482", "Potsdam"),
    Customer("K-1002", "Jonas Weber", ("jonas.weber@kunde.example",), "Kastanienallee 40", "10435", "Berlin"),
    Customer("K-1003", "Özlem Yılmaz", ("oe.yilmaz@kunde.example",), "Hafenstraße 18", "20359", "Hamburg"),
    Customer("K-1004", "Mira Novak", ("mira.novak@kunde.example",), "Lindengasse 3", "04109", "Leipzig"),
    Customer("K-1005", "Sam Okafor", ("sam.okafor@kunde.example", "sam@example.net"), "Bergstraße 22",
             "69120", "Heidelberg"),
    Customer("K-1006", "Karim Aydın", ("karim.aydin@kunde.example",), "Am Markt 5", "50667", "Köln"),
    Customer("K-1007", "Paul Meier", ("paul.meier@kunde.example",), "Feldweg 11", "85354", "Freising"),
    Customer("K-1008", "Petra Sommer", ("petra.sommer@kunde.example",), "Ringstraße 9", "37073", "Göttingen"),
)  # fmt: skip

# Oldest first: invoices are numbered in the order of their dates.
ORDERS = (
    Order("20018", "K-1006", (("TISCH-LINDE", 1),), -90, -75, "delivered", paid=True),
    Order("20029", "K-1001", (("MATRATZE-140", 1), ("OEL-LEIN", 2)), -40, -30, "delivered", paid=True),
    Order("20033", "K-1003", (("SOFA-ELSTER", 1),), -35, -21, "delivered"),
    Order("20051", "K-1002", (("LAMPE-LUMEN", 1),), -25, -18, "delivered", paid=True, credit="49.90"),
    Order("20047", "K-1005", (("REGAL-FJORD", 1),), -20, -12, "delivered"),
    Order("20057", "K-1002", (("TISCH-NORD", 1),), -6, 5, "waiting", invoice="order", paid=True),
    Order("20062", "K-1004", (("LAMPE-LUMEN", 1),), -8, -1, "delivered"),
    Order("20041", "K-1001", (("SCHRANK-BIRKE", 1),), -16, 6, "waiting", promised=-3),
    Order("20036", "K-1001", (("LAMPE-LUMEN", 1),), -4, 1, "packed", tracking="00340434161094000017"),
    Order("20071", "K-1007", (("STUHL-TAKT", 1),), -5, 9, "waiting"),
    Order("20093", "K-1006", (("OEL-LEIN", 2),), -1, 4, "waiting"),
    Order("20094", "K-1001", (("REGAL-FJORD", 1), ("OEL-LEIN", 3)), -1, 12, "waiting"),
    Order("20098", "K-1001", (("SOFA-ELSTER", 1),), 0, 20, "quotation"),
)

# Number, customer, since how many days.
SUBSCRIPTIONS = (("A-3001", "K-1006", -120), ("A-3002", "K-1001", -60))
