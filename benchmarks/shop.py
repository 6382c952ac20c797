"""An enrolled till with a made-up catalog, on real keys, a real folder and the real database.

What central would have sent comes through the feed, staged and flipped as the engine does it.
Central itself is not there: its address leads nowhere, so the till sells offline.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter_ns

from app.devices.printers import FolderPrinter
from app.devices.secrets import MachineFileStore
from app.devices.system_clock import SystemClock, SystemEntropy, Uuid7Ids
from app.devices.till_keys import KEY_BYTES, keep_pepper, load_or_make_keys
from app.till_folder import TillFolder, TillNote
from app.use_cases.open_shift import open_shift
from app.use_cases.till import Session, Till
from benchmarks.goods import CURRENCY, item_change, product
from domain.money import Money
from domain.staff import Role
from storage.database import OpenRequest, TillDatabase
from storage.feed import STAGE_ROWS_MAX
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.protocol.changes import Change, StoreChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.pins import DEFAULT_PARAMETERS, SALT_BYTES, pepper_verifier, stretch_pin
from sync.protocol.version import PROGRAM_VERSION

TILL_ID, STORE_ID = "till-benchmark", "store-benchmark"
LABEL, FIRST_STREAM = "GY03", "GY03A"
ORG_STREAM, STORE_STREAM, TILL_STREAM = "org:benchmark", f"store:{STORE_ID}", f"till:{TILL_ID}"
NOBODY_LISTENS = "http://127.0.0.1:9"
CASHIER_ID, CASHIER_NAME, PIN = "staff-1", "Shanelle Rodrigues", "2580"
STORE = StoreChanged(
    organisation_name="Kaieteur Shipping Ltd",
    name="Stabroek counter",
    address="12 Water Street\nGeorgetown",
    vat_number="4418207",
    zone="America/Guyana",
    currency=CURRENCY,
)
_RULES = Path(__file__).resolve().parent.parent / "resources" / "sample" / "rules.json"
_FLOAT = Money(2_000_000, CURRENCY)
_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A till that is open, with its shift begun, and how many products it sells."""

    folder: TillFolder
    till: Till
    session: Session
    rows: int


class Shops:
    """Shops by their number of products: each is loaded once in a run, and copied for each use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[int, Path] = {}
        self._copies = 0

    def new_folder(self) -> Path:
        """Give an empty folder of this run."""
        self._copies += 1
        made = self._folder / f"folder-{self._copies}"
        made.mkdir()
        return made

    @contextmanager
    def folder_of(self, rows: int) -> Iterator[TillFolder]:
        """Give a closed till of its own that sells ``rows`` products; it is gone afterwards."""
        if rows not in self._made:
            self._made[rows] = self._make(rows)
        self._copies += 1
        copy = self._folder / f"copy-{self._copies}"
        shutil.copytree(self._made[rows], copy)
        try:
            yield TillFolder.below(copy)
        finally:
            shutil.rmtree(copy)

    @contextmanager
    def open(self, rows: int) -> Iterator[Shop]:
        """Give a till of its own, opened, with its shift begun."""
        with self.folder_of(rows) as folder:
            till = open_benchmark_till(folder)
            try:
                yield Shop(folder=folder, till=till, session=session_of(till), rows=rows)
            finally:
                till.db.close()

    def _make(self, rows: int) -> Path:
        began = perf_counter_ns()
        say(f"loading {rows:,} products through the feed …")
        made = self._folder / f"products-{rows}"
        folder = TillFolder.below(made)
        till = open_benchmark_till(folder)
        try:
            _enrol(till)
            _load(till, rows)
            open_shift(till, session_of(till), _FLOAT)
        finally:
            till.db.close()
        size_mb = folder.database.stat().st_size // 1_000_000
        seconds = (perf_counter_ns() - began) // _NS_PER_S
        say(f"loaded {rows:,} products in {seconds} s: {size_mb} MB")
        return made


@contextmanager
def shops_of_one_run(disk: Path | None = None) -> Iterator[Shops]:
    """Give shops in a temporary folder that is gone at the end of the run.

    It lies in ``disk``, or where this computer keeps temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="windward-bench-", dir=disk) as folder:
        yield Shops(Path(folder))


def say(words: str) -> None:
    """Tell the person who waits; standard output is for results."""
    print(words, file=sys.stderr, flush=True)


def open_benchmark_till(folder: TillFolder) -> Till:
    """Open a till as the composition root does, with its keys in a file and no engine."""
    folder.data.mkdir(parents=True, exist_ok=True)
    clock, entropy = SystemClock(), SystemEntropy()
    # A file, whatever this computer has: a benchmark leaves nothing behind in anybody's key ring.
    store = MachineFileStore(folder.data)
    keys = load_or_make_keys(store, entropy, has_database=folder.database.exists())
    if keys.pin_pepper is None:
        keep_pepper(store, entropy.take(KEY_BYTES))
        keys = load_or_make_keys(store, entropy, has_database=True)
        folder.write_note(TillNote(till_id=TILL_ID, central=NOBODY_LISTENS))
    request = OpenRequest(
        path=folder.database,
        key=keys.database_key,
        backup_folder=folder.backups,
        mark_path=folder.mark_of(TILL_ID),
        clock=clock,
    )
    return Till(
        db=TillDatabase.open(request),
        clock=clock,
        ids=Uuid7Ids(clock, entropy),
        entropy=entropy,
        signer=SigningKey(keys.signing_seed),
        printer=FolderPrinter(folder.receipts),
        pin_pepper=keys.pin_pepper or bytes(KEY_BYTES),
        program_version=PROGRAM_VERSION,
    )


def session_of(till: Till) -> Session:
    """Return the cashier, signed in."""
    return Session(
        staff_id=CASHIER_ID,
        name=CASHIER_NAME,
        role=Role.CASHIER,
        signed_in_at=till.clock.now(),
    )


def _enrol(till: Till) -> None:
    at = till.clock.now()
    with till.db.unit_of_work() as uow:
        uow.till.save_till(
            TillRecord(
                till_id=TILL_ID,
                label=LABEL,
                organisation_id="benchmark",
                store_id=STORE_ID,
                store=STORE,
                central_key=bytes(KEY_BYTES),
                recovery_key=bytes(KEY_BYTES),
                enrolled_at=at,
            )
        )
        opening = StreamOpening(
            name=FIRST_STREAM,
            reason="enrolled",
            at=at,
            signer=till.signer,
            program_version=PROGRAM_VERSION,
        )
        open_stream(uow, opening)
        uow.commit()


def _load(till: Till, rows: int) -> None:
    """Bring rules, the cashier and the catalog, each as one transaction of central's."""
    rules = json.loads(_RULES.read_text(encoding="utf-8"))
    told = [_change("rule", "{kind}/{key}/{valid_from}".format(**rule), rule) for rule in rules]
    _tell(till, ORG_STREAM, _placed(ORG_STREAM, told), len(told))
    _tell(till, TILL_STREAM, _placed(TILL_STREAM, [_cashier(till.pin_pepper)]), 1)
    store = _change("store", STORE_ID, STORE.model_dump())
    _tell(till, STORE_STREAM, _placed(STORE_STREAM, [store]), 1)
    last = rows + 1
    items = (item_change(product(at), STORE_STREAM, at + 2, last) for at in range(rows))
    _tell(till, STORE_STREAM, items, last)
    with till.db.unit_of_work() as uow:
        uow.feed.caught_up(till.clock.now())
        uow.commit()


def _tell(till: Till, stream: str, changes: Iterable[Change], last: int) -> None:
    """Stage in chunks, then show all at once (sync rule 4.2)."""
    coming = iter(changes)
    while chunk := list(islice(coming, STAGE_ROWS_MAX)):
        with till.db.unit_of_work() as uow:
            uow.feed.stage(chunk, f"{stream}:{chunk[-1].position}")
            uow.commit()
    with till.db.unit_of_work() as uow:
        uow.feed.flip({stream: last})
        uow.commit()


def _placed(stream: str, changes: list[Change]) -> Iterator[Change]:
    for position, change in enumerate(changes, start=1):
        where = {"stream": stream, "position": position, "last": len(changes)}
        yield change.model_copy(update=where)


def _cashier(pepper: bytes) -> Change:
    salt = bytes(SALT_BYTES)
    body = {
        "name": CASHIER_NAME,
        "role": Role.CASHIER.value,
        "pin_salt": to_base64(salt),
        "pin_verifier": to_base64(
            pepper_verifier(stretch_pin(PIN, salt, DEFAULT_PARAMETERS), pepper)
        ),
        "pin_parameters": DEFAULT_PARAMETERS.as_tuple(),
    }
    return _change("staff", CASHIER_ID, body)


def _change(kind: str, key: str, body: Mapping[str, object]) -> Change:
    return Change(stream="unplaced", position=1, last=1, kind=kind, key=key, body=body)
