"""What ``softpot heat`` and ``softpot dos`` share: P_0 and material from the options, the points, the output."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from softpot.numerics.machinery.outward import outward, outward_double
from softpot.reports.cli.terminal import say, table
from softpot.reports.cli.usage import choice, number, refuse
from softpot.reports.machinery.files import Refused, check_file, write_file

if TYPE_CHECKING:
    from softpot.numerics.statistics import Distribution, Material
    from softpot.numerics.statistics.model.geometry import FloatArray

MAX_POINTS = 10_000
FORMATS = ("table", "json", "csv")
PLOTS = (".png", ".svg", ".pdf")
ORIGINS = ("barrier-top", "deepest-minimum")
_DIGITS = 10  # the accuracy is 1e-6; the rest shows that neighbours are smooth
_SHOWN = 6
_FEW = 4
# which of the options that only some distributions have belongs to which
_ONLY = {"delta_eta": ("exponential",), "delta_t": ("constant", "exponential")}


class Scaled(Protocol):
    """What says how large w is."""

    @property
    def w_kelvin(self) -> float:
        """w/k_B in K."""


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
    frozen: bool = False
    origin: str = ORIGINS[0]
    material: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Where the numbers go, as it was typed: their form, a file, and a plot of them; None where not given."""

    form: str | None = None
    output: str | None = None
    plot: str | None = None


@dataclass(frozen=True)
class Column:
    """A column: its name in json, its quantity and unit in csv, its head in a table, its numbers.

    digits: how many a table shows, where fewer than usual.  bound: its numbers are errors, which are rounded upwards.
    """

    name: str
    quantity: str
    unit: str
    head: str
    values: FloatArray
    digits: int | None = None
    bound: bool = False

    def number(self, k: int) -> float:
        """Row k, to the digits of json."""
        value = float(self.values[k])
        return outward_double(value, _DIGITS) if self.bound else rounded(value)

    def text(self, k: int, digits: int) -> str:
        """Row k, to so many digits."""
        value, form = float(self.values[k]), f".{digits}g"
        return outward(value, form) if self.bound else f"{value:{form}}"

    @property
    def title(self) -> str:
        """The head in csv: the quantity with its unit."""
        return f"{self.quantity} [{self.unit}]" if self.unit else self.quantity


def _option(name: str) -> str:
    """The option of an argument's name."""
    return "--" + name.lower().replace("_", "-")


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
        if field.name not in ("p0", "origin", "material", "frozen")
        and (text := getattr(model, field.name)) is not None
    }
    if given.get("alpha_max") == math.inf:
        del given["alpha_max"]
    if model.material is not None and "eta_l" in given:
        refuse("--eta-l and --material are both given, but the material fixes eta_L")
    from softpot.numerics import statistics

    with one_sentence("the material could not be read", typed=False):
        material = None if model.material is None else statistics.read_material(model.material)
    with one_sentence("the distribution could not be made"):
        scale = given.pop("eta_l", None) if material is None else material.eta_L
        given |= {} if scale is None else {"eta_L": scale}
        made = getattr(statistics.Distribution, model.p0)(
            **given, origin=model.origin, frozen=model.frozen
        )
    return made, material


def _bound(text: str, option: str) -> str | float:
    """A number as text; or infinity for the two bounds, where it means none."""
    if option in ("--alpha-max", "--eta-max") and re.fullmatch(
        r"\+?inf(inity)?", text.strip(), re.I
    ):
        return math.inf
    return number(text, option)


@contextmanager
def one_sentence(what: str, *, typed: bool = True) -> Iterator[None]:
    """Errors of the library as one sentence: exit 3 for numbers that did not converge, 2 for bad arguments.

    typed: names of the library's arguments become the options that were typed.
    """
    from softpot.numerics.spectrum import NotConverged

    try:
        yield
    except NotConverged as missed:
        refuse(f"{what}: {missed}", code=3)
    except (ValueError, TypeError, ArithmeticError) as refused:
        refuse(as_typed(str(refused)) if typed else str(refused))


_ARGUMENTS = {
    name: _option(name)
    for name in ("delta_eta", "delta_t", "eta_L", "alpha_max", "smallest_splitting", "eta_max", "E_d")
}  # fmt: skip
_ARGUMENT = re.compile(
    rf"(?<![\w(])(?:{'|'.join(_ARGUMENTS)})(?![\w)])|^(frozen|origin|transition)(?= is )"
)


def as_typed(sentence: str) -> str:
    """A sentence of the library with the names of its arguments as they are typed: --alpha-max for alpha_max."""
    return _ARGUMENT.sub(lambda m: _ARGUMENTS.get(m[0], _option(m[0])), sentence)


def double(text: str, option: str) -> float:
    """A finite double."""
    from softpot.numerics.machinery.exact import exact

    with one_sentence(f"{option} could not be read"):
        try:
            return float(exact(number(text, option), option))
        except OverflowError:
            refuse(f"{option} is too large for a number in double precision")


_KELVIN = re.compile(r"\s*(.*?)\s*(?<![A-Za-z])K\s*")


def in_model_units(text: str, option: str, material: Scaled | None) -> float:
    """A temperature in w/k_B or an energy in w; "1.5K" is one in kelvin, which only a material turns into w."""
    kelvin = _KELVIN.fullmatch(text)
    if kelvin is None:
        return double(text, option)
    if material is None:
        refuse(f"{option} is {text}, but kelvin need a material, which says what w is: give --material FILE.toml, "
               "or leave the K out")  # fmt: skip
    return double(kelvin[1], option) / material.w_kelvin


def geometric(
    low: str, high: str, count: int, options: tuple[str, str], check: Callable[[object], Any],
    material: Scaled | None = None,
) -> list[float]:  # fmt: skip
    """`count` points from low to high, both included, in equal ratios; ``check`` knows the range accepted."""
    import numpy as np

    ends = []
    for text, option in zip((low, high), options, strict=True):
        ends.append(in_model_units(text, option, material))
        try:
            check([ends[-1]])
        except ValueError as outside:
            refuse(re.sub(r"^(temperature|energy) is", f"{option} is", str(outside)))
    first, last = ends
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
        "frozen": made.frozen,
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
        beyond = ", the rest frozen" if made.frozen else ""
        bounds.append(f"two wells: |alpha| <= {outward(made.alpha_max, '.6g')}{beyond}")
    if about["eta_max"] is not None:
        bounds.append(f"one well: eta <= {outward(made.eta_max, '.6g')}")
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
    wanted: Wanted, columns: Sequence[Column], about: Mapping[str, Any], extra: Mapping[str, Any],
    words: Sequence[str], after: Sequence[str],
) -> None:  # fmt: skip
    """The columns in the form asked for; ``extra`` goes into JSON, ``words`` and ``after`` around a table.

    They are printed, or written to the file that was asked for.
    """
    form = form_of(wanted)
    if form != "json" and not about["respects_equivalent_origins"]:
        note(
            "this P_0 has different values at equivalent origins of one potential, which Eq. (6) does not allow, so "
            "the results depend on --origin"
        )
    lines = _lines(form, columns, about, extra, words, after)
    if wanted.output is None:
        for line in lines:
            say(line)
        return
    write(wanted.output, "".join(f"{line}\n" for line in lines))


def form_of(wanted: Wanted) -> str:
    """table, json or csv: what --format says, else how the name of the file ends, else a table."""
    if wanted.form is not None:
        return wanted.form
    ending = "" if wanted.output is None else Path(wanted.output).suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else FORMATS[0]


def check_wanted(wanted: Wanted) -> None:
    """Refuse a form that there is not and a file that cannot be written, before the long work."""
    if wanted.form is not None:
        choice(wanted.form, "--format", FORMATS)
    if wanted.plot is not None and Path(wanted.plot).suffix.lower() not in PLOTS:
        refuse(
            f"--plot must be a file whose name ends in {', '.join(PLOTS[:-1])} or {PLOTS[-1]}, got {wanted.plot!r}"
        )
    if wanted.plot is not None and wanted.plot == wanted.output:
        refuse(f"--plot and --output are both {wanted.plot}: give two files")
    for file, option in ((wanted.output, "--output"), (wanted.plot, "--plot")):
        if file == "":
            refuse(f"{option} is empty: give a file, or leave the option out")
        try:
            if file is not None:
                check_file(Path(file))
        except Refused as error:
            refuse(str(error))


def write(file: str, content: str | bytes) -> None:
    """Write a file whole, or say in one sentence why not."""
    try:
        write_file(Path(file), content)
    except Refused as error:
        refuse(str(error))


def _lines(
    form: str, columns: Sequence[Column], about: Mapping[str, Any], extra: Mapping[str, Any],
    words: Sequence[str], after: Sequence[str],
) -> list[str]:  # fmt: skip
    if form == "json":
        rows = [{c.name: c.number(k) for c in columns} for k in range(len(columns[0].values))]
        return [json.dumps({**about, "rows": rows, **extra}, indent=2, allow_nan=False)]
    if form == "csv":
        rows_of_text = [
            ",".join(c.text(k, _DIGITS) for c in columns) for k in range(len(columns[0].values))
        ]
        return [",".join(column.title for column in columns), *rows_of_text]
    digits = _SHOWN if len(columns) <= 5 else _FEW
    cells = [
        [c.text(k, c.digits or digits) for c in columns] for k in range(len(columns[0].values))
    ]
    shown = table([column.head for column in columns], cells, shrink=0)
    return [*words, "", *shown, *(["", *after] if after else [])]
