"""What central makes of a shift: moves of cash, its closing against its sales, totals for ever."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from central.operation_key import OperationKey
from central.operations import shift_period
from central.operations.shift_facts import DOUBT_KIND, UNSIGNED_KIND
from central.shift_tables import drawer_move, shift_count, shift_perpetual
from central.tables import operation, shift
from sync.protocol.bodies import (
    ForeignCashBody,
    ShiftClosed,
    StreamOpened,
    TenderBody,
)
from sync.protocol.refund_bodies import BackTenderBody, RefundLineBody, SaleRefunded
from sync.protocol.shift_bodies import (
    FigureBody,
    PerpetualBody,
)
from tests.central.office import Office
from tests.central.paper_till import DAY, START, PaperTill, sale_body
from tests.central.shift_writing import FLOAT, SOLD, a_shift, cases, closed, moved, opened

pytestmark = pytest.mark.both_databases


def test_a_shift_that_adds_up_is_booked_with_its_moves_counts_and_totals(
    office: Office, till: PaperTill
) -> None:
    a_shift(till, closed())
    till.push()

    assert cases(office) == []
    (move,) = office.rows(drawer_move)
    assert (move["move"], move["amount_minor"], move["reason"]) == ("drop", -100_000, "safe")
    (count,) = office.rows(shift_count)
    assert (count["currency"], count["counted_minor"]) == ("USD", 5_000)
    (total,) = office.rows(shift_perpetual)
    assert (total["z_count"], total["grand_total_minor"]) == (1, SOLD)
    assert [row["event"] for row in office.rows(shift, "seq")] == ["opened", "closed"]


@pytest.mark.parametrize(
    ("move", "amount_minor"), [("drop", 1), ("pay_out", 0), ("pay_in", -1), ("no_sale", 5)]
)
def test_a_move_that_goes_the_wrong_way_is_quarantined(
    office: Office, till: PaperTill, move: str, amount_minor: int
) -> None:
    till.write(moved(move, amount_minor), kind="drawer_moved")
    till.push()

    assert [row["state"] for row in office.rows(operation)] == ["quarantined"]
    assert office.rows(drawer_move) == []


def test_opening_the_drawer_is_counted_and_moves_nothing(office: Office, till: PaperTill) -> None:
    a_shift(till, closed(), moved("no_sale", 0))
    till.push()

    assert cases(office) == []
    assert sorted(str(row["move"]) for row in office.rows(drawer_move)) == ["drop", "no_sale"]


# ------------------------------------------------------------------ planted bugs


def forgets_a_drop(body: ShiftClosed) -> ShiftClosed:
    more = body.expected_minor + 100_000
    counts = ((1_000, more // 1_000),)
    return body.model_copy(update={"expected_minor": more, "counted_minor": more, "counts": counts})


def forgets_a_sale(body: ShiftClosed) -> ShiftClosed:
    return body.model_copy(update={"sale_count": 0, "takings_minor": 0, "vat_minor": 0})


def forgets_the_dollars(body: ShiftClosed) -> ShiftClosed:
    return body.model_copy(update={"others": ()})


def invents_a_refund(body: ShiftClosed) -> ShiftClosed:
    figure = FigureBody(by="staff-sr", kind="refund", count=1, amount_minor=5)
    return body.model_copy(update={"figures": (figure,)})


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (forgets_a_drop, "It expects 2114000 GYD"),
        (forgets_a_sale, "It says 0 sales of 0"),
        (forgets_the_dollars, "It expects 0 USD"),
        (invents_a_refund, "It says refunds of 5, and central holds 0."),
    ],
)
def test_a_closing_that_its_operations_do_not_give_is_booked_and_becomes_a_case(
    office: Office, till: PaperTill, plant: Callable[[ShiftClosed], ShiftClosed], words: str
) -> None:
    a_shift(till, plant(closed()))
    till.push()

    ((kind, message),) = cases(office)
    assert kind == DOUBT_KIND
    assert words in message
    assert "closed" in {row["event"] for row in office.rows(shift)}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"z_count": 1, "grand_total_minor": SOLD}, "went down: Z 1"),
        ({"z_count": 2, "grand_total_minor": SOLD - 1}, "went down: Z 2"),
        ({"z_count": 2, "grand_total_minor": SOLD}, "grew by 0, and its sales are 114000"),
    ],
)
def test_totals_that_begin_again_or_do_not_grow_by_the_sales_become_a_case(
    office: Office, till: PaperTill, told: dict[str, int], words: str
) -> None:
    a_shift(till, closed())
    a_shift(till, closed(2, perpetual=PerpetualBody(**told)))
    till.push()

    ((kind, message),) = cases(office)
    assert (kind, words in message) == (DOUBT_KIND, True)


def test_refunds_since_the_till_began_never_go_down(office: Office, till: PaperTill) -> None:
    refunds = FigureBody(kind="refund", count=1, amount_minor=500)
    first, second = closed(), closed(2)
    assert first.perpetual is not None
    told = first.perpetual.model_copy(update={"figures": (refunds,)})
    a_shift(till, first.model_copy(update={"perpetual": told}))
    a_shift(till, second)
    till.push()

    assert [kind for kind, _ in cases(office)] == [DOUBT_KIND]


def test_two_shifts_whose_totals_grow_by_their_sales_need_nobody(
    office: Office, till: PaperTill
) -> None:
    a_shift(till, closed())
    a_shift(till, closed(2))
    till.push()

    assert cases(office) == []
    assert len(office.rows(shift_perpetual)) == 2


def test_a_count_of_another_currency_that_does_not_add_up_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    wrong = closed().others[0].model_copy(update={"over_short_minor": 1})
    till.write(closed(others=(wrong,)), kind="shift_closed")
    till.push()

    assert [row["state"] for row in office.rows(operation)] == ["quarantined"]


def a_large_difference() -> ShiftClosed:
    short = closed().expected_minor - 900_000
    return closed(
        counted_minor=short,
        over_short_minor=-900_000,
        counts=((1_000, short // 1_000),),
        reason="unknown",
    )


def test_a_large_difference_that_nobody_signed_becomes_a_case(
    office: Office, till: PaperTill
) -> None:
    a_shift(till, a_large_difference())
    till.push()

    ((kind, message),) = cases(office)
    assert kind == UNSIGNED_KIND
    assert "was -900000 GYD off" in message


def test_a_large_difference_that_was_signed_needs_nobody(office: Office, till: PaperTill) -> None:
    a_shift(till, a_large_difference().model_copy(update={"approved_by": "staff-sup"}))
    till.push()

    assert cases(office) == []


def test_a_closing_of_a_day_without_rules_is_booked(office: Office, till: PaperTill) -> None:
    a_shift(till, a_large_difference().model_copy(update={"business_date": DAY.replace(year=2001)}))
    till.push()

    assert cases(office) == []


# ------------------------------------------------------------------ what central cannot know


def test_a_refund_in_cash_is_taken_off_the_drawer() -> None:
    line = RefundLineBody(
        line_no=1,
        kind="item",
        item_id="item-1",
        name="Barrel",
        quantity=1,
        gross_minor=57_000,
        tax_class="standard",
        vat_basis_points=1_400,
        vat_minor=7_000,
    )
    period = shift_period.Period()
    period.add(opened())
    period.add(
        SaleRefunded(
            refund="r",
            of_receipt="s",
            shift=1,
            currency="GYD",
            lines=(line,),
            total_minor=57_000,
            vat_minor=7_000,
            rounding_minor=0,
            tenders=(
                BackTenderBody(kind="cash", currency="GYD", amount_minor=50_000),
                BackTenderBody(kind="store_credit", currency="GYD", amount_minor=7_000),
            ),
            reason="unwanted",
        )
    )

    assert period.drawer == {"GYD": FLOAT - 50_000, "USD": 5_000}
    assert (period.refunds_minor, period.sale_count) == (57_000, 0)


def test_cash_of_another_currency_is_in_the_drawer_and_a_card_is_not() -> None:
    rate = ForeignCashBody(
        currency="USD",
        handed_minor=1_000,
        rate_micro=209_000_000,
        rate_source="bank",
        rate_at=START,
    )
    dollars = TenderBody(
        kind="cash",
        currency="GYD",
        amount_minor=114_000,
        received_minor=209_000,
        change_minor=95_000,
        foreign=rate,
    )
    card = TenderBody(
        kind="bank_card", currency="GYD", amount_minor=1, received_minor=1, change_minor=0
    )
    period = shift_period.Period()
    period.add(sale_body("r", 114_000).model_copy(update={"tenders": (dollars, card)}))

    assert period.drawer == {"USD": 1_000, "GYD": -95_000}


def test_the_other_history_of_a_fork_is_not_looked_at(office: Office, till: PaperTill) -> None:
    a_shift(till, closed())
    till.push()
    key = OperationKey(
        organisation_id=till.granted.organisation_id,
        till_id=till.granted.till,
        stream=till.stream,
        branch=1,
        seq=4,
    )
    with office.central.database.reading() as connection:
        assert shift_period.read_period(connection, replace(key, branch=0), 1) is not None
        assert shift_period.read_period(connection, key, 1) is None


def test_what_belongs_to_another_shift_is_not_in_this_one(office: Office, till: PaperTill) -> None:
    a_shift(till, closed(), moved("drop", -5_000).model_copy(update={"shift": 7}))
    till.push()

    assert cases(office) == []


def test_a_shift_that_began_in_another_stream_is_believed(office: Office, till: PaperTill) -> None:
    till.write(StreamOpened(reason="enrolled", program_version="1"), kind="stream_opened")
    till.write(forgets_a_drop(closed()), kind="shift_closed")
    till.push()

    assert cases(office) == []


def test_a_shift_with_something_that_only_a_newer_central_understands_is_believed(
    office: Office, till: PaperTill
) -> None:
    till.write(opened(), kind="shift_opened")
    till.write(moved("drop", -1), kind="drawer_flown")
    till.write(forgets_a_drop(closed()), kind="shift_closed")
    till.push()

    assert DOUBT_KIND not in {kind for kind, _ in cases(office)}


def test_a_shift_with_a_sale_that_cannot_be_read_is_believed(
    office: Office, till: PaperTill
) -> None:
    till.write(opened(), kind="shift_opened")
    till.write(moved("drop", -1), kind="sale_completed")
    till.write(forgets_a_drop(closed()), kind="shift_closed")
    till.push()

    assert DOUBT_KIND not in {kind for kind, _ in cases(office)}


def test_a_long_shift_is_read_page_by_page_and_one_without_end_not_at_all(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift_period, "PAGE", 2)
    monkeypatch.setattr(shift_period, "_PAGE", shift_period._PAGE.limit(2))
    a_shift(till, forgets_a_drop(closed()), *(moved("no_sale", 0) for _ in range(5)))
    till.push()
    assert [kind for kind, _ in cases(office)] == [DOUBT_KIND]

    monkeypatch.setattr(shift_period, "OPERATIONS_MAX", 4)
    a_shift(till, forgets_a_drop(closed(2)), *(moved("no_sale", 0) for _ in range(5)))
    till.push(10)
    assert [kind for kind, _ in cases(office)] == [DOUBT_KIND]
