"""Synthetic measurements with their truth: the files beside this one are what it writes, byte by byte.

The specific heat is that of the model (P_0 constant) with a Debye part, with Gaussian noise; no glass was measured.
To write them again: python examples/data/make.py
"""

import json
from math import exp
from pathlib import Path

import numpy as np

from softpot.numerics import Distribution, specific_heat

BOLTZMANN, HBAR = 1.380649e-23, 1.054571817e-34
TRUTH = {
    "what": "synthetic: the soft-potential model with a Debye part and Gaussian noise; no glass was measured",
    "w_over_k_B_K": 3.9,
    "P_s_per_m3": 1.1e23,
    "L": 10.0,
    "density_kg_per_m3": 2200.0,
    "velocities_m_per_s": [5800.0, 3800.0],
    "noise": 0.01,
    "sample_mass_mg": 21.37,
    "molar_mass_g_per_mol": 60.08,
    "atoms_per_formula_unit": 3,
}
INSTRUMENT = """[Header]
; synthetic: see truth.json
TITLE,synthetic glass
BYAPP,HeatCapacity,3.9.11,1.7
INFO,21.37,MASS:Sample Mass (mg)
INFO,0.11,MASSERR:Sample Mass Error (mg)
INFO,,MOLWGHT:Formula Weight (g/mole)
INFO,,ATOMS:Atoms per Formula Unit
INFO,PPMS Heat Capacity Option 3.9.11 Build 2,APPNAME
DATATYPE,TIME,1
DATATYPE,COMMENT,2
[Data]
Time Stamp (Seconds),Comment (),System Status (Code),Puck Temp (Kelvin),System Temp (Kelvin),Field (Oersted),Pressure (Torr),Sample Temp (Kelvin),Temp Rise (Kelvin),Samp HC (µJ/K),Samp HC Err (µJ/K),Addenda HC (µJ/K),Addenda HC Err (µJ/K),Total HC (µJ/K),Total HC Err (µJ/K),Fit Deviation (ChiSquare),Sample Coupling (Percent),Debye Temp (Kelvin)
3953264078.6,Error: Warning: Current field is 0.34 Oe;
3953264078.7,CALFILE: a calibration|Addenda measured before
"""  # noqa: E501


def specific_heat_of_the_truth(T):
    """C in J/(kg K)."""
    w, rho = TRUTH["w_over_k_B_K"], TRUTH["density_kg_per_m3"]
    v_l, v_t = TRUTH["velocities_m_per_s"]
    debye = 0.4 * np.pi**2 * BOLTZMANN * (BOLTZMANN / HBAR) ** 3 * (v_l**-3 + 2 * v_t**-3) / 3 / rho
    amplitude = BOLTZMANN * TRUTH["P_s_per_m3"] / 2 / rho
    glass = Distribution.constant(smallest_splitting=exp(-TRUTH["L"]))
    return amplitude * specific_heat(T / w, glass).value + debye * T**3


def instrument_file():
    """Three repeats at each temperature, the highest first; a few rows in a field, and one badly coupled."""
    source = np.random.default_rng(20260)
    T = np.repeat(np.geomspace(0.4, 8.0, 28)[::-1], 3) * (1 + 1e-3 * source.standard_normal(84))
    mass = TRUTH["sample_mass_mg"] * 1e-6
    C = specific_heat_of_the_truth(T) * mass * 1e6
    measured = C * (1 + TRUTH["noise"] * source.standard_normal(T.size))
    rows, clock = [], 3953265565.1
    for k, (t, c, true) in enumerate(zip(T, measured, C, strict=True)):
        clock += 460.0
        field, coupling = (90000.0, 97.0) if k % 28 == 5 else (0.34, 84.0 if k == 40 else 97.0)
        error, addenda = TRUTH["noise"] * true, 3.0 * t
        rows.append(
            f"{clock:.1f},,1857,{0.98 * t:.6g},{0.98 * t:.6g},{field:g},9.9E-6,{t:.6g},{0.02 * t:.4g},{c:.7g},"
            f"{error:.4g},{addenda:.5g},0.01,{c + addenda:.7g},{error:.4g},0.5,{coupling:g},"
        )
    return (INSTRUMENT + "\n".join(rows) + "\n").replace("\n", "\r\n").encode("latin-1")


def text_file():
    """60 temperatures from 0.22 to 3.3 K in mJ/(g K)."""
    source = np.random.default_rng(20261)
    T = np.geomspace(0.22, 3.3, 60)
    C = specific_heat_of_the_truth(T)
    measured = C * (1 + TRUTH["noise"] * source.standard_normal(T.size))
    rows = [
        f"{t:.6g},{c:.6g},{TRUTH['noise'] * true:.3g}"
        for t, c, true in zip(T, measured, C, strict=True)
    ]
    head = "# synthetic: see truth.json\n# T (K),C (mJ/(g K)),error (mJ/(g K))\n"
    return (head + "\n".join(rows) + "\n").encode()


def files():
    """Name to content."""
    return {
        "synthetic_glass.dat": instrument_file(),
        "synthetic_glass.txt": text_file(),
        "truth.json": (json.dumps(TRUTH, indent=2) + "\n").encode(),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (Path(__file__).parent / name).write_bytes(content)
