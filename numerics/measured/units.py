r"""C = factor * number * T^power:  a unit such as mJ/(g K), erg/(g K^2) or J/(mol K^4), read from text.

A unit of specific heat is an energy over an amount of substance and a power of the kelvin.  The power says which
quantity the numbers are: K for C, K^2 for C/T, K^4 for C/T^3.  The amount is mass, mole, gram-atom, volume, or
nothing at all, for the heat capacity of a whole sample.

Shapes: scalars.  Units: SI per kelvin, J/(K kg), J/(K mol), J/(K m^3) or J/K.
Errors: DataFileError, a ValueError, in one sentence.
Not guaranteed: that a number is in the unit that its header names.
Constants: the thermochemical calorie, 4.184 J; 1 erg = 10^-7 J.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["QUANTITIES", "Amount", "DataFileError", "HeatUnit", "heat_unit", "temperature_factor"]

Amount = Literal["mass", "mole", "atoms", "volume", "sample"]

ENERGIES = {
    "J": 1.0, "mJ": 1e-3, "uJ": 1e-6, "nJ": 1e-9, "pJ": 1e-12, "kJ": 1e3, "erg": 1e-7, "ergs": 1e-7,
    "cal": 4.184, "mcal": 4.184e-3, "kcal": 4184.0,
}  # fmt: skip

AMOUNTS: dict[str, tuple[Amount, float]] = {
    "kg": ("mass", 1.0), "g": ("mass", 1e-3), "gm": ("mass", 1e-3), "gram": ("mass", 1e-3),
    "mg": ("mass", 1e-6), "ug": ("mass", 1e-9),
    "mol": ("mole", 1.0), "mole": ("mole", 1.0), "mmol": ("mole", 1e-3), "kmol": ("mole", 1e3),
    "fu": ("mole", 1.0), "gat": ("atoms", 1.0), "molat": ("atoms", 1.0),
    "m3": ("volume", 1.0), "cm3": ("volume", 1e-6), "ccm": ("volume", 1e-6), "cc": ("volume", 1e-6),
}  # fmt: skip

QUANTITIES = {"C": 0, "C/T": 1, "C/T^3": 3}
SI = {
    "mass": "J/(K kg)", "mole": "J/(K mol)", "atoms": "J/(K mol)", "volume": "J/(K m^3)", "sample": "J/K",
}  # fmt: skip
TEMPERATURES = {"k": 1.0, "kelvin": 1.0, "mk": 1e-3, "millikelvin": 1e-3}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TOKEN = re.compile(r"([A-Za-z]+)(?:\^\((-?\d+)\)|\^?(-?\d+))?")
_JOINED = re.compile(r"(kg|g|mg|mol|mole)K")


class DataFileError(ValueError):
    """The file or the text describes no specific heat; the message says why."""


@dataclass(frozen=True)
class HeatUnit:
    """C in SI is ``factor * number * T^power``, per ``amount``; ``text`` is the unit as it was written."""

    text: str
    factor: float
    amount: Amount
    power: int

    @property
    def quantity(self) -> str:
        """C, C/T or C/T^3."""
        return next(name for name, power in QUANTITIES.items() if power == self.power)

    @property
    def si(self) -> str:
        """The unit of C in SI."""
        return SI[self.amount]

    def agrees(self, other: HeatUnit) -> bool:
        """Whether both give the same C for the same number, per the same amount."""
        same = (self.amount, self.power) == (other.amount, other.power)
        return same and abs(self.factor / other.factor - 1.0) < 1e-9


def _plain(text: str) -> str:
    """The unit with superscripts, the micro sign and the signs of multiplication as ASCII."""
    plain = text.translate(_SUPERSCRIPTS).replace("µ", "u").replace("μ", "u").replace("\ufffd", "u")
    plain = plain.replace("−", "-").replace("**", "^").replace("f.u.", "fu").replace("g-at", "gat")
    plain = re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", " ", plain)  # J/mole-K
    return re.sub(r"[·⋅*×.\s]+", " ", plain).strip()


def _factors(plain: str) -> list[tuple[str, int]] | None:
    """(name, power) of every factor; None for text of another form."""
    found: list[tuple[str, int]] = []
    sign, depth, position = 1, 0, 0
    bracket = False
    while position < len(plain):
        here = plain[position]
        if here == " ":
            position += 1
            continue
        if here == "/":
            # a solidus governs all that follows it: J/mol K and J/mol/K are both per mole and kelvin
            sign = -1
            position += 1
            continue
        if here == "(":
            depth, bracket, position = depth + 1, True, position + 1
            continue
        if here == ")":
            depth, position = depth - 1, position + 1
            if depth < 0:
                return None
            continue
        match = _TOKEN.match(plain, position)
        if match is None:
            return None
        name, power = match.group(1), int(match.group(2) or match.group(3) or 1)
        if name in ("m", "cm") and power in (3, -3):
            name, power = name + "3", power // 3
        if joined := _JOINED.fullmatch(name):  # J/molK
            found.append((joined.group(1), sign))
            name = "K"
        found.append((name, sign * power))
        position = match.end()
    return None if depth or (bracket and not found) else found


def heat_unit(text: str, quantity: str | None = None) -> HeatUnit:
    """The unit that the text names.

    >>> heat_unit("cal/(g K)").factor
    4184.0
    >>> heat_unit("mJ mol^-1 K^-2").quantity
    'C/T'

    quantity: C, C/T or C/T^3; with it, a unit of C stands for the numbers times K^-1 or K^-3, as in the axis of
    a figure "C/T^3 in J/(kg K)".  Raises DataFileError for text that is no unit of specific heat, and for
    a quantity that contradicts the unit.
    """
    if quantity is not None and quantity not in QUANTITIES:
        raise DataFileError(f"the quantity is {quantity!r}, but C, C/T or C/T^3 is needed because the "
                            "numbers stand for one of these")  # fmt: skip
    wrong = DataFileError(
        f"the unit is {text[:40]!r}, but one such as J/(kg K), mJ/(g K), erg/(g K), cal/(g K), J/(mol K), mJ/(mol K) "
        "or J/(K m^3) is needed because the fit compares energies per kelvin and amount"
    )
    factors = _factors(_plain(text))
    if not factors:
        raise wrong
    factor, amount, kelvins = 1.0, "sample", 0
    energies = amounts = 0
    for name, power in factors:
        if name in ENERGIES and power == 1:
            factor, energies = factor * ENERGIES[name], energies + 1
        elif name in AMOUNTS and power == -1:
            amount, size = AMOUNTS[name]
            factor, amounts = factor / size, amounts + 1
        elif name in ("K", "Kelvin", "kelvin") and power < 0:
            kelvins -= power
        else:
            raise wrong
    if energies != 1 or amounts > 1 or kelvins - 1 not in QUANTITIES.values():
        raise wrong
    own = kelvins - 1
    power = own if quantity is None else QUANTITIES[quantity]
    if own not in (0, power):
        raise DataFileError(
            f"the unit is {text!r}, which is one of {HeatUnit(text, factor, 'mass', own).quantity}, but the quantity "
            f"is {quantity}: only one of both can be right"
        )
    return HeatUnit(" ".join(text.split()), factor, amount, power)  # type: ignore[arg-type]


def temperature_factor(text: str) -> float:
    """Kelvins in the unit that the text names, K or mK."""
    name = text.strip().strip("[]()").lower()
    if name not in TEMPERATURES:
        raise DataFileError(
            f"the unit of temperature is {text.strip()[:40]!r}, but K or mK is needed because the model's temperatures "
            "are absolute"
        )
    return TEMPERATURES[name]
