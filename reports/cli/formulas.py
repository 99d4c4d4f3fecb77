"""``softpot show``: the result of an entry alone, as text, LaTeX, MathML, Python or BibTeX."""

from __future__ import annotations

import click

from softpot.derive.machinery.errors import TheoryError, Unwritable
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.notation.tex import tex
from softpot.derive.machinery.notation.writer import write
from softpot.derive.machinery.theory import Entry, Theory
from softpot.reports.cli.loading import entries, theory_from
from softpot.reports.cli.terminal import columns, say, unicode_output
from softpot.reports.cli.usage import refuse
from softpot.reports.machinery.bibtex import bibtex
from softpot.reports.machinery.document import named
from softpot.reports.machinery.layout import equations
from softpot.reports.machinery.mathml import mathml
from softpot.reports.machinery.python import script
from softpot.reports.machinery.text import display

FORMS = ("text", "latex", "mathml", "python", "bib")
_COMMENT = {"latex": "% {}", "mathml": "<!-- {} -->", "python": "# {}"}


def run(names: tuple[str, ...], forms: tuple[str, ...], theory_file: str | None) -> int:
    """Print the results; 1 for an entry that has none, and for an equation none of whose entries has one."""
    if len(forms) > 1:
        refuse(f"--{' and --'.join(forms)} are both given, but a result is shown in one form")
    form = forms[0] if forms else "text"
    if not names:
        refuse(
            "no entry was asked for: give an id or an equation number such as '(5)'; softpot derive --list has them"
        )
    theory = theory_from(theory_file, numbers=False)
    chosen = entries(theory, names)
    if form == "bib":
        say(bibtex(theory, chosen))
        return 0
    empty = [e.id for e in chosen if e.derive is None and e.id not in names]
    if empty and len(empty) < len(chosen):
        click.echo(
            f"softpot: note: no result is shown of {', '.join(empty)}: the source gives nothing to derive "
            f"{'it' if len(empty) == 1 else 'them'} from",
            err=True,
        )
        chosen = tuple(e for e in chosen if e.id not in empty)
    # all are made before the first is shown, so that an error leaves nothing half-said
    shown = [_shown(theory, entry, form) for entry in chosen]
    for place, (entry, text) in enumerate(zip(chosen, shown, strict=True)):
        if len(chosen) > 1:
            if place:
                say()
            heading = f"{entry.id}  {entry.equation}".rstrip()
            say(
                _COMMENT.get(form, "{}").format(
                    heading.replace("--", "- -") if form == "mathml" else heading
                )
            )
        say(text)
    return 0


def _shown(theory: Theory, entry: Entry, form: str) -> str:
    if entry.derive is None:
        refuse(
            f"{entry.id} has no result: the source asserts it and gives nothing to derive it from",
            code=1,
        )
    try:
        return _written(theory, theory.formula(entry.id), form)
    except TheoryError as error:
        refuse(f"the derivation of {entry.id} fails: {error}", code=1)
    except Unwritable as error:
        refuse(str(error), code=1)


def _written(theory: Theory, formula: Formula, form: str) -> str:
    if form == "python":
        return script(formula)
    statement = named(formula, formula.expression)
    if form == "latex":
        return ",\n\\quad ".join(tex(e) for e in equations(write(statement, theory.symbols)))
    if form == "mathml":
        inner = mathml(statement, theory.symbols)
        return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{inner}</math>'
    return display(statement, theory.symbols, columns(), unicode_output())
