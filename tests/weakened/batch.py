"""Weaken the source, edit by edit, and see that a test notices each: python tests/weakened/batch.py [WORDS of names]

Each edit of ``edits.py`` is applied to a temporary copy of the project, and the tests that it names are run there: at
least one of them has to fail. Then all edits are applied at once, and again each has to be noticed, by a test that it
names. A test that cannot be collected notices nothing. The exit status is 0 if every edit was noticed, and 1 if not.

Takes a few minutes, in as many processes as there are processors; WORDS choose the edits whose names hold one of them.
Not for Windows: the processes are forked from one that has SymPy and the others imported.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from edits import EDITS, Edit

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "*cache*", "*.egg-info", "softpot-report")
LONGEST = 600  # seconds of processor time for the tests of one edit
WAITING = 10  # times as long by the clock, for tests that wait for something or a machine that has other work
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        "sympy",
        "scipy.optimize",
        "scipy.linalg",
        "flint",
        "mpmath",
        "matplotlib.figure",
        "pytest",
    ]
)  # never softpot, which comes from the copy


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the project in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "softpot"
        shutil.copytree(ROOT, tree, symlinks=True, ignore=LEFT_OUT)
        yield tree


@contextmanager
def weakened(tree: Path, edits: Sequence[Edit]) -> Iterator[None]:
    """The copy with the edits in it, and as it was afterwards."""
    before = {edit.file: (tree / edit.file).read_text(encoding="utf-8") for edit in edits}
    text = dict(before)
    for edit in edits:
        if text[edit.file].count(edit.old) != 1:
            raise SystemExit(f"{edit.name}: {edit.old!r} does not stand in {edit.file} once")
        text[edit.file] = text[edit.file].replace(edit.old, edit.new)
    try:
        _write(tree, text)
        yield
    finally:
        _write(tree, before)


def _write(tree: Path, text: dict[str, str]) -> None:
    for file, content in text.items():
        path = tree / file
        path.write_text(content, encoding="utf-8")
        for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            stale.unlink()


def run(
    tree: Path, tests: Sequence[str], first: bool = False, longest: float = LONGEST
) -> tuple[int | None, set[str]]:
    """pytest's exit status for these tests in a copy, and the names of those that fail, without their parameters.

    With ``first`` the first failing one only. Tests that take more than ``longest`` seconds of the processor are ended.
    """
    said = tree / "said.txt"
    said.write_text("", encoding="utf-8")
    options = ["-n", "0", "-q", "-rf", "--tb=no", "--no-header", "-p", "no:cacheprovider", "-m", ""]
    arguments = [*options, *(["-x"] if first else []), *tests]
    process = FORKED.Process(target=_run, args=(str(tree), arguments, str(said), round(longest)))
    process.start()
    process.join(WAITING * longest)
    if process.is_alive():
        process.kill()
        process.join()
    found = re.findall(r"^FAILED (\S+)", said.read_text(encoding="utf-8"), re.M)
    return process.exitcode, {name.split("[")[0] for name in found}


def failing(tree: Path, tests: Sequence[str], first: bool = False) -> set[str]:
    """The names of the tests that fail in a copy; none where they could not be run."""
    status, found = run(tree, tests, first)
    return found if status == 1 else set()


def _run(tree: str, arguments: list[str], said: str, longest: int) -> None:
    """pytest in the copy, what it says into a file; in a process of its own, with so much processor time."""
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    os.chdir(tree)
    os.environ.update(PYTHONPATH=tree, COLUMNS="300")
    sys.path.insert(0, tree)
    with open(said, "w", encoding="utf-8") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        import pytest

        sys.exit(pytest.main(arguments))


def noticed(edit: Edit, failed: set[str]) -> bool:
    """Whether a test that the edit names is among the failing ones."""
    return bool(failed & set(edit.tests))


def one_by_one(edits: Sequence[Edit], processes: int) -> Iterator[tuple[Edit, bool]]:
    """Each edit alone, and whether one of its tests fails."""
    with tempfile.TemporaryDirectory() as folder:
        trees: Queue[Path] = Queue()
        for k in range(processes):
            tree = Path(folder) / str(k)
            shutil.copytree(ROOT, tree, symlinks=True, ignore=LEFT_OUT)
            trees.put(tree)

        def tried(edit: Edit) -> bool:
            tree = trees.get()
            try:
                with weakened(tree, [edit]):
                    return noticed(edit, failing(tree, edit.tests, first=True))
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(processes) as pool:
            yield from zip(edits, pool.map(tried, edits), strict=True)


def all_at_once(edits: Sequence[Edit]) -> list[tuple[Edit, bool]]:
    """All edits in one copy, and whether each is noticed there."""
    tests = sorted({test for edit in edits for test in edit.tests})
    with copied() as tree, weakened(tree, edits):
        failed = failing(tree, tests)
    return [(edit, noticed(edit, failed)) for edit in edits]


def main(words: Sequence[str]) -> int:
    edits = [e for e in EDITS if not words or any(word in e.name for word in words)]
    with copied() as tree:
        status, failed = run(tree, sorted({test for edit in edits for test in edit.tests}))
    if status != 0:
        print(f"without any edit pytest ends with status {status}, and these tests fail:")
        print(*sorted(failed), sep="\n")
        return 1
    missed = []
    for number, (edit, seen) in enumerate(one_by_one(edits, os.cpu_count() or 1), start=1):
        print(f"{number:4} {'noticed' if seen else 'NOT NOTICED':12} {edit.name}", flush=True)
        missed += [] if seen else [edit.name]
    together = [edit.name for edit, seen in all_at_once(edits) if not seen]
    print(f"{len(edits)} edits alone: {len(edits) - len(missed)} noticed")
    print(
        f"{len(edits)} edits at once: {len(edits) - len(together)} noticed by a test of their own"
    )
    for name in together:
        print(f"     NOT NOTICED among the others: {name}")
    return 1 if missed or together else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
