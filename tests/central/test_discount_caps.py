"""Central knows whose cap a discount was given under: a higher one than theirs is a case."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

import pytest

from central.operations import price_cases
from central.operations.price_cases import ABOVE_CAP, UNAPPROVED
from central.pricing import discount_caps
from central.rules.loading import load_rules
from central.staff.members import NewMember, add_staff, remove_staff
from central.tables import case_file, operation, sale, staff
from central.tills.organisations import Store
from domain.money import divide_rounded
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.bodies import SaleCompleted, SaleLineBody, TenderBody
from sync.protocol.changes import RuleChanged
from sync.protocol.line_bodies import DiscountBody
from sync.protocol.operation import read_facts
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body

pytestmark = pytest.mark.both_databases

CASHIER, OTHER, SUPERVISOR = "staff-sr", "staff-dr", "staff-ra"
CASHIERS_CAP, SUPERVISORS_CAP = 500, 5_000
"""As the sample rules say: 5 % and 50 %."""


@pytest.fixture(autouse=True)
def people(office: Office, shop: Store) -> None:
    for staff_id, role in ((CASHIER, "cashier"), (OTHER, "cashier"), (SUPERVISOR, "supervisor")):
        member = NewMember(name="Somebody", role=role, staff_id=staff_id)
        add_staff(office.central, shop.organisation_id, member)


def under(cap: int, by: str = CASHIER, approved_by: str | None = None) -> DiscountBody:
    """One hundredth off, given under this cap."""
    return DiscountBody(share=100, cap=cap, reason="goodwill", by=by, approved_by=approved_by)


def sell(
    till: PaperTill, *, line: DiscountBody | None = None, whole: DiscountBody | None = None
) -> None:
    """A sale of one line of G$1,000 that adds up, with these discounts, each a share."""
    plain = sale_body(till.next_receipt(), 100_000)
    off = 0 if line is None else 10 * (line.share or 0)
    rest = 100_000 - off
    cart_off = 0 if whole is None else divide_rounded(rest * (whole.share or 0), 10_000)
    paid = rest - cart_off
    vat_minor = divide_rounded(paid * 14, 114)
    told = SaleLineBody.model_validate(
        {
            **plain.lines[0].model_dump(),
            "discount": line,
            "discount_minor": off or None,
            "cart_discount_minor": cart_off or None,
            "gross_minor": paid,
            "vat_minor": vat_minor,
        }
    )
    tender = TenderBody(
        kind="bank_card",
        currency="GYD",
        amount_minor=paid,
        received_minor=paid,
        change_minor=0,
        approval_code="A83K91",
    )
    body = plain.model_copy(
        update={
            "lines": (told,),
            "discount": whole,
            "total_minor": paid,
            "vat_minor": vat_minor,
            "tenders": (tender,),
        }
    )
    till.write(SaleCompleted.model_validate(body.model_dump()), kind="sale_completed")
    till.push()


def messages(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == ABOVE_CAP]


HONEST = (
    under(CASHIERS_CAP),
    under(CASHIERS_CAP - 1),
    under(SUPERVISORS_CAP, SUPERVISOR),
    under(SUPERVISORS_CAP, CASHIER, SUPERVISOR),
)
BEYOND = (
    (under(CASHIERS_CAP + 1), "under a cap of 5 %"),
    (under(SUPERVISORS_CAP), "staff-sr may give 5 %"),
    (under(SUPERVISORS_CAP + 100, CASHIER, SUPERVISOR), "staff-ra may give 50 %"),
    (under(SUPERVISORS_CAP, CASHIER, CASHIER), "approved by staff-sr, who gave it"),
    (under(100, "staff-made-up"), "by staff-made-up, whom nobody knows"),
    (under(100, CASHIER, "staff-made-up"), "by staff-made-up, whom nobody knows"),
)


@pytest.mark.parametrize("discount", HONEST)
def test_a_discount_up_to_the_cap_of_its_giver_needs_nobody(
    office: Office, till: PaperTill, discount: DiscountBody
) -> None:
    sell(till, line=discount)
    sell(till, whole=discount)

    assert messages(office) == []
    assert len(office.rows(sale)) == 2


@pytest.mark.parametrize(("discount", "words"), BEYOND)
def test_a_discount_beyond_the_cap_is_booked_and_becomes_a_case(
    office: Office, till: PaperTill, discount: DiscountBody, words: str
) -> None:
    sell(till, line=discount)
    sell(till, whole=discount)

    of_line, of_sale = sorted(messages(office), key=lambda said: "whole sale" in said)
    assert words in of_line
    assert words in of_sale
    assert "of line 1" in of_line
    assert [row["state"] for row in office.rows(operation)] == ["applied", "applied"]
    assert len(office.rows(sale)) == 2


def fives(by: str = CASHIER, approved_by: str | None = None, cap: int = 500) -> DiscountBody:
    return DiscountBody(share=500, cap=cap, reason="goodwill", by=by, approved_by=approved_by)


TOGETHER = (
    ("the discounts of line 1 and of the sale together", under(CASHIERS_CAP), fives()),
    ("take 9.8 % off it, above the cap of 5 %", fives(), fives()),
    ("", fives(), under(SUPERVISORS_CAP, CASHIER, SUPERVISOR)),
    ("", under(SUPERVISORS_CAP, CASHIER, SUPERVISOR), fives()),
    ("", under(CASHIERS_CAP), under(CASHIERS_CAP)),
)


@pytest.mark.parametrize(("words", "line", "whole"), TOGETHER)
def test_discounts_of_a_line_and_of_the_sale_are_held_against_the_cap_together(
    office: Office, till: PaperTill, words: str, line: DiscountBody, whole: DiscountBody
) -> None:
    sell(till, line=line, whole=whole)

    assert [words in said for said in messages(office)] == [True] * bool(words)
    assert len(office.rows(sale)) == 1


def test_alone_the_discounts_together_stay_within_what_the_policy_says(
    office: Office, shop: Store, till: PaperTill
) -> None:
    waive(office, shop, discount_basis_points=7_500)
    till.by = SUPERVISOR
    sign_alone(till)
    for share in (4_000, 6_000):
        both = DiscountBody(share=share, cap=7_500, reason="staff", by=SUPERVISOR)
        both = both.model_copy(update={"approved_by": SUPERVISOR})
        sell(till, line=both, whole=both)

    (message,) = messages(office)
    assert "take 84 % off it, above the cap of 75 %" in message


def test_planted_bug_a_central_that_looks_at_each_discount_alone_is_found(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discount_caps, "share_together", lambda *_of: 0)
    sell(till, line=fives(), whole=fives())

    assert messages(office) == []


def test_who_left_since_keeps_the_cap_that_they_had(
    office: Office, shop: Store, till: PaperTill
) -> None:
    """A till that was offline sends what somebody gave who has left meanwhile."""
    remove_staff(office.central, shop.organisation_id, CASHIER)
    sell(till, line=under(CASHIERS_CAP))

    assert messages(office) == []


def test_a_day_without_a_rule_of_caps_allows_no_discount(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(price_cases, "DISCOUNT_CAP", "no_such_rule")
    sell(till, line=under(1_000))

    [message] = messages(office)
    assert "may give 0 %" in message


def waive(office: Office, shop: Store, **more: object) -> None:
    waived = RuleChanged(
        kind="second_person",
        key=shop.store_id,
        valid_from=date(2026, 1, 1),
        value={"policy": "waive_with_review", **more},
    )
    load_rules(office.central, shop.organisation_id, [waived])


_WINDOWS = [
    (720, 30, True),
    (720, 31, False),
    (60, 7, True),
    (60, 8, False),
    (193, 9, True),
    (193, 10, False),
]
"""Hours that an order waits, days since somebody signed alone, and whether that is enough."""


def sign_alone(till: PaperTill, day: date = DAY) -> None:
    body = SignedAlone(permission="type_price", reason="Discount of 75 %")
    till.write(body, kind="signed_alone", day=day)


@pytest.mark.parametrize(
    ("most", "cap", "words"),
    [
        (7_500, 7_500, ""),
        (7_500, 7_600, "staff-ra may give 75 %"),
        (0, 5_100, "staff-ra may give 50 %"),
        (0, 5_000, ""),
    ],
)
def test_alone_somebody_who_may_set_prices_gives_as_much_as_the_policy_says(
    office: Office, shop: Store, till: PaperTill, most: int, cap: int, words: str
) -> None:
    waive(office, shop, discount_basis_points=most)
    till.by = SUPERVISOR
    sell(till, whole=under(cap, SUPERVISOR, SUPERVISOR))
    (unsigned,) = messages(office)
    sign_alone(till)
    sell(till, whole=under(cap, SUPERVISOR, SUPERVISOR))
    after = [each for each in messages(office) if each != unsigned]

    assert "approved by staff-ra, who gave it" in unsigned
    assert len(after) == bool(words)
    assert all(words in each for each in after)


@pytest.mark.parametrize(
    ("who", "signed_on", "waives"),
    [
        (CASHIER, DAY, True),
        (SUPERVISOR, DAY, False),
        (SUPERVISOR, DAY - timedelta(days=31), True),
        (SUPERVISOR, DAY + timedelta(days=1), True),
    ],
)
def test_nobody_stands_alone_without_the_right_the_policy_and_a_signature_of_that_time(
    office: Office, shop: Store, till: PaperTill, who: str, signed_on: date, *, waives: bool
) -> None:
    if waives:
        waive(office, shop, discount_basis_points=7_500)
    till.by = who
    sign_alone(till, signed_on)
    sell(till, whole=under(100, who, who))

    (message,) = messages(office)
    assert f"approved by {who}, who gave it" in message


@pytest.mark.parametrize(("order_hours", "days", "is_fine"), _WINDOWS)
def test_who_signed_alone_stands_for_as_long_as_an_order_with_their_price_may_wait(
    office: Office, shop: Store, till: PaperTill, *, order_hours: int, days: int, is_fine: bool
) -> None:
    waive(office, shop, discount_basis_points=7_500)
    parked = {"till_max": 20, "store_max": 100, "hours": 72, "order_hours": order_hours}
    rule = RuleChanged(
        kind="parked_carts", key="default", valid_from=date(2026, 1, 1), value=parked
    )
    load_rules(office.central, shop.organisation_id, [rule])
    till.by = SUPERVISOR
    sign_alone(till, DAY - timedelta(days=days))
    sell(till, whole=under(100, SUPERVISOR, SUPERVISOR))

    assert (messages(office) == []) == is_fine


def sell_typed(till: PaperTill, approved_by: str) -> None:
    plain = sale_body(till.next_receipt(), 100_000)
    typed = {"price_source": "typed", "approved_by": approved_by}
    told = plain.lines[0].model_copy(update=typed)
    till.write(plain.model_copy(update={"lines": (told,)}), kind="sale_completed")
    till.push()


def unapproved(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == UNAPPROVED]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (SUPERVISOR, ""),
        (OTHER, "line 1 was approved by staff-dr, who may not set prices."),
        ("staff-made-up", "line 1 was approved by staff-made-up, whom nobody knows."),
    ],
)
def test_a_typed_price_is_approved_by_somebody_who_may_set_prices(
    office: Office, till: PaperTill, who: str, words: str
) -> None:
    sell_typed(till, who)

    assert len(unapproved(office)) == bool(words)
    assert all(words in each for each in unapproved(office))
    assert len(office.rows(sale)) == 1


def test_a_price_of_ones_own_is_a_case_unless_the_store_waives_that_and_it_was_signed_alone(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.by = SUPERVISOR
    sell_typed(till, SUPERVISOR)
    waive(office, shop)
    sell_typed(till, SUPERVISOR)
    sign_alone(till)
    sell_typed(till, SUPERVISOR)

    assert ["who sold it as well" in each for each in unapproved(office)] == [True, True]


def test_planted_bug_a_central_that_believes_any_setter_of_prices_is_found(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(price_cases, "_why_no_setter", lambda _booking, _role: "")
    sell_typed(till, "staff-made-up")

    assert list(uncased_prices(office)) == ["staff-made-up set a price, and nobody looks at it"]


def uncased_prices(office: Office) -> Iterator[str]:
    """The invariant: prices of people that the office does not know are cases."""
    known = {str(row["staff_id"]) for row in office.rows(staff)}
    cased = {row["seq"] for row in office.rows(case_file) if row["kind"] == UNAPPROVED}
    for row in office.rows(operation, "seq"):
        facts = read_facts(cast("bytes", row["facts"]))
        for line in SaleCompleted.model_validate(facts.body).lines:
            if line.approved_by not in {None, *known} and facts.seq not in cased:
                yield f"{line.approved_by} set a price, and nobody looks at it"


def test_a_central_that_believes_any_cap_would_be_found_out(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted check believes the cap that the till names."""
    monkeypatch.setattr(discount_caps, "_beyond", lambda *_asked: "")
    sell(till, line=under(CASHIERS_CAP + 1))

    assert messages(office) == []
