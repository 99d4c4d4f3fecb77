"""What ``softpot heat`` and ``softpot dos`` share: P_0 and material from the options, the points, the output."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from reports.cli.terminal import say, table
from reports.cli.usage import choice, number, refuse

if TYPE_CHECKING:
    from numerics.statistics import Distribution, Material
    from numerics.statistics.geometry import FloatArray

MAX_POINTS = 10_000
FORMATS = ("table", "json", "csv")
ORIGINS = ("barrier-top", "deepest-minimum")
_DIGITS = 10  # the accuracy is 1e-6; the rest shows that neighbours are smooth
_SHOWN = 6
_FEW = 4
# which of the options that only some distributions have belongs to which
_ONLY = {"delta_eta": ("exponential",), "delta_t": ("constant", "exponential")}


@dataclass(frozen=True)
class Model:
    """The options that say how many potentials of each kind there are, as they were typed; None where not given."""

    p0: str
    delta_eta: str | None = None
    delta_t: str | None = None
    eta_l: str | None = None
    alpha_max: str | None = None
    smallest_splitting: str | None = None
    eta_max: str | None = None
    origin: str = ORIGINS[0]
    material: str | None = None


@dataclass(frozen=True)
class Column:
    """A column: its name in csv and json, its head in a table, its numbers, and how many digits a table shows."""

    name: str
    head: str
    values: FloatArray
    digits: int | None = None


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def model_of(model: Model) -> tuple[Distribution, Material | None]:
    """The distribution and the material that were asked for; one sentence, exit 2, where they cannot be."""
    choice(model.p0, "--p0", ("constant", "exponential", "flat"))
    choice(model.origin, "--origin", ORIGINS)
    for name, kinds in _ONLY.items():
        if getattr(model, name) is not None and model.p0 not in kinds:
            refuse(f"{_option(name)} belongs to --p0 {' and '.join(kinds)}, but --p0 is {model.p0}")
    given: dict[str, Any] = {
        field.name: _bound(text, _option(field.name))
        for field in fields(model)
        if field.name not in ("p0", "origin", "material")
        and (text := getattr(model, field.name)) is not None
    }
    if given.get("alpha_max") == math.inf:
        del given["alpha_max"]
    if model.material is not None and "eta_l" in given:
        refuse("--eta-l and --material are both given, but the material fixes eta_L")
    with one_sentence("the distribution could not be made"):
        from numerics import statistics

        material = None if model.material is None else statistics.read_material(model.material)
        scale = given.pop("eta_l", None) if material is None else material.eta_L
        given |= {} if scale is None else {"eta_L": scale}
        made = getattr(statistics, model.p0)(**given, origin=model.origin)
    return made, material


def _bound(text: str, option: str) -> str | float:
    """A number as text; or infinity for the two bounds, where it means none."""
    if option in ("--alpha-max", "--eta-max") and re.fullmatch(
        r"\+?inf(inity)?", text.strip(), re.I
    ):
        return math.inf
    return number(text, option)


@contextmanager
def one_sentence(what: str) -> Iterator[None]:
    """Errors of the library as one sentence: exit 3 for numbers that did not converge, 2 for bad arguments."""
    from numerics.spectrum import NotConverged

    try:
        yield
    except NotConverged as missed:
        refuse(f"{what}: {missed}", code=3)
    except (ValueError, TypeError, ArithmeticError) as refused:
        refuse(str(refused))


def double(text: str, option: str) -> float:
    """A finite double."""
    from numerics.spectrum import exact

    with one_sentence(f"{option} could not be read"):
        try:
            return float(exact(number(text, option), option))
        except OverflowError:
            refuse(f"{option} is too large for a number in double precision")


def geometric(
    low: str, high: str, count: int, options: tuple[str, str], check: Callable[[object], Any]
) -> list[float]:
    """`count` points from low to high, both included, in equal ratios; ``check`` knows the range accepted."""
    import numpy as np

    first, last = double(low, options[0]), double(high, options[1])
    with one_sentence("the range could not be read"):
        check([first, last])
    if not first < last:
        refuse(f"{options[0]} is {low} and {options[1]} is {high}, but the first must be smaller because "
               "the points lie between them")  # fmt: skip
    points = np.geomspace(first, last, count)
    points[0], points[-1] = first, last
    return [float(x) for x in points]


def rounded(value: float, digits: int = _DIGITS) -> float:
    """The double nearest to the value's decimal of so many digits."""
    return float(f"{value:.{digits}g}")


def described(made: Distribution, material: Material | None) -> dict[str, Any]:
    """What the numbers belong to, for JSON."""
    about: dict[str, Any] = {
        "p0": made.name,
        "factor": str(made.factor),
        "eta_L": rounded(made.eta_L),
        "alpha_max": rounded(made.alpha_max) if made.alpha_max < math.inf else None,
        "eta_max": rounded(made.eta_max) if made.eta_max < math.inf else None,
        "origin": made.origin,
        "respects_equivalent_origins": made.respects_equivalent_origins,
    }
    if material is not None:
        with one_sentence("the number of potentials could not be computed"):
            about["material"] = {
                "w_J": rounded(material.w),
                "w_over_k_B_K": rounded(material.w_kelvin),
                "potentials_per_m3": rounded(material.amplitude(made)),
            }
    return about


def in_words(made: Distribution, about: Mapping[str, Any]) -> list[str]:
    """The same as lines above a table."""
    bounds = [f"eta_L = {made.eta_L:.6g}"]
    if about["alpha_max"] is not None:
        bounds.append(f"two wells: |alpha| <= {made.alpha_max:.6g}")
    if about["eta_max"] is not None:
        bounds.append(f"one well: eta <= {made.eta_max:.6g}")
    kind = "P = const" if made.name == "flat" else f"P_0 proportional to {made.factor}"
    if made.name == "constant" and made.factor == 1:
        kind = "P_0 constant"
    lines = [f"{kind}, {', '.join(bounds)}"]
    material = about.get("material")
    if material:
        lines.append(
            f"w/k_B = {material['w_over_k_B_K']:.6g} K, "
            f"{made.unit} = {material['potentials_per_m3']:.6g} m^-3"
        )
    return lines


def note(sentence: str) -> None:
    """A line on stderr, where the numbers alone would say too little."""
    click.echo(f"softpot: note: {sentence}", err=True)


def print_columns(
    form: str, columns: Sequence[Column], about: Mapping[str, Any], extra: Mapping[str, Any],
    words: Sequence[str], after: Sequence[str],
) -> None:  # fmt: skip
    """The columns in the form asked for; ``extra`` goes into JSON, ``words`` and ``after`` around a table."""
    if form == "json":
        rows = [
            {c.name: rounded(c.values[k]) for c in columns} for k in range(len(columns[0].values))
        ]
        say(json.dumps({**about, "rows": rows, **extra}, indent=2, allow_nan=False))
        return
    if not about["respects_equivalent_origins"]:
        note(
            "this P_0 has different values at equivalent origins of one potential, which Eq. (6) does not allow, so "
            "the results depend on --origin"
        )
    if form == "csv":
        say(",".join(column.name for column in columns))
        for row in zip(*(column.values for column in columns), strict=True):
            say(",".join(f"{value:.{_DIGITS}g}" for value in row))
        return
    digits = _SHOWN if len(columns) <= 5 else _FEW
    cells = [
        [f"{c.values[k]:.{c.digits or digits}g}" for c in columns]
        for k in range(len(columns[0].values))
    ]
    for line in (*words, "", *table([column.head for column in columns], cells, shrink=0)):
        say(line)
    if after:
        say()
    for line in after:
        say(line)
