"""Telling tills what can be done with a provider now: its ways, and whether its breaker is open."""

from collections.abc import Mapping
from dataclasses import dataclass

from central.jobs.lease import Lease
from central.payments.alerts import watch_payments
from central.payments.breakers import tell_provider
from central.payments.port import Provider
from central.payments.providers import PROVIDERS, open_providers


@dataclass(slots=True)
class ProviderNews:
    """The job. A person may hold a breaker from another process: so it looks by itself."""

    providers: Mapping[str, Provider] | None = None

    def run(self, lease: Lease) -> None:
        """Publish what changed."""
        if self.providers is None:
            self.providers = open_providers(lease.central)
        for name in PROVIDERS:
            provider = self.providers.get(name)
            with lease.writing() as writing:
                tell_provider(writing, name, () if provider is None else tuple(provider.ways))


def watch_providers(lease: Lease) -> None:
    """Tell the office where too many payments fail. Each minute: it counts an hour of them."""
    for name in PROVIDERS:
        with lease.writing() as writing:
            watch_payments(writing, lease.central.surroundings, name)
