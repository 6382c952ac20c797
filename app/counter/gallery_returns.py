"""Refunds of the till in memory, as a test or a scene sets them; the figures are the domain's."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from app.presenters.services import RefundServices
from app.use_cases.find_records import Goods
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.ports import Clock
from app.use_cases.refund_sale import CompletedRefund, RefundPlan, RefundRequest
from app.use_cases.take_payment import TakePayment
from app.use_cases.till import Session
from domain.catalog import CatalogItem
from domain.errors import BadInput, NotFound
from domain.exchange import split_exchange
from domain.money import Money
from domain.receipt import ReceiptHeader
from domain.refund import (
    BackKind,
    BackTender,
    Refund,
    Refundable,
    RefundContext,
    after_refund,
    money_back,
    needs_approval,
    take_back,
)
from domain.refund import SoldLine as Line
from domain.refund_elsewhere import NamedGoods, money_back_elsewhere, named_goods
from domain.refund_payment import PaidBy, choose_sent_back, gives_unseen, require_not_gone
from domain.refund_rule import RefundRule
from domain.refund_slip import render_refund
from domain.rules import RuleBook
from domain.tender import TenderLine

RULE = RefundRule(free_minor=500_000, elsewhere_max_minor=2_000_000)
SOLD_AT = datetime(2026, 11, 21, 15, 2, tzinfo=UTC)
_HEADER = ReceiptHeader(
    seller_name="Kaieteur Shipping Ltd",
    address_lines=("Stabroek Counter", "Georgetown"),
    vat_number="4418207",
    till_label="02",
    cashier_name="Shanelle Rodrigues",
    zone="America/Guyana",
)


def sold(number: str, *lines: tuple[str, int, int]) -> Refundable:
    """A receipt of lines (name, quantity, what was paid for all of it in minor units)."""
    made = tuple(
        Line(
            line_no=line_no,
            kind="item",
            item_id=f"item-{line_no}",
            name=name,
            quantity=quantity,
            gross=Money(gross_minor, "GYD"),
            vat=Money(gross_minor * 14 // 114, "GYD"),
            tax_class="standard",
            vat_basis_points=1_400,
        )
        for line_no, (name, quantity, gross_minor) in enumerate(lines, start=1)
    )
    total = Money.total_of((line.gross for line in made), "GYD")
    return Refundable(
        receipt_number=number, lines=made, paid=total, given=Money.zero(total.currency)
    )


def sample_receipts() -> tuple[Refundable, ...]:
    """A few receipts of the morning, newest first."""
    return (
        sold(
            "GY02A-004188",
            ("Shipping barrel, large, 55 gal", 2, 1_900_000),
            ("Packing tape, clear, 2 in", 6, 288_000),
            ("Barrel seal, numbered", 4, 120_000),
        ),
        sold("GY02A-004187", ("Box, medium", 1, 95_000)),
        sold("GY02A-004186", ("Shipping barrel, large, 55 gal", 1, 950_000)),
    )


class RuledClock(Protocol):
    """Who knows the time and the rules."""

    rules: RuleBook
    items: tuple[CatalogItem, ...]

    @property
    def clock(self) -> Clock: ...


@dataclass(slots=True)
class MemoryReturns:
    """``receipts`` can be given back; ``fail_with[name]`` is raised by the next call of it."""

    receipts: tuple[Refundable, ...] = field(default_factory=sample_receipts)
    kinds: tuple[BackKind, ...] = ("cash", "store_credit")
    foreign: ForeignReceipt | None = None
    refunds: list[Refund] = field(default_factory=list)
    printed: list[tuple[str, bool]] = field(default_factory=list)
    fail_with: dict[str, Exception] = field(default_factory=dict)
    paid_by: tuple[PaidBy, ...] = ()

    def services(self, house: RuledClock) -> RefundServices:
        """The services, by the rules and the clock of ``house``."""
        return RefundServices(
            list_receipts=self._list,
            find_returnable=self._find,
            read_foreign=self._believe,
            find_goods=lambda code: self._goods(house, code),
            plan=lambda _session, request: self._plan(house, request),
            refund=lambda session, request: self._refund(house, session, request),
            print_paper=self._print,
        )

    def _fail(self, name: str) -> None:
        error = self.fail_with.pop(name, None)
        if error is not None:
            raise error

    def _list(self, text: str) -> Sequence[SoldReceipt]:
        self._fail("list")
        return tuple(
            SoldReceipt(
                receipt_number=each.receipt_number,
                at=SOLD_AT,
                total=each.paid,
                goods=Goods(name=each.lines[0].name, others=len(each.lines) - 1),
            )
            for each in self.receipts
            if text.strip().upper() in each.receipt_number
        )

    def _find(self, _session: Session, number: str) -> Returnable:
        self._fail("find")
        left = self._get(number)
        count = sum(each.of_receipt == left.receipt_number for each in self.refunds)
        return Returnable(
            at=SOLD_AT,
            left=left,
            refund_count=count,
            kinds=self.kinds,
            paid_by=self.paid_by,
        )

    def _get(self, number: str) -> Refundable:
        wanted = number.strip().upper()
        found = next((each for each in self.receipts if each.receipt_number == wanted), None)
        if found is None:
            raise NotFound(
                "No such receipt", f"This till has no receipt {wanted}. Nothing is lost."
            )
        return found

    def _believe(self, _session: Session, code: str) -> ForeignReceipt:
        self._fail("believe")
        if self.foreign is None:
            raise BadInput("This code is not genuine", f"No till signed {code[:12]}.")
        return self.foreign

    def _goods(self, house: RuledClock, code: str) -> CatalogItem:
        self._fail("goods")
        found = (item for item in house.items if code in {item.sku, *item.barcodes})
        item = next(found, None)
        if item is None:
            raise NotFound("No product has this code or name", f"Nothing called '{code}'.")
        return item

    def _named(self, house: RuledClock, request: RefundRequest) -> RefundPlan:
        by_id = {item.item_id: item for item in house.items}
        returned = named_goods(
            [
                NamedGoods(
                    item_id=item_id,
                    name=by_id[item_id].name,
                    quantity=count,
                    unit_price=by_id[item_id].price or Money.zero("GYD"),
                    tax_class="standard",
                    vat_basis_points=1_400,
                )
                for item_id, count in request.goods.items()
            ]
        )
        assert self.foreign is not None  # the code was believed before
        given = money_back_elsewhere(returned, self.foreign.most, self.foreign.before, 500)
        return RefundPlan(
            of_receipt=self.foreign.receipt_number,
            returned=returned,
            given=given,
            must_sign=True,
            left=self.foreign.most,
            provisional=True,
        )

    def _plan(self, house: RuledClock, request: RefundRequest) -> RefundPlan:
        self._fail("plan")
        if request.receipt_code:
            return self._named(house, request)
        left = self._get(request.of_receipt)
        returned = take_back(left, request.units, request.on_scale)
        step_minor = house.rules.cash_step_minor("GYD", house.clock.now().date())
        given = money_back(left, returned, step_minor if request.back == "cash" else 1)
        require_not_gone(left, given, self.paid_by)
        is_unseen = gives_unseen(left, given, self.paid_by)
        return RefundPlan(
            of_receipt=left.receipt_number,
            returned=returned,
            given=given,
            must_sign=is_unseen or needs_approval(RULE, given, at_selling_till=True),
            left=left.left,
            paid_by=self.paid_by,
            is_unseen=is_unseen,
            sent_back=self._sent_back(left, given) if request.back == "payment" else None,
        )

    def _sent_back(self, left: Refundable, given: Money) -> PaidBy:
        return choose_sent_back(left, given, self.paid_by)

    def _refund(
        self, house: RuledClock, session: Session, request: RefundRequest
    ) -> CompletedRefund:
        self._fail("refund")
        if request.back == "bank_card" and not request.approval_code.isalnum():
            raise BadInput("Type the approval code", "2 to 12 letters and digits.")
        plan = self._plan(house, request)
        code = request.approval_code if request.back == "bank_card" else ""
        rest = plan.given if plan.sent_back is None else plan.given - plan.sent_back.amount
        is_owed = request.back == "store_credit" or (request.back == "payment" and not rest.is_zero)
        credit = "CR-7K2MPQ49XA" if is_owed else ""
        approval = request.approval
        made = Refund(
            context=RefundContext(
                refund_number=f"GY02A-{4_189 + len(self.refunds):06d}",
                at=house.clock.now(),
                business_date=house.clock.now().date(),
                shift_number=214,
                cashier_id=session.staff_id,
                reason=request.reason,
                approved_by=None if approval is None else approval.approved_by,
                provisional=plan.provisional,
            ),
            of_receipt=request.of_receipt,
            returned=plan.returned,
            rounding=plan.given - plan.returned.total,
            tenders=_tenders(plan, (request.back, code, credit)),
        )
        self.refunds.append(made)
        if not plan.provisional:
            self._keep(after_refund(self._get(request.of_receipt), plan.returned, plan.given))
        return CompletedRefund(
            refund_number=made.context.refund_number,
            of_receipt=made.of_receipt,
            total=made.returned.total,
            given=made.given,
            credit_code=credit,
            receipt_lines=render_refund(made, _HEADER, operation_hash="5f" * 32),
        )

    def swap(
        self, house: RuledClock, request: TakePayment, bill: Money
    ) -> tuple[tuple[TenderLine, ...], CompletedRefund | None]:
        """What pays a sale, goods that come back first; and the refund that they are."""
        asked = request.exchange
        if asked is None:
            return request.tenders, None
        plan = self._plan(house, replace(asked, back="store_credit"))
        step_minor = 500 if asked.back == "cash" else 1
        towards, back = split_exchange(plan.given, plan.left, bill, step_minor)
        number = f"GY02A-{4_189 + len(self.refunds):06d}"
        self._keep(after_refund(self._get(asked.of_receipt), plan.returned, towards + back))
        refund = CompletedRefund(
            refund_number=number,
            of_receipt=asked.of_receipt,
            total=plan.returned.total,
            given=towards + back,
            receipt_lines=("CREDIT NOTE",),
            credit_code="" if asked.back == "cash" or back.is_zero else "CR-7K2MPQ49XA",
        )
        paying = TenderLine(kind="exchange", amount=towards, reference=number)
        return (paying, *request.tenders), refund

    def _keep(self, left: Refundable) -> None:
        self.receipts = tuple(
            replace(left) if each.receipt_number == left.receipt_number else each
            for each in self.receipts
        )

    def _print(self, number: str, copy: bool) -> object:
        self._fail("print")
        self.printed.append((number, copy))
        return None


def _tenders(plan: RefundPlan, what: tuple[BackKind, str, str]) -> tuple[BackTender, ...]:
    """In which money it goes back: what its provider sends back first, the rest as a credit."""
    kind, code, credit = what
    if plan.sent_back is None:
        return (BackTender(kind=kind, amount=plan.given, approval_code=code, reference=credit),)
    sent = plan.sent_back
    back = BackTender(kind="payment", amount=sent.amount, reference=sent.payment_id)
    rest = plan.given - sent.amount
    if rest.is_zero:
        return (back,)
    return (back, BackTender(kind="store_credit", amount=rest, reference=credit))
