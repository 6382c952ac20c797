"""What reports say: names of days, sums and bars, and each chart as a sentence."""

from datetime import date

from app.presenters.figures import currency_prefix
from app.presenters.when import date_text
from app.presenters.words import counted, listed, say
from domain.day_report import REST, SHIPPING, ReportPart
from domain.report_span import Span, SpanKind


def page_title() -> str:
    return say("Reports")


def page_detail() -> str:
    return say("What the days brought")


def span_name(kind: SpanKind) -> str:
    names = {
        "today": say("Today"),
        "yesterday": say("Yesterday"),
        "week": say("This week"),
        "month": say("This month"),
        "typed": say("Other days"),
    }
    return names[kind]


def span_text(span: Span) -> str:
    if span.is_one_day:
        return date_text(span.first)
    return say("{first} to {last}", first=date_text(span.first), last=date_text(span.last))


def as_of(time: str) -> str:
    return say("as of {time}", time=time)


def adding_up() -> str:
    return say("Adding up \N{HORIZONTAL ELLIPSIS}")


def nothing_sold() -> str:
    return say("Nothing was sold on these days. Choose other days, or sell something first.")


def open_day_left_out(day: date) -> str:
    return say("Without {day}: its shift is open.", day=date_text(day))


def after_the_count() -> str:
    return say("The drawer is counted blind: the sums of an open shift are shown after its count.")


# ------------------------------------------------------------------ sums
def takings() -> str:
    return say("Takings")


def sales(count: int) -> str:
    return counted(count, "{number} sale", "{number} sales")


def average() -> str:
    return say("An average sale")


def vat_in_it() -> str:
    return say("VAT in net sales")


def net_sales() -> str:
    return say("Net sales")


def refunds(count: int) -> str:
    return counted(count, "{number} refund", "{number} refunds")


def discounts(count: int) -> str:
    return counted(count, "{number} discount", "{number} discounts")


# ------------------------------------------------------------------ charts
def by_hour() -> str:
    return say("Hour by hour")


def by_day() -> str:
    return say("Day by day")


def by_tender() -> str:
    return say("How it was paid")


def by_cashier() -> str:
    return say("By cashier")


def by_category() -> str:
    return say("By category")


def best_sellers() -> str:
    return say("Best sellers")


def of_takings() -> str:
    return say("takings")


def of_net_sales() -> str:
    return say("net sales")


def hour_name(key: str) -> str:
    return f"{key}:00"


def day_name(key: str) -> str:
    return date_text(date.fromisoformat(key))


def short_day(key: str) -> str:
    return str(date.fromisoformat(key).day)


def tender_name(key: str) -> str:
    """What paid, in words: ``cash:USD`` is cash in US dollars, at its worth."""
    kind, _, currency = key.partition(":")
    names = {
        "cash": say("Cash"),
        "store_credit": say("Store credit"),
        "voucher": say("Voucher"),
        "bank_card": say("Bank card"),
        "mmg": say("MMG"),
        "card_qr": say("Card by code"),
        "exchange": say("Goods exchanged"),
    }
    name = names.get(kind, kind)
    return f"{name} {currency_prefix(currency)}" if currency else name


def part_name(part: ReportPart) -> str:
    """A category, an item or a person; what no catalog names has a name of ours."""
    known = {
        SHIPPING: say("Shipping"),
        REST: say("Everything else"),
        "": say("No category"),
    }
    return known.get(part.key) or part.name or part.key


def part_spoken(name: str, figure: str, detail: str) -> str:
    """One bar, as a screen reader says it."""
    return f"{name} {listed(figure, detail)}"


def chart_spoken(title: str, about: str, parts: list[str]) -> str:
    told = "; ".join(parts) or say("nothing")
    return say("{chart}, {about}: {figures}", chart=title, about=about, figures=told)


def payments(count: int) -> str:
    return counted(count, "{number} payment", "{number} payments")


def pieces(count: int) -> str:
    return counted(count, "{number} piece", "{number} pieces")


# ------------------------------------------------------------------ files
def saved(kind: str) -> str:
    return say("The report is saved as CSV") if kind == "csv" else say("The report is saved as PDF")
