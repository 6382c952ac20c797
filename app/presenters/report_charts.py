"""A report as sums and charts: what is drawn, and what a screen reader says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.presenters import report_words as words
from app.presenters.figures import format_amount, format_money
from domain.day_report import REST, DayReport, ReportPart, best_of
from domain.money import Money, minor_digits
from domain.money_text import Cents

BARS_MAX = 8

_Said = tuple[str, str, str]
"""A bar's name, its short name, and how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: ``short`` stands under an upright one, ``figure`` is its amount in words."""

    name: str
    short: str
    figure: str
    detail: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart: upright for time, lying for everything else; ``spoken`` tells all its figures."""

    title: str
    about: str
    bars: tuple[Bar, ...]
    spoken: str
    is_upright: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum above the charts."""

    name: str
    figure: str


def sums_of(report: DayReport) -> tuple[Sum, ...]:
    """The sums above the charts, the takings first."""
    figures = (
        (words.takings(), report.takings),
        (words.sales(report.sales.count), report.sales.amount),
        (words.refunds(report.refunds.count), -report.refunds.amount),
        (words.net_sales(), report.net_sales),
        (words.vat_in_it(), report.vat_total),
        (words.average(), report.average),
        (words.discounts(report.discounts.count), report.discounts.amount),
    )
    return tuple(Sum(name=name, figure=format_money(amount)) for name, amount in figures)


def charts_of(report: DayReport) -> tuple[Chart, ...]:
    """Every chart of a report: time first, then whose, then what."""
    money, goods = words.of_takings(), words.of_net_sales()
    time = [_chart((words.by_hour(), money), report.hours, _hour, is_upright=True)]
    if not report.span.is_one_day:
        time.append(_chart((words.by_day(), money), report.days, _day, is_upright=True))
    return (
        *time,
        _chart((words.by_tender(), money), _best(report.tenders, report), _tender),
        _chart((words.by_cashier(), money), _best(report.cashiers, report), _person),
        _chart((words.by_category(), goods), _best(report.categories, report), _goods),
        _chart((words.best_sellers(), goods), _best(report.items, report), _goods),
    )


def _best(parts: Sequence[ReportPart], report: DayReport) -> tuple[ReportPart, ...]:
    return best_of(parts, BARS_MAX, report.currency)


def _chart(
    named: tuple[str, str],
    parts: Sequence[ReportPart],
    said: Callable[[ReportPart], _Said],
    *,
    is_upright: bool = False,
) -> Chart:
    title, about = named
    cents: Cents = "always" if any(_has_cents(part.amount) for part in parts) else "auto"
    bars = tuple(_bar(part, said(part), cents) for part in parts)
    spoken = [
        words.part_spoken(bar.name, bar.figure, bar.detail)
        for bar, part in zip(bars, parts, strict=True)
        if part.count or bar.amount_minor
    ]
    return Chart(
        title=title,
        about=about,
        bars=bars,
        spoken=words.chart_spoken(title, about, spoken),
        is_upright=is_upright,
    )


def _bar(part: ReportPart, said: _Said, cents: Cents) -> Bar:
    name, short, detail = said
    return Bar(
        name=name,
        short=short,
        figure=format_amount(part.amount, cents=cents),
        detail=detail,
        amount_minor=part.amount.amount_minor,
    )


def _has_cents(amount: Money) -> bool:
    one: int = 10 ** minor_digits(amount.currency)
    return amount.amount_minor % one != 0


def _hour(part: ReportPart) -> _Said:
    return words.hour_name(part.key), part.key, words.sales(part.count)


def _day(part: ReportPart) -> _Said:
    return words.day_name(part.key), words.short_day(part.key), words.sales(part.count)


def _tender(part: ReportPart) -> _Said:
    name = words.part_name(part) if part.key == REST else words.tender_name(part.key)
    return name, name, words.payments(part.count)


def _person(part: ReportPart) -> _Said:
    name = words.part_name(part)
    return name, name, words.sales(part.count)


def _goods(part: ReportPart) -> _Said:
    name = words.part_name(part)
    return name, name, words.pieces(part.count)
