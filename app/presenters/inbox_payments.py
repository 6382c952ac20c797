"""Payments among the rows of the supervisor's desk, and what can be decided about each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.presenters import held_words, reversal_words
from app.presenters import inbox_payment_words as say_of
from app.presenters.figures import format_money
from app.presenters.inbox_rows import (
    Fact,
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxYes,
)
from app.presenters.inbox_services import InboxServices
from app.presenters.notices import Tone
from app.presenters.payment_services import PayingServices
from app.presenters.payment_words import price_text, rate_of
from app.presenters.when import clock_text, time_text
from app.presenters.words import beside, listed, retold
from app.use_cases.credit_instead import GiveAsCredit, part_in
from app.use_cases.decide_payment import CheckPayment, DecidePayment, Decision, Outcome
from app.use_cases.decide_together import ApproveTogether
from app.use_cases.list_payments import PaymentDetail
from app.use_cases.till import Session
from domain.held_goods import HAND_OVER, KEEP, TAKEN_BACK
from domain.payment import CENTRAL, may_follow
from domain.staff import StaffMember
from domain.till_payment import ProviderStanding, TillPayment

TOGETHER = "together"
AS_CREDIT = "as_credit"
_DECISIONS: Mapping[str, Decision] = {
    "approve": "approve",
    "reject": "reject",
    "release": "release",
    HAND_OVER: HAND_OVER,
    KEEP: KEEP,
}
_OUTCOMES: Mapping[str, Outcome] = {"seen": "verified", "not_there": "disputed"}
_TONES: Mapping[str, Tone] = {
    "claimed": Tone.WAITING,
    "disputed": Tone.NEEDS_YOU,
    "verified": Tone.VERIFIED,
}
_MINUTE_S = 60
_NOT_KNOWN: frozenset[str] = frozenset({"claimed", "requested", "pending"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentHouse:
    """What the rows of payments are made from."""

    paying: PayingServices
    inbox: InboxServices
    list_staff: Callable[[], Sequence[StaffMember]]
    zone: str


class PaymentRows:
    """Claims to decide, disputes, goods held, money without a sale, what is only waited for."""

    kind = InboxKind.PAYMENT

    def __init__(self, house: PaymentHouse) -> None:
        self._house = house

    def list_items(self) -> Sequence[InboxItem]:
        names = _names(self._house.list_staff())
        return tuple(_item(each, names) for each in self._house.paying.list_payments())

    def show(self, item: InboxItem) -> InboxDetail:
        house = self._house
        detail = house.paying.show(item.item_id)
        names = _names(house.list_staff())
        alike = house.inbox.list_alike(item.item_id)
        decided = _deeds(detail.payment, alike) if detail.payment.is_known_here else ()
        return InboxDetail(
            why=_why(detail),
            facts=_facts(detail, house.paying.list_providers(), house.zone),
            picture=detail.photo or b"",
            people=_people(detail, names),
            steps=_steps(detail, names, house.zone),
            deeds=(*_credit_deeds(detail), *_goods_deeds(detail), *decided),
        )

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        deed, paying = yes.deed, self._house.paying
        if deed.code == TOGETHER:
            together = ApproveTogether(
                payment_ids=deed.item_ids, reason=yes.reason, approval=yes.approval
            )
            return say_of.said_together(self._house.inbox.approve_together(session, together))
        payment_id = deed.item_ids[0]
        if deed.code == AS_CREDIT:
            asked = GiveAsCredit(payment_id=payment_id, reason=yes.reason, approval=yes.approval)
            return reversal_words.said_given(paying.give_as_credit(session, asked))
        if deed.code in _DECISIONS:
            decision = DecidePayment(
                payment_id=payment_id,
                decision=_decision(deed.code, yes.reason, paying.find(payment_id)),
                reason=yes.reason,
                approval=yes.approval,
            )
            return say_of.said_done(deed.words, paying.decide(session, decision))
        check = CheckPayment(
            payment_id=payment_id,
            outcome=_OUTCOMES[deed.code],
            evidence=yes.evidence,
            reason=yes.reason,
            approval=yes.approval,
        )
        return say_of.said_done(deed.words, paying.check(session, check))


def _decision(code: str, reason: str, payment: TillPayment) -> Decision:
    """A claim that is rejected as mistyped gives its reference up; nothing else has a typed one."""
    is_mistyped = reason.startswith(say_of.mistyped_reason()) and payment.way == "claim"
    return "mistyped" if code == "reject" and is_mistyped else _DECISIONS[code]


def _names(staff: Sequence[StaffMember]) -> Mapping[str, str]:
    return {CENTRAL: say_of.central(), **{each.staff_id: each.name for each in staff}}


def _item(payment: TillPayment, names: Mapping[str, str]) -> InboxItem:
    return InboxItem(
        kind=InboxKind.PAYMENT,
        item_id=payment.payment_id,
        title=say_of.row_title(payment),
        detail=beside(names.get(payment.cashier_id, payment.cashier_id), _sale(payment)),
        state_text=say_of.state_name(payment.state),
        at=payment.made_at,
        tone=_TONES.get(payment.state, Tone.NEUTRAL),
        amount=payment.amount,
        did_it=frozenset({payment.cashier_id}),
        needs_person=payment.is_known_here and _needs_person(payment),
    )


def _needs_person(payment: TillPayment) -> bool:
    return (
        payment.state in {"claimed", "disputed"}
        or payment.is_without_sale
        or (payment.is_held and not payment.is_unsettled)
        or _is_refused(payment)
    )


def _sale(payment: TillPayment) -> str:
    return payment.receipt or say_of.no_sale(is_known=payment.is_known_here)


def _is_refused(payment: TillPayment) -> bool:
    """Whether a payment is listed because it did not go back: all else of it is settled."""
    return payment.state == "verified" and payment.receipt is not None and not payment.is_held


def _why(detail: PaymentDetail) -> tuple[str, ...]:
    payment = detail.payment
    in_force = {rule.name for rule in detail.rules}
    flagged = tuple(retold(rule.supervisor_sentence) for rule in detail.rules)
    gone = tuple(say_of.why_old_rule(name) for name in payment.rules if name not in in_force)
    first: tuple[str, ...] = ()
    if detail.refused is not None:
        first = reversal_words.why_refused(detail.refused)
    elif not payment.is_known_here:
        first = (say_of.why_not_known(),)
    elif payment.state == "disputed":
        held = (held_words.why_held(),) if payment.is_held else ()
        first = (say_of.why_disputed(retold(payment.message)), *held)
    elif payment.is_without_sale:
        first = (say_of.why_without_sale(),)
    elif detail.goods == "ready":
        first = (held_words.why_ready(),)
    elif not payment.is_unsettled:
        first = (held_words.why_not_paid(),)
    elif payment.state == "claimed":
        first = _why_claimed(payment)
    else:
        first = (say_of.why_waiting(),)
    return (*first, *flagged, *gone)


def _why_claimed(payment: TillPayment) -> tuple[str, ...]:
    if not payment.is_begun_here:
        return (say_of.why_not_begun(),)
    return () if payment.rules else (say_of.why_plain(),)


def _facts(
    detail: PaymentDetail, providers: Sequence[ProviderStanding], zone: str
) -> tuple[Fact, ...]:
    payment, photo = detail.payment, detail.photo
    paid_at = ""
    if payment.paid_at is not None:
        before_s = max(0, int((payment.made_at - payment.paid_at).total_seconds()))
        paid_at = say_of.paid_text(clock_text(payment.paid_at, zone), before_s // _MINUTE_S)
    told = (
        (say_of.way_fact(), say_of.way_text(payment)),
        (say_of.reference_fact(), payment.reference),
        (say_of.paid_fact(), paid_at),
        (say_of.sale_fact(), _sale(payment)),
        (say_of.goods_fact(), _goods(detail)),
        (say_of.quoted_fact(), _quoted(payment, zone)),
        (say_of.photo_fact(), "" if photo is None else say_of.photo_text(len(photo))),
        (say_of.service_fact(), _service(payment, providers, zone)),
        (say_of.released_fact(), say_of.released_text() if payment.is_released else ""),
    )
    return tuple(Fact(name=name, text=text) for name, text in told if text)


def _goods(detail: PaymentDetail) -> str:
    """Where the goods are; what a refund of a payment sends back came back with it."""
    if detail.refused is not None and not detail.goods:
        return reversal_words.goods_came_back(detail.refused)
    return held_words.goods_text(detail.goods)


def _quoted(payment: TillPayment, zone: str) -> str:
    if payment.price is not None:
        return price_text(payment.price, rate_of(clock_text(payment.price.rate.at, zone)))
    return "" if payment.quoted is None else format_money(payment.quoted)


def _service(payment: TillPayment, providers: Sequence[ProviderStanding], zone: str) -> str:
    if not payment.is_unsettled:
        return ""
    mine = [each for each in providers if each.name == payment.provider and each.is_open]
    if not mine or mine[0].until is None:
        return say_of.service_up()
    return say_of.service_text(time_text(mine[0].until, zone))


def _people(detail: PaymentDetail, names: Mapping[str, str]) -> tuple[Fact, ...]:
    cashier = names.get(detail.payment.cashier_id, detail.payment.cashier_id)
    payer = Fact(name=say_of.payer_fact(), text=say_of.past_text(detail.payer))
    by = Fact(name=say_of.cashier_fact(cashier), text=say_of.past_text(detail.cashier))
    return (by,) if detail.payment.payer_id is None else (payer, by)


def _steps(detail: PaymentDetail, names: Mapping[str, str], zone: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            name=clock_text(step.at, zone),
            text=listed(
                say_of.step_text(step.what), names.get(step.by, step.by), retold(step.detail)
            ),
        )
        for step in detail.history
    )


def _goods_deeds(detail: PaymentDetail) -> tuple[InboxDeed, ...]:
    """What can be done with goods that are held for a sale: first what is usual by what is known.

    While nobody knows about the money they stay, but for who approved the claim.
    """
    payment, mine = detail.payment, _Deed(detail.payment)
    if not payment.is_held or payment.receipt is None or payment.state in _NOT_KNOWN:
        return ()
    if detail.goods == TAKEN_BACK:
        return ()
    is_paid = payment.state == "verified"
    words = held_words.hand_over() if is_paid else held_words.hand_over_all_the_same()
    over = mine(
        HAND_OVER,
        "F12" if is_paid else "F6",
        words,
        held_words.hand_over_follows(),
        held_words.hand_over_reasons(),
    )
    if payment.is_unsettled or detail.goods == "kept":
        return (over,)
    follows, reasons = held_words.keep_follows(), held_words.keep_reasons()
    keep = mine(KEEP, "F8" if is_paid else "F12", held_words.keep(), follows, reasons)
    return (over, keep) if is_paid else (keep, over)


def _credit_deeds(detail: PaymentDetail) -> tuple[InboxDeed, ...]:
    """Money that did not go back the way it was paid is owed as a store credit."""
    if detail.refused is None:
        return ()
    follows, reasons = reversal_words.as_credit_follows(), reversal_words.as_credit_reasons()
    key = "F7" if detail.payment.is_held else "F12"
    deed = _Deed(detail.payment)(AS_CREDIT, key, reversal_words.as_credit(), follows, reasons)
    return (replace(deed, did_it=part_in(detail.payment, detail.history)),)


def _deeds(payment: TillPayment, alike: Sequence[TillPayment]) -> tuple[InboxDeed, ...]:
    """What can be decided now, the usual one first."""
    state, name = payment.state, say_of.provider_name(payment.provider)
    mine = _Deed(payment)
    deeds: list[InboxDeed] = []
    if may_follow(state, "approved"):
        follows = say_of.approve_follows(name)
        deeds.append(mine("approve", "F12", say_of.approve(), follows, say_of.approve_reasons()))
    if len(alike) > 1:
        deeds.append(_together(alike))
    if may_follow(state, "verified"):
        follows = say_of.seen_follows(name)
        deeds.append(mine("seen", "F7", say_of.seen(), follows, say_of.seen_reasons()))
    if state in {"claimed", "approved"}:
        follows = say_of.reject_follows()
        deeds.append(mine("reject", "F8", say_of.reject(), follows, say_of.reject_reasons()))
    if state == "disputed":
        follows = say_of.close_follows()
        words = say_of.close_disputed()
        deeds.append(mine("reject", "F8", words, follows, say_of.close_reasons()))
    if payment.rules and not payment.is_released:
        follows = say_of.release_follows()
        deeds.append(mine("release", "F9", say_of.release(), follows, say_of.release_reasons()))
    if may_follow(state, "disputed"):
        follows, reasons = say_of.not_there_follows(), say_of.not_there_reasons()
        deeds.append(mine("not_there", "F10", say_of.not_there(), follows, reasons))
    return tuple(deeds)


@dataclass(frozen=True, slots=True)
class _Deed:
    """Makes deeds of one payment."""

    payment: TillPayment

    def __call__(
        self, code: str, key: str, words: str, follows: str, reasons: tuple[str, ...]
    ) -> InboxDeed:
        return InboxDeed(
            code=code,
            key=key,
            words=words,
            follows=follows,
            reasons=reasons,
            asks_evidence=code in _OUTCOMES,
            may_be_alone=code in _DECISIONS,
            item_ids=(self.payment.payment_id,),
            did_it=frozenset({self.payment.cashier_id}),
        )


def _together(alike: Sequence[TillPayment]) -> InboxDeed:
    return InboxDeed(
        code=TOGETHER,
        key="F6",
        words=say_of.together(len(alike)),
        follows=say_of.together_follows(),
        reasons=say_of.approve_reasons(),
        item_ids=tuple(each.payment_id for each in alike),
        did_it=frozenset(each.cashier_id for each in alike),
    )
