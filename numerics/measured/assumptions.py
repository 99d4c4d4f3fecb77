r"""What a fit is told beforehand: the cutoff on tunnelling, the phonons, errors, further terms.

    L = ln(w/Delta_0min):   fixed, a Gaussian prior, or from the time of the experiment;  11 +- 2 unless told
    C_D:                    a Gaussian about the elastic value, fixed at it, or free
    s:                      a common factor of all C, 1 +- the relative error of the sample's mass

None of these is ever silent: each is part of the result.

Shapes: scalars.  Units: SI.  Errors: DataFileError, a ValueError, or TypeError, in one sentence.
Not guaranteed: that an experiment has one time.
"""

from __future__ import annotations

from dataclasses import dataclass

from softpot.numerics.measured.data import checked_constant
from softpot.numerics.measured.implied import TYPICAL_CBAR, debye_coefficient
from softpot.numerics.measured.surface import LARGEST_L, SMALLEST_L
from softpot.numerics.measured.units import DataFileError

__all__ = ["Assumptions", "assumed", "checked_number"]

USUAL_L = (11.0, 2.0)
OF_TIME = 1.0
"""How well a time fixes L: the temperature of a window varies by a decade, G by a factor of two or three."""
ELASTIC = 0.03
SHARE = 0.05


@dataclass(frozen=True)
class Assumptions:
    """What a fit starts from; made by ``assumed``.

    L: (mean, sd), sd zero where it is fixed; time: of the experiment in s, or None; elastic: the relative error of the
    elastic C_D, 0 where C_D is fixed at it, None where it is free; C_D: the elastic value per volume, J/(K^4 m^3).
    scale: the relative common error, 0 where there is none.  schottky: the splitting in K of a two-level term, whose
    amplitude is fitted.  Cbar: (longitudinal, transverse).  share: of the T^5 heat that may lie above E_d.
    """

    L: tuple[float, float]
    time: float | None
    elastic: float | None
    C_D: float | None
    density: float | None
    velocities: tuple[float, float] | None
    scale: float
    electronic: bool
    schottky: float | None
    frozen: bool
    Cbar: tuple[float, float]
    given_Cbar: bool
    share: float


def checked_number(value: object, name: str, low: float, high: float, why: str) -> float:
    """A number in a range, or one sentence."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name} is {value!r}, but a number is needed because {why}")
    if not low <= value <= high:
        raise DataFileError(f"{name} is {value:g}, but {low:g} to {high:g} is needed because {why}")
    return float(value)


def _cutoff(L: object, time: object) -> tuple[tuple[float, float], float | None]:
    if L is not None and time is not None:
        raise DataFileError(
            "both L and the time are given, but only one is needed because the time fixes L"
        )
    if time is not None:
        return USUAL_L, checked_number(
            time, "the time", 1e-9, 1e12, "it is that of an experiment in seconds"
        )
    if L is None:
        return USUAL_L, None
    pair = L if isinstance(L, tuple) and len(L) == 2 else (L, 0.0)
    why = "the heat is tabulated only there"
    mean = checked_number(pair[0], "L", SMALLEST_L, LARGEST_L, why)
    return (mean, checked_number(pair[1], "the error of L", 0.0, 10.0, "it is a prior")), None


def _phonons(
    elastic: object, density: object, velocities: object
) -> tuple[float | None, float | None, float | None, tuple[float, float] | None]:
    """(relative error, elastic C_D, density, velocities)."""
    rho = None if density is None else checked_constant(density, "density")
    speeds = None
    if velocities is not None:
        if not isinstance(velocities, tuple) or len(velocities) != 2:
            raise TypeError(
                f"velocities are {velocities!r}, but a pair, longitudinal and transverse, is needed"
            )
        fast = checked_constant(velocities[0], "velocity_longitudinal")
        slow = checked_constant(velocities[1], "velocity_transverse")
        if not fast > slow * (4.0 / 3.0) ** 0.5:
            raise DataFileError(
                f"the velocities of sound are {fast:g} (longitudinal) and {slow:g} m/s (transverse), but the first "
                "must exceed sqrt(4/3) times the second because the bulk modulus is positive"
            )
        speeds = (fast, slow)
    C_D = None if speeds is None else debye_coefficient(*speeds)
    if elastic is None:
        return (None if C_D is None else ELASTIC), C_D, rho, speeds
    if elastic == "free":
        return None, C_D, rho, speeds
    if C_D is None:
        raise DataFileError(
            f"elastic is {elastic!r}, but the velocities of sound are not given and the elastic C_D follows from them"
        )
    if elastic == "fixed":
        return 0.0, C_D, rho, speeds
    if isinstance(elastic, str):
        raise DataFileError(
            f"elastic is {elastic!r}, but a relative error, free or fixed is needed because it says how "
            "the phonons' part is known"
        )
    return checked_number(elastic, "elastic", 1e-6, 1.0, "it is a relative error"), C_D, rho, speeds


def assumed(
    *,
    L: object = None,
    time: object = None,
    elastic: object = None,
    density: object = None,
    velocities: object = None,
    scale_error: object = None,
    electronic: bool = False,
    schottky: object = None,
    frozen: bool = False,
    Cbar: object = None,
    share: object = None,
) -> Assumptions:
    """The assumptions, checked; the arguments are those of ``fit_heat``."""
    cutoff, seconds = _cutoff(L, time)
    error, C_D, rho, speeds = _phonons(elastic, density, velocities)
    if seconds is not None and (speeds is None or rho is None):
        raise DataFileError(
            "the time is given without density and velocities, but they are needed because L follows from the rate at "
            "which phonons let wells tunnel"
        )
    pair = Cbar if isinstance(Cbar, tuple) else (TYPICAL_CBAR if Cbar is None else Cbar,) * 2
    couplings = tuple(
        checked_number(c, "Cbar", 1e-6, 1.0, "it is a coupling to sound") for c in pair
    )
    return Assumptions(
        cutoff, seconds, error, C_D, rho, speeds,
        0.0 if scale_error is None else checked_number(scale_error, "the scale error", 0.0, 0.5, "it is relative"),
        bool(electronic),
        None if schottky is None else checked_number(schottky, "the Schottky splitting", 1e-6, 1e4, "it is in K"),
        bool(frozen), (couplings[0], couplings[1]), Cbar is not None,
        SHARE if share is None else checked_number(share, "the share above E_d", 1e-6, 0.5, "it is a part of the heat"),
    )  # fmt: skip
