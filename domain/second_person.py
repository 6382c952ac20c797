"""Whether one person may sign alone at a store: its policy `waive_with_review` (ledger rule 8).

A second person is enforced. Where only one works, a store may let who is on duty sign for what they
do themselves: the fact says that it was alone, and a supervisor looks at it afterwards. It waives
the second person for what needs an approval, whoever is on duty; for prices, gifts and discounts
above one's cap only for who may set prices, up to a discount that the policy says; for decisions on
payments that they took themselves; and never for what they verify by hand, or answer another till.
"""

from datetime import date

from domain.rules import RuleBook
from domain.staff import Permission
from domain.till_rules import SECOND_PERSON, read_alone_discount, read_second_person

EVERYWHERE = "default"
ENFORCED = "enforce"


def is_waived(book: RuleBook, store_id: str, on: date) -> bool:
    """Tell whether who is on duty at a store may sign alone; without a rule nobody may.

    Raises RuleBroken, code "bad_rule", for a rule that cannot be read.
    """
    for key in (store_id, EVERYWHERE):
        policy = book.find(read_second_person, (SECOND_PERSON, key), on)
        if policy is not None:
            return policy != ENFORCED
    return False


def alone_discount_basis_points(book: RuleBook, store_id: str, on: date) -> int:
    """The most that who signs alone may take off a sum; 0 where the policy lets nobody or is mute.

    Raises RuleBroken, code "bad_rule", for a rule that cannot be read.
    """
    if not is_waived(book, store_id, on):
        return 0
    keys = ((SECOND_PERSON, key) for key in (store_id, EVERYWHERE))
    found = (book.find(read_alone_discount, key, on) for key in keys)
    return next(most for most in found if most is not None)


def may_waive(permission: Permission, rights: frozenset[Permission]) -> bool:
    """Tell whether somebody with these rights may do alone what needs this one, where it is waived.

    An approval waits for whoever else is there, so who is on duty stands in for them; a price is
    set by who may set prices, alone or not.
    """
    if permission is Permission.TYPE_PRICE:
        return permission in rights
    return permission is Permission.APPROVE
