"""MathML of SymPy expressions, with the names of a symbol table.

SymPy has a presentation MathML printer; it drops the parentheses of a subtracted sum and of a
derivative's operand, has no Piecewise, guesses symbol names, and passes over what it does not know. This
printer keeps SymPy's conventions for order and precedence, reads names through ``names.parse`` and
raises for a kind of expression that it does not print.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.sorting import default_sort_key
from sympy.printing.conventions import requires_partial
from sympy.printing.precedence import PRECEDENCE, precedence_traditional
from sympy.printing.printer import Printer

from derive.machinery.decimals import finite_decimal
from derive.machinery.symbols import SymbolTable
from reports.machinery.errors import ReportError
from reports.machinery.layout import HOLE
from reports.machinery.mathtags import fenced, mi, mn, mo, name, row, tag
from reports.machinery.names import parse
from reports.machinery.statements import (
    ARROW,
    CONNECTIVES,
    RELATIONS,
    connected_order,
    in_line,
    needs_brackets,
    positive_first,
    relates_statements,
)


def mathml(expression: sp.Basic, table: SymbolTable) -> str:
    """The expression as MathML, without the ``<math>`` around it."""
    return str(MathMLPrinter(table).doprint(expression))


class MathMLPrinter(Printer):  # type: ignore[misc]
    """Prints expressions as MathML strings."""

    printmethod = "_softpot_mathml"
    _default_settings = {"order": None}  # noqa: RUF012  (the name and form that SymPy reads)

    def __init__(self, table: SymbolTable) -> None:
        super().__init__()
        self.table = table

    # what has no rule raises: a report must not show something else than was meant
    def emptyPrinter(self, expr: Any) -> str:
        raise ReportError(f"the HTML report has no form for {type(expr).__name__}: {expr}")

    def bracketed(self, item: sp.Basic, level: int, strict: bool = False) -> str:
        """The item, in parentheses when it binds no tighter than the level."""
        binding = precedence_traditional(item)
        printed = str(self._print(item))
        return fenced(printed) if binding < level or (not strict and binding <= level) else printed

    def commas(self, items: Sequence[sp.Basic]) -> str:
        return mo(",").join(str(self._print(item)) for item in items)

    # names and numbers

    def _print_Symbol(self, e: sp.Symbol) -> str:
        if e.name in self.table:
            return name(self.table[e.name].latex)
        return name(sp.latex(e))

    _print_Dummy = _print_Symbol

    def _print_Integer(self, e: sp.Integer) -> str:
        return mn(e) if e >= 0 else row(mo("−", form="prefix"), mn(-e))

    def _print_int(self, e: int) -> str:
        return self._print_Integer(sp.Integer(e))

    def _print_Rational(self, e: sp.Rational) -> str:
        decimal = finite_decimal(abs(e))
        fraction = mn(decimal) if decimal else tag("mfrac", mn(abs(e.p)) + mn(e.q))
        return fraction if e.p >= 0 else row(mo("−", form="prefix"), fraction)

    def _print_Float(self, e: sp.Float) -> str:
        return mn(sp.sstr(e))

    def _print_Pi(self, e: sp.Basic) -> str:
        return mi("π", upright=True)

    def _print_Exp1(self, e: sp.Basic) -> str:
        return mi("e", upright=True)

    def _print_ImaginaryUnit(self, e: sp.Basic) -> str:
        return mi("i", upright=True)

    def _print_EulerGamma(self, e: sp.Basic) -> str:
        return mi("γ", upright=True)

    def _print_Infinity(self, e: sp.Basic) -> str:
        return mn("∞")

    def _print_NegativeInfinity(self, e: sp.Basic) -> str:
        return row(mo("−", form="prefix"), mn("∞"))

    # arithmetic

    def _print_Add(self, e: sp.Add) -> str:
        parts = []
        for place, term in enumerate(positive_first(self._as_ordered_terms(e))):
            negative = place > 0 and term.could_extract_minus_sign()
            shown = -term if negative else term
            if place > 0:
                parts.append(mo("−" if negative else "+"))
            parts.append(self.bracketed(shown, PRECEDENCE["Add"]))
        return row(*parts)

    def _print_Mul(self, e: sp.Mul) -> str:
        written = list(e.args)
        if written[0] is sp.S.One or any(isinstance(a, sp.Number) for a in written[1:]):
            return self.factors(written)  # kept unevaluated on purpose: show each factor
        sign = ""
        if e.could_extract_minus_sign():
            e, sign = -e, mo("−", form="prefix")
        numerator, denominator = sp.fraction(e, exact=True)
        if denominator is sp.S.One:
            body = self.product(e)
        else:
            body = tag("mfrac", self.product(numerator) + self.product(denominator))
        if sign and e.is_Add and denominator is sp.S.One:
            body = fenced(body)
        return row(sign, body) if sign else body

    def product(self, e: sp.Expr) -> str:
        """A numerator or denominator."""
        return self.factors(e.as_ordered_factors()) if e.is_Mul else str(self._print(e))

    def factors(self, factors: Sequence[sp.Expr]) -> str:
        parts: list[str] = []
        for place, factor in enumerate(factors):
            open_ended = isinstance(factor, (sp.Integral, sp.Sum, sp.Product, sp.Limit))
            last = place == len(factors) - 1
            loose = precedence_traditional(factor) < PRECEDENCE["Mul"] or (open_ended and not last)
            if isinstance(factor, sp.Number) and place > 0:
                parts.append(mo("·"))
                loose = loose or bool(factor < 0)
            elif place > 0:
                parts.append(mo("\u2062"))  # invisible times
            keep = open_ended and last
            printed = str(self._print(factor))
            parts.append(fenced(printed) if loose and not keep else printed)
        return row(*parts)

    def _print_Pow(self, e: sp.Pow) -> str:
        base, exponent = e.args
        if exponent.is_Rational and exponent < 0:
            return tag("mfrac", mn(1) + str(self._print(sp.Pow(base, -exponent, evaluate=False)
                                                         if exponent != -1 else base)))  # fmt: skip
        if exponent.is_Rational and exponent.p == 1 and exponent.q == 2:
            return tag("msqrt", str(self._print(base)))
        if exponent.is_Rational and not exponent.is_Integer:
            power = row(mn(exponent.p), mo("/", lspace="0", rspace="0"), mn(exponent.q))
        else:
            power = str(self._print(exponent))
        return tag("msup", self.base(base) + power)

    def base(self, e: sp.Basic) -> str:
        """The base of a power, in parentheses when a power of it could be misread."""
        compound = isinstance(e, sp.Symbol) and e.name in self.table and (
            len(parse(self.table[e.name].latex)) > 1
        )  # fmt: skip
        printed = str(self._print(e))
        applied = isinstance(e, sp.Function) and not isinstance(e, (sp.Abs, sp.exp))
        if compound or applied or precedence_traditional(e) <= PRECEDENCE["Pow"] or (
            isinstance(e, (sp.Rational, sp.exp)) and not (e.is_Integer and e.is_nonnegative)
        ):  # fmt: skip
            return fenced(printed)
        return printed

    # functions

    def _print_Function(self, e: sp.Function) -> str:
        if isinstance(e, AppliedUndef) and e.func.__name__ == HOLE:
            return "<mrow></mrow>"
        if isinstance(e, AppliedUndef):
            head = self._print_UndefinedFunction(e.func)
        else:
            head = mi({"log": "ln"}.get(e.func.__name__, e.func.__name__), upright=True)
        return row(head, mo("\u2061"), fenced(self.commas(e.args)))  # function application

    def _print_UndefinedFunction(self, e: Any) -> str:
        known = str(e) in self.table
        return name(self.table[str(e)].latex if known else sp.latex(sp.Symbol(str(e))))

    def _print_exp(self, e: sp.exp) -> str:
        if in_line(e.args[0]):
            return row(mi("exp", upright=True), mo("\u2061"), fenced(str(self._print(e.args[0]))))
        return tag("msup", mi("e", upright=True) + str(self._print(e.args[0])))

    def _print_Abs(self, e: sp.Abs) -> str:
        inner = e.args[0]
        if isinstance(inner, sp.Determinant):  # |det M|: two pairs of bars would read as four
            return fenced(row(mi("det", upright=True), str(self._print(inner.args[0]))), "|", "|")
        return fenced(str(self._print(e.args[0])), "|", "|")

    def _print_factorial(self, e: sp.Expr) -> str:
        return row(self.bracketed(e.args[0], PRECEDENCE["Func"]), mo("!"))

    def _print_binomial(self, e: sp.Expr) -> str:
        return fenced(
            tag(
                "mfrac",
                str(self._print(e.args[0])) + str(self._print(e.args[1])),
                linethickness="0",
            )
        )

    def _print_Piecewise(self, e: sp.Piecewise) -> str:
        rows = []
        for value, condition in e.args:
            when = tag("mtext", "otherwise") if condition is sp.true else (
                row(tag("mtext", "for "), str(self._print(condition))))  # fmt: skip
            rows.append(tag("mtr", tag("mtd", str(self._print(value))) + tag("mtd", when)))
        return row(
            mo("{", fence="true", form="prefix"), tag("mtable", "".join(rows), columnalign="left")
        )

    # calculus

    def _print_Integral(self, e: sp.Integral) -> str:
        signs, differentials = [], []
        for limit in reversed(e.limits):
            ends = [str(self._print(end)) for end in limit[1:]]
            if len(ends) == 2:
                signs.append(tag("msubsup", mo("∫") + ends[0] + ends[1]))
            else:
                signs.append(tag("msup", mo("∫") + ends[0]) if ends else mo("∫"))
        for limit in e.limits:
            differentials += [
                '<mspace width="0.17em"></mspace>',
                mi("d", upright=True),
                str(self._print(limit[0])),
            ]
        inner = self.bracketed(e.function, PRECEDENCE["Mul"], strict=True)
        return row(*signs, inner, *differentials)

    def _print_Sum(self, e: sp.Sum) -> str:
        return self.repeated("∑", e)

    def _print_Product(self, e: sp.Product) -> str:
        return self.repeated("∏", e)

    def repeated(self, sign: str, e: Any) -> str:
        signs = []
        for index, *ends in e.limits:
            if len(ends) == 2:
                below = row(str(self._print(index)), mo("="), str(self._print(ends[0])))
                signs.append(tag("munderover", mo(sign) + below + str(self._print(ends[1]))))
            else:
                signs.append(tag("munder", mo(sign) + str(self._print(index))))
        return row(*signs, self.bracketed(e.function, PRECEDENCE["Mul"], strict=True))

    def _print_Limit(self, e: sp.Limit) -> str:
        body, variable, point, side = e.args
        to = str(self._print(point))
        if str(side) in ("+", "-") and not point.is_infinite:
            to = tag("msup", to + mo({"+": "+", "-": "−"}[str(side)]))
        below = row(str(self._print(variable)), mo("→"), to)
        inner = self.bracketed(body, PRECEDENCE["Mul"], strict=True)
        return row(tag("munder", mo("lim", movablelimits="false") + below), inner)

    def _print_Derivative(self, e: sp.Derivative) -> str:
        d = mo("∂", lspace="0", rspace="0") if requires_partial(e.expr) else mi("d", upright=True)
        order = sum(count for _, count in e.variable_count)
        above = d if order == 1 else tag("msup", d + str(self._print(order)))
        below = []
        for variable, count in reversed(e.variable_count):
            shown = str(self._print(variable))
            below.append(
                row(d, shown if count == 1 else tag("msup", shown + str(self._print(count))))
            )
        inner = self.bracketed(e.expr, PRECEDENCE["Mul"], strict=True)
        return row(tag("mfrac", above + row(*below)), inner)

    def _print_Subs(self, e: sp.Subs) -> str:
        body, variables, points = e.args
        below = mo(",").join(
            row(str(self._print(v)), mo("="), str(self._print(p)))
            for v, p in zip(variables, points, strict=True)
        )
        bar = mo("|", fence="true", form="postfix", stretchy="true")
        return row(str(self._print(body)), tag("msub", bar + row(below)))

    # matrices and tuples

    def grid(self, matrix: Any) -> str:
        """The members of a matrix, without brackets."""
        rows = "".join(
            tag(
                "mtr",
                "".join(tag("mtd", str(self._print(matrix[i, j]))) for j in range(matrix.cols)),
            )
            for i in range(matrix.rows)
        )
        return tag("mtable", rows)

    def _print_MatrixBase(self, e: Any) -> str:
        return fenced(self.grid(e), "[", "]")

    def _print_Determinant(self, e: sp.Determinant) -> str:
        inner = e.args[0]
        if isinstance(inner, sp.MatrixBase):
            return fenced(self.grid(inner), "|", "|")
        return row(mi("det", upright=True), fenced(str(self._print(inner))))

    def _print_Tuple(self, e: sp.Tuple) -> str:
        return fenced(self.commas(e.args))

    _print_tuple = _print_Tuple

    def _print_FiniteSet(self, e: sp.FiniteSet) -> str:
        return fenced(self.commas(sorted(e.args, key=default_sort_key)), "{", "}")

    def _print_Interval(self, e: sp.Interval) -> str:
        left, right = "(" if e.left_open else "[", ")" if e.right_open else "]"
        return fenced(self.commas((e.start, e.end)), left, right)

    def _print_Contains(self, e: sp.Contains) -> str:
        return row(str(self._print(e.args[0])), mo("∈"), str(self._print(e.args[1])))

    def _print_Reals(self, e: sp.Basic) -> str:
        return mi("ℝ", upright=True)

    def _print_Integers(self, e: sp.Basic) -> str:
        return mi("ℤ", upright=True)

    # statements

    def _print_Relational(self, e: sp.core.relational.Relational) -> str:
        if relates_statements(e):
            return row(
                mo(ARROW, lspace="0.6em", rspace="0.6em").join(str(self._print(a)) for a in e.args)
            )
        return row(self.side(e.args[0]), mo(RELATIONS[type(e).__name__]), self.side(e.args[1]))

    def side(self, e: sp.Basic) -> str:
        """A side of a relation, in parentheses when it is a statement itself."""
        printed = str(self._print(e))
        return (
            fenced(printed)
            if isinstance(e, sp.core.relational.Relational) or e.is_Boolean
            else printed
        )

    def connected(self, e: sp.Basic) -> str:
        word = CONNECTIVES[type(e).__name__]
        joint = tag("mtext", f"\u00a0{word}\u00a0")
        if word in (ARROW, "⇒"):
            joint = mo(word, lspace="0.6em", rspace="0.6em")
        return row(joint.join(self.part(arg, e) for arg in connected_order(e)))

    def part(self, arg: sp.Basic, whole: sp.Basic) -> str:
        printed = str(self._print(arg))
        return fenced(printed) if needs_brackets(arg, whole) else printed

    _print_And = _print_Or = _print_Xor = _print_Equivalent = _print_Implies = connected

    def _print_Not(self, e: sp.Not) -> str:
        return row(tag("mtext", "not\u00a0"), fenced(str(self._print(e.args[0]))))

    def _print_BooleanTrue(self, e: sp.Basic) -> str:
        return tag("mtext", "true")

    def _print_BooleanFalse(self, e: sp.Basic) -> str:
        return tag("mtext", "false")
