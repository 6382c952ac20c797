"""A till that speaks with no central sends no catalog and says so."""

import pytest

from app.use_cases.catalog_office import NoCatalogOffice
from domain.errors import WorldFailure


def test_training_sends_no_catalog_and_says_where_they_are_sent() -> None:
    with pytest.raises(WorldFailure, match="from a till at work"):
        NoCatalogOffice().send(None, b"")  # type: ignore[arg-type]  # it is not looked at
