"""Does a value fit the assumptions that the symbol table makes of its name?

SymPy's assumptions decide what they can; beside them reality is passed on by derivatives, substitutions,
integrals, sums, limits and determinants of real things, and conditions that earlier lines state (x > 0,
a − b > 0) are used. Not guaranteed: a decision; what is not shown does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import sympy as sp
from sympy.core.relational import Relational

from softpot.derive.machinery.discharge.definite import is_real, sign_of

_SAID: Mapping[type, str] = {
    sp.StrictGreaterThan: "positive",
    sp.GreaterThan: "nonnegative",
    sp.StrictLessThan: "negative",
    sp.LessThan: "nonpositive",
    sp.Ne: "nonzero",
}
_SIGNS: Mapping[str, tuple[int, ...]] = {
    "positive": (1,), "negative": (-1,), "zero": (0,),
    "nonnegative": (0, 1), "nonpositive": (0, -1), "nonzero": (1, -1),
}  # fmt: skip


def misfit(assumptions: Mapping[str, bool], value: sp.Basic, facts: Iterable[sp.Basic] = ()) -> str:
    """The assumption that the value was not shown to have, or was shown not to have, in words; "" for none."""
    plain = value.replace(lambda e: isinstance(e, sp.Determinant), lambda e: e.doit())
    known = tuple(facts)
    # one fact can hide what another shows, so each is tried alone too
    forms = [strengthened(plain, some) for some in (known, *((fact,) for fact in known))]
    for name, wanted in assumptions.items():
        has = [_has(name, form, known) for form in dict.fromkeys(forms)]
        if wanted not in has:
            no = "" if wanted else "not "
            return (
                f"is not {no}{name}" if (not wanted) in has else f"was not shown to be {no}{name}"
            )
    return ""


def _has(name: str, value: sp.Basic, facts: tuple[sp.Basic, ...]) -> bool | None:
    has = getattr(value, f"is_{name}", None)
    return _shown(name, value, facts) if has is None else bool(has)


def strengthened(value: sp.Basic, facts: Iterable[sp.Basic]) -> sp.Basic:
    """The value with symbols that assume what the facts say of them.

    x > 0 makes x a positive symbol, and E > D makes E the sum of D and a positive one.
    """
    more: dict[sp.Symbol, dict[str, bool]] = {}
    apart: dict[sp.Basic, sp.Basic] = {}
    for fact in facts:
        if not isinstance(fact, Relational):
            continue
        name = _SAID.get(type(fact))
        if name and fact.rhs == 0 and isinstance(fact.lhs, sp.Symbol):
            more.setdefault(fact.lhs, {})[name] = True
        elif isinstance(fact, (sp.StrictGreaterThan, sp.StrictLessThan)):
            if isinstance(fact.gts, sp.Symbol) and not fact.lts.has(fact.gts, *apart):
                apart.setdefault(fact.gts, fact.lts + sp.Dummy(positive=True))
    stronger: dict[sp.Basic, sp.Basic] = {
        s: sp.Dummy(s.name, **{**s._assumptions_orig, **names})
        for s, names in more.items()
        if all(getattr(s, f"is_{n}") is not False for n in names)
    }
    put = {k: v.xreplace(stronger) for k, v in apart.items() if k not in stronger} | stronger
    along = {v for node in value.atoms(sp.Derivative) for v in node.variables}
    touched = {
        k: v
        for k, v in put.items()
        if k in value.free_symbols and (isinstance(v, sp.Symbol) or k not in along)
    }
    if not touched:
        return value
    done = value.xreplace(touched)
    return cast(sp.Basic, sp.expand(done, log=False) if isinstance(done, sp.Expr) else done)


def _shown(name: str, value: sp.Basic, facts: tuple[sp.Basic, ...]) -> bool | None:
    if name in ("real", "extended_real", "complex", "finite", "extended_complex"):
        return True if is_real(value) else None
    if name == "nonnegative" and isinstance(value, sp.Abs):
        return True
    sign = sign_of(value)
    if sign is not None and name in _SIGNS:
        return sign in _SIGNS[name]
    if name in ("positive", "nonnegative", "nonzero", "negative", "nonpositive"):
        return _by_fact(name, value, facts)
    return None


def _by_fact(name: str, value: sp.Basic, facts: tuple[sp.Basic, ...]) -> bool | None:
    implied = {
        "positive": (sp.StrictGreaterThan,), "nonnegative": (sp.StrictGreaterThan, sp.GreaterThan),
        "negative": (sp.StrictLessThan,), "nonpositive": (sp.StrictLessThan, sp.LessThan),
        "nonzero": (sp.StrictGreaterThan, sp.StrictLessThan, sp.Ne),
    }[name]  # fmt: skip
    for fact in facts:
        if isinstance(fact, Relational) and not isinstance(fact, sp.Eq):
            for claim in (fact, fact.reversed):
                if isinstance(claim, implied) and sp.expand(claim.lhs - claim.rhs - value) == 0:
                    return True
    return None
