"""What tests of allotments start from: marked items, wishes, and what a till was granted."""

from dataclasses import dataclass, field
from pathlib import Path

from central.allotments.names import stock_resource
from central.allotments.showing import BookRow, find_faults, list_books
from central.allotments.stock import StockChange, set_stock
from central.catalog.importing import import_catalog, item_id_of
from central.staff.members import NewMember, add_staff
from central.tables import case_file
from central.tills.organisations import Store
from domain.allotment import Book
from sync.protocol.allotment_bodies import (
    AllotmentReturned,
    AllotmentsDeclared,
    HeldBody,
    SpentBody,
    Want,
)
from sync.protocol.exchange import ExchangeRequest
from tests.central.office import Office
from tests.central.paper_till import Answer, PaperTill, personal_part, sale_body, shipment_body

CATALOG = "sku,name,price,allotted\nRUM-1,Rum of 1991,5000,\nDEAL-1,Barrel deal,900,\n"
Granted = tuple[int, str, int]


@dataclass(slots=True)
class Shelf:
    """A shop with marked stock. ``rum`` is the resource of the item with the SKU RUM-1."""

    office: Office
    store: Store

    def stock(self, folder: Path, total: int, sku: str = "RUM-1") -> str:
        """Import the catalog and set a total; return the resource."""
        path = folder / "catalog.csv"
        path.write_text(CATALOG, "utf-8")
        import_catalog(self.office.central, self.store, path, "GYD")
        self.set_total(total, sku)
        return stock_resource(self.store.store_id, item_id_of(self.store.store_id, sku))

    def hire_supervisor(self, staff_id: str) -> None:
        """Let somebody work here who may sign for exceptions."""
        new = NewMember(name="Supervisor", role="supervisor", staff_id=staff_id)
        add_staff(self.office.central, self.store.organisation_id, new)

    def set_total(self, total: int, sku: str = "RUM-1") -> Book:
        central = self.office.central
        with central.database.writing(self.office.clock.now()) as writing:
            change = StockChange(sku=sku, total=total)
            return set_stock(writing, central.surroundings, self.store, change)

    def book(self, name: str) -> BookRow:
        """Return a resource's book, after all books were counted again."""
        kind = name.rsplit(":", 1)[0]
        with self.office.central.database.reading() as connection:
            assert find_faults(connection) == []
            (row,) = (
                row
                for row in list_books(connection, self.store.organisation_id, kind)
                if row.resource == name
            )
        assert row.consumed + row.outstanding + row.pool == row.total
        return row

    def cases(self) -> list[str]:
        """Return the kinds of the open cases."""
        return [str(row["kind"]) for row in self.office.rows(case_file, "opened_at")]

    def cases_of_units(self) -> list[str]:
        """Return the kinds of the open cases but those of prices.

        A paper till writes any item at any price, which is no matter of a test of units.
        """
        return [kind for kind in self.cases() if kind != "price_difference"]


@dataclass(slots=True)
class Holder:
    """A paper till that wishes, takes in each grant number once, and spends what it holds."""

    till: PaperTill
    seen: int = 0
    held: dict[str, int] = field(default_factory=dict)

    def ask(self, name: str, hold: int, *, urgent: bool = False) -> list[Granted]:
        """Send a wish with all that was not sent; take in and return what was granted."""
        return self.take_in(self.send(Want(resource=name, hold=hold, urgent=urgent)))

    def send(self, *wants: Want) -> Answer:
        """Exchange: all operations, these wishes."""
        till = self.till
        request = till.request(1, len(till.operations))
        header = request.header.model_copy(
            update={"wants": wants, "grant_through": self.seen, "cursor": till.cursor}
        )
        answer = till.exchange(ExchangeRequest(header=header, operations=request.operations))
        if answer.cursors:  # a revoked till is told nothing more
            till.cursor = answer.cursor
        return answer

    def take_in(self, answer: Answer) -> list[Granted]:
        """Take in an answer's grants, each number once and only those of the current stream."""
        new: list[Granted] = []
        for change in answer.changes:
            if change.kind == "grant" and int(str(change.body["number"])) > self.seen:
                self.seen = int(str(change.body["number"]))
                quantity, name = int(str(change.body["quantity"])), str(change.body["resource"])
                if change.body["stream"] == self.till.stream:
                    self.held[name] = self.held.get(name, 0) + quantity
                    new.append((self.seen, name, quantity))
        return new

    def sell(self, name: str, quantity: int = 1, exception_by: str | None = None) -> None:
        """Write a sale that spends units; it is sent with the next exchange."""
        spent = SpentBody(resource=name, quantity=quantity, exception_by=exception_by)
        body = sale_body(self.till.next_receipt()).model_copy(update={"spent": (spent,)})
        self.till.write(body, kind="sale_completed")
        self.held[name] = self.held.get(name, 0) - quantity

    def book(self, name: str, waybill: str, exception_by: str | None = None) -> None:
        """Write a booking that spends one unit of an agent's limit."""
        spent = SpentBody(resource=name, quantity=1, exception_by=exception_by)
        body = shipment_body(self.till.stream).model_copy(
            update={"spent": (spent,), "waybill": waybill}
        )
        parts = tuple(personal_part(who, "Ann") for who in ("person-a", "person-b"))
        self.till.write(body, kind="shipment_booked", personal=parts)
        self.held[name] = self.held.get(name, 0) - 1

    def book_unasked(self, waybill: str) -> None:
        """Write a booking of an agent of whom this till knows no limit."""
        body = shipment_body(self.till.stream).model_copy(update={"waybill": waybill})
        parts = tuple(personal_part(who, "Ann") for who in ("person-a", "person-b"))
        self.till.write(body, kind="shipment_booked", personal=parts)

    def give_back(self, name: str, quantity: int) -> None:
        """Write that units go back."""
        body = AllotmentReturned(resource=name, quantity=quantity, reason="recalled")
        self.till.write(body, kind="allotment_returned")
        self.held[name] = self.held.get(name, 0) - quantity

    def declare(self, epoch: str) -> None:
        """Write what the current stream holds."""
        held = tuple(
            HeldBody(resource=name, quantity=units)
            for name, units in sorted(self.held.items())
            if units > 0
        )
        body = AllotmentsDeclared(epoch=epoch, grant_through=self.seen, held=held)
        self.till.write(body, kind="allotments_declared")
