"""Devices of the till in memory, and the scenes that show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.presenters.device_services import DeviceServices
from app.use_cases.device_settings import DeviceSettings
from app.use_cases.hardware import (
    FoundDevice,
    MemoryChoices,
    MemorySettings,
    ScaleKind,
    ScaleReading,
    no_scale_set,
)
from app.use_cases.printer_choice import PrinterChoice, PrinterTask
from app.use_cases.till import Session
from domain.shipment import Weight

READ_AT = datetime(2026, 11, 21, 18, 26, tzinfo=UTC)
READING = ScaleReading(weight=Weight(46_500, "lb"), read_at=READ_AT)
SCALES = (
    ScaleKind(key="toledo_8217", title="Toledo 8217"),
    ScaleKind(key="cas_pd2", title="CAS PD-II, type 5"),
)
PORTS = (
    FoundDevice(kind="serial", address="/dev/ttyUSB0", detail="USB serial, Prolific PL2303"),
    FoundDevice(kind="spooler", address="Epson_TM_T20", detail="idle"),
)


@dataclass(slots=True)
class MemoryDevices:
    """Devices in plain values. ``fail_with`` is raised by the next test of a device.

    ``refuse_with`` is why nobody may try the drawer.
    """

    settings: MemorySettings = field(default_factory=MemorySettings)
    found: tuple[FoundDevice, ...] = PORTS
    reading: ScaleReading | None = None
    printers: MemoryChoices = field(default_factory=MemoryChoices)
    pages: list[PrinterTask] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    fail_with: Exception | None = None
    refuse_with: Exception | None = None

    def services(self) -> DeviceServices:
        return DeviceServices(
            read_settings=self.settings.read,
            keep_settings=self._keep,
            list_found=lambda: self.found,
            list_scales=self._scales,
            describe_keys=lambda: (True, "Keys are kept in this computer's key ring."),
            read_printer=self.printers.read,
            keep_printer=self._keep_printer,
            read_scale=self._read,
            print_test=self._print,
            try_drawer=self._try_drawer,
            kick_drawer=self._kick,
        )

    def _scales(self) -> Sequence[ScaleKind]:
        return SCALES

    def _keep(self, settings: DeviceSettings) -> None:
        self._fail()
        self.settings.keep(settings)

    def _keep_printer(self, task: PrinterTask, choice: PrinterChoice) -> None:
        self._fail()
        self.printers.keep(task, choice)

    def _read(self) -> ScaleReading:
        self._fail()
        if self.reading is None:
            raise no_scale_set()
        return self.reading

    def _print(self, task: PrinterTask) -> None:
        self._fail()
        self.pages.append(task)

    def _kick(self) -> None:
        self._fail()
        self.opened.append("kicked")

    def _try_drawer(self, session: Session) -> None:
        if self.refuse_with is not None:
            raise self.refuse_with
        self.opened.append(f"{session.staff_id} written down")

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
