"""Every sentence of *Find*: what was found, what became of it, and how far the news has come."""

from app.presenters.locale_in_force import whole
from app.presenters.words import counted, say
from app.use_cases.find_records import FoundKind, Goods, Progress
from domain.paid_state import PaidState, PaidWord


def prompt() -> str:
    return say("Find a receipt, waybill or customer by number, name, phone, goods or barcode")


def paid(state: PaidState) -> str:
    """``MMG verified``: what paid, and what its customer may know of it."""
    return say("{name}: {state}", name=_paid_by(state), state=paid_word(state.word))


def paid_fact(state: PaidState, amount: str, at: str) -> str:
    """``MMG G$15,000: verified, 12:41``."""
    return say(
        "{name} {amount}: {state}, {at}",
        name=_paid_by(state),
        amount=amount,
        state=paid_word(state.word),
        at=at,
    )


def goods_fact(state: PaidState, at: str) -> str:
    """Where the goods of a receipt are; empty where they were never held."""
    return {
        "": "",
        "held": say("Goods held here until it is verified"),
        "ready": say("Goods held here: hand them over, at the desk"),
        "handed_over": say("Goods handed over, {at}", at=at),
        "kept": say("Goods kept here, {at}", at=at),
        "taken_back": say("Goods kept here, {at}", at=at),
    }[state.goods]


def paid_word(word: PaidWord) -> str:
    return {
        "claimed": say("claimed, to be verified"),
        "verified": say("verified"),
        "disputed": say("disputed"),
        "given_back": say("given back"),
        "not_paid": say("not paid"),
    }[word]


def _paid_by(state: PaidState) -> str:
    return {"mmg": say("MMG"), "card_qr": say("Card by code")}[state.kind]


def goods(sold: Goods | None) -> str:
    """``Rice cooker and 2 more``."""
    if sold is None:
        return ""
    if not sold.others:
        return sold.name
    return say("{name} and {number} more", name=sold.name, number=whole(sold.others))


def count_text(number: int, *, has_more: bool) -> str:
    if has_more:
        return say("The first {number}, the newest on top", number=number)
    return counted(number, "{number} found", "{number} found")


def nothing(text: str) -> str:
    if not text.strip():
        return say("Nothing was sold at this till yet. The first sale stands here at once.")
    return say(
        "Nothing at this till answers to that. Check the number, or type less of it. A receipt of"
        " another till is found there."
    )


def kind(name: FoundKind) -> str:
    return {
        "receipt": say("Receipt"),
        "refund": say("Refund"),
        "waybill": say("Shipment"),
        "customer": say("Customer"),
        "z": say("Z report"),
    }[name]


def named(name: FoundKind, key: str) -> str:
    """``Receipt GY03B-000101``."""
    return say("{kind} {number}", kind=kind(name), number=key)


def progress(at: Progress) -> str:
    """How far the news of something has come."""
    return {
        "waiting": say("Waits to be sent"),
        "sent": say("Sent"),
        "durable": say("Safe at central"),
        "quarantined": say("Needs a person"),
        "awaiting_upgrade": say("Waits for central's upgrade"),
    }[at]


def happened(operation_kind: str) -> str:
    """What an operation was, in a word; one that this program has no word for is named."""
    return {
        "sale_completed": say("Sold"),
        "sale_refunded": say("Given back"),
        "shipment_booked": say("Shipment booked"),
        "customer_saved": say("Customer saved"),
        "consent_given": say("Consent given"),
        "consent_withdrawn": say("Consent taken back"),
        "credit_issued": say("Store credit made"),
        "buyer_named": say("Buyer named for the tax invoice"),
        "operation_corrected": say("Corrected"),
    }.get(operation_kind, operation_kind.replace("_", " "))


def printed(at: str) -> str:
    return say("Printed {at}", at=at)


def not_printed() -> str:
    return say("Not printed yet")


def copies(number: int) -> str:
    return counted(number, "{number} copy came out", "{number} copies came out")


def prints_wait(number: int) -> str:
    return counted(number, "{number} paper waits for a printer", "{number} papers wait")


def tax_number(number: str) -> str:
    return say("VAT/TIN no. {number}", number=number)


def for_customer(name: str) -> str:
    return say("For {name}", name=name)


def from_to(sender: str, receiver: str) -> str:
    return say("From {sender} to {receiver}", sender=sender, receiver=receiver)


def pieces(number: int, region: str) -> str:
    return counted(number, "{number} piece", "{number} pieces") + ", " + region


def consents(names: str) -> str:
    if not names:
        return say("May not be sent e-mails or offers: was not asked, or said no")
    return say("Agreed to: {names}", names=names)


def printing_refund(number: str) -> str:
    return say("Refund {number} goes to the printer, marked COPY", number=number)


def printing(number: str) -> str:
    return say("{number} goes to the printer, marked COPY", number=number)


def only_receipts_print() -> str:
    return say("A customer has no paper. Choose a receipt, a refund, a shipment or a Z report.")


def only_receipts_are_saved() -> str:
    return say("Only a receipt or a Z report is saved as a file. Choose one.")


def printing_labels(waybill: str) -> str:
    return say("The labels of {waybill} go to the printer", waybill=waybill)


def choose_receipt() -> str:
    return say("Choose a receipt first: goods come back against one.")
