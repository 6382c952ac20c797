"""Which stream a till writes in now, as far as central knows."""

import sqlalchemy as sa

from central.tables import stream


def newest_stream(connection: sa.Connection, organisation_id: str, till_id: str) -> str:
    """Return the stream a till began last, of those that are streams of its own."""
    statement = (
        sa.select(stream.c.stream)
        .where(
            stream.c.organisation_id == organisation_id,
            stream.c.till_id == till_id,
            stream.c.number > 0,
        )
        .order_by(stream.c.opened_at.desc(), stream.c.number.desc())
        .limit(1)
    )
    return str(connection.execute(statement).scalar_one())
