"""Processor time of levels, c(T) and n(E); asv calls what begins with time_."""

from __future__ import annotations

import os
import time
from itertools import count

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from softpot import Distribution, Glass, density_of_states, levels, specific_heat

_NEXT = count(1)  # asv sets up anew for each sample


class _Timed:
    timer = time.process_time
    number, repeat, warmup_time, timeout = 1, 5, 0, 600
    version = "1"  # the history goes on when only the text of a benchmark changes


class Levels(_Timed):
    """Ten levels of 2000 random pairs, and of one pair."""

    def setup(self) -> None:
        random = np.random.default_rng(1)
        self.alpha, self.beta = random.uniform(-20, 20, 2000), random.uniform(-8, 8, 2000)
        levels(self.alpha, self.beta)

    def time_batch(self) -> None:
        levels(self.alpha, self.beta)

    def time_hundred_pairs_one_by_one(self) -> None:
        for a, b in zip(self.alpha[:100].tolist(), self.beta[:100].tolist(), strict=True):
            levels(a, b)

    def time_thirty_digits(self) -> None:
        levels("-41/8", "1/2", 2, digits=30)


class Curves(_Timed):
    """Twelve energies up to 50 w; a further distribution; a new E_d at low temperatures."""

    def setup(self) -> None:
        self.T = np.geomspace(0.1, 0.5, 20)
        self.glass = Glass(Distribution.constant(alpha_max=10))
        specific_heat(self.T, self.glass)

    def time_states(self) -> None:
        density_of_states(np.geomspace(0.01, 50, 12), self.glass)

    def time_next_distribution(self) -> None:
        specific_heat(self.T, self.glass.with_distribution(Distribution.exponential("0.2")))

    def time_new_cutoff(self) -> None:
        E_d = 3.0 + 0.001 * next(_NEXT)  # one that no table is kept for
        specific_heat(self.T, Glass(self.glass.distribution, E_d))

    time_new_cutoff.version, time_new_cutoff.repeat = "2", 3  # type: ignore[attr-defined]
