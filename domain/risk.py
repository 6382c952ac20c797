"""The risk policy: rules that are data, what they measure, and what they come to.

A rule compares one measure with a threshold. Above the threshold its action is asked for; at the
threshold nothing happens. Judging is pure: what was measured comes in, a judgement goes out. What
fired is for staff alone: it stands on no receipt, no customer display and in no export of a person
(no tipping-off; AMLCFT Act Cap 10:11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from domain.invariants import INT64_MAX, require_int, require_text

Value = Mapping[str, object]
Action = Literal["accept", "hold", "supervisor", "refuse"]
"""From the weakest to the strongest. ``hold`` takes a claim, and keeps its goods here until it is
verified; goods of a claim that a supervisor signed for are held as well where such a rule fired."""
BY_ITSELF: frozenset[str] = frozenset({"accept", "hold"})
"""What the policy takes without asking a person."""
RiskMeasure = Literal[
    "amount",
    "till_sum",
    "customer_sum",
    "outstanding",
    "rate_age",
    "claims_of_payer",
    "claims_of_cashier",
    "reused_reference",
    "first_time_payer",
    "refund_after_claim",
    "override_share",
]

RISK_RULE = "risk_rule"
"""Rule kind; its key is the rule's name."""
MEASURES: frozenset[str] = frozenset(get_args(RiskMeasure))
"""What can be measured.

In minor units: ``amount`` of this payment, ``till_sum`` and ``customer_sum`` of all payments of its
tender in the window with this one, ``outstanding`` of all that nobody verified yet with this one,
and ``first_time_payer``: the amount where nobody ever verified a payment of this payer here. Whose
a customer's sum is says the customer on the sale, and of MMG the phone that pays as well; where
nobody is named it is this payment alone.
Nothing is added to a sum that was rejected or given up. Counts in the window, this one included:
``claims_of_payer``, ``claims_of_cashier``, whatever became of them: who is rejected five times an
hour has tried five times, and only what was mistyped counts for nothing. Counts before this one:
``reused_reference``, ``refund_after_claim`` (refunds of sales that a claim paid).
``rate_age`` is in minutes, ``override_share`` in basis points: typed prices for each sale of the
shift, at most all.
"""
WINDOWED: frozenset[str] = frozenset(
    {"till_sum", "customer_sum", "claims_of_payer", "claims_of_cashier", "refund_after_claim"}
)
"""Measures that look back over ``window_minutes``."""
ANY_TENDER = ""
COUNTER_TENDERS: frozenset[str] = frozenset({"bank_card", "store_credit", "voucher"})
"""What is judged when the sale is completed: nobody else confirms it, and no payment is kept."""
SUMS: frozenset[str] = frozenset({"till_sum", "customer_sum"})
"""Caps over a window, of one till and of one customer."""
CAPS: frozenset[str] = frozenset({"amount"}) | SUMS
"""What a ledger shows by itself: nothing is above one of them unless somebody signed."""
_OF_A_SALE: frozenset[str] = CAPS | {"rate_age", "override_share"}
MEASURED: Mapping[str, frozenset[str]] = {
    "mmg": MEASURES,
    **dict.fromkeys({"card_qr", *COUNTER_TENDERS}, _OF_A_SALE),
    "cash": frozenset({"rate_age"}),
}
"""Which tenders are judged, and what can be measured of each.

A rule about one tender that asks for anything else is refused when it is published. One about all
tenders is asked of those of which it can be measured. ``amount`` is of all tenders of that kind in
one sale together, so that two payments below a cap are not above it unseen; of a claim it is its
own. Cash has no cap of this policy: what the law asks about it is a rule of its own. ``rate_age``
is of the whole bill, whatever pays it: of cash in other money, and of lines priced in it.
"""
SENTENCE_MAX = 300
_ACTIONS: tuple[Action, ...] = get_args(Action)
_CLAIMED = "mmg"
_HOLDING = frozenset((_CLAIMED, measure) for measure in MEASURES - {"rate_age"})
"""Whose rules may hold goods: all else is verified or taken when the sale is made."""
_WINDOW_MAX = 400 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule:
    """One rule. ``tender`` is a kind of tender, or empty for all; no window is 0 minutes.

    The sentences say what was found and what to do: one to the cashier, one to the supervisor.

    Raises:
        ValueError: for a measure, an action or a window that is none.
    """

    name: str
    measure: RiskMeasure
    tender: str = ANY_TENDER
    window_minutes: int = 0
    threshold: int
    action: Action
    cashier_sentence: str
    supervisor_sentence: str

    def __post_init__(self) -> None:
        require_text(self.name, "name", longest=128)
        require_int(self.threshold, "threshold", low=0, high=INT64_MAX)
        require_int(self.window_minutes, "window_minutes", low=0, high=_WINDOW_MAX)
        if self.measure not in MEASURES:
            raise ValueError(f"unknown measure {self.measure!r}")
        if self.action not in _ACTIONS:
            raise ValueError(f"unknown action {self.action!r}")
        if (self.measure in WINDOWED) != (self.window_minutes > 0):
            raise ValueError("what looks back, and only that, has a window")
        if self.action == "hold" and (self.tender, self.measure) not in _HOLDING:
            raise ValueError("only goods of a claim are held, and not for how old a rate is")
        if self.tender != ANY_TENDER and self.measure not in MEASURED.get(self.tender, ()):
            raise ValueError(f"{self.measure!r} is not measured of tender {self.tender!r}")
        require_text(self.cashier_sentence, "cashier_sentence", longest=SENTENCE_MAX)
        require_text(self.supervisor_sentence, "supervisor_sentence", longest=SENTENCE_MAX)

    @property
    def asks(self) -> "Asked":
        """What has to be measured for it."""
        return Asked(self.measure, self.window_minutes)


@dataclass(frozen=True, slots=True)
class Asked:
    """One measure over one window, in minutes; 0 where it has none."""

    measure: RiskMeasure
    window_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the policy says: the strongest action, and every rule that fired, strongest first."""

    action: Action
    rules: tuple[RiskRule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(rule.name for rule in self.rules)

    @property
    def holding(self) -> tuple[RiskRule, ...]:
        """The rules that keep the goods here, whatever else is asked for."""
        return tuple(rule for rule in self.rules if rule.action == "hold")


def rules_for(rules: Iterable[RiskRule], tender: str) -> tuple[RiskRule, ...]:
    """The rules that are about a kind of tender, and can be measured of it.

    Raises:
        KeyError: for a tender that no rule is ever asked of.
    """
    known = MEASURED[tender]
    return tuple(
        rule for rule in rules if rule.tender in {ANY_TENDER, tender} and rule.measure in known
    )


def about_rates(rules: Iterable[RiskRule], tenders: Iterable[str]) -> tuple[RiskRule, ...]:
    """The rules about the age of a bill's rates: of all tenders, and of those that pay it."""
    asked = {ANY_TENDER, *tenders}
    return tuple(rule for rule in rules if rule.measure == "rate_age" and rule.tender in asked)


def judge(rules: Iterable[RiskRule], measures: Mapping[Asked, int]) -> Judgement:
    """Judge what was measured; without rules everything is accepted.

    Raises:
        KeyError: where a rule's measure was not taken: nothing is ever accepted by forgetting.
    """
    return _judgement(rule for rule in rules if measures[rule.asks] > rule.threshold)


def joined(judgements: Iterable[Judgement]) -> Judgement:
    """One judgement of several payments together: the strongest action, each rule once."""
    return _judgement({rule for each in judgements for rule in each.rules})


def _judgement(fired: Iterable[RiskRule]) -> Judgement:
    rules = sorted(fired, key=lambda rule: (-_ACTIONS.index(rule.action), rule.name))
    return Judgement(action=rules[0].action if rules else "accept", rules=tuple(rules))


def read_risk_rule(value: Value) -> RiskRule:
    """Read a rule without its name, which is the row's key.

    Raises:
        KeyError, TypeError, ValueError: where it cannot be read.
    """
    full = {"tender": ANY_TENDER, "window_minutes": 0, **value}
    return RiskRule(
        name="rule",
        measure=full["measure"],  # type: ignore[arg-type]  # checked when it is made
        tender=_word(full["tender"]),
        window_minutes=require_int(full["window_minutes"], "window_minutes", low=0),
        threshold=require_int(full["threshold"], "threshold", low=0),
        action=full["action"],  # type: ignore[arg-type]  # checked when it is made
        cashier_sentence=require_text(full["cashier"], "cashier", longest=SENTENCE_MAX),
        supervisor_sentence=require_text(full["supervisor"], "supervisor", longest=SENTENCE_MAX),
    )


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("tender must be a text")
    return value
