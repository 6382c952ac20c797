"""The demo's payment providers, and what their customers do on a telephone: no money moves.

The doubles of MMG and Stripe with one customer before them, who pays, declines, pays late, pays
another amount, or closes the page. What they remember lies in a file (``provider_books``).
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Literal, get_args

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from app.demo.heard import Answer, Heard
from app.demo.mmg_double import API, PAGE, Credentials, Entry, MmgDouble
from app.demo.provider_books import BOOKS_FILE, read_books, write_books
from app.demo.stripe_double import ACCOUNT, SECRET_KEY, WEBHOOK_SECRET, StripeDouble, signature

PAYER = "6001234"
"""The telephone of the demo's one customer."""
LATE = timedelta(seconds=90)
"""When somebody who pays late does: whatever the counter did meanwhile."""
CARD_PAGE = "/c/pay"
THANKS = "/thanks"
Deed = Literal["pay", "decline", "late", "other", "close"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
_KEY_BITS = 3_072
_LESS_DOLLARS = 100
_CALLS_MAX = 100
_LATE_MAX = 20
_WEBHOOKS = "/v1/webhooks/stripe"
_REPLIES = "/v1/payments/mmg/reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a provider tells central by itself: a call that its server makes."""

    path: str
    body: bytes
    headers: Mapping[str, str]
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a deed came to: words for the customer, and where their browser goes next."""

    words: str
    goes_to: str = ""


@dataclass(frozen=True, slots=True)
class _Late:
    at: datetime
    what: Literal["page", "card", "push"]
    key: str


_REFUSED = Outcome(words="We are unable to process your request. No money moved.")
_CLOSED = Outcome(words="The page is closed. Nothing was paid, and nobody was told.")
_LATER = Outcome(words=f"It will be paid in {LATE.seconds} seconds, whatever the counter does.")


@dataclass
class Providers:
    """Both doubles and the customer. ``address`` is their server's, ``central`` where they call.

    All of it happens under one lock: pages, programs and what comes late.
    """

    folder: Path
    mmg: MmgDouble
    stripe: StripeDouble
    own_key: rsa.RSAPrivateKey = field(repr=False)
    address: str = ""
    central: str = ""
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_CALLS_MAX))
    _late: list[_Late] = field(default_factory=list)
    _lock: RLock = field(default_factory=RLock)

    @property
    def books(self) -> Path:
        """What both remember, as a file."""
        return self.folder / BOOKS_FILE

    def move_in(self, address: str) -> None:
        """Learn the own address, and go on from what was written before."""
        self.address = address
        self.stripe.page_url = f"{address}{CARD_PAGE}"
        read_books(self.books, self.mmg, self.stripe)
        self._write()

    def environment(self) -> dict[str, str]:
        """Central's settings for its accounts here. The keys in it are worth nothing."""
        given = self.mmg.credentials
        told = {
            "mmg_merchant": given.merchant,
            "mmg_api_url": f"{self.address}{API}",
            "mmg_api_key": given.api_key,
            "mmg_password": given.password,
            "mmg_mkey": given.mkey,
            "mmg_msecret": given.msecret,
            "mmg_checkout_url": f"{self.address}{PAGE}",
            "mmg_client_id": given.client_id,
            "mmg_merchant_name": given.merchant_name,
            "mmg_secret_key": given.secret_key,
            "mmg_public_key": _public_pem(given.mmg_key.public_key()),
            "mmg_private_key": _private_pem(self.own_key),
            "stripe_secret_key": SECRET_KEY,
            "stripe_account": ACCOUNT,
            "stripe_return_url": f"{self.address}{THANKS}",
            "stripe_api_url": self.address,
            "stripe_webhook_secrets": WEBHOOK_SECRET,
        }
        return {f"WINDWARD_CENTRAL_{name.upper()}": value for name, value in told.items()}

    # --- programs ------------------------------------------------------------------------------

    def answer(self, heard: Heard) -> Answer:
        """Answer central's programs."""
        with self._lock:
            if heard.path.startswith(API):
                status, body = self.mmg.answer(heard.method, heard.path, heard.headers, heard.body)
                answer = Answer(
                    body=body, status=status, headers={"content-type": "application/json"}
                )
            else:
                answer = self.stripe(heard)
            if heard.method == "POST":
                self._write()
            return answer

    # --- what a page shows ---------------------------------------------------------------------

    def asked_on_page(self, target: str) -> Mapping[str, str] | None:
        """Return what MMG's page asks for; None for what it cannot process."""
        with self._lock:
            return self.mmg.open_page(target)

    def asked_by_card(self, session_id: str) -> str | None:
        """Return what a checkout asks for, as text; None for one that is over."""
        with self._lock:
            found = self.stripe.find_open(session_id)
        if found is None:
            return None
        return f"{found['currency'].upper()} {found['amount_total'] / 100:,.2f}"

    def asked_by_push(self) -> list[Entry]:
        """Return the requests that wait on the customer's telephone."""
        with self._lock:
            return [
                one
                for one in self.mmg.entries
                if one.sub_type == "merinipmt" and one.status == "pending"
            ]

    def open_cards(self) -> list[str]:
        """Return the checkouts that can be paid now."""
        with self._lock:
            return [name for name in self.stripe.sessions if self.stripe.find_open(name)]

    def taken(self) -> list[Entry]:
        """Return what MMG took, the newest first."""
        with self._lock:
            return [one for one in reversed(self.mmg.entries) if one.status == "successful"]

    # --- what the customer does ----------------------------------------------------------------

    def on_page(self, target: str, deed: Deed) -> Outcome:
        """Do something on MMG's page that this address leads to."""
        with self._lock:
            asked = self.mmg.open_page(target)
            if asked is None:
                return _REFUSED
            if deed == "close":
                return _CLOSED
            if deed == "late":
                return self._keep_late("page", target)
            attempt = asked["merchantTransactionId"]
            if deed == "decline":
                token = self.mmg.reply_token(attempt, "", "6", "Transaction cancelled by user")
                return self._replied("You cancelled it. No money moved.", token)
            amount = _another(asked["amount"]) if deed == "other" else None
            return self._paid_on_page(target, amount)

    def by_card(self, session_id: str, deed: Deed) -> Outcome:
        """Do something on the card's checkout page."""
        with self._lock:
            found = self.stripe.find_open(session_id)
            if found is None:
                return Outcome(words="This page has expired. No money moved.")
            if deed == "close":
                return _CLOSED
            if deed == "late":
                return self._keep_late("card", session_id)
            if deed == "decline":
                return Outcome(words="The card was declined. No money moved. You may try again.")
            total = int(found["amount_total"])
            self._paid_by_card(session_id, total - _LESS_DOLLARS if deed == "other" else total)
            return Outcome(words="Paid, in this practice.", goes_to=str(found["success_url"]))

    def by_push(self, number: str, deed: Deed) -> Outcome:
        """Do something with a request on the telephone."""
        with self._lock:
            found = self.mmg.find(number)
            if found is None or found.status != "pending":
                return _REFUSED
            if deed == "close":
                return Outcome(words="You put the telephone away. The request goes on waiting.")
            if deed == "late":
                return self._keep_late("push", number)
            if deed == "other":
                found.amount = str(_another(found.amount))
            self.mmg.settle(number, "declined" if deed == "decline" else "successful")
            self._write()
            return Outcome(words="You declined it." if deed == "decline" else "You approved it.")

    def by_oneself(self, dollars: int, payer: str = PAYER) -> str:
        """Pay the shop in the application; return the reference that the message shows."""
        with self._lock:
            reference = self.mmg.pay_merchant(dollars, payer)
            self._write()
            return reference

    # --- what happens by itself ----------------------------------------------------------------

    def do_what_is_late(self) -> None:
        """Let those pay who said that they would, and whose time has come."""
        with self._lock:
            now = self.mmg.now()
            due = [one for one in self._late if one.at <= now]
            self._late = [one for one in self._late if one.at > now]
            for one in due:
                if one.what == "page":
                    self._paid_on_page(one.key, None)
                elif one.what == "card":
                    self.by_card(one.key, "pay")
                else:
                    self.by_push(one.key, "pay")

    def take_calls(self) -> list[Call]:
        """Return what is to be told to central now, once."""
        with self._lock:
            taken = list(self.calls)
            self.calls.clear()
            return taken

    def _keep_late(self, what: Literal["page", "card", "push"], key: str) -> Outcome:
        if len(self._late) >= _LATE_MAX:
            return _REFUSED
        self._late.append(_Late(self.mmg.now() + LATE, what, key))
        return _LATER

    def _paid_on_page(self, target: str, amount: int | None) -> Outcome:
        token = self.mmg.pay_page(target, PAYER, amount)
        self._write()
        if token is None:
            return _REFUSED
        return self._replied("Paid, in this practice.", token)

    def _replied(self, words: str, token: str) -> Outcome:
        """MMG's page sends the customer back with a token; nobody else carries it."""
        return Outcome(words=words, goes_to=f"{self.central}{_REPLIES}?token={token}")

    def _paid_by_card(self, session_id: str, minor: int) -> None:
        session = self.stripe.pay(session_id, amount=minor)
        body = self.stripe.event("checkout.session.completed", session)
        seconds = int(self.stripe.now().timestamp())
        headers = {
            "content-type": "application/json",
            "stripe-signature": signature(body, seconds),
        }
        self.calls.append(Call(path=_WEBHOOKS, body=body, headers=headers))
        self._write()

    def _write(self) -> None:
        write_books(self.books, self.mmg, self.stripe)


def open_providers(folder: Path) -> Providers:
    """Open the providers of a folder, with fresh keys: only what was taken is remembered."""
    folder.mkdir(parents=True, exist_ok=True)
    theirs, own = _new_key(), _new_key()
    credentials = Credentials(
        merchant_name="Windward Agents", mmg_key=theirs, merchant_key=own.public_key()
    )
    return Providers(folder, MmgDouble(credentials, _now), StripeDouble(_now), own)


def _now() -> datetime:
    return datetime.now(UTC)


def _another(amount: str) -> int:
    """Another amount than was asked for, and never nothing."""
    dollars = int(amount)
    return dollars - _LESS_DOLLARS if dollars > _LESS_DOLLARS else dollars + _LESS_DOLLARS


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65_537, key_size=_KEY_BITS)


def _private_pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def _public_pem(key: rsa.RSAPublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
