"""The command on random and hostile arguments: never a traceback, never a hang, never a wrong exit code.

What takes long (a check, a report, high-precision levels) is replaced by something quick that has the same
shape, so that thousands of argument lists go through the same parsing, refusing, writing and printing.
"""

from __future__ import annotations

import os
import random
import signal
import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from softpot import numerics
from softpot.derive.machinery.theory import Theory
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.exact import exact
from softpot.numerics.machinery.ledger import Ledger
from softpot.numerics.spectrum import Level
from softpot.numerics.statistics import Curve, Distribution, Glass
from softpot.numerics.statistics.model.arguments import energies, temperatures, transition_of
from softpot.reports.cli import judging, main, reporting, showing
from softpot.reports.cli.loading import load
from softpot.reports.machinery.files import write_set
from softpot.reports.machinery.report import Written

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny_theory.py"
MATERIAL = (ROOT / "examples" / "vitreous_silica.toml").read_bytes()
CODES = {0, 1, 2, 3, 130}
SECONDS = 20

NUMBERS = (
    "0", "1", "-1", "-5.125", "1e-3", "-41/8", "1/0", "0/0", "-0", "+1", "--1", "1e5", "1e4000", "1e-4000",
    "1e999999999", "9" * 400, "0." + "3" * 400, "9" * 5000, "nan", "-nan", "inf", "-Infinity", "1e", ".", "1.",
    ".5", "1_000", "0x10", "١٢", "½", "1,5", "−3", "1+2j", "1e1000000000000", "1/3/5", "1/-3", " 7 ", "7\n",
    "200", "201", "60", "61", "2147483648", "18446744073709551616", "True", "1" * 18, "1" * 19, "٣/٧", "\x1c5",
)  # fmt: skip
STRINGS = (
    "", " ", "\t", "\n", "-", "--", "---", "-x", "--x", "-h5", "--help=1", "=", "--digits=", "--json=",
    "--theory==", "η′", "😀", "\u202e", "\ufeff", "\x1b[31m", "\x07", "a\nb", "\r", "$(true)", "`true`", ";true",
    "%s%n", "{0}", "{}", "%", "../..", ".", "..", "*", "?", "a" * 300, "a" * 70_000, "\udcff", "x\udc80y",
    "\ud800", "\x00", "a\x00b", "'", '"', "\\", "<script>", "&amp;", "jacobian", "square", "SQUARE", "square ",
    "difference", "__import__('os')", "None", "tex", "html", "tex,html", "tex,,html", "TEX", "pdf,ps", ",",
)  # fmt: skip
OPTIONS = {
    "derive": ("--list", "--format", "--theory", "--help"),
    "check": ("--digits", "--json", "--junit", "--baseline", "--mutants", "--theory", "-h"),
    "levels": ("--alpha", "--beta", "--count", "--digits", "--format"),
    "report": ("--out", "--formats", "--digits", "--theory"),
    "heat": ("--p0", "--delta-eta", "--delta-t", "--eta-l", "--alpha-max", "--smallest-splitting", "--eta-max",
             "--origin", "--material", "--e-d", "--t-min", "--t-max", "--points", "--format"),
    "dos": ("--p0", "--alpha-max", "--eta-max", "--material", "--transition", "--e-min", "--e-max", "--points",
            "--format"),
}  # fmt: skip
NEEDED = {
    "levels": ("--alpha=0", "--beta=0"),
    "heat": ("--p0=constant", "--alpha-max=10", "--t-min=0.01", "--t-max=1"),
    "dos": ("--p0=exponential", "--e-min=0.01", "--e-max=1"),
}
FILES = ("--theory", "--json", "--junit", "--baseline", "--out", "--material")
WORDS = {
    "--format": ("text", "latex", "table", "json", "csv", "jsn"),
    "--formats": ("tex", "html,tex"),
    "--p0": ("constant", "exponential", "flat", "Constant", "const"),
    "--origin": ("barrier-top", "deepest-minimum", "top"),
    "--transition": (
        "1,2",
        "1,5",
        "1, 3",
        "2,3",
        "1,6",
        "1,1",
        "0,1",
        "-1,2",
        "1;2",
        "1,2,3",
        "1,",
        "99999999999,2",
    ),
}
COUNT = 2000


@pytest.fixture(scope="module")
def tiny() -> Theory:
    return load(TINY)


@pytest.fixture(scope="module")
def ledger(tiny: Theory) -> Ledger:
    return check_theory(tiny, digits=15)


@pytest.fixture
def quick(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny: Theory, ledger: Ledger
) -> Iterator[Path]:
    """A folder of its own with files of all kinds in it, and nothing that takes long."""

    def judged(theory: Theory, ids: Sequence[str], *rest: object, **more: object) -> Ledger:
        assert isinstance(theory, Theory)
        return ledger

    def write_report(
        ledger: Ledger, folder: Path, formats: Sequence[str], progress: object
    ) -> Written:
        files = {f"report.{f}": b"softpot report" for f in formats}
        write_set(folder, files)
        return Written(folder, tuple(files), (), False, "")

    (level,) = numerics.levels(0, 0, 1, digits=15)

    def levels(alpha: str, beta: str, count: int, **more: object) -> tuple[Level, ...]:
        numerics.spectrum.potential.admitted.exact_parameters(alpha, beta)
        return (level,) * count

    def theory_from(file: str | None, *, numbers: bool = True) -> Theory:
        return tiny if file is None else load(Path(file))

    def specific_heat(temperature: object, glass: Glass | Distribution) -> Curve:
        T = temperatures(temperature)
        return Curve(T, T**3, 1e-9 * T**3, f"k_B {glass.unit}", "w/k_B")

    def density_of_states(
        energy: object, glass: Glass | Distribution, transition: object = (1, 2)
    ) -> Curve:
        transition_of(transition)
        E = energies(energy)
        return Curve(E, E, 1e-9 * E, f"{glass.unit}/w", "w")

    def nothing(*given: object, **more: object) -> None:
        return None

    monkeypatch.setattr(numerics.statistics, "specific_heat", specific_heat)
    monkeypatch.setattr(numerics.statistics, "density_of_states", density_of_states)
    monkeypatch.setattr(
        numerics.statistics.material.material, "density_of_states", density_of_states
    )
    monkeypatch.setattr(numerics.statistics, "minimum_of_heat", nothing)
    monkeypatch.setattr(numerics.statistics, "maximum_of_heat", nothing)
    monkeypatch.setattr(judging, "judged", judged)
    monkeypatch.setattr(reporting, "judged", judged)
    monkeypatch.setattr(reporting, "write_report", write_report)
    monkeypatch.setattr(numerics.spectrum, "levels", levels)
    for module in (judging, reporting, showing):
        monkeypatch.setattr(module, "theory_from", theory_from)
    monkeypatch.chdir(tmp_path)
    places(tmp_path)
    yield tmp_path


def places(folder: Path) -> tuple[str, ...]:
    """Hostile names of files and folders, made where the system allows; none lies outside of the folder."""
    good = TINY.read_bytes()
    files: dict[str, bytes] = {
        "good.py": good, " a b .py": good, "new\nline.py": good, "-dash.py": good, "--theory.py": good,
        "ηθ😀.py": good, "x\udcff.py": good, "no-suffix": good, "two.dots.py": good, "derive.py": good,
        "empty.py": b"", "latin.py": b"# caf\xe9\ntheory = 1\n", "null.py": b"x = 1\0\n",
        "bom.py": b"\xef\xbb\xbf" + good,
        "deep.py": b"x = " + b"(" * 5000,
        "raises.py": b"raise ValueError('a\\nb')\n", "exits.py": b"exit('bye')\n",
        "odd.py": b"class X(BaseException): ...\nraise X\n", "quiet.py": b"raise KeyError\n",
        "recurses.py": b"def f(): f()\nf()\n", "garbage.json": b"{", "report.tex": b"my thesis",
        "good.toml": MATERIAL, "half.toml": MATERIAL[:40], "binary.toml": bytes(range(256)),
        "typo.toml": MATERIAL + b"densty = 1\n", "deep.toml": b"x = " + b"[" * 9000, "long.toml": b"#" * 200_000,
        "ledger.json": b'{"schema": 1, "entries": []}', "surrogate.py": b"raise ValueError('\\ud800')\n",
    }  # fmt: skip
    for name, content in files.items():
        path = folder / name
        if not path.exists():
            path.write_bytes(content)
    (folder / "folder.py").mkdir(exist_ok=True)
    (folder / "sub").mkdir(exist_ok=True)
    for name, target in (("loop", "loop"), ("dangling", "nowhere"), ("link.py", "good.py")):
        if not os.path.lexists(folder / name):
            (folder / name).symlink_to(target)
    inside = ("folder.py", "sub", "sub/", "loop", "dangling", "link.py", "sub/new.json", "no/such/place",
              "good.py/below", "./good.py", "sub/../good.py", "/dev/null", "/dev/null/x",
              "n" * 255, "n" * 256)  # fmt: skip
    return (*files, *inside)


def arguments(choose: random.Random, names: Sequence[str]) -> list[str]:
    """One random argument list; most begin like a sensible one and then go wrong."""
    command = choose.choice([*OPTIONS] * 6 + ["", "nonsense", "--version", "--help", "-h"])
    given = [command] if command or choose.random() < 0.5 else []
    if command == "levels" and choose.random() < 0.7:
        given += ["--alpha", choose.choice(NUMBERS), "--beta", choose.choice(NUMBERS)]
    elif command in NEEDED and choose.random() < 0.8:
        given += NEEDED[command]
    for _ in range(choose.randint(0, 5)):
        option = choose.choice(OPTIONS.get(command, ("--x",)) if choose.random() < 0.9
                               else [o for all_ in OPTIONS.values() for o in all_])  # fmt: skip
        value = choose.choice(_values(choose, option, names))
        form = choose.random()
        if form < 0.6:
            given += [option, value]
        elif form < 0.75:
            given += [f"{option}={value}"]
        elif form < 0.9:
            given += [value]
        else:
            given += [option]
    if choose.random() < 0.1:
        choose.shuffle(given)
    return given


def _values(choose: random.Random, option: str, names: Sequence[str]) -> Sequence[str]:
    if choose.random() < 0.25:
        return (noise(choose),)
    if option in FILES and choose.random() < 0.8:
        return names
    if option not in WORDS and option not in FILES and choose.random() < 0.8:
        return NUMBERS
    return (*WORDS.get(option, ()), *STRINGS)


def noise(choose: random.Random) -> str:
    """Random characters of all planes, controls and digits; no '/', so that a name stays in its folder."""
    kinds = (
        string.printable.replace("/", ""),
        "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f\u2028\u200b\u0301",
        "".join(chr(choose.randrange(0x20, 0xD800)) for _ in range(8)),
        "".join(chr(choose.randrange(0x10000, 0x110000)) for _ in range(4)),
        string.digits + "+-.eE",
    )
    text = "".join(choose.choice(choose.choice(kinds)) for _ in range(choose.randint(0, 12)))
    return text.replace("/", "_")


@contextmanager
def limited(seconds: int, what: object) -> Iterator[None]:
    """An alarm that ends a hang with the argument list that hangs."""

    def ring(number: int, frame: object) -> None:
        raise TimeoutError(f"longer than {seconds} s: {what!r:.500}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def survive(args: Sequence[str]) -> int:
    """Run one list; the exit code, when all is as promised."""
    with limited(SECONDS, args):
        result = CliRunner().invoke(main, list(args), prog_name="softpot")
    shown = f"{args!r:.600}"
    assert result.exception is None or isinstance(result.exception, SystemExit), (
        f"{shown} raised {result.exception!r:.600}"
    )
    assert result.exit_code in CODES, shown
    assert "Traceback" not in result.output, shown
    if result.exit_code == 2 and args:
        assert result.stderr.startswith("softpot: "), shown
        assert result.stderr.count("\n") == 1, f"{shown} says {result.stderr[:400]!r}"
    return result.exit_code


def many(seed: int, count: int, names: Sequence[str]) -> None:
    choose = random.Random(seed)
    codes = [survive(arguments(choose, names)) for _ in range(count)]
    assert codes.count(0) > count / 50 and codes.count(2) > count / 4, "the lists are all alike"


@pytest.mark.slow
def test_random_argument_lists(quick: Path) -> None:
    before = outside()
    many(1, COUNT, places(quick))
    assert outside() == before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 7))
def test_more_random_argument_lists(quick: Path, seed: int) -> None:
    many(seed, COUNT, places(quick))


def outside() -> tuple[object, ...]:
    """What the commands must not have touched: the working tree and the null device."""
    device = os.stat("/dev/null")
    return device.st_mode, device.st_rdev, sorted(os.listdir(ROOT)), sorted(os.listdir("/dev"))


@pytest.mark.slow
@pytest.mark.parametrize("command", [("check",), ("derive",), ("report", "--formats", "html")])
def test_every_hostile_theory_name(quick: Path, command: tuple[str, ...]) -> None:
    for name in places(quick):
        out = ("--out", "out") if command[0] == "report" else ()
        code = survive((*command, *out, "--theory", name))
        path = quick / name
        good = len(name) < 256 and path.is_file() and TINY.read_bytes() in path.read_bytes()
        assert code in ((0,) if good and name.endswith(".py") else (1, 2)), name


@pytest.mark.slow
def test_every_hostile_name_of_a_file_to_write(quick: Path) -> None:
    for name in places(quick):
        for option in ("--json", "--junit"):
            code = survive(("check", f"{option}={name}"))
            assert code in (0, 2), name
            if code == 0 and name != "/dev/null":
                assert (quick / name).read_bytes().startswith((b"{", b"<?xml")), name
        places(quick)
    assert os.stat("/dev/null").st_rdev == os.makedev(1, 3)
    assert not list(quick.rglob(".softpot-*"))


def test_every_hostile_name_of_a_folder(quick: Path) -> None:
    for name in places(quick):
        assert survive(("report", f"--out={name}", "--formats=html")) in (0, 2), name
    assert not list(quick.rglob(".softpot-*"))


@pytest.mark.quick(7)
@pytest.mark.parametrize("text", [*NUMBERS, *STRINGS], ids=lambda v: ascii(v)[:20])
def test_every_hostile_number(quick: Path, text: str) -> None:
    for option in ("--alpha", "--beta", "--count", "--digits"):
        known = {"--alpha": "0", "--beta": "0", "--count": "1", "--digits": "15"} | {option: text}
        assert survive(["levels", *(f"{k}={v}" for k, v in known.items())]) in (0, 2)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["heat", "dos"])
@pytest.mark.parametrize("text", [*NUMBERS, *STRINGS], ids=lambda v: ascii(v)[:20])
def test_every_hostile_number_of_the_statistics(quick: Path, command: str, text: str) -> None:
    for option in OPTIONS[command]:
        if option not in FILES and option not in ("--smallest-splitting", "--delta-eta"):
            assert survive([command, *NEEDED[command], f"{option}={text}"]) in (0, 2)
    few = [o for o in NEEDED["heat"] if "alpha" not in o]
    assert survive(["heat", *few, f"--smallest-splitting={text}"]) in (0, 2)
    assert survive(["dos", *NEEDED["dos"], f"--delta-eta={text}"]) in (0, 2)


def test_every_hostile_name_of_a_material(quick: Path) -> None:
    for name in places(quick):
        for command in ("heat", "dos"):
            code = survive([command, *NEEDED[command], "--points=2", f"--material={name}"])
            assert code == (0 if name == "good.toml" else 2), name


@pytest.mark.slow
@pytest.mark.parametrize(
    "args",
    [
        ("0", "0", "60", "200"),
        ("-60", "0", "60", "200"),
        ("-60", "1e-30", "10", "200"),
        ("50", "-15", "60", "100"),
        ("1e-4000", "-1e-4000", "60", "200"),
        ("-41/8", "0." + "3" * 3000, "10", "200"),
        ("10000", "200", "5", "200"),
        ("-12.5", "1/" + "7" * 3000, "20", "100"),
    ],
    ids=lambda v: " ".join(x[:12] for x in v),
)
def test_the_hardest_levels_take_less_than_a_minute(args: tuple[str, ...]) -> None:
    options = zip(("--alpha", "--beta", "--count", "--digits"), args, strict=True)
    with limited(60, args):
        result = CliRunner().invoke(main, ["levels", *(f"{k}={v}" for k, v in options)])
    assert result.exit_code in (0, 2, 3), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_numbers_that_are_accepted_are_read_exactly() -> None:
    assert exact("1e-4000", "x").numerator == 1  # so that the list above holds one that is accepted


# In processes of their own: what a shell can do to a command, and an in-process call cannot show

PROGRAM = [sys.executable, "-P", "-c", "from softpot.reports.cli import main; main()"]
FEW = (
    (b"check", b"--theory", b"x\xff.py"),
    (b"check", b"\xff\xfe", b"--theory", b"good.py"),
    (b"report", b"--theory", b"good.py", b"--out", b"o\xff", b"--formats", b"html"),
    (b"derive", b"--theory", b"no\xff.py"),
    (b"levels", b"--alpha", b"-5.125", b"--beta", b"nan"),
    (b"check", b"--baseline", b"/dev/zero", b"--theory", b"good.py"),
    (b"check", b"a" * 100_000, b"--theory", b"good.py"),
    (b"heat", b"--p0", b"constant", b"--t-min", b"0.1", b"--t-max", b"1"),
    (b"dos", b"--p0=flat", b"--e-min=1", b"--e-max=2", b"--material", b"x\xff.toml"),
    (b"--digits=-1",),
)
MORE = (
    (b"check", b"--theory", b"-dash.py"),
    (b"check", b"--theory=--theory.py"),
    (b"check", b"--theory", b"new\nline.py"),
    (b"check", b"--theory", "ηθ😀.py".encode()),
    (b"check", b"--theory", b" a b .py", b"--json", b" l .json"),
    (b"check", b"--theory", b"derive.py"),
    (b"check", b"--theory", b"/dev/null"),
    (b"check", b"--theory", b"good.py", b"--json", b"/dev/null"),
    (b"check", b"--theory", b"good.py", b"--json", b"/dev/stdout"),
    (b"check", b"--theory", b"good.py", b"--json", b"/dev/full"),
    (b"check", b"--theory", b"good.py", b"--junit", b"j\xff.xml"),
    (b"check", b"--theory", b"folder.py"),
    (b"check", b"--theory", b"latin.py"),
    (b"check", b"--theory", b"null.py"),
    (b"check", b"--theory", b"deep.py"),
    (b"check", b"--theory", b"odd.py"),
    (b"check", b"--theory", b"recurses.py"),
    (b"check", b"--theory", b"surrogate.py"),
    (b"check", b"--theory", b"loop"),
    (b"derive", b"--theory", b"good.py", b"--format", b"latex"),
    (b"derive", b"--", b"--help", b"--theory", b"good.py"),
    (b"levels", b"--alpha", b"9" * 5000, b"--beta", b"0"),
    (b"levels", b"--alpha", b"1e99999999", b"--beta", b"0"),
    (b"report", b"--out", b"/dev/null", b"--theory", b"good.py"),
    (b"report", b"--out", b"", b"--theory", b"good.py", b"--formats", b"html"),
    (b"",),
    (),
)  # fmt: skip


def process(
    folder: Path, args: Sequence[bytes], **locale: str
) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    }
    environment |= {"LC_ALL": "C.UTF-8"} | locale
    result = subprocess.run([*PROGRAM, *args], cwd=folder, env=environment, capture_output=True,
                            stdin=subprocess.DEVNULL, timeout=60, check=False)  # fmt: skip
    assert result.returncode in CODES, (args, result.stderr[-600:])
    assert b"Traceback" not in result.stderr + result.stdout, (args, result.stderr[-900:])
    return result


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["C.UTF-8", "POSIX"])
def test_in_processes(tmp_path: Path, locale: str) -> None:
    places(tmp_path)
    coercion, lists = {}, (*FEW, *MORE[::5])
    if locale == "POSIX":  # where only what is not ASCII can make a difference
        coercion = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
        lists = tuple(args for args in (*FEW, *MORE) if not b"".join(args).isascii())
        assert len(lists) > 4
    for args in lists:
        process(tmp_path, args, LC_ALL=locale, **coercion)


@pytest.mark.quick(2)
@pytest.mark.parametrize(
    ("redirected", "code"),
    [(">&-", 0), (">/dev/full", 1), ("2>&- >/dev/null", 0), ("<&-", 0)],
)  # fmt: skip
def test_closed_and_full_outputs(tmp_path: Path, redirected: str, code: int) -> None:
    """Standard streams that are closed, and a disk without space."""
    if "full" in redirected and not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    said = tmp_path / "said"
    command = f'"$0" -P -c "from softpot.reports.cli import main; main()" --version {redirected}'
    with said.open("wb") as errors:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        found = subprocess.run(["sh", "-c", command, sys.executable], env=environment, stderr=errors,
                               stdout=subprocess.DEVNULL, timeout=60, check=False)  # fmt: skip
    text = said.read_text(encoding="utf-8")
    assert found.returncode == code, text
    assert text == ("" if code == 0 else "softpot: No space left on device\n")
