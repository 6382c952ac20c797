"""What *Devices* says of each device: its row in the list, and what to do with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.presenters import device_words as words
from app.presenters.words import retold
from app.use_cases.device_settings import DeviceSettings
from app.use_cases.hardware import FoundDevice, ScaleKind
from app.use_cases.printer_choice import PrinterChoice


class Device(StrEnum):
    """What the page lists, in its order."""

    PRINTER = "printer"
    LABELS = "labels"
    DRAWER = "drawer"
    SCALE = "scale"
    SCANNER = "scanner"
    DISPLAY = "display"
    KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """One device in the list; ``tone`` goes with the words of ``tag``, never alone."""

    key: Device
    title: str
    detail: str
    icon: str
    tag: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.detail, self.tag) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look around brought."""

    settings: DeviceSettings
    devices: tuple[FoundDevice, ...] = ()
    scales: tuple[ScaleKind, ...] = ()
    keys: tuple[bool, str] = (False, "")
    printer: PrinterChoice = field(default_factory=PrinterChoice)
    labels: PrinterChoice = field(default_factory=PrinterChoice)


TITLES: dict[Device, Callable[[], str]] = {
    Device.PRINTER: words.printer,
    Device.LABELS: words.labels,
    Device.DRAWER: words.drawer,
    Device.SCALE: words.scale,
    Device.SCANNER: words.scanner,
    Device.DISPLAY: words.display,
    Device.KEYS: words.keys,
}
TESTS: dict[Device, Callable[[], str]] = {
    Device.PRINTER: words.test_printer,
    Device.LABELS: words.test_labels,
    Device.DRAWER: words.test_drawer,
    Device.SCALE: words.test_scale,
    Device.SCANNER: words.test_scanner,
    Device.DISPLAY: words.test_display,
    Device.KEYS: words.test_keys,
}
_ICONS = {
    Device.PRINTER: "printer",
    Device.LABELS: "tag",
    Device.DRAWER: "drawer",
    Device.SCALE: "scale",
    Device.SCANNER: "scan",
    Device.DISPLAY: "users",
    Device.KEYS: "shield-check",
}


def row_of(device: Device, found: Found) -> DeviceRow:
    """The row of one device in the list."""
    detail, tag, tone = _standing(device, found)
    return DeviceRow(
        key=device,
        title=TITLES[device](),
        detail=detail,
        icon=_ICONS[device],
        tag=tag,
        tone=tone,
    )


def _standing(device: Device, found: Found) -> tuple[str, str, str]:
    """What the list says of a device: a detail, a tag and its tone."""
    settings = found.settings
    if device is Device.SCALE:
        return _scale_standing(found)
    if device is Device.SCANNER:
        scanner = settings.scanner
        tag = words.is_on() if scanner.is_on else words.is_off()
        return words.scanner_detail(scanner.mean_ms_max), tag, "neutral"
    if device is Device.DISPLAY:
        tag = words.is_on() if settings.display.is_on else words.is_off()
        return words.display_detail(), tag, "neutral"
    if device is Device.KEYS:
        in_ring = found.keys[0]
        tag = words.in_key_ring() if in_ring else words.in_file()
        return words.keys_detail(), tag, "neutral"
    if device is Device.DRAWER:
        return words.drawer_detail(), "", ""
    choice = found.printer if device is Device.PRINTER else found.labels
    tag = words.is_on() if choice.is_set else words.not_set_up()
    return printer_words(choice), tag, "neutral" if choice.is_set else "amber"


def printer_words(choice: PrinterChoice) -> str:
    """How a printer is connected, and where."""
    return words.connected(
        dict(words.printer_links()).get(choice.link, choice.link), choice.address
    )


def _scale_standing(found: Found) -> tuple[str, str, str]:
    scale = found.settings.scale
    if not scale.is_set:
        ports = sum(each.kind == "serial" for each in found.devices)
        return words.found(ports), words.not_set_up(), "amber"
    title = next((kind.title for kind in found.scales if kind.key == scale.protocol), "")
    if not _is_plugged_in(scale.port, found.devices):
        return title, words.not_plugged_in(), "red"
    return title, words.is_on(), "neutral"


def _is_plugged_in(port: str, devices: Sequence[FoundDevice]) -> bool:
    return any(each.kind == "serial" and each.address == port for each in devices)


def explained(device: Device, found: Found) -> tuple[str, str]:
    """What a device is for, and what to do now."""
    scale = found.settings.scale
    if device is Device.SCALE and scale.is_set and not _is_plugged_in(scale.port, found.devices):
        return words.about_scale(), words.scale_missing(scale.port)
    if device is Device.KEYS:
        in_ring, where = found.keys
        return retold(where), words.about_keys_ring() if in_ring else words.about_keys_file()
    about = {
        Device.PRINTER: (words.about_printer, words.about_printer_next),
        Device.LABELS: (words.about_labels, words.about_labels_next),
        Device.DRAWER: (words.about_drawer, words.about_drawer_next),
        Device.SCALE: (words.about_scale, words.about_scale_next),
        Device.SCANNER: (words.about_scanner, words.about_scanner_next),
        Device.DISPLAY: (words.about_display, words.about_display_next),
    }[device]
    if device in {Device.PRINTER, Device.LABELS}:
        return about[0](), f"{about[1]()} {_printers_found(found.devices)}"
    return about[0](), about[1]()


def _printers_found(devices: Sequence[FoundDevice]) -> str:
    """Which addresses could be a printer's; one on the network is typed, and not searched for."""
    return words.printers_found(
        [each.address for each in devices if each.kind in {"device", "spooler"}]
    )
