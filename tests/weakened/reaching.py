"""Which quick tests reach which line of the source, and how long each takes.

One pass of the tests under coverage.py, in a copy of the project; needs ``pip install coverage``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

QUICK = (
    "-n",
    "0",
    "-q",
    "--tb=no",
    "--no-header",
    "-p",
    "no:cacheprovider",
    "-m",
    "not slow or quick",
)


class Reach(NamedTuple):
    """The tests with the seconds that each takes, and for each line of a file which of them reach it.

    Tests that fail without a mutant are left out, for they would fail with any.
    """

    seconds: list[tuple[str, float]]
    lines: dict[str, dict[int, list[int]]]

    def tests(self, file: str, line: int, longest: float) -> list[str]:
        """The tests that reach a line, then others that reach its file, then those that reach its folder, as many as
        take so long together.

        Of each kind the shortest first. The others matter where the line runs once for all tests, as a module is
        imported or for what is kept: in the pass one test met it or none, and with a mutant in it any of them may fail.
        """
        lines = self.lines.get(file, {})
        known = [k for k in lines if k <= line]
        here = set(lines[max(known)]) if known else set()
        in_file = {k for tests in lines.values() for k in tests}
        folder = file.rpartition("/")[0]
        near = {
            k
            for other, found in self.lines.items()
            if other.rpartition("/")[0] == folder
            for tests in found.values()
            for k in tests
        }
        kept, spent = [], 0.0
        for k in sorted(near, key=lambda k: (k not in here, k not in in_file, self.seconds[k][1])):
            name, took = self.seconds[k]
            if spent + took <= longest:
                spent += took
                kept.append(name)
        return kept


def reach(tree: Path, tests: Sequence[str]) -> Reach:
    """The pass in a process of its own, kept beside the copy's files."""
    told = tree / "reached.json"
    command = [
        sys.executable,
        str(tree / "tests" / "weakened" / "reaching.py"),
        str(tree),
        str(told),
        *tests,
    ]
    subprocess.run(
        command, check=True, stdout=sys.stderr, env=os.environ | {"PYTHONPATH": str(tree)}
    )
    return read(told)


def read(told: Path) -> Reach:
    """What a pass has written."""
    kept = json.loads(told.read_text(encoding="utf-8"))
    lines = {
        file: {int(line): tests for line, tests in found.items()}
        for file, found in kept["lines"].items()
    }
    return Reach([(name, took) for name, took in kept["seconds"]], lines)


def reached(tree: str, tests: Sequence[str], told: str) -> None:
    """Run the tests in a copy, and write into ``told`` the seconds of each and the tests of each line."""
    os.chdir(tree)
    sys.path.insert(0, tree)
    import coverage
    import pytest

    places = [str(Path(tree) / "numerics")]
    seen = coverage.Coverage(data_file=None, source=places, config_file=False)
    seconds: dict[str, float] = {}
    failed: set[str] = set()

    class Follow:
        def pytest_runtest_logstart(self, nodeid: str) -> None:
            seen.switch_context(nodeid)
            seconds[nodeid] = -process_time()  # of the processor, whatever else it has to do

        def pytest_runtest_logfinish(self, nodeid: str) -> None:
            seconds[nodeid] += process_time()

        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.failed:
                failed.add(report.nodeid)

    seen.start()
    pytest.main([*QUICK, *tests], plugins=[Follow()])
    seen.stop()
    data = seen.get_data()
    number = {name: k for k, name in enumerate(seconds) if name not in failed}
    lines = {
        Path(file).resolve().relative_to(Path(tree).resolve()).as_posix(): {
            line: sorted(number[c] for c in contexts if c in number)
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    Path(told).write_text(
        json.dumps({"seconds": list(seconds.items()), "lines": lines}), encoding="utf-8"
    )


if __name__ == "__main__":
    reached(sys.argv[1], sys.argv[3:], sys.argv[2])
