"""What is asked from afar goes one way, and nothing comes after its end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.remote_approval import FOLLOWS, OPEN, STATES, RemoteAsk, may_follow

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def an_ask(state: str = "asked", at: datetime = AT) -> RemoteAsk:
    return RemoteAsk(
        approval_id="ask-1",
        asked_by="staff-sr",
        title="MMG claim of G$21,600",
        detail="",
        reason="",
        state=state,  # type: ignore[arg-type]  # one of them is none
        asked_at=at,
        expires_at=at,
        changed_at=at,
    )


def test_what_is_over_stays_over_and_a_yes_is_used_only_after_it_was_given() -> None:
    for state in STATES:
        assert not may_follow(state, state)
        assert an_ask(state).is_open == (state in OPEN) == bool(FOLLOWS[state])
    assert [state for state in STATES if may_follow(state, "used")] == ["approved"]
    assert not may_follow("cancelled", "approved")
    with pytest.raises(KeyError):
        may_follow("lost", "used")


def test_an_ask_is_in_a_known_state_and_its_times_are_utc() -> None:
    with pytest.raises(ValueError, match="unknown state"):
        an_ask("lost")
    with pytest.raises(ValueError, match="asked_at"):
        an_ask(at=AT.replace(tzinfo=None))
