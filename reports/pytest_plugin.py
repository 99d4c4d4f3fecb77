"""A pytest plugin: one test an entry of a theory, one a mutant group.

A project turns it on in its pytest configuration, paths being relative to the configuration's folder:

    [tool.pytest.ini_options]
    softpot_theories = ["my_theory.py"]

With ``--softpot-mutants`` every entry that is to be proved or verified also gets a test that feeds it
deliberately wrong formulas. Nothing heavy is imported until a theory is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from derive.machinery.theory import Entry, Theory
    from numerics.machinery.ledger import Judged

DIGITS = 30

_MET = pytest.StashKey[set[str]]()  # theory files that pytest came across, also those that failed


def pytest_addoption(parser: pytest.Parser) -> None:
    """The configuration value and the flag."""
    parser.addini(
        "softpot_theories", "theory files whose entries are tests", type="paths", default=[]
    )
    parser.getgroup("softpot").addoption(
        "--softpot-mutants",
        action="store_true",
        help="also feed every entry of softpot_theories deliberately wrong formulas",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a theory file where pytest comes across it."""
    if _key(file_path) in {_key(p) for p in parent.config.getini("softpot_theories")}:
        parent.config.stash.setdefault(_MET, set()).add(_key(file_path))
        return TheoryFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the theories that pytest did not come across, unless it was told where to look."""
    if any("::" in a or Path(a).is_file() for a in config.args):
        return  # one file or one test was asked for
    met = config.stash.get(_MET, set())
    for path in config.getini("softpot_theories"):
        if _key(path) not in met:
            items.extend(_collected(TheoryFile.from_parent(session, path=Path(path))))


def _collected(file: TheoryFile) -> list[pytest.Item]:
    """Its tests; a file that fails is reported as pytest reports any file that cannot be collected."""
    report = file.ihook.pytest_make_collect_report(collector=file)
    file.ihook.pytest_collectreport(report=report)
    return list(report.result) if report.passed else []


def _key(path: Path) -> str:
    return str(Path(path).resolve())


class TheoryFile(pytest.File):
    """A theory script; its tests share the derivations and the reference numbers."""

    @cached_property
    def theory(self) -> Theory:
        """The theory, loaded by path under a private name."""
        from click import ClickException

        from reports.cli.loading import load

        try:
            return load(self.path)
        except ClickException as error:
            raise self.CollectError(error.format_message()) from None

    def collect(self) -> Iterator[pytest.Item]:
        """One test an entry, and one a mutant group if asked for."""
        from numerics.machinery.mutation import TRIED

        for entry in self.theory.entries:
            yield EntryItem.from_parent(self, name=entry.id, entry=entry)
            if self.config.getoption("--softpot-mutants") and entry.expected in TRIED:
                yield MutantItem.from_parent(self, name=f"{entry.id}[mutants]", entry=entry)


class Unexpected(AssertionError):
    """An entry is not as expected; the message is for people."""


class _Item(pytest.Item):
    """What both kinds of tests share."""

    parent: TheoryFile

    def __init__(self, *, entry: Entry, **given: Any) -> None:
        super().__init__(**given)
        self.entry = entry

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """The sentence alone, without a traceback through softpot."""
        if isinstance(excinfo.value, Unexpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the test comes from."""
        return self.path, None, f"{self.path.name}::{self.name}"


class EntryItem(_Item):
    """One entry: derived, judged, and the verdicts compared with the expected ones."""

    def runtest(self) -> None:
        """Check the entry."""
        from numerics.machinery.check import check_entry
        from numerics.machinery.ledger import Outcome

        judged: Judged = check_entry(self.parent.theory, self.entry, DIGITS)
        if judged.outcome is not Outcome.AS_EXPECTED:
            raise Unexpected(_message(judged))


class MutantItem(_Item):
    """The mutants of one entry: every wrong formula has to be caught."""

    def runtest(self) -> None:
        """Feed the entry its mutants."""
        from derive.machinery.errors import TheoryError
        from numerics.machinery.mutation import entry_mutants

        try:
            count = entry_mutants(self.parent.theory, self.entry, DIGITS)
        except TheoryError as error:
            raise Unexpected(f"{self.entry.id}: the derivation fails: {error}") from None
        if count.survivors:
            shown = "\n".join(f"  {survivor}" for survivor in count.survivors)
            raise Unexpected(
                f"{self.entry.id}: {len(count.survivors)} of {count.tried} wrong formulas survive:\n{shown}"
            )


def _message(judged: Judged) -> str:
    from numerics.machinery.reasons import why

    formula = "" if judged.derived is None else f"\n  formula: {judged.derived.formula.expression}"
    return f"{why(judged)}{formula}"
