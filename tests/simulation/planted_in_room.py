"""Bugs planted in what a till does with little room: see planted_bugs.py, which lists them all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import sync.engine.exchange
from storage.disk_space import only_sales_are_written
from storage.feed import Feed
from tests.simulation.planting import PlantedBug, true_of
from tests.simulation.swarm import NARROW


@contextmanager
def no_room_fails_the_exchange() -> Iterator[None]:
    """As it once was: a cursor alone counts as news, and news without room as a bad exchange."""
    true_stage, true_take = Feed.stage, true_of(sync.engine.exchange, "take_in_changes")

    def stage(feed: Feed, changes: Any, cursor: str) -> Any:
        report = true_stage(feed, changes, cursor)
        feed.has_staged = True
        return report

    def take(*given: Any, **named: Any) -> Any:
        pulled = true_take(*given, **named)
        if pulled.refused:
            raise only_sales_are_written()
        return pulled

    with (
        patch.object(Feed, "stage", stage),
        patch.object(sync.engine.exchange, "take_in_changes", take),
    ):
        yield


ROOM_BUGS = (
    PlantedBug(
        "no room fails the exchange",
        no_room_fails_the_exchange,
        ("what_waits_leaves_after_one_wait",),
        NARROW,
    ),
)
