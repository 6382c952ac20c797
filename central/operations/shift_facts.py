"""Where operations meet the shifts: cash that moved, counts per currency, totals that never fall.

A closing that adds up in itself is booked. Where it is not what its sales and moves give, where the
totals since the till began went down, or where nobody signed for a large difference, a case says
so: the Z is a fact, and a person looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.cases import NewCase, open_case
from central.operations.payment_doubts import payment_doubts
from central.operations.quarantine import QuarantineError
from central.operations.shift_period import FigureKey, FigureSum, Period, read_period
from central.shift_tables import drawer_move, shift_count, shift_counting, shift_perpetual
from domain.money import Money
from domain.money_text import format_money
from domain.rules import RuleBook
from domain.shift_rules import over_short_rule
from sync.protocol.bodies import ShiftClosed
from sync.protocol.body_parts import Body
from sync.protocol.operation import Facts
from sync.protocol.shift_bodies import DrawerMoved

DOUBT_KIND = "shift_doubt"
UNSIGNED_KIND = "shift_unsigned"
RECOUNTED_KIND = "shift_recounted"

_TOLD_TWICE = {
    "over": "payments of more than was due",
    "discount": "discounts",
    "override": "price changes",
    "sample": "lines given free",
    "no_sale": "openings of the drawer without a sale",
}
"""Kinds of figures that sales and moves tell of one by one, so that a closing can be checked."""


class Booking(Protocol):
    """An operation that is being booked: where, in which transaction, for which store."""

    @property
    def central(self) -> Central: ...
    @property
    def writing(self) -> Writing: ...
    @property
    def key(self) -> OperationKey: ...
    @property
    def store_id(self) -> str: ...
    @property
    def rules(self) -> RuleBook: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def body(self) -> Body: ...


@dataclass(frozen=True, slots=True)
class _Before:
    """The totals that the till told at the closing before, in the same stream."""

    shift: int
    z_count: int
    grand_total_minor: int
    refund_minor: int


def apply_drawer_moved(booking: Booking) -> None:
    """Book a move of cash. Raises QuarantineError for an amount that its kind cannot have."""
    body, facts = booking.body, booking.facts
    assert isinstance(body, DrawerMoved)
    fits = {
        "drop": body.amount_minor < 0,
        "pay_out": body.amount_minor < 0,
        "pay_in": body.amount_minor > 0,
        "no_sale": body.amount_minor == 0,
    }
    if not fits[body.move]:
        raise QuarantineError(
            "It does not add up", f"A {body.move} of {body.amount_minor} goes the wrong way."
        )
    booking.writing.connection.execute(
        drawer_move.insert(),
        {
            **booking.key.columns(),
            "store_id": booking.store_id,
            "shift": body.shift,
            "staff_id": facts.by,
            "business_date": facts.day,
            "at": facts.at,
            "move": body.move,
            "currency": body.currency,
            "amount_minor": body.amount_minor,
            "reason": body.reason,
            "approved_by": body.approved_by,
        },
    )


def note_closing(booking: Booking) -> None:
    """Book the counts and totals of a closing, and open a case for what a person must look at."""
    body, key = booking.body, booking.key
    assert isinstance(body, ShiftClosed)
    connection = booking.writing.connection
    for other in body.others:
        row = other.model_dump(exclude={"counts"})
        owner = {**key.columns(), "store_id": booking.store_id}
        connection.execute(shift_count.insert(), {**owner, **row})
    _note_countings(booking, body)
    is_told_anew = (booking.facts.stream, booking.facts.seq) != (key.stream, key.seq)
    period = None if is_told_anew else read_period(connection, key, body.shift)
    before = _find_before(connection, key)
    doubts = [*_drawer_doubts(body, period), *_perpetual_doubts(body, period, before)]
    if period is not None:
        doubts += payment_doubts(connection, key, body)
    if doubts:
        _open(booking, DOUBT_KIND, "A shift does not add up", f"{_shift(body)}: {' '.join(doubts)}")
    _require_signature(booking, body)
    if body.perpetual is not None:
        connection.execute(
            shift_perpetual.insert(),
            {
                **key.columns(),
                "store_id": booking.store_id,
                "shift": body.shift,
                "currency": body.currency,
                "z_count": body.perpetual.z_count,
                "grand_total_minor": body.perpetual.grand_total_minor,
                "refund_minor": _refunds(body),
            },
        )


def _drawer_doubts(body: ShiftClosed, period: Period | None) -> Iterator[str]:
    """Sales, takings, VAT and each currency of the drawer, against what the operations give."""
    if period is None:
        return
    told = (body.sale_count, body.takings_minor, body.vat_minor)
    held = (period.sale_count, period.takings_minor, period.vat_minor)
    if told != held:
        yield (
            f"It says {told[0]} sales of {told[1]} with VAT of {told[2]}, and central holds"
            f" {held[0]} of {held[1]} with {held[2]}."
        )
    refunded = sum(figure.amount_minor for figure in body.figures if figure.kind == "refund")
    if body.figures and refunded != period.refunds_minor:
        yield f"It says refunds of {refunded}, and central holds {period.refunds_minor}."
    if period.exchanged_minor:
        yield (
            "What was brought back for new goods, and what they were paid with so, differ by"
            f" {period.exchanged_minor}."
        )
    if body.figures:
        yield from _figure_doubts(_figures_told(body), period.figures)
    expected = {body.currency: body.expected_minor}
    expected.update((other.currency, other.expected_minor) for other in body.others)
    for currency in sorted({*expected, *(c for c, minor in period.drawer.items() if minor)}):
        said, came = expected.get(currency, 0), period.drawer.get(currency, 0)
        if said != came:
            yield f"It expects {said} {currency}, and float, sales and moves come to {came}."


def _figures_told(body: ShiftClosed) -> dict[FigureKey, FigureSum]:
    """What a closing says of the figures that its operations tell as well, whoever did it."""
    told: dict[FigureKey, FigureSum] = {}
    for figure in body.figures:
        if figure.kind in _TOLD_TWICE:
            key = (figure.kind, figure.key)
            count, minor = told.get(key, (0, 0))
            told[key] = (count + figure.count, minor + figure.amount_minor)
    return told


def _figure_doubts(
    told: dict[FigureKey, FigureSum], held: dict[FigureKey, FigureSum]
) -> Iterator[str]:
    for kind, key in sorted({*told, *held}):
        said, came = told.get((kind, key), (0, 0)), held.get((kind, key), (0, 0))
        if said != came:
            yield (
                f"It says {said[0]} {_TOLD_TWICE[kind]} of {said[1]}, and its operations tell of"
                f" {came[0]} of {came[1]}."
            )


def _perpetual_doubts(
    body: ShiftClosed, period: Period | None, before: _Before | None
) -> Iterator[str]:
    """Totals since the till began never go down, and grow by what the shift sold."""
    told = body.perpetual
    if told is None or before is None:
        return
    fell = (
        told.z_count <= before.z_count
        or told.grand_total_minor < before.grand_total_minor
        or _refunds(body) < before.refund_minor
    )
    if fell:
        yield (
            f"Its totals since the till began went down: Z {told.z_count}, grand total"
            f" {told.grand_total_minor}, and before it was Z {before.z_count} with"
            f" {before.grand_total_minor}."
        )
    elif period is not None and before.shift == body.shift - 1:
        grown = told.grand_total_minor - before.grand_total_minor
        if grown != period.sales_minor:
            yield f"Its grand total grew by {grown}, and its sales are {period.sales_minor}."


def _refunds(body: ShiftClosed) -> int:
    """All refunds since the till began, as it said."""
    assert body.perpetual is not None
    figures = body.perpetual.figures
    return sum(figure.amount_minor for figure in figures if figure.kind == "refund")


def _find_before(connection: sa.Connection, key: OperationKey) -> _Before | None:
    asked = {
        "of_organisation": key.organisation_id,
        "of_till": key.till_id,
        "of_stream": key.stream,
        "of_branch": key.branch,
        "before": key.seq,
    }
    row = connection.execute(_BEFORE, asked).first()
    if row is None:
        return None
    return _Before(row.shift, row.z_count, row.grand_total_minor, row.refund_minor)


def _require_signature(booking: Booking, body: ShiftClosed) -> None:
    """Have a person look at a large difference that nobody signed for, as where only one works."""
    if body.approved_by is not None:
        return
    off = {body.currency: body.over_short_minor}
    off.update((other.currency, other.over_short_minor) for other in body.others)
    for currency, minor in off.items():
        rule = over_short_rule(booking.rules, currency, body.business_date)
        if rule.needs_signature(minor):
            message = f"{_shift(body)} was {minor} {currency} off. Speak with who closed it."
            _open(booking, UNSIGNED_KIND, "A drawer was off, and nobody signed", message)


def _note_countings(booking: Booking, body: ShiftClosed) -> None:
    """Keep the counts before the last, and tell a supervisor where the first was another result.

    It is the result that is compared, not the sum: what was sold between two counts is no doubt.
    """
    before = body.counted_before or ()
    rows = [
        {
            **booking.key.columns(),
            "store_id": booking.store_id,
            "staff_id": counting.by,
            "number": number,
            "at": counting.at,
            **drawer.model_dump(exclude={"counts"}),
        }
        for number, counting in enumerate(before, start=1)
        for drawer in counting.drawers
    ]
    if not rows:
        return
    booking.writing.connection.execute(shift_counting.insert(), rows)
    closed_on = {body.currency: body.over_short_minor}
    closed_on.update((other.currency, other.over_short_minor) for other in body.others)
    told = [
        f"{format_money(Money(first.counted_minor, first.currency))} was counted first,"
        f" {_off(first.over_short_minor, first.currency)}; it closed"
        f" {_off(closed_on.get(first.currency, 0), first.currency)}."
        for first in before[0].drawers
        if first.over_short_minor != closed_on.get(first.currency, 0)
    ]
    if told:
        again = "once" if len(before) == 1 else f"{len(before)} times"
        message = f"{_shift(body)}, counted again {again}: {' '.join(told)} Speak with who counted."
        _open(booking, RECOUNTED_KIND, "A drawer was counted again", message)


def _off(minor: int, currency: str) -> str:
    """How far off a count was, in words."""
    if minor == 0:
        return "exact"
    amount = format_money(Money(abs(minor), currency))
    return f"{amount} short" if minor < 0 else f"{amount} over"


def _shift(body: ShiftClosed) -> str:
    return f"Shift {body.shift} of {body.business_date:%d/%m/%Y}"


def _open(booking: Booking, kind: str, title: str, message: str) -> None:
    case = NewCase(store_id=booking.store_id, kind=kind, title=title, message=message)
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


_BEFORE = (
    sa.select(shift_perpetual)
    .where(
        shift_perpetual.c.organisation_id == sa.bindparam("of_organisation"),
        shift_perpetual.c.till_id == sa.bindparam("of_till"),
        shift_perpetual.c.stream == sa.bindparam("of_stream"),
        shift_perpetual.c.branch == sa.bindparam("of_branch"),
        shift_perpetual.c.seq < sa.bindparam("before"),
    )
    .order_by(shift_perpetual.c.seq.desc())
    .limit(1)
)
