"""The check of the paper's theory, whole, again with nothing changed, and after an edit of one entry: CPU time.

    python benchmarks/unchanged.py [ENTRY ...]

Works on a copy of the package in a temporary folder, with a cache of its own. ENTRY: the entries to edit, one after the
other; by default three, of little, usual and much work.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = (
    "jacobian",
    "deformation-potential",
    "debye",
    "harmonic-excitations",
    "two-level-density",
)


def seconds(copy: Path, *options: str) -> tuple[float, str]:
    """User and system time of one check in a process of its own, and the line that says what was judged."""
    environment = {
        **os.environ, "PYTHONPATH": str(copy), "XDG_CACHE_HOME": str(copy / "cache"), "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    command = [
        sys.executable,
        "-m",
        "softpot.reports.cli",
        "check",
        "--json",
        "ledger.json",
        *options,
    ]
    before = os.times()
    done = subprocess.run(command, env=environment, cwd=copy, capture_output=True, text=True)  # noqa: PLW1510
    after = os.times()
    if done.returncode not in (
        0,
        1,
    ):  # 1: a text that the kernel accepted has changed with its entry
        sys.exit(done.stdout[-2000:] + done.stderr)
    told = next((line for line in done.stdout.splitlines() if "judged now" in line), "all judged")
    spent = (
        after.children_user - before.children_user + after.children_system - before.children_system
    )
    return spent, told


def edit(copy: Path, id: str) -> None:
    """A line at the end of the statement of an entry, which is in what is hashed."""
    for file in (copy / "derive" / "theory").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        place = text.find(f'"{id}",\n    title=')
        if place >= 0:
            made = re.sub(r'(-> Derived:\n    """)', r"\1Here: ", text[place:], count=1)
            file.write_text(text[:place] + made, encoding="utf-8")
            return
    sys.exit(f"no entry {id} is found in derive/theory")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("derive", "numerics", "reports", "softpot"):
            shutil.copytree(ROOT / name, copy / name, symlinks=True)
        seconds(copy, "thermal-conductivity", "jacobian")  # compiles the modules
        whole, _ = seconds(copy)
        print(f"{'whole check':30s} {whole:7.2f} s", flush=True)
        ledger = (copy / "ledger.json").read_bytes()
        show("nothing changed", seconds(copy, "--changed"), whole)
        if (copy / "ledger.json").read_bytes() != ledger:
            sys.exit("the ledger of the rows that were kept is another one")
        for id in sys.argv[1:] or ENTRIES:
            edit(copy, id)
            show(f"edited {id}", seconds(copy, "--changed"), whole)


def show(name: str, found: tuple[float, str], whole: float) -> None:
    """A line of the table."""
    spent, told = found
    share = f"{100 * spent / whole:5.1f} %, 1/{whole / spent:.0f}"
    print(f"{name:30s} {spent:7.2f} s  {share}  ({told})", flush=True)


if __name__ == "__main__":
    main()
