"""An office: a central in a folder with its shops, opened again and again, and tills to enrol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import sqlalchemy as sa
from fastapi.testclient import TestClient

from central.app import create_app
from central.database import open_database
from central.enrolment.codes import issue_code
from central.keys import create_keys, load_keys
from central.opening import Central, open_central
from central.rules.loading import load_rules, read_rules
from central.settings import Settings
from central.staff.members import NewMember, add_staff
from central.surroundings import Entropy, Faults, NoFaults, Surroundings, SystemEntropy
from central.tills.organisations import NewStore, Store, add_organisation, add_store
from domain.staff import Role
from sync.protocol.enrolment import ENROL_PATH, EnrolmentAnswer, EnrolmentRequest, parse_code
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from tests.central.paper_till import NONCE, START, PaperTill, SetClock
from tests.helpers.endpoint_cache import forget_endpoints

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
SHOP = NewStore(
    name="Water Street",
    zone="America/Guyana",
    currency="GYD",
    label_prefix="GY",
    address="12 Water Street, Georgetown",
    vat_number="0012345",
)


class Stage(StrEnum):
    """How far an office has come when a test begins."""

    EMPTY = "empty"
    SHOP = "shop"
    TILL = "till"


@dataclass(frozen=True, slots=True)
class Ready:
    """What an office had when it was closed, to be opened from there again and again."""

    files: Mapping[str, bytes]
    """Of its folder: keys, and the database where that is a file."""
    store: Store | None = None
    granted: EnrolmentAnswer | None = None
    signer: SigningKey | None = None

    def office(self, folder: Path, **settings: object) -> Office:
        """Open it in a folder of its own."""
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return Office(Settings(data=folder).model_copy(update=settings), self)


@dataclass(slots=True)
class Office:
    """A central that tests may close and open again. ``clock`` and ``faults`` are theirs to set.

    ``ready`` is what it had when the test began.
    """

    settings: Settings
    ready: Ready = field(default_factory=lambda: Ready({}))
    clock: SetClock = field(default_factory=SetClock)
    entropy: Entropy = field(default_factory=SystemEntropy)
    faults: Faults = field(default_factory=NoFaults)
    _central: Central | None = None
    _client: TestClient | None = None

    @property
    def central(self) -> Central:
        if self._central is None:
            around = Surroundings(self.clock, self.entropy, self.faults)
            self._central = open_central(self.settings, around)
        return self._central

    @property
    def client(self) -> TestClient:
        if self._client is None:
            app = create_app(self.central)
            self._client = TestClient(app, raise_server_exceptions=False)
        return self._client

    def close(self) -> None:
        if self._central is not None:
            self._central.close()
        if self._client is not None:
            forget_endpoints()
        self._central, self._client = None, None

    def the_shop(self) -> Store:
        """Return the shop it began with, or open it now."""
        return self.open_shop() if self.ready.store is None else self.ready.store

    def the_till(self, store: Store) -> PaperTill:
        """Return the till it began with, as it was then, or enrol it now."""
        granted, signer = self.ready.granted, self.ready.signer
        if granted is None or signer is None:
            return self.enrol(store)
        return PaperTill(self.client, granted, signer, granted.stream)

    def open_shop(self, name: str = "Agent & Sons", shop: NewStore = SHOP) -> Store:
        """Add an organisation with one store and the sample rules."""
        central = self.central
        with central.database.writing(self.clock.now()) as writing:
            organisation_id = add_organisation(writing, central.surroundings, name)
            store = add_store(writing, central.surroundings, organisation_id, shop)
        load_rules(central, organisation_id, read_rules(SAMPLE / "rules.json"))
        return store

    def hire(self, store: Store, staff_id: str = "S7", role: Role = Role.SUPERVISOR) -> None:
        """Put somebody on the staff, without a PIN."""
        new = NewMember(name="Nadia", role=role.value, staff_id=staff_id)
        add_staff(self.central, store.organisation_id, new)

    def enrol(self, store: Store, *, label: str | None = None) -> PaperTill:
        """Enrol a till with a fresh key."""
        signer = SigningKey(self.entropy.take(32))
        code = issue_code(self.central, store, label=label).code
        response = self.ask_to_enrol(code, signer)
        assert response.status_code == httpx.codes.OK, response.text
        granted = EnrolmentAnswer.model_validate_json(response.content)
        return PaperTill(self.client, granted, signer, granted.stream)

    def ask_to_enrol(
        self, code: str, signer: SigningKey, *, signed_with: SigningKey | None = None
    ) -> httpx.Response:
        """Send an enrolment request."""
        request = EnrolmentRequest(
            protocol=1,
            secret=parse_code(code).secret,
            public_key=to_base64(signer.public_bytes),
            program_version="test",
            nonce=NONCE,
        )
        body = request.model_dump_json().encode()
        headers = signature_headers(
            SignedRequest(method="POST", path=ENROL_PATH, body=body),
            key=signed_with or signer,
            key_id="enrolment",
            created_at=START,
            nonce=NONCE,
        )
        response: httpx.Response = self.client.post(ENROL_PATH, content=body, headers=headers)
        return response

    def rows(self, table: sa.Table, *order: str) -> list[dict[str, object]]:
        """Return every row of a table."""
        statement = sa.select(table).order_by(*(table.c[name] for name in order))
        with self.central.database.reading() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]


def new_office(folder: Path) -> Office:
    """Return an office in a new folder, with keys of its own and no database yet."""
    settings = Settings(data=folder)
    create_keys(settings, SystemEntropy())
    return Office(settings)


def brought_to(stage: Stage, office: Office) -> Ready:
    """Bring an office that was never opened to a stage, close it, and keep what it has then."""
    if stage is Stage.EMPTY:  # tables and no row: the test's own clock says when it first opens
        open_database(office.settings, load_keys(office.settings).database).close()
    store = None if stage is Stage.EMPTY else office.open_shop()
    till = office.enrol(store) if stage is Stage.TILL and store is not None else None
    office.close()
    folder = office.settings.data
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    if till is None:
        return Ready(files, store)
    return Ready(files, store, till.granted, till.signer)


@cache
def on_sqlite(stage: Stage) -> Ready:
    """Return a stage on SQLite: made anew for each of two thousand tests it would cost minutes."""
    with TemporaryDirectory() as folder:
        return brought_to(stage, new_office(Path(folder)))
