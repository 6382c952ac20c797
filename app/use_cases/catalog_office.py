"""The office as a till sends it catalog files: only online, and nothing is queued."""

from collections.abc import Iterator
from typing import Never, Protocol

from domain.errors import WorldFailure
from sync.protocol.catalog_files import CatalogEnd, CatalogRowTold, CatalogSent


class CatalogOffice(Protocol):
    """Central's side. Raises WorldFailure without a line, and central's refusal in its words."""

    def send(self, sent: CatalogSent, raw: bytes) -> Iterator[CatalogRowTold | CatalogEnd]:
        """Yield what became of the rows once they are imported; without the end it was cut off."""


class NoCatalogOffice:
    """A till that speaks with no central, as the one for training: says so."""

    def send(self, sent: CatalogSent, raw: bytes) -> Never:
        del sent, raw
        raise WorldFailure(
            "This till speaks with no central",
            "Catalogs are sent from a till at work. Nothing was changed and nothing is lost.",
        )
