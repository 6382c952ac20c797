"""Which providers this central has an account at, and the drivers that speak with them.

A new provider is a driver (``central/payments/port.py``) and a line here.
"""

from collections.abc import Callable, Mapping

import structlog

from central.opening import Central
from central.payments.mmg.driver import NAME as MMG
from central.payments.mmg.driver import mmg_merchant, open_mmg
from central.payments.port import Provider
from central.payments.stripe_account import NAME as STRIPE
from central.payments.stripe_account import stripe_merchant
from central.settings import Settings
from domain.errors import BadInput

_log = structlog.get_logger("central.payments")


def _open_stripe(central: Central) -> Provider | None:
    """Import Stripe's SDK only where there is a key: it costs a second at each command."""
    if central.settings.stripe_secret_key is None:
        return None
    from central.payments.stripe_opening import open_stripe  # noqa: PLC0415  as said above

    return open_stripe(central)


_DRIVERS: tuple[Callable[[Central], Provider | None], ...] = (
    lambda central: open_mmg(central.settings),
    _open_stripe,
)
"""One function a provider: its driver, or None where the settings name no account."""
_MERCHANTS: Mapping[str, Callable[[Settings], str]] = {
    MMG: mmg_merchant,
    STRIPE: stripe_merchant,
}
"""By provider's name, the account's public number in the settings; empty where there is none."""
PROVIDERS: tuple[str, ...] = tuple(_MERCHANTS)
"""Every provider that this program can speak with."""


def open_providers(central: Central) -> dict[str, Provider]:
    """Return the drivers by name.

    An account that cannot work as it is set is logged and left out: it must not stop the others.
    """
    opened: dict[str, Provider] = {}
    for open_driver in _DRIVERS:
        try:
            driver = open_driver(central)
        except BadInput as error:
            _log.error("provider_misconfigured", reason=error.message)
            continue
        if driver is not None:
            opened[driver.name] = driver
    return opened


def merchant_of(settings: Settings, provider: str) -> str:
    """Return the account's public number, empty where there is none."""
    find = _MERCHANTS.get(provider)
    return "" if find is None else find(settings)
