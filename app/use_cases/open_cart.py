"""The till's one open cart: read, made when there is none, kept without waiting for the disk.

It is the counter's, not the cashier's: it outlives locking, a restart and a change of cashier. A
cart is not a sale: it is committed without a full sync, so that a scan never waits. After a power
cut the last lines may have to be scanned again; a sale never.
"""

from datetime import date, datetime

from app.use_cases.shipment_pricing import reprice_expired
from app.use_cases.till import Till
from domain.cart import Cart, new_cart
from storage.unit_of_work import Reading, UnitOfWork


def get_open_cart(uow: Reading, till: Till) -> Cart:
    """Return the open cart, or a new empty one that nothing has kept yet."""
    cart = uow.carts.find_open()
    if cart is not None:
        return cart
    return new_cart(till.ids.new_id(), uow.till.get_till().store.currency)


def get_current_cart(uow: UnitOfWork, till: Till, on: date, now: datetime) -> Cart:
    """Return the open cart at prices that still hold, and keep it if that changed it."""
    kept = uow.carts.find_open()
    cart = get_open_cart(uow, till) if kept is None else reprice_expired(uow, kept, on, now)
    if cart is not kept:
        uow.carts.save(cart)
    return cart
