"""What the presenters say of parked sales and of sales that two tills have."""

from app.presenters.locale_in_force import whole
from app.presenters.words import beside, counted, items, lines, say


def parked_title() -> str:
    return say("Parked sales")


def parked_note() -> str:
    return say("Those of this till, and of the store as far as this till has heard.")


def parked_empty() -> str:
    return say("Nothing parked. F6 parks the sale you are on.")


def number_at(number: int, till_label: str) -> str:
    where = say("till {label}", label=till_label) if till_label else say("this till")
    return say("No. {number}, {where}", number=whole(number), where=where)


def goods(line_count: int, item_count: int, first_names: str) -> str:
    return beside(lines(line_count), items(item_count), first_names)


def only_here(*, is_part_paid: bool = False) -> str:
    if is_part_paid:
        return say("Only at this till: part of it is paid")
    return say("Only at this till: it has a shipment")


def two_versions() -> str:
    return say("In two versions")


def reason(code: str) -> str:
    """Why a sale waits; empty for none, and for a code that a newer till knows."""
    known = {
        "forgot_money": say("Customer went for money"),
        "more_to_fetch": say("Customer went for more goods"),
        "asks_somebody": say("Customer is asking somebody"),
        "making_room": say("Made room"),
        "to_confirm": order_title(),
    }
    return known.get(code, "")


def why_title() -> str:
    return say("Why does the sale wait?")


def why_text() -> str:
    return say("Type a name if you like: only this till shows it. Then Enter, or a number.")


def order_title() -> str:
    return say("Order subject to confirmation")


def order_text() -> str:
    return say(
        "Nothing is promised, set aside or paid. Who is it for? Only this till shows the name; the"
        " list of parked sales keeps the order."
    )


def order_for() -> str:
    return say("Name or telephone")


def order_for_whom() -> str:
    return say("Type a name or a telephone number, so that the customer can be told.")


def order_button() -> str:
    return say("Park the order")


def order_parked_text() -> str:
    return say(
        "It waits in the list of parked sales, F7. When goods have come, bring it back and take"
        " payment; nothing is promised until then."
    )


def whose() -> str:
    return say("Name, if you like")


def no_reason() -> str:
    return say("No reason")


def its_key(number: int) -> str:
    return say("Key {number}", number=number)


def was_parked(number: int) -> str:
    return say("Parked as No. {number}.", number=whole(number))


def was_parked_text(*, is_local: bool, is_part_paid: bool = False) -> str:
    if is_part_paid:
        return say(
            "Only this till shows it: part of it is paid. F7 brings it back with what was given."
        )
    if is_local:
        return say("Only this till shows it: it has a shipment in it. F7 brings it back.")
    return say("F7 brings it back, here and at each till of the store that has heard of it.")


def made_room(number: int) -> str:
    return say("The sale before was parked as No. {number}.", number=whole(number))


def made_room_text() -> str:
    return say("Nothing of it is lost. F7 brings it back.")


def drop_sure(what: str) -> str:
    return say("Drop {what}? Press Del again. Any other key keeps it.", what=what)


def dropped(what: str) -> str:
    return say("Dropped: {what}.", what=what)


def conflict_title() -> str:
    return say("One sale, two versions")


def conflict_notice() -> str:
    return say("This sale is in two versions.")


def conflict_notice_text() -> str:
    return say("Nothing is lost. Press F7 to see both and choose, then take payment.")


def called_off_notice() -> str:
    return say("Another till went on with this sale.")


def rival_parked(where: str, when: str) -> str:
    return say("It is also parked at {where}, {when}.", where=where, when=when)


def rival_held(where: str, when: str) -> str:
    return say(
        "It is also open at {where} since {when}. Nobody knows here what is in it now: when it is"
        " parked there, both can be taken together.",
        where=where,
        when=when,
    )


def rival_paid(where: str, receipt: str) -> str:
    return say("It was paid at {where}, receipt {receipt}.", where=where, receipt=receipt)


def called_off_text() -> str:
    return say("Another till went on with it and called this one off. Your lines are all here.")


def at_till(label: str) -> str:
    return say("till {label}", label=label) if label else say("this till")


def more_versions(count: int) -> str:
    return counted(count, "{number} more version follows.", "{number} more versions follow.")


def column_goods() -> str:
    return say("Goods")


def column_mine() -> str:
    return say("Here")


def column_theirs() -> str:
    return say("There")


def column_result(choice: str) -> str:
    return {"rest": say("Left to pay")}.get(choice, say("Together"))


def choice_words(choice: str, *, is_called_off: bool) -> str:
    if choice == "mine" and is_called_off:
        return say("Go on as a new sale")
    return {
        "both": say("Take both together"),
        "mine": say("Keep this one"),
        "theirs": say("Put this one away"),
        "rest": say("Keep what is not paid"),
    }[choice]


def settled(choice: str) -> str:
    return {
        "both": say("Both versions are one sale now."),
        "mine": say("This sale goes on; the other was called off."),
        "theirs": say("This version was put away."),
        "rest": say("What was paid is gone from this sale."),
    }[choice]


def left_at_desk(sums: str) -> str:
    return say(
        "{sums} was paid for it. The payment waits at the desk (Alt+9), and the office gives the"
        " money back.",
        sums=sums,
    )


def from_where(mine: int, theirs: int) -> str:
    """Where a line comes from, for a screen reader."""
    if mine and theirs:
        return say("in both")
    return say("only here") if mine else say("only there")


def not_known() -> str:
    return "\N{EN DASH}"


def tally(mine: str, theirs: str, result: str) -> str:
    return say(
        "here {mine}, there {theirs}, together {result}", mine=mine, theirs=theirs, result=result
    )
