"""A catalog from a supervisor's hands: the real till's use cases, line and central."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.use_cases.approve import Approval
from app.use_cases.file_steps import run_steps
from app.use_cases.send_catalog import (
    CatalogRead,
    CatalogResult,
    SendCatalog,
    catalog_read_steps,
    send_catalog_steps,
)
from app.use_cases.sign_in import sign_in
from app.use_cases.till import Session, Till
from central.staff.members import remove_staff
from central.tables import audit
from central.tills.revoking import revoke_till
from domain.errors import BadInput, NotAllowed, WorldFailure
from domain.staff import Permission, Role
from sync.engine.catalog_files import CatalogLine
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError, RefusedError
from sync.engine.transport import HttpTransport
from tests.sync.clerks import Clerk
from tests.sync.one_loop import LOOP
from tests.sync.world import PROGRAM, SUPERVISOR_PIN, World

HEADER = "sku,name,price_gyd,weight_g\n"
GOODS = HEADER + "KET-1,Kettle,1500,900\nLAMP-1,Lamp,2500,400\n"
Spoil = Callable[[bytes], bytes]


def go_on(_done: int, _total: int) -> bool:
    return True


class Cut(HttpTransport):
    """A line whose answers are spoilt on their way."""

    spoil: Spoil

    @contextmanager
    def post(self, path: str, kind: str, body: bytes, headers: object) -> Iterator[Iterator[bytes]]:
        with super().post(path, kind, body, headers) as chunks:  # type: ignore[arg-type]  # as given
            yield iter([self.spoil(b"".join(chunks))])


@dataclass
class Desk:
    """A supervisor at a till with a line of its own to central."""

    clerk: Clerk
    world: World
    folder: Path
    is_down: bool = False
    spoil: Spoil | None = None

    def __post_init__(self) -> None:
        sync = self.clerk.sync
        parts = EngineParts(
            db=sync.till.db,
            transport=sync.transport,
            clock=sync.till.clock,
            entropy=sync.till.entropy,
            signer=sync.till.signer,
            program_version=PROGRAM,
        )
        self.till: Till = replace(sync.till, catalogs=CatalogLine(parts, self.open_line))
        with self.till.db.reading() as uow:
            (boss,) = [each for each in uow.staff.list_staff() if each.role is Role.SUPERVISOR]
        self.boss: Session = sign_in(self.till, boss.staff_id, SUPERVISOR_PIN)

    @contextmanager
    def open_line(self) -> Iterator[HttpTransport]:
        if self.is_down:
            raise LinkDownError("The line is down", "Nothing is lost.")
        with LOOP.asking(self.world.office) as whole:
            if self.spoil is None:
                yield whole
                return
            spoilt = Cut(whole._client)
            spoilt.spoil = self.spoil
            yield spoilt

    def read(self, text: str = GOODS) -> CatalogRead:
        path = self.folder / "goods.csv"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return run_steps(catalog_read_steps(self.till, self.boss, path), go_on)

    def request(self, read: CatalogRead | None = None, by: str = "") -> SendCatalog:
        yes = Approval(approved_by=by or self.boss.staff_id, permission=Permission.APPROVE)
        return SendCatalog(read=read or self.read(), approval=yes)

    def send(self, text: str = GOODS, go_on: Callable[[int, int], bool] = go_on) -> CatalogResult:
        steps = send_catalog_steps(self.till, self.boss, self.request(self.read(text)))
        return run_steps(steps, go_on)

    def price(self, sku: str) -> int | None:
        with self.till.db.reading() as uow:
            item = uow.catalog.find_item(sku) or next(
                (one for one in uow.catalog.list_after(limit=1_000) if one.sku == sku), None
            )
        return None if item is None or item.price is None else item.price.amount_minor

    def imports(self) -> list[dict[str, object]]:
        rows = self.world.office.rows(audit)
        return [row for row in rows if row["action"] == "catalog_imported"]


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(Clerk(world, "till-a"), world, tmp_path)


def test_a_catalog_is_checked_sent_told_row_by_row_and_comes_back_with_the_feed(
    desk: Desk,
) -> None:
    read = desk.read(GOODS + "BAD-1,,5,5\n")
    assert (read.check.new, read.check.refused, read.can_be_sent) == (2, 1, True)
    done = run_steps(send_catalog_steps(desk.till, desk.boss, desk.request(read)), go_on)

    told = [(row.line, row.sku, row.outcome) for row in done.rows]
    assert told == [(2, "KET-1", "added"), (3, "LAMP-1", "added"), (4, "", "refused")]
    assert (done.added, done.refused, done.is_stopped) == (2, 1, False)
    assert desk.price("KET-1") is None
    desk.clerk.sync.settle()
    assert desk.price("KET-1") == 150_000
    (deed,) = desk.imports()
    assert deed["actor"] == desk.boss.staff_id
    with desk.till.db.reading() as uow:
        entry = next(one for one in uow.audit.list_entries() if one.action == "catalog_sent")
    assert entry.by == desk.boss.staff_id


def test_what_was_checked_is_sent_whatever_becomes_of_the_file_meanwhile(desk: Desk) -> None:
    read = desk.read()
    read.path.write_text(GOODS.replace("1500", "1"), "utf-8")
    run_steps(send_catalog_steps(desk.till, desk.boss, desk.request(read)), go_on)
    desk.clerk.sync.settle()

    assert desk.price("KET-1") == 150_000


def test_sending_again_changes_nothing(desk: Desk) -> None:
    desk.send()
    again = desk.send()

    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert [row.outcome for row in again.rows] == ["unchanged", "unchanged"]


def test_without_a_line_it_is_said_plainly_and_nothing_was_changed(desk: Desk) -> None:
    desk.is_down = True
    with pytest.raises(WorldFailure, match="Sending a catalog needs the line"):
        desk.send()
    desk.is_down = False

    assert desk.imports() == []
    assert desk.send().added == 2


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda _raw: b"", "The line broke off"),
        (lambda raw: raw[:-40], "The line broke off"),
        (lambda _raw: b"no answer", "damaged on its way"),
    ],
)
def test_an_answer_that_was_cut_off_or_damaged_says_to_send_the_file_again(
    desk: Desk, spoil: Spoil, words: str
) -> None:
    desk.spoil = spoil
    with pytest.raises(WorldFailure, match=words):
        desk.send()
    desk.spoil = None

    assert desk.send().unchanged == 2


def test_stopped_before_it_is_sent_nothing_was_done(desk: Desk) -> None:
    done = desk.send(go_on=lambda _done, _total: False)

    assert (done.rows, done.is_stopped) == ((), True)
    assert desk.imports() == []
    with desk.till.db.reading() as uow:
        assert "catalog_sent" not in [one.action for one in uow.audit.list_entries()]


def test_stopped_while_rows_are_told_all_of_it_is_imported(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.send_catalog._BATCH", 1)
    seen: list[tuple[int, int]] = []

    def until_one(done: int, total: int) -> bool:
        seen.append((done, total))
        return done < 1

    done = desk.send(go_on=until_one)
    assert ([row.sku for row in done.rows], done.added, done.is_stopped) == (["KET-1"], 1, True)
    assert seen == [(0, 2), (1, 2)]
    desk.clerk.sync.settle()

    assert desk.price("LAMP-1") == 250_000


def test_centrals_refusal_comes_in_its_own_words(desk: Desk) -> None:
    read = desk.read()
    wrong = replace(read, check=replace(read.check, new=7))
    with pytest.raises(RefusedError, match="Central reads 2 rows, the sender 7"):
        run_steps(send_catalog_steps(desk.till, desk.boss, desk.request(wrong)), go_on)

    assert desk.imports() == []


def test_who_lost_the_right_at_central_is_refused_before_the_till_has_heard(desk: Desk) -> None:
    remove_staff(desk.world.office.central, desk.world.store.organisation_id, desk.boss.staff_id)
    with pytest.raises(RefusedError, match="may approve"):
        desk.send()


def test_a_till_that_was_shut_out_sends_nothing(desk: Desk) -> None:
    with desk.till.db.reading() as uow:
        label = uow.till.get_till().label
    revoke_till(desk.world.office.central, desk.world.store, label, "stolen")
    with pytest.raises(RefusedError) as refused:
        desk.send()

    assert refused.value.title == "Central has shut this till out"
    assert desk.imports() == []


def test_what_central_would_refuse_or_is_too_large_is_refused_before_anything_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="Correct the file"):
        desk.read("price\n5\n")
    with pytest.raises(BadInput, match="save it as UTF-8"):
        desk.read("name\nKettle \udcff\n")
    with pytest.raises(BadInput, match="not to be had"):
        next(catalog_read_steps(desk.till, desk.boss, desk.folder / "nothing.csv"))
    request = desk.request()
    with monkeypatch.context() as small:
        small.setattr("app.use_cases.send_catalog.SENT_BYTES_MAX", 10)
        with pytest.raises(BadInput, match="At most"):
            next(send_catalog_steps(desk.till, desk.boss, request))
    with monkeypatch.context() as few:
        few.setattr("app.use_cases.send_catalog.SENT_ROWS_MAX", 1)
        with pytest.raises(BadInput, match="At most 1 rows"):
            desk.read()
    monkeypatch.setattr("app.use_cases.send_catalog.FILE_BYTES_MAX", 10)
    with pytest.raises(BadInput, match="At most"):
        desk.read()


def test_a_cashier_neither_checks_nor_signs(desk: Desk) -> None:
    read, ann = desk.read(), desk.clerk.session
    with pytest.raises(NotAllowed):
        next(catalog_read_steps(desk.till, ann, read.path))
    own = desk.request(read, by=ann.staff_id)
    with pytest.raises(NotAllowed):
        run_steps(send_catalog_steps(desk.till, ann, own), go_on)

    assert desk.imports() == []


def test_a_check_that_was_stopped_or_found_nothing_to_take_is_not_offered(desk: Desk) -> None:
    assert not desk.read(HEADER + "A,,5,5\n").can_be_sent
    path = desk.folder / "goods.csv"
    path.write_text(GOODS, "utf-8")
    stopped = run_steps(catalog_read_steps(desk.till, desk.boss, path), lambda _d, _t: False)

    assert not stopped.can_be_sent


def test_a_file_name_that_holds_a_card_number_leaves_without_it(desk: Desk) -> None:
    named = replace(desk.read(), path=Path(f"{'4242' * 4}.csv"))
    run_steps(send_catalog_steps(desk.till, desk.boss, desk.request(named)), go_on)

    assert "[card number].csv" in str(desk.imports()[0]["reason"])
