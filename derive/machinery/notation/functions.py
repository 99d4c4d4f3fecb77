"""How functions are written: sin(x), J_n(x), |x|, n!, and by its own name what has no sign of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.notation.names import Atom
from softpot.derive.machinery.notation.rules import Rule, Rules, Writes, named
from softpot.derive.machinery.notation.shapes import call, fence, flat, listed, marked, tight
from softpot.derive.machinery.notation.tree import (
    Call,
    Fence,
    Level,
    Name,
    Node,
    Num,
    Over,
    Post,
    Script,
)

HEADS: dict[str, tuple[str, str]] = {
    name: (rf"\{name}", name)
    for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "arg")
} | {
    "log": (r"\ln", "ln"), "asin": (r"\arcsin", "arcsin"), "acos": (r"\arccos", "arccos"),
    "atan": (r"\arctan", "arctan"), "acot": (r"\operatorname{arccot}", "arccot"),
    "asinh": (r"\operatorname{arsinh}", "arsinh"), "acosh": (r"\operatorname{arcosh}", "arcosh"),
    "atanh": (r"\operatorname{artanh}", "artanh"), "acoth": (r"\operatorname{arcoth}", "arcoth"),
    "gamma": (r"\Gamma", "Γ"), "uppergamma": (r"\Gamma", "Γ"), "lowergamma": (r"\gamma", "γ"),
    "zeta": (r"\zeta", "ζ"), "beta": (r"\mathrm{B}", "B"),
    "airyai": (r"\operatorname{Ai}", "Ai"), "airybi": (r"\operatorname{Bi}", "Bi"),
    "airyaiprime": (r"\operatorname{Ai}'", "Ai′"), "airybiprime": (r"\operatorname{Bi}'", "Bi′"),
    "elliptic_k": (r"\operatorname{K}", "K"), "elliptic_e": (r"\operatorname{E}", "E"),
    "elliptic_f": (r"\operatorname{F}", "F"), "elliptic_pi": (r"\Pi", "Π"),
    "re": (r"\operatorname{Re}", "Re"), "im": (r"\operatorname{Im}", "Im"),
    "sign": (r"\operatorname{sgn}", "sgn"), "Max": (r"\max", "max"), "Min": (r"\min", "min"),
    "Order": ("O", "O"),
}  # fmt: skip
"""What is written before the arguments of a function, by its name in SymPy: LaTeX, terminal."""

INDEXED: dict[str, tuple[str, str]] = {
    "besselj": ("J", ""), "bessely": ("Y", ""), "besseli": ("I", ""), "besselk": ("K", ""),
    "hankel1": ("H", "1"), "hankel2": ("H", "2"), "jn": ("j", ""), "yn": ("y", ""),
    "legendre": ("P", ""), "hermite": ("H", ""), "laguerre": ("L", ""), "chebyshevt": ("T", ""),
    "chebyshevu": ("U", ""), "polylog": (r"\operatorname{Li}", ""), "expint": (r"\operatorname{E}", ""),
}  # fmt: skip
"""Functions whose first argument is an index, J_n(x): the letter, and a number in parentheses above it."""

RAISED = {"assoc_laguerre": "L", "gegenbauer": "C", "jacobi": "P"}
"""Functions with an index and parameters above it, in parentheses: L_n^{(a)}(x)."""

SQUARED = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"})
"""Functions of which sin²(x) is written for the square."""


def word(name: str) -> Name:
    """A function by its own name, upright."""
    if not name.isascii() or not name.isidentifier():
        raise Unwritable(f"no output has a form for a function called {name!r}")
    latex = r"\operatorname{" + name.replace("_", r"\_") + "}"
    return Name(latex, (Atom(name, upright=True),), name, name)


def head(name: str) -> Name:
    """What is written before the arguments of SymPy's function of this name."""
    if name in HEADS:
        latex, text = HEADS[name]
        return named(latex, text, name)
    return word(name)


def letters(kinds: Iterable[str]) -> frozenset[str]:
    """The first letters of what is written for functions of SymPy: J for besselj, ψ for polygamma."""
    known = {**{name: latex for name, (latex, _) in INDEXED.items()}, **RAISED, **_LETTERS}
    return frozenset(named(known[kind]).atoms[0].text for kind in kinds if kind in known)


_LETTERS = {
    "polygamma": r"\psi",
    "digamma": r"\psi",
    "LambertW": "W",
    "Heaviside": r"\theta",
    "DiracDelta": r"\delta",
}


def head_looks() -> frozenset[tuple[Atom, ...]]:
    """The letters that are functions when a bracket follows."""
    return frozenset(named(latex).atoms for latex, _ in HEADS.values())


def _function(w: Writes, e: sp.Function) -> Node:
    name = head(e.func.__name__)
    if w.looks_like_function(name):
        name = word(e.func.__name__)
    return call(name, [w.node(argument) for argument in e.args])


def _undefined(w: Writes, e: AppliedUndef) -> Node:
    return call(w.node(e.func), [w.node(argument) for argument in e.args])


def _indexed(w: Writes, e: sp.Function) -> Node:
    letter, above = INDEXED[e.func.__name__]
    name = named(letter, plain=e.func.__name__)
    if w.calls_look_like(name):
        return _function(w, e)
    sup = fence(Num(above)) if above else None
    index, *arguments = (w.node(argument) for argument in e.args)
    return call(Script(name, sub=flat(index), sup=sup, mark=True), arguments)


def _raised(w: Writes, e: sp.Function) -> Node:
    name = named(RAISED[e.func.__name__], plain=e.func.__name__)
    if w.calls_look_like(name):
        return _function(w, e)
    index, *parameters, argument = (w.node(a) for a in e.args)
    sup = flat(fence(listed(parameters)))
    return call(Script(name, sub=flat(index), sup=sup, mark=True), [argument])


def _polygamma(w: Writes, e: sp.Function) -> Node:
    psi = named(r"\psi", "ψ", "polygamma")
    if w.calls_look_like(psi):
        return _function(w, e)
    if e.args[0] == 0:
        return call(replace(psi, plain="digamma"), [w.node(e.args[1])])
    order = flat(fence(w.node(e.args[0])))
    return call(Script(psi, sup=order, mark=True), [w.node(e.args[1])])


def _one_letter(latex: str, text: str, usual: tuple[sp.Basic, ...]) -> Rule:
    """A letter for a function whose further arguments are the usual ones; by its name otherwise."""

    def rule(w: Writes, e: sp.Function) -> Node:
        name = named(latex, text, e.func.__name__)
        if (e.args[1:] != usual and e.args[1:]) or w.calls_look_like(name):
            return _function(w, e)
        return call(name, [w.node(e.args[0])])

    return rule


def _abs(w: Writes, e: sp.Abs) -> Node:
    inner = e.args[0]
    if isinstance(inner, sp.Determinant):  # |det M|: two pairs of bars would read as four
        return fence(Call(named(r"\det", "det"), ((w.node(inner.args[0]),),), bare=True), "|", "|")
    return fence(w.node(inner), "|", "|")


def _factorial(sign: str) -> Rule:
    return lambda w, e: Post(tight(w.node(e.args[0]), Level.ATOM), sign)


def _binomial(w: Writes, e: sp.binomial) -> Node:
    return Over(w.node(e.args[0]), w.node(e.args[1]))


def _conjugate(w: Writes, e: sp.Function) -> Node:
    return marked(w.node(e.args[0]), named(r"\ast", "*", "conjugate"))


def _index_only(latex: str, text: str) -> Rule:
    def rule(w: Writes, e: sp.Function) -> Node:
        indices = flat(listed([w.node(argument) for argument in e.args]))
        return Script(named(latex, text, e.func.__name__), sub=indices, mark=True)

    return rule


def _hyper(w: Writes, e: sp.hyper) -> Node:
    above, below, argument = e.args
    name = replace(
        named(rf"{{}}_{{{len(above)}}}F_{{{len(below)}}}"),
        plain=f"hyper{len(above)}F{len(below)}",
        held=Level.ATOM,
    )
    return call(name, [w.node(a) for a in above], [w.node(b) for b in below], [w.node(argument)])


def _meijerg(w: Writes, e: sp.meijerg) -> Node:
    (a_n, a_p), (b_m, b_q), argument = e.args
    return call(word("meijerg"), *([w.node(x) for x in group] for group in (a_n, a_p, b_m, b_q)),
                [w.node(argument)])  # fmt: skip


def _sorted_arguments(w: Writes, e: sp.Basic) -> Node:
    ordered = sorted(e.args, key=sp.default_sort_key)
    return call(head(type(e).__name__), [w.node(argument) for argument in ordered])


def _order(w: Writes, e: sp.Order) -> Node:
    if any(point != 0 for point in e.point):
        raise Unwritable(f"no output has a form for an order at another point than 0: {e}")
    letter = head("Order")
    return call(word("Order") if w.looks_like_function(letter) else letter, [w.node(e.expr)])


def with_exponent(applied: Call, exponent: Node) -> Node | None:
    """sin²(x), where that is how a power of the function is written."""
    if (
        isinstance(applied.head, Name)
        and applied.head.plain in SQUARED
        and isinstance(exponent, Num)
    ):
        return replace(applied, head=Script(applied.head, sup=exponent))
    return None


def _fenced(left: str, right: str) -> Rule:
    return lambda w, e: Fence(left, w.node(e.args[0]), right)


RULES: Rules = {
    "Function": _function,
    "AppliedUndef": _undefined,
    **dict.fromkeys(INDEXED, _indexed),
    **dict.fromkeys(RAISED, _raised),
    "polygamma": _polygamma,
    "digamma": lambda w, e: _polygamma(w, sp.polygamma(0, e.args[0], evaluate=False)),
    "LambertW": _one_letter("W", "W", (sp.S.Zero,)),
    "Heaviside": _one_letter(r"\theta", "θ", (sp.S.Half,)),
    "DiracDelta": _one_letter(r"\delta", "δ", (sp.S.Zero,)),
    "Abs": _abs,
    "floor": _fenced("⌊", "⌋"),
    "ceiling": _fenced("⌈", "⌉"),
    "factorial": _factorial("!"),
    "factorial2": _factorial("!!"),
    "binomial": _binomial,
    "conjugate": _conjugate,
    "KroneckerDelta": _index_only(r"\delta", "δ"),
    "LeviCivita": _index_only(r"\varepsilon", "ε"),
    "hyper": _hyper,
    "meijerg": _meijerg,
    "Max": _sorted_arguments,
    "Min": _sorted_arguments,
    "Order": _order,
}
