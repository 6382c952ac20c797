"""A day at a drawer, counted by hand: what is sold, given back, given away, owed and weighed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.use_cases.change_line import (
    GiveDiscount,
    GiveFree,
    discount_cart,
    give_line_free,
)
from app.use_cases.credits import AskCredit, ask_credit
from app.use_cases.current_cart import current_cart
from app.use_cases.refund_sale import CompletedRefund, RefundRequest
from app.use_cases.remove_line import void_cart
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.cart_line import Weighed
from domain.discount import DiscountAsked
from domain.errors import WindwardError
from domain.money import Money, round_to_step
from domain.shift_figures import FigureKind
from domain.tender import TenderLine, cash_tender
from sync.protocol.credit_names import money_resource
from sync.protocol.refund_bodies import SaleRefunded
from tests.helpers.builders import (
    ITEMS as GOODS,
)
from tests.helpers.builders import (
    STORE_STREAM,
    SUPERVISOR,
    a_cart,
    an_item,
    tell,
)
from tests.helpers.ledger_checks import read_ledger

ITEMS = ("barrel", "tape", "rice", "pen", "mug")
YAMS = an_item("yams", "Yams", 66_100, tax_class="zero", barcodes=("YAMS",), sold_by="lb")


@dataclass(slots=True)
class Day:
    """A till, who stands at it, and what really lies in its drawer, counted by hand."""

    till: Till
    session: Session
    cash: dict[str, int] = field(default_factory=dict)
    sold: int = 0
    refunded: int = 0
    presses: int = 0
    given_away: dict[FigureKind, int] = field(default_factory=lambda: {"discount": 0, "sample": 0})
    credits: dict[str, int] = field(default_factory=dict)

    def moved(self, currency: str, minor: int) -> None:
        self.cash[currency] = self.cash.get(currency, 0) + minor

    def gave(self, kind: FigureKind, minor: int) -> None:
        self.given_away[kind] += minor


def stock_yams(till: Till) -> None:
    """Goods sold by weight come into the catalog."""
    tell(till, STORE_STREAM, [YAMS], first=len(GOODS) + 2)


def in_cash(rest: Money) -> tuple[TenderLine, ...]:
    """What is left of a bill, in notes and coins of G$5; nothing where nothing is."""
    step_minor = round_to_step(rest.amount_minor, 500)
    return (cash_tender(Money(step_minor, "GYD")),) if step_minor > 0 else ()


def done(
    day: Day, cart: Cart, tenders: tuple[TenderLine, ...], exchange: RefundRequest | None = None
) -> None:
    """Pay, and count by hand what is in the drawer then."""
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders, exchange=exchange
    )
    completed = take_payment(day.till, day.session, request)

    assert take_payment(day.till, day.session, request) == completed
    day.sold += completed.sale.total.amount_minor
    day.moved("GYD", sum(tender.amount.amount_minor for tender in tenders if tender.is_cash))
    day.moved("GYD", -completed.sale.change.amount_minor)
    paid_back(day, completed.back)


def paid_back(day: Day, refund: CompletedRefund | None) -> None:
    """What a refund gave, by what it told; its receipt never gives more than it took."""
    if refund is None:
        return
    (body,) = (
        body
        for _, facts in read_ledger(day.till.db).facts("sale_refunded")
        for body in (SaleRefunded.model_validate(facts.body),)
        if body.refund == refund.refund_number
    )
    day.moved("GYD", -sum(each.amount_minor for each in body.tenders if each.kind == "cash"))
    for each in body.tenders:
        if each.kind == "store_credit":
            day.credits[refund.credit_code] = each.amount_minor
    day.refunded += body.total_minor


@contextmanager
def a_sale_of_its_own(day: Day) -> Iterator[None]:
    """Nothing is in the sale before; what a refused deed leaves in it is taken out again."""
    an_empty_cart(day)
    try:
        yield
    except WindwardError:
        an_empty_cart(day)
        raise


def an_empty_cart(day: Day) -> None:
    """What stands in the sale is taken out, by who may."""
    cart = current_cart(day.till, day.session).cart
    if not cart.is_empty:
        void_cart(day.till, day.session, cart.version, SUPERVISOR.staff_id)


def sell_cheaper(day: Day, number: int) -> None:
    """A discount off a line, off the whole sale, or both: what is too much together is refused."""
    with a_sale_of_its_own(day):
        cart = a_cart(day.till, day.session, ITEMS[number % 3], ITEMS[(number + 1) % 3])
        asked = (
            DiscountAsked(basis_points=number * 20 + 1, reason="goodwill"),
            DiscountAsked(amount=Money(number * 97 + 1, "GYD"), reason="damaged"),
        )
        full = current_cart(day.till, day.session).priced.full
        for turn, line_no in enumerate((1, None)[number % 3 % 2 :]):
            request = GiveDiscount(
                version=cart.version,
                line_no=line_no,
                asked=asked[(number + turn) % 2],
                approved_by=SUPERVISOR.staff_id if number % 4 else None,
            )
            cart = discount_cart(day.till, day.session, request)
        total = current_cart(day.till, day.session).priced.total
        done(day, cart, in_cash(total))
        day.gave("discount", (full - total).amount_minor)


def give_something(day: Day, number: int) -> None:
    """Something is free beside what is bought."""
    with a_sale_of_its_own(day):
        cart = a_cart(day.till, day.session, ITEMS[number % 3], ITEMS[(number + 1) % 3])
        free = cart.get_line(1)
        request = GiveFree(
            version=cart.version, line_no=1, reason="tasting", approved_by=SUPERVISOR.staff_id
        )
        cart = give_line_free(day.till, day.session, request)
        done(day, cart, in_cash(cart.gross))
        day.gave("sample", free.full.amount_minor)


def sell_by_weight(day: Day, number: int) -> None:
    with a_sale_of_its_own(day):
        weighed = Weighed(weight_grams=number * 37 + 11, source="scale" if number % 2 else "manual")
        cart = ring_up(day.till, day.session, RingUp(item_id="yams", weighed=weighed))
        done(day, cart, in_cash(cart.gross))


def sell_for_credit(day: Day, number: int) -> None:
    """A store credit pays what it can; what is left of a bill is cash."""
    codes = sorted(code for code, minor in day.credits.items() if minor)
    if not codes:
        return
    with a_sale_of_its_own(day):
        cart = a_cart(day.till, day.session, ITEMS[number % 3])
        wish = AskCredit(cart_id=cart.cart_id, code=codes[number % len(codes)], wanted=cart.gross)
        found = ask_credit(day.till, day.session, wish)
        line = TenderLine(kind=found.kind, amount=found.amount, reference=found.reference)
        done(day, cart, (line, *in_cash(cart.gross - found.amount)))
        day.credits[found.reference] -= found.amount.amount_minor


def check_given_away(day: Day, figures: Mapping[FigureKind, int]) -> None:
    """Discounts and gifts of all shifts, and what is owed on credits, as counted by hand."""
    assert figures == day.given_away
    with day.till.db.reading() as uow:
        held = {each.resource: each.held for each in uow.allotments.list_held()}
    owed = {code: minor for code, minor in day.credits.items() if minor}
    assert {code: held.get(money_resource("store_credit", "GYD", code)) for code in owed} == owed


GIVING: tuple[Callable[[Day, int], None], ...] = (
    sell_cheaper,
    give_something,
    sell_by_weight,
    sell_for_credit,
)
