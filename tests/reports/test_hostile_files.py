"""Files that hold something else than they should, and options that are empty: one sentence, and nothing written."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from softpot.numerics.cluster.plan import PlanError, read_plan
from softpot.numerics.cluster.sweep import ClusterError, client_of
from softpot.reports.cli.app import main

FIT: dict[str, Any] = {
    "parameters": {"w": {"value": 3.8}, "P_s": {"value": 1.1e23, "unit": "m^-3"}},
    "assumptions": {"density_kg_per_m3": 2200, "velocities_m_per_s": [5800, 3800]},
}
PLAN = 'quantity = "levels"\n[grid]\nalpha = [1]\nbeta = [0]\n'


def implied(folder: Path, content: bytes) -> Result:
    """softpot material of a fit."""
    file = folder / "fit.json"
    file.write_bytes(content)
    return CliRunner().invoke(main, ["material", "--fit", str(file), "--cbar", "3e-4"])


def changed(path: tuple[str, ...], value: Any) -> bytes:
    fit = copy.deepcopy(FIT)
    place = fit
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(fit).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        changed(("parameters", "w", "value"), True),
        changed(("parameters", "w", "value"), "3.8"),
        changed(("parameters", "P_s", "value"), [1e23]),
        changed(("assumptions", "velocities_m_per_s"), [5800]),
        changed(("assumptions", "velocities_m_per_s"), [5800, 3800, 1]),
        changed(("assumptions", "velocities_m_per_s"), {}),
        changed(("assumptions", "velocities_m_per_s"), [5800, "x"]),
        changed(("assumptions", "density_kg_per_m3"), "2200"),
        changed(("assumptions",), []),
    ],
)
def test_a_fit_that_is_none(tmp_path: Path, content: bytes) -> None:
    found = implied(tmp_path, content)
    assert found.exit_code == 2
    (line,) = found.output.strip().splitlines()
    assert line.endswith("is not what softpot fit --json writes")


@pytest.mark.slow
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_fit_is_read_with_a_byte_order_mark_too(tmp_path: Path, mark: bytes) -> None:
    assert implied(tmp_path, mark + json.dumps(FIT).encode()).exit_code == 0


def test_a_plan_is_read_with_a_byte_order_mark_too(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    assert read_plan(file).rows == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no quantity is named"),
        ('quantity = "level"', "quantity is 'level'"),
        (PLAN.replace("[1]", "{from = -1e308, to = 1e308, points = 3}"), "too wide"),
    ],
)
def test_a_plan_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(text)
    with pytest.raises(PlanError, match=said):
        read_plan(file)


@pytest.mark.parametrize("address", ["", "  "])
def test_an_empty_address_starts_no_workers(address: str) -> None:
    with pytest.raises(ClusterError, match="is empty"), client_of(address):
        pass


def test_a_page_of_a_fit_needs_the_name_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(__file__).parents[2] / "examples" / "data" / "synthetic_glass.txt"
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(
        main, ["fit", str(data), "--density", "2200", "--velocities", "5800,3800", "--out", ""]
    )
    assert found.exit_code == 2 and "--out is empty" in found.output
    assert not list(tmp_path.iterdir())
