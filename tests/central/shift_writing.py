"""What a till writes of a shift, for tests of what central makes of it."""

from central.tables import case_file
from sync.protocol.bodies import (
    ShiftClosed,
    ShiftOpened,
)
from sync.protocol.body_parts import Body
from sync.protocol.shift_bodies import (
    DrawerCountBody,
    DrawerMoved,
    FigureBody,
    FloatBody,
    PerpetualBody,
)
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body

FLOAT, SOLD = 2_000_000, 114_000


def opened(number: int = 1) -> ShiftOpened:
    return ShiftOpened(
        shift=number,
        currency="GYD",
        float_minor=FLOAT,
        zone="America/Guyana",
        others=(FloatBody(currency="USD", float_minor=5_000),),
    )


def moved(move: str, amount_minor: int, currency: str = "GYD") -> DrawerMoved:
    return DrawerMoved.model_validate(
        {
            "shift": 1,
            "move": move,
            "currency": currency,
            "amount_minor": amount_minor,
            "reason": "safe",
        }
    )


def closed(number: int = 1, **changes: object) -> ShiftClosed:
    """The closing of a shift with one sale, a drop of G$1,000 and US$50 in the drawer."""
    expected = FLOAT + SOLD - 100_000
    perpetual = PerpetualBody(
        z_count=number,
        grand_total_minor=SOLD * number,
        figures=(FigureBody(kind="sale", count=number, amount_minor=SOLD * number),),
    )
    dollars = DrawerCountBody(
        currency="USD",
        expected_minor=5_000,
        counted_minor=5_000,
        over_short_minor=0,
        counts=((5_000, 1),),
    )
    body = ShiftClosed(
        shift=number,
        currency="GYD",
        business_date=DAY,
        sale_count=1,
        takings_minor=SOLD,
        vat_minor=14_000,
        expected_minor=expected,
        counted_minor=expected,
        over_short_minor=0,
        counts=((1_000, expected // 1_000),),
        others=(dollars,),
        perpetual=perpetual,
    )
    return body.model_copy(update=changes)


def a_shift(till: PaperTill, closing: ShiftClosed, *between: Body) -> None:
    """One shift from its opening to this closing, with a sale and a drop in it."""
    till.write(opened(closing.shift), kind="shift_opened")
    sold = sale_body(till.next_receipt(), SOLD).model_copy(update={"shift": closing.shift})
    till.write(sold, kind="sale_completed")
    for body in (moved("drop", -100_000).model_copy(update={"shift": closing.shift}), *between):
        till.write(body, kind="drawer_moved" if isinstance(body, DrawerMoved) else "sale_refunded")
    till.write(closing, kind="shift_closed")


def cases(office: Office) -> list[tuple[str, str]]:
    return [(str(row["kind"]), str(row["message"])) for row in office.rows(case_file)]
