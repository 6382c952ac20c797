"""What papers say of the seller, the till and the person at it."""

from datetime import date

from domain.money import Money
from domain.receipt import ReceiptHeader
from storage.unit_of_work import Reading


def receipt_header(uow: Reading, cashier_id: str, on: date) -> ReceiptHeader:
    """The head of a receipt or a Z on the business date ``on``.

    Who has left the list of staff since is named by id.
    """
    cashier = uow.staff.find_staff(cashier_id)
    record = uow.till.get_till()
    store = record.store
    limit_minor = uow.rules.book().find_sales_invoice_max_minor(store.currency, on)
    address = (store.name, *store.address.splitlines())
    return ReceiptHeader(
        seller_name=store.organisation_name,
        address_lines=tuple(line for line in address if line.strip()),
        vat_number=store.vat_number,
        till_label=record.label,
        cashier_name=cashier_id if cashier is None else cashier.name,
        zone=store.zone,
        sales_invoice_max=None if limit_minor is None else Money(limit_minor, store.currency),
    )
