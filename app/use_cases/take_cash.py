"""The customer pays in cash: the sale happens, in one transaction, before anything prints."""

from dataclasses import dataclass
from datetime import datetime

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart, keep_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.receipt_paper import render_kept, render_sale
from app.use_cases.rights import require_seller
from app.use_cases.sale_bodies import sale_body, shipment_body, shipment_persons
from app.use_cases.shipment_pricing import find_promised, quote_now, reprice_expired
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart, add_shipment, new_cart, require_version
from domain.errors import Conflict
from domain.money import Money
from domain.quote import Quote
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import Shift
from domain.shipment import ShipmentDraft
from storage.shipments import Booking
from storage.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCash:
    """What was on screen when the key was pressed, and the cash the customer gave."""

    cart_id: str
    cart_version: int
    received: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedSale:
    """A sale that is on the disk, the lines of its receipt, and the waybills it booked."""

    sale: Sale
    receipt_lines: tuple[str, ...]
    waybills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paid:
    """What is being paid: a cart whose prices all hold, and what was promised for each shipment."""

    cart: Cart
    promises: tuple[tuple[ShipmentDraft, Quote], ...]
    received: Money


def take_cash(till: Till, session: Session, request: TakeCash) -> CompletedSale:
    """Complete the sale and return it; when this returns, it is durable (ledger idea 1).

    Sale, tender, receipt and waybill numbers, audit entry and operations are one transaction with
    a full sync; a new empty cart replaces the paid one. Nothing is printed here. Pressed twice, the
    second call returns the same sale.

    Raises Conflict (the cart is not the one that was on screen, or a quote ended and was priced
    afresh), RuleBroken (``no_shift``, ``empty_cart``, ``underpaid``, ``odd_cash`` …), NotAllowed
    and OverLimit. Whatever is raised, nothing was sold.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        already = uow.sales.find_by_cart(request.cart_id)
        if already is not None:
            return completed_sale(uow, till, already)
        shift = require_seller(uow, session)
        cart = _get_cart(uow, till, request)
        priced, promises = _promises(uow, cart, shift, now)
        if priced is not cart:
            keep_cart(uow, till, priced)
            uow.commit()
            raise _quote_ended()
        paid = _Paid(cart=cart, promises=promises, received=request.received)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        completed = _complete(uow, till, said, (shift, paid))
        uow.commit()
    return completed


def completed_sale(uow: Reading, till: Till, sale: Sale) -> CompletedSale:
    """Return a sale that was kept before, as ``take_cash`` returned it."""
    booked = uow.shipments.list_by_receipt(sale.receipt_number)
    return CompletedSale(
        sale=sale,
        receipt_lines=render_kept(uow, till, sale),
        waybills=tuple(shipment.waybill for shipment in booked),
    )


def _get_cart(uow: UnitOfWork, till: Till, request: TakeCash) -> Cart:
    cart = get_open_cart(uow, till)
    if cart.cart_id != request.cart_id:
        raise Conflict(
            "The sale has changed",
            "Another sale is open on this till now. Nothing is lost and nothing was taken."
            " Look at the lines and the total, then take payment again.",
        )
    require_version(cart, request.cart_version)
    return cart


def _promises(
    uow: UnitOfWork, cart: Cart, shift: Shift, now: datetime
) -> tuple[Cart, tuple[tuple[ShipmentDraft, Quote], ...]]:
    """What was promised for each shipment; another cart where a promise no longer stands."""
    on = shift.business_date
    priced = reprice_expired(uow, cart, on, now)
    promises = []
    for line in priced.lines:
        if line.shipment is None:
            continue
        quote = find_promised(uow, line, on)
        if quote is None:
            quote = quote_now(uow, line.shipment, on, now)
            priced = add_shipment(priced, line.shipment, quote)
        promises.append((line.shipment, quote))
    return priced, tuple(promises)


def _complete(uow: UnitOfWork, till: Till, said: Said, what: tuple[Shift, _Paid]) -> CompletedSale:
    shift, paid = what
    context = SaleContext(
        receipt_number=uow.till.next_receipt_number(),
        at=said.at,
        business_date=shift.business_date,
        shift_number=shift.number,
        cashier_id=said.by,
    )
    sale = complete_sale(paid.cart, uow.rules.book(), paid.received, context)
    append_operation(uow, till, said, sale_body(sale, paid.cart))
    uow.sales.add(sale)
    waybills = tuple(
        _book(uow, till, said, (draft, quote, sale.receipt_number))
        for draft, quote in paid.promises
    )
    uow.carts.remove(paid.cart.cart_id)
    keep_cart(uow, till, new_cart(till.ids.new_id(), paid.cart.currency))
    _note_sale(uow, sale)
    booked = zip(waybills, (draft for draft, _ in paid.promises), strict=True)
    return CompletedSale(
        sale=sale,
        receipt_lines=render_sale(uow, till, sale, booked),
        waybills=waybills,
    )


def _book(uow: UnitOfWork, till: Till, said: Said, what: tuple[ShipmentDraft, Quote, str]) -> str:
    """Give a shipment its waybill number and tell central who sends it to whom."""
    draft, quote, receipt_number = what
    waybill = uow.till.next_waybill_number()
    body = shipment_body(draft, quote, waybill=waybill, receipt_number=receipt_number)
    append_operation(uow, till, said, body, shipment_persons(till, draft))
    uow.shipments.book(
        Booking(
            shipment_id=draft.shipment_id,
            waybill=waybill,
            receipt_number=receipt_number,
            booked_at=said.at,
        )
    )
    for party in (draft.consignor, draft.consignee):
        uow.people.save(party, at=said.at)
    return waybill


def _note_sale(uow: UnitOfWork, sale: Sale) -> None:
    note_down(
        uow,
        sale.at,
        sale.cashier_id,
        ("sale_completed", sale.receipt_number),
        {
            "total_minor": sale.total.amount_minor,
            "received_minor": sale.received.amount_minor,
            "change_minor": sale.change.amount_minor,
        },
    )
