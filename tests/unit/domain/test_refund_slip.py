from dataclasses import replace
from datetime import timedelta

import pytest

from domain.refund import BackTender, Refund, RefundContext, refundable_of, take_back
from domain.refund_rule import REFUND_REASONS
from domain.refund_slip import BACK_WORDS, REASON_WORDS, render_refund
from domain.ticket import width_of
from tests.unit.domain.builders import BARREL, DAY, HEADER, NOON, cart_of, gyd, item, sale


def refund(**changes: object) -> Refund:
    sold = sale(cart_of((item("Cable", 133_440), 20), (BARREL, 1)), 4_000_000)
    returned = take_back(refundable_of(sold), {1: 5, 2: 1})
    plain = Refund(
        context=RefundContext(
            refund_number="GY03B-000102",
            at=NOON,
            business_date=DAY,
            shift_number=3,
            cashier_id="staff-1",
            reason="damaged",
        ),
        of_receipt=sold.receipt_number,
        returned=returned,
        rounding=gyd(-200),
        tenders=(BackTender(kind="cash", amount=returned.total - gyd(200)),),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # named differences of a test


def test_the_paper_says_what_came_back_of_which_receipt_and_the_vat_in_it() -> None:
    lines = render_refund(refund(), HEADER, operation_hash="ab" * 32)
    text = "\n".join(lines)

    assert "CREDIT NOTE" in text
    assert "GY03B-000102" in text
    assert "Of receipt" in text
    assert "5 x Cable" in text
    assert "VAT 14% in it" in text
    assert "G$2" in text
    assert "Damaged or faulty" in text
    assert "Operation abababababab" in text
    assert "Provisional" not in text
    assert "Signed for by" not in text


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_no_line_is_wider_than_the_paper(columns: int) -> None:
    lines = render_refund(refund(), HEADER, columns=columns)

    assert max(width_of(line) for line in lines) <= columns


@pytest.mark.parametrize("columns", [32, 48])
def test_names_and_codes_of_any_length_keep_no_refund_from_its_paper(columns: int) -> None:
    """Staff ids have 36 characters, 58 mm paper has 32."""
    plain = refund()
    staff_id = "01943c5a-7d1e-7c3b-9a40-5be2d9f1c0aa"
    signed = replace(plain.context, approved_by=staff_id)
    header = replace(HEADER, cashier_name="Lilawattie Ramnarine-Persaud Fitzgerald-Singh")
    lines = render_refund(replace(plain, context=signed), header, columns=columns)

    assert max(width_of(line) for line in lines) <= columns
    assert staff_id in "".join(line.strip() for line in lines)


def test_a_provisional_one_says_who_signed_and_that_the_office_looks() -> None:
    plain = refund()
    context = replace(
        plain.context,
        approved_by="staff-ra",
        provisional=True,
        business_date=DAY - timedelta(days=1),
    )
    card = BackTender(kind="bank_card", amount=plain.given + gyd(300), approval_code="A1B2")
    text = "\n".join(
        render_refund(
            replace(plain, context=context, tenders=(card,), rounding=gyd(100)),
            replace(HEADER, vat_number=""),
        )
    )

    assert "REFUND" in text
    assert "VAT no." not in text
    assert "staff-ra" in text
    assert "Provisional" in text
    assert "A1B2" in text
    assert "+G$1" in text
    assert "Business day" in text


def test_what_has_no_vat_and_no_rounding_does_not_speak_of_them() -> None:
    sold = sale(cart_of((replace(item("Rice", 62_500), tax_class="zero"), 1)), 62_500)
    returned = take_back(refundable_of(sold), {1: 1})
    tenders = (BackTender(kind="cash", amount=returned.total),)
    text = "\n".join(
        render_refund(
            replace(refund(), returned=returned, rounding=gyd(0), tenders=tenders), HEADER
        )
    )

    assert "in it" not in text
    assert "Rounding" not in text


def test_a_store_credit_stands_on_the_paper_with_its_code() -> None:
    plain = refund()
    credit = BackTender(kind="store_credit", amount=plain.given, reference="CR-7K2MPQ49XA")
    text = "\n".join(render_refund(replace(plain, tenders=(credit,)), HEADER))

    assert "CR-7K2MPQ49XA" in text
    assert "Store credit" in text


def test_every_reason_and_kind_has_its_words() -> None:
    assert set(REASON_WORDS) == set(REFUND_REASONS)
    assert set(BACK_WORDS) == {"cash", "store_credit", "bank_card", "exchange", "payment"}
