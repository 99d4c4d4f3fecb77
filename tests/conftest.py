"""One hypothesis profile for all tests: the same examples every run, no clock; and one thread of BLAS a process.

The matrices are small and the tests run in as many processes as there are processors, so that more threads
only wait for each other.
"""

from __future__ import annotations

import os

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
