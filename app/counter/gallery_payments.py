"""Payments for pictures and tests: a rate, and credits by code, in plain lists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from app.counter.gallery_paying import MemoryPaying
from app.presenters.services import PaymentServices
from app.use_cases.cash_rules import CashRules
from app.use_cases.credits import AskCredit, CreditFound
from app.use_cases.ports import Clock
from app.use_cases.tender_rules import FOREIGN_CASH, ForeignRules, TenderRules
from app.use_cases.till import Session
from domain.money import Money
from domain.rules import RuleBook
from domain.shift import business_date_of
from sync.protocol.credit_names import kind_of_code


class Behind(Protocol):
    """The till that these payments are made at."""

    @property
    def clock(self) -> Clock: ...
    @property
    def rules(self) -> RuleBook: ...
    def read_cash_rules(self) -> CashRules: ...


@dataclass
class MemoryPayments:
    """``credits`` says how much of each code is here, in minor units; ``asked`` what was asked."""

    has_rate: bool = True
    credits: dict[str, int] = field(default_factory=dict)
    asked: list[AskCredit] = field(default_factory=list)
    failure: Exception | None = None
    paying: MemoryPaying = field(default_factory=MemoryPaying)
    _made: int = 0

    def services(self, till: Behind) -> PaymentServices:
        return PaymentServices(
            read_rules=self._reader(till),
            ask_credit=self._ask,
            paying=self.paying.services(till.clock, self._new_id),
        )

    def _new_id(self) -> str:
        self._made += 1
        return f"pay-{self._made}"

    def _reader(self, till: Behind) -> Callable[[], TenderRules]:
        def read() -> TenderRules:
            cash = till.read_cash_rules()
            on = business_date_of(till.clock.now(), "America/Guyana")
            rate = till.rules.find_fx_rate(FOREIGN_CASH, cash.currency, on)
            if rate is None or not self.has_rate:
                return TenderRules(cash=cash, foreign=None)
            foreign = ForeignRules(
                rate=rate,
                is_stale=rate.is_stale(till.clock.now()),
                notes_minor=till.rules.denominations_minor(FOREIGN_CASH, on),
            )
            return TenderRules(cash=cash, foreign=foreign)

        return read

    def _ask(self, session: Session, request: AskCredit) -> CreditFound:
        del session
        if self.failure is not None:
            raise self.failure
        self.asked.append(request)
        code = request.code.strip().upper()
        here = min(self.credits.get(code, 0), request.wanted.amount_minor)
        return CreditFound(
            kind=kind_of_code(code),
            reference=code,
            amount=Money(here, request.wanted.currency),
            is_asked=here < request.wanted.amount_minor,
        )
