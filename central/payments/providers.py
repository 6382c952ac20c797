"""Which providers this central has an account at, and the drivers that speak with them.

A new provider is a driver (``central/payments/port.py``) and a line here.
"""

from collections.abc import Callable, Mapping

import structlog

from central.payments.mmg.driver import NAME as MMG
from central.payments.mmg.driver import mmg_merchant, open_mmg
from central.payments.port import Provider
from central.settings import Settings
from domain.errors import BadInput

_log = structlog.get_logger("central.payments")

_DRIVERS: tuple[Callable[[Settings], Provider | None], ...] = (open_mmg,)
"""One function a provider: its driver, or None where the settings name no account."""
_MERCHANTS: Mapping[str, Callable[[Settings], str]] = {MMG: mmg_merchant}
"""By provider's name, the account's public number in the settings; empty where there is none."""


def open_providers(settings: Settings) -> dict[str, Provider]:
    """Return the drivers by name.

    An account that cannot work as it is set is logged and left out: it must not stop the others.
    """
    opened: dict[str, Provider] = {}
    for open_driver in _DRIVERS:
        try:
            driver = open_driver(settings)
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
