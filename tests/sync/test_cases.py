"""What central cannot book comes back to its till as a case, is put right once and closed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.use_cases.cases import Resend, acknowledge_case, list_cases, resend_corrected
from app.use_cases.operations import Said, append_operation
from central import tables
from central.cases.closing import Closing, close_case
from central.cases.tables import correction
from domain.errors import BadInput, Conflict, NotFound
from sync.protocol.bodies import ShiftClosed
from sync.protocol.body_parts import Body
from sync.protocol.case_bodies import OperationCorrected
from sync.protocol.operation import NewOperation, read_facts
from tests.central.paper_till import DAY, personal_part, sale_body, shipment_body
from tests.sync.world import SyncTill, World

SUPERVISOR = "staff-roxanne"


def tell(till: SyncTill, body: Body, *persons: str) -> None:
    """Write an operation as a bug or a stranger would: past the use cases and their checks."""
    with till.till.db.unit_of_work() as uow:
        said = Said(by="staff-sr", at=till.clock.now(), day=DAY)
        parts = tuple(personal_part(person, "Marlon Hinds") for person in persons)
        append_operation(uow, till.till, said, body, parts)
        uow.commit()


def stream_of(till: SyncTill) -> str:
    with till.till.db.reading() as uow:
        return uow.till.current_stream().name


def a_sale_whose_number_came_twice(till: SyncTill) -> None:
    """Its price is the one this till was told, so that its number is all that is wrong."""
    with till.till.db.reading() as uow:
        item = uow.catalog.get_item(till.an_item())
    assert item.price is not None
    quantity = 20
    body = sale_body(f"{stream_of(till)}-000900", item.price.amount_minor * quantity)
    told = body.lines[0].model_copy(
        update={
            "item_id": item.item_id,
            "price_id": item.price_id,
            "feed_position": item.position,
            "quantity": quantity,
            "unit_minor": item.price.amount_minor,
        }
    )
    body = body.model_copy(update={"lines": (told,)})
    tell(till, body)
    tell(till, body)


def a_closing_that_does_not_add_up(till: SyncTill) -> None:
    tell(
        till,
        ShiftClosed(
            shift=1,
            currency="GYD",
            business_date=DAY,
            sale_count=0,
            takings_minor=0,
            vat_minor=0,
            expected_minor=500_000,
            counted_minor=1,
            over_short_minor=0,
            counts=((100_000, 4), (50_000, 1)),
        ),
    )


def a_shipment_over_the_limit(till: SyncTill) -> None:
    body = shipment_body(stream_of(till), weight_milli=480_000)
    tell(till, body, "person-a", "person-b")


def states(world: World) -> set[str]:
    """In which states of its operations central holds money."""
    return {str(row["state"]) for row in world.office.rows(tables.takings)}


@pytest.mark.parametrize(
    ("happen", "values", "table"),
    [
        (a_sale_whose_number_came_twice, ("",), tables.sale),
        (a_closing_that_does_not_add_up, ("4", "2"), tables.shift),
        (a_shipment_over_the_limit, ("48 lb, 24 x 24 x 36 in",), tables.shipment),
    ],
)
def test_what_a_till_can_put_right_is_told_anew_booked_once_and_closed(
    world: World,
    happen: Callable[[SyncTill], None],
    values: tuple[str, ...],
    table: sa.Table,
) -> None:
    till = world.a_till()
    happen(till)
    till.settle()
    taken, booked = world.takings_minor(), len(world.office.rows(table))
    (case,) = list_cases(till.till)
    assert (case.closed_text, case.is_resent, len(case.fields)) == ("", False, len(values))
    assert till.cycle.status.case_count == 1

    session = till.cashier()
    resend_corrected(
        till.till, session, Resend(case_id=case.case_id, values=values, approved_by=SUPERVISOR)
    )
    assert list_cases(till.till)[0].is_resent
    till.settle()

    (closed,) = list_cases(till.till)
    assert "Corrected by" in closed.closed_text
    assert SUPERVISOR in closed.closed_text
    assert till.cycle.status.case_count == 0
    assert world.takings_minor() == taken
    assert "quarantined" not in states(world)
    assert len(world.office.rows(table)) == booked + 1
    assert len(world.office.rows(correction)) == 1


def test_a_corrected_sale_gets_a_fresh_number_of_the_till_and_the_old_stays_as_it_was(
    world: World,
) -> None:
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    till.settle()
    (case,) = list_cases(till.till)
    old = world.office.rows(tables.operation, "seq")[-1]
    told = resend_corrected(
        till.till, till.cashier(), Resend(case_id=case.case_id, values=("",), approved_by="s")
    )
    till.settle()

    assert told == f"Sale {stream_of(till)}-000001"
    assert sorted(world.receipts()) == [f"{stream_of(till)}-000001", f"{stream_of(till)}-000900"]
    kept = world.office.rows(tables.operation, "seq")
    assert [row for row in kept if row["seq"] == old["seq"]] == [old]


def test_a_correction_that_is_as_wrong_leaves_money_and_case_and_may_be_sent_again(
    world: World,
) -> None:
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    till.settle()
    (case,) = list_cases(till.till)
    session, taken = till.cashier(), world.takings_minor()
    same = Resend(case_id=case.case_id, values=(f"{stream_of(till)}-000900",), approved_by="s")

    resend_corrected(till.till, session, same)
    till.settle()

    (still,) = list_cases(till.till)
    assert still.message.startswith("Sent again: ")
    assert not still.is_resent
    assert world.takings_minor() == taken
    assert len(world.cases("quarantine")) == 1

    resend_corrected(till.till, session, replace(same, values=("",)))
    till.settle()

    assert list_cases(till.till)[0].closed_text != ""
    assert world.takings_minor() == taken


def test_a_correction_that_waits_for_centrals_word_is_not_sent_a_second_time(
    world: World,
) -> None:
    """Pressed again offline, or while the answer is on its way: no number is used up for it."""
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    till.settle()
    (case,) = list_cases(till.till)
    again = Resend(case_id=case.case_id, values=("",), approved_by=SUPERVISOR)
    till.transport.is_down = True
    resend_corrected(till.till, till.cashier(), again)
    with pytest.raises(Conflict, match="Nothing was sent twice"):
        resend_corrected(till.till, till.cashier(), again)
    with till.till.db.unit_of_work() as uow:  # stored, and the answer's rest was lost
        uow.outbox.mark_stored(stream_of(till), uow.till.current_stream().head_seq, 0)
        uow.commit()
    with pytest.raises(Conflict, match="Nothing was sent twice"):
        resend_corrected(till.till, till.cashier(), again)
    assert list_cases(till.till)[0].is_resent
    with till.till.db.unit_of_work() as uow:
        uow.outbox.rewind(stream_of(till), 3)
        uow.commit()

    till.transport.is_down = False
    till.settle()

    (closed,) = list_cases(till.till)
    assert (closed.closed_text != "", closed.is_resent) == (True, False)
    assert len(world.cases("quarantine")) == 1
    sold = till.sell(1)
    assert sold[0].sale.receipt_number == f"{stream_of(till)}-000002"


def corrected_twice(till: SyncTill, old_seq: int) -> OperationCorrected:
    """The correction of the last operation, as it may come a second time from a copied till."""
    with till.till.db.reading() as uow:
        old = uow.outbox.find_operation(stream_of(till), old_seq)
        assert old is not None
        body = dict(read_facts(old.facts).body)
    return OperationCorrected(
        case_id="case",
        stream=old.stream,
        seq=old.seq,
        hash=old.hash.hex(),
        kind="sale_completed",
        corrected={**body, "receipt": f"{stream_of(till)}-000901"},
        approved_by="s",
    )


def head_seq(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        return uow.till.current_stream().head_seq


def test_a_second_correction_of_one_sale_counts_nothing_and_needs_the_office(world: World) -> None:
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    seq = head_seq(till)
    till.settle()
    taken = world.takings_minor()
    again = corrected_twice(till, seq)
    tell(till, again)
    other = {**again.corrected, "receipt": f"{stream_of(till)}-000902"}
    tell(till, again.model_copy(update={"corrected": other}))
    till.settle()

    assert world.takings_minor() == taken
    assert len(world.office.rows(tables.sale)) == 2
    opened = [row for row in world.cases("quarantine") if row["closed_at"] is None]
    assert [row["title"] for row in opened] == ["It was settled before"]


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"hash": "00" * 32}, "A correction of nothing"),
        ({"seq": 1}, "A correction of nothing"),
        ({"kind": "shift_closed"}, "A correction of another kind"),
        ({"corrected": {}}, "It cannot be read"),
    ],
)
def test_a_correction_that_cites_wrongly_books_nothing(
    world: World, change: dict[str, object], title: str
) -> None:
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    seq = head_seq(till)
    till.settle()
    taken = world.takings_minor()
    tell(till, corrected_twice(till, seq).model_copy(update=change))
    till.settle()

    rows = world.office.rows(tables.operation, "seq")
    assert (rows[-1]["state"], rows[-1]["title"]) == ("quarantined", title)
    assert world.takings_minor() == taken
    assert len(world.office.rows(tables.sale)) == 1


def test_a_case_that_only_the_office_can_settle_is_closed_there_and_read_at_the_till(
    world: World,
) -> None:
    till = world.a_till()
    with till.till.db.unit_of_work() as uow:
        said = Said(by="staff-sr", at=till.clock.now(), day=DAY)
        append_operation(uow, till.till, said, shipment_body(stream_of(till)))
        uow.commit()
    till.settle()
    session = till.cashier()
    (case,) = list_cases(till.till)
    assert not case.is_read
    acknowledge_case(till.till, session, case.case_id)
    assert list_cases(till.till)[0].is_read

    by = Closing(by="staff-office", reason="Called the customer.")
    close_case(world.office.central, case.case_id, by)
    with pytest.raises(Conflict):
        close_case(world.office.central, case.case_id, by)
    till.settle()

    (closed,) = list_cases(till.till)
    assert closed.closed_text == "Called the customer. (staff-office)"
    with pytest.raises(Conflict):
        resend_corrected(
            till.till, session, Resend(case_id=case.case_id, values=(), approved_by="s")
        )
    acknowledge_case(till.till, session, case.case_id)
    assert list_cases(till.till) == ()


def test_closing_a_case_needs_a_name_a_reason_and_a_case(world: World) -> None:
    with pytest.raises(BadInput):
        close_case(world.office.central, "case", Closing(by="", reason="x"))
    with pytest.raises(NotFound):
        close_case(world.office.central, "case", Closing(by="a", reason="x"))


def test_a_fork_is_told_to_both_copies_and_no_till_can_put_it_right(world: World) -> None:
    till = world.a_till()
    till.sell(1)
    copy = world.copy_of(till, "copy")
    till.sell(1)
    till.settle()
    copy.sell(1)
    copy.settle()
    till.settle()

    for each in (till, copy):
        (case,) = list_cases(each.till)
        assert "two histories" in case.title
        assert case.fields == ()
        with pytest.raises(BadInput, match="cannot put it right"):
            resend_corrected(
                each.till,
                each.cashier(),
                Resend(case_id=case.case_id, values=(), approved_by="s"),
            )


def test_an_applied_sale_cannot_be_corrected_into_another(world: World) -> None:
    till = world.a_till()
    tell(till, sale_body(f"{stream_of(till)}-000900"))
    seq = head_seq(till)
    till.settle()
    taken = world.takings_minor()
    tell(till, corrected_twice(till, seq))
    till.settle()

    assert world.takings_minor() == taken
    assert [row["title"] for row in world.cases("quarantine")] == ["A correction of nothing"]


def test_a_correction_of_what_only_the_office_may_settle_books_nothing(world: World) -> None:
    till = world.a_till()
    tell(till, shipment_body(stream_of(till)), "person-a", "person-b")
    with till.till.db.unit_of_work() as uow:
        uow._transaction.connection.execute(sa.text("DELETE FROM personal_part"))
        uow.commit()
    seq = head_seq(till)
    till.settle()
    cited = corrected_twice(till, seq).model_copy(update={"kind": "shipment_booked"})
    tell(till, cited)
    till.settle()

    rows = world.office.rows(tables.operation, "seq")
    assert rows[-1]["title"] == "Only the office can settle this"
    assert world.office.rows(tables.shipment) == []


def test_a_correction_that_cannot_be_read_gets_a_case_of_its_own(world: World) -> None:
    till = world.a_till()
    with till.till.db.unit_of_work() as uow:
        uow.outbox.append(
            till.till.signer,
            NewOperation(
                kind="operation_corrected",
                at=till.clock.now(),
                by="s",
                day=DAY,
                feed=0,
                body=sale_body("x"),
            ),
        )
        uow.commit()
    till.settle()

    assert [case["operation_kind"] for case in world.cases("quarantine")] == ["operation_corrected"]


def test_a_case_that_is_gone_is_said(world: World) -> None:
    till = world.a_till()
    with pytest.raises(NotFound):
        acknowledge_case(till.till, till.cashier(), "nowhere")


def test_planted_bug_a_correction_that_leaves_the_old_takings_counts_the_money_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    a_sale_whose_number_came_twice(till)
    till.settle()
    (case,) = list_cases(till.till)
    taken = world.takings_minor()
    monkeypatch.setattr("central.operations.correcting.takings", tables.sale_line)
    request = Resend(case_id=case.case_id, values=("",), approved_by="s")
    resend_corrected(till.till, till.cashier(), request)
    till.settle()

    assert world.takings_minor() > taken
