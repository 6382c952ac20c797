"""A shop for a scripted day: the real central, a real till, a printer, a scale, one clock for all.

Central serves on loopback from this process; the till is what ``app.bootstrap`` builds, over an
encrypted database in a folder. Only the clock is ours, so that a day has its own hours.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import uvicorn

from app.bootstrap import RunningTill, enrol_till, open_till
from app.devices.printer_settings import FOLDER, Printers, PrinterSettings
from app.devices.system_clock import TillTime
from app.till_folder import TillFolder
from app.use_cases.device_settings import DeviceSettings, ScaleSettings
from central.app import create_app
from central.catalog.importing import import_catalog
from central.enrolment.codes import issue_code
from central.publication import new_change, store_feed
from central.settings import Settings
from central.staff.members import NewMember, add_staff
from central.tills.organisations import Store
from sync.protocol.changes import ItemChanged
from tests.central.office import SAMPLE, Office, new_office
from tests.central.paper_till import SetClock
from tests.helpers.escpos_simulator import PrinterSimulator
from tests.helpers.scale_simulator import SimulatedScale

ZONE = ZoneInfo("America/Guyana")
DAY = datetime(2026, 11, 23, 7, 55, tzinfo=ZONE)
START_S = 60.0
GRAMS_OF_KG = 1_000
SALTFISH_MINOR = 320_000
"""A kilogram of it: the sample has nothing that is sold by weight."""


class CentralServer(uvicorn.Server):
    """Central's web server on a thread of this process."""

    def __init__(self, office: Office) -> None:
        app = create_app(office.central)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="on", ws="websockets-sansio"
        )
        super().__init__(config)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._is_up = threading.Event()
        self._thread = threading.Thread(target=self._answer_tills, name="central", daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def _answer_tills(self) -> None:
        self.run(sockets=[self._listening])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_up.set()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_up.wait(START_S)
        return self

    def __exit__(self, *_: object) -> None:
        self.should_exit = True
        self._thread.join(START_S)
        self._listening.close()


@dataclass(slots=True)
class DayShop:
    """What the day is worked with; ``running`` is replaced when the till is started again."""

    office: Office
    store: Store
    clock: SetClock
    folder: TillFolder
    address: str
    printer: PrinterSimulator
    scale: SimulatedScale

    @property
    def time(self) -> TillTime:
        return TillTime(clock=self.clock, running_s=lambda: self.clock.now().timestamp())

    def local(self) -> datetime:
        return self.clock.now().astimezone(ZONE)

    def go_on_to(self, hours: int, minutes: int) -> None:
        """Set the clock forward to a time of the day."""
        at = self.local().replace(hour=hours, minute=minutes, second=0, microsecond=0)
        assert at >= self.local()
        self.clock.at = at.astimezone(UTC)

    def pass_minutes(self, minutes: int) -> None:
        self.clock.forward(timedelta(minutes=minutes))

    def open(self) -> RunningTill:
        return open_till(self.folder, time=self.time)


def prepare_shop(folder: Path) -> Store:
    """Set up central with the sample shop and its people, and saltfish by the kilogram."""
    office, clock = new_office(folder), SetClock(DAY.astimezone(UTC))
    office.clock = clock
    store = office.open_shop()
    for person in json.loads((SAMPLE / "staff.json").read_text("utf-8"))["staff"]:
        member = NewMember(
            name=person["name"],
            role=person["role"],
            staff_id=person["staff_id"],
            pin=person["demo_pin"],
        )
        add_staff(office.central, store.organisation_id, member)
    import_catalog(office.central, store, SAMPLE / "catalog.csv", "GYD")
    fish = ItemChanged(
        sku="SALTFISH",
        name="Saltfish, loose",
        category="Groceries",
        price_minor=SALTFISH_MINOR,
        currency="GYD",
        price_id="saltfish@1",
        tax_class="zero",
        sold_by="kg",
    )
    with office.central.database.writing(clock.now()) as writing:
        feed = store_feed(store.organisation_id, store.store_id)
        writing.publish(feed, new_change("saltfish", fish))
    office.close()
    return store


@contextmanager
def a_day_shop(folder: Path, store: Store, scale: SimulatedScale) -> Iterator[DayShop]:
    """Everything switched on, the till enrolled, its printer and scale set.

    A prepared central lies in ``folder / "central"``.
    """
    clock = SetClock(DAY.astimezone(UTC))
    office = Office(Settings(data=folder / "central"), clock=clock)
    with CentralServer(office) as server, PrinterSimulator() as printer:
        where = TillFolder.below(folder)
        shop = DayShop(office, store, clock, where, server.address, printer, scale)
        code = issue_code(office.central, store).code
        enrol_till(where, address=server.address, code=code, time=shop.time)
        _set_devices(shop)
        yield shop
    office.close()


def _set_devices(shop: DayShop) -> None:
    running = open_till(shop.folder, time=shop.time, engine_runs=False)
    thermal = PrinterSettings(
        name="Counter", link="network", address=shop.printer.address, profile="TM-T88V"
    )
    running.printers.keep(
        Printers(
            printers=(PrinterSettings(name=FOLDER, link="folder"), thermal), receipts="Counter"
        )
    )
    scale = ScaleSettings(protocol="toledo_8217", port=shop.scale.port)
    running.till.hardware.settings.keep(DeviceSettings(scale=scale))
    running.close()
