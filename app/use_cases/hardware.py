"""The hardware of a till beside its printers: the scale, what is plugged in, and its settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

from app.use_cases.device_settings import DeviceSettings, DeviceSettingsStore
from app.use_cases.printer_choice import PrinterChoice, PrinterChoices, PrinterTask
from domain.errors import WorldFailure
from domain.shipment import Weight

READING_AGE_MAX = timedelta(seconds=5)
"""A weight read longer ago than this is weighed again: something else may stand there now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleReading:
    """A weight that stood still, in the unit the scale showed it in, and when it was read."""

    weight: Weight
    read_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it may still be used; a clock that went back makes it old."""
        return timedelta(0) <= now - self.read_at <= READING_AGE_MAX


class ScaleFailure(WorldFailure):
    """The scale gave no weight that may be used; somebody may type it instead."""


class NoScaleSet(ScaleFailure):
    """This till has no scale."""


class Scale(Protocol):
    """Asks the scale now. Only a weight that stands still is an answer; an old one never is.

    Raises ScaleFailure in plain words: still moving, overloaded, below zero, unplugged, silent.
    """

    def read(self) -> ScaleReading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleKind:
    """A scale that this program can talk to: a row of the protocols."""

    key: str
    title: str


FoundKind = Literal["serial", "spooler", "device"]
"""As a printer's link: a serial port, a queue of the spooler, a printer's device file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDevice:
    """Something plugged in, or set up at this computer. ``address`` is how it is opened."""

    kind: FoundKind
    address: str
    detail: str = ""


class DeviceFinder(Protocol):
    """Looks around; nothing is opened or changed. None of these raises."""

    def list_found(self) -> Sequence[FoundDevice]:
        """Serial ports, device files of printers and spooler queues, in a steady order."""

    def list_scales(self) -> Sequence[ScaleKind]:
        """Every scale this program can talk to."""

    def describe_keys(self) -> tuple[bool, str]:
        """Whether the till's keys are in a key ring, and one sentence about where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """What a till's hardware is reached by."""

    settings: DeviceSettingsStore
    scale: Scale
    finder: DeviceFinder
    printers: PrinterChoices


@dataclass(slots=True)
class MemorySettings:
    """Settings that last as long as the program: for a till without a folder."""

    kept: DeviceSettings = field(default_factory=DeviceSettings)

    def read(self) -> DeviceSettings:
        return self.kept

    def keep(self, settings: DeviceSettings) -> None:
        self.kept = settings


@dataclass(slots=True)
class MemoryChoices:
    """Printers chosen for as long as the program runs."""

    chosen: dict[PrinterTask, PrinterChoice] = field(default_factory=dict)

    def read(self, task: PrinterTask) -> PrinterChoice:
        default = PrinterChoice(link="none" if task == "labels" else "folder")
        return self.chosen.get(task, default)

    def keep(self, task: PrinterTask, choice: PrinterChoice) -> None:
        self.chosen[task] = choice

    def test(self, task: PrinterTask) -> None:
        """There is nothing to try."""


class NoScale:
    """A till without a scale: says so, and what to do."""

    def read(self) -> ScaleReading:
        raise no_scale_set()


class NothingFound:
    """Nothing is plugged in."""

    def list_found(self) -> Sequence[FoundDevice]:
        return ()

    def list_scales(self) -> Sequence[ScaleKind]:
        return ()

    def describe_keys(self) -> tuple[bool, str]:
        return False, ""


def no_scale_set() -> NoScaleSet:
    """There is no scale to ask."""
    return NoScaleSet(
        "No scale is set up at this till",
        "Nothing is lost. Type the weight, or choose the scale under More, Devices (Alt+8).",
    )


def no_hardware() -> Hardware:
    """A till without any: for tests, rehearsals and commands."""
    return Hardware(
        settings=MemorySettings(),
        scale=NoScale(),
        finder=NothingFound(),
        printers=MemoryChoices(),
    )
