"""What is plugged in at this computer: serial ports and queues of its print spooler."""

import shutil
import subprocess
from collections.abc import Callable, Sequence

from serial.tools import list_ports

from app.devices.scales import list_scales
from app.devices.secrets import IN_KEY_RING
from app.use_cases.hardware import FoundDevice, ScaleKind
from app.use_cases.ports import SecretStore

_QUEUES_COMMAND = "lpstat"
_QUEUES_LIMIT_S = 3
_MOST = 50


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
        return (*list_serial_ports(), *self._list_queues())

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


def list_spooler_queues() -> tuple[FoundDevice, ...]:
    """Queues of the spooler (CUPS). Empty where it is not installed, or does not answer."""
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
    names = [line.strip() for line in answer.stdout.splitlines() if line.strip()]
    return tuple(FoundDevice(kind="spooler", address=name) for name in names[:_MOST])
