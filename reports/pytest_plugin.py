"""A pytest plugin: one test an entry of a theory, one a mutant group.

A project turns it on in its pytest configuration, paths being relative to the configuration's folder:

    [tool.pytest.ini_options]
    softpot_theories = ["my_theory.py"]

With ``--softpot-mutants`` every entry that is to be proved or verified also gets a test that feeds it
deliberately wrong formulas. Nothing heavy is imported until a theory is collected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from softpot.derive.machinery.theory import Entry, Theory
    from softpot.numerics.machinery.ledger import Judged

DIGITS = 30

_READ = pytest.StashKey[
    set[str]
]()  # theory files whose entries were asked for, also those that failed
_RAN = pytest.StashKey[
    set[str]
]()  # those of which a test ran, or whose collection failed, as reported
_LEFT_OUT = pytest.StashKey[Counter[str]]()  # tests that -k, -m and their like left out
_OFFERED = pytest.StashKey[dict[str, int]]()  # tests that a theory file has
_UNASKED = pytest.StashKey[Counter[str]]()  # of these, those that were not asked for
_COUNTS = {"softpot_left_out": _LEFT_OUT, "softpot_unasked": _UNASKED}


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


def pytest_configure(config: pytest.Config) -> None:
    """What is counted in this run."""
    config.stash[_READ], config.stash[_RAN] = set(), set()
    config.stash[_LEFT_OUT], config.stash[_UNASKED] = Counter(), Counter()
    config.stash[_OFFERED] = {}
    config.pluginmanager.register(_Reports(config), "softpot-reports")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a theory file where pytest comes across it."""
    if _key(file_path) in map(_key, parent.config.getini("softpot_theories")):
        return TheoryFile.from_parent(parent, path=file_path)
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the theories that pytest did not come across, unless the command line says where to look."""
    found = Counter(_key(item.path) for item in items if isinstance(item, _Item))
    for key, offered in config.stash[_OFFERED].items():
        config.stash[_UNASKED][key] = max(0, offered - found[key])
    if config.args_source is pytest.Config.ArgsSource.ARGS:
        return  # the summary says what was not run
    for path in config.getini("softpot_theories"):
        if _key(path) not in config.stash[_READ]:
            items.extend(_collected(TheoryFile.from_parent(session, path=Path(path))))


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count the tests of theories that are left out."""
    for item in items:
        if isinstance(item, _Item):
            item.config.stash[_LEFT_OUT][_key(item.path)] += 1


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist tells what it left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        for name, key in _COUNTS.items():
            counted: Counter[str] = session.config.stash[key]
            output[name] = dict(counted)


class _Reports:
    """What the reports of a run tell of the theories, also of those that ran in other processes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def _note(self, file: str) -> None:
        if file:
            self.config.stash[_RAN].add(_key(self.config.rootpath / file))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test ran."""
        self._note(report.location[0])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected is told by pytest itself."""
        if report.failed:
            self._note(report.nodeid.partition("::")[0])

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of pytest-xdist has ended; each has collected the same tests."""
        output = getattr(node, "workeroutput", {})
        for name, counts in _COUNTS.items():
            for key, n in output.get(name, {}).items():
                self.config.stash[counts][key] = n


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """One line for each theory of the configuration that did not run, or not whole."""
    only_listed = config.option.collectonly
    for path in config.getini("softpot_theories"):
        key, left_out = _key(path), config.stash[_LEFT_OUT][_key(path)]
        there = key in (config.stash[_READ] if only_listed else config.stash[_RAN])
        counts = {
            "left out by -k, -m or --deselect": left_out,
            "not asked for": config.stash[_UNASKED][key],
        }
        if there:
            said = " and ".join(f"{n} of its tests were {how}" for how, n in counts.items() if n)
        elif left_out:
            said = "not run: all of its tests were left out by -k, -m or --deselect"
        elif config.args_source is pytest.Config.ArgsSource.ARGS:
            said = "not run: it lies outside of the paths given"
        else:
            said = "not run"
        if said:
            terminalreporter.write_line(f"softpot: {_shown(path, config)}: {said}", yellow=True)


def _shown(path: Path, config: pytest.Config) -> str:
    """The path as it stands in the configuration, or from the folder that pytest started in."""
    with suppress(ValueError):
        return str(Path(path).relative_to(config.rootpath))
    return str(path)


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

        from softpot.reports.cli.loading import load

        try:
            return load(self.path)
        except ClickException as error:
            raise self.CollectError(error.format_message()) from None

    def collect(self) -> Iterator[pytest.Item]:
        """One test an entry, and one a mutant group if asked for."""
        made = list(self._made())
        self.config.stash[_OFFERED][_key(self.path)] = len(made)
        yield from made

    def _made(self) -> Iterator[pytest.Item]:
        from softpot.numerics.machinery.mutation import TRIED

        self.config.stash[_READ].add(_key(self.path))
        if not self.theory.entries:
            raise self.CollectError(
                f"the theory of {self.path} has no entries, so nothing would be judged"
            )
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
        from softpot.numerics.machinery.check import check_entry, parts
        from softpot.numerics.machinery.ledger import Outcome

        judged: Judged = check_entry(*parts(self.parent.theory, self.entry), DIGITS)
        if judged.outcome is not Outcome.AS_EXPECTED:
            raise Unexpected(_message(judged))


class MutantItem(_Item):
    """The mutants of one entry: every wrong formula has to be caught."""

    def runtest(self) -> None:
        """Feed the entry its mutants."""
        from softpot.derive.machinery.errors import TheoryError
        from softpot.numerics.machinery.check import parts
        from softpot.numerics.machinery.mutation import entry_mutants

        _, derive, judging = parts(self.parent.theory, self.entry)
        try:
            count = entry_mutants(derive(), judging, DIGITS)
        except TheoryError as error:
            raise Unexpected(f"{self.entry.id}: the derivation fails: {error}") from None
        if count.survivors:
            shown = "\n".join(f"  {survivor}" for survivor in count.survivors)
            raise Unexpected(
                f"{self.entry.id}: {len(count.survivors)} of {count.tried} wrong formulas survive:\n{shown}"
            )


def _message(judged: Judged) -> str:
    from softpot.numerics.machinery.reasons import why

    formula = "" if judged.derived is None else f"\n  formula: {judged.derived.formula.expression}"
    return f"{why(judged)}{formula}"
