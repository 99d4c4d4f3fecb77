"""Plans of grids: what rows they have, and what they refuse."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from softpot.numerics.cluster.plan import PlanError, plan_of, read_plan

GRID = {"alpha": [-1, "1/2"], "beta": {"from": 0, "to": 2, "points": 3}, "n": [1, 2]}


def test_rows_are_all_combinations_with_the_last_axis_fastest() -> None:
    plan = plan_of({"quantity": "certified", "chunk": 5, "grid": GRID})
    assert (plan.rows, plan.chunks) == (12, 3)
    rows = []
    for k in range(plan.chunks):
        places = plan.places(k)
        rows += [
            tuple(values[i] for (_, values), i in zip(plan.axes, at, strict=True))
            for at in zip(*(places[name].tolist() for name, _ in plan.axes), strict=True)
        ]
    assert rows == list(product([-1, "1/2"], [0.0, 1.0, 2.0], [1, 2]))


def test_a_range_by_its_logarithm() -> None:
    T = {"from": 0.1, "to": 10, "points": 3, "spacing": "log"}
    plan = plan_of({"quantity": "heat", "grid": {"T": T}})
    assert plan.axes[0][1] == pytest.approx((0.1, 1.0, 10.0), rel=1e-14)


def test_plans_that_differ_have_other_names() -> None:
    one = plan_of({"quantity": "levels", "grid": {"alpha": 1, "beta": "1/3"}})
    two = plan_of({"quantity": "levels", "grid": {"alpha": 1, "beta": float(Fraction(1, 3))}})
    assert one.name == plan_of({"quantity": "levels", "grid": {"alpha": 1, "beta": "1/3"}}).name
    assert one.name != two.name


def test_the_example_is_one(tmp_path: Path) -> None:
    plan = read_plan(Path(__file__).parents[3] / "examples" / "sweep.toml")
    assert (plan.quantity, plan.rows, plan.chunks) == ("heat", 120, 6)
    with pytest.raises(PlanError, match="no TOML"):
        (tmp_path / "p").write_text("[grid", encoding="utf-8")
        read_plan(tmp_path / "p")
    with pytest.raises(PlanError, match="cannot read"):
        read_plan(tmp_path / "none")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quantity": "level"}, "one of heat, states"),
        ({"grid": {"alpha": 1}}, "alpha and beta"),
        ({"grid": {"alpha": 1, "beta": 1, "gamma": 1}}, "'gamma'"),
        ({"grid": {"alpha": [], "beta": 1}}, "at least one"),
        ({"grid": {"alpha": "one", "beta": 1}}, "alpha is the string 'one'"),
        ({"grid": {"alpha": {"from": 1, "to": 2}, "beta": 1}}, "points"),
        ({"grid": {"alpha": {"from": 0, "to": 2, "points": 2, "spacing": "log"}, "beta": 1}}, "positive"),
        ({"grid": {"alpha": {"from": 0, "to": 2, "points": 10**8}, "beta": 1}}, "10000000"),
        ({"grid": [1]}, "a table"),
        ({"chunk": 0}, "from 1 to"),
        ({"chunks": 3}, "did you mean chunk"),
        ({"options": {"count": 61}}, "from 1 to 60"),
        ({"options": {"digits": 20}}, "only count"),
        ({"quantity": "heat", "grid": {"T": 1, "E_d": 3}}, "T as its last axis"),
        ({"quantity": "heat", "grid": {"T": 1}, "options": {"distribution": "smooth"}}, "constant"),
    ],
)  # fmt: skip
def test_refusals(change: dict[str, Any], words: str) -> None:
    good = {"quantity": "levels", "grid": {"alpha": 1, "beta": 1}}
    with pytest.raises(PlanError, match=words) as caught:
        plan_of({**good, **change})
    assert "\n" not in str(caught.value)
