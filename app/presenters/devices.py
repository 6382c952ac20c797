"""*Devices*: what stands at this till, whether it works, and what to do where it does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from app.presenters import device_words as words
from app.presenters.device_forms import (
    DeviceField,
    changed_printer,
    changed_settings,
    fields_of,
    is_whole,
    printer_fields,
)
from app.presenters.device_rows import TESTS, TITLES, Device, DeviceRow, Found, explained, row_of
from app.presenters.floor import Floor
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, notice_of
from app.presenters.scan_detector import Measured
from app.presenters.services import Desk
from app.presenters.when import time_text
from app.presenters.words import retold
from app.use_cases.device_settings import DeviceSettings, ScannerSettings
from app.use_cases.hardware import ScaleReading
from app.use_cases.printer_choice import PrinterChoice, PrinterTask
from app.use_cases.till import Session
from domain.errors import BadInput

T = TypeVar("T")

_TEST_GAP_MS, _TEST_LENGTH = 250, 3
_ROOM_MEAN, _ROOM_GAP = 2, 2
"""A scanner just measured may be that much slower another time."""
_MS_MIN, _MS_MAX = 20, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesState:
    """The list, and everything about the chosen device. ``live`` is what the test showed."""

    rows: tuple[DeviceRow, ...] = ()
    selected: int = 0
    title: str = ""
    about: str = ""
    next_step: str = ""
    fields: tuple[DeviceField, ...] = ()
    test_words: str = ""
    live: str = ""
    notice: Notice | None = None
    is_busy: bool = False


class DevicesView(Protocol):
    """The page, as the presenter knows it."""

    def show_state(self, state: DevicesState) -> None: ...


def _nobody(_: DeviceSettings) -> None:
    """Nobody listens to changed settings."""


class DevicesPresenter(Page):
    """Runs ``DeviceServices``; whoever acts on settings sets ``heard`` and ``scanner``."""

    key = MorePage.DEVICES

    def __init__(self, desk: Desk, view: DevicesView, floor: Floor) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._found = Found(DeviceSettings())
        self._selected = 0
        self._typed: dict[str, str] = {}
        self._wrong: dict[str, str] = {}
        self._live = ""
        self._offer: ScannerSettings | None = None
        self._notice: Notice | None = None
        self._is_busy = False
        self._is_scan_test = False
        self.heard: Callable[[DeviceSettings], None] = _nobody
        """Told of settings that are in force from now on."""

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key, title=words.page_title(), detail=words.page_detail(), icon="scan"
        )

    def begin(self) -> None:
        """Bring the kept settings into force, once, when the counter starts."""
        services = self._desk.services.devices
        self._desk.runner.run("read", services.read_settings, self.heard, self._on_error)

    def start(self, session: Session) -> None:
        del session
        self._forget()
        self._show()
        self.on_look()

    def leave(self) -> None:
        self._stop_scan_test()
        self._forget()

    def on_look(self) -> None:
        """F5: look around again."""
        services = self._desk.services.devices

        def look() -> Found:
            return Found(
                settings=services.read_settings(),
                devices=tuple(services.list_found()),
                scales=tuple(services.list_scales()),
                keys=services.describe_keys(),
                printer=services.read_printer("receipts"),
                labels=services.read_printer("labels"),
            )

        self._desk.runner.run("read", look, self._on_found, self._on_error)

    def on_moved(self, step: int) -> None:
        self.on_row_selected(min(max(self._selected + step, 0), len(Device) - 1))

    def on_row_selected(self, row: int) -> None:
        if row != self._selected and 0 <= row < len(Device):
            self._stop_scan_test()
            self._selected = row
            self._forget()
            self._show()

    def on_field_changed(self, key: str, text: str) -> None:
        """A choice was made, or a text was typed to its end: kept at once where it is right."""
        part, _, name = key.partition(".")
        if part == "receipts":
            choice = changed_printer(self._found.printer, name, text)
            self._found = replace(self._found, printer=choice)
            self._keep_printer("receipts", choice)
            return
        if part == "labels":
            choice = changed_printer(self._found.labels, name, text)
            self._found = replace(self._found, labels=choice)
            self._keep_printer("labels", choice)
            return
        try:
            settings = changed_settings(self._found.settings, key, text)
        except BadInput as error:
            self._typed[key], self._wrong[key] = text, retold(error.message)
            self._show()
            return
        self._typed.pop(key, None)
        self._wrong.pop(key, None)
        if settings != self._found.settings:
            self._keep(settings)

    def _keep_printer(self, task: PrinterTask, choice: PrinterChoice) -> None:
        """Shown at once; kept as soon as it says where the printer is."""
        self._notice = None
        self._show()
        if is_whole(choice):
            keep = self._desk.services.devices.keep_printer
            self._desk.runner.run(
                "write", lambda: keep(task, choice), self._on_printer_kept, self._on_error
            )

    def _on_printer_kept(self, _: None) -> None:
        self._notice = Notice(title=words.kept(), text="")
        self._show()

    def on_test(self) -> None:
        """F12: try the chosen device."""
        if self._is_busy:
            return
        self._forget()
        acts: dict[Device, Callable[[], None]] = {
            Device.PRINTER: self._test_printer,
            Device.LABELS: self._test_labels,
            Device.DRAWER: self._test_drawer,
            Device.SCALE: self._test_scale,
            Device.SCANNER: self._test_scanner,
            Device.DISPLAY: self._test_display,
            Device.KEYS: self.on_look,
        }
        acts[self._device]()

    def on_offer(self) -> None:
        """F6: set the times for the scanner that was just tested."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self._live = ""
            self._keep(replace(self._found.settings, scanner=offer))

    def on_scan(self, code: str) -> bool:
        """Only the test of the scanner takes a scan here; else it goes where all go."""
        return bool(code) and self._is_scan_test

    def on_measured(self, came: Measured) -> None:
        """How fast keys came in while the scanner is tested."""
        if not self._is_scan_test:
            return
        self._stop_scan_test()
        scanner = self._found.settings.scanner
        self._live = words.scan_came(came.text, came.mean_ms, came.longest_gap_ms)
        if came.mean_ms <= scanner.mean_ms_max and came.longest_gap_ms <= scanner.gap_ms_max:
            self._notice = Notice(title=words.scan_known(), text="")
        else:
            self._notice = Notice(
                title=words.scan_slow(), text="", action=words.use_these(), key="F6"
            )
            self._offer = replace(
                scanner,
                mean_ms_max=_within(came.mean_ms * _ROOM_MEAN),
                gap_ms_max=_within(came.longest_gap_ms * _ROOM_GAP),
            )
        self._show()

    # ---------------------------------------------------------------- tests
    def _test_printer(self) -> None:
        self._print_test("receipts")

    def _test_labels(self) -> None:
        self._print_test("labels")

    def _print_test(self, task: PrinterTask) -> None:
        services = self._desk.services.devices
        self._run_test(lambda: services.print_test(task), lambda _: words.printed())

    def _test_drawer(self) -> None:
        """It is written down who opens it, like any drawer that opens without a sale."""
        session, services = self._floor.session, self._desk.services.devices
        if session is None:
            return
        self._is_busy = True
        self._show()
        self._desk.runner.run(
            "write", lambda: services.try_drawer(session), lambda _: self._kick(), self._on_error
        )

    def _kick(self) -> None:
        self._run_test(self._desk.services.devices.kick_drawer, lambda _: words.kicked())

    def _test_scale(self) -> None:
        self._live = words.reading()
        zone = self._desk.profile.zone

        def told(reading: ScaleReading) -> str:
            return words.weighs(reading.weight.text, time_text(reading.read_at, zone))

        self._run_test(self._desk.services.devices.read_scale, told)

    def _test_scanner(self) -> None:
        self._is_scan_test = True
        self._live = words.scan_now()
        patient = replace(
            self._found.settings.scanner,
            is_on=True,
            mean_ms_max=_TEST_GAP_MS,
            gap_ms_max=_TEST_GAP_MS,
            length_min=_TEST_LENGTH,
        )
        self.heard(replace(self._found.settings, scanner=patient))
        self._show()

    def _test_display(self) -> None:
        self._keep(
            replace(self._found.settings, display=replace(self._found.settings.display, is_on=True))
        )

    def _stop_scan_test(self) -> None:
        if self._is_scan_test:
            self._is_scan_test = False
            self.heard(self._found.settings)

    def _run_test(self, op: Callable[[], T], told: Callable[[T], str]) -> None:
        self._is_busy = True

        def done(answer: T) -> None:
            self._is_busy = False
            self._live = told(answer)
            self._show()

        self._show()
        self._desk.runner.run("device", op, done, self._on_error)

    # ---------------------------------------------------------------- keeping and showing
    def _keep(self, settings: DeviceSettings) -> None:
        services = self._desk.services.devices

        def kept(_: None) -> None:
            self._found = replace(self._found, settings=settings)
            self._notice = Notice(title=words.kept(), text="")
            self.heard(settings)
            self._show()

        self._desk.runner.run(
            "write", lambda: services.keep_settings(settings), kept, self._on_error
        )

    @property
    def _device(self) -> Device:
        return tuple(Device)[self._selected]

    def _forget(self) -> None:
        self._live, self._offer, self._notice = "", None, None
        self._typed.clear()
        self._wrong.clear()

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._live = ""
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        settings, device = self._found.settings, self._device
        about, next_step = explained(device, self._found)
        fields = fields_of(device.value, settings, self._found.devices, self._found.scales)
        if device is Device.PRINTER:
            fields = printer_fields("receipts", self._found.printer)
        elif device is Device.LABELS:
            fields = printer_fields("labels", self._found.labels)
        self._view.show_state(
            DevicesState(
                rows=tuple(row_of(each, self._found) for each in Device),
                selected=self._selected,
                title=TITLES[device](),
                about=about,
                next_step=next_step,
                fields=tuple(
                    replace(
                        each,
                        text=self._typed.get(each.key, each.text),
                        wrong=self._wrong.get(each.key, ""),
                    )
                    for each in fields
                ),
                test_words=TESTS[device](),
                live=self._live,
                notice=self._notice,
                is_busy=self._is_busy,
            )
        )


def _within(ms: int) -> int:
    return min(max(ms, _MS_MIN), _MS_MAX)
