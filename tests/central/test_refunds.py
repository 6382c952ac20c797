"""What central makes of refunds: off the takings, weighed against their sale, goods sold again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from central.commands import refunds
from central.database import Writing
from central.operations import refund_facts
from central.operations.refund_chores import keep_refunds
from central.refunds.booking import OverRefund
from central.refunds.listing import list_provisional
from central.refunds.restocking import restockable_in
from central.refunds.tables import refund
from central.rules.loading import load_rules
from central.tables import case_file, change, operation, takings
from central.tills.organisations import Store
from domain.money import divide_rounded
from sync.protocol.bodies import SaleCompleted
from sync.protocol.changes import RuleChanged
from sync.protocol.operation import to_base64
from sync.protocol.refund_bodies import (
    BackTenderBody,
    RefundLineBody,
    SaleRefunded,
    TillKeysChanged,
)
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body

pytestmark = pytest.mark.both_databases


def refund_body(
    till: PaperTill, of_receipt: str, minor: int = 57_000, /, **more: object
) -> SaleRefunded:
    """Half of the paper till's sale: one of its two barrels."""
    line = RefundLineBody(
        line_no=1,
        kind="item",
        item_id="item-1",
        name="Barrel",
        quantity=1,
        gross_minor=minor,
        tax_class="standard",
        vat_basis_points=1_400,
        vat_minor=divide_rounded(minor * 14, 114),
    )
    plain = SaleRefunded(
        refund=till.next_receipt(),
        of_receipt=of_receipt,
        shift=1,
        currency="GYD",
        lines=(line,),
        total_minor=minor,
        vat_minor=line.vat_minor,
        rounding_minor=0,
        tenders=(BackTenderBody(kind="cash", currency="GYD", amount_minor=minor),),
        reason="unwanted",
        approved_by="staff-ra",
    )
    return plain.model_copy(update=more)


def sell_two(till: PaperTill, **more: object) -> str:
    """Two barrels for G$1,140; return the receipt."""
    body = sale_body(till.next_receipt())
    line = body.lines[0].model_copy(update={"quantity": 2, "unit_minor": 57_000})
    till.write(body.model_copy(update={"lines": (line,), **more}), kind="sale_completed")
    return body.receipt


def give_back(till: PaperTill, body: SaleRefunded) -> None:
    till.write(body, kind="sale_refunded")


def standings(office: Office) -> list[str]:
    return [str(row["standing"]) for row in office.rows(refund, "refund")]


def cases(office: Office) -> list[str]:
    return [str(row["kind"]) for row in office.rows(case_file, "opened_at")]


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


# ------------------------------------------------------------------ goods that are sold again


def sell_rum(till: PaperTill, rum: str, count: int) -> SaleCompleted:
    item_id = rum.rsplit(":", 1)[1]
    body = sale_body(till.next_receipt())
    line = body.lines[0].model_copy(
        update={"item_id": item_id, "quantity": count, "unit_minor": 114_000 // count}
    )
    sold = body.model_copy(update={"lines": (line,)})
    till.write(sold, kind="sale_completed")
    return sold


def return_rum(till: PaperTill, sold: SaleCompleted, reason: str) -> None:
    body = refund_body(till, sold.receipt, 57_000, reason=reason)
    line = body.lines[0].model_copy(update={"item_id": sold.lines[0].item_id})
    give_back(till, body.model_copy(update={"lines": (line,)}))


@pytest.mark.parametrize(("reason", "pool"), [("unwanted", 4), ("damaged", 3)])
def test_a_marked_item_that_came_back_is_for_sale_again_where_the_rule_says_so(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path, reason: str, pool: int
) -> None:
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sell_rum(till, rum, 2)
    return_rum(till, sold, reason)
    Holder(till).send()

    assert shelf.book(rum).pool == pool
    assert "allotment" not in shelf.cases()


def test_the_rule_of_the_day_decides_which_reasons_restock(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    row = RuleChanged(
        kind="refund_approval",
        key="GYD",
        valid_from=DAY,
        value={"free_minor": 0, "elsewhere_max_minor": 0, "restocked": ["damaged"]},
    )
    load_rules(office.central, shop.organisation_id, [row])
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sell_rum(till, rum, 2)
    return_rum(till, sold, "unwanted")
    return_rum(till, sold, "damaged")
    Holder(till).send()

    assert shelf.book(rum).pool == 4


def test_no_more_comes_back_than_was_consumed(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    """It was sold before it was marked: no book knows of it."""
    holder = Holder(till)
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sale_body("GY99A-000001")
    item_id = rum.rsplit(":", 1)[1]
    line = sold.lines[0].model_copy(update={"item_id": item_id})
    return_rum(till, sold.model_copy(update={"lines": (line,)}), "unwanted")
    holder.send()

    assert shelf.book(rum).pool == 5


def test_bytes_that_are_no_refund_bring_nothing_back() -> None:
    marked = {"item-1": "stock:s:item-1"}

    assert restockable_in([b'{"kind":"sale_refunded"'], marked) == set()
    assert restockable_in([b'{"kind":"sale_refunded","body":{}}'], marked) == set()
    assert restockable_in([b'["sale_refunded"]'], marked) == set()
    assert restockable_in([b'{"kind":"sale_completed"}'], marked) == set()


# ------------------------------------------------------------------ what the jobs keep true


@contextmanager
def open_writing(office: Office) -> Iterator[Writing]:
    with office.central.database.writing(office.clock.now()) as writing:
        yield writing


def keep(office: Office) -> None:
    keep_refunds(office.central, lambda: open_writing(office))


def told_keys(office: Office) -> dict[str, list[str]]:
    bodies = [
        TillKeysChanged.model_validate_json(str(row["body"]))
        for row in office.rows(change, "stream", "position")
        if row["kind"] == "till_keys"
    ]
    return {body.label: list(body.keys) for body in bodies}


def test_every_tills_keys_are_told_once_and_again_when_one_is_new(
    office: Office, shop: Store, till: PaperTill, other: PaperTill
) -> None:
    keep(office)
    keep(office)
    told = told_keys(office)

    assert told[till.granted.label] == [to_base64(till.signer.public_bytes)]
    assert set(told) == {till.granted.label, other.granted.label}
    assert len([row for row in office.rows(change, "position") if row["kind"] == "till_keys"]) == 2
    again = office.enrol(shop, label=till.granted.label)
    keep(office)
    assert set(told_keys(office)[till.granted.label]) == {
        to_base64(till.signer.public_bytes),
        to_base64(again.signer.public_bytes),
    }


def test_a_refund_and_its_sale_that_missed_each_other_are_weighed_by_the_jobs(
    office: Office, till: PaperTill, other: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = sell_two(till)
    with monkeypatch.context() as patched:
        patched.setattr(refund_facts, "settle_receipt", lambda *_: ())
        give_back(other, refund_body(other, receipt, 171_000, provisional=True))
        give_back(other, refund_body(other, "GY07A-000009", provisional=True))
        other.push()
        till.push()
    assert standings(office) == ["open", "open"]
    keep(office)

    assert sorted(standings(office)) == ["open", "over"]
    assert cases(office) == ["refunded_twice"]


def test_the_office_lists_provisional_refunds_by_command(
    shop_run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop_run("refunds") == 0
    assert "No refund was given back provisionally" in capsys.readouterr().out
    assert shop_run("refunds", "--json") == 0
    assert capsys.readouterr().out == "[]\n"


def test_a_provisional_refund_is_told_in_one_line(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    receipt = sell_two(till)
    till.push()
    give_back(other, refund_body(other, receipt, provisional=True))
    other.push()
    with office.central.database.reading() as connection:
        (row,) = list_provisional(connection, other.granted.organisation_id)

    line = refunds._line(row)
    assert f"G$570 for receipt {receipt}" in line
    assert line.endswith("signed by staff-ra: sound")
