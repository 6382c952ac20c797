"""Sources of rates on one server of this machine, and what came of them at central."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from app.demo.heard import Heard
from central.fx.publishing import (
    RateInForce,
    find_rate,
)
from central.fx.sources import SOURCES, FxSource
from central.jobs.lease import Lease, LeaseWatch
from central.operations.listing import list_open_cases
from central.tills.organisations import Store
from tests.central.office import Office
from tests.helpers.faulty_server import FaultyServer, Reply, serving

PAIR = "USD/GYD"


@dataclass(slots=True)
class Sources:
    """Four sources on one server: each says its rate, or whatever a test has put there."""

    server: FaultyServer
    says: dict[str, Reply]
    sources: tuple[FxSource, ...]

    def asked(self) -> list[str]:
        return [heard.path.split("/")[1] for heard in self.server.heard]


def frankfurter(rate: str, day: str = "2026-11-22") -> Reply:
    body = f'{{"date":"{day}","base":"USD","quote":"GYD","rate":{rate}}}'
    return Reply(body=body.encode(), headers={"etag": f'"{rate}"'})


def er_api(rate: str, seconds: int = 1_795_305_600) -> Reply:
    told = {"result": "success", "time_last_update_unix": seconds, "base_code": "USD"}
    return Reply(body=json.dumps({**told, "rates": {"GYD": "?"}}).replace('"?"', rate).encode())


@contextmanager
def rate_sources() -> Iterator[Sources]:
    """Serve four sources; each fails until a test lets it say something."""
    says = {source.name: Reply(status=503) for source in SOURCES}

    def answer(heard: Heard) -> Reply:
        reply = says[heard.path.split("/")[1]]
        if heard.headers.get("if-none-match", "-") == reply.headers.get("etag"):
            return Reply(status=304)
        return reply

    with serving(answer) as server:
        here = tuple(
            replace(source, address=f"{server.address}/{source.name}") for source in SOURCES
        )
        yield Sources(server, says, here)


def lease_of(office: Office) -> Lease:
    """Let an office ask all sources, on 22 November: after the sample's own rate."""
    office.close()
    names = " ".join(source.name for source in SOURCES)
    office.settings = office.settings.model_copy(update={"fx_sources": names})
    office.clock.forward(timedelta(days=20, hours=1))
    taken = LeaseWatch(office.central, "test").try_take()
    assert taken is not None
    return taken


def in_force(office: Office, shop: Store) -> RateInForce:
    with office.central.database.reading() as connection:
        found = find_rate(connection, shop.organisation_id, PAIR, office.clock.now())
    assert found is not None
    return found


def cases(office: Office) -> list[str]:
    with office.central.database.reading() as connection:
        return [row.kind for row in list_open_cases(connection) if not row.till]
