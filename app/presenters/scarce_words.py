"""Every sentence about what is scarce and about prices that moved; all pass through ``say``."""

from app.presenters.locale_in_force import whole
from app.presenters.when import time_text
from app.presenters.words import beside, counted, say
from domain.holding import BOOKING, Shortage, Standing


def left_text(standing: Standing, zone: str) -> str:
    """``3 left at this till · 20 in all, as of 09:12``; the second part where central told it."""
    here = say("{left} left at this till", left=whole(standing.left))
    told = standing.told
    if told is None:
        return here
    at = time_text(told.as_of, zone)
    return beside(here, say("{total} in all, as of {at}", total=whole(told.total), at=at))


def not_enough() -> str:
    return say("Not enough is left at this till")


def nothing_sold() -> str:
    return say("Nothing was sold, nothing is lost")


def needed(shortage: Shortage) -> str:
    return counted(shortage.need.quantity, "{number} needed", "{number} needed")


def why(shortage: Shortage) -> str:
    """Why nothing is left here, and whether asking can help."""
    told = shortage.standing.told
    is_booking = shortage.need.resource.startswith(f"{BOOKING}:")
    if shortage.standing.elsewhere:
        return say("Another sale on this till has set some aside, for ten minutes at most.")
    if told is None:
        return say("None of it was ever given to this till. Central may have some.")
    if told.free >= shortage.missing:
        return say("Central still has {free} to give out. Ask for it.", free=whole(told.free))
    if is_booking:
        return say("The agent's other bookings are open. One comes back when the office closes it.")
    return say("Central has given out the rest. Other tills may give back what they do not need.")


def ask() -> str:
    return say("Ask central for it")


def asking(*, is_online: bool) -> str:
    if is_online:
        return say("Asking\N{HORIZONTAL ELLIPSIS} If it comes, payment opens by itself.")
    return say("Asking\N{HORIZONTAL ELLIPSIS} The line is down: it goes out when the line is back.")


def subject_to_confirmation() -> str:
    return say(
        "Or take it as an order subject to confirmation: nothing is promised or paid, and F7 brings"
        " it back when central has given it to this till."
    )


def park_order() -> str:
    return say("Order subject to confirmation")


def no_approver() -> str:
    return say("A supervisor may allow this one, and none is known to this till besides you.")


def exception_reason(shortage: Shortage) -> str:
    """For the record: what, and how many above what was left. Never a person's name."""
    return say(
        "{count} above the limit: {what}", count=shortage.missing, what=shortage.need.resource
    )


def prices_changed(count: int) -> str:
    return counted(count, "A price has changed", "{number} prices have changed")


def prices_why() -> str:
    return say(
        "They changed after these were put in the sale. Tell the customer, then take the new prices"
        " or go back. From here on nothing changes in this sale."
    )


def old_and_new(quantity: int, old: str, new: str) -> str:
    return say("{count} \N{MULTIPLICATION SIGN} {new}, was {old}", count=quantity, old=old, new=new)
