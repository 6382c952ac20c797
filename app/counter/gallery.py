"""Pictures of every screen, to look at: ``python -m app.counter.gallery --out DIR``.

Each scene is a short story told to a real window over a till in memory, so that what is seen is
what a cashier would see. Sizes are window sizes in pixels at 100 %.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from app.counter.gallery_afar_scenes import AFAR_SCENES
from app.counter.gallery_customers_scenes import CUSTOMER_SCENES
from app.counter.gallery_devices_scenes import DEVICE_SCENES
from app.counter.gallery_files_scenes import FILE_SCENES
from app.counter.gallery_inbox_scenes import INBOX_SCENES
from app.counter.gallery_lines_scenes import LINE_SCENES
from app.counter.gallery_look_scenes import LOOK_SCENES
from app.counter.gallery_papers_scenes import PAPER_SCENES
from app.counter.gallery_parking_scenes import PARKING_SCENES
from app.counter.gallery_paying_scenes import PAYING_SCENES
from app.counter.gallery_quotes_scenes import QUOTE_SCENES
from app.counter.gallery_reports_scenes import REPORT_SCENES
from app.counter.gallery_returns_scenes import RETURN_SCENES
from app.counter.gallery_scarce_scenes import SCARCE_SCENES
from app.counter.gallery_scenes import SCENES, Stage
from app.counter.gallery_shift_scenes import SHIFT_SCENES
from app.counter.gallery_statements_scenes import STATEMENT_SCENES
from app.counter.gallery_tender_scenes import TENDER_SCENES
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme

SIZES = (QSize(1366, 768), QSize(1920, 1080), QSize(1280, 720))
_SETTLE_TURNS = 6
ALL_SCENES = {
    **SHIFT_SCENES,
    **SCENES,
    **LINE_SCENES,
    **SCARCE_SCENES,
    **PARKING_SCENES,
    **RETURN_SCENES,
    **DEVICE_SCENES,
    **LOOK_SCENES,
    **CUSTOMER_SCENES,
    **PAPER_SCENES,
    **REPORT_SCENES,
    **FILE_SCENES,
    **STATEMENT_SCENES,
    **TENDER_SCENES,
    **PAYING_SCENES,
    **INBOX_SCENES,
    **AFAR_SCENES,
    **QUOTE_SCENES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture to take: which scene, in which size, scheme and text scale."""

    scene: str
    size: QSize
    scheme: Scheme
    text_scale: float = 1.0

    @property
    def file_name(self) -> str:
        scale = "" if self.text_scale == 1.0 else f"-{round(self.text_scale * 100)}"
        return f"{self.scene}-{self.size.width()}-{self.scheme}{scale}.png"


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures asked for and return 0."""
    parser = argparse.ArgumentParser(prog="python -m app.counter.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--only", default="", help="only scenes whose name contains this")
    parser.add_argument("--all-sizes", action="store_true", help="each size, not only 1366 x 768")
    parser.add_argument("--scale", type=float, default=1.0, help="text scale: 1.0, 1.15, 1.3, 1.5")
    parser.add_argument("--light-only", action="store_true", help="no dark pictures")
    given = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication(["windward"])
    if not isinstance(app, QApplication):
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    schemes = (Scheme.LIGHT,) if given.light_only else tuple(Scheme)
    for scene, play in ALL_SCENES.items():
        if given.only not in scene:
            continue
        for scheme in schemes:
            for size in SIZES if given.all_sizes else SIZES[:1]:
                picture = Picture(scene=scene, size=size, scheme=scheme, text_scale=given.scale)
                take(app, picture, play, given.out)
    return 0


def take(app: QApplication, picture: Picture, play: Callable[[Stage], None], out: Path) -> None:
    """Play one scene in a window of its own and save what is to be seen."""
    apply_theme(app, Theme(scheme=picture.scheme, text_scale=picture.text_scale))
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(desk)
    window.resize(picture.size)
    window.start()
    stage = Stage(window=window, till=till)
    play(stage)
    for _ in range(_SETTLE_TURNS):
        app.processEvents()
    window.grab().save(str(out / picture.file_name))
    window.close()
    window.deleteLater()
    # No event loop runs here, and a window left behind would be dressed again with every theme.
    app.sendPostedEvents(window, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    sys.exit(main())
