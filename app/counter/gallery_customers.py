"""Customers and records of the till in memory, as a test or a scene sets them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from app.presenters.customer_services import CustomerServices, FindServices
from app.use_cases.customers import PAGE, ConsentAsked, SaveCustomer
from app.use_cases.find_records import (
    FoundKind,
    FoundPage,
    FoundRow,
    Goods,
    Progress,
    RecordDetails,
    SubjectStep,
)
from app.use_cases.till import Session
from domain.cart import Cart
from domain.consent_text import ConsentText
from domain.customer import Consent, Contact, ContactField, Customer, Purpose, Said, stamp_ms
from domain.errors import NotFound
from domain.money import Money
from domain.paid_state import PaidState

_WORDS = {
    "shipping": "I agree that my name, phone number and address are kept to send my shipments.",
    "receipts": "I agree that my receipts are sent to my e-mail address.",
    "marketing": "I agree to be told of offers. I can take this back at any counter.",
}
AT_MS = 1_793_000_000_000


class CartHolder(Protocol):
    """Who holds the open cart."""

    cart: Cart


def a_customer(person_id: str, name: str, **texts: str) -> Customer:
    """A customer whose fields were all said at one moment."""
    said: dict[ContactField, Said] = {"name": Said(AT_MS, name)}
    for key, text in Contact(name=name).texts().items():
        if texts.get(key, text):
            said[key] = Said(AT_MS, texts.get(key, text))
    return Customer(person_id=person_id, said=said)


def sample_customers() -> tuple[Customer, ...]:
    """Three people, one with two consents and one with a name as long as names get."""
    ann = a_customer(
        "p-ann",
        "Ann Persaud",
        phone="+592 609 1234",
        email="ann.persaud@example.com",
        lot_street="Lot 12, Water Street",
        village="La Bonne Intention",
        region="4",
        landmark="Yellow gate opposite the mosque",
    )
    purposes: tuple[Purpose, ...] = ("shipping", "marketing")
    consents = {
        purpose: Consent(
            purpose=purpose,
            given=purpose == "shipping",
            text_version="2026-1",
            at_ms=AT_MS,
            channel="counter",
            staff_id="staff-sr",
        )
        for purpose in purposes
    }
    long = "Bhagwandin Quamina-Ramkissoon Persaud-Vanderhyden, for the estate of the late A. Fraser"
    return (
        replace(ann, consents=consents),
        a_customer("p-aubrey", "Aubrey Fraser", phone="+592 772 4321", village="Den Amstel"),
        a_customer("p-long", long, phone="+592 225 0000", village="Port Kaituma", region="1"),
    )


@dataclass(slots=True)
class MemoryCustomers:
    """``people`` are known; ``fail_with`` is raised once. ``saved`` keeps what was asked."""

    people: tuple[Customer, ...] = field(default_factory=sample_customers)
    asked: tuple[Purpose, ...] = ("shipping", "receipts", "marketing")
    saved: list[SaveCustomer] = field(default_factory=list)
    fail_with: Exception | None = None

    def services(self, holder: CartHolder) -> CustomerServices:
        """The services, over the cart that ``holder`` holds."""
        return CustomerServices(
            search=self._search,
            current=lambda: self._find(holder.cart.customer_id),
            consent_texts=lambda: tuple(
                ConsentAsked(
                    purpose=purpose, words=ConsentText(version="2026-1", text=_words(purpose))
                )
                for purpose in self.asked
            ),
            save=self._save,
            attach=lambda _session, person_id: self._attach(holder, person_id),
        )

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error

    def _find(self, person_id: str | None) -> Customer | None:
        return next((one for one in self.people if one.person_id == person_id), None)

    def _search(self, text: str, offset: int) -> tuple[Customer, ...]:
        wanted = text.strip().lower()
        digits = "".join(char for char in wanted if char.isdigit())
        found = [
            one
            for one in self.people
            if any(word.lower().startswith(wanted) for word in one.name.split())
            or (digits and digits in one.phone.replace(" ", ""))
        ]
        return tuple(found[offset : offset + PAGE]) if wanted else ()

    def _save(self, session: Session, request: SaveCustomer) -> Customer:
        self._fail()
        self.saved.append(request)
        person_id = request.person_id or f"p-{len(self.people) + 1}"
        at_ms = stamp_ms(session.signed_in_at)
        said = {name: Said(at_ms, text) for name, text in request.contact.texts().items() if text}
        made = Customer(person_id=person_id, said=said)
        self.people = (*(one for one in self.people if one.person_id != person_id), made)
        return made

    def _attach(self, holder: CartHolder, person_id: str | None) -> Cart:
        self._fail()
        holder.cart = replace(holder.cart, customer_id=person_id, version=holder.cart.version + 1)
        return holder.cart


def _words(purpose: Purpose) -> str:
    return _WORDS.get(purpose, "I agree that a copy of my identity document is kept.")


@dataclass(slots=True)
class MemoryRecords:
    """``records`` are found by a part of their number or a name, newest first."""

    records: tuple[RecordDetails, ...] = ()
    page: int = 50
    fail_with: Exception | None = None
    labels: list[str] = field(default_factory=list)

    def services(self) -> FindServices:
        return FindServices(find=self._find, show=self._show, print_labels=self._print_labels)

    def _print_labels(self, waybill: str) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        self.labels.append(waybill)

    def _find(self, text: str, offset: int) -> FoundPage:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        wanted = text.strip().lower()
        found = [one for one in self.records if wanted in f"{one.key} {_who(one)}".lower()]
        rows = tuple(row_of(one) for one in found[offset : offset + self.page])
        return FoundPage(rows=rows, has_more=len(found) > offset + self.page)

    def _show(self, kind: FoundKind, key: str) -> RecordDetails:
        for one in self.records:
            if (one.kind, one.key) == (kind, key):
                return one
        raise NotFound("No such record", "It is not at this till. Nothing is lost.")


def row_of(record: RecordDetails) -> FoundRow:
    """How a record stands in the list."""
    progress = record.steps[-1].progress if record.steps else None
    return FoundRow(
        kind=record.kind,
        key=record.key,
        who=_who(record),
        at=record.at,
        paid=record.paid,
        total=record.total,
        progress=progress,
        goods=Goods(name="Shipping barrel, 55 gal", others=2) if record.kind == "receipt" else None,
    )


def _who(record: RecordDetails) -> str:
    return "" if record.customer is None else record.customer.name


def sample_records(now: datetime) -> tuple[RecordDetails, ...]:
    """A sale that waits, one that needs a person, a refunded one, a customer."""
    ann = sample_customers()[0]

    def sold(number: int, minor: int, progress: Progress, ago_min: int) -> RecordDetails:
        at = now - timedelta(minutes=ago_min)
        key = f"GY03B-{number:06d}"
        step = SubjectStep(
            stream="GY03B",
            seq=number,
            kind="sale_completed",
            at=at,
            progress=progress,
            title="It does not add up" if progress == "quarantined" else "",
        )
        paper = ("      AGENT & SONS", "", f"Receipt {key}", "", "Barrel 55 gal, lined", "")
        return RecordDetails(
            kind="receipt",
            key=key,
            at=at,
            total=Money(minor, "GYD"),
            lines=(*paper, f"TOTAL  GYD {minor // 100:,}.00".rjust(42)),
            steps=(step,),
            printed_at=at,
            can_return=True,
        )

    waiting = replace(sold(104, 1_250_000, "waiting", 3), customer=ann, prints_waiting=1)
    refund = replace(
        sold(103, 480_000, "sent", 12),
        kind="refund",
        key="GY03B-R00007",
        lines=("CREDIT NOTE", "of GY03B-000101"),
        can_return=False,
    )
    seen = PaidState(
        kind="mmg", amount=Money(480_000, "GYD"), word="verified", at=now - timedelta(minutes=60)
    )
    whole = replace(
        sold(101, 480_000, "durable", 95), copy_count=2, related=(row_of(refund),), paid=(seen,)
    )
    z = replace(
        sold(100, 0, "sent", 600),
        kind="z",
        key="Z00213",
        total=None,
        lines=("Z REPORT                          No. 213", "Business day             20/11/2026"),
        steps=(),
        shift_number=213,
        can_return=False,
    )
    person = RecordDetails(
        kind="customer",
        key=ann.person_id,
        at=now,
        customer=ann,
        related=(row_of(waiting),),
    )
    return (waiting, refund, sold(102, 999_999_900, "quarantined", 40), whole, z, person)
