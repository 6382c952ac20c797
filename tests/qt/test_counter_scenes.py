"""Every scene of the gallery plays on a real window without a warning."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from app.counter.customer_screen import CustomerScreen
from app.counter.gallery import ALL_SCENES, Picture, main, take
from app.theme.tokens import Scheme

SMALLEST = QSize(1280, 720)


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
