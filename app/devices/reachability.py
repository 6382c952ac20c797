"""Does anybody answer at central's address? One connection, nothing said, for the doctor."""

import socket
import ssl
from urllib.parse import urlsplit

ANSWER_TIMEOUT_S = 5
_PORTS = {"http": 80, "https": 443}


def find_obstacle(address: str, timeout_s: float = ANSWER_TIMEOUT_S) -> str | None:
    """Return why no connection comes about, in a few words, or None where one does.

    For https the certificate is verified too, as the till itself does.
    """
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError):
        return "that is no address of central"
    host = parts.hostname or ""
    try:
        with socket.create_connection((host, port), timeout_s) as line:
            if parts.scheme == "https":
                _verify(line, host)
    except OSError as error:
        return _words(error)
    return None


def _words(error: OSError) -> str:
    """Say why, from the most particular kind of failure to the most general."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS 1.3"
    if isinstance(error, socket.gaierror):
        return "its name is not known here"
    if isinstance(error, TimeoutError):
        return "nobody answered in time"
    return error.strerror or "no connection"


def _verify(line: socket.socket, host: str) -> None:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with context.wrap_socket(line, server_hostname=host):
        return
