"""A receipt as lines of text, the same whenever it is asked for: screen, paper and reprint."""

from collections.abc import Iterable

from app.use_cases.receipt_header import receipt_header
from app.use_cases.till import Till
from domain.receipt import WaybillNote, render_receipt
from domain.sale import Sale
from domain.shipment import ShipmentDraft
from storage.unit_of_work import Reading


def render_sale(
    uow: Reading,
    till: Till,
    sale: Sale,
    shipments: Iterable[tuple[str, ShipmentDraft]],
    *,
    copy: bool = False,
) -> tuple[str, ...]:
    """Return the receipt of a sale that paid for these shipments, each with its waybill number."""
    notes = tuple(
        WaybillNote(
            waybill_number=waybill,
            piece_count=len(draft.pieces),
            region=draft.consignee.region,
        )
        for waybill, draft in shipments
    )
    header = receipt_header(uow, sale.cashier_id, sale.business_date)
    return render_receipt(sale, header, columns=till.receipt_columns, copy=copy, waybills=notes)


def render_kept(uow: Reading, till: Till, sale: Sale, *, copy: bool = False) -> tuple[str, ...]:
    """Return the receipt of a sale that was kept before."""
    booked = uow.shipments.list_by_receipt(sale.receipt_number)
    shipments = tuple((each.waybill, each.draft) for each in booked)
    return render_sale(uow, till, sale, shipments, copy=copy)
