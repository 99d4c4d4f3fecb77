"""A random sample of the mutants of whole packages: python tests/weakened/sample.py [COUNT [PACKAGE ...]]

Of each package in ``PACKAGES`` COUNT mutants (40 unless told) are drawn, the same for the same source and ``SEED``:
those that Cosmic Ray makes with the operators that ``mutate.py`` leaves it, all of them alike. Each is tried with the
quick tests that reach its line (``reaching.py``), the shortest first, as many as take ``ENOUGH`` together; a mutant
with which they take more than ``LONGEST`` counts as caught. What became of them goes into ``sample.json`` beside this
file: how many mutants there are, how many were drawn, and what stands in the line of each that survived.
``survivors.toml`` explains those; a test compares the two. The share of all mutants that is caught lies, with 95 %
certainty, in Wilson's interval, which is printed.

A survivor that a new test catches becomes an edit of ``edits.py``; the sample is then drawn anew with another ``SEED``,
for the share of those that the tests were written for says nothing about the others.

Needs ``pip install cosmic-ray coverage`` (the version is in CONTRIBUTING.md). A mutant takes ten seconds or so, and the
pass that finds the tests five minutes.
"""

from __future__ import annotations

import difflib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from batch import ROOT, copied, run
from mutate import EXCLUDED
from reaching import Reach, reach

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "sample.json"
SEED = 20261207
COUNT = 40
ENOUGH = 60.0  # seconds that the tests of one mutant take together, at most
LONGEST = 200  # seconds of processor time for them with the mutant
TESTS = (
    "tests/numerics/machinery",
    "tests/numerics/spectrum",
    "tests/numerics/statistics",
    "tests/guards",
    "tests/reports/test_cli_statistics.py",
    "tests/test_hostile_inputs.py",
)
PACKAGES: dict[str, tuple[str, ...]] = {
    "evidence": ("numerics/machinery/evidence.py", "numerics/machinery/watch.py", "numerics/machinery/gather.py"),
    "judge": ("numerics/machinery/judge.py", "numerics/machinery/orders.py"),
    "compile": ("numerics/machinery/compile/*.py",),
    "spectrum": (
        "numerics/spectrum/doubles/*.py", "numerics/spectrum/matrices/*.py", "numerics/spectrum/potential/*.py",
        "numerics/spectrum/series/*.py", "numerics/spectrum/types/*.py", "numerics/spectrum/wave/*.py",
    ),
    "prover": ("numerics/spectrum/prover/*.py",),
    "verifier": ("numerics/spectrum/verifier/*.py",),
    "statistics": ("numerics/statistics/*.py", "numerics/statistics/*/*.py"),
}  # fmt: skip


class Mutant(NamedTuple):
    """The ``occurrence``-th change that an operator of Cosmic Ray makes in a file."""

    file: str
    operator: str
    occurrence: int


def mutants(file: str) -> Iterator[Mutant]:
    """All mutants of a file, but for those of the operators that ``mutate.py`` excludes."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(ROOT / file)))
    for name in sorted(operator_names()):
        made = get_operator(name)
        if made.arguments() or any(re.fullmatch(pattern, name) for pattern in EXCLUDED):
            continue
        count = sum(1 for node in nodes for _ in made().mutation_positions(node))
        yield from (Mutant(file, name, k) for k in range(count))


def drawn(package: str, count: int) -> tuple[int, list[Mutant]]:
    """How many mutants a package has, and so many of them in a random order."""
    files = sorted(
        path.relative_to(ROOT).as_posix()
        for pattern in PACKAGES[package]
        for path in ROOT.glob(pattern)
    )
    every = [mutant for file in files for mutant in mutants(file)]
    random.Random(f"{SEED} {package}").shuffle(every)
    return len(every), every[:count]


def tried(tree: Path, mutant: Mutant, by: Reach) -> tuple[bool, str, str]:
    """Whether a test fails for the mutant, the line that it changes, and what becomes of it."""
    from cosmic_ray.mutating import apply_mutation
    from cosmic_ray.plugins import get_operator

    path = tree / mutant.file
    before = path.read_text(encoding="utf-8")
    try:
        _, after = apply_mutation(path, get_operator(mutant.operator)(), mutant.occurrence)
        for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            stale.unlink()
        first, second = before.splitlines(), after.splitlines()
        number = next(k for k, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
        tests = by.tests(mutant.file, number + 1, ENOUGH)
        status, _ = run(tree, tests, first=True, longest=LONGEST) if tests else (0, set())
    finally:
        path.write_text(before, encoding="utf-8")
    changed = [
        line for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]  # fmt: skip
    old, new = (" / ".join(c[1:].strip() for c in changed if c[0] == sign) for sign in "-+")
    return status != 0, old, new


def wilson(caught: int, of: int) -> tuple[float, float]:
    """Wilson's interval for a share, at 95 %.

    >>> [round(share, 3) for share in wilson(90, 100)]
    [0.826, 0.945]
    """
    z = 1.959964
    middle, half = caught + z * z / 2, z * (caught * (of - caught) / of + z * z / 4) ** 0.5
    return (middle - half) / (of + z * z), (middle + half) / (of + z * z)


def main(words: Sequence[str]) -> int:
    count = int(words[0]) if words else COUNT
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    with copied() as tree:
        by = reach(tree, TESTS)
        for package in words[1:] or PACKAGES:
            there, chosen = drawn(package, count)
            survived: list[dict[str, str]] = []
            for number, mutant in enumerate(chosen, start=1):
                caught, old, new = tried(tree, mutant, by)
                if not caught:
                    survived.append({"module": mutant.file, "line": old, "becomes": new})
                print(
                    f"{package} {number} {'caught' if caught else 'SURVIVED'} {mutant.file}: {old} -> {new}",
                    flush=True,
                )
                kept[package] = {"mutants": there, "tried": number, "survived": survived}
                text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False)
                RESULTS.write_text(text + "\n", encoding="utf-8")
    of = sum(one["tried"] for one in kept.values())
    caught_of_all = of - sum(len(one["survived"]) for one in kept.values())
    low, high = wilson(caught_of_all, of)
    print(f"{caught_of_all} of {of} caught: {low:.1%} to {high:.1%} of all, with 95 % certainty")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
