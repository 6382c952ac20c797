"""The server of the demo's payment providers, on loopback: their programs and their pages."""

import http.client
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from app.demo.heard import Answer, Heard
from app.demo.mmg_double import API, PAGE
from app.demo.provider_pages import (
    card_page,
    message_page,
    mmg_page,
    phone_page,
    words_page,
)
from app.demo.providers import (
    CARD_PAGE,
    DEEDS,
    PAYER,
    THANKS,
    Call,
    Outcome,
    Providers,
    open_providers,
)

_BODY_BYTES_MAX = 65_536
_TICK_S = 0.2
_CALL_S_MAX = 5.0
_CALL_TRIES_MAX = 5
_STOP_S_MAX = 15.0
_DOLLARS = re.compile(r"[1-9][0-9]{0,8}")
_UNKNOWN = Answer(status=404, body=words_page("Not here", "There is no such page."))


def open_page(providers: Providers, heard: Heard) -> Answer:
    """Answer the customer's browser: a page, or where it goes next."""
    steps = urlsplit(heard.path).path
    if steps == "/":
        shown = phone_page(providers.asked_by_push(), providers.open_cards(), providers.taken())
        return _page(shown)
    if steps == THANKS:
        return _page(words_page("Thank you", "The counter shows when the payment has arrived."))
    for path, see in _PAGES.items():
        if steps == path or steps.startswith(path + "/"):
            return see(providers, heard)
    return _UNKNOWN


def _mmg(providers: Providers, heard: Heard) -> Answer:
    asked = providers.asked_on_page(heard.path)
    if asked is None:
        words = "We are unable to process your request. No money moved."
        return _page(words_page("MMG checkout", words))
    if heard.method == "GET":
        return _page(mmg_page(asked))
    return _after(heard, lambda deed: providers.on_page(heard.path, deed))


def _card(providers: Providers, heard: Heard) -> Answer:
    session_id = _last(heard)
    amount = providers.asked_by_card(session_id)
    if amount is None:
        return _page(words_page("Card checkout", "This page has expired. No money moved."))
    if heard.method == "GET":
        return _page(card_page(amount))
    return _after(heard, lambda deed: providers.by_card(session_id, deed))


def _push(providers: Providers, heard: Heard) -> Answer:
    if heard.method == "GET":
        return _UNKNOWN
    return _after(heard, lambda deed: providers.by_push(_last(heard), deed))


def _own(providers: Providers, heard: Heard) -> Answer:
    typed = _field(heard, "amount")
    if heard.method == "GET" or _DOLLARS.fullmatch(typed) is None:
        return _page(words_page("Not paid", "Type whole Guyana dollars. No money moved."))
    reference = providers.by_oneself(int(typed), PAYER)
    return _page(message_page(reference, int(typed)))


_PAGES: dict[str, Callable[[Providers, Heard], Answer]] = {
    PAGE: _mmg,
    CARD_PAGE: _card,
    "/phone/push": _push,
    "/phone/pay": _own,
}


def _after(heard: Heard, act: Callable[..., Outcome]) -> Answer:
    """Do what was pressed, and say what came of it."""
    pressed = [deed for deed in DEEDS if deed == _field(heard, "do")]
    if not pressed:
        return _UNKNOWN
    outcome = act(pressed[0])
    if outcome.goes_to:
        return Answer(status=303, headers={"location": outcome.goes_to})
    return _page(words_page("Practice", outcome.words))


def _field(heard: Heard, name: str) -> str:
    return parse_qs(heard.body.decode("utf-8", "replace")).get(name, [""])[-1].strip()


def _last(heard: Heard) -> str:
    return urlsplit(heard.path).path.rpartition("/")[2]


def _page(body: bytes) -> Answer:
    return Answer(body=body)


class ProviderServer:
    """The providers while they are served; ``stop`` ends the server and what is under way."""

    def __init__(self, folder: Path) -> None:
        self.providers = open_providers(folder)
        handler = type("Handler", (_Handler,), {"providers": self.providers})
        self._server = _Server(("127.0.0.1", 0), handler)
        self.providers.move_in(f"http://127.0.0.1:{self._server.server_address[1]}")
        self._stopping = threading.Event()
        self._threads = (
            threading.Thread(target=self._serve, name="providers"),
            threading.Thread(target=self._keep_calling, name="provider-calls"),
        )

    @property
    def address(self) -> str:
        """Where the customer's telephone is."""
        return self.providers.address

    def start(self) -> None:
        """Begin to serve."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop, in order; what was taken is written."""
        self._stopping.set()
        self._server.shutdown()
        for thread in self._threads:
            thread.join(_STOP_S_MAX)
        self._server.server_close()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=_TICK_S)

    def _keep_calling(self) -> None:
        while not self._stopping.wait(_TICK_S):
            self.providers.do_what_is_late()
            for call in self.providers.take_calls():
                if not _told(self.providers.central, call) and call.tries < _CALL_TRIES_MAX:
                    self.providers.calls.append(replace(call, tries=call.tries + 1))


def _told(central: str, call: Call) -> bool:
    """Call central; tell whether it took it. A call that was never taken is no loss: it looks."""
    where = urlsplit(central)
    connection = http.client.HTTPConnection(
        where.hostname or "127.0.0.1", where.port, timeout=_CALL_S_MAX
    )
    try:
        connection.request("POST", call.path, body=call.body, headers={**call.headers})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    providers: Providers

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        del format, args

    def _serve(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        if not 0 <= length <= _BODY_BYTES_MAX:
            self._send(Answer(status=413))
            self.close_connection = True
            return
        heard = Heard(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        is_program = heard.path.startswith((API, "/v1/"))
        self._send(self.providers.answer(heard) if is_program else open_page(self.providers, heard))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        told = {"content-type": "text/html; charset=utf-8", **answer.headers}
        for name, value in told.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = _serve  # noqa: N815  the library's names


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The browser went away: nothing of it is kept."""
