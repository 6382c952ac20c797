"""Sales as they were paid: written once, with what they add to their shift, and never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.cart_line import CartLine
from domain.errors import Conflict, NotFound
from domain.money import Money
from domain.pricing import PricedLine, VatSum
from domain.sale import Sale
from domain.sentence import told
from domain.shipment import ShipmentDraft
from storage.columns import UtcAt
from storage.line_notes import with_notes
from storage.line_tables import sale_line
from storage.records import NewSale, ReceiptSummary, SaleRecord
from storage.shifts import Shifts
from storage.shipments import Shipments
from storage.streams import COUNT_DIGITS
from storage.tables import sale, sale_vat, tender_line
from storage.tender_rows import tender_of, tender_row
from sync.protocol.line_terms import KeptTerms, LineFacts, terms_fields, terms_of

LIST_MAX = 500
_LINE_AS_IS = (
    "line_no",
    "kind",
    "item_id",
    "sku",
    "name",
    "quantity",
    "tax_class",
    "price_id",
    "feed_position",
    "price_source",
    "approved_by",
    "quoted_until",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderLookback:
    """Which tenders are added up: since when, of which kind and currency; whose, or everybody's."""

    since: datetime
    kind: str
    currency: str
    customer_id: str | None = None


class Sales:
    """Sales of this till, within one transaction."""

    def __init__(self, connection: Connection, shifts: Shifts, shipments: Shipments) -> None:
        self._connection = connection
        self._shifts = shifts
        self._shipments = shipments

    def add(self, new: NewSale) -> None:
        """Write a sale with its lines and tenders, and add it to its shift's sums.

        Raises Conflict when its cart was paid already.
        """
        sold = new.sale
        added = self._connection.execute(_ADD, _sale_row(new))
        if added.rowcount != 1:
            paid = self._connection.scalar(_BY_CART, {"of_cart": sold.cart_id})
            raise Conflict(
                "This sale is paid",
                told(
                    "Receipt {paid} is its receipt. Nothing is lost. Press Ctrl+P to print"
                    " it again.",
                    paid=str(paid),
                ),
            )
        number = {"receipt_number": sold.receipt_number}
        self._connection.execute(_ADD_LINE, [{**number, **_line_row(line)} for line in sold.lines])
        vat = enumerate(sold.vat_by_class, start=1)
        self._connection.execute(_ADD_VAT, [{**number, **_vat_row(*part)} for part in vat])
        tenders = enumerate(sold.tenders, start=1)
        self._connection.execute(_ADD_TENDER, [{**number, **tender_row(*t)} for t in tenders])
        self._shifts.add_sale(sold)

    def get(self, receipt_number: str) -> SaleRecord:
        """Return a sale with its receipt. Raises NotFound."""
        row = self._connection.execute(_ONE, {"number": receipt_number}).one_or_none()
        if row is None:
            raise NotFound(
                "No such receipt",
                told(
                    "This till has no receipt {receipt_number}. Nothing is lost. Check the"
                    " number; a receipt of another till is printed there.",
                    receipt_number=receipt_number,
                ),
            )
        return SaleRecord(
            sale=self._sale_of(row),
            cart_version=row.cart_version,
            receipt_lines=tuple(json.loads(row.receipt_lines)),
            waybills=tuple(json.loads(row.waybills)),
            printed_at=row.printed_at,
            copy_count=row.copy_count,
            customer_id=row.customer_id,
        )

    def find_by_cart(self, cart_id: str) -> SaleRecord | None:
        """Return the sale that a cart became, or None."""
        number = self._connection.scalar(_BY_CART, {"of_cart": cart_id})
        return None if number is None else self.get(number)

    def find_paid_over(self, credit: str) -> str | None:
        """Return the payment that was more than its sale, by the code that owes it; or None."""
        found = self._connection.scalar(_PAID_OVER, {"of_credit": credit})
        return None if found is None else str(found)

    def find_receipts(self, text: str, limit: int = 50) -> tuple[ReceiptSummary, ...]:
        """Return receipts whose number contains a text, newest first; all of them for no text.

        Digits are first of all the number itself: "1" is the receipt 000001, and then every other
        with a 1 in it, its till's name included.
        """
        key = {"most": min(limit, LIST_MAX)}
        query = _SUMMARIES.where(sale.c.receipt_number.contains(text, autoescape=True))
        if text.isdecimal():
            is_it = sale.c.receipt_number.endswith(f"-{text:0>{COUNT_DIGITS}}", autoescape=True)
            query = query.order_by(None).order_by(is_it.desc(), _NEWEST_FIRST)
        rows = self._connection.execute(query if text else _SUMMARIES, key)
        return tuple(
            ReceiptSummary(
                receipt_number=row.receipt_number,
                at=row.at,
                total=Money(row.total_minor, row.currency),
                printed_at=row.printed_at,
            )
            for row in rows
        )

    def list_unprinted(self, limit: int = 50) -> tuple[str, ...]:
        """Return receipt numbers that no printer has confirmed, oldest first."""
        return tuple(self._connection.scalars(_UNPRINTED, {"most": min(limit, LIST_MAX)}))

    def tender_minor(self, back: TenderLookback) -> int:
        """Return what one kind of tender paid of these sales, in minor units."""
        return int(self._connection.scalar(tendered(back)) or 0)

    def mark_printed(self, receipt_number: str, at: datetime, *, copy: bool = False) -> None:
        """Note that a receipt came out of a printer: the first counts as it, others as copies."""
        key = {"number": receipt_number, "printed": at, "copies": int(copy)}
        self._connection.execute(_PRINTED, key)

    def _sale_of(self, row: sa.Row[*tuple[Any, ...]]) -> Sale:
        key = {"number": row.receipt_number}
        lines = self._connection.execute(_LINES, key).mappings().all()
        drafts = self._shipments.list_drafts(
            [line["shipment_id"] for line in lines if line["shipment_id"] is not None]
        )
        tenders = self._connection.execute(_TENDERS, key)
        return Sale(
            receipt_number=row.receipt_number,
            at=row.at,
            business_date=row.business_date,
            shift_number=row.shift_number,
            cashier_id=row.cashier_id,
            cart_id=row.cart_id,
            lines=self._with_notes(
                row.cart_id, tuple(_priced_line(line, row.currency, drafts) for line in lines)
            ),
            total=Money(row.total_minor, row.currency),
            vat_total=Money(row.vat_minor, row.currency),
            vat_by_class=tuple(
                _vat_sum(vat, row.currency) for vat in self._connection.execute(_VAT, key)
            ),
            rounding=Money(row.rounding_minor, row.currency),
            tenders=tuple(tender_of(tender) for tender in tenders),
            change=Money(row.change_minor, row.currency),
        )

    def _with_notes(self, cart_id: str, lines: tuple[PricedLine, ...]) -> tuple[PricedLine, ...]:
        noted = with_notes(self._connection, cart_id, (each.line for each in lines))
        return tuple(replace(each, line=line) for each, line in zip(lines, noted, strict=True))


def tendered(back: TenderLookback) -> sa.Select[int | None]:
    """Add up tenders of the sales of a window: joined, all there ever were would be read."""
    sold = sa.select(sale.c.receipt_number).where(sale.c.at > back.since)
    if back.customer_id is not None:
        sold = sold.where(sale.c.customer_id == back.customer_id)
    return sa.select(sa.func.sum(tender_line.c.amount_minor)).where(
        tender_line.c.receipt_number.in_(sold),
        tender_line.c.kind == back.kind,
        tender_line.c.currency == back.currency,
    )


def _sale_row(new: NewSale) -> dict[str, object]:
    sold = new.sale
    return {
        "receipt_number": sold.receipt_number,
        "at": sold.at,
        "business_date": sold.business_date,
        "shift_number": sold.shift_number,
        "cashier_id": sold.cashier_id,
        "cart_id": sold.cart_id,
        "cart_version": new.cart_version,
        "currency": sold.total.currency,
        "total_minor": sold.total.amount_minor,
        "vat_minor": sold.vat_total.amount_minor,
        "rounding_minor": sold.rounding.amount_minor,
        "change_minor": sold.change.amount_minor,
        "receipt_lines": json.dumps(new.receipt_lines),
        "waybills": json.dumps(new.waybills),
        "copy_count": 0,
        "customer_id": new.customer_id,
    }


def _line_row(priced: PricedLine) -> dict[str, object]:
    line = priced.line
    return {
        **{name: getattr(line, name) for name in _LINE_AS_IS},
        "unit_price_minor": line.unit_price.amount_minor,
        "shipment_id": None if line.shipment is None else line.shipment.shipment_id,
        "gross_minor": priced.gross.amount_minor,
        "vat_minor": priced.vat.amount_minor,
        "vat_basis_points": priced.vat_basis_points,
        "terms": json.dumps(terms_of(line)),
        "cart_off_minor": priced.cart_off.amount_minor,
    }


def _vat_row(vat_no: int, part: VatSum) -> dict[str, object]:
    return {
        "vat_no": vat_no,
        "tax_class": part.tax_class,
        "basis_points": part.basis_points,
        "gross_minor": part.gross.amount_minor,
        "vat_minor": part.vat.amount_minor,
    }


def _priced_line(
    row: sa.RowMapping, currency: str, drafts: Mapping[str, ShipmentDraft]
) -> PricedLine:
    shipment_id = row["shipment_id"]
    unit_price = Money(row["unit_price_minor"], currency)
    is_listed = row["kind"] == "item" and row["price_source"] == "catalog"
    terms = KeptTerms.model_validate_json(row["terms"])
    line = CartLine(
        **{name: row[name] for name in _LINE_AS_IS},
        **terms_fields(terms, LineFacts(unit_price, is_listed)),
        unit_price=unit_price,
        shipment=None if shipment_id is None else drafts[shipment_id],
    )
    return PricedLine(
        line=line,
        gross=Money(row["gross_minor"], currency),
        vat=Money(row["vat_minor"], currency),
        net=Money(row["gross_minor"] - row["vat_minor"], currency),
        vat_basis_points=row["vat_basis_points"],
        cart_off=Money(row["cart_off_minor"], currency),
    )


def _vat_sum(row: sa.Row[*tuple[Any, ...]], currency: str) -> VatSum:
    return VatSum(
        tax_class=row.tax_class,
        basis_points=row.basis_points,
        gross=Money(row.gross_minor, currency),
        vat=Money(row.vat_minor, currency),
    )


_ADD = insert(sale).on_conflict_do_nothing(index_elements=["cart_id"])
_ADD_LINE = sale_line.insert()
_ADD_VAT = sale_vat.insert()
_ADD_TENDER = tender_line.insert()
_NUMBER: sa.BindParameter[str] = sa.bindparam("number")
_ONE = sale.select().where(sale.c.receipt_number == _NUMBER)
_LINES = (
    sale_line.select().where(sale_line.c.receipt_number == _NUMBER).order_by(sale_line.c.line_no)
)
_VAT = sale_vat.select().where(sale_vat.c.receipt_number == _NUMBER).order_by(sale_vat.c.vat_no)
_TENDERS = (
    tender_line.select()
    .where(tender_line.c.receipt_number == _NUMBER)
    .order_by(tender_line.c.tender_no)
)
_PAID_OVER = sa.select(tender_line.c.payment_id).where(
    tender_line.c.credit == sa.bindparam("of_credit")
)
_BY_CART = sa.select(sale.c.receipt_number).where(sale.c.cart_id == sa.bindparam("of_cart"))
_NEWEST_FIRST = sa.text("rowid DESC")
_SUMMARIES = (
    sa.select(
        sale.c.receipt_number, sale.c.at, sale.c.total_minor, sale.c.currency, sale.c.printed_at
    )
    .order_by(_NEWEST_FIRST)
    .limit(sa.bindparam("most"))
)
_UNPRINTED = (
    sa.select(sale.c.receipt_number)
    .where(sale.c.printed_at.is_(None))
    .order_by(sale.c.at, sa.text("rowid"))
    .limit(sa.bindparam("most"))
)
_PRINTED = (
    sale.update()
    .where(sale.c.receipt_number == _NUMBER)
    .values(
        printed_at=sa.func.coalesce(sale.c.printed_at, sa.bindparam("printed", type_=UtcAt)),
        copy_count=sale.c.copy_count + sa.bindparam("copies"),
    )
)
