"""The house keeps its own rules: which package imports which, where symbols are made, what is never called."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from softpot import numerics
from softpot.derive import PrintedVerdict, Verdict
from softpot.derive.theory import SOFT_POTENTIAL as SYMBOLS_ALONE

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
PACKAGES = ("derive", "numerics", "reports")

# ids are fixed: (verdict expected, verdict expected of the printed form)
IDS: dict[str, tuple[Verdict, PrintedVerdict | None]] = {
    "two-wells": (Verdict.PROVED, PrintedVerdict.GENERIC),
    "shift": (Verdict.PROVED, PrintedVerdict.REFUTED),
    "invariants": (Verdict.PROVED, PrintedVerdict.AGREES),
    "jacobian": (Verdict.PROVED, PrintedVerdict.GARBLED),
    "spectrum-shift-invariance": (Verdict.PROVED, None),
    "sea-gull": (Verdict.VERIFIED, PrintedVerdict.AGREES),
    "statistical-dependence": (Verdict.VERIFIED, None),
    "curvature-in-t": (Verdict.DERIVED, None),
    "soft-tail": (Verdict.NOT_DERIVED, None),
    "definition-of-the-mode": (Verdict.NOT_DERIVED, None),
    "linear-fluctuations": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "narrow-fluctuations": (Verdict.VERIFIED, None),
    "origins": (Verdict.PROVED, None),
    "origin-measure": (Verdict.PROVED, None),
    "equivalent-origins": (Verdict.PROVED, PrintedVerdict.ASSUMED),
    "scaling": (Verdict.PROVED, PrintedVerdict.AGREES),
    "harmonic-limit": (Verdict.VERIFIED, None),
    "harmonic-excitations": (Verdict.VERIFIED, PrintedVerdict.AGREES),
    "two-level-form": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "two-level-remainder": (Verdict.VERIFIED, None),
    "asymmetry": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "tunnel-amplitude": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "two-level-density": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "two-level-density-flat": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "two-level-results-retained": (Verdict.CONSISTENT, None),
    "debye": (Verdict.PROVED, PrintedVerdict.AGREES),
    "deformation-scaling": (Verdict.PROVED, None),
    "deformation-two-level": (Verdict.VERIFIED, PrintedVerdict.IN_PART),
    "deformation-vibrations": (Verdict.VERIFIED, None),
    "deformation-potential": (Verdict.CONSISTENT, PrintedVerdict.AGREES),
    "deformation-nonsoft": (Verdict.PROVED, PrintedVerdict.UNREADABLE),
    "strain-and-origin": (Verdict.PROVED, None),
    "typical-mass": (Verdict.PROVED, None),
    "typical-parameters": (Verdict.CONSISTENT, PrintedVerdict.UNREADABLE),
    "vibrations-sea-gull": (Verdict.VERIFIED, PrintedVerdict.ORDER),
    "vibrations-constant": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
    "vibrations-deepest": (Verdict.VERIFIED, None),
    "specific-heat-two-level": (Verdict.DERIVED, None),
    "specific-heat-vibrations": (Verdict.VERIFIED, None),
    "minimum-of-c-over-T3": (Verdict.CONSISTENT, None),
    "width-of-vibrations": (Verdict.NOT_DERIVED, None),
    "delocalisation": (Verdict.VERIFIED, PrintedVerdict.AGREES),
    "delocalisation-energy": (Verdict.VERIFIED, PrintedVerdict.AGREES),
    "maximum-of-c-over-T3": (Verdict.CONSISTENT, PrintedVerdict.CONTRADICTED),
    "density-above-E_d": (Verdict.NOT_DERIVED, None),
    "monoenergetic-peak": (Verdict.PROVED, PrintedVerdict.AGREES),
    "agreement-with-experiment": (Verdict.CONSISTENT, None),
    "minima-not-very-different": (Verdict.CONSISTENT, PrintedVerdict.AGREES),
    "thermal-conductivity": (Verdict.REFUTED, None),
    "smallest-gap": (Verdict.VERIFIED, None),
    "validity-of-E4": (Verdict.VERIFIED, None),
    "van-hove-first-gap": (Verdict.VERIFIED, PrintedVerdict.CONTRADICTED),
    "discontinuity-second-gap": (Verdict.VERIFIED, PrintedVerdict.UNREADABLE),
}

DERIVED = tuple(e.id for e in SYMBOLS_ALONE.entries if e.expected is not Verdict.NOT_DERIVED)

# Made for the inside of a proof, where a Dummy equals nothing else and cannot be mixed up with a row of
# the table; to rebuild one that travelled; or by a printer, to print a name.
FRESH_NAMES = re.compile(
    r"derive/machinery/(discharge/\w+|conditional|conditions|fitting|narrowed)\.py:\d+: Dummy"
    r"|derive/machinery/(attack/closely|premises|proposals|slopes|stated|ties|travel|valued)\.py:\d+: Dummy"
    r"|derive/kernel/integrals\.py:\d+: Dummy"
    r"|derive/machinery/discharge/lemmas\.py:\d+: Wild"  # what a lemma's parameters match
    r"|reports/machinery/\w+\.py:\d+: Symbol"
    r"|derive/machinery/units\.py:\d+: Symbol"  # kg, m and s are no quantities of a theory
)

# The attack on lines by numbers: it works with floats and with mpmath, which comes with SymPy, and only refutes.
ATTACK = "derive/machinery/attack/"
ALONE = (
    ("mpmath", ATTACK),
    ("flint", ATTACK + "counted.py"),
    ("flint", "derive/machinery/discharge/radicals.py"),
    ("flint", "derive/machinery/discharge/subdivided.py"),  # balls, whatever the precision
)  # where derive may import it

# Modules that hold a precision for the time of a `with` block.
HOLD_PRECISION = {
    "numerics/machinery/compile/precision.py",
    "numerics/spectrum/series/powerseries.py",  # in the blocks of the first
}


def _package(name: str) -> Path:
    """The folder of a package: beside the tests, or where it is installed."""
    here = ROOT / name
    if here.is_dir():
        return here
    spec = importlib.util.find_spec(f"softpot.{name}")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


FOLDERS = {name: _package(name) for name in PACKAGES}


@cache
def sources(package: str) -> tuple[tuple[str, Path, ast.Module], ...]:
    """(path from the root, path, syntax tree) of every module of a package; nobody changes a tree."""
    found = tuple(
        (
            f"{package}/{path.relative_to(FOLDERS[package]).as_posix()}",
            path,
            ast.parse(path.read_text(encoding="utf-8")),
        )
        for path in sorted(FOLDERS[package].rglob("*.py"))
    )
    assert len(found) > 3, f"no modules were found in {FOLDERS[package]}"
    return found


def imported(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, full module name) of everything a module imports, inside functions too."""
    parts = name.removesuffix(".py").split("/")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.removeprefix("softpot.")
        elif isinstance(node, ast.ImportFrom):
            base = parts[: -node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "softpot":
                yield from ((node.lineno, alias.name) for alias in node.names)
                continue
            module = module.removeprefix("softpot.")
            yield node.lineno, module
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def called(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """(call, last part of the name that is called)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node, node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node, node.func.attr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("package", "forbidden"), [("derive", ("numerics", "reports")), ("numerics", ("reports",))]
)
def test_imports_go_one_way(package, forbidden):
    wrong = [
        f"{name}:{line}: {module}"
        for name, _, tree in sources(package)
        for line, module in imported(name, tree)
        if module.split(".")[0] in forbidden
    ]
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_the_packages_import_nothing_of_the_tests(package):
    wrong = [
        f"{name}:{line}: {module}"
        for name, _, tree in sources(package)
        for line, module in imported(name, tree)
        if module.split(".")[0] in ("tests", "benchmarks", "examples", "pytest", "hypothesis")
        and not (name == "reports/pytest_plugin.py" and module.split(".")[0] == "pytest")
    ]
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_the_machinery_knows_no_theory(package):
    wrong = [
        f"{name}:{line}: {module}"
        for name, _, tree in sources(package)
        if "machinery" in name.split("/")
        for line, module in imported(name, tree)
        if "theory" in module.split(".")[1:2] or module in PACKAGES
    ]
    assert not wrong, wrong


@pytest.mark.quick(0)
def test_derive_needs_sympy_and_the_standard_library_and_two_modules_what_sympy_calls():
    allowed = {"sympy", "derive", "_lazy", *sys.stdlib_module_names}
    wrong = [
        f"{name}:{line}: {module}"
        for name, _, tree in sources("derive")
        for line, module in imported(name, tree)
        if module
        and module.split(".")[0]
        not in allowed | {library for library, place in ALONE if name.startswith(place)}
    ]
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_symbols_are_made_in_the_symbol_table_only(package):
    makers = {"Symbol", "symbols", "Dummy", "Wild", "UndefinedFunction"}
    wrong = [
        f"{name}:{call.lineno}: {what}"
        for name, _, tree in sources(package)
        if name != "derive/machinery/symbols.py"
        for call, what in called(tree)
        if what in makers
    ]
    wrong = [w for w in wrong if not FRESH_NAMES.fullmatch(w)]
    assert not wrong, wrong


COMPARES_CODE = "numerics/machinery/unchanged/places.py"
"""It compiles a module that Python has imported, to see that it is the one in the file, and runs nothing of it."""


def _evaluates_text(call: ast.Call, what: str) -> bool:
    bare = isinstance(call.func, ast.Name)
    if what in {"eval", "compile"}:  # p.eval(x), the value of a polynomial, is arithmetic
        return bare
    if what == "sympify":  # a strict one refuses text
        return not any(k.arg == "strict" and ast.unparse(k.value) == "True" for k in call.keywords)
    return (
        what in {"exec", "parse_expr", "lambdify", "__import__"} or ast.unparse(call.func) == "sp.S"
    )


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_text_is_ever_evaluated(package):
    wrong = []
    for name, _, tree in sources(package):
        if name == COMPARES_CODE:
            continue
        wrong += [
            f"{name}:{call.lineno}: {what}"
            for call, what in called(tree)
            if _evaluates_text(call, what)
        ]
        wrong += [
            f"{name}:{line}: {module}"
            for line, module in imported(name, tree)
            if module.rsplit(".", 1)[-1] in {"lambdify", "parse_expr", "pickle", "marshal"}
        ]
    assert not wrong, wrong


NO_FORMULAS = {
    "derive/machinery/errors.py",  # how near a misspelt id has to be
    "derive/kernel/session.py",  # seconds of a clock
}


@pytest.mark.slow
def test_no_floats_in_derivations():
    wrong = [
        f"{name}:{node.lineno}: {node.value}"
        for name, _, tree in sources("derive")
        if name not in NO_FORMULAS and not name.startswith(ATTACK)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex))
    ]
    wrong += [
        f"{name}:{call.lineno}: {what}"
        for name, _, tree in sources("derive")
        if name not in NO_FORMULAS and not name.startswith(ATTACK)
        for call, what in called(tree)
        if what == "Float" or (what == "float" and isinstance(call.func, ast.Name))
    ]
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_global_precision_is_set(package):
    """Private contexts are set where they are made; mpmath's and flint's own belong to everybody."""
    shared = re.compile(
        r"(mpmath\.)?(mp|iv|fp)|mpmath|(\w+\.)*flint\.ctx|CTX|(flint|gmpy2)(\.get_context\(\))?"
    )
    wrong = []
    for name, _, tree in sources(package):
        if name in HOLD_PRECISION:
            continue
        for node in ast.walk(tree):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else ([node.target] if isinstance(node, (ast.AugAssign, ast.AnnAssign)) else [])
            )
            for target in targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in {"dps", "prec", "precision"}
                    and shared.fullmatch(ast.unparse(target.value))
                ):
                    wrong.append(f"{name}:{node.lineno}: {ast.unparse(target)}")
        wrong += [
            f"{name}:{call.lineno}: {what}" for call, what in called(tree) if what == "set_context"
        ]
    assert not wrong, wrong


def _sets_precision(node: ast.AST) -> list[int]:
    """The lines that set python-flint's precision."""
    return [
        n.lineno
        for n in ast.walk(node)
        if isinstance(n, ast.Assign) and any(ast.unparse(t) == "CTX.prec" for t in n.targets)
    ]


def test_what_holds_a_precision_gives_it_back():
    """Where a precision is set it is given back when the block ends, or it is within such a block."""
    for name in HOLD_PRECISION:
        package, _, rest = name.partition("/")
        tree = ast.parse((FOLDERS[package] / rest).read_text(encoding="utf-8"))
        inside = [
            line
            for n in ast.walk(tree)
            if (isinstance(n, ast.With) and "precision(" in ast.unparse(n.items[0]))
            or (isinstance(n, ast.ClassDef) and n.name == "precision")
            or (isinstance(n, ast.FunctionDef) and n.name == "_after_fork")
            for line in _sets_precision(n)
        ]
        assert inside and sorted(set(inside)) == sorted(_sets_precision(tree)), name
        for n in ast.walk(tree):
            if isinstance(n, ast.ClassDef) and n.name == "precision":
                ends = [
                    f for f in n.body if isinstance(f, ast.FunctionDef) and f.name == "__exit__"
                ]
                assert ends and _sets_precision(ends[0])


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_is_left_to_be_done(package):
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    wrong = [
        f"{name}:{number}"
        for name, path, _ in sources(package)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_opens_with_a_docstring(package):
    wrong = [
        name for name, _, tree in sources(package) if tree.body and not ast.get_docstring(tree)
    ]
    assert not wrong, wrong


def _names(folder: Path) -> set[str]:
    return {p.stem for p in folder.glob("*.py")} - {"__init__"}


@pytest.mark.slow
def test_the_rooms_mirror_each_other():
    """A derivation, its evidence and the tests of both carry one file name."""
    derivations = _names(FOLDERS["derive"] / "theory") - {"symbols", "claims"}
    assert len(derivations) >= 7
    evidence = _names(FOLDERS["numerics"] / "theory")
    assert derivations <= evidence
    tools = evidence - derivations
    for room, names in (("derive", derivations), ("numerics", evidence)):
        tests = {
            n.removeprefix("test_")
            for n in _names(TESTS / room / "theory")
            if n.startswith("test_")
        }
        assert names <= tests, (
            f"{sorted(names - tests)} of {room}/theory have no tests of their name"
        )
        assert tests <= names, f"{sorted(tests - names)} are tests of nothing in {room}/theory"
    # what is no evidence of an entry is a tool that the evidence imports
    used = {
        module.rsplit(".", 1)[-1]
        for name, _, tree in sources("numerics")
        if name.startswith("numerics/theory/")
        for _, module in imported(name, tree)
    }
    assert tools <= used


def test_numbers_in_the_words_of_each_derivation_are_tied():
    """Each file of tests ties the sentences of its module; what the source does not derive is tied in some file."""
    tied = ""
    for name in _names(FOLDERS["derive"] / "theory") - {"symbols", "claims"}:
        text = (TESTS / "derive" / "theory" / f"test_{name}.py").read_text(encoding="utf-8")
        assert "assert_tied(" in text, name
        tied += text
    for entry in SYMBOLS_ALONE.entries:
        if entry.derive is None:
            assert f'"{entry.id}"' in tied, entry.id


def test_evidence_lies_in_the_module_of_its_derivation():
    for id in DERIVED:
        derived_in = SYMBOLS_ALONE.entry(id).derive.__module__
        judged_in = numerics.SOFT_POTENTIAL.evidence[id].__module__
        assert derived_in.replace("softpot.derive.", "softpot.numerics.", 1) == judged_in


@pytest.mark.slow
def test_evidence_types_its_formulas_itself():
    """No evidence imports an expression of the derivation that it judges: only data types and the theory as such."""
    wrong = [
        f"{name}:{line}: {module}"
        for name, _, tree in sources("numerics")
        if name.startswith(("numerics/theory/", "numerics/spectrum/"))
        and not name.endswith("__init__.py")
        for line, module in imported(name, tree)
        if module.startswith("derive.theory") or module.startswith("derive.SOFT")
    ]
    assert not wrong, wrong


def test_every_id_has_evidence_or_is_not_derived():
    theory = numerics.SOFT_POTENTIAL
    assert theory.ids == SYMBOLS_ALONE.ids
    assert theory.missing_evidence() == ()
    for entry in theory.entries:
        assert (entry.id in theory.evidence) != (entry.expected is Verdict.NOT_DERIVED)


@pytest.mark.parametrize("id", IDS)
def test_the_ids_and_their_expected_verdicts(id):
    entry = numerics.SOFT_POTENTIAL.entry(id)
    printed = entry.printed.expected if entry.printed else None
    assert (entry.expected, printed) == IDS[id]
    assert entry.title and entry.section and len(entry.statement.split()) > 8
    if entry.printed is not None:
        assert entry.printed.survives
        assert (entry.printed.form is None) == (entry.printed.expected is PrintedVerdict.UNREADABLE)


def test_the_ids_are_unique_and_in_the_order_of_the_paper():
    ids = list(numerics.SOFT_POTENTIAL.ids)
    assert len(set(ids)) == len(ids)
    known = [i for i in ids if i in IDS]
    assert set(known) == set(IDS)
    assert known.index("shift") < known.index("jacobian") < known.index("sea-gull")
    assert (
        known.index("scaling") < known.index("harmonic-limit") < known.index("vibrations-sea-gull")
    )


def test_every_symbol_of_the_table_is_used_once_only():
    table = SYMBOLS_ALONE.symbols
    latex = [row.latex for name, row in table.items() if not row.function]
    twice = {x for x in latex if latex.count(x) > 1}
    # the variable of integration prints as what it stands for
    assert twice <= {r"\eta"}
    for row in table.values():
        assert row.meaning and row.unit


def test_every_derivation_is_held_to_what_holds_for_all():
    """The fixtures ``sound`` and ``derived`` derive an entry and look at its lines, for floats too."""
    for name in _names(FOLDERS["derive"] / "theory") - {"symbols", "claims"}:
        text = (TESTS / "derive" / "theory" / f"test_{name}.py").read_text(encoding="utf-8")
        assert "sound(" in text or "derived(" in text, name


def test_each_change_has_a_fragment_that_the_changelog_can_take():
    """Headings as `scriv collect` reads them; an unknown one would make a section of its own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    settings = project["tool"]["scriv"]
    assert f"<!-- {settings['insert_marker']} -->" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    known = {f"### {name}" for name in settings["categories"]}
    for fragment in (ROOT / "changelog.d").glob("*.md"):
        if fragment.name == "README.md":
            continue
        lines = fragment.read_text(encoding="utf-8").splitlines()
        assert lines[0] in known, f"{fragment.name} does not open with one of {sorted(known)}"
        assert {line for line in lines if line.startswith("#")} <= known, fragment.name


ROOMS = {"spectrum": 9, "statistics": 6}


@pytest.mark.parametrize("part", ROOMS)
def test_each_room_has_tests_that_carry_its_files_names(part):
    """tests/numerics/<part>/<room>/test_<module>.py tests the module of that room."""
    rooms = {p.name: p for p in (FOLDERS["numerics"] / part).iterdir() if _names(p)}
    assert len(rooms) >= ROOMS[part]
    for room, folder in rooms.items():
        tests = {n.removeprefix("test_") for n in _names(TESTS / "numerics" / part / room)}
        assert tests, f"numerics/{part}/{room} has no test file in tests/numerics/{part}/{room}"
        assert tests <= _names(folder), f"{sorted(tests - _names(folder))} are no files of {room}"
    strangers = {p.name for p in (TESTS / "numerics" / part).iterdir() if _names(p)} - set(rooms)
    assert not strangers, f"{sorted(strangers)} in tests/numerics/{part} are no rooms"


def test_who_imports_whom():
    """The contracts of pyproject.toml: the layers, machinery and theory, and routes that are called independent."""
    if not (ROOT / "softpot" / "derive").is_dir():
        pytest.skip("the rooms are not linked into softpot/, where import-linter looks for them")
    result = subprocess.run(
        [sys.executable, "-c",
         "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"],
        cwd=ROOT, env=os.environ | {"COLUMNS": "120"}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"Contracts: (9|\d\d) kept, 0 broken", result.stdout), result.stdout
