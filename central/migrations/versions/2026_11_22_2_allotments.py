"""Resources, grants and what each stream holds.

Revision ID: 2026_11_22_2_allotments
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_2_allotments"
down_revision = "2026_11_22_first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. No till of today holds a grant: none has to declare before the first one."""
    _books()
    _movements()
    _decisions()
    op.execute(
        "INSERT INTO till_grants (organisation_id, till_id, last_number, declared_epoch)"
        " SELECT organisation_id, till_id, 0, (SELECT value FROM central_state"
        " WHERE name = 'epoch') FROM till"
    )


def _books() -> None:
    op.create_table(
        "resource",
        _text("organisation_id"),
        _text("resource"),
        _number("total"),
        _number("consumed"),
        _number("outstanding"),
        _time("set_at", null=True),
        _time("told_at", null=True),
        _number("published_total", null=True),
        _number("published_free", null=True),
        _time("published_at", null=True),
        _primary("resource", "organisation_id", "resource"),
    )
    op.create_table(
        "till_grants",
        _text("organisation_id"),
        _text("till_id"),
        _number("last_number"),
        _text("stream", null=True),
        _text("declared_epoch", null=True),
        _primary("till_grants", "organisation_id", "till_id"),
    )
    op.create_table(
        "allotment",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _text("resource"),
        _number("granted"),
        _number("spent"),
        _number("returned"),
        _number("reclaimed"),
        _number("corrected"),
        _number("held"),
        _number("recalled_keep", null=True),
        _time("recalled_at", null=True),
        _primary("allotment", "organisation_id", "till_id", "stream", "resource"),
    )
    _index("allotment", "organisation_id", "resource")


def _movements() -> None:
    op.create_table(
        "grant_given",
        _text("organisation_id"),
        _text("till_id"),
        _number("number"),
        _text("stream"),
        _text("resource"),
        _number("quantity"),
        _time("granted_at"),
        _primary("grant_given", "organisation_id", "till_id", "number"),
    )
    op.create_table(
        "allotment_entry",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _number("branch"),
        _number("seq"),
        _number("entry_no"),
        _text("event"),
        _text("resource"),
        _number("quantity"),
        _number("uncovered"),
        _text("exception_by", null=True),
        _text("waybill", null=True),
        _time("booked_at"),
        _time("closed_at", null=True),
        _primary(
            "allotment_entry", "organisation_id", "till_id", "stream", "branch", "seq", "entry_no"
        ),
    )
    _index("allotment_entry", "organisation_id", "waybill")
    _index("allotment_entry", "organisation_id", "resource")


def _decisions() -> None:
    op.create_table(
        "stream_closing",
        _text("organisation_id"),
        _text("till_id"),
        _text("stream"),
        _time("closed_at"),
        _primary("stream_closing", "organisation_id", "till_id", "stream"),
    )
    op.create_table(
        "booking_limit",
        _text("organisation_id"),
        _text("staff_id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        _number("units"),
        _time("set_at"),
        _primary("booking_limit", "organisation_id", "staff_id", "valid_from"),
    )
    op.create_table(
        "inventory_message",
        _text("message_id"),
        _text("organisation_id"),
        _time("received_at"),
        _primary("inventory_message", "message_id"),
    )


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
