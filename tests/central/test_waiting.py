"""What waited for an upgrade is checked like anything else once it can be read (sync rule 3.6)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.operations import applying, waiting
from central.operations.waiting import apply_waiting
from central.people.erasing import ErasureRequest, erase_person
from central.tables import case_file, operation, sale, shipment, takings
from central.tables import personal_part as personal_parts
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from sync.protocol.bodies import BODIES, SaleCompleted
from sync.protocol.exchange import ExchangeRequest, ReceivedOperation
from sync.protocol.operation import PersonalPart
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book, personal_part
from tests.central.test_quarantine import send_facts

pytestmark = pytest.mark.both_databases


def later(till: PaperTill, *parts: PersonalPart) -> ExchangeRequest:
    """Return the till's last operation as facts of version 2, with these parts."""
    facts = till.operations.pop().facts.replace(b'"v":1', b'"v":2')
    request = send_facts(till, facts)
    return ExchangeRequest(
        header=request.header, operations=(ReceivedOperation(facts=facts, parts=parts),)
    )


def upgrade(office: Office, monkeypatch: pytest.MonkeyPatch) -> int:
    """Apply what waits with a central that knows version 2."""
    for module in (applying, waiting):
        monkeypatch.setattr(module, "FACTS_VERSION", 2)
    return apply_waiting(office.central)


def titles(office: Office) -> list[object]:
    return [row["title"] for row in office.rows(operation)]


def test_later_facts_are_booked_after_the_upgrade_with_their_parts(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = book(till, "Ann", "Ben").personal
    till.exchange(later(till, *parts))

    assert upgrade(office, monkeypatch) == 1
    assert len(office.rows(shipment)) == 1


def test_later_facts_whose_parts_do_not_fit_are_quarantined_after_the_upgrade(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(till, "Ann", "Ben")
    till.exchange(later(till, personal_part("person-a", "Eve")))

    assert upgrade(office, monkeypatch) == 1
    assert titles(office) == ["A personal part was changed"]
    assert office.rows(shipment) == []


def test_the_part_of_a_person_erased_meanwhile_is_not_missed(
    office: Office, till: PaperTill, shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = book(till, "Ann", "Ben").personal
    till.exchange(later(till, *parts))
    request = ErasureRequest(
        organisation_id=shop.organisation_id, person_id="person-a", requested_by="x", reason=""
    )
    erase_person(office.central, request)

    assert upgrade(office, monkeypatch) == 1
    assert titles(office) == [None]


def test_a_damaged_part_quarantines_what_waited_and_central_starts(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = book(till, "Ann", "Ben").personal
    till.exchange(later(till, *parts))
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.update(personal_parts).values(sealed=bytes(60)))

    assert upgrade(office, monkeypatch) == 1
    assert [row["state"] for row in office.rows(operation)] == ["quarantined"]


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        (b'"seq":1', b'"seq":9', "It belongs elsewhere"),
        (b'"till":"', b'"till":"x', "It belongs elsewhere"),
    ],
)
def test_later_facts_of_another_place_are_quarantined_after_the_upgrade(
    office: Office,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    old: bytes,
    new: bytes,
    title: str,
) -> None:
    till.sell()
    facts = till.operations.pop().facts.replace(b'"v":1', b'"v":2').replace(old, new)
    till.exchange(send_facts(till, facts))

    assert upgrade(office, monkeypatch) == 1
    assert titles(office) == [title]
    assert [row["state"] for row in office.rows(takings)] == ["quarantined"]
    cases = {row["kind"]: row["closed_by"] for row in office.rows(case_file)}
    assert cases == {"awaiting_upgrade": "central", "quarantine": None}


def test_later_facts_of_a_revoked_till_or_a_foreign_stream_are_quarantined_at_once(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.begin_stream("ELSEWHERE")
    till.sell()
    foreign = till.exchange(later(till))
    revoke_till(office.central, shop, "GY01", "stolen")
    till.begin_stream("GY01A")
    till.sell()

    revoked = till.exchange(later(till))

    assert [one.title for one in foreign.rulings] == ["An unknown stream"]
    assert [one.title for one in revoked.rulings] == ["After the till was revoked"]
    assert [row["state"] for row in office.rows(takings)] == ["quarantined"] * 2


def test_what_came_before_the_revocation_is_booked_after_the_upgrade(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.sell()
    till.exchange(later(till))
    revoke_till(office.central, shop, "GY01", "stolen")

    assert upgrade(office, monkeypatch) == 1
    assert len(office.rows(sale)) == 1


class _NewerSale(SaleCompleted):
    """What a later central knows of a sale."""

    surprise: int


def test_a_sale_with_a_field_of_a_newer_till_waits_and_is_booked_after_the_upgrade(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.sell()
    facts = till.operations.pop().facts.replace(b'"cart_id"', b'"surprise":1,"cart_id"')

    answer = till.exchange(send_facts(till, facts))

    assert [one.state for one in answer.rulings] == ["awaiting_upgrade"]
    assert [row["state"] for row in office.rows(takings)] == ["awaiting_upgrade"]
    assert [row["closed_by"] for row in office.rows(case_file)] == [None]
    assert apply_waiting(office.central) == 0
    monkeypatch.setattr(applying, "BODIES", {**BODIES, "sale_completed": _NewerSale})
    office.clock.forward(timedelta(days=1))
    assert apply_waiting(office.central) == 1
    assert len(office.rows(sale)) == 1
    assert [row["state"] for row in office.rows(takings)] == ["applied"]
