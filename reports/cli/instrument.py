"""Commands for measured data, heat and sound: ``read``, ``fit``, ``kappa``, ``attenuation``, ``material``.

What they do is imported when one runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["COMMANDS"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_SAMPLE = (
    click.option("--unit", metavar="UNIT", help="Of a text's second column, such as 'mJ/(g K)'."),
    click.option("--quantity", metavar="Q", help="What the numbers are: C, C/T or C/T^3."),
    click.option("--mass", metavar="MG", help="The sample's mass in mg, where the file is wrong."),
    click.option("--molar-mass", metavar="M", help="Grams per mole of formula units."),
    click.option("--atoms", metavar="N", help="Atoms per formula unit."),
    click.option("--density", metavar="RHO", help="Mass density in kg/m^3."),
    click.option("--field", metavar="OE", default="0", show_default=True,
                 help="Only rows within 50 Oe of it are read."),
)  # fmt: skip


def _sample(command: _Command) -> _Command:
    """The options that say what a file's numbers are counted per."""
    for option in reversed(_SAMPLE):
        command = option(command)
    return command


@click.command()
@click.argument("file", metavar="FILE")
@_sample
@click.option("--basis", metavar="BASIS", default="mass", show_default=True,
              help="What the result is per: mass, mole or volume.")  # fmt: skip
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True,
              help="table, json or csv.")  # fmt: skip
def read(file: str, basis: str, form: str, **sample: str | None) -> int:
    """Show what is understood of a file of measured specific heat.

    FILE is a Quantum Design heat-capacity file, or a text with two or three
    columns: T, C and perhaps the error of C. Nothing is fitted.

    \b
    Examples:
      softpot read sample.dat
      softpot read sample.txt --unit 'mJ/(g K)'
      softpot read sample.txt --unit 'J/(mol K)' --molar-mass 60.08
      softpot read sample.dat --format csv
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.measured import Sample, run_read

    return run_read(file, Sample(**sample), basis, form)


_FIT = (
    click.option("--velocities", metavar="VL,VT",
                 help="Velocities of sound in m/s: with the density, they give the phonons' part."),
    click.option("--window", metavar="A,B",
                 help="Temperatures in K.  [default: up to 1.5 times the T where C/T^3 is least]"),
    click.option("--sigma", metavar="F",
                 help="Relative error of each C, such as 1%.  [default: the file's, or the scatter]"),
    click.option("--L", "cutoff", metavar="L",
                 help="Cutoff ln(w/Delta_0) on tunnelling: 10 (fixed) or 11+-2.  [default: 11+-2]"),
    click.option("--time", metavar="T", help="Time of the experiment, such as 10s, which fixes L."),
    click.option("--elastic", metavar="F",
                 help="How well C_D is known: 3%, free or fixed.  [default: 3% with velocities]"),
    click.option("--scale-error", metavar="F",
                 help="Relative error common to all C.  [default: that of the sample's mass]"),
    click.option("--electronic", is_flag=True, help="Add gamma T."),
    click.option("--schottky", metavar="K", help="Add a two-level term of this splitting in K."),
    click.option("--frozen", is_flag=True, help="Wells beyond the cutoff vibrate."),
    click.option("--cbar", metavar="C",
                 help="Coupling to sound, or longitudinal,transverse, for E_d.  [default: 3e-4]"),
    click.option("--share-above-e-d", "share", metavar="F",
                 help="How much of the heat may lie above E_d.  [default: 5%]"),
)  # fmt: skip


def _fit_options(command: _Command) -> _Command:
    for option in reversed(_FIT):
        command = option(command)
    return command


@click.command()
@click.argument("file", metavar="FILE")
@_sample
@_fit_options
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True,
              help="table, json, csv or latex.")  # fmt: skip
@click.option("--json", "json_file", metavar="FILE", help="Write everything to FILE.")
@click.option("--out", metavar="DIR", help="Write a page (HTML, PDF) and all tables to DIR.")
@click.option("--expect", metavar="NAME=V+-D", multiple=True,
              help="Fail (exit 1) unless a parameter is within D of V.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Without other windows and other assumptions.")
def fit(
    file: str, form: str, json_file: str | None, out: str | None, expect: tuple[str, ...], quick: bool,
    **options: Any,
) -> int:  # fmt: skip
    """Fit the soft-potential model to measured specific heat.

    C = k_B (P_s/2) c(k_B T/w; L) + C_D T^3, with intervals from the profile
    of chi^2, what the usual three terms make of the same data and by how much
    they miss, and what other assumptions would change.

    \b
    Examples:
      softpot fit sample.dat --density 2200 --velocities 5800,3800
      softpot fit sample.txt --unit 'mJ/(g K)' --density 2200 --L 10 \\
        --window 0.2,3 --sigma 1% --out my-fit
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.fitting import Wanted, run_fit
    from softpot.reports.cli.measured import Sample

    names = ("unit", "quantity", "mass", "molar_mass", "atoms", "density", "field")
    sample = Sample(**{name: options.pop(name) for name in names})
    return run_fit(file, sample, Wanted(**options), form, out, json_file, expect, not quick)


_GLASS = (
    click.option("--material", metavar="FILE.toml", help="w, density, velocities and n_0 or P_0 from a file."),
    click.option("--fit", metavar="FILE.json", help="w, P_s, density and velocities from a fit."),
    click.option("--w", metavar="K", help="w/k_B in K."),
    click.option("--p-s", metavar="P", help="P_s in m^-3."),
    click.option("--density", metavar="RHO", help="Mass density in kg/m^3."),
    click.option("--velocities", metavar="VL,VT", help="Velocities of sound in m/s."),
    click.option("--cbar", metavar="C", help="Coupling to sound of both polarisations."),
    click.option("--cbar-l", metavar="C", help="That of longitudinal sound."),
    click.option("--cbar-t", metavar="C", help="That of transverse sound."),
)  # fmt: skip
_RANGE = (
    click.option("--t-min", metavar="A", required=True, help="The lowest temperature in w/k_B, or 0.1K for a glass."),
    click.option("--t-max", metavar="B", required=True, help="The highest temperature."),
    click.option("--points", metavar="N", default="20", show_default=True, help="How many, in equal ratios."),
    click.option("--format", "form", metavar="FORMAT", help="table, json or csv."),
    click.option("--output", metavar="FILE", help="Write the numbers to FILE and print nothing."),
)  # fmt: skip


def _with(options: tuple[Callable[[_Command], _Command], ...]) -> Callable[[_Command], _Command]:
    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _glass_options(given: dict[str, Any]) -> dict[str, Any]:
    names = ("material", "fit", "w", "p_s", "density", "velocities", "cbar", "cbar_l", "cbar_t")
    return {name: given.pop(name) for name in names}


@click.command()
@_with(_GLASS)
@click.option("--p0", metavar="KIND", default="constant", show_default=True,
              help="constant, for P = |eta| P_0, or flat, for P = const.")  # fmt: skip
@click.option(
    "--g", metavar="G", help="One-phonon rates, with which wells relax; 0: resonant alone."
)
@_with(_RANGE)
def kappa(
    p0: str, g: str | None, t_min: str, t_max: str, points: str, form: str | None, output: str | None, **given: Any
) -> int:  # fmt: skip
    """Thermal conductivity of phonons that soft potentials scatter.

    Temperatures are in w/k_B; with the constants of a glass they may be given
    in kelvin, 0.1K, and kappa comes in W/(m K).

    \b
    Examples:
      softpot kappa --t-min 0.01 --t-max 5
      softpot kappa --t-min 0.1K --t-max 10K --w 3.8 --p-s 1.1e23 \\
        --density 2200 --velocities 5800,3800 --cbar 3e-4
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.sounding import Constants, run_kappa
    from softpot.reports.cli.statistics import Wanted

    made = Constants(**_glass_options(given))
    return run_kappa(made, p0, g, t_min, t_max, points, Wanted(form, output))


@click.command()
@_with(_GLASS)
@click.option("--frequency", metavar="F", required=True,
              help="The angular one in w/hbar; or, for a glass, in hertz: 1e4Hz.")  # fmt: skip
@click.option("--p0", metavar="KIND", default="constant", show_default=True,
              help="constant, for P = |eta| P_0, or flat, for P = const.")  # fmt: skip
@click.option("--g", metavar="G", help="One-phonon rates; from the glass where it is given.")
@_with(_RANGE)
def attenuation(
    frequency: str, p0: str, g: str | None, t_min: str, t_max: str, points: str, form: str | None, output: str | None,
    **given: Any,
) -> int:  # fmt: skip
    """Internal friction Q^-1 against temperature at one frequency.

    \b
    Examples:
      softpot attenuation --frequency 1e-8 --g 2e-3 --t-min 0.01 --t-max 2
      softpot attenuation --frequency 1e4Hz --t-min 0.05K --t-max 5K --w 3.8 \\
        --p-s 1.1e23 --density 2200 --velocities 5800,3800 --cbar 3e-4
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.sounding import Constants, run_attenuation
    from softpot.reports.cli.statistics import Wanted

    made = Constants(**_glass_options(given))
    return run_attenuation(made, frequency, p0, g, t_min, t_max, points, Wanted(form, output))


@click.command()
@click.argument("file", metavar="[FILE.toml]", required=False)
@_with(_GLASS[1:])
@click.option(
    "--time", metavar="S", help="Time of an experiment in s, which fixes L.  [default: 10]"
)
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True,
              help="table, json or csv.")  # fmt: skip
def material(file: str | None, time: str | None, form: str, **given: Any) -> int:
    """What w, P_s and the coupling to sound imply, each with its assumption.

    \b
    Examples:
      softpot material --w 3.8 --p-s 1.1e23 --density 2200 \\
        --velocities 5800,3800 --cbar 3e-4
      softpot material --fit fit.json --cbar-l 3e-4 --cbar-t 3e-4
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.sounding import Constants, run_material

    return run_material(Constants(time=time, **_glass_options({"material": file, **given})), form)


COMMANDS = (read, fit, kappa, attenuation, material)
