"""Goods that come back: to the till that sold them, or with the paper's code to any other."""

from contextlib import suppress
from dataclasses import replace

from app.use_cases.find_returnable import find_returnable
from app.use_cases.ports import PrinterFailure
from app.use_cases.refund_sale import CompletedRefund, RefundRequest, print_refund, refund_sale
from app.use_cases.till import Session
from domain.errors import BadInput, RuleBroken
from domain.refund import BackKind
from domain.refund_rule import RefundReason
from tests.simulation.machine import Machine
from tests.simulation.town import OwedMoney, Pocketed, signed_for

_BACK: tuple[BackKind, ...] = ("cash", "cash", "store_credit", "bank_card")
_REASONS: tuple[RefundReason, ...] = ("unwanted", "damaged")


def take_goods_back(machine: Machine, session: Session) -> None:
    """Somebody brings back what this till sold, more than once perhaps."""
    till, rng = machine.running, machine.chance.rng
    with till.db.reading() as uow:
        receipts = [each.receipt_number for each in uow.sales.find_receipts("", 20)]
        if not receipts:
            return
        receipt = rng.choice(receipts[:6])
        lines = uow.sales.get(receipt).sale.lines
    chosen = rng.sample(lines, rng.randint(1, len(lines)))
    units = {each.line.line_no: rng.randint(1, each.line.quantity) for each in chosen}
    _give_back(machine, session, RefundRequest(request_id="", of_receipt=receipt, units=units))


def take_goods_back_elsewhere(machine: Machine, session: Session) -> None:
    """Somebody brings back what another till sold, with its paper."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    with machine.db.reading() as uow:
        own = uow.till.current_stream().name
    papers = [
        each for each in town.pockets if each.tag == machine.identity.tag and each.stream != own
    ]
    if not papers:
        return
    paper = rng.choice(papers[-8:])
    goods = {rng.choice(paper.item_ids): 1}
    _give_back(machine, session, RefundRequest(request_id="", receipt_code=paper.code, goods=goods))


def _give_back(machine: Machine, session: Session, plain: RefundRequest) -> None:
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    back = rng.choice(_BACK)
    request = RefundRequest(
        request_id=machine.chance.new_id(),
        of_receipt=plain.of_receipt,
        units=plain.units,
        receipt_code=plain.receipt_code,
        goods=plain.goods,
        reason=rng.choice(_REASONS),
        back=back,
        approval_code="A1B2C3" if back == "bank_card" else "",
        approval=signed_for(machine, "goods come back"),
    )
    where = "elsewhere" if plain.receipt_code else "here"
    try:
        if request.of_receipt:  # who signs is shown what is known of its payments
            found = find_returnable(machine.running, session, request.of_receipt)
            request = replace(request, shown=found.paid_by)
        made = refund_sale(machine.running, session, request)
    except (BadInput, RuleBroken) as refusal:
        town.sometimes(f"refund refused {where}", refusal.title)
        return
    town.sometimes(f"refund {where}: {back}", made.refund_number, made.given.amount_minor)
    if town.happens("pressed_twice"):
        again = refund_sale(machine.running, session, request)
        assert again.refund_number == made.refund_number
    _hand_out(machine, made)


def _hand_out(machine: Machine, made: CompletedRefund) -> None:
    town = machine.town
    assert town is not None
    with suppress(PrinterFailure):
        print_refund(machine.running, made.refund_number)
    if made.credit_code:
        town.owed.append(OwedMoney(tag=machine.identity.tag, code=made.credit_code))


def keep_paper(machine: Machine, receipt: str) -> None:
    """The customer keeps the receipt: its code may come back to any till."""
    town = machine.town
    if town is None or not town.habits["refund_elsewhere"]:
        return
    with machine.db.reading() as uow:
        code = uow.prints.find_code(receipt)
        lines = uow.sales.get(receipt).sale.lines
    items = tuple(each.line.item_id for each in lines if each.line.item_id)
    if code is not None and items:
        stream = receipt.rpartition("-")[0]
        tag = machine.identity.tag
        town.pocket(Pocketed(tag=tag, stream=stream, receipt=receipt, code=code, item_ids=items))
