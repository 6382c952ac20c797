"""Statements sent to central on a line of their own, beside the engine's exchanges.

A person waits for these and can send them again: nothing is queued, and no exchange waits for one.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from domain.errors import WorldFailure
from sync.engine.asking import ask_central
from sync.engine.own_line import OwnLine, Post, PostingTransport, told_plainly
from sync.engine.parts import EngineParts
from sync.protocol.snapshot import TOLD_TYPE, DamagedSnapshotError, read_told
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

ANSWER_BYTES_MAX = 65_536


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a till asks central about statements. Each call opens a line and closes it.

    All raise WorldFailure where central cannot be reached or its answer is none, and RefusedError
    with central's own words.
    """

    parts: EngineParts
    open_line: Callable[[], AbstractContextManager[PostingTransport]]

    def list_mappings(self) -> tuple[MappingTold, ...]:
        """Return how statements are read, the newest of a name first."""
        with told_plainly(down=_down, damaged=_damaged), self.open_line() as line:
            asking = replace(self.parts, transport=line)
            told = ask_central(asking, lambda nonce: f"{MAPPINGS_PATH}/{nonce}", MappingsTold)
        return told.mappings

    def send(self, sent: StatementSent, raw: bytes) -> Iterator[RowTold | StatementEnd]:
        """Send a statement; yield its rows as central works them off, and the end.

        Without an end it was cut off: what was told counts, and the rest is done by sending again.
        """
        line = OwnLine(self.parts, self.open_line)
        body = encode_statement(sent, raw)
        post = Post(path=STATEMENTS_PATH, kind=STATEMENT_TYPE, body=body, nonce=sent.nonce)
        with told_plainly(down=_down, damaged=_damaged), line.posted(post) as chunks:
            yield from decode_rows(chunks, line.asked(sent.nonce))

    def open_case(self, row: RowAsked) -> RowCaseOpened:
        """Have the case of a row opened at this till."""
        line = OwnLine(self.parts, self.open_line)
        body = row.model_dump_json().encode()
        post = Post(path=STATEMENT_CASES_PATH, kind=TOLD_TYPE, body=body, nonce=row.nonce)
        content = b""
        with told_plainly(down=_down, damaged=_damaged), line.posted(post) as chunks:
            for chunk in chunks:
                content += chunk
                if len(content) > ANSWER_BYTES_MAX:
                    message = "the answer is too long"
                    raise DamagedSnapshotError(message)
            return read_told(content, RowCaseOpened, line.asked(row.nonce))


def _down() -> WorldFailure:
    return WorldFailure(
        "Statements need the line",
        "Central cannot be reached now. The file is where it was and nothing is lost: go on"
        " selling, and send it when the till is online again. A row counts only once.",
    )


def _damaged() -> WorldFailure:
    return WorldFailure(
        "The answer was damaged on its way",
        "The file is where it was and nothing is lost. Send it again: a row counts only once.",
    )
