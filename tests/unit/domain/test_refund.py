from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.money import Money
from domain.refund import (
    BackTender,
    Refund,
    Refundable,
    RefundContext,
    Returned,
    SoldLine,
    after_refund,
    money_back,
    needs_approval,
    refundable_of,
    refundable_resource,
    require_within_cap,
    take_back,
)
from domain.refund_rule import DEFAULT_REFUND_RULE, RESTOCKED, RefundRule
from domain.rules import RuleBook
from tests.unit.domain.builders import BARREL, DAY, NOON, cart_of, gyd, item, rule_row, rules, sale


def line(line_no: int, quantity: int, gross_minor: int, rate: int = 1_400) -> SoldLine:
    vat_minor = gross_minor * rate // (10_000 + rate)
    return SoldLine(
        line_no=line_no,
        kind="item",
        item_id=f"item-{line_no}",
        name=f"Item {line_no}",
        quantity=quantity,
        gross=gyd(gross_minor),
        vat=gyd(vat_minor),
        tax_class="standard" if rate else "zero",
        vat_basis_points=rate,
    )


def sold(*lines: SoldLine, rounding_minor: int = 0) -> Refundable:
    total_minor = sum(each.gross.amount_minor for each in lines)
    return Refundable(
        receipt_number="GY03B-000101",
        lines=lines,
        paid=gyd(total_minor + rounding_minor),
        given=gyd(0),
    )


def context(**changes: object) -> RefundContext:
    plain = RefundContext(
        refund_number="GY03B-000102",
        at=NOON,
        business_date=DAY,
        shift_number=3,
        cashier_id="staff-1",
        reason="unwanted",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # named differences of a test


def refund_of(returned: Returned, *tenders: BackTender, **changes: object) -> Refund:
    amounts = (tender.amount for tender in tenders)
    return Refund(
        context=context(**changes),
        of_receipt="GY03B-000101",
        returned=returned,
        rounding=Money.total_of(amounts, "GYD") - returned.total,
        tenders=tenders,
    )


lines_of_sales = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(0, 5_000),
        st.sampled_from([0, 1_400, 10_000]),
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: [line(no, *part) for no, part in enumerate(parts, 1)])


@for_all(lines_of_sales, st.sampled_from([1, 5, 500]), st.data())
def test_no_sequence_of_partial_refunds_exceeds_its_sale_and_the_last_is_exact(
    lines: list[SoldLine], step_minor: int, data: st.DataObject
) -> None:
    """However the units are parted, and whatever each refund is paid in."""
    total_minor = sum(each.gross.amount_minor for each in lines)
    rounded = (total_minor + step_minor // 2) // step_minor * step_minor
    state = sold(*lines, rounding_minor=rounded - total_minor)
    worth = vat = gyd(0)
    while not state.is_settled:
        open_lines = [each for each in lines if state.units_left(each)]
        one = data.draw(st.sampled_from(open_lines))
        count = data.draw(st.integers(1, state.units_left(one)))
        returned = take_back(state, {one.line_no: count})
        back = money_back(state, returned, data.draw(st.sampled_from([1, step_minor])))
        assert not back.is_negative
        assert all(not each.vat.is_negative for each in returned.lines)
        assert all(each.vat <= each.gross for each in returned.lines)
        state = after_refund(state, returned, back)  # raises above what was paid
        worth, vat = worth + returned.total, vat + returned.vat_total

    assert worth == Money.total_of((each.gross for each in lines), "GYD")
    assert vat == Money.total_of((each.vat for each in lines), "GYD")
    assert state.left.amount_minor < step_minor


@for_all(lines_of_sales, st.data())
def test_cash_refunds_of_a_cash_sale_give_back_just_what_was_paid(
    lines: list[SoldLine], data: st.DataObject
) -> None:
    total_minor = sum(each.gross.amount_minor for each in lines)
    state = sold(*lines, rounding_minor=(total_minor + 250) // 500 * 500 - total_minor)
    while not state.is_settled:
        one = data.draw(st.sampled_from([each for each in lines if state.units_left(each)]))
        returned = take_back(state, {one.line_no: 1})
        state = after_refund(state, returned, money_back(state, returned, 500))
        drift = (state.given - state.returned_worth).amount_minor
        assert abs(drift) <= 500

    assert state.left == gyd(0)


def test_rounding_each_refund_by_itself_would_exceed_the_sale() -> None:
    """The planted bug: ten refunds of G$3 rounded to G$5 one by one give back G$50 of G$30."""
    state = sold(line(1, 10, 3_000))
    alone = 0
    for _ in range(10):
        returned = take_back(state, {1: 1})
        alone += money_back(sold(line(1, 10, 3_000)), returned, 500).amount_minor
        state = after_refund(state, returned, money_back(state, returned, 500))

    assert alone > 3_000
    assert state.given == gyd(3_000)


def test_a_refund_takes_back_part_of_a_line_with_its_vat_at_the_sales_rate() -> None:
    done = sale(cart_of((item("Cable", 133_440), 20), (BARREL, 1)), 4_000_000)
    state = refundable_of(done)

    returned = take_back(state, {1: 5, 2: 0})

    assert returned.total == gyd(667_200)
    assert returned.vat_total == gyd(81_937)
    assert [(part.tax_class, part.basis_points) for part in returned.vat_by_class] == [
        ("standard", 1_400)
    ]
    assert state.paid == done.due
    assert money_back(state, returned, 500) == gyd(667_000)


def test_classes_and_rates_are_summed_apart() -> None:
    returned = take_back(sold(line(1, 1, 114), line(2, 1, 100, 0)), {1: 1, 2: 1})

    assert [part.gross for part in returned.vat_by_class] == [gyd(114), gyd(100)]


@pytest.mark.parametrize(
    ("units", "code"),
    [
        ({}, "nothing_chosen"),
        ({1: 0}, "nothing_chosen"),
        ({9: 1}, "nothing_chosen"),
        ({1: 4}, "more_than_sold"),
        ({1: -1}, "more_than_sold"),
    ],
)
def test_what_cannot_come_back_is_refused_with_what_to_do(units: dict[int, int], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        take_back(sold(line(1, 3, 900)), units)

    assert refused.value.code == code


def test_what_came_back_before_cannot_come_back_again() -> None:
    state = sold(line(1, 3, 900))
    state = after_refund(state, take_back(state, {1: 2}), gyd(600))

    with pytest.raises(RuleBroken, match="3 sold, 2 returned before, 1 left"):
        take_back(state, {1: 2})


def test_a_free_line_comes_back_for_nothing() -> None:
    state = sold(line(1, 2, 0), line(2, 1, 500))

    returned = take_back(state, {1: 2})

    assert returned.total == gyd(0)
    assert money_back(state, returned) == gyd(0)


def test_what_is_paid_for_a_card_sale_in_cash_is_rounded_down_at_the_last() -> None:
    state = sold(line(1, 1, 1_234))
    returned = take_back(state, {1: 1})

    assert money_back(state, returned) == gyd(1_234)
    assert money_back(state, returned, 500) == gyd(1_000)


def test_a_refund_says_what_was_given_and_its_rounding() -> None:
    returned = take_back(sold(line(1, 3, 900)), {1: 2})
    done = refund_of(
        returned,
        BackTender(kind="cash", amount=gyd(500)),
        BackTender(kind="bank_card", amount=gyd(101), approval_code="A1"),
    )

    assert (done.given, done.rounding) == (gyd(601), gyd(1))


def _broken() -> Sequence[tuple[str, dict[str, object]]]:
    return [
        ("refund_number", {"refund_number": ""}),
        ("reason", {"reason": "bored"}),
        ("signs", {"provisional": True}),
        ("shift_number", {"shift_number": 0}),
    ]


@pytest.mark.parametrize(("what", "changes"), _broken())
def test_a_refund_that_does_not_fit_together_is_not_made(
    what: str, changes: dict[str, object]
) -> None:
    returned = take_back(sold(line(1, 3, 900)), {1: 3})

    with pytest.raises(ValueError, match=what):
        refund_of(returned, BackTender(kind="cash", amount=gyd(900)), **changes)


def test_a_refund_without_money_or_with_other_money_is_not_made() -> None:
    returned = take_back(sold(line(1, 3, 900)), {1: 3})

    with pytest.raises(ValueError, match="the total and its rounding"):
        refund_of(returned)
    with pytest.raises(ValueError, match="the total and its rounding"):
        Refund(
            context=context(),
            of_receipt="GY03B-000101",
            returned=returned,
            rounding=gyd(1),
            tenders=(BackTender(kind="cash", amount=gyd(900)),),
        )


def test_money_back_is_of_a_known_kind_above_zero_and_a_terminal_has_its_code() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        BackTender(kind="shells", amount=gyd(1))  # type: ignore[arg-type]  # what is refused
    with pytest.raises(ValueError, match="above zero"):
        BackTender(kind="cash", amount=gyd(0))
    with pytest.raises(ValueError, match="approval code"):
        BackTender(kind="bank_card", amount=gyd(1))
    with pytest.raises(ValueError, match="approval code"):
        BackTender(kind="cash", amount=gyd(1), approval_code="A1")
    with pytest.raises(ValueError, match="store credit's code"):
        BackTender(kind="store_credit", amount=gyd(1))
    with pytest.raises(ValueError, match="store credit's code"):
        BackTender(kind="cash", amount=gyd(1), reference="CR-1")


def test_a_sale_with_more_given_back_than_was_paid_cannot_be() -> None:
    plain = sold(line(1, 3, 900))

    with pytest.raises(ValueError, match="never more"):
        replace(plain, given=gyd(901))
    with pytest.raises(ValueError, match="returned"):
        replace(plain, returned={1: 4})
    with pytest.raises(ValueError, match="returned"):
        replace(plain, returned={7: 1})
    with pytest.raises(ValueError, match="a number of its own"):
        replace(plain, lines=())
    with pytest.raises(ValueError, match="VAT of a line"):
        replace(plain.lines[0], vat=gyd(901))


def test_who_must_sign_follows_the_rule() -> None:
    rule = RefundRule(free_minor=1_000)

    assert not needs_approval(rule, gyd(1_000), at_selling_till=True)
    assert needs_approval(rule, gyd(1_001), at_selling_till=True)
    assert needs_approval(rule, gyd(1), at_selling_till=False)
    assert needs_approval(DEFAULT_REFUND_RULE, gyd(1), at_selling_till=True)


def test_another_till_gives_back_no_more_than_the_cap_in_all() -> None:
    rule = RefundRule(elsewhere_max_minor=1_000)
    require_within_cap(rule, gyd(600), gyd(400))

    with pytest.raises(RuleBroken) as refused:
        require_within_cap(rule, gyd(601), gyd(400))

    assert refused.value.code == "above_cap"


def test_the_balance_of_a_receipt_has_a_name() -> None:
    assert refundable_resource("GY03B-000101") == "refundable:GY03B-000101"


def test_the_rule_about_refunds_is_data_and_strict_where_there_is_none() -> None:
    told = rules().refund_rule("GYD", DAY)
    reasons: dict[str, object] = {
        "free_minor": 1,
        "elsewhere_max_minor": 2,
        "restocked": ["damaged"],
    }
    row = rule_row("refund_approval", "USD", reasons)

    assert (told.free_minor, told.elsewhere_max_minor) == (500_000, 2_000_000)
    assert told.restocked == RESTOCKED
    assert RuleBook.from_rows([row]).refund_rule("USD", DAY).restocked == {"damaged"}
    assert rules().refund_rule("TTD", DAY) == DEFAULT_REFUND_RULE
