"""One provider's number, shown at two tills in the same moment: it pays once, whoever commits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.payments.references import take_references
from central.payments.rows import PaymentRow
from central.payments.tables import provider_reference
from tests.central.paper_till import PaperTill
from tests.central.paying import CLAIM, Payroom, claim, payroom
from tests.postgres.fixtures import Databases

WAIT_S = 20.0
TAKING = "central.operations.payment_facts.take_references"


@pytest.fixture
def room(databases: Databases, tmp_path: Path) -> Iterator[Payroom]:
    office = databases.new_office(tmp_path / "central")
    yield payroom(office)
    office.close()


def at_once(tills: list[PaperTill]) -> None:
    """Push from each till in a thread of its own."""
    with ThreadPoolExecutor(len(tills)) as pool:
        answers = list(pool.map(lambda till: till.push(), tills))
    assert [answer.rulings for answer in answers] == [()] * len(tills)


def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both transactions be open before either takes the number."""
    gate, met = threading.Barrier(2), threading.local()
    real = take_references

    def take(writing: object, row: PaymentRow, *words: object) -> str | None:
        if not getattr(met, "yes", False):  # a batch that is done once more waits for nobody
            met.yes = True
            gate.wait(WAIT_S)
        return real(writing, row, *words)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(TAKING, take)


def states(room: Payroom, count: int) -> list[str]:
    return sorted(room.state(f"pay-{number}") for number in range(count))


@pytest.mark.parametrize("turn", range(3))
def test_a_reference_of_two_tills_at_once_is_one_payments_and_the_other_is_disputed(
    room: Payroom, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    del turn
    tills = [room.office.enrol(room.shop) for _ in range(2)]
    for number, till in enumerate(tills):
        claim(till, f"pay-{number}", payer_id=f"person-{number}")
    meeting(monkeypatch)
    at_once(tills)

    assert states(room, 2) == ["claimed", "disputed"]
    (kept,) = room.office.rows(provider_reference)
    assert room.state(str(kept["payment_id"])) == "claimed"
    assert room.cases() == ["payment_disputed"]
    assert kept["reference"] == CLAIM.reference


def test_planted_a_look_before_the_insert_would_let_both_have_it(
    room: Payroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks first whether it is taken, and writes then, is told *no* twice."""
    tills = [room.office.enrol(room.shop) for _ in range(2)]
    for number, till in enumerate(tills):
        claim(till, f"pay-{number}", payer_id=f"person-{number}")
    monkeypatch.setattr(TAKING, looking_first())
    at_once(tills)

    assert states(room, 2) == ["claimed", "claimed"]  # what the test above must never see


def looking_first() -> Callable[..., str | None]:
    gate = threading.Barrier(2)

    def take(writing: object, row: PaymentRow, merchant: str, references: object) -> str | None:
        del merchant, references
        found: str | None = writing.connection.scalar(  # type: ignore[attr-defined]  # a Writing
            sa.select(provider_reference.c.payment_id).where(
                provider_reference.c.reference == row.reference
            )
        )
        gate.wait(WAIT_S)
        return found

    return take
