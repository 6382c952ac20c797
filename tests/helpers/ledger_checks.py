"""Named checks of a till's ledger: pure readings of a TillDatabase, each able to fail.

``complaints(db)`` runs them all and returns sentences, none for a ledger that holds. They read what
is kept and compute everything again from the operations; they share no sums with what they check.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from storage.database import TillDatabase
from storage.streams import Stream
from storage.unit_of_work import Reading
from sync.protocol.bodies import (
    SaleCompleted,
    ShiftClosed,
    ShiftOpened,
    ShipmentBooked,
    TenderBody,
)
from sync.protocol.operation import (
    Facts,
    SignedOperation,
    chain_hash,
    genesis_hash,
    hash_is_signed,
    part_matches,
    read_facts,
)
from sync.protocol.refund_bodies import SaleRefunded
from sync.protocol.shift_bodies import DrawerMoved
from tests.helpers.cap_checks import caps_are_decided, nobody_stands_alone_unsigned
from tests.helpers.figures_told import GIVEN_KINDS, Shifts, given_away
from tests.helpers.over_checks import paid_over_is_owed
from tests.helpers.quote_checks import special_prices_are_signed

PAGE = 500
AUDIT_MAX = 500


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a till has said: its streams, and each one's operations in order."""

    till_id: str
    streams: tuple[Stream, ...]
    operations: Mapping[str, tuple[SignedOperation, ...]]

    def facts(self, kind: str) -> Iterator[tuple[SignedOperation, Facts]]:
        """The operations of a kind, oldest stream first."""
        for stream in self.streams:
            for operation in self.operations[stream.name]:
                facts = read_facts(operation.facts)
                if facts.kind == kind:
                    yield operation, facts

    def said(self) -> list[Facts]:
        """All facts, oldest stream first."""
        kept = (each for stream in self.streams for each in self.operations[stream.name])
        return [read_facts(each.facts) for each in kept]

    def sales(self) -> Iterator[tuple[Facts, SaleCompleted]]:
        for _, facts in self.facts("sale_completed"):
            yield facts, SaleCompleted.model_validate(facts.body)

    def shipments(self) -> Iterator[tuple[SignedOperation, Facts, ShipmentBooked]]:
        for operation, facts in self.facts("shipment_booked"):
            yield operation, facts, ShipmentBooked.model_validate(facts.body)


def read_ledger(db: TillDatabase) -> Ledger:
    """Read all operations that the till still keeps."""
    with db.reading() as uow:
        streams = uow.till.list_streams()
        return Ledger(
            till_id=uow.till.get_till().till_id,
            streams=streams,
            operations={stream.name: tuple(_operations(uow, stream.name)) for stream in streams},
        )


def _operations(uow: Reading, stream: str) -> Iterator[SignedOperation]:
    first = 1
    while page := uow.outbox.list_operations(stream, first_seq=first, limit=PAGE):
        yield from page
        first = page[-1].seq + 1


def chain_verifies(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Every hash follows from the one before and the bytes kept, signed by the stream's key."""
    del uow
    for stream in ledger.streams:
        before = genesis_hash(ledger.till_id, stream.name)
        for operation in ledger.operations[stream.name]:
            place = f"{stream.name}/{operation.seq}"
            if operation.prev_hash != before or operation.hash != chain_hash(
                before, operation.facts
            ):
                yield f"{place} does not follow from the operation before it"
            if not hash_is_signed(stream.public_key, operation.hash, operation.signature):
                yield f"{place} is not signed by its stream's key"
            before = operation.hash
        if before != stream.head_hash:
            yield f"{stream.name} ends in another hash than its head"


def outbox_is_dense(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Numbers run 1, 2, 3 … to the head, and the facts name the very place they are kept at."""
    del uow
    for stream in ledger.streams:
        kept = [operation.seq for operation in ledger.operations[stream.name]]
        if kept != list(range(1, stream.head_seq + 1)):
            yield f"{stream.name} keeps {kept[:3]}…{kept[-1:]}, its head is {stream.head_seq}"
        for operation in ledger.operations[stream.name]:
            facts = read_facts(operation.facts)
            said = (facts.till, facts.stream, facts.seq, facts.kind)
            if said != (ledger.till_id, stream.name, operation.seq, operation.kind):
                yield f"{stream.name}/{operation.seq} says that it is {said}"


def receipts_are_dense(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Receipts and refunds share one row of numbers, without a gap or a repeat in each stream."""
    del uow
    given: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for facts, sale in ledger.sales():
        given[facts.stream].append((facts.seq, sale.receipt))
    for _, facts in ledger.facts("sale_refunded"):
        refunded = SaleRefunded.model_validate(facts.body)
        given[facts.stream].append((facts.seq, refunded.refund))
    for stream, numbers in given.items():
        receipts = [number for _, number in sorted(numbers)]
        wanted = [f"{stream}-{number:06d}" for number in range(1, len(receipts) + 1)]
        if receipts != wanted:
            strange = sorted(set(receipts) ^ set(wanted)) or receipts
            yield f"receipts of {stream} are not dense: {', '.join(strange[:4])}"


def waybills_are_dense(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Waybills run without a gap, name a receipt that was sold, and are kept with it."""
    found: dict[str, list[str]] = defaultdict(list)
    sold = {body.receipt for _, body in ledger.sales()}
    for _, facts, body in ledger.shipments():
        found[facts.stream].append(body.waybill)
        if body.receipt not in sold:
            yield f"waybill {body.waybill} names receipt {body.receipt}, which nobody got"
        kept = [booked.waybill for booked in uow.shipments.list_by_receipt(body.receipt)]
        if body.waybill not in kept:
            yield f"waybill {body.waybill} is not kept with receipt {body.receipt}"
    for stream, waybills in found.items():
        wanted = [f"{stream}-W{number:05d}" for number in range(1, len(waybills) + 1)]
        if waybills != wanted:
            yield f"waybills of {stream} are not dense: {waybills[:4]}…"


def each_sale_has_its_operation(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """A sale and its operation are two sides of one thing: neither is without the other."""
    count: dict[int, int] = defaultdict(int)
    for _, body in ledger.sales():
        count[body.shift] += 1
        record = uow.sales.find_by_cart(body.cart_id)
        if record is None or record.sale.receipt_number != body.receipt:
            yield f"receipt {body.receipt} was told to central and is not kept"
            continue
        sale = record.sale
        if (sale.total.amount_minor, sale.cart_id) != (body.total_minor, body.cart_id):
            yield f"receipt {body.receipt} was told to central differently"
    for number in range(1, uow.shifts.next_number()):
        kept = uow.shifts.totals(number).sale_count
        if kept != count[number]:
            yield f"shift {number} has {kept} sales, central was told of {count[number]}"
    carts = [body.cart_id for _, body in ledger.sales()]
    if len(carts) != len(set(carts)):
        yield "a cart was sold twice"


def tenders_settle(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Lines sum to the total, and what tenders settle is the total and its rounding."""
    del uow
    for _, body in ledger.sales():
        settled = sum(tender.amount_minor for tender in body.tenders)
        if settled != body.total_minor + body.rounding_minor:
            yield f"tenders of {body.receipt} settle {settled}, not its total and rounding"
        for tender in body.tenders:
            if tender.received_minor - tender.change_minor != tender.amount_minor:
                yield f"cash of {body.receipt} less change is not what it settles"
        if sum(line.gross_minor for line in body.lines) != body.total_minor:
            yield f"lines of {body.receipt} do not sum to its total"
        if sum(line.vat_minor for line in body.lines) != body.vat_minor:
            yield f"VAT of the lines of {body.receipt} does not sum"


def only_samples_are_free(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """What has no price is sold at one that somebody else approved, never at zero but as a gift."""
    for _, body in ledger.sales():
        for line in body.lines:
            item = uow.catalog.find_item(line.item_id)
            is_gift = line.sample not in {None, "sample_item"}
            is_sample = item is None or item.kind == "sample" or is_gift
            if line.gross_minor == 0 and not is_sample:
                yield f"{body.receipt} sold {line.item_id} at zero"
            if (line.price_source == "typed" or is_gift) != (line.approved_by is not None):
                yield f"{body.receipt} has a price nobody approved on line {line.line_no}"


def drawers_add_up(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """A drawer should hold float, cash kept and moves, per currency, and its closing says so."""
    cash = _cash_told(ledger)
    for _, facts in ledger.facts("shift_opened"):
        number = ShiftOpened.model_validate(facts.body).shift
        kept = {currency: minor for currency, minor in uow.drawer.sums(number).items() if minor}
        told = {currency: minor for currency, minor in cash[number].items() if minor}
        if kept != told:
            yield f"the drawer of shift {number} should hold {told}, the till says {kept}"
    for _, facts in ledger.facts("shift_closed"):
        closed = ShiftClosed.model_validate(facts.body)
        expected = {closed.currency: closed.expected_minor}
        expected.update((other.currency, other.expected_minor) for other in closed.others)
        told = cash[closed.shift]
        if any(told.get(c, 0) != expected.get(c, 0) for c in {*told, *expected}):
            yield f"shift {closed.shift} was closed on another expectation than its sales give"
        if closed.counted_minor - closed.expected_minor != closed.over_short_minor:
            yield f"shift {closed.shift} says over or short wrongly"


def _add_tender(cash: dict[str, int], tender: TenderBody) -> None:
    if tender.kind != "cash":
        return
    if tender.foreign is None:
        cash[tender.currency] += tender.received_minor
    else:
        cash[tender.foreign.currency] += tender.foreign.handed_minor
    cash[tender.currency] -= tender.change_minor


def _cash_told(ledger: Ledger) -> dict[int, dict[str, int]]:
    """What each drawer should hold by the operations alone, in minor units per currency."""
    cash: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for _, body in ledger.sales():
        for tender in body.tenders:
            _add_tender(cash[body.shift], tender)
    for _, facts in ledger.facts("shift_opened"):
        opened = ShiftOpened.model_validate(facts.body)
        cash[opened.shift][opened.currency] += opened.float_minor
        for other in opened.others:
            cash[opened.shift][other.currency] += other.float_minor
    for _, facts in ledger.facts("drawer_moved"):
        moved = DrawerMoved.model_validate(facts.body)
        cash[moved.shift][moved.currency] += moved.amount_minor
    for _, facts in ledger.facts("sale_refunded"):
        refunded = SaleRefunded.model_validate(facts.body)
        given = (back for back in refunded.tenders if back.kind == "cash")
        for back in given:
            cash[refunded.shift][back.currency] -= back.amount_minor
    return cash


def shifts_add_up(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """A shift's totals and figures are those of its sales, and so are the totals for ever."""
    sold: dict[int, int] = defaultdict(int)
    paid: dict[int, int] = defaultdict(int)
    vat: dict[int, int] = defaultdict(int)
    for _, body in ledger.sales():
        sold[body.shift] += body.total_minor
        paid[body.shift] += sum(tender.amount_minor for tender in body.tenders)
        vat[body.shift] += body.vat_minor
    for number in range(1, uow.shifts.next_number()):
        totals, currency = uow.shifts.totals(number), uow.shifts.sums(number).expected.currency
        figures = uow.figures.of_shift(number, currency)
        whole = sum(minor for of, minor in sold.items() if of <= number)
        found = (
            totals.sales_total.amount_minor,
            figures.total("sale").amount.amount_minor,
            totals.takings.amount_minor,
            figures.total("tender").amount.amount_minor,
            sum(part.vat.amount_minor for part in totals.vat_by_class),
            uow.figures.perpetual(number, currency).grand_total.amount_minor,
        )
        told = (sold[number], sold[number], paid[number], paid[number], vat[number], whole)
        if found != told:
            yield f"shift {number} has {found}, central was told {told}"
    before = 0
    for _, facts in ledger.facts("shift_closed"):
        perpetual = ShiftClosed.model_validate(facts.body).perpetual
        if perpetual is not None and perpetual.grand_total_minor < before:
            yield f"the totals since the till began went down to {perpetual.grand_total_minor}"
        before = 0 if perpetual is None else perpetual.grand_total_minor


def figures_are_what_was_told(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """What a shift gave away, and what left its sales, is counted as it was told or noted down."""
    told: Shifts = defaultdict(dict)
    for _, body in ledger.sales():
        given_away(told[body.shift], body)
    for _, facts in ledger.facts("drawer_moved"):
        moved = DrawerMoved.model_validate(facts.body)
        if moved.move == "no_sale":
            count, _ = told[moved.shift].get(("no_sale", moved.reason), (0, 0))
            told[moved.shift]["no_sale", moved.reason] = (count + 1, 0)
    counted = 0
    for number in range(1, uow.shifts.next_number()):
        figures = uow.figures.of_shift(number, uow.shifts.sums(number).expected.currency)
        kept = {
            (kind, key): (found.count, found.amount.amount_minor)
            for kind in GIVEN_KINDS
            for key, found in figures.by_key(kind)
        }
        if kept != told[number]:
            yield f"shift {number} counts {kept}, and {told[number]} was told"
        counted += figures.total("void").amount.amount_minor
    entries = uow.audit.list_entries(AUDIT_MAX)
    noted = sum(int(entry.detail.get("void_minor", 0)) for entry in entries)
    if len(entries) < AUDIT_MAX and counted != noted:
        yield f"voids of {counted} are counted, and {noted} were noted down"


def exchanges_meet(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """What goods pay of a sale is what the refund of that number gave for them, just before it."""
    del uow
    given = {
        body.refund: (facts.stream, facts.seq, tender.amount_minor)
        for _, facts in ledger.facts("sale_refunded")
        for body in (SaleRefunded.model_validate(facts.body),)
        for tender in body.tenders
        if tender.kind == "exchange"
    }
    for facts, sale in ledger.sales():
        for tender in sale.tenders:
            if tender.kind == "exchange":
                stream, seq, minor = given.pop(tender.reference or "", ("", 0, 0))
                is_near = stream == facts.stream and 0 < facts.seq - seq <= 2
                if not is_near or minor != tender.amount_minor:
                    yield f"{sale.receipt} was paid by goods that no refund beside it took in"
    for number in given:
        yield f"{number} took goods in for a sale that there is not"


def persons_are_apart(ledger: Ledger, uow: Reading) -> Iterator[str]:
    """Each party has one part that fits its commitment, and no word of it stands in the facts."""
    del uow
    for operation, facts, body in ledger.shipments():
        promised = {person for person, _ in facts.personal}
        if promised != {body.consignor_id, body.consignee_id}:
            yield f"waybill {body.waybill} promises parts of {sorted(promised)}"
        for part in operation.personal:
            if not part_matches(part, facts.personal):
                yield f"a part of {part.person_id} in {body.waybill} is not what was promised"
            for word in _words(json.loads(part.part)):
                if word.encode() in operation.facts:
                    yield f"the facts of {body.waybill} hold a personal word"


def _words(value: object) -> Iterator[str]:
    """Personal texts long enough not to stand in ids and labels by chance."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str) and len(value) >= 6:
        yield value


Check = Callable[[Ledger, Reading], Iterator[str]]
CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        chain_verifies,
        outbox_is_dense,
        receipts_are_dense,
        waybills_are_dense,
        each_sale_has_its_operation,
        tenders_settle,
        only_samples_are_free,
        drawers_add_up,
        shifts_add_up,
        figures_are_what_was_told,
        exchanges_meet,
        persons_are_apart,
        caps_are_decided,
        nobody_stands_alone_unsigned,
        special_prices_are_signed,
        paid_over_is_owed,
    )
}


def complaints(db: TillDatabase) -> list[str]:
    """Run every check; each sentence begins with the name of the check that found it."""
    ledger = read_ledger(db)
    with db.reading() as uow:
        return [
            f"{name}: {sentence}"
            for name, check in CHECKS.items()
            for sentence in check(ledger, uow)
        ]
