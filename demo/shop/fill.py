"""Fills a new Tryton database with the shop of `story.py`. Runs in the shop's own environment:

python fill.py CONFIGURATION DATABASE
"""

from __future__ import annotations

import datetime
import secrets
import sys
from decimal import Decimal

import story
from proteus import Model, Wizard
from proteus import config as proteus_config
from trytond.pool import Pool

TODAY = datetime.date.today()
GROUPS = (
    "Sales", "Sales Administrator", "Stock", "Stock Administration", "Account", "Accounting Party",
    "Account Administration", "Party Administration", "Payment", "Payment Approval", "Bank Administration",
)  # fmt: skip


def main(configuration: str, database: str) -> None:
    context = proteus_config.set_trytond(f"sqlite:///{database}", config_file=configuration)
    # Invoices of long ago: the user need not be warned that they were due in the past.
    Pool(database).get("res.user.warning").check = classmethod(lambda _cls, _name: False)
    ground = Ground(context)
    products = {one.code: _product(ground, one) for one in (*story.PRODUCTS, story.CARE)}
    _stock(ground, products)
    parties = {one.code: _party(one) for one in story.CUSTOMERS}
    for order in story.ORDERS:
        _order(ground, order, parties[order.customer], products)
    _subscriptions(ground, parties, products[story.CARE.code])
    _user()


def _day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=offset)


def _write(record: object, **values: object) -> None:
    type(record)._proxy.write([record.id], values, record._config.context)
    record.reload()


def _one(model: str, *domain: object) -> object:
    (found,) = Model.get(model).find(list(domain), limit=1)
    return found


class Ground:
    """Company, books, carriers: what stands before anything is sold."""

    def __init__(self, context: object) -> None:
        self._countries()
        self.company = self._company(context)
        self.accounts = self._books()
        self._fiscal_year()
        self.unit = _one("product.uom", ("name", "=", "Unit"))
        self.warehouse = _one("stock.location", ("type", "=", "warehouse"))
        self.storage = self.warehouse.storage_location
        # Goods are picked at their place and then stand at the ramp: assigned, picked, packed are states of their own.
        self.category = Model.get("product.category")(
            name="Handelsware", accounting=True, account_revenue=self.accounts["revenue"],
            account_expense=self.accounts["expense"],
        )  # fmt: skip
        self.category.save()
        self.term = Model.get("account.invoice.payment_term")(name="14 Tage netto")
        delta = self.term.lines.new(type="remainder").relativedeltas.new()
        delta.days = 14
        self.term.save()
        self.carriers = {
            name: self._carrier(name, price)
            for name, price in ((story.STANDARD, "0"), (story.EXPRESS, story.EXPRESS_PRICE), (story.PICK_UP, "0"))
        }
        for name, prefix, number in (
            ("Sale", "", 20101),
            ("Customer Shipment", "L-", 5001),
            ("Customer Return Shipment", "RS-", 6001),
            ("Customer Complaint", "RK-", 9001),
        ):
            for sequence in Model.get("ir.sequence").find([("name", "=", name)]):
                sequence.prefix, sequence.number_next = prefix, number
                sequence.save()
        Model.get("sale.complaint.type")(
            name="Rücksendung", origin=_one("ir.model", ("model", "=", "sale.sale"))
        ).save()

    def _countries(self) -> None:
        country = Model.get("country.country")
        for code, name in (("DE", "Deutschland"), ("AT", "Österreich"), ("CH", "Schweiz")):
            country(code=code, name=name).save()

    def _company(self, context: object) -> object:
        currency = Model.get("currency.currency")(
            name="Euro", code="EUR", numeric_code="978", symbol="€", rounding=Decimal("0.01"), digits=2
        )
        currency.rates.new(date=datetime.date(2000, 1, 1), rate=Decimal(1))
        currency.save()
        party = Model.get("party.party")(name=story.COMPANY)
        party.save()
        wizard = Wizard("company.company.config")
        wizard.execute("company")
        wizard.form.party, wizard.form.currency = party, currency
        wizard.execute("add")
        context._context = Model.get("res.user").get_preferences(True, {})
        return _one("company.company")

    def _books(self) -> dict[str, object]:
        template = Model.get("ir.model.data").find(
            [("module", "=", "account"), ("fs_id", "=", "account_template_root_en")], limit=1
        )
        wizard = Wizard("account.create_chart")
        wizard.execute("account")
        wizard.form.account_template = Model.get("account.account.template")(template[0].db_id)
        wizard.form.company = self.company
        wizard.execute("create_account")
        account = Model.get("account.account")
        kinds = ("receivable", "payable", "revenue", "expense")
        found = {kind: account.find([(f"type.{kind}", "=", True)], limit=1)[0] for kind in kinds}
        wizard.form.account_receivable, wizard.form.account_payable = found["receivable"], found["payable"]
        wizard.execute("create_properties")
        found["cash"] = account.find([("type.assets", "=", True), ("type.receivable", "=", False)], limit=1)[0]
        journal = _one("account.journal", ("type", "=", "cash"))
        self.method = Model.get("account.invoice.payment.method")(
            name="Überweisung", journal=journal, credit_account=found["cash"], debit_account=found["cash"]
        )
        self.method.save()
        self.payments = Model.get("account.payment.journal")(name="Überweisungen", process_method="manual")
        self.payments.save()
        return found

    def _fiscal_year(self) -> None:
        """From last year to the next as one: the demo's days may lie in any of them."""
        kind = Model.get("ir.sequence.type")
        year = Model.get("account.fiscalyear")(
            name="Geschäftsjahr", start_date=datetime.date(TODAY.year - 1, 1, 1),
            end_date=datetime.date(TODAY.year + 1, 12, 31), company=self.company,
        )  # fmt: skip
        (moves,) = kind.find([("name", "=", "Account Move")], limit=1)
        year.post_move_sequence = Model.get("ir.sequence")(name="Buchungen", sequence_type=moves, company=self.company)
        year.post_move_sequence.save()
        (invoices,) = kind.find([("name", "=", "Invoice")], limit=1)
        strict = Model.get("ir.sequence.strict")
        bills = strict(name="Rechnungen", sequence_type=invoices, company=self.company, prefix="R-", number_next=7001)
        notes = strict(name="Gutschriften", sequence_type=invoices, company=self.company, prefix="G-", number_next=8001)
        bills.save()
        notes.save()
        row = year.invoice_sequences[0] if year.invoice_sequences else year.invoice_sequences.new()
        row.out_invoice_sequence, row.in_invoice_sequence = bills, bills
        row.out_credit_note_sequence, row.in_credit_note_sequence = notes, notes
        year.save()
        year.click("create_period")

    def _carrier(self, name: str, price: str) -> object:
        template = Model.get("product.template")(
            name=name, type="service", default_uom=self.unit, salable=True, sale_uom=self.unit,
            list_price=Decimal(price), account_category=self.category,
        )  # fmt: skip
        template.save()
        party = Model.get("party.party")(name=name)
        party.save()
        carrier = Model.get("carrier")(party=party, carrier_product=template.products[0])
        carrier.save()
        return carrier


def _product(ground: Ground, one: story.Product) -> object:
    service = one is story.CARE
    template = Model.get("product.template")(
        name=one.name, code=one.code, type="service" if service else "goods", default_uom=ground.unit, salable=True,
        sale_uom=ground.unit, list_price=Decimal(one.price), account_category=ground.category,
    )  # fmt: skip
    if not service:
        template.lead_time = datetime.timedelta(days=story.LEAD)
    template.save()
    return template.products[0]


def _stock(ground: Ground, products: dict[str, object]) -> None:
    inventory = Model.get("stock.inventory")(location=ground.storage, date=_day(-120))
    for one in story.PRODUCTS:
        if one.stock:
            inventory.lines.new(product=products[one.code], quantity=float(one.stock))
    inventory.save()
    inventory.click("confirm")


def _party(one: story.Customer) -> object:
    party = Model.get("party.party")(name=one.name, code=one.code)
    address = party.addresses[0] if party.addresses else party.addresses.new()
    address.street, address.postal_code, address.city = one.street, one.postcode, one.city
    address.country = _one("country.country", ("code", "=", one.country))
    address.invoice = address.delivery = True
    for email in one.emails:
        party.contact_mechanisms.new(type="email", value=email)
    party.save()
    return party


def _order(ground: Ground, order: story.Order, party: object, products: dict[str, object]) -> None:
    sale = Model.get("sale.sale")(party=party, sale_date=_day(order.placed), payment_term=ground.term)
    sale.shipping_date = _day(order.due if order.promised is None else order.promised)
    sale.invoice_method = order.invoice
    for code, quantity in order.lines:
        line = sale.lines.new(product=products[code], quantity=float(quantity))
        line.unit_price = products[code].list_price
    sale.save()
    # The number is read-only for proteus, and given by a sequence if there is none yet.
    _write(sale, number=order.number)
    sale.click("quote")
    if order.state == "quotation":
        return
    sale.click("confirm")
    sale.reload()
    for shipment in sale.shipments:
        _move_on(ground, shipment, order)
    sale.reload()
    for invoice in sale.invoices:
        _bill(ground, invoice, order)


def _move_on(ground: Ground, shipment: object, order: story.Order) -> None:
    shipment.carrier = ground.carriers[story.STANDARD]
    shipment.planned_date = _day(order.due)
    shipment.save()
    if shipment.state == "draft":
        shipment.click("wait")
    if order.state == "waiting":
        return
    shipment.click("assign_try")
    if order.state == "delivered":
        shipment.effective_date = _day(order.due)
        shipment.save()
    shipment.click("pick")
    shipment.click("pack")
    shipment.shipping_reference = order.tracking or f"0034043416109400{order.number[1:]}"
    shipment.save()
    if order.state == "delivered":
        shipment.click("done")


def _bill(ground: Ground, invoice: object, order: story.Order) -> None:
    invoice.invoice_date = _day(order.due if order.state == "delivered" else order.placed)
    invoice.save()
    invoice.click("post")
    if order.paid:
        _settle(ground, invoice)
    if order.credit:
        _reduce(ground, invoice, order)


def _settle(ground: Ground, invoice: object) -> None:
    pay = Wizard("account.invoice.pay", [invoice])
    pay.form.payment_method = ground.method
    pay.form.date = invoice.invoice_date
    pay.execute("choice")


def _reduce(ground: Ground, invoice: object, order: story.Order) -> None:
    note = Model.get("account.invoice")(
        type="out", party=invoice.party, payment_term=ground.term, invoice_date=_day(order.due + 4),
        reference=f"Preisnachlass zu Bestellung {order.number}",
    )  # fmt: skip
    line = note.lines.new()
    line.quantity, line.unit_price = -1.0, Decimal(order.credit)
    line.account, line.unit = ground.accounts["revenue"], ground.unit
    line.description = f"Preisnachlass zu Bestellung {order.number}"
    line.origin = invoice.lines[0]
    note.save()
    note.click("post")
    _pay_out(ground, note)


def _pay_out(ground: Ground, note: object) -> None:
    """As the accounts do it: a payment of what the note owes, approved, sent to the bank, and noted as made."""
    note.reload()
    (line,) = note.lines_to_pay
    payment = Model.get("account.payment")(
        journal=ground.payments, kind="payable", party=note.party, amount=line.credit or -line.debit, line=line,
        date=note.invoice_date,
    )  # fmt: skip
    payment.save()
    payment.click("submit")
    payment.click("approve")
    process = Wizard("account.payment.process", [payment])
    (group,) = process.actions[0]
    group.click("succeed")


def _subscriptions(ground: Ground, parties: dict[str, object], product: object) -> None:
    monthly = Model.get("sale.subscription.recurrence.rule.set")(name="Monatlich")
    (rule,) = monthly.rules
    rule.freq, rule.interval = "monthly", 1
    monthly.save()
    service = Model.get("sale.subscription.service")(product=product, consumption_recurrence=monthly)
    service.save()
    for number, customer, since in story.SUBSCRIPTIONS:
        contract = Model.get("sale.subscription")(
            party=parties[customer], start_date=_day(since), invoice_recurrence=monthly, payment_term=ground.term
        )
        line = contract.lines.new(service=service, quantity=1.0)
        line.unit_price = product.list_price
        contract.save()
        _write(contract, number=number)
        contract.click("quote")
        contract.click("run")
    # What lies behind is consumed; the next month is to come.
    wizard = Wizard("sale.subscription.line.consumption.create")
    wizard.form.date = TODAY
    wizard.execute("create_")


def _user() -> None:
    user = Model.get("res.user")(name="Onehand", login="onehand", password=secrets.token_urlsafe(24))
    user.companies.append(_one("company.company"))
    user.company = _one("company.company")
    group = Model.get("res.group")
    for name in GROUPS:
        user.groups.append(group.find([("name", "=", name)], limit=1)[0])
    user.save()


if __name__ == "__main__":
    main(*sys.argv[1:])
