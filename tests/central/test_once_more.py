"""What another transaction was in the way of is done once more, and no more than once."""

from collections.abc import Callable

import httpx
import pytest
import sqlalchemy as sa

from central.database_failures import DatabaseConflict
from central.operation_key import OperationKey
from central.operations import receiving
from central.operations.applying import Outcome, Workplace
from central.operations.chains import verify_chains
from central.operations.outcomes import note_outcome
from central.publication import NewChange, store_feed
from central.tables import case_file, change, operation, sale
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]


def asked(till: PaperTill) -> httpx.Response:
    return till.post(encode_request(till.request(1, len(till.operations))))


@pytest.mark.parametrize("times", [1, 2])
def test_a_batch_that_another_transaction_undid_is_done_once_more(
    office: Office,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    expect_log: Expect,
) -> None:
    till.sell()
    left = [times]
    true_store = receiving._store

    def store(*given: object) -> object:
        if left[0]:
            left[0] -= 1
            raise DatabaseConflict("In the way", "It was.")
        return true_store(*given)  # type: ignore[arg-type]  # what the product gave

    monkeypatch.setattr(receiving, "_store", store)
    if times == 1:
        assert asked(till).status_code == 200
    else:
        expect_log("database_unavailable")
        assert asked(till).status_code == 503

    assert len(office.rows(operation)) == 2 - times


class InTheWay:
    """An outcome that cannot be noted so many times: its keys are somebody else's."""

    def __init__(self, times: int, seq: int = 1) -> None:
        self.left, self.seq = times, seq

    def __call__(self, work: Workplace, key: OperationKey, outcome: Outcome) -> None:
        note_outcome(work, key, outcome)
        if key.seq == self.seq and outcome.kind and self.left:
            self.left -= 1
            raise sa.exc.IntegrityError("INSERT", {}, ValueError("not unique"))


def test_an_operation_that_another_till_was_in_the_way_of_is_booked_at_the_second_try(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "note_outcome", InTheWay(1))
    till.sell()
    till.sell()

    assert till.push().rulings == ()
    assert [row["seq"] for row in office.rows(sale, "seq")] == [1, 2]


def test_an_operation_that_is_in_its_own_way_is_kept_as_bytes_and_the_rest_is_booked(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    """Keys that are never free, outside of what books it: the queue must not stop for ever."""
    expect_log("operation_not_noted")
    monkeypatch.setattr(receiving, "note_outcome", InTheWay(1_000))
    till.sell()
    till.sell()

    answer = till.push()

    assert [(one.seq, one.title) for one in answer.rulings] == [(1, "Central could not note this")]
    assert answer.header.stored_through == 2
    assert [row["seq"] for row in office.rows(sale)] == [2]
    assert [row["seq"] for row in office.rows(case_file)] == [1]
    assert verify_chains(office.central).verified
    assert asked(till).status_code == 200  # and sent again it is a duplicate


def test_what_an_operation_that_was_undone_would_have_told_is_told_to_nobody(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("operation_not_noted")
    told: list[str] = []

    def note(work: Workplace, key: OperationKey, outcome: Outcome) -> None:
        note_outcome(work, key, outcome)
        if outcome.kind:
            told.append(f"undone-{len(told)}")
            feed = store_feed(key.organisation_id, work.store_id)
            work.writing.publish(feed, NewChange(kind="tea", key=told[-1], body="{}"))
            raise sa.exc.IntegrityError("INSERT", {}, ValueError("not unique"))

    monkeypatch.setattr(receiving, "note_outcome", note)
    till.sell()
    till.push()

    assert told == ["undone-0", "undone-1"]
    assert not {row["key"] for row in office.rows(change)} & set(told)
