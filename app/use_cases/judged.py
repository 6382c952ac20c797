"""What the risk policy answers to a payment that it does not accept by itself."""

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.operations import Said
from app.use_cases.second_person import require_signer
from app.use_cases.till import Session
from domain.errors import RuleBroken
from domain.money import Money
from domain.risk import BY_ITSELF, Judgement, RiskRule
from domain.sentence import told
from domain.shift import Shift
from storage.unit_of_work import Reading, UnitOfWork


class PaymentJudged(RuleBroken):
    """The policy does not accept a payment by itself; ``rules`` say why, the strongest first.

    Code ``needs_signature``: a supervisor may accept it here. Code ``refused``: nobody may.
    """

    def __init__(self, judgement: Judgement) -> None:
        self.rules = judgement.rules
        is_refused = judgement.action == "refuse"
        why = judgement.rules[0].cashier_sentence
        super().__init__(
            "This is not taken" if is_refused else "A supervisor must look",
            told("{why} Nothing was taken and nothing is lost.", why=why),
            "refused" if is_refused else "needs_signature",
        )


def find_refusal(
    uow: Reading, session: Session, shift: Shift, what: tuple[Judgement, Approval | None]
) -> PaymentJudged | None:
    """Return why a payment is not taken as it is; None where it is.

    Raises NotAllowed where who signed may not.
    """
    judgement, approval = what
    if judgement.action in BY_ITSELF:
        return None
    if judgement.action == "refuse" or approval is None:
        return PaymentJudged(judgement)
    require_signer(uow, session, approval.approved_by, shift.business_date)
    return None


def note_refusal(
    uow: UnitOfWork, said: Said, of_what: tuple[str, str, Money], judgement: Judgement
) -> None:
    """Write down what the policy kept out: which rules, and how much, never whose.

    ``of_what`` is a word for the kind of payment, its id, and the amount.
    """
    word, subject, amount = of_what
    note_down(
        uow,
        said.at,
        said.by,
        (f"{word}_{judgement.action}", subject),
        {
            "amount_minor": amount.amount_minor,
            "rules": ",".join(rule.name for rule in judgement.rules),
        },
    )


def sentences_for_supervisor(rules: tuple[RiskRule, ...]) -> tuple[str, ...]:
    """Return what the rules say to the one who is asked, the strongest first."""
    return tuple(rule.supervisor_sentence for rule in rules)
