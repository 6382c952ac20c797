"""Files of snapshots where they are nearest: from the replica while it has them whole."""

from collections.abc import Mapping

import sqlalchemy as sa
from fastapi.responses import Response

from central.opening import Central
from central.present.tables import snapshot
from central.snapshots.files import answer_file


def answer_file_nearest(central: Central, sha256: str, headers: Mapping[str, str]) -> Response:
    """Return a file or a part of it, as ``answer_file`` does (sync rule 13.6).

    A file is kept in several transactions, and named by the snapshot in force after the last: a
    replica that knows that snapshot has the file whole. One that lags could give a part of it for
    the whole, and a cache would keep that for ever. One that fails on the way cuts the answer; the
    till asks for the rest, and has it from the primary.
    """

    def has_it_whole(connection: sa.Connection) -> bool:
        statement = sa.select(snapshot.c.snapshot_id).where(
            snapshot.c.replaced_at.is_(None), snapshot.c.files.contains(sha256, autoescape=True)
        )
        return connection.execute(statement.limit(1)).first() is not None

    replica = central.replica
    if replica is not None and replica.says(has_it_whole):
        return answer_file(replica.database, sha256, headers)
    return answer_file(central.database, sha256, headers)
