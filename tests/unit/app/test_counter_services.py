"""The engine is nudged where a use case leaves something for central, and nowhere else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.counter_services import bind_services
from app.presenters.services import CounterServices
from app.use_cases.open_shift import open_shift
from app.use_cases.ring_up import RingUp
from app.use_cases.till import Session, Till
from tests.helpers.builders import STORE_STREAM, a_session, a_till, an_item, gyd, tell
from tests.helpers.shipment_builders import a_shipment

Deed = Callable[[CounterServices, Session], object]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    opened = a_till(tmp_path)
    deal = an_item("lamp", "Lamp", 150_000, allotted=True, barcodes=("LAMP-1",))
    tell(opened, STORE_STREAM, [deal], first=500)
    open_shift(opened, a_session(opened), gyd(20_000))
    yield opened
    opened.db.close()


@pytest.mark.parametrize(
    ("deed", "nudges"),
    [
        (lambda house, who: house.ring_up(who, RingUp(item_id="tape")), 0),
        (lambda house, who: house.scan(who, "02102026000212"), 0),
        (lambda house, who: house.scan(who, "NOBODY-SELLS-IT"), 0),
        (lambda house, who: house.ring_up(who, RingUp(item_id="lamp")), 1),
        (lambda house, who: house.scan(who, "LAMP-1"), 1),
        (lambda house, who: house.book_shipment(who, a_shipment()), 1),
        (lambda house, who: house.allotments.ask_for_more(who), 1),
    ],
)
def test_the_engine_is_nudged_when_central_may_be_asked_for_something(
    till: Till, deed: Deed, nudges: int
) -> None:
    nudged: list[None] = []
    house = bind_services(till, lambda: nudged.append(None))

    deed(house, a_session(till))

    assert len(nudged) == nudges
