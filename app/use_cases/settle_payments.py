"""A sale is paid by payments of its own: each stands behind one tender, once."""

from collections.abc import Iterable
from dataclasses import replace

from domain.errors import RuleBroken
from domain.sale import Sale
from domain.tender import TenderLine
from domain.till_payment import TillPayment
from storage.unit_of_work import Reading, UnitOfWork

_PAYS = frozenset({"claimed", "approved", "verified"})


def require_payments(uow: Reading, cart_id: str, tenders: Iterable[TenderLine]) -> None:
    """Require that each payment that tenders name is this cart's, as much, and still stands.

    Raises RuleBroken (``payment_gone``); nothing is sold then, and no payment is touched.
    """
    seen: set[str] = set()
    for tender in tenders:
        if not tender.payment_id:
            continue
        found = uow.payments.find(tender.payment_id)
        if found is None or tender.payment_id in seen or not _stands(found, cart_id, tender):
            raise RuleBroken(
                "A payment does not stand any more",
                "It is disputed, was given up, or belongs to another sale. Nothing was sold and"
                " nothing is lost. Take it out of the payment, and take another one.",
                "payment_gone",
            )
        seen.add(tender.payment_id)


def with_prices(uow: Reading, tenders: Iterable[TenderLine]) -> tuple[TenderLine, ...]:
    """Return the tenders, each card by code with the price and the rate that central told of it.

    What the paper says is what the till's own record says, whatever the screen was given.
    """
    return tuple(_with_price(uow, tender) for tender in tenders)


def holds_goods(uow: Reading, sale: Sale) -> bool:
    """Tell whether goods of a sale stay here until one of its payments is verified."""
    paid = (tender.payment_id for tender in sale.tenders if tender.payment_id)
    return any(uow.payments.get(payment_id).is_held for payment_id in paid)


def note_payments(uow: UnitOfWork, sale: Sale) -> None:
    """Note at each payment which sale it paid, in the sale's own transaction."""
    paid = [tender.payment_id for tender in sale.tenders if tender.payment_id]
    if paid:
        uow.payments.note_sale(paid, sale.receipt_number)


def _with_price(uow: Reading, tender: TenderLine) -> TenderLine:
    found = uow.payments.find(tender.payment_id) if tender.kind == "card_qr" else None
    return tender if found is None else replace(tender, price=found.price)


def _stands(found: TillPayment, cart_id: str, tender: TenderLine) -> bool:
    is_same = (found.cart_id, found.amount, found.tender_kind, found.receipt) == (
        *(cart_id, tender.paid, tender.kind),
        None,
    )
    return is_same and found.state in ({"verified"} if tender.is_verified else _PAYS)


def pays(found: TillPayment) -> bool:
    """Whether a payment stands behind no sale yet and may pay one."""
    return found.receipt is None and found.state in _PAYS


def tender_of_payment(found: TillPayment) -> TenderLine:
    """The tender that a payment is in a bill. Raises ValueError for one that pays nothing yet."""
    if found.state not in _PAYS:
        raise ValueError("a payment that does not stand pays nothing")
    return TenderLine(
        kind=found.tender_kind,
        amount=found.amount,
        payment_id=found.payment_id,
        reference=(found.reference or found.payment_id[:64]) if found.tender_kind == "mmg" else "",
        is_verified=found.state == "verified",
        price=found.price if found.tender_kind == "card_qr" else None,
    )
