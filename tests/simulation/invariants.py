"""What must hold after everything has healed: named pure checks over both ends and the papers."""

from collections.abc import Callable, Iterator, Mapping

from tests.simulation.afar_checks import AFAR_CHECKS
from tests.simulation.books import Book, Books, read_books
from tests.simulation.cart_checks import CART_CHECKS
from tests.simulation.central_checks import CENTRAL_CHECKS
from tests.simulation.desk_checks import DESK_CHECKS
from tests.simulation.money_checks import MONEY_CHECKS
from tests.simulation.payment_checks import PAYMENT_CHECKS
from tests.simulation.scarce_checks import SCARCE_CHECKS
from tests.simulation.till_checks import TILL_CHECKS
from tests.simulation.world import World

__all__ = ["INVARIANTS", "Book", "Books", "read_books"]

INVARIANTS: Mapping[str, Callable[[World], Iterator[str]]] = {
    **CENTRAL_CHECKS,
    **SCARCE_CHECKS,
    **MONEY_CHECKS,
    **PAYMENT_CHECKS,
    **DESK_CHECKS,
    **AFAR_CHECKS,
    **CART_CHECKS,
    **TILL_CHECKS,
}
