"""The queue never stops for one, and after the line heals it empties in bounded turns (8.4)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from pydantic import BaseModel

from app.use_cases.cases import list_cases
from central import tables
from central.database import DatabaseUnavailable
from central.operations import applying
from central.operations.appliers import Application
from central.operations.correcting import APPLIERS
from central.tills.revoking import revoke_till
from sync.engine.backoff import WAIT_MS_MAX
from sync.engine.cycle import Plan
from sync.engine.ports import LinkDownError, RefusedError
from sync.protocol.exchange import BATCH_BYTES_MAX
from sync.protocol.keys import SigningKey
from sync.protocol.operation import FACTS_BYTES_MAX, NewOperation, PersonalPart
from sync.protocol.status import Link
from tests.central.paper_till import DAY, personal_part, sale_body, shipment_body
from tests.helpers.builders import fixed_key
from tests.sync.faulty_transport import FaultyTransport
from tests.sync.test_status import label_of
from tests.sync.world import SyncTill, World

SPARE_EXCHANGES = 3


class Loose(BaseModel, extra="allow"):
    """A body as a bug or a newer program may write one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poison:
    """An operation that central cannot simply book, and the state that it gets instead."""

    kind: str
    body: BaseModel
    personal: tuple[PersonalPart, ...] = ()
    spoilt: str = ""
    state: str = "quarantined"


LARGE = Loose.model_validate({"padding": "x" * (FACTS_BYTES_MAX - 1_000)})
MARLON = (personal_part("person-a", "Marlon"), personal_part("person-b", "Hinds"))
POISONS = {
    "unreadable body": Poison(kind="sale_completed", body=Loose.model_validate({"total": "?"})),
    "over a limit": Poison(
        kind="shipment_booked", body=shipment_body("GY01A", weight_milli=900_000), personal=MARLON
    ),
    "unknown kind": Poison(
        kind="loyalty_granted", body=Loose.model_validate({"points": 3}), state="awaiting_upgrade"
    ),
    "newer body": Poison(
        kind="stream_opened",
        body=Loose.model_validate({"reason": "enrolled", "program_version": "9", "new": 1}),
        state="awaiting_upgrade",
    ),
    "applier raising": Poison(kind="shift_opened", body=Loose.model_validate({"boom": 1})),
    "largest facts": Poison(kind="loyalty_granted", body=LARGE, state="awaiting_upgrade"),
    "wrong commitment": Poison(
        kind="shipment_booked",
        body=shipment_body("GY01A"),
        personal=MARLON,
        spoilt="UPDATE personal_part SET part = CAST('{}' AS BLOB)",
    ),
    "missing part": Poison(
        kind="shipment_booked",
        body=shipment_body("GY01A"),
        personal=MARLON,
        spoilt="DELETE FROM personal_part WHERE person_id = 'person-b'",
    ),
    "receipt twice": Poison(kind="sale_completed", body=sale_body("GY01A-000001")),
}


def write(till: SyncTill, poison: Poison) -> None:
    with till.till.db.unit_of_work() as uow:
        uow.outbox.append(
            till.till.signer,
            NewOperation(
                kind=poison.kind,
                at=till.clock.now(),
                by="staff-sr",
                day=DAY,
                feed=0,
                body=poison.body,
                personal=poison.personal,
            ),
        )
        if poison.spoilt:
            uow._transaction.connection.execute(sa.text(poison.spoilt))
        uow.commit()


def raising(application: Application) -> None:
    del application
    raise RuntimeError("an applier of ours with a fault")


@pytest.fixture
def _faulty_applier(monkeypatch: pytest.MonkeyPatch) -> None:
    """The applier of opened shifts fails on purpose; every other does its work."""
    monkeypatch.setattr(applying, "APPLIERS", {**APPLIERS, "shift_opened": raising})


def bound(till: SyncTill) -> int:
    """Exchanges that what waits may need at most: one for each 512 kB of it, and three more."""
    with till.till.db.reading() as uow:
        size = sum(
            len(one.facts) + sum(len(part.part) for part in one.personal)
            for stream in uow.till.list_streams()
            for one in uow.outbox.list_operations(
                stream.name, first_seq=stream.stored_through + 1, limit=2_000
            )
        )
    return size // BATCH_BYTES_MAX + 1 + SPARE_EXCHANGES


@pytest.mark.usefixtures("_faulty_applier")
@pytest.mark.allows_log("operation_not_applied")
@pytest.mark.parametrize("name", POISONS)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_poison_anywhere_in_a_batch_is_kept_said_and_in_nobodys_way(
    world: World, name: str, place: str
) -> None:
    poison = POISONS[name]
    till = world.a_till()
    first = till.sell(1)
    till.settle()
    till.transport.is_down = True
    sold = []
    for step in ("first", "middle", "last"):
        if step == place:
            write(till, poison)
        if step != "last":
            sold += till.sell(1)
    till.transport.is_down = False
    most = bound(till)
    turns = till.settle()

    assert turns <= most
    receipts = [sale.sale.receipt_number for sale in [*first, *sold]]
    assert world.receipts() == receipts
    states = [
        row["state"] for row in world.office.rows(tables.operation) if row["kind"] == poison.kind
    ]
    assert poison.state in states
    assert till.waiting() == 0
    assert till.cycle.status.link is Link.ONLINE
    assert till.cycle.status.case_count >= 1
    assert all(case.message for case in list_cases(till.till))


def test_a_batch_of_nothing_but_poison_is_acknowledged_like_any_other(world: World) -> None:
    till = world.a_till()
    till.settle()
    for name, poison in POISONS.items():
        if name != "applier raising":
            write(till, poison)
    most = bound(till)
    turns = till.settle()

    assert turns <= most
    assert till.waiting() == 0
    assert len(till.sell(1)) == 1
    till.settle()
    assert len(world.receipts()) >= 1


# ------------------------------------------------------------------ the line heals
Outage = Callable[[SyncTill, World, pytest.MonkeyPatch], AbstractContextManager[None]]


@contextmanager
def answering(error: Callable[[], Exception], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every exchange fails with this, as the transport says it."""

    def exchange(*_: object) -> AbstractContextManager[Iterator[bytes]]:
        raise error()

    with monkeypatch.context() as patch:
        patch.setattr(FaultyTransport, "exchange", exchange)
        yield


def busy_for_an_hour(
    till: SyncTill, world: World, monkeypatch: pytest.MonkeyPatch
) -> AbstractContextManager[None]:
    """503 or 429 with a wish to be left alone for an hour."""
    del till, world

    def busy() -> Exception:
        return LinkDownError("Central is busy", "Nothing is lost.", retry_after_s=3_600)

    return answering(busy, monkeypatch)


def refused(
    till: SyncTill, world: World, monkeypatch: pytest.MonkeyPatch
) -> AbstractContextManager[None]:
    """401, 403 or 426 until somebody sees to it."""
    del till, world
    return answering(lambda: RefusedError("Shut out", "Nothing is lost."), monkeypatch)


@contextmanager
def a_key_that_central_does_not_know(
    till: SyncTill, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A real 401: the request is signed by another key."""
    del world, monkeypatch
    parts, stranger = till.cycle._parts, SigningKey(fixed_key("stranger"))
    object.__setattr__(parts, "signer", stranger)
    yield
    object.__setattr__(parts, "signer", till.till.signer)


@contextmanager
def a_fault_of_ours(
    till: SyncTill, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The answer cannot be taken in: a bug, told as one, turn after turn."""
    del till, world

    def broken(*_: object, **__: object) -> None:
        raise RefusedError("A fault", "Nothing is lost.")

    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.accept_answer", broken)
        yield


@pytest.mark.parametrize(
    "outage", [busy_for_an_hour, refused, a_key_that_central_does_not_know, a_fault_of_ours]
)
def test_after_the_line_heals_everything_is_there_after_one_wait_and_few_exchanges(
    world: World, monkeypatch: pytest.MonkeyPatch, outage: Outage
) -> None:
    till = world.a_till()
    with outage(till, world, monkeypatch):
        sold = till.sell(6)
        plans: list[Plan] = [till.turn() for _ in range(14)]

        assert max(plan.wait_ms for plan in plans) <= WAIT_MS_MAX
        assert min(plan.wait_ms for plan in plans) > 0
        assert till.waiting() > 0
    most = bound(till)
    turns = till.settle()

    assert turns <= most
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]


def test_a_revoked_till_hands_everything_over_and_goes_on_asking(world: World) -> None:
    till = world.a_till()
    till.sell(1)
    till.settle()
    revoke_till(world.office.central, world.store, label_of(till), "stolen")
    till.sell(2)
    plans = [till.turn() for _ in range(4)]

    assert till.waiting() == 0
    assert max(plan.wait_ms for plan in plans) <= WAIT_MS_MAX


@pytest.mark.allows_log("database_unavailable")
def test_planted_bug_a_central_that_refuses_what_it_cannot_book_stops_the_queue(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the invariant is for: let an applier's failure out, and nothing after it comes."""

    def escaping(*_: object, **__: object) -> None:
        raise DatabaseUnavailable("The database does not answer", "Nothing is lost.")

    till = world.a_till()
    till.sell(1)
    monkeypatch.setattr("central.operations.receiving._store_one", escaping)
    with pytest.raises(AssertionError, match="not settled"):
        till.settle()

    assert till.waiting() > 0
    assert world.receipts() == []
