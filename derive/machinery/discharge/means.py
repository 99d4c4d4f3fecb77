"""Σ w_i m_i ≥ W Π m_i^{w_i/W} for m_i ≥ 0, w_i > 0 with the sum W: the inequality of weighted means (DLMF 1.7.8)."""

from __future__ import annotations

import sympy as sp

__all__ = ["means"]

_MOST = 12  # terms


def means(larger: sp.Expr, smaller: sp.Expr) -> bool:
    """Whether larger − smaller is a sum of terms w_i m_i ≥ 0 less at most as much as their weighted mean, W times.

    >>> import sympy as sp
    >>> from softpot.derive.machinery.discharge.means import means
    >>> a, b, c = sp.symbols("a b c", positive=True)
    >>> means(a**3 + b**3 + c**3, 3 * a * b * c), means(a + b + c, 3 * a * b * c)
    (True, False)
    """
    terms = [t.as_coeff_Mul() for t in sp.Add.make_args(sp.expand(larger - smaller))]
    above = [(w, m) for w, m in terms if w.is_positive]
    below = [(w, m) for w, m in terms if not w.is_positive]
    if len(below) != 1 or not 2 <= len(above) <= _MOST or not all(w.is_Rational for w, _ in terms):
        return False
    if not all(m.is_nonnegative for _, m in above):
        return False
    weight = sum(w for w, _ in above)
    taken, product = -below[0][0], below[0][1]
    if not 0 < taken <= weight:
        return False
    # the product as powers of one kind on both sides, each to a whole power: what is left is 1
    mean = sp.Mul(*(m ** (w / weight) for w, m in above))
    if all(s.is_nonnegative for s in product.free_symbols):
        return bool(sp.powsimp(sp.powdenest(sp.expand_power_base(mean / product))) == 1)
    # with |x| for each x: an even power is that of |x|, and a product is at most that of the moduli
    if not (_monomial(product, 1) and all(_monomial(m, 2) for _, m in above)):
        return False
    plain = {s: sp.Dummy(str(s), nonnegative=True) for s in (mean * product).free_symbols}
    ratio = (mean / product).xreplace(plain)
    return bool(sp.powsimp(sp.powdenest(sp.expand_power_base(ratio))) == 1)


def _monomial(m: sp.Expr, step: int) -> bool:
    """Whether m is a product of powers of real symbols, to whole multiples of the step."""
    factors = [f.as_base_exp() for f in sp.Mul.make_args(m) if f != 1]
    return all(
        base.is_Symbol and base.is_real and e.is_Integer and e > 0 and e % step == 0
        for base, e in factors
    )
