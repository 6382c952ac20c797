"""How long until a sale is on the disk, beside a bare commit of the same bytes on the same disk.

Sales and bare commits take turns, so that whatever else the computer does hits both alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import partial

from app.use_cases.scan import Added, scan
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from benchmarks.bare_file import bare_file
from benchmarks.effort import Effort
from benchmarks.figures import Figure, spread
from benchmarks.goods import CURRENCY, gtin_13
from benchmarks.percentiles import median, ratio_of_medians
from benchmarks.shop import Shop, Shops
from benchmarks.stopwatch import timed
from domain.cart import Cart
from domain.money import Money
from domain.tender import cash_tender

_CART = (0, 1, 2, 2, 3)
"""A typical cart: four lines, one of them twice."""
_CART_STEP = 7_919  # prime: carts wander over the whole catalog
_CASH = Money(50_000_000, CURRENCY)


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Take cash for cart after cart, durably; each time commit the same bytes bare."""
    sales_ns: list[int] = []
    floor_ns: list[int] = []
    sizes: list[int] = []
    with shops.open(rows) as shop, bare_file(shop.folder.data) as bare:
        for number in range(effort.warm_ups + effort.sales):
            request = fill_cart(shop, number)
            sale_ns, completed = timed(partial(take_payment, shop.till, shop.session, request))
            payload = kept_bytes(shop, completed)
            bare_ns, _ = timed(partial(bare.commit, payload))
            if number >= effort.warm_ups:
                sales_ns.append(sale_ns)
                floor_ns.append(bare_ns)
                sizes.append(len(payload))
    return _figures(rows, sales_ns, floor_ns, sizes)


def _figures(
    rows: int, sales_ns: Sequence[int], floor_ns: Sequence[int], sizes: Sequence[int]
) -> list[Figure]:
    ratio = round(float(ratio_of_medians(sales_ns, floor_ns)), 2)
    size = float(median(sizes))
    return [
        *spread("commit", rows, sales_ns),
        Figure(case="commit", rows=rows, metric="ratio", value=ratio, unit="x"),
        *spread("commit.floor", rows, floor_ns),
        Figure(case="commit.floor", rows=rows, metric="size", value=size, unit="B"),
    ]


def fill_cart(shop: Shop, number: int) -> TakePayment:
    """Scan a typical cart and return the key press that pays it."""
    items = [(number * len(_CART) + place) * _CART_STEP % shop.rows for place in _CART]
    *_, cart = [scan_into_cart(shop, item) for item in items]
    return TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(_CASH),)
    )


def scan_into_cart(shop: Shop, item: int) -> Cart:
    """Scan a product's code. Raises TypeError where it does not simply go into the cart."""
    answer = scan(shop.till, shop.session, gtin_13(item))
    if not isinstance(answer, Added):
        raise TypeError(f"product {item} did not go into the cart: {answer}")
    return answer.cart


def kept_bytes(shop: Shop, completed: CompletedSale) -> bytes:
    """Return all that a sale keeps as one text: its operation, its figures and its receipt."""
    with shop.till.db.reading() as uow:
        stream = uow.till.current_stream()
        (operation,) = uow.outbox.list_operations(stream.name, first_seq=stream.head_seq)
    ledger = operation.facts + operation.prev_hash + operation.hash + operation.signature
    texts = (*_leaves(completed.sale), *completed.receipt_lines)
    return ledger + "\n".join(texts).encode()


def _leaves(value: object) -> Iterator[str]:
    """Walk nested values down to their texts and numbers, as rows of a database would keep them."""
    if is_dataclass(value):
        for each in fields(value):
            yield from _leaves(getattr(value, each.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)
