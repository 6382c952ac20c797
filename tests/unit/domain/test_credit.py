from domain.credit import credit_short, credit_uses
from domain.tender import TenderLine, cash_tender
from tests.unit.domain.builders import gyd


def test_what_one_credit_pays_in_two_parts_is_spent_as_one() -> None:
    tenders = (
        TenderLine(kind="store_credit", amount=gyd(300), reference="CR-ABC"),
        cash_tender(gyd(500)),
        TenderLine(kind="voucher", amount=gyd(200), reference="MASH"),
        TenderLine(kind="store_credit", amount=gyd(100), reference="CR-ABC"),
        TenderLine(kind="voucher", amount=gyd(0), reference="EMPTY"),
    )
    uses = credit_uses(tenders)

    assert [(use.kind, use.reference, use.amount) for use in uses] == [
        ("store_credit", "CR-ABC", gyd(400)),
        ("voucher", "MASH", gyd(200)),
    ]


def test_too_little_of_a_credit_says_what_is_here_and_what_to_press() -> None:
    (voucher,) = credit_uses([TenderLine(kind="voucher", amount=gyd(20_000), reference="MASH")])
    (credit,) = credit_uses(
        [TenderLine(kind="store_credit", amount=gyd(20_000), reference="CR-ABC")]
    )
    refusal = credit_short(voucher, gyd(5_000))

    assert refusal.code == "credit_short"
    assert refusal.title == "Not enough on this voucher"
    assert "MASH: G$50 can be spent" in refusal.message
    assert "Nothing was taken" in refusal.message
    assert credit_short(credit, gyd(0)).title == "Not enough on this store credit"
