"""Who may sign for units beyond an allotment: central knows, and asks about anybody else."""

from datetime import date

import pytest

from central.operations.exceptions import UNAPPROVED
from central.rules.loading import load_rules
from central.staff.members import NewMember, add_staff
from central.tables import case_file
from central.tills.organisations import Store
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.changes import RuleChanged
from tests.central.office import Office
from tests.central.paper_till import PaperTill, personal_part, sale_body, shipment_body

pytestmark = pytest.mark.both_databases
SELLER, OTHER, SUPERVISOR = "staff-sr", "staff-dr", "staff-ra"


@pytest.fixture(autouse=True)
def people(office: Office, shop: Store) -> None:
    for staff_id, role in ((SELLER, "cashier"), (OTHER, "cashier"), (SUPERVISOR, "supervisor")):
        member = NewMember(name="Somebody", role=role, staff_id=staff_id)
        add_staff(office.central, shop.organisation_id, member)


def sell(till: PaperTill, exception_by: str | None) -> None:
    spent = SpentBody(resource="stock:s:rum", quantity=2, exception_by=exception_by)
    body = sale_body(till.next_receipt()).model_copy(update={"spent": (spent,)})
    till.write(body, kind="sale_completed")
    till.push()


def messages(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == UNAPPROVED]


@pytest.mark.parametrize("signer", [None, SUPERVISOR])
def test_what_a_supervisor_signed_for_is_no_question(
    office: Office, till: PaperTill, signer: str | None
) -> None:
    sell(till, signer)

    assert messages(office) == []


@pytest.mark.parametrize(
    ("signer", "words"),
    [
        ("staff-made-up", "whom nobody knows"),
        (OTHER, "who may not approve"),
        (SELLER, "who sold it as well"),
    ],
)
def test_an_exception_that_nobody_signed_who_may_is_booked_and_becomes_a_case(
    office: Office, till: PaperTill, signer: str, words: str
) -> None:
    sell(till, signer)

    (message,) = messages(office)
    assert f"2 of stock:s:rum by {signer}, {words}." in message


def test_a_booking_beyond_the_limit_is_looked_at_like_a_sale(
    office: Office, till: PaperTill
) -> None:
    spent = SpentBody(resource=f"booking:{SELLER}", quantity=1, exception_by=OTHER)
    body = shipment_body(till.stream).model_copy(update={"spent": (spent,)})
    parts = tuple(personal_part(who, "Ann") for who in ("person-a", "person-b"))
    till.write(body, kind="shipment_booked", personal=parts)
    till.push()

    assert len(messages(office)) == 1


def test_who_works_alone_may_sign_once_the_store_says_so_and_they_said_it(
    office: Office, shop: Store, till: PaperTill
) -> None:
    waived = RuleChanged(
        kind="second_person",
        key=shop.store_id,
        valid_from=date(2026, 1, 1),
        value={"policy": "waive_with_review"},
    )
    load_rules(office.central, shop.organisation_id, [waived])
    sell(till, SELLER)
    assert len(messages(office)) == 1
    till.write(SignedAlone(permission="approve", reason="The last two"), kind="signed_alone")
    sell(till, SELLER)

    assert len(messages(office)) == 1
