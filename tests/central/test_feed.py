"""The feed: cursors, chunks, whole transactions, epochs, and nobody else's rows."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from central.feed.cursor import Cursor, read_cursor, sealed, write_cursor
from central.feed.reading import CursorClaim, FeedRequest, read_feed, settle_cursor
from central.publication import (
    FeedName,
    NewChange,
    organisation_feed,
    store_feed,
    till_feed,
)
from central.state import begin_epoch
from central.tables import change, feed_stream
from central.tills.organisations import Store, add_store
from sync.protocol.changes import CHANGES, Change
from tests.central.office import SHOP, Office
from tests.central.paper_till import Answer, PaperTill

pytestmark = pytest.mark.both_databases

SEAL = b"seal" * 8


def publish(office: Office, store: Store, count: int, text: str = "x") -> None:
    """Publish changes in one transaction."""
    with office.central.database.writing(office.clock.now()) as writing:
        for number in range(count):
            new = NewChange(kind="item", key=f"item-{number}", body=json.dumps({"name": text}))
            writing.publish(store_feed(store.organisation_id, store.store_id), new)


def pull_all(till: PaperTill) -> list[Answer]:
    """Pull until there is nothing more."""
    answers = [till.pull()]
    while answers[-1].end is None or answers[-1].end.more:
        assert len(answers) < 100
        answers.append(till.pull())
    return answers


def test_a_new_till_gets_store_rules_and_itself_from_the_start(
    shop: Store, till: PaperTill
) -> None:
    answer = till.pull()

    kinds = {change.stream.partition(":")[0]: change.kind for change in answer.changes}
    assert kinds == {"org": "rule", "store": "store"}
    store_change = next(change for change in answer.changes if change.kind == "store")
    assert store_change.key == shop.store_id
    assert store_change.body["zone"] == "America/Guyana"
    assert answer.end is not None
    assert not answer.end.more
    assert not answer.header.rebase


def test_nothing_new_is_a_cursor_and_an_end_and_less_than_a_kilobyte(till: PaperTill) -> None:
    till.pull()
    before = till.cursor

    answer = till.pull()

    assert answer.changes == ()
    assert till.cursor == before
    assert len(answer.cursors) == 1


def test_positions_are_dense_and_say_where_their_transaction_ends(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.pull()
    publish(office, shop, 3)
    publish(office, shop, 2)

    changes = till.pull().changes

    assert [(change.position, change.last) for change in changes] == [
        (2, 4),
        (3, 4),
        (4, 4),
        (5, 6),
        (6, 6),
    ]


def test_a_cursor_comes_after_at_most_200_changes(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.pull()
    publish(office, shop, 450)

    answer = till.pull()

    assert len(answer.changes) == 450
    feed = f"store:{shop.store_id}"
    assert [cursor.visible.get(feed) for cursor in answer.cursors] == [1, 1, 451]


def test_a_long_feed_is_cut_by_bytes_and_goes_on_where_it_was_cut(
    office: Office, shop: Store
) -> None:
    office.settings = office.settings.model_copy(update={"answer_bytes_max": 65_536})
    office.close()
    till = office.enrol(shop)
    publish(office, shop, 1_000, "y" * 400)

    answers = pull_all(till)

    positions = [
        change.position
        for answer in answers
        for change in answer.changes
        if change.stream.startswith("store:")
    ]
    assert positions == list(range(1, 1_002))
    assert len(answers) > 3
    feed = f"store:{shop.store_id}"
    assert [answer.cursors[-1].visible.get(feed) for answer in answers][-1] == 1_001
    assert all(answer.cursors[-1].visible.get(feed, 1) == 1 for answer in answers[:-1]), (
        "a transaction may be shown only when it is whole"
    )


def test_an_answer_read_from_any_of_its_cursors_yields_the_rest(
    office: Office, shop: Store, till: PaperTill
) -> None:
    publish(office, shop, 700)
    whole = till.push(1, 0)
    seen = 0
    for cursor in whole.cursors:
        read = read_cursor(cursor.cursor, office.central.keys.cursor_seal)
        assert read is not None
        seen = next(
            index
            for index in range(seen or 1, len(whole.changes) + 1)
            if _read_through(whole.changes[:index]) == read.positions
        )
        till.cursor = cursor.cursor
        rest = till.push(1, 0)
        assert rest.changes == whole.changes[seen:]


def _read_through(changes: tuple[Change, ...]) -> dict[str, int]:
    return {one.stream: one.position for one in changes}


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "?",
        "ÄÖ",
        "bm90IGEgY3Vyc29y",
        sealed(b"", SEAL),
        sealed(b"\x02another form", SEAL),
        sealed(b"\x01\x7fshort", SEAL),
        sealed(b"\x01\x80", SEAL),
        sealed(b"\x01\x01\xff\x00", SEAL),
    ],
)
def test_a_cursor_that_central_has_not_made_is_answered_with_rebase(
    office: Office, till: PaperTill, cursor: str
) -> None:
    whole = till.pull()

    claim = CursorClaim(feeds=_feeds(till), text=cursor, epoch=office.central.epoch, seal_key=SEAL)
    with office.central.database.reading() as connection:
        start = settle_cursor(connection, claim)

    assert start.rebase
    assert not start.is_evidence
    if cursor.isascii() and cursor:
        till.cursor = cursor
        answer = till.push(1, 0)
        assert answer.header.rebase
        assert answer.changes == whole.changes


def _feeds(till: PaperTill) -> tuple[FeedName, ...]:
    granted = till.granted
    return (
        organisation_feed(granted.organisation_id),
        store_feed(granted.organisation_id, granted.store_id),
        till_feed(granted.organisation_id, granted.till),
    )


def test_a_cursor_ahead_of_central_is_answered_with_rebase(office: Office, till: PaperTill) -> None:
    ahead = Cursor(office.central.epoch, {f"till:{till.granted.till}": 1})
    till.cursor = write_cursor(ahead, office.central.keys.cursor_seal)

    assert till.pull().header.rebase


def test_a_cursor_that_stands_at_another_change_is_answered_with_rebase(
    office: Office, till: PaperTill
) -> None:
    """Central was put back from a raw copy of its disk: same epoch, positions given out twice."""
    till.pull()
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(
            sa.update(change).where(change.c.kind == "store").values(body='{"another":1}')
        )

    assert till.pull().header.rebase


def test_a_cursor_that_names_another_organisations_stream_gets_nothing_of_it(
    office: Office, till: PaperTill
) -> None:
    """Two organisations: neither reads a row of the other, whatever its cursor says."""
    other_shop = office.open_shop("Others", replace(SHOP, name="Regent Street"))
    other = office.enrol(other_shop)
    publish(office, other_shop, 3, "secret of the others")
    till.cursor = write_cursor(
        Cursor(office.central.epoch, {f"store:{other_shop.store_id}": 1, "org:none": 5}),
        office.central.keys.cursor_seal,
    )

    changes = till.pull().changes

    assert {change.stream for change in changes} == {
        f"org:{till.granted.organisation_id}",
        f"store:{till.granted.store_id}",
    }
    assert "secret" not in str(changes)
    assert "secret" in str(other.pull().changes)


def test_two_stores_of_one_organisation_share_rules_and_nothing_else(
    office: Office, shop: Store
) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        second = add_store(
            writing,
            office.central.surroundings,
            shop.organisation_id,
            replace(SHOP, name="Regent Street"),
        )
    publish(office, second, 2, "secret")
    till = office.enrol(shop)

    changes = till.pull().changes

    assert "secret" not in str(changes)
    assert {change.kind for change in changes} == {"rule", "store"}


def test_a_new_epoch_makes_the_till_pull_from_the_start(office: Office, till: PaperTill) -> None:
    whole = till.pull()
    central = office.central
    with central.database.writing(office.clock.now()) as writing:
        old = central.epoch
        new = begin_epoch(writing, central.surroundings, instead_of=old, reason="test")
    office.close()
    till.client = office.client

    answer = till.pull()

    assert answer.header.epoch == new != old
    assert answer.header.rebase
    assert answer.changes == whole.changes


def test_a_transaction_that_fails_takes_no_position(office: Office, shop: Store) -> None:
    before = office.rows(feed_stream, "name")

    with pytest.raises(RuntimeError):
        _publish_and_fail(office, shop)

    assert office.rows(feed_stream, "name") == before


def _publish_and_fail(office: Office, shop: Store) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        feed = store_feed(shop.organisation_id, shop.store_id)
        writing.publish(feed, NewChange(kind="item", key="k", body="{}"))
        raise RuntimeError


def test_streams_are_taken_in_ascending_order_of_name(office: Office, shop: Store) -> None:
    """Two transactions that publish on the same streams can never wait for each other."""
    taken: list[str] = []
    with office.central.database.writing(office.clock.now()) as writing:

        def note(*arguments: object) -> None:
            statement, parameters = str(arguments[2]), arguments[3]
            if statement.startswith("UPDATE feed_stream"):
                taken.append(str(parameters))

        sa.event.listen(writing.connection, "before_cursor_execute", note)
        new = NewChange(kind="item", key="k", body="{}")
        writing.publish(store_feed(shop.organisation_id, shop.store_id), new)
        writing.publish(organisation_feed(shop.organisation_id), new)

    assert ["org:" in one for one in taken] == [True, False]


def test_every_body_in_the_feed_is_one_the_protocol_knows(office: Office, till: PaperTill) -> None:
    for one in till.pull().changes:
        CHANGES[one.kind].model_validate(one.body)

    assert len(office.rows(change)) > 20


def test_an_answer_is_read_in_short_transactions(office: Office, till: PaperTill) -> None:
    """A slow link never keeps a reader open: between two lines nobody holds a connection."""
    asked = FeedRequest(
        feeds=_feeds(till),
        cursor=Cursor(office.central.epoch),
        bytes_max=1_000_000,
        seal_key=SEAL,
    )
    lines = read_feed(office.central.database, asked)

    next(lines)
    pool = office.central.database.engine.pool
    assert isinstance(pool, sa.pool.QueuePool)
    assert pool.checkedout() == 0
