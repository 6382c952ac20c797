"""What waits at a supervisor's desk, for pictures and tests: kept in plain lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from app.counter.gallery_paying import CAP, MemoryPaying
from app.presenters.inbox_services import InboxServices
from app.use_cases.decide_together import ApproveTogether
from app.use_cases.ports import Clock
from app.use_cases.review_together import ReviewTogether, alike_deeds
from app.use_cases.reviews import AllowedDeed, ReviewDeed
from app.use_cases.till import Session
from domain.batch_approval import alike
from domain.money import Money
from domain.staff import Role, StaffMember
from domain.till_payment import TillPayment

AT = datetime(2026, 11, 21, 17, 50, tzinfo=UTC)
CASHIER, OTHER, SUPERVISOR = "staff-sr", "staff-dr", "staff-ra"
ALLOWED = (
    AllowedDeed(
        entry_no=71,
        deed="price_typed",
        subject="SEAL-NUM",
        at=AT - timedelta(minutes=31),
        by=CASHIER,
        allowed_by="staff-nk",
        figures={"amount_minor": 150_000, "currency": "GYD", "approved_by": "staff-nk"},
    ),
    AllowedDeed(
        entry_no=88,
        deed="price_set",
        subject="C-0008",
        at=AT - timedelta(minutes=12),
        by=OTHER,
        allowed_by="staff-nk",
        figures={"gross_before_minor": 3_280_000, "gross_after_minor": 2_790_000},
    ),
    AllowedDeed(
        entry_no=90,
        deed="limit_exceeded",
        subject="booking:agent-12",
        at=AT - timedelta(minutes=9),
        by=CASHIER,
        allowed_by="staff-nk",
        figures={"quantity": 2, "approved_by": "staff-nk"},
    ),
)


ALIKE = tuple(
    AllowedDeed(
        entry_no=entry_no,
        deed="price_set",
        subject=f"C-00{entry_no}",
        at=AT - timedelta(minutes=minutes),
        by=OTHER,
        allowed_by="staff-nk",
        figures={"gross_before_minor": 950_000, "gross_after_minor": after_minor},
    )
    for entry_no, minutes, after_minor in ((91, 8, 900_000), (94, 5, 855_000))
)
"""Two more prices that the same person changed with the same yes."""


class Payments(Protocol):
    """Where the payments of a till in memory are."""

    @property
    def paying(self) -> MemoryPaying: ...


class Behind(Protocol):
    """The till that this desk stands at."""

    @property
    def staff(self) -> tuple[tuple[StaffMember, str], ...]: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def clock(self) -> Clock: ...


@dataclass(slots=True)
class MemoryInbox:
    """``allowed`` waits for a second look; ``reviewed`` and ``together`` were signed.

    ``fail_with`` is raised by the next look at the list.
    """

    allowed: tuple[AllowedDeed, ...] = ()
    reviewed: list[ReviewDeed] = field(default_factory=list)
    together: list[ApproveTogether] = field(default_factory=list)
    fail_with: Exception | None = None
    is_waived: bool = False

    def services(self, till: Behind) -> InboxServices:
        def list_alike(payment_id: str) -> Sequence[TillPayment]:
            payments = till.payments.paying.payments
            return alike(payments.values(), payments[payment_id], (CAP,))

        def approve_together(_session: Session, request: ApproveTogether) -> int:
            self.together.append(request)
            for payment_id in request.payment_ids:
                till.payments.paying.become(payment_id, "approved")
            return len(request.payment_ids)

        return InboxServices(
            list_deciders=lambda: tuple(
                member for member, _ in till.staff if member.role is Role.SUPERVISOR
            ),
            list_deciders_of=lambda session, did_it: self._deciders_of(till, session, did_it),
            list_allowed=self._list_allowed,
            review=self._review,
            list_alike_deeds=lambda entry_no: alike_deeds(self.allowed, entry_no),
            review_together=self._review_together,
            list_alike=list_alike,
            approve_together=approve_together,
        )

    def _deciders_of(
        self, till: Behind, session: Session, did_it: frozenset[str]
    ) -> Sequence[StaffMember]:
        return tuple(
            member
            for member, _ in till.staff
            if (member.role is Role.SUPERVISOR and member.staff_id not in did_it)
            or (
                self.is_waived
                and member.staff_id == session.staff_id
                and session.staff_id in did_it
            )
        )

    def _list_allowed(self) -> Sequence[AllowedDeed]:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        return self.allowed

    def _review_together(self, session: Session, request: ReviewTogether) -> int:
        for entry_no in request.entry_nos:
            one = ReviewDeed(
                entry_no=entry_no, verdict="fine", reason=request.reason, approval=request.approval
            )
            self._review(session, one)
        return len(request.entry_nos)

    def _review(self, _session: Session, request: ReviewDeed) -> None:
        self.reviewed.append(request)
        self.allowed = tuple(each for each in self.allowed if each.entry_no != request.entry_no)


def a_payment(number: int, minor: int, **more: object) -> TillPayment:
    """A claim that paid a sale; what is given stands in place of the usual."""
    plain = TillPayment(
        payment_id=f"pay-{number}",
        cart_id=f"cart-{number}",
        shift=214,
        cashier_id=CASHIER,
        provider="mmg",
        way="claim",
        state="claimed",
        amount=Money(minor, "GYD"),
        made_at=AT - timedelta(minutes=number),
        changed_at=AT - timedelta(minutes=number),
        reference=f"884027193{number:03}",
        paid_at=AT - timedelta(minutes=number + 1),
        payer_id=f"payer-{number}",
        receipt=f"GY02A-{4_100 + number:06}",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by the caller


def fill_payments(paying: MemoryPaying) -> None:
    """Two claims that are alike, one that was flagged, a dispute, money without a sale, a wait."""
    payments = (
        a_payment(2, 4_000_000, rules=(CAP.name,), is_held=True),
        a_payment(12, 1_840_000, state="disputed", message="MMG has no such payment."),
        a_payment(19, 650_000),
        a_payment(25, 1_200_000),
        a_payment(41, 950_000, state="verified", receipt=None),
        a_payment(55, 2_600_000, state="approved", rules=(CAP.name, "gone")),
    )
    for payment in payments:
        paying.payments[payment.payment_id] = payment
