"""Stripe as far as we speak with it: Checkout Sessions, refunds, lists, keys, errors, webhooks.

A double, for tests and the demo.

It plays by Stripe's published documentation (docs.stripe.com/api) and the shapes of their published
fixtures, and shares no code with the driver: forms are taken apart here, webhooks are signed here.
What real Stripe remembers it remembers: the first answer to each idempotency key, errors of 500
included. It is kept honest by Stripe's own SDK, which reads every answer of it in the tests.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from app.demo.heard import Answer, Heard
from app.demo.stripe_forms import Object, Refusal, listed, read_form, require_known

SECRET_KEY = "sk_test_" + "double"
WEBHOOK_SECRET = "whsec_" + "double"
ACCOUNT = "acct_double"
_HALF_HOUR_S, _DAY_S = 1_800, 86_400
_LEAST_MINOR = 50


@dataclass(slots=True)
class StripeDouble:
    """The double. ``now`` is its own clock; ``is_live`` says what its keys move."""

    now: Callable[[], datetime]
    is_live: bool = False
    page_url: str = "https://checkout.stripe.com/c/pay"
    sessions: dict[str, Object] = field(default_factory=dict)
    intents: dict[str, Object] = field(default_factory=dict)
    refunds: list[Object] = field(default_factory=list)
    disputes: list[Object] = field(default_factory=list)
    keys: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    refund_status: str = "succeeded"
    fail_next: list[Answer] = field(default_factory=list)
    charges_made: int = 0
    count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # --- the server ------------------------------------------------------------------------------

    def __call__(self, heard: Heard) -> Answer:
        """Answer one request."""
        with self._lock:
            try:
                return self._keyed(heard)
            except Refusal as refusal:
                return _json(refusal.body, refusal.status)

    def _keyed(self, heard: Heard) -> Answer:
        self._authenticate(heard)
        key = heard.headers.get("idempotency-key", "")
        told = f"{heard.method} {heard.path} {heard.body.decode()}"
        if heard.method != "POST" or not key:
            return self._route(heard)
        if key in self.keys:
            before, reply = self.keys[key]
            if before != told:
                raise Refusal(
                    400,
                    "idempotency_error",
                    "Keys for idempotent requests can only be used with the same parameters they"
                    " were first used with.",
                )
            return Answer(
                body=reply.body,
                status=reply.status,
                headers={**reply.headers, "idempotent-replayed": "true"},
            )
        reply = self._route(heard)  # a refused request is not kept: it never began
        self.keys[key] = (told, reply)
        return reply

    def _authenticate(self, heard: Heard) -> None:
        given = heard.headers.get("authorization", "").removeprefix("Bearer ")
        if given.startswith("sk_test_revoked"):
            raise Refusal(403, "invalid_request_error", "This key may not do that.")
        if given != SECRET_KEY:
            raise Refusal(401, "invalid_request_error", "Invalid API Key provided: sk_test_****")

    def _route(self, heard: Heard) -> Answer:
        parts = urlsplit(heard.path)
        steps = parts.path.strip("/").split("/")
        form = read_form(heard.body.decode() if heard.method == "POST" else parts.query)
        match (heard.method, *steps):
            case ("POST", "v1", "checkout", "sessions"):
                return self._answered(self._create(form))
            case ("GET", "v1", "checkout", "sessions"):
                return _json(self._page(form))
            case ("GET", "v1", "checkout", "sessions", session_id):
                return _json(self._expanded(self._session(session_id)))
            case ("POST", "v1", "checkout", "sessions", session_id, "expire"):
                return _json(self._expanded(self._expire(session_id)))
            case ("POST", "v1", "refunds"):
                return self._answered(self._refund(form))
            case ("GET", "v1", "refunds" | "disputes" as what):
                known = self.refunds[::-1] if what == "refunds" else self.disputes
                ours = [one for one in known if one["payment_intent"] == form["payment_intent"]]
                url = f"/v1/{what}"
                return _json({"object": "list", "url": url, "has_more": False, "data": ours})
            case _:
                raise Refusal(404, "invalid_request_error", f"Unrecognized request URL: {steps}")

    def _answered(self, made: Object) -> Answer:
        """Answer what was made: or fail with 500 after it was, and remember that answer."""
        return self.fail_next.pop(0) if self.fail_next else _json(made)

    # --- sessions --------------------------------------------------------------------------------

    def _create(self, form: Object) -> Object:
        require_known(form)
        seconds = int(self.now().timestamp())
        ends = int(form.get("expires_at", seconds + _DAY_S))
        if not seconds + _HALF_HOUR_S <= ends <= seconds + _DAY_S:
            raise Refusal(
                400,
                "invalid_request_error",
                "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout"
                " Session creation.",
            )
        if not form.get("success_url"):
            raise Refusal(400, "invalid_request_error", "You must provide `success_url`.")
        price = listed(form["line_items"])[0]["price_data"]
        amount = int(price["unit_amount"])
        if amount < _LEAST_MINOR:
            raise Refusal(
                400,
                "invalid_request_error",
                "The Checkout Session's total amount must convert to at least 50 cents.",
                "amount_too_small",
            )
        session_id = self._id("cs_test")
        self.sessions[session_id] = {
            "id": session_id,
            "object": "checkout.session",
            "adaptive_pricing": {"enabled": form["adaptive_pricing"]["enabled"] == "true"},
            "amount_subtotal": amount,
            "amount_total": amount,
            "client_reference_id": form.get("client_reference_id"),
            "created": seconds,
            "currency": price["currency"],
            "customer_details": None,
            "expires_at": ends,
            "livemode": self.is_live,
            "metadata": form.get("metadata", {}),
            "mode": form["mode"],
            "payment_intent": None,
            "payment_method_types": listed(form.get("allowed_payment_method_types")),
            "payment_status": "unpaid",
            "status": "open",
            "success_url": form["success_url"],
            "url": f"{self.page_url}/{session_id}",
        }
        return self.sessions[session_id]

    def _session(self, session_id: str) -> Object:
        session = self.sessions.get(session_id)
        if session is None:
            raise Refusal(
                404,
                "invalid_request_error",
                f"No such checkout.session: {session_id}",
                "resource_missing",
            )
        if session["status"] == "open" and session["expires_at"] <= self.now().timestamp():
            self._end(session)
        return session

    def _expire(self, session_id: str) -> Object:
        session = self._session(session_id)
        if session["status"] != "open":
            raise Refusal(
                400,
                "invalid_request_error",
                'Only Checkout Sessions with a status in ["open"] can be expired. This Session'
                f" has a status of `{session['status']}`.",
            )
        return self._end(session)

    def _end(self, session: Object) -> Object:
        session |= {"status": "expired", "url": None}
        return session

    def _page(self, form: Object) -> Object:
        since, limit = int(form["created"]["gte"]), int(form.get("limit", 10))
        newest = sorted(self.sessions.values(), key=lambda one: one["id"], reverse=True)
        found = [one for one in newest if one["created"] >= since]
        after = form.get("starting_after")
        if after:
            found = found[[one["id"] for one in found].index(after) + 1 :]
        return {
            "object": "list",
            "url": "/v1/checkout/sessions",
            "has_more": len(found) > limit,
            "data": found[:limit],
        }

    def _expanded(self, session: Object) -> Object:
        intent = session["payment_intent"]
        return {**session, "payment_intent": self.intents[intent] if intent else None}

    # --- refunds ---------------------------------------------------------------------------------

    def _refund(self, form: Object) -> Object:
        intent = self.intents.get(form["payment_intent"])
        if intent is None:
            raise Refusal(
                404, "invalid_request_error", "No such payment_intent", "resource_missing"
            )
        charge = intent["latest_charge"]
        left = charge["amount"] - charge["amount_refunded"]
        if charge["disputed"]:
            raise Refusal(
                400, "invalid_request_error", "Charge has been charged back.", "charge_disputed"
            )
        if left <= 0:
            raise Refusal(
                400,
                "invalid_request_error",
                "Charge has already been refunded.",
                "charge_already_refunded",
            )
        return self.give_back(intent["id"], int(form.get("amount", left)), self.refund_status)

    def give_back(self, intent_id: str, amount: int, status: str = "succeeded") -> Object:
        """Refund a payment, from here or in Stripe's own pages."""
        charge = self.intents[intent_id]["latest_charge"]
        if status not in {"failed", "canceled"}:
            charge["amount_refunded"] += amount
        refund = {
            "id": self._id("re"),
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "created": int(self.now().timestamp()),
            "currency": charge["currency"],
            "failure_reason": "expired_or_canceled_card" if status == "failed" else None,
            "metadata": {},
            "payment_intent": intent_id,
            "status": status,
        }
        self.refunds.append(refund)
        return refund

    # --- what payers and banks do ----------------------------------------------------------------

    def find_open(self, session_id: str) -> Object | None:
        """Return a session that can be paid now; None for any other."""
        session = self._session(session_id) if session_id in self.sessions else None
        return session if session is not None and session["status"] == "open" else None

    def pay(self, session_id: str, *, status: str = "paid", amount: int | None = None) -> Object:
        """The payer pays on their own phone. A delayed method completes without money."""
        session = self._session(session_id)
        assert session["status"] == "open", "nobody can pay an expired session"
        intent_id, charge_id = self._id("pi"), self._id("ch")
        taken = session["amount_total"] if amount is None else amount
        seconds = int(self.now().timestamp())
        charge = {
            "id": charge_id,
            "object": "charge",
            "amount": taken,
            "amount_refunded": 0,
            "created": seconds,
            "currency": session["currency"],
            "disputed": False,
            "payment_intent": intent_id,
            "refunded": False,
        }
        self.intents[intent_id] = {
            "id": intent_id,
            "object": "payment_intent",
            "amount": taken,
            "currency": session["currency"],
            "latest_charge": charge,
            "status": "succeeded",
        }
        self.charges_made += 1
        session |= {
            "status": "complete",
            "payment_status": status,
            "payment_intent": intent_id,
            "amount_total": taken,
            "url": None,
            "customer_details": {"email": "payer@example.com", "name": "A. Payer"},
        }
        return session

    def dispute(self, session_id: str) -> Object:
        """The payer's bank takes the money back for now."""
        intent = self.intents[self.sessions[session_id]["payment_intent"]]
        intent["latest_charge"]["disputed"] = True
        dispute = {
            "id": self._id("dp"),
            "object": "dispute",
            "amount": intent["amount"],
            "charge": intent["latest_charge"]["id"],
            "payment_intent": intent["id"],
            "reason": "fraudulent",
            "status": "needs_response",
        }
        self.disputes.append(dispute)
        return dispute

    def event(self, kind: str, about: Object, event_id: str = "") -> bytes:
        """An event's body as Stripe sends it: the whole object is in it, payer's name and all."""
        event = {
            "id": event_id or self._id("evt"),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(self.now().timestamp()),
            "data": {"object": about},
            "livemode": self.is_live,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        return json.dumps(event, indent=2).encode()

    def _id(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}_{self.count:024d}"


def signature(body: bytes, seconds: int, *secrets: str) -> str:
    """Sign a webhook by the published rule: HMAC-SHA256 of ``time.body``, one for each secret."""
    told = str(seconds).encode() + b"." + body
    signed = [
        hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
        for secret in secrets or (WEBHOOK_SECRET,)
    ]
    return ",".join((f"t={seconds}", *(f"v1={one}" for one in signed)))


def _json(body: Object, status: int = 200) -> Answer:
    return Answer(
        body=json.dumps(body).encode(),
        status=status,
        headers={"content-type": "application/json", "request-id": "req_double"},
    )
