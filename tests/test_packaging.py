"""What is built, installed and unpacked: one name in site-packages, the same objects everywhere, nobody else's
modules in the way.

Each environment is a bare one whose own folder comes first; the libraries that softpot needs are reached in the
environment that runs these tests, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("derive", "numerics", "reports")
TINY = ROOT / "tests" / "tiny_theory.py"
BARE = {
    k: v
    for k, v in os.environ.items()
    if not k.startswith(("PYTHON", "PYTEST_", "PIP_")) and k != "VIRTUAL_ENV"
}


def said(
    command: list[str | Path], folder: Path, *, code: int = 0, path: str | None = None, **more: str
) -> str:
    """What a command prints in a folder, which has to end with the given code; as a user has it, not as the tests."""
    environment = BARE | {"COLUMNS": "200", "PY_COLORS": "0", "OPENBLAS_NUM_THREADS": "1"} | more
    if path is not None:
        environment["PYTHONPATH"] = path
    result = subprocess.run(
        [str(c) for c in command], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    output = result.stdout + result.stderr
    assert result.returncode == code, f"{command}: {result.returncode}\n{output}"
    return output


def copied(folder: Path) -> Path:
    """The tree as a clone has it, with its links."""
    left_out = shutil.ignore_patterns(
        ".*", "__pycache__", "softpot-report", "build", "dist", "*.egg-info"
    )
    target = folder / "tree"
    shutil.copytree(ROOT, target, symlinks=True, ignore=left_out)
    shutil.copy(ROOT / ".gitignore", target)
    return target


def zipped(tree: Path, archive: Path) -> Path:
    """A zip of the tree with links as git writes them; most programs unpack these as files that hold a path."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(tree.rglob("*")):
            name = f"softpot-main/{path.relative_to(tree).as_posix()}"
            if path.is_symlink():
                link = zipfile.ZipInfo(name)
                link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
                out.writestr(link, os.readlink(path))
            elif path.is_file():
                out.write(path, name)
    return archive


class Environment:
    """An empty environment that reaches the libraries of the running one behind its own."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        self.scripts = folder / "bin"
        self.python = self.scripts / "python"
        self.site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
        # a line of a .pth file adds a folder, and does not read the .pth files in there: no editable softpot of ours
        (self.site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
        program = "import sys\nfrom pytest import console_main\nsys.exit(console_main())\n"
        self.pytest = self.scripts / "pytest"
        self.pytest.write_text(f"#!{self.python}\n{program}")
        self.pytest.chmod(0o755)

    def install(self, *what: str | Path, levels: bool = False) -> None:
        """Install with pip: no download, no isolated environment, no C compiler but where the levels are asked for."""
        said(
            [sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--no-index", "--no-compile",
             "--no-deps", "--ignore-installed", "--no-build-isolation", "--disable-pip-version-check", *what],
            self.scripts,
            **({} if levels else {"CC": "false"}),
        )  # fmt: skip

    def new_names(self) -> set[str]:
        """What lies in its site-packages that was not there when it was made."""
        return {p.name for p in self.site.iterdir()} - {"libraries.pth"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A wheel, a source distribution and a zip of the tree, and the tree itself."""
    folder = tmp_path_factory.mktemp("built")
    tree = copied(folder)
    archive = zipped(tree, folder / "softpot-main.zip")
    said([sys.executable, "-m", "hatchling", "build", "-d", folder], tree)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist, "zip": archive, "tree": tree}


def modules(folder: Path) -> set[str]:
    """Path from the package's folder of each module and each file of data in the rooms."""
    return {
        f"{room}/{p.relative_to(folder / room).as_posix()}"
        for room in ROOMS
        for p in (folder / room).rglob("*")
        if p.is_file()
        and not p.name.startswith(".")
        and "__pycache__" not in p.parts
        and not compiled(p.as_posix())
    }


def compiled(name: str) -> bool:
    """Whether a file is the library that the build makes, which only a C compiler gives."""
    return bool(re.search(r"numerics/spectrum/native/_levels\w*\.(so|dylib)$", name))


FACE = {f"softpot/{p.name}" for p in (ROOT / "softpot").iterdir() if p.suffix in {".py", ".typed"}}
OURS = {f"softpot/{name}" for name in modules(ROOT)} | FACE


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(built):
    assert any(name.endswith("templates/report.html") for name in OURS)
    assert {"softpot/__init__.py", "softpot/py.typed"} <= FACE
    with zipfile.ZipFile(built["wheel"]) as wheel:
        names = [i.filename for i in wheel.infolist() if not i.is_dir()]
        (metadata,) = (n for n in names if n.endswith(".dist-info/METADATA"))
        page = wheel.read(metadata).decode()
    assert len(names) == len(set(names))
    assert {n for n in names if ".dist-info/" not in n and not compiled(n)} == OURS
    assert any(compiled(n) for n in names) == any(shutil.which(c) for c in ("cc", "gcc", "clang"))
    assert all(n.startswith(("softpot/", "softpot-")) for n in names)
    points = [n for n in names if n.endswith("entry_points.txt")]
    with zipfile.ZipFile(built["wheel"]) as wheel:
        targets = re.findall(r"= *([\w.]+)", wheel.read(points[0]).decode())
    assert targets and all(t.startswith("softpot.reports.") for t in targets)
    assert "Name: softpot\n" in page
    words = page.partition("\n\n")[2]
    assert "Jacobian derived" in words and "`examples/harmonic_oscillator.py`" in words
    links = re.findall(r"\]\(([^)]*)\)", words)
    assert all(re.match(r"https?://|#", link) for link in links), links


@pytest.mark.slow
def test_the_source_distribution_holds_what_its_tests_need(built):
    with tarfile.open(built["sdist"]) as archive:
        top = built["sdist"].name.removesuffix(".tar.gz") + "/"
        names = {m.name.removeprefix(top) for m in archive.getmembers() if not m.isdir()}
        assert all(m.isfile() for m in archive.getmembers() if not m.isdir())  # no links
    tree = built["tree"]
    for folder in (*ROOMS, "tests", "examples", "published", "benchmarks", "docs", "changelog.d"):
        wanted = {
            p.relative_to(tree).as_posix()
            for p in (tree / folder).rglob("*")
            if p.is_file() and "__pycache__" not in p.parts and not compiled(p.as_posix())
        }
        assert wanted and wanted <= names, sorted(wanted - names)
    assert {
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "CITATION.cff",
        "hatch_build.py",
    } <= names
    assert not any(compiled(n) for n in names)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wheel", "sdist", "zip", "tree"])
def test_an_installation_adds_one_name(built, tmp_path, kind):
    there = Environment(tmp_path / "env")
    there.install(built[kind], levels=kind == "sdist")
    there_is_a_compiler = any(map(shutil.which, ("cc", "gcc", "clang")))
    libraries = [p for p in (there.site / "softpot").rglob("*") if compiled(p.as_posix())]
    assert bool(libraries) is (kind in ("wheel", "sdist") and there_is_a_compiler)
    ours = there.new_names()
    assert {n for n in ours if not n.endswith(".dist-info")} == {"softpot"}, ours
    assert len(ours) == 2, ours
    installed = {
        f"softpot/{p.relative_to(there.site / 'softpot').as_posix()}"
        for p in (there.site / "softpot").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and not compiled(p.as_posix())
    }
    assert installed == OURS
    for name in sorted(OURS):
        in_a_room = name.removeprefix("softpot/").startswith(tuple(f"{room}/" for room in ROOMS))
        source = ROOT / (name.removeprefix("softpot/") if in_a_room else name)
        assert (there.site / name).read_bytes() == source.read_bytes(), name
    where = said(
        [there.python, "-c", "import softpot.reports.cli, softpot; print(softpot.__file__)"],
        tmp_path,
    )
    assert Path(where.strip()) == there.site / "softpot" / "__init__.py"
    if kind != "wheel":  # the other three install the same files
        return
    assert "two-wells" in said([there.scripts / "softpot", "derive", "--list"], tmp_path)
    shutil.copy(TINY, tmp_path / "t.py")
    said(
        [there.scripts / "softpot", "report", "--theory", "t.py", "--formats", "html,tex"], tmp_path
    )
    assert (tmp_path / "softpot-report" / "report.html").stat().st_size > 5000


USER = """
from softpot import numerics
from softpot.derive import Derivation, Quantity

reveal_type(numerics.levels)
reveal_type(Derivation.result)
reveal_type(Quantity)
"""


@pytest.mark.slow
def test_an_editable_installation_is_seen_by_python_editors_and_type_checkers(built, tmp_path):
    pytest.importorskip("jedi")
    pytest.importorskip("mypy")
    tree = shutil.copytree(built["tree"], tmp_path / "tree", symlinks=True)
    there = Environment(tmp_path / "env")
    there.install("--editable", tree)
    assert not (there.site / "softpot").exists()
    found = said(
        [there.python, "-c", "import softpot.derive; print(softpot.derive.__file__)"], tmp_path
    )
    assert Path(found.strip()).samefile(tree / "derive" / "__init__.py")
    for room in (*ROOMS, "tests"):
        assert "No module named" in said([there.python, "-c", f"import {room}"], tmp_path, code=1)
    with (tree / "derive" / "__init__.py").open("a") as module:
        module.write("\nWRITTEN_LATER = 1\n")
    said([there.python, "-c", "from softpot.derive import WRITTEN_LATER"], tmp_path)
    seen = said(
        [sys.executable, "-c",
         "import sys, jedi\n"
         "env = jedi.create_environment(sys.argv[1], safe=False)\n"
         "script = jedi.Script('from softpot.derive import Derivation\\nDerivation.', environment=env)\n"
         "print({c.name for c in script.complete(2, 11)})",
         tmp_path / "env"],
        tmp_path,
    )  # fmt: skip
    assert "'premise'" in seen and "'result'" in seen
    (tmp_path / "user.py").write_text(USER)
    types = said(
        [sys.executable, "-m", "mypy", "--python-executable", there.python, "--no-incremental", "user.py"],
        tmp_path,
    )  # fmt: skip
    assert "import-untyped" not in types and "import-not-found" not in types
    assert types.count("Revealed type") == 3 and 'Any"' not in types, types


SAME = """
import derive, numerics, reports
import softpot.derive, softpot.numerics, softpot.reports

assert derive.Derivation is softpot.derive.Derivation
for mine, named in ((derive, softpot.derive), (numerics, softpot.numerics), (reports, softpot.reports)):
    for name in getattr(named, "__all__", ()):
        assert getattr(mine, name) is getattr(named, name), name
print(len(derive.__all__))
"""


@pytest.mark.slow
def test_the_rooms_at_the_root_of_a_checkout_are_the_same_objects():
    assert int(said([sys.executable, "-c", SAME], ROOT)) > 30


# What the names of somebody's own modules are made of, in each of the three ways.
OWN_REPORTS = {
    "package": {"reports/__init__.py": "MINE = 1\n", "reports/table.py": "f = 1\n"},
    "module": {"reports.py": "MINE = 1\nf = 1\n"},
    "folder": {"reports/table.py": "f = 1\n"},
}
OWN_TEST = """
import derive
import numerics.grid
{reports}
import softpot.derive
import softpot.numerics
import softpot.reports

def test_mine():
    assert derive.MINE == 1 and numerics.grid.MINE == 1 and f == 1
    assert softpot.derive is not derive and softpot.numerics is not numerics
    assert softpot.derive.Derivation.__module__.startswith("softpot.")
"""
CONFIGURATION = """
[tool.pytest.ini_options]
softpot_theories = ["t.py"]
filterwarnings = ["error"]
pythonpath = ["."]
"""
NOTEBOOK = """
import sys, nbformat
from nbclient import NotebookClient

cells = [nbformat.v4.new_code_cell(source) for source in (sys.argv[1] + "\\ntest_mine()", "print(derive.__file__)")]
book = NotebookClient(nbformat.v4.new_notebook(cells=cells), timeout=120, kernel_name="python3").execute()
print(book.cells[1].outputs[0].text)
"""


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    there = Environment(tmp_path_factory.mktemp("installed") / "env")
    there.install(built["wheel"])
    return there


@pytest.mark.slow
@pytest.mark.parametrize("kind", OWN_REPORTS)
def test_modules_of_the_same_names_are_left_alone(installed, tmp_path, kind):
    """A project with its own reports, derive.py and numerics/: its tests, its checks and its notebook."""
    files = OWN_REPORTS[kind] | {"derive.py": "MINE = 1\n", "numerics/grid.py": "MINE = 1\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    mine = "from reports import f" if kind == "module" else "from reports.table import f"
    test = OWN_TEST.format(reports=mine)
    (tmp_path / "test_mine.py").write_text(test)
    shutil.copy(TINY, tmp_path / "t.py")
    (tmp_path / "pyproject.toml").write_text(CONFIGURATION)
    for command in ([installed.pytest], [installed.python, "-m", "pytest"]):
        assert "3 passed" in said([*command, "-p", "no:cacheprovider"], tmp_path)
    checked = said([installed.scripts / "softpot", "check", "--theory", "t.py"], tmp_path, path=".")
    assert "2 statements: 2 derived" in checked or "2 statements" in checked
    if kind != "package":  # a notebook finds the three as python does
        return
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    shown = said([installed.python, "-P", "-c", NOTEBOOK, test], tmp_path)
    assert str(tmp_path / "derive.py") in shown


@pytest.mark.slow
def test_a_project_with_its_own_reports_runs_without_any_theory(installed, tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "__init__.py").touch()
    (tmp_path / "test_a.py").write_text("def test_a():\n    pass\n")
    said([installed.python, "-m", "pytest", "-q"], tmp_path)
    assert "softpot, version" in said(
        [installed.scripts / "softpot", "--version"], tmp_path, path="."
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sdist", "zip"])
def test_what_lost_its_links_runs_its_own_tests(built, tmp_path, kind):
    """`pip install '.[test]' && pytest` in the unpacked folder; `python -m pytest` there finds the folder first."""
    shutil.unpack_archive(built[kind], tmp_path)
    (folder,) = (p for p in tmp_path.iterdir() if p.is_dir())
    assert not (folder / "softpot" / "derive").is_dir()
    there = Environment(tmp_path / "env")
    there.install(folder)
    some = ["-n", "0", "-p", "no:cacheprovider", "-m", "not slow", "tests/reports/test_loading.py",
            "tests/guards/test_sentences.py", "tests/derive/machinery/test_formula.py"]  # fmt: skip
    commands = [[there.python, "-m", "pytest"], [there.pytest]]
    for command in commands if kind == "zip" else commands[:1]:  # the other one is .ci/run's
        assert " passed" in said([*command, *some], folder)
