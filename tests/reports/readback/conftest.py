"""The table of the random expressions, and how its names are written."""

from __future__ import annotations

import pytest

from .expressions import S
from .lexicon import Lexicon, lexicon


@pytest.fixture(scope="session")
def names() -> Lexicon:
    return lexicon(S)
