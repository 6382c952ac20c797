"""The office gives a store credit for a payment that could not go back the way it was paid.

It stands in the place of the till's: the till is told and gives none (sync rule 16.26a).
"""

import sqlalchemy as sa

from central.audit import record
from central.credits.issuing import NewMoney, issue_money
from central.database import Writing
from central.opening import Central
from central.payments.cases import close_payment_cases, settled
from central.payments.credit_instead import part_sent
from central.payments.given_back import require_not_credited
from central.payments.office import (
    REASON_MAX,
    ByPerson,
    deed_of,
    require_words,
    unknown_payment,
)
from central.payments.reversals import find_reversal, settle_credited
from central.payments.rows import Event, PaymentRow, find_payment
from central.staff.approvers import require_approver
from domain.errors import Conflict
from domain.money import Money
from sync.protocol.credit_names import code_end, money_resource

_NOTHING = "Nothing was changed."


def issue_instead(central: Central, deed: ByPerson, code: str) -> tuple[str, Money]:
    """Issue a credit of what a refund was to send back of a payment; return its code and amount.

    Raises BadInput for a code that is none, without a name and a reason, NotFound, Conflict for a
    payment that no refund sends back, whose money is not known to be there, that its provider is
    still asked to give back, or in whose place a credit stands.
    """
    require_words(deed)
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, deed.organisation_id, deed.by)
        row = find_payment(writing.connection, deed.organisation_id, deed.payment_id, lock=True)
        if row is None:
            raise unknown_payment(deed.payment_id)
        refund = str(_require_to_give(writing.connection, row)["refund"])
        amount = part_sent(row)
        new = NewMoney(
            kind="store_credit",
            code=code,
            currency=amount.currency,
            amount_minor=amount.amount_minor,
        )
        issued = issue_money(writing, central.surroundings, row.organisation_id, new)
        _settle(writing, row, deed, (issued, refund))
        record(writing, central.surroundings, deed_of(deed, "payment_credited"))
    return issued, amount


def _settle(writing: Writing, row: PaymentRow, deed: ByPerson, given: tuple[str, str]) -> None:
    code, refund = given
    resource = money_resource("store_credit", row.currency, code)
    ended = f"Given by the office as store credit {code_end(resource)}, for refund {refund}"
    evidence = {"refund": refund, "credit": resource}
    by = deed.by.strip()
    event = Event(by=by, why=f"{ended}: {deed.reason.strip()[:REASON_MAX]}", evidence=evidence)
    settle_credited(writing, row, resource, event)
    close_payment_cases(writing, row, ("payment_unknown",), settled(f"{ended}.", by))


def _require_to_give(connection: sa.Connection, row: PaymentRow) -> sa.RowMapping:
    require_not_credited(connection, row)
    asked = find_reversal(connection, row.organisation_id, row.payment_id)
    if asked is None:
        raise Conflict(
            "No refund sends it back",
            f"{_NOTHING} See 'payments show'. A credit of your own: without --instead-of.",
        )
    if row.step.startswith("refund"):
        raise Conflict(
            "It is on its way back",
            f"{_NOTHING} Wait until its provider has said no. See 'payments show'.",
        )
    if row.state != "verified":
        raise Conflict(
            "Nothing is owed for it",
            f"It is {row.state}: only what is verified is owed as a credit. {_NOTHING}",
        )
    return asked
