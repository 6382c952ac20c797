"""Central recomputes what came off a sale: what does not add up is quarantined, and counted."""

import pytest

from central.tables import operation, sale, takings
from domain.money import divide_rounded
from sync.protocol.bodies import SaleCompleted, SaleLineBody, TenderBody
from sync.protocol.cart_bodies import CartLineBody, CartParked
from sync.protocol.line_bodies import DiscountBody
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body

TENTH = DiscountBody(share=1_000, cap=1_000, reason="goodwill", by="staff-sr")
SUM = DiscountBody(sum_minor=10_000, cap=5_000, reason="damaged", by="staff-sr")


def vat(minor: int) -> int:
    return divide_rounded(minor * 14, 114)


def discounted(till: PaperTill, **changed: object) -> SaleCompleted:
    """Two lines of G$1,000: a tenth off the first, then G$100 off the whole."""
    plain = sale_body(till.next_receipt(), 100_000).lines[0]
    first = SaleLineBody.model_validate(
        {
            **plain.model_dump(),
            "discount": TENTH,
            "discount_minor": 10_000,
            "cart_discount_minor": 4_737,
            "gross_minor": 85_263,
            "vat_minor": vat(180_000) - vat(94_737),
            **changed,
        }
    )
    second = plain.model_copy(
        update={
            "line_no": 2,
            "cart_discount_minor": 5_263,
            "gross_minor": 94_737,
            "vat_minor": vat(94_737),
        }
    )
    total = first.gross_minor + second.gross_minor
    tender = TenderBody(
        kind="cash", currency="GYD", amount_minor=total, received_minor=total, change_minor=0
    )
    return sale_body(till.next_receipt()).model_copy(
        update={
            "lines": (first, second),
            "discount": SUM,
            "total_minor": total,
            "vat_minor": vat(total),
            "tenders": (tender,),
        }
    )


def state_of(office: Office) -> str:
    [row] = office.rows(operation)
    return str(row["state"])


def test_an_honest_discounted_sale_is_booked(office: Office, till: PaperTill) -> None:
    till.write(discounted(till), kind="sale_completed")
    till.push()

    assert state_of(office) == "applied"
    assert [row["total_minor"] for row in office.rows(sale)] == [180_000]


@pytest.mark.parametrize(
    "changed",
    [
        {"discount_minor": 20_000, "gross_minor": 75_263},
        {"discount": None},
        {"cart_discount_minor": 0, "gross_minor": 90_000},
        {"gross_minor": 80_263},
        {"discount": DiscountBody(share=2_000, cap=1_000, reason="goodwill", by="staff-sr")},
        {"weight_grams": 1_000, "weight_source": "manual"},
        {"sold_by": "kg"},
    ],
)
def test_a_discount_that_does_not_add_up_is_quarantined_and_its_money_counts(
    office: Office, till: PaperTill, changed: dict[str, object]
) -> None:
    till.write(discounted(till, **changed), kind="sale_completed")
    till.push()

    assert state_of(office) == "quarantined"
    assert office.rows(sale) == []
    assert len(office.rows(takings)) == 1


def parked(total_minor: int) -> CartParked:
    line = CartLineBody(
        line_no=1,
        item_id="yams",
        sku="YAMS",
        name="Yams",
        quantity=1,
        unit_minor=66_000,
        tax_class="standard",
        price_id="p-1",
        feed_position=0,
        price_source="catalog",
        sold_by="kg",
        weight_grams=1_500,
        weight_source="scale",
        discount=TENTH,
    )
    return CartParked(
        root="cart-1",
        edition="edition-1",
        version=1,
        cart_id="cart-1",
        number=1,
        currency="GYD",
        total_minor=total_minor,
        lines=(line,),
        discount=SUM,
    )


@pytest.mark.parametrize(
    ("total_minor", "state"),
    [(79_100, "applied"), (89_100, "quarantined"), (99_000, "quarantined")],
)
def test_a_parked_cart_adds_up_with_its_weights_and_discounts(
    office: Office, till: PaperTill, total_minor: int, state: str
) -> None:
    till.write(parked(total_minor), kind="cart_parked")
    till.push()

    assert state_of(office) == state
