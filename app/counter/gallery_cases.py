"""Cases of the till in memory, for looking at *Needs you* and for testing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from app.counter.gallery_afar import MemoryAfar
from app.counter.gallery_inbox import Behind, MemoryInbox
from app.counter.gallery_quotes import MemoryQuotes, WithCart
from app.presenters.services import CaseServices
from app.use_cases.cases import CaseView, Resend
from app.use_cases.corrections import FixField
from app.use_cases.standing import Standing
from app.use_cases.till import Session
from domain.errors import BadInput

AT = datetime(2026, 11, 21, 17, 12, tzinfo=UTC)
_COUNTS = "Its money counts in the takings as it is. Nothing waits for it."
_FIX = "Open it, correct it and send it again; a supervisor signs."
_OFFICE = "The office decides. Keep the papers of it, and call them if they ask."
SAMPLE = (
    CaseView(
        case_id="case-1",
        title="It does not add up",
        message=(
            "Piece 1 needs you. It is 43 lb over the limit of 200 lb. The pieces do not add up to"
            " the gross weight."
        ),
        blocked=_COUNTS,
        next_step=_FIX,
        subject="Shipment GY02A-000311",
        opened_at=AT,
        is_read=False,
        is_resent=False,
        fields=(
            FixField(label="Piece 1, barrel", text="243 lb, 24 x 24 x 36 in"),
            FixField(label="Piece 2, box", text="38.5 lb, 18 x 18 x 16 in"),
        ),
    ),
    CaseView(
        case_id="case-2",
        title="A receipt number came twice",
        message="Receipt GY02A-000298 is booked already.",
        blocked=_COUNTS,
        next_step=_FIX,
        subject="Sale GY02A-000298",
        opened_at=AT,
        is_read=True,
        is_resent=False,
        fields=(FixField(label="Receipt number (clear it to take a new one)", text=""),),
    ),
    CaseView(
        case_id="case-3",
        title="Till GY02 has two histories",
        message=(
            "Stream GY02A came a second time from number 412 on with other operations: the till was"
            " restored from an old copy, or copied. Every sale of both is counted."
        ),
        blocked="Every sale of both histories counts. Nothing waits for it.",
        next_step=_OFFICE,
        subject="GY02A 412",
        opened_at=AT,
        is_read=True,
        is_resent=False,
    ),
    CaseView(
        case_id="case-4",
        title="A personal part is missing",
        message="The person it concerns was never erased here.",
        blocked="",
        next_step="",
        subject="Shipment GY02A-000290",
        opened_at=AT,
        is_read=False,
        is_resent=False,
        closed_text="Called the customer. (staff-office)",
    ),
)


class CasesTill(Behind, WithCart, Protocol):
    """The till that these cases are of."""


@dataclass(slots=True)
class MemoryCases:
    """Cases in a plain list, and what was sent for them. ``fail_with`` is raised by the next."""

    cases: tuple[CaseView, ...] = SAMPLE
    sent: list[Resend] = field(default_factory=list)
    fail_with: Exception | None = None
    standing: Standing = field(default_factory=lambda: Standing(heard_at=AT))
    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    afar: MemoryAfar = field(default_factory=MemoryAfar)
    quotes: MemoryQuotes = field(default_factory=MemoryQuotes)

    def services(self, till: CasesTill) -> CaseServices:
        return CaseServices(
            list_cases=self._list,
            acknowledge=self._acknowledge,
            resend=self._resend,
            standing=lambda: self.standing,
            inbox=self.inbox.services(till),
            afar=self.afar.services(till.clock),
            quotes=self.quotes.services(till),
        )

    def _list(self) -> Sequence[CaseView]:
        self._fail()
        return self.cases

    def _acknowledge(self, _session: Session, case_id: str) -> None:
        self._fail()
        self.cases = tuple(
            replace(case, is_read=True) if case.case_id == case_id else case
            for case in self.cases
            if case.case_id != case_id or not case.closed_text
        )

    def _resend(self, _session: Session, request: Resend) -> str:
        self._fail()
        if any(text.strip() == "?" for text in request.values):
            raise BadInput("Check the piece", "It needs four numbers. Nothing was sent.")
        self.sent.append(request)
        self.cases = tuple(
            replace(case, is_resent=True) if case.case_id == request.case_id else case
            for case in self.cases
        )
        return next(c.subject for c in self.cases if c.case_id == request.case_id)

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
