"""Eq. (12): the density of first excitations of almost harmonic potentials."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp

from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.derive.theory import SOFT_POTENTIAL, vibrations
from softpot.numerics.theory.special_points import FOLD, proved
from softpot.numerics.theory.vibrations import density_from_the_fold

from .words import assert_tied

pytestmark = pytest.mark.slow  # each needs a derivation of its theory

S = SOFT_POTENTIAL.symbols
E, w, q, t = S.E, S.w, S.q, S.t
HALF = sp.Rational(1, 2)

IDS = ("vibrations-sea-gull", "vibrations-constant", "vibrations-deepest")


SEA_GULL = S.P_0 * S.eta_L ** (5 * HALF) * E**4 / (3 * sp.sqrt(2) * w**5)
CONSTANT = 2 * sp.sqrt(2) * S.P_0 * S.eta_L ** (3 * HALF) * E**2 / (3 * w**3)
DEEPEST = S.P_0 * S.eta_L ** (5 * HALF) * E**4 / (4 * w**5)


def test_the_derivations_are_sound(sound):
    n_0 = 4 * sp.sqrt(2) * S.P_0 * sp.sqrt(S.delta_eta) / S.E_0
    sound(
        "vibrations-sea-gull", exact=False, quoted=("scaling", "harmonic-limit", "two-wells", "sea-gull"),
        premises=(equal(S.n_0, n_0), S.E > 2 * S.w),
    )  # fmt: skip
    sound(
        "vibrations-constant",
        exact=False,
        quoted=("scaling", "harmonic-limit", "two-wells"),
        premises=(S.E > 2 * S.w,),
    )
    sound(
        "vibrations-deepest",
        exact=False,
        quoted=("scaling", "harmonic-limit", "origins", "origin-measure"),
        premises=(),
    )


@pytest.mark.parametrize("id", IDS)
def test_no_wrong_step_is_proved(refuses_wrong_steps, id):
    refuses_wrong_steps(id, 40)


@pytest.mark.parametrize("id", IDS)
def test_a_limit_leaves_them_to_numbers(derived, id):
    assert SOFT_POTENTIAL.entry(id).expected is Verdict.VERIFIED
    assert derived(id).steps[-1].role == "limit"


def test_the_densities_as_typed_by_hand(derived):
    in_n_0 = S.n_0 * sp.sqrt(S.eta_L / S.delta_eta) * E**4 / (24 * w**4)
    in_P_s = S.P_s * E**4 / (8 * w**5)
    wanted = {
        "vibrations-sea-gull": (SEA_GULL, in_n_0),
        "vibrations-constant": (CONSTANT,),
        "vibrations-deepest": (DEEPEST, in_P_s),
    }
    for id, forms in wanted.items():
        made = derived(id).formula.expression
        members = made.args if isinstance(made, sp.Tuple) else (made,)
        assert len(members) == len(forms)
        assert all(sp.simplify(a - b) == 0 for a, b in zip(members, forms, strict=True))


@pytest.mark.parametrize(
    ("id", "weight", "reach"),
    [
        ("vibrations-sea-gull", S.P_0 * q, sp.sqrt(32 * q) / 3),
        ("vibrations-constant", S.P_0, sp.sqrt(32 * q) / 3),
        ("vibrations-deepest", S.P_0 * q, 2 * sp.sqrt(q)),
    ],
)
def test_the_densities_by_direct_integration(derived, id, weight, reach):
    """n(E) = strip(eta) d(eta)/dE at the eta whose quantum is E; no integral over eta is needed."""
    made = derived(id).formula.expression
    first = made.args[0] if isinstance(made, sp.Tuple) else made
    top = S.eta_L * (E / (2 * w)) ** 2
    wanted = (2 * reach * weight).subs(q, top) * sp.diff(top, E)
    assert sp.simplify(first / wanted) == 1


def test_the_second_forms(derived):
    """1/24 with n_0 = 4√2 P_0 √δη/E_0 and w = E_0 eta_L²; P_s/8 with P_s = 2 P_0 eta_L^(5/2)."""
    by_n_0 = derived("vibrations-sea-gull").formula.expression.args[1]
    n_0 = 4 * sp.sqrt(2) * S.P_0 * sp.sqrt(S.delta_eta) * S.eta_L**2 / w
    assert sp.simplify(by_n_0.subs(S.n_0, n_0) / SEA_GULL) == 1
    by_P_s = derived("vibrations-deepest").formula.expression.args[1]
    assert sp.simplify(by_P_s.subs(S.P_s, 2 * S.P_0 * S.eta_L ** (5 * HALF)) / DEEPEST) == 1


def test_the_share_of_the_deepest_wells():
    """The strip |t| < 2√η against |t| < √(32η)/3: a factor 3/(2√2)."""
    assert sp.simplify(DEEPEST / SEA_GULL) == 3 / (2 * sp.sqrt(2))


def test_the_energy_to_eta():
    assert sp.simplify(2 * w * sp.sqrt(vibrations.UP_TO / S.eta_L) - E) == 0


def test_the_printed_forms():
    sea_gull = SOFT_POTENTIAL.entry("vibrations-sea-gull").printed
    assert sea_gull.expected is PrintedVerdict.ORDER
    assert sp.simplify(
        sea_gull.form / (S.n_0 * sp.sqrt(S.eta_L / S.delta_eta) * (E / w) ** 4)
    ) == sp.Rational(1, 24)
    assert SOFT_POTENTIAL.entry("vibrations-constant").printed.expected is PrintedVerdict.UNREADABLE
    assert SOFT_POTENTIAL.entry("vibrations-deepest").printed is None


def test_numbers_in_words():
    """The densities of potentials with one well from computed levels, over Eq. (12)."""

    def over(e):
        return density_from_the_fold(e) / (e**4 / (3 * 2**0.5))

    middle = [over(float(e)) for e in (*np.linspace(2.3, 2.7, 9), 3.0)]
    assert all(
        0.5 < over(float(e)) < 2 for e in (*np.linspace(2.2, 2.7, 11), 3, 4, 6, 8, 10, 20, 40)
    )
    prefactor, in_n_0 = SOFT_POTENTIAL.formula("vibrations-sea-gull").expression
    unit = S.P_0 * S.eta_L ** sp.Rational(5, 2) / w * (E / w) ** 4
    one = prefactor / unit
    other = in_n_0 / (S.n_0 * sp.sqrt(S.eta_L / S.delta_eta) * (E / w) ** 4)
    deepest, in_P_s = SOFT_POTENTIAL.formula("vibrations-deepest").expression
    seen = "vibrations-sea-gull survives"
    least = proved(FOLD, 12).middle[1]
    older = SOFT_POTENTIAL.formula("vibrations-constant").expression

    def grows(density):
        return sp.simplify(E * sp.diff(sp.log(density), E))

    assert_tied(
        ["vibrations-sea-gull", "vibrations-constant", "vibrations-deepest"],
        (
            ("vibrations-sea-gull statement", "the $ power", grows(prefactor)),
            ("vibrations-constant statement", "the $ of the energy", grows(older)),
            ("vibrations-constant survives", "the $ of the energy", grows(older)),
            ("vibrations-sea-gull statement", "prefactor @, or # in", one, other),
            (seen, "read as #; that", other),
            (seen, "for E > #w. Below E_s = # w there", 2, float(least)),
            (seen, "; at # w the density is # times", 2.2, over(2.2)),
            (seen, "between # w and # w it is # to # times, at", 2.3, 3, min(middle), max(middle)),
            (
                seen,
                "times, at # w # times, at # w # times and at # w # times",
                4,
                over(4.0),
                6,
                over(6.0),
                10,
                over(10.0),
            ),
            (seen, "From # w on", 2.2),
            (seen, "factor of #.", 2),
            ("vibrations-sea-gull line 9", "eta > #, weighted", 0),
            ("vibrations-constant line 8", "eta > #", 0),
            ("vibrations-deepest statement", "included, @ becomes #, and", one, deepest / unit),
            ("vibrations-deepest statement", "density is @, the form", in_P_s),
            ("vibrations-deepest line 9", "eta > #", 0),
        ),
    )
