"""One transaction and the repositories in it.

``Reading`` sees one moment and writes nothing. ``UnitOfWork`` writes: leaving its block without
``commit()`` rolls everything back, a receipt number just taken included.
"""

from collections.abc import Callable

from sqlalchemy import Connection, RootTransaction

from storage.allotments import Allotments
from storage.approvals import Approvals
from storage.audit import Audit
from storage.buyers import Buyers
from storage.carts import Carts
from storage.cases import Cases
from storage.catalog import Catalog
from storage.clock_state import ClockState
from storage.compliance import Compliance
from storage.customers import Customers
from storage.disk_space import only_sales_are_written
from storage.drawer import Drawer
from storage.feed import Feed
from storage.feed_repair import FeedRepairs
from storage.feed_shelf import FeedShelf, Shown
from storage.feed_sums import FeedSums
from storage.figures import Figures
from storage.finding import Finding
from storage.outbox import Outbox
from storage.payments import Payments
from storage.people import People
from storage.print_jobs import PrintJobs
from storage.refunds import Refunds
from storage.reporting import Reporting
from storage.rules import Rules
from storage.sales import Sales
from storage.shared_carts import SharedCarts
from storage.shifts import Shifts
from storage.shipments import Shipments
from storage.snapshots import Snapshots
from storage.special_quotes import SpecialQuotes
from storage.staff import Staff
from storage.streams import Door, Streams
from storage.subjects import Subjects
from storage.till_keys import KnownTills
from storage.till_record import TillRecords


class Reading:
    """The repositories over one connection. Writing through a reading is a bug and raises."""

    def __init__(self, connection: Connection, shelf: FeedShelf, door: Door) -> None:
        streams, shown = Streams(connection, door), Shown(connection, shelf)
        self.till = TillRecords(connection, streams, shown)
        self.catalog = Catalog(connection)
        self.rules = Rules(connection, shown)
        self.staff = Staff(connection, shown)
        self.people = People(connection)
        self.customers = Customers(connection)
        self.buyers = Buyers(connection, self.customers)
        self.subjects = Subjects(connection)
        self.finding = Finding(connection, self.customers)
        self.shipments = Shipments(connection, self.people)
        self.carts = Carts(connection, self.shipments)
        self.shared_carts = SharedCarts(connection, self.shipments)
        self.drawer = Drawer(connection)
        self.figures = Figures(connection)
        self.shifts = Shifts(connection, self.drawer, self.figures)
        self.sales = Sales(connection, self.shifts, self.shipments)
        self.refunds = Refunds(connection, self.sales, self.drawer, self.figures)
        self.reporting = Reporting(connection)
        self.till_keys = KnownTills(connection)
        self.audit = Audit(connection)
        self.outbox = Outbox(connection, streams, door)
        self.feed = Feed(connection, shown)
        self.sums = FeedSums(connection)
        self.repairs = FeedRepairs(connection, shown, self.sums)
        self.snapshots = Snapshots(connection, self.feed)
        self.allotments = Allotments(connection, streams)
        self.cases = Cases(connection)
        self.clock_state = ClockState(connection)
        self.payments = Payments(connection)
        self.approvals = Approvals(connection)
        self.special_quotes = SpecialQuotes(connection, self.shipments)
        self.compliance = Compliance(connection)
        self.prints = PrintJobs(connection)


class UnitOfWork(Reading):
    """A writing transaction. Made by ``TillDatabase.unit_of_work``."""

    def __init__(
        self,
        transaction: RootTransaction,
        shelf: FeedShelf,
        door: Door,
        on_committed: Callable[[], None],
    ) -> None:
        super().__init__(transaction.connection, shelf, door)
        self._transaction = transaction
        self._door = door
        self._on_committed = on_committed

    def commit(self) -> None:
        """Make everything written in this block last. Once only, and nothing after it.

        Raises DiskFull for changes of the feed where only sales are written (sync rule 14.2).
        """
        if self.feed.has_staged and self._door.room.is_for_sales_only:
            raise only_sales_are_written()
        self._transaction.commit()
        self._on_committed()
