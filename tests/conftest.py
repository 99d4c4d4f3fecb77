"""One hypothesis profile for all tests: the same examples every run, no clock; and one thread of BLAS a process.

The matrices are small and the tests run in as many processes as there are processors, so that more threads
only wait for each other.

Of a test marked ``quick(n)`` n cases, spread over all of them, are among the fast tests, and the others are slow;
mutation runs (``tests/weakened/mutate.py``) take all of them.
"""

from __future__ import annotations

import os
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported

settings.register_profile(
    "softpot",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("softpot")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    cases = defaultdict(list)
    for item in items:
        if item.get_closest_marker("quick") and not item.get_closest_marker("slow"):
            cases[item.nodeid.partition("[")[0]].append(item)
    for found in cases.values():
        marker = found[0].get_closest_marker("quick")
        assert marker is not None
        (count,) = marker.args
        quick = {k * len(found) // max(count, 1) for k in range(count)}
        for k, item in enumerate(found):
            if k not in quick:
                item.add_marker("slow")
