"""What the *Devices* page, the scale and the scanner ask of the house."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.use_cases.device_settings import DeviceSettings
from app.use_cases.hardware import FoundDevice, ScaleKind, ScaleReading
from app.use_cases.printer_choice import PrinterChoice, PrinterTask
from app.use_cases.till import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceServices:
    """All of it may wait for a device. Tests and readings run on the lane ``device``.

    ``try_drawer`` writes down who opens the drawer, and ``kick_drawer`` then opens it.
    """

    read_settings: Callable[[], DeviceSettings]
    keep_settings: Callable[[DeviceSettings], None]
    list_found: Callable[[], Sequence[FoundDevice]]
    list_scales: Callable[[], Sequence[ScaleKind]]
    describe_keys: Callable[[], tuple[bool, str]]
    read_printer: Callable[[PrinterTask], PrinterChoice]
    keep_printer: Callable[[PrinterTask, PrinterChoice], None]
    read_scale: Callable[[], ScaleReading]
    print_test: Callable[[PrinterTask], None]
    try_drawer: Callable[[Session], None]
    kick_drawer: Callable[[], object]
