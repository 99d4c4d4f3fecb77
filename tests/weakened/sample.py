"""A random sample of the mutants of whole packages: python tests/weakened/sample.py [COUNT [PACKAGE ...]]

Of each package in ``PACKAGES`` COUNT mutants (40 unless told) are drawn, the same for the same source and ``SEED``:
those that Cosmic Ray makes with the operators that ``mutate.py`` leaves it, all of them alike, but for those of a
decorator that keeps results (``KEPT``), which change no result: they are counted apart. Each is tried with the quick
tests that reach its line, then with others that reach its file, then its folder (``reaching.py``), the shortest first,
as many as take ``ENOUGH`` together; a mutant with which they take more than ``LONGEST`` counts as caught. What became
of them goes into ``sample.json`` beside this file: how many mutants there are, how many were left out, how many were
drawn, and what stands in the line of each that survived. ``survivors.toml`` explains those; a test compares the two.

Two shares are printed: that of the mutants caught, with Wilson's interval, in which that of all lies with 95 %
certainty; and that of those caught among the ones that change something, the mutation score, which a test holds to
90 %. With 0 for COUNT nothing is drawn, and the shares of what is kept are printed.

A survivor that a new test catches becomes an edit of ``edits.py``; the sample is then drawn anew with another ``SEED``,
for the share of those that the tests were written for says nothing about the others.

Needs ``pip install cosmic-ray coverage`` (the version is in CONTRIBUTING.md). A mutant takes ten seconds or so, a
survivor a minute, as many at once as there are processors, and the pass that finds the tests five minutes.
"""

from __future__ import annotations

import ast
import difflib
import json
import os
import random
import re
import shutil
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from batch import LEFT_OUT, ROOT, run
from mutate import EXCLUDED
from reaching import Reach, reach

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "sample.json"
TOLD = HERE / "survivors.toml"
SEED = 20261208
COUNT = 40
ENOUGH = 60.0  # seconds that the tests of one mutant take together, at most
LONGEST = 90  # seconds of processor time for them with the mutant
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


KEPT = {"cache", "lru_cache", "cached_property"}
"""Decorators that keep the results of functions without effects: without one, or with another number of results kept,
the same comes out later. Their mutants are left out, and counted."""


class Mutant(NamedTuple):
    """The ``occurrence``-th change that an operator of Cosmic Ray makes in a file."""

    file: str
    operator: str
    occurrence: int


def mutants(file: str) -> tuple[list[Mutant], int]:
    """All mutants of a file, but for those of the operators that ``mutate.py`` excludes; and how many ``KEPT`` has."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(ROOT / file)))
    keeping = _keeping((ROOT / file).read_text(encoding="utf-8"))
    found, out = [], 0
    for name in sorted(operator_names()):
        made = get_operator(name)
        if made.arguments() or any(re.fullmatch(pattern, name) for pattern in EXCLUDED):
            continue
        places = [place for node in nodes for place in made().mutation_positions(node)]
        for k, ((line, _), _) in enumerate(places):
            if line in keeping:
                out += 1
            else:
                found.append(Mutant(file, name, k))
    return found, out


def _keeping(text: str) -> set[int]:
    """The lines of decorators that keep results."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        for decorator in getattr(node, "decorator_list", ()):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(called, ast.Name) and called.id in KEPT:
                lines.update(range(decorator.lineno, decorator.end_lineno + 1))
    return lines


def drawn(package: str, count: int) -> tuple[int, int, list[Mutant]]:
    """How many mutants a package has, how many are left out, and so many of the first in a random order."""
    files = sorted(
        path.relative_to(ROOT).as_posix()
        for pattern in PACKAGES[package]
        for path in ROOT.glob(pattern)
    )
    made = [mutants(file) for file in files]
    every = [mutant for found, _ in made for mutant in found]
    random.Random(f"{SEED} {package}").shuffle(every)
    return len(every), sum(out for _, out in made), every[:count]


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


def shares(kept: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Of each package how many were tried, how many caught, and how many survivors are told to be of which kind."""
    why = {(e["module"], e["line"], e["becomes"]): e["why"] for e in told["sampled"]}
    found = {}
    for package, result in kept.items():
        survived = result["survived"]
        kinds = Counter(
            re.split(r"\W", why.get((s["module"], s["line"], s["becomes"]), "untold"))[0]
            for s in survived
        )
        tried = Counter(tried=result["tried"], caught_then=result["tried"] - len(survived))
        found[package] = tried + kinds
    return found


def report(kept: Mapping[str, Any]) -> None:
    """Print both shares, of each package and of all."""
    found = shares(kept, tomllib.loads(TOLD.read_text(encoding="utf-8")))
    total = sum(found.values(), Counter[str]())
    for package, n in [*found.items(), ("all", total)]:
        of, caught = n["tried"], n["caught_then"]
        low, high = wilson(caught, of)
        changing = of - n["harmless"]
        print(
            f"{package}: {caught} of {of} caught, {caught / of:.0%} ({low:.0%} to {high:.0%} of all, with 95 % "
            f"certainty), {n['harmless']} change nothing, {n['untold']} are not told of; of those that change "
            f"something {caught} of {changing}, {caught / changing:.0%}"
        )


def main(words: Sequence[str]) -> int:
    count = int(words[0]) if words else COUNT
    kept: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for k in range(os.cpu_count() or 1 if count else 0):
            tree = Path(folder) / str(k) / "softpot"
            shutil.copytree(ROOT, tree, symlinks=True, ignore=LEFT_OUT)
            copies.put(tree)
        by = reach(copies.queue[0], TESTS) if count else None

        def one(mutant: Mutant) -> tuple[bool, str, str]:
            assert by is not None
            tree = copies.get()
            try:
                return tried(tree, mutant, by)
            finally:
                copies.put(tree)

        for package in (words[1:] or PACKAGES) if count else ():
            there, out, chosen = drawn(package, count)
            survived: list[dict[str, str]] = []
            with ThreadPoolExecutor(copies.qsize()) as pool:
                for number, (mutant, (caught, old, new)) in enumerate(
                    zip(chosen, pool.map(one, chosen), strict=True), start=1
                ):
                    if not caught:
                        survived.append({"module": mutant.file, "line": old, "becomes": new})
                    print(
                        f"{package} {number} {'caught' if caught else 'SURVIVED'} {mutant.file}: {old} -> {new}",
                        flush=True,
                    )
                    kept[package] = {
                        "mutants": there, "left_out": out, "tried": number, "survived": survived
                    }  # fmt: skip
                    text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False)
                    RESULTS.write_text(text + "\n", encoding="utf-8")
    report(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
