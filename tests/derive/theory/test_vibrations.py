"""Eq. (12): the density of first excitations of almost harmonic potentials."""

from __future__ import annotations

import pytest
import sympy as sp

from derive import SOFT_POTENTIAL, PrintedVerdict, Verdict, equal
from derive.theory import vibrations

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


@pytest.mark.slow
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
    assert sea_gull.expected is PrintedVerdict.AGREES
    assert sp.simplify(
        sea_gull.form / (S.n_0 * sp.sqrt(S.eta_L / S.delta_eta) * (E / w) ** 4)
    ) == sp.Rational(1, 24)
    assert SOFT_POTENTIAL.entry("vibrations-constant").printed.expected is PrintedVerdict.UNREADABLE
    assert SOFT_POTENTIAL.entry("vibrations-deepest").printed is None
