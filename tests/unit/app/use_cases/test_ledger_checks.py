"""Each check of the ledger finds the fault it is there for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.use_cases.book_shipment import book_shipment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.move_cash import open_drawer
from app.use_cases.operations import Said, append_operation
from app.use_cases.remove_line import remove_line
from app.use_cases.sale_bodies import sale_body
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from domain.shift import CashCount
from domain.tender import cash_tender
from storage.outbox import Outbox
from storage.sales import Sales
from sync.protocol.bodies import SaleCompleted, ShiftClosed, ShipmentBooked
from sync.protocol.body_parts import Body
from sync.protocol.operation import NewOperation, SignedOperation
from tests.helpers.builders import (
    SUPERVISOR,
    a_cart,
    a_sale,
    an_open_shift,
    gyd,
    pay,
)
from tests.helpers.ledger_checks import CHECKS, complaints
from tests.helpers.shipment_builders import a_shipment


def found(till: Till) -> set[str]:
    """The names of the checks that complain."""
    return {sentence.split(":")[0] for sentence in complaints(till.db)}


def sql(till: Till, statement: str) -> None:
    """Write behind the program's back, as a hand or a failing disk would."""
    with till.db.unit_of_work() as uow:
        uow.outbox._connection.execute(sa.text(statement))
        uow.commit()


def telling(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Body], Body], kind: type[Body]
) -> None:
    """Let the till tell central something else than what happened."""
    real = Outbox.append

    def append(outbox: Outbox, signer: object, new: NewOperation) -> SignedOperation:
        if isinstance(new.body, kind):
            new = replace(new, body=change(new.body))
        return real(outbox, signer, new)  # type: ignore[arg-type]  # passed on untouched

    monkeypatch.setattr(Outbox, "append", append)


@pytest.fixture
def session(till: Till) -> Session:
    return an_open_shift(till)[0]


def test_an_honest_day_draws_no_complaint(till: Till, session: Session) -> None:
    a_sale(till, session, "barrel", "rice")
    pay(till, session, book_shipment(till, session, a_shipment()))
    close_shift(
        till,
        session,
        CloseShift(
            count=CashCount("GYD", ((500_000, 5),)),
            reason="unknown",
            approved_by=SUPERVISOR.staff_id,
        ),
    )

    assert complaints(till.db) == []


def test_a_receipt_number_committed_on_its_own_leaves_a_gap(till: Till, session: Session) -> None:
    """The planted take_payment takes its number first; a refused tender then burns it."""

    def take_cash_in_two_steps(request: TakePayment) -> None:
        with till.db.unit_of_work() as uow:
            uow.till.next_receipt_number()
            uow.commit()
        take_payment(till, session, request)

    cart = a_cart(till, session, "tape")
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(gyd(1)),)
    )
    with pytest.raises(RuleBroken):
        take_cash_in_two_steps(request)
    take_cash_in_two_steps(replace(request, tenders=(cash_tender(gyd(1_000)),)))

    assert found(till) == {"receipts_are_dense"}


def test_a_sale_kept_without_its_operation_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Outbox.append

    def forget(outbox: Outbox, signer: object, new: NewOperation) -> SignedOperation:
        if new.kind != "sale_completed":
            return real(outbox, signer, new)  # type: ignore[arg-type]  # passed on untouched
        return SignedOperation(
            stream="GY03A", seq=1, kind="", facts=b"", prev_hash=b"", hash=bytes(32), signature=b""
        )

    monkeypatch.setattr(Outbox, "append", forget)
    a_sale(till, session)

    assert found(till) == {
        "each_sale_has_its_operation",
        "drawers_add_up",
        "shifts_add_up",
    }


def test_an_operation_without_its_sale_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sales, "add", lambda _sales, _new: None)

    a_sale(till, session)

    assert found(till) == {
        "each_sale_has_its_operation",
        "drawers_add_up",
        "shifts_add_up",
    }


def test_a_sale_told_twice_is_found(till: Till, session: Session) -> None:
    """The planted second press tells central again instead of looking for the sale it made."""
    cart = a_cart(till, session, "tape")
    sale = pay(till, session, cart).sale

    with till.db.unit_of_work() as uow:
        said = Said(by=session.staff_id, at=sale.at, day=sale.business_date)
        append_operation(uow, till, said, sale_body(sale, cart))
        uow.commit()

    assert {"receipts_are_dense", "each_sale_has_its_operation"} <= found(till)


def test_cash_told_before_the_change_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gross_of_change(body: Body) -> Body:
        assert isinstance(body, SaleCompleted)
        [tender] = body.tenders
        wrong = tender.model_copy(update={"amount_minor": tender.received_minor})
        return body.model_copy(update={"tenders": (wrong,)})

    telling(monkeypatch, gross_of_change, SaleCompleted)
    a_sale(till, session)

    assert found(till) == {"tenders_settle", "shifts_add_up"}


def test_rounding_that_is_forgotten_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling(monkeypatch, lambda body: body.model_copy(update={"rounding_minor": 0}), SaleCompleted)

    a_sale(till, session, "rice")

    assert found(till) == {"tenders_settle"}


@pytest.mark.parametrize("field", ["gross_minor", "vat_minor"])
def test_a_line_that_is_told_wrongly_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    def wrong(body: Body) -> Body:
        assert isinstance(body, SaleCompleted)
        [line] = body.lines
        return body.model_copy(update={"lines": (line.model_copy(update={field: 1}),)})

    telling(monkeypatch, wrong, SaleCompleted)
    a_sale(till, session)

    assert found(till) == {"tenders_settle"}


@pytest.mark.parametrize(
    ("told", "check"),
    [
        ({"gross_minor": 0, "item_id": "mug"}, "only_samples_are_free"),
        ({"price_source": "typed"}, "only_samples_are_free"),
        ({"price_source": "typed", "approved_by": "staff-sr"}, "nobody_stands_alone_unsigned"),
    ],
)
def test_a_price_nobody_else_approved_is_found(
    till: Till,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    told: dict[str, object],
    check: str,
) -> None:
    def wrong(body: Body) -> Body:
        assert isinstance(body, SaleCompleted)
        [line] = body.lines
        return body.model_copy(update={"lines": (line.model_copy(update=told),)})

    telling(monkeypatch, wrong, SaleCompleted)
    a_sale(till, session)

    assert check in found(till)


def test_a_shift_closed_on_another_sum_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling(monkeypatch, lambda body: body.model_copy(update={"expected_minor": 7}), ShiftClosed)

    close_shift(
        till,
        session,
        CloseShift(count=CashCount("GYD", ()), reason="unknown", approved_by=SUPERVISOR.staff_id),
    )

    assert found(till) == {"drawers_add_up"}


def test_a_waybill_that_names_another_receipt_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    telling(
        monkeypatch, lambda body: body.model_copy(update={"receipt": "GY03A-9"}), ShipmentBooked
    )

    pay(till, session, book_shipment(till, session, a_shipment()))

    assert found(till) == {"waybills_are_dense"}


def test_a_waybill_number_committed_on_its_own_leaves_a_gap(till: Till, session: Session) -> None:
    with till.db.unit_of_work() as uow:
        uow.till.next_waybill_number()
        uow.commit()

    pay(till, session, book_shipment(till, session, a_shipment()))

    assert found(till) == {"waybills_are_dense"}


def test_a_shipment_that_promises_no_parts_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.take_payment.shipment_persons", lambda _till, _draft: ())

    pay(till, session, book_shipment(till, session, a_shipment()))

    assert found(till) == {"persons_are_apart"}


def test_contents_told_as_facts_are_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaky(body: Body) -> Body:
        assert isinstance(body, ShipmentBooked)
        piece = body.pieces[0].model_copy(update={"packing": "Clothes and tinned food"})
        return body.model_copy(update={"pieces": (piece,)})

    telling(monkeypatch, leaky, ShipmentBooked)
    pay(till, session, book_shipment(till, session, a_shipment()))

    assert found(till) == {"persons_are_apart"}


def test_a_part_changed_afterwards_is_found(till: Till, session: Session) -> None:
    pay(till, session, book_shipment(till, session, a_shipment()))

    sql(till, "UPDATE personal_part SET part = CAST('{}' AS BLOB)")

    assert found(till) == {"persons_are_apart"}


def test_a_part_that_was_erased_is_no_fault(till: Till, session: Session) -> None:
    pay(till, session, book_shipment(till, session, a_shipment()))

    with till.db.unit_of_work() as uow:
        uow.people.erase("person-lilawattie")
        uow.commit()

    assert found(till) == set()


@pytest.mark.parametrize(
    "statement",
    [
        (
            "UPDATE operation SET facts = CAST(replace(facts, 'tape', 'rice') AS BLOB)"
            " WHERE kind = 'sale_completed'"
        ),
        "UPDATE operation SET prev_hash = zeroblob(32) WHERE kind = 'sale_completed'",
        "UPDATE operation SET signature = zeroblob(64) WHERE kind = 'shift_opened'",
        "UPDATE stream SET head_hash = zeroblob(32)",
        "UPDATE stream SET public_key = zeroblob(32)",
    ],
)
def test_a_chain_changed_by_hand_is_found(till: Till, session: Session, statement: str) -> None:
    a_sale(till, session)

    sql(till, statement)

    assert "chain_verifies" in found(till)


def test_an_operation_that_was_taken_out_is_found(till: Till, session: Session) -> None:
    a_sale(till, session)

    sql(till, "DELETE FROM operation WHERE kind = 'shift_opened'")

    assert {"outbox_is_dense", "chain_verifies"} <= found(till)


def test_an_operation_at_anothers_place_is_found(till: Till, session: Session) -> None:
    a_sale(till, session)

    sql(till, "UPDATE operation SET kind = 'shift_closed' WHERE kind = 'shift_opened'")

    assert "outbox_is_dense" in found(till)


def test_a_sale_changed_in_the_books_is_found(till: Till, session: Session) -> None:
    a_sale(till, session)

    sql(till, "UPDATE shift SET sales_minor = sales_minor + 100")

    assert found(till) == {"shifts_add_up"}


def test_a_drawer_changed_in_the_books_is_found(till: Till, session: Session) -> None:
    a_sale(till, session)

    sql(till, "UPDATE drawer_entry SET amount_minor = amount_minor + 100 WHERE kind = 'sale'")

    assert found(till) == {"drawers_add_up"}


def test_totals_that_went_down_are_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter((900, 100))

    def wrong(body: Body) -> Body:
        assert isinstance(body, ShiftClosed)
        assert body.perpetual is not None
        less = body.perpetual.model_copy(update={"grand_total_minor": next(told)})
        return body.model_copy(update={"perpetual": less})

    telling(monkeypatch, wrong, ShiftClosed)
    exact = CloseShift(count=CashCount("GYD", ((500_000, 4),)))
    close_shift(till, session, exact)
    an_open_shift(till)
    close_shift(till, session, exact)

    assert found(till) == {"shifts_add_up"}


@pytest.mark.parametrize(
    "forgotten",
    [
        "DELETE FROM shift_figure WHERE kind = 'no_sale'",
        "UPDATE shift_figure SET amount_minor = amount_minor - 1 WHERE kind = 'void'",
    ],
)
def test_a_drawer_opening_or_a_void_that_no_figure_counts_is_found(
    till: Till, session: Session, forgotten: str
) -> None:
    cart = a_cart(till, session, "barrel", "tape")
    remove_line(till, session, 1, cart.version)
    open_drawer(till, session, "check")
    assert found(till) == set()
    sql(till, forgotten)

    assert found(till) == {"figures_are_what_was_told"}


def test_every_check_has_a_fault_that_it_finds() -> None:
    """A check added later must be proven here as well."""
    here = Path(__file__)
    others = ("exchange", "any_policy", "special_quotes_random", "paid_over")
    files = (here, *(here.with_name(f"test_{name}.py") for name in others))
    text = "".join(file.read_text(encoding="utf-8") for file in files)

    assert [name for name in CHECKS if f'"{name}"' not in text] == []
