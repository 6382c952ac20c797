"""Refunds of this till: written once, and added up for a receipt or a shift when asked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.drawer import DrawerEntry
from domain.errors import Conflict, NotFound
from domain.money import Money
from domain.pricing import VatSum
from domain.refund import Refund, Refundable, refundable_of
from domain.refund_payment import RefusedReversal
from domain.sentence import told
from domain.shift_figures import figures_of_refund
from storage.drawer import Drawer
from storage.feed_versions import find_shown, list_shown
from storage.figures import Figures
from storage.refund_tables import refund, refund_line, refund_tender
from storage.sales import Sales
from sync.protocol.reversal_bodies import PaymentReversalChanged

LIST_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRefund:
    """A refund to keep, with its paper; ``request_id`` is the press of the key that made it."""

    refund: Refund
    request_id: str
    receipt_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRecord:
    """A refund as it was kept, in figures: what a list, a reprint or a second press needs."""

    refund_number: str
    of_receipt: str
    at: datetime
    total: Money
    given: Money
    provisional: bool
    receipt_lines: tuple[str, ...]
    credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTotals:
    """What a shift gave back: positive sums, to be taken off the sales.

    ``total`` is what the goods were worth, VAT included; ``rounding`` what was given beyond it;
    ``given_by_kind`` the money of each kind of tender.
    """

    count: int
    total: Money
    rounding: Money
    vat_by_class: tuple[VatSum, ...]
    given_by_kind: Mapping[str, Money]


class Refunds:
    """Refunds within one transaction."""

    def __init__(
        self, connection: Connection, sales: Sales, drawer: Drawer, figures: Figures
    ) -> None:
        self._connection = connection
        self._sales = sales
        self._drawer = drawer
        self._figures = figures

    def add(self, new: NewRefund) -> None:
        """Write a refund with its lines and tenders; the drawer's ledger and the Z follow it.

        Raises Conflict where this press of the key made one already.
        """
        given = new.refund
        if self._connection.execute(_ADD, _refund_row(new)).rowcount != 1:
            raise Conflict(
                "This refund is made",
                "It was saved before, and nothing was given back twice. Look at its paper.",
            )
        number = given.context.refund_number
        self._connection.execute(
            refund_line.insert(),
            [
                {
                    "refund_number": number,
                    "line_no": line.sold.line_no,
                    "kind": line.sold.kind,
                    "item_id": line.sold.item_id,
                    "name": line.sold.name,
                    "quantity": line.pieces,
                    "weight_grams": line.weight_grams,
                    "gross_minor": line.gross.amount_minor,
                    "vat_minor": line.vat.amount_minor,
                    "tax_class": line.sold.tax_class,
                    "vat_basis_points": line.sold.vat_basis_points,
                }
                for line in given.returned.lines
            ],
        )
        self._connection.execute(
            refund_tender.insert(),
            [
                {
                    "refund_number": number,
                    "tender_no": tender_no,
                    "kind": tender.kind,
                    "currency": tender.amount.currency,
                    "amount_minor": tender.amount.amount_minor,
                    "approval_code": tender.approval_code,
                    "reference": tender.reference,
                }
                for tender_no, tender in enumerate(given.tenders, start=1)
            ],
        )
        self._drawer.add_all(_entries(given))
        self._figures.add(given.context.shift_number, figures_of_refund(given))

    def find_refundable(self, receipt_number: str) -> Refundable:
        """Return what is left of a sale of this till. Raises NotFound."""
        whole = refundable_of(self._sales.get(receipt_number).sale)
        key = {"of_receipt": receipt_number}
        returned = {
            int(row.line_no): int(row.units) for row in self._connection.execute(_RETURNED, key)
        }
        return Refundable(
            receipt_number=receipt_number,
            lines=whole.lines,
            paid=whole.paid,
            given=Money(self.given_minor(receipt_number), whole.paid.currency),
            returned=MappingProxyType(returned),
        )

    def given_minor(self, receipt_number: str) -> int:
        """Return how much money this till gave back for a receipt, whoever's it is."""
        return int(self._connection.scalar(_GIVEN, {"of_receipt": receipt_number}) or 0)

    def get(self, refund_number: str) -> RefundRecord:
        """Return a refund with its paper. Raises NotFound."""
        row = self._connection.execute(_ONE, {"number": refund_number}).one_or_none()
        if row is None:
            raise NotFound(
                "No such refund",
                told(
                    "This till made no refund {refund_number}. Nothing is lost. Check the number.",
                    refund_number=refund_number,
                ),
            )
        return self._record(row)

    def find_by_request(self, request_id: str) -> RefundRecord | None:
        """Return the refund that a press of the key made, or None."""
        row = self._connection.execute(_BY_REQUEST, {"request": request_id}).one_or_none()
        return None if row is None else self._record(row)

    def list_of_receipt(self, receipt_number: str) -> tuple[RefundRecord, ...]:
        """Return the refunds of a receipt, oldest first, at most 500."""
        key = {"of_receipt": receipt_number, "most": LIST_MAX}
        return tuple(self._record(row) for row in self._connection.execute(_OF_RECEIPT, key).all())

    def list_sent_back(self, receipt_number: str) -> tuple[str, ...]:
        """Return the ids of a receipt's payments that refunds send back the way they were paid."""
        key = {"of_receipt": receipt_number}
        return tuple(self._connection.scalars(_SENT_BACK, key))

    def refused_reversals(self) -> Mapping[str, str]:
        """Return why providers did not give back what was asked for, by the payment's id."""
        return {key: body.message for key, body in self._reversals() if body.state == "refused"}

    def credited_reversals(self) -> Mapping[str, str]:
        """Return the end of the code of each credit that stands for a payment, by the payment."""
        return {key: body.credit for key, body in self._reversals() if body.state == "credited"}

    def _reversals(self) -> Iterator[tuple[str, PaymentReversalChanged]]:
        for row in list_shown(self._connection, "payment_reversal"):
            yield row.key, PaymentReversalChanged.model_validate_json(row.body)

    def find_refused(self, payment_id: str) -> RefusedReversal | None:
        """Return why a payment did not go back the way it was paid; None where it is not said."""
        row = find_shown(self._connection, "payment_reversal", payment_id)
        told = None if row is None else PaymentReversalChanged.model_validate_json(row.body)
        if told is None or told.state != "refused":
            return None
        return RefusedReversal(refund=told.refund, message=told.message)

    def shift_totals(self, shift_number: int, currency: str) -> RefundTotals:
        """Return what a shift gave back in its currency; zeros where it gave nothing."""
        key = {"of_shift": shift_number}
        whole = self._connection.execute(_SHIFT, key).one()
        return RefundTotals(
            count=int(whole.refund_count),
            total=Money(int(whole.total_minor), currency),
            rounding=Money(int(whole.rounding_minor), currency),
            vat_by_class=tuple(
                VatSum(
                    tax_class=row.tax_class,
                    basis_points=row.vat_basis_points,
                    gross=Money(int(row.gross_minor), currency),
                    vat=Money(int(row.vat_minor), currency),
                )
                for row in self._connection.execute(_SHIFT_VAT, key)
            ),
            given_by_kind={
                row.kind: Money(int(row.amount_minor), currency)
                for row in self._connection.execute(_SHIFT_KINDS, key)
            },
        )

    def _record(self, row: sa.Row[tuple[object, ...]]) -> RefundRecord:
        code = self._connection.scalar(_CREDIT, {"number": row.refund_number})
        return RefundRecord(
            refund_number=row.refund_number,
            of_receipt=row.of_receipt,
            at=row.at,
            total=Money(row.total_minor, row.currency),
            given=Money(row.total_minor + row.rounding_minor, row.currency),
            provisional=row.provisional,
            receipt_lines=tuple(json.loads(row.receipt_lines)),
            credit_code=code or "",
        )


def _refund_row(new: NewRefund) -> dict[str, object]:
    context, returned = new.refund.context, new.refund.returned
    return {
        "refund_number": context.refund_number,
        "of_receipt": new.refund.of_receipt,
        "at": context.at,
        "business_date": context.business_date,
        "shift_number": context.shift_number,
        "cashier_id": context.cashier_id,
        "reason": context.reason,
        "approved_by": context.approved_by,
        "provisional": context.provisional,
        "currency": returned.total.currency,
        "total_minor": returned.total.amount_minor,
        "vat_minor": returned.vat_total.amount_minor,
        "rounding_minor": new.refund.rounding.amount_minor,
        "request_id": new.request_id,
        "receipt_lines": json.dumps(new.receipt_lines),
    }


def _entries(given: Refund) -> tuple[DrawerEntry, ...]:
    context = given.context
    return tuple(
        DrawerEntry(
            shift_number=context.shift_number,
            at=context.at,
            by=context.cashier_id,
            kind="refund",
            currency=tender.amount.currency,
            amount_minor=-tender.amount.amount_minor,
            subject=context.refund_number,
        )
        for tender in given.tenders
        if tender.kind == "cash"
    )


_ADD = insert(refund).on_conflict_do_nothing(index_elements=["request_id"])
_ONE = refund.select().where(refund.c.refund_number == sa.bindparam("number"))
_CREDIT = sa.select(refund_tender.c.reference).where(
    refund_tender.c.refund_number == sa.bindparam("number"),
    refund_tender.c.kind == "store_credit",
)
_SENT_BACK = (
    sa.select(refund_tender.c.reference)
    .join(refund, refund.c.refund_number == refund_tender.c.refund_number)
    .where(refund.c.of_receipt == sa.bindparam("of_receipt"), refund_tender.c.kind == "payment")
    .order_by(refund_tender.c.reference)
)
_BY_REQUEST = refund.select().where(refund.c.request_id == sa.bindparam("request"))
_THIS_RECEIPT = refund.c.of_receipt == sa.bindparam("of_receipt")
_OF_RECEIPT = (
    refund.select()
    .where(_THIS_RECEIPT)
    .order_by(refund.c.at, refund.c.refund_number)
    .limit(sa.bindparam("most"))
)
_GIVEN = sa.select(sa.func.sum(refund.c.total_minor + refund.c.rounding_minor)).where(_THIS_RECEIPT)
_RETURNED = (
    sa.select(
        refund_line.c.line_no,
        sa.func.sum(sa.func.coalesce(refund_line.c.weight_grams, refund_line.c.quantity)).label(
            "units"
        ),
    )
    .join(refund, refund.c.refund_number == refund_line.c.refund_number)
    .where(_THIS_RECEIPT)
    .group_by(refund_line.c.line_no)
)
_THIS_SHIFT = refund.c.shift_number == sa.bindparam("of_shift")
_SHIFT = sa.select(
    sa.func.count().label("refund_count"),
    sa.func.coalesce(sa.func.sum(refund.c.total_minor), 0).label("total_minor"),
    sa.func.coalesce(sa.func.sum(refund.c.rounding_minor), 0).label("rounding_minor"),
).where(_THIS_SHIFT)
_SHIFT_VAT = (
    sa.select(
        refund_line.c.tax_class,
        refund_line.c.vat_basis_points,
        sa.func.sum(refund_line.c.gross_minor).label("gross_minor"),
        sa.func.sum(refund_line.c.vat_minor).label("vat_minor"),
    )
    .join(refund, refund.c.refund_number == refund_line.c.refund_number)
    .where(_THIS_SHIFT)
    .group_by(refund_line.c.tax_class, refund_line.c.vat_basis_points)
    .order_by(refund_line.c.tax_class, refund_line.c.vat_basis_points)
)
_SHIFT_KINDS = (
    sa.select(refund_tender.c.kind, sa.func.sum(refund_tender.c.amount_minor).label("amount_minor"))
    .join(refund, refund.c.refund_number == refund_tender.c.refund_number)
    .where(_THIS_SHIFT)
    .group_by(refund_tender.c.kind)
    .order_by(refund_tender.c.kind)
)
