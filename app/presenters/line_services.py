"""What changing a line asks of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from app.use_cases.change_line import GiveDiscount, GiveFree, OverridePrice, WeighLine
from app.use_cases.ring_up import RingUp
from app.use_cases.till import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LineServices:
    """Discounts, prices, gifts, notes, weights, and what is taken out with somebody's yes.

    The last argument of ``change_quantity``, ``remove_line`` and ``void_cart`` is who signed.
    """

    discount_cap: Callable[[Session], int]
    discount: Callable[[Session, GiveDiscount], object]
    set_price: Callable[[Session, OverridePrice], object]
    give_free: Callable[[Session, GiveFree], object]
    weigh: Callable[[Session, WeighLine], object]
    note: Callable[[Session, int, str, int], object]
    change_quantity: Callable[[Session, int, int, int, str | None], object]
    remove_line: Callable[[Session, int, int, str | None], object]
    void_cart: Callable[[Session, int, str | None], object]
    ring_up: Callable[[Session, RingUp], object]
