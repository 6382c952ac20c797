"""Refunds as a till of paper writes them, and what central made of them."""

from central.refunds.tables import refund
from central.tables import case_file
from domain.money import divide_rounded
from sync.protocol.refund_bodies import (
    BackTenderBody,
    RefundLineBody,
    SaleRefunded,
)
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body


def refund_body(
    till: PaperTill, of_receipt: str, minor: int = 57_000, /, **more: object
) -> SaleRefunded:
    """Half of the paper till's sale: one of its two barrels."""
    line = RefundLineBody(
        line_no=1,
        kind="item",
        item_id="item-1",
        name="Barrel",
        quantity=1,
        gross_minor=minor,
        tax_class="standard",
        vat_basis_points=1_400,
        vat_minor=divide_rounded(minor * 14, 114),
    )
    plain = SaleRefunded(
        refund=till.next_receipt(),
        of_receipt=of_receipt,
        shift=1,
        currency="GYD",
        lines=(line,),
        total_minor=minor,
        vat_minor=line.vat_minor,
        rounding_minor=0,
        tenders=(BackTenderBody(kind="cash", currency="GYD", amount_minor=minor),),
        reason="unwanted",
        approved_by="staff-ra",
    )
    return plain.model_copy(update=more)


def sell_two(till: PaperTill, **more: object) -> str:
    """Two barrels for G$1,140; return the receipt."""
    body = sale_body(till.next_receipt())
    line = body.lines[0].model_copy(update={"quantity": 2, "unit_minor": 57_000})
    till.write(body.model_copy(update={"lines": (line,), **more}), kind="sale_completed")
    return body.receipt


def give_back(till: PaperTill, body: SaleRefunded) -> None:
    till.write(body, kind="sale_refunded")


def standings(office: Office) -> list[str]:
    return [str(row["standing"]) for row in office.rows(refund, "refund")]


def cases(office: Office) -> list[str]:
    return [str(row["kind"]) for row in office.rows(case_file, "opened_at")]
