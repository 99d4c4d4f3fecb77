"""Mutants of a module by Cosmic Ray, in a copy of the project: python tests/weakened/mutate.py MODULE [MODULE ...]

MODULE is a path such as numerics/machinery/judge.py. Each of its mutants is tried with the tests that ``TESTS`` names
for it, and what became of them is written into ``mutants.json`` beside this file: how many were tried, how many
caught, and what stands in the line of each that survived. ``survivors.toml`` explains those; a test compares the two.

Needs ``pip install cosmic-ray`` (the version is in CONTRIBUTING.md). A mutant takes some seconds, a module of a hundred
lines an hour on one processor.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from batch import copied

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "mutants.json"

GUARDS = "tests/guards/test_"
TESTS: dict[str, str] = {
    "derive/machinery/discharge/": f"tests/derive/machinery {GUARDS}derive.py",
    "derive/machinery/": f"tests/derive/machinery {GUARDS}derive.py",
    "numerics/machinery/judge.py": f"tests/numerics/machinery/test_judge.py {GUARDS}machinery.py",
    "numerics/machinery/orders.py": f"tests/numerics/machinery/test_judge.py {GUARDS}machinery.py",
    "numerics/machinery/compile/": "tests/numerics/machinery",
    "numerics/machinery/": f"tests/numerics/machinery {GUARDS}machinery.py",
    "numerics/spectrum/series/": f"tests/numerics/spectrum/series {GUARDS}prover.py {GUARDS}spectrum.py",
    "numerics/spectrum/prover/": f"{GUARDS}prover.py tests/numerics/spectrum/prover {GUARDS}spectrum.py",
    "numerics/spectrum/verifier/": f"{GUARDS}verifier.py tests/numerics/spectrum/verifier {GUARDS}spectrum.py",
    "numerics/spectrum/matrices/": f"tests/numerics/spectrum/matrices {GUARDS}spectrum.py",
    "numerics/spectrum/": f"tests/numerics/spectrum {GUARDS}spectrum.py",
    "numerics/statistics/plane/": f"{GUARDS}plane.py tests/numerics/statistics {GUARDS}statistics.py",
    "numerics/statistics/": f"tests/numerics/statistics {GUARDS}statistics.py",
    "numerics/theory/": f"tests/numerics/theory/test_{{stem}}.py {GUARDS}evidence.py",
}
"""What tries the mutants of a module: the entry of the longest path that it begins with."""

# No other kind of operator than a person would mistake: + for −, < for <=, and for or; numbers one up and one down
EXCLUDED = (
    r".*_(RShift|LShift|Mod|Pow|FloorDiv|BitOr|BitAnd|BitXor)_.*",
    r".*_(RShift|LShift|Mod|Pow|FloorDiv|BitOr|BitAnd|BitXor)",
    r".*Unary.*_(UAdd|Invert|Not)",
    r".*(Add|Sub)_(Mul|Div)",
    r".*(Mul|Div)_(Add|Sub)",
    r".*(IsNot|Is)_(Lt|LtE|Gt|GtE|Eq|NotEq)",
    r".*(Lt|LtE|Gt|GtE|Eq|NotEq)_(Is|IsNot)",
    r".*ExceptionReplacer",
)
"""Operators of Cosmic Ray that are left out, as regular expressions."""

CONFIG = r"""
[cosmic-ray]
module-path = "{module}"
timeout = 300.0
excluded-modules = []
test-command = "{python} -m pytest -n 0 -x -q -p no:cacheprovider --tb=no -m 'not slow or quick' {tests}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = {excluded}
"""


def tests_for(module: str) -> str:
    """The tests of a module, as pytest takes them."""
    begins = max((b for b in TESTS if module.startswith(b)), key=len)
    return TESTS[begins].format(stem=Path(module).stem)


def session(module: str, folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The mutants of a module with what became of each."""
    config, found = folder / "config.toml", folder / "session.sqlite"
    config.write_text(
        CONFIG.format(
            module=module,
            python=sys.executable,
            tests=tests_for(module),
            excluded=json.dumps(EXCLUDED),
        ),
        encoding="utf-8",
    )
    with copied() as tree:
        for command in (
            ["cosmic-ray", "init", config, found],
            ["cr-filter-operators", found, config],
            ["cosmic-ray", "exec", config, found],
        ):
            subprocess.run(
                list(map(str, command)),
                cwd=tree,
                check=True,
                env=_environment(tree),
                stdout=sys.stderr,
            )
    return dumped(found)


def _environment(tree: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}


def dumped(found: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What a session holds."""
    done = subprocess.run(
        ["cosmic-ray", "dump", str(found)], check=True, capture_output=True, text=True
    )
    return [(item, result) for item, result in map(json.loads, done.stdout.splitlines()) if result]


def summary(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """How many mutants were tried and caught, and what the others change."""
    tried, survived = 0, []
    for _, result in pairs:
        if result["worker_outcome"] in ("skipped", "no_test"):
            continue
        tried += 1
        if result["test_outcome"] == "survived":
            changed = [
                line for line in (result["diff"] or "").splitlines()
                if line[:1] in "+-" and line[:3] not in ("+++", "---")
            ]  # fmt: skip
            old, new = (" / ".join(c[1:].strip() for c in changed if c[0] == s) for s in "-+")
            survived.append({"line": old, "becomes": new})
    survived.sort(key=lambda s: (s["line"], s["becomes"]))
    return {"tried": tried, "caught": tried - len(survived), "survived": survived}


def main(modules: Sequence[str]) -> int:
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for module in modules:
        with tempfile.TemporaryDirectory() as folder:
            kept[module] = summary(session(module, Path(folder)))
        text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False)
        RESULTS.write_text(text + "\n", encoding="utf-8")
        found = kept[module]
        print(f"{module}: {found['caught']} of {found['tried']} mutants caught")
        for one in found["survived"]:
            print(f"  {one['line']}  ->  {one['becomes']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else print(__doc__))
