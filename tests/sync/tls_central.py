"""Central behind real TLS on this computer, with a certificate made for the test."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.engine.transport import HttpTransport, client_of
from tests.central.office import Office

REAL_NOW = datetime.now(UTC)
"""What this computer believes: TLS asks nobody else."""


@dataclass(slots=True)
class TlsCentral:
    """An address, the certificate to trust, and every path that was asked for."""

    address: str
    certificate: Path
    asked: list[str] = field(default_factory=list)

    def transport(self, *, trusting: bool = True) -> HttpTransport:
        """A till's way to it, with verification as strict as ever."""
        context = ssl.create_default_context(cafile=str(self.certificate) if trusting else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        return HttpTransport(client_of(httpx.URL(self.address), trust_env=False, verify=context))


@contextmanager
def tls_central(
    office: Office, folder: Path, *, valid_from: datetime, days: int = 90
) -> Iterator[TlsCentral]:
    """Serve an office's central over TLS 1.3 under a certificate valid from a moment on."""
    certificate, key = _certificate(folder, valid_from, days)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(certificate, key)
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(office, asked))
    server.daemon_threads = True
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield TlsCentral(f"https://127.0.0.1:{server.server_port}", certificate, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(office: Office, asked: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._forward("GET", None)

        def do_POST(self) -> None:
            self._forward("POST", self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Nothing: a refused certificate is what the tests want."""

        def _forward(self, method: str, body: bytes | None) -> None:
            asked.append(self.path.partition("?")[0])
            answer = office.client.request(
                method, self.path, content=body, headers=dict(self.headers)
            )
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["content-type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

    return Handler


def _certificate(folder: Path, valid_from: datetime, days: int) -> tuple[Path, Path]:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "central.test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_from + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate, key = folder / "central.crt", folder / "central.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, key
