"""``softpot init FILE.py``: a theory of one entry and one limit, which runs, to start from."""

from __future__ import annotations

from pathlib import Path

from softpot.reports.cli.terminal import say
from softpot.reports.cli.usage import refuse
from softpot.reports.machinery.files import Refused, write_file

TEXT = '''"""The mean number of quanta, to start from.  To run it: softpot check --theory NAME"""

from sympy import Derivative, exp, log

from softpot import Printed, Quantity, SymbolTable, Theory, entry
from softpot.derive import PrintedVerdict, Verdict, equal
from softpot.numerics import by_rate, by_summation
from softpot.reports.machinery.plotted import plotted

S = SymbolTable(
    Quantity("z", "z", "one quantum over the thermal energy", "1", assumptions={"positive": True}),
    Quantity("N", "N", "mean number of quanta", "1", assumptions={"positive": True}),
)
z, N, PLANCK = S.z, S.N, 1 / (exp(S.z) - 1)


@entry("mean", title="Mean number of quanta", printed=Printed(PLANCK, PrintedVerdict.AGREES))
def mean(d):
    """The mean is minus the slope of the logarithm of the partition function."""
    d.define(N, Derivative(log(1 - exp(-z)), z), "from the partition function")
    d.step(equal(Derivative(log(1 - exp(-z)), z), PLANCK), "carried out")
    return d.result(PLANCK, lhs=N)


@entry("hot", title="High temperature", expected=Verdict.VERIFIED)
def hot(d):
    """Many quanta are as many as the thermal energy holds."""
    d.limit(equal(d.uses("mean"), 1 / z), "numbers show that the relative rest is of first order")
    return d.result(1 / z, lhs=PLANCK)


theory = Theory("My theory", S, (mean, hot)).with_evidence({
    "mean": by_summation(lambda mp, k, z: mp.exp(-k * z), [{"z": "1/3"}, {"z": 2}], start=1),
    "hot": by_rate(lambda mp, z: 1 / mp.expm1(z), [{"z": "1/8"}, {"z": "1/16"}, {"z": "1/32"}], 1, "z"),
}).with_figures({"quanta": plotted("mean", "z", 0.05, 4, "The mean number of quanta against z.")})
'''


def run(file: str) -> int:
    """Write the file, unless there is one; 0 when it is written."""
    path = Path(file)
    if path.suffix != ".py":
        refuse(f"a theory is a Python file, and the name {file} does not end in .py")
    if not path.stem.isidentifier():
        refuse(
            f"{path.name} is no name of a Python file that can be imported: use letters, digits and _"
        )
    if path.exists():
        refuse(
            f"there is a file {file} already, and it is not replaced: choose another name", code=1
        )
    try:
        write_file(path, TEXT.replace("NAME", path.name))
    except Refused as error:
        refuse(str(error), code=1)
    say(f"{path} is written; try: softpot check --theory {path}")
    return 0
