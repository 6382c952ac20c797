"""The settings of one device as fields of a form, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from app.presenters import device_words as words
from app.use_cases.device_settings import TERMINATORS, DeviceSettings, Terminator
from app.use_cases.hardware import FoundDevice, ScaleKind
from app.use_cases.printer_choice import PrinterChoice, PrinterTask
from domain.errors import BadInput

_YES, _NO = "yes", "no"
_DIGITS_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceField:
    """One setting. With ``options`` (value, words) one is chosen, else a text is typed."""

    key: str
    label: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    wrong: str = ""


def fields_of(
    device: str,
    settings: DeviceSettings,
    found: Sequence[FoundDevice],
    scales: Sequence[ScaleKind],
) -> tuple[DeviceField, ...]:
    """The fields of a device by its name; most have none."""
    if device == "scale":
        return _scale_fields(settings, found, scales)
    if device == "scanner":
        return _scanner_fields(settings)
    if device == "display":
        return (_yes_no("display.is_on", words.is_on(), is_yes=settings.display.is_on),)
    return ()


def changed_settings(settings: DeviceSettings, key: str, text: str) -> DeviceSettings:
    """The settings with one field changed. Raises BadInput for what cannot be."""
    return _CHANGES[key](settings, text)


def printer_fields(task: PrinterTask, choice: PrinterChoice) -> tuple[DeviceField, ...]:
    """The fields of the printer that does a task; ``labels.link`` and the like."""
    links = tuple(each for each in words.printer_links() if task == "labels" or each[0] != "none")
    link = DeviceField(
        key=f"{task}.link", label=words.which_link(), text=choice.link, options=links
    )
    if choice.link in _WITHOUT_ADDRESS:
        return (link,)
    where = DeviceField(key=f"{task}.address", label=words.which_address(), text=choice.address)
    if task == "labels":
        return (link, where)
    width = DeviceField(
        key=f"{task}.columns",
        label=words.paper_width(),
        text=str(choice.columns),
        options=words.widths(),
    )
    return (link, where, width)


def changed_printer(choice: PrinterChoice, name: str, text: str) -> PrinterChoice:
    """The choice with one field changed. Raises BadInput for a width that is no figure."""
    if name == "columns":
        return replace(choice, columns=_number(text))
    if name == "link":
        return replace(choice, link=text)
    return replace(choice, address=text.strip())


def is_whole(choice: PrinterChoice) -> bool:
    """Whether a printer could be reached by it: an address is there where one is needed."""
    return choice.link in _WITHOUT_ADDRESS or bool(choice.address)


_WITHOUT_ADDRESS = frozenset({"none", "folder"})


def _scale_fields(
    settings: DeviceSettings, found: Sequence[FoundDevice], scales: Sequence[ScaleKind]
) -> tuple[DeviceField, ...]:
    scale = settings.scale
    none = ("", words.none_chosen())
    ports = [(each.address, _port_words(each)) for each in found if each.kind == "serial"]
    if scale.port and scale.port not in {address for address, _ in ports}:
        ports.append((scale.port, scale.port))
    return (
        DeviceField(
            key="scale.protocol",
            label=words.which_scale(),
            text=scale.protocol,
            options=(none, *((kind.key, kind.title) for kind in scales)),
        ),
        DeviceField(
            key="scale.port", label=words.which_port(), text=scale.port, options=(none, *ports)
        ),
        DeviceField(
            key="scale.unit",
            label=words.which_unit(),
            text=scale.unit,
            options=(("lb", "lb"), ("kg", "kg")),
        ),
    )


def _scanner_fields(settings: DeviceSettings) -> tuple[DeviceField, ...]:
    scanner = settings.scanner
    ends = tuple((each, words.terminator_name(each)) for each in TERMINATORS)
    return (
        _yes_no("scanner.is_on", words.scanner_is_on(), is_yes=scanner.is_on),
        DeviceField(
            key="scanner.terminator",
            label=words.terminator(),
            text=scanner.terminator,
            options=ends,
        ),
        DeviceField(key="scanner.prefix", label=words.prefix(), text=scanner.prefix),
        DeviceField(
            key="scanner.length_min", label=words.shortest_code(), text=str(scanner.length_min)
        ),
        DeviceField(
            key="scanner.mean_ms_max", label=words.fastest_mean(), text=str(scanner.mean_ms_max)
        ),
        DeviceField(
            key="scanner.gap_ms_max", label=words.longest_gap(), text=str(scanner.gap_ms_max)
        ),
    )


def _yes_no(key: str, label: str, *, is_yes: bool) -> DeviceField:
    options = ((_YES, words.yes()), (_NO, words.no()))
    return DeviceField(key=key, label=label, text=_YES if is_yes else _NO, options=options)


def _port_words(port: FoundDevice) -> str:
    return f"{port.address}, {port.detail}" if port.detail else port.address


def _number(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit()) or len(typed) > _DIGITS_MAX:
        raise BadInput(words.scanner(), words.need_number())
    return int(typed)


def _with_scanner(settings: DeviceSettings, **changes: object) -> DeviceSettings:
    scanner = replace(settings.scanner, **changes)  # type: ignore[arg-type]  # checked by the settings themselves
    return replace(settings, scanner=scanner)


def _with_scale(settings: DeviceSettings, **changes: str) -> DeviceSettings:
    scale = replace(settings.scale, **changes)  # type: ignore[arg-type]  # checked by the settings themselves
    return replace(settings, scale=scale)


_Change = Callable[[DeviceSettings, str], DeviceSettings]
_CHANGES: Mapping[str, _Change] = {
    "scale.protocol": lambda old, text: _with_scale(old, protocol=text),
    "scale.port": lambda old, text: _with_scale(old, port=text),
    "scale.unit": lambda old, text: _with_scale(old, unit=cast(Literal["lb", "kg"], text)),
    "scanner.is_on": lambda old, text: _with_scanner(old, is_on=text == _YES),
    "scanner.terminator": lambda old, text: _with_scanner(old, terminator=cast(Terminator, text)),
    "scanner.prefix": lambda old, text: _with_scanner(old, prefix=text.strip()),
    "scanner.length_min": lambda old, text: _with_scanner(old, length_min=_number(text)),
    "scanner.mean_ms_max": lambda old, text: _with_scanner(old, mean_ms_max=_number(text)),
    "scanner.gap_ms_max": lambda old, text: _with_scanner(old, gap_ms_max=_number(text)),
    "display.is_on": lambda old, text: replace(
        old, display=replace(old.display, is_on=text == _YES)
    ),
}
