"""The flow of a day: what leads to what, and what may not."""

from dataclasses import replace

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.cart_conflict import ConflictState
from app.presenters.cart_rows import CartRow
from app.presenters.counter import CounterPresenter, CounterViews
from app.presenters.key_hints import keys_of, sale_hints
from app.presenters.key_map import Dialog, Place
from app.presenters.park_reason import ParkReasonState
from app.presenters.parked import ParkedState
from app.presenters.sale import SaleState
from app.presenters.tasks import TaskRunner
from app.use_cases.ports import PrinterFailure
from domain.errors import WorldFailure
from domain.tender import hand_out
from sync.protocol.status import Link, Problem, SyncStatus
from tests.helpers.counter_desk import (
    CASHIER_PIN,
    SUPERVISOR_PIN,
    RecordingShell,
    RecordingView,
    WaitingRunner,
    a_desk,
    recording_flow_views,
)

BARREL = "2102026000014"


class Day:
    def __init__(self, till: MemoryTill | None = None, runner: TaskRunner | None = None) -> None:
        self.till = till or sample_till()
        self.shell = RecordingShell()
        self.sale_view: RecordingView[object] = RecordingView()
        self.tender_view: RecordingView[object] = RecordingView()
        self.prices_view: RecordingView[object] = RecordingView()
        self.scarce_view: RecordingView[object] = RecordingView()
        self.parked_view: RecordingView[ParkedState] = RecordingView()
        self.conflict_view: RecordingView[ConflictState] = RecordingView()
        self.reason_view: RecordingView[ParkReasonState] = RecordingView()
        views = CounterViews(
            shell=self.shell,
            sign_in=RecordingView(),
            open_shift=RecordingView(),
            sale=self.sale_view,
            choice=RecordingView(),
            price=RecordingView(),
            tender=self.tender_view,
            receipt=RecordingView(),
            shipment=RecordingView(),
            close_shift=RecordingView(),
            z_report=RecordingView(),
            prices=self.prices_view,
            nothing_left=self.scarce_view,
            flows=replace(
                recording_flow_views(),
                parked=self.parked_view,
                conflict=self.conflict_view,
                park_reason=self.reason_view,
            ),
        )
        self.counter = CounterPresenter(a_desk(self.till, runner), views)
        self.counter.start()

    def sign_in(self, pin: str = CASHIER_PIN) -> None:
        self.counter.sign_in.on_pin_entered(pin)

    def begin(self) -> None:
        self.sign_in()
        self.counter.open_shift.on_amount_typed("40,000")
        self.counter.open_shift.on_open()

    def sell(self) -> None:
        self.counter.sale.on_enter(BARREL)
        self.counter.sale.on_pay()
        self.counter.tender.on_amount_typed("10,000")
        self.counter.tender.on_finish()

    def count_exactly(self) -> None:
        services = self.till.services()
        expected = services.shift_summary().sums.expected
        for minor, count in hand_out(expected, services.cash_rules().denominations_minor):
            self.counter.close_shift.on_count_typed(minor, count)

    def cart_rows(self) -> tuple[CartRow, ...]:
        state = self.sale_view.last
        assert isinstance(state, SaleState)
        return state.cart.rows

    def place(self) -> Place:
        return self.shell.places[-1]

    def dialog(self) -> Dialog | None:
        return self.shell.dialogs[-1] if self.shell.dialogs else None


def test_a_day_goes_from_sign_in_to_the_next_shift() -> None:
    day = Day()
    day.begin()
    day.sell()
    assert day.dialog() is Dialog.RECEIPT

    day.counter.receipt.on_next()
    day.counter.on_place_requested(Place.SHIFT)
    day.count_exactly()
    day.counter.close_shift.on_primary()
    day.counter.close_shift.on_close()
    assert day.dialog() is Dialog.Z_REPORT

    day.counter.on_dismissed()
    assert day.shell.places == [
        Place.SIGN_IN,
        Place.OPEN_SHIFT,
        Place.SALE,
        Place.SALE,
        Place.SHIFT,
        Place.OPEN_SHIFT,
    ]
    assert len(day.till.printed) == 2


def test_an_open_shift_is_gone_on_with() -> None:
    till = sample_till()
    Day(till).begin()
    next_day = Day(till)
    next_day.sign_in()

    assert next_day.place() is Place.SALE
    assert next_day.shell.frames[-1].shift_text == "Shift 214, open since 14:26"


def test_locking_keeps_the_cart_and_returns_to_where_it_was() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.on_place_requested(Place.SHIP)
    day.counter.on_lock()
    day.counter.on_lock()
    assert day.shell.frames[-1].name == ""
    assert not day.shell.frames[-1].can_lock

    day.sign_in()
    assert day.place() is Place.SHIP
    assert len(day.till.cart.lines) == 1


def test_locking_with_a_dialog_open_puts_the_dialog_away() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    day.counter.on_lock()

    assert day.dialog() is None
    assert day.place() is Place.SIGN_IN


def test_while_a_sale_is_being_saved_it_can_be_neither_left_nor_locked() -> None:
    runner = WaitingRunner()
    day = Day(runner=runner)
    runner.finish_all()
    _begin(day, runner)
    day.counter.sale.on_enter(BARREL)
    runner.finish_all()
    day.counter.sale.on_pay()
    runner.finish_all()
    day.counter.tender.on_amount_typed("10,000")
    day.counter.tender.on_finish()
    day.counter.on_dismissed()
    day.counter.on_lock()
    assert day.dialog() is Dialog.TENDER

    runner.finish_all()
    assert day.dialog() is Dialog.RECEIPT
    assert len(day.till.sales) == 1


def test_while_anything_is_being_saved_nobody_goes_elsewhere() -> None:
    runner = WaitingRunner()
    day = Day(runner=runner)
    runner.finish_all()
    day.sign_in()
    runner.finish_all()
    day.counter.open_shift.on_amount_typed("40,000")
    day.counter.open_shift.on_open()
    day.counter.on_lock()
    assert day.place() is Place.OPEN_SHIFT

    runner.finish_all()
    assert day.place() is Place.SALE

    item = next(each for each in day.till.items if each.needs_price)
    day.counter.sale.on_item_chosen(item)
    runner.finish_all()
    day.counter.questions.price.on_price_typed("1,500")
    day.counter.questions.price.on_pin_entered(SUPERVISOR_PIN)
    day.counter.on_dismissed()
    assert day.dialog() is Dialog.PRICE

    runner.finish_all()
    assert day.dialog() is None
    day.counter.on_place_requested(Place.SHIFT)
    runner.finish_all()
    day.count_exactly()
    day.counter.close_shift.on_primary()
    runner.finish_all()
    day.counter.close_shift.on_close()
    day.counter.on_place_requested(Place.SALE)
    assert day.place() is Place.SHIFT


def _begin(day: Day, runner: WaitingRunner) -> None:
    day.sign_in()
    runner.finish_all()
    day.counter.open_shift.on_amount_typed("40,000")
    day.counter.open_shift.on_open()
    runner.finish_all()


def test_esc_goes_back_from_the_tender_with_the_cart_as_it_was() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    day.counter.on_dismissed()

    assert day.dialog() is None
    assert len(day.till.cart.lines) == 1


def test_a_scan_at_the_receipt_goes_on_in_the_next_sale() -> None:
    day = Day()
    day.begin()
    day.sell()
    day.counter.on_typed_at_receipt("2")
    assert day.dialog() is None
    assert ("type_text", "2") in day.sale_view.asked

    day.counter.on_typed_at_receipt("1")
    assert ("type_text", "1") not in day.sale_view.asked


def test_an_item_without_a_price_opens_the_dialog_and_comes_back_to_the_cart() -> None:
    day = Day()
    day.begin()
    item = next(each for each in day.till.items if each.needs_price)
    day.counter.sale.on_item_chosen(item)
    assert day.dialog() is Dialog.PRICE

    day.counter.questions.price.on_price_typed("1,500")
    day.counter.questions.price.on_pin_entered("0000")
    day.counter.on_second()
    day.counter.questions.price.on_pin_entered(SUPERVISOR_PIN)
    assert day.dialog() is None
    assert len(day.till.cart.lines) == 1


def test_a_shared_code_opens_the_choice_and_rings_up_the_chosen_one() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter("2182026000016")
    assert day.dialog() is Dialog.CHOICE

    day.counter.questions.choice.on_row_chosen(9)
    day.counter.questions.choice.on_row_chosen(1)
    assert day.dialog() is None
    assert day.till.cart.lines[0].sku == "EXB-80-B"


def test_a_booked_shipment_comes_back_to_the_sale() -> None:
    day = Day()
    day.begin()
    day.counter.on_place_requested(Place.SHIP)
    ship = day.counter.shipment
    for who in ("consignor", "consignee"):
        ship.on_party_edited("consignor" if who == "consignor" else "consignee", "name", "A")
        ship.on_party_edited("consignor" if who == "consignor" else "consignee", "region", "4")
    for name, text in (
        ("description", "Rice"),
        ("packing", "Bag"),
        ("weight", "9"),
        ("sides", "9 9 9"),
    ):
        ship.on_piece_edited(0, name, text)
    ship.on_add_to_sale()

    assert day.place() is Place.SALE
    assert day.till.cart.lines[0].kind == "shipment"


def test_ctrl_p_prints_what_is_on_screen() -> None:
    day = Day()
    day.counter.on_print_again()
    day.begin()
    day.sell()
    day.counter.on_print_again()
    day.counter.receipt.on_next()
    day.counter.on_print_again()
    assert day.till.printed == [
        ("GY03B-000101", False),
        ("GY03B-000101", True),
        ("GY03B-000101", True),
    ]

    day.counter.on_place_requested(Place.SHIFT)
    day.count_exactly()
    day.counter.close_shift.on_primary()
    day.counter.close_shift.on_close()
    day.counter.on_print_again()
    assert day.till.printed[-1] == ("Z214", True)


def test_a_receipt_that_was_not_printed_is_named_at_the_next_customer() -> None:
    day = Day()
    day.begin()
    day.till.fail_with["print"] = PrinterFailure("No paper", "Load paper.")
    day.sell()
    day.counter.on_dismissed()

    last = day.shell.notices[-1]
    assert last is not None
    assert last.title == "1 receipt was saved, not printed."


def test_f1_shows_the_keys_of_where_you_are() -> None:
    day = Day()
    day.counter.on_keys()
    assert day.dialog() is Dialog.KEYS
    assert day.shell.keys[-1] == keys_of(Place.SIGN_IN)

    day.counter.on_keys()
    assert day.dialog() is None


def test_every_place_and_dialog_has_its_keys_and_no_key_stands_twice() -> None:
    for where in (*Place, *Dialog):
        names = [key for hint in keys_of(where) for key in hint.keys]
        assert len(names) == len(set(names)), where
        assert "F1" in names
    assert {key for hint in sale_hints() for key in hint.keys} <= {
        key for hint in keys_of(Place.SALE) for key in hint.keys
    }


def test_a_shift_that_can_not_be_read_signs_nobody_in() -> None:
    till = sample_till()
    day = Day(till)

    def fail() -> None:
        raise WorldFailure("Disk", "Nothing is lost.")

    services = till.services()
    object.__setattr__(services, "current_shift", fail)
    object.__setattr__(day.counter._desk, "services", services)
    day.sign_in()

    assert day.place() is Place.SIGN_IN
    assert day.shell.notices[-1] is not None
    assert day.shell.frames[-1].name == ""


def test_a_problem_of_the_engine_is_said_once_and_again_when_it_is_another() -> None:
    day = Day()
    problem = Problem(title="The date is wrong", message="Set it.")
    for waiting in (1, 2, 3):  # a wrong clock is said while the line works, too
        day.counter.show_sync_status(
            SyncStatus(link=Link.ONLINE, waiting_count=waiting, problem=problem)
        )
    other = Problem(title="This till is revoked", message="Ask the office.")
    day.counter.show_sync_status(SyncStatus(link=Link.NEEDS_YOU, problem=other))
    said = [notice.title for notice in day.shell.notices if notice]
    assert said == ["The date is wrong", other.title]


def test_a_frame_that_says_the_same_is_not_drawn_again() -> None:
    day = Day()
    before = len(day.shell.frames)
    for _ in range(2):
        day.counter.on_second()

    assert len(day.shell.frames) == before
