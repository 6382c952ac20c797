"""The one way to change a payment's state: by a webhook, a look-up, a statement, a person.

Each change is written down with who, why and on what evidence, told to the till, and opens or
closes what a person must look at. Told twice, it changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from central.database import Writing
from central.payments.cases import (
    KINDS,
    PaymentCase,
    close_payment_cases,
    open_payment_case,
    settled,
)
from central.payments.given_back import find_given_twice, weigh_again
from central.payments.paid_over import settle_owed
from central.payments.references import hand_over_references, take_references
from central.payments.rows import (
    Event,
    PaymentRow,
    find_payment,
    known_text,
    note_event,
    set_payment,
    tell_payment,
)
from central.storable import storable_words
from central.surroundings import Surroundings
from domain.errors import NotFound
from domain.money import Money
from domain.money_text import format_money
from domain.payment import PaymentState, may_follow

_WHY_MAX = 400
_GIVEN_UP = frozenset({"cancelled", "expired"})
_STAYS_OPEN: Mapping[str, frozenset[str]] = {
    "verified": frozenset({"payment_late", "payment_missing"}),
    "cancelled": frozenset({"payment_late"}),
    "refunded": frozenset(),
}
"""What a person must look at still, by the state that a payment came to: verified by a look-up, it
is on no statement for that."""

Outcome = Literal["moved", "same", "kept"]
"""It was moved; it was there already; its state allows no such change, and it stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of a payment's state that somebody wants.

    ``why`` is a plain sentence for the till and the office, without personal data. ``evidence`` is
    what it rests on, by name: nothing is verified without. ``references`` are the provider's
    numbers that this payment uses up, of the account ``merchant``; ``known``, ``url`` and
    ``quoted`` are what was learnt. ``by_person`` says that ``by`` is a staff id who looked.
    """

    organisation_id: str
    payment_id: str
    to: PaymentState
    by: str
    why: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    merchant: str = ""
    references: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    quoted: Money | None = None
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a move, and the payment as it is then."""

    outcome: Outcome
    row: PaymentRow


def move_payment(writing: Writing, surroundings: Surroundings, move: Move) -> Moved:
    """Change a payment's state in this transaction, or leave it as it is.

    Verified with a number that is another payment's, it becomes *disputed* instead, also where it
    was verified before. The step of the jobs ends where nothing is left to do; what a person
    verified is looked up for its numbers, so that nobody pays with them again.

    Raises NotFound for a payment that is not known, ValueError for one that is to be verified
    without evidence.
    """
    if move.to == "verified" and not move.evidence:
        message = "a payment is verified on evidence only"
        raise ValueError(message)
    row = find_payment(writing.connection, move.organisation_id, move.payment_id, lock=True)
    if row is None:
        raise NotFound("There is no such payment", f"Nothing was changed. Id: {move.payment_id}.")
    to, why = move.to, move.why
    if to == "verified" and (row.state == to or may_follow(row.state, to)):
        take = hand_over_references if move.by_person else take_references
        owner = take(writing, row, move.merchant, move.references)
        if owner is not None:
            to, why = "disputed", _used_before(row)
    if row.state == to == move.to:
        return Moved("same", _learn(writing, row, move))
    if row.state == to or not may_follow(row.state, to):
        note = f"It stays {row.state}: {why or move.why or to}"
        note_event(writing, row, Event(by=move.by, why=note, evidence=move.evidence))
        if move.to in {"verified", "disputed"}:
            _open_conflict(writing, surroundings, row, why)
        return Moved("kept", row)
    return Moved("moved", _apply(writing, surroundings, row, (move, to, why)))


def _apply(
    writing: Writing,
    surroundings: Surroundings,
    row: PaymentRow,
    what: tuple[Move, PaymentState, str],
) -> PaymentRow:
    move, to, why = what
    note_event(writing, row, Event(by=move.by, why=why, evidence=move.evidence, state=to))
    values = _learnt(row, move)
    if to in {"verified", "disputed", "refunded"}:
        values |= {"step": "idle", "next_at": None, "tries": 0}
    if to == "verified" and may_look_for_numbers(move):
        values |= {"step": "numbering", "next_at": writing.at}
    after = set_payment(
        writing,
        row,
        state=to,
        message=storable_words(why, _WHY_MAX),
        changed_at=writing.at,
        **values,
    )
    _see_to_cases(writing, surroundings, (row.state, after), why)
    settle_owed(writing, surroundings, after)
    if to == "refunded":
        weigh_again(writing, after)
        find_given_twice(writing, surroundings, after)
    tell_payment(writing, after)
    return after


def may_look_for_numbers(move: Move) -> bool:
    """Tell whether the provider is to be asked for the numbers of what a person verified."""
    return move.by_person and bool(move.merchant)


def _see_to_cases(
    writing: Writing, surroundings: Surroundings, change: tuple[str, PaymentRow], why: str
) -> None:
    before, after = change
    amount = format_money(after.amount)
    if after.state in _STAYS_OPEN:
        kinds = [kind for kind in KINDS if kind not in _STAYS_OPEN[after.state]]
        close_payment_cases(writing, after, kinds, settled(f"The payment is {after.state} now."))
    if after.state == "disputed":
        case = PaymentCase(
            kind="payment_disputed",
            title="A payment is disputed",
            message=(
                f"{amount} by {after.provider.upper()}{_of_receipt(after)}: {why}"
                " The sale counts as it is. Talk to the customer, or check it by hand."
            ),
        )
        open_payment_case(writing, surroundings, after, case)
    if after.state == "verified" and before in _GIVEN_UP:
        case = PaymentCase(
            kind="payment_late",
            title="Money came for a payment that was given up",
            message=(
                f"{amount} by {after.provider.upper()} arrived after the till had {before} it."
                " If the customer paid in another way or left without the goods, give it back."
            ),
        )
        open_payment_case(writing, surroundings, after, case)


def _open_conflict(writing: Writing, surroundings: Surroundings, row: PaymentRow, why: str) -> None:
    """Money was seen for a payment that can't become what was found: a person must look."""
    if row.state == "refunded":
        return
    case = PaymentCase(
        kind="payment_disputed",
        title="Money was found for a payment that cannot take it",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}{_of_receipt(row)} is"
            f" {row.state}. {why}"
        ),
    )
    open_payment_case(writing, surroundings, row, case)


def _learn(writing: Writing, row: PaymentRow, move: Move) -> PaymentRow:
    """Keep what is new of a payment that is in this state already; tell the till of a new code."""
    values = {name: new for name, new in _learnt(row, move).items() if name != "known"}
    known = {**row.known, **move.known}
    if known == row.known and not values:
        return row
    after = set_payment(writing, row, known=known_text(known), **values)
    if values:
        tell_payment(writing, after)
    return after


def _learnt(row: PaymentRow, move: Move) -> dict[str, object]:
    values: dict[str, object] = {"known": known_text({**row.known, **move.known})}
    if move.url is not None and move.url != row.url:
        values["url"] = move.url
    if move.quoted is not None:
        values["quoted_currency"] = move.quoted.currency
        values["quoted_minor"] = move.quoted.amount_minor
    return values


def _used_before(row: PaymentRow) -> str:
    return f"Its {row.provider.upper()} reference was used before, for another payment."


def _of_receipt(row: PaymentRow) -> str:
    return f", receipt {row.receipt}" if row.receipt else ""
