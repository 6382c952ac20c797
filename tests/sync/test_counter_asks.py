"""From the key to central and back: a cashier asks for what is not here, and gets to be paid."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from app.counter.gallery_till import RightAway
from app.counter_services import bind_services, read_profile
from app.presenters.counter import CounterPresenter, CounterViews
from app.presenters.key_map import Dialog
from app.presenters.nothing_left import NothingLeftState
from app.presenters.services import Desk
from tests.central.allotting import Shelf
from tests.helpers.counter_desk import RecordingShell, RecordingView, recording_flow_views
from tests.sync.world import CASHIER_PIN, SUPERVISOR_PIN, SyncTill, World


class Stand:
    """A counter without a window over a real till; the engine turns when a test says so."""

    def __init__(self, sync: SyncTill) -> None:
        self.sync = sync
        self.shell = RecordingShell()
        self.views = {each.name: RecordingView[object]() for each in fields(CounterViews)}
        desk = Desk(
            services=bind_services(sync.till, lambda: None),
            runner=RightAway(),
            clock=sync.till.clock,
            profile=read_profile(sync.till),
        )
        own = {"shell": self.shell, "flows": recording_flow_views()}
        views = CounterViews(**(self.views | own))  # type: ignore[arg-type]  # recording views show anything
        self.counter = CounterPresenter(desk, views)
        self.counter.start()
        names = [member.name for member in desk.services.list_staff()]
        self.counter.sign_in.on_person_chosen(names.index("Shanelle Rodrigues"))
        self.counter.sign_in.on_pin_entered(CASHIER_PIN)
        self.counter.open_shift.on_amount_typed("40,000")
        self.counter.open_shift.on_open()

    def ring_up_rum(self) -> None:
        with self.sync.till.db.reading() as uow:
            item = uow.catalog.search("rum", 1)[0]
        self.counter.sale.on_item_chosen(item)

    def turn(self) -> None:
        """One turn of the engine, of which the screen hears."""
        self.sync.turn()
        self.counter.show_sync_status(self.sync.statuses[-1])

    def dialog(self) -> Dialog | None:
        return self.shell.dialogs[-1] if self.shell.dialogs else None

    def scarce(self) -> NothingLeftState:
        state = self.views["nothing_left"].last
        assert isinstance(state, NothingLeftState)
        return state

    def finish(self) -> None:
        self.counter.tender.on_amount_typed("100,000")
        self.counter.tender.on_finish()


def test_what_a_cashier_asks_for_comes_and_payment_opens_by_itself(
    world: World, tmp_path: Path
) -> None:
    shelf = Shelf(office=world.office, store=world.store)
    rum = shelf.stock(tmp_path, 1)
    stand = Stand(world.a_till())
    stand.ring_up_rum()
    stand.sync.transport.is_down = True
    stand.counter.sale.on_pay()
    assert stand.dialog() is Dialog.NOTHING_LEFT
    assert stand.scarce().rows[0].left_text.startswith("0 left at this till")

    stand.counter.tender_start.nothing_left.on_ask()
    stand.turn()
    assert "line is down" in stand.scarce().asking_text
    stand.sync.transport.is_down = False
    for _ in range(3):
        stand.turn()

    assert stand.dialog() is Dialog.TENDER
    stand.finish()
    assert stand.dialog() is Dialog.RECEIPT
    stand.sync.settle()
    assert shelf.book(rum).consumed == 1
    assert shelf.cases() == []


def test_an_exception_that_a_supervisor_signs_at_the_counter_is_no_case_at_central(
    world: World, tmp_path: Path
) -> None:
    shelf = Shelf(office=world.office, store=world.store)
    rum = shelf.stock(tmp_path, 0)
    stand = Stand(world.a_till())
    stand.ring_up_rum()
    stand.counter.sale.on_pay()

    stand.counter.tender_start.nothing_left.on_pin_entered(SUPERVISOR_PIN)

    assert stand.dialog() is Dialog.TENDER
    stand.finish()
    stand.sync.settle()
    assert (shelf.book(rum).consumed, shelf.book(rum).pool) == (1, -1)
    assert shelf.cases() == []
