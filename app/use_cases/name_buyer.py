"""A buyer asks for a tax invoice after the sale: they are named by a fact of its own."""

from dataclasses import dataclass, field, replace

from app.use_cases.audit import note_down
from app.use_cases.customers import SaveCustomer, keep_customer
from app.use_cases.operations import Said, append_operation
from app.use_cases.receipt_papers import receipt_lines
from app.use_cases.rights import business_day, require_permission
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.customer import Contact, Customer, changed_fields, stamp_ms
from domain.errors import BadInput, RuleBroken
from domain.staff import Permission
from domain.tax_number import read_tax_number
from storage.buyers import NamedBuyer
from storage.records import SaleRecord
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.buyer_bodies import BuyerNamed

NAMED = "buyer_named"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBuyer:
    """Whose tax invoice a receipt is to be, as typed; the address may be left empty."""

    receipt_number: str
    name: str = field(repr=False)
    tax_number: str = field(repr=False)
    lot_street: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxInvoice:
    """A receipt as it prints now, with its buyer. The lines are kept nowhere."""

    receipt_number: str
    lines: tuple[str, ...] = field(repr=False)


def find_buyer(till: Till, tax_number: str) -> Customer | None:
    """Return the customer that this till knows by a VAT or TIN number, None for nobody.

    Raises BadInput for a text that can be no such number.
    """
    number = read_tax_number(require_words(tax_number))
    with till.db.reading() as uow:
        return uow.buyers.find_by_number(number) if number else None


def name_buyer(till: Till, session: Session, request: NameBuyer) -> TaxInvoice:
    """Name the buyer of a sale of this till, and return the paper as it prints from now on.

    The sale stays as it is: ``buyer_named`` is a fact beside it, behind that of the customer where
    the till did not know them. Pressed twice, nothing is said twice; somebody else's name takes the
    place of the first. Raises BadInput (no number or name, or none that can be), NotFound,
    NotAllowed, RuleBroken (``not_registered``: the store may give no tax invoice).
    """
    contact = _contact(request)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        on = business_day(uow, now)
        require_permission(uow, session, Permission.SELL, on)
        _require_registered(uow)
        record = uow.sales.get(request.receipt_number)
        said = Said(by=session.staff_id, at=now, day=on)
        buyer = _buyer(uow, till, said, (record, contact))
        if not _is_named(uow, record, buyer):
            _name(uow, till, said, (request.receipt_number, buyer.person_id))
        lines = receipt_lines(uow, request.receipt_number)
        uow.commit()
    return TaxInvoice(receipt_number=request.receipt_number, lines=lines)


def _is_named(uow: Reading, record: SaleRecord, buyer: Customer) -> bool:
    """Tell whether the paper names this buyer already: named before, or known at the sale."""
    before = uow.buyers.find(record.sale.receipt_number)
    if before is not None:
        return before.customer_id == buyer.person_id
    is_theirs = record.customer_id == buyer.person_id
    return is_theirs and buyer.said["tax_number"].at_ms <= stamp_ms(record.sale.at)


def _name(uow: UnitOfWork, till: Till, said: Said, what: tuple[str, str]) -> None:
    """Write the fact that a receipt is a customer's tax invoice."""
    receipt_number, customer_id = what
    before = uow.buyers.find(receipt_number)
    uow.buyers.add(
        NamedBuyer(
            receipt_number=receipt_number,
            naming_no=1 if before is None else before.naming_no + 1,
            customer_id=customer_id,
            by=said.by,
            at=said.at,
        )
    )
    body = BuyerNamed(receipt=receipt_number, customer_id=customer_id)
    append_operation(uow, till, said, body)
    note_down(uow, said.at, said.by, (NAMED, receipt_number), {"customer_id": customer_id})


def _contact(request: NameBuyer) -> Contact:
    contact = Contact(
        name=" ".join(require_words(request.name).split()),
        tax_number=require_words(request.tax_number),
        lot_street=" ".join(require_words(request.lot_street).split()),
    )
    if not contact.tax_number:
        raise BadInput(
            "Type the VAT or TIN number",
            "A tax invoice names a registered buyer with the number of their certificate. The sale"
            " is saved. Type the number, or press Esc.",
        )
    return contact


def _require_registered(uow: Reading) -> None:
    if not uow.till.get_till().store.vat_number:
        raise RuleBroken(
            "This store gives no tax invoices",
            "It is not registered for VAT. The sale is saved and nothing is lost. Press Esc.",
            "not_registered",
        )


def _buyer(uow: UnitOfWork, till: Till, said: Said, what: tuple[SaleRecord, Contact]) -> Customer:
    """Return the customer of that name and number: known, the sale's own, or made now.

    The same number under another name is another customer: no paper's typing renames all others.
    """
    record, contact = what
    known = uow.buyers.find_same(contact.name, contact.tax_number)
    if known is None:
        known = _sold_to(uow, record, contact)
    wanted = contact if known is None else _added_to(known, contact)
    if known is not None and not changed_fields(known, wanted):
        return known
    person_id = None if known is None else known.person_id
    return keep_customer(uow, till, said, SaveCustomer(contact=wanted, person_id=person_id))


def _sold_to(uow: Reading, record: SaleRecord, contact: Contact) -> Customer | None:
    """Return the sale's own customer where it is the one that was typed, without a number yet."""
    customer = None if record.customer_id is None else uow.customers.find(record.customer_id)
    if customer is None or customer.text("tax_number"):
        return None
    same = customer.name.casefold() == contact.name.casefold()
    return customer if same else None


def _added_to(known: Customer, contact: Contact) -> Contact:
    """Return what is known with the number, and the address where one was typed."""
    lot_street = contact.lot_street or known.text("lot_street")
    return replace(known.contact, tax_number=contact.tax_number, lot_street=lot_street)
