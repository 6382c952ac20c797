"""A paper as PDF: one page as wide as the roll and as long as the paper, codes drawn as vectors."""

from datetime import datetime
from pathlib import Path
from typing import Any

from domain.errors import WorldFailure
from domain.paper import BarcodeRow, CutRow, Paper, QrRow, TextRow
from domain.sentence import told

_FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_PAGE_MM, _MARGIN_MM = 80.0, 4.0
_LINE_MM, _BAR_MM, _QR_MM = 4.0, 12.0, 40.0
_COLUMNS_MIN = 32
_POINTS_PER_MM = 72 / 25.4
_ADVANCE = 0.6  # of JetBrains Mono, in ems
_QR_QUIET = 4


def paper_pdf(paper: Paper, title: str, made_at: datetime) -> bytes:
    """Return the bytes of a PDF. The same paper, title and time give the same bytes."""
    from fpdf import FPDF  # noqa: PLC0415  slow to import; only where somebody wants a file

    room = _PAGE_MM - 2 * _MARGIN_MM
    high = 2 * _MARGIN_MM + sum(_height(row) for row in paper.rows)
    document = FPDF(unit="mm", format=(_PAGE_MM, high))
    document.set_auto_page_break(auto=False)
    document.set_title(title)
    document.set_creation_date(made_at)
    for style, name in (("", "JetBrainsMono-Regular.ttf"), ("B", "JetBrainsMono-Bold.ttf")):
        document.add_font("mono", style, _FONTS / name)
    size = room / max(paper.columns, _COLUMNS_MIN) / _ADVANCE * _POINTS_PER_MM
    document.add_page()
    y = _MARGIN_MM
    for row in paper.rows:
        match row:
            case TextRow(text, is_strong):
                document.set_font("mono", "B" if is_strong else "", size)
                document.text(_MARGIN_MM, y + _LINE_MM * 0.75, text)
            case BarcodeRow(data):
                _draw(document, [_code_128(data)], (room, _BAR_MM - 2.0), y)
            case QrRow(data):
                _draw(document, _qr(data), (_QR_MM, _QR_MM), y)
            case CutRow():
                pass
        y += _height(row)
    return bytes(document.output())


def write_pdf(path: Path, paper: Paper, title: str, made_at: datetime) -> None:
    """Write a paper as a file. Raises WorldFailure where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(paper_pdf(paper, title, made_at))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorldFailure(
            "The PDF was not written",
            told(
                "{path}: {reason}. What it shows is saved. Try again, or print it.",
                path=str(path),
                reason=reason,
            ),
        ) from error


def _height(row: TextRow | BarcodeRow | QrRow | CutRow) -> float:
    match row:
        case TextRow():
            return _LINE_MM
        case BarcodeRow():
            return _BAR_MM + 2.0
        case QrRow():
            return _QR_MM + 2.0
        case CutRow():
            return 0.0


def _draw(document: Any, lines: list[list[bool]], box: tuple[float, float], y: float) -> None:  # noqa: ANN401  fpdf is imported late
    """Draw modules into a box in the middle of the page; runs of dark ones as one rectangle."""
    wide, high = box
    step_x, step_y = wide / len(lines[0]), high / len(lines)
    left = (_PAGE_MM - wide) / 2
    for index, line in enumerate(lines):
        start: int | None = None
        for x, is_dark in enumerate([*line, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                place = (left + start * step_x, y + index * step_y)
                document.rect(*place, (x - start) * step_x, step_y, style="F")
                start = None


def _code_128(data: str) -> list[bool]:
    from barcode.codex import Code128  # noqa: PLC0415  slow to import

    return [False] * 10 + [bar == "1" for bar in Code128(data).build()[0]] + [False] * 10


def _qr(data: str) -> list[list[bool]]:
    import segno  # noqa: PLC0415  only where a code is drawn

    code = segno.make_qr(data, error="m", boost_error=False)
    return [[bool(module) for module in line] for line in code.matrix_iter(border=_QR_QUIET)]
