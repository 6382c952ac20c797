"""Refunds through the real exchange into central's takings; two tills that give the same back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases.approve import Approval
from app.use_cases.refund_sale import RefundRequest, refund_sale
from central.database import Writing
from central.operations.refund_chores import keep_refunds
from central.refunds.listing import list_provisional
from central.refunds.tables import refund
from domain.staff import Permission, Role
from tests.sync.clerks import Clerk, two_clerks
from tests.sync.world import World, new_world


def signed(clerk: Clerk) -> Approval:
    """The supervisor's yes, as ``approve`` returns it."""
    with clerk.sync.till.db.reading() as uow:
        (boss,) = [each for each in uow.staff.list_staff() if each.role is Role.SUPERVISOR]
    return Approval(approved_by=boss.staff_id, permission=Permission.APPROVE)


def give_back(clerk: Clerk, receipt: str, count: int, press: str = "press-1") -> int:
    """Give some tape of this till's own receipt back; return how much."""
    request = RefundRequest(
        request_id=press, of_receipt=receipt, units={1: count}, approval=signed(clerk)
    )
    return refund_sale(clerk.sync.till, clerk.session, request).given.amount_minor


def give_back_elsewhere(clerk: Clerk, code: str, count: int, press: str = "press-1") -> int:
    """Give some tape back for another till's code; return how much."""
    request = RefundRequest(
        request_id=press,
        receipt_code=code,
        goods={clerk.sync.an_item(): count},
        approval=signed(clerk),
    )
    return refund_sale(clerk.sync.till, clerk.session, request).given.amount_minor


def code_of(clerk: Clerk, receipt: str) -> str:
    """What the scanner reads from the paper."""
    with clerk.sync.till.db.reading() as uow:
        code = uow.prints.find_code(receipt)
    assert code is not None
    return code


def jobs(world: World) -> None:
    """Central's jobs come round once."""

    @contextmanager
    def open_writing() -> Iterator[Writing]:
        with world.office.central.database.writing(world.office.clock.now()) as writing:
            yield writing

    keep_refunds(world.office.central, open_writing)


def sell(clerk: Clerk, count: int) -> str:
    clerk.add(count)
    return clerk.pay()


def test_a_refund_offline_reaches_the_takings_once_after_lost_answers(world: World) -> None:
    ann = Clerk(world, "till-a")
    ann.go_offline()
    receipt = sell(ann, 3)
    given_minor = give_back(ann, receipt, 2)
    ann.go_online()
    before = world.takings_minor()
    ann.sync.settle()

    assert given_minor == 96_000
    assert world.takings_minor() == before == 48_000
    (row,) = world.office.rows(refund)
    assert (row["standing"], row["of_receipt"]) == ("sound", receipt)
    assert world.cases("refunded_twice") == []


def test_what_two_tills_give_back_for_one_receipt_is_found_by_central(world: World) -> None:
    ann, ben = two_clerks(world)
    jobs(world)
    ben.sync.settle()
    receipt = sell(ann, 2)
    code = code_of(ann, receipt)
    ann.go_offline()
    ben.go_offline()
    give_back(ann, receipt, 2)
    give_back_elsewhere(ben, code, 2)
    ben.go_online()
    assert world.cases("refunded_twice") == []
    ann.go_online()

    (case,) = world.cases("refunded_twice")
    assert receipt in str(case["message"])
    with world.office.central.database.reading() as connection:
        (found,) = list_provisional(connection, world.store.organisation_id)
    assert (found.of_receipt, found.standing) == (receipt, "over")
    assert world.takings_minor() == -96_000
    ben.sync.settle()
    with ben.sync.till.db.reading() as uow:
        assert [each.told.kind for each in uow.cases.list_cases()] == ["refunded_twice"]


def test_one_refund_elsewhere_is_sound_and_no_case(world: World) -> None:
    ann, ben = two_clerks(world)
    jobs(world)
    ben.sync.settle()
    receipt = sell(ann, 2)
    ann.sync.settle()
    ben.go_offline()
    give_back_elsewhere(ben, code_of(ann, receipt), 1)
    ben.go_online()

    (row,) = world.office.rows(refund)
    assert (row["standing"], row["is_provisional"]) == ("sound", 1)
    assert world.cases("refunded_twice") == []


@dataclass(frozen=True, slots=True, repr=False)
class TwoTills:
    """What stands behind all examples of a property test, too large to be told."""

    world: World
    ann: Clerk
    ben: Clerk


@pytest.fixture(scope="module")
def two_tills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoTills]:
    """Two tills that know of each other, and their central, for many receipts."""
    world = new_world(tmp_path_factory.mktemp("world"))
    ann, ben = two_clerks(world)
    jobs(world)
    ben.sync.settle()
    yield TwoTills(world, ann, ben)
    world.close()
    world.office.close()


@settings(max_examples=40, deadline=None)
@given(deeds=st.lists(st.tuples(st.booleans(), st.integers(1, 3)), min_size=1, max_size=5))
def test_every_provisional_refund_is_found_and_each_that_is_too_many_is_a_case(
    two_tills: TwoTills, deeds: list[tuple[bool, int]]
) -> None:
    """Two tills give back what they will of one receipt, offline, and come back in turn.

    One central stands behind all examples, each with a receipt of its own.
    """
    world, ann, ben = two_tills.world, two_tills.ann, two_tills.ben
    before_minor = world.takings_minor()
    receipt = sell(ann, 3)
    code = code_of(ann, receipt)
    ann.go_offline()
    ben.go_offline()
    own = elsewhere = 0
    for number, (is_own, count) in enumerate(deeds):
        press = f"press-{receipt}-{number}"
        if is_own and own + count <= 3:
            give_back(ann, receipt, count, press)
            own += count
        elif not is_own and elsewhere + count <= 3:
            give_back_elsewhere(ben, code, count, press)
            elsewhere += count
    ben.go_online()
    ann.go_online()

    with world.office.central.database.reading() as connection:
        found = list_provisional(connection, world.store.organisation_id)
    mine = [row for row in found if row.of_receipt == receipt]
    cases = [case for case in world.cases("refunded_twice") if receipt in str(case["message"])]
    assert sum(row.given_minor for row in mine) == elsewhere * 48_000
    assert world.takings_minor() == before_minor + (3 - own - elsewhere) * 48_000
    assert bool(cases) == (own + elsewhere > 3)
