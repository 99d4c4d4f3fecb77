"""``softpot derive``: the steps of derivations, for a terminal or as LaTeX."""

from __future__ import annotations

import textwrap

import sympy as sp

from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.errors import TheoryError, Unwritable
from softpot.derive.machinery.step import Role
from softpot.derive.machinery.theory import Entry, Theory
from softpot.reports.cli.loading import entries, theory_from
from softpot.reports.cli.terminal import columns, say, table, unicode_output
from softpot.reports.cli.usage import choice, refuse
from softpot.reports.machinery.document import as_printed, named, stated
from softpot.reports.machinery.text import display
from softpot.reports.machinery.wording import TextWording
from softpot.reports.machinery.writable import refuse_unwritable

_INDENT = "    "
_LIMIT_RESULT = "Result: the leading term, or the value, in a limit that a line names"
_WORDS = {
    Role.PREMISE: "assumed",
    Role.DEFINITION: "a name",
    Role.LIMIT: "limit, supported by numbers only",
}


def run(ids: tuple[str, ...], only_list: bool, form: str, theory_file: str | None) -> int:
    """Show them; 1 when a derivation fails."""
    choice(form, "--format", ("text", "latex"))
    theory = theory_from(theory_file, numbers=False)
    chosen = entries(theory, ids)
    if only_list:
        rows = [(e.id, e.equation, str(e.expected), e.title) for e in chosen]
        for line in table(("id", "equation", "expected", "title"), rows, shrink=3):
            say(line)
        return 0
    failed = 0
    for place, entry in enumerate(chosen):
        if place:
            say()
        failed |= _one(theory, entry, form)
    return failed


def _one(theory: Theory, entry: Entry, form: str) -> int:
    """Show one entry; 1 when its derivation fails. One that has no form is refused before a word of it is shown."""
    try:
        refuse_unwritable(theory, (entry,))
    except Unwritable as error:
        refuse(str(error), code=1)
    if form == "latex":
        return _latex(theory, entry)
    return show(theory, entry)


def show(theory: Theory, entry: Entry) -> int:
    """Show one entry for a terminal; 1 when its derivation fails."""
    unicode = unicode_output()
    wording = TextWording(theory.symbols, unicode)
    heading = f"{entry.id}  {entry.equation}".rstrip()
    say(heading)
    say(("═" if unicode else "=") * len(heading))
    if entry.title:
        say(entry.title)
        say()
    _fold(wording.sentence(entry.statement), "")
    if entry.derive is None:
        say()
        _fold("The source asserts this and gives nothing to derive it from.", "")
        return 0
    try:
        derived = theory.derivation(entry.id)
    except TheoryError as error:
        say()
        _fold(f"The derivation fails: {error}", "")
        return 1
    _steps(derived, wording, unicode)
    say()
    formula = derived.formula
    say("Result" if all(step.exact for step in derived.steps) else _LIMIT_RESULT)
    say(
        textwrap.indent(
            display(named(formula, formula.expression), theory.symbols, columns() - 4, unicode),
            _INDENT,
        )
    )
    where = _domain(derived)
    if where:
        say()
        say("Its lines have values where")
        for condition in where:
            shown = display(condition, theory.symbols, columns() - 4, unicode)
            say(textwrap.indent(shown, _INDENT))
    if any(step.exists for step in derived.steps):
        say()
        _fold("Each integral, infinite sum, limit and derivative in them is taken to exist.", "")
    if entry.printed is not None:
        printed = as_printed(entry.printed, formula)
        say()
        if printed is None:
            say("In print: unreadable")
        else:
            say(f"{stated(entry.printed)[0]} (expected: {entry.printed.expected})")
            say(textwrap.indent(display(printed, theory.symbols, columns() - 4, unicode), _INDENT))
        if entry.printed.survives:
            _fold(wording.sentence(entry.printed.survives), "")
    return 0


def _domain(derived: Derived) -> tuple[sp.Basic, ...]:
    """The conditions of all lines, each once."""
    found: dict[sp.Basic, None] = {}
    for step in derived.steps:
        for condition in step.conditions:
            found.setdefault(condition)
    return tuple(found)


def _steps(derived: Derived, wording: TextWording, unicode: bool) -> None:
    for number, step in enumerate(derived.steps, start=1):
        say()
        reason = wording.sentence(step.reason)
        if step.role is Role.QUOTED:
            said = str(step.reason) != f"derived under {step.quoted}"
            reason = f"from {step.quoted}" + (f": {reason}" if said else "")
        elif step.role is Role.PREMISE:
            reason = f"assumed: {reason}"
        _fold(reason, _INDENT, f"{number}.")
        say(
            textwrap.indent(display(step.statement, wording.table, columns() - 4, unicode), _INDENT)
        )
        how = _WORDS.get(step.role, step.kind) if step.role is not Role.QUOTED else ""
        if step.role is Role.STEP and step.proof:
            how += f": {wording.sentence(step.proof)}"
        if how and step.role is not Role.PREMISE:
            _fold(f"[{how}]", _INDENT)


def _fold(text: str, indent: str, label: str = "") -> None:
    first = label.ljust(len(indent)) if label else indent
    say(textwrap.fill(" ".join(text.split()), columns(), initial_indent=first, subsequent_indent=indent,
                      break_on_hyphens=False))  # fmt: skip


def _latex(theory: Theory, entry: Entry) -> int:
    """The entry as LaTeX for a document that loads amsmath."""
    from softpot.reports.machinery.texwording import TexWording
    from softpot.reports.machinery.texwords import words

    wording = TexWording(theory.symbols)
    say(f"% {entry.id} {entry.equation}".rstrip())
    say(rf"\subsection*{{{wording.sentence(entry.title or entry.id)}}}")
    say(wording.sentence(entry.statement))
    if entry.derive is None:
        return 0
    try:
        derived = theory.derivation(entry.id)
    except TheoryError as error:
        say(f"% The derivation fails: {' '.join(str(error).split())}")
        return 1
    say(r"\begin{enumerate}")
    for step in derived.steps:
        lead = (
            words(f"From {step.quoted}: ")
            if step.quoted
            else "Assumed: "
            if step.role is Role.PREMISE
            else ""
        )
        say(
            rf"\item {lead}{wording.opening(step.reason) if not lead else wording.sentence(step.reason)}"
        )
        say(rf"\[{wording.formula(step.statement)}\]")
        if step.role is Role.LIMIT:
            say(_WORDS[Role.LIMIT])
        elif step.proof:
            say(rf"\emph{{{words(step.kind)}: {wording.sentence(step.proof)}}}")
    say(r"\end{enumerate}")
    say("Result:")
    say(rf"\[{wording.formula(named(derived.formula, derived.formula.expression))}\]")
    where = _domain(derived)
    if where:
        say("Its lines have values where")
        shown = r",\quad ".join(wording.formula(c) for c in where)
        say(rf"\[{shown}\]")
    return 0
