"""What a screen says goes to its presenter: one line for each signal, and nothing else."""

from functools import partial

from app.counter.close_shift_screen import CloseShiftScreen
from app.counter.devices_page import DevicesPage
from app.counter.dialog_wiring import connect_dialogs
from app.counter.files_page import FilesPage
from app.counter.find_screen import FindScreen
from app.counter.inbox_screen import InboxScreen
from app.counter.more_screen import MoreScreen
from app.counter.open_shift_screen import OpenShiftScreen
from app.counter.prints_page import PrintsPage
from app.counter.reports_page import ReportsPage
from app.counter.returns_screen import ReturnsScreen
from app.counter.sale_screen import SaleScreen
from app.counter.screens import Screens
from app.counter.shipment_screen import ShipmentScreen
from app.counter.sign_in_screen import SignInScreen
from app.counter.statements_page import connect_statements
from app.presenters.counter import CounterPresenter
from app.presenters.key_map import Place


def connect_screens(screens: Screens, counter: CounterPresenter) -> None:
    """Connect every screen and dialog to the presenters of ``counter``, as soon as it is made."""
    screens.when_made(Screens.sign_in, partial(_sign_in, counter))
    screens.when_made(Screens.open_shift, partial(_open_shift, counter))
    screens.when_made(Screens.sale, partial(_sale, counter))
    screens.when_made(Screens.shipment, partial(_shipment, counter))
    screens.when_made(Screens.returns, partial(_returns, counter))
    screens.when_made(Screens.find, partial(_find, counter))
    screens.when_made(Screens.close_shift, partial(_close_shift, counter))
    screens.when_made(Screens.more, partial(_more, counter))
    screens.when_made(Screens.desk, partial(_desk, counter))
    connect_dialogs(screens, counter)


def _sign_in(counter: CounterPresenter, screen: SignInScreen) -> None:
    presenter = counter.sign_in
    screen.person_chosen.connect(presenter.on_person_chosen)
    screen.pin_entered.connect(presenter.on_pin_entered)
    screen.practice_requested.connect(counter.flows.practice.on_open)


def _open_shift(counter: CounterPresenter, screen: OpenShiftScreen) -> None:
    presenter = counter.open_shift
    screen.mode_chosen.connect(presenter.on_mode_chosen)
    screen.amount_typed.connect(presenter.on_amount_typed)
    screen.count_typed.connect(presenter.on_count_typed)
    screen.other_typed.connect(presenter.on_other_typed)
    screen.other_count_typed.connect(presenter.on_other_count_typed)
    screen.open_requested.connect(presenter.on_open)


def _sale(counter: CounterPresenter, screen: SaleScreen) -> None:
    presenter = counter.sale
    screen.text_changed.connect(presenter.on_text_changed)
    screen.entered.connect(presenter.on_enter)
    screen.moved.connect(presenter.on_moved)
    screen.row_selected.connect(presenter.on_row_selected)
    screen.row_chosen.connect(presenter.on_row_chosen)
    screen.line_selected.connect(presenter.on_line_selected)
    screen.quantity_entered.connect(presenter.on_quantity_entered)
    screen.quantity_stepped.connect(presenter.on_quantity_stepped)
    screen.remove_requested.connect(presenter.on_remove)
    screen.pay_requested.connect(presenter.on_pay)
    screen.escape_requested.connect(presenter.on_escape)
    screen.ship_requested.connect(lambda: counter.on_place_requested(Place.SHIP))
    screen.cart.weigh_requested.connect(counter.flows.lines.on_weigh_chosen)


def _shipment(counter: CounterPresenter, screen: ShipmentScreen) -> None:
    presenter = counter.shipment
    screen.party_edited.connect(presenter.on_party_edited)
    screen.field_left.connect(presenter.on_field_left)
    screen.piece_edited.connect(presenter.on_piece_edited)
    screen.piece_added.connect(presenter.on_piece_added)
    screen.piece_removed.connect(presenter.on_piece_removed)
    screen.declared_typed.connect(presenter.on_declared_typed)
    screen.units_chosen.connect(presenter.on_units_chosen)
    screen.cleared.connect(presenter.on_cleared)
    screen.add_requested.connect(presenter.on_add_to_sale)
    screen.weigh_requested.connect(presenter.on_weigh)
    screen.special_requested.connect(presenter.on_special_quote)
    screen.quotes_requested.connect(counter.flows.quotes.on_open)


def _returns(counter: CounterPresenter, screen: ReturnsScreen) -> None:
    presenter = counter.flows.returns
    screen.text_changed.connect(presenter.on_text_changed)
    screen.entered.connect(presenter.on_entered)
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_pressed)
    screen.row_entered.connect(presenter.on_row_entered)
    screen.units_stepped.connect(presenter.on_units_stepped)
    screen.reason_chosen.connect(presenter.on_reason_chosen)
    screen.next_reason.connect(presenter.on_next_reason)
    screen.kind_chosen.connect(presenter.on_kind_chosen)
    screen.next_kind.connect(presenter.on_next_kind)
    screen.code_typed.connect(presenter.on_code_typed)
    screen.weight_typed.connect(presenter.on_weight_typed)
    screen.scale_requested.connect(presenter.weighing.ask)
    screen.give_requested.connect(presenter.on_give)
    screen.exchange_requested.connect(presenter.on_exchange)
    screen.back_requested.connect(presenter.on_back)


def _find(counter: CounterPresenter, screen: FindScreen) -> None:
    presenter = counter.flows.find
    screen.text_changed.connect(presenter.on_text_changed)
    screen.moved.connect(presenter.on_moved)
    screen.row_selected.connect(presenter.on_row_selected)
    screen.related_entered.connect(presenter.on_related_entered)
    screen.print_requested.connect(counter.on_print_again)
    screen.pdf_requested.connect(presenter.on_pdf)
    screen.return_requested.connect(presenter.on_return)


def _close_shift(counter: CounterPresenter, screen: CloseShiftScreen) -> None:
    presenter = counter.close_shift
    screen.count_typed.connect(presenter.on_count_typed)
    screen.other_count_typed.connect(presenter.on_other_count_typed)
    screen.reason_chosen.connect(presenter.on_reason_chosen)
    screen.next_reason.connect(presenter.on_next_reason)
    screen.count_done.connect(presenter.on_count_done)
    screen.note_typed.connect(presenter.on_note_typed)
    screen.recount_requested.connect(presenter.on_recount)
    screen.primary_requested.connect(presenter.on_primary)
    screen.close_requested.connect(presenter.on_close)


def _more(counter: CounterPresenter, screen: MoreScreen) -> None:
    presenter = counter.flows.more
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_selected)
    screen.row_entered.connect(presenter.on_row_entered)
    screen.practice.open_requested.connect(counter.flows.practice.on_open)
    _devices(counter, screen.devices)
    _prints(counter, screen.prints)
    _reports(counter, screen.reports)
    _files(counter, screen.files)
    connect_statements(counter.flows.statements, screen.statements)


def _devices(counter: CounterPresenter, screen: DevicesPage) -> None:
    presenter = counter.flows.devices
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_selected)
    screen.field_changed.connect(presenter.on_field_changed)
    screen.test_requested.connect(presenter.on_test)
    screen.offer_taken.connect(presenter.on_offer)
    screen.look_requested.connect(presenter.on_look)


def _prints(counter: CounterPresenter, screen: PrintsPage) -> None:
    presenter = counter.flows.prints
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_selected)
    screen.one_requested.connect(presenter.on_print_one)
    screen.all_requested.connect(presenter.on_print_all)
    screen.drop_requested.connect(presenter.on_drop)
    screen.printer_chosen.connect(presenter.on_printer_chosen)


def _reports(counter: CounterPresenter, screen: ReportsPage) -> None:
    presenter = counter.flows.reports
    screen.span_chosen.connect(presenter.on_span_chosen)
    screen.days_typed.connect(presenter.on_days_typed)
    screen.look_requested.connect(presenter.on_look)
    screen.csv_requested.connect(lambda: presenter.on_save("csv"))
    screen.pdf_requested.connect(lambda: presenter.on_save("pdf"))


def _files(counter: CounterPresenter, screen: FilesPage) -> None:
    presenter = counter.flows.files
    screen.work_chosen.connect(presenter.on_work_chosen)
    screen.begin_requested.connect(presenter.on_begin)
    screen.name_typed.connect(presenter.on_name_typed)
    screen.stop_requested.connect(presenter.on_stop)
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_selected)


def _desk(counter: CounterPresenter, screen: InboxScreen) -> None:
    presenter = counter.flows.inbox
    screen.stepped.connect(presenter.on_moved)
    screen.row_pressed.connect(presenter.on_row_chosen)
    screen.filter_pressed.connect(presenter.on_filter)
    screen.next_filter.connect(presenter.on_next_filter)
    screen.sort_requested.connect(presenter.on_sort)
    screen.look_requested.connect(presenter.on_look)
    screen.deed_requested.connect(presenter.on_deed)
    screen.left.connect(presenter.on_leave)
