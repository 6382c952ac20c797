"""A refund as its operation says it: figures and ids, nobody's name."""

from domain.refund import Refund
from sync.protocol.refund_bodies import BackTenderBody, RefundLineBody, SaleRefunded

NAME_BYTES_MAX = 120
"""How much of a line's name goes into the facts, as with a sale's lines."""


def refund_body(refund: Refund, receipt_code: str = "") -> SaleRefunded:
    """Say a refund; ``receipt_code`` is what was believed of another till's receipt."""
    context, returned = refund.context, refund.returned
    return SaleRefunded(
        refund=context.refund_number,
        of_receipt=refund.of_receipt,
        shift=context.shift_number,
        currency=returned.total.currency,
        lines=tuple(
            RefundLineBody(
                line_no=line.sold.line_no,
                kind=line.sold.kind,
                item_id=line.sold.item_id,
                name=line.sold.name.encode()[:NAME_BYTES_MAX].decode(errors="ignore"),
                quantity=line.pieces,
                weight_grams=line.weight_grams,
                weight_source=line.weight_source,
                gross_minor=line.gross.amount_minor,
                tax_class=line.sold.tax_class,
                vat_basis_points=line.sold.vat_basis_points,
                vat_minor=line.vat.amount_minor,
            )
            for line in returned.lines
        ),
        total_minor=returned.total.amount_minor,
        vat_minor=returned.vat_total.amount_minor,
        rounding_minor=refund.rounding.amount_minor,
        tenders=tuple(
            BackTenderBody(
                kind=tender.kind,
                currency=tender.amount.currency,
                amount_minor=tender.amount.amount_minor,
                approval_code=tender.approval_code or None,
                reference=tender.reference or None,
            )
            for tender in refund.tenders
        ),
        reason=context.reason,
        approved_by=context.approved_by,
        provisional=context.provisional,
        receipt_code=receipt_code or None,
    )
