"""The collector of cycles is slowed down for one command only, and SymPy's memory only where it still counts."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from softpot.reports.cli.pace import unhurried_collector


def test_the_collector_is_as_before_whatever_happens() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), unhurried_collector():
        assert gc.get_threshold()[0] > before[0]
        assert gc.isenabled()
        raise KeyError
    assert gc.get_threshold() == before


@pytest.mark.parametrize(("given", "found"), [(None, "30000"), ("500", "500")])
def test_sympy_remembers_more_unless_told(given: str | None, found: str) -> None:
    code = (
        "from softpot.reports.cli.pace import unhurried_collector as u\n"
        "with u():\n import sympy.core.cache as c\nprint(c.SYMPY_CACHE_SIZE)"
    )
    around = {k: v for k, v in os.environ.items() if k != "SYMPY_CACHE_SIZE"}
    around |= {} if given is None else {"SYMPY_CACHE_SIZE": given}
    done = subprocess.run(
        [sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == found
