"""A paper as rows: what stands on it, not how a printer is told.

Receipts, Z reports and slips are built once as rows; a device turns them into its printer's own
language, a file into text, a screen into a ticket. So the same paper comes out of every printer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.errors import BadInput
from domain.invariants import require_text
from domain.ticket import width_of

ROWS_MAX = 10_000
"""A receipt of 2,000 lines, each with a name over two, is far below."""
BARCODE_LONGEST = 40
CODE_LONGEST = 1_000
_FIRST_PRINTABLE, _LAST_PRINTABLE = " ", "~"


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of text, laid out for the columns it was built for. ``is_strong`` prints bold."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class BarcodeRow:
    """A Code 128 barcode with its words below, centred: 1 to 40 printable ASCII characters."""

    data: str

    def __post_init__(self) -> None:
        require_text(self.data, "data", longest=BARCODE_LONGEST)
        if not all(_FIRST_PRINTABLE <= char <= _LAST_PRINTABLE for char in self.data):
            raise ValueError("a barcode holds printable ASCII only")


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code, centred, error correction M; at most 1,000 characters."""

    data: str

    def __post_init__(self) -> None:
        require_text(self.data, "data", longest=CODE_LONGEST)


@dataclass(frozen=True, slots=True)
class CutRow:
    """The paper is fed past the blade and cut, where the printer has one."""


Row: TypeAlias = TextRow | BarcodeRow | QrRow | CutRow


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, its rows from top to bottom."""

    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= ROWS_MAX:
            raise ValueError(f"a paper has 1 to {ROWS_MAX} rows")

    @property
    def lines(self) -> tuple[str, ...]:
        """Its text alone, as a screen or a file shows it."""
        return tuple(row.text for row in self.rows if isinstance(row, TextRow))

    @property
    def columns(self) -> int:
        """The width of its widest line of text, 0 for a paper of codes alone."""
        return max((width_of(line) for line in self.lines), default=0)


def text_paper(lines: Sequence[str], *, codes: Sequence[BarcodeRow | QrRow] = ()) -> Paper:
    """Return a paper of lines, with codes below them, cut at its end."""
    return Paper((*(TextRow(line) for line in lines), *codes, CutRow()))


def as_copy(paper: Paper, copy_no: int, columns: int, *, where: str = "") -> Paper:
    """Return the same paper under the word COPY and its number: nothing on it is made again.

    ``where`` tells copies apart that are counted apart, as those that are files.
    """
    words = f"{where}COPY {copy_no}"
    centred = " " * ((columns - len(words)) // 2) + words
    return Paper((TextRow(centred, is_strong=True), *paper.rows))


def paper_to_plain(paper: Paper) -> list[dict[str, object]]:
    """Return a paper as JSON values, to be kept."""
    return [_plain(row) for row in paper.rows]


def _plain(row: Row) -> dict[str, object]:
    if isinstance(row, TextRow):
        return {"text": row.text, "strong": True} if row.is_strong else {"text": row.text}
    if isinstance(row, BarcodeRow):
        return {"barcode": row.data}
    return {"qr": row.data} if isinstance(row, QrRow) else {"cut": True}


def paper_from_plain(values: Sequence[Mapping[str, object]]) -> Paper:
    """Return the paper that was kept. Raises BadInput for rows that no program of ours wrote."""
    return Paper(tuple(_row(value) for value in values))


def _row(value: Mapping[str, object]) -> Row:
    match dict(value):
        case {"text": str(text), **more}:
            return TextRow(text, is_strong=bool(more.get("strong", False)))
        case {"barcode": str(data)}:
            return BarcodeRow(data)
        case {"qr": str(data)}:
            return QrRow(data)
        case {"cut": True}:
            return CutRow()
        case _:
            raise BadInput(
                "A paper cannot be read",
                "What was kept of it is damaged. What it shows is saved. Print it from the receipt"
                " again.",
            )
