"""A formula as a short Python program that makes it again with SymPy."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Mapping

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.printing.str import StrPrinter

from softpot.derive.machinery.errors import Unwritable
from softpot.derive.machinery.formula import Formula

RESULT = "result"


class _Code(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's own text with exact fractions, symbols by the names of their variables, and no letter for a number."""

    def __init__(self, variables: Mapping[sp.Basic, str], functions: Mapping[str, str]) -> None:
        super().__init__({"order": "lex"})
        self.variables = variables
        self.functions = functions

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return self.variables[expr]

    _print_Dummy = _print_Symbol

    def _print_Function(self, expr: sp.Function) -> str:
        name = type(expr).__name__
        if isinstance(expr, AppliedUndef):
            name = self.functions[name]
        return f"{name}({self.stringify(expr.args, ', ')})"

    def _print_Rational(self, expr: sp.Rational) -> str:
        return f"Rational({expr.p}, {expr.q})"

    _print_Half = _print_Rational

    def _print_Tuple(self, expr: sp.Tuple) -> str:
        return f"Tuple({self.stringify(expr.args, ', ')})"

    def _print_Limit(self, expr: sp.Limit) -> str:
        body, variable, point, side = expr.args
        parts = self.stringify((body, variable, point), ", ")
        return f"Limit({parts}, dir={str(side)!r})"

    def _print_Exp1(self, expr: sp.Basic) -> str:
        return "exp(1)"

    def _print_ImaginaryUnit(self, expr: sp.Basic) -> str:
        return "sqrt(-1)"

    def _print_Relational(self, expr: sp.Rel) -> str:
        return f"{type(expr).__name__}({self._print(expr.lhs)}, {self._print(expr.rhs)}, evaluate=False)"


_ALIASES = {
    "Equality": "Eq", "Unequality": "Ne", "StrictLessThan": "Lt", "LessThan": "Le", "StrictGreaterThan": "Gt",
    "GreaterThan": "Ge", "ImmutableDenseMatrix": "ImmutableMatrix",
}  # fmt: skip


def script(formula: Formula) -> str:
    """A program that needs SymPy alone and ends with ``result = ...``; raises Unwritable for what SymPy cannot name.

    The symbols have the assumptions of the symbol table, so that they are equal to those of the theory.
    """
    statement = formula.statement
    for part in sp.preorder_traversal(statement):
        if _nameless(part):
            raise Unwritable(
                f"{formula.id} cannot be written as Python: it has {part}, a {type(part).__name__}"
            )
    sides = {
        limit.args[3] for limit in statement.atoms(sp.Limit)
    }  # + and -, of which SymPy makes symbols
    atoms = sorted(
        statement.atoms(sp.Symbol) - sides,
        key=lambda s: (s.name, s.dummy_index if s.is_Dummy else 0),
    )
    unknown = {f.func for f in statement.atoms(AppliedUndef)}
    functions = sorted(unknown, key=lambda f: str(f.__name__))
    taken: set[str] = {RESULT}
    variables = {s: _variable(s.name, taken) for s in atoms}
    called = {f.__name__: _variable(f.__name__, taken) for f in functions}
    code = _Code(variables, called).doprint(statement)
    for long, short in _ALIASES.items():
        code = code.replace(f"{long}(", f"{short}(")
    code = _exact(code)
    names = {
        node.id for node in ast.walk(ast.parse(code, mode="eval")) if isinstance(node, ast.Name)
    }
    needed = names - set(variables.values()) - set(called.values()) - {"True", "False"}
    strange = sorted(name for name in needed if not hasattr(sp, name))
    if strange:
        raise Unwritable(f"{formula.id} cannot be written as Python: SymPy has no {strange[0]}")
    makers = {type(s).__name__ for s in atoms} | ({"Function"} if functions else set())
    lines = [f"from sympy import {', '.join(sorted(needed | makers))}", ""]
    lines += [
        f"{variables[s]} = {type(s).__name__}({s.name!r}{_given(s._assumptions_orig)})"
        for s in atoms
    ]
    for f in functions:
        row = formula.symbols.get(f.__name__)
        given = {} if row is None else row.assumptions
        lines.append(f"{called[f.__name__]} = Function({f.__name__!r}{_given(given)})")
    return "\n".join([*lines, f"{RESULT} = {code}"])


def _nameless(part: sp.Basic) -> bool:
    """Whether SymPy shows it by a letter that is something else in Python, or that nothing defines."""
    elsewhere = ("sympy.physics.", "sympy.vector.", "sympy.diffgeom.", "sympy.stats.")
    return (type(part).__module__ or "").startswith(elsewhere) or isinstance(
        part, (sp.Identity, sp.ZeroMatrix, sp.OneMatrix, sp.NDimArray)
    )


def _exact(code: str) -> str:
    """The code, with SymPy's numbers where Python would compute with its own: 2**(-1) is 0.5."""
    tree = _OfSymPy().visit(ast.parse(code, mode="eval"))
    if not any(isinstance(node, ast.Name) for node in ast.walk(tree)):
        return f"sympify({code})"
    exact = ast.unparse(tree)
    return exact if "Integer(" in exact else code


class _OfSymPy(ast.NodeTransformer):
    """Makes Integer(…) of whole numbers that are divided by whole numbers, or raised to them."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        plain = not any(isinstance(part, (ast.Name, ast.Call)) for part in ast.walk(node))
        if plain and isinstance(node.op, (ast.Div, ast.Pow)):
            node.left = ast.Call(ast.Name("Integer", ast.Load()), [node.left], [])
        return node


def _variable(name: str, taken: set[str]) -> str:
    """A name of Python for a symbol; one that SymPy or Python has another use for gets an underscore."""
    made = name if name.isidentifier() else "_".join(["s", *filter(str.isidentifier, name)])
    while made in taken or keyword.iskeyword(made) or hasattr(sp, made):
        made += "_"
    taken.add(made)
    return made


def _given(assumptions: Mapping[str, bool]) -> str:
    """Assumptions as arguments."""
    kept = sorted(item for item in assumptions.items() if item != ("commutative", True))
    return "".join(f", {name}={value}" for name, value in kept)
