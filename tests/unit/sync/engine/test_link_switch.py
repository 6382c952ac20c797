"""The switch cuts what is under way and what comes, and lets everything through again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from sync.engine.link_switch import LinkSwitch
from sync.engine.ports import LinkDownError


class Endless:
    """A transport whose answer comes in three pieces."""

    @contextmanager
    def exchange(self, body: bytes, headers: Mapping[str, str]) -> Iterator[Iterator[bytes]]:
        del headers
        yield iter([body, b"2", b"3"])

    @contextmanager
    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        yield 200, headers, iter([path.encode(), b"2"])

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        del headers
        return body


def test_everything_passes_while_the_line_is_up() -> None:
    switch = LinkSwitch(Endless())

    with switch.exchange(b"1", {}) as chunks:
        assert list(chunks) == [b"1", b"2", b"3"]
    assert switch.enrol(b"e", {}) == b"e"
    assert switch.is_up


def test_nothing_passes_while_it_is_cut() -> None:
    switch = LinkSwitch(Endless())
    switch.cut()

    with pytest.raises(LinkDownError), switch.exchange(b"1", {}):
        pass
    with pytest.raises(LinkDownError):
        switch.enrol(b"e", {})
    switch.restore()
    assert switch.enrol(b"e", {}) == b"e"


def test_a_file_under_way_is_cut_at_its_next_piece() -> None:
    switch = LinkSwitch(Endless())

    with switch.fetch("/a", {"range": "r"}) as (status, headers, chunks):
        assert (status, headers) == (200, {"range": "r"})
        assert next(chunks) == b"/a"
        switch.cut()
        with pytest.raises(LinkDownError):
            next(chunks)


def test_an_exchange_under_way_is_cut_at_its_next_piece() -> None:
    switch = LinkSwitch(Endless())

    with switch.exchange(b"1", {}) as chunks:
        assert next(chunks) == b"1"
        switch.cut()
        with pytest.raises(LinkDownError):
            next(chunks)
