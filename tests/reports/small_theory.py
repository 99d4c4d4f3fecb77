"""A theory of three entries that has one of everything a report must show. Not physics: school algebra."""

from __future__ import annotations

import mpmath
from sympy import Abs, And, Determinant, Eq, Integral, Limit, Matrix, Rational, Sum, Tuple, oo, pi
from sympy.core.expr import Expr

from softpot.derive.machinery.derivation import Derivation, Derived
from softpot.derive.machinery.discharge import Antiderivative, equal
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.symbols import Quantity, SymbolTable
from softpot.derive.machinery.theory import Printed, Reference, Theory, entry
from softpot.derive.machinery.verdict import PrintedVerdict, Verdict
from softpot.numerics.machinery.compile import compiled
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges

S = SymbolTable(
    Quantity("eta", r"\eta", "a coefficient", typical="|η| ≪ 1"),
    Quantity("x", r"x", "a coordinate"),
    Quantity("x_p", r"x'", "another coordinate", text="x′"),
    Quantity(
        "delta_eta",
        r"\delta\eta",
        "a width, 100 % of it",
        text="δη",
        assumptions={"positive": True},
    ),
    Quantity("P", r"P", "a density", function=True),
    Quantity("k", r"k", "an index", assumptions={"integer": True, "positive": True}),
)
eta, x, x_p = S.eta, S.x, S.x_p


@entry(
    "jacobian",
    title="A determinant, 50 % & more",
    equation="(5)",
    section="Algebra",
    printed=Printed(
        4 / Abs(eta), PrintedVerdict.REFUTED, member=0, survives="It is |eta|/2, for every eta."
    ),
)
def jacobian(d: Derivation) -> Derived:
    """The determinant is eta/2, so its size is |eta|/2, whatever x' <= x_p is."""
    m = Matrix([[1, x], [-1, eta / 2 - x]])
    d.premise(equal(S.P(x), S.P(-x)), "the density is even in {x}", x=x)
    d.step(equal(Determinant(m), eta / 2), "expand along the first row: every x cancels & is_gone")
    d.step(equal(Abs(Determinant(m)), Abs(eta) / 2), "a volume is positive")
    d.step(
        equal(Integral(x**2, (x, 0, x_p)), x_p**3 / 3),
        "an integral",
        Antiderivative(x**3 / 3),
    )
    return d.result(Tuple(Abs(eta) / 2), lhs=Tuple(Abs(Determinant(m))))


@entry("long", title="A long identity", section="Algebra")
def long(d: Derivation) -> Derived:
    """A sum of many terms, which no page holds on one line."""
    terms = ((-1) ** k * Rational(k, 7) * eta**k * x_p**k * (x + k) ** 2 for k in range(1, 15))
    long_sum: Expr = sum(terms, Rational(1))
    d.step(equal(long_sum * (eta + 1), long_sum + eta * long_sum), "distribute")
    d.step(
        And(equal(S.delta_eta**2 * x, x * S.delta_eta**2), equal((x + 1) ** 2, x**2 + 2 * x + 1)),
        "and",
    )
    return d.result((x + 1) ** 2)


@entry("basel", title="A limit", equation="(12)", section="Analysis", expected=Verdict.VERIFIED)
def basel(d: Derivation) -> Derived:
    """The sum of 1/k^2 tends to pi^2/6 and the remainder falls as k^-1."""
    d.uses("jacobian")
    d.step(equal((x + 1) * x, x**2 + x), "the remainder after k terms")
    whole = Sum(1 / S.k**2, (S.k, 1, oo))
    d.limit(equal(whole, pi**2 / 6), "Euler")
    d.limit(equal(Limit(x, x, 0, "+"), 0), "so it goes")
    return d.result(pi**2 / 6, lhs=whole)


@entry(
    "pair", title="Two cases", section="Analysis", printed=Printed(None, PrintedVerdict.UNREADABLE)
)
def pair(d: Derivation) -> Derived:
    """Either is zero."""
    d.step(equal(x * (x + 1), x**2 + x), "multiply out")
    return d.result(Eq(x * (x + 1), x**2 + x, evaluate=False))


def _jacobian(formula: Formula, digits: int) -> Evidence:
    with mpmath.workdps(digits + 10):
        pairs = [
            Pair(
                f"eta = {k}",
                mpmath.mpf(str(formula.expression.args[0].subs(eta, k))),
                mpmath.mpf(k) / 2,
            )
            for k in (2, 4, 6)
        ]
        return compare("the determinant at eta = 2, 4, 6", pairs, digits, seed=7)


def _basel(formula: Formula, digits: int) -> tuple[Evidence, ...]:
    value = mpmath.mpf(str(formula.expression.evalf(20)))
    sizes = [10.0, 100.0, 1000.0]
    errors = [float(value - mpmath.nsum(lambda k: 1 / k**2, [1, n])) for n in sizes]
    table = Table(
        ("k", "remainder"),
        tuple((f"{n:g}", f"{e:.3g}") for n, e in zip(sizes, errors, strict=True)),
    )
    return (
        converges("the remainder against 1/k", sizes, errors, -1.0, 0.05, unit="k", table=table,
                  series={"k": sizes, "error": errors}),
    )  # fmt: skip


def _plain(formula: Formula, digits: int) -> Evidence:
    f = compiled(formula, "mpmath", digits).members
    found = [f(x=k)[0] for k in (1, 2, 5)]
    return Evidence(
        "count",
        "points at which both sides were computed",
        found in ([4, 9, 36], [True, True, True]),
        12_000_000,
        digits=digits,
        worst=1.2e-31,
    )


def _draw(ledger: object) -> object:
    from matplotlib.figure import Figure

    series = ledger["basel"].evidence[0].series  # type: ignore[index]
    figure = Figure(figsize=(5, 3))
    axes = figure.add_subplot()
    axes.loglog(series["k"], series["error"], marker="o")
    axes.set_xlabel(r"$k$")
    axes.set_ylabel("remainder")
    return figure


def make(figures: bool = True) -> Theory:
    """The theory; with a figure, which needs the reports' machinery."""
    theory = Theory(
        "A small theory",
        S,
        (jacobian, long, basel, pair),
        references=(
            Reference(
                "Euler1740", "L. Euler, De summis serierum reciprocarum (1740)", "10.1000/none"
            ),
        ),
        source="a school book.",
        summary="Four statements, to try the reports on.",
    ).with_evidence({"jacobian": _jacobian, "long": _plain, "basel": _basel, "pair": _plain})
    if not figures:
        return theory
    from softpot.derive.machinery.prose import prose
    from softpot.reports.machinery.figure import FigureSpec

    spec = FigureSpec("basel", prose("The remainder against {k}.", k=S.k), _draw)  # type: ignore[arg-type]
    return theory.with_figures({"remainder": spec})


theory = make()
