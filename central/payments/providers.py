"""Which providers this central has an account at, and the drivers that speak with them.

A new provider is a driver (``central/payments/port.py``) and a line here.
"""

from collections.abc import Callable, Mapping

from central.payments.port import Provider
from central.settings import Settings

_DRIVERS: tuple[Callable[[Settings], Provider | None], ...] = ()
"""One function a provider: its driver, or None where the settings name no account."""
_MERCHANTS: Mapping[str, Callable[[Settings], str]] = {}
"""By provider's name, the account's public number in the settings; empty where there is none."""


def open_providers(settings: Settings) -> dict[str, Provider]:
    """Return the drivers by name. Raises BadInput for an account that cannot work as it is set."""
    drivers = (open_driver(settings) for open_driver in _DRIVERS)
    return {driver.name: driver for driver in drivers if driver is not None}


def merchant_of(settings: Settings, provider: str) -> str:
    """Return the account's public number, empty where there is none."""
    find = _MERCHANTS.get(provider)
    return "" if find is None else find(settings)
