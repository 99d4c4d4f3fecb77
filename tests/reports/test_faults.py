"""Faults while a report is written: what was there is whole afterwards, or what is new is.

What ``files`` promises, and what is held here: the new set is first written whole beside the old one; from one
rename on it counts as written, and is moved into place file by file. So after a SIGKILL the files that are
seen may be of two sets only while ``.softpot-commit`` holds the rest; the next run finishes the moves,
and then everything is old or everything is new. No file is ever torn.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from softpot.reports.cli import main
from softpot.reports.machinery import tex
from softpot.reports.machinery.files import COMMIT, recover

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny_theory.py"
OSCILLATOR = ROOT / "examples" / "harmonic_oscillator.py"
SET = ("report.tex", "report.html", "supplement.tex", "supplement.html", "ledger.json")


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, args, prog_name="softpot")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def report(out: Path, *args: str) -> Result:
    return run("report", "--theory", str(TINY), "--out", str(out), *args)


def contents(folder: Path) -> dict[str, bytes]:
    """All files by their name, also hidden ones."""
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def belongs_together(folder: Path) -> int:
    """The digits of the set in a folder; fails unless every file is the one that ledger.json names."""
    data = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    for name, digest in data["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    assert {n for n in contents(folder) if not n.startswith(".")} == {*data["files"], "ledger.json"}
    return int(data["digits"])


# SIGKILL


def started(out: Path, digits: int, theory: Path, tell: Path) -> subprocess.Popen[bytes]:
    """A report in a process of its own, which makes the file ``tell`` when it begins to write its set."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom softpot.reports.machinery import report as r\n"
        "write, tell = r.write_set, Path(sys.argv.pop(1))\n"
        "def told(*a):\n    tell.touch()\n    write(*a)\n"
        "r.write_set = told\nfrom softpot.reports.cli import main\nmain()"
    )
    args = [
        "report",
        "--theory",
        str(theory),
        "--out",
        str(out),
        "--formats",
        "tex,html",
        "--digits",
        str(digits),
    ]
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code, str(tell), *args],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def killed(process: subprocess.Popen[bytes], tell: Path | None, after: float) -> bool:
    """SIGKILL it ``after`` seconds from its start, or from when it begins to write; whether it still ran."""
    deadline = time.monotonic() + 100
    while tell is not None and not tell.exists() and process.poll() is None:
        assert time.monotonic() < deadline, "the report was never written"
        time.sleep(0.0002)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    assert b"Traceback" not in said, said.decode()
    return process.returncode == -signal.SIGKILL


def seen(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """What a killed process left, held to the promise: "old", "new" or, to be recovered, "between"."""
    found = contents(folder)
    for name, content in old.items():
        assert found[name] in (content, new[name]), f"{name} is torn"
    if all(found[name] == old[name] for name in old) and not (folder / COMMIT).exists():
        return "old"
    state = "between" if (folder / COMMIT).exists() else "new"
    recover(folder)
    after = contents(folder)
    assert {n: after[n] for n in new} == new, "a set that counted as written was lost"
    return state


Sets = tuple[Path, dict[str, bytes], dict[str, bytes]]


def sets(base: Path, theory: Path) -> Sets:
    """A folder with a report, its files, and those of the report that is to replace it."""
    made = []
    for digits in (15, 16):
        out = base / str(digits)
        args = ("--out", str(out), "--formats", "tex,html", "--digits", str(digits))
        assert run("report", "--theory", str(theory), *args).exit_code == 0
        assert belongs_together(out) == digits
        made.append(contents(out))
    assert made[0].keys() == made[1].keys() and made[0]["ledger.json"] != made[1]["ledger.json"]
    return base / "15", made[0], made[1]


@pytest.fixture(scope="module")
def two_sets(tmp_path_factory: pytest.TempPathFactory) -> Sets:
    """Two reports of the tiny theory."""
    return sets(tmp_path_factory.mktemp("sets"), TINY)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def kill_many(two_sets: Sets, theory: Path, base: Path, times: int) -> list[str]:
    """Kills of the command itself: every other one within the milliseconds of the writing."""
    source, old, new = two_sets
    choose = random.Random(5)
    states = []
    for k in range(times):
        out, tell = base / f"out{k}", base / f"tell{k}"
        shutil.copytree(source, out)
        process = started(out, 16, theory, tell)
        if k % 2:
            killed(process, None, choose.uniform(0, 1))
        else:
            killed(process, tell, choose.uniform(0, 0.004))
        states.append(seen(out, old, new))
        shutil.rmtree(out)
    return states


@pytest.mark.slow
def test_killed_a_few_times(two_sets: Sets, tmp_path: Path) -> None:
    assert len(kill_many(two_sets, TINY, tmp_path, 3)) == 3


NURSERY = """
import json, os, sys
from pathlib import Path
import softpot.reports.cli.loading, softpot.reports.cli.reporting
from softpot import numerics
from softpot.reports.cli import main
from softpot.reports.machinery import render
from softpot.reports.machinery import report as r

for line in sys.stdin:
    tell, args = json.loads(line)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        write = r.write_set

        def told(*given):
            Path(tell).touch()
            write(*given)

        r.write_set = told
        sys.argv = ["softpot", *args]
        main()
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Forks a process for each report, with everything imported, so that many of them take no minutes."""


@pytest.mark.slow
def test_killed_a_dozen_times(tmp_path: Path, two_sets: Sets) -> None:
    """Half of the kills come within the milliseconds of the writing, half at any moment; the first is at once, and the
    last process is left to end."""
    source, old, new = two_sets
    choose = random.Random(5)
    states = []
    with subprocess.Popen(
        [sys.executable, "-P", "-c", NURSERY], env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as nursery:  # fmt: skip
        assert nursery.stdin is not None and nursery.stdout is not None
        for k in range(12):
            out, tell = tmp_path / f"out{k}", tmp_path / f"tell{k}"
            shutil.copytree(source, out)
            args = [
                "report",
                "--theory",
                str(TINY),
                "--out",
                str(out),
                "--formats",
                "tex,html",
            ]
            print(
                json.dumps([str(tell), [*args, "--digits", "16"]]), file=nursery.stdin, flush=True
            )
            child = int(nursery.stdout.readline())
            deadline = time.monotonic() + 100
            while 0 < k < 11 and k % 2 == 0 and not tell.exists() and _runs(child):
                assert time.monotonic() < deadline, "the report was never written"
                time.sleep(0.0002)
            if 0 < k < 11:
                time.sleep(choose.uniform(0, 2) if k % 2 else choose.uniform(0, 0.004))
            with suppress(ProcessLookupError):
                if k < 11:
                    os.kill(child, signal.SIGKILL)
            status = int(nursery.stdout.readline())
            assert status in (0, signal.SIGKILL), status
            states.append(seen(out, old, new))
            shutil.rmtree(out)
        nursery.stdin.close()
    print({state: states.count(state) for state in ("old", "between", "new")})
    assert states[0] == "old" and states[-1] == "new", states


DYING = """
import os, signal, sys
from pathlib import Path
from softpot.reports.machinery.files import write_set

place, target, source = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
new = {str(p.relative_to(source)): p.read_bytes() for p in sorted(source.rglob("*")) if p.is_file()}
count = 0

def dying(real):
    def move(*args):
        global count
        if count == place:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1
        real(*args)
    return move

os.rename, os.replace = dying(os.rename), dying(os.replace)
write_set(target, new)
"""


@pytest.mark.quick(0)
def test_killed_before_each_single_move(two_sets: Sets, tmp_path: Path) -> None:
    """Every place in turn at which the process can die between two renames."""
    source, old, new = two_sets
    states = []
    for place in range(len(new) + 2):
        out = tmp_path / str(place)
        shutil.copytree(source, out)
        command = [
            sys.executable,
            "-P",
            "-c",
            DYING,
            str(place),
            str(out),
            str(source.parent / "16"),
        ]
        code = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60, check=False
        ).returncode
        assert code in (0, -signal.SIGKILL)
        states.append(seen(out, old, new) if code else "done")
        if states[-1] != "old":
            assert contents(out) == new
    assert states == ["old", *["between"] * len(new), "done"]


@pytest.mark.quick(0)
def test_the_next_report_finishes_a_torn_one(two_sets: Sets, tmp_path: Path) -> None:
    source, _, new = two_sets
    out = tmp_path / "out"
    shutil.copytree(source, out)
    for name, content in new.items():
        path = out / COMMIT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    result = run("report", "--theory", str(tmp_path / "none.py"), "--out", str(out))
    assert result.exit_code == 2  # there is no such theory; but first the torn report was finished
    assert contents(out) == new


# A full disk


@pytest.fixture
def older(two_sets: Sets, tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A folder with a report, and its files."""
    out = tmp_path / "out"
    shutil.copytree(two_sets[0], out)
    return out, contents(out)


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, space: int) -> Iterator[None]:
    """Path.write_bytes and files of os.fdopen take ``space`` bytes altogether, and then no more."""
    left = space
    write_bytes = Path.write_bytes

    def limited(self: Path, data: bytes) -> int:
        nonlocal left
        if len(data) > left:
            write_bytes(self, data[:left])  # what fits is written, as on a disk
            left = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left -= len(data)
        return write_bytes(self, data)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", limited)
        yield


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_full_disk_leaves_the_older_report(
    older: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    out, before = older
    with full_disk(monkeypatch, int(share * sum(map(len, before.values())))):
        result = report(out, "--formats", "tex,html", "--digits", "16")
    assert result.exit_code in (1, 2)
    assert "No space left on device" in result.stderr and result.stderr.count("\n") == 1
    assert contents(out) == before
    assert report(out, "--formats", "tex,html", "--digits", "16").exit_code == 0
    assert belongs_together(out) == 16


@pytest.mark.quick(0)
def test_a_full_disk_makes_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with full_disk(monkeypatch, 100):
        result = report(tmp_path / "new", "--formats", "tex")
    assert result.exit_code in (1, 2) and "No space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A mount on the folder, or a skip where mounting is not possible."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", *options, str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting is not possible here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=False, capture_output=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "share", [1.2, *(pytest.param(s, marks=pytest.mark.slow) for s in (0.5, 1.5))]
)
def test_a_disk_that_is_really_full(
    older: tuple[Path, dict[str, bytes]], tmp_path: Path, share: float
) -> None:
    """There is room for no report, or for one but not for the second one beside it."""
    pages = sum(len(content) // 4096 + 1 for content in older[1].values())
    kilobytes = int(4 * share * pages)
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as disk:
        results = [
            report(disk / "out", "--formats", "tex,html", "--digits", str(d)) for d in range(15, 19)
        ]
        written = [result.exit_code == 0 for result in results]
        for result in results:
            if result.exit_code:
                assert "No space left on device" in result.stderr and result.stderr.count("\n") == 1
        assert not all(written), "the disk is too large for this test"
        if any(written):
            last = max(k for k, done in enumerate(written) if done)
            assert belongs_together(disk / "out") == 15 + last
        else:
            assert contents(disk) == {}
        check = run(
            "check", "--theory", str(TINY), "--json", str(disk / "big.json"), "--digits", "200"
        )
        assert check.exit_code in (0, 2)
        assert not [p for p in disk.rglob("*") if p.name.startswith(".softpot")]


@pytest.mark.quick(0)
def test_check_on_a_full_disk_keeps_the_older_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.json"
    path.write_text("old")

    def full(self: object, *args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        result = run("check", "--theory", str(TINY), "--json", str(path))
    assert result.exit_code in (1, 2) and "No space left on device" in result.stderr
    assert contents(tmp_path) == {"ledger.json": b"old"}


# A folder that is read-only


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder without permission to write; for root, who needs none, a read-only mount of it."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    with mounted(folder, "--bind", str(folder)):
        again = ["mount", "-o", "remount,ro,bind", str(folder)]
        if subprocess.run(again, capture_output=True, check=False).returncode:
            pytest.skip("a read-only mount is not possible here")
        yield


@pytest.mark.slow
def test_a_read_only_folder(older: tuple[Path, dict[str, bytes]]) -> None:
    out, before = older
    with read_only(out):
        result = report(out, "--formats", "html")
        below = report(out / "below", "--formats", "html")
        ledger = run("check", "--theory", str(TINY), "--json", str(out / "ledger.json"))
        assert contents(out) == before
    for refused in (result, below, ledger):
        assert refused.exit_code == 2 and refused.stdout == ""
        assert "is not writable" in refused.stderr and refused.stderr.count("\n") == 1


@pytest.mark.quick(0)
def test_a_folder_that_becomes_read_only_while_the_report_is_made(
    older: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, before = older

    def refused(*args: object, **more: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("softpot.reports.machinery.files.os.rename", refused)
    result = report(out, "--formats", "html")
    assert result.exit_code == 2 and "Read-only file system" in result.stderr
    assert contents(out) == before


# TeX that is missing or broken


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No TeX of a pip package either."""
    monkeypatch.setattr(tex, "_bundled", lambda: "")


def fake_tex(folder: Path, script: str) -> str:
    """A folder for PATH with a pdflatex of our own."""
    folder.mkdir()
    program = folder / "pdflatex"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


@pytest.mark.quick(0)
def test_without_tex_the_rest_is_written(
    older: tuple[Path, dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    bundled: None,
    tmp_path: Path,
) -> None:
    out, _ = older
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    result = report(out)
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.count("no LaTeX was found, so report.pdf was not made") == 1
    assert not (out / "report.pdf").exists() and belongs_together(out) == 30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "says"),
    [
        pytest.param("exit 1", "its log names no error", marks=pytest.mark.slow),
        ("echo '! Emergency stop.' > report.log; exit 1", "report.pdf was not made: Emergency stop."),
        pytest.param("kill -9 $$", "LaTeX failed, so report.pdf", marks=pytest.mark.slow),
        pytest.param("printf '\\377! bad' > report.log; exit 3", "LaTeX failed", marks=pytest.mark.slow),
        ("exit 0", "report.pdf was not made"),
        (": > report.pdf", "report.pdf was not made"),
        ("exec sleep 60", "LaTeX did not finish within 1 s, so report.pdf was not made"),
        pytest.param("(sleep 5) & exit 1", "LaTeX", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_a_broken_tex_is_one_sentence(
    older: tuple[Path, dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    bundled: None,
    tmp_path: Path,
    script: str,
    says: str,
) -> None:
    out, _ = older
    (out / "report.pdf").write_bytes(b"%PDF of an earlier softpot report")
    monkeypatch.setenv("PATH", fake_tex(tmp_path / "bin", script))
    monkeypatch.setattr(tex, "SECONDS", 1)
    result = report(out)
    assert result.exit_code == 1 and result.stderr == ""
    assert says in result.stdout and "Traceback" not in result.stdout
    assert (out / "report.pdf").read_bytes() == b"%PDF of an earlier softpot report"
    assert "from an earlier run: report.pdf" in result.stdout
    data = json.loads((out / "ledger.json").read_text(encoding="utf-8"))
    assert "report.pdf" not in data["files"] and "report.tex" in data["files"]


@pytest.mark.quick(0)
def test_a_pdflatex_that_is_no_program(
    older: tuple[Path, dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    bundled: None,
    tmp_path: Path,
) -> None:
    path = fake_tex(tmp_path / "bin", "")
    (tmp_path / "bin" / "pdflatex").write_bytes(b"\x7fELF of another machine")
    monkeypatch.setenv("PATH", path)
    result = report(older[0])
    assert result.exit_code == 1 and "LaTeX could not be started" in result.stdout


LACKS = "printf '! LaTeX Error: File `lmodern.sty'\\'' not found.\\nl.5 x\\n' > report.log; exit 1"
MAKES = "printf '%%PDF of the other TeX' > report.pdf; : > report.log"


@pytest.mark.quick(0)
@pytest.mark.parametrize("script", [LACKS, "kill -9 $$", "exit 0"])
def test_another_tex_is_tried(
    older: tuple[Path, dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    script: str,
) -> None:
    monkeypatch.setenv("PATH", fake_tex(tmp_path / "bin", script))
    fake_tex(tmp_path / "other", MAKES)
    monkeypatch.setattr(tex, "_bundled", lambda: str(tmp_path / "other" / "pdflatex"))
    result = report(older[0])
    assert result.exit_code == 0 and "report.pdf was not made" not in result.stdout, result.stdout
    assert (older[0] / "report.pdf").read_bytes() == b"%PDF of the other TeX"


@pytest.mark.quick(0)
def test_why_no_tex_made_it_is_one_line(
    older: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", fake_tex(tmp_path / "bin", LACKS))
    fake_tex(tmp_path / "other", "echo '! Undefined control sequence.' > report.log; exit 1")
    for other, says in (
        (str(tmp_path / "other" / "pdflatex"), "failed too: Undefined control sequence."),
        ("", "pip install 'softpot[pdf]'"),
    ):
        monkeypatch.setattr(tex, "_bundled", lambda other=other: other)
        result = report(older[0])
        assert result.exit_code == 1
        (line,) = (x for x in result.stdout.splitlines() if "report.pdf was not made" in x)
        assert "File `lmodern.sty' not found" in line and says in line


WRITER = """
import sys
from pathlib import Path
from softpot.reports.machinery.files import write_set

folder, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for _ in range(40):
    write_set(folder, {f"part{k}": f"softpot report {name}".encode() for k in range(12)})
"""


@pytest.mark.slow
def test_two_writers_leave_one_whole_set(tmp_path: Path) -> None:
    """Each of them at once, into a folder that is not there; neither fails."""
    out = tmp_path / "new" / "report"
    writers = [
        subprocess.Popen([sys.executable, "-P", "-c", WRITER, str(out), name], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=os.environ | {"PYTHONPATH": str(ROOT)})
        for name in ("one", "two")
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        said = writer.communicate(timeout=60)[1]
        assert writer.returncode == 0, said
    assert sorted(p.name for p in out.iterdir()) == sorted(f"part{k}" for k in range(12))
    assert len({p.read_bytes() for p in out.iterdir()}) == 1
