"""Parked sales of the till in memory, as a test or a scene sets them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from app.presenters.services import ParkingServices
from app.use_cases.cart_conflict import CartConflict
from app.use_cases.list_parked import ParkedEntry
from app.use_cases.park_cart import ParkCart, Parked
from app.use_cases.recall_cart import Recalled
from app.use_cases.resolve_conflict import ResolveConflict
from app.use_cases.till import Session
from domain.cart import Cart, new_cart, require_version
from domain.errors import Conflict
from domain.money import Money


class CartHolder(Protocol):
    """Who holds the open cart."""

    cart: Cart


@dataclass(slots=True)
class MemoryParking:
    """``entries`` are parked, ``conflict`` is the open cart's; ``fail_with`` is raised once."""

    entries: tuple[ParkedEntry, ...] = ()
    conflict: CartConflict | None = None
    fail_with: Exception | None = None
    settled: list[ResolveConflict] = field(default_factory=list)
    parked_count: int = 0

    def services(self, holder: CartHolder, at: datetime) -> ParkingServices:
        """The services, over the cart that ``holder`` holds."""
        return ParkingServices(
            park_cart=lambda _session, request: self._park(holder, request, at),
            list_parked=lambda: self.entries,
            recall_cart=lambda _session, *which: self._recall(holder, which, at),
            drop_parked=self._drop,
            resolve_conflict=lambda _session, request: self._resolve(holder, request),
        )

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error

    def _park(self, holder: CartHolder, request: ParkCart, at: datetime) -> Parked:
        self._fail()
        require_version(holder.cart, request.cart_version)
        return self._set_aside(holder, at, request)

    def _set_aside(self, holder: CartHolder, at: datetime, request: ParkCart) -> Parked:
        self.parked_count += 1
        cart, is_part_paid = holder.cart, request.has_tenders
        is_local = is_part_paid or any(line.shipment is not None for line in cart.lines)
        entry = ParkedEntry(
            edition_id=f"edition-{self.parked_count}",
            number=self.parked_count,
            till_label="",
            parked_at=at,
            reason=request.reason,
            lines=cart.lines,
            total=Money.total_of((line.gross for line in cart.lines), cart.currency),
            is_local=is_local,
            is_disputed=False,
            name=request.name,
            cart_id=cart.cart_id if is_local else "",
        )
        self.entries = (entry, *self.entries)
        holder.cart = new_cart(f"cart after {entry.edition_id}", cart.currency)
        return Parked(
            edition_id=entry.edition_id,
            number=entry.number,
            is_local=is_local,
            is_part_paid=is_part_paid,
        )

    def _recall(self, holder: CartHolder, which: tuple[str, str], at: datetime) -> Recalled:
        self._fail()
        edition_id, tendered = which
        entry, before = self._take(edition_id), holder.cart
        aside = ParkCart(
            cart_id=before.cart_id,
            cart_version=before.version,
            reason="making_room",
            has_tenders=tendered == before.cart_id,
        )
        parked = None if before.is_empty else self._set_aside(holder, at, aside)
        holder.cart = Cart(
            cart_id=entry.cart_id or f"cart of {edition_id}",
            version=1,
            currency=entry.total.currency,
            lines=entry.lines,
        )
        return Recalled(cart=holder.cart, parked=parked)

    def _drop(self, _session: Session, edition_id: str) -> None:
        self._fail()
        self._take(edition_id)

    def _take(self, edition_id: str) -> ParkedEntry:
        found = next((each for each in self.entries if each.edition_id == edition_id), None)
        if found is None:
            raise Conflict("That sale is not parked any more", "It is open at till 01.")
        self.entries = tuple(each for each in self.entries if each is not found)
        return found

    def _resolve(self, holder: CartHolder, request: ResolveConflict) -> Cart:
        self._fail()
        self.settled.append(request)
        self.conflict = None
        if request.choice == "theirs":
            holder.cart = new_cart("cart put away for", holder.cart.currency)
        elif request.choice != "mine":
            holder.cart = replace(holder.cart, cart_id=f"cart of {request.choice}")
        return holder.cart
