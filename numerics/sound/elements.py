r"""<n|y|m> = \int psi_n y psi_m dy,   -psi'' + (alpha y^2 - beta y^3 + y^4) psi = eps psi.

y is what sound couples to: a strain e adds Lambda y e to the potential, so that |<n|y|m>|^2 is the strength of the
absorption n -> m.  Eigenvectors in oscillator bases whose functions reach to where the states have decayed by e^-27;
where two levels lie so close that rounding would mix them, vectors of high precision are taken.

    sum_m (eps_m - eps_n) y_nm^2 = 1   for every potential and every n

Shapes: alpha and beta broadcast to (...).  Units: y dimensionless.  Range: that of ``levels``; n, m = 1 ... 20.
Accuracy: 1e-10 absolute for |y_nm| <= 10, checked by the sum rule and against 30 digits.
Errors: TypeError or ValueError for bad arguments; NotConverged.
Not guaranteed: the sign, which belongs to those of the wave functions; for n != m the size is returned.
Source: Buchenau et al., Phys. Rev. B 46, 2798 (1992), for the coupling.
"""

from __future__ import annotations

from fractions import Fraction
from math import exp

import numpy as np
from numpy.typing import NDArray

from softpot.numerics.spectrum.doubles.basis import EVEN, LEFT, ODD, RIGHT, WHOLE, Plan, make_plan
from softpot.numerics.spectrum.doubles.oscillator import (
    bands,
    dense_lower,
    local_potential,
    parity_of,
)
from softpot.numerics.spectrum.doubles.solve import LADDER, first_rung
from softpot.numerics.spectrum.potential.admitted import require_range
from softpot.numerics.spectrum.potential.reduced import Reduced, reduce_quartic
from softpot.numerics.spectrum.types.arguments import broadcast, whole_number
from softpot.numerics.spectrum.types.arrays import FloatArray
from softpot.numerics.spectrum.types.errors import NotConverged
from softpot.numerics.spectrum.wave.delicate import resolved_states

__all__ = ["LARGEST_NUMBER", "levels_and_elements", "matrix_elements"]

LARGEST_NUMBER = 20
DIGITS = 30.0
CLOSE_TOGETHER, CLOSE_APART = 1e-3, 1e-9
ROUNDS = 8
BATCH_BYTES = 8_000_000

IntArray = NDArray[np.intp]


def matrix_elements(alpha: object, beta: object, n: int, m: int) -> FloatArray:
    """|<n|y|m>|, or <n|y|n> for n = m, of every pair (alpha, beta); shape (...).

    >>> float(matrix_elements(0, 0, 1, 2).round(9))
    0.600804942

    alpha, beta: numbers or arrays that broadcast; n, m: 1 to 20.
    Raises TypeError, ValueError or NotConverged (see the module text).
    """
    numbers = [
        whole_number(
            v, name, 1, LARGEST_NUMBER, "so many levels are what the accuracy was tested for"
        )
        for v, name in ((n, "n"), (m, "m"))
    ]
    first, second = broadcast(alpha, beta)
    with np.errstate(over="ignore", invalid="ignore"):
        points = reduce_quartic(first.ravel(), second.ravel())
    require_range(points, points.alpha, points.beta)
    _, elements = levels_and_elements(points, max(numbers))
    found = elements[:, numbers[0] - 1, numbers[1] - 1]
    return np.asarray((found if n == m else np.abs(found)).reshape(first.shape))


def levels_and_elements(
    points: Reduced, count: int, digits: float = DIGITS
) -> tuple[FloatArray, FloatArray]:
    """(levels above V0 (P, count), <n|y|m> (P, count, count)) of the lowest `count` states.

    digits: of the bases; with fewer than the usual 30 states that rounding mixes are left as they are, which is good
    enough for sums over many potentials.
    """
    size = points.a.size
    levels, elements = np.empty((size, count)), np.empty((size, count, count))
    plan = make_plan(points, count + 1, digits)
    for kind, build in ((WHOLE, _whole), (EVEN, _parities), (LEFT, _wells)):
        at = np.flatnonzero(plan.kind == kind)
        if at.size:
            owner = plan.owner[at]
            levels[owner], elements[owner] = build(points, plan, at, count, exp(3.0 - digits))
    if digits >= DIGITS:
        _resolve(points, plan, levels, elements)
    return levels, elements


def _vectors(
    points: Reduced, plan: Plan, jobs: IntArray, wanted: IntArray, decayed: float
) -> tuple[FloatArray, list[FloatArray], FloatArray, FloatArray]:
    """(energies (J, L), vectors (N, L) of each job, centres, scales), each decayed within its basis."""
    owner = plan.owner[jobs]
    here = points.take(owner)
    centre = here.y0 + here.d * plan.centre[jobs]
    scale = here.d * plan.scale[jobs]
    parity = parity_of(int(plan.kind[jobs[0]]))
    number = LADDER[first_rung(plan.take(jobs))]
    energies = np.full((jobs.size, int(wanted.max())), np.inf)
    vectors: list[FloatArray] = [np.empty((0, 0))] * jobs.size
    todo = np.arange(jobs.size)
    for _ in range(ROUNDS):
        failed = []
        for functions in np.unique(number[todo]):
            every = todo[number[todo] == functions]
            step = max(1, BATCH_BYTES // int(8 * functions * functions))
            for start in range(0, every.size, step):
                at = every[start : start + step]
                potential = local_potential(here.take(at), centre[at], scale[at])
                matrix = dense_lower(bands(potential, scale[at], int(functions), parity))
                values, states = np.linalg.eigh(matrix)
                for row, k in enumerate(at):
                    few = int(wanted[k])
                    energies[k, :few] = values[row, :few]
                    vectors[k] = states[row, :, :few]
                tail = np.array([np.abs(vectors[k][-4:]).max() for k in at])
                failed.append(at[tail > 10.0 * decayed])
        todo = np.concatenate(failed)
        if not todo.size:
            return energies, vectors, centre, scale
        number[todo] = (1.15 * number[todo] + 4).astype(np.intp)
    worst = here.take(todo[:1])
    raise NotConverged(
        f"the states at alpha = {worst.alpha[0]:.6g}, beta = {worst.beta[0]:.6g} did not decay within a basis of "
        f"{int(number[todo[0]])} functions"
    )


def _x(left: FloatArray, right: FloatArray) -> FloatArray:
    """<left|x|right> over the functions 0, 1, 2, ... of an oscillator."""
    size = min(left.shape[0], right.shape[0])
    one, two = left[:size], right[:size]
    rise = np.sqrt(0.5 * np.arange(1, size))[:, None]
    found = one[:-1].T @ (rise * two[1:]) + (rise * one[1:]).T @ two[:-1]
    return np.asarray(found)


def _whole(
    points: Reduced, plan: Plan, at: IntArray, count: int, decayed: float
) -> tuple[FloatArray, FloatArray]:
    energies, vectors, centre, scale = _vectors(points, plan, at, np.full(at.size, count), decayed)
    elements = np.array([
        c * np.eye(count) + s * _x(v, v) for v, c, s in zip(vectors, centre, scale, strict=True)
    ])  # fmt: skip
    return energies, elements


def _parities(
    points: Reduced, plan: Plan, at: IntArray, count: int, decayed: float
) -> tuple[FloatArray, FloatArray]:
    """Even and odd states about the symmetry centre, in turn."""
    odd = np.flatnonzero(plan.kind == ODD)
    odd = odd[np.argsort(plan.owner[odd], kind="stable")]
    even = at
    order = np.argsort(plan.owner[even], kind="stable")
    even = even[order]
    half = np.full(even.size, (count + 1) // 2)
    one, two = (_vectors(points, plan, jobs, half, decayed) for jobs in (even, odd))
    energies = np.empty((even.size, 2 * half[0]))
    energies[:, 0::2], energies[:, 1::2] = one[0], two[0]
    elements = np.zeros((even.size, count, count))
    for k in range(even.size):
        full = [_spread(one[1][k], 0), _spread(two[1][k], 1)]
        size = max(v.shape[0] for v in full)
        both = np.zeros((size, 2 * half[0]))
        both[: full[0].shape[0], 0::2], both[: full[1].shape[0], 1::2] = full
        elements[k] = one[2][k] * np.eye(count) + one[3][k] * _x(both, both)[:count, :count]
    back = np.argsort(order, kind="stable")
    return energies[back, :count], elements[back]


def _spread(vectors: FloatArray, parity: int) -> FloatArray:
    full = np.zeros((2 * vectors.shape[0], vectors.shape[1]))
    full[parity::2] = vectors
    return full


def _wells(
    points: Reduced, plan: Plan, at: IntArray, count: int, decayed: float
) -> tuple[FloatArray, FloatArray]:
    """States of two practically separate wells: of one well each, or half and half where symmetric."""
    right = np.flatnonzero(plan.kind == RIGHT)
    left = at[np.argsort(plan.owner[at], kind="stable")]
    right = right[np.argsort(plan.owner[right], kind="stable")]
    sides = [_vectors(points, plan, jobs, plan.wanted[jobs], decayed) for jobs in (left, right)]
    levels, elements = np.empty((at.size, count)), np.zeros((at.size, count, count))
    for k, owner in enumerate(plan.owner[left]):
        if points.symmetric[owner]:
            levels[k], elements[k] = _mixed(points, int(owner), sides[0], k, count)
            continue
        blocks, energies, well = [], [], []
        for number, (values, vectors, centre, scale) in enumerate(sides):
            v = vectors[k]
            blocks.append(centre[k] * np.eye(v.shape[1]) + scale[k] * _x(v, v))
            energies.append(values[k, : v.shape[1]])
            well += [(number, i) for i in range(v.shape[1])]
        order = np.argsort(np.concatenate(energies), kind="stable")[:count]
        levels[k] = np.concatenate(energies)[order]
        for i, one in enumerate(order):
            for j, two in enumerate(order):
                (a, p), (b, q) = well[one], well[two]
                elements[k, i, j] = blocks[a][p, q] if a == b else 0.0
    back = np.argsort(np.argsort(plan.owner[at], kind="stable"), kind="stable")
    return levels[back], elements[back]


def _mixed(
    points: Reduced, owner: int, side: tuple[FloatArray, list[FloatArray], FloatArray, FloatArray], k: int, count: int
) -> tuple[FloatArray, FloatArray]:  # fmt: skip
    """Pairs (|L> +- |R>)/sqrt(2) of the same level of both wells."""
    values, vectors, centre, scale = side
    middle = float(points.beta[owner]) / 4.0
    v = vectors[k]
    own = (centre[k] - middle) * np.eye(v.shape[1]) + scale[k] * _x(v, v)
    number = np.arange(count) // 2
    odd = np.arange(count) % 2
    differ = odd[:, None] != odd[None, :]
    elements = np.where(differ, own[number[:, None], number[None, :]], 0.0)
    return values[k, number], elements + middle * np.eye(count)


def _resolve(points: Reduced, plan: Plan, levels: FloatArray, elements: FloatArray) -> None:
    """Take the states from high precision where rounding would mix two, in place."""
    count = levels.shape[1]
    separate = np.zeros(points.a.size, dtype=bool)
    separate[plan.owner[plan.kind == LEFT]] = True
    size = np.maximum(1.0, np.abs(levels[:, 1:] + points.v0[:, None]))
    close = np.where(separate, CLOSE_APART, CLOSE_TOGETHER)[:, None] * size
    mixed = ((np.diff(levels, axis=1) < close) & ~points.symmetric[:, None]).any(axis=1)
    for k in np.flatnonzero(mixed):
        alpha, beta = Fraction(float(points.alpha[k])), Fraction(float(points.beta[k]))
        found = resolved_states(alpha, beta, list(range(1, count + 1)))
        matrix = found[0].matrix
        unit = 1 << matrix.bits
        v = np.array([[entry / unit for entry in state.vector] for state in found]).T
        elements[k] = float(matrix.centre) * np.eye(count) + float(matrix.scale) * _x(v, v)
