"""A day of claims without the line, by the real tills, central's jobs and MMG's double."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.use_cases.approve import Approval
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.decide_payment import DecidePayment, decide_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.shift_summary import shift_summary
from app.use_cases.take_payment import TakePayment, take_payment
from central.jobs.lease import Lease, LeaseWatch
from central.jobs.paying import Paying
from central.operations.shift_facts import DOUBT_KIND
from central.operations.tender_facts import list_tenders
from central.payments.tables import payment, payment_event
from central.tills.organisations import Store
from domain.errors import WindwardError
from domain.shift import CashCount
from domain.staff import Permission, Role
from domain.till_payment import TillPayment
from tests.central.office import Office, new_office
from tests.central.reconciling import Reconciling
from tests.helpers.mmg_kit import MmgDesk, mmg_desk, settings_with
from tests.sync.clerks import Clerk
from tests.sync.world import World, new_world

TAPE_DOLLARS = 480


@dataclass
class Day:
    """The world, MMG, and the jobs between them."""

    world: World
    mmg: MmgDesk
    lease: Lease
    job: Paying

    @property
    def office(self) -> Office:
        return self.world.office

    @property
    def shop(self) -> Store:
        return self.world.store

    def run_jobs(self) -> None:
        """The jobs come round often enough to look at everything once."""
        for _ in range(4):
            self.world.office.clock.forward(timedelta(minutes=5))
            self.job.run(self.lease)

    def states(self) -> dict[str, str]:
        rows = self.world.office.rows(payment)
        return {str(row["payment_id"]): str(row["state"]) for row in rows}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    office = new_office(tmp_path / "central")
    office.settings = settings_with(office.settings)
    world = new_world(tmp_path, office)
    mmg = mmg_desk(office.clock)
    lease = LeaseWatch(office.central, "jobs").try_take()
    assert lease is not None
    yield Day(world, mmg, lease, Paying({"mmg": mmg.driver}))
    world.close()


def signed(clerk: Clerk) -> Approval:
    with clerk.sync.till.db.reading() as uow:
        (boss,) = [each for each in uow.staff.list_staff() if each.role is Role.SUPERVISOR]
    return Approval(approved_by=boss.staff_id, permission=Permission.APPROVE)


def claimed(
    clerk: Clerk, payment_id: str, reference: str, *, phone: str, approval: Approval | None = None
) -> TillPayment:
    """Claim the whole cart at this till."""
    cart = clerk.cart()
    request = ClaimPayment(
        payment_id=payment_id,
        cart_id=cart.cart_id,
        phone=phone,
        reference=reference,
        amount=cart.gross,
        paid_at=clerk.sync.clock.now(),
        approval=approval,
    )
    return claim_payment(clerk.sync.till, clerk.session, request)


def sold(clerk: Clerk, made: TillPayment) -> str:
    """Complete the sale that a payment is for; return its receipt."""
    cart = clerk.cart()
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(tender_of_payment(made),)
    )
    return take_payment(clerk.sync.till, clerk.session, request).sale.receipt_number


def at_the_till(clerk: Clerk, payment_id: str) -> str:
    with clerk.sync.till.db.reading() as uow:
        return uow.payments.get(payment_id).state


def closed(clerk: Clerk) -> tuple[str, ...]:
    """Close the shift on an exact count; return its Z report."""
    expected = shift_summary(clerk.sync.till).sums.expected
    whole, rest = divmod(expected.amount_minor, 100)
    request = CloseShift(count=CashCount("GYD", ((100, whole), (1, rest))))
    return close_shift(clerk.sync.till, clerk.session, request).z_lines


def told_sums(z_lines: tuple[str, ...]) -> dict[str, str]:
    """What a Z says of MMG, by how sure it is."""
    found = [line.split() for line in z_lines if line.startswith("MMG, ")]
    return {" ".join(words[1:-1]): words[-1] for words in found}


@dataclass
class Lived:
    """The day's two clerks, what MMG took, and the receipt of the good claim."""

    ann: Clerk
    bob: Clerk
    good: str
    small: str
    large: str
    receipt: str


EXPECTED = {
    "good": "verified",
    "other": "disputed",
    "reused": "disputed",
    "over": "verified",
    "rejected": "cancelled",
}


def lived(day: Day) -> Lived:
    """One good, one reused, one of another amount, one over the cap approved, one rejected."""
    ann, bob = Clerk(day.world, "till-a"), Clerk(day.world, "till-b")
    for clerk in (ann, bob):
        clerk.go_offline()
    pay = day.mmg.double.pay_merchant
    good, small, large = pay(TAPE_DOLLARS), pay(90), pay(TAPE_DOLLARS * 50)

    ann.add()
    receipt = sold(ann, claimed(ann, "good", good, phone="622 0001"))
    ann.add()
    sold(ann, claimed(ann, "other", small, phone="622 0002"))
    bob.add()
    sold(bob, claimed(bob, "reused", good, phone="622 0003"))
    bob.add(50)
    with pytest.raises(PaymentJudged):
        claimed(bob, "over", large, phone="622 0004")
    sold(bob, claimed(bob, "over", large, phone="622 0004", approval=signed(bob)))
    ann.add()
    with pytest.raises(WindwardError):
        claimed(ann, "same till", good, phone="622 0005")
    claimed(ann, "rejected", "20402048999999", phone="622 0006")
    decision = DecidePayment(
        payment_id="rejected", decision="reject", reason="No message shown", approval=signed(ann)
    )
    decide_payment(ann.sync.till, ann.session, decision)
    assert day.world.office.rows(payment) == []

    for clerk in (ann, bob):
        clerk.go_online()
        clerk.sync.settle()
    day.run_jobs()
    for clerk in (ann, bob):
        clerk.sync.settle()
    return Lived(ann, bob, good, small, large, receipt)


def test_a_day_of_claims_offline_ends_verified_disputed_and_told(day: Day) -> None:
    told = lived(day)
    ann, bob = told.ann, told.bob

    assert day.states() == EXPECTED
    who = {"good": ann, "other": ann, "rejected": ann, "reused": bob, "over": bob}
    assert {name: at_the_till(clerk, name) for name, clerk in who.items()} == EXPECTED
    assert len(day.world.cases("payment_disputed")) == 2
    assert day.world.cases("quarantine") == []

    (row,) = [row for row in day.world.office.rows(payment) if row["payment_id"] == "good"]
    assert row["receipt"] == told.receipt
    with day.world.office.central.database.reading() as connection:
        by_mmg = sum(one.amount_minor for one in list_tenders(connection) if one.kind == "mmg")
    assert by_mmg == TAPE_DOLLARS * 100 * 53 == day.world.takings_minor()
    assert day.mmg.double.wrong_passwords == 0


def test_the_statement_of_that_day_and_its_z_reports_say_the_same(day: Day, tmp_path: Path) -> None:
    told = lived(day)
    desk = Reconciling(day, tmp_path)  # type: ignore[arg-type]  # it has what is asked of a room
    bank = (
        (told.good, f"{TAPE_DOLLARS}.00"),
        (told.small, "90.00"),
        (told.large, f"{TAPE_DOLLARS * 50}.00"),
    )
    assert desk.outcomes(*bank) == ["confirmed", "open", "confirmed"]
    assert desk.take(*bank).is_again
    assert day.states() == EXPECTED

    z_of_ann, z_of_bob = closed(told.ann), closed(told.bob)
    assert told_sums(z_of_ann) == {"verified (1)": "480", "disputed (1)": "480"}
    assert told_sums(z_of_bob) == {"verified (1)": "24,000", "disputed (1)": "480"}
    for clerk in (told.ann, told.bob):
        clerk.sync.settle()
    assert day.world.cases(DOUBT_KIND) == []
    assert day.world.cases("quarantine") == []


def test_what_is_told_again_changes_nothing(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    ann.add()
    sold(ann, claimed(ann, "good", day.mmg.double.pay_merchant(TAPE_DOLLARS), phone="622 0001"))
    ann.sync.settle()
    day.run_jobs()
    events = len(day.world.office.rows(payment_event))
    ann.sync.settle()
    day.run_jobs()
    ann.sync.settle()

    assert len(day.world.office.rows(payment_event)) == events
    assert at_the_till(ann, "good") == "verified"
