"""The command as one among others: widths, colours, pipes, byte order marks, and what it does without docstrings."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from .forks import Forks

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny_theory.py"
COMMAND = [sys.executable, "-P", "-m", "softpot.reports.cli"]


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "xterm"} | more


PROGRAM = """
def program(args):
    from softpot.reports.cli.app import main
    main()
"""


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    made = Forks(PROGRAM, environment())
    yield made
    made.stop()


class Command:
    """The command, into files or onto a terminal."""

    def __init__(self, forks: Forks, folder: Path) -> None:
        self.forks, self.folder, self.count = forks, folder, 0

    def piped(self, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
        self.count += 1
        out, err = (self.folder / f"{self.count}.{name}" for name in ("out", "err"))
        code = self.forks.run(
            self.folder, environment(**more), ["softpot", *args], (os.devnull, out, err)
        )
        said = (path.read_text(encoding="utf-8") for path in (out, err))
        return subprocess.CompletedProcess(args, code, *said)

    def on_a_terminal(self, *args: str, **more: str) -> str:
        """What the command writes to a terminal of 80 columns."""
        ours, theirs = pty.openpty()
        subprocess.run(["stty", "cols", "80"], stdin=theirs, check=True)
        said = b""

        def read() -> None:
            nonlocal said
            while part := os.read(ours, 65536):
                said += part
                if said.endswith(END):
                    return

        reader = Thread(target=read)
        reader.start()
        name = os.ttyname(theirs)
        code = self.forks.run(
            self.folder, environment(**more), ["softpot", *args], (name, name, name)
        )
        os.write(theirs, END)
        reader.join()
        for end in (ours, theirs):
            os.close(end)
        assert code == 0, said
        return said.removesuffix(END).decode()


END = b"\x04\x00\x04"


@pytest.fixture
def command(forks: Forks, tmp_path: Path) -> Command:
    return Command(forks, tmp_path)


def piped(*args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process that has imported nothing before, into a pipe."""
    return subprocess.run([*COMMAND, *args], env=environment(**more), capture_output=True, text=True,
                          timeout=120, check=False)  # fmt: skip


@pytest.mark.slow
def test_a_list_in_a_pipe_cuts_no_title(command: Command) -> None:
    from softpot.derive.theory import SOFT_POTENTIAL

    for run, more in ((piped, {}), (command.piped, {"COLUMNS": "40"})):
        lines = run("derive", "--list", **more).stdout.splitlines()
        assert "…" not in "".join(lines)
        for entry, line in zip(SOFT_POTENTIAL.entries, lines[2:], strict=True):
            assert line.startswith(entry.id + " ") and line.endswith(" " + entry.title)


@pytest.mark.slow
def test_a_list_on_a_terminal_has_its_width(command: Command) -> None:
    assert max(map(len, command.on_a_terminal("derive", "--list").splitlines())) == 80
    assert max(map(len, command.on_a_terminal("derive", "--list", COLUMNS="60").splitlines())) == 60


@pytest.mark.slow
@pytest.mark.parametrize("width", [50, 130])
def test_columns_is_the_width(command: Command, width: int) -> None:
    lines = command.piped("derive", "jacobian", "shift", COLUMNS=str(width)).stdout.splitlines()
    assert width - 12 < max(map(len, lines)) <= width


@pytest.mark.slow
def test_colours_and_bars_are_for_those_who_want_them(command: Command) -> None:
    check = ("check", "--theory", str(TINY))
    plain = command.on_a_terminal(*check)
    assert "\x1b[32mderived" in plain and "\x1b[K" in plain and "[####" in plain
    without = command.on_a_terminal(*check, NO_COLOR="1")
    assert "\x1b[32m" not in without and "\x1b[K" in without
    assert "\x1b[32mderived" in command.on_a_terminal(*check, NO_COLOR="")  # empty says nothing
    assert "\x1b" not in command.on_a_terminal(*check, TERM="dumb")
    assert "\x1b" not in command.piped(*check).stdout


@pytest.mark.slow
def test_a_reader_that_goes_ends_the_command_by_its_signal() -> None:
    with subprocess.Popen([*COMMAND, "derive"], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as made:  # fmt: skip
        assert made.stdout is not None and made.stderr is not None
        assert made.stdout.readline().startswith("two-wells")
        made.stdout.close()
        assert made.stderr.read() == ""
        assert made.wait(60) == -signal.SIGPIPE


@pytest.mark.slow
def test_without_docstrings_the_reason_is_one_line() -> None:
    for args in (["check"], ["derive", "--list"], ["levels", "--alpha", "0", "--beta", "0"]):
        command = [sys.executable, "-OO", "-P", "-m", "softpot.reports.cli", *args]
        made = subprocess.run(
            command, env=environment(), capture_output=True, text=True, timeout=60, check=False
        )
        assert made.returncode == 2 and made.stdout == ""
        assert made.stderr.count("\n") == 1 and "python -OO removes docstrings" in made.stderr


@pytest.mark.slow
def test_a_check_that_judges_nothing_fails(command: Command) -> None:
    asserted = command.piped("check", "soft-tail", "width-of-vibrations")
    assert asserted.returncode == 1 and "nothing was judged" in asserted.stderr
    assert asserted.stderr.count("\n") == 1 and asserted.stdout == ""


@pytest.mark.slow
def test_a_byte_order_mark_is_no_content(command: Command, tmp_path: Path) -> None:
    def marked(source: Path, name: str) -> str:
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
        return str(tmp_path / name)

    theory = marked(TINY, "theory.py")
    assert (
        command.piped("check", "--theory", theory, "--json", str(tmp_path / "b.json")).returncode
        == 0
    )
    baseline = marked(tmp_path / "b.json", "marked.json")
    checked = command.piped("check", "--theory", theory, "--baseline", baseline)
    assert checked.returncode == 0 and "baseline: nothing changed" in checked.stdout
    material = marked(ROOT / "examples" / "vitreous_silica.toml", "glass.toml")
    heat = command.piped("heat", "--p0", "constant", "--alpha-max", "10", "--material", material, "--t-min", "0.1",
                 "--t-max", "1", "--points", "2")  # fmt: skip
    assert heat.returncode == 0 and "phonons" in heat.stdout
