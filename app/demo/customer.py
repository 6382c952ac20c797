"""The demo's customer: opens what a code leads to and presses a button there, as a browser would.

Speaks HTTP of the standard library, and only with this computer.
"""

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from domain.errors import WorldFailure

_TIMEOUT_S = 15.0
_STEPS_MAX = 4
_REFERENCE = re.compile(r"id=reference>([0-9A-Za-z-]+)<")
_FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody with a telephone. ``address`` is where the providers' pages are."""

    address: str

    def press(self, url: str, deed: str) -> str:
        """Open a page, press a button on it, and follow where it leads; return what it shows.

        Raises WorldFailure where a page does not answer as it should.
        """
        self._ask("GET", url, b"")
        return self._ask("POST", url, urlencode({"do": deed}).encode())

    def pay_oneself(self, dollars: int) -> str:
        """Pay the shop in the application; return the reference that the message shows."""
        body = urlencode({"amount": dollars}).encode()
        shown = self._ask("POST", f"{self.address}/phone/pay", body)
        found = _REFERENCE.search(shown)
        if found is None:
            raise WorldFailure("The practice provider sent no message", "Nothing was paid.")
        return found[1]

    def _ask(self, method: str, url: str, body: bytes) -> str:
        for _ in range(_STEPS_MAX):
            status, leads_to, shown = _once(method, url, body)
            if status == http.client.OK:
                return shown
            if status != http.client.SEE_OTHER or not leads_to:
                break
            method, url, body = "GET", leads_to, b""
        raise WorldFailure("A practice page did not answer", "Nothing was paid.")


def _once(method: str, url: str, body: bytes) -> tuple[int, str, str]:
    where = urlsplit(url)
    connection = http.client.HTTPConnection(
        where.hostname or "127.0.0.1", where.port, timeout=_TIMEOUT_S
    )
    target = where.path + (f"?{where.query}" if where.query else "")
    try:
        connection.request(method, target, body=body, headers=_FORM if body else {})
        answer = connection.getresponse()
        shown = answer.read().decode("utf-8", "replace")
        return answer.status, answer.headers.get("location", ""), shown
    except (OSError, http.client.HTTPException) as error:
        raise WorldFailure("A practice page did not answer", "Nothing was paid.") from error
    finally:
        connection.close()
