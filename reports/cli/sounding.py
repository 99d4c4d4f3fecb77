"""``softpot kappa``, ``softpot attenuation``, ``softpot material``: heat and sound in a glass."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import pi
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softpot.reports.cli import statistics as shared
from softpot.reports.cli.statistics import Column, Wanted
from softpot.reports.cli.terminal import say, table
from softpot.reports.cli.usage import choice, refuse, whole

if TYPE_CHECKING:
    from softpot.numerics.sound.glass_constants import GlassConstants
    from softpot.numerics.statistics.model.geometry import FloatArray

KINDS = ("constant", "flat")
FORMATS = ("table", "json", "csv")


@dataclass(frozen=True)
class Constants:
    """The options that describe a glass, as they were typed; None where not given."""

    w: str | None = None
    p_s: str | None = None
    cbar: str | None = None
    cbar_l: str | None = None
    cbar_t: str | None = None
    velocities: str | None = None
    density: str | None = None
    time: str | None = None
    fit: str | None = None
    material: str | None = None


def _pair(text: str, option: str) -> tuple[float, float]:
    parts = text.split(",")
    if len(parts) != 2:
        refuse(
            f"{option} must be the longitudinal and the transverse one, joined by a comma, got {text!r}"
        )
    return shared.double(parts[0], option), shared.double(parts[1], option)


def _number(value: Any) -> float:
    """A number of JSON; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _two(values: Any) -> tuple[float, float]:
    """A list of two numbers."""
    if not isinstance(values, list):
        raise ValueError(f"{values!r} is no list")
    longitudinal, transverse = values
    return _number(longitudinal), _number(transverse)


def _given(value: Any, kind: Callable[[Any], Any]) -> Any:
    """None where a fit was told nothing."""
    return None if value is None else kind(value)


def _of_fit(file: str) -> dict[str, Any]:
    """w, P_s, density, velocities from what ``softpot fit --json`` wrote."""
    try:
        data = json.loads(Path(file).read_text(encoding="utf-8-sig"))
        found = {
            "w": _number(data["parameters"]["w"]["value"]),
            "p_s": _number(data["parameters"]["P_s"]["value"]),
            "unit": data["parameters"]["P_s"]["unit"],
            "density": _given(data["assumptions"]["density_kg_per_m3"], _number),
            "velocities": _given(data["assumptions"]["velocities_m_per_s"], _two),
        }
    except OSError as error:
        refuse(f"the fit {file} cannot be read: {error.strerror}")
    except (ValueError, KeyError, TypeError, RecursionError):
        refuse(f"the fit {file} is not what softpot fit --json writes")
    if found["unit"] != "m^-3":
        refuse(f"the fit {file} has P_s in {found['unit']}, but m^-3 is needed: fit with --density")
    return found


def glass_of(given: Constants, needed: bool) -> GlassConstants | None:
    """The constants; None where none are given and none are needed."""
    if not needed and not any(vars(given).values()):
        return None
    from softpot.numerics.measured.implied import TYPICAL_CBAR
    from softpot.numerics.sound.glass_constants import GlassConstants
    from softpot.numerics.statistics import read_material
    from softpot.numerics.statistics.material.material import BOLTZMANN

    known: dict[str, Any] = {}
    if given.material is not None:
        with shared.one_sentence("the material could not be read"):
            made = read_material(given.material)
        known |= {"w": made.w_kelvin, "density": made.density}
        if made.velocity_longitudinal is not None and made.velocity_transverse is not None:
            known["velocities"] = (made.velocity_longitudinal, made.velocity_transverse)
        with shared.one_sentence("the number of potentials could not be computed"):
            from softpot.numerics.statistics import Distribution

            usual = Distribution.constant(alpha_max=10, eta_L=made.eta_L)
            known["p_s"] = 2.0 * made.amplitude(usual)
    if given.fit is not None:
        known |= {k: v for k, v in _of_fit(given.fit).items() if v is not None}
    for name, option in (
        ("w", "--w"),
        ("p_s", "--p-s"),
        ("density", "--density"),
        ("time", "--time"),
    ):
        text = getattr(given, name)
        if text is not None:
            known[name] = shared.double(text, option)
    if given.velocities is not None:
        known["velocities"] = _pair(given.velocities, "--velocities")
    coupling = shared.double(given.cbar, "--cbar") if given.cbar is not None else TYPICAL_CBAR
    couplings = tuple(
        coupling if text is None else shared.double(text, option)
        for text, option in ((given.cbar_l, "--cbar-l"), (given.cbar_t, "--cbar-t"))
    )
    missing = [o for n, o in (("w", "--w"), ("p_s", "--p-s"), ("velocities", "--velocities"), ("density", "--density"))
               if known.get(n) is None]  # fmt: skip
    if missing:
        refuse(f"{' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not given, but a glass in SI needs w, "
               "P_s, density and velocities of sound: from options, --material or --fit")  # fmt: skip
    if given.cbar is None and given.cbar_l is None and given.cbar_t is None:
        shared.note(
            f"Cbar = {TYPICAL_CBAR:g}, a value typical of glasses, is taken, as none is given"
        )
    with shared.one_sentence("the constants are inconsistent"):
        return GlassConstants(
            known["w"] * BOLTZMANN, known["p_s"], (couplings[0], couplings[1]),
            (float(known["velocities"][0]), float(known["velocities"][1])), float(known["density"]),
            float(known.get("time", 10.0)),
        )  # fmt: skip


def run_material(given: Constants, form: str) -> int:
    """Print what the constants imply."""
    choice(form, "--format", FORMATS)
    made = glass_of(given, True)
    assert made is not None
    with shared.one_sentence("the constants could not be worked out"):
        rows = made.rows()
    if form == "json":
        say(json.dumps({"quantities": [
            {"quantity": n, "value": shared.rounded(v), "unit": u, "assumption": a} for n, v, u, a in rows
        ]}, indent=2))  # fmt: skip
    elif form == "csv":
        say("quantity,value,unit,assumption")
        for name, value, unit, why in rows:
            say(f'"{name}",{value:.10g},{unit},"{why}"')
    else:
        shown = [(n, f"{v:.4g} {u}".strip(), why) for n, v, u, why in rows]
        for line in table(("quantity", "value", "rests on"), shown, shrink=2):
            say(line)
    return 0


def _temperatures(
    low: str, high: str, count: int, range_: tuple[float, float], made: GlassConstants | None
) -> FloatArray:
    """Temperatures in w/k_B, in equal ratios; those typed with a K are in kelvin."""
    import numpy as np

    def check(ends: Any) -> None:
        if not range_[0] <= ends[0] <= range_[1]:
            refuse_range = (
                f"{range_[0]:g} to {range_[1]:g} w/k_B is needed because no more is tabulated"
            )
            if made is not None:
                refuse_range += f"; w/k_B is {made.w_kelvin:.4g} K, and 1K is one kelvin"
            raise ValueError(f"temperature is {ends[0]:g} w/k_B, but {refuse_range}")

    return np.array(shared.geometric(low, high, count, ("--t-min", "--t-max"), check, made))


_HERTZ = re.compile(r"\s*(.*?)\s*Hz\s*")


def _frequency(text: str, made: GlassConstants | None) -> float:
    """The angular frequency in w/hbar; "1e4Hz" is a frequency in hertz, which only a glass turns into that."""
    from softpot.numerics.statistics.material.material import HBAR

    hertz = _HERTZ.fullmatch(text)
    if hertz is None:
        value = shared.double(text, "--frequency")
        if not 0.0 < value <= 10.0:
            refuse(f"--frequency is {text}, but a number above 0 and up to 10 is needed because it is the angular "
                   "one in w/hbar; one in hertz ends in Hz")  # fmt: skip
        return value
    if made is None:
        refuse(f"--frequency is {text}, but hertz need the constants of a glass, which say what w is: give --w, --p-s, "
               "--density and --velocities, --material or --fit")  # fmt: skip
    value = shared.double(hertz[1], "--frequency")
    if not value > 0.0:
        refuse(f"--frequency is {text}, but a positive frequency is needed")
    return 2.0 * pi * value * HBAR / made.w


def run_kappa(
    given: Constants, p0: str, g: str | None, t_min: str, t_max: str, points: str, wanted: Wanted
) -> int:
    """Thermal conductivity: K of k_B T/w, and kappa in SI for a glass."""
    import numpy as np

    shared.check_wanted(wanted)
    choice(p0, "--p0", KINDS)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    made = glass_of(given, False)
    _no_flat_glass(p0, made)
    from softpot.numerics.sound import conductivity
    from softpot.numerics.sound.conductivity import (
        LOWEST_TEMPERATURE,
        conductivity_in_SI,
        local_exponents,
    )
    from softpot.numerics.sound.strength import HOTTEST
    from softpot.numerics.statistics import Distribution

    tau = _temperatures(t_min, t_max, count, (LOWEST_TEMPERATURE, HOTTEST), made)
    rate: float | None = None if made is None else made.G
    if g is not None:
        rate = shared.double(g, "--g") or None
    with shared.one_sentence("the conductivity could not be computed"):
        law = Distribution.flat() if p0 == "flat" else None
        curve = conductivity(tau, law, G=rate)
        alone = conductivity(tau, law)
        exponent = local_exponents(tau, law, rate)
    columns = [
        Column("T_over_w", "T", "w/k_B", "k_B T/w", tau), Column("K", "K", "", "K", curve.value),
        Column("error", "error of K", "", "error", curve.error, 2, True),
    ]  # fmt: skip
    if rate is not None:
        columns.append(Column("K_resonant", "K resonant", "", "K, resonant", alone.value))
    columns.append(Column("exponent", "d ln K/d ln T", "", "d ln K/d ln T", exponent, 3))
    about: dict[str, Any] = {"p0": p0, "G": None if rate is None else shared.rounded(rate)}
    law_in_words = "P = const" if p0 == "flat" else "P = |eta| P_0, P_0 constant"
    words = [
        "Thermal conductivity of phonons that soft potentials scatter: kappa = K times a prefactor",
        f"{law_in_words}; resonant scattering alone" if rate is None
        else f"{law_in_words}; resonant and relaxational scattering, G = {rate:.4g}",
    ]  # fmt: skip
    if made is not None:
        front = float(conductivity_in_SI(np.array([1.0]), made.w, made.Cbar, made.velocities)[0])
        columns = [
            Column("T_K", "T", "K", "T in K", tau * made.w_kelvin),
            Column("kappa_W_per_mK", "kappa", "W/(m K)", "kappa, W/(m K)", curve.value * front),
            Column("kappa_error_W_per_mK", "error of kappa", "W/(m K)", "error", curve.error * front, 2, True),
            *columns,
        ]  # fmt: skip
        words += [f"The prefactor is {front:.4g} W/(m K)", _glass_in_words(made)]
        about |= {"prefactor_W_per_mK": shared.rounded(front), "glass": _glass_as_data(made)}
    after = [
        "The errors are those of the numbers: scattering by static disorder, decay into several phonons and phonons "
        "beyond E_d are not in the model"
    ]
    shared.print_columns(wanted, columns, _ABOUT | about, {}, words, after)
    return 0


def _no_flat_glass(p0: str, made: GlassConstants | None) -> None:
    if p0 == "flat" and made is not None:
        refuse(
            "--p0 flat has no P_s, but the constants of a glass are those of P_s: leave them out"
        )


_ABOUT = {"respects_equivalent_origins": True}


def _glass_in_words(made: GlassConstants) -> str:
    return (
        f"w/k_B = {made.w_kelvin:.4g} K, P_s = {made.P_s:.4g} m^-3, density {made.density:g} kg/m^3, "
        f"v = {made.velocities[0]:g}, {made.velocities[1]:g} m/s, Cbar = {made.Cbar[0]:g}, {made.Cbar[1]:g}"
    )


def _glass_as_data(made: GlassConstants) -> dict[str, Any]:
    return {
        "w_over_k_B_K": shared.rounded(made.w_kelvin), "P_s_per_m3": shared.rounded(made.P_s),
        "density_kg_per_m3": made.density, "velocities_m_per_s": list(made.velocities), "Cbar": list(made.Cbar),
    }  # fmt: skip


def run_attenuation(
    given: Constants,
    frequency: str,
    p0: str,
    g: str | None,
    t_min: str,
    t_max: str,
    points: str,
    wanted: Wanted,
) -> int:
    """Internal friction at one frequency, and for a glass the attenuation of both polarisations."""
    import numpy as np

    shared.check_wanted(wanted)
    count = whole(points, "--points", 2, shared.MAX_POINTS)
    choice(p0, "--p0", KINDS)
    made = glass_of(given, False)
    _no_flat_glass(p0, made)
    omega = _frequency(frequency, made)
    if g is None and made is None:
        refuse(
            "--g is not given, but the rates of one phonon are needed: G, or the constants of a glass"
        )
    from softpot.numerics.sound import internal_friction
    from softpot.numerics.sound.strength import HOTTEST
    from softpot.numerics.statistics import Distribution
    from softpot.numerics.statistics.material.material import HBAR

    law = Distribution.flat() if p0 == "flat" else None
    tau = _temperatures(t_min, t_max, count, (1e-3, HOTTEST), made)
    rate = shared.double(g, "--g") if g is not None else (made.G if made is not None else 0.0)
    with shared.one_sentence("the internal friction could not be computed"):
        curves = [internal_friction(float(t), omega, rate, law) for t in tau]
    value = np.array([c.value[0] for c in curves])
    error = np.array([c.error[0] for c in curves])
    columns = [
        Column("T_over_w", "T", "w/k_B", "k_B T/w", tau),
        Column("Q_inverse_over_Cbar", "Q^-1", "Cbar", "Q^-1/Cbar", value),
        Column("error", "error of Q^-1", "Cbar", "error", error, 2, True),
    ]
    what = f"omega = {omega:.4g} w/hbar, G = {rate:.4g}"
    words = [
        "Internal friction, resonant and relaxational, for "
        + ("P = const" if law is not None else "P = |eta| P_0, P_0 constant"),
        what if law is not None else f"{what}; the plateau of tunnelling is (pi/2) Cbar",
    ]
    about: dict[str, Any] = {
        "p0": p0, "omega_hbar_over_w": shared.rounded(omega), "G": shared.rounded(rate),
    }  # fmt: skip
    if made is not None:
        per_metre = omega * made.w / HBAR  # the angular frequency in 1/s
        inverse = [value * c for c in made.Cbar]
        columns = [
            Column("T_K", "T", "K", "T in K", tau * made.w_kelvin),
            Column("Q_inverse_l", "Q^-1 longitudinal", "", "Q^-1, long.", inverse[0]),
            Column("Q_inverse_t", "Q^-1 transverse", "", "Q^-1, trans.", inverse[1]),
            Column("inverse_path_l_per_m", "1/l longitudinal", "1/m", "1/l, long., 1/m",
                   per_metre / made.velocities[0] * inverse[0]),
            Column("inverse_path_t_per_m", "1/l transverse", "1/m", "1/l, trans., 1/m",
                   per_metre / made.velocities[1] * inverse[1]),
            *columns,
        ]  # fmt: skip
        words.append(_glass_in_words(made))
        about |= {
            "frequency_Hz": shared.rounded(per_metre / (2.0 * pi)),
            "glass": _glass_as_data(made),
        }
    shared.print_columns(wanted, columns, _ABOUT | about, {}, words, [])
    return 0
