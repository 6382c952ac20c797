from collections.abc import Iterator
from pathlib import Path

import pytest

from app.use_cases.till import Till
from tests.helpers.builders import a_till


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    """An enrolled till on an encrypted file of its own."""
    opened = a_till(tmp_path)
    yield opened
    opened.db.close()
