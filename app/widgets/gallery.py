"""Every widget on a few sheets, as PNG: ``python -m app.widgets.gallery --out DIR``.

A look at the pictures beside the design's mock-ups is the test no assertion replaces. The words on
the sheets are samples; nothing here is used by the till.
"""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from app.widgets.gallery_parts import controls_sheet, messages_sheet
from app.widgets.gallery_scenes import sale_scene, shift_scene, tender_scene

_SIZE = (1366, 768)

SHEETS: Mapping[str, Callable[[], QWidget]] = {
    "sale": sale_scene,
    "tender": tender_scene,
    "shift": shift_scene,
    "controls": controls_sheet,
    "messages": messages_sheet,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheets, in which schemes and text scales, go into which folder."""

    folder: Path
    sheets: tuple[str, ...]
    schemes: tuple[Scheme, ...]
    scales: tuple[float, ...]


def render(app: QApplication, wanted: Wanted) -> list[Path]:
    """Draw the wanted sheets and return the files written."""
    wanted.folder.mkdir(parents=True, exist_ok=True)
    written = []
    for scheme in wanted.schemes:
        for scale in wanted.scales:
            apply_theme(app, Theme(scheme=scheme, text_scale=scale))
            for name in wanted.sheets:
                path = wanted.folder / f"{name}-{scheme}-{round(scale * 100)}.png"
                _draw(app, SHEETS[name](), path)
                written.append(path)
    return written


def _draw(app: QApplication, sheet: QWidget, path: Path) -> None:
    sheet.setProperty("surface", "ground")
    sheet.resize(*_SIZE)
    sheet.show()
    for _ in range(3):  # word wrap asks for its height only once it knows its width
        app.processEvents()
        layout = sheet.layout()
        if layout is not None:
            needed = layout.totalHeightForWidth(sheet.width())
            sheet.resize(sheet.width(), max(sheet.height(), needed))
    sheet.grab().save(str(path))
    sheet.hide()
    sheet.deleteLater()
    app.processEvents()


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw all sheets, without a display unless one is asked for."""
    parser = argparse.ArgumentParser(description="Draw every widget as PNG.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--sheet", action="append", choices=sorted(SHEETS), default=None)
    parser.add_argument("--scale", type=float, action="append", default=None)
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    wanted = Wanted(
        folder=options.out,
        sheets=tuple(options.sheet or SHEETS),
        schemes=tuple(Scheme),
        scales=tuple(options.scale or (1.0,)),
    )
    render(app, wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
