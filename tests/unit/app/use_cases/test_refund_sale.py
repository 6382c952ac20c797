"""Goods come back at the till that sold them: never more than was sold, and signed for by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import refund_sale as module
from app.use_cases.approve import Approval
from app.use_cases.find_returnable import find_returnable, list_receipts
from app.use_cases.print_queue import print_queued
from app.use_cases.receipt_papers import refund_paper
from app.use_cases.refund_sale import RefundRequest, plan_refund, print_refund, refund_sale
from app.use_cases.start_stream import start_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed, NotFound, RuleBroken
from domain.paper import BarcodeRow
from domain.refund import Refundable, refundable_of
from domain.staff import Permission
from sync.protocol.bodies import BODIES
from sync.protocol.credit_names import money_resource
from sync.protocol.operation import read_facts
from sync.protocol.refund_bodies import SaleRefunded
from tests.helpers.builders import (
    FIRST_STREAM,
    OTHER_CASHIER,
    SUPERVISOR,
    a_sale,
    gyd,
    tray_of,
)

SIGNED = Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.APPROVE)


@pytest.fixture
def receipt(till: Till, session: Session) -> str:
    """A barrel (G$9,500), a roll of tape (G$480) and rice (G$623, no VAT)."""
    return a_sale(till, session, "barrel", "tape", "rice").sale.receipt_number


def asked(receipt: str, *line_nos: int, **more: object) -> RefundRequest:
    plain = RefundRequest(
        request_id="press-1", of_receipt=receipt, units=dict.fromkeys(line_nos, 1)
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named differences of a test


def bodies(till: Till) -> list[SaleRefunded]:
    with till.db.reading() as uow:
        found = [read_facts(one.facts) for one in uow.outbox.list_operations(FIRST_STREAM)]
    said = [BODIES[each.kind].model_validate(each.body) for each in found]
    return [body for body in said if isinstance(body, SaleRefunded)]


def drawer(till: Till) -> int:
    with till.db.reading() as uow:
        return uow.drawer.sums(1)["GYD"]


def test_a_line_comes_back_as_a_fact_of_its_own_and_the_sale_stays(
    till: Till, session: Session, receipt: str
) -> None:
    before = drawer(till)
    done = refund_sale(till, session, asked(receipt, 2))

    assert (done.of_receipt, done.total, done.given) == (receipt, gyd(480), gyd(480))
    assert done.refund_number == f"{FIRST_STREAM}-000002"
    assert drawer(till) == before - 48_000
    (body,) = bodies(till)
    assert (body.refund, body.of_receipt, body.total_minor) == (done.refund_number, receipt, 48_000)
    assert (body.lines[0].vat_basis_points, body.vat_minor) == (1_400, 5_895)
    with till.db.reading() as uow:
        assert len(uow.sales.get(receipt).sale.lines) == 3
        (entry,) = [each for each in uow.audit.list_entries() if each.action == "sale_refunded"]
    assert entry.detail["of_receipt"] == receipt


def test_cash_back_is_rounded_and_says_by_how_much(
    till: Till, session: Session, receipt: str
) -> None:
    done = refund_sale(till, session, asked(receipt, 3))

    assert (done.total, done.given) == (gyd(623), gyd(625))
    assert "Rounding" in "\n".join(done.receipt_lines)


def test_pressed_twice_it_is_one_refund(till: Till, session: Session, receipt: str) -> None:
    first = refund_sale(till, session, asked(receipt, 2))
    second = refund_sale(till, session, asked(receipt, 2))

    assert first == second
    assert len(bodies(till)) == 1


def test_never_more_than_was_sold_comes_back(till: Till, session: Session, receipt: str) -> None:
    refund_sale(till, session, asked(receipt, 2))

    with pytest.raises(RuleBroken, match="0 left to return") as refused:
        refund_sale(till, session, asked(receipt, 2, request_id="press-2"))
    assert refused.value.code == "more_than_sold"
    assert len(bodies(till)) == 1


def test_refunds_of_all_lines_give_back_just_what_was_paid(
    till: Till, session: Session, receipt: str
) -> None:
    given = gyd(0)
    for line_no in (3, 2, 1):
        request = asked(receipt, line_no, request_id=f"press-{line_no}", approval=SIGNED)
        given += refund_sale(till, session, request).given

    with till.db.reading() as uow:
        assert given == uow.sales.get(receipt).sale.due


def test_above_the_amount_a_supervisor_must_sign(
    till: Till, session: Session, receipt: str
) -> None:
    assert plan_refund(till, session, asked(receipt, 1)).must_sign
    assert not plan_refund(till, session, asked(receipt, 2)).must_sign
    for approval in (
        None,
        replace(SIGNED, approved_by=OTHER_CASHIER.staff_id),
        replace(SIGNED, approved_by="nobody"),
        replace(SIGNED, permission=Permission.TYPE_PRICE),
    ):
        with pytest.raises(NotAllowed, match="A supervisor must sign"):
            refund_sale(till, session, asked(receipt, 1, approval=approval))

    done = refund_sale(till, session, asked(receipt, 1, approval=SIGNED))
    assert bodies(till)[0].approved_by == SUPERVISOR.staff_id
    assert SUPERVISOR.staff_id in "\n".join(done.receipt_lines)


def test_nobody_signs_for_their_own_refund(till: Till, session: Session, receipt: str) -> None:
    mine = Session(
        staff_id=SUPERVISOR.staff_id,
        name=SUPERVISOR.name,
        role=SUPERVISOR.role,
        signed_in_at=session.signed_in_at,
    )

    with pytest.raises(NotAllowed, match="Somebody else"):
        refund_sale(till, mine, asked(receipt, 1, approval=SIGNED))


def test_a_card_is_refunded_at_the_terminal_and_its_code_is_kept(
    till: Till, session: Session, receipt: str
) -> None:
    before = drawer(till)
    for code in ("", "x", "12345678901234", "ab_c"):
        with pytest.raises(BadInput, match="Type the approval code"):
            refund_sale(till, session, asked(receipt, 3, back="bank_card", approval_code=code))
    done = refund_sale(till, session, asked(receipt, 3, back="bank_card", approval_code=" a1b2 "))

    assert done.given == gyd(623)
    assert drawer(till) == before
    assert bodies(till)[0].tenders[0].approval_code == "A1B2"
    assert "A1B2" in "\n".join(done.receipt_lines)


def test_what_comes_to_less_than_the_smallest_coin_is_not_given(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "money_back", lambda *_: gyd(0))

    with pytest.raises(RuleBroken) as refused:
        plan_refund(till, session, asked(receipt, 2))
    assert refused.value.code == "nothing_to_give"


def test_a_receipt_of_another_till_is_not_known_here(till: Till, session: Session) -> None:
    with pytest.raises(NotFound, match="No such receipt"):
        find_returnable(till, session, "GY09A-000001")


def test_what_an_older_stream_sold_is_not_this_tills_to_give_back(
    till: Till, session: Session, receipt: str
) -> None:
    start_stream(till, "restored_backup")

    with pytest.raises(RuleBroken) as refused:
        refund_sale(till, session, asked(receipt, 2))
    assert refused.value.code == "sold_elsewhere"


def test_receipts_are_found_with_what_is_left_of_them(
    till: Till, session: Session, receipt: str
) -> None:
    refund_sale(till, session, asked(receipt, 2))
    found = find_returnable(till, session, f" {receipt} ")

    assert [one.receipt_number for one in list_receipts(till, "0001")] == [receipt]
    assert [found.left.units_left(line) for line in found.left.lines] == [1, 0, 1]
    assert found.refund_count == 1
    assert found.kinds == ("cash", "store_credit")


def test_a_receipt_is_found_by_what_it_sold_where_no_number_answers(
    till: Till, session: Session, receipt: str
) -> None:
    a_sale(till, session, "rice")
    (found,) = list_receipts(till, "packing")

    assert found.receipt_number == receipt
    assert found.goods is not None
    assert found.goods.others == 2
    assert list_receipts(till, "no such goods") == ()


def test_the_paper_waits_in_the_queue_and_opens_the_drawer_for_cash(
    till: Till, session: Session, receipt: str
) -> None:
    done = refund_sale(till, session, asked(receipt, 2))
    with till.db.reading() as uow:
        job = uow.prints.get_job(done.refund_number)

    assert job.new.opens_drawer
    print_queued(till, done.refund_number)
    printed = tray_of(till).jobs[-1].paper.lines
    assert any("CREDIT NOTE" in line for line in printed)
    assert any(receipt in line for line in printed)


def test_a_planted_till_that_forgets_what_came_back_gives_it_back_twice(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of what is left can fail: without it the same tape comes back twice."""

    def forgetful(self: object, receipt_number: str) -> Refundable:
        del self
        with till.db.reading() as uow:
            return refundable_of(uow.sales.get(receipt_number).sale)

    monkeypatch.setattr("storage.refunds.Refunds.find_refundable", forgetful)
    for press in ("press-1", "press-2"):
        refund_sale(till, session, asked(receipt, 2, request_id=press))

    assert sum(body.lines[0].quantity for body in bodies(till)) == 2


def test_who_may_not_sell_may_not_refund(till: Till, session: Session, receipt: str) -> None:
    stranger = replace(session, staff_id="staff-gone", name="Gone")

    with pytest.raises(NotAllowed):
        refund_sale(till, stranger, asked(receipt, 2))


def test_a_store_credit_is_owed_from_the_refund_on_and_pays_at_this_till(
    till: Till, session: Session, receipt: str
) -> None:
    before = drawer(till)
    done = refund_sale(till, session, asked(receipt, 3, back="store_credit"))

    assert done.given == gyd(623)
    assert drawer(till) == before
    (body,) = bodies(till)
    assert body.tenders[0].reference == done.credit_code
    resource = money_resource("store_credit", "GYD", done.credit_code)
    with till.db.reading() as uow:
        held = {each.resource: each.held for each in uow.allotments.list_held()}
        job = uow.prints.get_job(done.refund_number)
        paper = refund_paper(uow, done.refund_number)
    assert held[resource] == 62_300
    assert [row.data for row in paper.rows if isinstance(row, BarcodeRow)] == [
        done.refund_number,
        done.credit_code,
    ]
    assert not job.new.opens_drawer


def test_the_paper_is_printed_from_the_queue_and_then_as_a_copy(
    till: Till, session: Session, receipt: str
) -> None:
    done = refund_sale(till, session, asked(receipt, 2))
    print_refund(till, done.refund_number)
    print_refund(till, done.refund_number, copy=True)

    first, second = (job.paper.lines for job in tray_of(till).jobs)
    assert not any("COPY" in line for line in first)
    assert any("COPY 1" in line for line in second)
    assert set(first) <= set(second)
