"""Stripe's account as the settings say it, and the driver over it."""

from urllib.parse import urlsplit

from central.opening import Central
from central.payments.quoting import CardQuotes
from central.payments.stripe_account import StripeAccount
from central.payments.stripe_cards import StripeCards
from domain.errors import BadInput
from domain.money import KNOWN_CURRENCIES

_OWN_COMPUTER = frozenset({"127.0.0.1", "::1", "localhost"})


def open_stripe(central: Central) -> StripeCards | None:
    """Return the driver, None without a key. Raises BadInput for an account set by halves."""
    settings = central.settings
    if settings.stripe_secret_key is None:
        return None
    key = settings.stripe_secret_key.get_secret_value()
    if not key.startswith(("sk_", "rk_")) or not settings.stripe_account.startswith("acct_"):
        raise BadInput(
            "The Stripe account cannot be used",
            "WINDWARD_CENTRAL_STRIPE_SECRET_KEY begins with sk_ or rk_,"
            " WINDWARD_CENTRAL_STRIPE_ACCOUNT with acct_.",
        )
    if settings.stripe_currency not in KNOWN_CURRENCIES:
        raise BadInput(
            "The Stripe account cannot be used",
            "WINDWARD_CENTRAL_STRIPE_CURRENCY is no currency that is known here: USD.",
        )
    _require_address(settings.stripe_return_url, "STRIPE_RETURN_URL")
    if settings.stripe_api_url:
        _require_address(settings.stripe_api_url, "STRIPE_API_URL")
    account = StripeAccount(
        secret_key=key,
        merchant=settings.stripe_account,
        return_url=settings.stripe_return_url,
        api_url=settings.stripe_api_url,
    )
    quotes = CardQuotes(central, settings.stripe_currency)
    return StripeCards(account, quotes, central.surroundings.now)


def _require_address(address: str, name: str) -> None:
    """Only TLS leads away from this computer: a key must not be readable on the way."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in _OWN_COMPUTER:
        return
    raise BadInput("The Stripe account cannot be used", f"WINDWARD_CENTRAL_{name} must be https.")
