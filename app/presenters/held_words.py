"""What is said of goods that stay at the counter until a claim is verified."""

from app.presenters.notices import Notice, Tone
from app.presenters.words import retold, say
from domain.held_goods import Goods
from domain.risk import RiskRule


def keep_here(rules: tuple[RiskRule, ...]) -> Notice:
    """What the cashier hears when the policy took a claim and holds its goods."""
    return Notice(
        title=say("The goods stay here until it is verified"),
        text=" ".join(
            (
                *(retold(rule.cashier_sentence) for rule in rules),
                say("The payment is taken, and the receipt says so."),
            )
        ),
        tone=Tone.WAITING,
    )


# ------------------------------------------------------------------ at the desk
def goods_text(goods: Goods) -> str:
    return {
        "": say("Handed over"),
        "held": say("Held here until it is verified"),
        "ready": say("Held here, and paid for"),
        "handed_over": say("Were held, and are handed over"),
        "kept": say("Kept here"),
        "taken_back": say("Kept here: the sale was taken back"),
    }[goods]


def row_ready(name: str) -> str:
    return say("{name} verified: hand over the goods", name=name)


def row_kept(name: str) -> str:
    return say("{name} not paid: keep the goods", name=name)


def why_ready() -> str:
    return say("The money is there, and the goods are still here: the customer may have them.")


def why_held() -> str:
    return say("The goods are still here.")


def why_not_paid() -> str:
    return say("It was not paid, and the goods are still here.")


def hand_over() -> str:
    return say("Hand over the goods")


def hand_over_all_the_same() -> str:
    return say("Hand over all the same")


def hand_over_follows() -> str:
    return say("The goods are given to the customer now. What is known of the money stays.")


def hand_over_reasons() -> tuple[str, ...]:
    return (say("The customer is here with the receipt"), say("The goods are sent to the customer"))


def keep() -> str:
    return say("Keep the goods")


def keep_follows() -> str:
    return say(
        "The goods stay here and may be sold again. Take the sale back at Returns. If the money"
        " comes after all, it comes back to you."
    )


def keep_reasons() -> tuple[str, ...]:
    return (say("It was not paid"), say("The sale is taken back"))
