"""Scenes of *More* and its page *Devices*."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.counter.gallery_devices import READING
from app.counter.gallery_scenes import Stage
from app.presenters.device_rows import Device
from app.presenters.devices import DevicesPresenter
from app.presenters.key_map import Place
from app.presenters.scan_detector import Measured
from app.use_cases.device_settings import ScaleSettings
from app.use_cases.hardware import FoundDevice, ScaleFailure
from app.use_cases.printer_choice import PrinterChoice

_DEVICES = tuple(Device)


def _open(stage: Stage, device: Device) -> DevicesPresenter:
    stage.begin()
    stage.go(Place.MORE)
    page = stage.window.counter.flows.devices
    page.on_row_selected(_DEVICES.index(device))
    stage.window.screens.more.enter_page()
    return page


def _with_scale(stage: Stage, port: str = "/dev/ttyUSB0") -> None:
    memory = stage.till.devices.settings
    memory.kept = replace(memory.kept, scale=ScaleSettings(protocol="toledo_8217", port=port))


def devices_printer(stage: Stage) -> None:
    """The first device; nothing was tested yet."""
    _open(stage, Device.PRINTER)


def devices_scale(stage: Stage) -> None:
    """A scale that was read a moment ago."""
    _with_scale(stage)
    stage.till.devices.reading = READING
    _open(stage, Device.SCALE).on_test()


def devices_scale_unset(stage: Stage) -> None:
    """No scale was chosen, nothing is plugged in."""
    stage.till.devices.found = ()
    _open(stage, Device.SCALE)


def devices_scale_failed(stage: Stage) -> None:
    """The scale is set and gone; and long names of ports."""
    stage.till.devices.found = (
        FoundDevice(
            kind="serial",
            address="/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
            detail="FT232R USB UART, FTDI, a very long name of a cable with two ends",
        ),
    )
    _with_scale(stage)
    page = _open(stage, Device.SCALE)
    stage.till.devices.fail_with = ScaleFailure(
        "The scale is not plugged in",
        "Nothing is lost. Look at its cable and power, then press F12 again, or type the weight.",
    )
    page.on_test()


def devices_scanner(stage: Stage) -> None:
    """A scanner that was too slow for the settings."""
    page = _open(stage, Device.SCANNER)
    page.on_test()
    page.on_measured(Measured("4006381333931", 62, 88))


def devices_scanner_wrong(stage: Stage) -> None:
    """A setting that cannot be."""
    _open(stage, Device.SCANNER).on_field_changed("scanner.mean_ms_max", "9000")


def devices_network_printer(stage: Stage) -> None:
    """A printer on the network with an address, and a label printer whose address lacks."""
    stage.till.devices.printers.keep(
        "receipts", PrinterChoice(link="network", address="192.168.1.50:9100")
    )
    _open(stage, Device.PRINTER)


def devices_labels(stage: Stage) -> None:
    """The label printer is chosen and not said where."""
    _open(stage, Device.LABELS).on_field_changed("labels.link", "network")


def devices_display(stage: Stage) -> None:
    """The second screen is off."""
    _open(stage, Device.DISPLAY)


def devices_keys(stage: Stage) -> None:
    """Where the keys are."""
    _open(stage, Device.KEYS)


DEVICE_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "devices-printer": devices_printer,
    "devices-scale": devices_scale,
    "devices-scale-unset": devices_scale_unset,
    "devices-scale-failed": devices_scale_failed,
    "devices-scanner": devices_scanner,
    "devices-scanner-wrong": devices_scanner_wrong,
    "devices-network-printer": devices_network_printer,
    "devices-labels": devices_labels,
    "devices-display": devices_display,
    "devices-keys": devices_keys,
}
