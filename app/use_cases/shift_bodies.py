"""A shift and the moves of its drawer as operations say them: figures, codes and ids."""

from collections.abc import Sequence

from domain.drawer import DrawerEntry
from domain.money import Money
from domain.payment_sums import SureSum
from domain.pricing import VatSum
from domain.shift import CashCount, Counting, DrawerCount, Shift, ShiftClosing, ShiftTotals
from domain.shift_figures import Perpetual, ShiftFigure, ShiftFigures
from sync.protocol.bodies import ShiftClosed, ShiftOpened
from sync.protocol.shift_bodies import (
    CountingBody,
    DrawerCountBody,
    DrawerMoved,
    FigureBody,
    FloatBody,
    PerpetualBody,
    SureSumBody,
    VatBody,
)


def shift_opened_body(
    shift: Shift, zone: str, others: Sequence[Money], counts: Sequence[CashCount]
) -> ShiftOpened:
    """Say that a shift began; ``counts`` are of the floats that were counted note by note."""
    counted = {count.currency: count.counts for count in counts}
    own = shift.opening_float
    return ShiftOpened(
        shift=shift.number,
        currency=own.currency,
        float_minor=own.amount_minor,
        zone=zone,
        counts=counted.get(own.currency, ()),
        others=tuple(
            FloatBody(
                currency=other.currency,
                float_minor=other.amount_minor,
                counts=counted.get(other.currency, ()),
            )
            for other in others
        ),
    )


def drawer_moved_body(entry: DrawerEntry, approved_by: str | None) -> DrawerMoved:
    """Say a move of the drawer; its subject is the reason's code."""
    return DrawerMoved.model_validate(
        {
            "shift": entry.shift_number,
            "move": entry.kind,
            "currency": entry.currency,
            "amount_minor": entry.amount_minor,
            "reason": entry.subject,
            "approved_by": approved_by,
        }
    )


def shift_closed_body(
    closing: ShiftClosing,
    totals: ShiftTotals,
    figures: ShiftFigures,
    perpetual: Perpetual,
    payments: Sequence[SureSum] = (),
    whole_x_count: int = 0,
) -> ShiftClosed:
    """Say how a shift ended: counts, figures, payments, and the totals since the till began."""
    return ShiftClosed(
        shift=closing.shift.number,
        currency=closing.expected.currency,
        business_date=closing.shift.business_date,
        sale_count=totals.sale_count,
        takings_minor=totals.takings.amount_minor,
        vat_minor=sum(part.vat.amount_minor for part in totals.vat_by_class),
        expected_minor=closing.expected.amount_minor,
        counted_minor=closing.counted.amount_minor,
        over_short_minor=closing.over_short.amount_minor,
        counts=closing.count.counts,
        first_receipt=totals.first_receipt,
        last_receipt=totals.last_receipt,
        others=tuple(_count_body(drawer) for drawer in closing.others),
        reason=closing.reason,
        approved_by=closing.approved_by,
        figures=tuple(_figure_body(figure, figure.by) for figure in figures.figures),
        vat=_vat_bodies(totals.vat_by_class),
        perpetual=PerpetualBody(
            z_count=perpetual.z_count,
            grand_total_minor=perpetual.grand_total.amount_minor,
            figures=tuple(_figure_body(figure, "") for figure in perpetual.figures.figures),
            vat=_vat_bodies(perpetual.vat_by_class),
        ),
        payments=tuple(
            SureSumBody(
                kind=each.kind,
                sureness=each.sureness,
                count=each.count,
                amount_minor=each.amount.amount_minor,
            )
            for each in payments
        ),
        counted_before=tuple(map(_counting_body, closing.before)) or None,
        whole_x_count=whole_x_count or None,
    )


def _counting_body(counting: Counting) -> CountingBody:
    return CountingBody(
        at=counting.at,
        by=counting.by,
        drawers=tuple(
            DrawerCountBody(
                currency=shown.count.currency,
                expected_minor=shown.expected.amount_minor,
                counted_minor=shown.count.total.amount_minor,
                over_short_minor=shown.over_short.amount_minor,
                counts=shown.count.counts,
            )
            for shown in counting.drawers
        ),
    )


def _count_body(drawer: DrawerCount) -> DrawerCountBody:
    return DrawerCountBody(
        currency=drawer.currency,
        expected_minor=drawer.sums.expected.amount_minor,
        counted_minor=drawer.count.total.amount_minor,
        over_short_minor=drawer.over_short.amount_minor,
        counts=drawer.count.counts,
    )


def _figure_body(figure: ShiftFigure, by: str) -> FigureBody:
    return FigureBody(
        by=by,
        kind=figure.kind,
        key=figure.key,
        count=figure.count,
        amount_minor=figure.amount.amount_minor,
    )


def _vat_bodies(parts: Sequence[VatSum]) -> tuple[VatBody, ...]:
    return tuple(
        VatBody(
            tax_class=part.tax_class,
            basis_points=part.basis_points,
            gross_minor=part.gross.amount_minor,
            vat_minor=part.vat.amount_minor,
        )
        for part in parts
    )
