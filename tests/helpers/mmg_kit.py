"""An account at MMG's double: its keys, its settings, the driver over it, and faults in between.

The faults are injected apart from the double, so that it cannot be kind to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.demo.mmg_double import Credentials, MmgDouble
from central.payments.mmg.account import Account, read_account
from central.payments.mmg.driver import Mmg
from central.payments.mmg.wire import MmgWire
from central.settings import Settings
from tests.central.paper_till import SetClock

API_URL = "https://mwallet.mmg.example/olive/publisher/v1"
PAGE_URL = "https://mmgpg.mmg.example/mmg-pg/web/payments"
Fault = Literal["refused", "reset", "slow", "lost"]
"""Nobody listens; the line breaks before or after MMG did it; the answer never comes."""
Change = Callable[[dict[str, Any]], object]


@cache
def rsa_key(which: str, bits: int | None = None) -> rsa.RSAPrivateKey:
    """Return a key, the same for all tests of a run: making one takes a while.

    The merchant's own is a small one, since each central checks it when it reads it.
    """
    bits = bits or (2_048 if which == "merchant" else 3_072)
    return rsa.generate_private_key(public_exponent=65_537, key_size=bits)


def pem_of(key: rsa.RSAPrivateKey) -> str:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return pem.decode("ascii")


def public_pem_of(key: rsa.RSAPrivateKey) -> str:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem.decode("ascii")


def mmg_settings() -> dict[str, Any]:
    """Return the settings of the double's account, as a person would write them."""
    return {
        "mmg_merchant": "9900001",
        "mmg_api_url": API_URL,
        "mmg_api_key": "api-key",
        "mmg_password": "right",
        "mmg_mkey": "mkey",
        "mmg_msecret": "msecret",
        "mmg_checkout_url": PAGE_URL,
        "mmg_client_id": "client-1",
        "mmg_merchant_name": "Kaieteur Shipping",
        "mmg_secret_key": "page-secret",
        "mmg_public_key": public_pem_of(rsa_key("mmg")),
        "mmg_private_key": pem_of(rsa_key("merchant")),
    }


def settings_with(settings: Settings, **changed: object) -> Settings:
    """Return settings with the account in them."""
    told = {name: getattr(settings, name) for name in Settings.model_fields}
    return Settings.model_validate({**told, **mmg_settings(), **changed})


@dataclass
class Line:
    """The line to the double. What is put in ``next`` happens to the next requests, in order.

    ``None`` lets one through; a Fault breaks the line; a pair is answered in MMG's stead (status
    and body); a function changes what MMG says. ``only`` names the calls that it happens to.
    """

    double: MmgDouble
    next: list[Fault | tuple[int, bytes] | Change | None] = field(default_factory=list)
    only: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition("/")[2]
        self.asked.append(name)
        happens = None
        if self.next and self.only in {"", name}:
            happens = self.next.pop(0)
        if happens == "refused":
            raise httpx.ConnectError("nobody listens", request=request)
        if happens == "reset":
            raise httpx.ReadError("reset", request=request)
        if isinstance(happens, tuple):
            return httpx.Response(happens[0], content=happens[1])
        status, body = self.double.answer(
            request.method,
            request.url.raw_path.decode(),
            dict(request.headers),
            request.content,
        )
        if happens == "lost":
            raise httpx.RemoteProtocolError("closed without an answer", request=request)
        if happens == "slow":
            raise httpx.ReadTimeout("no answer in time", request=request)
        if callable(happens):
            told = json.loads(body)
            happens(told)
            body = json.dumps(told).encode()
        return httpx.Response(status, content=body)


@dataclass
class MmgDesk:
    """The double, the line to it and a driver over both."""

    clock: SetClock
    double: MmgDouble
    line: Line
    driver: Mmg
    ticks: list[float] = field(default_factory=lambda: [0.0])


@cache
def _account() -> Account | None:
    return read_account(settings_with(Settings()))


def mmg_desk(clock: SetClock, settings: Settings | None = None) -> MmgDesk:
    """Return a desk over a fresh double."""
    credentials = Credentials(mmg_key=rsa_key("mmg"), merchant_key=rsa_key("merchant").public_key())
    double = MmgDouble(credentials, clock.now)
    line = Line(double)
    account = _account() if settings is None else read_account(settings)
    assert account is not None
    ticks = [0.0]
    wire = MmgWire(
        account,
        httpx.Client(transport=httpx.MockTransport(line)),
        lambda: ticks[0],
        lambda: "0f8b4c3e-6f3a-4b7e-9c57-0d2f6f0a1b2c",
    )
    return MmgDesk(clock, double, line, Mmg(account, wire, clock.now), ticks)
