"""A central with a made-up catalog, in a process of its own, and tills that are enrolled at it."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.demo.central_process import CentralProcess
from benchmarks.goods import CURRENCY, Product, product
from benchmarks.shop import say
from central.opening import open_central
from central.settings import Settings
from central.tables import sale

_COLUMNS = ("sku", "name", "category", "barcodes", "price_gyd", "tax_class", "weight_g")
_MINOR = 100


class Office:
    """Central and its address. ``port`` is on this computer."""

    def __init__(self, folder: Path, central: CentralProcess, port: int) -> None:
        self._folder = folder
        self._central = central
        self._version = 0
        self.port = port

    @property
    def process_id(self) -> int:
        """The number of the process that serves."""
        return self._central.process_id

    def sale_count(self) -> int:
        """Return how many sales central has booked."""
        central = open_central(Settings(data=self._folder / "central"))
        try:
            with central.database.reading() as connection:
                return int(connection.scalar(sa.select(sa.func.count()).select_from(sale)) or 0)
        finally:
            central.close()

    def code(self) -> str:
        """Return a code under which a till may enrol."""
        return self._central.command("enrol-code", "--plain").strip()

    def sell_at_new_prices(self, count: int) -> None:
        """Change the prices of the first ``count`` products, in one transaction of central's."""
        self._version += 1
        write_catalog(self._folder / "prices.csv", map(product, range(count)), dearer=self._version)
        self._import(self._folder / "prices.csv")

    def load(self, rows: int) -> None:
        """Import a catalog of ``rows`` products."""
        write_catalog(self._folder / "catalog.csv", map(product, range(rows)), dearer=0)
        self._import(self._folder / "catalog.csv")

    def _import(self, file: Path) -> None:
        self._central.command("import-catalog", str(file), "--currency", CURRENCY)


@contextmanager
def open_office(folder: Path, rows: int) -> Iterator[Office]:
    """Set up a central that sells ``rows`` products and serve it for the block."""
    folder.mkdir()
    central = CentralProcess(folder / "central")
    say(f"importing {rows:,} products at central …")
    (folder / "central").mkdir()
    central.command("init", "--sample")
    address = central.start()
    office = Office(folder, central, int(address.rpartition(":")[2]))
    try:
        office.load(rows)
        yield office
    finally:
        central.stop()


def write_catalog(file: Path, products: Iterable[Product], *, dearer: int) -> None:
    """Write a catalog file; each price is ``dearer`` dollars above the product's own."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(_COLUMNS)
        for made in products:
            price = made.price_minor // _MINOR + dearer
            writer.writerow(
                (
                    made.sku,
                    made.name,
                    made.category,
                    made.barcode,
                    price,
                    "standard",
                    made.weight_grams,
                )
            )
