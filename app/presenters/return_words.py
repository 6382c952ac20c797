"""Every sentence of *Returns*; all pass through ``words.say``."""

from collections.abc import Mapping

from app.presenters.figures import format_money
from app.presenters.locale_in_force import whole
from app.presenters.words import beside, counted, retold, say
from domain.refund import BackKind
from domain.refund_payment import PaidBy
from domain.refund_rule import RefundReason


def find_title() -> str:
    return say("Which receipt?")


def find_text() -> str:
    return say("Scan its barcode, or type its number. The newest are listed.")


def nothing_sold() -> str:
    return say("Nothing was sold at this till yet. Its receipts appear here.")


def no_receipt(text: str) -> str:
    return say("No receipt of this till has '{text}' in its number.", text=text)


def receipt(number: str) -> str:
    return say("Receipt {number}", number=number)


def paid(amount: str, left: str) -> str:
    return say("Paid {amount}, {left} can still be given back", amount=amount, left=left)


def returned_before(count: int, amount: str) -> str:
    return beside(
        counted(count, "{number} refund before", "{number} refunds before"),
        amount,
    )


def nothing_left() -> str:
    return say("All of it was given back before.")


def foreign(number: str, till_label: str) -> str:
    return say("Receipt {number} of till {label}", number=number, label=till_label)


def foreign_limit(day: str, paid: str, most: str) -> str:
    return say(
        "{day}, paid {paid}. This till gives back up to {most}", day=day, paid=paid, most=most
    )


def foreign_note() -> str:
    return say("Scan what comes back. It is provisional: the office checks it.")


def goods_priced(price: str) -> str:
    return say("{price} each, as this till sells it", price=price)


def sold(quantity: int, left: int) -> str:
    if left == quantity:
        return say("{sold} sold", sold=whole(quantity))
    return say("{sold} sold, {left} left to return", sold=whole(quantity), left=whole(left))


def sold_by_weight(grams: int, left: int) -> str:
    if left == grams:
        return say("{grams} g sold", grams=whole(grams))
    return say("{grams} g sold, {left} g left to return", grams=whole(grams), left=whole(left))


def grams_back(grams: int) -> str:
    return say("{grams} g back", grams=whole(grams)) if grams else say("stays")


def units_back(count: int) -> str:
    return say("{count} back", count=whole(count)) if count else say("stays")


def reason(code: RefundReason) -> str:
    return {
        "unwanted": say("Not wanted"),
        "damaged": say("Damaged or faulty"),
        "wrong_item": say("Wrong item"),
        "wrong_price": say("Wrong price"),
        "other": say("Other reason"),
    }[code]


def back_kind(kind: BackKind) -> str:
    return {
        "cash": say("Cash"),
        "store_credit": say("Store credit"),
        "bank_card": say("Bank card, at the terminal"),
        "exchange": say("Towards new goods"),
        "payment": say("The way it was paid"),
    }[kind]


def goods_worth(amount: str) -> str:
    return say("Goods {amount}", amount=amount)


def rounding(amount: str) -> str:
    return say("Rounding {amount}", amount=amount)


def must_sign() -> str:
    return say("A supervisor signs for this one.")


def must_look() -> str:
    return say("Nobody has seen all of its money: a supervisor looks at the payment and signs.")


def paid_by(payment: PaidBy) -> str:
    """A payment that somebody else confirms, and how sure its money is."""
    kind = {"mmg": say("MMG"), "card_qr": say("Card by code")}[payment.kind]
    told = {"kind": kind, "amount": format_money(payment.amount)}
    if payment.back:
        return _sent_back(payment, told)
    return {
        "claimed": say("{kind} {amount}: only claimed, nobody has seen the money.", **told),
        "approved": say("{kind} {amount}: accepted here, nobody has seen the money.", **told),
        "requested": say("{kind} {amount}: nobody knows yet whether it was paid.", **told),
        "pending": say("{kind} {amount}: nobody knows yet whether it was paid.", **told),
        "disputed": say("{kind} {amount}: disputed, the money was not found.", **told),
        "cancelled": say("{kind} {amount}: rejected or given up, no money came.", **told),
        "expired": say("{kind} {amount}: it expired, no money came.", **told),
        "verified": say("{kind} {amount}: verified, the money is there.", **told),
        "refunded": say("{kind} {amount}: given back by its provider already.", **told),
    }[payment.state]


def goods_here() -> str:
    return say("Its goods were never handed over: they are still here, and nothing is to come in.")


def _sent_back(payment: PaidBy, told: Mapping[str, str]) -> str:
    """How far a payment is that a refund sends back, and who gives it where it did not go."""
    is_gone = payment.state == "refunded"
    if payment.back == "credited" and is_gone:
        return say(
            "{kind} {amount}: given as store credit {credit}, and it went back the way it was paid"
            " as well. Ask the office.",
            **told,
            credit=payment.credit,
        )
    if payment.back == "credited":
        return say(
            "{kind} {amount}: given as store credit {credit}, as it could not go back the way it"
            " was paid.",
            **told,
            credit=payment.credit,
        )
    if is_gone:
        return say("{kind} {amount}: it went back the way it was paid.", **told)
    if payment.back == "asked":
        return say(
            "{kind} {amount}: asked to go back the way it was paid. It is not there yet; offline it"
            " waits for the line.",
            **told,
        )
    why = retold(payment.words)
    if payment.state == "verified":
        return say(
            "{kind} {amount}: it could not go back the way it was paid. {why} A supervisor can give"
            " it as store credit at the desk.",
            **told,
            why=why,
        )
    return say(
        "{kind} {amount}: it could not go back the way it was paid. {why} Ask the office.",
        **told,
        why=why,
    )


def paid_unknown() -> str:
    return say("How it was paid is not known at this till.")


def choose_goods() -> str:
    return say("Choose what comes back: arrows and +, or Enter for all of a line.")


def sign_title(amount: str) -> str:
    return say("Sign for {amount}", amount=amount)


def sign_detail(number: str) -> str:
    return say("Given back for receipt {number}", number=number)


def exchange_detail(number: str) -> str:
    return say("Exchanged for new goods, of receipt {number}", number=number)


def sign_reason(number: str, amount: str) -> str:
    return say("Refund of receipt {number}, {amount}", number=number, amount=amount)


def no_signer() -> str:
    return say("A supervisor must sign, and none is known to this till besides you.")


def done_title(amount: str, kind: BackKind) -> str:
    return {
        "cash": say("Give back {amount} in cash", amount=amount),
        "store_credit": say("{amount} as store credit", amount=amount),
        "bank_card": say("{amount} refunded to the card", amount=amount),
        "exchange": say("{amount} towards new goods", amount=amount),
        "payment": say("{amount}, no cash", amount=amount),
    }[kind]


def done_text(number: str, credit_code: str) -> str:
    if credit_code:
        return say("Saved as {number}. The credit's code: {code}", number=number, code=credit_code)
    return say("Saved as {number}.", number=number)


def sent_back(credit_code: str) -> str:
    """Nothing is promised that is not so yet: it is asked for, and waits for the line."""
    asked = say(
        "Asked to go back the way it was paid. It is not there yet: it waits for the line and for"
        " the provider. Returns shows how far it is."
    )
    if not credit_code:
        return asked
    rest = say("The rest is a store credit: {code}", code=credit_code)
    return f"{asked} {rest}"


def exchange_title(amount: str) -> str:
    return say("{amount} for new goods", amount=amount)


def exchange_heading(amount: str) -> str:
    return say("Exchange: {amount} comes back", amount=amount)


def exchange_now() -> str:
    return say(
        "Ring up the new goods and press F12: only the difference is paid or given back. Nothing is"
        " saved before that."
    )


def exchange_off() -> str:
    return say("The exchange was called off")


def exchange_off_text() -> str:
    return say(
        "Another sale is on the screen. Nothing was given back and nothing is lost. Choose again"
        " what comes back, with F9."
    )


def no_card_exchange() -> str:
    return say("An exchange goes back as cash or credit")


def no_card_exchange_text() -> str:
    return say(
        "What is left over cannot go to a card or a phone before it is known. Nothing is lost."
        " Press F5 for cash or store credit."
    )


def exchange_text(code: str) -> str:
    return say(
        "Ring them up, press F12 and give the store credit {code}: it stands on the paper, to be"
        " scanned. What they cost more is paid; what is left stays on the credit.",
        code=code,
    )
