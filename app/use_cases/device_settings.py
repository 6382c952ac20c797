"""What a person sets about the hardware of one till: data in its folder, not in the ledger."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Protocol, TypeVar

from domain.errors import BadInput, WorldFailure
from domain.shipment import WeightUnit

Terminator = Literal["enter", "tab", "either", "none"]
TERMINATORS: tuple[Terminator, ...] = ("either", "enter", "tab", "none")

T = TypeVar("T")

_MS_RANGE = range(1, 501)
_LENGTH_RANGE = range(2, 33)
_PREFIX_MAX = 4
_TEXT_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerSettings:
    """How keys of a scanner are told from typing.

    ``mean_ms_max``: the mean time from key to key in one code. ``gap_ms_max``: the longest pause
    within a code, and how long a typed letter waits before it is taken for typing. ``prefix``: what
    the scanner was programmed to send first ("" for nothing). The defaults are those that most
    scanner software uses (about 10 ms a key is common).

    Raises:
        BadInput: a figure that no scanner can be told by.
    """

    is_on: bool = True
    mean_ms_max: int = 35
    gap_ms_max: int = 50
    length_min: int = 6
    prefix: str = ""
    terminator: Terminator = "either"

    def __post_init__(self) -> None:
        is_right = (
            self.mean_ms_max in _MS_RANGE
            and self.gap_ms_max in _MS_RANGE
            and self.length_min in _LENGTH_RANGE
            and len(self.prefix) <= _PREFIX_MAX
            and self.prefix.isprintable()
            and self.terminator in TERMINATORS
        )
        if not is_right:
            raise BadInput(
                "Check the scanner's settings",
                "Times are 1 to 500 ms, the shortest code 2 to 32 characters, a prefix at most 4."
                " Nothing was changed.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSettings:
    """Which scale stands here: a row of the protocols, and where it is plugged in ("" for none).

    ``unit`` is what the scale shows where its protocol does not say it.
    """

    protocol: str = ""
    port: str = ""
    unit: WeightUnit = "lb"

    def __post_init__(self) -> None:
        texts = (self.protocol, self.port)
        if self.unit not in {"lb", "kg"} or any(len(text) > _TEXT_MAX for text in texts):
            raise BadInput("Check the scale's settings", "Choose the scale, its port and lb or kg.")

    @property
    def is_set(self) -> bool:
        """Whether there is a scale to ask."""
        return bool(self.protocol and self.port)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaySettings:
    """Whether the customer sees the sale on a second screen, and which (0: the first other one)."""

    is_on: bool = False
    screen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSettings:
    """Everything set about this till's hardware."""

    scanner: ScannerSettings = field(default_factory=ScannerSettings)
    scale: ScaleSettings = field(default_factory=ScaleSettings)
    display: DisplaySettings = field(default_factory=DisplaySettings)


class SettingsUnreadable(WorldFailure):
    """The settings of the devices cannot be read; the defaults are in force."""


class DeviceSettingsStore(Protocol):
    """Keeps the settings. ``read`` never raises: what cannot be read is the default."""

    def read(self) -> DeviceSettings: ...

    def keep(self, settings: DeviceSettings) -> None:
        """Raises WorldFailure; what was kept before stays."""


def settings_from(raw: Mapping[str, Any]) -> DeviceSettings:
    """Read settings part by part: one that is damaged or from a newer program is the default."""
    return DeviceSettings(
        scanner=_part(ScannerSettings, raw.get("scanner")),
        scale=_part(ScaleSettings, raw.get("scale")),
        display=_part(DisplaySettings, raw.get("display")),
    )


def settings_as(settings: DeviceSettings) -> dict[str, Any]:
    """The settings as a JSON object."""
    return asdict(settings)


def _part(kind: type[T], raw: object) -> T:
    if not isinstance(raw, dict):
        return kind()
    known = {each.name: each.type for each in fields(kind)}  # type: ignore[arg-type]  # each kind is a dataclass
    values = {name: value for name, value in raw.items() if name in known}
    default = kind()
    fits = all(type(value) is type(getattr(default, name)) for name, value in values.items())
    try:
        return kind(**values) if fits else default
    except BadInput:
        return default
