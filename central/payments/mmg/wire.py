"""Speaking with MMG's merchant-initiated API: one login, and what an answer may mean.

One process holds the login ("multiple user session found" otherwise), a token lives 120 seconds and
is kept for 90. Errors come with HTTP 200 as well. A refused login is not tried again for a while:
wrong passwords lock the account (integrations 1.4, 1.5).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import ValidationError

from central.payments.mmg.account import Account
from central.payments.mmg.answers import Login
from central.payments.mmg.words import ACCOUNT_LOCKED, BAD_CREDENTIALS, REJECTED, STALE_SESSION
from central.payments.port import OutcomeUnknown, ProviderDown, ProviderMisconfigured

TOKEN_S_MAX = 90.0
LOGIN_REST_S = 900.0
"""How long a login that was refused is not tried again."""
TIMEOUT_S = 10.0
_BODY_BYTES_MAX = 1_048_576
_OK = 200
_TOO_MANY = 429
_SERVER_FAULT = 500
_LOGIN_PATH = "/e-commerce-login/mer"
_TRANSACTIONS = "/e-merchant-initiated-transactions/"
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its HTTP status, and its JSON object, None where it is none."""

    status: int
    body: Mapping[str, Any] | None
    text: str = field(default="", repr=False)

    @property
    def code(self) -> str:
        """The error's number: text here, a number there; empty where there is none."""
        found = None if self.body is None else self.body.get("statusCode")
        return str(found) if isinstance(found, str | int) else ""

    @property
    def is_stale_session(self) -> bool:
        """Whether a new login and one more try are the way."""
        return any(words in self.text.lower() for words in STALE_SESSION)


@dataclass(slots=True)
class MmgWire:
    """The one connection. ``ticks`` are seconds that never go back; ``new_id`` makes UUIDs."""

    account: Account
    client: httpx.Client
    ticks: Callable[[], float]
    new_id: Callable[[], str]
    _token: str = field(default="", init=False, repr=False)
    _token_until: float = field(default=0.0, init=False)
    _rests_until: float | None = field(default=None, init=False)

    def read(self, name: str, params: Mapping[str, str]) -> Told:
        """Ask something that changes nothing. Raises ProviderDown, ProviderMisconfigured."""
        told = self._send(self._request("GET", name, params, None))
        if told.is_stale_session:
            self._token = ""
            told = self._send(self._request("GET", name, params, None))
        if told.status >= _SERVER_FAULT or told.status == _TOO_MANY or told.is_stale_session:
            raise ProviderDown(f"MMG answered {told.status}")
        self._require_session(told)
        return told

    def do(self, name: str, params: Mapping[str, str], body: Mapping[str, object]) -> Told:
        """Ask MMG to do something. The answer was read, and is a yes or a no.

        Sent again once, and only where MMG says that it knew no session: then nothing was done.
        Raises ProviderDown where nothing was sent, OutcomeUnknown where nobody knows what became
        of it, ProviderMisconfigured.
        """
        told = self._do_once(self._request("POST", name, params, body))
        if told.is_stale_session and told.status < _SERVER_FAULT:
            self._token = ""
            told = self._do_once(self._request("POST", name, params, body))
        if told.is_stale_session and told.status < _SERVER_FAULT:
            raise ProviderDown("MMG knows no session of ours")
        if told.status in REJECTED:
            self._require_session(told)
            return told
        if not _OK <= told.status < 300 or told.body is None:  # noqa: PLR2004  any success
            raise OutcomeUnknown(f"MMG answered {told.status}, and nobody knows what it did")
        self._require_session(told)
        return told

    def _do_once(self, request: httpx.Request) -> Told:
        try:
            return self._send(request)
        except _Lost as error:
            raise OutcomeUnknown("the line broke before MMG's answer") from error

    def _request(
        self, method: str, name: str, params: Mapping[str, str], body: Mapping[str, object] | None
    ) -> httpx.Request:
        """Return a request, logged in: what fails of the login is no fate of the request."""
        api = self.account.api
        headers = {
            "x-wss-token": self._log_in(),
            "x-wss-mid": self.account.merchant,
            "x-wss-mkey": api.mkey,
            "x-wss-msecret": api.msecret,
            "x-api-key": api.api_key,
            "x-wss-correlationid": self.new_id(),
        }
        return self.client.build_request(
            method,
            f"{api.base_url}{_TRANSACTIONS}{name}",
            params=dict(params),
            json=body,
            headers=headers,
        )

    def _log_in(self) -> str:
        """Return a token, of a new login where the old one is too old."""
        now = self.ticks()
        if self._token and now < self._token_until:
            return self._token
        if self._rests_until is not None and now < self._rests_until:
            raise ProviderMisconfigured("MMG refused our login; it rests, so as not to be locked")
        form = {
            "grant_type": "password",
            "api_key": self.account.api.api_key,
            "username": self.account.merchant,
            "password": self.account.api.password,
        }
        url = f"{self.account.api.base_url}{_LOGIN_PATH}"
        told = self._send(self.client.build_request("POST", url, data=form))
        if told.status >= _SERVER_FAULT or told.status == _TOO_MANY:
            raise ProviderDown(f"MMG's login answered {told.status}")
        try:
            login = Login.model_validate(told.body)
        except ValidationError as error:
            self._rests_until = now + LOGIN_REST_S
            what = "the account is locked" if told.code == ACCOUNT_LOCKED else "it was refused"
            raise ProviderMisconfigured(f"MMG's login: {what} ({told.status})") from error
        self._rests_until = None
        self._token = login.access_token
        self._token_until = now + max(0.0, min(TOKEN_S_MAX, login.expires_in * 0.75))
        return self._token

    def _send(self, request: httpx.Request) -> Told:
        """Send once. Raises ProviderDown where nothing was sent, _Lost where something was."""
        try:
            answer = self.client.send(request, stream=True)
            try:
                content = self._bounded(answer)
            finally:
                answer.close()
        except _NEVER_SENT as error:
            raise ProviderDown("MMG cannot be reached") from error
        except httpx.HTTPError as error:
            raise _Lost("MMG did not answer") from error
        text = content.decode("utf-8", "replace")
        return Told(answer.status_code, _object(text), text)

    def _bounded(self, answer: httpx.Response) -> bytes:
        """Read a body that is neither too long nor dripping for ever."""
        until = self.ticks() + TIMEOUT_S
        content = bytearray()
        for part in answer.iter_bytes():
            content += part
            if len(content) > _BODY_BYTES_MAX or self.ticks() > until:
                raise httpx.DecodingError("the answer does not end", request=answer.request)
        return bytes(content)

    def _require_session(self, told: Told) -> None:
        """A call may say, also with HTTP 200, that it is the account that is wrong."""
        if told.code in {ACCOUNT_LOCKED, BAD_CREDENTIALS}:
            self._token, self._rests_until = "", self.ticks() + LOGIN_REST_S
            raise ProviderMisconfigured(f"MMG refuses our account ({told.code})")


class _Lost(ProviderDown):
    """The line broke after something was sent: for a question as good as *down*."""


def open_client() -> httpx.Client:
    """Return a client whose every wait is bounded; nothing is followed elsewhere."""
    return httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False)


def _object(text: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
