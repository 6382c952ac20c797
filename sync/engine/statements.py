"""Statements sent to central on a line of their own, beside the engine's exchanges.

A person waits for these and can send them again: nothing is queued, and no exchange waits for one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from domain.errors import WorldFailure
from sync.engine.asking import ask_central
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError, Transport
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.snapshot import TOLD_TYPE, Asked, DamagedSnapshotError, read_told
from sync.protocol.statements import (
    MAPPINGS_PATH,
    STATEMENT_CASES_PATH,
    STATEMENT_TYPE,
    STATEMENTS_PATH,
    MappingsTold,
    MappingTold,
    RowAsked,
    RowCaseOpened,
    RowTold,
    StatementEnd,
    StatementSent,
    decode_rows,
    encode_statement,
)
from sync.protocol.stream_codec import StreamDamagedError

ANSWER_BYTES_MAX = 65_536


class StatementTransport(Transport, Protocol):
    """A way to central by which more than exchanges is sent."""

    def post(
        self, path: str, kind: str, body: bytes, headers: Mapping[str, str]
    ) -> AbstractContextManager[Iterator[bytes]]:
        """Send a body; give the answer's bytes as they arrive, of that kind and no other.

        Raises LinkDownError and RefusedError.
        """
        ...


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a till asks central about statements. Each call opens a line and closes it.

    All raise WorldFailure where central cannot be reached or its answer is none, and RefusedError
    with central's own words.
    """

    parts: EngineParts
    open_line: Callable[[], AbstractContextManager[StatementTransport]]

    def list_mappings(self) -> tuple[MappingTold, ...]:
        """Return how statements are read, the newest of a name first."""
        with _told_plainly(), self.open_line() as line:
            asking = replace(self.parts, transport=line)
            told = ask_central(asking, lambda nonce: f"{MAPPINGS_PATH}/{nonce}", MappingsTold)
        return told.mappings

    def send(self, sent: StatementSent, raw: bytes) -> Iterator[RowTold | StatementEnd]:
        """Send a statement; yield its rows as central works them off, and the end.

        Without an end it was cut off: what was told counts, and the rest is done by sending again.
        """
        body = encode_statement(sent, raw)
        headers = self._signed(STATEMENTS_PATH, body, sent.nonce)
        with (
            _told_plainly(),
            self.open_line() as line,
            line.post(STATEMENTS_PATH, STATEMENT_TYPE, body, headers) as chunks,
        ):
            yield from decode_rows(chunks, self._asked(sent.nonce))

    def open_case(self, row: RowAsked) -> RowCaseOpened:
        """Have the case of a row opened at this till."""
        body = row.model_dump_json().encode()
        headers = self._signed(STATEMENT_CASES_PATH, body, row.nonce)
        content = b""
        with (
            _told_plainly(),
            self.open_line() as line,
            line.post(STATEMENT_CASES_PATH, TOLD_TYPE, body, headers) as chunks,
        ):
            for chunk in chunks:
                content += chunk
                if len(content) > ANSWER_BYTES_MAX:
                    raise _damaged()
            return read_told(content, RowCaseOpened, self._asked(row.nonce))

    def _asked(self, nonce: str) -> Asked:
        with self.parts.db.reading() as uow:
            till = uow.till.get_till()
        return Asked(till=till.till_id, nonce=nonce, central_key=till.central_key)

    def _signed(self, path: str, body: bytes, nonce: str) -> dict[str, str]:
        with self.parts.db.reading() as uow:
            till_id = uow.till.get_till().till_id
        return signature_headers(
            SignedRequest(method="POST", path=path, body=body),
            key=self.parts.signer,
            key_id=till_id,
            created_at=self.parts.clock.now(),
            nonce=nonce,
        )


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Nobody tries again by itself here: say so."""
    try:
        yield
    except LinkDownError as error:
        raise WorldFailure(
            "Statements need the line",
            "Central cannot be reached now. The file is where it was and nothing is lost: go on"
            " selling, and send it when the till is online again. A row counts only once.",
        ) from error
    except (StreamDamagedError, DamagedSnapshotError) as error:
        raise _damaged() from error


def _damaged() -> WorldFailure:
    return WorldFailure(
        "The answer was damaged on its way",
        "The file is where it was and nothing is lost. Send it again: a row counts only once.",
    )
