"""Several tenders for one bill: nothing is lost or made between what was given and what was due."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.drawer import cash_kept
from domain.errors import BadInput, RuleBroken
from domain.fx import Rate
from domain.money import CurrencyMismatch, Money
from domain.sale import Sale, complete_sale, share_change
from domain.tender import (
    TENDERS_MAX,
    ForeignCash,
    Settlement,
    TenderLine,
    approval_code,
    cash_tender,
    due_in_cash,
    foreign_cash,
    rest_after,
    settle,
)
from tests.unit.domain.builders import (
    CONTEXT,
    DAY,
    assert_caught,
    cart_of,
    gyd,
    item,
    rules,
)

RATE = rules().fx_rate("USD", "GYD", DAY)
ODD_RATE = Rate(
    base="USD",
    quote="GYD",
    micro=209_757_300,
    source="Bank of Guyana",
    at=datetime(2026, 11, 21, tzinfo=UTC),
)
STEP = 500


def usd(amount_minor: int) -> Money:
    return Money(amount_minor, "USD")


def card(amount_minor: int) -> TenderLine:
    return TenderLine(kind="bank_card", amount=gyd(amount_minor), approval_code="A83K91")


def voucher(amount_minor: int, code: str = "MASHRAMANI") -> TenderLine:
    return TenderLine(kind="voucher", amount=gyd(amount_minor), reference=code)


def refused(total_minor: int, *tenders: TenderLine) -> str:
    with pytest.raises(RuleBroken, match="Nothing is lost") as broken:
        settle(gyd(total_minor), tenders, STEP)
    return broken.value.code


def test_a_bill_is_paid_in_us_dollars_by_card_and_the_rest_in_guyana_dollars() -> None:
    """The tender screen of the design: G$108,488 less US$200 and G$40,000 leaves G$26,690."""
    tenders = (foreign_cash(usd(20_000), RATE), card(4_000_000), cash_tender(gyd(3_000_000)))
    settled = settle(gyd(10_848_800), tenders, STEP)

    assert (settled.rounding, settled.change) == (gyd(200), gyd(331_000))
    assert settled.received == gyd(4_180_000 + 4_000_000 + 3_000_000)


def test_a_card_pays_the_exact_sum_and_nothing_is_rounded() -> None:
    settled = settle(gyd(10_848_800), (card(10_848_800),), STEP)

    assert settled.rounding == settled.change == gyd(0)


def test_change_for_us_dollars_is_in_guyana_dollars_that_coins_can_make() -> None:
    settled = settle(gyd(100_000), (foreign_cash(usd(2_000), ODD_RATE),), STEP)

    assert settled.change.amount_minor % STEP == 0
    assert settled.change.currency == "GYD"
    assert abs(settled.rounding.amount_minor) <= STEP // 2


def test_what_cash_rounds_away_is_forgiven_with_no_coin_at_all() -> None:
    settled = settle(gyd(100_200), (card(100_000), cash_tender(gyd(0))), STEP)

    assert (settled.rounding, settled.change) == (gyd(-200), gyd(0))


def test_a_bill_that_is_not_covered_says_so() -> None:
    assert refused(100_000, card(60_000)) == "underpaid"
    assert refused(100_000) == "underpaid"
    assert refused(100_200, card(100_000)) == "underpaid"


def test_a_card_never_pays_more_than_is_due() -> None:
    assert refused(100_000, card(100_001)) == "overpaid"
    assert refused(100_000, voucher(60_000), card(60_000)) == "overpaid"


def test_cash_is_not_taken_where_nothing_is_due_in_it() -> None:
    assert refused(100_000, card(100_000), cash_tender(gyd(500))) == "nothing_due"
    assert refused(100, foreign_cash(usd(100), RATE)) == "nothing_due"


def test_cash_that_no_coin_makes_is_refused_in_a_split_too() -> None:
    assert refused(100_000, card(50_000), cash_tender(gyd(50_001))) == "odd_cash"


def test_the_parts_of_a_tender_fit_its_kind() -> None:
    line = cash_tender(gyd(100))
    for wrong, says in (
        ({"approval_code": "A83K91"}, "approval code"),
        ({"kind": "bank_card"}, "approval code"),
        ({"kind": "bank_card", "approval_code": "4111 1111"}, "letters and digits"),
        ({"kind": "bank_card", "approval_code": "4111111111111111"}, "letters and digits"),
        ({"kind": "voucher"}, "say which"),
        ({"reference": "X"}, "say which"),
        ({"kind": "voucher", "reference": "X" * 65}, "at most 64"),
        ({"foreign": ForeignCash(handed=usd(1), rate=RATE)}, "what its rate says"),
        (
            {
                "kind": "bank_card",
                "approval_code": "A1",
                "foreign": ForeignCash(handed=usd(1), rate=RATE),
            },
            "only cash is foreign",
        ),
    ):
        with pytest.raises(ValueError, match=says):
            replace(line, **wrong)


def test_what_somebody_else_confirms_names_its_payment_and_a_card_waits_until_it_is_verified() -> (
    None
):
    claim = TenderLine(
        kind="mmg", amount=gyd(150_000), payment_id="p-1", reference="20402048536279"
    )
    card_by_code = TenderLine(
        kind="card_qr", amount=gyd(150_050), payment_id="p-2", is_verified=True
    )

    assert settle(gyd(300_050), (claim, card_by_code), 500).rounding == gyd(0)
    for line, wrong, says in (
        (claim, {"payment_id": ""}, "names its payment"),
        (claim, {"reference": ""}, "say which"),
        (claim, {"amount": gyd(150_050)}, "whole dollars"),
        (card_by_code, {"is_verified": False}, "never before"),
        (card_by_code, {"reference": "X"}, "say which"),
        (cash_tender(gyd(100)), {"payment_id": "p-1"}, "names its payment"),
        (cash_tender(gyd(100)), {"is_verified": True}, "only a payment"),
    ):
        with pytest.raises(ValueError, match=says):
            replace(line, **wrong)


def test_foreign_cash_keeps_what_was_handed_over_and_its_rate() -> None:
    line = foreign_cash(usd(20_000), RATE)

    assert (line.amount, line.handed_over) == (gyd(4_180_000), usd(20_000))
    assert cash_tender(gyd(5)).handed_over == gyd(5)
    with pytest.raises(CurrencyMismatch):
        foreign_cash(gyd(5), RATE)


def test_an_approval_code_is_kept_in_capitals_and_a_card_number_is_refused() -> None:
    assert approval_code(" a83k91 ") == "A83K91"
    for typed in ("", "A", "4111111111111111", "83 91"):
        with pytest.raises(BadInput, match="Never type a card number"):
            approval_code(typed)


# ------------------------------------------------------------ sales
def paid(*tenders: TenderLine, total_minor: int = 1_000_000) -> Sale:
    return complete_sale(cart_of((item("Barrel", total_minor), 1)), rules(), tenders, CONTEXT)


def test_a_sale_knows_what_cash_paid_of_it() -> None:
    sale = paid(card(400_000), foreign_cash(usd(2_000), RATE), cash_tender(gyd(200_000)))

    assert sale.cash_due == gyd(600_000)
    assert sale.change == gyd(18_000)
    assert cash_kept(sale) == {"USD": 2_000, "GYD": 200_000 - 18_000}


def test_change_is_shared_over_the_own_cash_before_the_foreign() -> None:
    sale = paid(foreign_cash(usd(6_000), RATE), card(100), cash_tender(gyd(1_000)))

    assert sum(share.amount_minor for share in share_change(sale)) == sale.change.amount_minor
    assert share_change(sale)[1] == gyd(0)
    assert share_change(sale)[2] == gyd(1_000)


def test_coins_of_another_country_are_not_taken() -> None:
    with pytest.raises(RuleBroken, match=r"steps of US\$1") as broken:
        paid(foreign_cash(usd(6_050), RATE))
    assert broken.value.code == "odd_cash"


def test_a_sale_has_at_most_sixteen_tenders() -> None:
    with pytest.raises(RuleBroken) as broken:
        paid(*(cash_tender(gyd(100_000)) for _ in range(TENDERS_MAX + 1)))

    assert broken.value.code == "many_tenders"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rounding": gyd(500)}, "of cash only"),
        ({"tenders": (card(1_000_500),), "change": gyd(500)}, "never pays more"),
        ({"tenders": tuple(cash_tender(gyd(0)) for _ in range(17))}, "1 to 16"),
    ],
)
def test_change_and_rounding_without_cash_cannot_exist(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(paid(card(1_000_000)), **wrong)


SettleBy = Callable[[Money, Sequence[TenderLine], int], Settlement]
PARTS = st.lists(st.integers(1, 10**6), max_size=4)


def check_split(
    settle_by: SettleBy, total_minor: int, cards: list[int], notes: list[int], more: int
) -> None:
    """Whatever is given in whichever parts, it is what was due and the change, to the cent."""
    total = gyd(total_minor)
    tenders = [card(part) for part in cards if sum(cards) <= total_minor]
    tenders += [foreign_cash(usd(part // 100 * 100), ODD_RATE) for part in notes]
    rest = rest_after(total, tenders).amount_minor
    short = max(0, (rest + STEP // 2) // STEP * STEP)
    tenders.append(cash_tender(gyd(short + more * STEP)))
    left = rest_after(total, [tender for tender in tenders if not tender.is_cash])
    if due_in_cash(left, STEP).is_zero:
        return  # no cash is taken then: that has a test of its own
    settled = settle_by(total, tenders, STEP)
    given_minor = sum(tender.amount.amount_minor for tender in tenders)

    assert given_minor == total_minor + settled.rounding.amount_minor + settled.change.amount_minor
    assert 2 * abs(settled.rounding.amount_minor) <= STEP
    assert settled.change.amount_minor % STEP == 0
    cash_minor = sum(t.amount.amount_minor for t in tenders if t.is_cash)
    assert settled.change.amount_minor <= cash_minor


@given(st.integers(0, 10**8), PARTS, PARTS, st.integers(0, 1_000))
def test_what_is_given_is_what_was_due_its_rounding_and_the_change(
    total_minor: int, cards: list[int], notes: list[int], more: int
) -> None:
    check_split(settle, total_minor, cards, notes, more)


def rounds_the_whole_bill(
    total: Money, tenders: Sequence[TenderLine], step_minor: int
) -> Settlement:
    """The planted bug: the cards' part is rounded too, and the change is what is left over."""
    true = settle(total, tenders, step_minor)
    due = gyd((total.amount_minor + step_minor // 2) // step_minor * step_minor)
    return _made(true, due)


def forgets_the_rounding(
    total: Money, tenders: Sequence[TenderLine], step_minor: int
) -> Settlement:
    return _made(settle(total, tenders, step_minor), total)


def _made(true: Settlement, due: Money) -> Settlement:
    wrong = object.__new__(Settlement)
    values = {
        "total": true.total,
        "due": due,
        "rounding": due - true.total,
        "received": true.received,
        "change": true.received - due,
    }
    for name, value in values.items():
        object.__setattr__(wrong, name, value)
    return wrong


@pytest.mark.parametrize("planted", [rounds_the_whole_bill, forgets_the_rounding])
def test_planted_bugs_in_the_split_are_caught(planted: SettleBy) -> None:
    def check(total_minor: int, cards: list[int], notes: list[int], more: int) -> None:
        check_split(planted, total_minor, cards, notes, more)

    assert_caught(check, st.integers(0, 10**6), PARTS, PARTS, st.integers(0, 100))


def test_the_kept_cash_of_a_sale_is_its_cash_due_at_the_rates_it_was_taken_at() -> None:
    sale = paid(foreign_cash(usd(4_700), RATE), cash_tender(gyd(100_000)), total_minor=1_050_000)
    kept = cash_kept(sale)

    assert RATE.convert(usd(kept["USD"])) + gyd(kept["GYD"]) == sale.cash_due
