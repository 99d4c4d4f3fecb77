r"""K = min { n : eps_{n+1} - eps_n > E_d }:  a distribution of potentials, and E_d, which levels of each count.

A ``Glass`` is what n(E) and c(T) are curves of.  With E_d, levels that a step of more than E_d parts from those below
are left out, with all that lie above them, because an excitation of more energy is delocalised; without it, all count.

The levels of the potentials, and what each gives to c at a set of temperatures, do not depend on the distribution.
They are worked out once and kept in ``tables``, which glasses that differ in their distribution share:

    glass = Glass(Distribution.exponential("0.1"))
    other = glass.with_distribution(Distribution.exponential("0.2"))   # at the same temperatures 400 times faster

Units: E_d in w.  Errors: TypeError or ValueError in one sentence.
Not guaranteed: that E_d is a sharp boundary in a glass; the source has it as an order of magnitude.
Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (13) and the text below it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from softpot.numerics.machinery.exact import shown
from softpot.numerics.statistics.model.arguments import delocalisation_energy, require_distribution
from softpot.numerics.statistics.model.distribution import Distribution

__all__ = ["Glass", "Tables", "glass_of"]

MOST = 512
"""Temperatures of which tables are kept, some 0.3 MB each."""


class Tables:
    """The tables made last, for no more than 512 temperatures; a copy in another process starts empty."""

    def __init__(self) -> None:
        self._held: dict[Hashable, tuple[int, Any]] = {}
        self._lock = Lock()

    def get(self, key: Hashable, size: int, make: Callable[[], Any]) -> Any:
        """What was made for this key, or a new one; ``size``: for how many temperatures."""
        with self._lock:
            found = self._held.pop(key, None)
        if found is None:
            found = size, make()
        with self._lock:
            self._held[key] = found
            while len(self._held) > 1 and sum(n for n, _ in self._held.values()) > MOST:
                del self._held[next(iter(self._held))]
        return found[1]

    def __len__(self) -> int:
        return len(self._held)

    def __reduce__(self) -> tuple[type[Tables], tuple[()]]:
        return Tables, ()

    def __repr__(self) -> str:
        return f"<{len(self)} tables>"


@dataclass(frozen=True)
class Glass:
    """P(eta, t) d eta d t potentials, of each the levels up to K = min {n : eps_(n+1) - eps_n > E_d}.

    distribution: how many potentials of each kind there are.
    E_d: the delocalisation energy in w, 2 to 1e6; None: all levels count.
    tables: what has been worked out for earlier curves, 0.3 MB for each temperature; glasses share it.
    Raises: TypeError or ValueError.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (13) and the text below it.
    Not guaranteed: that E_d is a sharp boundary in a glass; the source has it as an order of magnitude.

    >>> from softpot import Distribution, Glass, density_of_states
    >>> glass = Glass(Distribution.constant(alpha_max=5), E_d=3)
    >>> density_of_states([0.8, 3.4], glass).value.round(5).tolist()
    [4.73852, 0.0]
    """

    distribution: Distribution
    E_d: float | None = None
    tables: Tables = field(default_factory=Tables, compare=False)

    def __post_init__(self) -> None:
        require_distribution(self.distribution)
        object.__setattr__(self, "E_d", delocalisation_energy(self.E_d))
        if not isinstance(self.tables, Tables):
            raise TypeError(
                f"tables is {shown(self.tables)}, but the tables of another Glass are needed because they are shared"
            )

    @property
    def unit(self) -> str:
        """The unit of the distribution: n is counted in it, per w, and c in k_B times it."""
        return self.distribution.unit

    def with_distribution(self, distribution: Distribution) -> Glass:
        """The same levels with other numbers of potentials; the tables are shared.

        >>> from softpot import Distribution, Glass
        >>> glass = Glass(Distribution.exponential("0.1"))
        >>> glass.with_distribution(Distribution.exponential("0.2")).tables is glass.tables
        True
        """
        return replace(self, distribution=distribution)

    def __repr__(self) -> str:
        levels = (
            "all levels" if self.E_d is None else f"levels by steps up to E_d = {self.E_d:.6g} w"
        )
        return f"Glass, {levels}: {self.distribution!r}"

    def _repr_latex_(self) -> str:
        if self.E_d is None:
            return self.distribution._repr_latex_()
        return rf"{self.distribution._repr_latex_()[:-1]},\quad E_d = {self.E_d:.6g}\,w$"


def glass_of(value: object) -> Glass:
    """A Glass as it is, a Distribution as the glass of which all levels count; TypeError for anything else."""
    if isinstance(value, Glass):
        return value
    if isinstance(value, Distribution):
        return Glass(value)
    raise TypeError(
        f"glass is {shown(value)}, but a Glass or a Distribution is needed because it says how many potentials of each "
        "kind there are"
    )
