"""Central asks the policy again: a tender above a cap that nobody signed for is a case."""

from datetime import date, timedelta
from typing import cast

import pytest

from central.operations import appliers, caps, tender_caps
from central.operations.tender_caps import ABOVE
from central.rules.loading import publish_rule
from central.staff.members import NewMember, add_staff
from central.tables import case_file, operation, sale
from central.tills.organisations import Store
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.changes import RuleChanged
from sync.protocol.operation import read_facts
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


def sell(
    till: PaperTill, total_minor: int, kind: str = "bank_card", minute: int = 0, **told: object
) -> None:
    """A sale that is paid whole in two parts of one kind, some minutes after the first one."""
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
    whole = body.model_copy(update={"tenders": tenders, **told})
    till.write(whole, kind="sale_completed", at=START + timedelta(minutes=minute))
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
    (unsigned,) = messages(office)
    till.write(SignedAlone(permission="approve", reason="a card"), kind="signed_alone")
    sell(till, LIMIT + 1, tenders_approved_by=CASHIER)

    assert "signed for what they took themselves" in unsigned
    assert messages(office) == [unsigned]


CAP = 10_000_000


def cap(
    office: Office, shop: Store, measure: str, kind: str = "bank_card", action: str = "supervisor"
) -> None:
    value = {
        "measure": measure,
        "tender": kind,
        "window_minutes": 0 if measure == "amount" else 60,
        "threshold": CAP,
        "action": action,
        "cashier": "Ask.",
        "supervisor": f"Above the {measure}.",
    }
    row = RuleChanged(kind="risk_rule", key="cap", valid_from=date(2026, 1, 1), value=value)
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, row)


@pytest.mark.parametrize(("minor", "cases"), [(CAP, 0), (CAP + 1, 1)])
def test_what_a_rule_refuses_nobody_may_sign_for(
    office: Office, shop: Store, till: PaperTill, minor: int, cases: int
) -> None:
    cap(office, shop, "amount", action="refuse")
    sell(till, minor, tenders_approved_by=SUPERVISOR)

    words = "Somebody signed for what nobody may sign for. Above the amount."
    assert [words in each for each in messages(office)] == [True] * cases


@pytest.mark.parametrize("minor", [CAP, CAP + 1])
@pytest.mark.parametrize(("measure", "customer"), [("till_sum", None), ("customer_sum", "ann")])
def test_a_sum_over_the_window_is_asked_again_on_both_sides_of_its_threshold(
    office: Office,
    shop: Store,
    till: PaperTill,
    measure: str,
    customer: str | None,
    minor: int,
) -> None:
    cap(office, shop, measure)
    half = CAP // 2
    sell(till, CAP, minute=0, customer_id="bob" if customer else None)
    sell(till, half, minute=60, customer_id=customer)
    sell(till, CAP, minute=61, customer_id=customer, kind="voucher", tenders_approved_by=SUPERVISOR)
    assert messages(office) == []
    sell(till, minor - half, minute=119, customer_id=customer)

    said = [f"Nobody signed for it. Above the {measure}." in each for each in messages(office)]
    assert said == [True] * (minor - CAP)
    assert uncased(office, measure) == []


def test_without_a_customer_a_sale_is_held_against_the_cap_alone(
    office: Office, shop: Store, till: PaperTill
) -> None:
    cap(office, shop, "customer_sum")
    for customer in (None, "bad\x00name", None):
        sell(till, CAP, customer_id=customer)
    assert messages(office) == []
    sell(till, CAP + 1)

    assert len(messages(office)) == 1


@pytest.mark.both_databases
def test_what_a_customer_paid_at_two_tills_is_a_case_whichever_is_heard_first(
    office: Office, shop: Store, till: PaperTill
) -> None:
    cap(office, shop, "customer_sum")
    other = office.enrol(shop)
    sell(other, CAP, minute=30, customer_id="ann", tenders_approved_by=SUPERVISOR)
    sell(till, CAP - 5, minute=10, customer_id="ann")
    assert messages(office) == []
    sell(other, 4, minute=31, customer_id="ann", tenders_approved_by=SUPERVISOR)
    sell(other, 5, minute=69, customer_id="bob")
    sell(till, 1, minute=91, customer_id="ann")
    assert messages(office) == []
    sell(other, CAP, minute=100, customer_id="ann")

    (message,) = messages(office)
    assert "Above the customer_sum. It was paid at 2 tills, each of which knew its own" in message


def test_a_late_sale_below_the_cap_is_looked_at_with_those_after_it(
    office: Office, shop: Store, till: PaperTill
) -> None:
    cap(office, shop, "customer_sum")
    other = office.enrol(shop)
    sell(other, CAP, minute=30, customer_id="ann")
    sell(till, 1, minute=10, customer_id="ann")

    (message,) = messages(office)
    assert "2 tills" in message


def uncased(office: Office, measure: str) -> list[str]:
    """The invariant: what is above the cap and unsigned has a case, from the kept facts alone."""
    facts = [read_facts(cast("bytes", row["facts"])) for row in office.rows(operation, "seq")]
    sales = [(each, SaleCompleted.model_validate(each.body)) for each in facts]
    cased = {row["seq"] for row in office.rows(case_file) if row["kind"] == ABOVE}
    missing = []
    for now, sale_now in sales:
        since = now.at - timedelta(minutes=60)
        sums = sum(
            tender.amount_minor
            for each, sold in sales
            if since < each.at <= now.at
            and (measure == "till_sum" or sold.customer_id == sale_now.customer_id)
            for tender in sold.tenders
            if tender.kind == "bank_card"
        )
        is_judged = any(tender.kind == "bank_card" for tender in sale_now.tenders)
        is_above = is_judged and sums > CAP and sale_now.tenders_approved_by is None
        if is_above and now.seq not in cased:
            missing.append(f"{sale_now.receipt} is above the cap, and nobody looks at it")
    return missing


def nothing(*_given: object, **_named: object) -> None:
    return None


@pytest.mark.parametrize(
    "patch",
    [
        (appliers, "note_tender_caps", nothing),
        (caps, "till_minor", lambda *_given: 0),
        (tender_caps, "keep_tender", nothing),
    ],
    ids=["nothing is asked again", "nothing is added up", "nothing is kept"],
)
def test_planted_bug_a_central_that_does_not_ask_again_is_found(
    office: Office,
    shop: Store,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    patch: tuple[object, str, object],
) -> None:
    cap(office, shop, "till_sum")
    monkeypatch.setattr(*patch)
    sell(till, CAP)
    sell(till, 1, minute=1)

    assert len(uncased(office, "till_sum")) == 1
    assert messages(office) == []
