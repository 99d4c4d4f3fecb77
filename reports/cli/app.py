"""The commands and their options; what they do is imported when one runs.

Only click is imported here, so that ``softpot --help`` answers at once. Exit codes: 0 all is as
expected, 1 something is not, 2 wrong usage, 3 some evidence could not be obtained, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])
_INTERRUPTED = 130
_BROKEN_PIPE = 1  # click's own choice
_NO_OUTPUT = 1


class OneSentence(click.Group):
    """A group whose errors are one sentence on stderr, without a traceback."""

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
        except BrokenPipeError:
            _discard_output()
            return _BROKEN_PIPE
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"softpot: {error.strerror or error}{where}", err=True)
            _discard_output()
            return _NO_OUTPUT


def _discard_output() -> None:
    """Nobody takes the output; Python would complain once more when it flushes at exit."""
    with suppress(OSError, ValueError):  # an output that is no file needs nothing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_THEORY = click.option(
    "--theory",
    "theory_file",
    metavar="FILE.py",
    help="A theory of your own: a script that defines `theory`.",
)


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
    epilog="Example: softpot check jacobian",
)
@click.version_option(package_name="softpot", prog_name="softpot")
def main() -> None:
    """Derive the soft-potential model of glasses, check it, report on it."""
    # many small matrices: more threads of BLAS only wait for each other, for long where the processors are busy
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
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
      softpot derive jacobian --format latex
    """  # noqa: D301  (click reads the backspace)
    from reports.cli.showing import run

    return run(ids, only_list, form, theory_file)


@main.command()
@click.argument("ids", metavar="[ID]...", nargs=-1)
@_digits(30)
@click.option("--json", "json_file", metavar="FILE", help="Write the ledger to FILE.")
@click.option("--junit", "junit_file", metavar="FILE", help="Write JUnit XML to FILE.")
@click.option(
    "--baseline", metavar="FILE", help="Fail where anything got worse since FILE (from --json)."
)
@click.option("--mutants", is_flag=True, help="Feed each entry deliberately wrong formulas too.")
@_THEORY
def check(
    ids: tuple[str, ...],
    digits: str,
    json_file: str | None,
    junit_file: str | None,
    baseline: str | None,
    mutants: bool,
    theory_file: str | None,
) -> int:
    """Judge every statement, or those with the given ids.

    Exit code 0: all as expected; 1: a statement fails or a verdict is not the
    expected one; 2: wrong usage; 3: some evidence could not be obtained.

    \b
    Examples:
      softpot check
      softpot check jacobian sea-gull --digits 50
      softpot check --json ledger.json
      softpot check --baseline ledger.json
      softpot check --mutants jacobian
    """  # noqa: D301  (click reads the backspace)
    from reports.cli.judging import Wanted, run

    return run(ids, digits, theory_file, Wanted(json_file, junit_file, baseline, mutants))


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
    from reports.cli.spectrum import run

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
    click.option("--eta-max", metavar="X",
                 help="Only one-well potentials with eta up to X count.  [default: 1 where P_0 grows]"),
    click.option("--origin", metavar="ORIGIN", default="barrier-top", show_default=True,
                 help="Where P_0 is read: barrier-top or deepest-minimum."),
    click.option("--material", metavar="FILE.toml", help="Adds columns in SI units."),
    click.option("--format", "form", metavar="FORMAT", default="table", show_default=True,
                 help="table, json or csv."),
)  # fmt: skip


@main.command()
@_model
@click.option(
    "--e-d", metavar="X", help="Leave out vibrations beyond X, in w: they are delocalised."
)
@click.option("--t-min", metavar="A", required=True, help="The lowest temperature, in w/k_B.")
@click.option("--t-max", metavar="B", required=True, help="The highest temperature, in w/k_B.")
@click.option(
    "--points", metavar="N", default="50", show_default=True, help="How many, in equal ratios."
)
def heat(e_d: str | None, t_min: str, t_max: str, points: str, form: str, **model: Any) -> int:
    """Specific heat of the potentials, and the minimum of c/T^3.

    Temperatures lie between 0.001 and 5 w/k_B. It is the heat of the soft
    potentials alone; with a material, phonons have a column of their own.
    With --e-d, the maximum of c/T^3 is searched for as well.

    \b
    Examples:
      softpot heat --p0 constant --alpha-max 10 --t-min 0.05 --t-max 3
      softpot heat --p0 exponential --delta-eta 0.1 --eta-l 0.01 \\
        --t-min 0.05 --t-max 3 --points 200 --format csv
    """  # noqa: D301  (click reads the backspace)
    from reports.cli.heat import run
    from reports.cli.statistics import Model

    return run(Model(**model), e_d, t_min, t_max, points, form)


@main.command()
@_model
@click.option("--transition", metavar="1,M", default="1,2", show_default=True,
              help="From the lowest level to level M, 2 to 5.")  # fmt: skip
@click.option("--e-min", metavar="A", required=True, help="The lowest energy, in w.")
@click.option("--e-max", metavar="B", required=True, help="The highest energy, in w.")
@click.option(
    "--points", metavar="N", default="50", show_default=True, help="How many, in equal ratios."
)
def dos(transition: str, e_min: str, e_max: str, points: str, form: str, **model: Any) -> int:
    """Density of states n(E) of the potentials' excitations.

    Energies lie between 1e-6 and 100 w. The error is an estimate.

    \b
    Examples:
      softpot dos --p0 constant --alpha-max 10 --e-min 1e-3 --e-max 10
      softpot dos --p0 exponential --transition 1,3 --e-min 1 --e-max 20
    """  # noqa: D301  (click reads the backspace)
    from reports.cli.dos import run
    from reports.cli.statistics import Model

    return run(Model(**model), transition, e_min, e_max, points, form)


@main.command()
@click.option(
    "--out", metavar="DIR", default="softpot-report", show_default=True, help="The folder."
)
@click.option("--formats", metavar="LIST", default="tex,html,pdf", show_default=True,
              help="Which of tex, html, pdf.")  # fmt: skip
@_digits(30)
@_THEORY
def report(out: str, formats: str, digits: str, theory_file: str | None) -> int:
    """Check everything and write the report.

    Writes report.tex, report.html, report.pdf, figures/ and ledger.json.
    A file that softpot did not write is never replaced or removed. Exit codes
    are those of `softpot check`; 1 as well when LaTeX fails.

    \b
    Examples:
      softpot report
      softpot report --out my-report --formats html
    """  # noqa: D301  (click reads the backspace)
    from reports.cli.reporting import run

    return run(out, formats, digits, theory_file)
