"""The customer does not pay after all: what was set aside for the cart is free again."""

from app.use_cases.till import Till


def cancel_tender(till: Till, cart_id: str) -> None:
    """Give up what a cart claimed, exceptions and wishes included; the cart stays as it is."""
    with till.db.unit_of_work(durable=False) as uow:
        uow.allotments.release(cart_id)
        uow.commit()
