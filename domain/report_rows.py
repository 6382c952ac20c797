"""A report as rows of a table: what its CSV file holds. The columns are a format others read.

One row is one figure: `section` says of what, `key` which one. Amounts stand twice, as whole minor
units and as decimal text with a point and no groups.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.csv_cell import guarded_cell
from domain.day_report import DayReport, ReportPart
from domain.money import Money, minor_digits

REPORT_COLUMNS = (
    "from",
    "to",
    "section",
    "key",
    "name",
    "count",
    "amount_minor",
    "amount",
    "currency",
)


def report_rows(report: DayReport) -> Iterator[tuple[str, ...]]:
    """The rows of a report below its head (`REPORT_COLUMNS`), every text cell guarded."""
    span = (report.span.first.isoformat(), report.span.last.isoformat())
    for section, part in _figures(report):
        yield (
            *span,
            section,
            guarded_cell(part.key),
            guarded_cell(part.name),
            str(part.count),
            str(part.amount.amount_minor),
            decimal_text(part.amount),
            report.currency,
        )


def decimal_text(money: Money) -> str:
    """An amount as programs read it: `-12400.50`."""
    digits = minor_digits(money.currency)
    sign = "-" if money.is_negative else ""
    whole, part = divmod(abs(money.amount_minor), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def _figures(report: DayReport) -> Iterator[tuple[str, ReportPart]]:
    for key, part in _totals(report).items():
        yield "total", ReportPart(key=key, amount=part[1], count=part[0])
    sections: Mapping[str, Iterable[ReportPart]] = {
        "hour": report.hours,
        "day": report.days,
        "tender": report.tenders,
        "cashier": report.cashiers,
        "category": report.categories,
        "item": report.items,
    }
    for section, parts in sections.items():
        for each in parts:
            yield section, each
    for tax in report.vat:
        key = f"{tax.tax_class}:{tax.basis_points}"
        yield "vat_gross", ReportPart(key=key, amount=tax.gross)
        yield "vat", ReportPart(key=key, amount=tax.vat)


def _totals(report: DayReport) -> Mapping[str, tuple[int, Money]]:
    figures = report.figures
    counted = {
        "sales": figures.total("sale"),
        "refunds": figures.total("refund"),
        "discounts": figures.total("discount"),
        "price_overrides": figures.total("override"),
        "voids": figures.total("void"),
    }
    return {
        "takings": (report.sales.count, report.takings),
        "net_sales": (report.sales.count, report.net_sales),
        "cash_rounding": (0, report.rounding),
        "average_sale": (0, report.average),
        "vat": (0, report.vat_total),
        **{key: (found.count, found.amount) for key, found in counted.items()},
    }
