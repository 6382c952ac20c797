"""A paper as ESC/POS bytes, by python-escpos and its profiles of printers.

Codes are printed by the printer where its profile has them, else drawn as raster. The library takes
a second to import, so it is imported when the first paper prints, on the devices' lane.
"""

import functools
import shutil
from dataclasses import dataclass
from typing import Any

from domain.paper import BarcodeRow, CutRow, Paper, QrRow, TextRow
from domain.ticket import width_of

_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_BAR_HEIGHT_DOTS, _BAR_MODULE_DOTS = 64, 2
_QR_MODULE_DOTS_MAX = 4
_QR_QUIET_MODULES = 4
_PIXELS_WHERE_UNKNOWN = 512
_FEED_WITHOUT_BLADE = b"\n" * 4


@functools.cache
def library() -> Any:  # noqa: ANN401  it brings no types
    """Import python-escpos, and throw away the folder that it leaves behind at each import."""
    import escpos.capabilities  # noqa: PLC0415  slow; see above
    import escpos.printer  # noqa: PLC0415  as above

    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos.printer


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a printer's profile decides how a paper is printed."""

    name: str
    columns: int
    narrow_columns: int
    pixels: int
    has_barcode: bool
    has_qr: bool
    has_blade: bool


@functools.cache
def profile_of(name: str) -> Profile:
    """Return a profile of the library's; the plain one for a name that it does not know."""
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415  slow; see above

    library()
    known = CAPABILITIES["profiles"]
    found = name if name in known else "default"
    raw: dict[str, Any] = known[found]
    fonts, features = raw["fonts"], raw["features"]
    columns = int(fonts["0"]["columns"])
    pixels = raw["media"]["width"].get("pixels")
    return Profile(
        name=found,
        columns=columns,
        narrow_columns=int(fonts.get("1", fonts["0"])["columns"]),
        pixels=pixels if isinstance(pixels, int) else _PIXELS_WHERE_UNKNOWN,
        has_barcode=bool(features.get("barcodeB")),
        has_qr=bool(features.get("qrCode")),
        has_blade=bool(features.get("paperFullCut") or features.get("paperPartCut")),
    )


def profile_names() -> tuple[str, ...]:
    """Every profile there is, for the Devices page."""
    from escpos.capabilities import CAPABILITIES  # noqa: PLC0415  slow; see above

    library()
    return tuple(sorted(CAPABILITIES["profiles"]))


def escpos_bytes(paper: Paper, profile_name: str) -> bytes:
    """Return the bytes that print a paper.

    A paper that was laid out wider than the printer's paper is printed in its narrow font, and
    broken where even that is too wide: nothing on it is lost.
    """
    profile = profile_of(profile_name)
    writer = _Writer(library().Dummy(profile=profile.name), profile)
    return writer.write(paper)


@dataclass(slots=True)
class _Writer:
    printer: Any  # python-escpos brings no types
    profile: Profile

    def write(self, paper: Paper) -> bytes:
        is_wide = paper.columns > self.profile.columns
        columns = self.profile.narrow_columns if is_wide else self.profile.columns
        font = "b" if is_wide else "a"
        out = [b"\x1b@"]
        for row in paper.rows:
            match row:
                case TextRow(text, is_strong):
                    out.append(self._text(text, columns, font=font, is_strong=is_strong))
                case BarcodeRow(data):
                    out.append(self._barcode(data))
                case QrRow(data):
                    out.append(self._qr(data))
                case CutRow():
                    out.append(self._cut())
        return b"".join(out)

    def _text(self, text: str, columns: int, *, font: str = "a", is_strong: bool = False) -> bytes:
        self.printer.set(font=font, bold=is_strong)
        for part in _broken(text, columns):
            self.printer.text(part + "\n")
        return self._taken()

    def _barcode(self, data: str) -> bytes:
        if self.profile.has_barcode:
            # GS h, GS w, GS H (words below), GS k 73: Code 128, code set B. The library's own call
            # prints to the console.
            said = b"{B" + data.encode("ascii").replace(b"{", b"{{")
            return b"".join(
                (
                    _CENTRE,
                    bytes((0x1D, 0x68, _BAR_HEIGHT_DOTS, 0x1D, 0x77, _BAR_MODULE_DOTS)),
                    b"\x1dH\x02\x1dk\x49",
                    bytes((len(said),)),
                    said,
                    b"\n",
                    _LEFT,
                )
            )
        bars = _code_128(data)
        module = max(1, min(_BAR_MODULE_DOTS, self.profile.pixels // (len(bars) + 20)))
        image = _image([bars] * (_BAR_HEIGHT_DOTS // module), module)
        drawn = self._drawn(image)
        return _CENTRE + drawn + self._text(data, self.profile.columns) + _LEFT

    def _qr(self, data: str) -> bytes:
        modules = _qr_modules(data)
        fits = self.profile.pixels // (len(modules) + 2 * _QR_QUIET_MODULES)
        size = max(1, min(_QR_MODULE_DOTS_MAX, fits))
        if self.profile.has_qr:
            self.printer.qr(data, native=True, size=size, ec=_MEDIUM)
            return _CENTRE + self._taken() + b"\n" + _LEFT
        return _CENTRE + self._drawn(_image(modules, size, quiet=_QR_QUIET_MODULES)) + _LEFT

    def _drawn(self, image: Any) -> bytes:  # noqa: ANN401  a picture of Pillow's, only passed on
        self.printer.image(image, impl="bitImageRaster", center=False)
        return self._taken()

    def _cut(self) -> bytes:
        if not self.profile.has_blade:
            return _FEED_WITHOUT_BLADE
        self.printer.cut()
        return self._taken()

    def _taken(self) -> bytes:
        taken = bytes(self.printer.output)
        self.printer.clear()
        return taken


_MEDIUM = 1
"""Error correction M, as the library counts: a crumpled receipt still reads."""


def _broken(text: str, columns: int) -> list[str]:
    if width_of(text) <= columns:
        return [text]
    return [text[start : start + columns] for start in range(0, len(text), columns)]


def _code_128(data: str) -> list[bool]:
    from barcode.codex import Code128  # noqa: PLC0415  comes with python-escpos, slow with it

    return [bar == "1" for bar in Code128(data).build()[0]]


def _qr_modules(data: str) -> list[list[bool]]:
    import segno  # noqa: PLC0415  only where a code is printed

    code = segno.make_qr(data, error="m", boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix]


def _image(lines: list[list[bool]], module_dots: int, *, quiet: int = 0) -> Any:  # noqa: ANN401  as above
    """Draw modules in whole dots, black on white, with a quiet zone around them."""
    from PIL import Image  # noqa: PLC0415  comes with python-escpos

    wide, high = len(lines[0]) + 2 * quiet, len(lines) + 2 * quiet
    image = Image.new("1", (wide, high), 1)
    for y, line in enumerate(lines, quiet):
        for x, is_dark in enumerate(line, quiet):
            if is_dark:
                image.putpixel((x, y), 0)
    return image.resize((wide * module_dots, high * module_dots))
