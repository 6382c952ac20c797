"""Whatever is asked, answered, taken, left and paid, no shipment goes at a price nobody signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.use_cases import special_quotes, take_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.remove_line import remove_line
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import WindwardError
from domain.money import Money
from domain.quote import Quote
from domain.sale import complete_sale
from domain.special_quote import SpecialQuote, quote_of
from storage.special_quotes import SpecialQuotes
from tests.helpers.builders import SUPERVISOR, a_till, an_open_shift, clock_of, gyd, pay
from tests.helpers.ledger_checks import complaints
from tests.helpers.shipment_builders import a_shipment
from tests.unit.app.use_cases.test_special_quotes import HEAVY, ask, price

NAMES = ("quote-1", "quote-2", "quote-3")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ("ask", "price", "decline", "take", "remove", "pay", "pay", "wait", "ready")
        ),
        st.sampled_from(NAMES),
        st.integers(1, 90_000),
    ),
    min_size=6,
    max_size=24,
)


def remove_last(till: Till, session: Session, cart: Cart) -> None:
    last = cart.lines[-1].line_no
    remove_line(till, session, last, cart.version, SUPERVISOR.staff_id)


def do(till: Till, session: Session, deed: tuple[str, str, int]) -> None:
    what, name, number = deed
    shipment = replace(HEAVY, shipment_id=f"shipment-{name}")
    deeds: dict[str, Callable[[], object]] = {
        "ask": lambda: ask(till, session, shipment, name),
        "price": lambda: price(till, session, gyd(number), hours=1 + number % 48, name=name),
        "decline": lambda: price(till, session, None, name=name),
        "take": lambda: special_quotes.book_with_quote(till, session, name),
        "remove": lambda: remove_last(till, session, current_cart(till, session).cart),
        "ready": lambda: book_at(till, session, name, gyd(number)),
        "pay": lambda: pay(till, session, current_cart(till, session).cart),
        "wait": lambda: clock_of(till).go_on(timedelta(minutes=number % 3_000)),
    }
    try:
        deeds[what]()
    except (WindwardError, IndexError):
        return  # a sentence for the cashier: nothing happened


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=DEEDS)
def test_no_random_row_of_deeds_books_at_a_price_that_nobody_signed(
    deeds: list[tuple[str, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    till = a_till(tmp_path_factory.mktemp("quotes"))
    session, _ = an_open_shift(till)

    for deed in deeds:
        do(till, session, deed)

    assert complaints(till.db) == []


# ------------------------------------------------------------------ planted bugs


def found(till: Till) -> list[str]:
    check = "special_prices_are_signed"
    return [each for each in complaints(till.db) if each.startswith(check)]


def book_at(
    till: Till, session: Session, name: str = "quote-1", amount: Money | None = None
) -> None:
    shipment = replace(HEAVY, shipment_id=f"shipment-{name}")
    ask(till, session, shipment, name)
    price(till, session, amount or gyd(48_500), name=name)
    special_quotes.book_with_quote(till, session, name)


def cheaper(special: SpecialQuote, *rest: object) -> Quote:
    quote = REAL(special, *rest)  # type: ignore[arg-type]  # passed on untouched
    half = Money(quote.total.amount_minor // 2, quote.total.currency)
    return replace(quote, total=half, lines=(replace(quote.lines[0], amount=half),))


REAL = quote_of


def test_a_planted_price_that_nobody_answered_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    session, _ = an_open_shift(till)
    monkeypatch.setattr(special_quotes, "quote_of", cheaper)
    monkeypatch.setattr(take_payment, "require_specials", lambda *_: None)

    book_at(till, session)
    pay(till, session, current_cart(till, session).cart)

    assert [each for each in found(till) if "which nobody answered" in each]


def test_a_planted_second_use_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    till = a_till(tmp_path)
    session, _ = an_open_shift(till)
    monkeypatch.setattr(take_payment, "use_special", lambda *_: None)
    real = SpecialQuotes.find_draft
    ids = iter(("shipment-a", "shipment-b"))
    monkeypatch.setattr(take_payment, "require_specials", lambda *_: None)

    def another(self: SpecialQuotes, quote_id: str) -> object:
        draft = real(self, quote_id)
        assert draft is not None
        return replace(draft, shipment_id=next(ids))

    ask(till, session, replace(HEAVY, shipment_id="shipment-a"))
    price(till, session)
    monkeypatch.setattr(SpecialQuotes, "find_draft", another)
    for _ in range(2):
        special_quotes.book_with_quote(till, session, "quote-1")
        pay(till, session, current_cart(till, session).cart)

    assert [each for each in found(till) if "used before" in each]


def test_a_planted_booking_after_the_end_and_of_other_goods_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    session, _ = an_open_shift(till)
    monkeypatch.setattr(take_payment, "require_specials", lambda *_: None)
    monkeypatch.setattr(take_payment, "complete_sale", _careless(complete_sale))

    book_at(till, session)
    clock_of(till).go_on(timedelta(hours=25))
    with till.db.unit_of_work() as uow:
        cart = uow.carts.find_open()
        assert cart is not None
        light = replace(a_shipment(), shipment_id="shipment-quote-1")
        lines = tuple(replace(line, shipment=light) for line in cart.lines)
        uow.carts.save(replace(cart, lines=lines, version=cart.version + 1))
        uow.commit()
    pay(till, session, current_cart(till, session).cart)

    said = " ".join(found(till))
    assert "had ended" in said
    assert "is not the shipment" in said


def _careless(real: Callable[..., object]) -> Callable[..., object]:
    def complete(cart: Cart, rules: object, tenders: object, context: object) -> object:
        lines = tuple(
            replace(line, quoted_until=context.at)  # type: ignore[attr-defined]  # a SaleContext
            for line in cart.lines
        )
        return real(replace(cart, lines=lines), rules, tenders, context)

    return complete
