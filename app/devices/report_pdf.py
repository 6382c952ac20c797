"""A report as PDF on A4: its sums, then each breakdown as bars with their figures beside them.

Like every paper and file of a store it is in the store's language, whatever the screen speaks, and
in one ink: it is printed on office printers.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.use_cases.day_report import ReadReport
from domain.day_report import REST, SHIPPING, DayReport, ReportPart
from domain.money import Money
from domain.money_text import format_amount, format_money
from domain.shift import local_time
from domain.z_report import tender_words

_FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_PAGE_MM, _PAGE_HIGH_MM, _SIDE_MM = 210.0, 297.0, 16.0
_ROW_MM, _TITLE_MM, _GAP_MM, _FOOT_MM = 6.0, 9.0, 5.0, 16.0
_NAME_MM, _BAR_MM = 62.0, 70.0
_BAR_HIGH = 0.55
_BODY_PT, _SMALL_PT, _TITLE_PT, _HEAD_PT = 9.5, 8.0, 12.0, 18.0
_INK, _MUTED, _BAR_INK, _BELOW_INK = 20, 110, 90, 200


def report_pdf(shown: ReadReport) -> bytes:
    """Return the bytes of a PDF. The same report of the same moment gives the same bytes."""
    return _Pages(shown).output()


class _Pages:
    """The pages in the making: `_y` is where the next row begins."""

    def __init__(self, shown: ReadReport) -> None:
        from fpdf import FPDF  # noqa: PLC0415  slow to import; only where somebody wants a file

        self._shown = shown
        self._pdf: Any = FPDF(unit="mm", format="A4")
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.set_title(f"Report, till {shown.till_label}")
        self._pdf.set_creation_date(shown.made_at)
        for style, name in (("", "Inter-Regular.otf"), ("B", "Inter-SemiBold.otf")):
            self._pdf.add_font("inter", style, _FONTS / name)
        self._page_no = 0
        self._y = 0.0
        self._begin_page()

    def output(self) -> bytes:
        report = self._shown.report
        self._head()
        self._sums(report)
        sections: Sequence[tuple[str, Sequence[ReportPart], str]] = (
            ("By hour: takings (sales)", report.hours, "hour"),
            ("By day: takings (sales)", () if report.span.is_one_day else report.days, "day"),
            ("How it was paid: takings (payments)", report.tenders, "tender"),
            ("By cashier: takings (sales)", report.cashiers, "cashier"),
            ("By category: net sales (pieces)", report.categories, "category"),
            ("Best sellers: net sales (pieces)", report.items, "item"),
        )
        for title, parts, section in sections:
            self._section(title, parts, section)
        return bytes(self._pdf.output())

    def _begin_page(self) -> None:
        self._pdf.add_page()
        self._page_no += 1
        self._y = _SIDE_MM
        span = _span_text(self._shown.report)
        foot = f"Till {self._shown.till_label}, {span}, page {self._page_no}"
        self._text(foot, _SIDE_MM, _PAGE_HIGH_MM - _FOOT_MM / 2, size=_SMALL_PT, ink=_MUTED)

    def _head(self) -> None:
        shown = self._shown
        made = local_time(shown.made_at, shown.zone)
        self._y += _TITLE_MM - 2
        self._text(f"Report, {_span_text(shown.report)}", _SIDE_MM, self._y, size=_HEAD_PT)
        self._y += _ROW_MM
        where = f"{shown.organisation_name}, {shown.store_name}, till {shown.till_label}"
        self._text(where, _SIDE_MM, self._y, size=_BODY_PT, ink=_MUTED)
        self._y += _ROW_MM
        self._text(f"As of {made:%d/%m/%Y %H:%M}", _SIDE_MM, self._y, size=_BODY_PT, ink=_MUTED)
        self._y += _GAP_MM

    def _sums(self, report: DayReport) -> None:
        figures = report.figures
        rows: list[tuple[str, Money]] = [
            (f"Sales ({report.sales.count:,})", report.sales.amount),
            (f"Refunds ({report.refunds.count:,})", -report.refunds.amount),
            ("Net sales", report.net_sales),
            ("Cash rounding", report.rounding),
            ("Takings", report.takings),
            ("VAT in the net sales", report.vat_total),
            ("An average sale", report.average),
            (f"Discounts ({report.discounts.count:,})", report.discounts.amount),
            (f"Voids ({figures.total('void').count:,})", figures.total("void").amount),
        ]
        for words, amount in rows:
            self._y += _ROW_MM
            self._text(words, _SIDE_MM, self._y, strong=words == "Takings")
            self._right(format_money(amount), _SIDE_MM + _NAME_MM + _BAR_MM)
        for tax in report.vat:
            self._y += _ROW_MM
            rate = f"{tax.tax_class}, {tax.basis_points / 100:g} %: {format_money(tax.gross)}"
            self._text(f"VAT {rate}", _SIDE_MM, self._y, ink=_MUTED)
            self._right(format_money(tax.vat), _SIDE_MM + _NAME_MM + _BAR_MM)
        if report.is_empty:
            self._y += _TITLE_MM
            self._text("Nothing was sold on these days.", _SIDE_MM, self._y)

    def _section(self, title: str, parts: Sequence[ReportPart], section: str) -> None:
        if not parts:
            return
        self._y += _GAP_MM
        self._require_room(_TITLE_MM + 2 * _ROW_MM)
        self._y += _TITLE_MM
        self._text(title, _SIDE_MM, self._y, size=_TITLE_PT, strong=True)
        self._y += _ROW_MM / 3
        most = max(abs(part.amount.amount_minor) for part in parts) or 1
        for part in parts:
            self._require_room(_ROW_MM)
            self._y += _ROW_MM
            self._part(part, section, most)

    def _part(self, part: ReportPart, section: str, most: int) -> None:
        minor = part.amount.amount_minor
        self._text(self._fitted(_name(part, section)), _SIDE_MM, self._y)
        wide = _BAR_MM * abs(minor) / most
        self._pdf.set_fill_color(_BELOW_INK if minor < 0 else _BAR_INK)
        top = self._y - _ROW_MM * _BAR_HIGH
        self._pdf.rect(_SIDE_MM + _NAME_MM, top, wide, _ROW_MM * _BAR_HIGH, style="F")
        self._right(f"{format_amount(part.amount)}  ({part.count:,})", _PAGE_MM - _SIDE_MM)

    def _fitted(self, text: str) -> str:
        """The text, shortened until it fits beside its bar."""
        self._pdf.set_font("inter", "", _BODY_PT)
        shown = text
        while shown and self._pdf.get_string_width(shown) > _NAME_MM - 2:
            shown = shown[:-2].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
        return shown

    def _require_room(self, high: float) -> None:
        if self._y + high > _PAGE_HIGH_MM - _FOOT_MM:
            self._begin_page()

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = _BODY_PT,
        ink: int = _INK,
        strong: bool = False,
    ) -> None:
        self._pdf.set_font("inter", "B" if strong else "", size)
        self._pdf.set_text_color(ink)
        self._pdf.text(x, y, text)

    def _right(self, text: str, right: float) -> None:
        self._pdf.set_font("inter", "", _BODY_PT)
        self._pdf.set_text_color(_INK)
        self._pdf.text(right - self._pdf.get_string_width(text), self._y, text)


def _span_text(report: DayReport) -> str:
    first, last = report.span.first, report.span.last
    if report.span.is_one_day:
        return f"{first:%d/%m/%Y}"
    return f"{first:%d/%m/%Y} to {last:%d/%m/%Y}"


def _name(part: ReportPart, section: str) -> str:
    known = {SHIPPING: "Shipping", REST: "Everything else"}
    if part.key in known:
        return known[part.key]
    if section == "hour":
        return f"{part.key}:00"
    if section == "day":
        return f"{date.fromisoformat(part.key):%d/%m/%Y}"
    if section == "tender":
        return tender_words(part.key)
    return part.name or part.key or "No category"
