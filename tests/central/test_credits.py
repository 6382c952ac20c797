"""Credits and vouchers at central: owed once, held where they were issued, moved by a wish."""

from collections.abc import Callable

import pytest

from central.credits.issuing import NewMoney, issue_money, money_label
from central.operations.tender_facts import list_tenders
from central.tables import case_file, sale
from central.tills.organisations import Store
from domain.errors import BadInput, Conflict
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import ForeignCashBody, SaleCompleted, TenderBody
from sync.protocol.credit_bodies import CreditIssued
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body

Run = Callable[..., int]
Out = pytest.CaptureFixture[str]
CREDIT = "credit:GYD-CR-7K3M2Q"
VOUCHER = "voucher:GYD-MASH26"


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


def issue(shelf: Shelf, **more: object) -> str:
    new = {"kind": "voucher", "code": "MASH26", "currency": "GYD", "amount_minor": 50_000, **more}
    central = shelf.office.central
    with central.database.writing(shelf.office.clock.now()) as writing:
        return issue_money(
            writing,
            central.surroundings,
            shelf.store.organisation_id,
            NewMoney(**new),  # type: ignore[arg-type]  # some are wrong on purpose
        )


def tell_credit(till: PaperTill, minor: int = 40_000) -> None:
    till.write(CreditIssued(resource=CREDIT, currency="GYD", quantity=minor), kind="credit_issued")


def paid_by(body: SaleCompleted, reference: str, kind: str = "voucher") -> SaleCompleted:
    """The same sale, all of it paid by one voucher or credit."""
    tender = TenderBody.model_validate(
        {
            "kind": kind,
            "currency": "GYD",
            "amount_minor": body.total_minor,
            "received_minor": body.total_minor,
            "change_minor": 0,
            "reference": reference,
        }
    )
    name = f"{'voucher' if kind == 'voucher' else 'credit'}:GYD-{reference}"
    spent = SpentBody(resource=name, quantity=body.total_minor)
    return body.model_copy(update={"tenders": (tender,), "spent": (spent,)})


# ------------------------------------------------------------------ books


@pytest.mark.both_databases
def test_a_credit_is_held_by_the_till_that_issued_it(shelf: Shelf, till: PaperTill) -> None:
    tell_credit(till)
    Holder(till).send()
    book = shelf.book(CREDIT)

    assert (book.total, book.consumed, book.outstanding, book.pool) == (40_000, 0, 40_000, 0)
    assert [one.held for one in book.holders] == [40_000]


def test_a_credit_spent_where_it_was_issued_is_consumed_once(shelf: Shelf, till: PaperTill) -> None:
    holder = Holder(till)
    tell_credit(till, 114_000)
    body = paid_by(sale_body(till.next_receipt()), "CR-7K3M2Q", "store_credit")
    till.write(body, kind="sale_completed")
    for _ in range(2):
        holder.send()
    book = shelf.book(CREDIT)

    assert (book.consumed, book.outstanding, book.pool) == (114_000, 0, 0)
    assert len(shelf.office.rows(sale)) == 1
    assert shelf.cases() == []


def test_a_voucher_goes_whole_to_the_till_that_has_the_customer(
    shelf: Shelf, till: PaperTill
) -> None:
    issue(shelf)
    granted = Holder(till).ask(VOUCHER, 114_000, urgent=True)

    assert [(name, units) for _, name, units in granted] == [(VOUCHER, 50_000)]
    assert shelf.book(VOUCHER).pool == 0


def test_a_credit_elsewhere_is_asked_back_from_the_till_that_holds_it(
    shelf: Shelf, till: PaperTill
) -> None:
    tell_credit(till)
    first, second = Holder(till), Holder(shelf.office.enrol(shelf.store))
    first.send()
    assert second.ask(CREDIT, 40_000, urgent=True) == []

    recalls = [change for change in first.send().changes if change.kind == "recall"]
    assert [(change.body["resource"], change.body["keep"]) for change in recalls] == [(CREDIT, 0)]
    first.give_back(CREDIT, 40_000)
    first.send()
    granted = second.ask(CREDIT, 40_000, urgent=True)

    assert [(name, units) for _, name, units in granted] == [(CREDIT, 40_000)]


def test_one_code_issued_twice_counts_both_and_a_person_looks(
    shelf: Shelf, till: PaperTill
) -> None:
    tell_credit(till)
    tell_credit(till)
    Holder(till).send()

    assert shelf.book(CREDIT).total == 80_000
    assert [row["kind"] for row in shelf.office.rows(case_file)] == ["allotment"]


def test_a_voucher_spent_without_being_held_is_a_case(shelf: Shelf, till: PaperTill) -> None:
    issue(shelf)
    holder = Holder(till)
    holder.ask(VOUCHER, 10, urgent=False)
    till.write(paid_by(sale_body(till.next_receipt()), "MASH26"), kind="sale_completed")
    holder.send()

    assert shelf.book(VOUCHER).pool < 0
    assert shelf.cases() == ["allotment"]


# ------------------------------------------------------------------ issuing


def test_a_code_is_issued_once(shelf: Shelf) -> None:
    assert issue(shelf, code="mash 26") == "MASH26"
    with pytest.raises(Conflict, match="issued before"):
        issue(shelf)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "x"}, "3 to 40"),
        ({"code": "CR-ABC"}, "begins with CR-"),
        ({"kind": "store_credit"}, "begins with CR-"),
        ({"currency": "XXX"}, "not one that Windward knows"),
        ({"amount_minor": 0}, "more than nothing"),
        ({"amount_minor": 10**13}, "more than nothing"),
    ],
)
def test_what_makes_no_sense_is_not_issued(
    shelf: Shelf, wrong: dict[str, object], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        issue(shelf, **wrong)


def test_vouchers_and_credits_are_issued_and_listed_from_the_command_line(
    shop_run: Run, capsys: Out
) -> None:
    assert shop_run("vouchers", "list") == 0
    assert "There is no voucher" in capsys.readouterr().out
    assert shop_run("vouchers", "issue", "--code", "mash26", "--amount", "5,000") == 0
    assert "MASH26 is worth G$5,000" in capsys.readouterr().out
    assert shop_run("credits", "issue", "--code", "CR-ANNIE", "--amount", "1200") == 0
    capsys.readouterr()
    assert shop_run("vouchers", "list") == 0
    assert "MASH26: G$5,000 issued, G$0 used" in capsys.readouterr().out
    assert shop_run("takings", "--tenders") == 0
    assert "Nothing was taken yet" in capsys.readouterr().out
    assert shop_run("takings", "--tenders", "--json") == 0
    assert capsys.readouterr().out.strip() == "[]"
    assert shop_run("credits", "list", "--json") == 0
    assert '"total": 120000' in capsys.readouterr().out


def test_a_resource_is_shown_by_its_code() -> None:
    assert money_label(CREDIT) == ("GYD", "CR-7K3M2Q")
    assert money_label("stock:a:b") == ("", "stock:a:b")


# ------------------------------------------------------------------ tenders


def tendered(**more: object) -> TenderBody:
    usual = {
        "kind": "cash",
        "currency": "GYD",
        "amount_minor": 114_000,
        "received_minor": 115_000,
        "change_minor": 1_000,
    }
    return TenderBody.model_validate({**usual, **more})


def foreign(handed_minor: int) -> ForeignCashBody:
    return ForeignCashBody(
        currency="USD",
        handed_minor=handed_minor,
        rate_micro=209_000_000,
        rate_source="Bank of Guyana",
        rate_at=START,
    )


def exact(kind: str, minor: int, **more: object) -> TenderBody:
    return tendered(kind=kind, amount_minor=minor, received_minor=minor, change_minor=0, **more)


def sold(till: PaperTill, *tenders: TenderBody, **more: object) -> PaperTill:
    body = sale_body(till.next_receipt()).model_copy(update={"tenders": tenders, **more})
    till.write(body, kind="sale_completed")
    return till


def test_a_split_over_two_currencies_and_a_card_is_booked(office: Office, till: PaperTill) -> None:
    sold(
        till,
        exact("cash", 41_800, foreign=foreign(200)),
        exact("bank_card", 20_000, approval_code="A83K91"),
        tendered(amount_minor=52_000, received_minor=52_500, change_minor=500),
        rounding_minor=-200,
    )
    till.push()

    assert len(office.rows(sale)) == 1
    assert office.rows(case_file) == []
    with office.central.database.reading() as connection:
        rows = list_tenders(connection)
    assert [
        (row.kind, row.handed_currency, row.handed_minor, row.amount_minor) for row in rows
    ] == [
        ("bank_card", "GYD", 20_000, 20_000),
        ("cash", "GYD", 52_000, 52_000),
        ("cash", "USD", 200, 41_800),
    ]


@pytest.mark.parametrize(
    ("tenders", "says"),
    [
        ((tendered(kind="bank_card", approval_code="A1"),), "more than cash"),
        (
            (exact("bank_card", 114_500, approval_code="A1"), tendered(amount_minor=0)),
            "Received less change",
        ),
        ((exact("bank_card", 114_000),), "makes no sense"),
        ((exact("cash", 114_000, foreign=foreign(200)),), "makes no sense"),
        ((exact("voucher", 114_000, reference="MASH26"),), "not what was spent"),
    ],
)
def test_tenders_that_cannot_be_are_for_a_person(
    office: Office, till: PaperTill, tenders: tuple[TenderBody, ...], says: str
) -> None:
    sold(till, *tenders)
    till.push()
    (case,) = office.rows(case_file)

    assert says in str(case["message"])


def test_rounding_without_cash_is_for_a_person(office: Office, till: PaperTill) -> None:
    sold(
        till,
        exact("bank_card", 114_200, approval_code="A1"),
        rounding_minor=200,
    )
    till.push()
    (case,) = office.rows(case_file)

    assert "More than the total" in str(case["message"]) or "rounding" in str(case["message"])
