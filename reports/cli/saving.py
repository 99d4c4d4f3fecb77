"""``softpot watch``: a check in a process of its own each time that a file beside the theory has changed.

A new process judges what is written, whatever was imported before. Only this little is loaded meanwhile.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click

from softpot.reports.cli.usage import refuse

_PAUSE = 0.3  # seconds between two looks
_MOST = 5000  # files that are looked at


def at_every_save(file: str, ids: tuple[str, ...], digits: str, *, mutants: bool) -> int:
    """Check now and after every change, until interrupted."""
    path = Path(file)
    if not path.is_file():
        refuse(f"cannot read the theory file {file}: there is no such file")
    command = [
        sys.executable, "-B", "-m", "softpot.reports.cli", "watch", "--once", "--digits", digits,
        *(["--mutants"] if mutants else []), "--", file, *ids,
    ]  # fmt: skip
    before: dict[str, tuple[int, int]] | None = None
    while True:
        now = dict(_stamps(path.resolve().parent))
        if now != before:
            first, before = before is None, now
            click.echo(f"--- {time.strftime('%H:%M:%S')} {file}")
            code = subprocess.run(command, check=False).returncode
            if first and code == 2:  # wrong usage does not become right by waiting
                return code
        time.sleep(_PAUSE)


def _stamps(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, time and size of the files in a folder and below, without hidden ones."""
    count = 0
    for where, names, files in os.walk(folder):
        names[:] = sorted(n for n in names if not n.startswith((".", "__pycache__")))
        for name in sorted(files):
            if name.startswith(".") or name.endswith(("~", ".pyc")):
                continue
            try:
                found = os.stat(os.path.join(where, name))
            except OSError:
                continue
            count += 1
            yield os.path.join(where, name), (found.st_mtime_ns, found.st_size)
            if count >= _MOST:
                return
