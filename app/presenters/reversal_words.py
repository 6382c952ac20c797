"""What is said at the desk of money that could not go back the way it was paid."""

from app.presenters.figures import format_money
from app.presenters.words import retold, say
from app.use_cases.credit_instead import CreditGiven
from domain.refund_payment import RefusedReversal


def row_refused(name: str) -> str:
    return say("{name} gives no money back: give it in another way", name=name)


def why_refused(refused: RefusedReversal) -> tuple[str, ...]:
    told = say(
        "Refund {refund} was to go back the way it was paid, and did not: the customer has nothing"
        " yet.",
        refund=refused.refund,
    )
    return (told, retold(refused.message)) if refused.message else (told,)


def goods_came_back(refused: RefusedReversal) -> str:
    return say("Came back, refund {refund}", refund=refused.refund)


def as_credit() -> str:
    return say("Give it as store credit")


def as_credit_follows() -> str:
    return say("The store owes the customer this money. The provider is asked no more.")


def as_credit_reasons() -> tuple[str, ...]:
    return (
        say("The customer agrees to a store credit"),
        say("The provider cannot give it back"),
    )


def said_given(given: CreditGiven) -> str:
    return say(
        "{amount} is owed as store credit {code}. Print its slip from the papers that wait.",
        amount=format_money(given.amount),
        code=given.code,
    )
