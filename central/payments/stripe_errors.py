"""Stripe's failures, translated once at the border into what is known (``port``).

https://docs.stripe.com/error-low-level. No text of theirs that may hold a key or a card is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from central.payments.port import (
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
)

_OK = range(200, 300)
_WORDS_MAX = 200
_GIVEN_BACK = "charge_already_refunded"


class SameKeyOtherCallError(Exception):
    """Our idempotency key was used before, with other words."""


class TooLateError(ProviderRefused):
    """What is asked for was done already, by another hand."""


@contextmanager
def calling() -> Iterator[None]:
    """Translate what a call of the SDK raises.

    A connection that broke is ``ProviderDown``: reading again is harmless, and whatever changes
    something goes under a key. An answer of 200 that cannot be read is ``OutcomeUnknown``.
    """
    try:
        yield
    except stripe.IdempotencyError as error:
        raise SameKeyOtherCallError from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise ProviderMisconfigured("Stripe does not accept the office's key.") from error
    except stripe.RateLimitError as error:
        raise ProviderDown("Stripe is asked too often") from error
    except stripe.APIConnectionError as error:
        raise ProviderDown("Stripe cannot be reached") from error
    except (stripe.InvalidRequestError, stripe.CardError) as error:
        raise _refused(error) from error
    except (stripe.StripeError, UnicodeDecodeError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> OutcomeUnknown | ProviderDown:
    """Bytes that are no text come through the SDK as they are: an answer that cannot be read."""
    if not isinstance(error, stripe.StripeError) or error.http_status in _OK:
        return OutcomeUnknown("Stripe's answer cannot be read")
    return ProviderDown(f"Stripe fails with {error.http_status}")


def _refused(error: stripe.StripeError) -> ProviderRefused:
    said = (error.user_message or error.code or "no reason")[:_WORDS_MAX]
    kind = TooLateError if error.code == _GIVEN_BACK else ProviderRefused
    return kind(f"Stripe said no: {said}")
