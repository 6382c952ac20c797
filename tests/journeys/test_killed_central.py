"""Central killed with SIGKILL while a till pushes: nothing is lost, nothing happens twice."""

import random
import signal
from pathlib import Path

from app.bootstrap import RunningTill, enrol_till, open_till
from app.demo.sample import sample_staff
from app.till_folder import TillFolder
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import open_shift
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.search_catalog import search_catalog
from app.use_cases.sign_in import sign_in
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from central.opening import open_central
from central.operations.chains import verify_chains
from central.settings import Settings
from central.tables import sale
from domain.tender import cash_tender
from sync.protocol.status import Link, SyncStatus
from tests.helpers.builders import gyd
from tests.journeys.conftest import SampleShop

SALES, KILLS = 120, 4
PATIENCE_S = 60.0


def settled(status: SyncStatus) -> bool:
    return status.link is Link.ONLINE and status.waiting_count == 0


def sell(running: RunningTill, session: Session, item_id: str) -> str:
    ring_up(running.till, session, RingUp(item_id=item_id))
    cart = current_cart(running.till, session).cart
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(gyd(1_000_000)),)
    )
    sold = take_payment(running.till, session, request)
    running.engine.nudge()
    return sold.sale.receipt_number


def test_a_central_killed_while_a_till_pushes_has_every_sale_once_in_the_end(
    shop: SampleShop, tmp_path: Path
) -> None:
    chance = random.Random(7)
    central, address = shop.central, shop.address
    folder = TillFolder.below(tmp_path)
    enrol_till(folder, address=address, code=shop.a_code())
    running = open_till(folder)
    cashier = sample_staff().first("cashier")
    try:
        assert running.board.await_status(settled, PATIENCE_S)
        session = sign_in(running.till, cashier.staff_id, cashier.demo_pin)
        open_shift(running.till, session, gyd(20_000))
        item_id = search_catalog(running.till, "tape", 1)[0].item_id
        sold: list[str] = []
        deaths = sorted(chance.sample(range(10, SALES - 10), KILLS))
        for number in range(SALES):
            sold.append(sell(running, session, item_id))
            if number in deaths:
                central.send_signal(signal.SIGKILL)
                central.start(port=int(address.rpartition(":")[2]))
                running.engine.try_now()
        running.engine.try_now()
        assert running.board.await_status(settled, PATIENCE_S)
    finally:
        running.close()
        central.stop()

    office = open_central(Settings(data=tmp_path / "central"))
    with office.database.reading() as connection:
        received = sorted(connection.scalars(sale.select().with_only_columns(sale.c.receipt)))
    assert received == sorted(sold)
    assert verify_chains(office).verified
    office.close()
