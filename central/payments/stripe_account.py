"""What is known of our account at Stripe without their SDK."""

from dataclasses import dataclass, field

from central.settings import Settings

NAME = "stripe"


@dataclass(frozen=True, slots=True, kw_only=True)
class StripeAccount:
    """An account. ``api_url`` is empty for Stripe's own. ``return_url`` thanks the payer."""

    secret_key: str = field(repr=False)
    merchant: str
    return_url: str
    api_url: str = ""

    @property
    def is_live(self) -> bool:
        """Whether real money moves: the key says so."""
        return "_live_" in self.secret_key


def stripe_merchant(settings: Settings) -> str:
    """Return the account's public number, empty where there is no account."""
    return settings.stripe_account if settings.stripe_secret_key is not None else ""
