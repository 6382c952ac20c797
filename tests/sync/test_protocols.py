"""Two protocols side by side: a central of the next release, tills of this one and of that.

The next protocol differs where a protocol may: new fields in header and answer, a new kind of
operation, a later version of facts. What was signed is never of a protocol (sync rule 14.22).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import create_model

from central import tables
from central.operations import endpoint
from sync.engine import exchange
from sync.protocol.exchange import (
    PROTOCOL,
    PROTOCOL_OLDEST,
    AnswerHeader,
    ExchangeHeader,
    header_is_signed,
)
from sync.protocol.status import Link
from tests.sync.world import World

NEXT = PROTOCOL + 1


@contextmanager
def next_central(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Central speaks the next protocol and this one; its answers carry a field nobody knew."""
    with monkeypatch.context() as patch:
        patch.setattr(endpoint, "PROTOCOL", NEXT)
        patch.setattr(endpoint, "PROTOCOL_OLDEST", PROTOCOL)
        richer = create_model("AnswerHeader", __base__=AnswerHeader, tide=(str, "low"))
        patch.setattr(endpoint, "AnswerHeader", richer)
        yield


@contextmanager
def next_till(monkeypatch: pytest.MonkeyPatch, asked: list[int]) -> Iterator[None]:
    """Whoever turns now is a till of the next release, with a header that says more."""
    richer = create_model("ExchangeHeader", __base__=ExchangeHeader, crew=(int, 3))

    def header(**fields: object) -> ExchangeHeader:
        asked.append(NEXT)
        return richer(**{**fields, "protocol": NEXT})

    with monkeypatch.context() as patch:
        patch.setattr(exchange, "ExchangeHeader", header)
        yield


def heard(monkeypatch: pytest.MonkeyPatch) -> list[AnswerHeader]:
    """Every answer's header from now on, as the tills read it."""
    found: list[AnswerHeader] = []

    def noting(public: bytes, header: AnswerHeader, *, till: str, nonce: str) -> bool:
        found.append(header)
        return header_is_signed(public, header, till=till, nonce=nonce)

    monkeypatch.setattr(exchange, "header_is_signed", noting)
    return found


def test_tills_of_two_protocols_are_served_side_by_side_each_in_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = world.a_till("old"), world.a_till("new")
    answers, asked = heard(monkeypatch), list[int]()
    old.sell(3)
    new.sell(4)

    with next_central(monkeypatch):
        old.settle()
        spoken_to_old = {header.protocol for header in answers}
        answers.clear()
        with next_till(monkeypatch, asked):
            new.settle()
        spoken_to_new = {header.protocol for header in answers}

    assert (spoken_to_old, spoken_to_new) == ({PROTOCOL}, {NEXT})
    assert asked
    assert all(header.model_extra == {"tide": "low"} for header in answers)
    assert len(world.receipts()) == 7
    assert world.cases("quarantined") == []
    assert old.waiting() == new.waiting() == 0


def test_a_till_that_is_newer_than_central_is_told_keeps_everything_and_is_sent_after_the_upgrade(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell(3)
    waiting = till.waiting()

    with next_till(monkeypatch, []):
        plan = till.turn()
        status = till.cycle.status
        assert status.link is Link.NEEDS_YOU
        assert status.problem is not None
        assert status.problem.title == "Central speaks another protocol"
        assert "Central is older than this till" in status.problem.message
        assert "keeps all of it" in status.problem.message
        assert (till.waiting(), plan.wait_ms > 0) == (waiting, True)
        assert len(world.receipts()) == 0
        with next_central(monkeypatch):
            till.settle()

    assert till.waiting() == 0
    assert len(world.receipts()) == 3


def test_a_till_that_is_two_protocols_behind_is_told_to_install_the_newest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell()
    monkeypatch.setattr(endpoint, "PROTOCOL", PROTOCOL + 2)
    monkeypatch.setattr(endpoint, "PROTOCOL_OLDEST", PROTOCOL + 1)

    till.turn()

    problem = till.cycle.status.problem
    assert problem is not None
    assert "too old for central: install the newest one" in problem.message
    assert till.waiting() > 0


def test_the_bytes_that_were_signed_are_the_same_in_every_protocol(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent in one protocol with the answer lost, sent again in the next: central finds them."""
    till = world.a_till()
    till.sell(2)
    till.settle()
    sent = world.office.rows(tables.operation, "seq")
    with till.till.db.unit_of_work() as uow:
        uow.outbox.rewind(uow.till.current_stream().name, 0)
        uow.commit()

    with next_central(monkeypatch), next_till(monkeypatch, []):
        till.settle()

    assert world.office.rows(tables.operation, "seq") == sent
    assert len(world.receipts()) == 2


def test_this_central_speaks_no_more_than_two_protocols() -> None:
    assert 0 <= PROTOCOL - PROTOCOL_OLDEST <= 1
