"""The LaTeX of every kind of formula compiles where only amsmath is loaded, with whichever TeX there is."""

from __future__ import annotations

import re
import shutil

import pytest

from softpot.derive.machinery.notation.tex import latex
from softpot.reports.machinery.latex import display
from softpot.reports.machinery.tex import NoTeX, compile_pdf, complaints

from .expressions import S
from .test_must_hold import FORMULAS

NEED_MORE = re.compile(r"\\(mathbb|mathfrak|lvert|mathscr|varnothing|boldsymbol|bm|substack)\b")
"""Commands of packages that some TeX lack, or that the document does not load."""


@pytest.mark.parametrize("name", FORMULAS)
def test_amsmath_is_enough(name: str) -> None:
    assert not NEED_MORE.search(latex(FORMULAS[name], S))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no TeX here")
def test_every_kind_compiles() -> None:
    shown = [f"\\[{display(e, S, width)}\\]" for e in FORMULAS.values() for width in (12, 38)]
    body = "\n".join(shown)
    document = (
        rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
    )
    try:
        made = compile_pdf(document, {})
    except NoTeX as error:
        pytest.skip(str(error))
    assert not [line for line in complaints(made.log) if not line.startswith("Overfull")]
