"""Every scene of the gallery plays on a real window without a warning."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.counter.customer_screen import CustomerScreen
from app.counter.gallery import ALL_SCENES, Picture, main, take
from app.counter.gallery_scenes import Stage
from app.theme.tokens import Scheme
from app.widgets.money_label import MoneyLabel

SMALLEST = QSize(1280, 720)


@pytest.mark.parametrize("scene", ALL_SCENES)
def test_a_scene_shows_every_amount_whole(scene: str, qapp: QApplication, tmp_path: Path) -> None:
    """Long names elide; an amount that does not fit is a lie about money."""
    cut: list[str] = []

    def play(stage: Stage) -> None:
        ALL_SCENES[scene](stage)
        qapp.processEvents()
        cut.extend(
            label.text()
            for label in stage.window.findChildren(MoneyLabel)
            if label.isVisible() and label.width() < label.sizeHint().width()
        )

    picture = Picture(scene=scene, size=SMALLEST, scheme=Scheme.LIGHT)
    take(qapp, picture, play, tmp_path)

    assert cut == []
    assert QImage(str(tmp_path / picture.file_name)).size() == SMALLEST


def test_a_window_that_goes_away_takes_its_dialogs_with_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    """A dialog left behind would be dressed again with every look, and slow each window after."""
    before = set(qapp.topLevelWidgets())

    take(
        qapp,
        Picture(scene="tender", size=SMALLEST, scheme=Scheme.LIGHT),
        ALL_SCENES["tender"],
        tmp_path,
    )

    left = [widget for widget in set(qapp.topLevelWidgets()) - before if widget.children()]
    assert [type(w).__name__ for w in left if not isinstance(w, CustomerScreen)] == []


@pytest.mark.usefixtures("qapp")
def test_the_gallery_takes_both_schemes_from_the_command_line(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path), "--only", "sale-empty", "--scale", "1.3"]) == 0

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["sale-empty-1366-dark-130.png", "sale-empty-1366-light-130.png"]
