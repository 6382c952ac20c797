"""Verifying the chains: whatever is changed behind central's back is found."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from central.operations.chains import verify_chains
from central.tables import branch, operation, till_key
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book

pytestmark = pytest.mark.both_databases

Change = Callable[[sa.Connection], object]


def change_facts(connection: sa.Connection) -> None:
    facts = connection.execute(
        sa.select(operation.c.facts).where(operation.c.seq == 2)
    ).scalar_one()
    connection.execute(
        sa.update(operation)
        .where(operation.c.seq == 2)
        .values(facts=facts.replace(b"114000", b"114001"))
    )


CHANGES: dict[str, tuple[Change, str]] = {
    "an amount": (change_facts, "2 is not what was hashed"),
    "a hash": (
        lambda c: c.execute(
            sa.update(operation).where(operation.c.seq == 2).values(hash=bytes(32))
        ),
        "2 is not what was hashed",
    ),
    "an operation lost": (
        lambda c: c.execute(sa.delete(operation).where(operation.c.seq == 2)),
        "2 is missing",
    ),
    "the last ones lost": (
        lambda c: c.execute(sa.delete(operation).where(operation.c.seq > 2)),
        "it ends at 2, its head says 4",
    ),
    "a signature": (
        lambda c: c.execute(
            sa.update(operation).where(operation.c.seq == 4).values(head_signature=bytes(64))
        ),
        "the signature of 4 fits no key",
    ),
    "no signature": (
        lambda c: c.execute(sa.update(operation).values(head_signature=None)),
        "after 0 no signature vouches",
    ),
    "another key": (
        lambda c: c.execute(sa.update(till_key).values(public_key=bytes(32))),
        "fits no key of the till",
    ),
    "another beginning": (
        lambda c: c.execute(sa.update(branch).values(base_hash=bytes(32))),
        "does not begin where it says",
    ),
}


@pytest.fixture
def full(till: PaperTill) -> PaperTill:
    for _ in range(3):
        till.sell()
    book(till, "Ann", "Ben")
    till.push()
    return till


def test_what_nobody_touched_is_verified(office: Office, full: PaperTill) -> None:
    report = verify_chains(office.central)

    assert report.verified
    assert (report.branch_count, report.operation_count) == (1, len(full.operations))


@pytest.mark.parametrize("what", CHANGES)
def test_what_somebody_changed_is_found(office: Office, full: PaperTill, what: str) -> None:
    assert full.operations
    change, fault = CHANGES[what]
    with office.central.database.writing(office.clock.now()) as writing:
        change(writing.connection)

    report = verify_chains(office.central)

    assert any(fault in one for one in report.faults), report.faults


def test_a_fork_that_no_longer_leaves_where_it_says_is_found(
    office: Office, full: PaperTill
) -> None:
    other = full.copy()
    other.operations = other.operations[:2]
    other.sell(1_000)
    other.push()
    assert verify_chains(office.central).verified
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(
            sa.update(branch).where(branch.c.branch == 1).values(base_hash=bytes(32))
        )

    assert any("branch 1" in one for one in verify_chains(office.central).faults)


def test_faults_are_counted_up_to_a_bound(
    office: Office, full: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert full.operations
    monkeypatch.setattr("central.operations.chains._FAULTS_MAX", 2)
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.update(operation).values(facts=b"?"))

    assert len(verify_chains(office.central).faults) == 2
