"""Whether one person may sign alone at a store: its policy `waive_with_review` (ledger rule 8).

A second person is enforced. Where only one works, a store may let who is on duty sign for what they
do themselves: the fact says that it was alone, and a supervisor looks at it afterwards. It waives
the second person for what needs an approval, and never for prices and discounts, for decisions on
payments, or for answers to another till.
"""

from datetime import date

from domain.rules import RuleBook
from domain.till_rules import SECOND_PERSON, read_second_person

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
