"""Absolute values, powers, roots and exponentials written in common parts, so that field arithmetic can see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import lcm

import sympy as sp

from softpot.derive.kernel.nouns import ATOM, Atom, Scope, Term
from softpot.derive.kernel.scripts import Script
from softpot.derive.kernel.terms import term


def common(script: Script, terms: list[Term], scope: Scope) -> str:
    """Write absolute values, powers and exponentials in common parts; what field is told of them."""
    absolutes = _absolutes(script, terms, scope)
    facts, values = _roots(script, terms, scope, absolutes)
    _exponentials(script, terms, scope, facts, values)
    return f" [{' '.join(facts)}]" if facts else ""


def _absolutes(script: Script, terms: list[Term], scope: Scope) -> dict[str, str]:
    """Absolute values that SymPy can write without, or with less in, bars: what they are replaced by."""
    found: dict[str, str] = {}
    for atom in atoms_of(terms, "Rabs"):
        node = sp.Abs(carried(atom.scope.resolved(atom.written.args[0])))
        plain = term(node, scope)
        if plain.text != atom.text:
            if atoms_of([plain], "root", "power"):
                _absolute(script, atom, node, plain, scope)
            else:
                script.add(f"absolute ({atom.text}) {plain.at(ATOM)}.")
            found[atom.text] = plain.at(ATOM)
    return found


def _absolute(script: Script, atom: Atom, node: sp.Expr, plain: Term, scope: Scope) -> None:
    """Prove |y| = v, where v holds roots, from y = v or -y = v."""
    inside = carried(atom.scope.resolved(atom.written.args[0]))
    way, y = ("same", inside) if sp.simplify(node - inside) == 0 else ("opposite", -inside)
    name = script.fresh("a")
    script.add(f"assert ({name} : {atom.text} = {plain.text}). {{")
    script.add(f"apply abs_{way}; [ need | ].", "unfold det2, det3.")
    facts, _ = _roots(script, [term(y, scope), plain], scope, {})
    told = f" [{' '.join(facts)}]" if facts else ""
    script.add(
        f"first [ field{told}; need | ring{told} ].",
        "}",
        f"unfold det2, det3 in {name}; rewrite ?{name}; clear {name}.",
    )


def _put(text: str, values: dict[str, str]) -> str:
    """The text with other texts in the places of some of its parts, the longest first."""
    for old in sorted(values, key=len, reverse=True):
        new = f"({values[old]})".replace("\\", r"\\")
        text = re.sub(rf"(?<![\w']){re.escape(old)}(?![\w'])", new, text)
    return text


def generators(e: sp.Expr) -> dict[sp.Expr, sp.Rational]:
    """A positive expression as a product of powers of simpler ones: {g: exponent}."""
    found: dict[sp.Expr, sp.Rational] = {}
    pending: list[tuple[sp.Expr, sp.Rational]] = [(e, sp.Integer(1))]
    while pending:
        base, exponent = pending.pop()
        if isinstance(base, sp.Rational) and base > 0:
            for number, sign in ((base.p, 1), (base.q, -1)):
                for prime, power in sp.factorint(number).items():
                    _raise(found, sp.Integer(prime), sign * power * exponent)
        elif isinstance(base, sp.Mul):
            rest = [a for a in base.args if not _positive(a)]
            pending += [(a, exponent) for a in base.args if _positive(a)]
            if rest:
                _raise(found, sp.Mul(*rest), exponent)
        elif isinstance(base, sp.Pow) and base.exp.is_Rational and _positive(base.base):
            pending.append((base.base, exponent * base.exp))
        else:
            _raise(found, base, exponent)
    return found


def _raise(found: dict[sp.Expr, sp.Rational], base: sp.Expr, exponent: sp.Rational) -> None:
    found[base] = found.get(base, sp.Integer(0)) + exponent


def _positive(e: sp.Expr) -> bool:
    return bool(e.is_positive)


def _roots(
    script: Script, terms: list[Term], scope: Scope, absolutes: dict[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Write every root and fractional power by one root of each of its factors; the equations r^q = g, and what
    stands now in the place of what."""
    made = []
    for atom in atoms_of(terms, "root", "power"):
        base, exponent = atom.node, sp.Rational(1, 2)
        if atom.kind == "power":
            base, exponent = atom.scope.resolved(atom.written.args[0]), atom.written.args[1]
        if base.is_zero and atom.kind == "root":
            script.add(
                f"write ({atom.text}) as (0) by (apply sqrt_is; [ need | first [ field; need | ring ] ])."
            )
            continue
        made.append((atom, {g: e * exponent for g, e in generators(base).items()}, exponent))
    orders = _orders(powers for _, powers, _ in made)
    names: dict[sp.Expr, str] = {}
    facts: list[str] = []
    for g in sorted(orders, key=sp.default_sort_key):
        text = _put(term(g, scope).at(ATOM), absolutes)
        if orders[g] == 1:
            names[g] = text
            continue
        name = names[g] = script.fresh("r")
        root = (
            f"root_2 {name} {text}." if orders[g] == 2 else f"root {name} {text} {orders[g]}%nat."
        )
        script.add(root)
        facts.append(f"{name}_is")
    told = f" [{' '.join(facts)}]" if facts else ""
    how = f"first [ field{told}; need | ring{told} ]"
    values = dict(absolutes)
    for atom, powers, exponent in made:
        value = _product(names, powers, orders)
        p, q = int(exponent.p), int(exponent.q)
        power = f"apply (power_is _ _ _ {p} {q}); [ need | need | lia | simpl; lra | {how} ]"
        root = f"apply sqrt_is; [ need | {how} ]"
        script.add(
            f"write ({_put(atom.text, values)}) as ({value}) by ({root if atom.kind == 'root' else power})."
        )
        values[atom.text] = value
    return facts, values


def _orders(all_powers: Iterable[dict[sp.Expr, sp.Rational]]) -> dict[sp.Expr, int]:
    """For each factor the least common denominator of its exponents."""
    orders: dict[sp.Expr, int] = {}
    for powers in all_powers:
        for g, e in powers.items():
            orders[g] = lcm(orders.get(g, 1), int(e.q))
    return orders


def _product(
    names: dict[sp.Expr, str], powers: dict[sp.Expr, sp.Rational], orders: dict[sp.Expr, int]
) -> str:
    """The product of whole powers of named factors, as text."""
    above: list[str] = []
    below: list[str] = []
    for g, e in sorted(powers.items(), key=lambda item: sp.default_sort_key(item[0])):
        n = int(e * orders[g])
        if n:
            (above if n > 0 else below).append(f"{names[g]} ^ {abs(n)}")
    value = " * ".join(above) or "1"
    return f"{value} / ({' * '.join(below)})" if below else value


def _exponentials(
    script: Script, terms: list[Term], scope: Scope, facts: list[str], values: dict[str, str]
) -> None:
    """Write exponentials whose exponents have common parts by exponentials of these parts."""
    known = _known(script, terms, values)
    atoms = [a for a in atoms_of(terms, "exp", "sinh", "cosh", "tanh", "erf") if a not in known]
    kinds = {atom.kind for atom in atoms}
    if len(atoms) < 2:
        return
    wanted: list[tuple[str, sp.Expr]] = []
    for atom in atoms:
        u = atom.scope.resolved(atom.written.args[0])
        if atom.kind == "exp":
            wanted.append((_put(atom.text, values), u))
        elif atom.kind == "erf":
            wanted.append((_put(f"exp (- {atom.inner} ^ 2)", values), -(u**2)))
        else:
            wanted += [(f"exp {atom.inner}", u), (f"exp (- {atom.inner})", -u)]
    if any(atom.kind not in ("exp", "erf") for atom in atoms):
        script.add("unfold tanh, sinh, cosh.")
    split = [(text, _monomials(u)) for text, u in wanted]
    orders = _orders(parts for _, parts in split)
    names = {m: f"(exp {_put(term(m / q, scope).at(ATOM), values)})" for m, q in orders.items()}
    for m in orders:
        if m.is_positive:
            fact = script.fresh("e")
            script.add(f"try assert ({fact} : 1 < {names[m]}) by (apply exp_above_1; need).")
    for text, parts in split:
        value = _product(names, parts, orders)
        if facts and "erf" in kinds:
            told = f"[{' '.join(facts)}]"
            script.add(
                f"exponent ({text}) as ({value}) by (first [ field {told}; need | ring {told} ])."
            )
        else:
            script.add(f"exponential ({text}) ({value}).")


def _known(script: Script, terms: list[Term], values: dict[str, str]) -> list[Atom]:
    """Write exp 0, erf 0 and ln 1 as numbers, and ln (1 + 1) as ln 2; those that are numbers now."""
    found = []
    for atom in atoms_of(terms, "exp", "erf"):
        if atom.scope.resolved(atom.written.args[0]).is_zero:
            _simpler(script, atom, values, f"{atom.kind} 0", "1" if atom.kind == "exp" else "0")
            found.append(atom)
    for atom in atoms_of(terms, "ln"):
        u = atom.scope.resolved(atom.written.args[0])
        if u.is_Rational and u != atom.written.args[0]:
            text = f"ln {term(u, atom.scope).at(ATOM)}"
            _simpler(script, atom, values, text, "0" if u == 1 else "")
    return found


def _simpler(script: Script, atom: Atom, values: dict[str, str], text: str, value: str) -> None:
    """Write f(u) as f of a simpler argument, or as its value there."""
    same = f"symmetry; transitivity ({text}); [ apply (f_equal {atom.kind}); field; need | "
    known = f"exact {atom.kind}_{text.rsplit(maxsplit=1)[-1]}" if value else "reflexivity"
    script.add(f"replace ({_put(atom.text, values)}) with ({value or text}) by ({same}{known} ]).")


def _monomials(u: sp.Expr) -> dict[sp.Expr, sp.Rational]:
    found: dict[sp.Expr, sp.Rational] = {}
    for part in sp.Add.make_args(sp.expand(u)):
        c, m = part.as_coeff_Mul()
        if m == 1 or not c.is_Rational:
            c, m = (part, sp.Integer(1)) if part.is_Rational else (sp.Integer(1), part)
        found[m] = found.get(m, sp.Integer(0)) + c
    return found


def atoms_of(terms: Iterable[Term], *kinds: str) -> list[Atom]:
    found: dict[str, Atom] = {}
    for t in terms:
        for atom in t.atoms:
            if atom.kind in kinds:
                found.setdefault(atom.text, atom)
    return list(found.values())


def carried(e: sp.Expr) -> sp.Expr:
    """The expression with its derivatives and substitutions carried out."""
    return e.doit(integrals=False, sums=False, limits=False)
