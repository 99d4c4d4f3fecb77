"""Which quick tests reach which line of the source, and how long each takes.

One pass of the tests under coverage.py, in a copy of the project; needs ``pip install coverage``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def reached(tree: str, tests: Sequence[str], told: str) -> None:
    """Run the tests in a copy, and write into ``told`` the seconds of each and the tests of each line.

    Lines that are reached as a module is imported have an empty list.  To be called in a process of its own.
    """
    os.chdir(tree)
    os.environ.update(PYTHONPATH=tree)
    sys.path.insert(0, tree)
    import coverage
    import pytest

    seen = coverage.Coverage(
        data_file=None, source=[str(Path(tree) / "numerics")], config_file=False
    )
    seconds: dict[str, float] = {}

    class Follow:
        def pytest_runtest_logstart(self, nodeid: str) -> None:
            seen.switch_context(nodeid)

        def pytest_runtest_logreport(self, report: Any) -> None:
            seconds[report.nodeid] = seconds.get(report.nodeid, 0.0) + report.duration

    seen.start()
    options = [
        "-n",
        "0",
        "-q",
        "--tb=no",
        "--no-header",
        "-p",
        "no:cacheprovider",
        "-m",
        "not slow",
    ]
    status = pytest.main([*options, *tests], plugins=[Follow()])
    seen.stop()
    data = seen.get_data()
    names = list(seconds)
    number = {name: k for k, name in enumerate(names)}
    lines = {
        Path(file).resolve().relative_to(Path(tree).resolve()).as_posix(): {
            line: sorted(number[c] for c in contexts if c in number)
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    kept = {"status": int(status), "seconds": list(seconds.items()), "lines": lines}
    Path(told).write_text(json.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    reached(sys.argv[1], sys.argv[3:], sys.argv[2])
