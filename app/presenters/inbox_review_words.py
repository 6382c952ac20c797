"""What the supervisor's desk says of what was allowed in place; all through ``words.say``."""

from app.presenters.words import say
from sync.protocol.review_bodies import ReviewedDeed


def title(deed: ReviewedDeed) -> str:
    return {
        "price_typed": say("A price was typed"),
        "price_set": say("A price was changed"),
        "given_free": say("Goods were given free"),
        "discount_given": say("A discount above the cap"),
        "limit_exceeded": say("More than this till held"),
        "cart_voided": say("A whole sale was taken out"),
        "tender_allowed": say("A payment above the policy"),
        "signed_alone": say("Signed without a second person"),
    }[deed]


def why(deed: ReviewedDeed) -> str:
    return {
        "price_typed": say("No price was known: somebody typed one, and a supervisor said yes."),
        "price_set": say("Another price than the catalog's was taken, with a supervisor's yes."),
        "given_free": say("It was given away, with a supervisor's yes."),
        "discount_given": say("More was taken off than the cashier may, with a supervisor's yes."),
        "limit_exceeded": say("A booking or sale above what was held, allowed once."),
        "cart_voided": say("Everything was taken out before payment, with a supervisor's yes."),
        "tender_allowed": say("More than the policy takes by itself, with a supervisor's yes."),
        "signed_alone": say("Nobody else was here, so who was on duty signed for it alone."),
    }[deed]


def allowed_by(name: str) -> str:
    return say("Allowed by {name}", name=name)


def subject_fact() -> str:
    return say("About")


def for_fact() -> str:
    return say("Signed for")


def before_fact() -> str:
    return say("Before")


def after_fact() -> str:
    return say("After")


def quantity_fact() -> str:
    return say("Above by")


def at_fact() -> str:
    return say("Done at")


def by_fact() -> str:
    return say("Done by")


def allowed_fact() -> str:
    return say("Allowed by")


def fine() -> str:
    return say("In order")


def fine_follows() -> str:
    return say("It leaves the list and stays in the records, with your name.")


def fine_reasons() -> tuple[str, ...]:
    return (say("The usual price for it"), say("I was told of it"))


def together(count: int) -> str:
    return say("{number} alike: in order", number=count)


def together_follows(sum_text: str, largest: str) -> str:
    """What one PIN does; what they come to and the largest, where they are about money."""
    safe = say(
        "Safe together: of one kind, by one person, with the yes of one other person who saw each."
        " Each is signed by itself."
    )
    if not sum_text:
        return safe
    return say(
        "{safe} Together {sum_text}, the largest {largest}.",
        safe=safe,
        sum_text=sum_text,
        largest=largest,
    )


def said_together(count: int) -> str:
    return say("{number} in order, each signed by itself.", number=count)


def follow_up() -> str:
    return say("To follow up")


def follow_up_follows() -> str:
    return say("The office is asked to look into it. The sale stays as it is.")


def follow_up_reasons() -> tuple[str, ...]:
    return (say("Too low for these goods"), say("It happens too often"))
