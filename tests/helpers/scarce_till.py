"""A till to which something scarce was granted, and what people do with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from app.use_cases.allow_exception import AllowException
from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.start_tender import StartTender, TenderStarted, start_tender
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.staff import Permission
from storage.allotments import Reservation
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import SaleCompleted, ShipmentBooked
from sync.protocol.changes import Change
from sync.protocol.operation import read_facts
from tests.helpers.builders import (
    CASHIER,
    FIRST_STREAM,
    ORG_STREAM,
    STORE,
    SUPERVISOR,
    TILL_STREAM,
    a_change,
    an_item,
    tell,
)

LAMP, BOOKING = f"stock:{STORE}:lamp", f"booking:{CASHIER.staff_id}"
DEAL = an_item("lamp", "Lamp, last ones", 150_000, allotted=True, barcodes=("LAMP-1",))


@dataclass
class Place:
    """Where the next change of each stream goes."""

    till: Till
    at: Counter[str] = field(default_factory=Counter)

    def tell(self, stream: str, *changes: Change) -> None:
        self.at[stream] += 1
        tell(self.till, stream, changes, first=500 + self.at[stream])


def granted(place: Place, number: int, quantity: int, of: str = LAMP) -> None:
    body = {"number": number, "stream": FIRST_STREAM, "resource": of, "quantity": quantity}
    place.tell(TILL_STREAM, a_change("grant", str(number), body))


def limited(place: Place, till: Till, total: int = 5) -> None:
    body = {"total": total, "free": total, "as_of": till.clock.now().isoformat()}
    place.tell(ORG_STREAM, a_change("resource", BOOKING, body))


def held(till: Till, resource: str = LAMP) -> int:
    with till.db.reading() as uow:
        return {each.resource: each.held for each in uow.allotments.list_held()}.get(resource, 0)


def claims(till: Till) -> tuple[Reservation, ...]:
    with till.db.reading() as uow:
        return uow.allotments.list_reservations(till.clock.now())


def lamps(till: Till, session: Session, quantity: int = 1) -> Cart:
    return ring_up(till, session, RingUp(item_id="lamp", quantity=quantity))


def to_pay(cart: Cart) -> StartTender:
    return StartTender(cart_id=cart.cart_id, cart_version=cart.version)


def started(till: Till, session: Session, cart: Cart) -> TenderStarted:
    answer = start_tender(till, session, to_pay(cart))
    assert isinstance(answer, TenderStarted)
    return answer


def spent(till: Till) -> list[SpentBody]:
    """What the sales and bookings of the ledger say they used up."""
    with till.db.reading() as uow:
        stream = uow.till.current_stream().name
        operations = uow.outbox.list_operations(stream)
    found: list[SpentBody] = []
    for operation in operations:
        facts = read_facts(operation.facts)
        for kind, model in (("sale_completed", SaleCompleted), ("shipment_booked", ShipmentBooked)):
            if facts.kind == kind:
                found += model.model_validate(facts.body).spent
    return found


def allowed(till: Till, cart: Cart, resource: str = LAMP) -> AllowException:
    approval = approve(
        till,
        ApprovalRequest(
            staff_id=SUPERVISOR.staff_id,
            pin=SUPERVISOR.pin,
            permission=Permission.APPROVE,
            reason="limit",
        ),
    )
    return AllowException(cart_version=cart.version, resource=resource, approval=approval)
