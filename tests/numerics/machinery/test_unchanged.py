"""What is judged again after an edit: exactly the entries that rest on what was edited, and never one too few."""

from __future__ import annotations

import json
import os
import py_compile
import subprocess
import sys
import time
from pathlib import Path

import pytest

from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.unchanged import surroundings
from softpot.numerics.machinery.unchanged.fingerprint import Fingerprints
from softpot.numerics.machinery.unchanged.memory import Memory
from softpot.numerics.machinery.unchanged.places import is_compiled_from
from softpot.numerics.machinery.unchanged.reads import Reads, watching
from softpot.reports.cli.loading import PRIVATE, load

TINY = (Path(__file__).parent.parent.parent / "tiny_theory.py").read_text(encoding="utf-8")

FILES = {
    "mine.py": '''
import functools
import math
import os
from fractions import Fraction
import helper
import shapes as forms
from helper import scale, registered as known
from stars import *
from kinds import parts
from symbols import S
from softpot.derive import Theory, entry, equal
from softpot.numerics import Pair, compare, compiled

x, y = S.x, S.y
POINTS = (Fraction(1, 3), Fraction(7, 2))
LIMITS = {"low": 1, "high": 2}
LIMITS["high"] = 3
SWITCH = True
TABLE = {"one": 1}


@entry("a", title="A")
def first(d):
    """The first."""
    d.step(equal((x + y) ** 2, x**2 + 2 * x * y + y**2), "multiply out")
    return d.result(x**2 + 2 * x * y + y**2)


@entry("b", title="B")
def second(d):
    """The second, from the first."""
    d.uses("a")
    d.step(equal((x + y) * (x - y), x**2 - y**2), "the mixed terms cancel")
    return d.result(x**2 - y**2)


@entry("c", title="C")
def third(d):
    """The third, by itself."""
    d.step(equal(S.z * S.z, S.z**2), "by definition")
    return d.result(S.z**2)


def of(reference, points=POINTS):
    def evidence(formula, digits):
        f = compiled(formula, "mpmath", digits + 5).members
        return compare("fractions", [Pair(f"{a}", f(x=a, y=a)[0], reference(a)) for a in points], digits)

    return evidence


def evidence_a(formula, digits):
    helper.scale(1), forms.Circle(2).area(), known(3), total(4)
    return of(lambda a: 4 * a * a)(formula, digits)


@functools.cache
def reference_b(n):
    return n * LIMITS["high"] + parts.inner.half(n)


if SWITCH:
    def chosen(n):
        return n + 1
else:
    def chosen(n):
        return n + 2


def evidence_c(formula, digits, tolerance=15):
    from late import value
    chosen(1), value(), TABLE, os.environ.get("LOOKED_AT"), getattr(forms, "UNIT")
    return None


theory = Theory("Mine", S, (first, second, third)).with_evidence({
    "a": evidence_a,
    "b": of(lambda a: reference_b(a), (1, 2)),
    "c": functools.partial(evidence_c, tolerance=12),
})
''',
    "symbols.py": '''
from softpot.derive import Quantity, SymbolTable
POSITIVE = {"positive": True}
S = SymbolTable(
    Quantity("x", "x", "a length", assumptions=POSITIVE),
    Quantity("y", "y", "another", assumptions=POSITIVE),
    Quantity("z", "z", "a third"),
    Quantity("free", "f", "in no entry"),
)
''',
    "helper.py": '''
import functools
import store

FACTOR = 2
UNUSED = 7


def scale(n, by=FACTOR):
    return n * by * deeper(n)


def deeper(n):
    return n + len(store.KEPT)


def unused(n):
    return n


@functools.singledispatch
def registered(n):
    return n


@registered.register
def _(n: int):
    return n + 1


@store.keep
def stored():
    return 5
''',
    "store.py": '''
KEPT = []


def keep(function):
    KEPT.append(function)
    return function
''',
    "shapes.py": '''
UNIT = 1


class Shape:
    def area(self):
        return self.side() * 2

    def side(self):
        return 1


class Circle(Shape):
    RATIO = 3

    def __init__(self, radius):
        self.radius = radius

    def side(self):
        return self.radius * self.RATIO


class Square(Shape):
    pass
''',
    "stars.py": '''
from inner_star import *
__all__ = ["total", "other"]


def total(n):
    return n + below(n)


def other(n):
    return n
''',
    "inner_star.py": '''
def below(n):
    return n


def beside(n):
    return n
''',
    "kinds/__init__.py": "",
    "kinds/parts/__init__.py": "from . import inner\n",
    "kinds/parts/inner.py": '''
HALF = 2


def half(n):
    return n / HALF


def third(n):
    return n / 3
''',
    "late.py": '''
try:
    import not_there
except ImportError:
    not_there = None
CONSTANTS = {"c": 299792458, "h": 6}


def value():
    return CONSTANTS, not_there
''',
}  # fmt: skip

# file, what is written, what is written instead, whose entries are to be judged again
EDITS = (
    ("mine.py", '"multiply out")', '"multiplied out")', "a"),  # a derivation, not its result
    ("mine.py", "* y + y**2)\n\n", "* y + y**2, domain=x > y)\n\n", "ab"),  # its result
    ("mine.py", 'd.step(equal((x + y) ** 2', 'd.premise(x > 1, "large")\n    d.step(equal((x + y) ** 2', "ab"),
    ("mine.py", '"the mixed terms cancel"', '"they cancel"', "b"),
    ("mine.py", "The third, by itself.", "The third.", "c"),
    ("mine.py", 'title="C"', 'title="CC"', "c"),
    ("mine.py", 'd.uses("a")', "pass", "b"),
    ("mine.py", "Fraction(7, 2))", "Fraction(9, 2))", "ab"),  # points, a default of `of`
    ("mine.py", "LIMITS = {\"low\": 1", "LIMITS = {\"low\": 0", "b"),  # a constant in a table
    ("mine.py", 'LIMITS["high"] = 3', 'LIMITS["high"] = 4', "b"),  # belongs to what it changes
    ("mine.py", "return n + 1\nelse", "return n + 3\nelse", "abc"),  # a conditional definition
    ("mine.py", "SWITCH = True", "SWITCH = False", "abc"),  # its condition
    ("mine.py", "tolerance=15", "tolerance=16", "c"),  # a default argument
    ("mine.py", "tolerance=12", "tolerance=13", "c"),  # what a partial carries
    ("mine.py", "known(3)", "known(4)", "a"),
    ("mine.py", "4 * a * a)", "4 * a**2)", "a"),
    ("mine.py", "lambda a: reference_b(a)", "lambda a: 1 * reference_b(a)", "b"),
    ("mine.py", "(1, 2)),", "(1, 3)),", "b"),  # in the cell of a closure
    ("mine.py", "@functools.cache", "@functools.lru_cache(maxsize=5)", "b"),  # a decorator
    ("mine.py", '"fractions"', '"exact fractions"', "ab"),
    ("mine.py", "import shapes as forms", "import helper as forms", "ac"),  # a name means another thing
    ("mine.py", 'TABLE = {"one": 1}', 'TABLE = {"one": 2}', "c"),
    ("mine.py", '"c": functools', '"c": evidence_a if 0 else functools', ""),  # the same function
    ("mine.py", '"c": functools.partial(evidence_c, tolerance=12)', '"c": evidence_c', "c"),
    ("mine.py", 'theory = Theory("Mine"', 'print\ntheory = Theory("Mine"', "abc"),  # anything else at the top
    ("mine.py", "import math", "import cmath", ""),  # used by none
    ("mine.py", "TABLE, os", "eval('1'), os", "c"),
    ("symbols.py", '"a length"', '"one length"', "ab"),
    ("symbols.py", '"a third")', '"a third", assumptions=POSITIVE)', "c"),  # an assumption
    ("symbols.py", '{"positive": True}', '{"negative": True}', "ab"),
    ("symbols.py", '"in no entry"', '"in none"', ""),
    ("symbols.py", 'Quantity("z"', 'Quantity("w", "w", "new"),\n    Quantity("z"', ""),
    ("helper.py", "FACTOR = 2", "FACTOR = 3", "a"),  # through a default argument
    ("helper.py", "n + len", "2 * n + len", "a"),  # a helper of a helper
    ("helper.py", "UNUSED = 7", "UNUSED = 8", ""),
    ("helper.py", "def unused(n):\n    return n", "def unused(n):\n    return 0", ""),
    ("helper.py", "def registered(n):\n    return n", "def registered(n):\n    return -n", "a"),
    ("helper.py", "n: int):\n    return n + 1", "n: int):\n    return n + 2", "a"),  # registered with it
    ("helper.py", "return 5", "return 6", "a"),  # kept in another module's table
    ("helper.py", "import store", "import store\nstore.KEPT = [1]", "abc"),  # may change anything
    ("helper.py", "UNUSED = 7", "UNUSED = store.keep(print)", "abc"),  # a call for its effect
    ("helper.py", "UNUSED = 7", "from shapes import *", ""),
    ("store.py", "KEPT = []", "KEPT = [0]", "a"),
    ("store.py", "return function", "return (function)", "a"),  # a decorator
    ("shapes.py", "self.side() * 2", "self.side() * 3", "ac"),  # a method of a base; getattr of the module
    ("shapes.py", "self.radius * self.RATIO", "self.radius", "ac"),
    ("shapes.py", "RATIO = 3", "RATIO = 4", "ac"),
    ("shapes.py", "UNIT = 1", "UNIT = 2", "c"),
    ("shapes.py", "class Square(Shape):\n    pass", "class Square(Shape):\n    N = 1", "ac"),  # a subclass
    ("stars.py", "n + below(n)", "n - below(n)", "a"),  # a star import
    ("stars.py", "def other(n):\n    return n", "def other(n):\n    return 0", ""),
    ("stars.py", "def total(n)", "def below(n): return 3\n\n\ndef total(n)", "a"),
    ("inner_star.py", "def below(n):\n    return n", "def below(n):\n    return 0", "a"),
    ("inner_star.py", "def beside(n):\n    return n", "def beside(n):\n    return 0", ""),
    ("kinds/parts/inner.py", "HALF = 2", "HALF = 3", "b"),
    ("kinds/parts/inner.py", "n / 3", "n / 4", ""),
    ("kinds/parts/__init__.py", "from . import inner\n", "from . import inner\ninner.HALF = 9\n", "abc"),
    ("late.py", "299792458", "299792459", "c"),  # imported in a function
    ("late.py", "    not_there = None", "    not_there = 0", "c"),
    ("late.py", '"h": 6', '"h": 7', "c"),
    ("not_there.py", "", "VALUE = 1\n", "c"),  # a module that was not there before
)  # fmt: skip


def loaded(folder: Path) -> Theory:
    """The theory as it is written now, by a new import of all its modules."""
    names = {Path(name).parts[0].removesuffix(".py") for name in FILES} | {"not_there"}
    for name in list(sys.modules):
        if name.partition(".")[0] in names:
            del sys.modules[name]
    return load(folder / "mine.py")


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def prints(folder: Path) -> dict[str, str]:
    found = Fingerprints(loaded(folder), "", PRIVATE)
    return {id: found.of(id, 30) for id in "abc"}


@pytest.mark.slow
def test_an_edit_reaches_the_entries_that_rest_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    written(tmp_path, FILES)
    before = prints(tmp_path)
    assert prints(tmp_path) == before
    wrong = []
    for file, old, new, expected in EDITS:
        text = FILES.get(file, "")
        assert old in text, (file, old)
        written(tmp_path, {file: text.replace(old, new, 1)})
        after = prints(tmp_path)
        again = "".join(id for id in "abc" if after[id] != before[id])
        if again != expected:
            wrong.append((file, old, new, again, expected))
        if file in FILES:
            written(tmp_path, {file: text})
        else:
            (tmp_path / file).unlink()
    assert not wrong
    assert prints(tmp_path) == before
    monkeypatch.setenv("LOOKED_AT", "1")
    assert [id for id, print in prints(tmp_path).items() if print != before[id]] == ["c"]


def test_what_is_carried_and_cannot_be_told_apart_makes_everything_count(tmp_path: Path) -> None:
    text = TINY.replace("theory = Theory", "IDLE = 1\nodd = of(iter)\ntheory = Theory").replace(
        '"square": of(lambda a, b: (a + b) * (a + b))', '"square": of(iter([]))'
    )
    changed = []
    for idle in ("1", "2"):
        (tmp_path / "t.py").write_text(text.replace("IDLE = 1", f"IDLE = {idle}"))
        found = Fingerprints(load(tmp_path / "t.py"), "", PRIVATE)
        changed.append([found.of(id, 30) for id in ("square", "difference")])
    assert changed[0][0] != changed[1][0] and changed[0][1] == changed[1][1]


@pytest.mark.quick(0)
def test_the_surroundings_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("OPENBLAS_CORETYPE", "OMP_NUM_THREADS", "PYTHONHASHSEED"):  # as they may be here
        monkeypatch.delenv(name, raising=False)
    written(
        tmp_path,
        {"somelib/__init__.py": "", "somelib/deep/code.py": "1\n", "somelib.libs/x.so": "1"},
    )
    before, whole = surroundings.libraries({"somelib"}), surroundings.parts()
    for name in ("somelib/deep/code.py", "somelib.libs/x.so", "somelib/deep/new.so"):
        written(tmp_path, {name: f"# {name}"})
        after = surroundings.libraries({"somelib"})
        assert after != before
        before = after
    assert surroundings.parts() == whole
    for name, value in (
        ("OPENBLAS_CORETYPE", "Haswell"),
        ("OMP_NUM_THREADS", "7"),
        ("PYTHONHASHSEED", "5"),
    ):
        monkeypatch.setenv(name, value)
        assert surroundings.parts()["environment"] != whole["environment"]
        monkeypatch.delenv(name)
    for name, place in (("_processor", "processor"), ("_blas", "BLAS"), ("versions", "versions")):
        with monkeypatch.context() as patch:
            patch.setattr(surroundings, name, lambda: "another")
            differing = {k for k, v in surroundings.parts().items() if v != whole[k]}
            assert differing == {place} and surroundings.common() != ""
    assert "flags" in whole["processor"] or not Path("/proc/cpuinfo").exists()


class Run:
    """A tiny theory in a folder, checked as the command does it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cache = folder, folder / "cache"
        self.file = folder / "t.py"
        self.write(TINY)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")
        os.utime(self.file)
        time.sleep(0.06)  # the file is older than the next check

    def check(self, **options: bool) -> Memory:
        mutants = options.get("mutants", False)
        started = time.time()
        with watching() as reads:
            memory = Memory(
                load(self.file), 15, started, reads, values=options.get("values", True), home=PRIVATE,
                folder=self.cache,
            )  # fmt: skip
            self.ledger = check_theory(memory.theory, None, 15, None, mutants, memory)
        return memory

    def kept(self, **options: bool) -> list[str]:
        return self.check(**options).kept

    def files(self) -> list[Path]:
        return sorted(self.cache.glob("*.json"))


BOTH = ["square", "difference"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.mark.quick(0)
def test_a_row_is_kept_and_says_the_same(run: Run) -> None:
    assert run.kept() == []
    judged = json.dumps(run.ledger.as_data(), sort_keys=False)
    assert run.kept() == BOTH
    assert json.dumps(run.ledger.as_data(), sort_keys=False) == judged
    assert run.ledger.outcome == 0 and all(j.derived is None for j in run.ledger.entries)
    run.write(TINY.replace("a * a - b * b", "b * b - a * a"))  # the evidence refutes now
    assert run.kept() == ["square"] and run.ledger.outcome == 1
    assert run.kept() == BOTH and run.ledger.outcome == 1
    run.write(TINY)
    assert run.kept() == BOTH and run.ledger.outcome == 0


@pytest.mark.slow
def test_a_row_without_values_serves_those_who_want_none(run: Run) -> None:
    assert run.kept() == []
    full = run.ledger.as_data()
    assert run.kept(values=False) == BOTH  # what has more serves, too
    for file in run.files():
        file.unlink()
    assert run.kept(values=False) == []
    assert run.kept(values=False) == BOTH
    assert run.kept() == []
    assert run.kept() == BOTH and run.ledger.as_data() == full
    assert full["entries"][0]["values"][0]["value"] is not None


def test_what_goes_wrong_in_the_memory_does_no_harm(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> str:
        raise KeyError("what nobody thought of")

    monkeypatch.setattr(Fingerprints, "of", fails)
    memory = run.check()
    assert "nobody thought of" in memory.trouble and run.ledger.outcome == 0 and not run.files()


@pytest.mark.slow
def test_two_processes_and_one_that_is_killed_leave_whole_files(run: Run) -> None:
    program = (
        "import sys; from softpot.reports.cli import main; "
        "main(['check', '--changed', '--digits', '15', '--theory', sys.argv[1]])"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(run.cache)}
    command = [sys.executable, "-c", program, str(run.file)]

    def started() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)

    several = [started() for _ in range(3)]
    several[0].kill()
    said = [process.communicate()[0] for process in several]
    assert [process.returncode for process in several[1:]] == [0, 0] and b"statements" in said[1]
    last = started()
    assert last.communicate()[0].count(b"unchanged") == 3 and last.returncode == 0


@pytest.mark.slow
def test_mutants_have_rows_of_their_own(run: Run) -> None:
    run.check()
    assert run.kept(mutants=True) == []
    fed = run.ledger.as_data()
    assert run.kept(mutants=True) == BOTH and run.ledger.as_data() == fed
    assert run.kept() == BOTH and "mutants" not in run.ledger.as_data()["entries"][0]


@pytest.mark.quick(0)
def test_what_was_not_had_is_tried_again(run: Run) -> None:
    run.write(TINY.replace("a * a - b * b", "a / 0"))
    for _ in range(2):
        assert "difference" not in run.kept()
        assert run.ledger.outcome == 3


@pytest.mark.slow
def test_a_file_that_is_not_whole_is_no_row(run: Run) -> None:
    run.check()
    whole = {file: file.read_bytes() for file in run.files()}
    other = list(reversed(whole))
    for spoil in (
        lambda file, data: data[: len(data) // 2],
        lambda file, data: b"",
        lambda file, data: data.replace(b'"supports": true', b'"supports": null'),
        lambda file, data: b"\xff" * 99,
        lambda file, data: b"null",
        lambda file, data: whole[other[list(whole).index(file)]],  # the row of another entry
    ):
        for file, data in whole.items():
            file.write_bytes(spoil(file, data))
        assert run.kept() == []
        assert {file: file.read_bytes() for file in run.files()} == whole
    for file in run.files():
        file.unlink()
        file.mkdir()
    memory = run.check()
    assert memory.kept == [] and memory.trouble and run.ledger.outcome == 0


@pytest.mark.slow
def test_a_place_that_takes_no_files_is_told_and_does_no_harm(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.cache.write_text("a file where a folder is wanted")
    assert run.check().trouble and run.ledger.outcome == 0
    run.cache.unlink()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        memory = run.check()
        assert "No space left" in memory.trouble and not list(run.cache.iterdir())
    assert run.kept() == [] and run.kept() == BOTH


@pytest.mark.quick(0)
def test_what_changes_while_it_is_judged_is_not_kept(run: Run) -> None:
    text = TINY.replace("POINTS = ", "import os as system\nPOINTS = ").replace(
        "    f = compiled(", "    system.utime(__file__)\n        f = compiled(", 1
    )
    run.write(text)
    assert run.kept() == [] and run.files() == []


def test_a_compiled_file_is_that_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "m.py"
    source.write_text("A = 1\n")
    assert is_compiled_from(str(source))
    py_compile.compile(str(source))
    assert is_compiled_from(str(source))
    stamp = source.stat().st_mtime_ns
    source.write_text(
        "A = 2\n"
    )  # within the same second, as many characters: Python goes on with A = 1
    os.utime(source, ns=(stamp, stamp))
    assert not is_compiled_from(str(source))
    source.write_text("A = 20\n")
    assert is_compiled_from(str(source))


@pytest.mark.quick(0)
def test_a_module_that_was_loaded_before_its_change_is_not_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = run.folder / "a_helper_of_this_test.py"
    helper.write_text("N = 1\n")
    run.write(TINY.replace("POINTS = ", "import a_helper_of_this_test\nPOINTS = "))
    begun = time.time()
    load(run.file)
    before = frozenset(sys.modules)
    monkeypatch.delitem(sys.modules, helper.stem, raising=False)
    monkeypatch.syspath_prepend(run.folder)
    for change, kept in ((False, True), (True, False)):
        if change:
            helper.write_text("N = 2\n")
            time.sleep(0.06)
        memory = Memory(
            load(run.file), 15, time.time(), Reads(), begun, before, home=PRIVATE, folder=run.cache
        )
        assert memory._settled is kept


@pytest.mark.quick(0)
def test_files_that_evidence_reads_count(run: Run) -> None:
    data = run.folder / "data.txt"
    data.write_text("1")
    os.utime(data)
    read = TINY.replace(
        "    f = compiled(",
        "    open(__file__[:-4] + 'data.txt').close()\n        f = compiled(",
        1,
    )
    run.write(read.replace("        open", "        open"))
    run.check()
    assert run.kept() == BOTH
    data.write_text("2")
    time.sleep(0.06)
    assert run.kept() == [] and run.kept() == BOTH
    data.unlink()  # evidence fails without it
    assert run.kept() == [] and run.ledger.outcome == 3


@pytest.mark.quick(0)
@pytest.mark.parametrize(
    "line",
    [
        "import subprocess; subprocess.run(['true'])",
        "import socket; s = socket.socket(socket.AF_UNIX); s.connect_ex('/x'); s.close()",
    ],
)
def test_what_comes_from_elsewhere_is_judged_every_time(run: Run, line: str) -> None:
    run.write(TINY.replace("    f = compiled(", f"    {line}\n        f = compiled(", 1))
    run.check()
    assert run.files() == [] and run.kept() == []


def test_folders_that_are_listed_count(tmp_path: Path) -> None:
    with watching() as reads:
        list(tmp_path.glob("*.txt"))
        os.listdir(tmp_path)
        (tmp_path / "new").write_text("")
        (tmp_path / "new").read_text()
    assert str(tmp_path) in reads.folders and not reads.files and not reads.elsewhere
    assert isinstance(reads, Reads)
