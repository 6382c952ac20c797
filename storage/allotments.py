"""What this till was allotted: held, set aside for carts, used, asked back (sync rules 9).

Only what was granted to the current stream is held: a till that began a new one holds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.holding import ResourceTotal, Standing
from storage.allotment_tables import (
    allotment,
    allotment_recall,
    allotment_reservation,
    allotment_state,
    allotment_use,
)
from storage.feed_versions import find_shown
from storage.streams import Streams
from sync.protocol.allotment_bodies import ResourceChanged

PUT_RIGHT_MAX = timedelta(minutes=1)
"""A clock that goes back by less is put right by the network, in the middle of a tender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Units of a resource held and not spent; ``touched_at`` is None where none ever was used."""

    resource: str
    held: int
    touched_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """What one cart claims of a resource from ``made_at`` until ``until_at`` (UTC).

    A clock that is set back behind the first ends it as well: it lasts no longer than it was made
    for (sync rule 7.5). ``quantity`` is set aside of what is held, ``asked`` is wanted beyond it
    while a customer waits, ``excepted`` may be used above it, by the word of ``exception_by`` (a
    staff id).
    """

    cart_id: str
    resource: str
    quantity: int
    made_at: datetime
    until_at: datetime
    asked: int = 0
    excepted: int = 0
    exception_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllotmentBook:
    """What there is to do about allotments, at one look: most tills on most days have none.

    ``is_empty`` says that nothing is held, asked back, claimed or was used lately.
    """

    grant_through: int
    declared_epoch: str | None
    is_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Central asks for what is held of a resource beyond ``keep``."""

    resource: str
    keep: int


class Allotments:
    """Allotments of the current stream, within one transaction."""

    def __init__(self, connection: Connection, streams: Streams) -> None:
        self._connection = connection
        self._streams = streams

    # ------------------------------------------------------------------ held
    def list_held(self) -> tuple[Holding, ...]:
        """Return what is held now, by resource; nothing before enrolment."""
        current = self._streams.find_current()
        if current is None:
            return ()
        rows = self._connection.execute(_HELD, {"of_stream": current.name})
        return tuple(
            Holding(resource=row.resource, held=row.held, touched_at=row.touched_at) for row in rows
        )

    def standings(
        self, resources: Iterable[str], cart_id: str, now: datetime
    ) -> Mapping[str, Standing]:
        """Return how each resource stands for a cart; what has run out of time counts no more."""
        wanted = list(dict.fromkeys(resources))
        held = {each.resource: each.held for each in self.list_held()}
        claims = [each for each in self.list_reservations(now) if each.resource in wanted]
        mine = {each.resource: each for each in claims if each.cart_id == cart_id}
        standings: dict[str, Standing] = {}
        for resource in wanted:
            own = mine.get(resource)
            standings[resource] = Standing(
                held=held.get(resource, 0),
                elsewhere=sum(
                    each.quantity
                    for each in claims
                    if each.resource == resource and each.cart_id != cart_id
                ),
                excepted=0 if own is None else own.excepted,
                exception_by=None if own is None else own.exception_by,
                told=self.find_total(resource),
            )
        return standings

    def find_total(self, resource: str) -> ResourceTotal | None:
        """Return what central last told of a resource, or None where it never did."""
        row = find_shown(self._connection, "resource", resource)
        if row is None:
            return None
        told = ResourceChanged.model_validate_json(row.body)
        return ResourceTotal(total=told.total, free=told.free, as_of=told.as_of)

    def take(self, resource: str, quantity: int, at: datetime | None = None) -> None:
        """Take units out of what is held: spent at a time, or given back (None).

        Raises ValueError when that many are not held: the caller has not looked.
        """
        key = {"of_stream": self._streams.get_current().name, "of_resource": resource}
        done = self._connection.execute(_TAKE, {**key, "less": quantity, "spent_at": at})
        if done.rowcount != 1:
            raise ValueError(f"{quantity} of {resource} are not held")

    def hold(self, resource: str, quantity: int) -> None:
        """Hold units that this till made itself, in its current stream: a credit it issued."""
        key = {"stream": self._streams.get_current().name, "resource": resource, "held": quantity}
        self._connection.execute(_HOLD_MORE, key)

    # ------------------------------------------------------------------ set aside
    def list_reservations(self, now: datetime) -> tuple[Reservation, ...]:
        """Return the claims that hold now, by cart and resource."""
        rows = self._connection.execute(_RESERVATIONS, _at(now)).mappings()
        return tuple(Reservation(**row) for row in rows)

    def reserve(self, claim: Reservation) -> None:
        """Keep a cart's claim, in place of the one that it had."""
        values = {name: getattr(claim, name) for name in claim.__slots__}
        self._connection.execute(_RESERVE, values)

    def release(self, cart_id: str) -> None:
        """Give up every claim of a cart."""
        self._connection.execute(_RELEASE, {"of_cart": cart_id})

    def release_expired(self, now: datetime) -> int:
        """Delete claims whose time is over; return how many. They counted no more already."""
        return self._connection.execute(_RELEASE_OLD, _at(now)).rowcount

    # ------------------------------------------------------------------ used
    def note_use(self, resource: str, day: date, quantity: int) -> None:
        """Count what was used on a business date; what is asked for follows it."""
        self._connection.execute(_USE, {"resource": resource, "day": day, "quantity": quantity})

    def recent_use(self, since: date) -> Mapping[str, int]:
        """Return what was used of each resource from a day on."""
        rows = self._connection.execute(_RECENT, {"since": since})
        return {row.resource: int(row.used) for row in rows}

    def forget_use(self, before: date) -> int:
        """Delete what was used before a day; return how many rows."""
        return self._connection.execute(_FORGET_USE, {"before": before}).rowcount

    def has_older(self, now: datetime, day: date) -> bool:
        """Tell whether there are claims whose time is over, or use from before a day."""
        return bool(self._connection.scalar(_HAS_OLDER, {**_at(now), "before": day}))

    # ------------------------------------------------------------------ told and asked by central
    def book(self) -> AllotmentBook:
        """Return the highest grant number seen, the epoch declared in, and whether there is more.

        The numbers are of the till, whatever stream they came for.
        """
        row = self._connection.execute(_BOOK).one()
        return AllotmentBook(
            grant_through=int(row.grant_through or 0),
            declared_epoch=row.declared_epoch,
            is_empty=not row.has_any,
        )

    def note_declared(self, epoch: str) -> None:
        """Keep that this till said in an epoch what it holds."""
        self._connection.execute(_DECLARED, {"declared_epoch": epoch})

    def list_recalls(self) -> tuple[Recall, ...]:
        """Return what central asks back, by resource."""
        rows = self._connection.execute(_RECALLS)
        return tuple(Recall(resource=row.resource, keep=row.keep) for row in rows)

    def forget_recall(self, resource: str) -> None:
        """What central asked for is on its way, or there was nothing of it."""
        self._connection.execute(_FORGET_RECALL, {"of_resource": resource})

    def begin_stream(self, name: str) -> None:
        """A new stream holds nothing: drop what older ones held, and every claim on it."""
        self._connection.execute(_DROP_HELD, {"of_stream": name})
        self._connection.execute(allotment_reservation.delete())
        self._connection.execute(allotment_recall.delete())


def _at(now: datetime) -> dict[str, datetime]:
    """What a claim is compared with; a clock that is put right by a little ends none."""
    return {"at": now, "soon": now + PUT_RIGHT_MAX}


def release_all(connection: Connection) -> None:
    """Give up every claim: the program starts, and whoever was paying has to begin anew."""
    connection.execute(allotment_reservation.delete())


_HELD = (
    sa.select(allotment.c.resource, allotment.c.held, allotment.c.touched_at)
    .where(allotment.c.stream == sa.bindparam("of_stream"), allotment.c.held > 0)
    .order_by(allotment.c.resource)
)
_TAKE = (
    allotment.update()
    .where(
        allotment.c.stream == sa.bindparam("of_stream"),
        allotment.c.resource == sa.bindparam("of_resource"),
        allotment.c.held >= sa.bindparam("less"),
    )
    .values(
        held=allotment.c.held - sa.bindparam("less"),
        touched_at=sa.func.coalesce(
            sa.bindparam("spent_at", type_=allotment.c.touched_at.type), allotment.c.touched_at
        ),
    )
)
_NEW_HELD = insert(allotment)
_HOLD_MORE = _NEW_HELD.on_conflict_do_update(
    index_elements=["stream", "resource"],
    set_={"held": allotment.c.held + _NEW_HELD.excluded.held},
)
_DROP_HELD = allotment.delete().where(allotment.c.stream != sa.bindparam("of_stream"))
_IS_OVER = sa.or_(
    allotment_reservation.c.until_at <= sa.bindparam("at"),
    allotment_reservation.c.made_at > sa.bindparam("soon"),
)
_RESERVATIONS = (
    allotment_reservation.select()
    .where(sa.not_(_IS_OVER))
    .order_by(allotment_reservation.c.cart_id, allotment_reservation.c.resource)
)
_NEW_CLAIM = insert(allotment_reservation)
_RESERVE = _NEW_CLAIM.on_conflict_do_update(
    index_elements=["cart_id", "resource"],
    set_={
        name: _NEW_CLAIM.excluded[name]
        for name in ("quantity", "asked", "excepted", "exception_by", "made_at", "until_at")
    },
)
_RELEASE = allotment_reservation.delete().where(
    allotment_reservation.c.cart_id == sa.bindparam("of_cart")
)
_RELEASE_OLD = allotment_reservation.delete().where(_IS_OVER)
_NEW_USE = insert(allotment_use)
_USE = _NEW_USE.on_conflict_do_update(
    index_elements=["resource", "day"],
    set_={"quantity": allotment_use.c.quantity + _NEW_USE.excluded.quantity},
)
_RECENT = (
    sa.select(allotment_use.c.resource, sa.func.sum(allotment_use.c.quantity).label("used"))
    .where(allotment_use.c.day >= sa.bindparam("since"))
    .group_by(allotment_use.c.resource)
    .order_by(allotment_use.c.resource)
)
_FORGET_USE = allotment_use.delete().where(allotment_use.c.day < sa.bindparam("before"))
_HAS_OLDER = sa.select(
    sa.or_(
        sa.exists(sa.select(sa.literal(1)).where(_IS_OVER)),
        sa.exists(sa.select(sa.literal(1)).where(allotment_use.c.day < sa.bindparam("before"))),
    )
)
_BOOK = sa.select(
    sa.select(allotment_state.c.grant_through).scalar_subquery().label("grant_through"),
    sa.select(allotment_state.c.declared_epoch).scalar_subquery().label("declared_epoch"),
    sa.or_(
        *(
            sa.exists(sa.select(sa.literal(1)).select_from(table))
            for table in (allotment, allotment_reservation, allotment_recall, allotment_use)
        )
    ).label("has_any"),
)
_NEW_STATE = insert(allotment_state).values(
    only=1, grant_through=0, declared_epoch=sa.bindparam("declared_epoch")
)
_DECLARED = _NEW_STATE.on_conflict_do_update(
    index_elements=["only"], set_={"declared_epoch": _NEW_STATE.excluded.declared_epoch}
)
_RECALLS = allotment_recall.select().order_by(allotment_recall.c.resource)
_FORGET_RECALL = allotment_recall.delete().where(
    allotment_recall.c.resource == sa.bindparam("of_resource")
)
