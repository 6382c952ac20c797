"""Marked goods that came back are for sale again, where central's rule says so (sync rule 9.29)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import ValidationError

from central.allotments.books import book_of, find_books, keep_book, lock_books
from central.allotments.names import stock_resource
from central.allotments.tables import allotment_entry
from central.database import Writing
from central.operation_key import OperationKey
from domain.refund_rule import RefundRule
from sync.protocol.refund_bodies import SaleRefunded

_KIND = b'"sale_refunded"'


def restockable_in(raws: Iterable[bytes], marked: Mapping[str, str]) -> set[str]:
    """Return the marked stock that these operations may bring back: its rows are locked first."""
    names: set[str] = set()
    for raw in raws:
        if _KIND not in raw or not marked:
            continue
        body = _body(raw)
        if body is not None:
            found = (marked.get(line.item_id) for line in body.lines)
            names.update(name for name in found if name is not None)
    return names


def _body(raw: bytes) -> SaleRefunded | None:
    try:
        return SaleRefunded.model_validate(json.loads(raw)["body"])
    except (ValidationError, ValueError, RecursionError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """A refund whose goods come back to a store, and the rule on which of them are sold again."""

    key: OperationKey
    store_id: str
    body: SaleRefunded
    rule: RefundRule


def restock(writing: Writing, back: ComeBack) -> None:
    """Put what came back into the pool of its store: consumed no longer.

    Only what is marked, and only where it came back for a reason that leaves it fit to be sold. No
    more comes back than was consumed: what was sold before the mark belongs to no book.
    """
    if back.body.reason not in back.rule.restocked:
        return
    units: dict[str, int] = {}
    for line in back.body.lines:
        if line.kind == "item" and line.weight_grams is None:  # what is marked is counted in pieces
            name = stock_resource(back.store_id, line.item_id)
            units[name] = units.get(name, 0) + line.quantity
    organisation_id = back.key.organisation_id
    known = find_books(writing.connection, organisation_id, units)
    marked = sorted(name for name, row in known.items() if row.set_at is not None)
    lock_books(writing, organisation_id, marked)
    rows = find_books(writing.connection, organisation_id, marked)
    for entry_no, name in enumerate(marked, start=1):
        book = book_of(rows[name])
        count = min(units[name], book.consumed)
        keep_book(writing, organisation_id, name, book.released(count))
        writing.connection.execute(
            sa.insert(allotment_entry).values(
                **back.key.columns(),
                entry_no=entry_no,
                event="restocked",
                resource=name,
                quantity=count,
                uncovered=0,
                booked_at=writing.at,
            )
        )
