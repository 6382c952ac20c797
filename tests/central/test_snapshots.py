"""Snapshots over HTTP: immutable files in ranges, signed manifests, nobody else's rows (10)."""

from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa

from central.cli import main
from central.database import DatabaseUnavailable
from central.opening import Central
from central.present.tables import feed_current, snapshot, snapshot_frame
from central.publication import new_change, store_feed, till_feed
from central.settings import Settings
from central.snapshots import keeping
from central.snapshots.keeping import build_snapshot
from central.tills.organisations import Store, add_organisation, add_store
from central.tills.registry import EnrolledTill, find_till
from central.tills.revoking import revoke_till
from sync.protocol.allotment_bodies import AllotmentGranted, ResourceChanged
from sync.protocol.changes import ItemChanged, ItemRemoved
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.snapshot import (
    FILE_PATH,
    MANIFEST_PATH,
    SUMS_PATH,
    Asked,
    BucketRows,
    BucketSums,
    Manifest,
    read_told,
)
from sync.protocol.sums import bucket_of
from tests.central.office import SHOP, Office
from tests.central.paper_till import NONCE, START, PaperTill

pytestmark = pytest.mark.both_databases
GOODS = 30


def stock_up(office: Office, store: Store, count: int = GOODS, *, version: int = 1) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        feed = store_feed(store.organisation_id, store.store_id)
        for number in range(count):
            body = ItemChanged(
                sku=f"G{number}",
                name=f"Cup {number}",
                price_minor=100 * version,
                currency="GYD",
                price_id=f"g{number}@{version}",
                tax_class="standard",
            )
            writing.publish(feed, new_change(f"g{number:03d}", body))


def ask(till: PaperTill, path: str, *, key: SigningKey | None = None) -> httpx.Response:
    headers = signature_headers(
        SignedRequest(method="GET", path=path, body=b""),
        key=key or till.signer,
        key_id=till.granted.till,
        created_at=START,
        nonce=NONCE,
    )
    response: httpx.Response = till.client.get(path, headers=headers)
    return response


def asked(office: Office, till: PaperTill) -> Asked:
    public = office.central.keys.signing.public_bytes
    return Asked(till=till.granted.till, nonce=NONCE, central_key=public)


def manifest_of(office: Office, till: PaperTill) -> Manifest:
    response = ask(till, f"{MANIFEST_PATH}/{NONCE}/{till.cursor or '-'}")
    assert response.status_code == httpx.codes.OK, response.text
    return read_told(response.content, Manifest, asked(office, till))


def reader_of(office: Office, till: PaperTill) -> EnrolledTill:
    with office.central.database.reading() as connection:
        found = find_till(connection, till.granted.till)
    assert found is not None
    return found


def test_a_file_is_immutable_and_comes_whole_or_in_ranges(
    office: Office, shop: Store, till: PaperTill
) -> None:
    stock_up(office, shop)
    (file,) = manifest_of(office, till).files
    path, tag = f"{FILE_PATH}/{file.sha256}", f'"{file.sha256}"'
    whole = till.client.get(path)

    assert whole.status_code == httpx.codes.OK
    assert len(whole.content) == file.size_bytes
    assert file.frame_is(0, whole.content[: file.sizes[0]])
    assert whole.headers["etag"] == tag
    assert "immutable" in whole.headers["cache-control"]
    assert whole.headers["accept-ranges"] == "bytes"
    part = till.client.get(path, headers={"Range": "bytes=10-19"})
    assert part.status_code == httpx.codes.PARTIAL_CONTENT
    assert part.content == whole.content[10:20]
    assert part.headers["content-range"] == f"bytes 10-19/{file.size_bytes}"
    rest = till.client.get(path, headers={"Range": "bytes=10-", "If-Range": tag})
    assert rest.content == whole.content[10:]
    beyond = till.client.get(path, headers={"Range": "bytes=10-99999999"})
    assert beyond.content == whole.content[10:]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=10-", "If-Range": '"another"'}, 200),
        ({"Range": "bytes=-5"}, 200),
        ({"Range": "bytes=9-5"}, 200),
        ({"Range": "bytes=0-1,3-4"}, 200),
        ({"Range": "lines=1-2"}, 200),
        ({"Range": "bytes=99999999-"}, 416),
        ({"If-None-Match": "TAG"}, 304),
    ],
)
def test_ranges_that_are_not_offered_get_the_whole(
    office: Office, shop: Store, till: PaperTill, headers: dict[str, str], status: int
) -> None:
    stock_up(office, shop)
    (file,) = manifest_of(office, till).files
    asked_with = {name: text.replace("TAG", f'"{file.sha256}"') for name, text in headers.items()}
    response = till.client.get(f"{FILE_PATH}/{file.sha256}", headers=asked_with)

    assert response.status_code == status
    assert len(response.content) == (file.size_bytes if status == httpx.codes.OK else 0)


def test_a_file_of_several_frames_is_put_together_in_order(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.protocol.snapshot.FRAME_BYTES_MAX", 400)
    monkeypatch.setattr("central.snapshots.keeping._FRAMES_A_TRANSACTION", 2)
    stock_up(office, shop)
    (file,) = manifest_of(office, till).files
    whole = till.client.get(f"{FILE_PATH}/{file.sha256}").content

    assert len(file.sizes) > 3
    for number, size in enumerate(file.sizes):
        offset = file.offset_of(number)
        assert file.frame_is(number, whole[offset : offset + size])
    middle = till.client.get(
        f"{FILE_PATH}/{file.sha256}", headers={"Range": f"bytes=5-{file.offset_of(2) + 3}"}
    )
    assert middle.content == whole[5 : file.offset_of(2) + 4]


def test_there_is_no_file_under_another_name(till: PaperTill) -> None:
    response = till.client.get(f"{FILE_PATH}/{'0' * 64}")

    assert response.status_code == httpx.codes.NOT_FOUND


def test_strangers_are_told_nothing(office: Office, shop: Store, till: PaperTill) -> None:
    path = f"{MANIFEST_PATH}/{NONCE}/-"
    stranger = SigningKey(bytes(32))
    wrong_key = ask(till, path, key=stranger)
    unsigned = till.client.get(path)
    store_stream = f"store:{shop.store_id}"
    revoke_till(office.central, shop, till.granted.label, "lost")
    revoked = ask(till, f"{SUMS_PATH}/{NONCE}/{store_stream}")

    assert wrong_key.status_code == httpx.codes.UNAUTHORIZED
    assert unsigned.status_code == httpx.codes.FORBIDDEN
    assert revoked.status_code == httpx.codes.FORBIDDEN


def test_whoever_is_refused_too_often_has_to_wait(office: Office, till: PaperTill) -> None:
    codes = {till.client.get(f"{MANIFEST_PATH}/{NONCE}/-").status_code for _ in range(62)}

    assert codes == {httpx.codes.FORBIDDEN, httpx.codes.TOO_MANY_REQUESTS}
    assert office.settings.refusals_per_minute == 60


def test_a_database_that_does_not_answer_is_not_an_unknown_till(
    till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnavailable("The database does not answer", "Try again.")

    monkeypatch.setattr("central.tills.signed_requests.find_till", away)
    monkeypatch.setattr("central.app._log.error", lambda *_: None)
    response = ask(till, f"{MANIFEST_PATH}/{NONCE}/-")

    assert response.status_code == httpx.codes.SERVICE_UNAVAILABLE


def test_a_till_reads_sums_and_rows_of_its_own_streams_only(
    office: Office, shop: Store, till: PaperTill
) -> None:
    other_shop = office.open_shop("Another agent")
    other = office.enrol(other_shop)
    stock_up(office, shop)
    mine, bucket = f"store:{shop.store_id}", bucket_of("item", "g003")

    sums = ask(till, f"{SUMS_PATH}/{NONCE}/{mine}")
    told = read_told(sums.content, BucketSums, asked(office, till))
    rows = ask(till, f"{SUMS_PATH}/{NONCE}/{mine}/{bucket}")
    found = read_told(rows.content, BucketRows, asked(office, till))
    assert told.position == found.position == GOODS + 1
    assert "g003" in {key for _, _, key, _ in found.rows}
    assert {bucket_of(kind, key) for _, kind, key, _ in found.rows} == {bucket}
    refused = [
        ask(other, f"{SUMS_PATH}/{NONCE}/{mine}"),
        ask(other, f"{SUMS_PATH}/{NONCE}/{mine}/{bucket}"),
    ]
    assert [response.status_code for response in refused] == [httpx.codes.NOT_FOUND] * 2


@pytest.mark.parametrize(
    "named", ["256", "-1", "x", "1,", "99999", ",".join(map(str, range(17))), "\u0661"]
)
def test_buckets_that_do_not_exist_are_not_found(shop: Store, till: PaperTill, named: str) -> None:
    response = till.client.get(f"{SUMS_PATH}/{NONCE}/store:{shop.store_id}/{named}")

    assert response.status_code == httpx.codes.NOT_FOUND


def test_rows_beyond_all_bounds_are_not_told(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.snapshots.repairing.ROWS_MAX", 0)
    stock_up(office, shop)
    bucket = bucket_of("item", "g003")

    response = ask(till, f"{SUMS_PATH}/{NONCE}/store:{shop.store_id}/{bucket}")
    assert response.status_code == httpx.codes.NOT_FOUND


def test_a_stream_that_has_said_nothing_sums_up_to_nothing(office: Office, till: PaperTill) -> None:
    own = till_feed(till.granted.organisation_id, till.granted.till).name
    response = ask(till, f"{SUMS_PATH}/{NONCE}/{own}")

    assert read_told(response.content, BucketSums, asked(office, till)).position == 0


def test_the_manifest_goes_on_where_the_till_has_read_its_own_stream(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.pull()
    stock_up(office, shop)
    manifest = manifest_of(office, till)
    till.cursor = manifest.cursor
    answer = till.pull()

    assert answer.changes == ()
    assert answer.end is not None
    assert not answer.end.more
    stock_up(office, shop, 2, version=2)
    assert [change.key for change in till.pull().changes] == ["g000", "g001"]


def test_a_snapshot_is_shared_until_the_feed_has_moved_far_or_the_epoch_ends(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.snapshots.keeping.MOVED_MIN", 10)
    stock_up(office, shop)
    second = office.enrol(shop)
    first = manifest_of(office, till)
    stock_up(office, shop, 10, version=2)
    assert manifest_of(office, second).files == first.files
    stock_up(office, shop, 1, version=3)
    built = manifest_of(office, second)

    assert built.files != first.files
    assert built.positions[f"store:{shop.store_id}"] == GOODS + 12
    assert till.client.get(f"{FILE_PATH}/{first.files[0].sha256}").status_code == httpx.codes.OK
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.update(snapshot).values(epoch="another"))
    again = manifest_of(office, till)
    assert again.files == built.files  # the same rows are the same file
    assert len(office.rows(snapshot, "snapshot_id")) == 3


def test_nobody_waits_while_a_snapshot_is_built_and_is_told_when_to_ask_again(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a new epoch each store's tills ask at once: waiting would hold every thread."""
    stock_up(office, shop)
    second = office.enrol(shop)
    build, answers = keeping.build_snapshot, list[httpx.Response]()

    def build_while_others_ask(central: Central, reader: EnrolledTill) -> keeping.KeptSnapshot:
        answers.extend(ask(second, f"{MANIFEST_PATH}/{NONCE}/-") for _ in range(70))
        return build(central, reader)

    monkeypatch.setattr(keeping, "build_snapshot", build_while_others_ask)
    manifest_of(office, till)

    assert {answer.status_code for answer in answers} == {httpx.codes.SERVICE_UNAVAILABLE}
    assert {answer.headers["Retry-After"] for answer in answers} == {"2"}
    assert manifest_of(office, second).files


def test_what_a_crash_left_behind_goes_with_the_old_ones(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock_up(office, shop)
    reader = reader_of(office, till)
    with monkeypatch.context() as patch:
        patch.setattr("central.snapshots.keeping._put_in_force", _crash)
        with pytest.raises(KeyboardInterrupt):
            build_snapshot(office.central, reader)
    stock_up(office, shop, version=2)
    assert len(office.rows(snapshot_frame, "sha256")) == 1
    office.clock.forward(timedelta(days=1, seconds=1))
    kept = build_snapshot(office.central, reader)

    assert [row["sha256"] for row in office.rows(snapshot_frame, "sha256")] == [
        file.sha256 for file in kept.files
    ]


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.sqlite_only
def test_a_snapshot_is_built_by_a_person_too(
    office: Office, shop: Store, till: PaperTill, capsys: pytest.CaptureFixture[str]
) -> None:
    del till
    stock_up(office, shop)
    folder = str(office.settings.data)
    office.close()

    assert main(["snapshot", "--data", folder]) == 0
    said = capsys.readouterr().out
    assert "rows in" in said
    assert "first slice" in said


@pytest.mark.sqlite_only
def test_a_snapshot_for_a_store_without_tills_is_refused(
    office: Office, shop: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    del shop
    office.close()

    assert main(["snapshot", "--data", str(Settings(data=office.settings.data).data)]) == 2
    assert "no till yet" in capsys.readouterr().err


def test_a_stream_without_rows_is_in_no_cursor(office: Office) -> None:
    central = office.central
    with central.database.writing(office.clock.now()) as writing:
        organisation_id = add_organisation(writing, central.surroundings, "Bare")
        bare = add_store(writing, central.surroundings, organisation_id, SHOP)
    till = office.enrol(bare)
    manifest = manifest_of(office, till)

    assert manifest.positions == {f"org:{organisation_id}": 0, f"store:{bare.store_id}": 1}
    till.cursor = manifest.cursor
    assert till.pull().changes == ()


def test_what_is_not_in_a_snapshot_stands_in_the_manifest(
    office: Office, shop: Store, till: PaperTill
) -> None:
    resource = f"stock:{shop.store_id}:g001"
    stock_up(office, shop)
    body = ResourceChanged(total=3, free=2, as_of=office.clock.now())
    with office.central.database.writing(office.clock.now()) as writing:
        writing.publish(store_feed(shop.organisation_id, shop.store_id), new_change(resource, body))
        own = till_feed(till.granted.organisation_id, till.granted.till)
        grant = AllotmentGranted(number=1, stream="GY01A", resource=resource, quantity=1)
        writing.publish(own, new_change("1", grant))

    ((number, position, kind, key, text),) = manifest_of(office, till).live
    assert (number, position, kind, key) == (1, GOODS + 2, "resource", resource)
    assert '"total":3' in text
    assert "grant" not in {row["kind"] for row in office.rows(feed_current, "key")}


def test_what_is_removed_is_present_no_more(office: Office, shop: Store) -> None:
    stock_up(office, shop)
    before = len(office.rows(feed_current, "key"))
    stock_up(office, shop, version=2)
    assert len(office.rows(feed_current, "key")) == before
    with office.central.database.writing(office.clock.now()) as writing:
        feed = store_feed(shop.organisation_id, shop.store_id)
        writing.publish(feed, new_change("g003", ItemRemoved()))
        writing.publish(feed, new_change("never-was", ItemRemoved()))

    assert len(office.rows(feed_current, "key")) == before - 1
