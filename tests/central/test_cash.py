"""Central recounts cash by customer and month, and opens one case: never a refusal, never twice."""

from collections.abc import Iterable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from central.cases.closing import Closing, close_case
from central.compliance import months
from central.compliance.tables import cash_month, cash_payment, identity_check
from central.operations import cash_facts
from central.operations.cash_facts import NOT_SHOWN, REACHED, SPLIT, UNNAMED
from central.people.erasing import ErasureRequest, erase_person
from central.rules.loading import load_rules
from central.tables import case_file, operation, personal_part, sale
from central.tills.organisations import Store
from domain.cash_compliance import CASH_CASES
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import RuleChanged
from sync.protocol.compliance_bodies import (
    CashMonthChanged,
    IdentityChecked,
    IdentityNotShown,
    cash_month_key,
)
from sync.protocol.operation import PersonalPart
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body

both = pytest.mark.both_databases

LIMIT, STEP = 200_000, 500
"""Cash is counted in steps of G$5; to the cent it is judged in the domain's tests."""
NUMBER = "R0712345"


@pytest.fixture(autouse=True)
def _threshold(office: Office, shop: Store) -> None:
    set_rule(office, shop)


def set_rule(office: Office, shop: Store, since: date = DAY, **more: object) -> None:
    value = {"is_on": True, "threshold_minor": LIMIT, **more}
    row = RuleChanged(kind="cash_compliance", key="GYD", valid_from=since, value=value)
    load_rules(office.central, shop.organisation_id, [row])


def sell(
    till: PaperTill,
    cash_minor: int,
    customer_id: str | None = "person-1",
    *,
    card_minor: int = 0,
    day: date = DAY,
) -> None:
    """A sale of a customer, paid in cash and perhaps by card, sent at once."""
    write(till, cash_minor, customer_id, card_minor=card_minor, day=day)
    answer = till.push()
    assert answer.rulings == ()


def write(
    till: PaperTill,
    cash_minor: int,
    customer_id: str | None = "person-1",
    *,
    card_minor: int = 0,
    day: date = DAY,
) -> None:
    total = cash_minor + card_minor
    plain = sale_body(till.next_receipt(), total)
    cash = TenderBody(
        kind="cash",
        currency="GYD",
        amount_minor=cash_minor,
        received_minor=cash_minor + 500,
        change_minor=500,
    )
    card = TenderBody(
        kind="bank_card",
        currency="GYD",
        amount_minor=card_minor,
        received_minor=card_minor,
        change_minor=0,
        approval_code="A1",
    )
    tenders = tuple(tender for tender in (cash, card) if tender.amount_minor)
    body = plain.model_copy(update={"tenders": tenders, "customer_id": customer_id})
    till.write(SaleCompleted.model_validate(body.model_dump()), kind="sale_completed", day=day)


def show_document(
    till: PaperTill, customer_id: str = "person-1", *, of: str = "", check_id: str = "check-1"
) -> None:
    body = IdentityChecked(check_id=check_id, customer_id=customer_id, document="passport")
    words = canonical_bytes({"identity": {"number": NUMBER, "valid_until": "2030-01-31"}})
    part = PersonalPart(person_id=of or customer_id, salt=bytes(32), part=words)
    till.write(body, kind="identity_checked", personal=(part,))
    till.push()


def cases(office: Office, *kinds: str) -> list[str]:
    wanted = kinds or (REACHED, SPLIT, UNNAMED)
    return [str(row["kind"]) for row in office.rows(case_file, "seq") if row["kind"] in wanted]


def message(office: Office) -> str:
    (row,) = [row for row in office.rows(case_file) if row["kind"] in {REACHED, SPLIT, UNNAMED}]
    return str(row["message"])


def told(till: PaperTill) -> list[CashMonthChanged]:
    return [
        CashMonthChanged.model_validate(one.body)
        for one in till.pull().changes
        if one.kind == "cash_month"
    ]


@both
@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ((LIMIT - STEP,), []),
        ((LIMIT,), [REACHED]),
        ((LIMIT + STEP,), [REACHED]),
        ((LIMIT - STEP, STEP), [REACHED]),
        ((LIMIT // 2, LIMIT // 2 - STEP), []),
        ((LIMIT, LIMIT), [REACHED]),
    ],
)
def test_a_month_that_is_reached_is_one_case_and_below_it_is_none(
    office: Office, till: PaperTill, parts: Iterable[int], kinds: list[str]
) -> None:
    for part in parts:
        sell(till, part)

    assert cases(office) == kinds
    assert [row["amount_minor"] for row in office.rows(cash_month)] == [sum(parts)]


@both
def test_parts_at_two_offline_tills_are_found_when_they_arrive_whichever_comes_first(
    office: Office, shop: Store, till: PaperTill
) -> None:
    other = office.enrol(shop)
    for each in (till, other):
        write(each, LIMIT // 2)
    other.push()
    assert cases(office) == []

    till.push()

    assert cases(office) == [SPLIT]
    assert "tills 2" in message(office)
    assert "No document was shown" in message(office)
    assert "07/12/2026" in message(office)
    assert len(office.rows(sale)) == 2


@both
def test_a_batch_that_comes_again_counts_nothing_twice(office: Office, till: PaperTill) -> None:
    sell(till, LIMIT - STEP)
    till.push()
    till.push()

    assert [row["amount_minor"] for row in office.rows(cash_month)] == [LIMIT - STEP]
    assert cases(office) == []


def test_only_cash_counts_its_change_taken_off(office: Office, till: PaperTill) -> None:
    sell(till, LIMIT - STEP, card_minor=LIMIT)
    sell(till, 0, card_minor=LIMIT)

    assert [row["amount_minor"] for row in office.rows(cash_payment)] == [LIMIT - STEP]
    assert cases(office) == []


def test_months_customers_and_organisations_are_apart(office: Office, till: PaperTill) -> None:
    stranger = office.enrol(office.open_shop("Another & Co"))
    sell(till, LIMIT - STEP)
    sell(till, STEP, day=DAY + timedelta(days=30))
    sell(till, STEP, "person-2")
    sell(stranger, STEP)

    assert cases(office) == []
    assert {row["month"] for row in office.rows(cash_month)} == {"2026-11", "2026-12"}


def test_the_last_day_of_a_month_counts_in_it_and_the_next_in_the_next(
    office: Office, till: PaperTill
) -> None:
    sell(till, LIMIT - STEP, day=date(2026, 11, 30))
    sell(till, LIMIT - STEP, day=date(2026, 12, 1))
    assert cases(office) == []

    sell(till, STEP, day=date(2026, 11, 30))

    assert cases(office) == [REACHED]
    assert "in 2026-11" in message(office)


@pytest.mark.parametrize(("cash", "kinds"), [(LIMIT - STEP, []), (LIMIT, [UNNAMED])])
def test_a_large_payment_of_nobody_is_a_case(
    office: Office, till: PaperTill, cash: int, kinds: list[str]
) -> None:
    sell(till, cash, None)

    assert cases(office) == kinds
    assert office.rows(cash_payment) == []


@pytest.mark.parametrize(("since", "is_on"), [(DAY + timedelta(days=1), True), (DAY, False)])
def test_an_agent_for_whom_it_is_off_keeps_and_asks_nothing(
    office: Office, shop: Store, till: PaperTill, since: date, is_on: bool
) -> None:
    set_rule(office, shop, is_on=False)
    set_rule(office, shop, since, is_on=is_on)
    sell(till, LIMIT)

    assert cases(office) == []
    assert office.rows(cash_month) == []


@both
def test_tills_are_told_from_half_of_it_on_and_who_was_seen(
    office: Office, shop: Store, till: PaperTill
) -> None:
    other = office.enrol(shop)
    sell(till, LIMIT // 2 - STEP)
    assert told(other) == []

    sell(till, STEP)
    (first,) = told(other)
    show_document(till)
    (second,) = told(other)

    assert (first.amount_minor, first.is_identified) == (LIMIT // 2, False)
    assert first.tills == {till.granted.till: LIMIT // 2}
    assert (second.amount_minor, second.is_identified) == (LIMIT // 2, True)


@both
def test_a_document_is_noted_without_its_number_and_the_number_goes_with_the_person(
    office: Office, till: PaperTill
) -> None:
    show_document(till)
    sell(till, LIMIT)

    (row,) = office.rows(identity_check)
    assert (row["customer_id"], row["document"], row["staff_id"], row["month"]) == (
        "person-1",
        "passport",
        "staff-sr",
        "2026-11",
    )
    assert "A document was shown" in message(office)
    assert NUMBER not in repr([office.rows(table) for table in (operation, identity_check)])
    close_all(office)
    erase_person(office.central, forget(office))

    assert office.rows(personal_part) == []
    assert len(office.rows(identity_check)) == 1


def forget(office: Office, person_id: str = "person-1") -> ErasureRequest:
    (organisation_id,) = {str(row["organisation_id"]) for row in office.rows(sale)}
    return ErasureRequest(
        organisation_id=organisation_id, person_id=person_id, requested_by="dpo", reason="asked"
    )


def close_all(office: Office) -> None:
    for row in office.rows(case_file):
        closing = Closing(by="S7", reason="The report was made.")
        close_case(office.central, str(row["case_id"]), closing)


def test_a_document_of_another_person_is_quarantined(office: Office, till: PaperTill) -> None:
    show_document(till, of="person-2")

    assert office.rows(identity_check) == []
    assert [row["kind"] for row in office.rows(case_file)] == ["quarantine"]


def test_a_document_that_was_not_shown_is_a_quiet_case(office: Office, till: PaperTill) -> None:
    for customer_id in ("person-1", "half\0"):
        said = IdentityNotShown.model_construct(customer_id=customer_id)
        till.write(said, kind="identity_not_shown")
    till.push()

    found = {str(row["kind"]): str(row["message"]) for row in office.rows(case_file)}
    assert set(found) == {NOT_SHOWN, "quarantine"}
    assert "Customer person-1 was asked" in found[NOT_SHOWN]
    assert "Tell nobody" in found[NOT_SHOWN]
    assert NOT_SHOWN in CASH_CASES


def test_ids_that_no_database_keeps_stop_nothing(office: Office, till: PaperTill) -> None:
    sell(till, LIMIT, "half\0")
    show_document(till, "half\0")
    show_document(till, check_id="half\0")

    assert cases(office) == [UNNAMED]
    assert cases(office, "quarantine") == ["quarantine", "quarantine"]


def test_no_till_reads_of_another_organisation_s_customers(office: Office, till: PaperTill) -> None:
    stranger = office.enrol(office.open_shop("Another & Co"))
    sell(till, LIMIT)

    assert told(stranger) == []


def test_the_key_of_a_month_is_short_whatever_the_id() -> None:
    assert len(cash_month_key("\ud800" * 128, "2026-11", "GYD")) < 128
    assert cash_month_key("a", "2026-11", "GYD") != cash_month_key("b", "2026-11", "GYD")


def test_planted_a_sum_per_till_finds_no_parts(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A central that adds up each till for itself never opens the case of two tills."""
    real = months.add_cash

    def of_one_till(writing: object, month: months.Month, minor: int) -> object:
        found = real(writing, month, minor)  # type: ignore[arg-type]  # passed through
        return SimpleNamespace(**{**found._asdict(), "amount_minor": minor})

    monkeypatch.setattr(cash_facts, "add_cash", of_one_till)
    other = office.enrol(shop)
    for each in (till, other):
        sell(each, LIMIT // 2)

    assert cases(office) == []


def test_the_kinds_of_these_cases_are_those_that_are_kept_from_cashiers() -> None:
    assert {REACHED, SPLIT, UNNAMED, NOT_SHOWN} == CASH_CASES
