"""Which caps of the risk policy what was taken is above, measured at central (sync rule 16.14b)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from central.operations.cart_facts import Booking
from central.operations.tender_sums import Taken, customer_sum, till_minor
from domain.risk import BY_ITSELF, CAPS, RiskRule, rules_for
from domain.risk_policy import risk_rules

NO_YES = "Somebody signed for what nobody may sign for."
"""Said of what a rule refuses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """A rule that something is above, and what it says of that to a supervisor."""

    rule: RiskRule
    words: str

    @property
    def asks(self) -> bool:
        """Whether the policy does not take it by itself."""
        return self.rule.action not in BY_ITSELF


def unsigned_words(above: Iterable[Above], signer: str | None) -> tuple[str, ...]:
    """What a yes is missing for: everything that asks without one, and what refuses with one."""
    asking = (each for each in above if each.asks)
    return tuple(each.words for each in asking if signer is None or each.rule.action == "refuse")


def caps_above(booking: Booking, taken: Taken) -> Iterator[Above]:
    """Yield each rule that this is above.

    What only its till can measure is not asked. What a customer paid at several tills none of them
    could know: then it is said.
    """
    for rule in rules_for(risk_rules(booking.rules, taken.day), taken.kind):
        if rule.measure in CAPS:
            minor, tills = _measured(booking, taken, rule)
            if minor > rule.threshold:
                yield Above(rule=rule, words=rule.supervisor_sentence + _known(tills))


def _measured(booking: Booking, taken: Taken, rule: RiskRule) -> tuple[int, int]:
    """The measure in minor units, and at how many tills it was paid."""
    if rule.measure == "till_sum":
        return till_minor(booking, taken, rule.window_minutes), 1
    if rule.measure == "customer_sum" and taken.is_known:
        found = customer_sum(booking, taken, rule.window_minutes)
        return found.amount_minor, found.till_count
    return taken.amount_minor, 1


def _known(tills: int) -> str:
    if tills == 1:
        return ""
    return f" It was paid at {tills} tills, each of which knew its own part."
