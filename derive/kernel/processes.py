"""Processes of Rocq: started so that they end with us, and none is left behind.

The system is asked to kill a process when the one that started it dies (``setpriv`` of util-linux, where there is
one); elsewhere ``coqtop`` ends when nobody writes to it any more, and ``coqc`` with its file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from threading import Lock
from typing import IO, Any


class NoRocq(Exception):
    """There is no Rocq here, or it lacks a library; the message says what is missing."""


def versions() -> dict[str, str]:
    """The versions of Rocq and, where the system's packages tell, of its libraries; raises NoRocq without one."""
    program = shutil.which("coqc")
    if program is None or shutil.which("coqtop") is None:
        raise NoRocq(
            "coqc was not found, so nothing was checked: install Rocq with Coquelicot and Interval "
            "(Debian: coq libcoq-coquelicot libcoq-interval)"
        )
    said = subprocess.run([program, "--print-version"], capture_output=True, text=True, check=False)
    found = {"rocq": (said.stdout.split() or ["unknown"])[0]}
    for name in ("coquelicot", "interval"):
        found[name] = _packaged(f"libcoq-{name}")
    return found


def _packaged(package: str) -> str:
    if shutil.which("dpkg-query") is None:
        return "unknown"
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    version = said.stdout.strip()
    return version.split("-")[0] if said.returncode == 0 and version else "unknown"


class Processes:
    """The processes that run in a folder with the compiled library; ``stop`` ends them all, and no other starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._stopped = False

    def start(
        self, program: str, *arguments: str, stdin: int, stdout: int | IO[Any]
    ) -> subprocess.Popen[bytes]:
        """A process of Rocq that dies with this one; whatever it says goes to ``stdout``."""
        guard = shutil.which("setpriv")
        command = [guard, "--pdeathsig", "KILL", "--"] if guard else []
        command += [program, "-q", "-w", "none", "-R", str(self.folder), "Softpot", *arguments]
        with self._lock:
            if self._stopped:
                raise InterruptedError("stopped")
            process = subprocess.Popen(
                command, stdin=stdin, stdout=stdout, stderr=subprocess.STDOUT, cwd=self.folder
            )
            self._running.add(process)
        return process

    def ended(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for the end of a process; the CPU time that it took, in milliseconds."""
        _, status, used = os.wait4(process.pid, 0)
        with self._lock:
            self._running.discard(process)
            process.returncode = os.waitstatus_to_exitcode(status)
        return int(1000 * (used.ru_utime + used.ru_stime))

    def run(self, program: str, *arguments: str) -> tuple[int, str, int]:
        """Exit code, output and milliseconds of CPU time of a process that reads nothing."""
        with tempfile.TemporaryFile() as out:
            process = self.start(program, *arguments, stdin=subprocess.DEVNULL, stdout=out)
            used = self.ended(process)
            out.seek(0)
            return process.returncode, out.read().decode(errors="replace"), used

    def stop(self) -> None:
        """Kill what runs."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                if process.returncode is None:
                    process.kill()
