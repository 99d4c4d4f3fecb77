"""The exact series of the amplitude of tunnelling, against another recursion and a published relation."""

from __future__ import annotations

from fractions import Fraction

import pytest

from softpot.numerics.theory.double_well_series import amplitude, slopes

ORDERS = 5


def test_the_known_coefficients():
    """Two that the derivation has, and those that the paper of Jentschura and Zinn-Justin prints: -71/12, -6299/288 in
    g/8."""
    found = amplitude(2)
    assert found == (1, Fraction(-71, 96), Fraction(-6299, 18432))
    assert found[1] * 8 == Fraction(-71, 12) and found[2] * 64 == Fraction(-6299, 288)


def test_the_slopes_solve_the_riccati_equation():
    """At a rational place, with derivatives by the chain rule typed anew."""
    omegas, levels = slopes(5)
    x = Fraction(3, 7)
    zeta = 1 / x - 1

    def at(p: tuple[Fraction, ...], x: Fraction) -> Fraction:
        return sum((v * x**i for i, v in enumerate(p)), Fraction(0))

    values = [zeta**2 - 1, *(at(p, x) for p in omegas)]
    rates = [2 * zeta]
    for p in omegas:
        rates.append(sum((-i * v * x ** (i + 1) for i, v in enumerate(p)), Fraction(0)))
    for k in range(1, 6):
        crossed = sum(values[i] * values[k - i] for i in range(k + 1))
        assert crossed == rates[k - 1] - levels[k - 1]


def _level(number: int, last: int) -> list[Fraction]:
    """Coefficients of mu^{2k} in the level of p²/2 + x²/2 + mu X³ + mu² X⁴, X = a + a†, on unnormalised states."""

    def raised(state: dict[int, Fraction]) -> dict[int, Fraction]:
        made: dict[int, Fraction] = {}
        for k, v in state.items():
            if k > 0:
                made[k - 1] = made.get(k - 1, Fraction(0)) + v * k
            made[k + 1] = made.get(k + 1, Fraction(0)) + v
        return made

    def power(state: dict[int, Fraction], times: int) -> dict[int, Fraction]:
        for _ in range(times):
            state = raised(state)
        return state

    states, energies = [{number: Fraction(1)}], [Fraction(2 * number + 1, 2)]
    for j in range(1, 2 * last + 1):
        pushed: dict[int, Fraction] = {}
        for times, back in ((3, 1), (4, 2)):
            if j >= back:
                for k, v in power(states[j - back], times).items():
                    pushed[k] = pushed.get(k, Fraction(0)) + v
        for i in range(1, j):
            for k, v in states[j - i].items():
                pushed[k] = pushed.get(k, Fraction(0)) - energies[i] * v
        energies.append(pushed.pop(number, Fraction(0)))
        states.append({k: -v / (k - number) for k, v in pushed.items()})
    return energies[::2]


def _interpolated(values: list[Fraction]) -> list[Fraction]:
    """Coefficients of the polynomial in B through (1/2, v_0), (3/2, v_1), …, by Newton's differences."""
    nodes = [Fraction(2 * n + 1, 2) for n in range(len(values))]
    table = list(values)
    for depth in range(1, len(nodes)):
        for i in reversed(range(depth, len(nodes))):
            table[i] = (table[i] - table[i - 1]) / (nodes[i] - nodes[i - depth])
    found = [Fraction(0)]
    for node, v in reversed(list(zip(nodes, table, strict=True))):
        moved = [Fraction(0), *found]
        for i, c in enumerate(found):
            moved[i] -= node * c
        found = moved
        found[0] += v
    return found


@pytest.fixture(scope="module")
def by_levels() -> list[Fraction]:
    """C_0 … C_5 from perturbation theory of all levels and dE/dB = −3g(2B + g dA/dg), Dunne and Ünsal's relation.

    The splitting is (dE/dB) e^{−A/2} at B = 1/2 but for its leading term; their g is an eighth of ours.
    """
    last = ORDERS + 1
    several = [_level(n, last) for n in range(last + 4)]
    slopes_of = []
    for k in range(last + 1):
        coefficients = _interpolated([level[k] / Fraction(8) ** k for level in several])
        assert not any(coefficients[k + 2 :]), "more levels than needed lie on the polynomial"
        slopes_of.append([i * c for i, c in enumerate(coefficients)][1:])
    half = Fraction(1, 2)
    rate = [sum((c * half**i for i, c in enumerate(p)), Fraction(0)) for p in slopes_of]
    action = [Fraction(0), *(-rate[k + 1] / (3 * k) for k in range(1, last))]
    grown = [Fraction(1)]
    for n in range(1, last):
        grown.append(
            sum((m * (-action[m] / 2) * grown[n - m] for m in range(1, n + 1)), Fraction(0)) / n
        )
    product = [
        sum((rate[i] * grown[k - i] for i in range(k + 1)), Fraction(0)) for k in range(last)
    ]
    return [c / Fraction(8) ** k for k, c in enumerate(product)]


def test_both_recursions_agree(by_levels):
    assert list(amplitude(ORDERS)) == by_levels


@pytest.mark.parametrize(
    ("k", "value"),
    [(3, Fraction(-2691107, 331776)), (4, Fraction(-2125346615, 31850496)),
     (5, Fraction(-509978166739, 1528823808))],
)  # fmt: skip
def test_the_coefficients_in_powers_of_alpha(k, value):
    """C_k (2 sqrt 2)^k, less sqrt 2 for odd k."""
    assert amplitude(5)[k] * 8 ** (k // 2) * (2 if k % 2 else 1) == value


def test_a_negative_order_is_refused():
    with pytest.raises(ValueError, match="counts from 0"):
        slopes(-1)
