"""Programs in processes of their own that start with the libraries imported: forked from one process that has them.

Where a test asks for a process, most of what it would cost is the import of SymPy and SciPy.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LIBRARIES = """
import json, os, sys, traceback
import sympy, sympy.combinatorics
import click, flint, gmpy2, jinja2, mpmath, numpy, numpy.f2py, numpy.testing, numpy.typing, pytest
import scipy.linalg, scipy.special
"""
LOOP = """
for line in sys.stdin:
    folder, environment, args, streams = json.loads(line)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            for number, path in enumerate(streams):
                how = os.O_RDWR | os.O_NOCTTY | (os.O_CREAT | os.O_APPEND if number else 0)
                os.dup2(os.open(path, how), number)
            sys.argv[:] = args
            code = program(args)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(int(code or 0))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Forks:
    """``program(args)`` of a piece of Python, run in a fork each time."""

    def __init__(self, program: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", LIBRARIES + program + LOOP], env=dict(environment), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(
        self,
        folder: Path,
        environment: Mapping[str, str],
        args: Sequence[str],
        streams: Sequence[str | Path],
    ) -> int:
        """The exit status, with standard input, output and errors of these names."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        told = [str(folder), dict(environment), list(args), [str(s) for s in streams]]
        print(json.dumps(told), file=stdin, flush=True)
        return int(stdout.readline())

    def stop(self) -> None:
        self._process.communicate()
