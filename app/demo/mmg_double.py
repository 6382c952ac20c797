"""MMG as it was recorded: its answers and quirks word for word. A double, for tests and the demo.

It shares no code with the program that speaks to it, so that a mistake is not made twice. What it
says is from the recorded answers (reference: integrations 1.2 to 1.5): the look-up is dated when it
is asked and has another number than the page's reply, the history's dates are Guyana's wall clock
labelled Z, ``offset`` is a number of rows, errors come with HTTP 200, only one session lives.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

API = "/olive/publisher/v1"
PAGE = "/mmg-pg/web/payments"
_BEHIND_UTC = timedelta(hours=4)
_SESSION = timedelta(seconds=120)
_WHEN = "%Y-%m-%dT%H:%M:%S.000Z"
_REPLY_NUMBERS = 20402048536279
_LEDGER_NUMBERS = 20402048601581
_PAGE_FIELDS = [
    "secretKey",
    "amount",
    "merchantId",
    "merchantTransactionId",
    "productDescription",
    "requestInitiationTime",
    "merchantName",
]


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What MMG gave the merchant, and the keys of both."""

    merchant: str = "9900001"
    api_key: str = "api-key"
    password: str = "right"  # noqa: S105  the double's own word
    mkey: str = "mkey"
    msecret: str = "msecret"
    client_id: str = "client-1"
    merchant_name: str = "Kaieteur Shipping"
    secret_key: str = "page-secret"  # noqa: S105  as above
    mmg_key: RSAPrivateKey = field(repr=False)
    merchant_key: RSAPublicKey = field(repr=False)


@dataclass
class Entry:
    """A transaction in MMG's books."""

    reply_id: str
    ledger_id: str
    amount: str
    currency: str
    payer: str
    payee: str
    at: datetime
    status: str
    sub_type: str
    external_id: str = ""


@dataclass
class MmgDouble:
    """The double. ``now`` tells its time; what happened is in ``entries`` and the counts."""

    credentials: Credentials
    now: Callable[[], datetime]
    entries: list[Entry] = field(default_factory=list)
    logins: int = 0
    pushes: int = 0
    reversals: int = 0
    locked: bool = False
    wrong_passwords: int = 0
    used_attempts: set[str] = field(default_factory=set)
    _session: str = ""
    _session_until: datetime | None = None
    _old_sessions: set[str] = field(default_factory=set)

    # --- the API -------------------------------------------------------------------------------

    def answer(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        """Answer one request: its HTTP status and its body."""
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path = parts.path.removeprefix(API)
        if (method, path) == ("POST", "/e-commerce-login/mer"):
            return self._login(parse_qs(body.decode()))
        refused = self._refusal({name.lower(): value for name, value in headers.items()})
        if refused is not None:
            return refused
        name = path.removeprefix("/e-merchant-initiated-transactions/")
        routes = {
            ("POST", "payment"): lambda: self._push(query, body),
            ("GET", "lookup"): lambda: self._lookup(query),
            ("GET", "txn-history"): lambda: self._history(query),
            ("POST", "reversal"): lambda: self._reverse(query),
            ("GET", "balance"): self._balance,
        }
        route = routes.get((method, name))
        return _problem(404, "Not Found") if route is None else route()

    def _login(self, form: Mapping[str, list[str]]) -> tuple[int, bytes]:
        self.logins += 1
        if self.locked:
            return _json(200, {"statusCode": "315", "message": "USER_ACCOUNT_LOCKED"})
        given = {name: values[-1] for name, values in form.items()}
        wanted = {
            "grant_type": "password",
            "api_key": self.credentials.api_key,
            "username": self.credentials.merchant,
            "password": self.credentials.password,
        }
        if given != wanted:
            self.wrong_passwords += 1
            self.locked = self.wrong_passwords >= 3  # noqa: PLR2004  three wrong ones lock it
            told = {"transactionId": "203", "statusCode": "102", "message": "INVALID_CREDENTIALS"}
            return _json(422, told)
        self._old_sessions.add(self._session)
        self._session = f"token-{self.logins}"
        self._session_until = self.now() + _SESSION
        taken: dict[str, object] = {
            "token_type": "Bearer",
            "access_token": self._session,
            "expires_in": 120,
            "refresh_token": None,
        }
        return _json(200, taken)

    def log_in_elsewhere(self) -> None:
        """Another program logs in with the same account: our session is not the only one."""
        self._old_sessions.add(self._session)
        self._session = "of-somebody-else"

    def _refusal(self, headers: Mapping[str, str]) -> tuple[int, bytes] | None:
        credentials = self.credentials
        token = headers.get("x-wss-token", "")
        if token in self._old_sessions - {""}:
            return _json(401, {"statusCode": "401", "message": "Multiple user session found"})
        if token != self._session or self._session_until is None:
            return _json(401, {"message": "Authentication failure"})
        if self.now() > self._session_until:
            return _json(401, {"fault": "clientAuthorisationError"})
        wanted = (credentials.merchant, credentials.mkey, credentials.msecret, credentials.api_key)
        names = ("x-wss-mid", "x-wss-mkey", "x-wss-msecret", "x-api-key")
        if tuple(headers.get(name) for name in names) != wanted:
            return _json(401, {"message": "Authentication failure"})
        if re.fullmatch(r"[0-9a-f-]{36}", headers.get("x-wss-correlationid", "")) is None:
            return _problem(400, "Bad Request")
        return None

    def _push(self, query: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        try:
            told = json.loads(body)
            payer = told["debitParty"][0]["value"]
            payee = told["creditParty"][0]["value"]
            kinds = (told["subType"], told["type"], told["currency"])
            amount = told["amount"]
        except (ValueError, KeyError, IndexError, TypeError):
            return _problem(400, "Bad Request")
        is_right = (
            kinds == ("merinipmt", "transfer", "GYD")
            and re.fullmatch(r"\d+\.00", amount)
            and re.fullmatch(r"\d{7}", payer)
            and payee == query.get("merchant_msisdn") == self.credentials.merchant
        )
        if not is_right:
            return _invalid("Invalid request")
        self.pushes += 1
        entry = self._enter(amount.removesuffix(".00"), payer, status="pending")
        entry.sub_type = "merinipmt"
        told = {
            "status": "pending",
            "pendingReason": "approvalrequired",
            "notificationMethod": "polling",
            "objectReference": entry.reply_id,
            "executionId": entry.reply_id,
            "expiryTime": "2026-01-01T00:00:00Z",
        }
        return _json(200, told)

    def _lookup(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        entry = self.find(query.get("transactionId", ""))
        if entry is None:
            return _invalid("Transaction not found")
        told = {
            "transactionStatus": entry.status,
            "amount": entry.amount,
            "currency": entry.currency,
            "creationDate": self.now().strftime("%Y-%m-%dT%H:%M:%S.526Z"),  # of the look-up
            "subType": "subscriber_mpay",
            "transactionReference": entry.ledger_id,
            "creditParty": [{"key": "accountid", "value": entry.payee}],
            "debitParty": [{"key": "accountid", "value": entry.payer}],
            "metadata": [
                {"key": "amount", "value": entry.amount},
                {"key": "merchant", "value": self.credentials.merchant_name},
                {"key": "description", "value": ""},
            ],
            "descriptionText": None,
        }
        return _json(200, told)

    def _history(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            begins = datetime.strptime(query["fromdate"], _WHEN)  # noqa: DTZ007  a wall clock
            ends = datetime.strptime(query["todate"], _WHEN)  # noqa: DTZ007  as above
            count = int(query["offset"])
        except (KeyError, ValueError):
            return _invalid("Invalid dates")
        mine = [
            entry
            for entry in sorted(self.entries, key=lambda one: one.at)
            if begins <= self._wall(entry.at) <= ends
            and self.credentials.merchant in {entry.payee, entry.payer}
        ]
        rows = [self._row(entry) for entry in mine[:count]]
        return _json(200, {"executionId": "EXEC-1", "TransactionList": rows})

    def _row(self, entry: Entry) -> dict[str, object]:
        status = "completed" if entry.status == "successful" else entry.status
        return {
            "amount": entry.amount,
            "currency": entry.currency,
            "displayType": "EMerchant Payment",
            "transactionStatus": status,
            "descriptionText": "",
            "modificationDate": self._wall(entry.at).strftime(_WHEN),
            "transactionReference": entry.reply_id,
            "transactionReceipt": entry.reply_id,
            "debitParty": [
                {"key": "accountid", "value": entry.payer},
                {"key": "accountcategory", "value": "Normal Wallet"},
            ],
            "creditParty": [{"key": "accountid", "value": entry.payee}],
            "external_id": entry.external_id,
        }

    def _reverse(self, query: Mapping[str, str]) -> tuple[int, bytes]:
        entry = self.find(query.get("transactionId", ""))
        if entry is None or query.get("merchant_msisdn") != self.credentials.merchant:
            return _invalid("Transaction not found")
        if entry.status == "reversed":
            return _json(422, {"statusCode": "184", "message": "REVERSAL_FAIL_DUPLICATE"})
        self.reversals += 1
        entry.status = "reversed"
        told = {
            "transactionStatus": "pending",
            "type": "reversal",
            "transactionReference": f"rev-{self.reversals}",
        }
        return _json(200, told)

    def _balance(self) -> tuple[int, bytes]:
        account = {
            "accountcategoryName": "Normal Wallet",
            "accountBalance": {
                "availableBalance": "4500",
                "currency": "GYD",
                "status": "available",
            },
        }
        return _json(200, {"accounts": [account]})

    # --- the page, and the customer's telephone --------------------------------------------------

    def open_page(self, url: str) -> dict[str, str] | None:
        """Decrypt what a code leads to; None for what MMG's page calls unable to process."""
        query = parse_qs(urlsplit(url).query)
        try:
            sealed = base64.urlsafe_b64decode(query["token"][0] + "==")
            plain = self.credentials.mmg_key.decrypt(sealed, _padding()).decode("iso-8859-1")
            told = json.loads(plain)
        except (KeyError, ValueError):
            return None
        is_ours = (
            list(told) == _PAGE_FIELDS
            and told["secretKey"] == self.credentials.secret_key
            and told["merchantId"] == query["merchantId"][0] == self.credentials.merchant
            and told["merchantName"] == self.credentials.merchant_name
            and query["X-Client-ID"][0] == self.credentials.client_id
            and all(isinstance(value, str) for value in told.values())
            and re.fullmatch(r"[1-9]\d*", told["amount"])
            and told["merchantTransactionId"] not in self.used_attempts
        )
        return told if is_ours else None

    def pay_page(self, url: str, payer: str = "6001234", amount: int | None = None) -> str | None:
        """The customer pays on the page; return the reply's token, None where it is refused.

        ``amount`` is in dollars, where another one is paid than was asked for.
        """
        told = self.open_page(url)
        if told is None:
            return None
        attempt = told["merchantTransactionId"]
        self.used_attempts.add(attempt)
        paid = told["amount"] if amount is None else str(amount)
        entry = self._enter(paid, payer, external_id=attempt)
        return self.reply_token(attempt, entry.reply_id, "0", "Transaction Successful")

    def reply_token(self, attempt: str, transaction_id: str, code: str, words: str) -> str:
        """Return what the page sends the merchant, encrypted and nothing more."""
        told = {
            "merchantTransactionId": attempt,
            "transactionId": transaction_id,
            "ResultCode": code,
            "ResultMessage": words,
            "htmlResponse": "<p></p>",
        }
        sealed = self.credentials.merchant_key.encrypt(json.dumps(told).encode(), _padding())
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def pay_merchant(
        self, amount: int, payer: str = "6001234", *, payee: str = "", currency: str = "GYD"
    ) -> str:
        """The customer pays in the application by themselves; return what their message says."""
        entry = self._enter(str(amount), payer)
        entry.payee, entry.currency = payee or self.credentials.merchant, currency
        return entry.reply_id

    def settle(self, number: str, status: str = "successful") -> None:
        """The customer approves or declines a push."""
        entry = self.find(number)
        assert entry is not None
        entry.status, entry.at = status, self.now()

    def find(self, number: str) -> Entry | None:
        """Return the entry with this number, of the reply or the ledger's."""
        return next((one for one in self.entries if number in {one.reply_id, one.ledger_id}), None)

    def _enter(
        self, amount: str, payer: str, *, status: str = "successful", external_id: str = ""
    ) -> Entry:
        count = len(self.entries)
        entry = Entry(
            reply_id=str(_REPLY_NUMBERS + count),
            ledger_id=str(_LEDGER_NUMBERS + count),
            amount=amount,
            currency="GYD",
            payer=payer,
            payee=self.credentials.merchant,
            at=self.now(),
            status=status,
            sub_type="subscriber_mpay",
            external_id=external_id,
        )
        self.entries.append(entry)
        return entry

    def _wall(self, at: datetime) -> datetime:
        """Guyana's wall clock, that MMG calls Z."""
        return at.replace(tzinfo=None) - _BEHIND_UTC


def _padding() -> OAEP:
    return OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)


def _json(status: int, told: object) -> tuple[int, bytes]:
    return status, json.dumps(told).encode()


def _problem(status: int, title: str) -> tuple[int, bytes]:
    return _json(status, {"type": "about:blank", "title": title, "status": status})


def _invalid(message: str) -> tuple[int, bytes]:
    """A refusal whose ``statusCode`` is a number, as it was recorded."""
    told = {
        "transactionId": "X",
        "requestId": "R",
        "timestamp": "T",
        "statusCode": 422,
        "message": message,
        "response": None,
    }
    return _json(422, told)
