"""A till's day, recorded: the real use cases on the real database, in a process of their own.

Run by ``write_log.run_recorded`` with the words FOLDER LOG HALF LENGTH PLANTED.
Each time the till has promised something ("this sale is saved"), that goes into the log.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.use_cases.book_shipment import book_shipment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.shift import CashCount
from storage.backup import list_backups
from storage.database import TillDatabase
from sync.protocol.changes import Change
from tests.crash_images.planted import PLANTED
from tests.crash_images.write_log import promise
from tests.helpers.builders import (
    MORNING,
    STORE_STREAM,
    SUPERVISOR,
    SetClock,
    TillPlan,
    a_cart,
    a_session,
    a_till,
    an_item,
    an_open_shift,
    clock_of,
    fixed_key,
    open_again,
    open_request,
    pay,
)
from tests.helpers.builders import _opened as opened
from tests.helpers.shipment_builders import a_shipment
from tests.storage.kit import raw, undone_to_first_revision

NEW_PRICES = {"barrel": 990_000, "tape": 52_000, "rice": 65_000}
"""What one transaction of central changes: seen whole, or not at all."""

FIRST_NEW_POSITION = 20


@dataclass(slots=True)
class Day:
    """A till at work, and the log of what it promised."""

    folder: Path
    log: Path
    till: Till
    session: Session | None = None

    def sell(self, *item_ids: str) -> None:
        assert self.session is not None
        self.paid(a_cart(self.till, self.session, *item_ids))

    def book(self, shipment_id: str) -> None:
        assert self.session is not None
        self.paid(book_shipment(self.till, self.session, a_shipment(shipment_id)))

    def paid(self, cart: Cart) -> None:
        """Take payment; the promise is made when ``take_payment`` has returned."""
        assert self.session is not None
        clock_of(self.till).go_on(timedelta(minutes=1))
        promise(self.log, "pays", cart.cart_id)
        completed = pay(self.till, self.session, cart)
        promise(self.log, "sold", sale_promise(completed))

    def open_shift(self) -> None:
        self.session, shift = an_open_shift(self.till)
        promise(self.log, "shift_opened", shift.number)

    def close_shift(self) -> None:
        assert self.session is not None
        count = CashCount("GYD", ((500_000, 4),))
        request = CloseShift(
            count=count, note="counted", reason="unknown", approved_by=SUPERVISOR.staff_id
        )
        closed = close_shift(self.till, self.session, request)
        promise(self.log, "shift_closed", closed.closing.shift.number)

    def hear(self) -> None:
        """Changes of prices arrive in two pieces, and a sale between them."""
        changes = placed(an_item(name, name, price) for name, price in NEW_PRICES.items())
        self._stage(changes[:2])
        self.sell("tape")
        self._stage(changes[2:])
        with self.till.db.unit_of_work() as uow:
            uow.feed.flip({STORE_STREAM: changes[-1].position})
            uow.feed.caught_up(self.till.clock.now())
            uow.commit()
        promise(self.log, "heard", "new prices")
        with self.till.db.unit_of_work() as uow:
            uow.feed.sweep()
            uow.commit()

    def _stage(self, changes: list[Change]) -> None:
        with self.till.db.unit_of_work() as uow:
            uow.feed.stage(changes, f"at:{changes[-1].position}")
            uow.commit()

    def back_up(self) -> None:
        folder = open_request(self.folder, clock_of(self.till)).backup_folder
        clock_of(self.till).go_on(timedelta(minutes=1))
        self._promise_backup(self.till.db.backup_to(folder))

    def start_again(self) -> None:
        """The program is closed and started."""
        self.till.db.close()
        self.till = open_again(self.folder, self.till)

    def upgrade(self) -> None:
        """The till is closed with the first release's tables, and opened by this one."""
        self.till.db.close()
        request = open_request(self.folder, clock_of(self.till))
        tamper_closed(request.path)
        clock_of(self.till).go_on(timedelta(minutes=1))
        db = TillDatabase.open(open_request(self.folder, clock_of(self.till)))
        self.till = replace(self.till, db=db)
        self._promise_backup(list_backups(request.backup_folder)[-1])

    def _promise_backup(self, backup: Path) -> None:
        digest = hashlib.sha256(backup.read_bytes()).hexdigest()
        promise(self.log, "backed_up", [backup.name, digest])


def placed(changes: Iterable[Change]) -> list[Change]:
    """Changes of one central transaction, after those the till knows."""
    found = list(changes)
    last = FIRST_NEW_POSITION + len(found) - 1
    return [
        change.model_copy(update={"stream": STORE_STREAM, "position": position, "last": last})
        for position, change in enumerate(found, FIRST_NEW_POSITION)
    ]


def tamper_closed(path: Path) -> None:
    """Take a closed database back to the first release's tables: the next start upgrades it."""
    with contextlib.closing(raw(path, fixed_key("database"))) as connection:
        connection.execute("BEGIN")  # at once: a power cut in the middle is none of the program's
        for statement in undone_to_first_revision():
            connection.execute(statement)
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("COMMIT")


def sale_promise(completed: CompletedSale) -> dict[str, object]:
    """What the customer holds in hand."""
    paper = "\n".join(completed.receipt_lines)
    return {
        "receipt": completed.sale.receipt_number,
        "cart": completed.sale.cart_id,
        "total_minor": completed.sale.total.amount_minor,
        "paper": hashlib.sha256(paper.encode()).hexdigest(),
        "waybills": list(completed.waybills),
    }


def first_half(day: Day, *, length: int) -> None:
    """From the first start on; it ends as if somebody had killed the program."""
    day.open_shift()
    for number in range(length):
        day.sell("barrel", "tape")
        day.book(f"shipment-{number}")
        day.sell("rice")
    day.hear()
    day.till.db.idle_maintenance()
    day.sell("tape", "rice")
    day.back_up()
    day.sell("pen")


def second_half(day: Day) -> None:
    """From the start after the kill on; it ends in the same way."""
    day.session = a_session(day.till)
    day.sell("marker")
    day.upgrade()
    day.sell("barrel")
    day.till.db.truncate_log()
    day.book("shipment-last")
    day.close_shift()
    day.start_again()
    day.open_shift()
    day.sell("tape")
    day.sell("tape")


def main(folder: Path, log: Path, half: str, length: int) -> None:
    """Live through one half of the day."""
    clock = SetClock(MORNING if half == "first" else MORNING + timedelta(hours=3))
    plan = TillPlan(seed=half, clock=clock)
    if half == "first":
        day = Day(folder, log, a_till(folder, plan))
        promise(log, "enrolled")
        first_half(day, length=length)
    else:
        second_half(Day(folder, log, opened(folder, plan)))
    os._exit(0)  # a killed program closes nothing


if __name__ == "__main__":
    PLANTED[sys.argv[5]]()
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
