"""The slip that goes with cash into the safe: what, why, and who signed."""

from dataclasses import replace

import pytest

from domain.cash_slip import REASON_WORDS, CashSlip, render_slip
from domain.drawer import DrawerEntry, DrawerKind
from domain.errors import BadInput
from domain.ticket import width_of
from tests.unit.domain.builders import HEADER, NOON


def slip(
    kind: DrawerKind = "drop",
    amount_minor: int = -2_000_000,
    subject: str = "safe",
    currency: str = "GYD",
    approver_name: str = "",
) -> CashSlip:
    entry = DrawerEntry(
        shift_number=214,
        at=NOON,
        by="staff-1",
        kind=kind,
        currency=currency,
        amount_minor=amount_minor,
        subject=subject,
    )
    return CashSlip(entry=entry, approver_name=approver_name)


def test_a_slip_says_what_was_moved_why_and_has_a_place_to_sign() -> None:
    assert render_slip(slip(), HEADER, columns=36) == (
        "         Windward Agencies",
        "    Stabroek Counter, Georgetown",
        "          VAT no. 4418207",
        "",
        "             CASH DROP",
        "Till 02                    Shift 214",
        "21/11/2026                     12:00",
        "Cashier                 S. Rodrigues",
        "------------------------------------",
        "Amount                      G$20,000",
        "Reason                   To the safe",
        "------------------------------------",
        "",
        "     Sign: ____________________",
    )


@pytest.mark.parametrize(
    ("kind", "minor", "title"),
    [("drop", -500, "CASH DROP"), ("pay_in", 500, "PAY-IN"), ("pay_out", -500, "PAY-OUT")],
)
def test_each_move_is_titled_and_its_amount_has_no_sign(
    kind: DrawerKind, minor: int, title: str
) -> None:
    lines = render_slip(slip(kind, minor, "petty"), HEADER)
    said = [line.split() for line in lines]

    assert title.split() in said
    assert ["Amount", "G$5"] in said
    assert ["Reason", "Petty", "cash"] in said


def test_who_signed_for_it_stands_beside_the_cashier() -> None:
    lines = render_slip(slip(approver_name="R. Adams"), HEADER)

    assert ["Signed", "for", "R.", "Adams"] in [line.split() for line in lines]
    assert not any(line.startswith("Signed for") for line in render_slip(slip(), HEADER))


def test_a_reason_of_a_newer_office_is_printed_as_its_code_and_dollars_as_dollars() -> None:
    said = [line.split() for line in render_slip(slip(subject="lease", currency="USD"), HEADER)]

    assert ["Reason", "lease"] in said
    assert ["Amount", "US$20,000.00"] in said


@pytest.mark.parametrize("columns", [32, 48, 96])
@pytest.mark.parametrize("reason", sorted(REASON_WORDS))
def test_no_line_of_a_slip_is_wider_than_the_paper(columns: int, reason: str) -> None:
    long = slip(amount_minor=-(10**15), subject=reason, approver_name="A" * 60)

    header = replace(HEADER, cashier_name="Lilawattie Ramnarine-Persaud Fitzgerald-Singh")
    assert max(map(width_of, render_slip(long, header, columns=columns))) <= columns


@pytest.mark.parametrize("columns", [31, 97])
def test_other_paper_is_refused(columns: int) -> None:
    with pytest.raises(ValueError, match="32 to 96"):
        render_slip(slip(), HEADER, columns=columns)


def test_a_slip_needs_the_clock_of_a_store() -> None:
    with pytest.raises(BadInput):
        render_slip(slip(), replace(HEADER, zone="Atlantis/Old_Town"))
