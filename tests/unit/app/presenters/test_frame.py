"""The link in words: always visible, never alarming."""

import pytest

from app.presenters.frame import LinkState, link_state
from sync.protocol.status import Link, SyncStatus


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (None, LinkState(look="online", text="Starting")),
        (SyncStatus(link=Link.ONLINE), LinkState(look="online", text="Online")),
        (
            SyncStatus(link=Link.ONLINE, waiting_count=3),
            LinkState(look="waiting", text="Online", detail="3 waiting"),
        ),
        (
            SyncStatus(link=Link.OFFLINE, waiting_count=1_200),
            LinkState(look="offline", text="Offline, selling normally", detail="1,200 waiting"),
        ),
        (
            SyncStatus(link=Link.CATCHING_UP, waiting_count=22, done_count=9, total_count=31),
            LinkState(look="catching_up", text="Catching up", detail="9 of 31"),
        ),
        (
            SyncStatus(link=Link.NEEDS_YOU, waiting_count=4),
            LinkState(look="needs_you", text="Needs you", detail="4 waiting"),
        ),
    ],
)
def test_every_state_of_the_link_has_calm_words(
    status: SyncStatus | None, shown: LinkState
) -> None:
    assert link_state(status) == shown
