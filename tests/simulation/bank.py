"""The providers outside: their doubles' books, telephones of customers, and lines that fail.

The books stand here for the whole run, whatever central forgets: they are what is compared.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import stripe
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from app.demo.heard import Heard
from app.demo.mmg_double import Credentials, Entry, MmgDouble
from app.demo.stripe_double import ACCOUNT, SECRET_KEY, StripeDouble
from central.opening import Central
from central.payments.mmg.account import Account, Api, Checkout
from central.payments.mmg.driver import Mmg
from central.payments.mmg.wire import MmgWire
from central.payments.numbers import attempt_digits
from central.payments.port import Provider
from central.payments.quoting import CardQuotes
from central.payments.stripe_account import StripeAccount
from central.payments.stripe_cards import StripeCards
from tests.simulation.clockwork import MINUTE_MS, SECOND_MS, Chance, Clockwork
from tests.simulation.head_office import MERCHANT
from tests.simulation.mortal import Fuse

MMG_URL = "https://mwallet.mmg.example/olive/publisher/v1"
STRIPE_URL = "https://api.stripe.example"
FAULTS = ("unreachable", "lost", "late", "5xx", "5xx after it was done", "busy", "malformed", "odd")
"""What may become of a call: at most one of them."""
_SERVER_FAULT, _TOO_MANY = 503, 429
_SEAL_BYTES = 384
_UUID = "0f8b4c3e-6f3a-4b7e-9c57-0d2f6f0a1b2c"


class _PlainSeal:
    """Stands where RSA stands: a token must be the same bytes in every run of a seed."""

    key_size = 8 * _SEAL_BYTES

    def encrypt(self, plain: bytes, padding: object) -> bytes:
        del padding
        return plain.ljust(_SEAL_BYTES, b" ")

    def decrypt(self, sealed: bytes, padding: object) -> bytes:
        del padding
        return sealed.rstrip(b" ")


class _Broken(Exception):
    """No answer came. ``is_sent`` says whether anything went out."""

    def __init__(self, *, is_sent: bool) -> None:
        super().__init__("the line broke")
        self.is_sent = is_sent


_Answer = tuple[int, bytes]


@dataclass(slots=True)
class Bank:
    """MMG and Stripe, and the line from the jobs to both. ``fuse`` kills who is calling."""

    clockwork: Clockwork
    chance: Chance
    fault_rate: float = 0.0
    is_calm: bool = False
    fuse: Fuse = field(default_factory=Fuse)
    mmg: MmgDouble = field(init=False)
    stripe: StripeDouble = field(init=False)

    def __post_init__(self) -> None:
        seal = _PlainSeal()
        keys = Credentials(
            mmg_key=cast("RSAPrivateKey", seal), merchant_key=cast("RSAPublicKey", seal)
        )
        self.mmg = MmgDouble(keys, self.clockwork.now)
        self.stripe = StripeDouble(self.clockwork.now)

    # ------------------------------------------------------------------ the drivers

    def drivers(self, central: Central) -> dict[str, Provider]:
        """Return the product's own drivers over lines to the doubles, as fresh as a new process."""
        account = Account(merchant=MERCHANT, api=_API, checkout=_checkout())
        wire = MmgWire(
            account,
            httpx.Client(transport=httpx.MockTransport(self._carry_mmg)),
            lambda: self.clockwork.now_ms / SECOND_MS,
            lambda: _UUID,
        )
        told = StripeAccount(
            secret_key=SECRET_KEY,
            merchant=ACCOUNT,
            return_url="https://shop.example/thanks",
            api_url=STRIPE_URL,
        )
        cards = StripeCards(told, CardQuotes(central, "USD"), self.clockwork.now)
        cards.close()
        cards._client = stripe.StripeClient(
            SECRET_KEY,
            base_addresses={"api": STRIPE_URL},
            http_client=_StripeLine(self),
            max_network_retries=0,
        )
        return {"mmg": Mmg(account, wire, self.clockwork.now), "stripe": cards}

    def _carry_mmg(self, request: httpx.Request) -> httpx.Response:
        def do() -> _Answer:
            target = request.url.raw_path.decode()
            return self.mmg.answer(request.method, target, dict(request.headers), request.content)

        try:
            status, body = self.carry(do, is_question=request.method == "GET")
        except _Broken as broken:
            kind = httpx.ReadTimeout if broken.is_sent else httpx.ConnectError
            raise kind("the line broke", request=request) from broken
        return httpx.Response(status, content=body)

    def carry(self, do: Callable[[], _Answer], *, is_question: bool) -> _Answer:
        """Carry one call to a provider, or let the line fail, or its caller die."""
        self.fuse.burn("before a call")
        if self.is_calm or not self.chance.happens(self.fault_rate):
            answer = do()
        else:
            fault = self.chance.rng.choice(FAULTS)
            what = "question" if is_question else "call"
            self.clockwork.journal.sometimes(f"provider: {fault}", what)
            answer = self._faulty(fault, do)
        self.fuse.burn("after a call")
        return answer

    def _faulty(self, fault: str, do: Callable[[], _Answer]) -> _Answer:
        if fault == "unreachable":
            raise _Broken(is_sent=False)
        if fault == "late":
            wait_ms = self.chance.rng.randint(SECOND_MS, 20 * MINUTE_MS)
            self.clockwork.after(wait_ms, lambda: self._arrive(do))
            raise _Broken(is_sent=True)
        if fault == "busy":
            return _TOO_MANY, b"{}"
        if fault == "5xx":
            return _SERVER_FAULT, b"<html>Bad Gateway</html>"
        status, body = do()
        if fault == "lost":
            raise _Broken(is_sent=True)
        if fault == "5xx after it was done":
            return _SERVER_FAULT, b""
        if fault == "malformed":
            return status, body[: len(body) // 2]
        return status, _odd(self.chance, body)

    def _arrive(self, do: Callable[[], _Answer]) -> None:
        self.clockwork.journal.sometimes("late call reaches its provider")
        do()

    # ------------------------------------------------------------------ customers

    def pay_page(self, url: str) -> bool:
        """A customer pays by MMG's page; tell whether it let them."""
        return self.mmg.pay_page(url) is not None

    def pay_card(self, url: str) -> bool:
        """A customer pays by card; tell whether the session was still open."""
        session_id = url.rpartition("/")[2]
        session = self.stripe.sessions.get(session_id)
        now = self.clockwork.now().timestamp()
        if session is None or session["status"] != "open" or session["expires_at"] <= now:
            return False
        self.stripe.pay(session_id)
        return True

    def approve_pushes(self, phone: str) -> int:
        """A trusting customer says yes to whatever their telephone asks; return how often."""
        asked = [one for one in self.pushes_to(phone) if one.status == "pending"]
        for entry in asked:
            self.mmg.settle(entry.reply_id)
        return len(asked)

    # ------------------------------------------------------------------ the books

    def pushes_to(self, phone: str) -> list[Entry]:
        return [
            one for one in self.mmg.entries if one.sub_type == "merinipmt" and one.payer == phone
        ]

    def pages_of(self, payment_id: str) -> list[Entry]:
        digits = attempt_digits(payment_id)
        return [one for one in self.mmg.entries if one.external_id == digits]

    def paid_for(self, payment_id: str, phone: str) -> list[Entry]:
        """What MMG shows as paid of a wish, by its code or by the payer's telephone."""
        found = [*self.pages_of(payment_id), *self.pushes_to(phone)]
        return [one for one in found if one.status == "successful"]

    def sessions_of(self, payment_id: str) -> list[dict[str, Any]]:
        found = self.stripe.sessions.values()
        return [one for one in found if one["client_reference_id"] == payment_id]


@dataclass
class _StripeLine(stripe.HTTPClient):
    """Stripe's SDK over the double: what their own client raises, this one raises."""

    bank: Bank

    def __post_init__(self) -> None:
        super().__init__()

    name = "direct"

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,  # noqa: ANN401  as theirs
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        given = {name.lower(): value for name, value in (headers or {}).items()}
        body = (post_data or "").encode()
        path = url.removeprefix(STRIPE_URL)

        def do() -> _Answer:
            heard = Heard(method=method.upper(), path=path, headers=given, body=body)
            answer = self.bank.stripe(heard)
            return answer.status, answer.body

        try:
            status, content = self.bank.carry(do, is_question=method.upper() == "GET")
        except _Broken as broken:
            raise stripe.APIConnectionError("the line broke") from broken  # type: ignore[no-untyped-call]  # theirs says no types
        return content.decode("utf-8", "replace"), status, {"content-type": "application/json"}


_API = Api(
    base_url=MMG_URL, api_key="api-key", password="right", mkey="mkey", msecret="msecret"
)  # the double's own words


def _checkout() -> Checkout:
    seal = _PlainSeal()
    return Checkout(
        page_url="https://mmgpg.mmg.example/mmg-pg/web/payments",
        client_id="client-1",
        merchant_name="Kaieteur Shipping",
        secret_key="page-secret",
        mmg_key=cast("RSAPublicKey", seal),
        own_key=cast("RSAPrivateKey", seal),
    )


def _odd(chance: Chance, body: bytes) -> bytes:
    """An answer that has lost one of its fields."""
    try:
        told = json.loads(body)
    except ValueError:
        return b"[]"
    if isinstance(told, dict) and told:
        told.pop(chance.rng.choice(sorted(told)))
    return json.dumps(told).encode()
