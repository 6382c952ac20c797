from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from app.devices.system_clock import SystemClock, SystemEntropy, Uuid7Ids, running_seconds

START = datetime(2026, 11, 22, 12, 0, 0, 123_000, tzinfo=UTC)


class SetClock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class SameBytes:
    """No chance at all: what differs then differs by the clock and the counter."""

    def take(self, byte_count: int) -> bytes:
        return b"\xff" * byte_count


def test_the_clock_is_aware_and_in_utc() -> None:
    now = SystemClock().now()

    assert now.utcoffset() == timedelta(0)


def test_entropy_gives_as_many_bytes_as_asked_and_never_the_same() -> None:
    entropy = SystemEntropy()

    assert len(entropy.take(32)) == 32
    assert entropy.take(32) != entropy.take(32)


def test_an_id_is_a_uuid_of_version_seven_that_carries_the_millisecond() -> None:
    text = Uuid7Ids(SetClock(START), SystemEntropy()).new_id()

    parsed = UUID(text)
    assert str(parsed) == text
    assert parsed.version == 7
    assert parsed.variant == RFC_4122
    assert parsed.int >> 80 == int(START.timestamp()) * 1000 + 123


def test_ids_of_one_millisecond_are_different_and_in_order() -> None:
    ids = Uuid7Ids(SetClock(START), SameBytes())

    made = [ids.new_id() for _ in range(5_000)]

    assert len(set(made)) == len(made)
    assert made == sorted(made)


def test_a_clock_that_goes_back_makes_no_smaller_id() -> None:
    clock = SetClock(START)
    ids = Uuid7Ids(clock, SystemEntropy())
    before = ids.new_id()
    clock.at = START - timedelta(days=365)

    after = ids.new_id()

    assert after > before


def test_running_seconds_never_go_back() -> None:
    first, second = running_seconds(), running_seconds()

    assert second >= first
