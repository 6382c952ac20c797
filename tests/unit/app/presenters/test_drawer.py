"""F10 and Ctrl+R: the drawer is opened, cash moves and is signed for, the X report is shown."""

from dataclasses import dataclass, field

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.drawer import DrawerFlow, DrawerState, DrawerViews
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.sign_off import SignState
from app.presenters.x_report import XReportFlow, XReportState
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.open_shift import MoreFloat
from app.use_cases.ports import DrawerFailure, PrinterFailure
from domain.errors import WorldFailure
from domain.money import Money
from domain.shift import CashCount
from domain.staff import Role
from tests.helpers.counter_desk import OpenFloor, RecordingView, WaitingRunner, a_desk, a_session


@dataclass
class Stand:
    """A till with an open shift, the flow, and what it shows."""

    till: MemoryTill = field(default_factory=sample_till)
    drawer: RecordingView[DrawerState] = field(default_factory=RecordingView)
    sign: RecordingView[SignState] = field(default_factory=RecordingView)
    x: RecordingView[XReportState] = field(default_factory=RecordingView)
    runner: WaitingRunner | None = None

    def __post_init__(self) -> None:
        self.session = a_session(self.till)
        services = self.till.services()
        shift = services.open_shift(self.session, Money(4_000_000, "GYD"), MoreFloat())
        self.floor = OpenFloor(session=self.session, shift=shift)
        views = DrawerViews(drawer=self.drawer, sign=self.sign)
        self.flow = DrawerFlow(a_desk(self.till, self.runner), views, self.floor)
        self.x_flow = XReportFlow(a_desk(self.till, self.runner), self.x, self.floor)

    def begin(self, choice: int = 0, amount: str = "") -> None:
        self.flow.on_command(Command.DRAWER)
        self.flow.on_choice(choice)
        self.flow.on_amount_typed(amount)

    @property
    def told(self) -> str:
        notice = self.floor.notices[-1]
        return "" if notice is None else notice.title


def test_the_drawer_is_only_opened_and_that_is_counted() -> None:
    stand = Stand()
    stand.begin()
    assert stand.drawer.last.title == "Drawer of shift 214"
    assert not stand.drawer.last.asks_amount
    stand.flow.on_reason_step(-1)
    assert stand.drawer.last.reasons[stand.drawer.last.reason] == "Other, see the note"
    stand.flow.on_do()

    assert [entry.kind for entry in stand.till.drawer.entries] == ["float", "no_sale"]
    assert stand.floor.dialog is None
    assert stand.told == "The drawer is open."


def test_a_drop_is_saved_and_its_slip_printed() -> None:
    stand = Stand()
    stand.begin(1, "12,000")
    stand.flow.on_do()

    assert stand.till.drawer.entries[-1].amount_minor == -1_200_000
    assert stand.told == "G$12,000 dropped to the safe."


def test_a_drop_while_closing_lets_the_count_read_its_new_sums() -> None:
    stand = Stand()
    stand.floor.place = Place.SHIFT
    stand.begin(1, "12,000")
    stand.flow.on_do()

    assert ("go", Place.SHIFT) in stand.floor.asked


def test_an_amount_is_asked_for_and_what_is_none_is_said() -> None:
    stand = Stand()
    stand.begin(3)
    stand.flow.on_do()
    assert stand.drawer.last.amount_error == "Type the amount, above zero."
    stand.flow.on_amount_typed("lots")
    stand.flow.on_do()
    assert "Guyana dollars" in stand.drawer.last.amount_error
    stand.flow.on_amount_typed("0")
    stand.flow.on_do()

    assert stand.drawer.last.amount_error == "Type the amount, above zero."
    assert [entry.kind for entry in stand.till.drawer.entries] == ["float"]


def test_the_other_money_is_one_key_away() -> None:
    stand = Stand()
    stand.begin(2, "50")
    assert (stand.drawer.last.symbol, stand.drawer.last.other_symbol) == ("G$", "US$")
    stand.flow.on_currency()
    assert (stand.drawer.last.symbol, stand.drawer.last.other_symbol) == ("US$", "G$")
    stand.flow.on_do()

    assert stand.till.drawer.entries[-1].currency == "USD"
    assert stand.told == "US$50.00 paid in."


def test_a_large_pay_out_is_signed_for_and_saved_once() -> None:
    stand = Stand()
    stand.begin(3, "25,000")
    stand.flow.on_note_typed("Tyres")
    stand.flow.on_do()
    assert stand.floor.dialog is Dialog.SHIFT_SIGN
    assert stand.sign.last.title == "Sign for: Pay-out of G$25,000"
    stand.flow.on_approver_chosen(0)
    stand.flow.on_pin_entered("0000")
    assert "not right" in stand.sign.last.message
    stand.flow.on_second(Dialog.SHIFT_SIGN)
    stand.flow.on_second(Dialog.DRAWER)
    assert len(stand.till.drawer.entries) == 1
    stand.flow.on_pin_entered("9630")

    assert stand.till.drawer.entries[-1].amount_minor == -2_500_000
    assert stand.told == "G$25,000 paid out."
    assert not stand.flow.is_busy


def test_what_cannot_be_saved_is_said_and_stays_typed() -> None:
    stand = Stand()
    stand.till.fail_with["move_cash"] = WorldFailure("Full", "The disk is full.")
    stand.begin(1, "100")
    stand.flow.on_do()
    assert stand.drawer.last.notice is not None
    assert stand.floor.dialog is Dialog.DRAWER
    stand.till.fail_with["open_drawer"] = WorldFailure("Full again", "The disk is full.")
    stand.flow.on_choice(0)
    stand.flow.on_do()

    assert stand.drawer.last.notice is not None
    assert stand.drawer.last.notice.title == "Full again"


def test_a_drawer_that_stays_shut_is_said_and_was_counted() -> None:
    stand = Stand()
    stand.till.fail_with["kick_drawer"] = DrawerFailure("Stuck", "Use the key.")
    stand.begin()
    stand.flow.on_do()

    assert [entry.kind for entry in stand.till.drawer.entries] == ["float", "no_sale"]
    assert stand.floor.dialog is None
    assert stand.told == "Stuck"


def test_a_drawer_and_slips_that_wait_for_a_slow_printer_hold_up_nothing() -> None:
    runner = WaitingRunner()
    stand = Stand(runner=runner)
    stand.begin()
    runner.finish_all()
    stand.flow.on_do()
    runner.finish()
    assert stand.told == "The drawer is being opened."
    assert not stand.flow.is_busy
    stand.begin(1, "100")
    runner.finish(1)
    stand.flow.on_do()
    runner.finish(1)
    stand.x_flow.on_command(Command.X_REPORT)
    runner.finish(2)
    stand.x_flow.on_print(Dialog.X_REPORT)

    assert [lane for lane, _ in runner.jobs] == ["device", "device", "device"]
    assert stand.told == "G$100 dropped to the safe."


def test_nothing_can_be_done_with_nobody_there() -> None:
    stand = Stand()
    stand.begin()
    stand.floor.session = None
    stand.flow.on_do()
    stand.flow.on_choice(9)
    stand.flow.on_locked()

    assert [entry.kind for entry in stand.till.drawer.entries] == ["float"]


def test_a_closing_that_is_far_off_is_signed_for_and_closed() -> None:
    stand = Stand()
    closed: list[ClosedShift] = []
    request = CloseShift(count=CashCount("GYD", ()), reason="unknown")
    stand.flow.sign_closing(stand.session, request, closed.append)
    assert stand.sign.last.title == "The drawer is G$40,000 off"
    stand.flow.on_pin_entered("9630")

    assert closed[0].closing.approved_by is not None
    assert stand.till.shift is None


def test_a_closing_that_cannot_be_previewed_is_said() -> None:
    stand = Stand()
    stand.flow.sign_closing(
        stand.session,
        CloseShift(count=CashCount("GYD", ()), note="x" * 1_001),
        lambda _closed: None,
    )

    assert stand.floor.dialog is None
    assert stand.floor.notices


def test_a_signature_that_cannot_be_saved_is_said_on_the_pad() -> None:
    stand = Stand()
    stand.begin(3, "25,000")
    stand.flow.on_do()
    stand.till.fail_with["move_cash"] = WorldFailure("Full", "The disk is full.")
    stand.flow.on_pin_entered("9630")

    assert stand.sign.last.notice is not None
    stand.flow.on_pin_entered("")
    assert len(stand.till.drawer.entries) == 1


# ------------------------------------------------------------------ X report


def test_an_x_report_is_shown_and_prints_on_demand() -> None:
    stand = Stand()
    stand.x_flow.on_command(Command.X_REPORT)
    assert stand.floor.dialog is Dialog.X_REPORT
    assert any(line.startswith("X REPORT") for line in stand.x.last.lines)
    assert stand.x.last.detail == "Cash is shown after the count."
    assert stand.x.last.print_text == "Not printed yet"
    assert stand.till.drawer.printed == []
    assert stand.x_flow.on_print(Dialog.X_REPORT)

    assert stand.till.drawer.printed == ["X214"]
    assert stand.x.last.print_text == "Printed"


def test_who_may_approve_is_told_that_seeing_the_cash_is_kept() -> None:
    stand = Stand()
    stand.floor.session = a_session(stand.till, Role.SUPERVISOR)
    stand.x_flow.on_command(Command.X_REPORT)

    assert any(line.startswith("Opening float") for line in stand.x.last.lines)
    assert stand.x.last.detail == "That you saw the cash is kept."


def test_an_x_report_is_a_key_of_the_sale_and_none_of_the_count() -> None:
    stand = Stand()

    assert Place.SALE in stand.x_flow.places
    assert Place.SHIFT not in stand.x_flow.places
    stand.floor.session = None
    stand.x_flow.on_command(Command.X_REPORT)
    assert stand.floor.dialog is None


def test_a_printer_that_fails_leaves_the_x_report_on_screen() -> None:
    stand = Stand()
    stand.x_flow.on_command(Command.X_REPORT)
    stand.till.fail_with["print"] = PrinterFailure("No paper", "Load some.")
    stand.x_flow.on_print(Dialog.X_REPORT)

    assert stand.x.last.notice is not None
    assert stand.x.last.print_text == "Not printed yet"


def test_an_x_report_that_comes_late_opens_over_nothing() -> None:
    stand = Stand()
    stand.floor.is_free = False
    stand.x_flow.on_command(Command.X_REPORT)
    assert stand.floor.dialog is None
    assert not stand.x_flow.on_print(Dialog.X_REPORT)
    stand.till.fail_with["read_x"] = WorldFailure("Full", "The disk is full.")
    stand.x_flow.on_command(Command.X_REPORT)
    stand.x_flow.on_locked()

    assert stand.told == "Full"
