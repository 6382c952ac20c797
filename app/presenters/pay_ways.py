"""Which payments that somebody else confirms can be used now, and why another one can't."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.presenters import payment_words
from app.presenters.figures import currency_prefix
from app.presenters.in_hand import InHand
from app.presenters.kept_tenders import Filled, fill
from app.presenters.notices import Notice
from app.presenters.services import PaymentServices
from app.presenters.tender_bill import Bill, Way
from app.presenters.when import time_text
from app.use_cases.settle_payments import pays, tender_of_payment
from app.use_cases.tender_rules import TenderRules
from domain.money import Money
from domain.tender import TenderLine
from domain.till_payment import MMG, ProviderStanding, TillPayment

MMG_CURRENCY = "GYD"
"""Mobile Money Guyana pays Guyana dollars, in whole ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayWays:
    """What central told of its providers, and whether there is a link."""

    currency: str
    zone: str
    providers: tuple[ProviderStanding, ...] = ()
    is_online: bool = False

    def provider_of(self, way: Way) -> ProviderStanding | None:
        """The provider behind a code or a phone; None where the office set none up."""
        for found in self.providers:
            is_mmg = found.name == MMG
            asks = bool({"qr", "push"} & {*found.ways}) if is_mmg else "qr" in found.ways
            if asks and is_mmg == (way is Way.MMG_QR):
                return found
        return None

    def why_not(self, way: Way) -> str:
        """Why a way can't be used now, and what can; empty where it can."""
        if way is not Way.CARD_QR and self.currency != MMG_CURRENCY:
            return payment_words.only_in(currency_prefix(MMG_CURRENCY))
        return "" if way is Way.MMG else self._why_no_code(way)

    def _why_no_code(self, way: Way) -> str:
        found = self.provider_of(way)
        if found is None:
            return payment_words.not_set_up()
        if not self.is_online:
            is_mmg = way is Way.MMG_QR
            return payment_words.no_link_mmg() if is_mmg else payment_words.no_link_card()
        if not found.is_open:
            return ""
        if found.until is None:
            return payment_words.is_down_for_now()
        return payment_words.is_down(time_text(found.until, self.zone))

    def detail(self, way: Way) -> str:
        """What stands below a way's name."""
        return self.why_not(way) or self._usual(way)

    def _usual(self, way: Way) -> str:
        if way is Way.MMG:
            return payment_words.claim_way()
        found = self.provider_of(way)
        if found is None or way is not Way.MMG_QR or "push" not in found.ways:
            return payment_words.by_code()
        return payment_words.by_code_or_phone() if "qr" in found.ways else payment_words.by_phone()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayAsk:
    """What a payment is asked for: of which cart, how much is due, the bill's oldest rate.

    ``rest`` is all that is due, where less of it was typed; None where that is ``due``.
    """

    cart_id: str
    due: Money
    rate_at: datetime | None = None
    rest: Money | None = None

    @property
    def most(self) -> Money:
        """What the sale can take of a payment: beyond it, it is owed as a store credit."""
        return self.due if self.rest is None else self.rest


def ask_for(cart_id: str, bill: Bill, typed: Money | None) -> PayAsk:
    """What is typed of what is due, and all of it where nothing is."""
    rest = bill.rest
    is_part = typed is not None and typed.currency == rest.currency and not typed.is_zero
    rates = [line.foreign.rate.at for line in bill.taken if line.foreign is not None]
    due = min(typed, rest) if typed is not None and is_part else rest
    return PayAsk(cart_id=cart_id, due=due, rate_at=min(rates, default=None), rest=rest)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a payment begins with: its rules, who can be asked, what was paid before."""

    rules: TenderRules
    providers: Sequence[ProviderStanding]
    payments: Sequence[TillPayment]

    def fill(self, total: Money, goods: InHand | None, given: Sequence[TenderLine]) -> Filled:
        """The bill, with the payments that this cart has already, and what else was given for it.

        Goods that come back pay first; what is more than they leave is named, and never lost.
        """
        payments = (tender_of_payment(each) for each in self.payments if pays(each))
        return fill(Bill(total, self.rules).with_goods(goods), (*payments, *given))


def read_begun(services: PaymentServices, cart_id: str) -> Begun:
    """Read what a payment begins with. Raises RuleBroken (``no_rule``)."""
    paying = services.paying
    return Begun(services.read_rules(), paying.list_providers(), paying.list_of_cart(cart_id))


def stays_recorded() -> Notice:
    """A payment was taken out of the bill: it is out of sight, and not lost."""
    return Notice(title=payment_words.stays_recorded(), text=payment_words.stays_recorded_text())


def counts_already() -> Notice:
    """A payment is asked to be taken out: it counts, and taking cash for it again is a loss."""
    return Notice(title=payment_words.counts_already(), text=payment_words.counts_already_text())
