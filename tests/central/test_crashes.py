"""Central crashes before or after its commit.

The till sends again, and every sale is there once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from central.operations import receiving
from central.operations.chains import verify_chains
from central.operations.receiving import Receipt
from central.surroundings import Surroundings
from central.tables import operation, sale, takings
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill, take_apart
from tests.central.test_forks import owner_of

pytestmark = pytest.mark.both_databases

Expect = Callable[[str], None]


class CrashError(Exception):
    """The computer stopped here."""


@dataclass
class CrashAt:
    """Crashes at one point, as often as it is told to."""

    point: str
    times: int = 1

    def before_commit(self) -> None:
        self._pass("before")

    def after_commit(self) -> None:
        self._pass("after")

    def _pass(self, point: str) -> None:
        if point == self.point and self.times:
            self.times -= 1
            raise CrashError(point)


def crash(office: Office, till: PaperTill, point: str) -> None:
    """Close central as a crash would, and open it again with a fault planted."""
    office.close()
    office.faults = CrashAt(point)
    till.client = office.client


@pytest.mark.parametrize(("point", "kept"), [("before", 0), ("after", 3)])
def test_a_push_that_central_did_not_survive_is_sent_again_and_booked_once(
    office: Office, till: PaperTill, expect_log: Expect, point: str, kept: int
) -> None:
    expect_log("request_failed.*CrashError|CrashError.*request_failed")
    for _ in range(3):
        till.sell()
    crash(office, till, point)

    response = till.post(encode_request(till.request(1, 3)))
    office.close()
    stored = len(office.rows(sale))
    till.client = office.client
    answer = till.push()

    assert response.status_code == 500
    assert stored == kept
    assert answer.header.stored_through == 3
    assert len(office.rows(sale)) == 3
    assert len(office.rows(takings)) == 3
    assert verify_chains(office.central).verified


def test_a_fork_that_central_did_not_survive_is_one_fork(
    office: Office, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("request_failed")
    other = till.copy()
    till.sell(1_000)
    other.sell(2_000)
    till.push()
    crash(office, till, "after")
    other.client = office.client
    other.post(encode_request(other.request(1, 1)))

    assert other.push().header.assigned_stream == "GY01B"
    assert len(office.rows(operation)) == 2


def test_a_failed_request_says_an_id_and_nothing_else(
    office: Office, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("request_failed")
    till.sell()
    crash(office, till, "before")

    problem = till.post(encode_request(till.request(1, 1))).json()

    assert set(problem) == {"title", "status", "detail", "id"}
    assert "CrashError" not in str(problem)
    assert "Nothing is lost" in problem["detail"]


def test_an_acknowledgement_before_the_commit_would_be_noticed(
    office: Office, till: PaperTill
) -> None:
    """A planted bug: the answer is made within the transaction, and the transaction is lost."""
    till.sell()
    office.faults = CrashAt("before")
    office.close()
    answers: list[Receipt] = []

    with pytest.raises(CrashError):
        answer_too_early(office, till, answers)

    assert [answer.stored_through for answer in answers] == [1]
    assert office.rows(operation) == []


def answer_too_early(office: Office, till: PaperTill, answers: list[Receipt]) -> None:
    central, owner = office.central, owner_of(office, till)
    delivery = receiving._vouched(owner, till.request(1, 1))
    with central.database.writing(central.surroundings.now()) as writing:
        answers.append(receiving._store(central, writing, delivery))
        central.surroundings.faults.before_commit()


def test_an_answer_cut_in_the_middle_has_no_end_line(till: PaperTill) -> None:
    till.sell()
    response = till.post(encode_request(till.request(1, 1)))

    whole, cut = take_apart(response.content), take_apart(response.content[:-20])

    assert whole.end is not None
    assert cut.end is None
    assert cut.header.stored_through == 1


def test_surroundings_do_nothing_on_purpose_unless_told() -> None:
    around = Surroundings()
    around.faults.before_commit()
    around.faults.after_commit()

    assert around.now().utcoffset() is not None
    assert around.new_id() != around.new_id()
