"""Payments of this till that somebody else confirms: kept from the first moment, never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import Conflict, NotFound
from domain.held_goods import GoodsStep, goods_step
from domain.money import Money
from domain.till_payment import MMG, TAKEN, PaymentSum, ProviderStanding, TillPayment
from storage.feed_versions import list_shown
from storage.held_goods import GOODS_HELD, GOODS_STEPS
from storage.payment_rows import payment_of, payment_row
from storage.payment_tables import payer, payment, payment_event, payment_reference
from storage.refund_tables import refund
from storage.tables import operation, personal_part, sale
from sync.protocol.payment_bodies import ProviderChanged

LIST_MAX = 200
EVENTS_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEvent:
    """One step of a payment. ``what`` is a code, ``detail`` what a person wrote about it."""

    at: datetime
    by: str
    what: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookback:
    """Which payments are added up: since when, of which tender, payer or cashier; which way.

    ``whose`` asks for one customer's, ``apart_cart_id`` leaves a cart's own out. ``claims_only``
    asks for what was claimed, whatever became of it: what a supervisor rejected was tried all the
    same, and only a mistyped claim, which gave its reference up, is none.
    """

    since: datetime
    tender: str | None = None
    whose: "Whose | None" = None
    apart_cart_id: str = ""
    payer_key: str | None = None
    cashier_id: str | None = None
    claims_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """One customer's payments: by this phone, in this cart, or of a sale that names them."""

    payer_key: str = ""
    cart_id: str = ""
    customer_id: str | None = None


class ReferenceUsed(Conflict):
    """A provider's number that belongs to another payment; ``payment_id`` says which."""

    def __init__(self, payment_id: str) -> None:
        super().__init__(
            "This reference has paid before",
            "It belongs to another payment of this till, and one reference pays once. Nothing was"
            " taken and nothing is lost. Ask for the message of this payment, or take another.",
        )
        self.payment_id = payment_id


class Payments:
    """Payments within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: TillPayment, event: PaymentEvent) -> None:
        """Keep a payment with its first step. Raises ReferenceUsed."""
        self._keep_reference(new)
        self._connection.execute(payment.insert().values(payment_row(new)))
        self._note(new.payment_id, event)

    def save(self, changed: TillPayment, event: PaymentEvent) -> None:
        """Keep a payment as it is now, with the step that made it so. Raises ReferenceUsed."""
        self._keep_reference(changed)
        values = payment_row(changed)
        self._connection.execute(
            payment.update().where(payment.c.payment_id == changed.payment_id).values(values)
        )
        self._note(changed.payment_id, event)

    def find(self, payment_id: str) -> TillPayment | None:
        """Return a payment, or None."""
        row = self._connection.execute(_ONE, {"of_payment": payment_id}).one_or_none()
        return None if row is None else payment_of(row)

    def get(self, payment_id: str) -> TillPayment:
        """Return a payment. Raises NotFound."""
        found = self.find(payment_id)
        if found is None:
            raise NotFound(
                "No such payment",
                "This till does not know that payment. Nothing is lost. Look for it in the list.",
            )
        return found

    def list_history(self, payment_id: str) -> tuple[PaymentEvent, ...]:
        """Return what happened to a payment, the first step first."""
        key = {"of_payment": payment_id}
        return tuple(
            PaymentEvent(at=row.at, by=row.by, what=row.what, state=row.state, detail=row.detail)
            for row in self._connection.execute(_EVENTS, key)
        )

    def list_of_cart(self, cart_id: str) -> tuple[TillPayment, ...]:
        """Return what was tried for a cart, the first attempt first."""
        query = _ALL.where(payment.c.cart_id == cart_id).order_by(payment.c.made_at)
        return self._list(query)

    def list_of_receipts(self, receipts: Sequence[str]) -> tuple[TillPayment, ...]:
        """Return the payments that paid these sales, the first ones first; at most 200."""
        query = _ALL.where(payment.c.receipt.in_(receipts))
        query = query.order_by(payment.c.made_at, payment.c.payment_id)
        return self._list(query.limit(LIST_MAX))

    def list_by_state(
        self, states: Sequence[str], *, limit: int = 50, known_here: bool | None = None
    ) -> tuple[TillPayment, ...]:
        """Return payments in one of the states, the newest first; at most 200.

        ``known_here`` asks for those of which this till knows what they were for, or the others.
        """
        query = _ALL.where(payment.c.state.in_(states)).order_by(payment.c.made_at.desc())
        if known_here is not None:
            query = query.where(_KNOWN_HERE if known_here else ~_KNOWN_HERE)
        return self._list(query.limit(min(limit, LIST_MAX)))

    def list_without_sale(self, *, limit: int = 50) -> tuple[TillPayment, ...]:
        """Return payments that stand for money while no sale names them, the newest first."""
        query = _ALL.where(payment.c.receipt.is_(None), payment.c.state.in_(sorted(TAKEN)))
        query = query.where(_KNOWN_HERE).order_by(payment.c.made_at.desc())
        return self._list(query.limit(min(limit, LIST_MAX)))

    def list_goods_held(self, *, limit: int = 50) -> tuple[TillPayment, ...]:
        """Return what asks for a word about goods that are held (``asks_for_goods``), oldest first.

        What was kept is no more among them, until its money is seen after all. At most 200.
        """
        return self._list(GOODS_HELD.limit(min(limit, LIST_MAX)))

    def goods_steps(self, payment_ids: Sequence[str]) -> Mapping[str, GoodsStep]:
        """Return what was decided last of the goods of these payments; most have no such step."""
        rows = self._connection.execute(GOODS_STEPS, {"of_payments": list(payment_ids)})
        return {row.payment_id: goods_step(row.what, row.state, row.at) for row in rows}

    def list_of_payer(self, payer_id: str, *, limit: int = 20) -> tuple[TillPayment, ...]:
        """Return the payments of one payer, the newest first; at most 200."""
        query = _ALL.where(payment.c.payer_id == payer_id).order_by(payment.c.made_at.desc())
        return self._list(query.limit(min(limit, LIST_MAX)))

    def list_of_cashier(self, cashier_id: str, *, limit: int = 20) -> tuple[TillPayment, ...]:
        """Return the payments that one cashier took, the newest first; at most 200."""
        query = _ALL.where(payment.c.cashier_id == cashier_id)
        query = query.order_by(payment.c.made_at.desc())
        return self._list(query.limit(min(limit, LIST_MAX)))

    def note_sale(self, payment_ids: Sequence[str], receipt: str) -> None:
        """Note which sale these payments paid."""
        self._connection.execute(
            payment.update().where(payment.c.payment_id.in_(payment_ids)).values(receipt=receipt)
        )

    def find_claim_part(self, found: TillPayment) -> bytes | None:
        """Return what a claim's payer is kept with: JSON bytes, the photo of the message included.

        None for what is no claim, where the person was erased, and when the outbox was pruned.
        """
        key = {"of_payer": found.payer_id, "of_payment": found.payment_id}
        part = self._connection.scalar(_CLAIM_PART, key)
        return None if part is None else bytes(part)

    def find_by_reference(self, provider: str, reference: str) -> str | None:
        """Return the id of the payment that a provider's number belongs to, or None."""
        key = {"of_provider": provider, "of_reference": reference}
        found = self._connection.scalar(_REFERENCE, key)
        return None if found is None else str(found)

    def find_payer(self, payer_key: str) -> str | None:
        """Return under which id a phone number was told before, or None."""
        found = self._connection.scalar(_PAYER, {"of_key": payer_key})
        return None if found is None else str(found)

    def keep_payer(self, payer_key: str, payer_id: str) -> None:
        """Remember a payer; the first id stays."""
        fresh = insert(payer).values(payer_key=payer_key, payer_id=payer_id)
        self._connection.execute(fresh.on_conflict_do_nothing())

    # ------------------------------------------------------------------ what a policy measures
    def sum_minor(self, back: Lookback, currency: str) -> int:
        """Return what came by such payments, in minor units; what was given up is none."""
        query = sa.select(sa.func.coalesce(sa.func.sum(payment.c.amount_minor), 0))
        query = query.where(*_tests(back), payment.c.currency == currency)
        return int(self._connection.scalar(query) or 0)

    def count(self, back: Lookback) -> int:
        """Return how many such payments there were."""
        query = sa.select(sa.func.count()).select_from(payment).where(*_tests(back))
        return int(self._connection.scalar(query) or 0)

    def outstanding_minor(self, currency: str) -> int:
        """Return what nobody has verified yet, in minor units."""
        return int(self._connection.scalar(_OUTSTANDING, {"of_currency": currency}) or 0)

    def was_verified(self, payer_key: str) -> bool:
        """Tell whether a payment of this payer was ever verified here."""
        return self._connection.scalar(_VERIFIED, {"of_key": payer_key}) is not None

    def count_refunded(self, since: datetime) -> int:
        """Return how many refunds there were of sales that a claim paid."""
        return int(self._connection.scalar(_REFUNDED, {"since": since}) or 0)

    def sums_of_shift(self, shift: int) -> tuple[PaymentSum, ...]:
        """Return a shift's payments by tender and state, in their order."""
        sums: dict[tuple[str, str], PaymentSum] = {}
        for row in self._connection.execute(_SHIFT, {"of_shift": shift}):
            found = payment_of(row)
            key = (found.tender_kind, found.state)
            before = sums.get(key)
            sums[key] = PaymentSum(
                kind=found.tender_kind,
                state=found.state,
                count=1 if before is None else before.count + 1,
                amount=found.amount if before is None else before.amount + found.amount,
            )
        return tuple(sums[key] for key in sorted(sums))

    def list_providers(self) -> tuple[ProviderStanding, ...]:
        """Return the providers that central told of, by name."""
        told = (
            (row.key, ProviderChanged.model_validate_json(row.body))
            for row in list_shown(self._connection, "provider")
        )
        return tuple(
            ProviderStanding(
                name=name,
                ways=body.ways,
                is_open=body.is_open,
                until=body.until,
                message=body.message,
                held=body.held,
                held_until=body.held_until,
                since=body.since,
                failures=body.failures,
                failed_at=body.failed_at,
                changed_at=body.changed_at,
            )
            for name, body in told
        )

    def _keep_reference(self, found: TillPayment) -> None:
        if not found.reference:  # it has none, or gave up the one it had
            self._connection.execute(_FREE, {"of_payment": found.payment_id})
            return
        fresh = insert(payment_reference).values(
            provider=found.provider, reference=found.reference, payment_id=found.payment_id
        )
        self._connection.execute(fresh.on_conflict_do_nothing())
        owner = self.find_by_reference(found.provider, found.reference)
        if owner is not None and owner != found.payment_id:
            raise ReferenceUsed(owner)

    def _note(self, payment_id: str, event: PaymentEvent) -> None:
        self._connection.execute(
            payment_event.insert().values(
                payment_id=payment_id,
                at=event.at,
                by=event.by,
                what=event.what,
                state=event.state,
                detail=event.detail,
            )
        )

    def _list(self, query: sa.Select[*tuple[Any, ...]]) -> tuple[TillPayment, ...]:
        return tuple(payment_of(row) for row in self._connection.execute(query))


def _tests(back: Lookback) -> list[sa.ColumnElement[bool]]:
    tests = [payment.c.made_at > back.since, _KNOWN_HERE]
    if back.claims_only:
        tests += [payment.c.way == "claim", payment.c.reference != ""]
    else:
        tests.append(payment.c.state.not_in(("cancelled", "expired")))
    if back.tender is not None:
        is_mmg = payment.c.provider == MMG
        tests.append(is_mmg if back.tender == MMG else ~is_mmg)
    if back.apart_cart_id:
        tests.append(payment.c.cart_id != back.apart_cart_id)
    if back.whose is not None:
        tests.append(sa.or_(*_of_customer(back.whose)))
    if back.payer_key is not None:
        tests.append(payment.c.payer_key == back.payer_key)
    if back.cashier_id is not None:
        tests.append(payment.c.cashier_id == back.cashier_id)
    return tests


def _of_customer(whose: Whose) -> list[sa.ColumnElement[bool]]:
    tests: list[sa.ColumnElement[bool]] = [sa.false()]
    if whose.payer_key:
        tests.append(payment.c.payer_key == whose.payer_key)
    if whose.customer_id is not None:
        named = sa.select(sale.c.receipt_number).where(sale.c.customer_id == whose.customer_id)
        tests += [payment.c.cart_id == whose.cart_id, payment.c.receipt.in_(named)]
    return tests


_KNOWN_HERE = (payment.c.cart_id != "") | payment.c.receipt.is_not(None)
"""As ``TillPayment.is_known_here``: of no other it can be said when it was, or what for."""
_ALL = payment.select()
_ONE = _ALL.where(payment.c.payment_id == sa.bindparam("of_payment"))
_SHIFT = _ALL.where(payment.c.shift == sa.bindparam("of_shift"))
_EVENTS = (
    payment_event.select()
    .where(payment_event.c.payment_id == sa.bindparam("of_payment"))
    .order_by(payment_event.c.event_no)
    .limit(EVENTS_MAX)
)
_REFERENCE = sa.select(payment_reference.c.payment_id).where(
    payment_reference.c.provider == sa.bindparam("of_provider"),
    payment_reference.c.reference == sa.bindparam("of_reference"),
)
_FREE = payment_reference.delete().where(
    payment_reference.c.payment_id == sa.bindparam("of_payment")
)
_CLAIM_PART = (
    sa.select(personal_part.c.part)
    .join(
        operation,
        (operation.c.stream == personal_part.c.stream) & (operation.c.seq == personal_part.c.seq),
    )
    .where(
        personal_part.c.person_id == sa.bindparam("of_payer"),
        operation.c.kind == "payment_claimed",
        sa.func.json_extract(sa.cast(operation.c.facts, sa.Text), "$.body.payment_id")
        == sa.bindparam("of_payment"),
    )
    .limit(1)
)
_PAYER = sa.select(payer.c.payer_id).where(payer.c.payer_key == sa.bindparam("of_key"))
_OUTSTANDING = sa.select(sa.func.sum(payment.c.amount_minor)).where(
    _KNOWN_HERE,
    payment.c.state.in_(("claimed", "approved")),
    payment.c.currency == sa.bindparam("of_currency"),
)
_VERIFIED = (
    sa.select(payment.c.payment_id)
    .where(payment.c.payer_key == sa.bindparam("of_key"), payment.c.state == "verified")
    .limit(1)
)
_CLAIMED = sa.select(payment.c.receipt).where(
    payment.c.way == "claim", payment.c.receipt.is_not(None)
)
_REFUNDED = (
    sa.select(sa.func.count())
    .select_from(refund)
    .where(refund.c.at > sa.bindparam("since"), refund.c.of_receipt.in_(_CLAIMED))
)


def with_state(found: TillPayment, state: str, at: datetime) -> TillPayment:
    """Return a payment in another state. Raises ValueError for one that is none."""
    return replace(found, state=state, changed_at=at)  # type: ignore[arg-type]  # checked when made


def told_money(currency: str, minor: int) -> Money | None:
    """Return a sum that was told; None where nothing was."""
    return Money(minor, currency) if currency and minor else None
