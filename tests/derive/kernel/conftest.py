"""The library of Rocq, compiled once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from softpot.derive.kernel import rocq
from softpot.derive.kernel.processes import Processes


@pytest.fixture(scope="session")
def library() -> Iterator[Processes]:
    with rocq.compiled_library() as made:
        yield made
