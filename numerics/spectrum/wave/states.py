r"""psi_n(y) = \sum_k C_nk h_k((y - c)/s) / sqrt(|s|),   \int psi_n^2 dy = 1.

The eigenfunctions of -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi for one pair (alpha, beta),
kept as coefficients in one oscillator basis, or in two when the wells are practically separate.

Sign: psi_n is positive at its rightmost lobe.
Symmetric potentials: the states have parity, also when the two wells are practically separate.
Units: y dimensionless, energies in w.  Range: that of ``levels``.
Accuracy: |error| <= 1e-8 for psi and for weights; levels as in ``levels``.
Errors: TypeError or ValueError for bad arguments; NotConverged.
Not guaranteed: relative accuracy where psi or a weight is tiny.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from softpot.derive.machinery.showing import html_table, shortened
from softpot.numerics.machinery.exact import Number, Numbers, exact
from softpot.numerics.spectrum.doubles.basis import LEFT, Plan, make_plan
from softpot.numerics.spectrum.doubles.levels import checked_count, merge
from softpot.numerics.spectrum.doubles.oscillator import (
    bands,
    dense_lower,
    local_potential,
    parity_of,
)
from softpot.numerics.spectrum.doubles.solve import solve
from softpot.numerics.spectrum.potential.admitted import require_range
from softpot.numerics.spectrum.potential.reduced import Reduced, reduce_quartic
from softpot.numerics.spectrum.types.arguments import parameter
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.wave.delicate import delicate_levels, resolved_states
from softpot.numerics.spectrum.wave.hermite import half_line_overlaps, oscillator_functions

__all__ = ["Piece", "States", "wave_functions"]

DIGITS = 22.0


@dataclass(frozen=True)
class Piece:
    """One oscillator basis: centre c, scale s (of either sign), coefficients C of shape
    (count, N), zero for the states that do not live in it."""

    centre: float
    scale: float
    coefficients: FloatArray


@dataclass(frozen=True)
class States:
    """psi_n(y), n = 1 ... count:  the lowest states of one potential.

    alpha, beta: the potential.  levels: (count,), in units of w.
    pieces: the states as coefficients of oscillator functions, in one or two bases (or more where nearly degenerate
    states had to be computed apart).

    >>> from softpot import wave_functions
    >>> wave_functions(-4, 0, 2).levels.round(6).tolist()
    [-1.71035, -1.247922]
    """

    alpha: float
    beta: float
    levels: FloatArray
    pieces: tuple[Piece, ...]

    def __repr__(self) -> str:
        return (
            f"States 1 to {self.levels.size} of alpha = {self.alpha:.6g}, beta = {self.beta:.6g}, levels in w\n"
            f"  {shortened(', '.join(f'{e:.6f}' for e in self.levels), 100)}"
        )

    def _repr_html_(self) -> str:
        rows = [(str(n), f"{e:.9f}") for n, e in enumerate(self.levels, start=1)]
        title = f"alpha = {self.alpha:.6g}, beta = {self.beta:.6g}"
        return html_table(title, ("n", "level in w"), rows, marked=True)

    def psi(self, y: Numbers) -> FloatArray:
        """psi_n at the points y (any shape); shape (count, *y.shape).

        >>> from softpot import wave_functions
        >>> wave_functions(0, 0, 1).psi(0.0).round(6).tolist()
        [0.792938]
        """
        grid = parameter(y, "y")
        flat = grid.ravel()
        total = np.zeros((self.levels.size, flat.size))
        for piece in self.pieces:
            with np.errstate(over="ignore"):  # an infinite place is a far one
                x = (flat - piece.centre) / piece.scale
            h = oscillator_functions(x, _width(piece))
            total += piece.coefficients @ h / np.sqrt(abs(piece.scale))
        return total.reshape(self.levels.size, *grid.shape)

    def weight_below(self, y_b: Number) -> FloatArray:
        """The integral of psi_n^2 over y < y_b; shape (count,).

        >>> from softpot import wave_functions
        >>> wave_functions(-4, 1, 2).weight_below(0.0).round(6).tolist()
        [0.000889, 0.399338]
        """
        point = float(parameter(exact(y_b, "y_b"), "y_b"))
        total = np.zeros(self.levels.size)
        for piece in self.pieces:
            below = half_line_overlaps((point - piece.centre) / piece.scale, _width(piece))
            c = piece.coefficients
            weight = np.einsum("nk,kl,nl->n", c, below, c, optimize=True)
            total += weight if piece.scale > 0.0 else np.sum(c * c, axis=1) - weight
        return np.clip(total, 0.0, 1.0)

    def weight_above(self, y_b: Number) -> FloatArray:
        """The integral of psi_n^2 over y > y_b; shape (count,).

        >>> from softpot import wave_functions
        >>> wave_functions(-4, 0, 2).weight_above(1.0).round(6).tolist()
        [0.282094, 0.372268]
        """
        weight: FloatArray = 1.0 - self.weight_below(y_b)
        return weight


def _width(piece: Piece) -> int:
    return int(piece.coefficients.shape[1])


def _job_vectors(point: Reduced, plan: Plan, job: int, functions: int) -> FloatArray:
    """Coefficients (wanted, N) over all functions, both parities, for one basis of the plan."""
    parity, wanted = parity_of(int(plan.kind[job])), int(plan.wanted[job])
    centre, scale = (np.array([value]) for value in _place(point, plan, job))
    matrix = dense_lower(bands(local_potential(point, centre, scale), scale, functions, parity))
    vectors = np.linalg.eigh(matrix)[1][0, :, :wanted].T
    if parity is None:
        return vectors
    full = np.zeros((wanted, 2 * functions))
    full[:, parity::2] = vectors
    return full


def _place(point: Reduced, plan: Plan, job: int) -> tuple[float, float]:
    centre = point.y0[0] + point.d[0] * plan.centre[job]
    return float(centre), float(point.d[0] * plan.scale[job])


def _pieces_of_wells(
    point: Reduced, plan: Plan, energies: list[FloatArray], vectors: list[FloatArray], count: int
) -> list[Piece]:
    """The states of two practically separate wells, mixed half and half where symmetric."""
    pieces = [np.zeros((count, v.shape[1])) for v in vectors]
    if point.symmetric[0]:
        (centre, scale), c = _place(point, plan, 0), vectors[0]
        middle = float(point.y0[0] + point.d[0] * point.b[0] / 4.0)
        chosen = c[np.arange(count) // 2] / np.sqrt(2.0)
        sign = np.where(np.arange(count) % 2 == 0, 1.0, -1.0)[:, None]
        return [Piece(centre, scale, chosen), Piece(2.0 * middle - centre, -scale, sign * chosen)]
    labels = [(float(e), well, k) for well in (0, 1) for k, e in enumerate(energies[well])]
    for n, (_, well, k) in enumerate(sorted(labels)[:count]):
        pieces[well][n] = vectors[well][k]
    return [Piece(*_place(point, plan, well), pieces[well]) for well in (0, 1)]


def _replaced(
    pieces: list[Piece], alpha: Fraction, beta: Fraction, numbers: list[int]
) -> list[Piece]:
    """The pieces with the states n in `numbers` taken from the high-precision solution instead."""
    rows = np.array(numbers) - 1
    kept = []
    for piece in pieces:
        coefficients = piece.coefficients.copy()
        coefficients[rows] = 0.0
        kept.append(Piece(piece.centre, piece.scale, coefficients))
    found = resolved_states(alpha, beta, numbers)
    matrix = found[0].matrix
    spread = np.zeros((pieces[0].coefficients.shape[0], max(f.matrix.size for f in found)))
    for row, level in zip(rows, found, strict=True):
        unit = 1 << level.matrix.bits
        spread[row, : level.matrix.size] = [entry / unit for entry in level.vector]
    return [*kept, Piece(float(matrix.centre), float(matrix.scale), spread)]


def _signed(result: States, low: float, high: float) -> States:
    """The same states, each positive at the rightmost place where it exceeds 3% of its maximum."""
    psi = result.psi(np.linspace(low, high, 4001))
    large = np.abs(psi) > 0.03 * np.abs(psi).max(axis=1, keepdims=True)
    last = psi.shape[1] - 1 - np.argmax(large[:, ::-1], axis=1)
    sign = np.sign(psi[np.arange(psi.shape[0]), last])[:, None]
    pieces = tuple(
        Piece(piece.centre, piece.scale, sign * piece.coefficients) for piece in result.pieces
    )
    return States(result.alpha, result.beta, result.levels, pieces)


def wave_functions(alpha: Number, beta: Number, count: int = 10) -> States:
    r"""psi_n(y), n = 1 ... count, for one pair (alpha, beta):  -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi.

    alpha, beta: numbers as for ``levels``, dimensionless.  count: 1 to 60.
    Returns: ``States``, normalised to \int psi_n^2 dy = 1, positive at the rightmost lobe. |error| <= 1e-8 for psi
    and for weights.
    Raises: TypeError or ValueError for arguments, NotConverged.
    Source: Il'in, Karpov, Parshin, Sov. Phys. JETP 65, 165 (1987), Eq. (7).
    Not guaranteed: relative accuracy where psi or a weight is tiny.

    >>> from softpot import wave_functions
    >>> found = wave_functions(-4, 0, 2)
    >>> found.psi([-1.0, 0.0, 1.0]).round(6).tolist()
    [[0.5913, 0.374375, 0.5913], [-0.609276, 0.0, 0.609276]]
    """
    number = checked_count(count)
    first = parameter(exact(alpha, "alpha"), "alpha").reshape(1)
    second = parameter(exact(beta, "beta"), "beta").reshape(1)
    with np.errstate(over="ignore", invalid="ignore"):
        point = reduce_quartic(first, second)
    require_range(point, first, second)
    plan = make_plan(point, number + 1, DIGITS)
    solution = solve(point, plan)
    energies, _ = merge(point, plan, solution, number + 1)
    energies = np.sort(energies, axis=1)
    jobs = range(plan.owner.size)
    vectors = [_job_vectors(point, plan, job, int(solution.functions[job])) for job in jobs]
    separate = bool((plan.kind == LEFT).any())
    if separate:
        each = [solution.energies[job, : plan.wanted[job]] for job in jobs]
        pieces = _pieces_of_wells(point, plan, each, vectors, number)
    elif len(vectors) == 1:
        pieces = [Piece(*_place(point, plan, 0), vectors[0][:number])]
    else:
        pieces = []
        for job, c in enumerate(vectors):
            spread = np.zeros((number + 1, c.shape[1]))
            spread[job::2] = c
            pieces.append(Piece(*_place(point, plan, job), spread[:number]))
    flags = delicate_levels(energies, point.v0, point.symmetric, np.array([separate]))
    numbers = (np.flatnonzero(flags[0]) + 1).tolist()
    if numbers:
        pieces = _replaced(pieces, exact(alpha, "alpha"), exact(beta, "beta"), numbers)
    edges = [abs(p.scale) * np.sqrt(2.0 * _width(p)) for p in pieces]
    low = min(p.centre - edge for p, edge in zip(pieces, edges, strict=True))
    high = max(p.centre + edge for p, edge in zip(pieces, edges, strict=True))
    values = energies[0, :number] + point.v0[0]
    return _signed(States(float(first[0]), float(second[0]), values, tuple(pieces)), low, high)
