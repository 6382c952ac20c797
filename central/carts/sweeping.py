"""Carts that nobody came back for: they expire, and later leave the feed (sync rule 12.9).

A bounded piece with every fact of the store's carts, so that nothing has to run for it.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from central.carts.booking import CartPlace, load_cart
from central.carts.tables import cart_edition, shared_cart
from central.carts.telling import tell_cart, withdraw_cart
from domain.shared_cart import TO_CONFIRM, ParkingRule

EXPIRE_MAX = 20
WITHDRAW_MAX = 20
WITHDRAWN_AFTER = timedelta(days=14)


def sweep_carts(place: CartPlace, rule: ParkingRule) -> None:
    """Expire what was parked for longer than the rule says, by central's own clock.

    Carts that are over leave the feed later. A cart that another process is writing just now is
    left for the next time.
    """
    is_old = _is_old(place.writing.at, rule)
    for root_id in _overdue(place, is_old):
        shared = load_cart(place, root_id)
        for edition_id in shared.in_play():
            if shared.state_of(edition_id) == "parked":
                _expire(place, edition_id, is_old)
        shared = load_cart(place, root_id)
        tell_cart(place.writing, place.key.organisation_id, shared)
        _keep(place, root_id, is_settled=int(shared.is_settled))
    for root_id in _over(place):
        withdraw_cart(place.writing, place.key.organisation_id, root_id)
        _keep(place, root_id, is_withdrawn=1)


def _is_old(now: datetime, rule: ParkingRule) -> sa.ColumnElement[bool]:
    """Whether an edition was parked for too long: orders wait longer than customers do."""
    is_order, received_at = cart_edition.c.reason == TO_CONFIRM, cart_edition.c.received_at
    return sa.or_(
        sa.and_(~is_order, received_at < now - timedelta(hours=rule.hours)),
        sa.and_(is_order, received_at < now - timedelta(hours=rule.order_hours)),
    )


def _overdue(place: CartPlace, is_old: sa.ColumnElement[bool]) -> list[str]:
    parked = sa.select(cart_edition.c.root_id).where(
        cart_edition.c.organisation_id == place.key.organisation_id,
        cart_edition.c.store_id == place.store_id,
        cart_edition.c.told == "parked+",
        is_old,
    )
    return _locked(place, shared_cart.c.root_id.in_(parked), EXPIRE_MAX)


def _over(place: CartPlace) -> list[str]:
    is_over = sa.and_(
        shared_cart.c.is_settled == 1,
        shared_cart.c.is_withdrawn == 0,
        shared_cart.c.touched_at < place.writing.at - WITHDRAWN_AFTER,
    )
    return _locked(place, is_over, WITHDRAW_MAX)


def _locked(place: CartPlace, condition: sa.ColumnElement[bool], most: int) -> list[str]:
    """Return roots of this store, locked; those that somebody else has locked are passed over."""
    statement = (
        sa.select(shared_cart.c.root_id)
        .where(
            shared_cart.c.organisation_id == place.key.organisation_id,
            shared_cart.c.store_id == place.store_id,
            condition,
        )
        .order_by(shared_cart.c.root_id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(place.writing.connection.scalars(statement))


def _expire(place: CartPlace, edition_id: str, is_old: sa.ColumnElement[bool]) -> None:
    place.writing.connection.execute(
        sa.update(cart_edition)
        .where(
            cart_edition.c.organisation_id == place.key.organisation_id,
            cart_edition.c.edition_id == edition_id,
            is_old,
        )
        .values(expired_at=place.writing.at)
    )


def _keep(place: CartPlace, root_id: str, **values: int) -> None:
    place.writing.connection.execute(
        sa.update(shared_cart)
        .where(
            shared_cart.c.organisation_id == place.key.organisation_id,
            shared_cart.c.root_id == root_id,
        )
        .values(**values)
    )
