"""The till as every use case receives it, and who stands at it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.use_cases.catalog_office import CatalogOffice, NoCatalogOffice
from app.use_cases.hardware import Hardware, no_hardware
from app.use_cases.ports import Clock, Entropy, Ids, ReceiptPrinter
from app.use_cases.statement_office import NoStatementOffice, StatementOffice
from domain.receipt import COLUMNS_80_MM
from domain.staff import Role
from storage.database import TillDatabase
from sync.protocol.keys import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """This machine: its database, its devices and its keys. The first argument of every use case.

    ``pin_pepper`` (32 bytes) turns PINs into this till's verifiers and lives in the key ring.
    ``receipt_columns`` is the width of the paper in characters.
    """

    db: TillDatabase
    clock: Clock
    ids: Ids
    entropy: Entropy
    signer: SigningKey
    printer: ReceiptPrinter
    pin_pepper: bytes = field(repr=False)
    program_version: str
    receipt_columns: int = COLUMNS_80_MM
    hardware: Hardware = field(default_factory=no_hardware)
    statements: StatementOffice = field(default_factory=NoStatementOffice)
    catalogs: CatalogOffice = field(default_factory=NoCatalogOffice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who has signed in, and when. It proves this till and this PIN, not the person."""

    staff_id: str
    name: str
    role: Role
    signed_in_at: datetime
