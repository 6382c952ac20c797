"""The customer pays: the sale happens, in one transaction, before anything prints."""

from dataclasses import dataclass, replace

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.cart_conflict import require_undisputed
from app.use_cases.cash_duty import require_identity
from app.use_cases.credits import spend_credits
from app.use_cases.exchange import BroughtBack, bring_back, find_brought_back
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.paid_over import owe_over, with_codes
from app.use_cases.receipt_header import receipt_header
from app.use_cases.receipt_papers import queue_receipt
from app.use_cases.refund_sale import CompletedRefund, RefundRequest
from app.use_cases.rights import require_seller
from app.use_cases.sale_bodies import sale_body, sale_persons, shipment_body, shipment_persons
from app.use_cases.settle_payments import holds_goods, note_payments, require_payments, with_prices
from app.use_cases.shipment_pricing import reprice_expired, require_specials, use_special
from app.use_cases.spending import bookings_spent, spend, stock_spent
from app.use_cases.start_stream import ensure_stream
from app.use_cases.tender_policy import TendersAllowed, TendersGiven, allow_tenders
from app.use_cases.till import Session, Till
from domain.cart import Cart, new_cart, require_version
from domain.errors import Conflict
from domain.held_goods import held_lines
from domain.holding import Spending
from domain.money import Money
from domain.pricing import price_cart
from domain.receipt import ReceiptHeader, WaybillNote, render_receipt
from domain.sale import Sale, SaleContext, complete_sale
from domain.sentence import told
from domain.shift import Shift
from domain.shipment import ShipmentDraft
from domain.tender import TenderLine
from storage.records import BookedShipment, NewSale, SaleRecord
from storage.unit_of_work import UnitOfWork
from sync.protocol.allotment_bodies import SpentBody


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePayment:
    """What was on screen when the key was pressed, and all that the customer gave.

    ``exchange`` is what comes back and pays for it first; ``tenders`` are the rest. ``approval`` is
    the supervisor's, where the risk policy asked for one.
    """

    cart_id: str
    cart_version: int
    tenders: tuple[TenderLine, ...]
    exchange: RefundRequest | None = None
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class _Sold:
    """A sale with its cart, and what it used up of what is scarce and of credits."""

    sale: Sale
    cart: Cart
    allowed: TendersAllowed
    spent: tuple[Spending, ...]
    money: tuple[SpentBody, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedSale:
    """A sale that is on the disk. The receipt's lines are what prints, and what is kept.

    ``back`` is the refund of an exchange.
    """

    sale: Sale
    receipt_lines: tuple[str, ...]
    waybills: tuple[str, ...]
    back: CompletedRefund | None = None

    @property
    def money_back(self) -> Money:
        """What goes back to the customer in an exchange, beside the change; in cash or a credit."""
        zero = Money.zero(self.sale.total.currency)
        if self.back is None:
            return zero
        paying = (each.amount for each in self.sale.tenders if each.kind == "exchange")
        return self.back.given - Money.total_of(paying, zero.currency)


def take_payment(till: Till, session: Session, request: TakePayment) -> CompletedSale:
    """Complete the sale and return it; when this returns, it is durable (ledger idea 1).

    Sale, tender, receipt and waybill numbers, audit entry and operations are one transaction with
    a full sync; a new empty cart replaces the paid one. Nothing is printed here. Pressed twice, the
    second call returns the same sale.

    Raises CartDisputed (another till has the same cart: a person decides first), Conflict (the cart
    is not the one that was on screen, or a quote ended and was priced afresh), RuleBroken
    (``no_shift``, ``empty_cart``, ``underpaid``, ``payment_gone`` …), PaymentJudged (a tender is
    above what the risk policy takes by itself), NotAllowed, OverLimit, and
    NothingLeft (more of something scarce than this till may use up). Whatever is raised, nothing
    was sold.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        cart = get_open_cart(uow, till)
        if cart.cart_id != request.cart_id:  # an open cart was never paid: no need to look
            same = _same_again(_get_paid(uow, request), request)
            return replace(same, back=find_brought_back(uow, request.exchange))
        shift = require_seller(uow, session)
        require_version(cart, request.cart_version)
        require_undisputed(uow, cart)
        repriced = reprice_expired(uow, cart, shift.business_date, now)
        if repriced is not cart:
            uow.carts.save(repriced)
            uow.commit()
            raise _quote_ended()
        require_specials(uow, cart, shift.business_date, now)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        back, tenders = None, with_prices(uow, request.tenders)
        given = TendersGiven(cart=cart, tenders=tenders, approval=request.approval)
        allowed = allow_tenders(uow, session, shift, given, said)
        if request.exchange is not None:
            bill = price_cart(cart, uow.rules.book(), shift.business_date).total
            back = bring_back(uow, till, said, (request.exchange, bill))
            tenders = (back.tender, *tenders)
        tenders = with_codes(till, tenders)
        sale = complete_sale(cart, uow.rules.book(), tenders, _context(uow, said, shift))
        require_payments(uow, cart.cart_id, sale.tenders)
        require_identity(uow, cart, sale)
        spent = (spend(uow, said, cart), spend_credits(uow, said, cart.cart_id, sale.tenders))
        completed = _tell(uow, till, said, (_Sold(sale, cart, allowed, *spent), back))
        _keep(uow, till, cart, completed)
        completed = replace(completed, back=find_brought_back(uow, request.exchange))
        uow.commit()
    return completed


def _same_again(already: SaleRecord, request: TakePayment) -> CompletedSale:
    if already.cart_version != request.cart_version:
        raise Conflict(
            "This sale was paid already",
            told(
                "It is saved as {receipt_number}, with other lines than you saw."
                " Nothing was taken twice. Press Esc and look at the receipt.",
                receipt_number=already.sale.receipt_number,
            ),
        )
    return CompletedSale(
        sale=already.sale, receipt_lines=already.receipt_lines, waybills=already.waybills
    )


def _get_paid(uow: UnitOfWork, request: TakePayment) -> SaleRecord:
    already = uow.sales.find_by_cart(request.cart_id)
    if already is None:
        raise Conflict(
            "The sale has changed",
            "Another sale is open on this till now. Nothing is lost and nothing was taken."
            " Look at the lines and the total, then take payment again.",
        )
    return already


def _quote_ended() -> Conflict:
    return Conflict(
        "A quote has ended",
        "The price of a shipment in this sale no longer held, so it was priced afresh. Nothing is"
        " lost and nothing was taken. Look at the new total, then take payment again.",
    )


def _context(uow: UnitOfWork, said: Said, shift: Shift) -> SaleContext:
    return SaleContext(
        receipt_number=uow.till.next_receipt_number(),
        at=said.at,
        business_date=shift.business_date,
        shift_number=shift.number,
        cashier_id=said.by,
    )


def _tell(
    uow: UnitOfWork,
    till: Till,
    said: Said,
    what: tuple[_Sold, BroughtBack | None],
) -> CompletedSale:
    """Write what central must know, the sale before its shipments, and the receipt that says it."""
    sold, back = what
    sale, cart, spent = sold.sale, sold.cart, sold.spent
    body = sold.allowed.said_in(sale_body(sale, cart, (*stock_spent(spent), *sold.money)))
    operation = append_operation(uow, till, said, body, sale_persons(till, cart, said.by))
    owe_over(uow, till, said, (sale, cart.customer_id))
    drafts = [line.shipment for line in cart.lines if line.shipment is not None]
    units: list[tuple[SpentBody, ...]] = [(unit,) for unit in bookings_spent(spent)]
    units = units or [()] * len(drafts)
    booked = tuple(
        _book(uow, till, said, (draft, sale.receipt_number, unit))
        for draft, unit in zip(drafts, units, strict=True)
    )
    notes = tuple(
        WaybillNote(
            waybill_number=shipment.waybill,
            piece_count=len(shipment.draft.pieces),
            region=shipment.draft.consignee.region,
        )
        for shipment in booked
    )
    lines = render_receipt(
        sale,
        _header(uow, sale, cart.customer_id),
        columns=till.receipt_columns,
        waybills=notes,
        operation_hash=operation.hash.hex(),
    )
    if holds_goods(uow, sale):
        lines = (*lines, *held_lines(till.receipt_columns))
    if back is not None:
        lines = (*lines, "", *back.lines)
    queue_receipt(uow, till, sale, operation, gives_cash=back is not None and back.gives_cash)
    waybills = tuple(shipment.waybill for shipment in booked)
    return CompletedSale(sale=sale, receipt_lines=lines, waybills=waybills)


def _header(uow: UnitOfWork, sale: Sale, customer_id: str | None) -> ReceiptHeader:
    """What the receipt says of the seller; a registered buyer gets a tax invoice, however small."""
    header = receipt_header(uow, sale.cashier_id, sale.business_date)
    buyer = None if customer_id is None else uow.customers.find(customer_id)
    is_registered = buyer is not None and bool(buyer.text("tax_number"))
    return replace(header, sales_invoice_max=None) if is_registered else header


def _book(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[ShipmentDraft, str, tuple[SpentBody, ...]]
) -> BookedShipment:
    """Give a shipment its waybill number, and tell central who sends what to whom."""
    draft, receipt_number, spent = what
    booked = BookedShipment(
        draft=draft,
        quote=uow.shipments.get_quote(draft.shipment_id),
        waybill=uow.till.next_waybill_number(),
        receipt_number=receipt_number,
        booked_at=said.at,
    )
    append_operation(uow, till, said, shipment_body(booked, spent), shipment_persons(till, draft))
    uow.shipments.add(booked)
    use_special(uow, booked.quote)
    return booked


def _keep(uow: UnitOfWork, till: Till, cart: Cart, completed: CompletedSale) -> None:
    """Keep the sale and put a new empty cart in the place of the paid one."""
    sale = completed.sale
    uow.sales.add(
        NewSale(
            sale=sale,
            cart_version=cart.version,
            receipt_lines=completed.receipt_lines,
            waybills=completed.waybills,
            customer_id=cart.customer_id,
        )
    )
    note_payments(uow, sale)
    uow.carts.close(cart.cart_id)
    uow.carts.save(new_cart(till.ids.new_id(), cart.currency))
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
