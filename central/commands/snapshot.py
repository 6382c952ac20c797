"""``snapshot``: builds what new tills begin with, before they ask."""

from argparse import ArgumentParser, Namespace

import sqlalchemy as sa

from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.snapshots.keeping import build_snapshot
from central.tables import till
from central.tills.registry import find_till
from domain.errors import NotFound


def _describe(parser: ArgumentParser) -> None:
    add_store_option(parser)


def _run(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        with central.database.reading() as connection:
            statement = sa.select(till.c.till_id).where(
                till.c.organisation_id == store.organisation_id,
                till.c.store_id == store.store_id,
            )
            till_id = connection.execute(statement.limit(1)).scalar_one_or_none()
            reader = None if till_id is None else find_till(connection, till_id)
        if reader is None:
            raise NotFound(
                "This store has no till yet", "A snapshot is for tills: enrol one first."
            )
        kept = build_snapshot(central, reader)
    size = sum(file.size_bytes for file in kept.files)
    first = kept.files[0].size_bytes
    say(f"{kept.row_count} rows in {size} bytes; the first slice has {first} of them.")
    return 0


SNAPSHOT = Command("snapshot", "build the snapshot that new tills begin with", _describe, _run)
