"""Evidence from a rate: it fails where order, sign, leading factor or direction of a line is changed."""

from __future__ import annotations

import pytest
import sympy as sp

from softpot.derive import Formula, Quantity, SymbolTable, Theory, Verdict, entry, equal
from softpot.numerics import EvidenceError, by_rate, check

POSITIVE = {"positive": True}
S = SymbolTable(
    Quantity("z", "z", "a number", assumptions=POSITIVE),
    Quantity("N", "N", "another number", assumptions=POSITIVE),
)
z = S.z
NEAR = [{"z": "1/8"}, {"z": "1/16"}, {"z": "1/32"}]
FAR = [{"z": 8}, {"z": 16}, {"z": 32}]


def planck(mp, z):
    return 1 / mp.expm1(z)


def inverse_tangent(mp, z):
    return mp.atan(z)


CASES = [
    (planck, NEAR, 1, "z", 1 / z),
    (planck, NEAR, 2, "z", 1 / z - sp.Rational(1, 2)),
    (planck, FAR, -1, lambda mp, z: mp.exp(z), sp.exp(-z)),
    (inverse_tangent, [{"z": 40}, {"z": 80}, {"z": 160}], -1, "z", sp.pi / 2 + 0 * z),
    (lambda mp, z: z + z**2 * mp.log(z), [{"z": f"1/{10**k}"} for k in (3, 5, 7)], 1, "z", z),
    # a factor of z² in the remainder, and unequal steps
    (lambda mp, z: mp.sin(z) + z**2, [{"z": "1/80"}, {"z": "1/200"}, {"z": "1/800"}], 1, "z", z),
]


@pytest.mark.parametrize(("reference", "at", "rate", "along", "form"), CASES)
def test_a_right_form_is_supported_and_a_wrong_factor_is_not(reference, at, rate, along, form):
    judge = by_rate(reference, at, rate, along)
    assert judge(Formula("f", form, S), 15).supports is True
    for factor in (sp.Rational(1001, 1000), sp.Rational(999, 1000), sp.Rational(11, 10), -1, 2):
        assert judge(Formula("f", form * factor, S), 15).supports is False


@pytest.mark.parametrize("wrong", [0, 2, 3, -1])
def test_a_changed_order_is_not_supported(wrong):
    judge = by_rate(planck, NEAR, wrong or 1, "z")
    form = 1 / z if wrong else 1 / z - sp.Rational(1, 2)
    assert judge(Formula("f", form, S), 15).supports is False


def test_points_far_from_the_limit_tell_no_factor():
    far = [{"z": "1"}, {"z": "1/2"}, {"z": "1/4"}]
    judge = by_rate(lambda mp, z: mp.exp(z) * (1 + z), far, 1, "z", tolerance=0.9)
    with pytest.raises(EvidenceError, match="cannot be told from a right one"):
        judge(Formula("f", 1 + 0 * z, S), 15)


def _judged(at, toward, rate=1, form=1 / z):
    @entry("mean", title="mean")
    def mean(d):
        """A limit."""
        d.limit(equal(S.N, form), "numbers show it", toward=toward)
        return d.result(form, lhs=S.N)

    theory = Theory("t", S, (mean,)).with_evidence({"mean": by_rate(planck, at, rate, "z")})
    return check(theory)["mean"]


@pytest.mark.parametrize("toward", [(), (z, 0), (z, 0, "+")])
def test_points_that_go_where_the_line_holds_support(toward):
    assert _judged(NEAR, toward).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("toward", [(z, sp.oo), (z, 1), (z, sp.Rational(1, 2), "+")])
def test_points_that_go_elsewhere_support_nothing(toward):
    row = _judged(NEAR, toward)
    assert row.verdict is Verdict.UNKNOWN
    assert "z takes the values 0.125, 0.0625, 0.03125, but the line holds for z →" in row.unobtained
