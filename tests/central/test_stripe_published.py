"""Stripe's double and our calls against what Stripe publishes: the fields and words of its own SDK.

The SDK is made from Stripe's published description of the interface. A field that it does not name
would be our own invention, in the double or in what we send.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin

import pytest
import stripe
from stripe.params.checkout import _session_create_params as params

from app.demo.heard import Heard
from app.demo.stripe_double import SECRET_KEY, StripeDouble
from app.demo.stripe_forms import Object
from central.payments.events import OF_MONEY, OF_SESSIONS
from tests.central.stripe_desk import stripe_desk

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
EVENTS = frozenset(get_args(stripe.Event.__annotations__["type"]))
FORM = (
    b"mode=payment&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd"
    b"&line_items[0][price_data][unit_amount]=4302&client_reference_id=pay-1"
    b"&adaptive_pricing[enabled]=false&success_url=https://shop.example/thanks"
)


def _paid() -> tuple[StripeDouble, Object]:
    double = StripeDouble(lambda: NOW)
    headers = {"authorization": f"Bearer {SECRET_KEY}"}
    double(Heard(method="POST", path="/v1/checkout/sessions", headers=headers, body=FORM))
    (session_id,) = double.sessions
    return double, double.pay(session_id)


def _session() -> Object:
    return _paid()[1]


def _intent() -> Object:
    double, session = _paid()
    found: Object = double.intents[session["payment_intent"]]
    return found


def _charge() -> Object:
    found: Object = _intent()["latest_charge"]
    return found


def _refund() -> Object:
    double, session = _paid()
    return double.give_back(session["payment_intent"], 4_302)


def _dispute() -> Object:
    double, session = _paid()
    return double.dispute(session["id"])


OBJECTS: dict[str, tuple[type, Callable[[], Object]]] = {
    "checkout.session": (stripe.checkout.Session, _session),
    "payment_intent": (stripe.PaymentIntent, _intent),
    "charge": (stripe.Charge, _charge),
    "refund": (stripe.Refund, _refund),
    "dispute": (stripe.Dispute, _dispute),
}


def words_of(annotation: object) -> set[str]:
    """The words that a field may hold, where its type says so."""
    if get_origin(annotation) is Literal:
        return {str(word) for word in get_args(annotation)}
    return set().union(*(words_of(part) for part in get_args(annotation)), set())


def inventions(kind: type, told: Object) -> list[str]:
    """Fields that Stripe does not publish, and words that no such field holds."""
    known: dict[str, Any] = kind.__annotations__
    found = [name for name in told if name not in known]
    for name, value in told.items():
        words = words_of(known.get(name))
        if isinstance(value, str) and words and value not in words:
            found.append(f"{name}={value}")
    return found


@pytest.mark.parametrize("name", OBJECTS)
def test_the_double_says_nothing_that_stripe_does_not_publish(name: str) -> None:
    kind, make = OBJECTS[name]
    told = make()

    assert told["object"] == name
    assert inventions(kind, told) == []


def test_planted_an_invented_field_or_word_would_be_seen() -> None:
    told = {**_session(), "amount_due": 1, "payment_status": "settled"}

    assert inventions(stripe.checkout.Session, told) == ["amount_due", "payment_status=settled"]


def test_what_we_send_for_a_session_has_published_names_only() -> None:
    with stripe_desk() as desk:
        sent = desk.cards._wanted(desk.ask(), desk.quote[0])
    (line,) = sent["line_items"]
    published: list[tuple[type, Object]] = [
        (params.SessionCreateParams, sent),
        (params.SessionCreateParamsAdaptivePricing, sent["adaptive_pricing"]),
        (params.SessionCreateParamsPaymentIntentData, sent["payment_intent_data"]),
        (params.SessionCreateParamsLineItem, line),
        (params.SessionCreateParamsLineItemPriceData, line["price_data"]),
        (
            params.SessionCreateParamsLineItemPriceDataProductData,
            line["price_data"]["product_data"],
        ),
    ]

    for kind, part in published:
        assert set(part) - set(kind.__annotations__) == set()
    assert sent["allowed_payment_method_types"] == ["card"]


@pytest.mark.parametrize("name", ["payment_method_types[0]", "surprise"])
def test_the_double_refuses_a_name_that_stripe_does_not_take(name: str) -> None:
    double = StripeDouble(lambda: NOW)
    headers = {"authorization": f"Bearer {SECRET_KEY}"}
    body = FORM + f"&{name}=card".encode()
    answer = double(Heard(method="POST", path="/v1/checkout/sessions", headers=headers, body=body))

    assert (answer.status, double.sessions) == (400, {})


@pytest.mark.parametrize("kind", sorted(OF_SESSIONS | OF_MONEY))
def test_every_event_that_is_waited_for_is_one_that_stripe_sends(kind: str) -> None:
    assert kind in EVENTS


def test_no_event_of_sessions_refunds_or_disputes_is_forgotten() -> None:
    about = ("checkout.session.", "charge.dispute.", "refund.")
    published = {kind for kind in EVENTS if kind.startswith(about)} | {"charge.refunded"}

    assert published == OF_SESSIONS | OF_MONEY
