"""What is plugged in at this computer: serial ports, printers on USB, queues of its print spooler.

Printers on the network are not searched for: a till that knocks at every address of a shop's
network is what a burglar does. Their address is typed.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from serial.tools import list_ports

from app.devices.scales import list_scales
from app.devices.secrets import IN_KEY_RING
from app.use_cases.hardware import FoundDevice, ScaleKind
from app.use_cases.ports import SecretStore

_QUEUES_COMMAND = "lpstat"
_QUEUES_LIMIT_S = 3
_MOST = 50
USB_PRINTERS = Path("/dev/usb")
"""Where Linux shows printers on USB (``usblp``): ``lp0``, ``lp1``."""


class ComputerFinder:
    """Looks around this computer; never raises, and waits for the spooler for a bounded time."""

    def __init__(
        self,
        secrets: SecretStore,
        *,
        list_queues: Callable[[], Sequence[FoundDevice]] | None = None,
    ) -> None:
        self._secrets = secrets
        self._list_queues = list_queues or list_spooler_queues

    def list_found(self) -> Sequence[FoundDevice]:
        return (*list_serial_ports(), *list_device_files(), *self._list_queues())

    def list_scales(self) -> Sequence[ScaleKind]:
        return list_scales()

    def describe_keys(self) -> tuple[bool, str]:
        told = self._secrets.describe()
        return told == IN_KEY_RING, told


def list_serial_ports() -> tuple[FoundDevice, ...]:
    """Every serial port, those with a device behind them; what cannot be looked at is left out."""
    try:
        ports = sorted(list_ports.comports(), key=lambda port: port.device)
    except (OSError, ValueError):
        return ()
    return tuple(
        FoundDevice(
            kind="serial",
            address=port.device,
            detail="" if port.description in {"n/a", None} else port.description,
        )
        for port in ports[:_MOST]
    )


def list_device_files(folder: Path | None = None) -> tuple[FoundDevice, ...]:
    """Device files of printers on USB; none where the system has no such folder."""
    try:
        files = sorted((folder or USB_PRINTERS).glob("lp[0-9]*"))
    except OSError:
        return ()
    return tuple(FoundDevice(kind="device", address=str(file)) for file in files[:_MOST])


def list_spooler_queues() -> tuple[FoundDevice, ...]:
    """Queues of the spooler: of Windows, else of CUPS. Empty where it does not answer."""
    names = read_windows_queues() if sys.platform == "win32" else _read_cups_queues()
    return tuple(FoundDevice(kind="spooler", address=name) for name in sorted(names)[:_MOST])


def read_windows_queues() -> Iterable[str]:
    """Return the names of Windows' printers, as python-escpos lists them; none elsewhere."""
    from escpos.printer import Win32Raw  # noqa: PLC0415  slow to import; few tills need it

    if not Win32Raw.is_usable():
        return ()
    try:
        return tuple(map(str, Win32Raw().printers))
    except (OSError, RuntimeError):
        return ()


def _read_cups_queues() -> Iterable[str]:
    command = shutil.which(_QUEUES_COMMAND)
    if command is None:
        return ()
    try:
        answer = subprocess.run(  # noqa: S603  # a fixed command without anybody's words in it
            [command, "-e"],
            capture_output=True,
            text=True,
            timeout=_QUEUES_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return [line.strip() for line in answer.stdout.splitlines() if line.strip()]
