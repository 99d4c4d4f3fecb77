"""The driven oscillator, a theory of complex numbers; to run it: softpot check --theory driven_oscillator.py"""

from sympy import Derivative, I, conjugate, exp

from softpot import Printed, Quantity, SymbolTable, Theory, entry
from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.numerics import by_quadrature, by_rate, by_value
from softpot.reports.machinery.phase import plotted_line, plotted_plane

SIGN, ANY = {"positive": True}, {}  # what nothing is assumed of is a complex number
S = SymbolTable(
    Quantity("omega", r"\omega", "frequency of the force, complex where it grows or dies away", assumptions=ANY),
    Quantity("gamma", r"\gamma", "damping, in units of the eigenfrequency", assumptions=SIGN),
    Quantity("t", "t", "time, in units of the inverse eigenfrequency"),
    Quantity("chi", r"\chi", "response", assumptions=ANY, function=True),
)  # fmt: skip
omega, gamma, t = S.omega, S.gamma, S.t
RESPONSE, TURN = 1 / (1 - omega**2 - I * gamma * omega), exp(-I * omega * t)
SWING = Printed(-1 / (omega**2 + I * gamma * omega - 1), PrintedVerdict.AGREES)


@entry("response", title="Response", printed=SWING)
def response(d):
    """The response to a force of one frequency has a pole for each free vibration."""
    d.define(S.chi(omega), RESPONSE, "the displacement over the force")
    x = RESPONSE * TURN
    motion = Derivative(x, (t, 2)) + gamma * Derivative(x, t) + x
    d.step(equal(motion, TURN), "the displacement {x} fulfils the equation of motion", x=x)
    return d.result(RESPONSE, lhs=S.chi(omega))


@entry("mirror", title="Reality")
def mirror(d):
    """A real force moves the oscillator by a real displacement."""
    turned = 1 / (1 - conjugate(omega) ** 2 + I * gamma * conjugate(omega))
    mirrored = conjugate(RESPONSE, evaluate=False)
    d.step(equal(mirrored, turned), "the response at the mirrored frequency")
    return d.result(turned, lhs=mirrored)


@entry("undamped", title="Little damping", expected=Verdict.VERIFIED)
def undamped(d):
    """With little damping the response is real but near its poles."""
    d.uses("response")
    form = 1 / (1 - omega**2) + I * gamma * omega / (1 - omega**2) ** 2
    d.limit(
        equal(S.chi(omega), form),
        "numbers show that a part of second order in {g} is left",
        g=gamma,
    )
    return d.result(form, lhs=S.chi(omega))


def pushed(mp, s, omega, gamma):  # the displacement after a push, turned back
    rate = mp.sqrt(1 - gamma**2 / 4)
    return mp.exp((1j * omega - gamma / 2) * s) * mp.sin(rate * s) / rate


def mirrored(
    mp, omega, gamma
):  # real and imaginary part of the response as two unknown real numbers
    D = 1 - omega**2 - 1j * gamma * omega
    x = mp.lu_solve(mp.matrix([[D.real, -D.imag], [D.imag, D.real]]), mp.matrix([1, 0]))
    return mp.mpc(x[0], -x[1])


def exact(mp, omega, gamma):
    return mp.quad(lambda s: pushed(mp, s, omega, gamma), [0, 5, 20, 100])


AT = [{"omega": "1/2 + 1/2*i", "gamma": 1}, {"omega": "-2 + i", "gamma": "1/2"}]
theory = Theory("The driven oscillator", S, (response, mirror, undamped)).with_evidence({
    "response": by_quadrature(pushed, (0, 5, 20, 100), AT),
    "mirror": by_value("two real equations", mirrored, AT),
    "undamped": by_rate(exact, [{"omega": "1/2 + i", "gamma": g} for g in ("1/8", "1/16", "1/32")], 2, "gamma"),
}).with_figures({
    "response": plotted_line("response", "omega", -2.5, 2.5, "The response to real frequencies, little damped.",
                             others={"gamma": "1/10"}),
    "poles": plotted_plane("response", "omega", (-2, 2), (-1.2, 0.8),
                           "The response to complex frequencies, with its two poles.", others={"gamma": "1/2"}),
})  # fmt: skip
