"""What central says arrives whole and once, and loses nothing that waits (sync rules 4)."""

from collections.abc import Iterable, Iterator

import pytest

from app.use_cases.search_catalog import search_catalog
from central.publication import NewChange, new_change, store_feed
from sync.protocol.changes import ItemChanged
from sync.protocol.exchange import AnswerLine, Ruling
from sync.protocol.stream_codec import StreamDamagedError, decode_answer
from tests.sync.faulty_transport import Fault
from tests.sync.world import SyncTill, World

GOODS = 1_500


def many_goods(world: World, *, version: int) -> None:
    """One transaction of central's that touches more rows than one chunk holds."""
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        for number in range(GOODS):
            body = ItemChanged(
                sku=f"G{number:04d}",
                name=f"Enamel cup {number:04d} v{version}",
                price_minor=10_000 * version,
                currency="GYD",
                price_id=f"g{number}@{version}",
                tax_class="standard",
            )
            writing.publish(feed, new_change(f"g{number:04d}", body))


def versions_shown(till: SyncTill) -> set[str]:
    items = search_catalog(till.till, "enamel", 50)
    return {item.name.rpartition(" ")[2] for item in items}


def test_a_transaction_of_central_appears_whole_or_not_at_all(world: World) -> None:
    till = world.a_till()
    many_goods(world, version=1)
    till.settle()
    assert versions_shown(till) == {"v1"}

    many_goods(world, version=2)
    till.transport.faults = [Fault.CUT_ANSWER]
    till.turn()
    assert versions_shown(till) == {"v1"}
    till.settle()

    assert versions_shown(till) == {"v2"}
    with till.till.db.reading() as uow:
        assert uow.catalog.count_items() == GOODS + 1


def test_a_cut_answer_is_resumed_and_not_begun_anew(world: World) -> None:
    till = world.a_till()
    many_goods(world, version=1)
    till.transport.faults = [Fault.CUT_ANSWER]
    till.turn()
    with till.till.db.reading() as uow:
        after_the_cut = uow.feed.cursor()
    till.settle()

    assert after_the_cut is not None
    rest = till.cycle.status
    assert rest.last_exchange_at is not None
    assert versions_shown(till) == {"v1"}


def test_a_price_change_in_the_feed_reaches_the_next_cart_and_never_an_open_line(
    world: World,
) -> None:
    till = world.a_till()
    cheap = till.sell(1)[0]
    world.price_tape(99_900, version=2)
    till.settle()

    dear = till.sell(1)[0]

    assert cheap.sale.total.amount_minor == 48_000
    assert dear.sale.total.amount_minor == 99_900
    assert dear.sale.lines[0].line.price_id == "tape@2"


def test_a_new_epoch_rebases_the_till_and_keeps_what_waits(world: World) -> None:
    till = world.a_till()
    till.settle()
    copy = world.copy_central("yesterday")
    world.price_tape(55_500, version=2)
    till.settle()
    till.transport.is_down = True
    sold = till.sell(2)

    world.restore_central(copy)
    world.price_tape(66_600, version=3)
    till.transport.is_down = False
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert till.sell(1)[0].sale.total.amount_minor == 66_600


def test_a_till_reads_nothing_of_another_organisation(world: World) -> None:
    till = world.a_till()
    stranger = world.office.open_shop("Another agent")
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        body = ItemChanged(
            sku="SECRET", name="Tape of another", currency="GYD", price_id="s@1", tax_class="zero"
        )
        feed = store_feed(stranger.organisation_id, stranger.store_id)
        writing.publish(feed, new_change("secret", body))
    till.settle()

    assert [item.name for item in search_catalog(till.till, "tape", 50)] == [
        "Packing tape, clear, 2 in"
    ]


def test_an_answer_with_a_chunk_over_the_bound_is_dropped_from_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    many_goods(world, version=1)
    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.pull.CHUNK_ROWS_MAX", 10)
        till.turn()
    assert versions_shown(till) == set()
    till.settle()

    assert versions_shown(till) == {"v1"}


@pytest.mark.parametrize("rest", ["stray", "damaged"])
def test_what_follows_a_line_that_does_not_belong_is_dropped_and_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    till = world.a_till()
    many_goods(world, version=1)

    def disturbed(chunks: Iterable[bytes]) -> Iterator[AnswerLine]:
        for count, line in enumerate(decode_answer(chunks)):
            if count == GOODS // 2:
                if rest == "damaged":
                    message = "noise on the line"
                    raise StreamDamagedError(message)
                yield Ruling(seq=1, state="quarantined", title="t", message="m")
            yield line

    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.decode_answer", disturbed)
        till.turn()
    assert versions_shown(till) == set()
    till.settle()

    assert versions_shown(till) == {"v1"}


def test_news_that_this_program_cannot_read_is_said_and_the_rest_is_taken_in(world: World) -> None:
    till = world.a_till()
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        broken = NewChange(kind="item", key="odd", body='{"sku":7}')
        writing.publish(feed, broken)
    world.price_tape(77_700, version=2)
    till.settle()

    problem = till.cycle.status.problem
    assert problem is not None
    assert "could not be read" in problem.title
    assert till.sell(1)[0].sale.total.amount_minor == 77_700
