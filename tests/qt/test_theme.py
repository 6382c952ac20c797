"""The application wears the theme: fonts, palette, style sheet and icons together."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from app.theme import fonts
from app.theme.apply import apply_theme
from app.theme.fonts import load_fonts, receipt_font, role_font
from app.theme.icons import art_pixmap, icon_pixmap, themed_icon
from app.theme.properties import set_style_property
from app.theme.resource_files import ICONS
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, Scheme, TypeRole, load_tokens
from app.widgets.gallery import SHEETS
from app.widgets.icon_label import IconLabel

SCALES = load_tokens().scales


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())


def advance(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def test_bundled_fonts_are_the_ones_in_use() -> None:
    assert {"Inter", "Inter Display", "JetBrains Mono"} <= load_fonts()
    assert QFontInfo(role_font(Theme(), TypeRole.BODY)).family() == "Inter"
    assert QFontInfo(receipt_font(Theme())).family() == "JetBrains Mono"


@pytest.mark.parametrize("role", [TypeRole.MONEY_LINE, TypeRole.MONEY_DUE, TypeRole.MONEY_TOTAL])
def test_figures_of_money_are_all_of_one_width(role: TypeRole) -> None:
    font = role_font(Theme(), role)

    assert advance(font, "1,111") == advance(font, "8,888")
    assert advance(role_font(Theme(), TypeRole.BODY), "1,111") != advance(
        role_font(Theme(), TypeRole.BODY), "8,888"
    )


def test_font_that_does_not_load_is_logged_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    (tmp_path / "Broken.ttf").write_bytes(b"no font")
    (tmp_path / "README.md").write_text("not a font either", "utf-8")
    monkeypatch.setattr(fonts, "FONTS", tmp_path)

    expect_log(r"Broken\.ttf")

    families = load_fonts.__wrapped__()

    assert families == frozenset()


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("scale", SCALES)
def test_qt_reads_every_rule_of_the_style_sheet(
    qapp: QApplication, qtbot: QtBot, qtlog: _QtMessageCapture, scheme: Scheme, scale: float
) -> None:
    apply_theme(qapp, Theme(scheme=scheme, text_scale=scale))
    for make in SHEETS.values():
        sheet = make()
        qtbot.addWidget(sheet)
        sheet.show()
        sheet.grab()

    said = [record.message for record in qtlog.records]
    assert not [line for line in said if "parse" in line or "property" in line or "url" in line]


@pytest.mark.qt_log_ignore("Unknown property")
def test_planted_mistake_in_a_style_sheet_would_be_heard(
    qtbot: QtBot, qtlog: _QtMessageCapture
) -> None:
    label = QLabel("Total")
    qtbot.addWidget(label)
    label.setStyleSheet("QLabel { colour: red; }")
    label.show()

    assert [record for record in qtlog.records if "property" in record.message]


@pytest.mark.parametrize("scheme", list(Scheme))
def test_palette_takes_its_colours_from_the_tokens(qapp: QApplication, scheme: Scheme) -> None:
    theme = Theme(scheme=scheme)

    apply_theme(qapp, theme)

    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Window) == theme.color(Color.GROUND)
    assert palette.color(QPalette.ColorRole.Text) == theme.color(Color.INK)
    assert current_theme() == theme


def test_style_sheet_keeps_tabular_figures_set_on_a_label(qtbot: QtBot) -> None:
    label = QLabel("G$1,111")
    label.setProperty("role", "money_total")
    label.setFont(role_font(current_theme(), TypeRole.MONEY_TOTAL))
    qtbot.addWidget(label)
    label.ensurePolished()

    assert label.font().pixelSize() == 36
    assert advance(label.font(), "1111") == advance(label.font(), "8888")


def test_changed_property_shows_at_once(qtbot: QtBot) -> None:
    label = QLabel("Verified")
    label.setProperty("tone", "neutral")
    qtbot.addWidget(label)
    label.show()
    before = label.grab().toImage().pixelColor(3, label.height() // 2)

    set_style_property(label, "tone", "green")

    after = label.grab().toImage().pixelColor(3, label.height() // 2)
    assert before != after
    assert after == current_theme().color(Color.GREEN_TINT)


def test_focus_does_not_change_the_size_of_a_button(qtbot: QtBot) -> None:
    button = QPushButton("Park")
    qtbot.addWidget(button)
    button.show()
    qtbot.waitExposed(button)
    before = button.sizeHint()

    button.setFocus()
    qtbot.waitUntil(button.hasFocus)

    assert button.sizeHint() == before


@pytest.mark.parametrize("name", sorted(path.stem for path in ICONS.glob("*.svg")))
def test_every_icon_draws_something_in_the_colour_asked_for(name: str) -> None:
    theme = Theme()
    image = icon_pixmap(theme, name, Color.RED_INK, QSize(24, 24), 2.0).toImage()

    assert (image.width(), image.devicePixelRatio()) == (48, 2.0)
    solid = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.color(Color.RED_INK).name() in solid


def test_icon_that_is_not_in_the_set_is_our_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap(Theme(), "no-such-icon", Color.INK, QSize(24, 24))


def test_icon_of_a_button_has_a_paler_picture_for_what_cannot_be_used() -> None:
    icon = themed_icon(Theme(), "cart", Color.INK, 24)

    normal = icon.pixmap(QSize(24, 24), QIcon.Mode.Normal).toImage()
    disabled = icon.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert normal != disabled


def test_art_keeps_its_own_colours() -> None:
    image = art_pixmap("logo", QSize(40, 40)).toImage()

    colors = {QColor(image.pixel(x, y)).name() for x in range(40) for y in range(40)}
    assert "#f4623a" in colors


def test_icons_on_the_screen_follow_a_change_of_theme(qapp: QApplication, qtbot: QtBot) -> None:
    label = IconLabel("cart", Color.INK, 20)
    qtbot.addWidget(label)
    label.show()
    before = label.pixmap().toImage()

    apply_theme(qapp, Theme(scheme=Scheme.DARK, text_scale=1.5))

    assert label.width() == 30
    assert label.pixmap().toImage() != before
