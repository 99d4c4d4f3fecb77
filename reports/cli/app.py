"""The commands and their options; what they do is imported when one runs.

Only click is imported here, so that ``softpot --help`` answers at once. Exit codes: 0 all is as
expected, 1 something is not, 2 wrong usage, 3 some evidence could not be obtained, 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import time
from typing import Any, TypeVar

import click

from softpot.reports.cli.instrument import COMMANDS
from softpot.reports.cli.pace import unhurried_collector

_Command = TypeVar("_Command", bound=Callable[..., Any])
_BEGUN = time()
_INTERRUPTED = 130
_BROKEN_PIPE = 141  # what a shell calls the end by SIGPIPE
_NO_OUTPUT = 1


class _ReaderGone(Exception):
    """Whoever read the output has stopped; not an OSError, of which click has its own idea."""


class OneSentence(click.Group):
    """A group whose errors are one sentence on stderr, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        extra.pop("standalone_mode", None)
        sys.exit(self._code(args, prog_name or "softpot", extra))

    def _code(self, args: Sequence[str] | None, prog_name: str, extra: dict[str, Any]) -> int:
        if sys.stdout is None:  # closed by whoever started us
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra)
            sys.stdout.flush()
            return code if isinstance(code, int) else 0
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            return error.exit_code
        except click.ClickException as error:
            click.echo(f"softpot: {' '.join(error.format_message().split())}", err=True)
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("softpot: interrupted; no file is left half-written", err=True)
            return _INTERRUPTED
        except (_ReaderGone, BrokenPipeError):
            _discard_output()
            return _end_by_sigpipe()
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"softpot: {error.strerror or error}{where}", err=True)
            _discard_output()
            return _NO_OUTPUT


def _discard_output() -> None:
    """Nobody takes the output; Python would complain once more when it flushes at exit."""
    with suppress(OSError, ValueError):  # an output that is no file needs nothing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_by_sigpipe() -> int:
    """End as `cat` and `git` do when the reader has gone; the code, where the system has no such signal."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    return _BROKEN_PIPE


_THEORY = click.option(
    "--theory",
    "theory_file",
    metavar="FILE.py",
    help="A theory of your own: a script that defines `theory`; or later, the later literature.",
)


_SCHEDULER = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Share the work among the workers of a dask scheduler, such as tcp://host:8786.",
)


def _completed(ctx: click.Context, argument: click.Parameter, begun: str) -> list[str]:
    """Ids that begin like what is typed, for the shell."""
    from softpot.reports.cli.loading import theory_from

    try:
        theory = theory_from(ctx.params.get("theory_file"), numbers=False)
    except click.ClickException:
        return []
    return [id for id in theory.ids if id.startswith(begun)]


def _digits(default: int) -> Callable[[_Command], _Command]:
    return click.option(
        "--digits",
        metavar="N",
        default=str(default),
        show_default=True,
        help="Precision, 1 to 200.",
    )


@click.group(
    cls=OneSentence,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Example: softpot check jacobian. Completion in bash: "
    'eval "$(_SOFTPOT_COMPLETE=bash_source softpot)"; zsh and fish likewise.',
)
@click.version_option(package_name="softpot", prog_name="softpot")
def main() -> None:
    """Derive the soft-potential model of glasses, check it, report on it."""
    if sys.flags.optimize > 1:
        raise click.UsageError(
            "python -OO removes docstrings, which are the statements of a theory: run it without -OO"
        )
    # many small matrices: more threads of BLAS only wait for each other, for long where the processors are busy
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=_completed)
@click.option("--list", "only_list", is_flag=True, help="List the entries.")
@click.option(
    "--format", "form", metavar="FORMAT", default="text", show_default=True, help="text or latex."
)
@_THEORY
def derive(ids: tuple[str, ...], only_list: bool, form: str, theory_file: str | None) -> int:
    """Show derivations, step by step.

    \b
    Examples:
      softpot derive --list
      softpot derive jacobian
      softpot derive '(5)'
      softpot derive jacobian --format latex
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.showing import run

    return run(ids, only_list, form, theory_file)


@main.command()
@click.argument("ids", metavar="ID...", nargs=-1, shell_complete=_completed)
@click.option(
    "--text", "forms", flag_value="text", multiple=True, help="For a terminal (the default)."
)
@click.option(
    "--latex", "forms", flag_value="latex", multiple=True, help="LaTeX that needs amsmath."
)
@click.option("--mathml", "forms", flag_value="mathml", multiple=True, help="A <math> element.")
@click.option(
    "--python",
    "forms",
    flag_value="python",
    multiple=True,
    help="A program that makes it with SymPy.",
)
@click.option("--bib", "forms", flag_value="bib", multiple=True, help="BibTeX to cite it with.")
@_THEORY
def show(ids: tuple[str, ...], forms: tuple[str, ...], theory_file: str | None) -> int:
    """Show a result alone, to be copied.

    ID is an entry's id or an equation number of the source, such as '(5)', which
    stands for every entry of that equation.

    \b
    Examples:
      softpot show jacobian
      softpot show '(5)' --latex
      softpot show two-level-form --python > formula.py
      softpot show jacobian --bib >> references.bib
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.formulas import run

    return run(ids, forms, theory_file)


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=_completed)
@_digits(30)
@click.option("--json", "json_file", metavar="FILE", help="Write the ledger to FILE.")
@click.option("--junit", "junit_file", metavar="FILE", help="Write JUnit XML to FILE.")
@click.option(
    "--baseline", metavar="FILE", help="Fail where anything got worse since FILE (from --json)."
)
@click.option("--mutants", is_flag=True, help="Feed each entry deliberately wrong formulas too.")
@click.option("--changed", is_flag=True, help="Judge only what changed since it was judged.")
@_SCHEDULER
@_THEORY
def check(
    ids: tuple[str, ...],
    digits: str,
    json_file: str | None,
    junit_file: str | None,
    baseline: str | None,
    mutants: bool,
    changed: bool,
    scheduler: str | None,
    theory_file: str | None,
) -> int:
    """Judge every statement, or those with the given ids.

    With --changed, a statement whose derivation and evidence, all that they
    rest on, libraries, Python and processor are what they were when it was
    judged keeps its row, which is marked "unchanged". Rows are kept in the
    user's cache folder, which may be deleted at any time.

    Exit code 0: all as expected; 1: a statement fails or a verdict is not the
    expected one; 2: wrong usage; 3: some evidence could not be obtained.

    \b
    Examples:
      softpot check
      softpot check jacobian sea-gull --digits 50
      softpot check --json ledger.json
      softpot check --baseline ledger.json
      softpot check --mutants jacobian
      softpot check --changed
    """  # noqa: D301  (click reads the backspace)
    now = (_BEGUN, time(), frozenset(sys.modules))  # before anything is loaded that is judged
    with unhurried_collector():
        from softpot.reports.cli.judging import Start, Wanted, run

        wanted = Wanted(json_file, junit_file, baseline, mutants, changed, scheduler)
        return run(ids, digits, theory_file, wanted, Start(*now))


@main.command()
@click.argument("theory_file", metavar="FILE.py")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@_digits(30)
@click.option("--mutants", is_flag=True, help="Feed each entry deliberately wrong formulas too.")
@click.option("--once", is_flag=True, help="Check once, and end with the exit code of `check`.")
def watch(theory_file: str, ids: tuple[str, ...], digits: str, mutants: bool, once: bool) -> int:
    """Judge a theory of your own at every save: what changed, as it stands.

    Shows the derivation and the verdict of the entry that is being written,
    and one line on all others. Looks at the files in the folder of FILE.py
    and below. Ctrl-C ends it.

    \b
    Examples:
      softpot watch mine.py
      softpot watch mine.py square --digits 15
    """  # noqa: D301  (click reads the backspace)
    now = (_BEGUN, time(), frozenset(sys.modules))  # before anything is loaded that is judged
    if once:
        from softpot.reports.cli.judging import Start
        from softpot.reports.cli.watching import run_once

        return run_once(theory_file, ids, digits, Start(*now), mutants=mutants)
    from softpot.reports.cli.saving import at_every_save

    return at_every_save(theory_file, ids, digits, mutants=mutants)


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=_completed)
@click.option("--out", metavar="DIR", help="Write the exported files and the library to DIR.")
@click.option("--check", is_flag=True, help="Compare with the kept certificates, and write none.")
@click.option("--keep", is_flag=True, help="Keep certificates of the built-in theory too.")
@_THEORY
def certify(
    ids: tuple[str, ...], out: str | None, check: bool, keep: bool, theory_file: str | None
) -> int:
    """Have every line checked by the proof assistant Rocq (coqc).

    Says of each line that it is accepted, refused, or not exported and why.
    What is accepted of a theory of your own is kept beside it, in
    FILE.py.certificates. Exit code 0: all that is expected to be proved is;
    1: something is not; 2: wrong usage; 3: there is no coqc.

    \b
    Examples:
      softpot certify jacobian
      softpot certify --check
      softpot certify --theory mine.py --out exported
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.certifying import run

    return run(ids, out, theory_file, check=check, keep=keep)


@main.command()
@click.argument("file", metavar="FILE.py")
def init(file: str) -> int:
    """Write a theory of one entry and one limit, to start from.

    It runs as it is: softpot check --theory FILE.py. A file that is there is
    not replaced.

    \b
    Example:
      softpot init my_theory.py
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.starting import run

    return run(file)


@main.command()
@click.option("--alpha", metavar="A", required=True, help="A decimal or a fraction, taken exactly.")
@click.option("--beta", metavar="B", required=True, help="A decimal or a fraction, taken exactly.")
@click.option("--count", metavar="K", default="10", show_default=True, help="How many levels.")
@_digits(15)
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True,
              help="table, json or csv.")  # fmt: skip
@click.option("--certify", is_flag=True, help="Prove an interval around each level.")
@click.option("--gradients", is_flag=True, help="Add the derivatives by A and B (8 digits).")
def levels(
    alpha: str, beta: str, count: str, digits: str, form: str, certify: bool, gradients: bool
) -> int:
    """Levels of -psi'' + (A y^2 - B y^3 + y^4) psi = eps psi, in units of w.

    \b
    Examples:
      softpot levels --alpha 0 --beta 0 --digits 50
      softpot levels --alpha -41/8 --beta 0.5 --count 4 --format json
      softpot levels --alpha -50 --beta 0 --count 2 --certify --digits 90
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.spectrum import run

    return run(alpha, beta, count, digits, form, certify=certify, gradients=gradients)


def _model(command: _Command) -> _Command:
    """The options that describe a distribution of potentials."""
    for option in reversed(_MODEL):
        command = option(command)
    return command


_MODEL = (
    click.option("--p0", metavar="KIND", required=True,
                 help="The smooth factor of P = |eta| P_0: constant, or exponential, exp(eta/X); or flat, "
                 "P = const without the factor |eta|."),
    click.option("--delta-eta", metavar="X", help="The width of the exponential.  [default: 1/10]"),
    click.option("--delta-t", metavar="X", help="Multiplies P_0 by exp(-t^2/(2 X^2))."),
    click.option("--eta-l", metavar="X", help="The scale eta_L.  [default: 1/100, or the material's]"),
    click.option("--alpha-max", metavar="M", help="Only two-well potentials with |alpha| up to M count."),
    click.option("--smallest-splitting", metavar="X",
                 help="The same cutoff as the least tunnel splitting, in w."),
    click.option("--frozen", is_flag=True,
                 help="Wells beyond the cutoff vibrate, although they do not tunnel."),
    click.option("--eta-max", metavar="X",
                 help="Only one-well potentials with eta up to X count.  [default: 1 where P_0 grows]"),
    click.option("--origin", metavar="ORIGIN", default="barrier-top", show_default=True,
                 help="Where P_0 is read: barrier-top or deepest-minimum."),
    click.option("--material", metavar="FILE.toml",
                 help="Adds columns in SI units, and lets limits be in kelvin, such as 0.5K."),
    click.option("--format", "form", metavar="FORMAT",
                 help="table, json or csv.  [default: what FILE ends in, or table]"),
    click.option("--output", metavar="FILE", help="Write the numbers to FILE and print nothing."),
    click.option("--plot", metavar="FILE", help="Draw the curve into FILE, a png, svg or pdf."),
)  # fmt: skip


@main.command()
@_model
@click.option(
    "--e-d", metavar="X", help="Leave out vibrations beyond X, in w: they are delocalised."
)
@click.option(
    "--t-min",
    metavar="A",
    required=True,
    help="The lowest temperature, in w/k_B, or in kelvin as 0.5K.",
)
@click.option("--t-max", metavar="B", required=True, help="The highest temperature, the same way.")
@click.option(
    "--points", metavar="N", default="50", show_default=True, help="How many, in equal ratios."
)
def heat(
    e_d: str | None, t_min: str, t_max: str, points: str,
    form: str | None, output: str | None, plot: str | None, **model: Any,
) -> int:  # fmt: skip
    """Specific heat of the potentials, and the minimum of c/T^3.

    Temperatures lie between 0.001 and 5 w/k_B. It is the heat of the soft
    potentials alone; with a material, phonons and the total have columns.
    With --e-d, the maximum of c/T^3 is searched for as well.

    \b
    Examples:
      softpot heat --p0 constant --alpha-max 10 --t-min 0.05 --t-max 3
      softpot heat --p0 exponential --delta-eta 0.1 --eta-l 0.01 \\
        --t-min 0.05 --t-max 3 --points 200 --output c.csv
      softpot heat --p0 constant --alpha-max 10 --material glass.toml \\
        --t-min 0.2K --t-max 10K --plot c.pdf
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.heat import run
    from softpot.reports.cli.statistics import Model, Wanted

    return run(Model(**model), e_d, t_min, t_max, points, Wanted(form, output, plot))


@main.command()
@_model
@click.option("--transition", metavar="1,M", default="1,2", show_default=True,
              help="From the lowest level to level M, 2 to 5.")  # fmt: skip
@click.option(
    "--e-min", metavar="A", required=True, help="The lowest energy, in w, or in kelvin as 0.5K."
)
@click.option("--e-max", metavar="B", required=True, help="The highest energy, the same way.")
@click.option(
    "--points", metavar="N", default="50", show_default=True, help="How many, in equal ratios."
)
def dos(
    transition: str, e_min: str, e_max: str, points: str,
    form: str | None, output: str | None, plot: str | None, **model: Any,
) -> int:  # fmt: skip
    """Density of states n(E) of the potentials' excitations.

    Energies lie between 1e-6 and 100 w. The error is an estimate.

    \b
    Examples:
      softpot dos --p0 constant --alpha-max 10 --e-min 1e-3 --e-max 10
      softpot dos --p0 exponential --transition 1,3 --e-min 1 --e-max 20 --plot n.svg
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.dos import run
    from softpot.reports.cli.statistics import Model, Wanted

    return run(Model(**model), transition, e_min, e_max, points, Wanted(form, output, plot))


@main.command("open")
@click.argument("folder", metavar="[DIR]", default="softpot-report")
def open_report(folder: str) -> int:
    """Open the report in the browser.

    DIR is the folder that `softpot report` wrote, softpot-report by default.
    """
    from softpot.reports.cli.opening import run

    return run(folder)


@main.command()
@click.option(
    "--out", metavar="DIR", default="softpot-report", show_default=True, help="The folder."
)
@click.option("--formats", metavar="LIST", default="tex,html,pdf", show_default=True,
              help="Which of tex, html, pdf.")  # fmt: skip
@_digits(30)
@_SCHEDULER
@_THEORY
def report(
    out: str, formats: str, digits: str, scheduler: str | None, theory_file: str | None
) -> int:
    """Check everything and write the report.

    Writes the article (report.tex, report.html, report.pdf), its supplement
    with every derivation (supplement.*), figures/ and ledger.json.
    A file that softpot did not write is never replaced or removed. Exit codes
    are those of `softpot check`; 1 as well when LaTeX fails.

    \b
    Examples:
      softpot report
      softpot report --out my-report --formats html
    """  # noqa: D301  (click reads the backspace)
    with unhurried_collector():
        from softpot.reports.cli.reporting import run

        return run(out, formats, digits, theory_file, scheduler)


@main.command()
@click.argument("plan_file", metavar="PLAN.toml")
@click.option("--out", metavar="DIR", required=True, help="The folder of the table.")
@_SCHEDULER
def sweep(plan_file: str, out: str, scheduler: str | None) -> int:
    """Compute a grid of points into a table, one row a point.

    PLAN.toml says what: heat, density of states, levels or certified levels,
    over every combination of the values of its axes. DIR becomes a Zarr
    folder. After an interruption of any kind the same command goes on where
    it was. Exit code 1: some point could not be computed, or the disk is
    full; 2: wrong usage; 3: there is no scheduler, or no worker.

    \b
    Examples:
      softpot sweep examples/sweep.toml --out table
      softpot sweep plan.toml --out table --scheduler tcp://10.0.0.1:8786
    """  # noqa: D301  (click reads the backspace)
    from softpot.reports.cli.sweeping import run

    return run(plan_file, out, scheduler)


for _command in COMMANDS:
    main.add_command(_command)
