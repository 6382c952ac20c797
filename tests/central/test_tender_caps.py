"""Central asks the policy again: a tender above a cap that nobody signed for is a case."""

from datetime import date

import pytest

from central.operations import appliers
from central.operations.tender_caps import ABOVE
from central.rules.loading import publish_rule
from central.staff.members import NewMember, add_staff
from central.tables import case_file, sale
from central.tills.organisations import Store
from sync.protocol.bodies import TenderBody
from sync.protocol.changes import RuleChanged
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body

CASHIER, OTHER, SUPERVISOR = "staff-sr", "staff-dr", "staff-ra"
LIMIT = 50_000_000
"""As the sample rules say of the bank's terminal: G$500,000."""


@pytest.fixture(autouse=True)
def people(office: Office, shop: Store) -> None:
    for staff_id, role in ((OTHER, "cashier"), (SUPERVISOR, "supervisor")):
        member = NewMember(name="Somebody", role=role, staff_id=staff_id)
        add_staff(office.central, shop.organisation_id, member)


def sell(till: PaperTill, total_minor: int, kind: str = "bank_card", **told: object) -> None:
    """A sale that is paid whole in two parts of one kind."""
    first = total_minor // 2
    tenders = tuple(
        TenderBody.model_validate(
            {
                "kind": kind,
                "currency": "GYD",
                "amount_minor": minor,
                "received_minor": minor,
                "change_minor": 0,
                "approval_code": "A83K91" if kind == "bank_card" else None,
            }
        )
        for minor in (first, total_minor - first)
    )
    body = sale_body(till.next_receipt(), total_minor)
    till.write(body.model_copy(update={"tenders": tenders, **told}), kind="sale_completed")
    till.push()


def messages(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == ABOVE]


def test_at_the_limit_and_in_cash_nobody_has_to_sign(office: Office, till: PaperTill) -> None:
    sell(till, LIMIT)
    sell(till, 2 * LIMIT, kind="cash")

    assert messages(office) == []
    assert len(office.rows(sale)) == 2


def test_above_the_limit_a_second_person_may_have_signed(office: Office, till: PaperTill) -> None:
    sell(till, LIMIT + 1, tender_rules=("terminal_amount",), tenders_approved_by=SUPERVISOR)

    assert messages(office) == []


@pytest.mark.parametrize(
    ("signer", "words"),
    [
        (None, "Nobody signed for it. The bank's terminal paid more than G$500,000"),
        ("staff-made-up", "staff-made-up signed for it, whom nobody knows"),
        (OTHER, "staff-dr signed for it and has no right to approve"),
        (CASHIER, "staff-sr signed for what they took themselves"),
    ],
)
def test_without_a_yes_that_counts_it_is_booked_and_becomes_a_case(
    office: Office, till: PaperTill, signer: str | None, words: str
) -> None:
    sell(till, LIMIT + 1, tenders_approved_by=signer)

    (message,) = messages(office)
    assert words in message
    assert "its money is counted" in message
    assert len(office.rows(sale)) == 1


def test_where_the_store_waives_a_second_person_ones_own_yes_is_a_case_of_its_own(
    office: Office, shop: Store, till: PaperTill
) -> None:
    waived = RuleChanged(
        kind="second_person",
        key=shop.store_id,
        valid_from=date(2026, 1, 1),
        value={"policy": "waive_with_review"},
    )
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, waived)
    sell(till, LIMIT + 1, tenders_approved_by=CASHIER)

    assert messages(office) == []


def test_planted_bug_a_central_that_does_not_ask_again_is_found(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appliers, "note_tender_caps", lambda _booking, _sale: None)
    sell(till, LIMIT + 1)

    assert messages(office) == []
