"""One exchange: stored, applied once, answered after the commit."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from central.operations import receiving
from central.operations.attaching import Attached, Batch, Branch, Step, Stored
from central.tables import case_file, operation, sale, sale_line, shift, shipment, takings
from sync.protocol.bodies import ShiftClosed, ShiftOpened, StreamOpened
from sync.protocol.exchange import header_is_signed
from sync.protocol.operation import from_base64
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import NONCE, START, PaperTill, book, sale_body

pytestmark = pytest.mark.both_databases


def test_sale_is_stored_applied_and_acknowledged(office: Office, till: PaperTill) -> None:
    till.sell()

    answer = till.push()

    assert answer.header.stored_through == 1
    assert answer.header.durable_through == 0
    assert answer.rulings == ()
    assert answer.end is not None
    assert [row["state"] for row in office.rows(operation)] == ["applied"]
    assert [row["total_minor"] for row in office.rows(sale)] == [114_000]
    assert [row["vat_minor"] for row in office.rows(sale_line)] == [14_000]
    assert [row["state"] for row in office.rows(takings)] == ["applied"]


def test_a_whole_day_is_booked_in_order(office: Office, till: PaperTill) -> None:
    till.write(StreamOpened(reason="enrolled", program_version="1"), kind="stream_opened")
    till.write(
        ShiftOpened(shift=1, currency="GYD", float_minor=2_000_000, zone="America/Guyana"),
        kind="shift_opened",
    )
    till.sell()
    book(till, "Ann", "Ben")
    till.write(closing_body(), kind="shift_closed")

    answer = till.push()

    assert answer.rulings == ()
    assert answer.header.stored_through == 5
    assert [row["event"] for row in office.rows(shift, "seq")] == ["opened", "closed"]
    assert [row["over_short_minor"] for row in office.rows(shift, "seq")] == [None, -14_000]
    assert [row["waybill"] for row in office.rows(shipment)] == ["GY01A-W000001"]
    assert office.rows(case_file) == []


def closing_body(**changes: object) -> ShiftClosed:
    return ShiftClosed.model_validate(
        {
            "shift": 1,
            "currency": "GYD",
            "business_date": "2026-11-02",
            "sale_count": 1,
            "takings_minor": 114_000,
            "vat_minor": 14_000,
            "expected_minor": 2_114_000,
            "counted_minor": 2_100_000,
            "over_short_minor": -14_000,
            "counts": [[100_000, 21]],
            **changes,
        }
    )


def test_sale_is_applied_once_however_often_it_is_sent(office: Office, till: PaperTill) -> None:
    for _ in range(3):
        till.sell()
    first = till.push()
    again = till.push()
    part = till.push(2, 2)

    assert [answer.header.stored_through for answer in (first, again, part)] == [3, 3, 3]
    assert len(office.rows(sale)) == 3
    assert len(office.rows(takings)) == 3


def test_a_receiver_that_forgets_what_it_has_is_stopped_by_the_database(
    office: Office,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    """A planted bug: nothing is ever a duplicate. The sale is not booked a second time."""
    expect_log("request_failed.*IntegrityError|IntegrityError.*request_failed")
    expect_log("operation_not_noted")
    till.sell()
    till.push()

    def forgetful(branches: list[Branch], stored: Stored, batch: Batch) -> Attached:
        del branches, stored
        numbers = range(batch.first_seq, batch.first_seq + len(batch.hashes))
        return Attached(steps=tuple(Step(0, seq, new=True) for seq in numbers), branch=0)

    monkeypatch.setattr(receiving, "attach", forgetful)
    response = till.post(encode_request(till.request(1, 1)))

    assert response.status_code == 500
    assert len(office.rows(sale)) == 1


def test_a_batch_partly_known_adds_only_the_rest(office: Office, till: PaperTill) -> None:
    till.sell()
    till.sell()
    till.push()
    till.sell()

    answer = till.push(2)

    assert answer.header.stored_through == 3
    assert len(office.rows(sale)) == 3


def test_batches_that_arrive_out_of_order_are_asked_for_again(
    office: Office, till: PaperTill
) -> None:
    for _ in range(5):
        till.sell()

    late = till.push(4)

    assert late.header.resend_from == 1
    assert late.header.stored_through == 0
    assert office.rows(operation) == []
    till.push(1, 3)
    assert till.push(4).header.stored_through == 5
    assert len(office.rows(sale)) == 5


def test_a_gap_is_answered_with_where_to_begin(till: PaperTill) -> None:
    for _ in range(6):
        till.sell()
    till.push(1, 2)

    answer = till.push(5)

    assert answer.header.resend_from == 3
    assert answer.header.stored_through == 0


def test_random_resends_and_gaps_end_with_every_sale_once(office: Office, till: PaperTill) -> None:
    luck = random.Random(7)
    for _ in range(60):
        till.sell()
        if luck.random() < 0.6:
            first = luck.randint(1, len(till.operations))
            answer = till.push(first, luck.randint(first, len(till.operations)))
            if answer.header.resend_from is not None:
                assert answer.header.resend_from < first
    till.push()

    receipts = [row["receipt"] for row in office.rows(sale, "seq")]
    assert receipts == [f"GY01A-{number:06d}" for number in range(1, 61)]


def test_an_empty_exchange_takes_no_lock_and_says_where_central_is(till: PaperTill) -> None:
    till.sell()

    before = till.push(1, 0)
    till.push()
    after = till.push(2)

    assert before.header.stored_through == 0
    assert after.header.stored_through == 1


def test_another_copy_that_went_on_is_seen_by_the_one_that_did_not(till: PaperTill) -> None:
    till.sell()
    idle = till.copy()
    till.sell()
    till.push()

    assert idle.pull().header.stored_through == 2


def test_the_header_is_signed_for_this_till_and_this_request(
    office: Office, till: PaperTill
) -> None:
    office.clock.forward(timedelta(days=-365))

    header = till.push().header

    key = from_base64(till.granted.central_key)
    assert header.server_time == START - timedelta(days=365)
    assert header_is_signed(key, header, till=till.granted.till, nonce=NONCE)
    assert not header_is_signed(key, header, till=till.granted.till, nonce="another-nonce")


def test_each_of_several_streams_has_its_own_numbers(office: Office, till: PaperTill) -> None:
    till.sell()
    till.push()
    till.begin_stream("GY01QXT")
    till.sell()

    answer = till.push()

    assert answer.header.stored_through == 1
    assert {row["stream"] for row in office.rows(operation)} == {"GY01A", "GY01QXT"}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("durable", [False, True])
def test_a_commit_is_durable_only_where_somebody_said_so(office: Office, durable: bool) -> None:
    office.settings = office.settings.model_copy(update={"commit_is_durable": durable})
    till = office.enrol(office.open_shop())
    till.sell()

    assert till.push().header.durable_through == (1 if durable else 0)


def test_a_large_backlog_arrives_in_batches(office: Office, till: PaperTill) -> None:
    for number in range(300):
        till.write(sale_body(f"{till.stream}-{number + 1:06d}"), kind="sale_completed")
    for first in range(1, 301, 100):
        till.push(first, first + 99)

    assert len(office.rows(sale)) == 300
    assert sum(int(str(row["total_minor"])) for row in office.rows(takings)) == 300 * 114_000
