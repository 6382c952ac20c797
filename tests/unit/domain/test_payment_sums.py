"""Payments on the X and Z: claimed, verified and disputed, and nothing that came to nothing."""

from typing import get_args

import pytest

from domain.payment import PaymentState
from domain.payment_sums import SURENESS_OF, SURENESSES, SureSum, sure_sums
from domain.till_payment import PaymentSum
from domain.z_report import XReport, render_x, render_z
from tests.unit.domain.builders import HEADER, gyd
from tests.unit.domain.test_z_report import EVENING, a_closing, z_of


def a_sum(state: PaymentState, dollars: int, count: int = 1, kind: str = "mmg") -> PaymentSum:
    return PaymentSum(kind=kind, state=state, count=count, amount=gyd(dollars * 100))  # type: ignore[arg-type]  # one of the two


ALL = (
    a_sum("disputed", 90),
    a_sum("claimed", 285, 2),
    a_sum("approved", 1_000),
    a_sum("verified", 480, 3),
    a_sum("cancelled", 7_777),
    a_sum("verified", 2_160, kind="card_qr"),
    a_sum("requested", 7_777, kind="card_qr"),
)


def test_what_a_supervisor_accepted_is_still_a_claim_and_what_came_to_nothing_is_left_out() -> None:
    found = [(each.kind, each.sureness, each.count, each.amount) for each in sure_sums(ALL)]

    assert found == [
        ("mmg", "claimed", 3, gyd(128_500)),
        ("mmg", "verified", 3, gyd(48_000)),
        ("mmg", "disputed", 1, gyd(9_000)),
        ("card_qr", "verified", 1, gyd(216_000)),
    ]
    assert sure_sums(()) == ()


def test_every_state_that_stands_for_money_is_as_sure_as_something() -> None:
    assert set(SURENESS_OF.values()) == set(SURENESSES)
    assert set(SURENESS_OF) <= set(get_args(PaymentState))


@pytest.mark.parametrize(("count", "minor"), [(0, 0), (1, -1)])
def test_a_sum_of_nothing_is_none(count: int, minor: int) -> None:
    with pytest.raises(ValueError, match=r"count|less than nothing"):
        SureSum(kind="mmg", sureness="claimed", count=count, amount=gyd(minor))


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_x_and_z_say_what_is_claimed_verified_and_disputed(columns: int) -> None:
    report = z_of(a_closing([], ((500_000, 8),)), [], payments=sure_sums(ALL))
    x_report = XReport(period=report.period, drawers=(), at=EVENING)

    papers = (
        render_z(report, HEADER, columns=columns),
        render_x(x_report, HEADER, columns=columns),
    )

    for paper in papers:
        whole = " ".join(" ".join(paper).split())
        for words in (
            "MMG, to be verified (3) 1,285",
            "MMG, verified (3) 480",
            "MMG, disputed (1) 90",
            "Card by code, verified (1) 2,160",
        ):
            assert words in whole
        assert "7,777" not in whole
