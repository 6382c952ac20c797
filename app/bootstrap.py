"""The composition root: builds a till from its parts. Only here does app meet the engine."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from app.crash_reports import CrashReports
from app.devices.finder import ComputerFinder
from app.devices.folder_lock import FolderLock
from app.devices.printer_choice import PrinterChoicesFile
from app.devices.printer_settings import PrinterFile, columns_of
from app.devices.printer_switch import PrinterSwitch
from app.devices.scales import SerialScale
from app.devices.secrets import open_secret_store
from app.devices.settings_file import SettingsFile
from app.devices.system_clock import SystemEntropy, TillTime, Uuid7Ids
from app.devices.till_keys import TillKeys, keep_pepper, load_or_make_keys
from app.shift_backups import ShiftBackups
from app.status_board import StatusBoard
from app.till_folder import TillFolder, TillNote
from app.use_cases.hardware import Hardware
from app.use_cases.ports import Clock, SecretStore, SecretStoreFailure
from app.use_cases.till import Till
from domain.errors import DataDamaged, NotFound, WorldFailure
from storage.database import OpenRequest, TillDatabase
from storage.disk_space import DiskGuard
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.engine.catalog_files import CatalogLine
from sync.engine.cycle import EngineCycle
from sync.engine.enrol import EnrolmentParts, enrol
from sync.engine.link_switch import LinkSwitch
from sync.engine.listener import ListenerParts, NudgeListener, nudges_at
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError
from sync.engine.statements import StatementLine
from sync.engine.transport import HttpTransport, tls_context
from sync.engine.worker import EngineWorker
from sync.protocol.enrolment import EnrolmentAnswer
from sync.protocol.keys import SigningKey, seal
from sync.protocol.operation import from_base64
from sync.protocol.status import Link, SyncStatus
from sync.protocol.version import PROGRAM_VERSION

STOP_S_MAX = 35.0
"""How long closing waits for an exchange under way: a little over its read time-out."""
LISTENER_STOP_S_MAX = 2.0
"""The listener holds nothing: one that hangs in a dead line is left behind."""
_SEED_BYTES = 32
_NO_PIN_KEY = (
    "This till's PIN key is gone",
    (
        "Nobody can sign in without it. Nothing was deleted. Ask the office for a code and"
        " enrol this till again: what it sold stays and is sent."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTill:
    """A till that is open: what use cases act on, and the engine behind it."""

    folder: TillFolder
    till: Till
    keys: TillKeys = field(repr=False)
    secrets: SecretStore
    printers: PrinterSwitch
    engine: EngineWorker
    listener: NudgeListener
    cycle: EngineCycle
    engine_runs: bool
    link: LinkSwitch
    board: StatusBoard
    crashes: CrashReports
    backups: ShiftBackups
    transport: HttpTransport
    lock: FolderLock

    def nudge(self) -> None:
        """Say that something was written: there may be something to send, or to back up."""
        self.engine.nudge()
        self.backups.wake()

    def keep_crash(self, error: BaseException) -> None:
        """Keep a report of a fault of ours; never raises."""
        self.crashes.keep(error)

    def close(self) -> None:
        """Stop the engine and close the database, in order.

        An engine that hangs in a dead line keeps its database: the process ends soon, and the next
        start checks every page.
        """
        if self.engine_runs:
            self.listener.stop(timeout_s=LISTENER_STOP_S_MAX)
        stopped = not self.engine_runs or self.engine.stop(timeout_s=STOP_S_MAX)
        self.transport.close()
        if self.backups.stop() and stopped:
            self.till.db.close()
        self.lock.release()


def enrol_till(
    folder: TillFolder,
    *,
    address: str,
    code: str,
    is_lab: bool = False,
    time: TillTime | None = None,
) -> TillNote:
    """Give this computer a name at central, its first stream and its keys.

    ``is_lab`` marks a till for rehearsals, at its first enrolment only (sync rule 14.24); ``time``
    stands in for this computer's.

    Can be repeated after a crash with the same code: keys are made once, central answers the same,
    and the note that says *enrolled* is written last. Raises BadInput, LinkDownError, RefusedError
    and WorldFailure; nothing is half enrolled then.
    """
    clock, entropy = (time or TillTime()).clock, SystemEntropy()
    _make_folder(folder.data)
    store = open_secret_store(folder.data)
    keys = load_or_make_keys(store, entropy, has_database=folder.database.exists())
    signer = SigningKey(keys.signing_seed)
    transport = HttpTransport.to(address)
    try:
        answer = enrol(
            EnrolmentParts(
                transport=transport,
                clock=clock,
                entropy=entropy,
                signer=signer,
                program_version=PROGRAM_VERSION,
            ),
            code,
        )
    finally:
        transport.close()
    keep_pepper(store, from_base64(answer.pin_pepper))
    sealed = seal(
        from_base64(answer.recovery_key),
        keys.database_key,
        ephemeral_seed=entropy.take(_SEED_BYTES),
    )
    folder.write_sealed_key(sealed)
    db = TillDatabase.open(_request(folder, keys, answer.till, clock))
    try:
        _save_enrolment(db, answer, signer, clock)
    finally:
        db.close()
    before = _note_before(folder, is_lab=is_lab)
    note = replace(before, till_id=answer.till, central=address)
    folder.write_note(note)
    return note


def open_till(
    folder: TillFolder,
    *,
    address: str | None = None,
    engine_runs: bool = True,
    time: TillTime | None = None,
) -> RunningTill:
    """Open an enrolled till and start its engine, unless somebody else turns it.

    ``address`` replaces the address of central that enrolment kept, ``time`` this computer's
    clocks. Raises NotFound before enrolment, SecretStoreFailure for lost keys, DataDamaged and
    WorldFailure for the database.
    """
    note = folder.read_note()
    note = replace(note, central=address or note.central)
    transport = HttpTransport.to(note.central)
    lock = FolderLock.taken(folder.data)
    try:
        running = _open(_Opening(folder, note, time or TillTime(), engine_runs), transport, lock)
    except BaseException:
        transport.close()
        lock.release()
        raise
    if engine_runs:
        running.engine.start()
        running.listener.start()
        running.backups.start()
    return running


@dataclass(frozen=True, slots=True)
class _Opening:
    """What is opened, and how."""

    folder: TillFolder
    note: TillNote
    time: TillTime
    engine_runs: bool


def _open(opening: _Opening, transport: HttpTransport, lock: FolderLock) -> RunningTill:
    folder, note = opening.folder, opening.note
    clock, entropy = opening.time.clock, SystemEntropy()
    store = open_secret_store(folder.data)
    keys = load_or_make_keys(store, entropy, has_database=True)
    if keys.pin_pepper is None:
        raise SecretStoreFailure(*_NO_PIN_KEY)
    signer = SigningKey(keys.signing_seed)
    db = TillDatabase.open(_request(folder, keys, note.till_id, clock))
    printers = PrinterSwitch(PrinterFile(folder.data), folder.receipts)
    till = Till(
        db=db,
        clock=clock,
        ids=Uuid7Ids(clock, entropy),
        entropy=entropy,
        signer=signer,
        printer=printers,
        pin_pepper=keys.pin_pepper,
        program_version=PROGRAM_VERSION,
        receipt_columns=columns_of(printers.file),
        hardware=_hardware(folder, clock, store, printers),
    )
    link, crashes = LinkSwitch(transport), CrashReports(folder.crashes, clock, PROGRAM_VERSION)
    board = StatusBoard(SyncStatus(link=Link.OFFLINE, since_at=clock.now()))
    backups = ShiftBackups(db, folder, board.publish, crashes.keep)
    parts = EngineParts(
        db=db,
        transport=link,
        clock=clock,
        entropy=entropy,
        signer=signer,
        program_version=PROGRAM_VERSION,
        time_source=transport,
        monotonic=opening.time.running_s,
    )
    open_line = partial(_own_line, note.central, link)
    lines = StatementLine(parts, open_line), CatalogLine(parts, open_line)
    till = replace(till, statements=lines[0], catalogs=lines[1])
    cycle = EngineCycle(parts, on_status=backups.show)
    engine = EngineWorker(cycle, on_crash=crashes.keep)
    return RunningTill(
        folder=folder,
        till=till,
        keys=keys,
        secrets=store,
        printers=printers,
        engine=engine,
        listener=_listener(note, parts, engine, crashes),
        cycle=cycle,
        engine_runs=opening.engine_runs,
        link=link,
        board=board,
        crashes=crashes,
        backups=backups,
        transport=transport,
        lock=lock,
    )


@contextmanager
def _own_line(address: str, link: LinkSwitch) -> Iterator[HttpTransport]:
    """A line beside the engine's, cut by the same switch: a person waits for what goes over it."""
    if not link.is_up:
        raise LinkDownError("The line is down", "The network switch is off. Nothing is lost.")
    with closing(HttpTransport.to(address)) as transport:
        yield transport


def _hardware(
    folder: TillFolder, clock: Clock, store: SecretStore, printers: PrinterSwitch
) -> Hardware:
    settings = SettingsFile(folder.data)
    return Hardware(
        settings=settings,
        scale=SerialScale(lambda: settings.read().scale, clock),
        finder=ComputerFinder(store),
        printers=PrinterChoicesFile(printers),
    )


def _listener(
    note: TillNote, parts: EngineParts, engine: EngineWorker, crashes: CrashReports
) -> NudgeListener:
    hearing = ListenerParts(
        open_socket=nudges_at(note.central, tls=tls_context()),
        clock=parts.clock,
        entropy=parts.entropy,
        till_id=note.till_id,
        signer=parts.signer,
    )
    return NudgeListener(hearing, nudge=engine.nudge, on_crash=crashes.keep)


def _note_before(folder: TillFolder, *, is_lab: bool) -> TillNote:
    """What was noted before; a note that cannot be read is no mark for rehearsals."""
    try:
        return folder.read_note()
    except NotFound:
        return TillNote(till_id="", central="", is_lab=is_lab)
    except DataDamaged:
        return TillNote(till_id="", central="")


def _request(folder: TillFolder, keys: TillKeys, till_id: str, clock: Clock) -> OpenRequest:
    return OpenRequest(
        path=folder.database,
        key=keys.database_key,
        backup_folder=folder.backups,
        mark_path=folder.mark_of(till_id),
        clock=clock,
        guard=DiskGuard(folder.data),
    )


def _save_enrolment(
    db: TillDatabase, answer: EnrolmentAnswer, signer: SigningKey, clock: Clock
) -> None:
    """Keep what central granted and begin the stream it named, in one transaction."""
    at = clock.now()
    with db.unit_of_work() as uow:
        uow.till.save_till(
            TillRecord(
                till_id=answer.till,
                label=answer.label,
                organisation_id=answer.organisation_id,
                store_id=answer.store_id,
                store=answer.store,
                central_key=from_base64(answer.central_key),
                recovery_key=from_base64(answer.recovery_key),
                enrolled_at=at,
            )
        )
        if answer.stream not in {stream.name for stream in uow.till.list_streams()}:
            opening = StreamOpening(
                name=answer.stream,
                reason="enrolled",
                at=at,
                signer=signer,
                program_version=PROGRAM_VERSION,
            )
            open_stream(uow, opening)
        uow.commit()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorldFailure(
            "The till's folder cannot be made",
            f"{folder}: {reason}. Nothing was changed. Choose another with --data.",
        ) from error
