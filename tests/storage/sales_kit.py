"""Goods, carts, shifts, shipments and sales for the storage tests, by the domain's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.cart import Cart, add_item, add_shipment, new_cart
from domain.catalog import CatalogItem
from domain.money import Money
from domain.quote import quote_shipment
from domain.rules import RuleBook, RuleRow
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import Shift
from domain.shipment import Length, Party, Piece, ShipmentDraft, Weight
from domain.tender import cash_tender
from storage.database import TillDatabase
from storage.records import BookedShipment, NewSale
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import SaleCompleted, SaleLineBody, TenderBody
from sync.protocol.operation import NewOperation
from tests.storage.kit import CASHIER, DAY, MORNING, SIGNER


def gyd(dollars: int) -> Money:
    return Money(dollars * 100, "GYD")


def _rule(kind: str, key: str, value: Mapping[str, object]) -> RuleRow:
    return RuleRow(kind=kind, key=key, valid_from=date(2020, 1, 1), value=value)


RULES = RuleBook.from_rows(
    [
        _rule("vat_rate", "standard", {"basis_points": 1_400}),
        _rule("vat_rate", "zero", {"basis_points": 0}),
        _rule("cash_rounding", "GYD", {"step_minor": 500}),
        _rule(
            "shipment_limits",
            "default",
            {
                "piece_weight_milli_lb": 200_000,
                "shipment_weight_milli_lb": 500_000,
                "side_milli_in": 120_000,
                "piece_count_max": 10,
            },
        ),
        _rule(
            "rate_sheet",
            "default",
            {
                "name": "12",
                "freight_minor_per_lb": 8_000,
                "fuel_basis_points": 500,
                "remote_regions": [9],
                "remote_minor": 350_000,
                "dim_divisor": 166,
                "charge_step_milli_lb": 1_000,
                "cover_basis_points": 100,
                "tax_class": "standard",
            },
        ),
    ]
)


def goods(item_id: str = "tape", dollars: int = 480, tax_class: str = "standard") -> CatalogItem:
    return CatalogItem(
        item_id=item_id,
        sku=item_id.upper(),
        name=f"Goods {item_id}",
        category="",
        kind="goods",
        barcodes=(),
        price=gyd(dollars),
        price_id=f"price-{item_id}",
        tax_class=tax_class,
        weight_grams=None,
        dimensions_mm=None,
        containers_per_unit=0,
        position=7,
    )


def a_cart(cart_id: str = "cart-1", *items: CatalogItem) -> Cart:
    cart = new_cart(cart_id, "GYD")
    for item in items or (goods(), goods("rice", 620, "zero")):
        cart = add_item(cart, item)
    return cart


def a_party(person_id: str, name: str, **more: object) -> Party:
    told = {
        "phone": "609 1234",
        "lot_street": "Lot 12, Sheriff Street",
        "village": "Campbellville",
        "landmark": "opposite the mosque",
        "region": 4,
        **more,
    }
    return Party(
        person_id=person_id,
        name=name,
        phone=str(told["phone"]),
        lot_street=str(told["lot_street"]),
        village=str(told["village"]),
        region=int(str(told["region"])),
        landmark=str(told["landmark"]),
    )


def a_draft(shipment_id: str = "shipment-1", *, pieces: int = 1) -> ShipmentDraft:
    return ShipmentDraft(
        shipment_id=shipment_id,
        consignor=a_party("person-aubrey", "Aubrey Fraser"),
        consignee=a_party("person-lila", "Lilawattie Singh", region=9, phone="772 4321"),
        pieces=tuple(
            Piece(
                description="Clothes and tinned food",
                packing="Barrel",
                weight=Weight(85_500, "lb"),
                length=Length(61_000, "cm"),
                width=Length(24_000, "in"),
                height=Length(36_000, "in"),
            )
            for _ in range(pieces)
        ),
        declared_value=gyd(60_000),
    )


def a_shift(number: int = 1) -> Shift:
    return Shift(
        number=number,
        business_date=DAY,
        opened_at=MORNING,
        opened_by=CASHIER,
        opening_float=gyd(20_000),
    )


def with_shipment(cart: Cart, draft: ShipmentDraft) -> Cart:
    """The cart with a shipment, quoted by the test's rate sheet."""
    return add_shipment(
        cart, draft, quote_shipment(draft, RULES.rate_sheet(DAY), at=MORNING, valid_h=24)
    )


def sold(cart: Cart, receipt: str, *, at: datetime = MORNING, shift: int = 1) -> Sale:
    """The sale that a cart becomes for plenty of cash."""
    context = SaleContext(
        receipt_number=receipt,
        at=at,
        business_date=DAY,
        shift_number=shift,
        cashier_id=CASHIER,
    )
    return complete_sale(cart, RULES, (cash_tender(gyd(1_000_000)),), context)


def open_shift(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shifts.add(a_shift())
        uow.commit()


def write_sale(uow: UnitOfWork, cart: Cart, waybills: Sequence[str] = ()) -> Sale:
    """Write everything that a sale writes, in the caller's transaction."""
    sale = sold(cart, uow.till.next_receipt_number())
    uow.outbox.append(
        SIGNER,
        NewOperation(
            kind="sale_completed",
            at=sale.at,
            by=CASHIER,
            day=DAY,
            feed=uow.feed.shown_position(),
            body=sale_body(sale, cart.version),
        ),
    )
    uow.sales.add(
        NewSale(
            sale=sale,
            cart_version=cart.version,
            receipt_lines=("TAX INVOICE", sale.receipt_number),
            waybills=tuple(waybills),
        )
    )
    for line in cart.lines:
        if line.shipment is not None:
            uow.shipments.add(booked(line.shipment, waybills[0], sale.receipt_number))
    uow.carts.close(cart.cart_id)
    return sale


def booked(draft: ShipmentDraft, waybill: str, receipt: str) -> BookedShipment:
    return BookedShipment(
        draft=draft,
        quote=quote_shipment(draft, RULES.rate_sheet(DAY), at=MORNING, valid_h=24),
        waybill=waybill,
        receipt_number=receipt,
        booked_at=MORNING,
    )


def sell(db: TillDatabase, cart_id: str) -> str:
    """Sell two goods in one transaction; return the receipt number."""
    with db.unit_of_work() as uow:
        sale = write_sale(uow, a_cart(cart_id))
        uow.commit()
    return sale.receipt_number


def sale_body(sale: Sale, cart_version: int) -> SaleCompleted:
    return SaleCompleted(
        receipt=sale.receipt_number,
        shift=sale.shift_number,
        cart_id=sale.cart_id,
        cart_version=cart_version,
        currency="GYD",
        lines=tuple(
            SaleLineBody(
                line_no=priced.line.line_no,
                kind=priced.line.kind,
                item_id=priced.line.item_id or "shipment",
                name=priced.line.name,
                quantity=priced.line.quantity,
                unit_minor=priced.line.unit_price.amount_minor,
                gross_minor=priced.gross.amount_minor,
                tax_class=priced.line.tax_class,
                vat_basis_points=priced.vat_basis_points,
                vat_minor=priced.vat.amount_minor,
                price_id=priced.line.price_id,
                feed_position=priced.line.feed_position,
                price_source="catalog",
            )
            for priced in sale.lines
        ),
        total_minor=sale.total.amount_minor,
        vat_minor=sale.vat_total.amount_minor,
        rounding_minor=sale.rounding.amount_minor,
        tenders=(
            TenderBody(
                kind="cash",
                currency="GYD",
                amount_minor=sale.due.amount_minor,
                received_minor=sale.received.amount_minor,
                change_minor=sale.change.amount_minor,
            ),
        ),
    )
