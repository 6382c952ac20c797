"""Rights handed out in advance, so that a limit holds offline (bounded counters, escrow).

A resource's book says where every unit is: consumed, outstanding with tills, or in central's pool
(sync rules 9). Only central grants; a till only spends, returns and declares. Nothing here reads a
clock: time never takes a unit back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.invariants import require_int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A resource as central sees it, in whole units.

    ``outstanding`` is the sum of what all streams hold.
    """

    total: int
    consumed: int = 0
    outstanding: int = 0

    def __post_init__(self) -> None:
        for name in ("total", "consumed", "outstanding"):
            require_int(getattr(self, name), name, low=0)

    @property
    def pool(self) -> int:
        """What is neither consumed nor held.

        Below 0 where an exception, a copied till or a lowered total overdrew it (sync rule 9.1).
        """
        return self.total - self.consumed - self.outstanding

    @property
    def free(self) -> int:
        """What can be granted: the pool, and nothing where it is overdrawn."""
        return max(0, self.pool)

    def with_total(self, total: int) -> "Book":
        """Return the book after a person or the office's system set its total."""
        return replace(self, total=total)

    def released(self, units: int) -> "Book":
        """Return the book after consumed units came free again: a booking was closed."""
        return replace(self, consumed=self.consumed - units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one stream was granted of a resource, and what became of it.

    ``corrected`` is what its declarations added to central's memory of it, or took from it.
    """

    granted: int = 0
    spent: int = 0
    returned: int = 0
    reclaimed: int = 0
    corrected: int = 0

    def __post_init__(self) -> None:
        for name in ("granted", "spent", "returned", "reclaimed"):
            require_int(getattr(self, name), name, low=0)
        require_int(self.corrected, "corrected")
        require_int(self.held, "held", low=0)

    @property
    def held(self) -> int:
        """What the stream may still spend."""
        return self.granted + self.corrected - self.spent - self.returned - self.reclaimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A resource's book together with one stream's holding: what every movement changes."""

    book: Book
    holding: Holding

    def grant(self, units: int) -> "Account":
        """Hand units out. Raises ValueError beyond what is free: central never does that."""
        require_int(units, "units", low=1)
        if units > self.book.free:
            raise ValueError("nothing is granted beyond the pool")
        return self._moved(replace(self.holding, granted=self.holding.granted + units), 0)

    def spend(self, units: int) -> "Movement":
        """Consume units of the holding; what it does not cover is consumed all the same."""
        covered = min(units, self.holding.held)
        spent = replace(self.holding, spent=self.holding.spent + covered)
        return Movement(account=self._moved(spent, units), uncovered=units - covered)

    def spend_by_exception(self, units: int) -> "Account":
        """Consume units above the limit that a supervisor signed for: no holding pays for them."""
        return self._moved(self.holding, units)

    def take_back(self, units: int) -> "Movement":
        """Put units back into the pool that the till returned; no more than it held."""
        covered = min(units, self.holding.held)
        returned = replace(self.holding, returned=self.holding.returned + covered)
        return Movement(account=self._moved(returned, 0), uncovered=units - covered)

    def declare(self, held: int) -> "Account":
        """Believe what the till says that it holds, grants on their way to it included."""
        corrected = self.holding.corrected + held - self.holding.held
        return self._moved(replace(self.holding, corrected=corrected), 0)

    def reclaim(self) -> "Account":
        """Put all that a lost stream held back into the pool."""
        reclaimed = self.holding.reclaimed + self.holding.held
        return self._moved(replace(self.holding, reclaimed=reclaimed), 0)

    def _moved(self, holding: Holding, consumed: int) -> "Account":
        book = replace(
            self.book,
            consumed=self.book.consumed + consumed,
            outstanding=self.book.outstanding + holding.held - self.holding.held,
        )
        return Account(book=book, holding=holding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """An account after a till's word, and by how much that word went beyond what it held."""

    account: Account
    uncovered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a till asks to hold in all; ``urgent`` when a customer waits for it."""

    hold: int
    urgent: bool = False


def units_to_grant(book: Book, wish: Wish, *, held: int, sharing: int) -> int:
    """Return how many units to add to a holding (sync rules 9.6 and 9.8).

    ``sharing`` is how many tills may use the resource, at least 1. An urgent wish gets what there
    is; any other an even share of the pool after one unit for each till was set aside: grants
    shrink as the pool drains, and the last units stay where every till can still ask for them.
    """
    missing = max(0, wish.hold - held)
    if wish.urgent:
        return min(missing, book.free)
    spare = book.free - sharing
    if spare <= 0:
        return 0
    return min(missing, max(1, spare // sharing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A stream that holds units which may be asked for."""

    till_id: str
    stream: str
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A request to one holder: give back what you hold beyond ``keep``."""

    holder: Holder
    keep: int


def recalls_for(missing: int, holders: Iterable[Holder]) -> tuple[Recall, ...]:
    """Return whom to ask for units that the pool lacks: who holds most first, for no more.

    Ties go by till and stream, so that the same books always give the same requests.
    """
    found: list[Recall] = []
    for holder in sorted(holders, key=lambda one: (-one.held, one.till_id, one.stream)):
        taken = min(missing, holder.held)
        if taken <= 0:
            break
        missing -= taken
        found.append(Recall(holder=holder, keep=holder.held - taken))
    return tuple(found)
