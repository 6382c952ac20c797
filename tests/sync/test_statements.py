"""A statement from a supervisor's hands: the real till's use cases, line and central."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.use_cases.approve import Approval
from app.use_cases.cases import list_cases
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.file_steps import run_steps
from app.use_cases.send_statement import (
    SendStatement,
    StatementRead,
    StatementResult,
    list_statement_mappings,
    open_row_case,
    read_statement_file,
    send_statement_steps,
)
from app.use_cases.sign_in import sign_in
from app.use_cases.till import Session, Till
from central.payments.statement_tables import statement
from central.payments.statements.keeping import MappingChange, keep_mapping
from domain.errors import BadInput, NotAllowed, WorldFailure
from domain.staff import Permission, Role
from domain.statement_file.reading import StatementFile
from domain.statement_file.rows import write_sum
from domain.statement_file.typed import TypedTotals
from sync.engine import statements as lines
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError, RefusedError
from sync.engine.statements import StatementLine
from sync.engine.transport import HttpTransport
from sync.protocol.statements import MappingTold, RowTold
from tests.sync.clerks import Clerk
from tests.sync.one_loop import LOOP
from tests.sync.world import PROGRAM, SUPERVISOR_PIN, World

REF = "20402048536279"
Spoil = Callable[[bytes], bytes]


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
        self.till: Till = replace(sync.till, statements=StatementLine(parts, self.open_line))
        with self.till.db.reading() as uow:
            (boss,) = [each for each in uow.staff.list_staff() if each.role is Role.SUPERVISOR]
        self.boss: Session = sign_in(self.till, boss.staff_id, SUPERVISOR_PIN)
        self.map(date(2026, 1, 1), "%d/%m/%Y %H:%M")

    @contextmanager
    def open_line(self) -> Iterator[HttpTransport]:
        if self.is_down:
            raise LinkDownError("The line is down", "Nothing is lost.")
        with LOOP.asking(self.world.office) as transport:
            yield transport

    def map(self, valid_from: date, date_format: str) -> None:
        told = {
            "columns": {"at": "Date", "reference": "Number", "amount": "Amount"},
            "currency": "GYD",
            "date_format": date_format,
        }
        change = MappingChange(
            organisation_id=self.world.store.organisation_id,
            provider="mmg",
            name="app",
            valid_from=valid_from,
            changed=told,
            by="staff-office",
            reason="as MMG writes it",
        )
        keep_mapping(self.world.office.central, change)

    @property
    def now(self) -> str:
        return f"{self.clerk.sync.clock.now() - timedelta(hours=4):%d/%m/%Y %H:%M}"

    @property
    def day(self) -> str:
        return self.now[:10]

    def claim(self) -> None:
        self.clerk.add()
        cart = self.clerk.cart()
        request = ClaimPayment(
            payment_id="pay-1",
            cart_id=cart.cart_id,
            phone="622 0001",
            reference=REF,
            amount=cart.gross,
            paid_at=self.clerk.sync.clock.now(),
        )
        claim_payment(self.till, self.clerk.session, request)
        self.clerk.sync.settle()

    def file(self, *rows: tuple[str, str]) -> Path:
        path = self.folder / "nov.csv"
        told = "".join(f"Devon Persaud,{self.now},{number},{sum_}\r\n" for number, sum_ in rows)
        path.write_bytes(f"Payer,Date,Number,Amount\r\n{told}".encode())
        return path

    def read(self, path: Path) -> StatementRead:
        used = list_statement_mappings(self.till, self.boss)
        return read_statement_file(self.till, self.boss, path, used)

    def request(self, read: StatementRead, **changed: str) -> SendStatement:
        yes = Approval(approved_by=self.boss.staff_id, permission=Permission.APPROVE)
        total = write_sum(read.totals.total, read.used.mapping)
        typed = TypedTotals(first=self.day, last=self.day, total=total)
        return SendStatement(read=read, approval=yes, typed=replace(typed, **changed))

    def send(self, *rows: tuple[str, str], go_on: bool = True) -> StatementResult:
        request = self.request(self.read(self.file(*rows)))
        return run_steps(
            send_statement_steps(self.till, self.boss, request), lambda _done, _total: go_on
        )


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(Clerk(world, "till-a"), world, tmp_path)


def test_a_statement_is_read_here_sent_and_told_row_by_row_and_the_claim_is_verified(
    desk: Desk,
) -> None:
    desk.claim()
    read = desk.read(desk.file((REF, "480.00"), ("NO-1", "5")))
    assert (read.totals.count, read.totals.total.amount_minor) == (2, 48_500)
    assert b"Devon" not in read.part.raw

    done = desk.send((REF, "480.00"), ("NO-1", "5"))
    again = desk.send((REF, "480.00"), ("NO-1", "5"))

    assert [(row.line, row.outcome) for row in done.rows] == [(2, "verified"), (3, "unmatched")]
    assert ([row.outcome for row in again.rows], again.is_again) == (["known", "known"], True)
    desk.clerk.sync.settle()
    with desk.till.db.reading() as uow:
        assert uow.payments.get("pay-1").state == "verified"
        entry = next(one for one in uow.audit.list_entries() if one.action == "statement_sent")
    assert (entry.by, entry.subject) == (desk.boss.staff_id, "mmg")
    (kept,) = desk.world.office.rows(statement)
    assert (kept["file_name"], kept["imported_by"]) == ("nov.csv", desk.boss.staff_id)


def test_a_row_becomes_a_case_that_the_next_exchange_brings_to_this_desk(desk: Desk) -> None:
    (row,) = desk.send(("NO-1", "5")).rows
    first = open_row_case(desk.till, desk.boss, "mmg", row)
    again = open_row_case(desk.till, desk.boss, "mmg", row)
    desk.clerk.sync.settle()

    assert (first, again) == (True, False)
    assert [one.kind for one in list_cases(desk.till)] == ["statement_look"]


def test_without_a_line_it_is_said_plainly_and_nothing_was_changed(desk: Desk) -> None:
    read = desk.read(desk.file(("NO-1", "5")))
    desk.is_down = True
    row = RowTold.model_validate(
        {
            "line": 2,
            "at": desk.clerk.sync.clock.now(),
            "reference": "NO-1",
            "direction": "out",
            "currency": "GYD",
            "amount_minor": -500,
            "outcome": "unmatched",
        }
    )
    steps = send_statement_steps(desk.till, desk.boss, desk.request(read))
    for asking in (
        lambda: list_statement_mappings(desk.till, desk.boss),
        lambda: run_steps(steps, lambda _done, _total: True),
        lambda: open_row_case(desk.till, desk.boss, "mmg", row),
    ):
        with pytest.raises(WorldFailure, match="Statements need the line"):
            asking()

    assert desk.world.office.rows(statement) == []


def test_centrals_refusal_comes_in_its_own_words(desk: Desk) -> None:
    read = desk.read(desk.file(("NO-1", "5")))
    nameless = replace(read, used=replace(read.used, name="other"))
    with pytest.raises(RefusedError, match="not in force"):
        run_steps(
            send_statement_steps(desk.till, desk.boss, desk.request(nameless)), lambda _d, _t: True
        )

    assert desk.world.office.rows(statement) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"total": "485.00"}, "add up to G\\$5, and you stated G\\$485 .G\\$480 less."),
        ({"total": "", "count": "2"}, "It has 1 rows, and you stated 2 .1 fewer."),
        ({"first": "01/02/2026", "last": "02/02/2026"}, "and you stated 02/02/2026"),
    ],
)
def test_a_file_that_is_not_what_the_provider_states_never_leaves_the_till(
    desk: Desk, typed: dict[str, str], words: str
) -> None:
    """As a download that was cut at the end of a line: it is whole, and less than was asked for."""
    request = desk.request(desk.read(desk.file(("NO-1", "5"))), **typed)
    desk.is_down = True  # nobody is even called
    with pytest.raises(BadInput, match=words):
        next(send_statement_steps(desk.till, desk.boss, request))

    with desk.till.db.reading() as uow:
        assert not [one for one in uow.audit.list_entries() if one.action == "statement_sent"]


@pytest.mark.parametrize(
    ("typed", "stated"), [({}, "total"), ({"total": "", "count": "1"}, "rows")]
)
def test_what_the_provider_does_not_state_is_not_taken_from_the_file(
    desk: Desk, typed: dict[str, str], stated: str
) -> None:
    request = desk.request(desk.read(desk.file(("NO-1", "5"))), **typed)
    done = run_steps(send_statement_steps(desk.till, desk.boss, request), lambda _d, _t: True)
    with desk.till.db.reading() as uow:
        (entry,) = [one for one in uow.audit.list_entries() if one.action == "statement_sent"]

    assert [row.outcome for row in done.rows] == ["unmatched"]
    assert entry.detail["stated"] == stated


def test_last_days_that_a_cut_download_lost_are_asked_about_where_nobody_is_paid(
    desk: Desk,
) -> None:
    """The days are those that were asked for, not those of the rows that came."""
    desk.claim()
    done = desk.send(("NO-1", "5"))

    assert [row.outcome for row in done.rows] == ["unmatched", "missing"]


def test_a_statement_that_is_stopped_is_sent_again_for_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.send_statement._BATCH", 1)
    before = desk.send(("NO-1", "5"), go_on=False)
    assert (before.rows, before.is_stopped) == ((), True)
    request = desk.request(desk.read(desk.file(("NO-1", "5"), ("NO-2", "5"))))
    answers = iter([True, False])
    half = run_steps(
        send_statement_steps(desk.till, desk.boss, request), lambda _d, _t: next(answers)
    )
    assert ([row.reference for row in half.rows], half.is_stopped) == (["NO-1"], True)

    whole = desk.send(("NO-1", "5"), ("NO-2", "5"))

    assert [row.reference for row in whole.rows] == ["NO-1", "NO-2"]


class Cut(HttpTransport):
    """A line whose answers are spoilt on their way."""

    spoil: Spoil

    @contextmanager
    def post(self, path: str, kind: str, body: bytes, headers: object) -> Iterator[Iterator[bytes]]:
        with super().post(path, kind, body, headers) as chunks:  # type: ignore[arg-type]  # as given
            yield iter([self.spoil(b"".join(chunks))])


def spoiled(desk: Desk, spoil: Spoil) -> None:
    @contextmanager
    def open_line() -> Iterator[HttpTransport]:
        with LOOP.asking(desk.world.office) as whole:
            cut = Cut(whole._client)
            cut.spoil = spoil
            yield cut

    office = desk.till.statements
    assert isinstance(office, StatementLine)
    desk.till = replace(desk.till, statements=StatementLine(office.parts, open_line))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda raw: raw[:-40], "The line broke off"),
        (lambda _raw: b"no answer", "damaged on its way"),
    ],
)
def test_an_answer_that_was_cut_off_or_damaged_says_to_send_the_file_again(
    desk: Desk, spoil: Spoil, words: str
) -> None:
    whole = desk.till
    spoiled(desk, spoil)
    with pytest.raises(WorldFailure, match=words):
        desk.send(("NO-1", "5"))
    desk.till = whole

    assert [row.outcome for row in desk.send(("NO-1", "5")).rows] == ["known"]


def test_an_answer_about_a_case_that_is_too_long_or_not_centrals_is_damage(desk: Desk) -> None:
    (row,) = desk.send(("NO-1", "5")).rows
    for spoil in (lambda _raw: bytes(lines.ANSWER_BYTES_MAX + 1), lambda _raw: b"yes"):
        spoiled(desk, spoil)
        with pytest.raises(WorldFailure, match="damaged on its way"):
            open_row_case(desk.till, desk.boss, "mmg", row)


def test_a_file_is_read_by_the_mapping_that_was_in_force_on_its_last_day(desk: Desk) -> None:
    desk.map(date(2099, 1, 1), "%Y/%m/%d")
    read = desk.read(desk.file(("NO-1", "5")))
    assert read.used.valid_from == date(2026, 1, 1)

    young = [replace(read.used, valid_from=date(2098, 1, 1))]
    with pytest.raises(BadInput, match="too young"):
        read_statement_file(desk.till, desk.boss, read.path, young)


def test_what_central_would_refuse_is_refused_before_anything_is_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="looks like a card's number"):
        desk.read(desk.file(("4242" * 4, "5")))
    with pytest.raises(BadInput, match="not to be had"):
        desk.read(desk.folder / "nothing.csv")
    read = desk.read(desk.file(("NO-1", "5")))
    with monkeypatch.context() as small:
        small.setattr("app.use_cases.send_statement.SENT_BYTES_MAX", 10)
        with pytest.raises(BadInput, match="too large to send"):
            next(send_statement_steps(desk.till, desk.boss, desk.request(read)))
    monkeypatch.setattr("app.use_cases.send_statement.SENT_ROWS_MAX", 0)
    with pytest.raises(BadInput, match="too large to send"):
        desk.read(desk.file(("NO-1", "5")))


def test_a_cashier_neither_asks_reads_nor_signs(desk: Desk) -> None:
    read = desk.read(desk.file(("NO-1", "5")))
    ann = desk.clerk.session
    with pytest.raises(NotAllowed):
        list_statement_mappings(desk.till, ann)
    with pytest.raises(NotAllowed):
        read_statement_file(desk.till, ann, read.path, [read.used])
    own = Approval(approved_by=ann.staff_id, permission=Permission.APPROVE)
    with pytest.raises(NotAllowed):
        next(send_statement_steps(desk.till, ann, replace(desk.request(read), approval=own)))


def test_a_file_name_that_holds_a_card_number_leaves_without_it(desk: Desk) -> None:
    read = desk.read(desk.file(("NO-1", "5")))
    named = replace(read, part=StatementFile(f"{'4242' * 4}.csv", read.part.raw))
    run_steps(send_statement_steps(desk.till, desk.boss, desk.request(named)), lambda _d, _t: True)

    (kept,) = desk.world.office.rows(statement)
    assert kept["file_name"] == "[card number].csv"


def test_a_mapping_of_a_newer_central_is_left_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = MappingTold(
        provider="mmg", name="app", valid_from=date(2026, 1, 1), value={"columns": {}, "kind": 2}
    )
    monkeypatch.setattr(StatementLine, "list_mappings", lambda _line: (newer,))

    assert list_statement_mappings(desk.till, desk.boss) == ()
