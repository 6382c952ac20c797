"""A till in a process of its own that sells until it has sold enough, to be killed at any moment.

Arguments: the till's folder, its name in the test's world, the printer's port, how many sales in
all, and perhaps ``stop-at-c``. A byte on standard output marks each step, so that the one who kills
can aim: r before ringing up, t before taking cash, c after the commit and before the paper, p after
the paper, e at the end.
"""

import os
import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.devices.system_clock import SystemClock, SystemEntropy, Uuid7Ids
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.ports import PrinterFailure, PrintJob
from app.use_cases.print_receipt import list_unprinted, print_receipt
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.staff import Role
from domain.tender import cash_tender
from storage.database import OpenRequest, TillDatabase
from sync.protocol.keys import SigningKey
from tests.helpers.builders import fixed_key, gyd

ITEMS_A_SALE = 3
ITEM = "tape"


class NetworkPrinter:
    """A raw network printer, as on port 9100: one connection, one paper."""

    def __init__(self, port: int) -> None:
        self._port = port

    def kick_drawer(self) -> None:
        """This printer has no drawer."""

    def print_job(self, job: PrintJob) -> None:
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=10) as line:
                line.sendall(("\n".join(job.lines) + "\n").encode())
        except OSError as error:
            title, message = "The paper was not printed", "The printer does not answer."
            raise PrinterFailure(title, message) from error


def main(folder: Path, name: str, port: int, enough: int) -> None:
    """Open the till as after any start, print what a kill left unprinted, and sell."""
    clock, entropy = SystemClock(), SystemEntropy()
    request = OpenRequest(
        path=folder / "data" / "till.db",
        key=fixed_key("database"),
        backup_folder=folder / "data" / "backups",
        mark_path=folder / "mark" / "high-water",
        clock=clock,
    )
    till = Till(
        db=TillDatabase.open(request),
        clock=clock,
        ids=Uuid7Ids(clock, entropy),
        entropy=entropy,
        signer=SigningKey(fixed_key(f"signing {name}")),
        printer=NetworkPrinter(port),
        pin_pepper=bytes(32),
        program_version="0.1.0-test",
    )
    session = _cashier(till)
    for receipt in list_unprinted(till):
        print_receipt(till, receipt)
    if current_shift(till) is None:
        open_shift(till, session, gyd(20_000))
    while _sold(till) < enough:
        _sell(till, session)
    till.db.close()
    _step("e")


def _sell(till: Till, session: Session) -> None:
    for _ in range(ITEMS_A_SALE):
        _step("r")
        ring_up(till, session, RingUp(item_id=ITEM))
    cart = current_cart(till, session).cart
    _step("t")
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(gyd(1_000_000)),)
    )
    sale = take_payment(till, session, request)
    _step("c")
    print_receipt(till, sale.sale.receipt_number)
    _step("p")


def _sold(till: Till) -> int:
    """Count by the last receipt number: they are dense within the stream."""
    with till.db.reading() as uow:
        newest = uow.sales.find_receipts("", limit=1)
    return int(newest[0].receipt_number.rpartition("-")[2]) if newest else 0


def _cashier(till: Till) -> Session:
    with till.db.reading() as uow:
        member = next(found for found in uow.staff.list_staff() if found.role is Role.CASHIER)
    return Session(
        staff_id=member.staff_id,
        name=member.name,
        role=member.role,
        signed_in_at=datetime.now(UTC),
    )


def _step(mark: str) -> None:
    sys.stdout.write(mark)
    sys.stdout.flush()
    if sys.argv[-1] == f"stop-at-{mark}":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
