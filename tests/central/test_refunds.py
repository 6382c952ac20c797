"""What central makes of refunds: off the takings, weighed against their sale, goods sold again."""

import pytest

from central.operations import refund_facts
from central.refunds.booking import OverRefund
from central.refunds.listing import list_provisional
from central.refunds.tables import refund
from central.tables import case_file, operation, takings
from central.tills.organisations import Store
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.refunding import cases, give_back, refund_body, sell_two, standings

pytestmark = pytest.mark.both_databases


@pytest.fixture
def other(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


def test_a_refund_is_taken_off_the_takings_and_stands_beside_its_sale(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt, rounding_minor=0))
    answer = till.push()

    assert answer.rulings == ()
    assert [row["total_minor"] for row in office.rows(takings, "seq")] == [114_000, -57_000]
    assert standings(office) == ["sound"]
    assert cases(office) == []


def test_the_same_refund_sent_again_counts_once(office: Office, till: PaperTill) -> None:
    give_back(till, refund_body(till, sell_two(till)))
    till.push()
    till.push()

    assert len(office.rows(refund)) == 1
    assert sum(int(str(row["total_minor"])) for row in office.rows(takings)) == 57_000


def test_a_second_refund_at_another_till_becomes_a_case(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt))
    give_back(till, refund_body(till, receipt))
    till.push()
    give_back(other, refund_body(other, receipt, provisional=True))
    other.push()

    assert sorted(standings(office)) == ["over", "sound", "sound"]
    (case,) = office.rows(case_file)
    assert case["kind"] == "refunded_twice"
    assert case["till_id"] == other.granted.till
    assert receipt in str(case["message"])
    assert "G$1,710" in str(case["message"])


def test_the_second_one_is_found_in_whatever_order_they_come(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    """The provisional one is there before anything of the sale is known."""
    receipt = sell_two(till)
    give_back(other, refund_body(other, receipt, provisional=True))
    give_back(other, refund_body(other, receipt, provisional=True))
    other.push()
    assert standings(office) == ["open", "open"]
    till.push(1, 1)
    assert standings(office) == ["sound", "sound"]
    give_back(till, refund_body(till, receipt))
    till.push(2)

    assert sorted(standings(office)) == ["over", "sound", "sound"]
    (case,) = office.rows(case_file)
    assert case["till_id"] == other.granted.till  # the one that nobody had confirmed


def test_more_units_than_were_sold_are_found_though_the_money_is_less(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_two(till)
    body = refund_body(till, receipt, 100)
    line = body.lines[0].model_copy(update={"quantity": 3})
    give_back(till, body.model_copy(update={"lines": (line,)}))
    till.push()

    assert standings(office) == ["over"]
    assert cases(office) == ["refunded_twice"]


def test_a_line_that_was_never_sold_is_found(office: Office, till: PaperTill) -> None:
    body = refund_body(till, sell_two(till), 100)
    line = body.lines[0].model_copy(update={"line_no": 9})
    give_back(till, body.model_copy(update={"lines": (line,)}))
    till.push()

    assert standings(office) == ["over"]


def test_a_case_is_opened_once_however_often_the_receipt_is_weighed(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_two(till)
    for _ in range(3):
        give_back(till, refund_body(till, receipt))
    till.push()
    give_back(till, refund_body(till, receipt))
    till.push(5)

    assert cases(office) == ["refunded_twice", "refunded_twice"]


def test_a_sale_that_could_not_be_booked_was_paid_all_the_same(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_two(till, vat_minor=1)
    give_back(till, refund_body(till, receipt))
    till.push()

    assert standings(office) == ["sound"]
    assert cases(office) == ["quarantine"]


def test_both_histories_of_a_forked_till_count_as_paid(office: Office, till: PaperTill) -> None:
    twin = till.copy()
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt))
    till.push()
    sell_two(twin, cart_id="cart-2")
    give_back(twin, refund_body(twin, receipt))
    give_back(twin, refund_body(twin, receipt))
    twin.push()

    assert standings(office) == ["sound", "sound", "sound"]
    assert cases(office) == ["fork"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"total_minor": 1}, "do not add up to the total"),
        ({"vat_minor": 1}, "VAT of the lines"),
        ({"rounding_minor": 1}, "not the total and its rounding"),
        ({"refund": "GY09A-000001"}, "not numbered in the stream"),
        ({"provisional": True, "approved_by": None}, "Nobody signed"),
    ],
)
def test_a_refund_that_does_not_add_up_waits_for_a_person_and_its_money_counts(
    office: Office, till: PaperTill, changes: dict[str, object], complaint: str
) -> None:
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt, 57_000, **changes))
    till.push()

    (_, stored) = office.rows(operation, "seq")
    assert stored["state"] == "quarantined"
    assert complaint in str(stored["message"])
    assert len(office.rows(takings)) == 2
    assert office.rows(refund) == []


def test_a_line_twice_or_at_another_rate_waits_for_a_person(
    office: Office, till: PaperTill
) -> None:
    receipt = sell_two(till)
    body = refund_body(till, receipt)
    other_rate = body.lines[0].model_copy(update={"vat_basis_points": 1_600})
    give_back(till, body.model_copy(update={"lines": (other_rate,)}))
    twice = refund_body(till, receipt, 57_000)
    halves = tuple(
        twice.lines[0].model_copy(update={"gross_minor": 28_500, "vat_minor": 3_500})
        for _ in range(2)
    )
    give_back(till, twice.model_copy(update={"lines": halves}))
    till.push()

    messages = [str(row["message"]) for row in office.rows(operation, "seq")][1:]
    assert "not the one that it was sold at" in messages[0]
    assert "A line stands twice" in messages[1]


def test_all_provisional_refunds_are_listed_with_how_they_stand(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt))
    till.push()
    give_back(other, refund_body(other, receipt, provisional=True))
    give_back(other, refund_body(other, "GY07A-000009", provisional=True))
    other.push()

    with office.central.database.reading() as connection:
        found = list_provisional(connection, other.granted.organisation_id)
    assert [(row.of_receipt, row.standing) for row in found] == [
        (receipt, "sound"),
        ("GY07A-000009", "open"),
    ]
    assert {row.till for row in found} == {other.granted.label}


def test_planted_a_central_that_weighs_one_refund_at_a_time_misses_the_second(
    office: Office, till: PaperTill, other: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of the second refund can fail: without the sum over tills nothing is found."""

    def alone(*_: object) -> tuple[OverRefund, ...]:
        return ()

    monkeypatch.setattr(refund_facts, "settle_receipt", alone)
    receipt = sell_two(till)
    give_back(till, refund_body(till, receipt, 114_000))
    till.push()
    give_back(other, refund_body(other, receipt, 114_000, provisional=True))
    other.push()

    assert cases(office) == []
