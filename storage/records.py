"""What use cases hand to the repositories and get back, beyond the domain's own values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.money import Money
from domain.quote import Quote
from domain.sale import Sale
from domain.shipment import ShipmentDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSale:
    """A sale to keep, with its receipt as it prints.

    The lines hold no personal word: waybill numbers, not names.
    """

    sale: Sale
    cart_version: int
    receipt_lines: tuple[str, ...]
    waybills: tuple[str, ...]
    customer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRecord:
    """A sale as kept, and whose it was.

    ``printed_at`` is when a printer first confirmed it, None for never.
    """

    sale: Sale
    cart_version: int
    receipt_lines: tuple[str, ...]
    waybills: tuple[str, ...]
    printed_at: datetime | None
    copy_count: int
    customer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSummary:
    """One receipt in a list."""

    receipt_number: str
    at: datetime
    total: Money
    printed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedShipment:
    """A booked shipment: what was promised, its waybill, and the receipt that paid it."""

    draft: ShipmentDraft
    quote: Quote
    waybill: str
    receipt_number: str
    booked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One deed: ``by`` is a staff id, ``action`` a verb, ``subject`` an id.

    ``detail`` holds ids, codes and figures; never a name, a phone number, an address or a note.
    """

    at: datetime
    by: str
    action: str
    subject: str
    detail: Mapping[str, int | str]
