"""The serial scale against a simulated one: what stands still is read, and nothing else is."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.counter.gallery_till import StillClock
from app.devices.scale_protocols import PROTOCOLS, SerialLine, Trouble, read_answer
from app.devices.scales import OpenPort, SerialScale, list_scales
from app.use_cases.device_settings import ScaleSettings
from app.use_cases.hardware import READING_AGE_MAX, ScaleFailure, ScaleReading
from domain.shipment import Weight, WeightUnit
from tests.helpers.scale_simulator import (
    MOVING,
    NO_ZERO,
    OVER,
    UNDER,
    SimulatedScale,
    a_scale,
    status,
    weighs,
)

LIMIT_S = 0.8


@pytest.fixture
def simulated() -> Iterator[SimulatedScale]:
    with a_scale() as scale:
        yield scale


def a_reader(port: str, *, unit: WeightUnit = "lb", protocol: str = "toledo_8217") -> SerialScale:
    settings = ScaleSettings(protocol=protocol, port=port, unit=unit)
    return SerialScale(lambda: settings, StillClock(), limit_s=LIMIT_S)


def test_a_load_that_stands_still_is_read_in_the_unit_of_the_scale(
    simulated: SimulatedScale,
) -> None:
    simulated.answers(weighs(" 46.50"))
    reading = a_reader(simulated.port).read()

    assert reading.weight == Weight(46_500, "lb")
    assert reading.read_at == StillClock().now()
    assert a_reader(simulated.port, unit="kg").read().weight == Weight(46_500, "kg")


def test_a_net_weight_is_a_weight(simulated: SimulatedScale) -> None:
    simulated.answers(weighs("01.250N"))

    assert a_reader(simulated.port).read().weight == Weight(1_250, "lb")


def test_a_moving_load_is_waited_for_and_never_taken_while_it_moves(
    simulated: SimulatedScale,
) -> None:
    simulated.answers(status(MOVING), status(MOVING), weighs("12.00"))
    assert a_reader(simulated.port).read().weight == Weight(12_000, "lb")
    assert simulated.asked == 3

    simulated.answers(status(MOVING))
    with pytest.raises(ScaleFailure, match="still moving"):
        a_reader(simulated.port).read()


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (OVER, "too heavy"),
        (UNDER, "less than zero"),
        (NO_ZERO, "not found its zero"),
        (OVER | MOVING, "too heavy"),
    ],
)
def test_an_overloaded_or_unzeroed_scale_says_so_in_plain_words(
    simulated: SimulatedScale, bits: int, words: str
) -> None:
    simulated.answers(status(bits))

    with pytest.raises(ScaleFailure, match=words):
        a_reader(simulated.port).read()


def test_an_empty_scale_is_no_weight(simulated: SimulatedScale) -> None:
    simulated.answers(weighs("00.00"))

    with pytest.raises(ScaleFailure, match="empty"):
        a_reader(simulated.port).read()


def test_garbage_is_asked_again_and_then_said(simulated: SimulatedScale) -> None:
    simulated.answers(b"\x7f\x11x\r", b"\x0246.5.0\r", weighs("46.50"))
    assert a_reader(simulated.port).read().weight == Weight(46_500, "lb")

    simulated.answers(b"12.00\r")
    with pytest.raises(ScaleFailure, match="cannot be read"):
        a_reader(simulated.port).read()


def test_a_slow_scale_is_waited_for(simulated: SimulatedScale) -> None:
    simulated.pause_s = 0.03
    simulated.answers(weighs(" 46.50"))

    assert a_reader(simulated.port).read().weight == Weight(46_500, "lb")


def test_a_silent_scale_is_given_up_within_the_limit(simulated: SimulatedScale) -> None:
    simulated.answers()

    with pytest.raises(ScaleFailure, match="does not answer"):
        a_reader(simulated.port).read()


def test_a_scale_unplugged_between_or_within_readings_says_so(simulated: SimulatedScale) -> None:
    simulated.unplug_at = 1
    simulated.answers(weighs("46.50"))
    with pytest.raises(ScaleFailure, match=r"cannot be reached|does not answer"):
        a_reader(simulated.port).read()

    with pytest.raises(ScaleFailure, match="cannot be reached"):
        a_reader(simulated.port).read()


def test_what_was_sent_before_the_question_is_never_the_answer() -> None:
    class Chatty:
        """A port with an old weight in its buffer."""

        def __init__(self) -> None:
            self.buffer = b"\x0299.99\r"
            self.closed = False

        def write(self, data: bytes, /) -> int:
            self.buffer += b"\x0212.00\r"
            return len(data)

        def read_until(self, expected: bytes = b"\n", size: int | None = None) -> bytes:
            del size
            line, self.buffer = self.buffer.split(expected, 1)
            return line + expected

        def reset_input_buffer(self) -> None:
            self.buffer = b""

        def close(self) -> None:
            self.closed = True

    port = Chatty()
    settings = ScaleSettings(protocol="toledo_8217", port="COM3")
    scale = SerialScale(lambda: settings, StillClock(), opener=lambda _name, _line: OpenPort(port))

    assert scale.read().weight == Weight(12_000, "lb")
    assert port.closed


def test_a_cable_without_seven_bits_gets_the_parity_bit_from_the_program(
    simulated: SimulatedScale,
) -> None:
    """A pseudo terminal cannot do seven bits; `W` has five bits set, so its eighth is set."""
    simulated.answers(weighs("46.50"))
    a_reader(simulated.port).read()

    assert simulated.heard in {b"\xd7", b"W"}


def test_a_till_without_a_scale_says_where_to_set_one_up() -> None:
    for port, protocol in (("", ""), ("COM3", "sundial")):
        with pytest.raises(ScaleFailure, match="No scale is set up"):
            a_reader(port, protocol=protocol).read()


def test_an_opener_that_is_refused_says_the_scale_cannot_be_reached() -> None:
    def refused(_name: str, _line: SerialLine) -> OpenPort:
        raise ValueError

    settings = ScaleSettings(protocol="toledo_8217", port="COM3")
    with pytest.raises(ScaleFailure, match="COM3"):
        SerialScale(lambda: settings, StillClock(), opener=refused).read()


@pytest.mark.parametrize(
    ("key", "answer", "found"),
    [
        ("toledo_8217", b"\x02 01.250", Weight(1_250, "lb")),
        ("toledo_8217", b"\x02?\x01", Trouble.MOVING),
        ("toledo_8217", b"\x02?\x02", Trouble.OVER),
        ("toledo_8217", b"\x02?\x40", Trouble.REFUSED),
        ("toledo_8217", b"\x02?\x10", Trouble.MOVING),
        ("toledo_8217", b"\x021.23456", Trouble.GARBLED),
        ("cas_pd2", b"\x02\x4001250K", Weight(1_250, "kg")),
        ("cas_pd2", b"\x02\x4001250L", Weight(12_500, "lb")),
        ("cas_pd2", b"\x02\x4101250L", Trouble.MOVING),
        ("cas_pd2", b"\x02\x4401250L", Trouble.OVER),
        ("st_gs", b"ST,GS,+  1.500kg\r", Weight(1_500, "kg")),
        ("st_gs", b"ST,NT,+ 46.5 lb\r", Weight(46_500, "lb")),
        ("st_gs", b"US,GS,+  1.500kg\r", Trouble.MOVING),
        ("st_gs", b"OL,GS,+  9.999kg\r", Trouble.OVER),
        ("st_gs", b"ST,GS,-  0.500kg\r", Trouble.UNDER_ZERO),
        ("st_gs", b"ST,GS,+  1500 g\r", Trouble.OTHER_UNIT),
        ("st_gs", b".500kg\r", Trouble.GARBLED),
        ("stx_weight", b"\x02+ 12.5kg\x03", Weight(12_500, "kg")),
        ("stx_weight", b"\x02?\x04", Trouble.UNDER_ZERO),
    ],
)
def test_each_protocol_is_a_row_that_reads_its_own_answers(
    key: str, answer: bytes, found: Weight | Trouble
) -> None:
    assert read_answer(PROTOCOLS[key], answer, "lb") == found


def test_every_row_can_be_chosen() -> None:
    assert [kind.key for kind in list_scales()] == list(PROTOCOLS)


def test_a_reading_is_fresh_for_a_few_seconds_and_never_when_the_clock_went_back() -> None:
    at = datetime(2026, 11, 21, 9, tzinfo=UTC)
    reading = ScaleReading(weight=Weight(1_000, "lb"), read_at=at)

    assert reading.is_fresh(at)
    assert reading.is_fresh(at + READING_AGE_MAX)
    assert not reading.is_fresh(at + READING_AGE_MAX * 2)
    assert not reading.is_fresh(at - READING_AGE_MAX)
