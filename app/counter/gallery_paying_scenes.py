"""Pictures of payments that somebody else confirms: claims and codes."""

from app.counter.gallery_message import a_message
from app.counter.gallery_scenes import Stage
from app.counter.gallery_tender_scenes import begin_tender
from app.use_cases.cash_duty import IdentityNeeded
from domain.money import Money
from sync.protocol.status import Link, SyncStatus

_MMG, _MMG_QR, _CARD_QR = 2, 3, 4
NEEDED = IdentityNeeded("person-1", Money(200_000_000, "GYD"))
ONLINE = SyncStatus(link=Link.ONLINE)
_URL = "https://pay.windward.example/checkout/cs_9f2c41d07b6e4a55"


def _claim(stage: Stage, amount: str = "21,600") -> None:
    begin_tender(stage)
    stage.window.counter.tender.on_way_chosen(_MMG)
    claim = stage.window.counter.flows.paying.claim
    texts = ("622 1234", "20402048536279", amount, "14:21")
    stage.window.screens.pay_claim.set_fields(texts)
    for name, text in zip(("phone", "reference", "amount", "time"), texts, strict=True):
        claim.on_typed(name, text)  # type: ignore[arg-type]  # the fields of a claim


def _code(stage: Stage, way: int, ways: tuple[str, ...] = ("qr",)) -> str:
    stage.till.payments.paying.set_up("mmg", "stripe", ways=ways)
    begin_tender(stage)
    stage.window.counter.show_sync_status(ONLINE)
    stage.window.counter.tender.on_way_chosen(way)
    return next(reversed(stage.till.payments.paying.payments))


def pay_claim(stage: Stage) -> None:
    """The customer's message is typed; the goods stay here."""
    _claim(stage)
    stage.window.counter.flows.paying.claim.on_held()


def pay_claim_photo(stage: Stage) -> None:
    """A photo of the message goes along."""
    stage.till.payments.paying.photos["message.jpg"] = a_message()
    _claim(stage)
    stage.window.counter.flows.paying.claim.on_photo_chosen("message.jpg")


def pay_claim_wrong(stage: Stage) -> None:
    """Every field is wrong."""
    _claim(stage)
    claim = stage.window.counter.flows.paying.claim
    for name, text in (("phone", "12"), ("reference", "a"), ("amount", "0"), ("time", "x")):
        claim.on_typed(name, text)  # type: ignore[arg-type]  # the fields of a claim
    stage.window.screens.pay_claim.set_fields(("12", "a", "0", "x"))
    claim.on_submit()


def pay_claim_over(stage: Stage) -> None:
    """The message is over more than is due: asked once more."""
    _claim(stage, "40,000")
    stage.window.counter.flows.paying.claim.on_submit()


def tender_over(stage: Stage) -> None:
    """More was sent than is due: the rest becomes a store credit."""
    stage.till.payments.paying.signed_above_minor = 10**9
    pay_claim_over(stage)
    stage.window.counter.flows.paying.claim.on_submit()


def pay_claim_signed(stage: Stage) -> None:
    """The policy asks for a supervisor, here and now."""
    _claim(stage)
    stage.window.counter.flows.paying.claim.on_submit()


def pay_code_asking(stage: Stage) -> None:
    """The code has not come yet."""
    _code(stage, _MMG_QR)


def pay_code_or_phone(stage: Stage) -> None:
    """A code of MMG is shown; the customer's phone can be asked instead."""
    payment_id = _code(stage, _MMG_QR, ("qr", "push"))
    stage.till.payments.paying.become(payment_id, "pending", url=_URL)
    stage.window.counter.show_sync_status(ONLINE)


def pay_phone(stage: Stage) -> None:
    """Whose phone is to be asked?"""
    pay_code_or_phone(stage)
    stage.window.counter.flows.paying.code.on_phone()


def pay_phone_wrong(stage: Stage) -> None:
    """No number of Guyana."""
    pay_phone(stage)
    stage.window.screens.pay_phone.set_phone("12")
    stage.window.counter.flows.paying.phone.on_typed("12")
    stage.window.counter.flows.paying.phone.on_submit()


def pay_phone_asked(stage: Stage) -> None:
    """MMG has asked the phone, and waits for the customer's yes."""
    pay_phone(stage)
    stage.window.counter.flows.paying.phone.on_typed("622 1234")
    stage.window.counter.flows.paying.phone.on_submit()
    payment_id = next(reversed(stage.till.payments.paying.payments))
    stage.till.payments.paying.become(payment_id, "pending")
    stage.window.counter.show_sync_status(ONLINE)


def pay_code_shown(stage: Stage) -> None:
    """A card's code, priced in US dollars."""
    payment_id = _code(stage, _CARD_QR)
    stage.till.payments.paying.become(payment_id, "pending", url=_URL)
    stage.window.counter.show_sync_status(ONLINE)


def tender_card(stage: Stage) -> None:
    """The card was charged: in US dollars, at a rate of somebody and of a day."""
    payment_id = _code(stage, _CARD_QR)
    stage.till.payments.paying.become(payment_id, "verified")
    stage.window.counter.show_sync_status(ONLINE)


def receipt_card(stage: Stage) -> None:
    """The same on the receipt."""
    tender_card(stage)
    stage.window.counter.tender.on_finish()


def pay_code_over(stage: Stage) -> None:
    """The provider said no."""
    payment_id = _code(stage, _MMG_QR)
    stage.till.payments.paying.become(
        payment_id, "disputed", message="MMG does not know this payment."
    )
    stage.window.counter.show_sync_status(ONLINE)


def tender_confirmed(stage: Stage) -> None:
    """A claim pays a part; a card by code would need the office."""
    _claim(stage, "12,000")
    stage.window.counter.flows.paying.claim.on_submit()


def tender_held(stage: Stage) -> None:
    """The policy takes the claim, and its goods stay here."""
    stage.till.payments.paying.holds_all = True
    _claim(stage, "18,000")
    stage.window.counter.flows.paying.claim.on_submit()


def pay_identity(stage: Stage) -> None:
    """The law asks who pays so much in cash: another document than a passport was shown."""
    begin_tender(stage)
    stage.window.counter.flows.paying.begin_identity(NEEDED)
    stage.window.counter.flows.paying.identity.on_document(1)
    _type_identity(stage, "DL 204 118", "31/01/2030")


def pay_identity_wrong(stage: Stage) -> None:
    """Neither field can be read."""
    begin_tender(stage)
    stage.window.counter.flows.paying.begin_identity(NEEDED)
    _type_identity(stage, "12", "tomorrow")
    stage.window.counter.flows.paying.identity.on_submit()


def _type_identity(stage: Stage, number: str, until: str) -> None:
    stage.window.screens.pay_identity.set_fields((number, until))
    identity = stage.window.counter.flows.paying.identity
    identity.on_typed("number", number)
    identity.on_typed("until", until)


PAYING_SCENES = {
    scene.__name__: scene
    for scene in (
        pay_claim,
        pay_claim_photo,
        pay_claim_wrong,
        pay_claim_over,
        tender_over,
        pay_claim_signed,
        pay_code_asking,
        pay_code_shown,
        pay_code_or_phone,
        pay_phone,
        pay_phone_wrong,
        pay_phone_asked,
        pay_code_over,
        tender_confirmed,
        tender_held,
        tender_card,
        receipt_card,
        pay_identity,
        pay_identity_wrong,
    )
}
