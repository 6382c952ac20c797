"""The counter's window: rail, top bar, notice, one place, at most one dialog. It holds no flow."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.counter.activity import Activity, native_window
from app.counter.customer_screen import CustomerScreen
from app.counter.key_map import KeyMap
from app.counter.keys_dialog import KeysDialog
from app.counter.labels import CARD_GAP, CONTENT_LEFT, CONTENT_RIGHT
from app.counter.look import LookSwitch
from app.counter.making_ready import MakingReady
from app.counter.more_screen import MoreScreen
from app.counter.scanner import ScannerInput
from app.counter.screens import Screen, Screens
from app.counter.second_hand import SecondHand
from app.counter.wiring import connect_screens
from app.presenters.counter import CounterPresenter, CounterViews
from app.presenters.customer_display import no_second_screen
from app.presenters.flows import FlowViews
from app.presenters.frame import FrameState
from app.presenters.idle_lock import IdleLock
from app.presenters.inbox import InboxViews
from app.presenters.key_map import COMMAND_KEYS, PLACE_KEYS, Command, Dialog, KeyHint, Place
from app.presenters.notices import Notice
from app.presenters.paying import PayingViews
from app.presenters.returns import ReturnsViews
from app.presenters.scan_routing import ScanRouting
from app.presenters.services import Desk
from app.use_cases.device_settings import DeviceSettings
from app.widgets.notice_bar import NoticeBar
from app.widgets.overlay import Overlay
from app.widgets.rail import Rail, RailPlace
from app.widgets.top_bar import TopBar

_KEYS, _LOCK, _CASES, _DESK = "keys", "lock", Command.NEEDS_YOU, Command.DESK
_ALT = "Alt+"
_SMALLEST = (1024, 640)
_USUAL = (1366, 768)


class CounterWindow(QWidget):
    """Composes the counter and shows what its presenter says; ``closed()`` when it goes away.

    It is the ``ShellView`` of ``app.presenters.counter``. Keys that nothing smaller wanted end
    here: those of the house first, then those of the place that is shown.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Windward")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self.setProperty("surface", "ground")
        self.screens, self.display = Screens(), CustomerScreen()
        self.look = LookSwitch(self)
        self._rail = Rail(self._rail_places())
        self._bar = TopBar()
        self._notice, self._notice_room = NoticeBar(), QWidget()
        self._stack = QStackedWidget()
        self._place, self._frame = Place.SIGN_IN, FrameState()
        self._lay_out()
        self._overlay = Overlay(self)
        for place in self.screens.PLACES.values():
            self.screens.when_made(place, self._stack.addWidget)
        for dialog in self.screens.DIALOGS.values():
            self.screens.when_made(dialog, self._overlay.keep)
        self.destroyed.connect(self.display.deleteLater)
        self.counter = CounterPresenter(desk, self._views())
        connect_screens(self.screens, self.counter)
        self._connect()
        self.scanner = ScannerInput(self)
        self._connect_devices(desk)
        self._second_hand = SecondHand(self)
        self._second_hand.timeout.connect(self.counter.on_second)
        self.idle_lock, self._activity = IdleLock(desk, self.counter), Activity(self)
        self._second_hand.timeout.connect(self.idle_lock.on_second)
        self._activity.touched.connect(self.idle_lock.on_activity)
        self._ready = MakingReady(self.screens, self)
        self._activity.touched.connect(self._ready.put_off)

    def start(self) -> None:
        """Show the window and the first screen."""
        self.show()
        self._activity.watch(native_window(self))
        self._second_hand.start()
        self.scanner.watch()
        self.counter.flows.devices.begin()
        self.counter.start()

    def make_ready(self) -> None:
        """Begin to make the other screens while nobody works; for a window that stays."""
        self._ready.start()

    def show_frame(self, state: FrameState) -> None:
        self._bar.show_place(state.title, state.shift_text)
        self._bar.show_person(state.name, state.role_text, state.initials)
        self._bar.show_clock(state.clock_text)
        self._bar.link_pill.show_link(state.link.look, state.link.text, state.link.detail)
        for place in PLACE_KEYS.values():
            self._rail.item(place).setVisible(place in state.places)
        self._rail.item(_LOCK).setVisible(state.can_lock)
        self._rail.item(_CASES).setVisible(state.can_lock)
        self._rail.item(_DESK).setVisible(state.can_lock)
        self._rail.item(Command.PARKED).setVisible(Place.SALE in state.places)
        self._rail.show_badge(_CASES, state.case_count)
        self._rail.show_badge(_DESK, state.desk_count)
        self._frame = state
        self._mark_place()

    def show_place(self, place: Place) -> None:
        screen, self._place = self.screens.place(place), place
        self._stack.setCurrentWidget(screen)
        screen.focus_first()

    def open_dialog(self, dialog: Dialog) -> None:
        self._overlay.open_dialog(self.screens.dialog(dialog), self.screens.first_of(dialog))

    def close_dialog(self) -> None:
        if not self._overlay.close_dialog():
            self._screen().focus_first()

    def show_notice(self, notice: Notice | None) -> None:
        self._notice.show_notice(notice)
        self._notice_room.setVisible(notice is not None)

    def show_keys(self, keys: tuple[KeyHint, ...]) -> None:
        self.screens.keys.show_keys(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._house_keys.press(event):
            return
        if self._overlay.dialog is None and self._screen().take_key(event):
            event.accept()
            return
        if self._command_keys.press(event):
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._second_hand.stop()
        self._ready.stop()
        self.scanner.stop()
        self.display.close()
        self.closed.emit()
        super().closeEvent(event)

    def _mark_place(self) -> None:
        place = self._frame.place
        if place is Place.DESK:
            self._rail.show_current(_DESK)
        elif place in self._frame.places:
            self._rail.show_current(place)

    def _screen(self) -> Screen:
        return self.screens.place(self._place)

    def _views(self) -> CounterViews:
        screens, view = self.screens, self.screens.view
        return CounterViews(
            shell=self,
            sign_in=view(Screens.sign_in),
            open_shift=view(Screens.open_shift),
            sale=view(Screens.sale),
            choice=view(Screens.choice),
            price=view(Screens.price),
            tender=view(Screens.tender),
            receipt=view(Screens.receipt),
            shipment=view(Screens.shipment),
            close_shift=view(Screens.close_shift),
            z_report=view(Screens.z_report),
            prices=view(Screens.prices),
            nothing_left=view(Screens.nothing_left),
            flows=FlowViews(
                cases=view(Screens.cases),
                inbox=InboxViews(place=view(Screens.desk), sign=view(Screens.desk_sign)),
                line=view(Screens.line),
                line_sign=view(Screens.line_sign),
                drawer=view(Screens.drawer),
                shift_sign=view(Screens.shift_sign),
                x_report=view(Screens.x_report),
                customer=view(Screens.customer),
                find=view(Screens.find),
                park_reason=view(Screens.park_reason),
                parked=view(Screens.parked),
                conflict=view(Screens.conflict),
                quotes=view(Screens.quotes),
                returns=ReturnsViews(
                    place=view(Screens.returns),
                    sign=view(Screens.refund_sign),
                    paper=view(Screens.refund_paper),
                ),
                more=view(Screens.more),
                devices=screens.part(Screens.more, lambda more: more.devices),
                prints=screens.part(Screens.more, lambda more: more.prints),
                reports=screens.part(Screens.more, lambda more: more.reports),
                files=screens.part(Screens.more, lambda more: more.files),
                statements=screens.part(Screens.more, lambda more: more.statements),
                receipt_ways=view(Screens.receipt),
                display=self.display,
                paying=PayingViews(
                    claim=view(Screens.pay_claim),
                    sign=view(Screens.pay_sign),
                    code=view(Screens.pay_code),
                    phone=view(Screens.pay_phone),
                    identity=view(Screens.pay_identity),
                ),
                practice=(
                    view(Screens.sign_in),
                    screens.part(Screens.more, lambda more: more.practice),
                ),
            ),
        )

    def _rail_places(self) -> tuple[RailPlace, ...]:
        return (
            _led_to(Place.SALE, self.tr("Sale"), "cart"),
            _led_to(Place.SHIP, self.tr("Ship"), "ship"),
            _led_to(Command.PARKED, self.tr("Parked"), "parked"),
            _led_to(Place.RETURNS, self.tr("Returns"), "return"),
            _led_to(Place.FIND, self.tr("Find"), "search"),
            _led_to(Place.SHIFT, self.tr("Shift"), "shift"),
            _led_to(_CASES, self.tr("Needs you"), "flag"),
            _led_to(Place.MORE, self.tr("More"), "more"),
            _led_to(_DESK, self.tr("Desk"), "shield-check"),
            _at_foot(_KEYS, self.tr("Keys F1"), "keyboard"),
            _at_foot(_LOCK, self.tr("Lock F11"), "lock"),
        )

    def _connect(self) -> None:
        counter, look = self.counter, self.look
        self._house_keys = KeyMap(
            {
                "F1": counter.on_keys,
                "F11": counter.on_lock,
                "Ctrl+P": counter.on_print_again,
                "Ctrl+Shift+D": look.change_scheme,
                "Ctrl++": lambda: look.change_scale(1),
                "Ctrl+=": lambda: look.change_scale(1),
                "Ctrl+-": lambda: look.change_scale(-1),
            }
        )
        begin = {key: partial(counter.on_command, told) for key, told in COMMAND_KEYS.items()}
        self._command_keys = KeyMap(
            {key: act for key, act in begin.items() if not key.startswith(_ALT)}
        )
        # Shortcuts, not keys that fall through: a line edit would type the digit of Alt+2.
        lead = {key: partial(counter.on_place_requested, to) for key, to in PLACE_KEYS.items()}
        for key, act in (lead | begin).items():
            if key.startswith(_ALT):
                QShortcut(QKeySequence(key), self).activated.connect(act)
        self._rail.place_chosen.connect(self._on_rail)
        self._bar.link_pill.pressed.connect(partial(counter.on_command, Command.NEEDS_YOU))
        self._notice.action_pressed.connect(counter.on_print_again)
        self.screens.when_made(Screens.keys, self._connect_keys)
        self.screens.when_made(Screens.more, self._connect_look)

    def _connect_keys(self, keys: KeysDialog) -> None:
        keys.scheme_requested.connect(self.look.change_scheme)
        keys.scale_requested.connect(self.look.change_scale)

    def _connect_look(self, more: MoreScreen) -> None:
        look, page = self.look, more.look
        page.scheme_requested.connect(look.change_scheme)
        page.scale_requested.connect(look.change_scale)
        page.motion_chosen.connect(look.change_motion)
        page.language_chosen.connect(look.language_chosen)

    def _connect_devices(self, desk: Desk) -> None:
        counter = self.counter
        self._scans = ScanRouting(desk, counter, counter.flows, (counter.sale, counter.receipt))
        self.scanner.scanned.connect(self._scans.on_scan)
        self.scanner.measured.connect(counter.flows.devices.on_measured)
        counter.flows.devices.heard = self._use_devices

    def _use_devices(self, settings: DeviceSettings) -> None:
        self.scanner.use(settings.scanner)
        if not settings.display.is_on:
            self.display.hide()
        elif not self.display.show_on_second(self):
            self.show_notice(no_second_screen())

    def _on_rail(self, key: str) -> None:
        if key == _KEYS:
            self.counter.on_keys()
        elif key == _LOCK:
            self.counter.on_lock()
        elif key == _DESK and self._place is Place.DESK:
            pass  # Alt+9 leads back to the work; a second click stays, as at every other place
        elif key in set(Command):
            self.counter.on_command(Command(key))
        else:
            self.counter.on_place_requested(Place(key))
        self._mark_place()  # a press marks what was pressed, also where nobody may leave

    def _lay_out(self) -> None:
        page = QVBoxLayout()
        page.setSpacing(0)
        notice = QVBoxLayout(self._notice_room)
        notice.setContentsMargins(CONTENT_LEFT, CARD_GAP, CONTENT_RIGHT, 0)
        notice.addWidget(self._notice)
        self._notice_room.hide()
        page.addWidget(self._bar)
        page.addWidget(self._notice_room)
        page.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addLayout(page, 1)


def _led_to(key: Place | Command, words: str, icon: str) -> RailPlace:
    """A place or a command of the rail, with the Alt key that leads there."""
    leads = {**COMMAND_KEYS, **PLACE_KEYS}.items()
    shortcut = next(on for on, to in leads if to == key and on.startswith(_ALT))
    is_page = isinstance(key, Place) or key is _DESK
    return RailPlace(key=key, words=words, icon=icon, is_page=is_page, shortcut=shortcut)


def _at_foot(key: str, words: str, icon: str) -> RailPlace:
    return RailPlace(key=key, words=words, icon=icon, is_page=False, at_foot=True)
