"""Evidence on Eq. (7): levels of the equation with all its constants, and of almost harmonic potentials."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from softpot.derive.machinery.formula import Formula
from softpot.numerics.machinery.compile.errors import OutOfDomain
from softpot.numerics.machinery.evaluate import members
from softpot.numerics.machinery.evidence import Evidence, Pair, Table, compare, converges
from softpot.numerics.spectrum import Enclosure, NotProved, enclose, levels, verify_enclosure
from softpot.numerics.spectrum.types.decimals import round_decimal
from softpot.numerics.spectrum.witness.shooting import shooting_levels
from softpot.numerics.theory.sampling import context, real, span
from softpot.numerics.theory.stated import states

# hbar, m, a, E_0, eta, t: no unit system, so that no constant can hide as a 1
SAMPLES: tuple[dict[str, Fraction], ...] = tuple(
    dict(zip(("hbar", "m", "a", "E_0", "eta", "t"), map(Fraction, row), strict=True))
    for row in (
        ("3/2", "5/3", "7/4", "2/5", "3/7", "-1/3"),
        ("1/3", "4", "3/5", "9/2", "-1/6", "1/5"),
        ("2", "1/2", "5/4", "3", "4/3", "5/2"),
        ("7/5", "6/5", "2/3", "1/4", "0", "-2"),
    )
)


@cache
def _dimensional(which: int, digits: int) -> tuple[Any, ...]:
    """The two lowest levels of −(ħ²/2ma²) d²/dx² + E_0(eta x² + t x³ + x⁴), by power series."""
    ctx = context(2 * digits)
    c = {k: real(ctx, v) for k, v in SAMPLES[which].items()}
    kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2)
    zero = ctx.mpf(0)
    potential = [zero, zero, c["E_0"] * c["eta"], c["E_0"] * c["t"], c["E_0"]]
    return shooting_levels(kinetic, potential, (1, 2), digits)


def scaling(formula: Formula, digits: int) -> Iterator[Evidence]:
    """w times the dimensionless levels at the stated alpha and beta, against levels with every constant."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)

    def energies() -> Iterator[Pair]:
        for which, sample in enumerate(SAMPLES):
            _, w, alpha, beta, _ = _values(f, sample, ctx, digits)
            for n, energy in zip((1, 2), _dimensional(which, digits), strict=True):
                level = certified(_exactly(alpha), _exactly(beta), n, max(digits + 5, 15))
                where = f"level {n}, " + ", ".join(f"{k} = {v}" for k, v in sample.items())
                yield Pair(where, w * real(ctx, level), ctx.mpf(energy), w)

    def potentials() -> Iterator[Pair]:
        for sample in SAMPLES:
            c = {k: real(ctx, v) for k, v in sample.items()}
            for y in (Fraction(-3, 2), Fraction(-1, 3), Fraction(1, 2), Fraction(5, 2)):
                eta_L, w, _, _, value = _values(f, sample, ctx, digits, y=y)
                x = ctx.sqrt(eta_L) * real(ctx, y)
                soft = c["E_0"] * (c["eta"] * x**2 + c["t"] * x**3 + x**4) / w
                size = c["E_0"] * (abs(c["eta"]) * x**2 + abs(c["t"] * x**3) + x**4) / w
                yield Pair(f"V/w at y = {y}", value, soft, size)

    def units() -> Iterator[Pair]:
        for sample in SAMPLES:
            c = {k: real(ctx, v) for k, v in sample.items()}
            eta_L, w, *_ = _values(f, sample, ctx, digits)
            kinetic = c["hbar"] ** 2 / (2 * c["m"] * c["a"] ** 2 * eta_L)
            yield Pair("kinetic energy at the unit of length", w, kinetic)

    yield compare("w against the kinetic energy at the unit of length", units(), digits)
    yield compare("the dimensionless potential against V(sqrt(eta_L) y)/w", potentials(), digits)
    yield compare(
        "w times levels of Eq. (7), each in the middle of a proved interval, against levels of the "
        "Schroedinger equation with its constants, by power series",
        energies(), digits,
    )  # fmt: skip
    yield enclosed()
    yield tabulated()


def _values(
    f: Any, sample: dict[str, Fraction], ctx: Any, digits: int, y: Fraction = Fraction(1)
) -> tuple[Any, ...]:
    """eta_L, w, alpha, beta and the potential at y, with alpha and beta as the formula itself gives them."""
    units = f(**sample, eta_L=1, alpha=1, beta=1, y=1)
    eta_L = ctx.mpf(units[0])
    if eta_L <= 0:
        raise OutOfDomain(
            f"the unit of length squared, eta_L = {ctx.nstr(eta_L, 8)}, is not positive"
        )
    scaled = f(**sample, eta_L=eta_L, alpha=1, beta=1, y=1)
    _, w, alpha, beta = (ctx.mpf(v) for v in scaled[:4])
    full = f(**sample, eta_L=eta_L, alpha=alpha, beta=beta, y=y)
    return eta_L, w, alpha, beta, ctx.mpf(full[4])


def _exactly(value: Any) -> Fraction:
    """An mpf as the fraction that it is."""
    sign, mantissa, exponent, _ = value._mpf_
    return Fraction((-1) ** int(sign) * int(mantissa)) * Fraction(2) ** int(exponent)


# Where a level is published: alpha, beta, n, the value, whose last digit may be rounded, and by whom.
PUBLISHED = (
    (0, 0, 1, "1.060362090484182899647046016692663545515208728528977933216245", "the pure quartic"),
    (1, 0, 1, "1.392351641530291855657507876609934184600066711220834088906349", "y² + y⁴"),
    (0, 1, 1, "0.9053412237932932760179696184791", "y⁴ − y³"),
    (9, 6, 1, "2.5830258609557839224440770838565", "9y² − 6y³ + y⁴"),
)


def certified(alpha: Fraction | int, beta: Fraction | int, n: int, digits: int) -> Fraction:
    """The middle of an interval of relative width 10^-digits that provably contains level n."""
    proved = enclose(alpha, beta, n, digits)
    return (proved.lower + proved.upper) / 2


@cache
def enclosed() -> Evidence:
    """Published levels, and levels by two other routes, inside intervals proved to contain the level.

    It judges the numbers that the other evidence rests on, not a formula.
    """
    ctx = context(80)
    samples, failing, rows = 0, "", []
    for alpha, beta, n, value, name in PUBLISHED:
        proved = enclose(alpha, beta, n, LISTED_DIGITS + 4)
        printed = Fraction(value)
        last = Fraction(1, 10 ** len(value.split(".")[1]))
        coefficients = [ctx.mpf(c) for c in (0, 0, alpha, -beta, 1)]
        (shot,) = shooting_levels(ctx.mpf(1), coefficients, (n,), 30)
        others = (
            ("published", printed, last),
            (
                "oscillator basis",
                Fraction(levels(alpha, beta, only=[n], digits=40, method="matrices")[0].value),
                Fraction(1, 10**38),
            ),
            ("power series", _exactly(shot), Fraction(1, 10**28)),
        )
        for route, found, slack in others:
            samples += 1
            if not proved.lower - slack <= found <= proved.upper + slack and not failing:
                failing = f"{route}: level {n} of {name} lies outside the proved interval"
        rows.append((name, str(n), in_groups(_rounded(proved)[0]), str(len(value.split(".")[1]))))
    return Evidence(
        "enclosure",
        "published levels, and levels by an oscillator basis and by power series, against intervals proved by "
        "interval arithmetic to contain the level of the whole line",
        not failing,
        samples,
        digits=28 if not failing else 0,
        failing=failing,
        table=Table(("potential", "n", f"level, rounded to {LISTED_DIGITS} digits", "published decimals"), tuple(rows)),
    )  # fmt: skip


# Where levels are listed: alpha, beta, how many, and the potential in words.
LISTED = (
    (Fraction(0), Fraction(0), 4, "the pure quartic"),
    (Fraction(-10), Fraction(0), 4, "two equal wells"),
    (Fraction(-10), Fraction(1, 2), 4, "two wells, tilted"),
    (Fraction(-1), Fraction(2), 4, "a deep and a shallow well"),
    (Fraction(10), Fraction(6), 4, "a well and a shoulder above it"),
)
LISTED_DIGITS = 50
THIN_SPACE = "\u2009"


@cache
def tabulated() -> Evidence:
    """Levels of several potentials to 50 digits, each proved twice, by two methods that share no code.

    It judges the numbers that the other evidence rests on, not a formula.
    """
    samples, failing, rows = 0, "", []
    for alpha, beta, count, name in LISTED:
        before: Enclosure | None = None
        for n in range(1, count + 1):
            proved = enclose(alpha, beta, n, LISTED_DIGITS + 4)
            text, certain = _rounded(proved)
            samples += 1
            why = _unconfirmed(proved, before, certain)
            failing = failing or (why and f"level {n} at alpha = {alpha}, beta = {beta}: {why}")
            rows.append((name if n == 1 else "", str(alpha), str(beta), str(n), in_groups(text)))
            before = proved
    return Evidence(
        "enclosure",
        "levels of several potentials, each in an interval proved by power series with remainders and proved a "
        "second time by variational bounds; no digit of the table is open",
        not failing,
        samples,
        digits=LISTED_DIGITS if not failing else 0,
        failing=failing,
        table=Table(
            ("potential", "alpha", "beta", "n", f"level in units of w, rounded to {LISTED_DIGITS} digits"), tuple(rows)
        ),
    )  # fmt: skip


def _unconfirmed(proved: Enclosure, before: Enclosure | None, certain: bool) -> str:
    """What is wrong with a proved level, or nothing."""
    if not certain:
        return "the interval leaves the last digit open"
    if before is not None and not before.upper < proved.lower:
        return "the interval is not above that of the level before"
    try:
        verify_enclosure(proved)
    except NotProved as reason:
        return str(reason)
    return ""


def _rounded(proved: Enclosure) -> tuple[str, bool]:
    """The level to LISTED_DIGITS digits, and whether every number in the interval rounds to them."""
    middle = (proved.lower + proved.upper) / 2
    text, _, certain = round_decimal(middle, proved.width / 2, LISTED_DIGITS)
    return text, certain


def in_groups(text: str) -> str:
    """-20.36398 01234 5: the decimals in groups of five, with thin spaces."""
    whole, _, part = text.partition(".")
    return whole + "." + THIN_SPACE.join(part[i : i + 5] for i in range(0, len(part), 5))


ALPHAS = (25, 100, 400, 1600, 6400)
RATIOS = (Fraction(0), Fraction(1), Fraction(9, 5), Fraction(-7, 5))  # of beta to sqrt(alpha)


@cache
def _levels(n: int, ratio: Fraction, digits: int) -> tuple[Fraction, ...]:
    """Level n at the ALPHAS, whose square roots are whole numbers."""
    return tuple(certified(alpha, ratio * int(alpha**0.5 + 0.5), n, digits) for alpha in ALPHAS)


@states
def harmonic_limit(formula: Formula, digits: int) -> Iterator[Evidence]:
    """What is left of computed levels falls as alpha^(-5/2), for several n and beta/sqrt(alpha)."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)
    for n in (1, 2, 5):
        for ratio in RATIOS:
            rest, rows = [], []
            for alpha, level in zip(ALPHAS, _levels(n, ratio, max(digits, 20)), strict=True):
                beta = ratio * int(alpha**0.5 + 0.5)
                value = ctx.mpf(f(n=n, alpha=alpha, beta=beta)[0])
                rest.append(real(ctx, level) - value)
                computed = ctx.nstr(real(ctx, level), 12)
                rows.append((str(alpha), computed, ctx.nstr(value, 12), ctx.nstr(rest[-1], 3)))
            yield (
                converges(
                    f"level {n} at beta = {ratio} sqrt(alpha), alpha from {span(ALPHAS)}: computed level minus formula",
                    ALPHAS, rest, -2.5, 0.05, unit="alpha",
                    table=Table(("alpha", "computed level", "formula", "difference"), tuple(rows))
                    if (n, ratio) == (2, RATIOS[2]) else None,
                )
            )  # fmt: skip


ETA_L, W = Fraction(1, 50), Fraction(2, 3)  # values that hide no power as a 1


@states
def harmonic_excitations(formula: Formula, digits: int) -> Iterator[Evidence]:
    """Differences of computed levels over the formula: what is left falls as alpha^(-3/2), and the limit is 1."""
    f = members(formula, "mpmath", digits + 10)
    ctx = context(2 * digits)
    unit = real(ctx, W)
    for n in (2, 5):
        for ratio in RATIOS[1:3]:
            ground, excited = (_levels(k, ratio, max(digits, 20)) for k in (1, n))
            ratios = [
                (real(ctx, high) - real(ctx, low))
                * unit
                / ctx.mpf(f(n=n, w=W, eta=alpha * ETA_L, eta_L=ETA_L)[0])
                for alpha, low, high in zip(ALPHAS, ground, excited, strict=True)
            ]
            yield converges(
                f"level {n} less level 1 at beta = {ratio} sqrt(alpha), alpha from {span(ALPHAS)}: computed "
                "over formula, "
                "less 1",
                ALPHAS, [r - 1 for r in ratios], -1.5, 0.05, unit="alpha",
            )  # fmt: skip
            limit = ratios[-1] + (ratios[-1] - ratios[-2]) / (ctx.mpf(4) ** ctx.mpf("1.5") - 1)
            yield compare(
                "its limit, extrapolated with that rate",
                [Pair(f"level {n}, beta = {ratio} sqrt(alpha)", ctx.mpf(1), limit)], 5, kind="limit",
            )  # fmt: skip
    yield compare(
        "the lowest levels: level 1 is no excitation, level 2 the first",
        [
            Pair(
                f"level {n}, alpha = {float(alpha):g}", f(n=n, w=W, eta=alpha * ETA_L, eta_L=ETA_L)[0],
                (n - 1) * 2 * unit * ctx.sqrt(real(ctx, alpha)), unit,
            )
            for n in (1, 2)
            for alpha in ALPHAS
        ],
        digits, kind="ladder",
    )  # fmt: skip
