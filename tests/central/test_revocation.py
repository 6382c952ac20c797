"""A lost till: accepted up to its revocation, kept for a person after it, told nothing more."""

import pytest

from central.operations.receiving import receive
from central.tables import audit, branch, case_file, sale, takings
from central.tills.organisations import Store
from central.tills.registry import find_till
from central.tills.revoking import revoke_till
from domain.errors import Conflict, NotFound
from tests.central.office import Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases


def test_what_a_revoked_till_sent_before_is_kept_and_what_comes_after_waits_for_a_person(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.sell()
    till.push()
    revoke_till(office.central, shop, "GY01", "stolen")
    till.sell()
    till.sell()

    answer = till.push()

    assert answer.header.stored_through == 3
    assert [(r.seq, r.title) for r in answer.rulings] == [
        (2, "After the till was revoked"),
        (3, "After the till was revoked"),
    ]
    assert len(office.rows(sale)) == 1
    states = [row["state"] for row in office.rows(takings, "seq")]
    assert states == ["applied", "quarantined", "quarantined"]
    assert len(office.rows(case_file)) == 2


def test_a_revoked_till_is_told_nothing_more(office: Office, shop: Store, till: PaperTill) -> None:
    assert till.push().changes != ()
    revoke_till(office.central, shop, "GY01", "stolen")

    answer = till.push()

    assert answer.changes == ()
    assert answer.cursors == ()
    assert answer.end is not None


def test_a_revoked_till_cannot_escape_into_a_new_stream_or_a_fork(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.sell()
    other = till.copy()
    till.sell()
    till.sell()
    till.push()
    revoke_till(office.central, shop, "GY01", "stolen")
    other.sell(1_000)
    other.sell(1_000)
    forked = other.push()
    till.begin_stream("GY01B")
    till.sell()
    assigned = till.push()
    till.begin_stream("GY01XYZ")
    till.sell()
    chosen = till.push()

    states = [ruling.state for one in (forked, assigned, chosen) for ruling in one.rulings]
    assert states == ["quarantined"] * 4
    assert len(office.rows(sale)) == 3
    assert len(office.rows(takings)) == 7


def test_each_branch_of_a_revoked_till_is_accepted_up_to_its_own_head(
    office: Office, shop: Store, till: PaperTill
) -> None:
    other = till.copy()
    for _ in range(3):
        till.sell()
    other.sell(1_000)
    till.push()
    other.push()
    revoke_till(office.central, shop, "GY01", "stolen")
    other.sell(1_000)
    till.sell()

    forked, main = other.push(), till.push()

    assert [(one.seq, one.title) for one in forked.rulings] == [(2, "After the till was revoked")]
    assert [one.seq for one in main.rulings] == [4]
    assert len(office.rows(sale)) == 4


@pytest.mark.parametrize("stream", ["GY01A", "GY01B"])
def test_a_revocation_during_a_request_holds_for_what_the_request_begins(
    office: Office, shop: Store, till: PaperTill, stream: str
) -> None:
    """The request was authenticated before the till was revoked, and is written after it."""
    other = till.copy()
    till.sell()
    till.push()
    other.stream = stream
    other.sell(1_000)
    with office.central.database.reading() as connection:
        owner = find_till(connection, till.granted.till)
    assert owner is not None
    revoke_till(office.central, shop, "GY01", "stolen")

    receipt = receive(office.central, owner, other.request(1, 1))

    assert [one.title for one in receipt.rulings] == ["After the till was revoked"]
    assert len(office.rows(sale)) == 1
    accepted = {row["accepted_through"] for row in office.rows(branch)}
    assert accepted == {0, 1}


def test_the_revocation_is_in_the_audit_log(office: Office, shop: Store, till: PaperTill) -> None:
    revoke_till(office.central, shop, till.granted.label, "left in a taxi")

    (deed,) = (row for row in office.rows(audit) if row["action"] == "till_revoked")
    assert (deed["subject"], deed["reason"]) == (till.granted.till, "left in a taxi")


def test_a_till_is_revoked_once_and_must_exist(
    office: Office, shop: Store, till: PaperTill
) -> None:
    revoke_till(office.central, shop, till.granted.label, "")

    with pytest.raises(Conflict):
        revoke_till(office.central, shop, "GY01", "")
    with pytest.raises(NotFound):
        revoke_till(office.central, shop, "GY02", "")
