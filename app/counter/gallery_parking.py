"""Parked sales of the till in memory, as a test or a scene sets them."""

from dataclasses import dataclass, field
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
            recall_cart=lambda _session, edition_id: self._recall(holder, edition_id, at),
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
        return self._set_aside(holder, at, request.reason, request.name)

    def _set_aside(
        self, holder: CartHolder, at: datetime, reason: str = "", name: str = ""
    ) -> Parked:
        self.parked_count += 1
        cart = holder.cart
        entry = ParkedEntry(
            edition_id=f"edition-{self.parked_count}",
            number=self.parked_count,
            till_label="",
            parked_at=at,
            reason=reason,
            lines=cart.lines,
            total=Money.total_of((line.gross for line in cart.lines), cart.currency),
            is_local=any(line.shipment is not None for line in cart.lines),
            is_disputed=False,
            name=name,
        )
        self.entries = (entry, *self.entries)
        holder.cart = new_cart(f"cart after {entry.edition_id}", cart.currency)
        return Parked(edition_id=entry.edition_id, number=entry.number, is_local=entry.is_local)

    def _recall(self, holder: CartHolder, edition_id: str, at: datetime) -> Recalled:
        self._fail()
        entry = self._take(edition_id)
        parked = None if holder.cart.is_empty else self._set_aside(holder, at)
        holder.cart = Cart(
            cart_id=f"cart of {edition_id}",
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
        return holder.cart
