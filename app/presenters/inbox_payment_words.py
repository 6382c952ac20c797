"""What the supervisor's desk says of payments; all of it passes through ``words.say``."""

from app.presenters import held_words, reversal_words
from app.presenters.figures import format_money
from app.presenters.payment_words import in_kb
from app.presenters.words import listed, say
from app.use_cases.list_payments import Past
from domain.till_payment import TillPayment


def provider_name(name: str) -> str:
    """How people call a provider."""
    return {"mmg": say("MMG"), "stripe": say("Card by code")}.get(name, name)


def row_title(payment: TillPayment) -> str:
    """What the row is, from its state."""
    name = provider_name(payment.provider)
    if not payment.is_known_here:
        return say("{name} payment not known here", name=name)
    if payment.is_without_sale and payment.state in {"claimed", "approved", "verified"}:
        return say("{name} payment without a sale", name=name)
    if payment.is_held and not payment.is_unsettled and payment.state != "disputed":
        is_paid = payment.state == "verified"
        return held_words.row_ready(name) if is_paid else held_words.row_kept(name)
    if payment.state == "verified" and payment.receipt is not None:
        return reversal_words.row_refused(name)
    titles = {
        "claimed": say("{name} claim to decide", name=name),
        "approved": say("{name} claim, approved", name=name),
        "disputed": say("{name} says it was not paid", name=name),
    }
    return titles.get(payment.state, say("{name} payment, being looked up", name=name))


def state_name(state: str) -> str:
    return {
        "claimed": say("Claimed"),
        "requested": say("Asked"),
        "pending": say("Asked"),
        "approved": say("Approved"),
        "verified": say("Verified"),
        "disputed": say("Disputed"),
        "cancelled": say("Given up"),
        "expired": say("Expired"),
        "refunded": say("Given back"),
    }[state]


def no_sale(*, is_known: bool = True) -> str:
    return say("No sale") if is_known else say("Sale not known here")


# ------------------------------------------------------------------ why it is here
def why_plain() -> str:
    return say(
        "It was below every limit, so no supervisor was asked. Nobody has looked at it since."
    )


def why_disputed(message: str) -> str:
    return message or say("The provider, or somebody who looked there, says it was not paid so.")


def why_without_sale() -> str:
    return say("No sale names it. Finish the sale, or have the office give the money back.")


def why_not_known() -> str:
    return say(
        "It is not in this till's data, which was put back from an older copy or is new. Its sale"
        " may be lost with that, so nothing is decided here: ask the office about it."
    )


def why_not_begun() -> str:
    return say(
        "It is older than this till's data, and central told of its sale. What was judged of it"
        " then, and who paid, is not known here any more."
    )


def why_waiting() -> str:
    return say("Central is asking the provider, and nobody has to do anything. Offline it waits.")


def why_old_rule(name: str) -> str:
    return say("Flagged by {name}, which is not in force any more.", name=name)


# ------------------------------------------------------------------ evidence
def way_fact() -> str:
    return say("Paid by")


def way_text(payment: TillPayment) -> str:
    ways = {
        "claim": say("the customer's message"),
        "qr": say("a code on the screen"),
        "push": say("a message to their phone"),
    }
    return say("{name}, {way}", name=provider_name(payment.provider), way=ways[payment.way])


def reference_fact() -> str:
    return say("Reference")


def paid_fact() -> str:
    return say("Paid at")


def paid_text(at: str, before_min: int) -> str:
    return say("{at}, {number} min before it was recorded", at=at, number=before_min)


def sale_fact() -> str:
    return say("Sale")


def goods_fact() -> str:
    return say("Goods")


def quoted_fact() -> str:
    return say("They saw")


def service_fact() -> str:
    return say("Its service")


def service_text(until: str) -> str:
    return say("Down until {until}: central asks again then", until=until)


def service_up() -> str:
    return say("Central asks it when there is a line")


def photo_fact() -> str:
    return say("Photo")


def photo_text(size_bytes: int) -> str:
    return say("Kept, {number} kB: below", number=in_kb(size_bytes))


def released_fact() -> str:
    return say("False alarm")


def released_text() -> str:
    return say("Released, and counted")


def payer_fact() -> str:
    return say("This payer")


def cashier_fact(name: str) -> str:
    return say("Cashier {name}", name=name)


def past_text(past: Past) -> str:
    """What became of the payments before this one."""
    if not past.count:
        return say("Nothing here before")
    return listed(
        say("{number} before", number=past.count),
        say("{number} verified", number=past.verified_count),
        say("{number} disputed", number=past.disputed_count),
        say("{number} false alarms", number=past.released_count),
    )


def step_text(what: str) -> str:
    """What happened in one step; a step of a newer program is shown by its code."""
    steps = {
        "claimed": say("Claimed"),
        "accepted": say("Accepted in place"),
        "requested": say("Asked for"),
        "cancelled": say("Given up"),
        "approve": say("Approved"),
        "reject": say("Rejected"),
        "mistyped": say("Rejected as mistyped"),
        "release": say("Released as a false alarm"),
        "checked_verified": say("Seen by hand"),
        "checked_disputed": say("Not found by hand"),
        "reversal_asked": say("Asked to go back the way it was paid"),
        "reversal_credited": say("Given as a store credit"),
        "hand_over": say("Goods handed over"),
        "keep": say("Goods kept"),
        "taken_back": say("The sale was taken back"),
        "reversal_credit_named": say("The credit's number"),
        "told": say("Told by central"),
    }
    return steps.get(what, what)


def central() -> str:
    return say("central")


# ------------------------------------------------------------------ deeds
def approve() -> str:
    return say("Approve the claim")


def approve_follows(name: str) -> str:
    return say(
        "The sale stands. Approved is not verified: if {name} disagrees, it comes back to you.",
        name=name,
    )


def approve_reasons() -> tuple[str, ...]:
    return (say("I saw the message on the phone"), say("I know this customer"))


def together(count: int) -> str:
    return say("Approve {number} alike", number=count)


def together_follows() -> str:
    return say(
        "Safe together: claims of one cashier for sales, taken by the policy itself, with the same"
        " flags, below the amount that asks for a person, none disputed. Each is signed by itself."
    )


def reject() -> str:
    return say("Reject: not paid")


def reject_follows() -> str:
    return say(
        "It counts as not paid. The sale stays: take another payment for it, or the goods back."
        " Rejected as mistyped, its reference may be typed again, for the right claim."
    )


def reject_reasons() -> tuple[str, ...]:
    return (
        say("The message was not real"),
        say("It was for another amount"),
        mistyped_reason(),
    )


def mistyped_reason() -> str:
    """The reason by which a claim's reference is free again; more may be written behind it."""
    return say("It was mistyped")


def close_disputed() -> str:
    return say("No money came")


def close_follows() -> str:
    return say("The dispute is settled: nothing was paid, and nothing is waited for any more.")


def close_reasons() -> tuple[str, ...]:
    return (
        say("The customer paid in another way"),
        say("The goods came back"),
        mistyped_reason(),
    )


def release() -> str:
    return say("False alarm")


def release_follows() -> str:
    return say(
        "The payment stays as it is. The alarm is noted as false, with its rules, and counted."
    )


def release_reasons() -> tuple[str, ...]:
    return (say("I know this customer"), say("I looked into it, and it is in order"))


def seen() -> str:
    return say("Verify: I saw the money")


def seen_follows(name: str) -> str:
    return say(
        "For when {name} cannot be asked: you looked yourself, and it counts as verified.",
        name=name,
    )


def seen_reasons() -> tuple[str, ...]:
    return (say("Its service is down"), say("Its answer takes too long"))


def not_there() -> str:
    return say("Dispute: not there")


def not_there_follows() -> str:
    return say("You looked yourself where it should be, and it is not: it counts as disputed.")


def not_there_reasons() -> tuple[str, ...]:
    return (say("Not on the statement"), say("Another amount is there"))


def said_done(words: str, payment: TillPayment) -> str:
    return say("{words}: {amount}.", words=words, amount=format_money(payment.amount))


def said_together(count: int) -> str:
    return say("{number} approved, each signed by itself.", number=count)
