"""Forks: a till restored from an old copy, or cloned. Nothing is swallowed, all is counted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from central.operations import receiving
from central.operations.attaching import Attached, Batch, Branch, Step, Stored
from central.operations.chains import verify_chains
from central.operations.receiving import receive
from central.tables import branch, case_file, operation, sale, stream, takings
from central.tills.organisations import Store
from central.tills.registry import EnrolledTill, find_till
from tests.central.office import Office
from tests.central.paper_till import Answer, PaperTill

pytestmark = pytest.mark.both_databases


def total(office: Office) -> int:
    return sum(int(str(row["total_minor"])) for row in office.rows(takings))


@pytest.fixture
def copies(till: PaperTill) -> tuple[PaperTill, PaperTill]:
    """Two copies of one till with two common sales; each has sold three more of its own."""
    till.sell(1_000)
    till.sell(2_000)
    till.push()
    other = till.copy()
    for number in range(3):
        till.sell(10_000 + number * 500)
        other.sell(20_000 + number * 500)
    return till, other


OF_BOTH = 1_000 + 2_000 + 10_000 + 10_500 + 11_000 + 20_000 + 20_500 + 21_000


def test_both_copies_of_a_till_are_counted_and_one_case_is_opened(
    office: Office, copies: tuple[PaperTill, PaperTill]
) -> None:
    one, other = copies
    one.push(3)

    answer = other.push(3)

    assert answer.header.stored_through == 5
    assert answer.header.assigned_stream == "GY01B"
    assert total(office) == OF_BOTH
    assert [row["kind"] for row in office.rows(case_file)] == ["fork"]
    assert verify_chains(office.central).verified


def test_the_copy_that_came_first_is_left_alone(
    copies: tuple[PaperTill, PaperTill],
) -> None:
    one, other = copies
    one.push(3)
    other.push(3)
    one.sell()

    answer = one.push(6)

    assert answer.header.assigned_stream is None
    assert answer.header.stored_through == 6


def test_a_fork_sent_again_gets_the_same_answer_and_counts_once(
    office: Office, copies: tuple[PaperTill, PaperTill]
) -> None:
    one, other = copies
    one.push(3)
    answers = [other.push(3), other.push(3), other.push(1), other.push(4, 4)]

    assert {answer.header.assigned_stream for answer in answers} == {"GY01B"}
    assert total(office) == OF_BOTH
    assert len(office.rows(case_file)) == 1
    assert len(office.rows(branch)) == 2


def test_a_fork_goes_on_and_then_moves_to_its_own_stream(
    office: Office, copies: tuple[PaperTill, PaperTill]
) -> None:
    one, other = copies
    one.push(3)
    other.push(3)
    other.sell(500)
    assert other.push(6).header.stored_through == 6
    other.begin_stream("GY01B")
    other.sell(700_000)

    answer = other.push()

    assert answer.header.assigned_stream is None
    assert total(office) == OF_BOTH + 500 + 700_000
    assert len(office.rows(case_file)) == 1


def test_a_till_that_forks_twice_gets_two_cases_and_two_streams(
    office: Office, till: PaperTill, copies: tuple[PaperTill, PaperTill]
) -> None:
    one, other = copies
    third = one.copy()
    third.operations = third.operations[:2]
    third.sell(30_000)
    answers: list[Answer] = [one.push(3), other.push(3), third.push(3)]

    assert [answer.header.assigned_stream for answer in answers] == [None, "GY01B", "GY01C"]
    assert total(office) == OF_BOTH + 30_000
    assert len(office.rows(case_file)) == 2
    names = [row["stream"] for row in office.rows(stream, "number")]
    assert names == [till.granted.stream, "GY01B", "GY01C"]


def test_a_restored_till_with_another_history_deep_down_is_found_step_by_step(
    office: Office, till: PaperTill
) -> None:
    for _ in range(400):
        till.sell()
    old = till.copy()
    old.operations = old.operations[:50]
    till.push()
    for _ in range(400):
        old.sell(2_000)

    asked = [441]
    while (answer := old.push(asked[-1])).header.resend_from is not None:
        assert answer.header.stored_through == 0
        asked.append(answer.header.resend_from)

    assert asked == [441, 401, 145, 1]
    assert answer.header.stored_through == 450
    assert total(office) == 400 * 114_000 + 400 * 2_000
    assert len(office.rows(case_file)) == 1


def test_history_below_what_the_till_keeps_is_stored_on_a_branch_of_its_own(
    office: Office, till: PaperTill
) -> None:
    for _ in range(10):
        till.sell()
    till.first_kept_seq = 6

    answer = till.push(6)

    assert answer.header.stored_through == 10
    assert answer.header.assigned_stream == "GY01B"
    assert len(office.rows(sale)) == 5
    assert till.push(6).header.stored_through == 10
    assert len(office.rows(case_file)) == 1
    assert verify_chains(office.central).verified


def test_an_idle_till_with_an_unknown_head_and_nothing_to_send_is_told_nothing_is_stored(
    till: PaperTill,
) -> None:
    for _ in range(3):
        till.sell()
    till.first_kept_seq = 4

    answer = till.push(4)

    assert (answer.header.stored_through, answer.header.resend_from) == (0, None)


def test_a_clone_that_is_behind_never_marks_its_own_sales_as_the_others(
    office: Office, copies: tuple[PaperTill, PaperTill]
) -> None:
    """The other's head is higher than this batch: the answer must not cover what was not sent."""
    one, other = copies
    one.push(3)

    answer = other.push(3, 3)

    assert answer.header.stored_through == 3
    assert total(office) == OF_BOTH - 20_500 - 21_000


def test_copies_that_send_at_the_same_moment_are_each_booked_once(
    office: Office, copies: tuple[PaperTill, PaperTill]
) -> None:
    """Several connections at once: the stream's row lock makes them take turns."""
    owner = owner_of(office, copies[0])
    requests = [copy.request(3, 5) for copy in copies] * 4

    with ThreadPoolExecutor(len(requests)) as pool:
        sent = [pool.submit(receive, office.central, owner, request) for request in requests]
        receipts = [one.result() for one in sent]

    assert total(office) == OF_BOTH
    assert {receipt.stored_through for receipt in receipts} == {5}
    assert {receipt.assigned_stream for receipt in receipts} == {None, "GY01B"}
    assert len(office.rows(case_file)) == 1


def owner_of(office: Office, till: PaperTill) -> EnrolledTill:
    with office.central.database.reading() as connection:
        owner = find_till(connection, till.granted.till)
    assert owner is not None
    return owner


def swallowed(branches: list[Branch], stored: Stored, batch: Batch) -> Attached:
    """A planted bug: whatever is at a known number counts as already there."""
    del branches
    steps = tuple(
        Step(0, seq, new=(0, seq) not in stored)
        for seq in range(batch.first_seq, batch.first_seq + len(batch.hashes))
    )
    return Attached(steps=steps, branch=0)


def test_a_swallowed_fork_would_be_noticed(
    office: Office,
    copies: tuple[PaperTill, PaperTill],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = copies
    monkeypatch.setattr(receiving, "attach", swallowed)
    one.push(3)
    other.push(3)

    assert total(office) != OF_BOTH
    assert office.rows(case_file) == []


@pytest.mark.parametrize("order", [lambda a, b: (a, b), lambda a, b: (b, a)])
def test_whichever_copy_comes_first_both_are_counted(
    office: Office,
    shop: Store,
    order: Callable[[PaperTill, PaperTill], tuple[PaperTill, PaperTill]],
) -> None:
    till = office.enrol(shop)
    till.sell(1_000)
    other = till.copy()
    till.sell(2_000)
    other.sell(4_000)
    other.sell(8_000)
    for copy in order(till, other):
        copy.push()

    assert total(office) == 15_000
    assert len(office.rows(operation)) == 4
