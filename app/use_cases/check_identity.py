"""A customer shows a document because of their cash: what stands on it goes to their own part."""

from dataclasses import dataclass, field
from datetime import date

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.cash_compliance import IdDocument, business_month
from domain.errors import Conflict
from domain.identity_check import IdentityCheck, read_document_number, require_valid
from sync.protocol.compliance_bodies import IdentityChecked


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIdentity:
    """What was read from a document; ``check_id`` is the press of the key."""

    check_id: str
    customer_id: str
    document: IdDocument
    number: str = field(repr=False)
    valid_until: date


def check_identity(till: Till, session: Session, request: CheckIdentity) -> IdentityCheck:
    """Keep that a customer showed a document, with its operation, in one transaction.

    The number is in no table here: it is the customer's personal part of the operation, encrypted
    with the file, and goes with the person. Pressed twice, the second call returns the same. Raises
    BadInput (the number, a document that has run out), NotFound (a customer nobody knows),
    Conflict (the press of the key was another's), RuleBroken (``no_shift``), NotAllowed.
    """
    number = read_document_number(require_words(request.number))
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        require_valid(request.valid_until, shift.business_date)
        already = uow.compliance.find_check(request.check_id)
        if already is not None:
            return _same_again(already, request)
        uow.customers.get(request.customer_id)
        check = IdentityCheck(
            check_id=request.check_id,
            customer_id=request.customer_id,
            month=business_month(shift.business_date),
            document=request.document,
            by=session.staff_id,
            at=now,
        )
        uow.compliance.add_check(check)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        words = {"number": number, "valid_until": request.valid_until.isoformat()}
        part = personal_part(till, request.customer_id, {"identity": words})
        body = IdentityChecked(
            check_id=check.check_id, customer_id=check.customer_id, document=check.document
        )
        append_operation(uow, till, said, body, (part,))
        note_down(
            uow,
            now,
            session.staff_id,
            ("identity_checked", check.customer_id),
            {"document": check.document, "month": check.month},
        )
        uow.commit()
    return check


def _same_again(already: IdentityCheck, request: CheckIdentity) -> IdentityCheck:
    if (already.customer_id, already.document) != (request.customer_id, request.document):
        raise Conflict(
            "This document was recorded before",
            "It is kept as it was typed first. Nothing is lost. Press Esc and look again.",
        )
    return already
