"""Cards by Stripe: a Checkout Session that the payer opens on their own phone (integrations 4).

No card's number is ever on a machine of ours. Every call carries our attempt's id as idempotency
key, kept before the first call: sending it again within a day is the same call. After that Stripe
may have forgotten the key, so the session is searched for before anything is created.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import stripe

from central.payments.port import (
    Ask,
    Begun,
    EventPage,
    Found,
    OutcomeUnknown,
    ProviderRefused,
    Way,
)
from central.payments.put_back import LOOK_BACK, PUT_BACK
from central.payments.quoting import Quote
from central.payments.stripe_account import NAME, StripeAccount
from central.payments.stripe_answers import Dispute, Page, RefundAnswer, Session, read_answer
from central.payments.stripe_errors import SameKeyOtherCallError, TooLateError, calling
from central.payments.stripe_events import list_undelivered
from domain.money import Money
from domain.money_text import format_money

TIMEOUT_S = (3, 8)
"""To connect, and between bytes."""
SESSION_LIFE = timedelta(minutes=31)
"""Stripe asks for 30 at least, by its own clock."""
KEY_LIFE = timedelta(hours=23)
"""How long an idempotency key is surely remembered: 24 hours by the documentation."""
_SKEW = timedelta(minutes=5)
_PAGE = 100
_PAGES_MAX = 10
_DISPUTES_OVER = frozenset({"won", "warning_closed", "prevented"})
_EXPANDED = ["payment_intent.latest_charge"]


@dataclass(slots=True)
class StripeCards:
    """The driver (``central.payments.port``). ``quotes`` prices a payment, always the same."""

    account: StripeAccount
    quotes: Callable[[Ask], Quote]
    now: Callable[[], datetime]
    _http: stripe.RequestsClient = field(init=False, repr=False)
    _client: stripe.StripeClient = field(init=False, repr=False)

    def __post_init__(self) -> None:
        url = self.account.api_url
        self._http = stripe.RequestsClient(timeout=TIMEOUT_S)
        self._client = stripe.StripeClient(
            self.account.secret_key,
            base_addresses={"api": url} if url else None,
            http_client=self._http,
            max_network_retries=0,  # the jobs try again, and look at the breaker first
        )

    @property
    def name(self) -> str:
        return NAME

    @property
    def ways(self) -> tuple[Way, ...]:
        return ("qr",)

    @property
    def merchant(self) -> str:
        return self.account.merchant

    def begin(self, ask: Ask) -> Begun:
        """Make the session, or find the one that was made.

        Raises as the port says; a connection that broke is ``ProviderDown``, because the same key
        makes the next call the same one.
        """
        quote = self.quotes(ask)
        if self.now() - quote.made_at > KEY_LIFE:
            found = self._search(ask)
            if found is not None:
                return _begun(found, quote)
        try:
            with calling():
                answer = self._client.v1.checkout.sessions.create(
                    self._wanted(ask, quote),  # type: ignore[arg-type]  # plain JSON, as documented
                    {"idempotency_key": ask.attempt_id},
                )
        except SameKeyOtherCallError as error:
            # The same attempt was sent with other words before: whatever came of it stands.
            found = self._search(ask)
            if found is None:
                raise OutcomeUnknown("Stripe knows this attempt otherwise") from error
            return _begun(found, quote)
        session = read_answer(Session, answer)
        if not session.url or session.client_reference_id != ask.attempt_id:
            raise OutcomeUnknown("Stripe's answer is of no open session of ours")
        return _begun(session, quote)

    def look_up(self, ask: Ask) -> Found:
        """Say what became of a session; end one that nobody waits for any more."""
        session = self._session(ask)
        if session is None:
            return self._never_made(ask)
        if session.status == "open" and self._is_over(ask):
            return self.cancel(ask)
        return self._found(ask, session)

    def cancel(self, ask: Ask) -> Found:
        """End a session. One that was paid first is told as paid."""
        session = self._session(ask)
        if session is None:
            return self._never_made(ask)
        if session.status == "open":
            try:
                with calling():
                    answer = self._client.v1.checkout.sessions.expire(
                        session.id, {"expand": _EXPANDED}
                    )
                session = read_answer(Session, answer)
            except ProviderRefused:
                # Only open sessions can be expired: it was completed first, or has ended by itself.
                session = self._retrieved(session.id)
        return self._found(ask, session)

    def refund(self, ask: Ask) -> Found:
        """Give the whole of it back, once: what was given back before is looked up first."""
        session = self._session(ask)
        if session is None or not session.is_paid or session.payment_intent is None:
            return Found(finding="unpaid", words="There is no card payment to give back.")
        intent = session.payment_intent.id
        refunds = self._refunds(intent)
        standing = [one for one in refunds if one.status not in {"failed", "canceled"}]
        if not standing:
            standing = [self._refunded(ask, intent, len(refunds))]
        return _refund_found(session, standing)

    def undelivered(self, since: datetime, after: str) -> EventPage:
        """Return a page of what Stripe could not call in (``TellsEvents``)."""
        return list_undelivered(self._client, since, after)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()  # type: ignore[no-untyped-call]  # theirs says no types

    # --- calls -----------------------------------------------------------------------------------

    def _session(self, ask: Ask) -> Session | None:
        known = ask.known.get("session_id", "")
        return self._retrieved(known) if known else self._search(ask)

    def _retrieved(self, session_id: str) -> Session:
        with calling():
            answer = self._client.v1.checkout.sessions.retrieve(session_id, {"expand": _EXPANDED})
        return read_answer(Session, answer)

    def _search(self, ask: Ask) -> Session | None:
        """Find our session by our own id among those made since: Stripe has no such filter."""
        before = LOOK_BACK if PUT_BACK in ask.known else _SKEW
        since = int((self.quotes(ask).made_at - before).timestamp())
        params: dict[str, Any] = {"created": {"gte": since}, "limit": _PAGE}
        ours: list[Session] = []
        for _ in range(_PAGES_MAX):
            with calling():
                listed = self._client.v1.checkout.sessions.list(params)  # type: ignore[arg-type]  # plain JSON, as documented
            page = read_answer(Page, listed)
            ours += [
                read_answer(Session, one)
                for one in page.data
                if one.get("client_reference_id") == ask.attempt_id
            ]
            if not page.has_more or not page.data:
                best = max(ours, key=lambda one: one.rank, default=None)
                return None if best is None else self._retrieved(best.id)
            params["starting_after"] = page.data[-1].get("id")
        raise OutcomeUnknown("too many sessions were made since to look through")

    def _refunds(self, intent: str) -> list[RefundAnswer]:
        with calling():
            listed = self._client.v1.refunds.list({"payment_intent": intent, "limit": _PAGE})
        return [read_answer(RefundAnswer, one) for one in read_answer(Page, listed).data]

    def _is_contested(self, intent: str) -> bool:
        """Whether a dispute is open or lost: a charge says for ever that there was one."""
        with calling():
            listed = self._client.v1.disputes.list({"payment_intent": intent, "limit": _PAGE})
        disputes = [read_answer(Dispute, one) for one in read_answer(Page, listed).data]
        return not disputes or any(one.status not in _DISPUTES_OVER for one in disputes)

    def _refunded(self, ask: Ask, intent: str, tried: int) -> RefundAnswer:
        """Give back. A refund that failed is tried under another key, for its own is answered."""
        try:
            with calling():
                answer = self._client.v1.refunds.create(
                    {"payment_intent": intent, "metadata": {"payment_id": ask.attempt_id}},
                    {"idempotency_key": f"{ask.attempt_id}-refund-{tried}"},
                )
        except TooLateError:
            # It was given back between looking and asking, here or in Stripe's own pages.
            refunds = [one for one in self._refunds(intent) if one.status != "failed"]
            if not refunds:
                raise
            return refunds[0]
        return read_answer(RefundAnswer, answer)

    # --- what is said ----------------------------------------------------------------------------

    def _wanted(self, ask: Ask, quote: Quote) -> dict[str, Any]:
        """The session to make: the same words at each try, or the key would not fit them.

        It lives for 31 minutes after the till stopped waiting, so that at whatever try it is made
        it lives long enough for Stripe; ``look_up`` ends it before.
        """
        product = {"name": ask.description or "Sale"}
        if quote.words:
            product["description"] = quote.words
        price = {
            "currency": quote.money.currency.lower(),
            "unit_amount": quote.money.amount_minor,
            "product_data": product,
        }
        ours = {"payment_id": ask.attempt_id}
        ends = quote.made_at + min(_patience(ask) + SESSION_LIFE, KEY_LIFE)
        return {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "client_reference_id": ask.attempt_id,
            "metadata": ours,
            "payment_intent_data": {"metadata": ours},
            "allowed_payment_method_types": ["card"],  # no delayed methods
            "adaptive_pricing": {"enabled": False},  # the payer sees the price that we quoted
            "expires_at": int(ends.timestamp()),
            "success_url": self.account.return_url,
        }

    def _never_made(self, ask: Ask) -> Found:
        """Nobody was ever shown a code: once the till waits no more, nobody can pay."""
        if not self._is_over(ask):
            return Found(finding="pending", words="Stripe knows no such payment yet.")
        return Found(finding="unpaid", words="Stripe knows no such payment.")

    def _is_over(self, ask: Ask) -> bool:
        """Whether the till waits no more, by central's own clock."""
        return self.now() > self.quotes(ask).made_at + _patience(ask)

    def _found(self, ask: Ask, session: Session) -> Found:
        known = _known(session)
        if session.status == "expired":
            return Found(finding="unpaid", known=known, words="Nobody paid by card.")
        if not session.is_paid:
            quoted = self.quotes(ask).money
            return Found(finding="pending", known=known, url=session.url or "", quoted=quoted)
        intent = session.payment_intent
        charge = None if intent is None else intent.latest_charge
        if intent is not None and charge is not None and charge.disputed:
            known["disputed"] = "yes" if self._is_contested(intent.id) else "won"
        wrong = self._what_is_wrong(ask, session)
        return Found(
            finding="mismatch" if wrong else "paid",
            references=() if intent is None else (intent.id,),
            known=known,
            paid_at=None if charge is None else charge.paid_at,
            words=wrong,
        )

    def _what_is_wrong(self, ask: Ask, session: Session) -> str:
        quoted = self.quotes(ask).money
        if session.client_reference_id != ask.attempt_id:
            return "The session belongs to another payment."
        if session.livemode != self.account.is_live:
            return "It was paid in test mode, with no real money."
        if session.payment_intent is None:
            return "Stripe names no payment behind it."
        if session.amount_total is None or session.currency is None:
            return "Stripe does not say how much was paid."
        if (session.amount_total, session.currency.upper()) != (
            quoted.amount_minor,
            quoted.currency,
        ):
            return f"{_money(session)} was paid, {format_money(quoted)} was asked for."
        return ""


def _patience(ask: Ask) -> timedelta:
    """How long the till waits: both moments are of its clock, which may be days off."""
    return max(ask.expires_at - ask.begun_at, timedelta(0))


def _money(session: Session) -> str:
    assert session.currency is not None
    assert session.amount_total is not None
    try:
        return format_money(Money(session.amount_total, session.currency.upper()))
    except ValueError:
        return f"{session.amount_total} of {session.currency[:3].upper()}"


def _begun(session: Session, quote: Quote) -> Begun:
    return Begun(known=_known(session), url=session.url or "", quoted=quote.money)


def _known(session: Session) -> dict[str, str]:
    known = {"session_id": session.id}
    if session.payment_intent is not None:
        known["payment_intent"] = session.payment_intent.id
        charge = session.payment_intent.latest_charge
        if charge is not None:
            known["charge"] = charge.id
            known["refunded_minor"] = str(charge.amount_refunded)
            known["disputed"] = "yes" if charge.disputed else "no"
    return known


def _refund_found(session: Session, refunds: list[RefundAnswer]) -> Found:
    last = refunds[0]
    known = {**_known(session), "refund_id": last.id}
    given = sum(one.amount for one in refunds if one.status == "succeeded")
    if session.amount_total is not None and given >= session.amount_total:
        return Found(finding="paid", known=known, words="Given back to the card.")
    if any(one.status in {"pending", "requires_action"} for one in refunds):
        return Found(finding="pending", known=known, words="It is on its way to the card.")
    if given:
        words = "A part of it was given back before: give the rest back in Stripe's own pages."
        return Found(finding="unpaid", known=known, words=words)
    return Found(
        finding="unpaid",
        known=known,
        words=f"The card's bank did not take it: {last.failure_reason or last.status}.",
    )
