"""Catalog files sent to central on a line of their own, beside the engine's exchanges."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from domain.errors import WorldFailure
from sync.engine.own_line import OwnLine, Post, PostingTransport, told_plainly
from sync.engine.parts import EngineParts
from sync.protocol.catalog_files import (
    CATALOG_FILE_TYPE,
    CATALOG_FILES_PATH,
    CatalogEnd,
    CatalogRowTold,
    CatalogSent,
    decode_catalog_rows,
    encode_catalog,
)


@dataclass(frozen=True, slots=True)
class CatalogLine:
    """What a till sends central of catalogs. Each call opens a line and closes it."""

    parts: EngineParts
    open_line: Callable[[], AbstractContextManager[PostingTransport]]

    def send(self, sent: CatalogSent, raw: bytes) -> Iterator[CatalogRowTold | CatalogEnd]:
        """Send a catalog file; yield what became of its rows once it was imported, and the end.

        Without an end it was cut off: what was told counts. Raises WorldFailure where central
        cannot be reached or its answer is none, and RefusedError with central's own words.
        """
        line = OwnLine(self.parts, self.open_line)
        post = Post(
            path=CATALOG_FILES_PATH,
            kind=CATALOG_FILE_TYPE,
            body=encode_catalog(sent, raw),
            nonce=sent.nonce,
        )
        with told_plainly(down=_down, damaged=_damaged), line.posted(post) as chunks:
            yield from decode_catalog_rows(chunks, line.asked(sent.nonce))


def _down() -> WorldFailure:
    return WorldFailure(
        "Sending a catalog needs the line",
        "Central cannot be reached now. The file is where it was and nothing is lost: go on"
        " selling, and send it when the till is online again. What central has of it already"
        " stays as it is.",
    )


def _damaged() -> WorldFailure:
    return WorldFailure(
        "The answer was damaged on its way",
        "The file is where it was and nothing is lost. Send it again: what central has of it"
        " already stays as it is.",
    )
