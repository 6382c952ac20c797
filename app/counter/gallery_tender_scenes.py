"""Pictures of the payment: split, by terminal, by credit, without a rate, with big sums."""

from app.counter.gallery_scenes import Stage
from app.use_cases.ring_up import RingUp
from domain.cart import TypedPrice
from domain.money import Money

_CASH, _FOREIGN, _TERMINAL, _CREDIT = 0, 1, 5, 6


def begin_tender(stage: Stage) -> None:
    """A sale of some size, and payment begins."""
    stage.begin()
    stage.ring_up("BRL-55-L", "BRL-55-L", "BOX-M", "BRL-1060", "BRL-1080")
    stage.window.counter.sale.on_pay()


def _type(stage: Stage, way: int, amount: str, code: str = "") -> None:
    tender, screen = stage.window.counter.tender, stage.window.screens.tender
    if way != _CASH:
        tender.on_way_chosen(way)
    if code:
        screen.set_code(code)
        tender.on_code_typed(code)
    screen.set_amount(amount)
    tender.on_amount_typed(amount)


def tender_begun(stage: Stage) -> None:
    """Nothing was taken yet."""
    begin_tender(stage)


def tender_split(stage: Stage) -> None:
    """US dollars and the terminal paid a part; the rest is being counted in Guyana dollars."""
    begin_tender(stage)
    _type(stage, _FOREIGN, "40")
    stage.window.counter.tender.on_add()
    _type(stage, _TERMINAL, "5,000", "A83K91")
    stage.window.counter.tender.on_add()
    _type(stage, _CASH, "10,000")


def tender_foreign(stage: Stage) -> None:
    """Everything in US dollars: the change is in Guyana dollars."""
    begin_tender(stage)
    _type(stage, _FOREIGN, "500")


def tender_terminal(stage: Stage) -> None:
    """The approval code is missing."""
    begin_tender(stage)
    stage.window.counter.tender.on_way_chosen(_TERMINAL)
    stage.window.counter.tender.on_finish()


def tender_credit(stage: Stage) -> None:
    """A part of the credit is at this till."""
    stage.till.payments.credits["CR-7K3M2Q4T8W"] = 1_250_000
    begin_tender(stage)
    tender, screen = stage.window.counter.tender, stage.window.screens.tender
    tender.on_way_chosen(_CREDIT)
    screen.set_code("CR-7K3M2Q4T8W")
    tender.on_code_typed("CR-7K3M2Q4T8W")
    tender.on_add()


def tender_no_rate(stage: Stage) -> None:
    """No rate came: US dollars cannot be taken, and it says why."""
    stage.till.payments.has_rate = False
    begin_tender(stage)
    stage.window.counter.tender.on_way_chosen(_FOREIGN)


def tender_too_much(stage: Stage) -> None:
    """Goods left the sale after the terminal had charged a card: what to do is said."""
    begin_tender(stage)
    _type(stage, _TERMINAL, "15,000", "A83K91")
    stage.window.counter.tender.on_add()
    _type(stage, _FOREIGN, "40")
    stage.window.counter.tender.on_add()
    stage.window.counter.on_dismissed()
    stage.window.counter.sale.on_quantity_entered(1, 1)
    stage.window.counter.sale.on_pay()


def tender_big(stage: Stage) -> None:
    """Sums as big as a counter meets, in many parts."""
    stage.begin()
    price = TypedPrice(price=Money(98_765_432_00, "GYD"), approved_by="staff-ra")
    item_id = stage.till.items[0].item_id
    session = stage.window.counter.session
    if session is not None:
        stage.till.services().ring_up(session, RingUp(item_id=item_id, typed=price))
        stage.window.counter.sale.start(session)
    stage.window.counter.sale.on_pay()
    for _ in range(5):
        _type(stage, _FOREIGN, "9,900")
        stage.window.counter.tender.on_add()
    _type(stage, _TERMINAL, "50,000,000", "APPROVED1234")
    stage.window.counter.tender.on_add()


TENDER_SCENES = {
    scene.__name__: scene
    for scene in (
        tender_begun,
        tender_split,
        tender_foreign,
        tender_terminal,
        tender_credit,
        tender_no_rate,
        tender_too_much,
        tender_big,
    )
}
