"""Mistakes planted into the product, each of which the images must show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from storage import opening
from storage.database import TillDatabase
from storage.unit_of_work import UnitOfWork


def nothing() -> None:
    """The product as it is."""


def sales_without_flush() -> None:
    """Sales commit as carts do: ``synchronous=NORMAL``."""
    original = TillDatabase._set_synchronous

    def lazily(db: TillDatabase, level: str) -> None:
        del level
        original(db, "NORMAL")

    _replace(TillDatabase, "_set_synchronous", lazily)


def mark_before_commit() -> None:
    """The high-water mark is written before the transaction that it speaks of."""

    def hastily(unit: UnitOfWork) -> None:
        unit._on_committed()
        unit._transaction.commit()

    _replace(UnitOfWork, "commit", hastily)


def log_left_at_start() -> None:
    """A start appends to the log that the last run left, hole or not."""
    _replace_in(opening, "_move_log", lambda writer: writer)


def failed_flush_forgiven() -> None:
    """After a failed flush the till goes on as if nothing had been."""
    _replace(TillDatabase, "_note_failure", lambda db, error: (db, error))


def _replace_in(module: ModuleType, name: str, planted: Callable[..., Any]) -> None:
    setattr(module, name, planted)


def _replace(owner: type, name: str, planted: Callable[..., Any]) -> None:
    setattr(owner, name, planted)


PLANTED: Mapping[str, Callable[[], None]] = {
    planted.__name__: planted
    for planted in (
        nothing,
        sales_without_flush,
        mark_before_commit,
        log_left_at_start,
        failed_flush_forgiven,
    )
}
