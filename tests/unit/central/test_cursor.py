"""The cursor: what central wrote it reads again, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from central.feed.cursor import Cursor, read_cursor, write_cursor

KEY = bytes(range(32))
NAMES = st.one_of(
    st.uuids().map(lambda id_: f"store:{id_}"),
    st.uuids().map(str),
    st.text(max_size=60).filter(lambda text: text.isprintable()),
)
PLACES = st.tuples(st.integers(min_value=0, max_value=2**53), st.binary(max_size=6))


@given(NAMES, st.dictionaries(NAMES, PLACES, max_size=4))
def test_what_was_written_is_read_again(epoch: str, places: dict[str, tuple[int, bytes]]) -> None:
    cursor = Cursor(
        epoch,
        {name: position for name, (position, _) in places.items()},
        {name: stamp.hex() for name, (_, stamp) in places.items()},
    )

    assert read_cursor(write_cursor(cursor, KEY), KEY) == cursor


@given(st.text(max_size=200))
def test_what_central_did_not_write_is_no_cursor(text: str) -> None:
    assert read_cursor(text, KEY) is None


def test_a_cursor_of_three_streams_takes_few_bytes() -> None:
    ids = [f"01a203c0-6df4-763a-8300-162c08f908a{digit}" for digit in range(4)]
    names = [f"{kind}:{id_}" for kind, id_ in zip(("org", "store", "till"), ids, strict=False)]
    cursor = Cursor(ids[3], dict.fromkeys(names, 100_000), dict.fromkeys(names, "a1b2c3d4e5f6"))

    assert len(write_cursor(cursor, KEY)) <= 200
