from collections.abc import Iterator
from pathlib import Path

import pytest

from app.use_cases.till import Session, Till
from tests.helpers.builders import STORE_STREAM, a_till, an_open_shift
from tests.helpers.scarce_till import DEAL, Place


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    """An enrolled till on an encrypted file of its own."""
    opened = a_till(tmp_path)
    yield opened
    opened.db.close()


@pytest.fixture
def place(till: Till) -> Place:
    told = Place(till)
    told.tell(STORE_STREAM, DEAL)
    return told


@pytest.fixture
def session(till: Till) -> Session:
    return an_open_shift(till)[0]
