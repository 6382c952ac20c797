"""Grants, recalls and claims for the storage tests."""

from __future__ import annotations

from datetime import timedelta

from domain.holding import Standing
from storage.allotments import Reservation
from storage.database import TillDatabase
from sync.protocol.changes import Change
from tests.storage.kit import (
    MORNING,
    STREAM,
    show,
    stage,
)

TAPE, ROPE = "stock:stabroek:tape", "stock:stabroek:rope"
OWN = "till:till-gy03"
CART = "cart-1"


def own(kind: str, key: str, position: int, body: dict[str, object], *, last: int = 0) -> Change:
    return Change(
        stream=OWN, position=position, last=last or position, kind=kind, key=key, body=body
    )


def a_grant(
    number: int, quantity: int = 5, *, position: int = 0, stream: str = STREAM, of: str = TAPE
) -> Change:
    body: dict[str, object] = {
        "number": number,
        "stream": stream,
        "resource": of,
        "quantity": quantity,
    }
    return own("grant", str(number), position or number, body)


def a_recall(position: int, keep: int = 0, of: str = TAPE) -> Change:
    return own("recall", of, position, {"resource": of, "keep": keep})


def hear(db: TillDatabase, *changes: Change) -> None:
    """Stage changes of the till's own stream and show them."""
    stage(db, *changes)
    show(db, max(change.position for change in changes), OWN)


def held(db: TillDatabase) -> dict[str, int]:
    with db.reading() as uow:
        return {each.resource: each.held for each in uow.allotments.list_held()}


def grant_through(db: TillDatabase) -> int:
    with db.reading() as uow:
        return uow.allotments.book().grant_through


def reserve(db: TillDatabase, claim: Reservation) -> None:
    with db.unit_of_work() as uow:
        uow.allotments.reserve(claim)
        uow.commit()


def a_claim(quantity: int = 2, *, cart: str = CART, minutes: int = 10) -> Reservation:
    return Reservation(
        cart_id=cart,
        resource=TAPE,
        quantity=quantity,
        made_at=MORNING,
        until_at=MORNING + timedelta(minutes=minutes),
    )


def standing(db: TillDatabase, cart: str = CART, *, minutes: int = 0) -> Standing:
    with db.reading() as uow:
        at = MORNING + timedelta(minutes=minutes)
        return uow.allotments.standings([TAPE, TAPE], cart, at)[TAPE]
