"""How long from a barcode to its line in the cart, and on the screen."""

from functools import partial

from app.use_cases.current_cart import current_cart
from app.use_cases.scan import Added, scan
from app.use_cases.take_payment import TakePayment, take_payment
from benchmarks.counter import Counter, a_counter
from benchmarks.effort import Effort
from benchmarks.figures import Figure, spread
from benchmarks.goods import CURRENCY, gtin_13
from benchmarks.shop import Shop, Shops
from benchmarks.stopwatch import timed
from domain.money import Money
from domain.tender import cash_tender

_LINES_MAX = 10
"""Scanned into one cart before it is paid."""
_STEP = 104_729  # prime: scans wander over the whole catalog
_CASH = Money(100_000_000, CURRENCY)


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Scan code after code into carts that are paid, unmeasured, at ten lines."""
    with shops.open(rows) as shop:
        use_case_ns = _scan_use_case(shop, effort)
    with shops.open(rows) as shop:
        screen_ns = _scan_to_screen(shop, effort)
    return [*spread("scan", rows, use_case_ns), *spread("scan.screen", rows, screen_ns)]


def _scan_use_case(shop: Shop, effort: Effort) -> list[int]:
    times = []
    for number in range(effort.warm_ups + effort.scans):
        code = _code(shop, number)
        time_ns, answer = timed(partial(scan, shop.till, shop.session, code))
        if not isinstance(answer, Added):
            raise TypeError(f"scan {number} did not go into the cart: {answer}")
        times.append(time_ns)
        if len(answer.cart.lines) >= _LINES_MAX:
            _pay(shop)
    return times[effort.warm_ups :]


def _scan_to_screen(shop: Shop, effort: Effort) -> list[int]:
    counter = a_counter(shop)
    times = []
    for number in range(effort.warm_ups + effort.scans):
        code = _code(shop, number)
        time_ns, _ = timed(partial(counter.presenter.on_enter, code))
        times.append(time_ns)
        if _lines_shown(counter) >= _LINES_MAX:
            _pay(shop)
            counter.presenter.reload()
    return times[effort.warm_ups :]


def _lines_shown(counter: Counter) -> int:
    shown = len(counter.view.state.cart.rows)
    if not shown:
        raise RuntimeError("a scan did not reach the screen")
    return shown


def _code(shop: Shop, number: int) -> str:
    return gtin_13(number * _STEP % shop.rows)


def _pay(shop: Shop) -> None:
    cart = current_cart(shop.till, shop.session).cart
    asked = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(_CASH),)
    )
    take_payment(shop.till, shop.session, asked)
