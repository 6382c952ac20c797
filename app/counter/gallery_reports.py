"""Reports of a till in memory: invented days that add up."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.presenters.report_services import ReportServices
from app.use_cases.day_report import FileKind, ReadReport, ReportQuestion
from app.use_cases.till import Session
from domain.day_report import SHIPPING, LineSum, MomentSum, ReportBooks, reckon_report
from domain.money import Money
from domain.pricing import vat_inside
from domain.report_span import Span, span_of, typed_span
from domain.shift_figures import FigureKind, ShiftFigure, ShiftFigures

TODAY = date(2026, 11, 21)
MADE_AT = datetime(2026, 11, 21, 18, 26, tzinfo=UTC)
FILES = "Documents/Windward"
_HOURS = ((8, 6), (9, 14), (10, 22), (11, 31), (12, 18), (13, 26), (14, 9))
_STANDARD = 1_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """What days are made of: each share of the money and its name, by weight."""

    minor_per_sale: int = 412_500
    tenders: tuple[tuple[str, int], ...] = (
        ("cash", 58),
        ("bank_card", 27),
        ("cash:USD", 9),
        ("store_credit", 6),
    )
    people: tuple[tuple[str, int], ...] = (
        ("Shanelle Rodrigues", 61),
        ("Devika Ramsaroop", 30),
        ("Roxanne Adams", 9),
    )
    goods: tuple[tuple[str, str, int], ...] = (
        ("Shipping barrel, large, 55 gal", "Barrels and boxes", 34),
        ("Carton, 18 x 18 x 24 in", "Barrels and boxes", 11),
        ("Packing tape, 2 in x 110 yd", "Packing", 8),
        ("Basmati rice, 10 lb", "Groceries", 15),
        ("Corned beef, 12 oz", "Groceries", 7),
        ("", SHIPPING, 25),
    )
    refunds: int = 2


LARGE = Invented(minor_per_sale=98_765_432_150)
LONG = Invented(
    people=(
        ("Lilawattie Persaud-Ramnarine-Goberdhan of the back office", 51),
        ("Bartholomew Featherstonehaugh-Cholmondeley", 49),
    ),
    goods=(
        ("Extension cord, heavy duty, 12 gauge, 50 ft, three outlets, orange, outdoor", "Ex", 40),
        *(
            (f"Bolt, galvanised, M{size} x 40, box of a hundred", "Hardware", 5)
            for size in range(9)
        ),
    ),
)


@dataclass(slots=True)
class MemoryReports:
    """What is asked and answered. ``fail_with`` is raised by the next thing asked of it.

    ``left_out`` is the last day, where its shift is open.
    """

    invented: Invented | None = field(default_factory=Invented)
    asked: list[ReportQuestion] = field(default_factory=list)
    saved: list[tuple[str, Span]] = field(default_factory=list)
    left_out: date | None = None
    fail_with: Exception | None = None

    def services(self) -> ReportServices:
        return ReportServices(read=self._read, save=self._save)

    def _read(self, _session: Session, question: ReportQuestion) -> ReadReport:
        self._fail()
        self.asked.append(question)
        typed = question.kind == "typed"
        span = typed_span(question.first, question.last) if typed else span_of(question.kind, TODAY)
        books = ReportBooks(figures=ShiftFigures("GYD"))
        if self.invented is not None:
            books = books_of(self.invented, span)
        if self.left_out is not None and self.left_out == span.last:
            if span.is_one_day:
                books = ReportBooks(figures=ShiftFigures("GYD"))
            else:
                span = Span(span.first, span.last - timedelta(days=1))
                books = books_of(self.invented or Invented(), span)
        return ReadReport(
            report=reckon_report(books, span, "America/Guyana"),
            made_at=MADE_AT,
            organisation_name="Windward Agencies",
            store_name="Stabroek Counter",
            till_label="02",
            zone="America/Guyana",
            left_out=self.left_out,
        )

    def _save(self, _session: Session, shown: ReadReport, kind: FileKind) -> str:
        self._fail()
        self.saved.append((kind, shown.report.span))
        return f"{FILES}/02-{shown.report.span.last}.{kind}"

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error


def books_of(invented: Invented, span: Span) -> ReportBooks:
    """Books of every day of a span, the later the busier; one refund a day, up to so many."""
    moments = tuple(
        MomentSum(
            day=day,
            at=datetime(day.year, day.month, day.day, hour + 4, tzinfo=UTC),
            booked="sale",
            count=count + number % 5,
            amount=_gyd(invented.minor_per_sale * (count + number % 5)),
        )
        for number, day in enumerate(span.days())
        for hour, count in _HOURS
    )
    back = tuple(
        MomentSum(
            day=span.last - timedelta(days=number % span.day_count),
            at=datetime(span.last.year, span.last.month, span.last.day, 15, tzinfo=UTC),
            booked="refund",
            count=1,
            amount=_gyd(invented.minor_per_sale // 3),
        )
        for number in range(invented.refunds)
    )
    sold = Money.total_of((moment.amount for moment in moments), "GYD")
    returned = Money.total_of((moment.amount for moment in back), "GYD")
    count = sum(moment.count for moment in moments)
    return ReportBooks(
        figures=ShiftFigures("GYD", _figures(invented, (sold, count), returned)),
        moments=(*moments, *back),
        lines=_lines(invented, sold, returned),
    )


def _figures(
    invented: Invented, sold: tuple[Money, int], returned: Money
) -> tuple[ShiftFigure, ...]:
    money, count = sold
    weights = [weight for _, weight in invented.people]
    counts = [part.amount_minor for part in _gyd(count).allocate(weights)]
    first = invented.people[0][0]
    names = [name for name, _ in invented.people]
    out = [
        _figure(name, "sale", "", (part, amount))
        for name, part, amount in zip(names, counts, money.allocate(weights), strict=True)
    ]
    for name, whole, part in zip(names, money.allocate(weights), counts, strict=True):
        kinds = [weight for _, weight in invented.tenders]
        shares = zip(
            invented.tenders, whole.allocate(kinds), _gyd(part).allocate(kinds), strict=True
        )
        out += [
            _figure(name, "tender", key, (times.amount_minor, amount))
            for (key, _), amount, times in shares
        ]
    out.append(_figure(first, "refund", "", (invented.refunds, returned)))
    out.append(_figure(first, "refund_tender", "cash", (invented.refunds, returned)))
    out.append(_figure(first, "discount", "", (7, _gyd(money.amount_minor // 80))))
    return tuple(out)


def _lines(invented: Invented, sold: Money, returned: Money) -> tuple[LineSum, ...]:
    weights = [weight for *_, weight in invented.goods]
    parts = zip(invented.goods, sold.allocate(weights), strict=True)
    lines = [
        LineSum(
            booked="sale",
            item_id="" if category == SHIPPING else name,
            name=name,
            category=category,
            tax_class="standard",
            basis_points=_STANDARD,
            units=weight,
            gross=amount,
            vat=vat_inside(amount, _STANDARD),
        )
        for (name, category, weight), amount in parts
    ]
    name, category, _ = invented.goods[0]
    lines.append(
        LineSum(
            booked="refund",
            item_id=name,
            name=name,
            category=category,
            tax_class="standard",
            basis_points=_STANDARD,
            units=invented.refunds,
            gross=returned,
            vat=vat_inside(returned, _STANDARD),
        )
    )
    return tuple(lines)


def _figure(by: str, kind: FigureKind, key: str, what: tuple[int, Money]) -> ShiftFigure:
    count, amount = what
    return ShiftFigure(by=by, kind=kind, key=key, count=count, amount=amount)


def _gyd(minor: int) -> Money:
    return Money(minor, "GYD")
