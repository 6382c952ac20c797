"""Central notes who was named after a sale, and asks where one receipt has two buyers."""

import pytest

from central.buyer_tables import named_buyer
from central.operations.buyer_facts import CHANGED
from central.people.erasing import ErasureRequest, erase_person
from central.tables import case_file, sale
from sync.protocol.buyer_bodies import BuyerNamed
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body


def sell(till: PaperTill) -> str:
    receipt = till.next_receipt()
    till.write(sale_body(receipt, 48_000), kind="sale_completed")
    return receipt


def cases(office: Office) -> list[str]:
    return [str(row["kind"]) for row in office.rows(case_file)]


@pytest.mark.both_databases
def test_a_buyer_is_noted_once_and_the_sale_stays_as_it_was(
    office: Office, till: PaperTill
) -> None:
    receipt = sell(till)
    till.push()
    before = office.rows(sale)
    till.write(BuyerNamed(receipt=receipt, customer_id="person-mills"), kind="buyer_named")
    till.push()
    till.push()

    (row,) = office.rows(named_buyer)
    assert (row["receipt"], row["customer_id"], row["staff_id"]) == (
        receipt,
        "person-mills",
        "staff-sr",
    )
    assert office.rows(sale) == before
    assert cases(office) == []


def test_the_same_buyer_named_again_is_no_question_and_another_one_is(
    office: Office, till: PaperTill
) -> None:
    receipt, other = sell(till), sell(till)
    for number, buyer in ((receipt, "mills"), (receipt, "mills"), (other, "hardware")):
        till.write(BuyerNamed(receipt=number, customer_id=f"person-{buyer}"), kind="buyer_named")
    till.push()
    assert cases(office) == []
    till.write(BuyerNamed(receipt=receipt, customer_id="person-hardware"), kind="buyer_named")
    till.push()

    assert cases(office) == [CHANGED]
    message = str(office.rows(case_file)[0]["message"])
    assert receipt in message
    assert "person-hardware" in message
    assert len(office.rows(named_buyer)) == 4


def test_who_was_erased_is_still_known_to_have_been_named(office: Office, till: PaperTill) -> None:
    receipt = sell(till)
    till.write(BuyerNamed(receipt=receipt, customer_id="person-mills"), kind="buyer_named")
    till.push()
    organisation_id = str(office.rows(named_buyer)[0]["organisation_id"])
    erase_person(
        office.central,
        ErasureRequest(
            organisation_id=organisation_id,
            person_id="person-mills",
            requested_by="dpo",
            reason="asked",
        ),
    )

    assert len(office.rows(named_buyer)) == 1


def test_names_that_no_database_keeps_are_quarantined(office: Office, till: PaperTill) -> None:
    for receipt, buyer in (("half\0", "person-1"), ("GY03A-000001", "half\0")):
        said = BuyerNamed.model_construct(receipt=receipt, customer_id=buyer)
        till.write(said, kind="buyer_named")
    till.push()

    assert cases(office) == ["quarantine", "quarantine"]
    assert office.rows(named_buyer) == []
