"""Finding the receipt that goods come back for: typed, scanned, or chosen from a list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.use_cases.refund_payments import list_paid_by
from app.use_cases.refund_sale import require_sold_here
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_writable
from domain.money import Money
from domain.refund import BackKind, Refundable
from domain.refund_payment import PaidBy, find_sendable, left_to_give
from storage.finding import Found, Goods, Sought

LISTED_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldReceipt:
    """A receipt in the list that goods are taken back from, with what it sold."""

    receipt_number: str
    at: datetime
    total: Money
    goods: Goods | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returnable:
    """A receipt with what is left of it, how often money was given back, and how it may be.

    ``paid_by`` are its payments that somebody else confirms, as far as this till knows.
    """

    at: datetime
    left: Refundable
    refund_count: int
    kinds: tuple[BackKind, ...]
    paid_by: tuple[PaidBy, ...] = ()

    @property
    def left_to_give(self) -> Money:
        """The most that may still be given for it: what a provider gave back is not given again."""
        return left_to_give(self.left, self.paid_by)


def list_receipts(till: Till, text: str) -> Sequence[SoldReceipt]:
    """Receipts of this till whose number contains a text, newest first; the newest for no text.

    Where no number does, those of whatever else answers: a customer, goods by name or barcode.
    """
    sought = require_writable(text).strip()
    with till.db.reading() as uow:
        found = [
            Found(kind="receipt", key=one.receipt_number, at=one.at, total=one.total)
            for one in uow.sales.find_receipts(sought.upper(), LISTED_MAX)
        ] or uow.finding.find(Sought(text=sought, kinds=frozenset({"receipt"})), limit=LISTED_MAX)
        goods = uow.finding.goods_of(found)
        return tuple(
            SoldReceipt(
                receipt_number=one.key, at=one.at, total=one.total, goods=goods.get(one.key)
            )
            for one in found
            if one.total is not None
        )


def find_returnable(till: Till, session: Session, receipt: str) -> Returnable:
    """Return a receipt with what may come back of it.

    Raises NotFound for one that this till did not sell, RuleBroken (``sold_elsewhere``).
    """
    del session
    with till.db.reading() as uow:
        left = uow.refunds.find_refundable(require_writable(receipt).strip().upper())
        require_sold_here(uow, left)
        sale = uow.sales.get(left.receipt_number).sale
        paid = {tender.kind for tender in sale.tenders}
        paid_by = list_paid_by(uow, left.receipt_number)
        return Returnable(
            at=sale.at,
            left=left,
            refund_count=len(uow.refunds.list_of_receipt(left.receipt_number)),
            kinds=_kinds(left, paid, paid_by),
            paid_by=paid_by,
        )


def _kinds(
    left: Refundable, paid: Collection[str], paid_by: tuple[PaidBy, ...]
) -> tuple[BackKind, ...]:
    """In which ways money may go back: to the bank's terminal and to a provider by what paid."""
    card: tuple[BackKind, ...] = ("bank_card",) if "bank_card" in paid else ()
    way: tuple[BackKind, ...] = () if find_sendable(left, paid_by) is None else ("payment",)
    return ("cash", "store_credit", *card, *way)
