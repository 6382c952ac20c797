"""Store credit and vouchers: asked for before the tender, spent with the sale, issued here.

They are allotments (ledger rule 7): a sale spends only what this till holds, in its own
transaction. What another till holds comes by a wish, when there is a link.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import require_seller
from app.use_cases.till import Session, Till
from domain.credit import CreditUse, credit_short, credit_uses, require_worth
from domain.errors import BadInput
from domain.money import Money
from domain.tender import TenderKind, TenderLine
from storage.allotments import Reservation
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.credit_names import CREDIT_PREFIX, kind_of_code, money_resource, read_code

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What codes of credits are made of: nothing that looks like something else."""
_CODE_LENGTH = 10
_UNSEEN = frozenset({"claimed", "approved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCredit:
    """A code as it was typed or scanned, and how much of it a cart would spend."""

    cart_id: str
    code: str
    wanted: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFound:
    """What can be spent of a credit at this till now: ``amount`` is at most what was wanted.

    ``is_asked`` says that central is asked for more of it, which comes only when there is a link.
    """

    kind: TenderKind
    reference: str
    amount: Money
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCredit:
    """Money that the store owes somebody from now on; ``of_refund`` is a refund's number.

    ``of_payment`` is a payment that was more than its sale, ``customer_id`` whose sale that was.
    What ``awaits`` a payment that nobody has seen is held by nobody. ``code`` is its code, where
    that was made before. ``instead_of`` is a payment that its provider did not give back.
    """

    amount: Money
    of_refund: str | None = None
    approved_by: str | None = None
    of_payment: str | None = None
    customer_id: str | None = None
    awaits: bool = False
    code: str = ""
    instead_of: str | None = None


def ask_credit(till: Till, session: Session, request: AskCredit) -> CreditFound:
    """Set aside what a cart wants of a credit, and ask central for what is not here.

    Raises BadInput for a code that can be none and for a credit whose payment nobody has seen,
    RuleBroken (``no_shift``) and NotAllowed.
    """
    reference = read_code(request.code)
    if reference is None:
        raise BadInput(
            "Check the code",
            "A code is 3 to 40 letters, digits and dashes. Nothing is lost. Type or scan it again.",
        )
    now = till.clock.now()
    wanted, kind = request.wanted, kind_of_code(reference)
    resource = money_resource(kind, wanted.currency, reference)
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        _require_seen(uow, reference)
        standing = uow.allotments.standings([resource], request.cart_id, now)[resource]
        here = min(standing.left, wanted.amount_minor)
        missing = wanted.amount_minor - here
        minutes = uow.rules.book().tender_reservation_minutes(shift.business_date)
        uow.allotments.reserve(
            Reservation(
                cart_id=request.cart_id,
                resource=resource,
                quantity=here,
                asked=missing,
                made_at=now,
                until_at=now + timedelta(minutes=minutes),
            )
        )
        uow.commit()
    return CreditFound(
        kind=kind,
        reference=reference,
        amount=Money(here, wanted.currency),
        is_asked=missing > 0,
    )


def _require_seen(uow: Reading, code: str) -> None:
    """Let a code pass that is no credit of a payment that this till knows to be unseen or gone.

    Raises BadInput: it pays nothing now, and says why.
    """
    payment_id = uow.sales.find_paid_over(code)
    found = None if payment_id is None else uow.payments.find(payment_id)
    if found is None or found.state == "verified":
        return
    if found.state in _UNSEEN:
        raise BadInput(
            "Check the code",
            "This credit pays once its MMG payment is verified. Nothing is lost. Take another way.",
        )
    raise BadInput(
        "Check the code",
        "This credit is void: its MMG payment did not come, or went back. Take another way.",
    )


def spend_credits(
    uow: UnitOfWork, said: Said, cart_id: str, tenders: Iterable[TenderLine]
) -> tuple[SpentBody, ...]:
    """Spend what the tenders say of credits and vouchers, and give up what was set aside for it.

    Raises RuleBroken (``credit_short``): less is held here; ``credit_nothing``: one pays nothing.
    Nothing is sold then.
    """
    tenders = tuple(tenders)
    require_worth(tenders)
    uses = credit_uses(tenders)
    spent = tuple(_spend(uow, said, cart_id, use) for use in uses)
    if spent:
        uow.allotments.release(cart_id)
    return spent


def _spend(uow: UnitOfWork, said: Said, cart_id: str, use: CreditUse) -> SpentBody:
    resource = money_resource(use.kind, use.amount.currency, use.reference)
    standing = uow.allotments.standings([resource], cart_id, said.at)[resource]
    if standing.left < use.amount.amount_minor:
        raise credit_short(use, Money(standing.left, use.amount.currency))
    uow.allotments.take(resource, use.amount.amount_minor, said.at)
    return SpentBody(resource=resource, quantity=use.amount.amount_minor)


def issue_credit(uow: UnitOfWork, till: Till, said: Said, new: NewCredit) -> str:
    """Owe somebody money from now on, within the transaction of what it is owed for.

    The code that is returned stands on the paper that the customer gets. This till holds it: it
    pays here without asking anybody, but for one that awaits its payment. Raises ValueError for
    nothing or less.
    """
    if new.amount.amount_minor <= 0:
        raise ValueError("a credit is more than nothing")
    reference = new.code or new_code(till)
    resource = money_resource("store_credit", new.amount.currency, reference)
    body = CreditIssued(
        resource=resource,
        currency=new.amount.currency,
        quantity=new.amount.amount_minor,
        of_refund=new.of_refund,
        approved_by=new.approved_by,
        of_payment=new.of_payment,
        customer_id=new.customer_id,
        awaits=new.awaits or None,
        instead_of=new.instead_of,
    )
    append_operation(uow, till, said, body)
    if not new.awaits:
        uow.allotments.hold(resource, new.amount.amount_minor)
    return reference


def new_code(till: Till) -> str:
    """Return a code for a new credit, which nobody can guess."""
    letters = (CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in till.entropy.take(_CODE_LENGTH))
    return CREDIT_PREFIX + "".join(letters)
