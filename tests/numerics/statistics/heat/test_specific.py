"""A glass holds distribution, E_d and tables: shared tables change no number, E_d is never mixed up, old calls work."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from softpot.numerics import statistics
from softpot.numerics.spectrum.doubles.levels import levels_above
from softpot.numerics.spectrum.potential.reduced import reduce_quartic
from softpot.numerics.statistics import (
    Distribution,
    Glass,
    density_of_states,
    maximum_of_heat,
    minimum_of_heat,
    specific_heat,
)
from softpot.numerics.statistics.model.glass import MOST, Tables
from softpot.numerics.statistics.plane.kept import truncated

TEN, FIFTY = Distribution.constant(alpha_max=10), Distribution.constant(alpha_max=50)
T = [0.01, 0.02]


def test_shared_tables_change_no_number() -> None:
    glass = Glass(TEN)
    other = glass.with_distribution(FIFTY)
    specific_heat(T, glass)
    assert other.tables is glass.tables and len(glass.tables) == 1
    assert specific_heat(T, other) == specific_heat(T, FIFTY)
    assert specific_heat(T, other) != specific_heat(T, glass)
    assert len(glass.tables) == 1


def test_tables_of_another_energy_are_not_taken() -> None:
    """Two glasses may share their tables and differ in E_d."""
    whole = Glass(TEN)
    cut = replace(whole, E_d=200)
    assert cut.tables is whole.tables
    specific_heat(0.02, whole)
    specific_heat(0.02, cut)
    assert len(whole.tables) == 2


def test_what_is_kept_is_bounded() -> None:
    tables = Tables()
    for k in range(6):
        assert tables.get(k, MOST // 4, lambda k=k: k) == k
    assert len(tables) == 4
    assert tables.get(5, MOST // 4, lambda: "new") == 5
    assert tables.get(0, MOST // 4, lambda: "new") == "new"
    assert tables.get("large", 10 * MOST, lambda: "large") == "large"
    assert len(tables) == 1


def test_threads_share_a_glass() -> None:
    glass, wanted = (
        Glass(TEN),
        [specific_heat(t, TEN).value[0] for t in np.linspace(0.01, 0.05, 12)],
    )
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda t: specific_heat(t, glass).value[0], np.linspace(0.01, 0.05, 12))
        )
    assert found == wanted


def test_a_copy_elsewhere_starts_without_tables() -> None:
    glass = Glass(TEN, 3)
    glass.tables.get("c", 1, lambda: 1)
    copy: Tables = pickle.loads(pickle.dumps(glass.tables))
    assert len(copy) == 0 and len(glass.tables) == 1


def test_a_glass_is_its_distribution_and_its_energy() -> None:
    assert Glass(TEN, 3) == Glass(TEN, "3") != Glass(TEN)
    assert hash(Glass(TEN, 3)) == hash(Glass(TEN, 3.0))
    assert Glass(TEN).unit == "P_0 eta_L^(5/2)"
    assert (
        repr(Glass(TEN, 3)).splitlines()[0].startswith("Glass, levels by steps up to E_d = 3 w: ")
    )
    assert Glass(TEN, 3)._repr_latex_().endswith(r"E_d = 3\,w$")
    with pytest.raises(TypeError, match="a Glass or a Distribution is needed"):
        specific_heat(0.1, 3.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="tables of another Glass"):
        Glass(TEN, None, {})  # type: ignore[arg-type]


def test_excitations_above_E_d_are_not_there() -> None:
    cut = Glass(TEN, 3)
    E = [0.5, 2.9, 3.1, 50.0]
    found, every = density_of_states(E, cut), density_of_states(E, TEN)
    assert (found.value[:2] == every.value[:2]).all() and (found.error[:2] > 0.0).all()
    assert (every.value > 0.0).all() and (found.value[2:] == 0.0).all()


def test_excitations_to_higher_levels_against_drawn_potentials() -> None:
    """Which of (1, 3) count below E_d and above 2 E_d, by the ladder of each of some thousand potentials."""
    E_d = 5.0
    drawn = TEN.sample(4000, 3, one_well=30, reach=20)
    levels = levels_above(reduce_quartic(drawn.alpha, drawn.beta), 4)
    gaps = levels[:, 1:] - levels[:, :1]
    there = np.isfinite(truncated(gaps, E_d)[:, 1])
    low, high = gaps[:, 1] <= E_d, gaps[:, 1] > 2.0 * E_d
    assert low.sum() > 50 and there[low].all()
    assert high.sum() > 50 and not there[high].any()
    between = there[~low & ~high]
    assert between.any() and not between.all()
    cut = Glass(TEN, E_d)
    assert density_of_states(4.5, cut, (1, 3)).value == density_of_states(4.5, TEN, (1, 3)).value
    assert density_of_states(10.1, cut, (1, 3)).value == 0.0
    with pytest.raises(ValueError, match="single steps decide"):
        density_of_states(7.0, cut, (1, 3))


def _warned(call: Any) -> Any:
    with pytest.warns(DeprecationWarning) as warned:
        found = call()
    assert warned[0].filename == __file__
    assert "Glass" in str(warned[0].message) or "glass" in str(warned[0].message)
    return found


@pytest.mark.slow
def test_calls_of_the_last_release() -> None:
    table = _warned(lambda: statistics.heat_table)([0.01, 0.02])
    now = specific_heat(T, TEN)
    old: Any = specific_heat
    assert _warned(lambda: old(T, TEN, table)) == now
    assert _warned(lambda: old(T, TEN, table=table)) == now
    assert _warned(lambda: old(temperature=T, distribution=TEN, table=table)) == now
    assert _warned(lambda: old(T, TEN, delocalised_above=200)) == specific_heat(T, Glass(TEN, 200))
    assert _warned(lambda: old(T, distribution=TEN)) == now
    n: Any = density_of_states
    assert _warned(lambda: n(0.5, distribution=TEN)) == density_of_states(0.5, TEN)
    for search in (minimum_of_heat, maximum_of_heat):
        then: Any = search
        wanted = search(Glass(TEN, 200), 0.01, 0.02)
        assert _warned(lambda then=then: then(TEN, 0.01, 0.02, delocalised_above=200)) == wanted
        assert _warned(lambda then=then: then(distribution=TEN, low=0.01, high=0.02)) == wanted


def test_what_the_last_release_refused() -> None:
    table = _warned(lambda: statistics.heat_table)([0.01])
    old: Any = specific_heat
    for wrong in (
        lambda: old([0.02], TEN, table),
        lambda: old([0.01], TEN, table, delocalised_above=3),
    ):
        with pytest.raises(ValueError, match="other temperatures or another E_d"):
            wrong()
    with pytest.raises(TypeError, match="what heat_table made is needed"):
        old([0.01], TEN, 3.0)
    with pytest.raises(TypeError, match="the Glass has its own E_d"):
        old([0.01], Glass(TEN), delocalised_above=3)
