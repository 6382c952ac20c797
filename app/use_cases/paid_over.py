"""A customer sent more by MMG than was due: the difference is owed, as a store credit of the sale.

MMG gives back the whole or nothing, so what is more can't be sent back by itself. Nobody has seen a
claim's money: such a credit is no money before the claim is verified (sync rule 16.27).
"""

from collections.abc import Iterable
from dataclasses import replace

from app.use_cases.credits import NewCredit, issue_credit, new_code
from app.use_cases.operations import Said
from app.use_cases.till import Till
from domain.sale import Sale
from domain.tender import TenderLine
from storage.unit_of_work import UnitOfWork


def with_codes(till: Till, tenders: Iterable[TenderLine]) -> tuple[TenderLine, ...]:
    """Return the tenders, each that was paid over with the code of the credit that owes it."""
    return tuple(
        tender
        if tender.over is None
        else replace(tender, over=replace(tender.over, credit=new_code(till)))
        for tender in tenders
    )


def owe_over(uow: UnitOfWork, till: Till, said: Said, what: tuple[Sale, str | None]) -> None:
    """Owe what a sale's payments are more than it took of them, within its transaction.

    ``what`` is the sale and the customer on it, if anybody said who that is.
    """
    sale, customer_id = what
    for tender in sale.tenders:
        if tender.over is None:
            continue
        new = NewCredit(
            amount=tender.over.amount,
            of_payment=tender.payment_id,
            customer_id=customer_id,
            awaits=not tender.is_verified,
            code=tender.over.credit,
        )
        issue_credit(uow, till, said, new)
