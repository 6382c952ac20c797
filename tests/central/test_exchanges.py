"""Goods that pay for goods, as central sees them: two facts beside each other, of one amount."""

import pytest

from central.operations.exchange_facts import CASE_KIND
from central.operations.shift_facts import DOUBT_KIND
from central.operations.shift_period import Period
from central.tables import case_file, sale, takings
from sync.protocol.bodies import SaleCompleted, SaleLineBody, ShiftClosed, ShiftOpened, TenderBody
from sync.protocol.refund_bodies import BackTenderBody, SaleRefunded
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body
from tests.central.refunding import cases, give_back, refund_body, sell_two, standings

pytestmark = pytest.mark.both_databases

HALF = 57_000


def brought_back(till: PaperTill, receipt: str, minor: int = HALF) -> SaleRefunded:
    """A refund of half of the paper till's sale, ``minor`` of it towards new goods."""
    plain = refund_body(till, receipt)
    towards = BackTenderBody(
        kind="exchange", currency="GYD", amount_minor=minor, reference=plain.refund
    )
    rest = HALF - minor
    cash = BackTenderBody(kind="cash", currency="GYD", amount_minor=rest) if rest else None
    tenders = (towards,) if cash is None else (towards, cash)
    return plain.model_copy(update={"tenders": tenders})


def paid_by_goods(till: PaperTill, reference: str, minor: int = HALF) -> SaleCompleted:
    """A sale that goods pay for."""
    plain = sale_body(till.next_receipt(), minor)
    tender = TenderBody(
        kind="exchange",
        currency="GYD",
        amount_minor=minor,
        received_minor=minor,
        change_minor=0,
        reference=reference,
    )
    return plain.model_copy(update={"tenders": (tender,)})


def test_an_exchange_is_two_facts_and_takes_nothing(office: Office, till: PaperTill) -> None:
    back = brought_back(till, sell_two(till))
    give_back(till, back)
    till.write(paid_by_goods(till, back.refund), kind="sale_completed")
    till.push()
    till.push()
    counted = [row["total_minor"] for row in office.rows(takings, "seq")]

    assert counted == [114_000, -HALF, HALF]
    assert standings(office) == ["sound"]
    assert cases(office) == []


@pytest.mark.parametrize("told", ["no refund", "less", "another number", "unreadable"])
def test_a_sale_paid_by_goods_that_nobody_took_in_counts_and_becomes_a_case(
    office: Office, till: PaperTill, told: str
) -> None:
    receipt = sell_two(till)
    back = brought_back(till, receipt, HALF - 1_000 if told == "less" else HALF)
    if told == "unreadable":
        till.write(sale_body(till.next_receipt()), kind="sale_refunded")
    elif told != "no refund":
        give_back(till, back)
    reference = "GY03A-999999" if told == "another number" else back.refund
    till.write(paid_by_goods(till, reference), kind="sale_completed")
    till.push()

    assert len(office.rows(sale)) == 2
    assert CASE_KIND in cases(office)


def test_goods_far_from_their_sale_do_not_pay_for_it(office: Office, till: PaperTill) -> None:
    back = brought_back(till, sell_two(till))
    give_back(till, back)
    for _ in range(4):
        till.write(sale_body(till.next_receipt()), kind="sale_completed")
    till.write(paid_by_goods(till, back.refund), kind="sale_completed")
    till.push()

    assert CASE_KIND in cases(office)


def test_a_shift_counts_what_goods_paid_against_what_they_were_given_for(till: PaperTill) -> None:
    back = brought_back(till, "GY03A-000001")
    period = Period()
    period.add(back)
    only_taken_in = period.exchanged_minor
    period.add(paid_by_goods(till, back.refund))

    assert (only_taken_in, period.exchanged_minor) == (HALF, 0)
    assert dict(period.drawer) in ({}, {"GYD": 0})


def test_a_shift_whose_goods_paid_for_nothing_becomes_a_case(
    office: Office, till: PaperTill
) -> None:
    """The planted bug: goods were taken in for a sale that the till never told."""
    opening = ShiftOpened(shift=1, currency="GYD", float_minor=0, zone="America/Guyana")
    till.write(opening, kind="shift_opened")
    give_back(till, brought_back(till, "GY03A-000001"))
    closing = ShiftClosed(
        shift=1,
        currency="GYD",
        business_date=DAY,
        sale_count=0,
        takings_minor=0,
        vat_minor=0,
        expected_minor=0,
        counted_minor=0,
        over_short_minor=0,
        counts=(),
    )
    till.write(closing, kind="shift_closed")
    till.push()
    (case,) = [row for row in office.rows(case_file) if row["kind"] == DOUBT_KIND]

    assert f"differ by {HALF}" in str(case["message"])


# ------------------------------------------------------------------ goods sold by weight


def by_weight(till: PaperTill, receipt: str, grams: int) -> SaleRefunded:
    plain = refund_body(till, receipt, 10_000)
    line = plain.lines[0].model_copy(update={"weight_grams": grams, "weight_source": "scale"})
    return plain.model_copy(update={"lines": (line,)})


def sell_weighed(till: PaperTill) -> str:
    """Two bags of 750 g each."""
    body = sale_body(till.next_receipt())
    weighed = {
        "sold_by": "kg",
        "weight_grams": 750,
        "weight_source": "scale",
        "quantity": 2,
        "unit_minor": 76_000,
    }
    line = SaleLineBody.model_validate({**body.lines[0].model_dump(), **weighed})
    till.write(body.model_copy(update={"lines": (line,)}), kind="sale_completed")
    return body.receipt


def test_grams_that_come_back_are_weighed_against_those_sold(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_weighed(till)
    give_back(till, by_weight(till, receipt, 1_000))
    give_back(till, by_weight(till, receipt, 500))
    till.push()
    assert standings(office) == ["sound", "sound"]
    give_back(till, by_weight(till, receipt, 1))
    till.push()

    assert standings(office) == ["sound", "sound", "over"]
    assert cases(office) == ["refunded_twice"]
