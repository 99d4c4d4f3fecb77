"""Soft potentials and sound: matrix elements of y, resonant and relaxational absorption, thermal conductivity.

from softpot.numerics.sound import strength, internal_friction, conductivity

strength([0.01, 1.0, 5.0])                       # S(eps, tau = 0)
internal_friction(0.1, 1e-8, 2e-3)               # Q^-1/Cbar
conductivity([0.05, 0.1, 1.0])                   # K(tau)
"""

from __future__ import annotations

from softpot.numerics.sound.conductivity import conductivity
from softpot.numerics.sound.elements import matrix_elements
from softpot.numerics.sound.relaxation import internal_friction
from softpot.numerics.sound.strength import strength

__all__ = ["conductivity", "internal_friction", "matrix_elements", "strength"]
