"""Money owed by code: a till's own credit taken into the books, and what the office issues."""

import re
from dataclasses import dataclass
from typing import Literal

from central.allotments.books import (
    HoldingPlace,
    book_of,
    find_books,
    get_account,
    keep_account,
    lock_books,
)
from central.allotments.fence import last_number, note_numbers
from central.allotments.stock import set_total
from central.audit import Deed, record
from central.database import Writing
from central.surroundings import Surroundings
from domain.errors import BadInput, Conflict
from domain.money import KNOWN_CURRENCIES
from sync.protocol.allotment_bodies import UNITS_MAX
from sync.protocol.credit_names import CREDIT_PREFIX, kind_of_code, money_resource, read_code

MoneyKind = Literal["store_credit", "voucher"]
_LABEL = re.compile(r"(credit|voucher):([A-Z]{3})-(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMoney:
    """What the office owes from now on to whoever brings the code."""

    kind: MoneyKind
    code: str
    currency: str
    amount_minor: int


def issue_money(
    writing: Writing, surroundings: Surroundings, organisation_id: str, new: NewMoney
) -> str:
    """Put a credit or voucher into the books, free to be granted; return its code as it is kept.

    Raises BadInput for a code, an amount or a currency that is none, Conflict where there is one of
    this code already: nothing is ever added to one that somebody may have in a pocket.
    """
    code = read_code(new.code)
    if code is None:
        raise BadInput("Check the code", "It is 3 to 40 letters, digits and dashes.")
    if new.currency not in KNOWN_CURRENCIES:
        raise BadInput("Check the currency", f"{new.currency} is not one that Windward knows.")
    if not 0 < new.amount_minor <= UNITS_MAX:
        raise BadInput("Check the amount", "It is more than nothing.")
    if kind_of_code(code) != new.kind:
        raise BadInput(
            "Check the code",
            f"A store credit's code begins with {CREDIT_PREFIX}, and a voucher's does not.",
        )
    name = money_resource(new.kind, new.currency, code)
    lock_books(writing, organisation_id, [name])
    row = find_books(writing.connection, organisation_id, [name])[name]
    if row.set_at is not None:
        raise Conflict("This code is taken", f"{code} was issued before. Nothing was changed.")
    set_total(writing, organisation_id, name, book_of(row).with_total(new.amount_minor))
    deed = Deed(
        organisation_id=organisation_id,
        actor="command line",
        action=f"{new.kind}_issued",
        subject=name,
        reason=f"{new.amount_minor} {new.currency}",
    )
    record(writing, surroundings, deed)
    return code


def take_in_issued(writing: Writing, place: HoldingPlace, amount_minor: int) -> bool:
    """Take a till's own credit into the books: it is, and stays, with the stream that issued it.

    Tell whether the code was new. One that is known is counted on top all the same: the till owes
    it, and a person looks.
    """
    name = place.resource
    lock_books(writing, place.organisation_id, [name])
    row = find_books(writing.connection, place.organisation_id, [name])[name]
    account = get_account(writing.connection, place)
    grown = account.declare(account.holding.held + amount_minor)
    keep_account(writing, place, grown)
    book = grown.book.with_total(grown.book.total + amount_minor)
    set_total(writing, place.organisation_id, name, book)
    # Only the stream that a till is granted to is asked to give back: this is it from now on.
    whose = (place.organisation_id, place.till_id)
    through = last_number(writing.connection, *whose)
    note_numbers(writing, *whose, through=through, stream=place.stream)
    return row.set_at is None


def money_label(resource: str) -> tuple[str, str]:
    """Return (currency, code) of a credit's or voucher's resource."""
    found = _LABEL.fullmatch(resource)
    return (found[2], found[3]) if found else ("", resource)
