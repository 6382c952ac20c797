"""What central cannot book is kept, acknowledged, counted and shown to a person (sync rule 3.2)."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from central.operations import applying
from central.operations.appliers import APPLIERS, Application, apply_sale_completed
from central.operations.chains import verify_chains
from central.operations.money import find_money
from central.operations.waiting import apply_waiting
from central.tables import case_file, operation, sale, shipment, takings
from sync.protocol.bodies import SaleCompleted, StreamOpened
from sync.protocol.exchange import ExchangeRequest, ReceivedOperation
from sync.protocol.operation import FACTS_BYTES_MAX, chain_hash, to_base64
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book, sale_body
from tests.central.test_exchange import closing_body

pytestmark = pytest.mark.both_databases

Expect = Callable[[str], None]
GOOD = sale_body("GY01A-000001")


def changed(**fields: object) -> SaleCompleted:
    """Return the good sale with other fields."""
    return SaleCompleted.model_validate({**GOOD.model_dump(), **fields})


def line(**fields: object) -> list[dict[str, object]]:
    return [{**GOOD.lines[0].model_dump(), **fields}]


def tender(**fields: object) -> list[dict[str, object]]:
    return [{**GOOD.tenders[0].model_dump(), **fields}]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (changed(receipt="GY02A-000001"), "not numbered in the stream"),
        (changed(total_minor=113_500), "do not add up to the total"),
        (changed(lines=line(unit_minor=1)), "not its price times its quantity"),
        (changed(tenders=tender(amount_minor=1, received_minor=1_001)), "do not settle"),
        (changed(tenders=tender(received_minor=1)), "Received less change"),
        (changed(tenders=tender(currency="USD")), "another currency"),
        (
            changed(
                rounding_minor=-500, tenders=tender(amount_minor=113_500, received_minor=114_500)
            ),
            "The rounding of -500",
        ),
        (changed(vat_minor=1), "VAT of the lines does not add up"),
        (changed(vat_minor=13_999, lines=line(vat_minor=13_999)), "not what is inside"),
        (changed(lines=line(vat_basis_points=0)), "not the one in force"),
        (changed(lines=line(tax_class="unheard-of")), ""),
    ],
)
def test_a_sale_that_does_not_add_up_is_quarantined_and_still_counts(
    office: Office, till: PaperTill, body: SaleCompleted, complaint: str
) -> None:
    till.write(body, kind="sale_completed")

    answer = till.push()

    assert answer.header.stored_through == 1
    assert [ruling.state for ruling in answer.rulings] == ["quarantined"]
    assert complaint in answer.rulings[0].message
    assert office.rows(sale) == []
    assert [row["state"] for row in office.rows(takings)] == ["quarantined"]
    assert [row["total_minor"] for row in office.rows(takings)] == [body.total_minor]
    assert [row["kind"] for row in office.rows(case_file)] == ["quarantine"]


def test_a_duplicate_of_a_quarantined_sale_gets_the_same_ruling(
    office: Office, till: PaperTill
) -> None:
    till.write(changed(vat_minor=1), kind="sale_completed")
    till.sell()

    first, second = till.push(), till.push()

    assert first.rulings == second.rulings
    assert len(office.rows(case_file)) == 1
    assert len(office.rows(takings)) == 2


def test_a_quarantined_operation_does_not_hold_up_the_next(office: Office, till: PaperTill) -> None:
    till.sell()
    till.write(changed(vat_minor=1), kind="sale_completed")
    till.sell()

    till.push()

    states = [row["state"] for row in office.rows(operation, "seq")]
    assert states == ["applied", "quarantined", "applied"]


def test_a_sale_before_any_rule_was_in_force_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    till.write(GOOD, kind="sale_completed", day=date(1999, 1, 1))

    assert [ruling.state for ruling in till.push().rulings] == ["quarantined"]
    assert len(office.rows(takings)) == 1


def test_a_receipt_number_used_twice_in_one_history_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    till.write(GOOD, kind="sale_completed")
    till.write(GOOD, kind="sale_completed")

    answer = till.push()

    assert [ruling.title for ruling in answer.rulings] == ["A receipt number came twice"]
    assert len(office.rows(takings)) == 2


def test_a_shipment_over_the_limits_is_quarantined_never_booked(
    office: Office, till: PaperTill
) -> None:
    book(till, "Ann", "Ben", weight_milli=200_001)

    answer = till.push()

    assert "0.001 lb over" in answer.rulings[0].message
    assert office.rows(shipment) == []


def test_a_shipment_at_the_limit_is_booked(office: Office, till: PaperTill) -> None:
    book(till, "Ann", "Ben", weight_milli=200_000)

    assert till.push().rulings == ()
    assert [row["gross_milli_lb"] for row in office.rows(shipment)] == [200_000]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"counts": [[100_000, 20]]}, "notes and coins"),
        ({"over_short_minor": 0}, "Over or short"),
    ],
)
def test_a_closing_that_does_not_add_up_is_quarantined(
    till: PaperTill, changes: dict[str, object], complaint: str
) -> None:
    till.write(closing_body(**changes), kind="shift_closed")

    assert complaint in till.push().rulings[0].message


def send_facts(till: PaperTill, facts: bytes) -> ExchangeRequest:
    """Return a request whose one operation is these bytes, chained and signed."""
    digest = chain_hash(till.head_hash, facts)
    request = till.request(1, 0)
    signature = to_base64(till.signer.sign(b"windward/operation/1\0" + digest))
    header = request.header.model_copy(update={"count": 1, "head_signature": signature})
    return ExchangeRequest(header=header, operations=(ReceivedOperation(facts=facts),))


@pytest.mark.parametrize(
    "facts",
    [
        b"?",
        b"[]",
        b"{}",
        b'"text"',
        b"\xff\xff",
        b"[" * 100_000,
        b"x" * (FACTS_BYTES_MAX + 1),
        b'{"v":1,"kind":"sale_completed","day":"yesterday","body":{}}',
    ],
)
def test_authentic_bytes_that_are_no_facts_are_kept_and_acknowledged(
    office: Office, till: PaperTill, facts: bytes
) -> None:
    answer = till.exchange(send_facts(till, facts))

    assert answer.header.stored_through == 1
    assert answer.rulings[0].title == "It cannot be read"
    assert [row["facts"] for row in office.rows(operation)] == [facts]
    assert verify_chains(office.central).verified


def test_the_money_of_unreadable_facts_counts_where_it_can_be_made_out(
    office: Office, till: PaperTill
) -> None:
    till.sell()
    facts = till.operations.pop().facts.replace(b'{"at"', b'{"another":1,"at"')

    till.exchange(send_facts(till, facts))

    assert [row["total_minor"] for row in office.rows(takings)] == [114_000]
    assert [row["state"] for row in office.rows(takings)] == ["quarantined"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"seq":1', b'"seq":2'), (b'"stream":"GY01A"', b'"stream":"GY01B"'), (b'"v":1', b'"v":0')],
)
def test_facts_that_name_another_place_are_quarantined(
    till: PaperTill, old: bytes, new: bytes
) -> None:
    till.sell()
    facts = till.operations.pop().facts
    assert old in facts

    answer = till.exchange(send_facts(till, facts.replace(old, new)))

    assert [ruling.state for ruling in answer.rulings] == ["quarantined"]


def test_a_body_with_another_field_in_place_of_its_own_is_quarantined_by_name(
    till: PaperTill,
) -> None:
    till.sell()
    facts = till.operations.pop().facts.replace(b'"cart_id"', b'"surprise"')

    answer = till.exchange(send_facts(till, facts))

    assert "surprise" in answer.rulings[0].message


def test_a_stream_that_is_not_the_tills_is_quarantined(office: Office, till: PaperTill) -> None:
    till.begin_stream("ELSEWHERE")
    till.sell()

    answer = till.push()

    assert answer.header.stored_through == 1
    assert answer.rulings[0].title == "An unknown stream"
    assert len(office.rows(takings)) == 1


def test_a_fault_in_an_applier_quarantines_one_operation_and_no_more(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("operation_not_applied")

    def fail_once(application: Application) -> None:
        if application.key.seq == 2:
            application.insert(sale, receipt="half a row")
        apply_sale_completed(application)

    monkeypatch.setattr(applying, "APPLIERS", {**APPLIERS, "sale_completed": fail_once})
    for _ in range(3):
        till.sell()

    answer = till.push()

    assert [(ruling.seq, ruling.title) for ruling in answer.rulings] == [
        (2, "Central could not book this")
    ]
    assert [row["seq"] for row in office.rows(sale, "seq")] == [1, 3]
    assert len(office.rows(takings)) == 3


def test_an_unknown_kind_waits_for_the_upgrade_and_is_booked_after_it(
    office: Office, till: PaperTill
) -> None:
    without = {kind: apply for kind, apply in APPLIERS.items() if kind != "sale_completed"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(applying, "APPLIERS", without)
        till.sell()
        till.sell()
        answer = till.push()
    assert [ruling.state for ruling in answer.rulings] == ["awaiting_upgrade"] * 2
    assert [row["state"] for row in office.rows(takings)] == ["awaiting_upgrade"] * 2
    assert [row["kind"] for row in office.rows(case_file)] == ["awaiting_upgrade"]

    office.close()
    till.client = office.client

    assert len(office.rows(sale)) == 2
    assert [row["state"] for row in office.rows(takings)] == ["applied"] * 2
    assert till.push().rulings == ()
    assert apply_waiting(office.central) == 0
    assert [row["closed_by"] for row in office.rows(case_file)] == ["central"]


def test_a_kind_nobody_knows_yet_waits_on(office: Office, till: PaperTill) -> None:
    till.write(GOOD, kind="loyalty_granted")
    till.push()

    office.close()

    assert [row["state"] for row in office.rows(operation)] == ["awaiting_upgrade"]
    assert apply_waiting(office.central) == 0


def test_a_later_version_of_facts_waits_and_stays_waiting(office: Office, till: PaperTill) -> None:
    till.sell()
    facts = till.operations.pop().facts.replace(b'"v":1', b'"v":2')

    answer = till.exchange(send_facts(till, facts))

    assert [ruling.state for ruling in answer.rulings] == ["awaiting_upgrade"]
    assert apply_waiting(office.central) == 0
    assert [row["state"] for row in office.rows(takings)] == ["awaiting_upgrade"]


def test_facts_of_a_later_shape_wait_and_their_chain_verifies(
    office: Office, till: PaperTill
) -> None:
    facts = b'{"body":{},"kind":"sale_completed","v":2}'

    answer = till.exchange(send_facts(till, facts))

    assert [ruling.state for ruling in answer.rulings] == ["awaiting_upgrade"]
    assert apply_waiting(office.central) == 0
    assert verify_chains(office.central).verified


def test_a_stream_opens_with_its_first_operation_only(till: PaperTill) -> None:
    till.sell()
    till.write(StreamOpened(reason="enrolled", program_version="1"), kind="stream_opened")

    assert [ruling.title for ruling in till.push().rulings] == ["A stream opened twice"]


@pytest.mark.parametrize(
    "changes",
    [
        {"total_minor": True},
        {"total_minor": 10**16},
        {"currency": "dollars"},
        {"currency": None},
        {"rounding_minor": "0"},
        {"receipt": 7},
    ],
)
def test_money_that_cannot_be_read_is_not_guessed(changes: dict[str, object]) -> None:
    body = {**GOOD.model_dump(), **changes}

    assert find_money("sale_completed", date(2026, 11, 2), body) is None


def test_a_database_that_fails_during_an_operation_stores_nothing_of_the_batch(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    """A full disk is nothing that is wrong with an operation: it must not end in quarantine."""
    expect_log("database_unavailable")

    def fill_the_disk(application: Application) -> None:
        raise sa.exc.OperationalError(str(application.key), {}, Exception("disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(applying, "APPLIERS", {**APPLIERS, "sale_completed": fill_the_disk})
        till.sell()
        response = till.post(encode_request(till.request(1, 1)))

    assert response.status_code == 503
    assert office.rows(operation) == []
    assert till.push().rulings == ()


def test_exactly_once_is_a_constraint_of_the_database(office: Office, till: PaperTill) -> None:
    """A planted bug that forgets to look for duplicates cannot book one."""
    till.sell()
    till.push()
    (row,) = office.rows(operation)

    with (
        pytest.raises(sa.exc.IntegrityError),
        office.central.database.writing(office.clock.now()) as writing,
    ):
        writing.connection.execute(sa.insert(operation).values({**row, "branch": 1}))
