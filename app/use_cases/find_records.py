"""Find anything at this till: customers, receipts, refunds, waybills; and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.use_cases.print_receipt import Z_PRINTED
from app.use_cases.receipt_papers import receipt_lines, refund_lines
from app.use_cases.till import Till
from app.use_cases.typed_text import require_writable
from domain.customer import Customer
from domain.errors import NotFound
from domain.money import Money
from domain.paid_state import PaidState, paid_state
from domain.sentence import told
from storage.finding import Found, FoundKind, Goods, Sought, shift_of_z
from storage.records import BookedShipment
from storage.subjects import Progress, SubjectStep
from storage.unit_of_work import Reading
from sync.protocol.receipt_code import UnreadableCode, read_receipt_code

__all__ = [
    "FoundKind",
    "FoundPage",
    "FoundRow",
    "Goods",
    "Progress",
    "RecordDetails",
    "SubjectStep",
    "find_records",
    "show_record",
]

PAGE = 50
PEOPLE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One row of the list. ``who`` is a name, or empty; ``progress`` None where nothing is sent.

    ``goods`` are what a receipt sold, None for anything else. ``paid`` is how its payments stand
    that somebody else confirms.
    """

    kind: FoundKind
    key: str
    who: str
    at: datetime
    total: Money | None = None
    progress: Progress | None = None
    goods: Goods | None = None
    paid: tuple[PaidState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page: customers first, at most 20, then what is numbered, newest first."""

    rows: tuple[FoundRow, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetails:
    """A record as it stands: its paper, its steps in order, and what belongs to it.

    ``lines`` are what prints now. ``related`` are numbers that lead on. ``customer`` is the person
    it was for, or who it is. ``copy_count`` is how many copies came out; ``printed_at`` is None
    while no paper did, and ``prints_waiting`` counts papers of it that are still to come. ``paid``
    is how a receipt's payments stand now. ``shift_number`` is that of a Z.
    """

    kind: FoundKind
    key: str
    at: datetime
    lines: tuple[str, ...] = ()
    total: Money | None = None
    customer: Customer | None = None
    shipment: BookedShipment | None = None
    steps: tuple[SubjectStep, ...] = ()
    related: tuple[FoundRow, ...] = ()
    printed_at: datetime | None = None
    copy_count: int = 0
    prints_waiting: int = 0
    can_return: bool = False
    shift_number: int | None = None
    paid: tuple[PaidState, ...] = ()


def find_records(till: Till, text: str, offset: int = 0) -> FoundPage:
    """Return a page of what answers; everything, newest first, for no text.

    A scanned code of a receipt finds that receipt, whoever signed it: looking is not believing.
    """
    sought = _readable(require_writable(text).strip())
    with till.db.reading() as uow:
        people: Sequence[Customer] = ()
        if not offset:
            people = uow.customers.search(sought, limit=PEOPLE)
        found = uow.finding.find(Sought(text=sought), limit=PAGE, offset=offset)
        rows = (*(_person_row(one) for one in people), *_rows(uow, found))
    return FoundPage(rows=rows, has_more=len(found) == PAGE)


def show_record(till: Till, kind: FoundKind, key: str) -> RecordDetails:
    """Return one record with its history. Raises NotFound."""
    with till.db.reading() as uow:
        if kind == "customer":
            return _customer(uow, key)
        if kind == "waybill":
            return _waybill(uow, key)
        if kind == "refund":
            return _refund(uow, key)
        if kind == "z":
            return _z(uow, key)
        return _receipt(uow, key)


def _readable(text: str) -> str:
    try:
        return read_receipt_code(text).receipt
    except UnreadableCode:
        return text


def _rows(uow: Reading, found: Sequence[Found]) -> tuple[FoundRow, ...]:
    progress = uow.subjects.progress_of([one.key for one in found])
    names, goods = uow.finding.names_of(found), uow.finding.goods_of(found)
    paid = _paid(uow, [one.key for one in found if one.kind == "receipt"])
    return tuple(
        FoundRow(
            kind=one.kind,
            key=one.key,
            who=names.get(one.key, ""),
            at=one.at,
            total=one.total,
            progress=progress.get(one.key),
            goods=goods.get(one.key),
            paid=paid.get(one.key, ()),
        )
        for one in found
    )


def _person_row(person: Customer) -> FoundRow:
    newest_ms = max((said.at_ms for said in person.said.values()), default=0)
    return FoundRow(
        kind="customer",
        key=person.person_id,
        who=person.name,
        at=_EPOCH + timedelta(milliseconds=newest_ms),
    )


def _receipt(uow: Reading, number: str) -> RecordDetails:
    record = uow.sales.get(number)
    person_id = uow.finding.find_customer_of(number)
    refunds = [
        Found(kind="refund", key=one.refund_number, at=one.at, total=one.total)
        for one in uow.refunds.list_of_receipt(number)
    ]
    shipped: list[Found] = [
        Found(kind="waybill", key=way, at=record.sale.at) for way in record.waybills
    ]
    return RecordDetails(
        kind="receipt",
        key=number,
        at=record.sale.at,
        lines=receipt_lines(uow, number),
        total=record.sale.total,
        customer=None if person_id is None else uow.customers.find(person_id),
        steps=_steps(uow, (number, *(one.key for one in refunds))),
        related=_rows(uow, [*refunds, *shipped]),
        printed_at=record.printed_at,
        copy_count=record.copy_count,
        prints_waiting=uow.finding.count_prints_of(number),
        can_return=True,
        paid=_paid(uow, [number]).get(number, ()),
    )


def _refund(uow: Reading, number: str) -> RecordDetails:
    record = uow.refunds.get(number)
    sold = uow.finding.find(Sought(text=record.of_receipt, kinds=frozenset({"receipt"})))
    return RecordDetails(
        kind="refund",
        key=number,
        at=record.at,
        lines=refund_lines(uow, number),
        total=record.total,
        steps=_steps(uow, (number,)),
        related=_rows(uow, sold),
        prints_waiting=uow.finding.count_prints_of(number),
    )


def _waybill(uow: Reading, waybill: str) -> RecordDetails:
    booked = uow.shipments.find_by_waybill(waybill)
    if booked is None:
        raise NotFound(
            "No such waybill",
            told(
                "This till has no waybill {waybill}. Nothing is lost. Check the number.",
                waybill=waybill,
            ),
        )
    paid = Found(kind="receipt", key=booked.receipt_number, at=booked.booked_at)
    return RecordDetails(
        kind="waybill",
        key=waybill,
        at=booked.booked_at,
        total=booked.quote.total,
        customer=uow.customers.find(booked.draft.consignor.person_id),
        shipment=booked,
        steps=_steps(uow, (waybill,)),
        related=_rows(uow, [paid]),
        prints_waiting=uow.finding.count_prints_of(waybill),
    )


def _z(uow: Reading, key: str) -> RecordDetails:
    number = shift_of_z(key)
    lines, closed = uow.shifts.get_z(number), uow.shifts.find_shift(number)
    assert closed is not None, "it has a Z"
    assert closed.closed_at is not None, "it has a Z"
    return RecordDetails(
        kind="z",
        key=key,
        at=closed.closed_at,
        lines=lines,
        shift_number=number,
        copy_count=max(uow.audit.count(Z_PRINTED, str(number)) - 1, 0),
        prints_waiting=uow.finding.count_prints_of(str(number)),
    )


def _customer(uow: Reading, person_id: str) -> RecordDetails:
    person = uow.customers.get(person_id)
    return RecordDetails(
        kind="customer",
        key=person_id,
        at=_person_row(person).at,
        customer=person,
        steps=_steps(uow, (person_id,)),
        related=_rows(uow, uow.finding.of_person(person_id)),
    )


def _paid(uow: Reading, receipts: Sequence[str]) -> Mapping[str, tuple[PaidState, ...]]:
    """Return how the payments of each receipt stand, in the words that its customer may know."""
    found: dict[str, tuple[PaidState, ...]] = {}
    payments = uow.payments.list_of_receipts(receipts)
    steps = uow.payments.goods_steps([each.payment_id for each in payments])
    for each in payments:
        assert each.receipt is not None, "asked for by its receipt"
        stands = paid_state(each, steps.get(each.payment_id))
        found[each.receipt] = (*found.get(each.receipt, ()), stands)
    return found


def _steps(uow: Reading, names: Sequence[str]) -> tuple[SubjectStep, ...]:
    """Return what happened to a record and to what came of it, each once, oldest first."""
    found = {
        (step.stream, step.seq): step for name in names for step in uow.subjects.list_steps(name)
    }
    return tuple(sorted(found.values(), key=lambda step: (step.at, step.stream, step.seq)))
