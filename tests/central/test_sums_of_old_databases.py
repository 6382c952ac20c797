"""A database from before there were sums is reckoned whole when it is brought up to date."""

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from central.migrations.running import SCRIPTS
from central.present.tables import feed_current, feed_sum, snapshot, snapshot_frame
from central.tills.organisations import Store
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.test_snapshots import stock_up

REVISION = "2026_11_22_3_snapshots"


def test_what_each_stream_says_is_reckoned_from_all_that_it_has_said(
    office: Office, shop: Store, till: PaperTill
) -> None:
    stock_up(office, shop, 700)
    stock_up(office, shop, 300, version=2)
    till.pull()
    order = {feed_current: ("stream", "kind", "key"), feed_sum: ("stream",)}
    before = {table: office.rows(table, *names) for table, names in order.items()}
    with office.central.database.writing(office.clock.now()) as writing:
        for table in (feed_current, feed_sum, snapshot, snapshot_frame):
            writing.connection.execute(sa.schema.DropTable(table))
        context = MigrationContext.configure(writing.connection)
        script = ScriptDirectory(str(SCRIPTS)).get_revision(REVISION)
        assert script is not None
        with Operations.context(context):
            script.module.upgrade()

    assert len(before[feed_current]) > 700
    assert {table: office.rows(table, *names) for table, names in order.items()} == before
