"""Where operations meet payments: claimed, asked for, given up, decided and checked by a person.

Nothing is refused: a claim with a used reference or a sale that does not fit its payment is booked
like any and becomes a case. Only what names nothing that central knows is quarantined, until that
comes.
"""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.payment_early import hear_early, of_nobody_known
from central.operations.quarantine import QuarantineError
from central.payments.moving import Move, move_payment
from central.payments.numbers import attempt_digits
from central.payments.providers import merchant_of
from central.payments.put_back import is_of_older_epoch, look_instead, may_have_been_sent
from central.payments.references import give_up_references, numbers_of, take_references
from central.payments.rows import (
    Event,
    PaymentRow,
    find_payment,
    note_event,
    set_payment,
    tell_payment,
)
from central.payments.tables import payment
from central.storable import is_storable
from domain.money import KNOWN_CURRENCIES, Money
from domain.money_text import format_money
from domain.payment import PaymentState, may_follow
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.payment_bodies import (
    PaymentCancelled,
    PaymentChecked,
    PaymentClaimed,
    PaymentDecided,
    PaymentRequested,
)

CONFIRMED = {"mmg": "mmg", "card_qr": "stripe"}
"""Kinds of tender that a provider confirms, and which one."""
USED_BEFORE = "Its reference was shown before, for another payment."


def apply_payment_claimed(booking: Booking) -> None:
    """Book a claim and let the jobs look it up; one with a used reference is disputed at once."""
    body = booking.body
    assert isinstance(body, PaymentClaimed)
    row = _insert(
        booking,
        body,
        way="claim",
        state="claimed",
        reference=body.reference,
        payer_id=body.payer_id,
        paid_at=body.paid_at,
        is_held=int(body.is_held),
        step="waiting",
    )
    writing, around = booking.writing, booking.central.surroundings
    merchant = merchant_of(booking.central.settings, body.provider)
    if take_references(writing, row, merchant, (body.reference,)) is not None:
        move = Move(
            organisation_id=row.organisation_id,
            payment_id=row.payment_id,
            to="disputed",
            by="central",
            why=USED_BEFORE,
            evidence={"reference": body.reference},
        )
        move_payment(writing, around, move)
    elif body.action == "refuse":
        _decide(booking, row.payment_id, ("cancelled",), "It was refused by the rules.")
    elif body.approved_by is not None:
        _decide(booking, row.payment_id, ("approved",), "A supervisor accepted it in place.")
    hear_early(booking, row.payment_id, _SAID_OF_IT)


def apply_payment_requested(booking: Booking) -> None:
    """Book a wish; the jobs ask the provider (ledger rule 13).

    One that a central which was lost may have sent is looked for instead (sync rule 16.7).
    """
    body = booking.body
    assert isinstance(body, PaymentRequested)
    row = _insert(
        booking,
        body,
        way=body.way,
        state="requested",
        reference="",
        payer_id=body.payer_id,
        expires_at=body.expires_at,
        step="idle",
    )
    if may_have_been_sent(booking.writing.connection, booking.key):
        look_instead(booking.writing, row)
    hear_early(booking, row.payment_id, _SAID_OF_IT)


def apply_payment_cancelled(booking: Booking) -> None:
    """Note that the till waits no more. What was begun is ended there, and looked up till late."""
    body = booking.body
    assert isinstance(body, PaymentCancelled)
    row = _get(booking, body.payment_id)
    to: PaymentState = "expired" if body.reason == "expired" else "cancelled"
    if row.state == "claimed":
        to = "cancelled"
    why = {
        "pressed": "The till gave it up.",
        "expired": "Nobody paid in time.",
        "other_tender": "The customer paid in another way.",
    }
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=row.payment_id,
        to=to,
        by=booking.facts.by,
        why=why[body.reason],
    )
    moved = move_payment(booking.writing, booking.central.surroundings, move)
    if moved.outcome != "moved":
        return
    if row.step == "waiting" and row.way != "claim":
        set_payment(booking.writing, moved.row, step="cancelling", next_at=booking.writing.at)
    elif row.step == "idle" and is_of_older_epoch(booking.writing.connection, row):
        look_instead(booking.writing, moved.row)
    elif row.step == "idle":  # nothing was sent
        set_payment(booking.writing, moved.row, next_at=None)


def apply_payment_decided(booking: Booking) -> None:
    """Do as a supervisor decided.

    A released alarm changes no state and is counted; nor does what becomes of held goods: noted.
    What was mistyped is rejected, and gives its reference up for the right claim; not where the
    money was seen meanwhile. A dispute that a central which was lost told of, and that is over, is
    no dispute here.
    """
    body = booking.body
    assert isinstance(body, PaymentDecided)
    row = _get(booking, body.payment_id)
    is_seen = row.state == "verified"
    if body.of_state == "disputed" and row.state == "approved":
        _dispute_again(booking, row)
    choices: dict[str, tuple[PaymentState, ...]] = {
        "approve": ("approved",),
        "reject": ("cancelled", "disputed"),
        "release": (),
        "hand_over": (),
        "keep": (),
        "mistyped": () if is_seen else ("cancelled", "disputed"),
    }
    _decide(booking, body.payment_id, choices[body.decision], body.reason)
    if body.decision == "hand_over":
        gone = set_payment(booking.writing, _get(booking, body.payment_id), is_held=0)
        tell_payment(booking.writing, gone)
    if body.decision == "mistyped":
        freed = give_up_references(booking.writing, _get(booking, body.payment_id))
        tell_payment(booking.writing, freed)


def _dispute_again(booking: Booking, row: PaymentRow) -> None:
    """Go the step that this central has forgotten, so that the decision ends it here as well."""
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=row.payment_id,
        to="disputed",
        by="central",
        why="Its till knew it as disputed, from before central was put back.",
    )
    move_payment(booking.writing, booking.central.surroundings, move)


def apply_payment_checked(booking: Booking) -> None:
    """Verify or dispute by hand: on what a person saw, while the provider can't be asked."""
    body = booking.body
    assert isinstance(body, PaymentChecked)
    row = _get(booking, body.payment_id)
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=row.payment_id,
        to=body.outcome,
        by=body.approved_by,
        why=body.reason,
        evidence={"seen": body.evidence, "by_hand": body.approved_by},
        merchant=merchant_of(booking.central.settings, row.provider),
        references=numbers_of(row),
        by_person=True,
    )
    move_payment(booking.writing, booking.central.surroundings, move)


_SAID_OF_IT: Mapping[str, Callable[[Booking], None]] = {
    "payment_cancelled": apply_payment_cancelled,
    "payment_decided": apply_payment_decided,
    "payment_checked": apply_payment_checked,
}
"""What may be heard before its payment is, and is booked when that comes."""


def note_sale_payments(booking: Booking, body: SaleCompleted) -> None:
    """Tie a sale to the payments that it names; what does not fit is one case of the sale.

    The till is told which sale it was: its data may be an older copy by then (sync rule 16.15).
    """
    writing, doubts = booking.writing, list[str]()
    for tender in body.tenders:
        if tender.payment_id is None:
            continue
        whose = booking.key.organisation_id
        row = find_payment(writing.connection, whose, tender.payment_id, lock=True)
        if row is None:
            doubts.append("it names no payment that central knows")
            continue
        doubts += _doubts_of(row, booking, body, tender)
        if not row.receipt and row.till_id == booking.key.till_id:
            over = tender.over_minor or 0
            tell_payment(writing, set_payment(writing, row, receipt=body.receipt, over_minor=over))
    if doubts:
        case = NewCase(
            store_id=booking.store_id,
            kind="payment_sale",
            title="A sale does not fit its payment",
            message=f"Receipt {body.receipt}: {'; '.join(doubts)}. The sale counts as it is.",
            operation_kind="sale_completed",
        )
        open_case(writing, booking.central.surroundings, booking.key, case)


def _doubts_of(
    row: PaymentRow, booking: Booking, body: SaleCompleted, tender: TenderBody
) -> list[str]:
    # a currency that was checked with the sale
    paid = Money(tender.amount_minor + (tender.over_minor or 0), tender.currency)
    checks = (
        (row.till_id != booking.key.till_id, "it names a payment of another till"),
        (row.provider != CONFIRMED.get(tender.kind), f"its payment is one by {row.provider}"),
        (
            row.amount != paid,
            f"it takes {format_money(paid)} for a payment of {format_money(row.amount)}",
        ),
        (row.cart_id != body.cart_id, "it names a payment of another sale"),
        (
            row.receipt not in {"", body.receipt},
            f"its payment is that of receipt {row.receipt}",
        ),
        (row.state in {"cancelled", "expired", "refunded"}, f"its payment is {row.state}"),
    )
    return [words for is_wrong, words in checks if is_wrong]


def _decide(
    booking: Booking, payment_id: str, choices: tuple[PaymentState, ...], reason: str
) -> None:
    """Move a payment to the first of these states that may follow; else note what was said."""
    body = booking.body
    assert isinstance(body, PaymentDecided | PaymentClaimed)
    row = _get(booking, payment_id)
    by = body.approved_by or booking.facts.by
    to = next((state for state in choices if may_follow(row.state, state)), None)
    if to is None:
        word = body.decision if isinstance(body, PaymentDecided) else body.action
        evidence = {"decision": word, "rules": ",".join(body.rules)}
        note_event(booking.writing, row, Event(by=by, why=reason, evidence=evidence))
        return
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=payment_id,
        to=to,
        by=by,
        why=reason,
        evidence={"rules": ",".join(body.rules)},
    )
    move_payment(booking.writing, booking.central.surroundings, move)


def _get(booking: Booking, payment_id: str) -> PaymentRow:
    row = find_payment(
        booking.writing.connection, booking.key.organisation_id, payment_id, lock=True
    )
    if row is None:
        raise of_nobody_known()
    return row


def _insert(
    booking: Booking, body: PaymentClaimed | PaymentRequested, **values: object
) -> PaymentRow:
    """Write a new payment down, due at once, and tell its till that central has it."""
    if not all(is_storable(text) for text in (body.payment_id, body.cart_id, body.provider)):
        raise QuarantineError("A payment without a name", "No database keeps these names.")
    if body.payer_id is not None and not is_storable(body.payer_id):
        raise QuarantineError("A payment of nobody", "No database keeps these names.")
    if body.currency not in KNOWN_CURRENCIES or body.amount_minor == 0:
        raise QuarantineError("A payment of no money", "Its amount cannot be read.")
    writing, key = booking.writing, booking.key
    if find_payment(writing.connection, key.organisation_id, body.payment_id) is not None:
        raise QuarantineError("A payment came twice", "Another payment has its number already.")
    row = {
        **key.columns(),
        "payment_id": body.payment_id,
        "store_id": booking.store_id,
        "cart_id": body.cart_id,
        "shift": body.shift,
        "business_date": booking.facts.day,
        "provider": body.provider,
        "currency": body.currency,
        "amount_minor": body.amount_minor,
        "attempt_digits": attempt_digits(body.payment_id),
        "begun_at": booking.facts.at,
        "known": "{}",
        "url": "",
        "quoted_currency": "",
        "quoted_minor": 0,
        "message": "",
        "receipt": "",
        "is_held": 0,
        "tries": 0,
        "next_at": writing.at,
        "changed_at": writing.at,
        **values,
    }
    writing.connection.execute(sa.insert(payment).values(row))
    known = find_payment(writing.connection, key.organisation_id, body.payment_id)
    assert known is not None
    note_event(writing, known, Event(by=booking.facts.by, why="", evidence={}))
    tell_payment(writing, known)
    return known
