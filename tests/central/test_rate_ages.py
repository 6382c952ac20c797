"""Central asks again how old a sale's rates were: unsigned above the threshold is a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest

from central.operations import appliers, rate_ages
from central.operations.rate_ages import RATE_AGED
from central.rules.loading import publish_rule
from central.staff.members import NewMember, add_staff
from central.tables import case_file, operation, sale
from central.tills.organisations import Store
from domain.quiet_cases import QUIET_CASES
from sync.protocol.bodies import ForeignCashBody, SaleCompleted, TenderBody
from sync.protocol.changes import RuleChanged
from sync.protocol.line_bodies import ForeignBody
from sync.protocol.operation import read_facts
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body
from tests.central.paying import claim, give_up, wish

LIMIT_MIN = 600
SUPERVISOR, CASHIER = "staff-ra", "staff-sr"
RULE = {
    "measure": "rate_age",
    "tender": "",
    "window_minutes": 0,
    "threshold": LIMIT_MIN,
    "action": "supervisor",
    "cashier": "Ask.",
    "supervisor": "The rate is older than ten hours.",
}


@pytest.fixture(autouse=True)
def policy(office: Office, shop: Store) -> None:
    """One rule about rates, in place of the sample's, and somebody who may sign."""
    member = NewMember(name="Somebody", role="supervisor", staff_id=SUPERVISOR)
    add_staff(office.central, shop.organisation_id, member)
    publish(office, shop, RULE)


def publish(office: Office, shop: Store, value: dict[str, object]) -> None:
    row = RuleChanged(kind="risk_rule", key="rate_age", valid_from=date(2026, 2, 1), value=value)
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, row)


def in_dollars(minutes: int) -> TenderBody:
    """US$10 in cash at a rate that was told so many minutes before the sale."""
    return TenderBody(
        kind="cash",
        currency="GYD",
        amount_minor=200_000,
        received_minor=200_000,
        change_minor=0,
        foreign=ForeignCashBody(
            currency="USD",
            handed_minor=1_000,
            rate_micro=200_000_000,
            rate_source="Bank of Guyana",
            rate_at=START - timedelta(minutes=minutes),
        ),
    )


def sell(till: PaperTill, minutes: int | None, **told: object) -> None:
    """A sale of G$2,000 in US dollars, or with no other money at all."""
    body = sale_body(till.next_receipt(), 200_000)
    tenders = body.tenders if minutes is None else (in_dollars(minutes),)
    whole = body.model_copy(update={"tenders": tenders, **told})
    till.write(whole, kind="sale_completed", at=START)
    till.push()


def priced_in_dollars(minutes: int) -> tuple[object, ...]:
    line = sale_body("GY01A-000001", 200_000).lines[0]
    foreign = ForeignBody(
        minor=1_000,
        currency="USD",
        micro=200_000_000,
        source="Bank of Guyana",
        at=START - timedelta(minutes=minutes),
    )
    return (line.model_copy(update={"foreign": foreign}),)


def messages(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == RATE_AGED]


def uncased(office: Office) -> list[str]:
    """The invariant: what is older than the rule takes and unsigned has a case."""
    facts = [read_facts(cast("bytes", row["facts"])) for row in office.rows(operation, "seq")]
    cased = {row["seq"] for row in office.rows(case_file) if row["kind"] == RATE_AGED}
    missing = []
    for each in facts:
        if each.kind != "sale_completed":
            continue
        sold = SaleCompleted.model_validate(each.body)
        told = [t.foreign.rate_at for t in sold.tenders if t.foreign is not None]
        is_old = any(each.at - at > timedelta(minutes=LIMIT_MIN) for at in told)
        if is_old and sold.tenders_approved_by is None and each.seq not in cased:
            missing.append(f"{sold.receipt} is at an old rate, and nobody looks at it")
    return missing


@pytest.mark.both_databases
@pytest.mark.parametrize(("minutes", "cases"), [(0, 0), (-5, 0), (600, 0), (601, 1)])
def test_the_age_of_a_sales_rates_is_asked_on_both_sides_of_its_threshold(
    office: Office, till: PaperTill, minutes: int, cases: int
) -> None:
    sell(till, minutes)

    said = messages(office)
    assert len(said) == cases
    assert len(office.rows(sale)) == 1, "nothing is refused"
    assert uncased(office) == []
    if said:
        assert "nobody signed for it. The rate is older than ten hours. Its oldest" in said[0]
        assert "its money is counted" in said[0]


def test_without_other_money_no_rate_is_asked_about(office: Office, till: PaperTill) -> None:
    sell(till, None)

    assert messages(office) == []


def test_a_line_priced_in_other_money_is_asked_about_as_well(
    office: Office, till: PaperTill
) -> None:
    sell(till, None, lines=priced_in_dollars(601))

    assert len(messages(office)) == 1


def test_who_signed_for_the_sale_signed_for_its_rates(office: Office, till: PaperTill) -> None:
    sell(till, 601, tenders_approved_by=SUPERVISOR, tender_rules=("rate_age",))

    assert messages(office) == []


@pytest.mark.parametrize(
    ("signed", "given_up", "cases"),
    [
        ({"approved_by": SUPERVISOR, "rules": ("rate_age",)}, False, 0),
        ({"approved_by": SUPERVISOR, "rules": ("rate_age",)}, True, 1),
        ({"approved_by": SUPERVISOR, "rules": ("mmg_amount",)}, False, 1),
        ({"approved_by": "staff-made-up", "rules": ("rate_age",)}, False, 1),
        ({"approved_by": CASHIER, "rules": ("rate_age",)}, False, 1),
        ({"rules": ("rate_age",)}, False, 1),
    ],
)
def test_a_yes_beside_a_payment_of_the_bill_counts_where_its_signer_may(
    office: Office,
    till: PaperTill,
    signed: dict[str, object],
    given_up: bool,  # a column of the table
    cases: int,
) -> None:
    body = sale_body(till.next_receipt(), 200_000)
    if given_up:
        wish(till, cart_id=body.cart_id, approved_by=SUPERVISOR, rules=signed["rules"])
        give_up(till)
    else:
        claim(till, cart_id=body.cart_id, action="supervisor", **signed)
    till.write(
        body.model_copy(update={"tenders": (in_dollars(601),)}), kind="sale_completed", at=START
    )
    till.push()

    assert len(messages(office)) == cases


@pytest.mark.parametrize(("action", "cases"), [("accept", 0), ("refuse", 1)])
def test_a_rule_that_only_notes_opens_nothing_and_one_that_refuses_is_signed_by_nobody(
    office: Office, shop: Store, till: PaperTill, action: str, cases: int
) -> None:
    publish(office, shop, RULE | {"action": action})
    body = sale_body(till.next_receipt(), 200_000)
    yes = {"approved_by": SUPERVISOR, "rules": ("rate_age",)}
    claim(till, cart_id=body.cart_id, action="supervisor", **yes)
    sold = body.model_copy(update={"tenders": (in_dollars(601),)})
    till.write(sold, kind="sale_completed", at=START)
    till.push()

    assert len(messages(office)) == cases


def test_the_case_is_no_cashiers_to_read() -> None:
    assert RATE_AGED in QUIET_CASES


@pytest.mark.parametrize(
    "patch",
    [
        (appliers, "note_rate_age", lambda *_given: None),
        (rate_ages, "oldest_rate_at", lambda _sale: None),
        (rate_ages, "_asked", lambda *_given: ()),
    ],
    ids=["nothing is asked again", "no rate is seen", "no rule is known"],
)
def test_planted_bug_a_central_that_does_not_ask_for_ages_again_is_found(
    office: Office,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    patch: tuple[object, str, object],
) -> None:
    monkeypatch.setattr(*patch)
    sell(till, 601)

    assert len(uncased(office)) == 1
    assert messages(office) == []
