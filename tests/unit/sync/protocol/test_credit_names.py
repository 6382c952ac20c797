"""Names of money in the allotment books: both ends must mean the same resource by a code."""

import pytest

from sync.protocol.credit_names import is_money, kind_of_code, money_resource, read_code


def test_a_credit_and_a_voucher_of_one_code_are_two_resources() -> None:
    credit = money_resource("store_credit", "GYD", "CR-7K3M2Q")
    voucher = money_resource("voucher", "GYD", "CR-7K3M2Q")

    assert (credit, voucher) == ("credit:GYD-CR-7K3M2Q", "voucher:GYD-CR-7K3M2Q")


def test_a_tender_that_spends_no_resource_has_none_to_name() -> None:
    with pytest.raises(KeyError):
        money_resource("cash", "GYD", "CR-7K3M2Q")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("CR-7K3M2Q", "store_credit"), ("MASHRAMANI", "voucher"), ("CRAB", "voucher")],
)
def test_a_code_alone_says_what_it_is(code: str, kind: str) -> None:
    assert kind_of_code(code) == kind


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("credit:GYD-CR-1", True),
        ("voucher:GYD-MASH", True),
        ("refundable:till-a-000001", True),
        ("stock:shop/rum", False),
        ("credit", True),
        ("creditor:GYD-1", False),
    ],
)
def test_only_credits_vouchers_and_what_may_be_refunded_are_money(
    resource: str, *, expected: bool
) -> None:
    assert is_money(resource) is expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" cr-7k3 m2q ", "CR-7K3M2Q"),
        ("MASHRAMANI", "MASHRAMANI"),
        ("ab", None),
        ("A" * 40, "A" * 40),
        ("A" * 41, None),
        ("CR_1", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_people_say_it(typed: str, code: str | None) -> None:
    assert read_code(typed) == code
