"""What shifts say beside their own figures: moves of cash, counts per currency, and totals.

Reasons are codes from a list, never typed words: those are in the personal part of who wrote them.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from sync.protocol.body_parts import Body, Code, Currency, Minor, Positive

CURRENCIES_MAX = 8
FIGURES_MAX = 512
VAT_CLASSES_MAX = 32
COUNTINGS_MAX = 32

Counts = Annotated[tuple[tuple[Positive, Positive], ...], Field(max_length=64)]
"""Notes and coins: (denomination in minor units, how many)."""

MoveReason = Literal[
    "safe", "bank", "change", "supplier", "fuel", "post", "petty", "customer", "check", "other"
]
"""Why cash moved or the drawer was opened: a code from this list."""

OverShortReason = Literal["", "wrong_change", "not_recorded", "float_wrong", "unknown"]


class DrawerMoved(Body):
    """Cash was dropped to the safe, paid in or paid out; or the drawer opened and nothing moved.

    What goes out is negative. ``approved_by`` is the staff id of who signed for it.
    """

    shift: Annotated[int, Field(ge=1)]
    move: Literal["drop", "pay_in", "pay_out", "no_sale"]
    currency: Currency
    amount_minor: Minor
    reason: MoveReason
    approved_by: Code | None = None


class FloatBody(Body):
    """The float of one currency; ``counts`` is empty where it was typed as one amount."""

    currency: Currency
    float_minor: Positive
    counts: Counts = ()


class DrawerCountBody(Body):
    """The count of one currency beside the till's own."""

    currency: Currency
    expected_minor: Minor
    counted_minor: Positive
    over_short_minor: Minor
    counts: Counts = ()


class CountingBody(Body):
    """A count of the drawer whose result somebody saw, and that was then made anew."""

    at: AwareDatetime
    by: Code
    drawers: Annotated[
        tuple[DrawerCountBody, ...], Field(min_length=1, max_length=CURRENCIES_MAX + 1)
    ]


class FigureBody(Body):
    """One figure of a shift: how often, and how much in the till's currency.

    ``by`` is a staff id, empty in perpetual totals. Kinds of a newer till are kept as they are.
    """

    by: Annotated[str, Field(max_length=128)] = ""
    kind: Code
    key: Annotated[str, Field(max_length=64)] = ""
    count: Positive
    amount_minor: Minor


class VatBody(Body):
    """The VAT inside what was sold of one tax class at one rate."""

    tax_class: Code
    basis_points: Annotated[int, Field(ge=0, le=10_000)]
    gross_minor: Positive
    vat_minor: Positive


class SureSumBody(Body):
    """Payments of a kind that are as sure as this, in the till's currency, as the till knew them.

    *Claimed* is what nobody has verified yet, a supervisor's yes included.
    """

    kind: Literal["mmg", "card_qr"]
    sureness: Literal["claimed", "verified", "disputed"]
    count: Annotated[int, Field(ge=1)]
    amount_minor: Positive


class PerpetualBody(Body):
    """What a till has done since it began, this shift included. It never goes down."""

    z_count: Annotated[int, Field(ge=1)]
    grand_total_minor: Positive
    figures: Annotated[tuple[FigureBody, ...], Field(max_length=FIGURES_MAX)] = ()
    vat: Annotated[tuple[VatBody, ...], Field(max_length=VAT_CLASSES_MAX)] = ()
