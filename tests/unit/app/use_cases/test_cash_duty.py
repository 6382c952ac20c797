"""What the law asks about a customer's cash: asked for in time, offline, and told to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.use_cases import cash_duty
from app.use_cases.cash_duty import CustomerNeeded, IdentityNeeded
from app.use_cases.check_identity import CheckIdentity, check_identity
from app.use_cases.customers import SaveCustomer, attach_customer, save_customer
from app.use_cases.note_not_shown import note_not_shown
from app.use_cases.open_cart import get_open_cart
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cash_compliance import CashAsked
from domain.customer import Contact
from domain.errors import BadInput, Conflict, NotFound
from domain.money import Money
from domain.tender import TenderLine, cash_tender
from storage.compliance import CashMonth
from sync.protocol.compliance_bodies import cash_month_key
from tests.helpers.builders import (
    ORG_STREAM,
    TILL,
    a_cart,
    a_change,
    a_sale,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import told_bodies

NUMBER = "R0712345"
MONTH = "2026-11"
PEOPLE_STREAM = "people:org-kaieteur"


@pytest.fixture(autouse=True)
def _rule(till: Till) -> None:
    rule(till, 19_000)


def rule(till: Till, threshold: int, *, is_on: bool = True, first: int = 700) -> None:
    """Two barrels at G$9,500 reach it."""
    value = {"is_on": is_on, "threshold_minor": threshold * 100}
    body = {"kind": "cash_compliance", "key": "GYD", "valid_from": "2026-01-01", "value": value}
    change = a_change("rule", "cash_compliance/GYD/2026-01-01", body)
    tell(till, ORG_STREAM, [change], first=first)


def somebody(till: Till, session: Session, name: str = "Lila") -> str:
    contact = Contact(name=name, phone="622 1234")
    return save_customer(till, session, SaveCustomer(contact=contact)).person_id


def sell(
    till: Till, session: Session, customer_id: str | None, barrels: int = 1, *more: TenderLine
) -> CompletedSale:
    a_cart(till, session, *["barrel"] * barrels)
    attach_customer(till, session, customer_id)
    return again(till, session, gyd(9_500 * barrels), *more)


def again(till: Till, session: Session, cash: Money, *more: TenderLine) -> CompletedSale:
    """Pay the open cart."""
    with till.db.reading() as uow:
        cart = get_open_cart(uow, till)
    tenders = (*more, cash_tender(cash)) if not cash.is_zero else more
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    return take_payment(till, session, request)


def show(till: Till, session: Session, customer_id: str, **more: object) -> None:
    values: dict[str, object] = {
        "check_id": "check-1",
        "document": "passport",
        "number": "r 0712345",
        "valid_until": date(2030, 1, 31),
        **more,
    }
    check_identity(till, session, CheckIdentity(customer_id=customer_id, **values))  # type: ignore[arg-type]  # named by each test


def card(dollars: int) -> TenderLine:
    return TenderLine(kind="bank_card", amount=gyd(dollars), approval_code="A1")


def test_the_second_sale_of_a_month_asks_for_a_document_and_takes_nothing(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    sell(till, session, lila)

    with pytest.raises(IdentityNeeded) as asked:
        sell(till, session, lila)

    assert (asked.value.customer_id, asked.value.code) == (lila, "identity_needed")
    assert "Nothing was taken" in asked.value.message
    assert len(told_bodies(till, "sale_completed")) == 1


def test_once_it_was_shown_the_same_sale_is_paid_and_nobody_asks_again_that_month(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    sell(till, session, lila)
    with pytest.raises(IdentityNeeded):
        sell(till, session, lila)
    show(till, session, lila)

    again(till, session, gyd(9_500))
    sell(till, session, lila, 3)

    assert len(told_bodies(till, "sale_completed")) == 3
    assert complaints(till.db) == []


@pytest.mark.parametrize(
    ("threshold", "barrels", "code"),
    [
        (9_501, 1, ""),
        (9_500, 1, "customer_needed"),
        (9_499, 1, "customer_needed"),
        (19_000, 2, "customer_needed"),
    ],
)
def test_a_single_payment_of_nobody_is_asked_for_on_one_side_of_the_threshold(
    till: Till, session: Session, threshold: int, barrels: int, code: str
) -> None:
    rule(till, threshold, first=800)
    try:
        sell(till, session, None, barrels)
        found = ""
    except CustomerNeeded as error:
        found = error.code

    assert found == code


@pytest.mark.parametrize(("threshold", "is_asked"), [(19_001, False), (19_000, True)])
def test_a_month_is_added_up_to_the_dollar(
    till: Till, session: Session, threshold: int, *, is_asked: bool
) -> None:
    rule(till, threshold, first=800)
    lila = somebody(till, session)
    sell(till, session, lila)
    try:
        sell(till, session, lila)
        found = False
    except IdentityNeeded:
        found = True

    assert found is is_asked


def test_what_is_paid_by_card_and_what_goes_back_as_change_is_no_cash(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    sell(till, session, lila)
    a_cart(till, session, "barrel")
    attach_customer(till, session, lila)
    again(till, session, Money.zero("GYD"), card(9_500))
    a_cart(till, session, "barrel")
    attach_customer(till, session, lila)

    again(till, session, gyd(20_000), card(500))

    assert month_minor(till, lila) == (9_500 + 9_000) * 100


def month_minor(till: Till, customer_id: str, month: str = MONTH) -> int:
    with till.db.reading() as uow:
        asked = CashMonth(customer_id=customer_id, month=month, currency="GYD")
        return uow.compliance.cash_minor(asked, TILL)


def test_a_month_is_that_of_the_business_date_and_ends_with_the_year(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    sell(till, session, lila)
    clock_of(till).at = datetime(2026, 12, 1, 3, 30, tzinfo=UTC)  # 23:30 of 30 November in Guyana

    with pytest.raises(IdentityNeeded):
        sell(till, session, lila)

    assert month_minor(till, lila) == 950_000
    assert month_minor(till, lila, "2026-12") == 0
    assert month_minor(till, lila, "2026-10") == 0


def test_somebody_else_s_cash_and_an_agent_without_the_duty_are_never_asked(
    till: Till, session: Session
) -> None:
    sell(till, session, somebody(till, session), 1)
    sell(till, session, somebody(till, session, "Aubrey"), 1)
    a_sale(till, session)
    rule(till, 1, is_on=False, first=800)

    sell(till, session, None, 3)

    assert len(told_bodies(till, "sale_completed")) == 4


@pytest.mark.parametrize(
    ("tills", "is_asked"),
    [({"till-other": 949_900}, False), ({"till-other": 950_000}, True), ({TILL: 950_000}, True)],
)
def test_what_other_tills_took_counts_as_far_as_central_has_told(
    till: Till, session: Session, tills: dict[str, int], *, is_asked: bool
) -> None:
    lila = somebody(till, session)
    central_tells(till, lila, tills)
    try:
        sell(till, session, lila)
        found = False
    except IdentityNeeded:
        found = True

    assert found is is_asked
    assert month_minor(till, lila) == sum(tills.values()) + (0 if is_asked else 950_000)


def test_what_central_says_of_this_till_s_own_sales_counts_once(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    sell(till, session, lila)
    central_tells(till, lila, {TILL: 950_000, "till-other": 100})

    assert month_minor(till, lila) == 950_100


def central_tells(
    till: Till, customer_id: str, tills: dict[str, int], *, is_identified: bool = False
) -> None:
    body = {
        "customer_id": customer_id,
        "month": MONTH,
        "currency": "GYD",
        "amount_minor": sum(tills.values()),
        "tills": tills,
        "is_identified": is_identified,
    }
    key = cash_month_key(customer_id, MONTH, "GYD")
    tell(till, PEOPLE_STREAM, [a_change("cash_month", key, body)], first=1)


def test_who_was_seen_at_another_till_is_not_asked_again(till: Till, session: Session) -> None:
    lila = somebody(till, session)
    central_tells(till, lila, {"till-other": 5_000_000}, is_identified=True)

    sell(till, session, lila)

    assert len(told_bodies(till, "sale_completed")) == 1


def test_a_number_is_a_personal_part_and_stands_nowhere_else(till: Till, session: Session) -> None:
    lila = somebody(till, session)
    show(till, session, lila)

    (body,) = told_bodies(till, "identity_checked")
    assert body == {
        "check_id": "check-1",
        "customer_id": lila,
        "document": "passport",
        "purpose": "legal_duty",
    }
    with till.db.reading() as uow:
        run = uow.compliance._connection.exec_driver_sql
        tables = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        holding = [
            name
            for name in tables
            if NUMBER in "".join(map(repr, run(f'SELECT * FROM "{name}"').all()))
        ]
    assert holding == ["personal_part"]
    assert complaints(till.db) == []


def test_erasing_the_person_takes_the_number_along_and_keeps_that_it_was_shown(
    till: Till, session: Session
) -> None:
    lila = somebody(till, session)
    show(till, session, lila)
    with till.db.unit_of_work() as uow:
        uow.people.erase(lila)
        uow.commit()

    with till.db.reading() as uow:
        parts = uow.compliance._connection.exec_driver_sql(
            "SELECT count(*) FROM personal_part"
        ).scalar()
        kept = uow.compliance.find_check("check-1")
    assert parts == 0
    assert kept is not None
    assert len(list(read_ledger(till.db).facts("identity_checked"))) == 1


def test_pressed_twice_it_is_written_once_and_another_s_press_is_a_conflict(
    till: Till, session: Session
) -> None:
    lila, aubrey = somebody(till, session), somebody(till, session, "Aubrey")
    show(till, session, lila)
    show(till, session, lila)

    with pytest.raises(Conflict, match="typed first"):
        show(till, session, aubrey)
    assert len(told_bodies(till, "identity_checked")) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"number": "ab"},
        {"number": "4111 1111 1111 1111"},
        {"valid_until": date(2026, 11, 21)},
    ],
)
def test_what_is_no_document_is_not_kept(
    till: Till, session: Session, more: dict[str, object]
) -> None:
    with pytest.raises(BadInput):
        show(till, session, somebody(till, session), **more)

    assert told_bodies(till, "identity_checked") == []


def test_a_customer_whom_nobody_knows_shows_nothing(till: Till, session: Session) -> None:
    with pytest.raises(NotFound):
        show(till, session, "nobody")


def test_no_receipt_says_a_word_of_it(till: Till, session: Session) -> None:
    lila = somebody(till, session)
    show(till, session, lila)

    paper = " ".join(sell(till, session, lila, 3).receipt_lines).lower()

    assert not {"identity", "passport", "law", "report", "cash duty"} & set(paper.split())
    assert NUMBER.lower() not in paper


def test_planted_a_till_that_forgets_the_month_never_asks(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A till that looks at one payment alone lets any sum through in parts."""
    monkeypatch.setattr(
        cash_duty,
        "CashAsked",
        lambda **known: CashAsked(**{**known, "before_minor": 0}),
    )
    lila = somebody(till, session)
    for _ in range(3):
        sell(till, session, lila)

    assert month_minor(till, lila) > 19_000 * 100


def test_a_document_that_was_not_shown_is_a_fact_once_on_a_business_date(
    till: Till, session: Session
) -> None:
    for _ in range(2):
        note_not_shown(till, session, "person-1")
    note_not_shown(till, session, "person-2")

    bodies = told_bodies(till, "identity_not_shown")
    assert bodies == [{"customer_id": "person-1"}, {"customer_id": "person-2"}]
    assert complaints(till.db) == []
