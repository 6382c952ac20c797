"""Lists and tables over frozen rows: told apart, never changed by typing."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.piece_table import FLAG, WEIGHT, PieceTableModel
from app.models.product_art import art_of
from app.models.product_delegate import ProductColumns
from app.models.row_list import ROW_ROLE, RowListModel
from app.models.row_paint import lines_of
from app.presenters.ship_form import PieceForm
from app.presenters.ship_rows import PieceRow
from app.theme.theme import Theme

HEADINGS = ("#", "What", "Packing", "Weight lb", "Sides", "Dim", "Charge", "Flags")


@dataclass(frozen=True)
class Row:
    spoken: str


def a_piece(weight: str = "131") -> PieceRow:
    return PieceRow(
        number=1,
        form=PieceForm(description="Rice", packing="Bag", weight=weight, sides="9 9 9"),
        dim_text="5",
        charge_text="131",
        flag_text="",
        is_over=False,
        errors={},
        spoken="Piece 1",
    )


def test_equal_rows_change_nothing_and_a_changed_one_is_announced_alone(qtbot: QtBot) -> None:
    model: RowListModel[Row] = RowListModel()
    model.set_rows((Row("a"), Row("b")))
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.set_rows((Row("a"), Row("b")))

    with qtbot.waitSignal(model.dataChanged) as changed, qtbot.assertNotEmitted(model.modelReset):
        model.set_rows((Row("a"), Row("c")))
    assert changed.args is not None
    assert changed.args[0].row() == 1


def test_rows_are_read_aloud_as_they_say(qtbot: QtBot) -> None:
    model: RowListModel[Row] = RowListModel()
    with qtbot.waitSignal(model.modelReset):
        model.set_rows((Row("Barrel, 2, G$19,000"),))
    index = model.index(0)

    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Barrel, 2, G$19,000"
    assert model.data(index, ROW_ROLE) == Row("Barrel, 2, G$19,000")
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None
    assert model.rowCount(index) == 0


def test_typing_in_the_table_is_said_and_changes_nothing_by_itself(qtbot: QtBot) -> None:
    model = PieceTableModel(HEADINGS)
    model.set_rows((a_piece(),))
    weight = model.index(0, WEIGHT)
    with qtbot.waitSignal(model.typed) as said:
        assert model.setData(weight, "212")

    assert said.args == [0, "weight", "212"]
    assert model.data(weight) == "131"
    with qtbot.assertNotEmitted(model.typed):
        assert model.setData(weight, "131")
        assert not model.setData(model.index(0, FLAG), "x")


def test_only_what_a_person_types_can_be_edited() -> None:
    model = PieceTableModel(HEADINGS)
    model.set_rows((a_piece(),))
    editable = [
        column
        for column in range(model.columnCount())
        if model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable
    ]

    assert editable == [1, 2, 3, 4]


def test_headings_follow_the_units(qtbot: QtBot) -> None:
    model = PieceTableModel(HEADINGS)
    other = tuple(heading.replace("lb", "kg") for heading in HEADINGS)
    with qtbot.waitSignal(model.headerDataChanged):
        model.set_headings(other)
    across = Qt.Orientation.Horizontal

    assert model.headerData(WEIGHT, across) == "Weight kg"
    assert model.headerData(WEIGHT, Qt.Orientation.Vertical) is None
    assert model.headerData(WEIGHT, across, Qt.ItemDataRole.DecorationRole) is None
    model.set_rows((a_piece(),))
    spoken = model.data(model.index(0, WEIGHT), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1, Weight kg: 131"


@pytest.mark.usefixtures("qapp")
def test_a_long_name_takes_its_lines_and_elides_only_in_the_last() -> None:
    font = QFont(QApplication.font())
    lines = lines_of("Extension cord, heavy duty, orange", [(0, 3), (28, 34)], font, 110, 2)

    assert len(lines) == 2
    assert lines[0].spans == ((0, 3),)
    assert lines[1].text.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert "\N{HORIZONTAL ELLIPSIS}" not in lines[0].text
    assert lines_of("Box", [], font, 400, 2)[0].text == "Box"


def test_the_middle_column_gives_way_before_names_get_too_short() -> None:
    wide, narrow = ProductColumns.of(780, Theme()), ProductColumns.of(560, Theme())

    assert wide.has_middle
    assert not narrow.has_middle
    assert narrow.text_right - narrow.text_left >= 200


@pytest.mark.parametrize(
    ("name", "category", "art"),
    [
        ("Shipping barrel, large", "Barrels and boxes", "barrel"),
        ("Solmar S6", "Phones and chargers", "phone"),
        ("Padlock", "Security", ""),
        ("Potato crisps", "Snacks", ""),
    ],
)
def test_pictures_are_found_by_whole_words(name: str, category: str, art: str) -> None:
    assert art_of(name, category) == art
