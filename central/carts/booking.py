"""What tills say of carts is added to what is known, and told to the store (sync rules 12)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.carts.tables import cart_edition, cart_fact, shared_cart
from central.carts.telling import tell_cart
from central.database import Writing
from central.operation_key import OperationKey
from central.tables import till
from domain.errors import Conflict
from domain.shared_cart import Edition, Payment, SharedCart, with_edition
from sync.protocol.body_parts import Body
from sync.protocol.cart_bodies import CartDropped, CartParked, CartRecalled, CartsMerged


@dataclass(frozen=True, slots=True, kw_only=True)
class CartPlace:
    """The operation that says something of a cart: where it stands and when it was written."""

    writing: Writing
    key: OperationKey
    store_id: str
    stated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidTwice:
    """One cart, several sales: a person must look (sync rule 12.7)."""

    receipts: tuple[str, ...]


def book_cart_fact(place: CartPlace, body: Body) -> PaidTwice | None:
    """Add what an operation says of a cart, and publish what it changes.

    Returns the receipts if it comes to light by this that one cart was paid more than once. Raises
    Conflict where an edition of that id belongs to another cart.
    """
    assert isinstance(body, CartParked | CartRecalled | CartsMerged | CartDropped)
    _lock_root(place, body.root)
    before = load_cart(place, body.root)
    if isinstance(body, CartParked):
        _add_parked(place, body)
        _note(place, "parked", body.edition)
    elif isinstance(body, CartRecalled):
        _add_held(place, body, body.version, (body.edition,))
        _note(place, "recalled", body.edition)
    elif isinstance(body, CartsMerged):
        _add_held(place, body, body.version, body.parents)
        _note(place, "merged", body.cart_id)
    else:
        _note(place, "dropped", body.edition)
    return _settle(place, before)


def book_payment(place: CartPlace, cart_id: str, receipt: str) -> PaidTwice | None:
    """Note which cart a sale paid, and publish it if the cart is shared.

    Returns the receipts if another edition of it was paid before. A cart that nobody shared can be
    paid twice only by a till and its copy: that is a fork's case, or a restored till's.
    """
    connection, organisation_id = place.writing.connection, place.key.organisation_id
    asked = {"of_organisation": organisation_id, "of_edition": cart_id}
    root_id = connection.scalar(_ROOT_OF, asked)
    if root_id is None:
        _note(place, "paid", cart_id, receipt=receipt)
        return None
    _lock_root(place, root_id)
    before = load_cart(place, root_id)
    _note(place, "paid", cart_id, receipt=receipt)
    return _settle(place, before)


def load_cart(place: CartPlace, root_id: str) -> SharedCart:
    """Return all that is known of a cart."""
    rows = place.writing.connection.execute(
        sa.select(
            cart_edition.c.edition_id,
            cart_edition.c.kind,
            cart_edition.c.parents,
            cart_edition.c.expired_at,
        ).where(
            cart_edition.c.organisation_id == place.key.organisation_id,
            cart_edition.c.root_id == root_id,
        )
    ).all()
    shared = SharedCart(root_id=root_id)
    for row in rows:
        parents = tuple(json.loads(row.parents))
        edition = Edition(edition_id=row.edition_id, kind=row.kind, parents=parents)
        shared = with_edition(shared, edition)
    known = tuple(shared.editions)
    return SharedCart(
        root_id=root_id,
        editions=shared.editions,
        payments=frozenset(_payments(place, known)),
        dropped=frozenset(_facts_of(place, known, "dropped")),
        expired=frozenset(row.edition_id for row in rows if row.expired_at is not None),
    )


def _settle(place: CartPlace, before: SharedCart) -> PaidTwice | None:
    """Tell the store what is new, keep whether anything can be paid, and find a second payment."""
    now = load_cart(place, before.root_id)
    tell_cart(place.writing, place.key.organisation_id, now)
    place.writing.connection.execute(
        sa.update(shared_cart)
        .where(*_of_root(place, now.root_id))
        .values(is_settled=int(now.is_settled))
    )
    if len(now.payments) <= max(len(before.payments), 1):
        return None
    return PaidTwice(receipts=tuple(sorted(payment.receipt for payment in now.payments)))


def _lock_root(place: CartPlace, root_id: str) -> None:
    """Count up the root's version, which keeps every other writer of it waiting until the commit.

    A new root that two tills begin at one moment breaks the primary key for one of them, whose
    batch comes again.
    """
    connection, at = place.writing.connection, place.writing.at
    counted = connection.execute(
        sa.update(shared_cart)
        .where(*_of_root(place, root_id))
        .values(row_version=shared_cart.c.row_version + 1, touched_at=at, is_withdrawn=0)
    )
    if counted.rowcount:
        return
    connection.execute(
        sa.insert(shared_cart).values(
            organisation_id=place.key.organisation_id,
            root_id=root_id,
            store_id=place.store_id,
            row_version=1,
            touched_at=at,
            is_settled=0,
            is_withdrawn=0,
        )
    )


def _add_parked(place: CartPlace, body: CartParked) -> None:
    _add_held(place, body, max(body.version - 1, 1), body.came_from)
    _add(
        place,
        {
            "edition_id": body.edition,
            "root_id": body.root,
            "kind": "parked",
            "version": body.version,
            "parents": json.dumps([body.cart_id]),
            "number": body.number,
            "reason": body.reason,
            "origin": body.origin,
            "currency": body.currency,
            "total_minor": body.total_minor,
            "lines": json.dumps(
                [line.model_dump(mode="json", exclude_none=True) for line in body.lines]
            ),
            "terms": body.model_dump_json(include={"discount", "customer_id"}, exclude_none=True),
        },
    )


def _add_held(
    place: CartPlace,
    body: CartParked | CartRecalled | CartsMerged,
    version: int,
    parents: tuple[str, ...],
) -> None:
    """Add an open cart with its version and what it came from, unless it is known."""
    _add(
        place,
        {
            "edition_id": body.cart_id,
            "root_id": body.root,
            "kind": "held",
            "version": version,
            "parents": json.dumps(parents),
            "number": 0,
            "reason": "",
            "origin": "counter",
            "currency": body.currency,
            "total_minor": 0,
            "lines": "[]",
        },
    )


def _add(place: CartPlace, values: Mapping[str, object]) -> None:
    connection, organisation_id = place.writing.connection, place.key.organisation_id
    known = connection.execute(
        sa.select(cart_edition.c.root_id, cart_edition.c.lines).where(
            cart_edition.c.organisation_id == organisation_id,
            cart_edition.c.edition_id == values["edition_id"],
        )
    ).one_or_none()
    if known is None:
        fresh: dict[str, object] = {
            **values,
            "organisation_id": organisation_id,
            "store_id": place.store_id,
            "till_label": _label(place),
            "stated_at": place.stated_at,
            "received_at": place.writing.at,
            "told": "",
        }
        connection.execute(sa.insert(cart_edition).values(fresh))
    elif (known.root_id, known.lines) != (values["root_id"], values["lines"]):
        raise Conflict(
            "A cart of that name is another",
            f"{values['edition_id']} came before with other lines, or of another sale. Both are"
            " kept as they came.",
        )


def _label(place: CartPlace) -> str:
    label: str = place.writing.connection.execute(
        sa.select(till.c.label).where(
            till.c.organisation_id == place.key.organisation_id,
            till.c.till_id == place.key.till_id,
        )
    ).scalar_one()
    return label


def _note(place: CartPlace, what: str, edition_id: str, *, receipt: str | None = None) -> None:
    row = {
        **place.key.columns(),
        "store_id": place.store_id,
        "what": what,
        "edition_id": edition_id,
        "receipt": receipt,
    }
    place.writing.connection.execute(cart_fact.insert(), row)


def _payments(place: CartPlace, editions: tuple[str, ...]) -> list[Payment]:
    """Every sale of these carts; two of one receipt number, as forks have, count as two."""
    found: dict[tuple[str, str], int] = {}
    payments: list[Payment] = []
    for paid in _rows_of(place, editions, "paid"):
        again = found[paid] = found.get(paid, 0) + 1
        edition_id, receipt = paid
        payments.append(Payment(edition_id, receipt if again == 1 else f"{receipt} ({again})"))
    return payments


def _facts_of(place: CartPlace, editions: tuple[str, ...], what: str) -> list[str]:
    return [edition_id for edition_id, _ in _rows_of(place, editions, what)]


def _rows_of(place: CartPlace, editions: tuple[str, ...], what: str) -> list[tuple[str, str]]:
    """Return edition and receipt of each fact of a kind; no receipt is an empty one."""
    rows = place.writing.connection.execute(
        sa.select(cart_fact.c.edition_id, cart_fact.c.receipt)
        .where(
            cart_fact.c.organisation_id == place.key.organisation_id,
            cart_fact.c.edition_id.in_(editions),
            cart_fact.c.what == what,
        )
        .order_by(cart_fact.c.stream, cart_fact.c.branch, cart_fact.c.seq)
    )
    return [(row.edition_id, row.receipt or "") for row in rows]


def _of_root(place: CartPlace, root_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        shared_cart.c.organisation_id == place.key.organisation_id,
        shared_cart.c.root_id == root_id,
    )


_ROOT_OF = sa.select(cart_edition.c.root_id).where(
    cart_edition.c.organisation_id == sa.bindparam("of_organisation"),
    cart_edition.c.edition_id == sa.bindparam("of_edition"),
)
